"""Lengths of time, ages, and what is counted back or on by them."""

from __future__ import annotations

from typing import Literal

from pipeline.grammar.calendar import direction, mod, unit_shift
from pipeline.grammar.rule import Match, Part, Rule
from pipeline.grammar.rule import Unit as Word
from pipeline.model import Duration, Offset, Unit

NUMBER = "((D|N) (DOT|COMMA) D | NUM)"
_COUNTABLE = "(PL|SG|ACC|PLDEF)"
_AND_FRACTION = "(AND FRAC (DEF|SG)?)"
AMOUNT = (
    f"({NUMBER} {_COUNTABLE} {_AND_FRACTION}? | DUAL {_AND_FRACTION}? | SG:month,year,hour,day,week,decade,century "
    f"AND FRAC (DEF)? | FRAC (SG|DEF) | SOME PL | PL SOME)"
)
_DEFINITE = "(PLDEF (CARD|D|N)? | DUALDEF | CARD PL)"

Relation = Literal["", "after", "before", "since", "within", "lasting"]

_RELATIONS: dict[str, Relation] = {
    "AFTER": "after",
    "BEFORE": "before",
    "SINCE": "since",
    "DURING": "within",
    "LASTING": "lasting",
}


def _relation(match: Match) -> Relation:
    unit = match.before() if match.get(*_RELATIONS) is None else match.get(*_RELATIONS)
    return "" if unit is None else _RELATIONS.get(unit.cls, "")


_UNITS = ("SG", "ACC", "PL", "PLDEF", "DUAL", "DUALDEF", "DEF")


def amounts(words: list[Word]) -> tuple[tuple[float | None, Unit], ...]:
    """((number, unit), …) of the words in order: «عامين ونصف» is 2.5 years, «عام وثلاثة أشهر» a year and three months."""
    found: list[tuple[float | None, Unit]] = []
    pending: float | None = None
    some = False
    for position, word in enumerate(words):
        if word.cls in ("D", "N", "Y", "CARD"):
            pending = _with_decimals(words, position, pending)
        elif word.cls == "FRAC":
            if found and words[position - 1].cls == "AND":
                number, unit = found[-1]
                found[-1] = ((number or 0) + float(word.value), unit)
            else:
                pending = float(word.value)
        elif word.cls == "SOME":
            some = True
        elif word.cls in _UNITS:
            if position and words[position - 1].cls == "FRAC" and found:
                continue
            unit: Unit = "day" if word.value == "night" else word.value  # type: ignore[assignment]
            number = 2.0 if word.cls.startswith("DUAL") else pending
            if number is None and word.cls in ("SG", "ACC", "DEF") and not some:
                number = 1.0
            found.append((number, unit))
            pending = None
    if found and pending is not None and found[-1][0] in (None, 1.0):
        found[-1] = (pending, found[-1][1])
    return tuple(found)


def _with_decimals(words: list[Word], position: int, pending: float | None) -> float:
    value = float(words[position].value)
    if pending is not None and words[position - 1].cls in ("DOT", "COMMA"):
        return pending + value / 10
    return value


def duration(match: Match) -> list[Part] | None:
    """A length of time by itself, or after a particle that says what it is counted from."""
    words = match.units[match.marked_first : match.marked_last + 1]
    found = amounts(words)
    if not found or any(number is not None and not 0 < number < 100_000 for number, _ in found):
        return None
    return match.part("DURATION", Duration(found, direction=direction(match), relation=_relation(match)), mod(match))


def length_range(match: Match) -> list[Part] | None:
    """«أربع إلى ست ساعات», «3-5 سنوات»."""
    numbers = [unit for unit in match.all("NUM")]
    name = match.name(*_UNITS)
    if len(numbers) != 2 or name is None or numbers[0].value >= numbers[1].value:
        return None
    unit: Unit = "day" if name == "night" else name  # type: ignore[assignment]
    low, high = (((float(number.value), unit),) for number in numbers)
    return match.part("DURATION", Duration(low, high), mod(match))


def unknown_number(match: Match) -> list[Part] | None:
    """A plural by itself, «سنوات», «الساعات»: some of them."""
    name = match.name("PL")
    unit: Unit = "day" if name == "night" else name  # type: ignore[assignment]
    return match.part("DURATION", Duration(((None, unit),), relation=_relation(match)), mod(match))


def ago(match: Match) -> list[Part] | None:
    """«قبل ثلاثة أيام»: so long before the day of writing."""
    words = [unit for unit in match.units[match.first : match.last + 1] if unit.cls != "BEFORE"]
    found = amounts(words)
    if len(found) != 1:
        return None
    number, unit = found[0]
    return match.part("DATE", Offset(unit, None if number is None else -number, exact=True), mod(match))


def from_text(match: Match) -> list[Part] | None:
    """«بعد ذلك بيومين», «قبلها بعام»: so long from the day that the text has come to."""
    sign = match.number("BEFOREIT")
    found = amounts([unit for unit in match.units[match.first : match.last + 1] if unit.cls != "BEFOREIT"])
    if sign is None or len(found) != 1:
        return None
    number, unit = found[0]
    amount = None if number is None else sign * number
    return match.part("DATE", Offset(unit, amount, exact=True, base="text"), mod(match))


def stretch(match: Match) -> list[Part] | None:
    """«الأشهر الستة الماضية», «العامين الماضيين», «الأيام الثلاثة المقبلة»."""
    shift, _ = unit_shift(match)
    found = amounts(match.units[match.marked_first : match.marked_last + 1])
    if shift is None or len(found) != 1:
        return None
    return match.part("DURATION", Duration(found, direction=direction(match), relation="within"), mod(match))


_APPROX = "(APPROX OF?)?"

RULES = (
    Rule("duration.range", f"{_APPROX} NUM (TO|DASH|RATHER) NUM {_COUNTABLE}", length_range),
    Rule("duration.range_between", f"@BETWEEN NUM AND NUM {_COUNTABLE}", length_range),
    Rule("offset.from_text", f"BEFOREIT PRE {_APPROX} ({AMOUNT}|SG)", from_text),
    Rule("offset.before_event", f"BEFORE {{{_APPROX} ({AMOUNT}|SG)}} OF", duration),
    Rule("offset.ago", f"BEFORE {_APPROX} ({AMOUNT}|SG:hour,day,week,month,year,decade,century)", ago),
    Rule("offset.stretch", "(PLDEF|DUALDEF) (CARD|D|N)? DIR", stretch),
    Rule("offset.stretch_number_first", "(CARD|D|N) (PL|PLDEF) DIR", stretch),
    Rule("duration.after_particle", f"@(AFTER|SINCE|DURING|LASTING) {_APPROX} {AMOUNT} (AND {AMOUNT})?", duration),
    Rule("duration.one_after_particle", f"@(AFTER|SINCE|DURING|LASTING) {_APPROX} SG CARD? !(D|N|Y|MON|HMONTH|WEEKDAY|FISCAL)", duration),
    Rule("duration.amount", f"{_APPROX} {AMOUNT} (AND {AMOUNT})?", duration),
    Rule("duration.approximate_one", "APPROX OF? (SG|ACC)", duration),
    Rule("duration.definite", "CARD (ACC|SG|PL)", duration),
    Rule("duration.definite_plural", "PLDEF CARD|DUALDEF", duration),
    Rule("duration.one", "SG CARD", duration),
    Rule("duration.some_after_particle", "@(AFTER|SINCE|DURING|BEFORE) PL", unknown_number),
    Rule("duration.some", "PL", unknown_number),
)
