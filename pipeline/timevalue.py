"""Values of time: the subset of EDTF (ISO 8601-2:2019) in use, its bounds, and Allen's relation of two values.

A value never says more than is known: `2019-04` has the bounds 2019-04-01 … 2019-04-30 and granularity month.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal

from pipeline.model import GRANULARITIES, Granularity, TimeValue, Unit

AllenRelation = Literal[
    "before",
    "meets",
    "overlaps",
    "starts",
    "during",
    "finishes",
    "equals",
    "finished by",
    "contains",
    "started by",
    "overlapped by",
    "met by",
    "after",
]

# EDTF level 1 and 2 sub-year groupings: code -> (TIMEX3 suffix, first month, last month, granularity).
# Seasons are those of the northern meteorological year; winter of a year begins in its December.
_SUB_YEAR: dict[int, tuple[str, int, int, Granularity]] = {
    21: ("SP", 3, 5, "season"),
    22: ("SU", 6, 8, "season"),
    23: ("FA", 9, 11, "season"),
    24: ("WI", 12, 14, "season"),
    33: ("Q1", 1, 3, "quarter"),
    34: ("Q2", 4, 6, "quarter"),
    35: ("Q3", 7, 9, "quarter"),
    36: ("Q4", 10, 12, "quarter"),
    40: ("H1", 1, 6, "half"),
    41: ("H2", 7, 12, "half"),
}
SUB_YEAR_CODE = {suffix: code for code, (suffix, _, _, _) in _SUB_YEAR.items()}

_POINT = re.compile(
    r"(?P<year>-?\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?P<hour>\d\d)(?::(?P<minute>\d\d))?)?)?)?"
    r"(?P<mark>[?~%])?"
)
_DECADE = re.compile(r"(?P<decade>\d{3})X(?P<mark>[?~%])?")
_CENTURY = re.compile(r"(?P<century>\d{2})XX(?P<mark>[?~%])?")


def coarser(one: Granularity, other: Granularity) -> Granularity:
    """The wider unit of the two."""
    return max(one, other, key=GRANULARITIES.index)


def days_of_month(year: int, month: int) -> int:
    """How many days a month of the Gregorian calendar has."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def last_day(year: int, month: int) -> date:
    """The last day of a month; `month` may run on past 12 into the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, days_of_month(year, month))


def first_day(year: int, month: int) -> date:
    """The first day of a month; `month` may run on past 12 into the next year."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def undated(timex3: str) -> TimeValue:
    """A value without bounds: a reference, a duration, an underspecified date (`XXXX-09`)."""
    return TimeValue(timex3)


def of_day(day: date) -> TimeValue:
    """One day."""
    return TimeValue(day.isoformat(), day.isoformat(), day, day, "day")


def of_clock(day: date, clock: str) -> TimeValue:
    """A time of one day; clock is HH:MM, HH or a TIMEX3 part of the day (EV, NI …), which EDTF cannot say."""
    stamp = f"{day.isoformat()}T{clock}"
    return TimeValue(stamp, stamp if clock[:1].isdigit() else day.isoformat(), day, day, "time")


def of_week(monday: date) -> TimeValue:
    """The ISO week that begins on a Monday; as EDTF an interval of days."""
    sunday = monday + timedelta(days=6)
    year, week, _ = monday.isocalendar()
    return TimeValue(f"{year}-W{week:02}", f"{monday}/{sunday}", monday, sunday, "week")


def of_month(year: int, month: int) -> TimeValue:
    """One month of the Gregorian calendar."""
    text = f"{year:04}-{month:02}"
    return TimeValue(text, text, first_day(year, month), last_day(year, month), "month")


def of_year(year: int) -> TimeValue:
    """One year; a year before Christ (0 or less, astronomical) has no bounds, as date() cannot hold it."""
    if year < 1:
        text = f"BC{1 - year:04}"
        return TimeValue(text, f"-{-year:04}" if year else "0000", None, None, "year")
    text = f"{year:04}"
    return TimeValue(text, text, date(year, 1, 1), date(year, 12, 31), "year")


