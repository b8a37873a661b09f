"""Two dates joined: the ends of a range are a row each, unless a hyphen makes one word of them."""

from __future__ import annotations

from dataclasses import replace

from pipeline.grammar.calendar import (
    MONTHS,
    RELATIVE_YEAR,
    SHIFT,
    YEAR,
    date,
    direction,
    months,
    unit_shift,
    year_shift,
)
from pipeline.grammar.clock import DAY_OF_CLOCK, clock
from pipeline.grammar.rule import Match, Part, Rule
from pipeline.model import CalendarDate, Interval, Offset

_NOUN = "(SG:year|DEF:year|CONSTR:year|DUALDEF:year|PL:year|PLDEF:year)"


def years(match: Match) -> list[Part] | None:
    """«من 1950 إلى 1953», «بين عامي 2006 و2008», «أعوام 2010 و2012 و2014»: a row each."""
    numbers = match.all("Y")
    is_hijri = bool(match.get("LETTERH", "AH"))
    if any(not (1200 <= unit.value <= 1600 if is_hijri else 1800 <= unit.value <= 2100) for unit in numbers):
        return None
    parts = []
    for unit in numbers:
        place = match.index(unit)
        before = match.units[place - 1] if place > match.first else None
        first = (
            place - 1
            if before is not None and before.cls in ("SG", "DEF", "CONSTR", "DUALDEF", "PL", "PLDEF")
            else place
        )
        behind = match.units[place + 1] if place < match.last else None
        last = place + 1 if behind is not None and behind.cls in ("LETTERH", "AH", "LETTERM", "CE") else place
        parts.append(Part("DATE", CalendarDate(int(unit.value), hijri=is_hijri), first, last))
    return parts


def joined_years(match: Match) -> list[Part] | None:
    """«1950-1953», «موسم 2018/2019», «العام المالي 2017/18»: one row."""
    first, second = match.all("DIGITS")[-2:]
    begin, end = int(first.value), int(second.value)
    if second.cls != "Y":
        end += begin // 100 * 100
    if not (1000 <= begin < end <= 2200):
        return None
    return match.part("DATE", Interval(CalendarDate(begin), CalendarDate(end)))


def days(match: Match) -> list[Part] | None:
    """«من 9 إلى 11 مايو», «يومي 18 و19 يونيو 2024»: the first day takes month and year from the second."""
    numbers = match.all("DAYNUM")
    named = months(match)
    if named is None or len(numbers) < 2 or any(not 1 <= unit.value <= 31 for unit in numbers):
        return None
    if named:
        shift, from_text = year_shift(match)
        side = direction(match) if shift is None else "none"
        shared = CalendarDate(match.number("Y"), named[-1], direction=side, year_offset=shift)
    else:
        shift, from_text = unit_shift(match)
        shared = CalendarDate(month_offset=shift or 0, base="text" if from_text else "anchor")
    parts = []
    for position, unit in enumerate(numbers):
        place = match.index(unit)
        last = match.last if position == len(numbers) - 1 else place
        first = place
        weekday = None
        while first > match.first and match.units[first - 1].cls in _BEFORE_DAY:
            first -= 1
            weekday = int(match.units[first].value) if match.units[first].cls == "WEEKDAY" else weekday
        parts.append(Part("DATE", replace(shared, day=int(unit.value), weekday=weekday), first, last))
    return parts


_BEFORE_DAY = ("CONSTR", "SG", "DEF", "PL", "PLDEF", "THE", "WEEKDAY")


def joined_days(match: Match) -> list[Part] | None:
    """«9-11 مايو 2023»: one row."""
    begin, end = match.all("DAYNUM")[:2]
    rest = date(match)
    expr = rest[0].expr if rest else None
    if not isinstance(expr, CalendarDate) or not begin.value < end.value <= 31:
        return None
    return match.part("DATE", Interval(replace(expr, day=int(begin.value)), replace(expr, day=int(end.value))))


def months_list(match: Match) -> list[Part] | None:
    """«من يناير إلى مارس 2024», «شهري مايو ويونيو الماضيين»: the first takes the year from the second."""
    named = match.all("MON")
    values = [int(unit.value) for unit in named]
    if len(values) < 2 or len(set(values)) != len(values):
        return None
    year = match.number("Y")
    parts = []
    for position, unit in enumerate(named):
        place = match.index(unit)
        first = place
        while first > match.first and match.units[first - 1].cls in ("CONSTR", "SG", "MOD"):
            first -= 1
        last = match.last if position == len(named) - 1 else place
        begins_before = year is not None and values[position] > values[-1]
        expr = CalendarDate(
            year - 1 if year is not None and begins_before else year, int(unit.value), direction=direction(match)
        )
        modified = match.units[first]
        parts.append(Part("DATE", expr, first, last, modified.value if modified.cls == "MOD" else ""))
    return parts


