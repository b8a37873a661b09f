"""Dates as readers see them: an EDTF value and its granularity in words, in the reader's month names and digits."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date

import pipeline
from ui.house import house, usual_reader
from ui.reader import Reader

_WEEK = 6
_COUNTED_IN_DAYS = frozenset({"time", "day", "week"})
_OPEN, _CLOSE = "\u00ab", "\u00bb"
_DATE = re.compile(r"(?P<year>-?\d{4,})(?:-(?P<part>\d\d)(?:-(?P<day>\d\d))?)?(?:T(?P<clock>\d\d(?::\d\d)?).*)?")
_DECADE_OR_CENTURY = re.compile(r"(?P<digits>\d{2,3})(?P<unknown>X{1,2})")
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}


def month_names(reader: Reader) -> tuple[str, ...]:
    """The twelve names in the style the reader chose; English has one style."""
    if reader.lang != "ar":
        return reader.words("months.english")
    if reader.months != "double":
        return _as_the_house_has_them(reader.words(f"months.{reader.months}"), reader)
    pairs = zip(reader.words("months.egypt"), reader.words("months.levant"), strict=True)
    return tuple(first if first == second else f"{first}/{second}" for first, second in pairs)


def _as_the_house_has_them(names: tuple[str, ...], reader: Reader) -> tuple[str, ...]:
    """The names with those in place that the house spells its own way, for readers who have its months."""
    style = house().style
    if style is None or not style.month_names or reader.months != usual_reader().months:
        return names
    return tuple(style.month_names.get(number, name) for number, name in enumerate(names, 1))


def month_in_words(year: int, month: int, reader: Reader) -> str:
    """A month and its year."""
    return f"{reader.number(month_names(reader)[month - 1])} {_year(year, reader)}"


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
    if year <= 0:  # no calendar here reaches so far: the day has no weekday
        return f"{reader.number(int(day))} {month_in_words(year, int(part), reader)}"
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


def _within(edtf: str, granularity: str, reader: Reader) -> str:
    """Once, somewhere between two days of which one may be open: whole months and years are called by their names."""
    begin, end = edtf.strip("[]").split("..", 1)
    begin, end = begin.strip("~?%."), end.strip("~?%.")
    if not begin:
        return reader.t("date.not_after", date=_point(_last_of(end), reader, weekday=False))
    if not end:
        return reader.t("date.not_before", date=_point(_first_of(begin), reader, weekday=False))
    for shorten in (_year_alone, _month_alone):
        whole = shorten(begin, first=True), shorten(end, first=False)
        if all(whole):
            begin, end = whole
            break
    if begin == end:
        return _point(begin, reader)
    key = "week" if granularity == "week" and _is_one_week(begin, end) else "between"
    return reader.t(f"date.{key}", begin=_shared_begin(begin, end, reader), end=_point(end, reader, weekday=False))


def _first_of(day: str) -> str:
    return _year_alone(day, first=True) or _month_alone(day, first=True) or day


def _last_of(day: str) -> str:
    return _year_alone(day, first=False) or _month_alone(day, first=False) or day


def _year_alone(day: str, *, first: bool) -> str:
    """The year whose first or last day this is; '' where it is another day."""
    return day[:4] if re.fullmatch(r"\d{4}-01-01" if first else r"\d{4}-12-31", day) else ""


def _month_alone(day: str, *, first: bool) -> str:
    """The month whose first or last day this is; '' where it is another day."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return ""
    year, month, number = map(int, day.split("-"))
    return day[:7] if number == (1 if first else monthrange(year, month)[1]) else ""


def _range(edtf: str, granularity: str, reader: Reader) -> str:
    begin, end = edtf.split("/", 1)
    begin, end = begin.strip("~?%."), end.strip("~?%.")
    if not begin:
        return reader.t("date.until", date=_point(end, reader))
    if not end:
        return reader.t("date.since", date=_point(begin, reader))
    if begin == end:
        return _point(begin, reader)
    key = "week" if granularity == "week" and _is_one_week(begin, end) else "range"
    return reader.t(f"date.{key}", begin=_shared_begin(begin, end, reader), end=_point(end, reader, weekday=False))


def _is_one_week(begin: str, end: str) -> bool:
    try:
        return (date.fromisoformat(end) - date.fromisoformat(begin)).days == _WEEK
    except ValueError:
        return False


