"""The days of feasts and national days: fixed ones, Hijri ones, and those that move by a rule of their own."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import cache
from typing import Any

from pipeline import lexicon
from pipeline.calendars import hijri_day, hijri_year_of


@cache
def rows() -> dict[str, dict[str, Any]]:
    """name -> when it is, as named_days.toml has it."""
    with (lexicon.FOLDER / "named_days.toml").open("rb") as file:
        return tomllib.load(file)


def fixed_day(name: str) -> tuple[int, int] | None:
    """Month and day of a feast that is on the same day of every Gregorian year, None for others."""
    row = rows()[name]
    return (row["month"], row["day"]) if "month" in row and not row.get("hijri") else None


def in_hijri_year(name: str, year: int) -> date | None:
    """The day of a feast in a Hijri year, None where the calendar does not reach or the feast is no Hijri one."""
    row = rows()[name]
    return hijri_day(year, row["month"], row["day"]) if row.get("hijri") else None


def in_year(name: str, year: int) -> list[date]:
    """The days of a feast in a Gregorian year: a Hijri one can fall into it twice, or not at all.

    Raises ValueError outside the years that a rule is known for.
    """
    row = rows()[name]
    if "rule" in row:
        return [_by_rule(row["rule"], year) + timedelta(days=row.get("shift", 0))]
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