def joined_months(match: Match) -> list[Part] | None:
    """«يناير-مارس 2023»: one row."""
    begin, end = match.all("MON")
    year = match.number("Y")
    if begin.value >= end.value or year is None:
        return None
    return match.part("DATE", Interval(CalendarDate(year, int(begin.value)), CalendarDate(year, int(end.value))))


def _middle(match: Match) -> int:
    """Where the second of two joined dates or times begins: behind «إلى», «وحتى», else behind «و»."""
    joints = match.all("TO", "UNTIL") or [
        unit for unit in match.all("AND") if match.units[match.index(unit) + 1].cls not in ("FRAC", "FRACDEF")
    ]
    return match.index(joints[0])


def whole_dates(match: Match) -> list[Part] | None:
    """«من 28 أبريل إلى 3 مايو 2023»: two full dates, the year said once."""
    middle = _middle(match)
    halves = []
    for first, last in ((match.first, middle - 1), (middle + 1, match.last)):
        parts = date(match.within(first, last + 1, "OF", "BETWEEN", "AND"))
        if parts is None or not isinstance(parts[0].expr, CalendarDate):
            return None
        halves.append(parts[0])
    begin, end = halves
    earlier, later = begin.expr, end.expr
    assert isinstance(earlier, CalendarDate)
    assert isinstance(later, CalendarDate)
    if earlier.year is None and later.year is not None:
        begins_before = (earlier.month or 0) > (later.month or 0)
        earlier = replace(earlier, year=later.year - begins_before)
    elif earlier.direction == "none":
        earlier = replace(earlier, direction=later.direction)
    return [begin._replace(expr=earlier), end]


def weekdays(match: Match) -> list[Part] | None:
    """«يومي الأربعاء والخميس», «من الأحد إلى الخميس», «السبت والأحد المقبلين»."""
    named = match.all("WEEKDAY")
    parts = []
    for position, unit in enumerate(named):
        place = match.index(unit)
        before = match.units[place - 1] if place > match.first else None
        first = place - 1 if before is not None and before.cls in _BEFORE_WEEKDAY else place
        last = match.last if position == len(named) - 1 else place
        expr = CalendarDate(weekday=int(unit.value), direction=direction(match))
        parts.append(Part("DATE", expr, first, last))
    return parts


_BEFORE_WEEKDAY = ("CONSTR", "SG", "DEF", "PL", "PLDEF", "PART")


def clocks(match: Match) -> list[Part] | None:
    """«من الساعة 8 صباحا إلى الساعة 6 مساء»: two times of one day."""
    middle = _middle(match)
    parts: list[Part] = []
    for first, last in ((match.first, middle - 1), (middle + 1, match.last)):
        half = clock(match.within(first, last + 1, "OF", "BETWEEN", "AND"))
        if half is None:
            return None
        parts += half
    return parts


def hours(match: Match) -> list[Part] | None:
    """«بين الثالثة والخامسة عصرا»: the first hour is of the same part of the day, or of the half day before it."""
    rows = clocks(match)
    if rows is None:
        return None
    begin, end = rows[0].expr, rows[1].expr
    assert isinstance(begin, CalendarDate)
    assert isinstance(end, CalendarDate | Offset)
    if begin.clock is None or end.clock is None or rows[0].last >= match.index(match.all("PARTACC", "PART")[0]):
        return rows
    early, late = int(begin.clock[:2]) % 12, int(end.clock[:2])
    hour = early + 12 if early + 12 < late else early
    said = f"{hour:02}{begin.clock[2:]}"
    shared = CalendarDate(clock=said) if isinstance(end, Offset) and not end.amount else replace(end, clock=said)
    return [rows[0]._replace(expr=shared), rows[1]]


_DATE = f"((SG:day)? WEEKDAY COMMA?)? (SG:day)? DAYNUM OF? {MONTHS} {YEAR}?"
_LIST = "(AND|COMMA AND)"

