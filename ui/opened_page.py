"""What the screen says of a file that was opened again: which it is, what it holds, and what it does not. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from ui import opened_files, own_articles, sources
from ui.corpus import QUERY_NAME, Corpus
from ui.format import bare, date_in_words
from ui.highlight import element, text_element
from ui.house import usual_reader
from ui.opened_files import OpenedFile
from ui.own_articles import MEGABYTE, Refusal
from ui.reader import Reader, reader_to_query
from ui.sources import foreign
from ui.timeline_data import title

Link = Callable[..., str]
_LONGEST_LABEL = 40


def about(corpus: Corpus, reader: Reader, link: Link) -> str:
    """Which file is shown, how many events it holds, what it holds of their sources, and the way out."""
    if corpus.opened is None:
        return ""
    t, file = reader.t, corpus.opened.file
    events = t("count.events", n=file.events)
    if name := corpus.opened.chronicle.title:
        said = t("opened.titled", title=_apart(name), name=_apart(file.name), events=events)
    else:
        said = t("opened.about", name=_apart(file.name), events=events)
    holds = t("opened.holds_sentences" if file.sentences else "opened.holds_events")
    ways = text_element("a", t("opened.all"), href=link("own")) + " "
    ways += text_element("a", t("opened.leave"), href=address("timeline", reader))
    line = text_element("strong", said) + " " + text_element("span", holds, class_="muted")
    return element("div", element("p", line) + element("p", ways, class_="ways"), class_="opened-file")


def address(view: str, reader: Reader, choice: str = "") -> str:
    """The address of a view of another corpus, '' for the samples; nothing of this one is kept in it."""
    kept = reader_to_query(reader, usual_reader()) | ({QUERY_NAME: [choice]} if choice else {})
    return f"{view}?{urlencode(kept, doseq=True)}" if kept else view


def label(file: OpenedFile) -> str:
    """A file among other choices."""
    name = file.name
    return _apart(name if len(name) <= _LONGEST_LABEL else f"\u2026{name[-_LONGEST_LABEL:]}")


def row(file: OpenedFile, number: int, *, is_shown: bool, reader: Reader) -> str:
    """One opened file in the list of them."""
    t = reader.t
    name = text_element("bdi", file.name)
    way = element("strong", name) if is_shown else element("a", name, href=address("own", reader, file.choice))
    holds = t("opened.with_sentences" if file.sentences else "opened.without_sentences")
    said = t("list.separator").join((t("count.events", n=file.events), holds))
    label = text_element("span", reader.number(number), class_="number")
    words = element("div", element("p", way) + text_element("p", said, class_="muted"))
    return element("div", label + words, class_="own-article")


def result(file: OpenedFile, reader: Reader, link: Link) -> str:
    """That a file was opened, and where to go from here."""
    t = reader.t
    line = t("opened.done", name=_apart(file.name), events=t("count.events", n=file.events))
    ways = "".join(
        text_element("a", t(f"opened.to_{view}"), href=link(view), class_="action") for view in ("timeline", "class")
    )
    return element("div", text_element("p", line) + element("p", ways), class_="added", role="status")


def refusal_line(refusal: Refusal, reader: Reader) -> str:
    """Why a file was not opened: what is wrong with it, where, and what to do."""
    values = {name: _apart(reader.number(value) if name == "row" else value) for name, value in refusal.values.items()}
    values |= {
        "megabytes": reader.number(own_articles.MAX_FILE_BYTES // MEGABYTE),
        "files": reader.number(opened_files.MAX_OPENED),
    }
    says = reader.t(f"opened.refused.{refusal.key.removeprefix(opened_files.REFUSED)}", **values)
    return reader.t("reading.line", name=_apart(refusal.name), says=says)


def instead_of_tellings(event: Mapping[str, Any], reader: Reader) -> str:
    """What a card says where the file holds no sentences: that, and the names that it has for the sources."""
    t = reader.t
    if not len(event["articles"]):
        return text_element("h3", t("opened.sources")) + text_element("p", t("opened.no_sources"))
    names = "".join(element("li", text_element("bdi", name)) for name in event["articles"])
    said = text_element("h3", t("opened.sources")) + text_element("p", t("opened.no_sentences"), class_="muted")
    return said + element("ul", names, class_="source-names")


def note(event_id: str, corpus: Corpus, reader: Reader) -> str:
    """The note to readers on a correction that the file holds; '' where it holds none."""
    told = corpus.opened.chronicle.notes.get(event_id) if corpus.opened else ""
    if not told:
        return ""
    heading = text_element("h3", reader.t("corrections.on_card"))
    return element(
        "div", heading + element("p", text_element("bdi", told), class_="note-to-readers"), class_="corrected"
    )


def article_without_text(article: str, corpus: Corpus, reader: Reader, link: Link) -> str:
    """What there is of a source that the file only names: its name, and the events that it is said to tell."""
    t = reader.t
    told = []
    for event in corpus.event_rows.values():
        if article in event["articles"]:
            name = title(event, reader.lang)
            date = bare(date_in_words(event["edtf"], event["granularity"], reader))
            way = text_element("a", name, href=link("timeline", event=event["event_id"]), **foreign(name, reader))
            told.append(element("li", way + " " + text_element("span", date, class_="muted")))
    head = element("h1", sources.headline_html(corpus.article_rows[article], "", reader))
    said = text_element("p", t("opened.no_text"))
    return element("div", head + said + element("ul", "".join(told)), class_="source-page unread")


def only_sentences(reader: Reader) -> str:
    """That an article is not here as a whole."""
    return text_element("p", reader.t("opened.only_sentences"), class_="muted")


def _apart(name: str) -> str:
    return f"\u2068{name}\u2069"
