"""Headlines for events: in Arabic from the clause's own words, in English from kind, actors and place."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.clauses import Clause, Word
from pipeline.model import Name, Span, Status
from pipeline.titles.arabic import arabic
from pipeline.titles.english import english
from pipeline.titles.telling import Telling

__all__ = ["titles"]


def titles(
    text: str,
    words: Sequence[Word],
    clause: Clause,
    dates: Sequence[Span],
    actors: Sequence[Name],
    places: Sequence[Name],
    *,
    names: Sequence[Name] = (),
    status: Status = "happened",
    speaker: str = "",
    alleged_from: int | None = None,
) -> tuple[str, str]:
    """title_ar and title_en of a mention. The English one never holds Arabic letters.

    names: those of the sentence and some before it, whom its words point at. alleged_from: the word behind which an
    allegation begins.
    """
    told = Telling(text, words, clause, dates, actors, places, names, status, speaker, alleged_from)
    return arabic(told), english(told)
