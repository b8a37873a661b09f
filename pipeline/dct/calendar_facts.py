"""What the calendar tells: in which years a weekday fits its date, and which weekdays the lead names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache

from pipeline import feasts
from pipeline.calendars import HIJRI_YEARS, hijri_month, shift_months
from pipeline.dct import days
from pipeline.dct.days import DaySet
from pipeline.dct.evidence import Constraint, Witness, any_of, day_of, words
from pipeline.model import CalendarDate, NamedDay, Offset, Timex
from pipeline.text import fold_key
from pipeline.triggers import status_words

# A day without its year lies at most so far from the day of writing; in the lead it is the news.
_NEAR, _NEAR_WITH_WEEKDAY, _NEWS = 300, 150, 3
# «سبتمبر المقبل» is seldom said of a month so far ahead.
_AHEAD = 245
_SOON = 75
_NEXT = 7
_AND = "\u0648\u0641"
# «يوم الأحد المقبل»: the word behind the weekday.
_FIRST_WORDS = re.compile(r"(?:\w{2,4} )?\w+ (\w+)")
_AROUND_FEAST = 12
# The moon may be sighted a day sooner or later than the calendar reckons.
_MOON = timedelta(days=1)
# The word does not say whose feast it is.
_OTHER_CHURCH = {"christmas": ("coptic_christmas",), "easter": ("coptic_easter",)}
_FEAST_YEARS = range(1925, 2077)
# A weekday so close to a feast is that of the feast, in characters.
_BESIDE = 40
_WEEK = 6
# The month in which a season has begun, and the rule of a year that names an event.
_SEASONS = {"SP": 4, "SU": 7, "FA": 10}
_OF_EVENT = "calendar.year_of_event"
# So many letters may stand between a feast or month and its year.
_YEAR_REACH = 12
# «في وقت سابق من يوم الأربعاء»: so many letters may stand between.
_SAME_REACH = 26


def weekday_dates(witness: Witness) -> Iterator[Constraint]:
    """«الأربعاء 10 يوليو»: the years in which that day is a Wednesday; near the day of writing."""
    for timex, value in zip(witness.timexes, witness.values, strict=True):
        expr = timex.expr
        if (
            not isinstance(expr, CalendarDate)
            or expr.hijri
            or not (expr.month and expr.day)
            or not witness.is_told(timex)
        ):
            continue
        tense = _tense(witness, timex, expr)
        in_lead = timex.start < witness.lead_end and tense == "past" and expr.weekday is not None
        if expr.weekday and _is_this_week(timex):
            yield _close(witness, timex, expr, day_of(value))
            continue
        if expr.year is None:
            yield from _near(witness, timex, expr, tense)
        if in_lead and expr.year is None:
            found = days.around(expr.month, expr.day, 0, _NEWS, expr.weekday)
            yield witness.constraint("lead_date", found, timex, date=_shown(expr))


def _tense(witness: Witness, timex: Timex, expr: CalendarDate) -> str:
    if expr.direction != "none":
        return expr.direction
    # «أرجئت إلى الجمعة 5 أوت»: the verb is past, its day is not.
    if {word.lstrip(_AND) for word in witness.before(timex, 5)} & status_words()["postponed"]:
        return "future"
    return "unknown" if set(witness.before(timex, 1)) & words("up_to") else witness.told_tense(timex)


def _shown(expr: CalendarDate) -> str:
    return f"{expr.month:02}-{expr.day:02}"


def _is_this_week(timex: Timex) -> bool:
    """«الأحد المقبل 6 أبريل», but not «الأحد 6 أبريل المقبل», where the month is the coming one."""
    second = _FIRST_WORDS.match(fold_key(timex.surface))
    return second is not None and (second[1] in words("coming") or second[1] in words("past"))


def _close(witness: Witness, timex: Timex, expr: CalendarDate, day: date | None) -> Constraint:
    before, after = (_NEXT, -1) if expr.direction == "future" else (-1, _NEXT)
    if day is not None:
        found = days.between(day - timedelta(days=before), day + timedelta(days=after))
    else:
        assert expr.month is not None
        assert expr.day is not None
        found = days.around(expr.month, expr.day, before, after, expr.weekday)
    return witness.constraint("this_week", found, timex)


def _near(witness: Witness, timex: Timex, expr: CalendarDate, tense: str) -> Iterator[Constraint]:
    assert expr.month is not None
    assert expr.day is not None
    far = _NEAR_WITH_WEEKDAY if expr.weekday else _NEAR
    if expr.weekday and expr.direction in ("past", "future"):
        far = _SOON
    before, after = 0 if tense == "past" else far, 0 if tense == "future" else far
    found = days.around(expr.month, expr.day, before, after, expr.weekday)
    yield witness.constraint("weekday_date" if expr.weekday else "near_date", found, timex, date=_shown(expr))


def months(witness: Witness) -> Iterator[Constraint]:
    """«سبتمبر المقبل», «مارس الماضي»: within the year before or behind that month."""
    for timex in witness.timexes:
        expr = timex.expr
        if not isinstance(expr, CalendarDate) or expr.hijri or not expr.month or expr.day or expr.year is not None:
            continue
        if expr.direction == "future":
            yield witness.constraint("month_near", days.around(expr.month, 1, _AHEAD, -1), timex)
        elif expr.direction == "past":
            yield witness.constraint("month_near", days.around(expr.month % 12 + 1, 1, 0, _NEAR), timex)


def weekdays(witness: Witness) -> Iterator[Constraint]:
    """The weekday of the lead is that of the news, told the same day or the next; «في وقت سابق من» is that day."""
    has_lead = False
    for timex in witness.timexes:
        expr = timex.expr
        if not _is_bare_weekday(timex) or not isinstance(expr, CalendarDate) or not expr.weekday:
            continue
        in_lead = timex.start < witness.lead_end and not has_lead
        before = witness.words_before(timex)
        is_same = any(same in before[-_SAME_REACH:] for same in words("same_day"))
        if not (in_lead or is_same) or not witness.is_told(timex) or witness.tense(timex) == "future":
            continue
        if is_same:
            yield witness.constraint(
                "same_day", days.on_weekday(expr.weekday), timex, weekday=f"weekday_{expr.weekday}"
            )
        else:
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


def weekdays_of_months(witness: Witness) -> Iterator[Constraint]:
    """«الأحد التاسع من الشهر القادم»: the months whose ninth is a Sunday."""
    for timex in witness.timexes:
        expr = timex.expr
        if not isinstance(expr, CalendarDate) or expr.hijri or expr.month_offset is None or expr.base != "anchor":
            continue
        if not expr.day or expr.month or not witness.is_told(timex):
            continue
        if expr.month_offset == 0 and (tense := witness.told_tense(timex)) != "unknown":
            numbers = (expr.day, 31) if tense == "past" else (1, expr.day)
            yield witness.constraint("day_of_month", days.of_month(*numbers), timex)
        if expr.weekday:
            found = _months_with(expr.day, expr.weekday, expr.month_offset)
            yield witness.constraint("weekday_month", found, timex)


@lru_cache(maxsize=64)
def _months_with(day: int, weekday: int, offset: int) -> DaySet:
    """The months that lie `offset` months before those whose day of that number has that weekday."""
    found = days.NONE
    for month in range(1, 13):

        def span(year: int, month: int = month) -> tuple[date, date] | None:
            try:
                is_so = date(year, month, day).isoweekday() == weekday
            except ValueError:
                return None
            first = shift_months(date(year, month, 1), -offset)
            return (first, shift_months(first, 1) - timedelta(days=1)) if is_so else None

        found |= days.in_each_year(span)
    return found


def coming_seasons(witness: Witness) -> Iterator[Constraint]:
    """«الصيف القادم», and the one event named with its year, «كأس العالم 2006»: between the summer before and it."""
    coming = [
        timex
        for timex in witness.timexes
        if isinstance(timex.expr, CalendarDate) and timex.expr.direction == "future" and timex.expr.season in _SEASONS
    ]
    if not coming:
        return
    named = {
        value.earliest.year
        for timex, value in witness.dated
        if value.earliest and (timex.rule == _OF_EVENT or any_of(witness.before(timex, 3), "events"))
    }
    for timex in coming if len(named) == 1 else ():
        assert isinstance(timex.expr, CalendarDate)
        month = _SEASONS[timex.expr.season or ""]
        (year,) = named
        found = days.between(date(year - 1, month, 1), date(year, month, 1) - timedelta(days=1))
        yield witness.constraint("coming_season", found, timex, date=year)


def feast_days(witness: Witness) -> Iterator[Constraint]:
    """A feast without its year, or «رمضان الجاري», is close; a weekday beside it tells in which years it fell so."""
    for at, timex in enumerate(witness.timexes):
        expr = timex.expr
        if not witness.is_told(timex):
            continue
        if isinstance(expr, NamedDay) and expr.year is None and expr.hijri_year is None:
            if expr.direction in ("none", "this"):
                yield from _feast(witness, timex, expr, _year_behind(witness, at))
        elif isinstance(expr, CalendarDate) and _is_running_hijri_month(expr):
            assert expr.month is not None
            found = _hijri_months(expr.month) & _year_behind(witness, at)
            yield witness.constraint("this_month", found, timex)


def _year_behind(witness: Witness, at: int) -> DaySet:
    """«عيد الفطر لسنة 1420 هجرية», «ذي القعدة الحالي لعام 1427هـ»: the year behind a feast or month, else all days."""
    for timex, value in zip(witness.timexes[at + 1 : at + 2], witness.values[at + 1 : at + 2], strict=True):
        is_near = timex.start - witness.timexes[at].end <= _YEAR_REACH
        is_year = isinstance(timex.expr, CalendarDate) and not (timex.expr.month or timex.expr.day)
        if is_near and is_year and value is not None and value.earliest and value.latest:
            return days.between(value.earliest - _MOON, value.latest + _MOON)
    return days.EVERY


def _is_running_hijri_month(expr: CalendarDate) -> bool:
    return expr.hijri and expr.month is not None and expr.year is None and expr.direction == "this"


@cache
def _hijri_months(month: int) -> DaySet:
    found = days.NONE
    for year in HIJRI_YEARS:
        span = hijri_month(year, month)
        found |= days.between(span[0] - _MOON, span[1] + _MOON) if span else days.NONE
    return found


def _feast(witness: Witness, timex: Timex, expr: NamedDay, year: DaySet) -> Iterator[Constraint]:
    distance, weekday = _day_told(witness, timex)
    if distance is not None:
        # «قداس العيد الليلة»: the night before a feast is its eve.
        kind, before, after = "feast_today", distance + 1, -distance
    elif weekday is not None:
        kind, before, after = "feast", _WEEK, _WEEK
    else:
        kind, before, after = "feast", _AROUND_FEAST, _AROUND_FEAST
    if weekday is not None:
        weekday = (weekday - expr.shift - 1) % 7 + 1
    found = days.NONE
    for key in (expr.key, *_OTHER_CHURCH.get(expr.key, ())):
        found |= _around_feast(key, expr.country, before - expr.shift, after + expr.shift, weekday, year != days.EVERY)
    if found & year:
        yield witness.constraint(kind, found & year, timex)


@lru_cache(maxsize=256)
def _around_feast(key: str, country: str, before: int, after: int, weekday: int | None, by_moon: bool) -> DaySet:
    """So many days before and after a feast in every year (with that weekday, where one is given).

    by_moon: the year is known, so that a day sooner or later makes no other year of it.
    """
    fixed = feasts.fixed_day(key, country)
    if fixed is not None:
        return days.around(*fixed, before, after, weekday)
    found = days.NONE
    for year in _FEAST_YEARS:
        try:
            dates = feasts.in_year(key, year, country)
        except ValueError:
            continue  # a year that the feast's rule is not known for
        for day in dates:
            for there in (day - _MOON, day, day + _MOON) if by_moon else (day,):
                if weekday in (None, there.isoweekday()):
                    found |= days.between(there - timedelta(days=before), there + timedelta(days=after))
    return found


def _day_told(witness: Witness, feast: Timex) -> tuple[int | None, int | None]:
    """How far from the day of writing the feast is, where its sentence says, and on which weekday."""
    for timex in witness.timexes_in(witness.sentence(feast)):
        expr = timex.expr
        if isinstance(expr, Offset) and expr.unit == "day" and expr.amount is not None and expr.base == "anchor":
            return round(expr.amount), expr.weekday
        if isinstance(expr, CalendarDate) and _is_bare_weekday(timex) and abs(timex.start - feast.end) < _BESIDE:
            return None, expr.weekday
    return None, None
