"""Things that are counted year by year: the Nth year or day of something, the Nth edition; and how an Nth is read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from pipeline import lexicon
from pipeline.calendars import shift
from pipeline.clauses import Word
from pipeline.dct import days
from pipeline.dct.elapsed import told_now
from pipeline.dct.evidence import Constraint, Witness, any_of, words
from pipeline.model import CalendarDate, Span, TimeValue, Timex, Unit

_TEN, _TENS, _HUNDRED = 10, range(20, 100, 10), 100
_THE_LETTERS = "\u0627\u0644"
_INTO: tuple[Unit, ...] = ("day", "week", "month", "year")
_NUMBER_WORDS = 4
_COUNTED = ("edition", "candle", "day_of")
_LISTS = (*(f"into_{unit}" for unit in _INTO), *_COUNTED)
_LONG = 20
_SLACK = timedelta(days=1)
_FIRST_WORDS = 5


def ordinal(key: str, before: int | None) -> int | None:
    """A folded word added to the ordinal before it («السابع» 7, «والسبعين» 77), None where it is no part of one."""
    entry = lexicon.load().word(key)
    digits = key.removeprefix(_THE_LETTERS)
    if digits.isdigit() and len(digits) <= len("100"):
        return int(digits)
    if key in words("hundredth"):
        return _HUNDRED
    if before is None and key in words("second"):
        return 2  # also the sixtieth part of a minute
    if entry is None:
        return None
    value = entry.entry.value
    if entry.entry.cls == "ORD" and before is None:
        return int(value)
    if entry.entry.cls == "CARD" and isinstance(value, (int, float)) and (value == _TEN or value in _TENS):
        return (before or 0) + int(value)
    return None


def ordinal_behind(found: list[Word], at: int) -> tuple[int | None, int]:
    """The ordinal behind a word, and its last word."""
    number: int | None = None
    last = at
    for position in range(at + 1, min(len(found), at + 1 + _NUMBER_WORDS)):
        part = ordinal(found[position].key, number)
        if part is None:
            break
        number, last = part, position
    return number, last


def ordinals(witness: Witness) -> Iterator[Constraint]:
    """«دخلت الحرب عامها الثالث», «الدورة الخامسة والعشرون»."""
    into = {word: unit for unit in _INTO for word in words(f"into_{unit}")}
    for sentence in witness.sentences_with(*_LISTS):
        found = witness.words_of(sentence)
        for at, word in enumerate(found):
            unit = into.get(word.key) or into.get(word.key[1:])
            kind = next((name for name in _COUNTED if any_of([word.key], name)), "") if unit is None else "into"
            if not kind:
                continue
            number, last = ordinal_behind(found, at)
            if number is None:
                continue
            span = Span(word.start, found[last].end)
            if unit is not None:
                yield from _into(witness, sentence, span, number, unit)
            elif kind == "day_of":
                # «اليوم الثالث» is of many things; of a war it is told when it is long.
                if number >= _LONG and any(one.trigger and one.trigger.kind == "conflict" for one in found[last:]):
                    yield from _into(witness, sentence, span, number, "day")
            elif kind == "candle":
                yield from _into(witness, sentence, span, number + 1, "year")
            elif number > 1:
                yield from _edition(witness, span, number)


def _into(witness: Witness, sentence: Span, span: Span, number: int, unit: Unit) -> Iterator[Constraint]:
    base = _start_of(witness, sentence)
    if base is None:
        return
    timex, value = base
    clause = witness.clause(timex)
    if clause is not None and clause.trigger.event == "birth":
        return  # an age, which need not be that of the day of writing: see `completed_years`
    expr = timex.expr
    if value is not None and value.earliest is not None and value.latest is not None:
        first = shift(value.earliest, number - 1, unit) - _SLACK
        found = days.between(first, shift(value.latest, number, unit) + _SLACK)
        if unit == "year":
            found &= told_now(witness, sentence, value, number - 1)
        yield witness.constraint("into", found, span, number=number, base=value.edtf)
    elif unit == "day" and isinstance(expr, CalendarDate) and expr.month and expr.day:
        found = days.around(expr.month, expr.day, -(number - 2), number)
        yield witness.constraint("into", found, span, number=number, base=f"{expr.month:02}-{expr.day:02}")


def _start_of(witness: Witness, sentence: Span) -> tuple[Timex, TimeValue | None] | None:
    """When it began: the one date of the sentence, else the one war of the text."""
    here = witness.dated_in(sentence)
    if len(here) == 1:
        return here[0]
    wars = [one for one in witness.dated if (clause := witness.clause(one[0])) and clause.trigger.kind == "conflict"]
    if len(wars) == 1:
        return wars[0]
    yearless = [
        timex
        for timex in witness.timexes
        if isinstance(timex.expr, CalendarDate) and timex.expr.day and timex.expr.month and timex.expr.year is None
    ]
    if len(yearless) == 1:
        return yearless[0], None
    since = [one for one in witness.dated if one[1].granularity == "day" and any_of(witness.before(one[0], 2), "since")]
    return since[0] if len(since) == 1 else None


def _edition(witness: Witness, span: Span, number: int) -> Iterator[Constraint]:
    """Held every year since the first: the Nth is N - 1 years later. Where the text does not say so, one may lack."""
    first = _first_time(witness)
    is_yearly = first is not None and any(phrase in witness.folded for phrase in words("yearly"))
    base = first if is_yearly else witness.dated_event("founding")
    if base is None:
        return
    value = base[1]
    assert value.earliest is not None
    year = value.earliest.year + number - 1
    kind, found = ("yearly", days.of_years(year, year)) if is_yearly else ("edition", days.of_years(year, year + 1))
    yield witness.constraint(kind, found, span, number=number, base=value.edtf)


def _first_time(witness: Witness) -> tuple[Timex, TimeValue] | None:
    """«انتظم المهرجان أول مرة سنة 1981», «منذ الفوج الأول في 2015»: the one year of a first time."""
    found = [
        one
        for one in witness.dated
        if one[1].granularity in ("day", "month", "year") and any_of(witness.before(one[0], _FIRST_WORDS), "first_time")
    ]
    years = {value.earliest.year for _, value in found if value.earliest}
    if len(years) == 1:
        return found[0]
    named = [one for one in found if any_of(witness.before(one[0], _FIRST_WORDS), "edition")]
    return named[0] if len(named) == 1 else None
