"""Anniversaries: the Nth of something that the text dates, and national days of the countries named.

«الذكرى الخامسة والسبعين لتأسيس بلاده» with «تأسست عام 1948» elsewhere makes 2023; that the country kept it on a
Saturday tells which years its founding day fits.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from typing import NamedTuple

from pipeline import national_days
from pipeline.calendars import shift, shift_months
from pipeline.clauses import Word
from pipeline.dct import days
from pipeline.dct.evidence import Constraint, Witness, words
from pipeline.dct.ordinals import ordinal
from pipeline.model import CalendarDate, Name, Offset, Span, TimeValue, Timex
from pipeline.triggers import trigger_of

_WORDS = 8
_BASE_REACH = 120
_KINDS = (
    "founding",
    "independence",
    "republic",
    "revolution",
    "liberation",
    "victory",
    "national",
    "unity",
    "evacuation",
)
# Lists of evidence.toml and the number that their words say.
_JUBILEES = {f"jubilee_{number}": number for number in (25, 50, 60, 70, 80, 90, 100)}
# An anniversary that is prepared lies at most so far ahead.
_PREPARED = timedelta(days=184)
_PREPARING = 45
_KEPT_WITHIN = timedelta(days=10)
_AROUND_DAY = 12
_ROUND = 5
_WEEK = 6
_PRONOUNS = ("\u062a\u0647", "\u062a\u0647\u0627")
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
    for sentence in witness.sentences_with("anniversary", "day_national", *_JUBILEES):
        for found in _in_sentence(witness, sentence):
            yield from _by_number(witness, found)
            yield from _by_national_day(witness, found)


def _in_sentence(witness: Witness, sentence: Span) -> Iterator[_Anniversary]:
    found = witness.words_of(sentence)
    for at, word in enumerate(found):
        if word.key not in _openers():
            continue
        needs_more = _bare(word.key) in words("day_named") or _jubilee(word.key) is not None
        following = found[at + 1].key if at + 1 < len(found) else ""
        # «درجة مئوية» is none; «مئويتها» and «خمسينية الاستقلال» are.
        if not needs_more or _kind(following) or word.key.endswith(_PRONOUNS) or _is_event(word.key, following):
            yield _read_on(found, at, sentence)


def _is_event(key: str, following: str) -> bool:
    return _jubilee(key) is not None and trigger_of(following) is not None


def _jubilee(key: str) -> int | None:
    """The number that «الفضي», «خمسينية» or «مئويتها» says."""
    known = _jubilees()
    return known.get(key) or known.get(_bare(key))


@cache
def _jubilees() -> dict[str, int]:
    return {word: number for name, number in _JUBILEES.items() for word in words(name)}


def _read_on(found: list[Word], at: int, sentence: Span) -> _Anniversary:
    """The number and what it is of, in either order: «الذكرى الخمسين للاستقلال», «عيد الاستقلال السابع والسبعين»."""
    number = _jubilee(found[at].key)
    event = kind = ""
    last = at
    for position in range(at + 1, min(len(found), at + 1 + _WORDS)):
        key = found[position].key
        # «الذكرى العاشرة لمعركة 24 أكتوبر»: figures behind what it is of are a date.
        part = ordinal(key, number) if not (number or event or kind) or not key.isdigit() else None
        part = _jubilee(key) or part
        trigger = None if event or kind else trigger_of(key)
        named = "" if event or kind else _kind(key)
        if part is not None:
            number = part
        elif trigger is not None or named:
            event, kind = trigger.event if trigger else "", named
        elif key not in words("anniversary_fillers") and _bare(key) not in words("anniversary"):
            break
        last = position
    return _Anniversary(Span(found[at].start, found[last].end), number, event, kind, found[last].end, sentence)


@cache
def _openers() -> frozenset[str]:
    """The words that may open an anniversary, with what clings to them."""
    plain = words("anniversary") | words("day_named") | _jubilees().keys()
    forms = {prefix + word for word in plain for prefix in ("", "\u0648", "\u0628", "\u0644", "\u0648\u0628")}
    swallowed = {
        prefix + word[1:] for word in plain if word.startswith(_THE_LETTERS) for prefix in ("\u0644", "\u0648\u0644")
    }
    return frozenset(forms | swallowed)


def _kind(key: str) -> str:
    """The kind of national day (national_days.toml) that a word names."""
    return next((kind for kind in _KINDS if _bare(key) in words(f"day_{kind}")), "")


def _bare(key: str) -> str:
    for prefix in (
        "\u0648\u0628\u0627\u0644",
        "\u0628\u0627\u0644",
        "\u0648\u0627\u0644",
        "\u0644\u0644",
        "\u0628",
        "\u0644",
        "\u0648",
    ):
        if key.startswith(prefix) and len(key) > len(prefix) + 2:
            rest = key[len(prefix) :]
            return rest if prefix in ("\u0628", "\u0644", "\u0648") else _THE_LETTERS + rest
    return key


def _by_number(witness: Witness, found: _Anniversary) -> Iterator[Constraint]:
    if found.number is None:
        return
    base = _base(witness, found)
    evidence = "anniversary"
    if base is None:
        base, evidence = _only_year(witness, found.number), "anniversary_only_year"
    if base is None:
        return
    timex, value = base
    assert value.earliest is not None
    year = value.earliest.year + found.number
    allowed = days.of_years(year, year)
    around = Span(max(found.sentence.start, found.span.start - _PREPARING), found.behind + _PREPARING)
    if value.granularity in ("day", "month") and witness.holds(around, "preparing"):
        day = shift(value.earliest, found.number, "year")
        last = shift(value.latest or value.earliest, found.number, "year")
        allowed = days.between(day - _PREPARED, last)
    near = 0 <= timex.start - found.behind <= _BASE_REACH
    span = Span(found.span.start, timex.end) if near else found.span
    yield witness.constraint(evidence, allowed, span, number=found.number, base=value.edtf, year=year)
    yield from _counted_from_day(witness, found, span, value)


def _counted_from_day(witness: Witness, found: _Anniversary, span: Span, value: TimeValue) -> Iterator[Constraint]:
    """«الشهر الماضي الذكرى العشرين لسيول 4 أغسطس 1988», «غدا الذكرى العاشرة»: counted from the day of writing."""
    assert found.number is not None
    if value.granularity not in ("day", "month") or value.earliest is None:
        return
    day = shift(value.earliest, found.number, "year")
    for timex in witness.timexes_in(found.sentence):
        expr = timex.expr
        if not isinstance(expr, Offset) or expr.amount is None or expr.base != "anchor" or expr.exact:
            continue
        if expr.unit == "day" and value.granularity == "day":
            there = day - timedelta(days=round(expr.amount))
            yield witness.constraint("anniversary_day", days.between(there, there), span, number=found.number)
            near = days.between(there - _KEPT_WITHIN, there + _KEPT_WITHIN)
            yield witness.constraint("anniversary_near", near, span, number=found.number)
        elif expr.unit == "month":
            first = shift_months(day.replace(day=1), -round(expr.amount))
            last = shift_months(first, 1) - timedelta(days=1)
            yield witness.constraint("anniversary_day", days.between(first, last), span, number=found.number)


def _base(witness: Witness, found: _Anniversary) -> tuple[Timex, TimeValue] | None:
    """What the anniversary is of: the date close behind it, else the one date of such an event."""
    dated = [one for one in witness.dated if one[1].granularity in ("day", "month", "year")]
    end = found.sentence.end
    close = [one for one in dated if 0 <= one[0].start - found.behind <= _BASE_REACH and one[0].start < end]
    if close:
        return close[0]
    return witness.dated_event(found.event) if found.event else None


def _only_year(witness: Witness, number: int) -> tuple[Timex, TimeValue] | None:
    """The one year that the text tells; for a round number the first of several, with which the story begins."""
    dated = witness.plain_dates
    years = {value.earliest.year for _, value in dated if value.earliest}
    return dated[0] if dated and (len(years) == 1 or number % _ROUND == 0) else None


def _by_national_day(witness: Witness, found: _Anniversary) -> Iterator[Constraint]:
    """The country's day that the anniversary is of; the weekday on which it was kept picks the years."""
    if not found.kind or _counts_months(witness, found.sentence):
        return
    country = _country(witness, found.sentence)
    day = national_days.fixed_day(country.country, found.kind) if country is not None else None
    if country is None or day is None:
        return
    shown = f"{day[0]:02}-{day[1]:02}"
    today = _counted_day(witness, found.sentence)
    if today is not None:
        distance, weekday = today
        kind, allowed = "kept_today", days.around(*day, distance, -distance, weekday)
    else:
        weekday = _weekday(witness, found.sentence)
        reach = (_AROUND_DAY, _AROUND_DAY) if weekday is None else (0, _WEEK)
        kind, allowed = "national_day", days.around(*day, *reach, weekday)
    if allowed:
        yield witness.constraint(
            kind, allowed, found.sentence, country_ar=country.label, country_en=country.label_en, day=shown
        )


