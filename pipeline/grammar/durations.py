"""Lengths of time, ages, and what is counted back or on by them."""

from __future__ import annotations

from typing import Literal

from pipeline.grammar.calendar import direction, mod, unit_shift
from pipeline.grammar.rule import Match, Part, Rule
from pipeline.grammar.rule import Unit as Word
from pipeline.model import CalendarDate, Duration, Offset, Unit

NUMBER = "((D|N) (DOT|COMMA) D | NUM)"
_COUNTABLE = "(PL|SG|ACC|PLDEF)"
_AND_FRACTION = "(AND FRAC (DEF|SG)?)"
_UNIT_OF_TIME = "SG:second,minute,hour,day,week,month,year,decade,century"
AMOUNT = (
    f"(THE? {NUMBER} {_COUNTABLE} {_AND_FRACTION}? | DUAL {_AND_FRACTION}? | ({_UNIT_OF_TIME}|ACC) AND FRAC DEF?"
    " | FRAC (SG|DEF:hour,minute) | SOME (PL|PLDEF) | PL (SOME|MANY))"
)
# «عقد» is a decade by itself only where no noun follows: «بعد عقد اجتماع» is after a meeting was held.
_ONE_UNIT = "(SG:second,minute,hour,day,week,month,year,century CARD? | SG:decade (CARD | !(ANYWORD|ORD)))"
_ONE = f"({_ONE_UNIT}|PL)"

Relation = Literal["", "after", "before", "since", "within", "lasting"]

_RELATIONS: dict[str, Relation] = {
    "AFTER": "after",
    "BEFORE": "before",
    "SINCEFOR": "since",
    "SINCEAGO": "since",
    "DURING": "within",
    "LASTING": "lasting",
}


def _relation(match: Match) -> Relation:
    unit = match.get(*_RELATIONS) or match.before()
    return "" if unit is None else _RELATIONS.get(unit.cls, "")


_UNITS = ("SG", "ACC", "PL", "PLDEF", "DUAL", "DUALDEF", "DEF")


def amounts(words: list[Word]) -> tuple[tuple[float | None, Unit], ...]:
    """((number, unit), …) of the words in order.

    «عامين ونصف» is 2.5 years, «عام وثلاثة أشهر» a year and three months.
    """
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
            unit = _unit(word)
            number = 2.0 if word.cls.startswith("DUAL") else pending
            if number is None and word.cls in ("SG", "ACC", "DEF") and not some:
                number = 1.0
            found.append((number, unit))
            pending = None
    if found and pending is not None and found[-1][0] in (None, 1.0):
        found[-1] = (pending, found[-1][1])
    return tuple(found)


def _unit(word: Word) -> Unit:
    return "day" if word.value == "night" else word.value


def _with_decimals(words: list[Word], position: int, pending: float | None) -> float:
    word = words[position]
    if pending is not None and words[position - 1].cls in ("DOT", "COMMA"):
        return pending + float(word.value) / float(10 ** (word.end - word.start))
    return float(word.value)


def duration(match: Match) -> list[Part] | None:
    """A length of time by itself, or after a particle that says what it is counted from."""
    found = amounts(match.marked())
    if not found or any(number is not None and number <= 0 for number, _ in found):
        return None
    return match.part("DURATION", Duration(found, direction=direction(match), relation=_relation(match)), mod(match))


def one(match: Match) -> list[Part] | None:
    """«يوم واحد», «ليلة واحدة»: one, not «عام 2000» in words."""
    number = match.get("CARD")
    if number is not None and number.value != 1:
        return None
    unit = _unit(match.marked()[0]) if not match.get("APPROX") else _unit(match.all("SG", "ACC")[0])
    return match.part("DURATION", Duration(((1.0, unit),), relation=_relation(match)), mod(match))


def length_range(match: Match) -> list[Part] | None:
    """«أربع إلى ست ساعات», «3-5 سنوات», «بين ستة وثمانية أشهر»."""
    numbers = match.all("NUM")
    units = match.all(*_UNITS)
    if len(numbers) != 2 or numbers[0].value >= numbers[1].value:
        return None
    unit = _unit(units[-1])
    low, high = (((float(number.value), unit),) for number in numbers)
    return match.part("DURATION", Duration(low, high, relation=_relation(match)), mod(match))


