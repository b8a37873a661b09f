"""What the rich formats are written from: a selection of events with all that they rest on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipeline.table import Row

if TYPE_CHECKING:
    from pipeline.run import Timeline

Language = Literal["ar", "en"]
ELLIPSIS = "\u2026"
CONTRADICTIONS = frozenset({"E201", "E202"})
"""The findings that say of two tellings that they cannot both be right."""
_BEFORE_CHRIST = re.compile(r"\[?(-[0-9]{4,}|0000)")


class Source(NamedTuple):
    """A telling as a reader is shown it. quote: its sentence, or the allowed beginning of it. article: its row."""

    quote: str
    article: Row
    telling: Row


class Words(NamedTuple):
    """What is told of an event in the reader's language.

    date: at its precision. kind. standing: its status where it did not simply happen, and who denies it.
    """

    date: Callable[[Row], str]
    kind: Callable[[Row], str]
    standing: Callable[[Row], Sequence[str]]


AS_THEY_STAND = Words(
    date=lambda event: str(event["edtf"]),
    kind=lambda event: str(event["kind"]),
    standing=lambda event: () if event["status"] == "happened" else (str(event["status"]),),
)


@dataclass(frozen=True, slots=True)
class Chronicle:
    """A selection of events, in the order in which they are told.

    mentions: event id -> its tellings. articles, anchors, timexes, texts: by the name of an article. english: label of
    a name -> in English. captions: event id -> the words of whoever tells the story. notes: event id -> the public
    note on a correction. excerpt: so many words of each source may leave the house, None where all may. findings:
    the rows of `check` that are known of them. words: for programs that show a date, a kind and a status as they are
    written here.
    """

    events: Sequence[Row]
    mentions: Mapping[str, Sequence[Row]]
    articles: Mapping[str, Row]
    anchors: Mapping[str, Row]
    timexes: Mapping[str, Sequence[Row]]
    texts: Mapping[str, str]
    english: Mapping[str, str]
    title: str = ""
    language: Language = "ar"
    captions: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    excerpt: int | None = None
    findings: Sequence[Row] = ()
    words: Words = AS_THEY_STAND

    def sources(self, event_id: str) -> list[Source]:
        """The tellings of an event, those of one sentence once."""
        found: dict[tuple[str, int], Source] = {}
        for row in self.mentions.get(event_id, ()):
            place = (row["article"], row["sentence_start"])
            if place in found or row["article"] not in self.articles:
                continue
            text = self.texts.get(row["article"], "")[row["sentence_start"] : row["sentence_end"]]
            found[place] = Source(" ".join(self.allowed(text).split()), self.articles[row["article"]], row)
        return list(found.values())

    def allowed(self, text: str) -> str:
        """A sentence, or as many of its first words as may leave the house, each in its place."""
        words = text.split(maxsplit=self.excerpt) if self.excerpt is not None else []
        if self.excerpt is None or len(words) <= self.excerpt:
            return text
        end = 0
        for word in words[: self.excerpt]:
            end = text.index(word, end) + len(word)
        return text[:end] + ELLIPSIS

    def label(self, name: str) -> str:
        """A name in the language of the chronicle."""
        return self.english.get(name, name) if self.language == "en" else name

    def title_of(self, event: Row) -> str:
        """The headline of an event in the language of the chronicle."""
        return str(event["title_en"] if self.language == "en" and event["title_en"] else event["title_ar"])


def chronicle_of(
    timeline: Timeline, *, title: str = "", language: Language = "ar", excerpt: int | None = None
) -> Chronicle:
    """All events of a timeline in the order of time, years before Christ first, those without a date last."""
    events = timeline.rows("events")
    return Chronicle(
        events=sorted(events, key=_in_time),
        mentions=by("event_id", timeline.rows("mentions")),
        articles={row["article"]: row for row in timeline.rows("articles")},
        anchors={row["article"]: row for row in timeline.rows("anchors")},
        timexes=by("article", timeline.rows("timexes")),
        texts=timeline.texts,
        english=timeline.english,
        title=title,
        language=language,
        excerpt=excerpt,
    )


def year_before_christ(edtf: str) -> int | None:
    """The first year of a date that no calendar of this program holds, astronomical (0 is 1 BC); None for others."""
    found = _BEFORE_CHRIST.match(edtf)
    return int(found[1]) if found else None


def _in_time(event: Row) -> tuple[int, int, str, str]:
    if event["earliest"] is not None:
        return 1, 0, event["earliest"], event["latest"] or ""
    year = year_before_christ(event["edtf"])
    return (2, 0, "", "") if year is None else (0, year, event["edtf"], "")


def source_title(article: Row) -> str:
    """What a source is called: outlet and headline, else its file."""
    return ": ".join(part for part in (article["outlet"], article["title"]) if part) or str(article["article"])


def by(column: str, rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows by what stands in a column."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found
