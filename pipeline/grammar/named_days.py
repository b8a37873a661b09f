"""Feasts and national days, where they date something.

They do behind a particle («خلال عيد الفطر»), before «الماضي» or a year, and behind what is held on them («صلاة عيد
الأضحى», «احتفالات رأس السنة»). A national day has its country beside it, or is marked and not known.
"""

from __future__ import annotations

from pipeline.grammar.calendar import RELATIVE_YEAR, YEAR, direction, unit_shift
from pipeline.grammar.rule import Match, Part, Rule
from pipeline.model import NamedDay

# A country beside the day belongs to the span, the place where it is kept does not.
_COUNTRY = "((ORD|THE (D|N))? NATION)"
_PLACE = "(IN NATIONNAME | NATIONPLACE)"
_DAY = f"(HOLIDAYNAME | NATIONALDAY {_COUNTRY}? | DAYOF NATIONNAME)"
_PARTICLES = "IN|SINCE|UNTIL|DURING|BEFORE|AFTER|ON|PRE|PART|MOD|SG:day|ARRIVAL|FESTIVE|MARKET"
# Feasts whose name says that they are a time: «ليلة رأس السنة», «أيام التشريق».
_ALONE = "HOLIDAYNAME:new_year_eve,christmas_eve,eid_al_fitr_eve,arafat,tashreeq"


def named_day(match: Match) -> list[Part] | None:
    """«عيد الفطر الماضي», «رأس السنة 2024», «اليوم الوطني القطري»."""
    key = match.name("HOLIDAYNAME", "NATIONALDAY", "DAYOF", "MEMORY")
    year = match.number("Y")
    hijri_year = year if year is not None and 1300 <= year <= 1500 else None
    shift, _ = unit_shift(match)
    side = direction(match)
    if side == "none" and shift is not None:
        side = "past" if shift < 0 else "future" if shift > 0 else "this"
    country = match.name("NATION", "NATIONNAME", "NATIONPLACE") or ""
    before = match.before()
    if match.get("NATIONALDAY") and not country and year is None and side == "none" and before and before.cls == "PRE":
        return None  # «يحتفل السعوديون باليوم الوطني»: what is celebrated, and it is not said whose
    part = match.name("PART")
    expr = NamedDay(str(key), None if hijri_year else year, hijri_year, side, country, _days_after(match), part)
    return match.part("TIME" if part else "DATE", expr)


def _days_after(match: Match) -> int:
    """«ثاني أيام عيد الفطر» is one day after its first."""
    if match.get("PL:day", "DEF:day") is None:
        return 0
    number = match.number("ORD")
    return number - 1 if number is not None else 0


def day_of_feast(match: Match) -> list[Part] | None:
    """«اليوم الثاني من عيد الأضحى»: the day before it is no today, so that it was passed over; it is marked too."""
    first = match.first - 2
    if first < 0:
        return None
    day, number = match.units[first], match.units[first + 1]
    if (day.cls, day.value) != ("DEF", "day") or not 1 <= int(number.value) <= 4:
        return None
    expr = NamedDay(str(match.name("HOLIDAYNAME")), direction=direction(match), shift=int(number.value) - 1)
    return [Part("DATE", expr, first, match.marked_last)]


RULES = (
    Rule("named_day.of_year", f"{_DAY} ({YEAR} (LETTERH|AH)?|{RELATIVE_YEAR})", named_day),
    Rule("named_day.relative_kept_in", f"{{NATIONALDAY}} DIR {_PLACE}", named_day),
    Rule("named_day.kept_in", f"@({_PARTICLES}) {{NATIONALDAY}} {_PLACE}", named_day),
    Rule("named_day.relative", f"{{{_DAY}}} DIR", named_day),
    Rule("named_day.part_of_day", "{PART:MO,MI,AF (SG:day)? HOLIDAYNAME} DIR?", named_day),
    Rule("named_day.nth_day", "{ORD PL:day HOLIDAYNAME} DIR?", named_day),
    Rule("named_day.days", "PL:day {HOLIDAYNAME}", named_day),
    Rule("named_day.day_of", "@ORD (OF|PRE) {HOLIDAYNAME} DIR?", day_of_feast),
    Rule("named_day.after_particle", f"@({_PARTICLES}) {_DAY}", named_day),
    Rule("named_day.memory", f"@(IN|DURING|ON|BEFORE|AFTER|SG:day) MEMORY {_COUNTRY}? !(ORD|CARD)", named_day),
    Rule("named_day.alone", _ALONE, named_day),
)