def date_in_words(edtf: str, granularity: str, reader: Reader, *, weekday: bool = True) -> str:
    """An EDTF value as a sentence would say it; undated where it is empty. Never says more than the value does."""
    if not edtf:
        return reader.t("date.undated")
    if edtf.startswith("["):
        words = _within(edtf, granularity, reader)
    elif "/" in edtf:
        words = _range(edtf, granularity, reader)
    else:
        words = _point(edtf.rstrip("~?%"), reader, weekday=weekday)
    if any(mark in edtf for mark in "~%"):
        words = reader.t("date.about", date=words)
    if any(mark in edtf for mark in "?%"):
        words = reader.t("date.uncertain", date=words)
    return reader.isolate(words)


def years_in_words(first: int, last: int, reader: Reader) -> str:
    """The years a selection spans, astronomical: 0 is 1 BC."""
    if first == last:
        return reader.isolate(_year(first, reader))
    return reader.isolate(reader.t("date.range", begin=_year(first, reader), end=_year(last, reader)))


def hijri_in_words(first: date, last: date, granularity: str, reader: Reader) -> str:
    """The Hijri day of a day, the days of a few, the months of a longer time; '' where no calendar reaches."""
    begin, end = pipeline.hijri_of(first), pipeline.hijri_of(last)
    if not (begin and end):
        return ""
    by_day = granularity in _COUNTED_IN_DAYS or first == last
    words = [_hijri(part, reader, by_day=by_day) for part in (begin, end)]
    if words[0] == words[1]:
        return words[0]
    return reader.isolate(reader.t("date.range", begin=words[0], end=words[1]))


def _hijri(part: tuple[int, int, int], reader: Reader, *, by_day: bool) -> str:
    year, month, day = part
    name = reader.words("hijri.months")[month - 1]
    number = f"{reader.number(day)} " if by_day else ""
    return reader.isolate(f"{number}{reader.t('hijri.year', month=name, year=reader.number(year))}")


_ISO = r"\d{4}-\d\d(?:-\d\d)?"
_BOUND = r"\d{4}(?:-\d\d(?:-\d\d)?)?"
_WRITTEN_DATE = re.compile(
    rf"(?<![\d-])(?:(?P<within>\[{_BOUND}\.\.(?:{_BOUND})?\]|\[\.\.{_BOUND}\])"
    rf"|(?P<begin>{_BOUND})(?:\.\.|/)(?P<end>{_BOUND})|(?P<date>{_ISO}[~?%]?)"
    r"|(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01]))(?![\d-])"
)


def name_in(label: str, reader: Reader, english: Mapping[str, str]) -> str:
    """A name in the reader's language; the Arabic one where `english` (label -> English label) has no other."""
    return english.get(label, label) if reader.lang == "en" else label


def spell_out_dates(text: str, reader: Reader, *, weekday: bool = True) -> str:
    """A sentence with its ISO dates in words: between Arabic letters their parts would change places.

    What stands in guillemets is an article's own words and stays as it is.
    """
    return "".join(
        part if is_quote else _WRITTEN_DATE.sub(lambda found: _spelled(found, reader, weekday=weekday), part)
        for is_quote, part in quotes_apart(text)
    )


def _spelled(found: re.Match[str], reader: Reader, *, weekday: bool) -> str:
    try:
        if found["month"]:
            name = month_names(reader)[int(found["month"]) - 1]
            return reader.isolate(f"{reader.number(int(found['day']))} {name}")
        if found["begin"]:
            begin, end = found["begin"], found["end"]
            last = _point(end, reader, weekday=False)
            return reader.isolate(reader.t("date.period", begin=_shared_begin(begin, end, reader), end=last))
        return date_in_words(found["within"] or found["date"], "day", reader, weekday=weekday)
    except (ValueError, IndexError):
        return found.group()


def quotes_apart(text: str) -> list[tuple[bool, str]]:
    """A text in pieces, (is a quotation, the piece): guillemets belong to their quotation and may be nested."""
    pieces, start, depth = [], 0, 0
    for place, char in enumerate(text):
        if char == _OPEN:
            if not depth:
                pieces.append((False, text[start:place]))
                start = place
            depth += 1
        elif char == _CLOSE and depth:
            depth -= 1
            if not depth:
                pieces.append((True, text[start : place + 1]))
                start = place + 1
    pieces.append((False, text[start:]))
    return [piece for piece in pieces if piece[1]]


def bare(text: str) -> str:
    """The text without direction marks, for places that take no markup and hold nothing else."""
    return re.sub("[\u2066-\u2069]", "", text)