def of_sub_year(year: int, suffix: str) -> TimeValue:
    """A season (SP SU FA WI), quarter (Q1 …) or half (H1 H2) of a year."""
    code = SUB_YEAR_CODE[suffix]
    _, first, last, granularity = _SUB_YEAR[code]
    return TimeValue(
        f"{year:04}-{suffix}", f"{year:04}-{code}", first_day(year, first), last_day(year, last), granularity
    )


def of_decade(decade: int) -> TimeValue:
    """A decade by its first three digits: 199 is 1990–1999."""
    begin = decade * 10
    return TimeValue(f"{decade:03}", f"{decade:03}X", date(begin or 1, 1, 1), date(begin + 9, 12, 31), "decade")


def of_century(century: int) -> TimeValue:
    """A century by its TIMEX3 digits: 18 is 1800–1899 (the 19th century as newspapers count it)."""
    begin = century * 100
    return TimeValue(f"{century:02}", f"{century:02}XX", date(begin or 1, 1, 1), date(begin + 99, 12, 31), "century")


def spanning(begin: TimeValue, end: TimeValue) -> TimeValue:
    """What lasted from the beginning of one value to the end of the other (`a/b`)."""
    return TimeValue(
        f"{begin.timex3}/{end.timex3}",
        f"{begin.edtf.split('/')[0]}/{end.edtf.split('/')[-1]}" if begin.edtf and end.edtf else "",
        begin.earliest,
        end.latest,
        coarser(begin.granularity, end.granularity),
        begin.approximate or end.approximate,
    )


def of_days(first: date, last: date, timex3: str = "", granularity: Granularity = "day") -> TimeValue:
    """An interval of whole days, both included."""
    text = first.isoformat() if first == last else f"{first}/{last}"
    return TimeValue(timex3 or text, text, first, last, granularity)


def since(value: TimeValue) -> TimeValue:
    """What began then and goes on (`a/..`); the bounds are those of the start."""
    if not value.edtf or value.edtf.endswith("/.."):
        return value
    return TimeValue(
        value.timex3,
        f"{value.edtf.split('/')[0]}/..",
        value.earliest,
        value.latest,
        value.granularity,
        value.approximate,
    )


def once_within(value: TimeValue) -> TimeValue:
    """What happened once, on an unknown day between the bounds of an interval (`[a..b]`)."""
    if value.earliest is None or value.earliest == value.latest or "/" not in value.edtf:
        return value
    return TimeValue(
        value.timex3,
        f"[{value.earliest}..{value.latest}]",
        value.earliest,
        value.latest,
        value.granularity,
        value.approximate,
    )


_DURATION_UNITS: dict[str, tuple[str, str]] = {
    "second": ("T", "S"),
    "minute": ("T", "M"),
    "hour": ("T", "H"),
    "day": ("", "D"),
    "week": ("", "W"),
    "month": ("", "M"),
    "quarter": ("", "Q"),
    "year": ("", "Y"),
    "decade": ("", "E"),
    "century": ("", "C"),
}


def duration_value(amounts: tuple[tuple[float | None, Unit], ...]) -> str:
    """The TIMEX3 value of a length of time: P24Y, PT4H, PXM, P1Y6M, P2.5Y.

    Decades and centuries are written in years (P20Y) where their number is known, as ISO 8601 has no letter for them;
    PXE and PXC where it is not (TIMEX2's letters).
    """
    days, clock = "", ""
    for number, unit in (_in_iso_units(*amount) for amount in amounts):
        prefix, letter = _DURATION_UNITS[unit]
        text = "X" if number is None else f"{number:.15g}"
        if prefix:
            clock += text + letter
        else:
            days += text + letter
    return f"P{days}" + (f"T{clock}" if clock else "")


def _in_iso_units(number: float | None, unit: Unit) -> tuple[float | None, Unit]:
    if unit == "season":
        unit = "year"
    if unit == "half":
        number, unit = None if number is None else number * 6, "month"
    if number is not None:
        if unit in ("decade", "century"):
            return number * (10 if unit == "decade" else 100), "year"
        if number != int(number) and unit == "year" and number * 12 == int(number * 12):
            return number * 12, "month"
        if number != int(number) and unit == "hour" and number * 60 == int(number * 60):
            return number * 60, "minute"
    return number, unit


