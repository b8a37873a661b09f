"""Frequencies: what recurs."""

from __future__ import annotations

from pipeline.grammar.durations import amounts
from pipeline.grammar.rule import Match, Part, Rule
from pipeline.model import Recurrence
from pipeline.timevalue import duration_value


def every(match: Match) -> list[Part] | None:
    """«كل عام», «كل ثلاثة أشهر»."""
    found = amounts(match.units[match.first + 1 : match.last + 1])
    return match.part("SET", Recurrence(duration_value(found))) if len(found) == 1 else None


def weekday(match: Match) -> list[Part] | None:
    """«أيام الجمعة», «كل خميس»."""
    return match.part("SET", Recurrence(f"XXXX-WXX-{match.number('WEEKDAY')}"))


def frequency(match: Match) -> list[Part] | None:
    """«سنويا», «يوميا»."""
    return match.part("SET", Recurrence(str(match.name("FREQ"))))


def times(match: Match) -> list[Part] | None:
    """«مرتين في الشهر», «ثلاث مرات أسبوعيا»."""
    unit = match.name("DEF", "SG")
    if unit is None:
        return frequency(match)
    found = amounts([word for word in match.all("DEF", "SG")])
    return match.part("SET", Recurrence(duration_value(found[:1])))


RULES = (
    Rule("set.times", "(NUM)? TIMES (IN|EVERY) (DEF|SG)", times),
    Rule("set.times_frequency", "(NUM)? TIMES FREQ", times),
    Rule("set.every_weekday", "(EVERY (SG:day)? | PL:day) WEEKDAY", weekday),
    Rule("set.every_amount", "EVERY (NUM (PL|ACC|SG) | DUAL | SG)", every),
    Rule("set.frequency", "FREQ", frequency),
)
