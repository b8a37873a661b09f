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