def parse_edtf(text: str) -> TimeValue:
    """Read an EDTF string of the subset above.

    Raises ValueError with the offending text. The TIMEX3 value is the plainest that says the same.
    """
    text = text.strip()
    if not text:
        raise ValueError("empty date")
    if text.startswith("[") and text.endswith("]") and ".." in text:
        first, last = (parse_edtf(end) for end in text[1:-1].split("..", 1))
        return once_within(_checked(spanning(first, last), text))
    if "/" in text:
        begin, end = text.split("/", 1)
        if end in ("..", ""):
            return since(parse_edtf(begin))
        if begin in ("..", ""):
            value = parse_edtf(end)
            return TimeValue(value.timex3, f"../{end}", value.earliest, value.latest, value.granularity)
        return _checked(spanning(parse_edtf(begin), parse_edtf(end)), text)
    return _parse_point(text)


def _checked(value: TimeValue, text: str) -> TimeValue:
    if value.earliest and value.latest and value.earliest > value.latest:
        raise ValueError(f"ends before it begins: {text!r}")
    return value


def _parse_point(text: str) -> TimeValue:
    if match := _DECADE.fullmatch(text):
        return _marked(of_decade(int(match["decade"])), match["mark"])
    if match := _CENTURY.fullmatch(text):
        return _marked(of_century(int(match["century"])), match["mark"])
    match = _POINT.fullmatch(text)
    if match is None:
        raise ValueError(f"not a date that is understood (EDTF, such as 2023-09-13 or 2019-04): {text!r}")
    year = int(match["year"])
    try:
        return _marked(_point_value(year, match), match["mark"])
    except ValueError as problem:
        raise ValueError(f"no such date: {text!r} ({problem})") from None


def _point_value(year: int, match: re.Match[str]) -> TimeValue:
    if match["month"] is None or year < 1:
        return of_year(year)
    month = int(match["month"])
    if month in _SUB_YEAR:
        return of_sub_year(year, _SUB_YEAR[month][0])
    if not 1 <= month <= 12:
        raise ValueError(f"month {month}")
    if match["day"] is None:
        return of_month(year, month)
    day = date(year, month, int(match["day"]))
    if match["hour"] is None:
        return of_day(day)
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if hour > 24 or minute > 59:
        raise ValueError(f"time {hour}:{minute}")
    return of_clock(day, f"{hour:02}" + (f":{minute:02}" if match["minute"] else ""))


def _marked(value: TimeValue, mark: str | None) -> TimeValue:
    if not mark:
        return value
    return TimeValue(
        value.timex3,
        value.edtf + mark,
        value.earliest,
        value.latest,
        value.granularity,
        mark in "~%",
    )


def approximately(value: TimeValue) -> TimeValue:
    """The same value marked as approximate (EDTF `~`), where it is a single date."""
    if not value.edtf or value.approximate or not value.edtf[-1].isalnum() or "/" in value.edtf or "T" in value.edtf:
        return value
    return _marked(value, "~")


def allen(a: TimeValue, b: TimeValue) -> AllenRelation:
    """Allen's relation of the two closed intervals of days (J. F. Allen, CACM 26(11), 1983).

    Raises ValueError where one has no bounds.
    """
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        raise ValueError(f"no relation without bounds: {a.edtf!r}, {b.edtf!r}")
    one_day = timedelta(days=1)
    if a.latest < b.earliest:
        return "meets" if a.latest + one_day == b.earliest else "before"
    if b.latest < a.earliest:
        return "met by" if b.latest + one_day == a.earliest else "after"
    if a.earliest == b.earliest:
        return "equals" if a.latest == b.latest else "starts" if a.latest < b.latest else "started by"
    if a.latest == b.latest:
        return "finishes" if a.earliest > b.earliest else "finished by"
    if a.earliest > b.earliest:
        return "during" if a.latest < b.latest else "overlapped by"
    return "contains" if a.latest > b.latest else "overlaps"
