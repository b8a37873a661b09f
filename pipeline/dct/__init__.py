"""The document creation time: when an article was written, from everything that bears on it, with the reasons.

Each source of evidence looks at one article and yields constraints: days on which it may have been written, how sure
that is, and the words it rests on. `propagate` narrows the days by them, the surest first. No source reads a clock,
and none guesses: without evidence the anchor is unknown, and what hangs on it stays underspecified.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from pipeline import timevalue
from pipeline.dct import days
from pipeline.dct.ages import ages, completed_years
from pipeline.dct.anniversaries import anniversaries
from pipeline.dct.bounds import bounds
from pipeline.dct.calendar_facts import (
    coming_seasons,
    feast_days,
    months,
    weekday_dates,
    weekdays,
    weekdays_of_months,
)
from pipeline.dct.corpus import Chronicle, corpus_evidence
from pipeline.dct.countdown import countdowns
from pipeline.dct.datelines import datelines
from pipeline.dct.elapsed import counted, lasting, since_and_length, spans_begun, such_days
from pipeline.dct.evidence import Constraint, Witness, constraint
from pipeline.dct.figures import budgets, compared, figures
from pipeline.dct.lead import lead_dates
from pipeline.dct.metadata import metadata
from pipeline.dct.neighbours import neighbours, so_far
from pipeline.dct.ordinals import ordinals
from pipeline.dct.propagation import Outcome, as_value, confidence, propagate
from pipeline.dct.years import beside, laws, numbered, our_years, seasons, title_years, whole_years
from pipeline.model import Anchor, AnchorSource, Article, Evidence, Mention, Span, TimeValue
from pipeline.timevalue import parse_edtf

__all__ = [
    "Chronicle",
    "Constraint",
    "Witness",
    "anchored",
    "evidence_of",
    "helped",
    "is_settled",
    "known",
]

Source = Callable[[Witness], Iterator[Constraint]]

SOURCES: tuple[Source, ...] = (
    datelines,
    metadata,
    neighbours,
    so_far,
    beside,
    numbered,
    our_years,
    title_years,
    laws,
    whole_years,
    bounds,
    counted,
    since_and_length,
    spans_begun,
    countdowns,
    such_days,
    lasting,
    ages,
    completed_years,
    compared,
    figures,
    seasons,
    budgets,
    anniversaries,
    ordinals,
    weekday_dates,
    lead_dates,
    months,
    weekdays,
    weekdays_of_months,
    coming_seasons,
    feast_days,
)

# An anchor as wide as this still dates years and months; a wider one dates nothing.
_WIDEST = timedelta(days=400)
# Where the days that are left lie years apart, the article is taken to be no older than this behind its latest date.
_RECENT_YEARS = 6
_FEW = 8
# What the lead tells to the day is news of these years, where that leaves one time only; what is announced so, of one.
_NEWS_YEARS = 1
_SOON = timedelta(days=365)
# What other articles tell is asked for where an article's own evidence leaves more days than these.
_SETTLED = timedelta(days=7)
_SHARP = frozenset({"time", "day", "week", "month"})
_TOLD = frozenset({"told_past", "named"})
# So many agreeing reasons are worth telling.
_TOLD_REASONS = 4
# A contradiction is told where the evidence set aside is this sure.
_WORTH_A_FINDING = 0.9

_NAMED_SOURCES: dict[str, AnchorSource] = {
    "anchor.given": "given",
    "anchor.dateline": "dateline",
    "anchor.latin": "dateline",
    "anchor.foot": "dateline",
    "anchor.metadata": "metadata",
    "anchor.url": "metadata",
    "anchor.guess": "metadata",
}


def evidence_of(witness: Witness) -> tuple[Constraint, ...]:
    """What an article's own text and page tell of the day of its writing."""
    return tuple(found for source in SOURCES for found in source(witness) if found.days)


def anchored(
    article: Article,
    evidence: tuple[Constraint, ...],
    given: str | None = None,
    not_after: date | None = None,
) -> Anchor:
    """The anchor that the evidence supports.

    given: the date as the user knows it (EDTF), which outranks all evidence. not_after: the day of collection; no
    article is younger. Raises ValueError where `given` is no EDTF.
    """
    constraints = list(evidence)
    if not_after is not None:
        constraints.append(_limit(article, not_after))
    if given:
        return _given(article, parse_edtf(given), given, constraints)
    outcome = propagate(constraints)
    for recent, most in _recent(article, outcome):
        if 0 < days.groups(outcome.left & recent.days) <= most:
            outcome = propagate([*constraints, recent])
            break
    value = as_value(outcome.left)
    if value is None or _says_nothing(value, not_after):
        return Anchor(article.name, timevalue.undated(""), "unknown", 0.0)
    return Anchor(
        article.name,
        value,
        _source(outcome),
        confidence(outcome),
        _reasons(outcome),
        tuple(one.evidence for one in outcome.against if one.weight >= _WORTH_A_FINDING),
    )


