"""Dates of the Hijri calendar, and pairs that name a day in both calendars."""

from __future__ import annotations

from dataclasses import replace

from pipeline.grammar.calendar import (
    DAY,
    MODIFIER,
    MONTHS,
    SHIFT,
    WEEKDAY,
    YEAR,
    date,
    day_number,
    direction,
    mod,
    numeric,
    unit_shift,
)
from pipeline.grammar.rule import Match, Part, Rule
from pipeline.model import CalendarDate

_HIJRI_YEAR = "(COMMA? (OF|PRE)? ((SG:year|DEF:year) AH?)? (Y (LETTERH|AH)? | N (LETTERH|AH)))"
_NUMERIC = "D (SLASH|DASH) D (SLASH|DASH) Y (LETTERH|AH|LETTERM)?"
_HIJRI_DATE = f"(PART? {WEEKDAY} COMMA? | PART)? {DAY} HMON ({_HIJRI_YEAR}|DIR)?"
_HIJRI_END = f"({DAY} HMON|(MOD OF?)? (SG:month|CONSTR:month)? HMON) ({_HIJRI_YEAR}|DIR)?"
_GREGORIAN_DATE = f"(PART? {WEEKDAY} COMMA?)? {DAY} {MONTHS} {YEAR}?"


def hijri_date(match: Match) -> list[Part] | None:
    """«10 محرم 1445 هـ», «رمضان الماضي», «شهر شعبان»."""
    year = match.number("Y", "N")
    day = day_number(match)
    if match.get("DAYNUM") and day is None:
        return None
    if year is not None and not (1200 <= year <= 1600 or 1925 <= year <= 2076 or match.get("N")):
        return None
    if match.get("HMONTHX") and year is None and not match.get(*_SAYS_MONTH) and not _is_plain_day(match, day):
        return None
    shift, _ = unit_shift(match)
    part = match.name("PART")
    expr = CalendarDate(
        year,
        match.number("HMON"),
        day,
        weekday=match.number("WEEKDAY"),
        hijri=True,
        part=part,
        direction=direction(match) if match.get("DEF") is None else "none",
        year_offset=shift if match.get("DEF") else None,
    )
    return match.part("TIME" if part and day else "DATE", expr, mod(match))


def _is_plain_day(match: Match, day: int | None) -> bool:
    """«20 شعبان»; but «3-صفر», «2 صفر» are scores, and so is «شعبان» who made one."""
    return day is not None and not match.get("DASH", "SLASH") and (day > 9 or match.number("HMONTHX") != 2)


def month_alone(match: Match) -> list[Part] | None:
    """«في رجب», «هلال شوال»; «رمضان» by itself is more often a man."""
    before, after = match.before(), match.after()
    if match.get("HMONTHX"):
        is_other = after is not None and after.cls in ("DEFWORD", "ACCWORD")
        return None if is_other else match.part("DATE", CalendarDate(month=match.number("HMON"), hijri=True))
    is_named = before is not None and before.cls == "ARRIVAL" and before.value == 0
    return None if is_named and match.number("HMON") == _RAMADAN else hijri_date(match)


def hijri_year(match: Match) -> list[Part] | None:
    """«العام الهجري الماضي»."""
    shift, _ = unit_shift(match)
    return match.part("DATE", CalendarDate(hijri=True, year_offset=shift or 0), mod(match))


def span(match: Match) -> list[Part] | None:
    """«من 20 شعبان إلى 5 رمضان», «من 5 إلى 10 رمضان», «شهري رجب وشعبان الماضيين»: the year is said once."""
    joints = match.all("TO", "UNTIL") or match.all("AND")
    middle = match.index(joints[0])
    later = hijri_date(match.within(middle + 1, match.last + 1))
    if later is None or not isinstance(later[0].expr, CalendarDate):
        return None
    end = later[0].expr
    half = match.within(match.first, middle, "OF", "BETWEEN", "AND")
    begin = replace(end, month=half.number("HMON") or end.month, day=day_number(half), weekday=None)
    if end.year is not None and (begin.month or 0) > (end.month or 0):
        begin = replace(begin, year=end.year - 1)
    first = half.part("DATE", begin, half.name("MOD") or "")[0]  # type: ignore[arg-type]
    return [first, *later]


_RAMADAN = 9
# Any of these says that a word which is also a name is a month.
_SAYS_MONTH = ("OF", "SG:month", "CONSTR:month", "SG:day", "DIR", "DAYONE", "MOD")


def pair(match: Match) -> list[Part] | None:
    """«… الموافق …»: two rows for the same days, whichever calendar stands first."""
    middle = match.index((match.all("MATCHING") or match.all("SLASH", "OPEN", "DASH"))[0])
    parts: list[Part] = []
    for first, end in ((match.first, middle), (middle + 1, match.last + 1)):
        half = match.within(first, end, "PRE", "AND", "CLOSE")
        rows = hijri_date(half) if half.get("HMON") else date(half) if half.get("MON") else numeric(half)
        if rows is None:
            return None
        parts += rows
    return parts


_BETWEEN = "(MATCHING (PRE)? | SLASH | DASH | OPEN)"

RULES = (
    Rule(
        "hijri.pair_hijri_first",
        f"{_HIJRI_DATE} COMMA? ({_BETWEEN} {_GREGORIAN_DATE} CLOSE? | MATCHING PRE? {_NUMERIC})",
        pair,
        "same",
    ),
    Rule(
        "hijri.pair_gregorian_first",
        f"({_GREGORIAN_DATE} COMMA? {_BETWEEN} | {_NUMERIC} COMMA? MATCHING PRE?) {_HIJRI_DATE} CLOSE?",
        pair,
        "same",
    ),
    Rule("hijri.pair_numeric", f"{_NUMERIC} COMMA? MATCHING PRE? ({_NUMERIC}|{_GREGORIAN_DATE})", pair, "same"),
    Rule(
        "hijri.span_from",
        f"OF ({DAY}|(MOD OF?)? SG:month?) HMON (TO|AND? UNTIL) {_HIJRI_END}"
        f" | OF SG:day? DAYNUM (TO|AND? UNTIL) {_HIJRI_DATE}",
        span,
        "range",
    ),
    Rule("hijri.months_list", f"CONSTR:month HMON AND {_HIJRI_END}", span, "list"),
    Rule("hijri.day", _HIJRI_DATE, hijri_date),
    Rule("hijri.month_of_year", f"{MODIFIER}? SG:month? HMON {_HIJRI_YEAR}", hijri_date),
    Rule("hijri.month_relative", f"{MODIFIER}? SG:month? HMON (DIR | OF? DEF:year DIR)", hijri_date),
    Rule("hijri.month_with_noun", f"{MODIFIER}? SG:month HMON", hijri_date),
    Rule("hijri.month_modified", f"{MODIFIER} HMON", hijri_date),
    Rule("hijri.year_relative", f"{MODIFIER}? DEF:year AH {SHIFT}", hijri_year),
    Rule(
        "hijri.month_after_particle",
        "@(IN|DURING|SINCE|UNTIL|BEFORE|AFTER|ARRIVAL|PL:night) HMONTH | @(IN|DURING) HMONTHX",
        month_alone,
    ),
)
