"""An event's card as HTML: what and when, how the date was found, who says so, in the articles' own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pipeline
from exports.chronicle import CONTRADICTIONS
from ui import corrections, opened_page, sources
from ui.corpus import Corpus
from ui.format import bare, date_in_words, hijri_in_words, name_in, spell_out_dates
from ui.highlight import Highlight, element, escape, marked, text_element
from ui.reader import Reader
from ui.report import report
from ui.search import hits_in
from ui.sources import foreign
from ui.strings import messages
from ui.timeline_data import denial, is_dated, only_speakers, precision, title

SIGNS = {"computed": "=", "inferred": "\u2234"}
Row = Mapping[str, Any]
Link = Callable[..., str]
_STEP = re.compile(r"[a-z_]+\([^()]*\)")
_COUNTED = re.compile(r"counted\(unit=(?P<unit>\w+); amount=(?P<amount>-?\d+); from=(?P<from>[^;()]+)")


def sign(basis: str) -> str:
    """The sign that stands before a date or a label; nothing where the date is stated."""
    return element("span", SIGNS[basis] + " ", class_="sign", aria_hidden="true") if basis in SIGNS else ""


def mark(event: Row) -> str:
    """The small drawing that stands for the event: the same shapes as on the timeline."""
    shape = precision(event) if is_dated(event) else "undated"
    return element("span", "", class_="mark", data_precision=shape, data_status=event["status"], aria_hidden="true")


def date_words(row: Row, reader: Reader) -> str:
    """A row's date in words."""
    return date_in_words(row["edtf"], row["granularity"], reader)


def basis_words(event: Row, reader: Reader) -> str:
    """How the date was found, in words."""
    return reader.t(f"bases.{event['basis'] or 'unknown'}") if event["edtf"] else reader.t("bases.unknown")


def _names(labels: Sequence[str], corpus: Corpus, reader: Reader) -> str:
    separator = escape(reader.t("list.separator"))
    names = [name_in(label, reader, corpus.english) for label in labels]
    return separator.join(text_element("bdi", name, **foreign(name, reader)) for name in names)


def _narrowing(field: str, values: Sequence[str], words: Sequence[str], reader: Reader, link: Link) -> str:
    """Each value as a link that narrows the view to it."""
    links = [
        text_element(
            "a",
            name,
            href=link("", **{field: value}),
            data_spot=f"{field}:{value}",
            title=reader.t("card.narrow", name=name),
            class_="choice",
            **foreign(name, reader),
        )
        for value, name in zip(values, words, strict=True)
    ]
    return element("span", " ".join(links), class_="choices")


def _speakers(event: Row, corpus: Corpus, reader: Reader) -> str:
    """Whose word it is, and that a source tells it in its own voice where one does."""
    names = _names(event["speakers"], corpus, reader)
    if not names:
        return escape(reader.t("card.own_voice"))
    alone = only_speakers(event, corpus.mentions_of.get(event["event_id"], ()))
    return names if alone else names + escape(reader.t("list.separator") + reader.t("card.own_voice_too"))


def _facts(event: Row, corpus: Corpus, reader: Reader, link: Link) -> str:
    t = reader.t
    status, kind = event["status"], event["kind"]
    rows = [
        (t("card.status"), mark(event) + _narrowing("status", [status], [t(f"statuses.{status}")], reader, link)),
        (t("card.kind"), _narrowing("kind", [kind], [t(f"kinds.{kind}")], reader, link)),
        (t("card.speaker"), _speakers(event, corpus, reader)),
    ]
    if len(event["denied_by"]):
        who = element(
            "span", _names(event["denied_by"], corpus, reader), data_denial=denial(event, reader, corpus.english)
        )
        rows.append((t("card.denied_by"), who))
    for field, column in (("actor", "actors"), ("place", "places")):
        if len(event[column]):
            words = [name_in(label, reader, corpus.english) for label in event[column]]
            rows.append((t(f"card.{column}"), _narrowing(field, event[column], words, reader, link)))
    return element(
        "dl", "".join(text_element("dt", name) + element("dd", words) for name, words in rows), class_="facts"
    )


def _hijri(event: Row, reader: Reader) -> str:
    """The date by the other calendar, on demand."""
    if not is_dated(event):
        return ""
    words = hijri_in_words(event["earliest"].date(), event["latest"].date(), event["granularity"], reader)
    if not words:
        return ""
    said = text_element("p", words) + text_element("p", reader.t("hijri.caution"), class_="muted")
    return element("details", text_element("summary", reader.t("hijri.show")) + said, class_="hijri")


