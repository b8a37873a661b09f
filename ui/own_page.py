"""What the page of a visitor's own articles says: the limits, what was not read and why, one article in a row. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ui import opened_files, opened_page, own_articles, sources
from ui.corpus import Corpus
from ui.format import bare
from ui.highlight import element, escape, text_element
from ui.own_articles import MEGABYTE, Refusal
from ui.reader import Reader
from ui.reading_words import problem_line
from ui.writing_date import written_words

Link = Callable[..., str]


def said_limits(reader: Reader) -> str:
    """The limits as a list, before anything is handed over."""
    t, known = reader.t, limits(reader)
    *types, archive = (kind.upper() for kind in own_articles.FILE_TYPES if kind != "htm")
    lines = (
        t("own.limits_types", types=t("list.separator").join(types), archive=archive),
        t("opened.limits", files=reader.number(opened_files.MAX_OPENED)),
        t("own.limits_file", **known),
        t("own.limits_once", **(known | _own_limits("too_many_files", reader))),
        t("own.limits_visit", **known),
    )
    return element("ul", "".join(text_element("li", line) for line in lines), class_="limits")


def uploader_words(reader: Reader) -> dict[str, str | int | list[str]]:
    """The words and limits that ui/theme/uploader.js puts into Streamlit's uploader."""
    t, known = reader.t, limits(reader)
    return {
        "choose": t("own.choose"),
        "more": t("own.add_more"),
        "drop": t("own.drop"),
        "hint": t("own.drop_hint"),
        "label": t("own.files"),
        "remove": t("own.remove_file", name="{name}"),
        "line": t("reading.line", name="\u2068{name}\u2069", says="{says}"),
        "tooLarge": t("own.refused.file_too_large", **known),
        "wrongType": t("own.refused.file_type"),
        "tooMany": t("own.too_many_once", **(known | _own_limits("too_many_files", reader))),
        "types": [*own_articles.FILE_TYPES, *opened_files.FILE_TYPES],
        "mostBytesOfFile": own_articles.MAX_FILE_BYTES,
        "mostFiles": own_articles.MAX_FILES_AT_ONCE,
        "mostBytes": own_articles.MAX_BYTES_AT_ONCE,
    }


def limits(reader: Reader) -> dict[str, str]:
    """Every limit as readers see it, by the names that the sentences about them use."""
    return {
        "megabytes": reader.number(own_articles.MAX_FILE_BYTES // MEGABYTE),
        "files": reader.number(own_articles.MAX_FILES_AT_ONCE),
        "articles": reader.number(own_articles.MAX_ARTICLES),
        "characters": reader.number(f"{own_articles.MAX_CHARACTERS:,}"),
    }


def refusal_line(refusal: Refusal, reader: Reader) -> str:
    """What was wrong with a file or with the pasted text, and what to do."""
    if refusal.key.startswith(opened_files.REFUSED):
        return opened_page.refusal_line(refusal, reader)
    name = refusal.name or reader.t("own.refused.pasted")
    if refusal.key == own_articles.SAYS:
        return problem_line(name, refusal.values["says"], reader)
    values = limits(reader) | _own_limits(refusal.key, reader)
    values |= {key: f"\u2068{value}\u2069" for key, value in refusal.values.items()}
    return reader.t("reading.line", name=f"\u2068{name}\u2069", says=reader.t(f"own.refused.{refusal.key}", **values))


def _own_limits(key: str, reader: Reader) -> dict[str, str]:
    """The limits that go by a name which another one has elsewhere."""
    limit = {
        "unpacks_too_large": ("megabytes", own_articles.MAX_UNPACKED_BYTES // MEGABYTE),
        "too_many_files": ("megabytes", own_articles.MAX_BYTES_AT_ONCE // MEGABYTE),
        "too_long": ("characters", own_articles.MAX_PASTED),
    }.get(key)
    return {limit[0]: reader.number(f"{limit[1]:,}")} if limit else {}


def row(name: str, number: int, corpus: Corpus, reader: Reader, link: Link) -> str:
    """One own article: its file, and where it is among what is shown, its source, date and events."""
    label = text_element("span", reader.number(number), class_="number")
    if name not in corpus.texts or corpus.opened is not None:
        return element("p", label + text_element("bdi", name), class_="own-article")
    facts, anchor = corpus.article_rows[name], corpus.anchor_rows[name]
    head = sources.headline_html(facts, corpus.texts[name], reader)
    way = element("a", head, href=link("article", article=corpus.article_ids[name], event=None))
    written = _written(anchor, reader)
    events = sum(name in told for told in corpus.events["articles"])
    about = [facts["outlet"], written, reader.t("count.events", n=events), name]
    separator = escape(reader.t("list.separator"))
    said = separator.join(text_element("bdi", part) for part in about if part)
    return element(
        "div", label + element("div", element("p", way) + element("p", said, class_="muted")), class_="own-article"
    )


def _written(anchor: Mapping[str, Any], reader: Reader) -> str:
    """When an article was written, as a phrase about it says it."""
    if not anchor["edtf"]:
        return reader.t("own.written_unknown")
    return reader.t("own.written_on", date=bare(written_words(anchor, reader)))
