"""Things that are counted year by year: the Nth year or day of something, the Nth edition; and how an Nth is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from pipeline import lexicon
from pipeline.calendars import shift
from pipeline.clauses import Word
from pipeline.dct import days
from pipeline.dct.evidence import Constraint, Witness, any_of, words
from pipeline.model import CalendarDate, Span, TimeValue, Timex, Unit

_TEN, _TENS, _HUNDRED = 10, range(20, 100, 10), 100
_THE_LETTERS = "\u0627\u0644"
_INTO: tuple[Unit, ...] = ("day", "week", "month", "year")
_NUMBER_WORDS = 4
_COUNTED = ("edition", "candle", "day_of")
_LONG = 20
_SLACK = timedelta(days=2)
# How the words of evidence.toml's `into_…` and `edition` begin or end, as a first look at a sentence.
_MARK = re.compile(
    "(?:\u0639\u0627\u0645|\u0633\u0646\u062a|\u0634\u0647\u0631|\u064a\u0648\u0645|\u0633\u0628\u0648\u0639)\u0647|"
    "\u062f\u0648\u0631[\u062a\u0629]|\u0646\u0633\u062e[\u062a\u0629]|\u0637\u0628\u0639[\u062a\u0629]|"
    "\u0634\u0645\u0639\u062a|\u0627\u0644\u064a\u0648\u0645|\u0645\u0648\u0633\u0645|\u062f\u0641\u0639\u0629"
)


def ordinal(key: str, before: int | None) -> int | None:
    """A folded word added to the ordinal before it («السابع» 7, «والسبعين» 77), None where it is no part of one."""
    entry = lexicon.load().words.get(key)
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
    for sentence in witness.sentences:
        if _MARK.search(witness.article.text, sentence.start, sentence.end) is None:
            continue
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
    expr = timex.expr
    if value is not None and value.earliest is not None and value.latest is not None:
        first = shift(value.earliest, number - 1, unit) - _SLACK
        found = days.between(first, shift(value.latest, number, unit) + _SLACK)
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
    return (yearless[0], None) if len(yearless) == 1 else None


def _edition(witness: Witness, span: Span, number: int) -> Iterator[Constraint]:
    """Held every year since the first: the Nth is N - 1 years later. A year may have been left out."""
    base = witness.dated_event("founding")
    if base is None:
        return
    value = base[1]
    assert value.earliest is not None
    year = value.earliest.year + number - 1
    yield witness.constraint("edition", days.of_years(year, year + 1), span, number=number, base=value.edtf)
