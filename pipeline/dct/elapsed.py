"""The text's own arithmetic: so long after something dated, so long into it, so old and born then."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from pipeline.calendars import shift
from pipeline.clauses import Word
from pipeline.dct import days
from pipeline.dct.evidence import Constraint, Witness, any_of, words
from pipeline.dct.ordinals import ordinal_behind
from pipeline.model import CalendarDate, Duration, Span, TimeValue, Timex, Unit

# How far behind a length of time the date stands that it is counted from, in characters.
_REACH = 110
# «بعد 24 عاما من …» is counted to the day of writing where it opens the article.
_OPENING_SENTENCES = 4
_AGE_REACH = 260
_THAT_REACH = 400
_PUBLISHED = 200
_DECEMBER = 12
_NEAR_WORDS = 7
_BY = "\u0628"
_VAGUE = frozenset({"other", "statement"})
_LONG_UNITS = frozenset({"year", "month", "week", "decade"})


class _Length(NamedTuple):
    number: int
    unit: Unit


def _length(timex: Timex) -> _Length | None:
    expr = timex.expr
    if isinstance(expr, Duration) and len(expr.amounts) == 1 and expr.direction == "none" and not expr.upto:
        number, unit = expr.amounts[0]
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
    """«بعد 24 عاما من زيارته عام 2000», «مرور عشر سنوات على ثورة 2011» at the head of an article."""
    for at, timex in enumerate(witness.timexes):
        length = _length(timex)
        if length is None or not witness.is_told(timex) or not _is_counted(witness, timex):
            continue
        found = _base_behind(witness, at) or _base_of_event(witness, timex) or _base_before(witness, timex)
        if found is None or _has_other_date(witness, timex, found[0]):
            continue
        base_timex, base = found
        near = timex.end <= base_timex.start <= timex.end + _REACH
        span = Span(timex.start, base_timex.end if near else timex.end)
        if length.unit == "year":
            yield witness.constraint(
                "elapsed", _whole_years(base, length.number), span, length=timex.surface, base=base.edtf
            )
            yield witness.constraint(
                "elapsed_wide", _shifted(base, length, 1), span, length=timex.surface, base=base.edtf
            )
        else:
            yield witness.constraint("elapsed", _shifted(base, length, 1), span, length=timex.surface, base=base.edtf)


def seasons(witness: Witness) -> Iterator[Constraint]:
    """«موسم 2018-2019», «العام الدراسي 2004-2005»: named while it runs, or shortly before and after."""
    for timex, value in witness.dated:
        if timex.rule != "interval.years_joined" or value.earliest is None or value.latest is None:
            continue
        begin, end = value.earliest.year, value.latest.year
        if end - begin == 1 and _is_season(witness, timex):
            found = days.between(date(begin, 4, 1), date(end, 9, 30))
            yield witness.constraint("season", found, timex, date=value.edtf)


def _is_season(witness: Witness, timex: Timex) -> bool:
    near = (*timex.surface.split(), *witness.words_before(timex).split()[-2:], witness.next_word(timex))
    return any_of(near, "season")


def _is_after(timex: Timex) -> bool:
    return isinstance(timex.expr, Duration) and timex.expr.relation == "after"


def _is_counted(witness: Witness, timex: Timex) -> bool:
    """«بعد 24 عاما من», «مرت ثلاث سنوات على», «سنتان مضتا على», «يكتمل على ذلك ثلاثون عاما»."""
    before, behind = witness.before(timex, _NEAR_WORDS), witness.next_word(timex)
    if behind in words("counted_from"):
        if _is_after(timex):
            return _opens(witness, timex)
        return any_of(before[-1:], "elapsed") or any_of(before, "elapsed_verbs")
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
    before = [one for one in witness.dated if one[0].end <= timex.start]
    return before[-1] if before and timex.start - before[-1][0].end <= _THAT_REACH else None


def _has_other_date(witness: Witness, timex: Timex, base: Timex) -> bool:
    """«وفي 1975، بعد عامين من حرب 1973»: another date in the sentence says what is counted to."""
    here = witness.sentence(timex)
    return any(here.start <= other.start < here.end and other is not base for other, _ in witness.dated)


def lasting(witness: Witness) -> Iterator[Constraint]:
    """«الحرب المستمرة منذ 18 شهرا», whose beginning the text dates: the two are matched by the words around them."""
    starts: list[tuple[Timex, TimeValue, set[str]]] | None = None
    for timex in witness.timexes:
        length = _length(timex)
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


def ages(witness: Witness) -> Iterator[Constraint]:
    """«(45 عاما)», «ابنة الحادية والثلاثين», and «من مواليد 1978» of one person: the year is one of two."""
    born = [one for one in witness.dated if any_of(witness.words_before(one[0]).split()[-8:], "born")]
    if not born:
        return
    told = [
        (Span(timex.start, timex.end), length.number)
        for timex in witness.timexes
        if (length := _length(timex)) and length.unit == "year" and _is_age(witness, timex)
    ]
    for span, number in (*told, *_ordinal_ages(witness, born[0][0])):
        near = [one for one in born if abs(one[0].start - span.start) <= _AGE_REACH]
        if len(near) != 1 or not 5 <= number <= 120:
            continue
        birth, value = near[0]
        assert value.earliest is not None
        assert value.latest is not None
        around = Span(min(span.start, birth.start), max(span.end, birth.end))
        found = days.between(shift(value.earliest, number, "year"), shift(value.latest, number + 1, "year"))
        yield witness.constraint("age", found, around, age=number, born=value.edtf)


def _ordinal_ages(witness: Witness, near: Timex) -> Iterator[tuple[Span, int]]:
    at = witness.sentence_index(near)
    for sentence in witness.sentences[max(0, at - 2) : at + 3]:
        found = witness.words_of(sentence)
        for position, word in enumerate(found):
            if any_of([word.key], "child_of"):
                number, last = ordinal_behind(found, position)
                if number is not None:
                    yield Span(word.start, found[last].end), number


def _is_age(witness: Witness, timex: Timex) -> bool:
    text = witness.article.text
    in_brackets = text[timex.start - 1 : timex.start] in ("(", "\u060c") or text[timex.start - 2 : timex.start] == "( "
    return in_brackets or any_of(witness.words_before(timex).split()[-4:], "aged")


def compared(witness: Witness) -> Iterator[Constraint]:
    """«مقارنة بالفترة نفسها من عام 2019»: figures are compared with those of the year before."""
    for timex, value in witness.dated:
        if value.granularity not in ("year", "month", "quarter", "half") or not _is_compared(witness, timex):
            continue
        assert value.earliest is not None
        first, last = value.earliest, value.latest or value.earliest
        if value.granularity == "year":
            found = days.between(date(first.year + 1, 1, 1), date(first.year + 2, 3, 31))
        else:
            found = days.between(shift(last, 1, "year"), shift(last, 1, "year") + timedelta(days=_PUBLISHED))
        yield witness.constraint("compared", found, timex, date=value.edtf)


def _is_compared(witness: Witness, timex: Timex) -> bool:
    before = witness.words_before(timex)
    return any(f" {phrase} " in before or f" {_BY}{phrase} " in before for phrase in words("compared"))


def figures(witness: Witness) -> Iterator[Constraint]:
    """Figures for a quarter or half: published when it is over, and in the lead within months of its end."""
    for timex in witness.timexes:
        expr = timex.expr
        if isinstance(expr, CalendarDate) and expr.year_offset == 0 and _is_told_figure(witness, timex):
            month = 3 * expr.quarter if expr.quarter else 6 * (expr.half or 0)
            if 0 < month < _DECEMBER:
                yield witness.constraint("figures_this_year", _behind_month(month), timex)
    for timex, value in witness.dated:
        is_period = value.granularity in ("quarter", "half") or isinstance(timex.expr, Duration)
        if not is_period or value.latest is None or timex.start >= witness.lead_end:
            continue
        if _is_told_figure(witness, timex):
            found = days.between(value.latest - timedelta(days=15), value.latest + timedelta(days=_PUBLISHED))
            yield witness.constraint("figures", found, timex, date=value.edtf)


@cache
def _behind_month(month: int) -> days.DaySet:
    """The rest of every year behind a month."""
    return days.in_each_year(lambda year: (date(year, month + 1, 1), date(year, 12, 31)))


def _is_told_figure(witness: Witness, timex: Timex) -> bool:
    return witness.is_told(timex) and not witness.is_ahead(timex) and not _is_compared(witness, timex)