def _dating_telling(event: Row, corpus: Corpus) -> Row | None:
    """The first telling that dates the event as the corpus does, and has words for it."""
    tellings = corpus.mentions_of.get(event["event_id"], ())
    return next((row for row in tellings if row["edtf"] == event["edtf"] and len(row["timexes"])), None)


def _dating_words(event: Row, corpus: Corpus) -> str:
    """The words that date the event in that telling."""
    telling = _dating_telling(event, corpus)
    if not telling:
        return ""
    text = corpus.texts[telling["article"]]
    return " ".join(text[start:end] for start, end in telling["timexes"])


def _dated_by_inference(event: Row, corpus: Corpus) -> str:
    """The article on whose inferred date of writing the event's date hangs; '' where there is none."""
    tellings = [row for row in corpus.mentions_of.get(event["event_id"], ()) if row["basis"] == "inferred"]
    tellings.sort(key=lambda row: row["edtf"] != event["edtf"])
    articles = (row["article"] for row in tellings if corpus.anchor_rows[row["article"]]["source"] == "inferred")
    return next(articles, "")


def _hangs_on(event: Row, corpus: Corpus, reader: Reader, link: Link) -> str:
    """That the date hangs on an inferred date of writing, and the way to its reasons."""
    article = _dated_by_inference(event, corpus) if event["basis"] == "inferred" and event["edtf"] else ""
    if not article:
        return ""
    anchor = corpus.anchor_rows[article]
    date = date_in_words(anchor["edtf"], anchor["granularity"], reader, weekday=False)
    to_reasons = text_element(
        "a",
        reader.t("card.reasons"),
        href=link("article", article=corpus.article_ids[article], event=event["event_id"]) + "#reasons",
    )
    return element("p", escape(reader.t("card.hangs_on_inferred", date=date)) + " " + to_reasons)


def _written(anchor: Row, reader: Reader) -> str:
    """When the article was written, as a sentence about it says it."""
    if not anchor["edtf"]:
        return reader.t("card.written_unknown")
    key = "written_inferred" if anchor["source"] == "inferred" else "written"
    return reader.t(f"card.{key}", date=date_words(anchor, reader))


def _why(event: Row, corpus: Corpus, reader: Reader, link: Link) -> str:
    """How the date was found: what that means, in one sentence with its words, and the steps that led to it."""
    t = reader.t
    if not event["edtf"]:
        return element(
            "div",
            text_element("h3", t("card.basis_unknown")) + text_element("p", t("card.why_undated")),
            class_="why",
        )
    basis = event["basis"] or "unknown"
    said = text_element("h3", t(f"card.basis_{basis}"))
    words = _dating_words(event, corpus)
    if basis != "unknown":
        meaning = t(f"card.means_{basis}", words=words) if words else t(f"card.means_{basis}_bare")
        said += text_element("p", meaning)
    steps = steps_in_words(event["trace"], reader)
    if steps and not (basis == "stated" and words):
        said += text_element("p", steps)
    disputes = "".join(text_element("p", words, class_="differs") for words in _disputes(event, corpus, reader))
    return element("div", said + _hangs_on(event, corpus, reader, link) + disputes, class_="why")


def steps_in_words(trace: str, reader: Reader) -> str:
    """The steps that led to the date, as a sentence; what was counted is told as people count."""
    said = (_counted(step, reader) or pipeline.explain(step, reader.lang) for step in _STEP.findall(trace))
    return spell_out_dates(reader.t("steps.joiner").join(words for words in said if words), reader)


def _counted(step: str, reader: Reader) -> str:
    """A step that counts: the same month, the year before, three days after; '' for any other step."""
    found = _COUNTED.match(step)
    if not found:
        return ""
    amount, unit = int(found["amount"]), found["unit"]
    key = f"steps.{'on' if amount > 0 else 'back' if amount else 'same'}.{unit}"
    if key not in messages(reader.lang):
        return ""
    where = reader.t(key, n=abs(amount)) if amount else reader.t(key)
    return reader.t("steps.counted", from_date=found["from"], where=where)


def _disputes(event: Row, corpus: Corpus, reader: Reader) -> Iterator[str]:
    """What the checks say of another telling with another date, with the other source by its name."""
    for telling in corpus.mentions_of.get(event["event_id"], ()):
        for finding in corpus.findings_of.get(telling["article"], ()):
            if finding["code"] in CONTRADICTIONS and finding["event_id"] == event["event_id"]:
                words = finding[f"message_{reader.lang}"]
                for place in finding["related"]:
                    words = words.replace(place["article"], sources.label(place["article"], corpus, reader))
                yield spell_out_dates(words, reader)


