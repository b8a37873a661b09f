"""Two expressions for one time side by side: one says its year or day, the other counts from the day of writing.

«العام الماضي (2022)», «قبل عشر سنوات، في عام 2011», «أمس الأربعاء 12 أبريل», «اليوم الثلاثاء 5 مارس».
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from pipeline import timevalue
from pipeline.calendars import shift, shift_months
from pipeline.dct import days
from pipeline.dct.days import DaySet
from pipeline.dct.elapsed import Length, nearly, told_now
from pipeline.dct.evidence import Constraint, Witness, any_of, day_of, stated, words
from pipeline.dct.ordinals import ordinal
from pipeline.model import CalendarDate, Duration, NamedDay, Offset, Reference, Span, TimeValue, Timex
from pipeline.text import fold_key

_NOW_NEAR = 8
_NOW = "PRESENT_REF"
_SO_FAR = 40
_RANGE = 6
_IMPERFECTS = ("\u064a", "\u062a")
_DAY_NAMES = (("today", 0), ("yesterday", -1), ("tomorrow", 1))


def neighbours(witness: Witness) -> Iterator[Constraint]:
    """What every expression and every pair of neighbours tells of the day of writing."""
    for timex, value in zip(witness.timexes, witness.values, strict=True):
        if witness.is_told(timex) and not witness.is_quoted(timex):
            yield from _alone(witness, timex, value)
    rows = list(zip(witness.timexes, witness.values, strict=True))
    for (one, value), (other, other_value) in pairwise(rows):
        between = witness.gap(one, other)
        if not witness.is_told(one) or (between is None and not witness.mentions("specifically")):
            continue
        span = Span(one.start, other.end)
        if witness.is_quoted(one):
            continue
        if between is not None and all(word in words("joins") for word in between):
            yield from _pair(witness, span, one, other, other_value)
            yield from _pair(witness, span, other, one, value)
        elif between is not None and any_of(between, "coincides"):
            yield from _coinciding(witness, span, one, other_value)
        elif between is not None and any_of(between, "days_of"):
            yield from _nth_of_month(witness, span, one, other, between)
        elif between is not None and all(word in words("up_to") for word in between):
            yield from _up_to_now(witness, span, one, value, other)
        elif between is None and any_of(witness.before(other, 2), "specifically"):
            yield from _pair(witness, span, one, other, other_value)


def _coinciding(witness: Witness, span: Span, one: Timex, value: TimeValue | None) -> Iterator[Constraint]:
    """«مساء اليوم، لأن الخميس يوافق التاسع والعشرين من شعبان 1438»: today, or the day that the sentence counts."""
    expr, day = one.expr, day_of(value)
    if not isinstance(expr, CalendarDate) or not expr.weekday or day is None or day.isoweekday() != expr.weekday:
        return
    counted = [
        round(other.expr.amount)
        for other in witness.timexes_in(witness.sentence(one))
        if isinstance(other.expr, Offset) and other.expr.unit == "day" and other.expr.amount is not None
    ]
    if len(counted) == 1:
        there = day - timedelta(days=counted[0])
        yield witness.constraint("today", days.between(there, there), span, date=day)


def _nth_of_month(witness: Witness, span: Span, one: Timex, other: Timex, between: list[str]) -> Iterator[Constraint]:
    """«اليوم الخميس، أول أيام شهر رمضان المبارك لعام 1428هـ»."""
    counted, named = one.expr, other.expr
    number = ordinal(between[0], None)
    if not isinstance(counted, Offset) or counted.unit != "day" or counted.amount is None or number is None:
        return
    value = stated(other)
    if not isinstance(named, CalendarDate) or named.day or not named.month or value is None or value.earliest is None:
        return
    there = value.earliest + timedelta(days=number - 1)
    yield witness.constraint("today", _near_moon(there, counted), span, date=there)


def _near_moon(day: date, counted: Offset) -> DaySet:
    """The day of writing: the moon of a feast or month may be sighted a day sooner or later than it is reckoned."""
    amount = round(counted.amount or 0)
    near = days.between(day - timedelta(days=amount + 1), day + timedelta(days=1 - amount))
    return near & days.on_weekday((counted.weekday - amount - 1) % 7 + 1) if counted.weekday else near


def _up_to_now(witness: Witness, span: Span, one: Timex, value: TimeValue | None, other: Timex) -> Iterator[Constraint]:
    """«منذ مطلع العام 2013 ولغاية 12 أيار الجاري»: the same year."""
    expr = other.expr
    is_now = isinstance(expr, CalendarDate) and expr.direction == "this" and expr.month and not expr.hijri
    if is_now and value is not None and value.granularity == "year" and value.earliest and one.mod == "START":
        year = value.earliest.year
        yield witness.constraint("year_beside", days.of_years(year, year), span, date=year)


def _alone(witness: Witness, timex: Timex, value: TimeValue | None) -> Iterator[Constraint]:
    expr = timex.expr
    if isinstance(expr, Offset) and expr.weekday and expr.unit == "day" and expr.amount is not None:
        weekday = (expr.weekday - round(expr.amount) - 1) % 7 + 1
        yield witness.constraint("today_weekday", days.on_weekday(weekday), timex, weekday=f"weekday_{weekday}")
    if not isinstance(expr, CalendarDate) or expr.month is None or (expr.hijri and value is None):
        return
    if expr.day is not None and (distance := _named_distance(timex)) is not None:
        found = _on(expr, value, -distance)
        yield witness.constraint("today", found, timex, date=_shown(expr, value))
    elif expr.direction == "this" and not expr.hijri:
        found = days.in_month(expr.month)
        if expr.day is not None:
            found &= days.around(expr.month, expr.day, *_sides(witness, timex))
        yield witness.constraint("this_month", found, timex, month=expr.month)


def _sides(witness: Witness, timex: Timex) -> tuple[int, int]:
    """How far before and behind a day of the running month the day of writing may be: «تفتح يوم 21 الجاري» is ahead."""
    tense = witness.told_tense(timex)
    clause = witness.clause(timex)
    opening = witness.sentence_words(timex)[0].key
    is_present = opening[:1] in _IMPERFECTS or (clause is not None and clause.trigger.form == "present")
    before = witness.before(timex, _RANGE)
    if any_of(before[-1:], "up_to"):
        # «منذ مطلع العام ولغاية 12 أيار الجاري»: counted so far.
        tense = "past" if any_of(before, "since") else "future"
    elif tense == "unknown" and is_present:
        tense = "future"
    return 0 if tense == "past" else 31, 0 if tense == "future" else 31


def so_far(witness: Witness) -> Iterator[Constraint]:
    """«سنة 2013 لم تجد إلى حد الآن»: the year that «now» is in."""
    now = [
        timex
        for timex in witness.timexes
        if isinstance(timex.expr, Reference)
        and timex.expr.value == _NOW
        and set(witness.before(timex, 2)) & words("up_to")
    ]
    for timex, value in witness.dated if now else ():
        if value.granularity != "year" or timex.group or witness.is_quoted(timex):
            continue
        if any(witness.sentence(timex) == witness.sentence(one) and _gap(timex, one) < _SO_FAR for one in now):
            assert value.earliest is not None
            year = value.earliest.year
            yield witness.constraint("so_far", days.of_years(year, year), timex, date=year)


def _gap(one: Timex, other: Timex) -> int:
    return max(one.start, other.start) - min(one.end, other.end)


def _named_distance(timex: Timex) -> int | None:
    """How far from the day of writing a date is that stands with «اليوم», «أمس» or «غدا» in one expression."""
    found = fold_key(timex.surface).split()
    for name, distance in _DAY_NAMES:
        if any(word in words(name) for word in found):
            return distance
    return None


def _on(expr: CalendarDate, value: TimeValue | None, moved: int) -> DaySet:
    """The day itself, or that day of every year (with its weekday), moved by so many days."""
    day = day_of(value)
    if day is not None:
        if expr.hijri and expr.weekday and day.isoweekday() != expr.weekday:
            # The moon was sighted a day sooner or later than the calendar reckons.
            day += timedelta(days=1 if (day + timedelta(days=1)).isoweekday() == expr.weekday else -1)
        there = day + timedelta(days=moved)
        return days.between(there, there)
    assert expr.month is not None
    assert expr.day is not None
    return days.around(expr.month, expr.day, -moved, moved, expr.weekday)


def _shown(expr: CalendarDate, value: TimeValue | None) -> str:
    return value.edtf if value is not None else f"{expr.month:02}-{expr.day:02}"


def _pair(witness: Witness, span: Span, counted: Timex, named: Timex, value: TimeValue | None) -> Iterator[Constraint]:
    """counted: the expression that counts from the day of writing; named: the one that says which it is."""
    expr = counted.expr
    if isinstance(expr, Duration) and value is not None and value.granularity == "year":
        yield from _from_now(witness, span, counted, expr, value)
    elif isinstance(expr, CalendarDate) and isinstance(named.expr, CalendarDate):
        if expr.month_offset is not None and named.expr.month and named.expr.year and not named.expr.day:
            yield _day_of_month(witness, span, counted, expr, named.expr)
        else:
            yield from _last_month(witness, span, expr, named.expr)
    elif isinstance(expr, Offset) and expr.unit == "year" and any_of(fold_key(counted.surface).split(), "season"):
        return  # a school or fiscal year is in two years
    elif isinstance(expr, Offset) and expr.amount is not None and expr.base == "anchor":
        yield from _counted(witness, span, expr, named, value)
        if expr.exact and (day := day_of(value)) is not None and expr.unit in ("day", "week", "month"):
            yield _ago(witness, span, counted, expr, day)


def _counted(
    witness: Witness, span: Span, offset: Offset, named: Timex, value: TimeValue | None
) -> Iterator[Constraint]:
    expr, amount = named.expr, round(offset.amount or 0)
    if offset.unit == "season":
        if amount < 0 and value is not None and value.granularity == "year":
            yield from _season_beside(witness, span, value)
    elif isinstance(expr, NamedDay) and offset.unit == "day" and (day := day_of(value)) is not None:
        yield witness.constraint("today", _near_moon(day, offset), span, date=day)
    elif not isinstance(expr, CalendarDate):
        return
    elif offset.unit == "day" and expr.month and expr.day:
        if not (expr.hijri and day_of(value) is None):
            found = _on(expr, value, -amount)
            if offset.weekday and day_of(value) is None:
                found &= days.on_weekday((offset.weekday - amount - 1) % 7 + 1)
            yield witness.constraint("today", found, span, date=_shown(expr, value))
    elif offset.unit == "month" and expr.month and not expr.hijri:
        yield from _month_beside(witness, span, offset, expr)
    elif offset.unit == "year" and value is not None and value.earliest is not None and not expr.hijri:
        year = value.earliest.year - amount
        if value.granularity == "year" or (offset.exact and value.granularity in ("season", "month", "day")):
            found = days.of_years(year, year)
            if offset.exact and value.granularity != "year":
                found &= told_now(witness, witness.sentence(named), value, -amount)
            yield witness.constraint("year_beside", found, span, date=year)


def _ago(witness: Witness, span: Span, timex: Timex, offset: Offset, day: date) -> Constraint:
    """«في 5 مايو 2018، أي منذ أقل من ثلاثة أسابيع»."""
    amount = -(offset.amount or 0)
    first, last = shift(day, amount - 1, offset.unit), shift(day, amount + 1, offset.unit)
    if timex.mod in ("LESS_THAN", "EQUAL_OR_LESS"):
        first, last = nearly(timevalue.of_day(day), Length(round(amount), offset.unit))
    elif offset.unit == "day":
        first = last = day + timedelta(days=round(amount))
    return witness.constraint("month_beside", days.between(first, last), span, date=day)


def _day_of_month(witness: Witness, span: Span, timex: Timex, counted: CalendarDate, named: CalendarDate) -> Constraint:
    """«السادس والعشرين من الشهر الحالي (مارس 2016)»."""
    assert named.year is not None
    assert named.month is not None
    first = shift_months(date(named.year, named.month, 1), -(counted.month_offset or 0))
    found = days.between(first, shift_months(first, 1) - timedelta(days=1))
    if counted.day is not None and counted.month_offset == 0:
        found &= days.around(named.month, counted.day, *_sides(witness, timex))
    return witness.constraint("month_beside", found, span, date=f"{named.year}-{named.month:02}")


def _last_month(witness: Witness, span: Span, offset: CalendarDate, expr: CalendarDate) -> Iterator[Constraint]:
    """«15 أبريل الماضي (2019)», «الخامس من آذار المقبل 2014», «الربع الأول من العام المقبل 2011»."""
    if expr.year is None or expr.month or expr.hijri:
        return
    if offset.year_offset is not None and offset.year is None:
        year = expr.year - offset.year_offset
        yield witness.constraint("year_beside", days.of_years(year, year), span, date=year)
    elif offset.month is not None and offset.direction == "past" and not offset.hijri:
        behind = shift_months(date(expr.year, offset.month, 1), 1)
        found = days.between(behind, shift_months(behind, 11) - timedelta(days=1))
        yield witness.constraint("month_beside", found, span, date=f"{expr.year}-{offset.month:02}")
    elif offset.month is not None and offset.direction == "future" and not offset.hijri:
        month = date(expr.year, offset.month, 1)
        found = days.between(shift_months(month, -11), month - timedelta(days=1))
        yield witness.constraint("month_beside", found, span, date=f"{expr.year}-{offset.month:02}")


def _from_now(witness: Witness, span: Span, timex: Timex, length: Duration, value: TimeValue) -> Iterator[Constraint]:
    """«عام 2016، أي بعد خمس سنوات من الآن»."""
    following = next((other for other in witness.timexes if other.start >= timex.end), None)
    is_now = following is not None and isinstance(following.expr, Reference) and following.start - timex.end < _NOW_NEAR
    if length.relation == "after" and is_now and len(length.amounts) == 1 and length.amounts[0][1] == "year":
        number = length.amounts[0][0]
        if number is not None and value.earliest is not None:
            year = value.earliest.year - round(number)
            yield witness.constraint("year_beside", days.of_years(year, year), span, date=year)


def _season_beside(witness: Witness, span: Span, value: TimeValue) -> Iterator[Constraint]:
    """«الموسم الماضي، موسم 2022»: written in the season after it."""
    assert value.earliest is not None
    assert value.latest is not None
    begin, end = value.earliest.year, value.latest.year
    first = date(end, 7, 1) if end > begin else date(end + 1, 1, 1)
    found = days.between(first, shift_months(first, 13) - timedelta(days=1))
    yield witness.constraint("season", found, span, date=value.edtf)


def _month_beside(witness: Witness, span: Span, offset: Offset, expr: CalendarDate) -> Iterator[Constraint]:
    assert expr.month is not None
    assert offset.amount is not None
    number = round(offset.amount)
    if expr.year is None:
        found = days.in_month((expr.month - number - 1) % 12 + 1)
    else:
        first = shift_months(date(expr.year, expr.month, 1), -number)
        found = days.between(first, shift_months(first, 1) - timedelta(days=1))
    if offset.exact:  # «قبل ثلاثة أشهر»: about three
        found |= found << 30 | found >> 30
        found &= days.EVERY
    yield witness.constraint("month_beside", found, span, date=f"{expr.year or 'XXXX'}-{expr.month:02}")
