"""Arithmetic of the Gregorian and the Hijri calendar.

Hijri dates follow the Umm al-Qura calendar of hijridate (1343–1500 AH, 1924–2077 CE); outside it nothing is guessed.
"""

from __future__ import annotations

from datetime import date, timedelta

from hijridate import Gregorian, Hijri

from pipeline.model import Unit
from pipeline.timevalue import first_day, last_day

HIJRI_YEARS = range(1343, 1501)


def hijri_day(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Hijri one, None where the calendar does not reach or has no such day."""
    try:
        gregorian = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(gregorian.year, gregorian.month, gregorian.day)


def hijri_month(year: int, month: int) -> tuple[date, date] | None:
    """First and last Gregorian day of a Hijri month, None out of range."""
    first = hijri_day(year, month, 1)
    if first is None:
        return None
    return first, first + timedelta(days=Hijri(year, month, 1).month_length() - 1)


def hijri_year(year: int) -> tuple[date, date] | None:
    """First and last Gregorian day of a Hijri year, None out of range."""
    first, last = hijri_month(year, 1), hijri_month(year, 12)
    return (first[0], last[1]) if first and last else None


def hijri_of(day: date) -> tuple[int, int, int] | None:
    """The Hijri year, month and day of a Gregorian day, None out of range."""
    try:
        hijri = Gregorian(day.year, day.month, day.day).to_hijri()
    except (ValueError, OverflowError):
        return None
    return int(hijri.year), int(hijri.month), int(hijri.day)


def hijri_year_of(day: date) -> int | None:
    """The Hijri year that a Gregorian day falls in, None out of range."""
    hijri = hijri_of(day)
    return hijri[0] if hijri else None


def shift_months(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a shorter month. Raises ValueError outside years 1–9999."""
    first = first_day(day.year, day.month + months) if months >= 0 else _back(day, -months)
    return first.replace(day=min(day.day, last_day(first.year, first.month).day))


def _back(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    if index < 12:
        raise ValueError(f"before year 1: {months} months before {day}")
    return date(index // 12, index % 12 + 1, 1)


def shift(day: date, amount: float, unit: Unit) -> date:
    """A day moved by so many units; parts of a day are dropped. Raises ValueError outside years 1–9999."""
    if unit in ("second", "minute", "hour"):
        hours = amount * {"second": 1 / 3600, "minute": 1 / 60, "hour": 1}[unit]
        return day + timedelta(days=int(hours / 24))
    if unit in ("day", "week"):
        try:
            return day + timedelta(days=round(amount * (7 if unit == "week" else 1)))
        except OverflowError:
            raise ValueError(f"outside the calendar: {amount} {unit} from {day}") from None
    months = {"month": 1, "quarter": 3, "half": 6, "season": 12, "year": 12, "decade": 120, "century": 1200}[unit]
    return shift_months(day, round(amount * months))
