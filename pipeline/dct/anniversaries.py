"""Anniversaries: the Nth of something that the text dates, and national days of the countries named.

«الذكرى الخامسة والسبعين لتأسيس بلاده» with «تأسست عام 1948» elsewhere makes 2023; that the country kept it on a
Saturday tells which years its founding day fits.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline import lexicon, national_days
from pipeline.clauses import Word, words_of
from pipeline.dct import days
from pipeline.dct.evidence import Constraint, Witness, words
from pipeline.model import CalendarDate, Span, TimeValue, Timex
from pipeline.names import find_names
from pipeline.triggers import trigger_of

_NUMBER_WORDS = 6
_BASE_REACH = 120
_KINDS = ("founding", "independence", "republic", "revolution", "liberation", "victory", "national", "unity", "evacuation")
_AROUND_DAY = 12
_WEEK = 6
_TEN, _TENS, _HUNDRED = 10, range(20, 100, 10), 100
_THE_LETTERS = "\u0627\u0644"


class _Anniversary(NamedTuple):
    """number: the Nth, None where not said. event: the row of triggers.toml that it is the anniversary of.

    kind: the kind of national day that it may be, '' for others. behind: where its words end.
    """

    span: Span
    number: int | None
    event: str
    kind: str
    behind: int
    sentence: Span


def anniversaries(witness: Witness) -> Iterator[Constraint]:
    """Every anniversary that the text names, with the year that it makes and the national day that it may be."""
    text = witness.article.text
    for sentence in witness.sentences:
        if not any(word in text[sentence.start : sentence.end] for word in _marks()):
            continue
        for found in _in_sentence(text, sentence):
            yield from _by_number(witness, found)
            yield from _by_national_day(witness, found)


def _marks() -> tuple[str, ...]:
    return ("\u0630\u0643\u0631", "\u0639\u064a\u062f", "\u064a\u0648\u0628\u064a\u0644")


def _in_sentence(text: str, sentence: Span) -> Iterator[_Anniversary]:
    found = words_of(text, sentence)
    for at, word in enumerate(found):
        if _bare(word.key) not in words("anniversary"):
            continue
        number, behind = _number_at(found, at + 1)
        event = kind = ""
        for position in range(behind, min(len(found), behind + 2)):
            trigger = trigger_of(found[position].key)
            kind = _kind(found[position].key)
            if trigger is not None or kind:
                event, behind = trigger.event if trigger else "", position
                break
        last = found[min(max(behind, at), len(found) - 1)]
        yield _Anniversary(Span(word.start, last.end), number, event, kind, last.end, sentence)


def _kind(key: str) -> str:
    """The kind of national day (national_days.toml) that a word names."""
    return next((kind for kind in _KINDS if _bare(key) in words(f"day_{kind}")), "")


def _bare(key: str) -> str:
    for prefix in ("\u0648\u0628\u0627\u0644", "\u0628\u0627\u0644", "\u0648\u0627\u0644", "\u0644\u0644", "\u0628", "\u0644", "\u0648"):
        if key.startswith(prefix) and len(key) > len(prefix) + 2:
            rest = key[len(prefix) :]
            return rest if prefix in ("\u0628", "\u0644", "\u0648") else _THE_LETTERS + rest
    return key


def _number_at(found: list[Word], at: int) -> tuple[int | None, int]:
    """The ordinal from a word on, and the first word behind it."""
    known = lexicon.load().words
    number: int | None = None
    position = at
    while position < min(len(found), at + _NUMBER_WORDS):
        key = found[position].key
        entry = known[key].entry if key in known else None
        if key.isdigit() and len(key) <= 4:
            number = int(key)
        elif key in words("hundredth"):
            number = _HUNDRED
        elif entry is not None and entry.cls == "ORD" and number is None:
            number = int(entry.value)
        elif entry is not None and entry.cls == "CARD" and _is_tens(entry.value):
            number = (number or 0) + int(entry.value)
        elif key not in words("anniversary_fillers"):
            break
        position += 1
    return number, position


def _is_tens(value: float | str) -> bool:
    return isinstance(value, (int, float)) and (value == _TEN or value in _TENS)


def _by_number(witness: Witness, found: _Anniversary) -> Iterator[Constraint]:
    if found.number is None or not found.event:
        return
    base = _base(witness, found)
    if base is None:
        return
    timex, value = base
    assert value.earliest is not None
    year = value.earliest.year + found.number
    span = found.span if abs(timex.start - found.behind) > _BASE_REACH else Span(found.span.start, timex.end)
    yield witness.constraint(
        "anniversary", days.of_years(year, year), span, number=found.number, base=value.edtf, year=year
    )


def _base(witness: Witness, found: _Anniversary) -> tuple[Timex, TimeValue] | None:
    """What the anniversary is of: the date close behind it, else the one date of an event of that kind."""
    dated = [
        (timex, value)
        for timex, value in zip(witness.timexes, witness.values, strict=True)
        if value is not None and value.earliest and value.granularity in ("day", "month", "year")
    ]
    close = [one for one in dated if 0 <= one[0].start - found.behind <= _BASE_REACH and one[0].start < found.sentence.end]
    if close:
        return close[0]
    same = [one for one in dated if (clause := witness.clause(one[0])) and clause.trigger.event == found.event]
    years = {value.earliest.year for _, value in same if value.earliest}
    return same[0] if len(years) == 1 else None


def _by_national_day(witness: Witness, found: _Anniversary) -> Iterator[Constraint]:
    """The day of the country's calendar that the anniversary is of; the weekday on which it was kept picks the years."""
    if not found.kind:
        return
    country = _country(witness, found.sentence)
    day = national_days.fixed_day(country, found.kind) if country else None
    if day is None:
        return
    weekday = _weekday(witness, found.sentence)
    if weekday is None:
        allowed = days.around(*day, _AROUND_DAY, _AROUND_DAY)
    else:
        allowed = days.around(*day, 0, _WEEK, weekday)
    if allowed:
        shown = f"{day[0]:02}-{day[1]:02}"
        yield witness.constraint("national_day", allowed, found.sentence, country=country, day=shown)


def _country(witness: Witness, sentence: Span) -> str:
    text = witness.article.text[sentence.start : sentence.end]
    named = [name.country for name in find_names(text, (Span(0, len(text)),)) if name.category == "country"]
    return named[0] if named and len(set(named)) == 1 else ""


def _weekday(witness: Witness, sentence: Span) -> int | None:
    for timex in witness.timexes:
        expr = timex.expr
        if sentence.start <= timex.start < sentence.end and isinstance(expr, CalendarDate):
            if expr.weekday and not expr.month and witness.tense(timex) != "future":
                return expr.weekday
    return None