def _says_nothing(value: TimeValue, not_after: date | None) -> bool:
    """Whether a value only repeats the day of collection."""
    if not_after is None or value.earliest is not None or value.latest is None:
        return False
    return not_after - value.latest <= timedelta(days=7)


def is_settled(anchor: Anchor) -> bool:
    """Whether an article's date is known so well that other articles may be dated by it."""
    first, last = anchor.value.earliest, anchor.value.latest
    return anchor.source == "given" or (first is not None and last is not None and last - first <= _SETTLED)


def helped(
    witness: Witness,
    mentions: Sequence[Mention],
    evidence: tuple[Constraint, ...],
    chronicle: Chronicle,
    not_after: date | None = None,
) -> Anchor | None:
    """The anchor of an article that its own evidence leaves open, with what the others tell; None if nothing."""
    article = witness.article
    limit = [] if not_after is None else [_limit(article, not_after)]
    left = propagate((*evidence, *limit)).left
    told = tuple(corpus_evidence(witness, mentions, left, chronicle))
    return anchored(article, (*evidence, *told), None, not_after) if told else None


def _limit(article: Article, not_after: date) -> Constraint:
    return constraint("not_after", article, days.until(not_after), Span(0, 0), date=not_after)


def _given(article: Article, value: TimeValue, given: str, constraints: list[Constraint]) -> Anchor:
    reason = constraint("given", article, days.EVERY, Span(0, 0), date=given)
    against: tuple[Evidence, ...] = ()
    if value.earliest is not None and value.latest is not None:
        allowed = days.between(value.earliest, value.latest)
        against = tuple(
            one.evidence for one in constraints if allowed and not one.days & allowed and one.weight >= _WORTH_A_FINDING
        )
    return Anchor(article.name, value, "given", 1.0, (reason.evidence,), against)


def _recent(article: Article, outcome: Outcome) -> Iterator[tuple[Constraint, int]]:
    """Of days that lie years apart the next ones behind the latest date told, or before the first one announced.

    With each the number of groups of days that it may leave; the narrower come first.
    """
    if days.groups(outcome.left) == 1:
        return
    # An article that names the day of its writing is news, which seldom looks back far.
    is_news = any(one.evidence.key == "anchor.today" for one in outcome.needed)
    for needed in outcome.needed:
        key = needed.evidence.key.removeprefix("anchor.")
        first, last = days.bounds(needed.days)
        said = dict(needed.evidence.args)
        unit, in_lead = said.get("unit", ""), said.get("place") == "lead"
        windows: list[tuple[days.DaySet, int]] = []
        if key in _TOLD and first is not None:
            day = first
            if (in_lead and unit in _SHARP) or (is_news and unit):
                windows.append((days.between(first, date(first.year + _NEWS_YEARS, 12, 31)), 1))
            if unit in _SHARP or (unit == "year" and is_news and in_lead):
                windows.append((days.between(first, date(first.year + _RECENT_YEARS, 12, 31)), _FEW))
        elif key == "announced" and last is not None:
            day = last
            if unit in _SHARP:
                windows.append((days.between(last - _SOON, last), 1))
            windows.append((days.between(date(last.year - _RECENT_YEARS, 1, 1), last), _FEW))
        if windows:
            at = Span(needed.evidence.start, needed.evidence.end)
            for allowed, most in windows:
                yield constraint("recent", article, allowed, at, date=day), most
            return


def _source(outcome: Outcome) -> AnchorSource:
    for found in sorted((*outcome.needed, *outcome.agreeing), key=lambda one: -one.weight):
        named = _NAMED_SOURCES.get(found.evidence.key)
        if named is not None and found.days == outcome.left:
            return named
    return "inferred"


def _reasons(outcome: Outcome) -> tuple[Evidence, ...]:
    """The evidence that was needed, then what agrees and says something of its own, then what was set aside."""
    agreeing = [one for one in outcome.agreeing if one.evidence.key != "anchor.not_after"]
    agreeing.sort(key=lambda one: (one.evidence.key != "anchor.page_bound", one.days.bit_count()))
    told = [*outcome.needed, *agreeing[:_TOLD_REASONS]]
    return tuple(one.evidence for one in told)


def known(anchor: Anchor) -> TimeValue | None:
    """The anchor's value where expressions can be counted from it, None where it is unknown or too wide."""
    value = anchor.value
    if value.earliest is None or value.latest is None or value.latest - value.earliest > _WIDEST:
        return None
    return value
