"""The text's own arithmetic: so long after something dated, so long into it, so old and born then."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from pipeline.calendars import shift
from pipeline.clauses import Word
from pipeline.dct import days
from pipeline.dct.evidence import Constraint, Witness, any_of, words
from pipeline.model import CalendarDate, Duration, Offset, Span, TimeValue, Timex, Unit
from pipeline.text import fold_key

# How far behind a length of time the date stands that it is counted from, in characters.
_REACH = 110
# «بعد 24 عاما من …» is counted to the day of writing where it opens the article.
_OPENING_SENTENCES = 4
_THAT_REACH = 400
_ROUND = 5
_NEAR_WORDS = 7
_VAGUE = frozenset({"other", "statement"})
_LONG_UNITS = frozenset({"year", "month", "week"})
_DAYS: dict[Unit, timedelta] = {
    "day": timedelta(1),
    "week": timedelta(7),
    "month": timedelta(30),
    "year": timedelta(365),
}
_YEARS_IN: dict[Unit, int] = {"decade": 10, "century": 100}


class _Length(NamedTuple):
    number: int
    unit: Unit


def length_of(timex: Timex) -> _Length | None:
    """The whole number of years, months or weeks that an expression is («ربع قرن» is 25 years), None for others."""
    expr = timex.expr
    if isinstance(expr, Duration) and len(expr.amounts) == 1 and expr.direction == "none" and not expr.upto:
        number, unit = expr.amounts[0]
        if number is not None and unit in _YEARS_IN:  # «ربع قرن»
            number, unit = number * _YEARS_IN[unit], "year"
        if number is not None and number == int(number) and unit in _LONG_UNITS and number > 0:
            return _Length(int(number), unit)
    return None


def _shifted(base: TimeValue, length: _Length, slack: int) -> days.DaySet:
    """The days that lie so long after a date, the last unit counted as `slack` units either way."""
    assert base.earliest is not None
    assert base.latest is not None
    try:
        first = shift(base.earliest, length.number - slack, length.unit)
        last = shift(base.latest, length.number + slack, length.unit)
    except ValueError:
        return days.EVERY
    return days.between(first, last)


def _whole_years(base: TimeValue, number: int) -> days.DaySet:
    assert base.earliest is not None
    assert base.latest is not None
    return days.of_years(base.earliest.year + number, base.latest.year + number)


def counted(witness: Witness) -> Iterator[Constraint]:
    """«بعد 24 عاما من زيارته عام 2000», «مرور عشر سنوات على ثورة 2011», «على بعد خمس سنوات من كأس العالم 2030»."""
    for at, timex in enumerate(witness.timexes):
        length = length_of(timex)
        if length is None or not witness.is_told(timex):
            continue
        if _separates(witness, timex):
            yield from _until_then(witness, at, length)
        elif _is_counted(witness, timex):
            yield from _since_then(witness, at, length)


def _separates(witness: Witness, timex: Timex) -> bool:
    """«يفصلنا عنه أربعة أعوام», «على بعد خمس سنوات من»: what it is counted to lies ahead."""
    if any(witness.words_before(timex).endswith(f" {phrase} ") for phrase in words("at_a_distance")):
        return True
    return any_of(witness.before(timex, 4), "separates") or any_of([witness.next_word(timex)], "separates")


def _until_then(witness: Witness, at: int, length: _Length) -> Iterator[Constraint]:
    timex = witness.timexes[at]
    base = _base_behind(witness, at) or _last_before(witness, timex)
    if base is None or length.unit != "year":
        return
    span = Span(min(timex.start, base[0].start), max(timex.end, base[0].end))
    found = _whole_years(base[1], -length.number)
    yield witness.constraint("until_then", found, span, length=timex.surface, base=base[1].edtf)


def _since_then(witness: Witness, at: int, length: _Length) -> Iterator[Constraint]:
    timex = witness.timexes[at]
    found = (
        _base_behind(witness, at)
        or _base_of_event(witness, timex)
        or _base_before(witness, timex)
        or _beginning(witness, timex, length)
    )
    if found is None or _has_other_date(witness, timex, found[0]):
        return
    base_timex, base = found
    near = timex.end <= base_timex.start <= timex.end + _REACH
    span = Span(timex.start, base_timex.end if near else timex.end)
    if timex.mod in ("LESS_THAN", "EQUAL_OR_LESS") or any_of(witness.before(timex, 2), "not_yet"):
        found_days = _nearly(base, length)
    elif length.unit == "year":
        found_days = _whole_years(base, length.number)
        wide = _shifted(base, length, 1)
        yield witness.constraint("elapsed_wide", wide, span, length=timex.surface, base=base.edtf)
    else:
        found_days = _about(base, length, 1)
    yield witness.constraint("elapsed", found_days, span, length=timex.surface, base=base.edtf)


def _nearly(base: TimeValue, length: _Length) -> days.DaySet:
    """«لم تمض أربعة أسابيع على»: said when the span is nearly over."""
    assert base.earliest is not None
    assert base.latest is not None
    last = shift(base.latest, length.number, length.unit)
    return days.between(max(base.earliest, last - _DAYS[length.unit] * 2), last)


def _about(base: TimeValue, length: _Length, side: int) -> days.DaySet:
    """So many weeks or months after a date (side 1) or before it (side -1), give or take a seventh of the span."""
    assert base.earliest is not None
    assert base.latest is not None
    slack = max(timedelta(days=3), _DAYS[length.unit] * length.number / 7)
    first, last = (shift(day, side * length.number, length.unit) for day in (base.earliest, base.latest))
    return days.between(first - slack, last + slack)


def counted_before(witness: Witness) -> Iterator[Constraint]:
    """«قبل ثلاثة أسابيع من الاقتراع المقرر يوم 6 أيار»: in the lead, of what is still ahead."""
    for at, timex in enumerate(witness.timexes):
        expr = timex.expr
        number, unit = 0.0, "day"
        if isinstance(expr, Offset) and expr.exact and expr.amount is not None:
            number, unit = -expr.amount, expr.unit
        elif isinstance(expr, Duration) and expr.relation == "before" and len(expr.amounts) == 1:
            number, unit = expr.amounts[0][0] or 0.0, expr.amounts[0][1]
        if number < 1 or unit not in _DAYS or timex.start >= witness.lead_end:
            continue
        base = _base_behind(witness, at) if witness.next_word(timex) in words("from") else None
        if base is None or base[1].granularity != "day" or not witness.is_ahead(base[0]):
            continue
        span = Span(timex.start, base[0].end)
        found = _about(base[1], _Length(int(number), unit), -1)
        yield witness.constraint("until_then", found, span, length=timex.surface, base=base[1].edtf)


def _years_ago(witness: Witness, here: Span, then: int | None) -> Iterator[Constraint]:
    if then is None:
        return
    for timex in witness.timexes_in(here):
        expr = timex.expr
        if isinstance(expr, Offset) and expr.exact and expr.unit == "year" and expr.amount is not None:
            year = then - round(expr.amount)
            yield witness.constraint("year_beside", days.of_years(year, year), timex, date=year)


def such_days(witness: Witness) -> Iterator[Constraint]:
    """«قبل ثلاثين عاما، وفي مثل هذا اليوم، الثالث من آذار 1965»."""
    text = witness.article.text
    for timex in witness.timexes:
        expr = timex.expr
        if not isinstance(expr, CalendarDate) or expr.hijri or not (expr.month and expr.day):
            continue
        here = witness.sentence(timex)
        words_here = fold_key(text[here.start : here.end])
        if any(phrase in words_here for phrase in words("such_a_day")):
            yield witness.constraint("such_day", days.around(expr.month, expr.day, 0, 0), timex)
            yield from _years_ago(witness, here, expr.year)


def _is_after(timex: Timex) -> bool:
    return isinstance(timex.expr, Duration) and timex.expr.relation == "after"


def _is_counted(witness: Witness, timex: Timex) -> bool:
    """«بعد 24 عاما من», «مرت ثلاث سنوات على», «سنتان مضتا على», «يكتمل على ذلك ثلاثون عاما»."""
    before, behind = witness.before(timex, _NEAR_WORDS), witness.next_word(timex)
    if behind in words("counted_from"):
        if _is_after(timex):
            return _opens(witness, timex) or any_of(before[-3:], "not_yet")
        return any_of(before[-1:], "elapsed") or any_of(before, "elapsed_verbs") or any_of(before[-2:], "not_yet")
    return behind in words("elapsed_verbs") or (
        bool(words("counted_from") & set(before)) and any_of(before, "elapsed_verbs")
    )


def _opens(witness: Witness, timex: Timex) -> bool:
    return witness.sentence_index(timex) < _OPENING_SENTENCES or timex.start < witness.lead_end


def _base_behind(witness: Witness, at: int) -> tuple[Timex, TimeValue] | None:
    timex = witness.timexes[at]
    for other in range(at + 1, len(witness.timexes)):
        following, value = witness.timexes[other], witness.values[other]
        if following.start - timex.end > _REACH or witness.sentence_index(following) != witness.sentence_index(timex):
            return None
        if value is not None and value.earliest and value.latest:
            return following, value
    return None


def _base_of_event(witness: Witness, timex: Timex) -> tuple[Timex, TimeValue] | None:
    """«مرور 25 عاما على تأسيسه», and elsewhere when it was founded."""
    found = witness.sentence_words(timex)
    at = bisect_right(found, timex.end, key=lambda word: word.start)
    trigger = next((word.trigger for word in found[at : at + 3] if word.trigger is not None), None)
    return witness.dated_event(trigger.event) if trigger is not None and trigger.event not in _VAGUE else None


def _base_before(witness: Witness, timex: Timex) -> tuple[Timex, TimeValue] | None:
    """«مرت ثلاث سنوات على ذلك»: the last date told before."""
    found = witness.sentence_words(timex)
    at = bisect_right(found, timex.end, key=lambda word: word.start)
    if not any_of([word.key for word in found[at : at + 2]], "that"):
        return None
    return _last_before(witness, timex)


def _last_before(witness: Witness, timex: Timex) -> tuple[Timex, TimeValue] | None:
    before = [one for one in witness.dated if one[0].end <= timex.start]
    return before[-1] if before and timex.start - before[-1][0].end <= _THAT_REACH else None


def _beginning(witness: Witness, timex: Timex, length: _Length) -> tuple[Timex, TimeValue] | None:
    """«تكمل المحطة هذه السنة ربع قرن»: of a round number of years, told of this year, the story's first year."""
    here = witness.sentence(timex)
    is_now = any(
        isinstance(other.expr, Offset) and other.expr.amount == 0 and other.expr.unit in ("year", "season")
        for other in witness.timexes_in(here)
    )
    dated = witness.plain_dates
    is_now = is_now or (any_of(witness.before(timex, 1), "elapsed") and not _is_after(timex))
    if not (is_now and dated and length.unit == "year" and length.number % _ROUND == 0):
        return None
    return dated[0]


