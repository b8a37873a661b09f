"""The text's own arithmetic: so long after something dated, so long into it, so old and born then."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from pipeline.calendars import shift
from pipeline.clauses import Word
from pipeline.dct import days
from pipeline.dct.days import DaySet
from pipeline.dct.evidence import Constraint, Witness, any_of, words
from pipeline.model import CalendarDate, Duration, Offset, Span, TimeValue, Timex, Unit
from pipeline.text import fold_key

# How far behind a length of time the date stands that it is counted from, in characters.
_REACH = 110
# «بعد 24 عاما من …» is counted to the day of writing where it opens the article.
_OPENING_SENTENCES = 4
_THAT_REACH = 400
_NEXT_WORDS = 4
# Any year will do where only the distance counts, and any day that every month has.
_ANY_YEAR, _SHORTEST = 2001, 28
# A summer reaches so far around a day in it.
_SEASON = timedelta(days=62)
_ROUND = 5
_NEAR_WORDS = 7
_VAGUE = frozenset({"other", "statement"})
_FEW_DAYS = timedelta(days=3)
_LONG_UNITS = frozenset({"year", "month", "week"})
_DAYS: dict[Unit, timedelta] = {
    "day": timedelta(1),
    "week": timedelta(7),
    "month": timedelta(30),
    "year": timedelta(365),
}
_YEARS_IN: dict[Unit, int] = {"decade": 10, "century": 100}


class Length(NamedTuple):
    """So many units."""

    number: int
    unit: Unit


def length_of(timex: Timex) -> Length | None:
    """The whole number of years, months or weeks that an expression is («ربع قرن» is 25 years), None for others."""
    expr = timex.expr
    if isinstance(expr, Duration) and len(expr.amounts) == 1 and expr.direction == "none" and not expr.upto:
        number, unit = expr.amounts[0]
        if number is not None and unit in _YEARS_IN:  # «ربع قرن»
            number, unit = number * _YEARS_IN[unit], "year"
        if number is not None and number == int(number) and unit in _LONG_UNITS and number > 0:
            return Length(int(number), unit)
    return None


def _shifted(base: TimeValue, length: Length, slack: int) -> DaySet:
    """The days that lie so long after a date, the last unit counted as `slack` units either way."""
    assert base.earliest is not None
    assert base.latest is not None
    try:
        first = shift(base.earliest, length.number - slack, length.unit)
        last = shift(base.latest, length.number + slack, length.unit)
    except ValueError:
        return days.EVERY
    return days.between(first, last)


def _whole_years(base: TimeValue, number: int) -> DaySet:
    assert base.earliest is not None
    assert base.latest is not None
    return days.of_years(base.earliest.year + number, base.latest.year + number)


def counted(witness: Witness) -> Iterator[Constraint]:
    """«بعد 24 عاما من زيارته عام 2000», «مرور عشر سنوات على ثورة 2011»."""
    for at, timex in enumerate(witness.timexes):
        length = length_of(timex)
        if (
            length is not None
            and witness.is_told(timex)
            and _is_counted(witness, timex)
            and not is_left(witness, timex)
        ):
            yield from _since_then(witness, at, length)


def is_left(witness: Witness, timex: Timex) -> bool:
    """«يفصلنا عنه أربعة أعوام», «على بعد خمس سنوات من», «مع بقاء ثلاثة أسابيع على»."""
    if not witness.mentions("separates", "at_a_distance"):
        return False
    if any(witness.words_before(timex).endswith(f" {phrase} ") for phrase in words("at_a_distance")):
        return True
    return any_of(witness.before(timex, _NEXT_WORDS), "separates") or any_of([witness.next_word(timex)], "separates")


def is_less(witness: Witness, timex: Timex) -> bool:
    """«أقل من ثلاثة أسابيع», «لم تمض أربعة أسابيع»."""
    return timex.mod in ("LESS_THAN", "EQUAL_OR_LESS") or any_of(witness.before(timex, 2), "not_yet")


def _since_then(witness: Witness, at: int, length: Length) -> Iterator[Constraint]:
    timex = witness.timexes[at]
    found = (
        base_behind(witness, at)
        or _base_of_event(witness, timex)
        or _base_before(witness, timex)
        or _beginning(witness, timex, length)
    )
    if found is None:
        yield from _since_yearless(witness, at, length)
        return
    if _has_other_date(witness, timex, found[0]):
        return
    base_timex, base = found
    near = timex.end <= base_timex.start <= timex.end + _REACH
    span = Span(timex.start, base_timex.end if near else timex.end)
    if is_less(witness, timex):
        first, last = nearly(base, length)
        found_days = days.between(first, last)
    elif length.unit == "year":
        found_days = _whole_years(base, length.number) & told_now(witness, witness.sentence(timex), base, length.number)
        wide = _shifted(base, length, 1)
        yield witness.constraint("elapsed_wide", wide, span, length=timex.surface, base=base.edtf)
    else:
        assert base.earliest is not None
        assert base.latest is not None
        found_days = days.between(*_how_long(witness, timex, base.earliest, base.latest, length))
    yield witness.constraint("elapsed", found_days, span, length=timex.surface, base=base.edtf)


def spans_begun(witness: Witness) -> Iterator[Constraint]:
    """«أطيح به بعد ثلاثة عقود في الحكم بدأت في 30 يونيو 1989»: what began then has just ended."""
    for at, timex in enumerate(witness.timexes):
        length = length_of(timex)
        if length is None or length.unit != "year" or not (_is_after(timex) and _opens(witness, timex)):
            continue
        found = base_behind(witness, at)
        if found is None or not witness.is_told(timex) or not any_of(witness.before(found[0], 2), "begun"):
            continue
        if not _has_other_date(witness, timex, found[0]):
            # Decades and other round numbers are rounded.
            slack = 2 if length.number % _ROUND == 0 else 1
            span = Span(timex.start, found[0].end)
            days_then = _shifted(found[1], length, slack)
            yield witness.constraint("span_begun", days_then, span, length=timex.surface, base=found[1].edtf)


def _how_long(witness: Witness, timex: Timex, first: date, last: date, length: Length) -> tuple[date, date]:
    """So long after a date: to the day where the words say so, else about."""
    exactly = [word.key for word in witness.sentence_words(timex) if timex.end <= word.start][:_NEXT_WORDS]
    if any_of(exactly, "exactly"):
        return shift(first, length.number, length.unit), shift(last, length.number, length.unit)
    return about(first, last, length, 1)


def _since_yearless(witness: Witness, at: int, length: Length) -> Iterator[Constraint]:
    """«بعد أسبوعين كاملين على زلزال السادس من شباط»: so long after that day of every year."""
    timex = witness.timexes[at]
    for following in witness.timexes[at + 1 : at + 2]:
        expr = following.expr
        if following.start - timex.end > _REACH or length.unit not in ("week", "month"):
            return
        if isinstance(expr, CalendarDate) and expr.month and expr.day and not (expr.year or expr.hijri):
            there = date(_ANY_YEAR, expr.month, min(expr.day, _SHORTEST))
            first, last = _how_long(witness, timex, there, there, length)
            found = days.around(expr.month, expr.day, (there - first).days, (last - there).days, expr.weekday)
            span = Span(timex.start, following.end)
            yield witness.constraint("elapsed", found, span, length=timex.surface, base=following.surface)


def told_now(witness: Witness, sentence: Span, base: TimeValue, number: int) -> DaySet:
    """«عشر سنوات تكتمل هذا الشهر», «هذا الصيف تنقضي خمسة وعشرون عاما»: in which year, month, summer; else all days."""
    assert base.earliest is not None
    assert base.latest is not None
    first, last = (shift(day, number, "year") for day in (base.earliest, base.latest))
    for other in witness.timexes_in(sentence):
        expr = other.expr
        is_sharp = base.granularity in ("time", "day", "month")
        if isinstance(expr, CalendarDate) and expr.season and expr.direction == "this" and is_sharp:
            return days.between(first - _SEASON, last + _SEASON)
        if not isinstance(expr, Offset) or expr.amount is None or expr.base != "anchor":
            continue
        if expr.unit == "year" and expr.amount == 0:
            return days.of_years(first.year, first.year)
        if expr.unit == "month" and expr.amount == 0 and is_sharp:
            begin = first.replace(day=1)
            return days.between(begin, shift(begin, 1, "month") - timedelta(days=1))
        # «اليوم» alone may mean nowadays.
        if expr.unit == "day" and (expr.weekday or expr.amount) and base.granularity == "day":
            moved = timedelta(days=-round(expr.amount))
            return days.between(first + moved, last + moved)
    return days.EVERY


def nearly(base: TimeValue, length: Length) -> tuple[date, date]:
    """«لم تمض أربعة أسابيع على»: said when the span is nearly over."""
    assert base.earliest is not None
    assert base.latest is not None
    last = shift(base.latest, length.number, length.unit)
    slack = _DAYS[length.unit] * 5 / 4 if length.number > 1 else _DAYS[length.unit] / 2
    return max(base.earliest, last - slack + timedelta(days=1)), last


def about(first: date, last: date, length: Length, side: int) -> tuple[date, date]:
    """So many weeks or months after a date (side 1) or before it (side -1), give or take a seventh of the span.

    A span is seldom called over before it is: short of it no more than a tenth is given.
    """
    span = _DAYS[length.unit] * length.number
    short, long = max(_FEW_DAYS, span / 10), max(_FEW_DAYS, span / 7)
    return (
        shift(first, side * length.number, length.unit) - (short if side > 0 else long),
        shift(last, side * length.number, length.unit) + long,
    )


def since_and_length(witness: Witness) -> Iterator[Constraint]:
    """«خلال اثني عشر عاما، أي منذ 2011», «منذ انتخابات 1963، أي بعد خمسة وثلاثين عاما»: until the day of writing."""
    for at, (timex, value) in enumerate(zip(witness.timexes, witness.values, strict=True)):
        if value is None or value.earliest is None or value.latest is None or not witness.is_told(timex):
            continue
        neighbours = (*witness.timexes[max(0, at - 1) : at], *witness.timexes[at + 1 : at + 2])
        if not any(_years_and_months(other) for other in neighbours) or not _since_at(witness, timex):
            continue
        for other in neighbours:
            amounts = _years_and_months(other)
            if amounts is None or not _is_that_long(witness, timex, other):
                continue
            years, rest = amounts
            span = Span(min(timex.start, other.start), max(timex.end, other.end))
            if rest:
                found = [shift(day, 12 * years + rest, "month") for day in (value.earliest, value.latest)]
                found_days = days.between(*found)
            else:
                found_days = _whole_years(value, years)
                wide = _shifted(value, Length(years, "year"), 1)
                yield witness.constraint("elapsed_wide", wide, span, length=other.surface, base=value.edtf)
            yield witness.constraint("elapsed", found_days, span, length=other.surface, base=value.edtf)


def _since_at(witness: Witness, timex: Timex) -> bool:
    return any_of(witness.before(timex, _NEXT_WORDS), "since")


def _years_and_months(timex: Timex) -> tuple[int, int] | None:
    expr = timex.expr
    if not isinstance(expr, Duration) or expr.upto or expr.direction != "none" or timex.mod:
        return None
    amounts = {unit: number for number, unit in expr.amounts}
    years, rest = amounts.pop("year", None), amounts.pop("month", 0.0)
    if amounts or years is None or years != int(years) or rest is None or rest != int(rest):
        return None
    return int(years), int(rest)


def _is_that_long(witness: Witness, since: Timex, length: Timex) -> bool:
    """Whether a length is that since a date: «…، أي» stands between, or the one follows from the other at once."""
    first, second = sorted((since, length), key=lambda one: one.start)
    if second.start - first.end > _REACH or witness.sentence_index(first) != witness.sentence_index(second):
        return False
    between = [word.key for word in witness.sentence_words(first) if first.end <= word.start < second.start]
    if any_of(between, "that_is"):
        return True
    return first is length and (any_of(between[:1], "since") or between[:1] == ["\u0645\u0646"])


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


def _behind(witness: Witness, timex: Timex) -> str:
    """The next word, «على» of «بعد أسبوعين كاملين على»."""
    following = witness.next_word(timex)
    if following not in words("exactly"):
        return following
    found = witness.sentence_words(timex)
    at = bisect_right(found, timex.end, key=lambda word: word.start)
    return next((word.key for word in found[at : at + _NEXT_WORDS] if word.key not in words("exactly")), "")


def _is_after(timex: Timex) -> bool:
    return isinstance(timex.expr, Duration) and timex.expr.relation == "after"


def _is_counted(witness: Witness, timex: Timex) -> bool:
    """«بعد 24 عاما من», «مرت ثلاث سنوات على», «سنتان مضتا على», «يكتمل على ذلك ثلاثون عاما»."""
    before, behind = witness.before(timex, _NEAR_WORDS), _behind(witness, timex)
    if behind in words("counted_from"):
        if _is_after(timex):
            return _opens(witness, timex) or any_of(before[-3:], "not_yet")
        return any_of(before[-1:], "elapsed") or any_of(before, "elapsed_verbs") or any_of(before[-2:], "not_yet")
    return behind in words("elapsed_verbs") or (
        bool(words("counted_from") & set(before)) and any_of(before, "elapsed_verbs")
    )


def _opens(witness: Witness, timex: Timex) -> bool:
    return witness.sentence_index(timex) < _OPENING_SENTENCES or timex.start < witness.lead_end


def base_behind(witness: Witness, at: int) -> tuple[Timex, TimeValue] | None:
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
    near = (*found[at : at + 2], *found[max(0, at - _NEAR_WORDS) : at])
    if not any_of([word.key for word in near], "that"):
        return None
    before = [one for one in witness.dated if one[0].end <= timex.start]
    return before[-1] if before and timex.start - before[-1][0].end <= _THAT_REACH else None


def _beginning(witness: Witness, timex: Timex, length: Length) -> tuple[Timex, TimeValue] | None:
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
