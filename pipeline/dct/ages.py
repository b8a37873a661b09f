"""Age and birth: the two together leave two years, or less where the day of birth is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from pipeline.calendars import shift
from pipeline.dct import days
from pipeline.dct.elapsed import length_of
from pipeline.dct.evidence import Constraint, Witness, any_of, words
from pipeline.dct.ordinals import ordinal_behind
from pipeline.model import Offset, Span, Timex

_AGE_REACH = 260
# «وهو في الثالثة والسبعين» is told of the day of writing; «وهو في الحادية والعشرين» of a life's beginnings.
_GROWN = 45
_CHILD, _OLDEST = 5, 120
_COMPLETED_WORDS = 5


def ages(witness: Witness) -> Iterator[Constraint]:
    """«(45 عاما)», «ابنة الحادية والثلاثين», and «من مواليد 1978» of one person: the year is one of two."""
    born = [one for one in witness.dated if any_of(witness.words_before(one[0]).split()[-8:], "born")]
    if not born:
        return
    told = [
        (Span(timex.start, timex.end), length.number)
        for timex in witness.timexes
        if (length := length_of(timex)) and length.unit == "year" and _is_age(witness, timex)
    ]
    # Of several ages the greatest is that of the day of writing: «في التاسعة عشرة غاصت للمرة الأولى».
    for span, number in sorted((*told, *_ordinal_ages(witness, born[0][0])), key=lambda one: -one[1])[:1]:
        near = [one for one in born if abs(one[0].start - span.start) <= _AGE_REACH]
        if len(near) != 1 or not _CHILD <= number <= _OLDEST:
            continue
        birth, value = near[0]
        assert value.earliest is not None
        assert value.latest is not None
        around = Span(min(span.start, birth.start), max(span.end, birth.end))
        last = shift(value.latest, number + 1, "year")
        if value.granularity == "day" and not _is_told_later(witness, span):
            last -= timedelta(days=1)
        found = days.between(shift(value.earliest, number, "year"), last)
        yield witness.constraint("age", found, around, age=number, born=value.edtf)


def _is_told_later(witness: Witness, span: Span) -> bool:
    """«توفي أمس عن 73 عاما»: the age is that of the day before."""
    return any(
        isinstance(timex.expr, Offset) and (timex.expr.amount or 0) < 0
        for timex in witness.timexes_in(witness.sentence_at(span.start))
    )


def completed_years(witness: Witness) -> Iterator[Constraint]:
    """«أكمل هذا العام عامه الثمانين» of someone born in 1925."""
    this_year = [
        timex
        for timex in witness.timexes
        if isinstance(timex.expr, Offset) and timex.expr.unit == "year" and timex.expr.amount == 0
    ]
    birth = witness.dated_event("birth") if this_year and witness.mentions("completed") else None
    if birth is None or birth[1].earliest is None:
        return
    for timex in this_year:
        found = witness.sentence_words(timex)
        for at, word in enumerate(found):
            if not any_of([word.key], "completed"):
                continue
            number = next(
                (
                    number
                    for position in range(at, min(len(found), at + _COMPLETED_WORDS))
                    if (number := ordinal_behind(found, position)[0]) is not None
                ),
                None,
            )
            if number is not None and _CHILD <= number <= _OLDEST:
                year = birth[1].earliest.year + number
                span = Span(min(word.start, timex.start), max(word.end, timex.end))
                yield witness.constraint("age", days.of_years(year, year), span, age=number, born=birth[1].edtf)
                return


def _ordinal_ages(witness: Witness, near: Timex) -> Iterator[tuple[Span, int]]:
    at = witness.sentence_index(near)
    for sentence in witness.sentences[max(0, at - 2) : at + 3]:
        found = witness.words_of(sentence)
        for position, word in enumerate(found):
            is_in = word.key in words("in") and position > 0 and any_of([found[position - 1].key], "while_he")
            if is_in or any_of([word.key], "child_of"):
                number, last = ordinal_behind(found, position)
                if number is not None and (number >= _GROWN or not is_in):
                    yield Span(word.start, found[last].end), number


def _is_age(witness: Witness, timex: Timex) -> bool:
    text = witness.article.text
    in_brackets = text[timex.start - 1 : timex.start] in ("(", "\u060c") or text[timex.start - 2 : timex.start] == "( "
    return in_brackets or any_of(witness.words_before(timex).split()[-4:], "aged")
