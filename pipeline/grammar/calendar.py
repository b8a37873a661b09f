"""Dates of the calendar: days, months, years, decades, centuries, seasons, quarters and halves."""

from __future__ import annotations

from dataclasses import replace

from pipeline.grammar.rule import Match, Part, Rule
from pipeline.model import CalendarDate, Direction, Interval, Mod, TimeExpr

MONTHS = "MON ((SLASH|DASH) MON | OPEN MON CLOSE | MON)?"
WEEKDAY = "(SG:day|DEF:day)? WEEKDAY"
_NAMED_YEAR = "(SG:year|DEF:year) (FISCAL)?"
YEAR = f"((COMMA|OF|PRE)? ({_NAMED_YEAR})? Y (LETTERM|CE)?)"
RELATIVE_YEAR = "((OF|PRE|IN)? (DEF:year (DIR|BEFORELAST|FOLLOWING|SAME) | POINT DEF:year))"
_SOME_YEAR = f"({YEAR}|{RELATIVE_YEAR}|DIR|SAME|FOLLOWING)"
DAY = "(SG:day)? DAYNUM (OF|DASH|SLASH)? (SG:month)?"
_TIME_OF_DAY = "(COMMA? (PARTACC|PART))"

_RELATIVE = {"pastnoun": -1, "past": -1, "future": 1, "this": 0}
_DIRECTION: dict[str, Direction] = {"pastnoun": "past", "past": "past", "future": "future", "this": "this"}


def direction(match: Match) -> Direction:
    """What the last «الماضي», «المقبل», «الجاري» of a match says."""
    found = match.all("DIR")
    return _DIRECTION[str(found[-1].value)] if found else "none"


def months(match: Match) -> tuple[int, ...] | None:
    """The months of a match, a name given twice («يوليو/تموز») once; None where two names side by side differ."""
    named = match.all("MON")
    values = tuple(dict.fromkeys(int(unit.value) for unit in named))
    if len(values) == 2 and not match.all("SLASH", "DASH"):
        return None
    return values


def year_shift(match: Match) -> tuple[int | None, bool]:
    """Years from the anchor («من العام الماضي») and whether they count from the narrative instead."""
    if match.get("DEF:year") is None or match.get("Y"):
        return None, False
    return unit_shift(match)


def unit_shift(match: Match) -> tuple[int | None, bool]:
    """How far the words beside a unit lead: «الماضي» -1, «قبل الماضي» -2, «هذا» 0; True where from the narrative."""
    for cls, from_text in (("BEFORELAST", False), ("FOLLOWING", True)):
        unit = match.get(cls)
        if unit is not None:
            return int(unit.value), from_text
    for cls, from_text in (("SAME", True), ("THAT", True), ("THIS", False)):
        if match.get(cls):
            return 0, from_text
    found = match.all("DIR")
    return (_RELATIVE[str(found[-1].value)], False) if found else (None, False)


def day_number(match: Match) -> int | None:
    """The day of the month, None where the number cannot be one."""
    unit = match.get("DAYNUM")
    if unit is None:
        return None
    value = int(unit.value)
    return value if 1 <= value <= 31 and value == unit.value else None


def date(match: Match) -> list[Part] | None:
    """Any mixture of weekday, day, month, year and what stands beside them."""
    named = months(match)
    if named is None or not all(unit.exact or match.get("Y", "DAYNUM", "DIR") for unit in match.all("MONTHX")):
        return None
    if match.get("DAYNUM") and day_number(match) is None:
        return None
    shift, from_text = year_shift(match)
    day = day_number(match)
    expr: TimeExpr = CalendarDate(
        year=match.number("Y"),
        month=named[-1] if named else None,
        day=day,
        weekday=match.number("WEEKDAY"),
        part=match.name("PART", "PARTACC"),
        direction="none" if shift is not None else direction(match),
        year_offset=0 if shift is None and match.get("SAME") else shift,
        base="text" if from_text or match.get("SAME", "FOLLOWING") else "anchor",
    )
    if len(named) == 2 and isinstance(expr, CalendarDate):
        expr = Interval(replace(expr, month=named[0], part=None), expr)
    return match.part("TIME" if match.get("PART", "PARTACC") else "DATE", expr, mod(match))