_MONTHS_END = f"({YEAR}|{RELATIVE_YEAR}|DIR)?"
_SOME_MONTH = "(MOD OF?)? (SG:month)? MON"
_DAYS_END = (
    f"(OF? {MONTHS} ({YEAR}|{RELATIVE_YEAR}|DIR)? | OF? (DEF:month {SHIFT} | POINT DEF:month) | DIR:this | OF DIR:this)"
)
_SOME_WEEKDAY = "(SG:day|PART)? WEEKDAY"
_SOME_WEEKDAYS = "(CONSTR:day|PL:day|PLDEF:day|SG:day|PART)? WEEKDAY"
_UNTIL = "(TO|AND? UNTIL)"
_NAMED_DAY = "((SG:day|DEF:day)? WEEKDAY)? SG:day? THE? DAYNUM"
_CLOCK = "DEF:hour? (D|ORD|CARD) ((COLON|DOT) (D|N))? (PARTACC|PART|LETTERM|LETTERS)?"
_FULL_CLOCK = "DEF:hour (D|ORD|CARD) ((COLON|DOT) (D|N))? (PARTACC|PART|LETTERM|LETTERS)?"
_ERA = "(LETTERH|AH|LETTERM|CE)"
_HOUR = "DEF:hour? (D|ORD) ((COLON|DOT) (D|N) | (AND|EXCEPT) (FRAC|FRACDEF))?"
_HOUR_OF_DAY = f"{_HOUR} OF? (PARTACC | PART {DAY_OF_CLOCK} | PART:EV)"

RULES = (
    Rule("interval.numbered_days_one", f"(SG:day|CONSTR:day)? DAYNUM DASH DAYNUM {_DAYS_END}", joined_days),
    Rule("interval.dates_from", f"OF {_DATE} {_UNTIL} {_DATE} DIR?", whole_dates, "range"),
    Rule("interval.dates_between", f"BETWEEN {_DATE} AND {_DATE} DIR?", whole_dates, "range"),
    Rule("interval.days_from", f"OF {_NAMED_DAY} {_UNTIL} {_NAMED_DAY} {_DAYS_END}", days, "range"),
    Rule("interval.days_between", f"BETWEEN CONSTR:day? {_NAMED_DAY} AND {_NAMED_DAY} {_DAYS_END}", days, "range"),
    Rule(
        "interval.days_list",
        f"(CONSTR:day|PL:day|PLDEF:day)? {_NAMED_DAY} {_LIST} {_NAMED_DAY} ({_LIST} {_NAMED_DAY})? {_DAYS_END}",
        days,
        "list",
    ),
    Rule(
        "interval.days_commas",
        f"(CONSTR:day|PL:day|PLDEF:day) {_NAMED_DAY} (COMMA {_NAMED_DAY})+ {_LIST} {_NAMED_DAY} {_DAYS_END}",
        days,
        "list",
    ),
    Rule("interval.months_joined", "MON DASH MON Y", joined_months),
    Rule("interval.months_from", f"OF {_SOME_MONTH} {_UNTIL} {_SOME_MONTH} {_MONTHS_END}", months_list, "range"),
    Rule(
        "interval.months_between",
        f"BETWEEN CONSTR:month? {_SOME_MONTH} AND {_SOME_MONTH} {_MONTHS_END}",
        months_list,
        "range",
    ),
    Rule("interval.months_list", f"(CONSTR:month|SG:month)? MON AND MON (AND MON)? {_MONTHS_END}", months_list, "list"),
    Rule(
        "interval.years_joined",
        f"(({_NOUN}|SG:season|DEF:season|CONSTR:season) FISCAL? DIR?)? Y (DASH|SLASH) (Y|D|N) !(DASH|SLASH|COUNTED)",
        joined_years,
    ),
    Rule("interval.years_from", f"OF ({_NOUN})? Y {_ERA}? {_UNTIL} ({_NOUN})? Y {_ERA}? !THINGS", years, "range"),
    Rule("interval.years_between", f"BETWEEN ({_NOUN})? Y {_ERA}? AND ({_NOUN})? Y {_ERA}? !THINGS", years, "range"),
    Rule("interval.years_list", f"{_NOUN} Y ({_LIST} (SG:year)? Y)+", years, "list"),
    Rule(
        "interval.weekdays_from",
        "OF (SG:day|PART)? WEEKDAY (TO|AND? UNTIL) (SG:day|PART)? WEEKDAY DIR?",
        weekdays,
        "range",
    ),
    Rule("interval.weekdays_between", "BETWEEN CONSTR:day? WEEKDAY AND WEEKDAY DIR?", weekdays, "range"),
    Rule(
        "interval.weekdays_list",
        "(CONSTR:day|PL:day|PLDEF:day|SG:day|PART)? WEEKDAY AND WEEKDAY (AND WEEKDAY)? DIR?",
        weekdays,
        "list",
    ),
    Rule("interval.clocks_from", f"OF {_FULL_CLOCK} {_UNTIL} {_CLOCK}", clocks, "range"),
    Rule(
        "interval.hours",
        f"(BETWEEN|OF) {_HOUR} PARTACC? (AND|{_UNTIL}) {_HOUR_OF_DAY}",
        hours,
        "range",
    ),
    Rule("interval.clocks_between", f"BETWEEN {_FULL_CLOCK} AND {_CLOCK}", clocks, "range"),
)
