"""What the calendar tells: in which years a weekday fits its date, and which weekdays the lead names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache

from pipeline import feasts
from pipeline.calendars import HIJRI_YEARS, hijri_month
from pipeline.dct import days
from pipeline.dct.days import DaySet
from pipeline.dct.evidence import Constraint, Witness, day_of, words
from pipeline.model import CalendarDate, NamedDay, Offset, Timex
from pipeline.text import fold_key
from pipeline.triggers import status_words

# A day without its year lies at most so far from the day of writing; in the lead it is the news.
_NEAR, _NEAR_WITH_WEEKDAY, _NEWS = 300, 150, 3
_SOON = 75
_NEXT = 7
_AND = "\u0648\u0641"
# «يوم الأحد المقبل»: the word behind the weekday.
_FIRST_WORDS = re.compile(r"(?:\w{2,4} )?\w+ (\w+)")
_AROUND_FEAST = 12
# The word does not say whose feast it is.
_OTHER_CHURCH = {"christmas": ("coptic_christmas",), "easter": ("coptic_easter",)}
_FEAST_YEARS = range(1925, 2077)
# A weekday so close to a feast is that of the feast, in characters.
_BESIDE = 40
_WEEK = 6
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
            yield witness.constraint("month_near", days.around(expr.month, 1, _NEAR, -1), timex)
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


def feast_days(witness: Witness) -> Iterator[Constraint]:
    """A feast without its year, or «رمضان الجاري», is close; a weekday beside it tells in which years it fell so."""
    for timex in witness.timexes:
        expr = timex.expr
        if not witness.is_told(timex):
            continue
        if isinstance(expr, NamedDay) and expr.year is None and expr.hijri_year is None:
            if expr.direction in ("none", "this"):
                yield from _feast(witness, timex, expr)
        elif isinstance(expr, CalendarDate) and _is_running_hijri_month(expr):
            assert expr.month is not None
            yield witness.constraint("this_month", _hijri_months(expr.month), timex)


def _is_running_hijri_month(expr: CalendarDate) -> bool:
    return expr.hijri and expr.month is not None and expr.year is None and expr.direction == "this"


@cache
def _hijri_months(month: int) -> DaySet:
    found = days.NONE
    for year in HIJRI_YEARS:
        span = hijri_month(year, month)
        found |= days.between(*span) if span else days.NONE
    return found


def _feast(witness: Witness, timex: Timex, expr: NamedDay) -> Iterator[Constraint]:
    distance, weekday = _day_told(witness, timex)
    if distance is not None:
        # «قداس العيد الليلة»: the night before a feast is its eve.
        kind, before, after = "feast_today", distance + 1, -distance
    elif weekday is not None:
        kind, before, after = "feast", _WEEK, _WEEK
    else:
        kind, before, after = "feast", _AROUND_FEAST, _AROUND_FEAST
    found = days.NONE
    for key in (expr.key, *_OTHER_CHURCH.get(expr.key, ())):
        found |= _around_feast(key, expr.country, before - expr.shift, after + expr.shift, weekday)
    if found:
        yield witness.constraint(kind, found, timex)


@lru_cache(maxsize=256)
def _around_feast(key: str, country: str, before: int, after: int, weekday: int | None) -> DaySet:
    """So many days before and after a feast in every year (with that weekday, where one is given)."""
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
            if weekday in (None, day.isoweekday()):
                found |= days.between(day - timedelta(days=before), day + timedelta(days=after))
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