def telling(mention: Row, event: Row, corpus: Corpus, reader: Reader, link: Link, hits: frozenset[str]) -> str:
    """One source's telling: who, when written, the sentence with its evidence and the words searched for marked."""
    t, article = reader.t, mention["article"]
    row, anchor, text = corpus.article_rows[article], corpus.anchor_rows[article], corpus.texts[article]
    about = []
    if row["agency"]:
        about.append(t("source.agency", agency=row["agency"]))
    about.append(_written(anchor, reader))
    name = sources.outlet(row, reader)
    spans = [Highlight(mention["start"], mention["end"], "clause")]
    spans += [Highlight(start, end, "pen", mark=True) for start, end in mention["timexes"]]
    start, end = mention["sentence_start"], mention["sentence_end"]
    spans += [Highlight(start + left, start + right, "hit") for left, right in hits_in(text[start:end], hits)]
    sentence = marked(text, spans, start=start, end=end)
    differs = ""
    if mention["edtf"] and mention["edtf"] != event["edtf"]:
        differs = text_element("p", t("card.differs", date=date_words(mention, reader)), class_="differs")
    separator = escape(t("list.separator"))
    head = text_element("strong", name, **foreign(name, reader)) + separator
    head += sources.headline_html(row, text, reader, opening=not row["outlet"])
    head += "".join(separator + text_element("bdi", part, **foreign(part, reader)) for part in about)
    open_link = element(
        "a",
        escape(t("card.open")) + text_element("span", f" {sources.label(article, corpus, reader)}", class_="unseen"),
        href=link("article", article=corpus.article_ids[article], event=event["event_id"]),
        class_="action",
    )
    quote = element("blockquote", sentence, lang="ar", dir="rtl", class_="evidence")
    return element("li", element("p", head, class_="who") + quote + differs + open_link, class_="telling")


def with_hits(text: str, hits: frozenset[str]) -> str:
    """A text as HTML with the words that were searched for marked."""
    return marked(text, [Highlight(start, end, "hit") for start, end in hits_in(text, hits)])


def card(
    event: Row,
    corpus: Corpus,
    reader: Reader,
    link: Link,
    *,
    heading: bool = True,
    hits: frozenset[str] = frozenset(),
) -> str:
    """The whole card. link: makes the address of a view with some of the state changed; '' is the view it stands in.

    hits: the folded words that a search found (ui/search.py).
    """
    t = reader.t
    tellings = corpus.mentions_of.get(event["event_id"], [])
    articles = {mention["article"] for mention in tellings}
    name = title(event, reader.lang)
    what = element("h2", with_hits(name, hits), class_="title", **foreign(name, reader)) if heading else ""
    date = element("p", sign(event["basis"]) + escape(date_words(event, reader)), class_="when")
    says = (
        t("card.one_source")
        if len(articles) == 1
        else t(
            "card.sources_title",
            tellings=t("count.tellings", n=len(tellings)),
            sources=t("count.sources", n=len(articles)),
        )
    )
    if tellings or corpus.opened is None:
        told = "".join(telling(mention, event, corpus, reader, link, hits) for mention in tellings)
        who = text_element("h3", says) + element("ol", told, class_="tellings")
    else:
        who = opened_page.instead_of_tellings(event, reader)
    changes = corrections.on_card(event["event_id"], corpus, reader, link)
    changes = changes or opened_page.note(event["event_id"], corpus, reader)
    facts = date + _hijri(event, reader) + _facts(event, corpus, reader, link) + changes
    why = _why(event, corpus, reader, link) + _actions(event, reader, link) + report(event, corpus, reader, link)
    return element(
        "article",
        element("div", what + facts, class_="card-what")
        + element("div", why, class_="card-why")
        + element("div", who, class_="card-who"),
        class_="card",
        aria_label=bare(f"{t('card.label')}: {name}"),
        data_title=bare(name),
    )


def _actions(event: Row, reader: Reader, link: Link) -> str:
    """Copy the link, and save the card as a picture: both done in the browser."""
    t = reader.t
    copy = text_element(
        "button",
        t("card.copy"),
        type="button",
        class_="action",
        data_copy=link("timeline", event=event["event_id"]),
    )
    picture = text_element(
        "button",
        t("card.picture"),
        type="button",
        class_="action",
        data_card_picture=t("card.picture_file"),
        data_said=t("card.saved"),
        data_failed=t("card.picture_failed"),
        data_footer=t("card.picture_from"),
    )
    return element("p", copy + " " + picture, class_="actions")
