"""What a headline is made from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.clauses import Clause, Word
from pipeline.model import Name, Span, Status


class Telling(NamedTuple):
    """All that a headline is made from. names: those of the sentence and some before it."""

    text: str
    words: Sequence[Word]
    clause: Clause
    dates: Sequence[Span]
    actors: Sequence[Name]
    places: Sequence[Name]
    names: Sequence[Name]
    status: Status
    speaker: str
    alleged_from: int | None


_FROM = "\u0645\u0646"


def destinations(told: Telling) -> Sequence[Name]:
    """The places of a visit, an arrival or a return without those that somebody comes from; all of another event."""
    if told.clause.trigger.event not in ("arrival", "return", "visit"):
        return told.places
    led = {name.start: told.text[max(0, name.start - 8) : name.start].split()[-1:] for name in told.places}
    return [name for name in told.places if led[name.start] != [_FROM]] or told.places