def _counts_months(witness: Witness, sentence: Span) -> bool:
    """«احتفالات الشهر الماضي بالعيد الوطني»: then it is not close."""
    return any(
        isinstance(timex.expr, Offset) and timex.expr.unit == "month" and timex.expr.amount
        for timex in witness.timexes_in(sentence)
    )


def _country(witness: Witness, sentence: Span) -> Name | None:
    """The one country that the sentence names, else that of its places, else that of all places of the article."""
    here = witness.names_in(sentence)
    for names in ([name for name in here if name.category == "country"], here, witness.names):
        found = [name for name in names if name.category in ("country", "place") and name.country]
        if found:
            return found[0] if len({name.country for name in found}) == 1 else None
    return None


def _counted_day(witness: Witness, sentence: Span) -> tuple[int, int | None] | None:
    """How far from the day of writing the sentence's «اليوم», «أمس» or «غدا» is, and the weekday beside it."""
    for timex in witness.timexes_in(sentence):
        expr = timex.expr
        if isinstance(expr, Offset) and expr.unit == "day" and expr.amount is not None and expr.base == "anchor":
            return round(expr.amount), expr.weekday
    return None


def _weekday(witness: Witness, sentence: Span) -> int | None:
    for timex in witness.timexes_in(sentence):
        expr = timex.expr
        if isinstance(expr, CalendarDate) and expr.weekday and not expr.month and witness.tense(timex) != "future":
            return expr.weekday
    return None