def mod(match: Match) -> Mod:
    """START, MID, END or an approximation that stands before the expression."""
    return match.name("MOD", "APPROX") or ""  # type: ignore[return-value]


def month_of_now(match: Match) -> list[Part] | None:
    """«الخامس من الشهر الجاري», «في 18 من هذا الشهر»."""
    shift, from_text = unit_shift(match)
    day = day_number(match)
    if shift is None or day is None:
        return None
    expr = CalendarDate(
        day=day,
        weekday=match.number("WEEKDAY"),
        month_offset=shift,
        base="text" if from_text else "anchor",
    )
    return match.part("DATE", expr)


def numeric(match: Match) -> list[Part] | None:
    """18/6/2024, 2-3-2019, 2024-06-18, 18.6.2024: the day first, unless the second number can only be a day."""
    first, second, third = (unit for unit in match.all("DIGITS"))
    if first.cls == "Y":
        year, month, day = int(first.value), int(second.value), int(third.value)
    else:
        day, month, year = int(first.value), int(second.value), int(third.value)
        if month > 12 >= day:
            day, month = month, day
        if third.cls != "Y":
            year += 2000 if year < 70 else 1900
    if not (1 <= month <= 12 and 1 <= day <= 31) or _has_blank(match):
        return None
    hijri = first.cls != "Y" and 1300 <= year <= 1500 and match.get("LETTERH", "AH") is not None
    expr = CalendarDate(year, month, day, weekday=match.number("WEEKDAY"), hijri=hijri)
    return match.part("DATE", expr)


def _has_blank(match: Match) -> bool:
    """Two-digit years are dates only where nothing but the separators stands between the numbers."""
    digits = match.all("DIGITS")
    return digits[-1].cls != "Y" and digits[0].cls != "Y" and digits[-1].end - digits[0].start > 8


def year(match: Match) -> list[Part] | None:
    """A year with its noun, or alone where the words around say that it is one."""
    unit = match.get("Y")
    if unit is None:
        short = match.get("D", "N")
        if short is None or not 10 <= short.value <= 99:
            return None
        value = int(short.value) + (2000 if short.value <= 30 else 1900)
    else:
        value = int(unit.value)
    era = -1 if match.get("BC") else 1
    return match.part("DATE", CalendarDate(value, era=era, hijri=bool(match.get("LETTERH", "AH"))), mod(match))


def bare_year(match: Match) -> list[Part] | None:
    """A year by itself: only numbers that news writes as years."""
    unit = match.get("Y")
    return year(match) if unit is not None and 1800 <= unit.value <= 2100 else None


def before_christ(match: Match) -> list[Part] | None:
    """«عام 44 قبل الميلاد»."""
    return match.part("DATE", CalendarDate(match.number("DIGITS"), era=-1))


def decade(match: Match) -> list[Part] | None:
    """«التسعينيات», «ثمانينيات القرن الماضي»: without a century the last one that newspapers mean."""
    tens = match.number("DECADE")
    ordinal = match.number("ORD", "D")
    if tens is None:
        return None
    if ordinal is not None:
        return match.part("DATE", CalendarDate(decade=(ordinal - 1) * 10 + tens), mod(match))
    shift, _ = unit_shift(match)
    if match.get("DEF:century") and shift is not None:
        return match.part("DATE", CalendarDate(decade=tens, year_offset=shift * 100), mod(match))
    return match.part("DATE", CalendarDate(decade=tens), mod(match))


def century(match: Match) -> list[Part] | None:
    """«القرن التاسع عشر», «القرن 21»."""
    ordinal = match.number("ORD", "D")
    if ordinal is None or not 1 <= ordinal <= 30:
        return None
    return match.part("DATE", CalendarDate(century=ordinal - 1, era=-1 if match.get("BC") else 1), mod(match))


