"""The date nearest to a day that the words and the tense allow: weekdays, months, seasons, Hijri dates, feasts."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline import feasts, timevalue
from pipeline.calendars import HIJRI_YEARS, hijri_day, hijri_month, hijri_year, hijri_year_of, shift_months
from pipeline.model import CalendarDate, NamedDay, TimeValue
from pipeline.tense import Tense

# So many days ahead a day without its year is taken for the coming one where no verb says.
_CLOSE_AHEAD = 90
# So many days before a Hijri month begins it is that one which is meant, whatever the tense.
_MONTH_IS_NEAR = 15
# So many days around a feast it is that one which news writes about, whatever the tense.
_FEAST_IS_NEAR = 40


def is_absolute(expr: CalendarDate) -> bool:
    """Whether a date says its year (or century), so that no anchor is needed."""
    if expr.era < 0 or expr.century is not None:
        return True
    if expr.decade is not None:
        return expr.decade >= 100 or expr.year_offset is None
    return expr.year is not None


def absolute(expr: CalendarDate) -> TimeValue:
    """The value of a date that says its year. Raises ValueError for a day that the calendar lacks."""
    if expr.century is not None:
        if expr.era < 0:
            return timevalue.undated(f"BC{expr.century:02}")
        return timevalue.of_century(expr.century)
    if expr.decade is not None:
        # «التسعينيات» without a century: newspapers mean the last one that is over or has begun, 1930s to 2020s.
        return timevalue.of_decade(
            expr.decade if expr.decade >= 100 else expr.decade + (190 if expr.decade > 2 else 200)
        )
    assert expr.year is not None
    if expr.era < 0:
        return timevalue.of_year(1 - expr.year)
    if expr.season:
        return timevalue.of_sub_year(expr.year, expr.season)
    if expr.quarter or expr.half:
        return timevalue.of_sub_year(expr.year, f"Q{expr.quarter}" if expr.quarter else f"H{expr.half}")
    if expr.month is None:
        return timevalue.of_year(expr.year)
    if expr.day is None:
        return timevalue.of_month(expr.year, expr.month)
    return timevalue.of_day(date(expr.year, expr.month, expr.day))


def with_part(value: TimeValue, expr: CalendarDate) -> TimeValue:
    """A day with the clock time or part of the day that stands beside it."""
    part = expr.clock or expr.part
    if part and value.granularity == "day" and value.earliest and value.earliest == value.latest:
        return timevalue.of_clock(value.earliest, part)
    return value


def next_weekday(day: date, weekday: int) -> date:
    """The first day of that weekday (ISO, Monday 1) after a day."""
    return day + timedelta(days=(weekday - day.isoweekday() - 1) % 7 + 1)


def _last_weekday(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.isoweekday() - weekday) % 7)


def nearest(expr: CalendarDate, day: date, tense: Tense) -> TimeValue:
    """The date nearest to a day that the words and the tense allow."""
    if expr.month_offset is not None:
        month = shift_months(day.replace(day=1), expr.month_offset)
        if expr.day is None:
            return timevalue.of_month(month.year, month.month)
        return timevalue.of_day(date(month.year, month.month, expr.day))
    if expr.decade is not None:
        return timevalue.of_decade((day.year // 100) * 10 + expr.decade + (expr.year_offset or 0) // 10)
    if expr.weekday and not expr.day and not expr.month:
        return timevalue.of_day(_nearest_weekday(expr, day, tense))
    if expr.year_offset is not None:
        return absolute(_in_year(expr, day.year + expr.year_offset))
    if expr.season:
        return _nearest_season(expr, day, tense)
    if expr.quarter or expr.half:
        return _nearest_quarter(expr, day, tense)
    return _nearest_month(expr, day, tense)


def _in_year(expr: CalendarDate, year: int) -> CalendarDate:
    return CalendarDate(year, expr.month, expr.day, None, expr.season, expr.quarter, expr.half)


def _nearest_weekday(expr: CalendarDate, day: date, tense: Tense) -> date:
    assert expr.weekday is not None
    if expr.direction == "future" or (expr.direction == "none" and tense == "future"):
        found = next_weekday(day, expr.weekday)
        return found + timedelta(days=7) if expr.year_offset == 2 else found
    if expr.direction == "past":
        found = _last_weekday(day - timedelta(days=1), expr.weekday)
        return found - timedelta(days=7) if expr.year_offset == -2 else found
    return _last_weekday(day, expr.weekday)


def _nearest_season(expr: CalendarDate, day: date, tense: Tense) -> TimeValue:
    candidates = [absolute(_in_year(expr, year)) for year in (day.year - 2, day.year - 1, day.year, day.year + 1)]
    if expr.direction == "this":
        return min(candidates, key=lambda value: abs((_middle(value) - day).days))
    if expr.direction == "future" or (expr.direction == "none" and tense == "future"):
        return next(value for value in candidates if value.earliest and value.earliest > day)
    if expr.direction == "past":
        return next(value for value in reversed(candidates) if value.latest and value.latest < day)
    return next(value for value in reversed(candidates) if value.earliest and value.earliest <= day)


def _nearest_quarter(expr: CalendarDate, day: date, tense: Tense) -> TimeValue:
    """The latest that has begun, or the first that is not over for what is announced."""
    candidates = [absolute(_in_year(expr, year)) for year in (day.year - 1, day.year, day.year + 1)]
    if expr.direction == "future" or (expr.direction == "none" and tense == "future"):
        return next(value for value in candidates if value.latest and value.latest >= day)
    return next(value for value in reversed(candidates) if value.earliest and value.earliest <= day)


def _middle(value: TimeValue) -> date:
    assert value.earliest is not None
    assert value.latest is not None
    return value.earliest + (value.latest - value.earliest) / 2


def _nearest_month(expr: CalendarDate, day: date, tense: Tense) -> TimeValue:
    """A month, or a day of one, without its year. «سبتمبر الماضي» is the latest completed one."""
    assert expr.month is not None
    if expr.direction == "this":
        return absolute(_in_year(expr, day.year))
    target = (expr.month, expr.day or 0)
    here = (day.month, day.day if expr.day else 0)
    if expr.direction == "past":
        year = day.year - (target >= here)
    elif expr.direction == "future":
        year = day.year + (target <= here)
    elif tense == "future" or (tense == "unknown" and expr.day and _is_close_ahead(expr, day)):
        year = day.year + (target < here)
    else:
        year = day.year - (target > here)
    if expr.day and expr.weekday:
        year = _year_with_weekday(expr, year, tense)
    return absolute(_in_year(expr, year))


def _is_close_ahead(expr: CalendarDate, day: date) -> bool:
    """Whether the day of the month comes within three months: where no verb says, it is that, not last year's."""
    days_ahead = (_in_or_after(day.year, expr, day) - day).days
    return days_ahead <= _CLOSE_AHEAD


