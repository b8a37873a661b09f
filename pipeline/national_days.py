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


class _Words(NamedTuple):
    """What names of holidays are told by. kinds: kind -> what its names hold, and what they do not hold."""

    left_out: re.Pattern[str]
    kinds: Mapping[str, tuple[re.Pattern[str], re.Pattern[str] | None]]


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
    days = _table()["days"]
    own = {kind: day for kind in days if (day := _own_day(days[kind], country, year)) is not None}
    found = [PublicHoliday(day, _plain(kind).title(), (kind,)) for kind, day in own.items()]
    for day, name, names_kinds in _from_library(country, year):
        found.append(PublicHoliday(day, name, tuple(kind for kind in names_kinds if kind not in own)))
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
    table = _table()
    for one in (kind, *table["instead"].get(kind, ())):
        meant = _own_day(table["meant"].get(one, {}), country, year)
        days = (meant,) if meant is not None else days_of_kind(country, year, one)
        if len(days) > 1:
            plain = _plain(one)
            named = {each.day for each in public_holidays(country, year) if _plainly(each.name) == plain}
            days = tuple(sorted(days, key=lambda day: day not in named))
        if days:
            return days[0]
    return None


def _plainly(name: str) -> str:
    return name.casefold().removesuffix(_ESTIMATED).removesuffix(_DAY_OFF)


def _plain(kind: str) -> str:
    """The name that is nothing but the kind."""
    name: str = _table()["kinds"][kind]["any"][0]
    return name.casefold()


def _kinds_of(name: str) -> tuple[str, ...]:
    return tuple(
        kind
        for kind, (words, without) in _words().kinds.items()
        if words.search(name) is not None and (without is None or without.search(name) is None)
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


# A holiday as it is kept: the day as date.toordinal gives it, its name and kinds.
_Kept = tuple[int, str, tuple[str, ...]]


def _from_library(country: str, year: int) -> list[tuple[date, str, tuple[str, ...]]]:
    """Day, English name and kinds of each holiday that the library knows, substitute days left out."""
    if not 1 <= year <= 9998 or not re.fullmatch("[A-Z]{2}", country):
        return []
    is_kept = year in _KEPT_YEARS
    told = _kept_years(country)[year - _KEPT_YEARS.start] if is_kept else _told_by_library(country, year)
    return [(date.fromordinal(day), name, names_kinds) for day, name, names_kinds in told]


@lru_cache(maxsize=1 << 9)
def _kept_years(country: str) -> list[list[_Kept]]:
    library = find_spec("holidays")
    version = [Path(library.origin).with_name("version.py")] if library is not None and library.origin else []
    return kept(f"days-{country}", [FILE, *version], lambda: [_told_by_library(country, year) for year in _KEPT_YEARS])


def _told_by_library(country: str, year: int) -> list[_Kept]:
    import holidays

    try:
        found = holidays.country_holidays(country, years=year, observed=False, language="en_US")
    except (NotImplementedError, ValueError, LookupError, ArithmeticError, AttributeError):
        return []  # a country or a year that the library does not cover
    told = [(day.toordinal(), name) for day in found for name in found.get_list(day) if day.year == year]
    return [(day, name, _kinds_of(name)) for day, name in told if _words().left_out.search(name) is None]


@cache
def _table() -> dict[str, Any]:
    return toml(FILE)


@cache
def _words() -> _Words:
    table = _table()
    rows = {
        kind: (_any_of(row["any"]), _any_of(row["none"]) if row.get("none") else None)
        for kind, row in table["kinds"].items()
    }
    return _Words(_any_of(table["left_out"]), rows)


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)", re.IGNORECASE)
