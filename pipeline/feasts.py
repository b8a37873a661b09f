"""The days of feasts and national days: fixed ones, Hijri ones, those that move by a rule, and those of a country."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

from pipeline import lexicon, national_days
from pipeline.calendars import hijri_day, hijri_year_of
from pipeline.kept import toml


@cache
def rows() -> dict[str, dict[str, Any]]:
    """name -> when it is, as named_days.toml has it."""
    return toml(lexicon.FOLDER / "named_days.toml")


def is_known(name: str, country: str = "") -> bool:
    """Whether it is said which day is meant: a feast is, a national day where its country is."""
    return bool(country) or name in rows()


def length(name: str) -> int:
    """Of how many days a feast is; 1 for a national day."""
    days: int = rows().get(name, {}).get("days", 1)
    return days


def fixed_day(name: str, country: str = "") -> tuple[int, int] | None:
    """Month and day of a feast that is on the same day of every Gregorian year, None for others.

    A name that is no feast's is a kind of national day, of the country.
    """
    row = rows().get(name)
    if row is None:
        return national_days.fixed_day(country, name)
    return (row["month"], row["day"]) if "month" in row and not row.get("hijri") else None


def in_hijri_year(name: str, year: int) -> date | None:
    """The day of a feast in a Hijri year, None where the calendar does not reach or the feast is no Hijri one."""
    row = rows().get(name, {})
    day = hijri_day(year, row["month"], row["day"]) if row.get("hijri") else None
    return day + timedelta(days=row.get("shift", 0)) if day is not None else None


def in_year(name: str, year: int, country: str = "") -> list[date]:
    """The days of a feast or of a country's national day in a Gregorian year.

    A Hijri one can fall into it twice, or not at all. Raises ValueError outside the years that a rule is known for.
    """
    row = rows().get(name)
    if row is None:
        day = national_days.the_day(country, year, name)
        return [day] if day is not None else []
    if "rule" in row:
        return [_by_rule(row["rule"], year) + timedelta(days=row.get("shift", 0))]
    if "kind" in row:
        return list(national_days.days_of_kind(row["country"], year, row["kind"]))
    if not row.get("hijri"):
        return [date(year, row["month"], row["day"])]
    first = hijri_year_of(date(year, 1, 1))
    if first is None:
        return []
    days = (in_hijri_year(name, n) for n in (first, first + 1))
    return [day for day in days if day is not None and day.year == year]


def _by_rule(rule: str, year: int) -> date:
    if rule == "thanksgiving":
        november = date(year, 11, 1)
        return november + timedelta(days=(3 - november.weekday()) % 7 + 21)
    from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter  # type: ignore[import-untyped]

    day: date = easter(year, EASTER_ORTHODOX if rule == "orthodox_easter" else EASTER_WESTERN)
    return day