def _in_or_after(year: int, expr: CalendarDate, day: date) -> date:
    """The day's next return, 29 February taken for the 28th where there is none."""
    assert expr.month is not None
    assert expr.day is not None
    last = timevalue.last_day(year, expr.month)
    found = last.replace(day=min(expr.day, last.day))
    return found if found >= day else _in_or_after(year + 1, expr, day)


def _year_with_weekday(expr: CalendarDate, year: int, tense: Tense) -> int:
    """The nearest year in which the weekday that stands beside the day fits; the plain one where none near does."""
    assert expr.month is not None
    assert expr.day is not None
    step = 1 if tense == "future" or expr.direction == "future" else -1
    for candidate in (year, year + step, year - step):
        try:
            if date(candidate, expr.month, expr.day).isoweekday() == expr.weekday:
                return candidate
        except ValueError:
            continue
    return year


def nearest_hijri(expr: CalendarDate, day: date, tense: Tense) -> TimeValue:
    """The Hijri date nearest to a day that the words and the tense allow. Raises ValueError out of range."""
    year = hijri_year_of(day)
    if year is None:
        raise ValueError(f"outside the Hijri calendar: {day}")
    values = [value for n in (-1, 0, 1) if (value := hijri_value(expr, year + n)) is not None]
    if not values:
        raise ValueError(f"no year near {day} has it: {expr.day} of the Hijri month {expr.month}")
    if expr.day and expr.weekday and expr.direction == "none":
        fitting = [value for value in values if _is_near_weekday(value, expr.weekday)]
        if fitting:
            return min(fitting, key=lambda value: abs((_middle(value) - day).days))
    if expr.year_offset is not None or expr.direction == "this":
        value = hijri_value(expr, year + (expr.year_offset or 0))
        if value is not None:
            return value
    ahead = next((value for value in values if value.latest and value.latest >= day), None)
    is_close = ahead is not None and _is_close_hijri(ahead, day, tense)
    if ahead and (expr.direction == "future" or (expr.direction == "none" and (tense == "future" or is_close))):
        return ahead
    if expr.direction == "past":
        return next((value for value in reversed(values) if value.latest and value.latest < day), values[0])
    return next((value for value in reversed(values) if value.earliest and value.earliest <= day), values[0])


