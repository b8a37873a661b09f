"""Frequencies: what recurs."""

from __future__ import annotations

from pipeline.grammar.calendar import DAY, MONTHS, day_number, months
from pipeline.grammar.durations import AMOUNT, amounts
from pipeline.grammar.rule import Match, Part, Rule
from pipeline.model import Recurrence
from pipeline.timevalue import duration_value


def every(match: Match) -> list[Part] | None:
    """«كل عام», «كل ثلاثة أشهر», «مرة كل سنتين»."""
    place = match.index(match.all("EVERY")[0])
    share = match.name("MOD")
    found = amounts(match.units[place + 1 : match.last + 1])
    return match.part("SET", Recurrence(duration_value(found)), share or "") if len(found) == 1 else None  # type: ignore[arg-type]


def weekday(match: Match) -> list[Part] | None:
    """«أيام الجمعة», «كل خميس», «مساء كل سبت»."""
    part = match.name("PART")
    if match.get("PL", "PLDEF") and _is_dated(match):
        return None
    day = match.number("WEEKDAY", "WEEKDAYX")
    if day == 7 and match.get("WEEKDAYX") and match.get("SG", "PL") is None and part is None:
        return None  # «كل أحد» is everyone
    return match.part("SET", Recurrence(f"XXXX-WXX-{day}" + (f"T{part}" if part else "")))


def _is_dated(match: Match) -> bool:
    """«أيام الأحد والاثنين المقبلين»: behind the list stands which ones."""
    at = match.last + 1
    while at + 1 < len(match.units) and match.units[at].cls == "AND" and match.units[at + 1].cls == "WEEKDAY":
        at += 2
    return at < len(match.units) and match.units[at].cls == "DIR"


def weekdays(match: Match) -> list[Part]:
    """«أيام الجمعة والسبت»: a row each."""
    parts = []
    for unit in match.all("WEEKDAY", "WEEKDAYX"):
        place = match.index(unit)
        first = place - 1 if match.units[place - 1].cls in ("PL", "PLDEF", "EVERY") else place
        last = match.last if unit is match.all("WEEKDAY", "WEEKDAYX")[-1] else place
        parts.append(Part("SET", Recurrence(f"XXXX-WXX-{unit.value}"), first, last))
    return parts


def monday_and(match: Match) -> list[Part] | None:
    """«كل اثنين وخميس»: Monday is spelled like two."""
    if match.number("CARD") != 2:
        return None
    monday = Part("SET", Recurrence("XXXX-WXX-1"), match.first, match.first + 1)
    return [monday, *weekdays(match)]


def nth_weekday(match: Match) -> list[Part] | None:
    """«الجمعة الأولى من كل شهر», «كل أول خميس من الشهر»: monthly."""
    return match.part("SET", Recurrence("P1M"))


def part_of_every_day(match: Match) -> list[Part] | None:
    """«صباح كل يوم», «كل صباح»."""
    return match.part("SET", Recurrence(f"XXXX-XX-XXT{match.name('PART')}"))


def day_of_every_year(match: Match) -> list[Part] | None:
    """«الأول من يونيو من كل عام»."""
    named, day = months(match), day_number(match)
    if not named or len(named) != 1 or (match.get("DAYNUM") and day is None):
        return None
    return match.part("SET", Recurrence(f"XXXX-{named[0]:02}" + (f"-{day:02}" if day else "")))


def day_of_every_month(match: Match) -> list[Part] | None:
    """«الأول من كل شهر»."""
    day = day_number(match)
    return None if day is None else match.part("SET", Recurrence(f"XXXX-XX-{day:02}"))


def hijri_day_of_every_year(match: Match) -> list[Part] | None:
    """«الثاني عشر من ربيع الأول من كل عام»: yearly, and on no day that the Gregorian calendar could name."""
    return match.part("SET", Recurrence("P1Y"))


def season(match: Match) -> list[Part] | None:
    """«كل صيف»."""
    return match.part("SET", Recurrence(f"XXXX-{match.name('SEASON')}"))


def frequency(match: Match) -> list[Part] | None:
    """«سنويا», «ثلاث مرات أسبوعيا»."""
    return match.part("SET", Recurrence(str(match.name("FREQ"))))


def times(match: Match) -> list[Part] | None:
    """«مرتين في الشهر»."""
    found = amounts(match.all("DEF"))
    return match.part("SET", Recurrence(duration_value(found[:1])))


_EVERY_YEAR = "OF? EVERY SG:year"

RULES = (
    Rule("set.day_of_every_year", f"{DAY} {MONTHS} {_EVERY_YEAR}", day_of_every_year),
    Rule("set.month_of_every_year", f"SG:month? MON {_EVERY_YEAR}", day_of_every_year),
    Rule("set.hijri_day_of_every_year", f"({DAY}|SG:month)? HMON {_EVERY_YEAR}", hijri_day_of_every_year),
    Rule("set.day_of_every_month", "(SG:day)? (THE)? DAYNUM OF? EVERY SG:month", day_of_every_month),
    Rule(
        "set.nth_weekday",
        "(WEEKDAY ORD | ORD WEEKDAYX) OF EVERY SG:month | EVERY ORD WEEKDAYX OF DEF:month",
        nth_weekday,
    ),
    Rule(
        "set.weekdays_from", "OF SG:day? WEEKDAY (TO|AND? UNTIL) WEEKDAY (OF EVERY SG:week|FREQ:P1W)", weekdays, "range"
    ),
    Rule("set.every_weekdays", "EVERY WEEKDAYX AND WEEKDAYX", weekdays, "list"),
    Rule("set.monday_and", "EVERY CARD AND WEEKDAYX", monday_and, "list"),
    Rule("set.times", "NUM? TIMES CARD? IN DEF", times),
    Rule("set.times_frequency", "NUM? TIMES CARD? FREQ", frequency),
    Rule(
        "set.weekdays",
        "(PL:day|PLDEF:day) WEEKDAY (COMMA? AND WEEKDAY)+ (OF EVERY SG:week)? !(DIR|AND)",
        weekdays,
        "list",
    ),
    Rule("set.weekday_of_every_week", "PART? (SG:day|PL:day)? WEEKDAY (OF EVERY SG:week|FREQ:P1W)", weekday),
    Rule("set.every_weekday", "PART? (EVERY SG:day? | (PL:day|PLDEF:day)) (WEEKDAY|WEEKDAYX)", weekday),
    Rule("set.part_of_every_day", "PART EVERY SG:day | EVERY PART !(WEEKDAY|DEICTIC)", part_of_every_day),
    Rule("set.every_season", "EVERY SEASON", season),
    Rule("set.every_amount", f"(NUM? TIMES CARD? | MOD)? EVERY ({AMOUNT}|SG)", every),
    Rule("set.frequency", "FREQ", frequency),
)
