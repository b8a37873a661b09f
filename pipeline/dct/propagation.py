"""From constraints to a date: each narrows the days that are left, the surest first; what contradicts is set aside.

This is constraint propagation over one variable whose domain is a set of days (Dechter, Meiri & Pearl 1991, temporal
constraint networks), with contradictions settled as in preferred subtheories (Brewka 1989): in the order of their
weight, every constraint is added that is consistent with those before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from pipeline import timevalue
from pipeline.dct import days
from pipeline.dct.days import DaySet
from pipeline.dct.evidence import Constraint
from pipeline.model import TimeValue

# Every further piece that was needed adds to the doubt.
_DOUBT = 0.985
_AGREES = 0.5


class Outcome(NamedTuple):
    """left: the days that remain. needed: what narrowed them; agreeing: what says the same; against: set aside."""

    left: DaySet
    needed: tuple[Constraint, ...]
    agreeing: tuple[Constraint, ...]
    against: tuple[Constraint, ...]


def propagate(constraints: Iterable[Constraint]) -> Outcome:
    """Narrow the days by each constraint, the surest first."""
    left = days.EVERY
    needed: list[Constraint] = []
    agreeing: list[Constraint] = []
    against: list[Constraint] = []
    for constraint in sorted(constraints, key=_surest_first):
        narrowed = left & constraint.days
        if not narrowed:
            against.append(constraint)
        elif narrowed == left:
            agreeing.append(constraint)
        else:
            needed.append(constraint)
            left = narrowed
    return Outcome(left, *_without_needless(needed, agreeing), tuple(against))


def _surest_first(constraint: Constraint) -> tuple[float, int, int, str]:
    evidence = constraint.evidence
    return -constraint.weight, evidence.start, evidence.end, evidence.key


def _without_needless(
    needed: list[Constraint], agreeing: list[Constraint]
) -> tuple[tuple[Constraint, ...], tuple[Constraint, ...]]:
    """What a later constraint made needless goes over to those that agree."""
    kept = list(needed)
    for constraint in needed:
        others = days.EVERY
        for other in kept:
            if other is not constraint:
                others &= other.days
        if len(kept) > 1 and others & constraint.days == others:
            kept.remove(constraint)
    return tuple(kept), tuple(c for c in (*needed, *agreeing) if c not in kept)


def confidence(outcome: Outcome) -> float:
    """How sure the outcome is: the weights of what it needs, a little less for each, more where others agree.

    Two pieces that each leave no more than a year count as agreeing; a contradiction takes away its own weight's part.
    """
    if not outcome.needed:
        return 0.0
    sure = min(constraint.weight for constraint in outcome.needed)
    sure *= _DOUBT ** (len(outcome.needed) - 1)
    for constraint in outcome.agreeing:
        if _is_narrow(constraint.days):
            sure = 1 - (1 - sure) * _AGREES
            break
    for constraint in outcome.against:
        sure *= 1 - constraint.weight / 4
    return round(max(sure, 0.05), 3)


def _is_narrow(found: DaySet) -> bool:
    first, last = days.bounds(found)
    return first is not None and last is not None and last - first <= timedelta(days=366)


def as_value(left: DaySet) -> TimeValue | None:
    """The days that are left as a date: a day, a whole month or year, else the bounds. None where nothing is known."""
    first, last = days.bounds(left)
    if first is None and last is None:
        return None
    if first is None or last is None:
        text = f"[{first or ''}..{last or ''}]"
        return TimeValue(text, text, first, last, "day")
    if first == last:
        return timevalue.of_day(first)
    for whole in (timevalue.of_month(first.year, first.month), timevalue.of_year(first.year)):
        if (whole.earliest, whole.latest) == (first, last):
            return whole
    return timevalue.once_within(timevalue.of_days(first, last))