def unknown_number(match: Match) -> list[Part] | None:
    """A plural by itself, «سنوات», «ساعات»: some of them. «عقود» is mostly contracts, unless its place says decades."""
    word = match.all("PL")[0]
    before, after = match.before(), match.after()
    if word.value in ("decade", "century"):
        told = before is not None and before.cls in (*_RELATIONS, "LASTING", "PRE")
        if not told and not (after is not None and after.cls == "OF"):
            return None
    return match.part("DURATION", Duration(((None, _unit(word)),), relation=_relation(match)), mod(match))


def ago(match: Match) -> list[Part] | None:
    """«قبل ثلاثة أيام», «منذ شهرين» of what was done at once: so long before the day of writing."""
    found = amounts([unit for unit in match.units[match.first : match.last + 1] if unit.cls != "BEFORE"])
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
    found = amounts(match.marked())
    if shift is None or len(found) != 1:
        return None
    return match.part("DURATION", Duration(found, direction=direction(match), relation="within"), mod(match))


_COUNTED = ("PLDEF", "PL", "DUALDEF", "DUAL", "ACC", "CARD", "D", "N")


def first_of_year(match: Match) -> list[Part] | None:
    """«الأشهر التسعة الأولى من 2017»: a length that begins with the year."""
    if any(unit.value != 1 for unit in match.all("ORD")):
        return None
    found = amounts([unit for unit in match.marked() if unit.cls in _COUNTED])
    shift, _ = unit_shift(match)
    year = match.number("Y")
    start = CalendarDate(year, year_offset=None if year is not None else shift or 0)
    return match.part("DURATION", Duration(found, direction="future", relation="within", start=start), mod(match))


APPROX = "(APPROX OF?)?"

RULES = (
    Rule("duration.range", f"{APPROX} NUM {_COUNTABLE}? (TO|DASH|RATHER) NUM {_COUNTABLE}", length_range),
    Rule("duration.range_between", f"@BETWEEN NUM AND NUM {_COUNTABLE}", length_range),
    Rule("offset.from_text", f"BEFOREIT PRE {APPROX} ({AMOUNT}|SG CARD?|PL)", from_text),
    Rule("offset.before_event", f"BEFORE {{{APPROX} ({AMOUNT}|{_ONE})}} OF", duration),
    Rule("offset.ago", f"(BEFORE|SINCEAGO) {APPROX} ({AMOUNT}|{_ONE} !(DIGITS|MON|WEEKDAY|HMON|ORD))", ago),
    Rule(
        "offset.first_of_year",
        "((PLDEF THE? (CARD|D|N)? | DUALDEF | THE? (CARD|D|N) (PL|PLDEF|ACC)) ORD | ORD ((CARD|D|N) (PL|ACC) | DUAL))"
        " (OF|PRE)? ((SG:year|DEF:year)? Y | DEF:year DIR? | THIS DEF:year)",
        first_of_year,
    ),
    Rule("offset.stretch", "(PLDEF|DUALDEF) THE? (CARD|D|N)? DIR", stretch),
    Rule("offset.stretch_number_first", "THE? (CARD|D|N) (PL|PLDEF|ACC|SG) DIR", stretch),
    Rule("duration.after_particle", f"@(AFTER|SINCE|DURING|LASTING) {APPROX} {AMOUNT} (AND {AMOUNT})?", duration),
    Rule(
        "duration.one_after_particle",
        f"@(AFTER|SINCE|DURING|LASTING) {APPROX} {_ONE_UNIT} !(DIGITS|MON|HMON|WEEKDAY|WEEKDAYX|FISCAL|DIR)",
        one,
    ),
    Rule("duration.amount", f"{APPROX} {AMOUNT} (AND {AMOUNT})?", duration),
    Rule("duration.one_and_more", f"{APPROX} (SG:minute,hour,day,week,month,year|ACC) AND {AMOUNT}", duration),
    Rule("duration.approximate_one", "APPROX OF? (SG|ACC) !(DIGITS|MON)", one),
    Rule("duration.definite_plural", "PLDEF CARD|DUALDEF !DIGITS", duration),
    Rule("duration.one", f"({_UNIT_OF_TIME}|ACC) CARD", one),
    Rule("duration.one_accusative", "ACC:week,month !ACCWORD", one),
    Rule("duration.some_of_them", "@(AFTER|SINCE|DURING) PL !(DEFWORD|WEEKDAY|PARTDEF|DEF)", unknown_number),
    Rule("duration.some", "PL !(DEFWORD|WEEKDAY|DEF|DIGITS|PARTDEF|AND|PLDEF|HMON|SG:month)", unknown_number),
)
