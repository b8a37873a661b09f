"""What is still ahead and how far: «تفصلنا ثلاثة أيام عن», «مع بقاء أسبوعين على», «قبل ثلاثة أعوام من كأس 2016»."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pipeline.calendars import shift
from pipeline.dct import days
from pipeline.dct.days import DaySet
from pipeline.dct.elapsed import Length, about, base_behind, is_left, is_less
from pipeline.dct.evidence import Constraint, Witness, any_of, words
from pipeline.model import CalendarDate, Duration, Offset, Span, TimeValue, Timex, Unit

_UNITS: tuple[Unit, ...] = ("day", "week", "month", "year")
_REACH = 110
_ANY_YEAR, _MIDDLE, _FARTHEST = 2001, (7, 1), 300
# «ثلاثة أيام تفصلنا»: a day more or less.
_DAY = timedelta(days=1)


def countdowns(witness: Witness) -> Iterator[Constraint]:
    """How long it is until something that the text dates: the day of writing."""
    for at, timex in enumerate(witness.timexes):
        length = _length(timex)
        if length is None or not witness.is_told(timex) or witness.is_quoted(timex):
            continue
        if is_left(witness, timex):
            base = _behind(witness, at) or _dated_before(witness, timex) or _the_one_ahead(witness, timex)
        elif _is_before(witness, timex):
            base = _behind(witness, at)
            if base is None or not _lies_ahead(witness, timex, base[0], base[1]):
                continue
        else:
            continue
        if base is None:
            continue
        found = _before(witness, timex, length, *base)
        if found:
            span = Span(timex.start, base[0].end) if 0 <= base[0].start - timex.end <= _REACH else timex
            shown = base[1].edtf if base[1] is not None else base[0].surface
            yield witness.constraint("until_then", found, span, length=timex.surface, base=shown)


def _length(timex: Timex) -> Length | None:
    """The whole number of units of a length or of an offset into the past («قبل شهرين»)."""
    expr = timex.expr
    number, unit = None, "day"
    if isinstance(expr, Offset) and expr.exact and expr.amount is not None and expr.amount < 0:
        number, unit = -expr.amount, expr.unit
    elif isinstance(expr, Duration) and len(expr.amounts) == 1 and expr.direction == "none" and not expr.upto:
        number, unit = expr.amounts[0]
    if number is None or number < 1 or number != int(number):
        return None
    return next((Length(int(number), known) for known in _UNITS if known == unit), None)


def _is_before(witness: Witness, timex: Timex) -> bool:
    """«قبل ثلاثة أسابيع من», in the lead."""
    expr = timex.expr
    is_before = isinstance(expr, Offset) or (isinstance(expr, Duration) and expr.relation == "before")
    return is_before and timex.start < witness.lead_end and witness.next_word(timex) in words("from")


def is_counted_to(witness: Witness, timex: Timex) -> bool:
    """Whether so long is left until a date: «قبل ثلاثة أعوام من تنظيم … 2016», «تفصلنا سنتان عن مونديال 2010»."""
    length = _length_before(witness, timex)
    return length is not None and (_is_before(witness, length) or is_left(witness, length))


def is_left_until(witness: Witness, timex: Timex) -> bool:
    """«تفصلنا سنتان عن مونديال 2010», and no «قبل»."""
    length = _length_before(witness, timex)
    return length is not None and is_left(witness, length)


def _length_before(witness: Witness, timex: Timex) -> Timex | None:
    start = witness.sentence(timex).start
    behind = [other for other in witness.timexes if start <= other.start < timex.start]
    if not behind or timex.start - behind[-1].end > _REACH or _length(behind[-1]) is None:
        return None
    return behind[-1]


def _lies_ahead(witness: Witness, timex: Timex, base: Timex, value: TimeValue | None) -> bool:
    """Whether what it is «before» is announced, or named by its year as games and elections are."""
    if value is None or value.granularity == "day":
        return witness.is_ahead(base)
    between = [word.key for word in witness.sentence_words(timex) if timex.end <= word.start < base.start]
    return value.granularity == "year" and (any_of(between, "events") or any_of(between, "by_then"))


def _behind(witness: Witness, at: int) -> tuple[Timex, TimeValue | None] | None:
    return base_behind(witness, at) or _yearless_behind(witness, at)


def _dated_before(witness: Witness, timex: Timex) -> tuple[Timex, TimeValue | None] | None:
    """«معرض إكسبو 2020 الذي لا يزال يفصلنا عنه أربعة أعوام»."""
    here = [one for one in witness.dated_in(witness.sentence(timex)) if one[0].end <= timex.start]
    return here[-1] if here and timex.start - here[-1][0].end <= _REACH else None


def _yearless_behind(witness: Witness, at: int) -> tuple[Timex, TimeValue | None] | None:
    """«تفصلنا عشرة أيام عن الاقتراع، يوم 20 جوان»: a day without its year in the same sentence."""
    timex = witness.timexes[at]
    for following in witness.timexes[at + 1 : at + 2]:
        is_near = witness.sentence_index(following) == witness.sentence_index(timex)
        if is_near and _is_yearless(following):
            return following, None
    return None


def _is_yearless(timex: Timex) -> bool:
    expr = timex.expr
    return isinstance(expr, CalendarDate) and bool(expr.day and expr.month) and expr.year is None and not expr.hijri


def _the_one_ahead(witness: Witness, timex: Timex) -> tuple[Timex, TimeValue | None] | None:
    """The one day that the text announces, with its year or without."""
    found: dict[tuple[int | None, int | None, int | None], tuple[Timex, TimeValue | None]] = {}
    for other, value in zip(witness.timexes, witness.values, strict=True):
        expr = other.expr
        if other is timex or not isinstance(expr, CalendarDate) or not (expr.day and expr.month) or expr.hijri:
            continue
        if expr.direction == "past" or not witness.is_told(other) or witness.told_tense(other) == "past":
            continue
        if witness.is_ahead(other) or expr.direction == "future" or _is_yearless(other):
            found[expr.year, expr.month, expr.day] = other, value
    return next(iter(found.values())) if len(found) == 1 else None


def _before(witness: Witness, timex: Timex, length: Length, base: Timex, value: TimeValue | None) -> DaySet:
    less = is_less(witness, timex)
    if value is None:
        return _before_yearless(length, base, less)
    assert value.earliest is not None
    assert value.latest is not None
    if length.unit == "year" and not less:
        return days.of_years(value.earliest.year - length.number, value.latest.year - length.number)
    if value.granularity not in ("day", "month", "year"):
        return days.NONE
    if less:
        return days.between(shift(value.earliest, -length.number, length.unit), value.earliest - _DAY)
    if length.unit == "day":
        there = value.earliest - timedelta(days=length.number)
        return days.between(there - _DAY, there + _DAY) if value.granularity == "day" else days.NONE
    return days.between(*about(value.earliest, value.earliest, length, -1))


def _before_yearless(length: Length, base: Timex, less: bool) -> DaySet:
    """The days so long before that day of every year (with its weekday)."""
    expr = base.expr
    assert isinstance(expr, CalendarDate)
    assert expr.month is not None
    assert expr.day is not None
    # Any year will do: only the distance counts.
    there = date(_ANY_YEAR, *_MIDDLE)
    if less:
        first, last = shift(there, -length.number, length.unit), there - _DAY
    elif length.unit == "day":
        first, last = there - _DAY * (length.number + 1), there - _DAY * (length.number - 1)
    else:
        first, last = about(there, there, length, -1)
    before, after = (there - first).days, (last - there).days
    return days.around(expr.month, expr.day, before, after, expr.weekday) if before <= _FARTHEST else days.NONE