def part_of_year(match: Match) -> list[Part] | None:
    """A season, quarter or half with its year, said or counted."""
    shift, from_text = unit_shift(match)
    quarter, half = match.name("QUARTERTERM"), match.name("HALFTERM")
    year_number = match.number("Y")
    expr = CalendarDate(
        year=year_number,
        season=match.name("SEASON"),
        quarter=int(quarter[1]) if quarter else None,
        half=int(half[1]) if half else None,
        year_offset=shift if year_number is None and match.get("DEF:year") else None,
        direction="none" if match.get("DEF:year") else direction(match) if match.get("DIR") else _this(match),
        base="text" if from_text else "anchor",
    )
    return match.part("DATE", expr, mod(match))


def _this(match: Match) -> Direction:
    return "this" if match.get("THIS") else "none"


RULES = (
    # numbers with separators
    Rule("calendar.numeric_year_first", "(WEEKDAY COMMA?)? {Y (SLASH|DASH) D (SLASH|DASH) D}", numeric),
    Rule(
        "calendar.numeric",
        f"{{({WEEKDAY} COMMA?)? D (SLASH|DASH|DOT) D (SLASH|DASH|DOT) (Y|D|N) (LETTERH|AH)?}} !(SLASH|DASH|DIGITS)",
        numeric,
    ),
    # days
    Rule(
        "calendar.day",
        f"((PART)? {WEEKDAY} COMMA?)? {DAY} {MONTHS} {_SOME_YEAR}? {_TIME_OF_DAY}?",
        date,
    ),
    Rule("calendar.month_day", f"(PART? {WEEKDAY} COMMA?)? MONTH (D|ORD) {YEAR}? !(MON|DIGITS|PL|SLASH)", date),
    Rule(
        "calendar.day_of_this_month",
        f"({WEEKDAY} COMMA?)? (SG:day)? (DAYNUM OF | D) (DEF:month (DIR|SAME|BEFORELAST) | POINT DEF:month)",
        month_of_now,
    ),
    # months
    Rule("calendar.month_of_year", f"(MOD OF?)? (SG:month)? {MONTHS} ({YEAR}|{RELATIVE_YEAR})", date),
    Rule("calendar.month_relative", f"(MOD OF?)? (SG:month)? {MONTHS} (DIR|SAME|FOLLOWING)", date),
    Rule("calendar.month_with_noun", f"(MOD OF?)? (SG:month) {MONTHS}", date),
    Rule("calendar.month_modified", f"MOD OF? {MONTHS}", date),
    Rule("calendar.month_double", "MON (SLASH MON | OPEN MON CLOSE)", date),
    Rule("calendar.month", "MONTH", date),
    Rule("calendar.month_after_particle", "@PREP MONTHX !(COUNTED|OPEN)", date),
    # quarters, halves, seasons
    Rule("calendar.part_of_year", f"(QUARTERTERM|HALFTERM) ({YEAR}|{RELATIVE_YEAR})", part_of_year),
    Rule("calendar.season", f"(MOD)? SEASON ({YEAR}|{RELATIVE_YEAR}|DIR)", part_of_year),
    Rule("calendar.this_season", "THIS SEASON", part_of_year),
    # decades and centuries
    Rule("calendar.decade", "(MOD)? (SG:decade)? DECADE (OF? DEF:century (ORD|D|DIR) (CE|LETTERM)?)?", decade),
    Rule("calendar.century", "(MOD OF?)? DEF:century (ORD|D) (CE|LETTERM|BC)?", century),
    # years
    Rule("calendar.year_bc", "((SG:year|DEF:year))? DIGITS BC", before_christ),
    Rule("calendar.year_with_noun", f"(MOD OF?)? {_NAMED_YEAR} Y (LETTERM|CE|LETTERH|AH)?", year),
    Rule("calendar.short_year", "SG:year (D|N) !(COUNTED|PL|SG|ACC|DUAL|MON|OF|SLASH|DOT)", year),
    Rule("calendar.year_modified", "MOD OF? Y (LETTERM|CE)?", bare_year),
    Rule("calendar.year_hijri", "Y (LETTERH|AH)", year),
    Rule(
        "calendar.year_after_particle",
        "@(IN|SINCE|UNTIL|DURING|BEFORE|AFTER|PRE|OPEN|EARLIER|OF) Y (LETTERM|CE)? !COUNTED",
        bare_year,
    ),
    Rule("calendar.year_bare", "Y !COUNTED", bare_year),
)
