"""Sets of days as the bits of one integer: bit n stands for the nth day of the calendar kept here.

An intersection is one `&`, whatever the sets look like (an interval, every Wednesday, each 9 September): 300 years are
14 kB. Days outside 1820–2119 do not exist here; a set that reaches an end of the calendar is open on that side.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

DaySet = int

_FIRST, _LAST = date(1820, 1, 1), date(2119, 12, 31)
_ORIGIN = _FIRST.toordinal()
_SIZE = _LAST.toordinal() - _ORIGIN + 1
_END = 12 * 366
_APART = 62
EVERY: DaySet = (1 << _SIZE) - 1
NONE: DaySet = 0


def between(first: date, last: date) -> DaySet:
    """All days from the first to the last, both included."""
    low, high = max(first.toordinal() - _ORIGIN, 0), min(last.toordinal() - _ORIGIN, _SIZE - 1)
    return ((1 << (high - low + 1)) - 1) << low if low <= high else NONE


def since(first: date) -> DaySet:
    """The day and all that follow."""
    return between(first, _LAST)


def until(last: date) -> DaySet:
    """The day and all before it."""
    return between(_FIRST, last)


def of_years(first: int, last: int) -> DaySet:
    """All days of the years, both included, as far as the calendar kept here goes."""
    first, last = max(first, _FIRST.year), min(last, _LAST.year)
    return between(date(first, 1, 1), date(last, 12, 31)) if first <= last else NONE


def holds(day: date) -> bool:
    """Whether a day lies in the calendar kept here."""
    return _FIRST <= day <= _LAST


@lru_cache(maxsize=7)
def on_weekday(weekday: int) -> DaySet:
    """Every day of that name (ISO, Monday is 1)."""
    start = (weekday - _FIRST.isoweekday()) % 7
    weeks = ((1 << 7 * (_SIZE // 7 + 1)) - 1) // 0b1111111  # a bit in every seventh place
    return (weeks << start) & EVERY


def in_each_year(days_of: Callable[[int], tuple[date, date] | None]) -> DaySet:
    """The days that a function gives for each year (first and last, or None)."""
    found = NONE
    for year in range(_FIRST.year + 1, _LAST.year):
        span = days_of(year)
        if span is not None:
            found |= between(*span)
    return found


@lru_cache(maxsize=512)
def around(month: int, day: int, before: int, after: int, weekday: int | None = None) -> DaySet:
    """So many days before and after a day of the year, in every year (with that weekday, where one is given)."""

    def span(year: int) -> tuple[date, date] | None:
        try:
            there = date(year, month, day)
        except ValueError:
            return None
        if weekday is not None and there.isoweekday() != weekday:
            return None
        return there + timedelta(days=-before), there + timedelta(days=after)

    return in_each_year(span)


@lru_cache(maxsize=12)
def in_month(month: int) -> DaySet:
    """The month in every year."""
    following = month % 12 + 1
    return in_each_year(
        lambda year: (date(year, month, 1), date(year + (following == 1), following, 1) - timedelta(days=1))
    )


@lru_cache(maxsize=64)
def of_month(first: int, last: int) -> DaySet:
    """The days of those numbers in every month."""
    found = NONE
    for month in range(1, 13):
        for day in range(first, min(last, 31) + 1):
            found |= around(month, day, 0, 0)
    return found


def bounds(days: DaySet) -> tuple[date | None, date | None]:
    """First and last day, None on a side where the set reaches the end of the calendar. The set must not be empty.

    What returns every week or every few years never meets the very end, so the last years count as it.
    """
    low, high = (days & -days).bit_length() - 1, days.bit_length() - 1
    return (
        date.fromordinal(low + _ORIGIN) if low >= _END else None,
        date.fromordinal(high + _ORIGIN) if high < _SIZE - _END else None,
    )


def groups(days: DaySet) -> int:
    """How many runs of days the set has that lie more than two months apart."""
    reach, grown = 1, days
    while reach < _APART:
        step = min(reach, _APART - reach)
        grown |= grown << step
        reach += step
    return stretches(grown)


def stretches(days: DaySet) -> int:
    """How many unbroken runs of days the set has."""
    return (days & ~(days << 1)).bit_count()
