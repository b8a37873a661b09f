"""What looks like time and is none. These rows stand first: they take the words out and yield nothing."""

from __future__ import annotations

from pipeline.grammar.rule import Match, Part, Rule


def nothing(match: Match) -> list[Part] | None:
    """Take the words out."""
    return []


def surname(match: Match) -> list[Part] | None:
    """«محمد الجمعة»: of the weekdays only Friday is a common surname."""
    return [] if match.number("WEEKDAY") == 5 else None


RULES = (
    Rule("exclusion.phrase", "NOTTIME", nothing),
    Rule("exclusion.general", "GENERAL (DEF:year|SG:year) !(DIR|Y|THIS|BEFORELAST|FISCAL)", nothing),
    Rule("exclusion.numbered", "NUMBERED (NUMBERED|COLON|OPEN)? DIGITS ((SLASH|DASH) DIGITS)*", nothing),
    Rule("exclusion.quantity", "APPROX (OF)? DIGITS COUNTED", nothing),
    Rule("exclusion.counted", "DIGITS COUNTED", nothing),
    Rule("exclusion.surname", "PERSON WEEKDAY", surname),
    Rule("exclusion.name", "PERSON (MONTHX|HMONTH|SEASON)", nothing),
    Rule("exclusion.the_day", "DEF:day (DAYADJ|ORD)", nothing),
    Rule("exclusion.thousands", "DIGITS (COMMA|DOT) N (COMMA|DOT) N", nothing),
)
