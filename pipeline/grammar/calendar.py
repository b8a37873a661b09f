"""Dates of the calendar: days, months, years, decades, centuries, seasons, quarters and halves."""

from __future__ import annotations

from dataclasses import replace

from pipeline.grammar.rule import UNIONS, Match, Part, Rule
from pipeline.model import CalendarDate, Direction, Interval, Mod, Offset, TimeExpr, Unit

MONTHS = "MON ((SLASH|DASH) MON | OPEN MON CLOSE | MON)?"
WEEKDAY = "(SG:day|DEF:day)? WEEKDAY"
# What may stand before a stretch of time: «أواخر», «النصف الأول من».
MODIFIER = "((MOD|HALFTERM|QUARTERTERM) OF?)"
NAMED_YEAR = "(SG:year|DEF:year) (FISCAL|AH)? NEW?"
ERA = "(LETTERM|CE)"
YEAR = f"((COMMA|OF|PRE)? ({NAMED_YEAR})? Y {ERA}?)"
SHIFT = "(DIR|BEFORELAST|SAME|FOLLOWING)"
RELATIVE_YEAR = f"((OF|PRE|IN)? ({NAMED_YEAR} {SHIFT} | POINT DEF:year))"
_SOME_YEAR = f"({YEAR}|{RELATIVE_YEAR}|DIR|SAME|FOLLOWING)"
DAY = "(SG:day)? (THE)? DAYNUM (OF|DASH|SLASH)? (SG:month)?"
_WEEKDAY_BEFORE = f"(PART? {WEEKDAY} DIR? COMMA? (MATCHING PRE?)?)"
_TIME_OF_DAY = "(COMMA? (PARTACC|PART))"

_RELATIVE = {"pastnoun": -1, "past": -1, "future": 1, "this": 0}
_DIRECTION: dict[str, Direction] = {"pastnoun": "past", "past": "past", "future": "future", "this": "this"}
_SHARE: dict[str, Mod] = {"H1": "START", "H2": "END", "Q1": "START", "Q4": "END"}


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
    found = match.all("DIR")
    if found:
        return _RELATIVE[str(found[-1].value)], False
    for cls, from_text in (("SAME", True), ("THAT", True), ("THIS", False)):
        if match.get(cls):
            return 0, from_text
    return None, False


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
    expr = CalendarDate(
        year=match.number("Y"),
        month=named[-1] if named else None,
        day=day,
        weekday=match.number("WEEKDAY"),
        part=match.name("PART", "PARTACC"),
        direction="none" if shift is not None else direction(match),
        year_offset=0 if shift is None and match.get("SAME") else shift,
        base="text" if from_text or match.get("SAME", "FOLLOWING") else "anchor",
    )
    whole: TimeExpr = expr
    if len(named) == 2:
        whole = Interval(replace(expr, month=named[0], part=None), expr)
    return match.part("TIME" if match.get("PART", "PARTACC") else "DATE", whole, mod(match))


def month_after_particle(match: Match) -> list[Part] | None:
    """«في مارس»; but «من مارس الضغط» is who practised it."""
    before, after = match.before(), match.after()
    if before is not None and before.cls == "OF" and after is not None and after.cls in ("DEFWORD", "ACCWORD"):
        return None
    return date(match)


def mod(match: Match) -> Mod:
    """START, MID, END or an approximation that stands before the expression."""
    share = match.name("HALFTERM", "QUARTERTERM")
    if share is not None:
        return _SHARE.get(share, "")
    return match.name("MOD", "APPROX") or ""  # type: ignore[return-value]


def day_of_this_month(match: Match) -> list[Part] | None:
    """«الخامس من الشهر الجاري», «في 18 من هذا الشهر», «التاسع من الشهر», «العاشر من الجاري»."""
    shift, from_text = unit_shift(match)
    day = day_number(match)
    if day is None:
        return None
    expr = CalendarDate(
        day=day,
        weekday=match.number("WEEKDAY"),
        month_offset=shift or 0,
        base="text" if from_text else "anchor",
    )
    return match.part("DATE", expr)


