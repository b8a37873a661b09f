"""An article as the checks see it: what was recognised in it, what it counts to, and the words around each date."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Literal

from pipeline import lexicon
from pipeline.clauses import Word
from pipeline.dct import Constraint, Witness
from pipeline.model import Anchor, Article, Evidence, Finding, Mention, Resolved, Span, TimeValue, Timex

Severity = Literal["error", "warning", "info"]

# An article's date that stands on its page or that the user gave; what was inferred from the text proves nothing in it.
_FIRM = frozenset({"given", "dateline", "metadata"})
_HARD_STOPS = frozenset("\u061b;:.!?\u061f")
_CLINGING = ("\u0648", "\u0641", "\u0628", "\u0644")
_LEAST = 2
# Sums of days around what was written in these years stay inside the calendar.
_YEARS = range(1000, 9000)


def words(name: str) -> frozenset[str]:
    """A list of checks.toml, folded."""
    return lexicon.word_sets("checks.toml")[name]


def is_in(key: str, name: str) -> bool:
    """Whether a folded word stands in a list of checks.toml, with or without a letter that clings to it."""
    known = words(name)
    return key in known or (key[:1] in _CLINGING and len(key) > _LEAST and key[1:] in known)


def any_in(keys: Iterable[str], name: str) -> bool:
    """Whether one of the folded words stands in a list of checks.toml."""
    return any(is_in(key, name) for key in keys)


class View:
    """What the checks of one article look at.

    resolved: its expressions with their values. mentions: its dated events. evidence: what its text and page tell of
    its day of writing, also what the anchor does not rest on.
    """

    def __init__(
        self,
        witness: Witness,
        anchor: Anchor,
        resolved: Sequence[Resolved],
        mentions: Sequence[Mention],
        evidence: Sequence[Constraint],
    ) -> None:
        self.witness, self.anchor, self.resolved = witness, anchor, resolved
        self.mentions, self.evidence = mentions, evidence

    @property
    def article(self) -> Article:
        """The article itself."""
        return self.witness.article

    @cached_property
    def written(self) -> TimeValue | None:
        """The article's date where it is sure and one day, None elsewhere."""
        value = self.anchor.value
        if self.anchor.source not in _FIRM or value.earliest is None or value.earliest != value.latest:
            return None
        if value.earliest.year not in _YEARS:
            return None
        return value

    @cached_property
    def told(self) -> list[Resolved]:
        """The expressions of the running text, without datelines and credits."""
        return [one for one in self.resolved if self.witness.is_told(one.timex)]

    @cached_property
    def dates(self) -> list[Resolved]:
        """Those of them that are dates with bounds."""
        return [one for one in self.told if one.value.earliest is not None and one.timex.type in ("DATE", "TIME")]

    @cached_property
    def _date_starts(self) -> list[int]:
        return [one.timex.start for one in self.dates]

    @cached_property
    def _told_starts(self) -> list[int]:
        return [one.timex.start for one in self.told]

    def told_in(self, start: int, end: int) -> list[Resolved]:
        """The expressions of the running text that begin between two offsets."""
        return self.told[bisect_left(self._told_starts, start) : bisect_left(self._told_starts, end)]

    def dates_in(self, span: Span) -> list[Resolved]:
        """The dates that begin inside a span."""
        return self.dates[bisect_left(self._date_starts, span.start) : bisect_left(self._date_starts, span.end)]

    def sentence(self, timex: Timex) -> Span:
        """The sentence of an expression."""
        return self.witness.sentence(timex)

    def words_between(self, start: int, end: int) -> list[Word]:
        """The words of one sentence between two offsets."""
        found = self.witness.words_of(self.witness.sentence_at(start))
        low = bisect_left(found, start, key=lambda word: word.start)
        return found[low : bisect_right(found, end, key=lambda word: word.end)]

    def keys_between(self, start: int, end: int) -> list[str]:
        """The folded words of one sentence between two offsets."""
        return [word.key for word in self.words_between(start, end)]

    def stops_between(self, start: int, end: int) -> bool:
        """Whether a full stop, colon or semicolon stands between two offsets."""
        return any(key in _HARD_STOPS for key in self.keys_between(start, end))

    def before(self, timex: Timex, count: int) -> list[str]:
        """The folded words before an expression, at most so many, the nearest last."""
        return self.witness.before(timex, count)

    def evidence_for(self, *keys: str) -> list[Evidence]:
        """The evidence of some kinds (messages/ `anchor.…`), in the order of the text."""
        wanted = {f"anchor.{key}" for key in keys}
        found = [one.evidence for one in self.evidence if one.evidence.key in wanted]
        return sorted(found, key=lambda one: (one.start, one.end, one.key))

    def finding(
        self,
        code: str,
        at: Timex | Span | Evidence,
        severity: Severity,
        *,
        suggestion: str = "",
        related: Iterable[Timex | Span | Evidence] = (),
        reason: Evidence | None = None,
        **args: object,
    ) -> Finding:
        """A finding on words of this article; `surface` is one of its arguments."""
        surface = self.article.text[at.start : at.end]
        return Finding(
            code,
            severity,
            self.article.name,
            at.start,
            at.end,
            surface,
            (("surface", surface), *((name, str(value)) for name, value in args.items())),
            suggestion=suggestion,
            related=tuple((self.article.name, one.start, one.end) for one in related),
            reason=reason,
        )


def is_stated(one: Resolved) -> bool:
    """Whether a date says its year itself."""
    return one.relative_to == "none" and one.value.earliest is not None


def shown(value: TimeValue) -> str:
    """A value as messages show it."""
    return value.edtf or value.timex3
