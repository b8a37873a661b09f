"""Dates as readers see them: an EDTF value and its granularity in words, in the reader's month names and digits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from ui.reader import Reader

_WEEK = 6
_DATE = re.compile(r"(?P<year>-?\d{4,})(?:-(?P<part>\d\d)(?:-(?P<day>\d\d))?)?(?:T(?P<clock>\d\d(?::\d\d)?).*)?")
_DECADE_OR_CENTURY = re.compile(r"(?P<digits>\d{2,3})(?P<unknown>X{1,2})")
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}


def month_names(reader: Reader) -> tuple[str, ...]:
    """The twelve names in the style the reader chose; English has one style."""
    if reader.lang != "ar":
        return reader.words("months.english")
    if reader.months != "double":
        return reader.words(f"months.{reader.months}")
    pairs = zip(reader.words("months.egypt"), reader.words("months.levant"), strict=True)
    return tuple(first if first == second else f"{first}/{second}" for first, second in pairs)


def month_in_words(year: int, month: int, reader: Reader) -> str:
    """A month and its year."""
    return reader.number(f"{month_names(reader)[month - 1]} {year}")


def day_in_words(day: date, reader: Reader, *, weekday: bool = True) -> str:
    """A day with its weekday, as a newspaper prints it."""
    name = f"{reader.words('weekdays')[day.weekday()]} " if weekday else ""
    return f"{name}{reader.number(day.day)} {month_in_words(day.year, day.month, reader)}"


def _year(year: int, reader: Reader) -> str:
    if year > 0:
        return reader.number(year)
    return reader.t("date.bc", year=reader.number(1 - year))


def _parts(year: int, part: int, reader: Reader) -> str:
    """A season, quarter or half of a year, written in EDTF as a thirteenth month and beyond."""
    if part in _SEASONS:
        return reader.t(f"date.{_SEASONS[part]}", year=_year(year, reader))
    group, first = ("quarter", 33) if part < 40 else ("half", 40)
    return reader.t(f"date.{group}", which=reader.words("date.ordinals")[part - first], year=_year(year, reader))


def _point(edtf: str, reader: Reader, *, weekday: bool = True) -> str:
    """One date of any precision, without its approximation mark."""
    if long := _DECADE_OR_CENTURY.fullmatch(edtf):
        number = int(long["digits"])
        if len(long["unknown"]) == 2:
            return reader.number(reader.t("date.century", number=number + 1, base=number * 100))
        return reader.number(
            reader.t(
                "date.decade",
                name=reader.words("date.decades")[number % 10],
                century=number // 10 + 1,
                base=number * 10,
            )
        )
    if not (found := _DATE.fullmatch(edtf)):
        return reader.number(edtf)
    year, part, day = int(found["year"]), found["part"], found["day"]
    if not part:
        return _year(year, reader)
    if int(part) > 12:
        return _parts(year, int(part), reader)
    if not day:
        return month_in_words(year, int(part), reader)
    words = day_in_words(date(year, int(part), int(day)), reader, weekday=weekday)
    return reader.t("date.at", day=words, clock=reader.number(found["clock"])) if found["clock"] else words


def _shared_begin(begin: str, end: str, reader: Reader) -> str:
    """The beginning of a range without what its end repeats: «من 18 إلى 19 يونيو 2024»."""
    first, last = _DATE.fullmatch(begin), _DATE.fullmatch(end)
    if not (first and last and first["part"] and last["part"] and first["year"] == last["year"]):
        return _point(begin, reader, weekday=False)
    month = int(first["part"])
    if month > 12 or bool(first["day"]) != bool(last["day"]):
        return _point(begin, reader, weekday=False)
    if not first["day"]:
        return month_names(reader)[month - 1]
    day = reader.number(int(first["day"]))
    return day if first["part"] == last["part"] else f"{day} {month_names(reader)[month - 1]}"


def _range(edtf: str, granularity: str, reader: Reader) -> str:
    inside = edtf.startswith("[")
    begin, end = edtf.strip("[]").split(".." if inside else "/", 1)
    begin, end = begin.strip("~?%."), end.strip("~?%.")
    if not begin:
        return reader.t("date.until", date=_point(end, reader))
    if not end:
        return reader.t("date.since", date=_point(begin, reader))
    if begin == end:
        return _point(begin, reader)
    key = "between" if inside else "range"
    if granularity == "week" and _is_one_week(begin, end):
        key = "week"
    return reader.t(f"date.{key}", begin=_shared_begin(begin, end, reader), end=_point(end, reader, weekday=False))


def _is_one_week(begin: str, end: str) -> bool:
    try:
        return (date.fromisoformat(end) - date.fromisoformat(begin)).days == _WEEK
    except ValueError:
        return False


def date_in_words(edtf: str, granularity: str, reader: Reader) -> str:
    """An EDTF value as a sentence would say it; undated where it is empty. Never says more than the value does."""
    if not edtf:
        return reader.t("date.undated")
    if "/" in edtf or edtf.startswith("["):
        words = _range(edtf, granularity, reader)
    else:
        words = _point(edtf.rstrip("~?%"), reader)
    if any(mark in edtf for mark in "~%"):
        words = reader.t("date.about", date=words)
    if any(mark in edtf for mark in "?%"):
        words = reader.t("date.uncertain", date=words)
    return reader.isolate(words)


def years_in_words(first: int, last: int, reader: Reader) -> str:
    """The years a selection spans."""
    if first == last:
        return reader.isolate(reader.number(first))
    return reader.isolate(reader.t("date.range", begin=reader.number(first), end=reader.number(last)))


_WRITTEN_DATE = re.compile(r"(?<![\d-])\d{4}-\d\d(?:-\d\d)?(?![\d-])")


def name_in(label: str, reader: Reader, english: Mapping[str, str]) -> str:
    """A name in the reader's language; the Arabic one where `english` (label -> English label) has no other."""
    return english.get(label, label) if reader.lang == "en" else label


def spell_out_dates(text: str, reader: Reader) -> str:
    """A sentence with its ISO dates in words: between Arabic letters their parts would change places."""
    return _WRITTEN_DATE.sub(lambda found: date_in_words(found.group(), "day", reader), text)


def bare(text: str) -> str:
    """The text without direction marks, for places that take no markup and hold nothing else."""
    return re.sub("[\u2066-\u2069]", "", text)
