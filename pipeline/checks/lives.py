"""Checks on ages and anniversaries: do they fit the year of birth, or of founding?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from pipeline.checks.lengths import is_age
from pipeline.checks.spans import Elapsed, between_text, elapsed, length_in
from pipeline.checks.view import View, any_in, is_in, is_stated
from pipeline.dct.evidence import any_of
from pipeline.dct.ordinals import ordinal_behind
from pipeline.model import CalendarDate, Evidence, Finding, Offset, Resolved, Span, TimeValue, Timex
from pipeline.timevalue import of_days, parse_edtf

# How far an age may stand from the birth that it is counted from, in characters.
_AGE_REACH = 320
_AGES = range(3, 121)
_BORN_NEAR = 8
_AROUND = timedelta(days=31)
_JUBILEE_REACH = 90
_COMMA = "\u060c"


def age_against_birth(view: View) -> Iterator[Finding]:
    """D204: «(45 عاما)» of who was born in 1990, «توفي عن 75 عاما» of who was born 70 years before."""
    births = [one for one in _births(view) if is_stated(one) and not _hijri(one) and not _is_of_another(view, one)]
    if not births:
        return
    for span, number in (*_ages(view), *_ordinal_ages(view, births)):
        near = [one for one in births if abs(one.timex.start - span.start) <= _AGE_REACH]
        before = view.keys_between(view.witness.sentence_at(span.start).start, span.start)[-_BORN_NEAR:]
        if len(near) != 1 or number not in _AGES or any_in(before, "kin"):
            continue
        birth = near[0]
        chances = _as_of(view, span, birth)
        misfits = [one for one in chances if _is_misfit(view, span, number, birth.value, one[0])]
        if not chances or len(misfits) < len(chances):
            continue
        when, at = misfits[-1]
        between = between_text(birth.value, when, "year")
        yield view.finding(
            "D204",
            span,
            "warning",
            related=(birth.timex, *at),
            suggestion=between,
            age=number,
            born=birth.value.edtf,
            then=when.edtf,
            between=between,
        )


def _is_misfit(view: View, span: Span, number: int, birth: TimeValue, when: TimeValue) -> bool:
    between = elapsed(birth, when, "year", counts_both=False)
    return between is not None and not _is_that_old(view, span, number, between)


def _births(view: View) -> list[Resolved]:
    """The first date behind each word of birth, close behind it."""
    found: dict[int, Resolved] = {}
    for one in view.dates:
        if not any_of(view.witness.words_before(one.timex).split()[-_BORN_NEAR:], "born"):
            continue
        words = [word for word in view.witness.sentence_words(one.timex) if word.end <= one.timex.start]
        born = next((word for word in reversed(words) if any_of([word.key], "born")), None)
        if born is not None:
            found.setdefault(born.start, one)
    return list(found.values())


def _hijri(one: Resolved) -> bool:
    return isinstance(one.timex.expr, CalendarDate) and one.timex.expr.hijri


def _is_of_another(view: View, birth: Resolved) -> bool:
    """«بعد ولادة ابنه عام 1990»: «born» of somebody else."""
    return any_in(view.witness.words_before(birth.timex).split()[-_BORN_NEAR:], "kin")


def _ages(view: View) -> Iterator[tuple[Span, int]]:
    for one in view.told:
        length = length_in(one.timex)
        if length is not None and length.unit == "year" and not length.is_round and is_age(view, one.timex):
            yield Span(one.timex.start, one.timex.end), round(length.number)


def _ordinal_ages(view: View, births: list[Resolved]) -> Iterator[tuple[Span, int]]:
    """«في الثالثة والسبعين من عمره», «عن عمر الثمانين»."""
    for birth in births:
        at = view.witness.sentence_index(birth.timex)
        for sentence in view.witness.sentences[max(0, at - 1) : at + 3]:
            found = view.witness.words_of(sentence)
            for position, word in enumerate(found):
                if not is_in(word.key, "in_the"):
                    continue
                number, last = ordinal_behind(found, position)
                behind = [each.key for each in found[last + 1 : last + 3]]
                if number is not None and any_in(behind, "of_age"):
                    yield Span(found[position + 1].start, found[last].end), number


def _is_that_old(view: View, span: Span, number: int, between: Elapsed) -> bool:
    """«في الثالثة والسبعين» is seventy-two; «ناهز الثمانين» is about that."""
    before = [word.key for word in view.words_between(view.witness.sentence_at(span.start).start, span.start)][-3:]
    slack = max(1, number // 20) if any_in(before, "about") else 0
    is_running = not view.article.text[span.start].isdigit() and _is_ordinal(view, span)
    least = between.least - slack
    most = between.most + slack + (1 if is_running else 0)
    return least <= number <= most


def _is_ordinal(view: View, span: Span) -> bool:
    return not view.told_in(span.start, span.start + 1)


def _as_of(view: View, span: Span, birth: Resolved) -> list[tuple[TimeValue, tuple[Timex, ...]]]:
    """The days on which somebody may have been so old: of death, of what the sentence tells, of writing."""
    sentence = view.witness.sentence_at(span.start)
    found = view.witness.words_of(sentence)
    keys = [word.key for word in found]
    others = [one for one in view.dates_in(sentence) if one is not birth and one.timex.start != span.start]
    at_writing: list[tuple[TimeValue, tuple[Timex, ...]]] = [(view.written, ())] if view.written is not None else []
    died = [word for word in found if is_in(word.key, "died")]
    if died:
        then = [one for one in others if died[0].start < one.timex.start < span.start]
        if then:
            return [(then[-1].value, (then[-1].timex,))]
        if len(others) == 1:
            return [(others[0].value, (others[0].timex,))]
        return [] if others else at_writing
    if any_in(keys, "back_then") or (_tells_death(view, birth) and sentence != view.sentence(birth.timex)):
        return []
    reported = [word.start for word in found if word.role == "reported"]
    told = [one for one in others if not any(_lies_between(start, span, one.timex) for start in reported)]
    if len(told) > 1:
        return []
    return [*((one.value, (one.timex,)) for one in told), *at_writing]


def _lies_between(place: int, span: Span, timex: Timex) -> bool:
    return min(span.start, timex.start) < place < max(span.start, timex.start)


def _tells_death(view: View, birth: Resolved) -> bool:
    at = view.witness.sentence_index(birth.timex)
    near = view.witness.sentences[max(0, at - 3) : at + 4]
    return any(any_in((word.key for word in view.witness.words_of(one)), "died") for one in near)


# --- anniversaries ---------------------------------------------------------------------------------------------------


def anniversary_against_year(view: View) -> Iterator[Finding]:
    """D203: «الذكرى الخمسين» of what was founded 54 years ago; «اليوبيل الذهبي» likewise. Each place once."""
    last = -1
    for finding in sorted(_anniversaries(view), key=lambda one: (one.start, one.end)):
        if finding.start >= last:
            yield finding
            last = finding.end


def _anniversaries(view: View) -> Iterator[Finding]:
    for evidence in view.evidence_for("anniversary"):
        args = dict(evidence.args)
        span = Span(evidence.start, evidence.end)
        if _is_national(view, evidence) or _is_misread(view, span, int(args["number"])):
            continue
        base = _base(view, evidence) if _COMMA in evidence.surface else parse_edtf(args["base"])
        if base is not None:
            yield from _against(view, span, int(args["number"]), base)
    for one in view.dates:
        found = _jubilee(view, one)
        if found is not None:
            span, number = found
            yield from _against(view, span, number, one.value)


def _base(view: View, evidence: Evidence) -> TimeValue | None:
    """«بالذكرى التاسعة لتأسيسها، وتقيم … في 5 حزيران»: not the date behind the comma, but that of the founding."""
    end = view.article.text.find(_COMMA, evidence.start)
    triggers = [word.trigger for word in view.words_between(evidence.start, end) if word.trigger is not None]
    event = next((one.event for one in triggers if one.kind != "commemoration"), "")
    found = view.witness.dated_event(event) if event else None
    return found[1] if found is not None else None


def _is_national(view: View, evidence: Evidence) -> bool:
    """National days are counted by rules of their own, some in Hijri years."""
    return any_in(view.keys_between(evidence.start, evidence.end), "national")


def _is_misread(view: View, span: Span, number: int) -> bool:
    """«الذكرى السبعين لعيد 17 نيسان»: a day of the month is no ordinal."""
    return any(
        isinstance(one.timex.expr, CalendarDate) and one.timex.expr.day == number and one.timex.expr.month
        for one in view.dates_in(view.witness.sentence_at(span.start))
    )


def _jubilee(view: View, one: Resolved) -> tuple[Span, int] | None:
    """«اليوبيل الذهبي لتأسيسه عام 1974»: the jubilee close before a founding's date, and its years."""
    if not is_stated(one) or _hijri(one):
        return None
    sentence = view.sentence(one.timex)
    found = [word for word in view.words_between(sentence.start, one.timex.start) if word.end <= one.timex.start]
    for position in range(len(found) - 2, -1, -1):
        if one.timex.start - found[position].start > _JUBILEE_REACH:
            return None
        if is_in(found[position].key, "jubilee"):
            metal = found[position + 1].key
            number = next((years for name, years in _METALS if is_in(metal, name)), None)
            return (Span(found[position].start, found[position + 1].end), number) if number else None
    return None


