"""What the calendar tells: in which years a weekday fits its date, and which weekdays the lead names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from pipeline import feasts
from pipeline.calendars import hijri_month, hijri_year_of
from pipeline.dct import days
from pipeline.dct.evidence import Constraint, Witness, day_of, words
from pipeline.model import CalendarDate, NamedDay, Timex

# A day without its year lies at most so far from the day of writing; in the lead it is the news.
_NEAR, _NEAR_WITH_WEEKDAY, _NEWS = 300, 150, 3
_AROUND_FEAST = 12
_WEEK = 6


def weekday_dates(witness: Witness) -> Iterator[Constraint]:
    """«الأربعاء 10 يوليو»: the years in which that day is a Wednesday; near the day of writing."""
    for timex in witness.timexes:
        expr = timex.expr
        if not isinstance(expr, CalendarDate) or expr.hijri or not (expr.month and expr.day) or not witness.is_told(timex):
            continue
        tense = witness.tense(timex) if expr.direction == "none" else expr.direction
        in_lead = timex.start < witness.lead_end
        if expr.year is not None:
            if expr.weekday and in_lead and tense == "past" and (day := day_of(witness.values[_at(witness, timex)])):
                found = days.between(day, day + timedelta(days=_NEWS))
                yield witness.constraint("lead_date", found, timex, date=day)
            continue
        far = _NEAR_WITH_WEEKDAY if expr.weekday else _NEAR
        before = 0 if tense == "past" else far
        after = 0 if tense == "future" else far
        found = days.around(expr.month, expr.day, before, after, expr.weekday)
        shown = f"{expr.month:02}-{expr.day:02}"
        yield witness.constraint("weekday_date", found, timex, date=shown, reach=far)
        if in_lead and tense == "past" and expr.weekday:
            yield witness.constraint(
                "lead_date", days.around(expr.month, expr.day, 0, _NEWS, expr.weekday), timex, date=shown
            )


def _at(witness: Witness, timex: Timex) -> int:
    return witness.timexes.index(timex)


def weekdays(witness: Witness) -> Iterator[Constraint]:
    """The weekday of the lead is that of the news, told the same day or the next; «في وقت سابق من» is that day."""
    has_lead = False
    for timex in witness.timexes:
        expr = timex.expr
        if not _is_bare_weekday(timex) or not isinstance(expr, CalendarDate) or not expr.weekday:
            continue
        if witness.tense(timex) == "future" or not witness.is_told(timex):
            continue
        phrase = " ".join(witness.before(timex, 6))
        if any(same in phrase for same in words("same_day")):
            yield witness.constraint("same_day", days.on_weekday(expr.weekday), timex, weekday=f"weekday_{expr.weekday}")
        elif timex.start < witness.lead_end and not has_lead:
            has_lead = True
            found = days.on_weekday(expr.weekday) | days.on_weekday(expr.weekday % 7 + 1)
            yield witness.constraint("lead_weekday", found, timex, weekday=f"weekday_{expr.weekday}")


def _is_bare_weekday(timex: Timex) -> bool:
    expr = timex.expr
    return (
        isinstance(expr, CalendarDate)
        and expr.weekday is not None
        and not (expr.month or expr.day)
        and expr.direction == "none"
        and expr.base == "anchor"
        and timex.group_kind == ""
    )


def feast_days(witness: Witness) -> Iterator[Constraint]:
    """A feast without its year, or «رمضان الجاري», is close; a weekday beside it tells in which years it fell so."""
    for at, timex in enumerate(witness.timexes):
        expr = timex.expr
        if not witness.is_told(timex):
            continue
        if isinstance(expr, NamedDay) and expr.year is None and expr.hijri_year is None:
            yield from _feast(witness, at, timex, expr)
        elif isinstance(expr, CalendarDate) and expr.hijri and expr.direction == "this" and expr.month and not expr.year:
            month = expr.month

            def span(year: int, month: int = month):  # type: ignore[no-untyped-def]
                hijri = hijri_year_of(_first(year))
                return hijri_month(hijri, month) if hijri else None

            yield witness.constraint("this_month", days.in_each_year(span), timex, month=f"hijri-{month}")


def _first(year: int):  # type: ignore[no-untyped-def]
    from datetime import date

    return date(year, 1, 1)


def _feast(witness: Witness, at: int, timex: Timex, expr: NamedDay) -> Iterator[Constraint]:
    weekday = _weekday_beside(witness, at)
    if expr.direction not in ("none", "this"):
        return
    found = days.NONE
    for year in range(1925, 2077):
        try:
            there = feasts.in_year(expr.key, year)
        except ValueError:
            continue
        for day in there:
            if weekday is None:
                found |= days.between(day - timedelta(days=_AROUND_FEAST), day + timedelta(days=_AROUND_FEAST))
            elif day.isoweekday() == weekday:
                found |= days.between(day - timedelta(days=_WEEK), day + timedelta(days=_WEEK))
    if found:
        yield witness.constraint("feast", found, timex)


def _weekday_beside(witness: Witness, at: int) -> int | None:
    for other in (at - 1, at + 1):
        if 0 <= other < len(witness.timexes):
            timex = witness.timexes[other]
            near = abs(timex.start - witness.timexes[at].end) < 20 or abs(witness.timexes[at].start - timex.end) < 20
            if near and _is_bare_weekday(timex) and isinstance(timex.expr, CalendarDate):
                return timex.expr.weekday
    return None
