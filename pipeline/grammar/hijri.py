"""Dates of the Hijri calendar, and pairs that name a day in both calendars."""

from __future__ import annotations

from pipeline.grammar.calendar import (
    DAY,
    MODIFIER,
    MONTHS,
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

_HIJRI_YEAR = "(COMMA? (OF|PRE)? ((SG:year|DEF:year) AH?)? Y (LETTERH|AH)?)"
_NUMERIC = "D (SLASH|DASH) D (SLASH|DASH) Y (LETTERH|AH|LETTERM)?"
_HIJRI_DATE = f"(PART? {WEEKDAY} COMMA?)? {DAY} HMON ({_HIJRI_YEAR}|DIR)?"
_GREGORIAN_DATE = f"(PART? {WEEKDAY} COMMA?)? {DAY} {MONTHS} {YEAR}?"


def hijri_date(match: Match) -> list[Part] | None:
    """«10 محرم 1445 هـ», «رمضان الماضي», «شهر شعبان»."""
    year = match.number("Y")
    if (year is not None and not 1200 <= year <= 1600) or (match.get("DAYNUM") and day_number(match) is None):
        return None
    if match.get("HMONTHX") and year is None and not match.get("OF", "SG:month", "SG:day", "DIR", "DAYONE"):
        return None  # «3-صفر», «شعبان» who scored
    shift, _ = unit_shift(match)
    expr = CalendarDate(
        year,
        match.number("HMON"),
        day_number(match),
        weekday=match.number("WEEKDAY"),
        hijri=True,
        direction=direction(match) if match.get("DEF") is None else "none",
        year_offset=shift if match.get("DEF") else None,
    )
    return match.part("DATE", expr, mod(match))


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
    Rule("hijri.day", _HIJRI_DATE, hijri_date),
    Rule("hijri.month_of_year", f"{MODIFIER}? SG:month? HMON {_HIJRI_YEAR}", hijri_date),
    Rule("hijri.month_relative", f"{MODIFIER}? SG:month? HMON (DIR | OF? DEF:year DIR)", hijri_date),
    Rule("hijri.month_with_noun", f"{MODIFIER}? SG:month HMON", hijri_date),
    Rule("hijri.month_modified", f"{MODIFIER} HMONTH", hijri_date),
    Rule("hijri.month_after_particle", "@(IN|DURING|SINCE|UNTIL|BEFORE|AFTER) HMONTH", hijri_date),
)