_METALS = (("silver", 25), ("golden", 50))


def _against(view: View, span: Span, number: int, base: TimeValue) -> Iterator[Finding]:
    if base.earliest is None or base.latest is None:
        return
    sentence = view.witness.sentence_at(span.start)
    others = [
        one
        for one in view.dates_in(sentence)
        if one.value.edtf != base.edtf and not (isinstance(one.timex.expr, Offset) and one.timex.expr.unit == "day")
    ]
    comma = view.article.text.rfind(_COMMA, sentence.start, span.start)
    beside = [one for one in others if comma < one.timex.start < span.start]
    others = beside if len(beside) == 1 else others
    to = others[0].value if len(others) == 1 else view.written if not others else None
    if to is None or to.earliest is None or to.latest is None:
        return
    first, last = to.earliest, to.latest
    if to.granularity != "year":
        first, last = first - _AROUND, last + _AROUND
    if first.year <= base.latest.year + number and base.earliest.year + number <= last.year:
        return
    if to.earliest <= base.latest:
        return
    between = between_text(base, to, "year") if not others else f"{to.earliest.year - base.earliest.year}"
    yield view.finding(
        "D203",
        span,
        "warning",
        related=[one.timex for one in view.dates if one.value.edtf == base.edtf][:1],
        suggestion=f"{to.earliest.year - base.earliest.year}",
        number=number,
        base=base.edtf,
        then=of_days(to.earliest, to.latest).edtf if not to.edtf else to.edtf,
        between=between,
    )


CHECKS = (age_against_birth, anniversary_against_year)
