"""What goes on paper and on slides, in words: made once in the reader's language (ui/on_paper.py), laid out by a format
each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from exports.chronology import Entry, Paper


class Unmakeable(Exception):  # noqa: N818
    """A format that cannot be written, in one line: on this machine, or of so many events."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A source's own sentence and the number of that source, as text."""

    words: str
    source: str


@dataclass(frozen=True, slots=True)
class Told:
    """An event in words. place: on the line, from 0 to 1 as first and last, None without a date.

    sign: before a date that is not stated. basis: how it was found. said: its status where it did not simply happen,
    whose word it rests on, who denies it. caption: of whoever tells the story. note: to readers. teaching: to teachers,
    for no pupil's eyes. is_arabic: whether the title is.
    """

    number: str
    date: str
    title: str
    is_arabic: bool = True
    sign: str = ""
    basis: str = ""
    said: tuple[str, ...] = ()
    caption: str = ""
    note: str = ""
    teaching: str = ""
    quotes: tuple[Quote, ...] = ()
    sources: tuple[str, ...] = ()
    place: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in words. subject: the event it is about, where it is about one. lines: what stands one below the
    other, each with an empty box before it. choices: what stands beside each other, one to be marked. opposite: the
    second column of a pairing, (letter, words). asked_too: what else is asked, with choices_too.

    answers: for the key, as many lines as it takes. evidence: the sentence that says so.
    """

    kind: Literal["order", "first", "match", "year", "claim"]
    prompt: str
    subject: str = ""
    lines: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    opposite: tuple[tuple[str, str], ...] = ()
    asked_too: str = ""
    choices_too: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Handout:
    """A selection or a story in words. about: lines under its title. sources: (number, words).

    picture: the line with the events' numbers on it, as SVG. poster: makes the whole timeline as one. words: what the
    formats say themselves, by key.
    """

    language: Literal["ar", "en"]
    title: str
    about: tuple[str, ...]
    events: tuple[Told, ...]
    sources: tuple[tuple[str, str], ...]
    questions: tuple[Asked, ...]
    picture: str
    legend: tuple[str, ...]
    words: Mapping[str, str] = field(default_factory=dict)
    poster: Callable[[], str] = str

    @property
    def from_right(self) -> bool:
        """Whether it is written from right to left."""
        return self.language == "ar"


def paper_of(handout: Handout) -> Paper:
    """The handout as a chronology on paper: text, and what a word processor opens."""
    entries = tuple(
        Entry(
            date=event.date,
            what=event.title,
            note=handout.words["joiner"].join(part for part in (*event.said, event.basis, event.note) if part),
            quotes=(
                *([event.caption] if event.caption else []),
                *(f"{handout.words['quoted'].replace('{words}', one.words)} [{one.source}]" for one in event.quotes),
            ),
            sources=event.sources,
        )
        for event in handout.events
    )
    return Paper(
        language=handout.language,
        title=handout.title,
        about=handout.about,
        entries=entries,
        sources_heading=handout.words["sources"],
        sources=handout.sources,
        separator=handout.words["separator"],
    )
