"""How long it is between two dates, and whether a length of time that the text tells fits there."""

from __future__ import annotations

import math
from datetime import date
from typing import NamedTuple

from pipeline.model import Duration, TimeValue, Timex, Unit

_YEARS_IN: dict[Unit, int] = {"year": 1, "decade": 10, "century": 100}
_DAYS_IN: dict[Unit, int] = {"day": 1, "week": 7}
_SHARP = frozenset({"time", "day", "week", "month"})
_DAY_SHARP = frozenset({"time", "day", "week"})
# A length of 23.8 years is told as 24, where both ends are told to the month.
_ROUNDED = 0.3
_LOOSE = 0.15
# «أكثر من عشرين عاما» is told of twenty-odd years.
_MORE_AT_MOST = 1.5
_WEEK_SLACK = 4


class Length(NamedTuple):
    """number units («ربع قرن» is 25 years); is_round: told by the decade or century. mod: as in Timex."""

    number: float
    unit: Unit
    is_round: bool
    mod: str


class Elapsed(NamedTuple):
    """The least and the most that may lie between two dates, in some unit."""

    least: float
    most: float


def length_in(timex: Timex) -> Length | None:
    """The one length of days, weeks, months or years that an expression is; None for others."""
    expr = timex.expr
    if not isinstance(expr, Duration) or len(expr.amounts) != 1 or expr.upto or expr.direction != "none":
        return None
    number, unit = expr.amounts[0]
    if number is None or number <= 0 or expr.start is not None:
        return None
    if unit in _YEARS_IN:
        return Length(number * _YEARS_IN[unit], "year", unit != "year", timex.mod)
    return Length(number, unit, False, timex.mod) if unit in ("day", "week", "month") else None


def _months(first: date, last: date) -> float:
    return (last.year - first.year) * 12 + last.month - first.month + (last.day - first.day) / 31


def elapsed(begin: TimeValue, end: TimeValue, unit: Unit, *, counts_both: bool) -> Elapsed | None:
    """How many units may lie between two dates, None where one has no bounds or they are too wide for the unit.

    counts_both: the first and the last unit may both be counted («ثلاثة أيام» from the 5th to the 7th).
    """
    if begin.earliest is None or begin.latest is None or end.earliest is None or end.latest is None:
        return None
    more = 1 if counts_both else 0
    if unit in _DAYS_IN:
        if begin.granularity not in _DAY_SHARP or end.granularity not in _DAY_SHARP:
            return None
        least, most = (end.earliest - begin.latest).days, (end.latest - begin.earliest).days
        if unit == "day":
            return Elapsed(least - (not counts_both), most + 1)
        return Elapsed((least - _WEEK_SLACK) / 7, (most + _WEEK_SLACK) / 7)
    least_months, most_months = _months(begin.latest, end.earliest), _months(begin.earliest, end.latest)
    if unit == "month":
        if begin.granularity not in _SHARP or end.granularity not in _SHARP:
            return None
        return Elapsed(math.floor(least_months), math.ceil(most_months))
    by_year = end.latest.year - begin.earliest.year
    rounded = _ROUNDED if {begin.granularity, end.granularity} <= _SHARP else 0
    most = max(math.floor(most_months / 12 + rounded), by_year)
    least = min(math.floor(least_months / 12), end.earliest.year - begin.latest.year)
    return Elapsed(max(least, 0), most + more)


def fits(length: Length, begin: TimeValue, end: TimeValue, *, counts_both: bool = False) -> bool:
    """Whether a length may be what lies between two dates; True where that cannot be told."""
    months = length.unit == "year" and length.number != int(length.number)
    number, unit = (length.number * 12, "month") if months else (length.number, length.unit)
    between = elapsed(begin, end, unit, counts_both=counts_both)  # type: ignore[arg-type]
    if between is None or between.most < 0:
        return True
    least, most = between
    if months:
        least, most = least - 3, most + 3
    if length.is_round or length.mod == "APPROX":
        slack = max(1.0, number * _LOOSE)
        least, most = least - slack, most + slack
    if length.mod in ("MORE_THAN", "EQUAL_OR_MORE"):
        return number <= most <= max(number * _MORE_AT_MOST, number + 9) or least <= number <= most
    if length.mod in ("LESS_THAN", "EQUAL_OR_LESS"):
        return number >= least
    return least <= number <= most


def between_text(begin: TimeValue, end: TimeValue, unit: Unit) -> str:
    """What lies between two dates, for a message and as a suggestion: «23» or «22–23»."""
    found = elapsed(begin, end, unit, counts_both=False)
    if found is None:
        return ""
    least, most = math.ceil(found.least), math.floor(found.most)
    if unit == "year" and begin.granularity == end.granularity == "year":
        least = most
    if unit == "day":
        least, most = least + 1, most - 1
    least = min(least, most)
    return f"{most}" if least == most else f"{least}\u2013{most}"
