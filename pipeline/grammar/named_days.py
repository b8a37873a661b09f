"""Feasts and national days, where they date something."""

from __future__ import annotations

from pipeline.grammar.calendar import RELATIVE_YEAR, YEAR, direction, unit_shift
from pipeline.grammar.rule import Match, Part, Rule
from pipeline.model import NamedDay


def named_day(match: Match) -> list[Part] | None:
    """«عيد الفطر الماضي», «رأس السنة 2024»."""
    key = match.name("HOLIDAYNAME")
    year = match.number("Y")
    hijri_year = year if year is not None and 1300 <= year <= 1500 else None
    shift, _ = unit_shift(match)
    side = direction(match)
    if side == "none" and shift is not None:
        side = "past" if shift < 0 else "future" if shift > 0 else "this"
    return match.part("DATE", NamedDay(str(key), None if hijri_year else year, hijri_year, side))


RULES = (
    Rule("named_day.of_year", f"HOLIDAYNAME ({YEAR} (LETTERH|AH)?|{RELATIVE_YEAR})", named_day),
    Rule("named_day.relative", "{HOLIDAYNAME} DIR", named_day),
    Rule(
        "named_day.after_particle",
        "@(IN|SINCE|UNTIL|DURING|BEFORE|AFTER|ON|PRE|PART|MOD|SG:day|ARRIVAL) HOLIDAYNAME",
        named_day,
    ),
    Rule("named_day.eve", "HOLIDAYNAME:new_year_eve", named_day),
)