def numeric(match: Match) -> list[Part] | None:
    """18/6/2024, 2-3-2019, 2024-06-18, 18.6.2024: the day first, unless the second number can only be a day."""
    first, second, third = match.all("DIGITS")[:3]
    if first.cls == "Y":
        year, month, day = int(first.value), int(second.value), int(third.value)
    else:
        day, month, year = int(first.value), int(second.value), int(third.value)
        if month > 12 >= day:
            day, month = month, day
        if third.cls != "Y":
            if third.end - third.start != 2 or third.end - first.start > 8:
                return None
            year += 2000 if year < 70 else 1900
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    hijri = 1300 <= year <= 1500
    expr = CalendarDate(year, month, day, weekday=match.number("WEEKDAY"), hijri=hijri)
    return match.part("DATE", expr)


def numeric_month(match: Match) -> list[Part] | None:
    """«في 06/2024»."""
    month, year = match.all("DIGITS")
    if month.value > 12 or not 1900 <= year.value <= 2100:
        return None
    return match.part("DATE", CalendarDate(int(year.value), int(month.value)))


def year(match: Match) -> list[Part] | None:
    """A year with its noun, in figures or in words, or alone where the words around say that it is one."""
    unit = match.get("Y", "CARD")
    if unit is None or (unit.cls == "CARD" and not 1000 <= unit.value <= 2200):
        return None
    return match.part("DATE", CalendarDate(int(unit.value), hijri=bool(match.get("LETTERH", "AH"))), mod(match))


def short_year(match: Match) -> list[Part] | None:
    """«عام 67», «حرب 73», «دفعة '95»."""
    unit = match.get("D", "N")
    if unit is None or not 10 <= unit.value <= 99 or unit.end - unit.start != 2:
        return None
    if match.get("EVENTNAME") and match.get("APOS") is None and unit.value < 40:
        return None
    value = int(unit.value)
    return match.part("DATE", CalendarDate(value + (2000 if value <= 30 else 1900)))


def early_year(match: Match) -> list[Part] | None:
    """«عام 70 ميلادية», «سنة 241هـ»."""
    unit = match.get("D", "N")
    if unit is None or unit.value < 1:
        return None
    return match.part("DATE", CalendarDate(int(unit.value), hijri=bool(match.get("LETTERH", "AH"))))


def bare_year(match: Match) -> list[Part] | None:
    """A year by itself: only numbers that news writes as years."""
    unit = match.get("Y")
    return year(match) if unit is not None and 1800 <= unit.value <= 2100 else None


def before_christ(match: Match) -> list[Part] | None:
    """«عام 44 قبل الميلاد»; of «يونيو 323 قبل الميلاد» the year alone, as the month is of a calendar reckoned back."""
    return match.part("DATE", CalendarDate(int(match.all("DIGITS")[-1].value), era=-1), mod(match))


def lone_year(match: Match) -> list[Part] | None:
    """A year that no word beside it says to be one: not «1900 شجرة», «2000 خيمة», which count things.

    Behind a particle («في 2011») or a noun that a year defines («احتجاجات 2019») it is one all the same.
    """
    before, after = match.before(), match.after()
    is_told = before is not None and (before.cls in UNIONS["PREP"] or before.value in ("one", "many"))
    if after is not None and after.cls == "DEFWORD" and after.value == "of" and before and before.cls == "TO":
        return None  # «إلى 1800 للدولار»
    number = match.number("Y") or 0
    if before is not None and before.cls == "DIR" and number % 50:
        return bare_year(match)  # «في العام الماضي 2003»
    if is_told or after is None or after.cls not in ("WORD", "NUMBERED") or match.get("LETTERM", "CE"):
        return bare_year(match)
    if after.value == "one" or after.cls == "NUMBERED" or number % 50 == 0:
        return None
    return bare_year(match)


def decade(match: Match) -> list[Part] | None:
    """«التسعينيات», «ثمانينيات القرن الماضي»: without a century the last one that newspapers mean."""
    tens = match.number("DECADE")
    ordinal = match.number("ORD", "CARD", "D")
    if tens is None:
        return None
    if ordinal is not None:
        return match.part("DATE", CalendarDate(decade=(ordinal - 1) * 10 + tens), mod(match))
    shift, _ = unit_shift(match)
    if match.get("DEF:century") and shift is not None:
        return match.part("DATE", CalendarDate(decade=tens, year_offset=shift * 100), mod(match))
    return match.part("DATE", CalendarDate(decade=tens), mod(match))


