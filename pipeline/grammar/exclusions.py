"""What looks like time and is none. These rows stand first: they take the words out and yield nothing."""

from __future__ import annotations

from pipeline.grammar.rule import Match, Part, Rule, Unit


def nothing(match: Match) -> list[Part] | None:  # noqa: ARG001
    """Take the words out."""
    return []


def surname(match: Match) -> list[Part] | None:
    """«محمد الجمعة»: of the weekdays only Friday is a common surname, and not behind a full name."""
    before = match.before()
    is_full = before is not None and before.cls == "PERSON" and before.value == "name"
    if not match.all("PERSON")[0].exact:
        return None
    return [] if match.number("WEEKDAY") == 5 and not is_full else None


def holy_friday(match: Match) -> list[Part] | None:
    """«صلاة الجمعة», «سوق الأحد»: the name of a prayer or a market."""
    return [] if match.number("WEEKDAY") in (2, 4, 5, 7) else None


def wide_number(match: Match) -> list[Part] | None:
    """«1,950», «0020 2012 3456»: the parts of one number."""
    digits = match.all("DIGITS")
    return [] if digits[-1].end - digits[-1].start == 3 or len(digits) > 2 else None


def _is_of_contracts(after: Unit) -> bool:
    """«بقيمة», «مع شركات», «لتوريد»."""
    return after.cls == "NUMBERED" or after.value == "of" or (after.cls == "ARRIVAL" and after.value == 0)


def contracts(match: Match) -> list[Part] | None:
    """«ثلاثة عقود لتوريد القمح»: before a purpose or a price they are contracts, where no particle says decades."""
    before, after = match.before(), match.after()
    if before is not None and before.cls in ("SINCEFOR", "SINCEAGO", "DURING", "BEFORE", "AFTER", "LASTING", "APPROX"):
        return None
    return [] if after is not None and _is_of_contracts(after) else None


_NAME_OF_DAY = "(THE)? DAYNUM (OF|DASH)? MON (SLASH MON | OPEN MON CLOSE)?"

RULES = (
    Rule("exclusion.phrase", "NOTTIME", nothing),
    Rule("exclusion.general", "GENERAL (DEF:year|SG:year) !(DIR|Y|THIS|BEFORELAST|FISCAL)", nothing),
    Rule(
        "exclusion.numbered",
        "NUMBERED (NUMBERED|COLON|OPEN)? DIGITS ((SLASH|DASH|AND) DIGITS)* !(PL|SG|ACC|MON)",
        nothing,
    ),
    Rule("exclusion.place", f"PLACED {_NAME_OF_DAY} Y?", nothing),
    Rule("exclusion.place_name", "PLACED (FUTURE|PARTDEF|MON !(Y|SLASH|OPEN|DIR)|DEF:day !WEEKDAY)", nothing),
    Rule("exclusion.paper", "QUOTE (FUTURE|DEF:day|PARTDEF|MON) QUOTE", nothing),
    Rule("exclusion.market", "MARKET WEEKDAY", holy_friday),
    Rule("exclusion.revolt", f"REVOLT ({_NAME_OF_DAY}|MON) !(Y|DIR)", nothing),
    Rule("exclusion.contracts", "CONTRACT NUM? (PL:decade|DUAL:decade|PLDEF:decade)", nothing),
    Rule("exclusion.contracts_for", "NUM? PL:decade", contracts),
    Rule("exclusion.age", "DECADE OF? AGE", nothing),
    Rule("exclusion.counted_range", "(OF|BETWEEN)? DIGITS (TO|UNTIL|AND|DASH) DIGITS THINGS", nothing),
    Rule("exclusion.quantity", "APPROX OF? Y !(PL|SG|ACC|SCALE|CARD)", nothing),
    Rule("exclusion.counted", "DIGITS COUNTED", nothing),
    Rule("exclusion.wide_number", "DIGITS ((COMMA|DOT) N)+ !(PL|SG|ACC)", wide_number),
    Rule("exclusion.telephone", "DIGITS DIGITS DIGITS", wide_number),
    Rule("exclusion.surname", "PERSON:name WEEKDAY !DIR", surname),
    Rule("exclusion.name", "PERSON (MON|HMON|SEASON) !(Y|SLASH|DIR)", nothing),
    Rule("exclusion.the_day", "DEF:day (DAYADJ | ORD !OF)", nothing),
    Rule("exclusion.that_night", "THAT TONIGHT", nothing),
)
