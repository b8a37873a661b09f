"""Checks on single dates: is there such a day, does its weekday fit, is it the same day in the other calendar?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from pipeline import lexicon, messages
from pipeline.calendars import hijri_day, hijri_month, hijri_year_of
from pipeline.checks.view import View, is_in, is_stated
from pipeline.model import CalendarDate, Finding, Offset, Resolved
from pipeline.text import fold_key
from pipeline.timevalue import days_of_month

_WORD = re.compile(r"[^\W\d_]+")
# A day without its year, so close to the day of writing, is of that year.
_CLOSE = timedelta(days=45)
_MOST_HIJRI_DAYS = 30
# The moon is sighted a day or two sooner or later than the calendar reckons.
_SIGHTED = 2
_FAR_OFF = 10


def weekday_does_not_fit(view: View) -> Iterator[Finding]:
    """D102: the weekday beside a date is another one."""
    for one in view.resolved:
        expr, day = one.timex.expr, _day(one)
        if isinstance(expr, CalendarDate) and expr.weekday and expr.day:
            if expr.year is not None and day is not None:
                is_sighted = expr.hijri and not one.trace.startswith("same_days")
                if (day.isoweekday() - expr.weekday) % 7 not in ((0, 1, 6) if is_sighted else (0,)):
                    yield _wrong_weekday(view, one, day)
            elif expr.year is None and not expr.hijri and expr.month and expr.year_offset is None:
                close = _close_day(view, expr)
                if close is not None and close.isoweekday() != expr.weekday:
                    yield _wrong_weekday(view, one, close)
        elif isinstance(expr, Offset) and expr.weekday and expr.unit == "day" and expr.base == "anchor":
            # An article is often dated a day after it was written, so a weekday that fits the day before is no fault.
            if view.written is None or day is None or view.witness.is_quoted(one.timex):
                continue
            if (day.isoweekday() - expr.weekday) % 7 not in (0, 1):
                yield _wrong_weekday(view, one, day)
    yield from _beside(view)


def _beside(view: View) -> Iterator[Finding]:
    """«يوم الأربعاء الموافق 20/6/2024», where the grammar sees two expressions."""
    for one, other in pairwise(view.resolved):
        expr, day = one.timex.expr, _day(other)
        if not isinstance(expr, CalendarDate) or not expr.weekday or expr.month or day is None or not is_stated(other):
            continue
        named = other.timex.expr
        gap = view.witness.gap(one.timex, other.timex)
        if not isinstance(named, CalendarDate) or named.weekday or named.hijri or named.clock or not gap:
            continue
        if all(is_in(word, "matching") for word in gap) and day.isoweekday() != expr.weekday:
            yield _wrong_weekday(view, one, day)


def _day(one: Resolved) -> date | None:
    return one.value.earliest if one.value.earliest == one.value.latest else None


def _close_day(view: View, expr: CalendarDate) -> date | None:
    """The day of a date without a year where it lies close to the day of writing."""
    if view.written is None or expr.month is None or expr.day is None:
        return None
    written = view.written.earliest
    assert written is not None
    for year in (written.year - 1, written.year, written.year + 1):
        if expr.day <= days_of_month(year, expr.month):
            day = date(year, expr.month, expr.day)
            if abs(day - written) <= _CLOSE:
                return day
    return None


def _wrong_weekday(view: View, one: Resolved, day: date) -> Finding:
    weekday = f"weekday_{day.isoweekday()}"
    named = messages.texts("ar")[f"check.{weekday}"]
    surface = one.timex.surface
    known = lexicon.load()
    for word in _WORD.finditer(surface):
        entry = known.word(fold_key(word[0]))
        if entry is not None and entry.entry.cls == "WEEKDAY":
            start = word.start() + entry.prefix
            surface = surface[:start] + named + surface[word.end() :]
            break
    return view.finding("D102", one.timex, "error", suggestion=surface, date=day.isoformat(), weekday=weekday)


def no_such_day(view: View) -> Iterator[Finding]:
    """D103: 31 June, 29 February of a common year, 31 Ramadan."""
    for one in view.resolved:
        expr = one.timex.expr
        if not isinstance(expr, CalendarDate) or not (expr.month and expr.day) or expr.era < 0:
            continue
        if expr.day > _longest(view, expr):
            yield view.finding("D103", one.timex, "error")


def _longest(view: View, expr: CalendarDate) -> int:
    """How many days the month of a date has at most."""
    assert expr.month is not None
    if expr.hijri:
        return _MOST_HIJRI_DAYS
    year = expr.year
    written = view.written.earliest if view.written is not None else None
    if year is None and written is not None and expr.year_offset is not None:
        year = written.year + expr.year_offset
    if year is None and written is not None and expr.month == 2 and expr.direction != "none":
        is_over = (written.month, written.day) > (2, 28)
        moved = {"future": is_over, "past": is_over - 1}
        year = written.year + moved.get(expr.direction, 0)
    return days_of_month(year or 2000, expr.month)


def calendars_disagree(view: View) -> Iterator[Finding]:
    """D106: a Hijri and a Gregorian date side by side are not the same day."""
    for first, second in pairwise(view.resolved):
        if first.timex.group_kind != "same" or first.timex.group != second.timex.group:
            continue
        hijri, plain = (first, second) if _is_hijri(first) else (second, first)
        expr, given = hijri.timex.expr, plain.timex.expr
        if not _is_hijri(hijri) or _is_hijri(plain) or not isinstance(expr, CalendarDate):
            continue
        if not isinstance(given, CalendarDate) or plain.value.earliest is None or plain.value.latest is None:
            continue
        if given.year is None and view.written is None:
            continue
        apart = _apart(expr, plain.value.earliest, plain.value.latest)
        if apart is None:
            continue
        day, distance = apart
        yield view.finding(
            "D106",
            hijri.timex,
            "error" if distance > _FAR_OFF else "warning",
            related=(plain.timex,),
            date=plain.value.edtf,
            other=day.isoformat(),
            suggestion=day.isoformat(),
        )


def _is_hijri(one: Resolved) -> bool:
    return isinstance(one.timex.expr, CalendarDate) and one.timex.expr.hijri


def _apart(expr: CalendarDate, earliest: date, latest: date) -> tuple[date, int] | None:
    """The day, or first day, that a Hijri date is by the calendar, and how far it is off; None where it fits."""
    around = hijri_year_of(earliest)
    if expr.month is None or around is None:
        return None
    found: list[tuple[int, date]] = []
    for year in (expr.year,) if expr.year is not None else (around - 1, around, around + 1):
        if expr.day is not None:
            day = hijri_day(year, expr.month, min(expr.day, 29))
            span = (day, day + timedelta(days=expr.day - min(expr.day, 29))) if day else None
            span = (span[1], span[1]) if span else None
        else:
            span = hijri_month(year, expr.month)
        if span is None:
            continue
        distance = max((span[0] - latest).days, (earliest - span[1]).days, 0)
        found.append((distance, span[0]))
    if not found:
        return None
    distance, day = min(found)
    return (day, distance) if distance > _SIGHTED else None


CHECKS = (weekday_does_not_fit, no_such_day, calendars_disagree)