def century(match: Match) -> list[Part] | None:
    """«القرن التاسع عشر», «القرن الـ21»."""
    ordinal = match.number("ORD", "CARD", "D")
    if ordinal is None or not 1 <= ordinal <= 40:
        return None
    return match.part("DATE", CalendarDate(century=ordinal - 1, era=-1 if match.get("BC") else 1), mod(match))


def part_of_year(match: Match) -> list[Part] | None:
    """A season, quarter or half with its year, said or counted; or a season or quarter by itself."""
    shift, from_text = unit_shift(match)
    quarter, half = match.name("QUARTERTERM", "QUARTERTERMX"), match.name("HALFTERM")
    if match.get("QUARTERTERMX") and match.get("FISCAL"):
        return None  # «الفصل الثاني من العام الدراسي»: a term at school
    year_number = match.number("Y")
    by_year = match.get("DEF:year") is not None
    expr = CalendarDate(
        year=year_number,
        season=match.name("SEASON"),
        quarter=int(quarter[1]) if quarter else None,
        half=int(half[1]) if half else None,
        year_offset=(shift or 0) if year_number is None and by_year else None,
        direction="none" if by_year else direction(match) if match.get("DIR") else _this(match),
        base="text" if from_text else "anchor",
    )
    return match.part("DATE", expr, match.name("MOD") or "")  # type: ignore[arg-type]


def quarters(match: Match) -> list[Part] | None:
    """«الربعين الأول والثاني من 2022»: a row each."""
    rows = part_of_year(match)
    if rows is None or not isinstance(rows[0].expr, CalendarDate):
        return None
    first, second = match.all("ORD")[:2]
    if not 1 <= first.value < second.value <= 4:
        return None
    shared = rows[0].expr
    return [
        Part("DATE", replace(shared, quarter=int(first.value)), match.first, match.index(first)),
        Part("DATE", replace(shared, quarter=int(second.value)), match.index(second), match.last),
    ]


def _this(match: Match) -> Direction:
    return "this" if match.get("THIS") else "none"


def fiscal_year(match: Match) -> list[Part] | None:
    """«العام المالي المقبل», «السنة الدراسية الحالية», «الموسم الكروي الماضي»."""
    shift, from_text = unit_shift(match)
    unit: Unit = "season" if match.get("DEF:season") else "year"
    return match.part("DATE", Offset(unit, shift or 0, base="text" if from_text else "anchor"), mod(match))


def new_year(match: Match) -> list[Part] | None:
    """«العام الجديد», «الموسم الجديد»: a quarter of a year from now it has begun, whether in December or in January."""
    unit: Unit = "season" if match.get("DEF:season") else "year"
    return match.part("DATE", Offset(unit, 0.25), mod(match))


