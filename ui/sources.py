"""How a source is named to a reader: by outlet, headline, agency and date, never by a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from ui.format import bare, date_in_words
from ui.highlight import escape, text_element
from ui.reader import Reader

if TYPE_CHECKING:
    from ui.corpus import Corpus

_FIRST_WORDS = 6
Row = Mapping[str, Any]


class Articles(Protocol):
    """What naming a source asks of a corpus."""

    @property
    def article_rows(self) -> Mapping[str, Row]:
        """Article -> what it says of itself."""

    @property
    def anchor_rows(self) -> Mapping[str, Row]:
        """Article -> its document date."""

    @property
    def texts(self) -> Mapping[str, str]:
        """Article -> its text."""


def outlet(article: Row, reader: Reader) -> str:
    """The outlet, or that it has no name."""
    return article["outlet"] or reader.t("source.unknown_outlet")


def headline(article: Row, text: str, reader: Reader, *, opening: bool = True) -> str:
    """The headline; where there is none, that it has none and the first words of the text."""
    if article["title"]:
        return article["title"]
    words = text[body_start(text) :].split()[:_FIRST_WORDS]
    if not (words and opening):
        return reader.t("source.untitled")
    return reader.t("source.untitled_words", words=f"\u2068{' '.join(words)}\u2026\u2069")


def headline_html(article: Row, text: str, reader: Reader, *, opening: bool = True) -> str:
    """The headline for a page: the article's own words carry their own language and direction."""
    if article["title"]:
        return text_element("bdi", article["title"], **foreign(article["title"], reader))
    words = headline(article, text, reader, opening=opening)
    own = next(iter(re.findall("\u2068(.*)\u2069", words)), "")
    before, _, after = words.partition(f"\u2068{own}\u2069")
    return escape(before) + (text_element("bdi", own, **foreign(own, reader)) if own else "") + escape(after)


def foreign(text: str, reader: Reader) -> dict[str, str]:
    """The attributes of a text whose language is not the interface's: what the articles say is Arabic."""
    arabic = any("\u0620" <= char <= "\u06ff" for char in text)
    if arabic and reader.lang != "ar":
        return {"lang": "ar", "dir": "rtl"}
    return {"lang": "en", "dir": "ltr"} if not arabic and reader.lang == "ar" else {}


def body_start(text: str) -> int:
    """Where the first paragraph of some length begins: what stands above it is a dateline, a byline or a menu."""
    place = 0
    for line in text.splitlines(keepends=True):
        if len(line.split()) > 2 * _FIRST_WORDS:
            return place
        place += len(line)
    return 0


def label(article: str, corpus: Corpus, reader: Reader) -> str:
    """A source in a list of choices: its outlet, or where that is unknown its headline or first words."""
    row = corpus.article_rows[article]
    return row["outlet"] or headline(row, corpus.texts[article], reader)


def full_label(article: str, corpus: Articles, reader: Reader) -> str:
    """A source in one line: outlet, headline, agency, date."""
    row, anchor = corpus.article_rows[article], corpus.anchor_rows[article]
    parts = [outlet(row, reader), headline(row, corpus.texts[article], reader)]
    if row["agency"]:
        parts.append(reader.t("source.agency", agency=row["agency"]))
    if anchor["edtf"]:
        parts.append(bare(date_in_words(anchor["edtf"], anchor["granularity"], reader)))
    return reader.t("list.separator").join(f"\u2068{part}\u2069" for part in parts)