def _is_close_hijri(value: TimeValue, day: date, tense: Tense) -> bool:
    """Whether a day comes within three months, or a month within two weeks, as when its crescent is looked for."""
    assert value.earliest is not None
    days_ahead = (value.earliest - day).days
    if value.earliest == value.latest:
        return tense == "unknown" and days_ahead <= _CLOSE_AHEAD
    return days_ahead <= _MONTH_IS_NEAR


def _is_near_weekday(value: TimeValue, weekday: int) -> bool:
    """Whether a day falls on a weekday, or beside it: the moon is sighted a day earlier or later than calculated."""
    return value.earliest is not None and (value.earliest.isoweekday() - weekday) % 7 in (0, 1, 6)


def hijri_value(expr: CalendarDate, year: int) -> TimeValue | None:
    """The days of a Hijri date, month or year as a value, None where the calendar does not reach.

    year: of the Hijri calendar, or the Gregorian one in which the month or day falls («رمضان 2024»).
    """
    if year > HIJRI_YEARS[-1] and expr.year is not None:
        begin = hijri_year_of(date(year, 1, 1))
        values = [hijri_value(expr, begin + n) for n in (0, 1)] if begin is not None else []
        return next((value for value in values if value and value.earliest and value.earliest.year == year), None)
    if expr.month is None:
        days = hijri_year(year)
        return timevalue.of_days(*days, granularity="day") if days else None
    if expr.day is None:
        days = hijri_month(year, expr.month)
        return timevalue.of_days(*days, granularity="day") if days else None
    day = hijri_day(year, expr.month, expr.day)
    return timevalue.of_day(day) if day else None


def nearest_feast(expr: NamedDay, day: date, tense: Tense) -> date:
    """The feast nearest to a day that the words and the tense allow. Raises ValueError where none is known."""
    years = (day.year - 1, day.year, day.year + 1)
    days = [found for year in years for found in feasts.in_year(expr.key, year, expr.country)]
    if not days:
        raise ValueError(f"no day known for {expr.key} near {day}")
    nearest = min(days, key=lambda found: abs((found - day).days))
    if expr.direction == "this" or (expr.direction == "none" and abs((nearest - day).days) <= _FEAST_IS_NEAR):
        return nearest
    if expr.direction == "future" or (expr.direction == "none" and tense == "future"):
        return next((found for found in days if found >= day), days[-1])
    limit = day if expr.direction == "none" else day - timedelta(days=1)
    return next((found for found in reversed(days) if found <= limit), days[0])