def _has_other_date(witness: Witness, timex: Timex, base: Timex) -> bool:
    """«وفي 1975، بعد عامين من حرب 1973»: another date in the sentence says what is counted to."""
    return any(other is not base for other, _ in witness.dated_in(witness.sentence(timex)))


def lasting(witness: Witness) -> Iterator[Constraint]:
    """«الحرب المستمرة منذ 18 شهرا», whose beginning the text dates: the two are matched by the words around them."""
    starts: list[tuple[Timex, TimeValue, set[str]]] | None = None
    for timex in witness.timexes:
        length = length_of(timex)
        if length is None or length.number < 2 or not any_of(witness.before(timex, 3), "lasting"):
            continue
        if not any(_is_conflict(word) for word in witness.sentence_words(timex)):
            continue
        starts = _conflict_starts(witness) if starts is None else starts
        around = _content(witness, timex)
        best = max(starts, key=lambda start: (len(start[2] & around), start[1].earliest or date.min), default=None)
        if best is None or (len(starts) > 1 and not best[2] & around):
            continue
        start, base, _ = best
        found = _shifted(base, length, 1)
        yield witness.constraint("lasting", found, timex, length=timex.surface, base=base.edtf, event=start.surface)


def _is_conflict(word: Word) -> bool:
    return (word.trigger is not None and word.trigger.kind == "conflict") or word.key in words("fighting")


def _conflict_starts(witness: Witness) -> list[tuple[Timex, TimeValue, set[str]]]:
    found = []
    for timex, value in witness.dated:
        if timex.group_kind or "/" in value.edtf:
            continue
        clause = witness.clause(timex)
        if clause is not None and clause.trigger.kind == "conflict":
            found.append((timex, value, _content(witness, timex)))
    return found


def _content(witness: Witness, timex: Timex) -> set[str]:
    """The words around an expression without the letters that cling to them."""
    found = witness.sentence_words(timex)
    at = bisect_right(found, timex.start, key=lambda word: word.end)
    return {_stem(word.key) for word in found[max(0, at - _NEAR_WORDS) : at + _NEAR_WORDS + 1] if len(word.key) > 4}


def _stem(word: str) -> str:
    for prefix in ("\u0648\u0627\u0644", "\u0628\u0627\u0644", "\u0627\u0644", "\u0644\u0644"):
        if word.startswith(prefix) and len(word) > len(prefix) + 3:
            return word[len(prefix) :]
    return word[1:] if word[0] in "\u0648\u0628\u0644\u0641" and len(word) > 5 else word
