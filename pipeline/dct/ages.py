"""Age and birth: the two together leave two years, or less where the day of birth is told."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.calendars import shift
from pipeline.dct import days
from pipeline.dct.elapsed import length_of
from pipeline.dct.evidence import Constraint, Witness, any_of, words
from pipeline.dct.ordinals import ordinal_behind
from pipeline.model import Span, Timex

_AGE_REACH = 260
# «وهو في الثالثة والسبعين» is told of the day of writing; «وهو في الحادية والعشرين» of a life's beginnings.
_GROWN = 45


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
            is_in = word.key in words("in") and position > 0 and any_of([found[position - 1].key], "while_he")
            if is_in or any_of([word.key], "child_of"):
                number, last = ordinal_behind(found, position)
                if number is not None and (number >= _GROWN or not is_in):
                    yield Span(word.start, found[last].end), number


def _is_age(witness: Witness, timex: Timex) -> bool:
    text = witness.article.text
    in_brackets = text[timex.start - 1 : timex.start] in ("(", "\u060c") or text[timex.start - 2 : timex.start] == "( "
    return in_brackets or any_of(witness.words_before(timex).split()[-4:], "aged")