RULES = (
    # years before our era, before any part of them is read as one of ours
    Rule("calendar.year_bc", f"(APPROX OF?)? (D? {MONTHS} OF?)? (SG:year|DEF:year)? DIGITS BC", before_christ),
    # numbers with separators
    Rule("calendar.numeric_year_first", f"({WEEKDAY} COMMA?)? Y (SLASH|DASH) D (SLASH|DASH) D (LETTERH|AH)?", numeric),
    Rule(
        "calendar.numeric",
        f"({WEEKDAY} COMMA?)? D (SLASH|DASH|DOT) D (SLASH|DASH|DOT) (Y|D|N) (LETTERH|AH|LETTERM)? !(SLASH|DASH|DIGITS)",
        numeric,
    ),
    Rule("calendar.numeric_month", "@(IN|SINCE|UNTIL|ON|DURING|PRE) D SLASH Y !SLASH", numeric_month),
    # days
    Rule("calendar.day", f"{_WEEKDAY_BEFORE}? PART? {DAY} {MONTHS} {_SOME_YEAR}? {_TIME_OF_DAY}?", date),
    Rule("calendar.day_in_brackets", f"PART? {WEEKDAY} DIR? OPEN {DAY} {MONTHS} {_SOME_YEAR}? CLOSE", date),
    Rule("calendar.month_day", f"(PART? {WEEKDAY} COMMA?)? MONTH (D|ORD) {YEAR}? !(MON|DIGITS|PL|SLASH|SG)", date),
    Rule(
        "calendar.day_of_this_month",
        f"({WEEKDAY} COMMA?)? (SG:day)? "
        f"((THE? DAYNUM OF | D) (DEF:month {SHIFT} | POINT DEF:month)"
        " | THE? DAYNUM OF (DEF:month !ORD|DIR:this) | D DIR:this)",
        day_of_this_month,
    ),
    # months
    Rule("calendar.month_of_year", f"{MODIFIER}? (SG:month)? {MONTHS} ({YEAR}|{RELATIVE_YEAR})", date),
    Rule("calendar.month_relative", f"{MODIFIER}? (SG:month)? {MONTHS} {SHIFT}", date),
    Rule("calendar.month_with_noun", f"{MODIFIER}? SG:month {MONTHS}", date),
    Rule("calendar.month_modified", f"{MODIFIER} {MONTHS}", date),
    Rule("calendar.month_double", "MON (SLASH MON | OPEN MON CLOSE | MON)", date),
    Rule("calendar.month", "MONTH", date),
    Rule("calendar.month_after_particle", "@PREP MONTHX !(COUNTED|OPEN)", month_after_particle),
    # quarters, halves, seasons
    Rule(
        "calendar.part_of_year",
        f"(MOD OF?)? (QUARTERTERM|QUARTERTERMX|HALFTERM) ({YEAR}|{RELATIVE_YEAR}|OF DEF:year !(ORD|ANYWORD))",
        part_of_year,
    ),
    Rule("calendar.quarters", f"QUARTERS ORD AND ORD ({YEAR}|{RELATIVE_YEAR}|OF DEF:year)", quarters, "list"),
    Rule("calendar.quarter", "@(IN|DURING|PRE|UNTIL|OF|WORD|DEFWORD) (MOD OF?)? QUARTERTERM !OF", part_of_year),
    Rule("calendar.half", "@(IN|DURING|WORD) HALFTERM !(OF|PRE)", part_of_year),
    Rule("calendar.season", f"MOD? (SG:season)? SEASON ({YEAR}|{RELATIVE_YEAR}|DIR)", part_of_year),
    Rule("calendar.this_season", "THIS SEASON", part_of_year),
    Rule("calendar.season_by_noun", "MOD? SG:season SEASON", part_of_year),
    Rule("calendar.season_after_particle", "@(IN|DURING|SINCE|UNTIL) SEASON !(DEFWORD|PERSON)", part_of_year),
    # decades and centuries
    Rule("calendar.decade", f"{MODIFIER}? SG:decade? DECADE (OF? DEF:century THE? (ORD|CARD|D|DIR) {ERA}?)?", decade),
    Rule("calendar.century", f"{MODIFIER}? DEF:century THE? (ORD|CARD|D) ({ERA}|BC)?", century),
    # years
    Rule("calendar.year_with_noun", f"{MODIFIER}? (APPROX OF?)? {NAMED_YEAR} (Y|CARD) ({ERA}|LETTERH|AH)?", year),
    Rule("calendar.year_early", "(SG:year|DEF:year) (D|N) (LETTERH|AH|LETTERM|CE)", early_year),
    Rule(
        "calendar.year_short",
        "(SG:year|DEF:year) APOS? (D|N) !(THINGS|PL|SG|ACC|DUAL|MON|OF|SLASH|DOT|COLON)",
        short_year,
    ),
    Rule("calendar.year_of_event", f"EVENTNAME {{Y {ERA}?}}", bare_year),
    Rule(
        "calendar.year_of_event_short",
        "EVENTNAME {(THE|APOS)? (D|N)} !(THINGS|PL|SG|ACC|MON|SLASH|DOT|COLON|DASH)",
        short_year,
    ),
    Rule("calendar.year_modified", f"{MODIFIER} Y {ERA}? !THINGS", bare_year),
    Rule("calendar.year_hijri", "Y (LETTERH|AH)", year),
    Rule("calendar.year_fiscal", f"{MODIFIER}? (DEF:year|DEF:season) FISCAL {SHIFT}", fiscal_year),
    Rule("calendar.year_new", f"{MODIFIER}? (DEF:year|DEF:season) FISCAL? NEW", new_year),
    Rule("calendar.year_bare", f"Y {ERA}? !(THINGS|PL|SG|ACC|DIGITS)", lone_year),
)
