"""The public holidays of the countries: when they are, and which of them founded, freed or united a country.

The days come from the holidays library, which is imported when the first of a country is asked for; what a day is
says its English name, by the words of lexicon/national_days.toml, which also holds the days that the library lacks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import lexicon
from pipeline.kept import kept, toml

FILE = lexicon.FOLDER / "national_days.toml"
# A day that these years agree on is the same in every year, where the library does not reach.
_WITNESSES = (2015, 2019, 2023)
_ESTIMATED = " (estimated)"
# Years that are asked of the library at once and kept on disk: to import it takes longer than to read an article.
_KEPT_YEARS = range(2005, 2031)
# «National Day Holiday» is the day itself, or the day off behind it.
_DAY_OFF = " holiday"


class PublicHoliday(NamedTuple):
    """A holiday of one country in one year. name: in English. kinds: as in national_days.toml, in its order."""

    day: date
    name: str
    kinds: tuple[str, ...]


class _Kind(NamedTuple):
    """plain: the name that is nothing but the kind. words, without: what a name holds and does not hold."""

    plain: str
    words: re.Pattern[str]
    without: re.Pattern[str] | None


class _Words(NamedTuple):
    left_out: re.Pattern[str]
    kinds: Mapping[str, _Kind]
    instead: Mapping[str, tuple[str, ...]]
    days: Mapping[str, Mapping[str, Any]]
    meant: Mapping[str, Mapping[str, Any]]


def kinds() -> tuple[str, ...]:
    """The kinds that there are."""
    return tuple(_table()["kinds"])


def short_names() -> Mapping[str, Sequence[str]]:
    """country -> what it is called behind its national day and nowhere else («اليوم الوطني للمملكة»)."""
    named: dict[str, list[str]] = _table()["short_names"]
    return named


@lru_cache(maxsize=1 << 14)
def public_holidays(country: str, year: int) -> tuple[PublicHoliday, ...]:
    """The public holidays of a country (ISO 3166 alpha-2) in a year, in order; substitute days are left out.

    () for a country or a year that nothing is known of. Raises nothing.
    """
    words = _words()
    own = {kind: day for kind, days in words.days.items() if (day := _own_day(days, country, year)) is not None}
    found = [PublicHoliday(day, words.kinds[kind].plain.title(), (kind,)) for kind, day in own.items()]
    for day, name in _from_library(country, year):
        if words.left_out.search(name) is None:
            found.append(PublicHoliday(day, name, tuple(kind for kind in _kinds_of(name) if kind not in own)))
    return tuple(sorted(found))


@lru_cache(maxsize=1 << 14)
def days_of_kind(country: str, year: int, kind: str) -> tuple[date, ...]:
    """The days of one kind of a country in a year; of a holiday of several days the first. Raises nothing."""
    found: list[date] = []
    last: dict[str, date] = {}
    for holiday in public_holidays(country, year):
        if kind not in holiday.kinds:
            continue
        name = _plainly(holiday.name)
        before = last.get(name)
        if (before is None or holiday.day - before > timedelta(days=1)) and holiday.day not in found:
            found.append(holiday.day)
        last[name] = holiday.day
    return tuple(found)


@lru_cache(maxsize=1 << 14)
def the_day(country: str, year: int, kind: str) -> date | None:
    """The one day that «the national day of …», «the founding of …» means, None where nothing is known.

    Where no holiday bears the name it is the one that stands for it (the independence day of most countries is their
    national day); where the library does not reach it is the same day as in other years.
    """
    found = _named_day(country, year, kind)
    if found is not None:
        return found
    fixed = fixed_day(country, kind)
    return _date(year, *fixed) if fixed is not None else None


@lru_cache(maxsize=1 << 10)
def fixed_day(country: str, kind: str) -> tuple[int, int] | None:
    """Month and day of `the_day` where it is the same in every year, None where it moves or is not known."""
    days = {(day.month, day.day) if (day := _named_day(country, year, kind)) else None for year in _WITNESSES}
    return days.pop() if len(days) == 1 else None


def _named_day(country: str, year: int, kind: str) -> date | None:
    words = _words()
    for one in (kind, *words.instead.get(kind, ())):
        meant = _own_day(words.meant.get(one, {}), country, year)
        days = (meant,) if meant is not None else days_of_kind(country, year, one)
        if len(days) > 1:
            plain = words.kinds[one].plain
            named = {each.day for each in public_holidays(country, year) if _plainly(each.name) == plain}
            days = tuple(sorted(days, key=lambda day: day not in named))
        if days:
            return days[0]
    return None


def _plainly(name: str) -> str:
    return name.casefold().removesuffix(_ESTIMATED).removesuffix(_DAY_OFF)


def _kinds_of(name: str) -> tuple[str, ...]:
    return tuple(
        kind
        for kind, row in _words().kinds.items()
        if row.words.search(name) is not None and (row.without is None or row.without.search(name) is None)
    )


def _own_day(days: Mapping[str, Any], country: str, year: int) -> date | None:
    row = days.get(country)
    if isinstance(row, dict):
        begun = [int(first) for first in row if int(first) <= year]
        row = row[str(max(begun))] if begun else None
    if row is None:
        return None
    month, day = row.split("-")
    return _date(year, int(month), int(day))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_library(country: str, year: int) -> list[tuple[date, str]]:
    """Day and English name of each holiday that the library knows."""
    if not 1 <= year <= 9998 or not re.fullmatch("[A-Z]{2}", country):
        return []
    if year not in _KEPT_YEARS:
        return _told_by_library(country, year)
    return [(date.fromordinal(day), name) for day, name in _kept_years(country)[year - _KEPT_YEARS.start]]


@lru_cache(maxsize=1 << 9)
def _kept_years(country: str) -> list[list[tuple[int, str]]]:
    """The holidays of each of the kept years: the day as date.toordinal gives it, and the name."""
    library = find_spec("holidays")
    version = [Path(library.origin).with_name("version.py")] if library is not None and library.origin else []
    return kept(
        f"days-{country}",
        version,
        lambda: [[(day.toordinal(), name) for day, name in _told_by_library(country, year)] for year in _KEPT_YEARS],
    )


def _told_by_library(country: str, year: int) -> list[tuple[date, str]]:
    import holidays

    try:
        found = holidays.country_holidays(country, years=year, observed=False, language="en_US")
    except (NotImplementedError, ValueError, LookupError, ArithmeticError, AttributeError):
        return []  # a country or a year that the library does not cover
    return [(day, name) for day in found for name in found.get_list(day) if day.year == year]


@cache
def _table() -> dict[str, Any]:
    return toml(FILE)


@cache
def _words() -> _Words:
    data = _table()
    rows = {
        kind: _Kind(
            row["any"][0].casefold(),
            _any_of(row["any"]),
            _any_of(row["none"]) if row.get("none") else None,
        )
        for kind, row in data["kinds"].items()
    }
    instead = {kind: tuple(others) for kind, others in data["instead"].items()}
    return _Words(_any_of(data["left_out"]), rows, instead, data["days"], data["meant"])


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)", re.IGNORECASE)
