"""Checks on lengths of time: do they fit the dates that they lead from and to?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pipeline.checks.spans import Length, between_text, fits, length_in
from pipeline.checks.view import View, any_in, is_in, is_stated
from pipeline.dct.evidence import any_of
from pipeline.dct.evidence import words as evidence_words
from pipeline.model import Duration, Finding, Interval, Offset, Resolved, Span, TimeValue, Timex
from pipeline.timevalue import parse_edtf

# How far behind a length of time the date stands that it is counted from, in characters.
_REACH = 110
# A length stands so close to the range that it is the length of.
_BESIDE = 24
_RIGHT_BEHIND = 16
_OPENING_SENTENCES = 4
_NEAR = 7
_DOUBLE = 2
_COMMA = "\u060c"
_HEADLINE = "headline"


class _Ends(NamedTuple):
    begin: TimeValue
    end: TimeValue
    at: tuple[Timex | Span, ...]


def length_against_ends(view: View) -> Iterator[Finding]:
    """D201: «بعد 24 عاما من زيارته عام 2001» in 2024; D202: «استمرت 18 شهرا» between two dates."""
    for timex in (one.timex for one in view.told):
        length = length_in(timex)
        if length is None or is_age(view, timex):
            continue
        ends = _counted(view, timex)
        if ends is not None:
            if not fits(length, ends.begin, ends.end):
                yield _misfit(view, "D201", timex, length, ends)
            continue
        ends = _lasted(view, timex)
        if ends is not None and not fits(length, ends.begin, ends.end, counts_both=True):
            yield _misfit(view, "D202", timex, length, ends)
    yield from _of_event(view)
    yield from _first_since(view)
    yield from _since(view)
    yield from _later(view)


def _misfit(view: View, code: str, timex: Timex, length: Length, ends: _Ends) -> Finding:
    between = between_text(ends.begin, ends.end, length.unit)
    return view.finding(
        code,
        timex,
        "warning",
        related=ends.at,
        suggestion=between,
        begin=ends.begin.edtf,
        end=ends.end.edtf,
        unit=f"unit_{length.unit}",
        between=between,
    )


def is_age(view: View, timex: Timex) -> bool:
    """«(45 عاما)», «عن 75 عاما», «يبلغ من العمر»."""
    text, expr = view.article.text, timex.expr
    if isinstance(expr, Duration) and expr.relation:
        return False  # «أول لاعبة تبلغ النهائي منذ 15 عاما»
    in_brackets = text[timex.start - 1 : timex.start] == "(" and text[timex.end : timex.end + 1] == ")"
    before = view.before(timex, 4)
    return in_brackets or any_in(before, "aged") or any_in(before[-1:], "at_age")


# --- counted from a date ---------------------------------------------------------------------------------------------


def _counted(view: View, timex: Timex) -> _Ends | None:
    """«بعد شهرين من», «مرت ثلاث سنوات على»: from the date behind it to that of its sentence, or of the article."""
    if view.witness.next_word(timex) not in evidence_words("counted_from"):
        return None
    before = view.before(timex, _NEAR)
    is_after = isinstance(timex.expr, Duration) and timex.expr.relation == "after"
    if not (is_after or any_of(before[-1:], "elapsed") or any_of(before, "elapsed_verbs")):
        return None
    sentence = view.sentence(timex)
    dates = [one for one in view.dates_in(sentence) if not _is_range(one)]
    base = next((one for one in dates if timex.end <= one.timex.start <= timex.end + _REACH), None)
    if base is None or not is_stated(base) or view.stops_between(timex.end, base.timex.start):
        return None
    if _COMMA in view.keys_between(timex.end, base.timex.start):
        return None  # «بعد شهرين من استقالته، عين في مارس 2021»: that is the day it leads to
    if any(length_in(other.timex) for other in view.told_in(timex.end, base.timex.start)):
        return None
    others = [one for one in dates if one is not base and one.value != base.value]
    right_behind = [one for one in others if 0 < one.timex.start - base.timex.end <= _RIGHT_BEHIND]
    right_before = [one for one in others if _is_right_before(view, one.timex, timex)]
    if len(others) == 1 or right_behind or right_before:
        to = (right_behind or right_before or others)[0]
        if view.stops_between(min(to.timex.start, timex.start), max(to.timex.start, timex.start)):
            return None
        if to.timex.start > base.timex.start and not _is_apart(view, base.timex, to.timex):
            return None
        return _Ends(base.value, to.value, (base.timex, to.timex))
    if others or view.written is None or view.witness.is_quoted(timex):
        return None
    is_opening = view.witness.sentence_index(timex) < _OPENING_SENTENCES or timex.start < view.witness.lead_end
    length = length_in(timex)
    # «بعد يومين من هجوم»: what is told of so is days old by the day of writing.
    if is_after and (not is_opening or length is None or length.unit not in ("month", "year")):
        return None
    return _Ends(base.value, view.written, (base.timex,))


def _is_right_before(view: View, date: Timex, length: Timex) -> bool:
    """«في 2024 بعد 24 عاما من»: nothing but the word of order stands between."""
    return 0 < length.start - date.end <= _RIGHT_BEHIND and len(view.keys_between(date.end, length.start)) <= 1


def _is_range(one: Resolved) -> bool:
    return one.timex.group_kind == "range" or isinstance(one.timex.expr, Interval)


def _is_apart(view: View, base: Timex, other: Timex) -> bool:
    """«بعد عامين من حرب 1973، وقع الاتفاق في 1975»: a comma parts what is counted from and what is counted to."""
    return _COMMA in view.keys_between(base.end, other.start)


def _since(view: View) -> Iterator[Finding]:
    """«منذ 2013، أي منذ ست سنوات»."""
    for one, other in pairwise(view.told):
        length = length_in(other.timex)
        if length is None or view.written is None or not is_stated(one) or view.witness.is_quoted(other.timex):
            continue
        between = view.keys_between(one.timex.end, other.timex.start)
        is_beside = any_in(between, "that_is") and any_in(between[-1:], "since") and len(between) <= _DOUBLE + 1
        if is_beside and any_in(view.before(one.timex, 2), "since") and not fits(length, one.value, view.written):
            yield _misfit(view, "D201", other.timex, length, _Ends(one.value, view.written, (one.timex,)))


def _of_event(view: View) -> Iterator[Finding]:
    """«مضى على تأسيس الجامعة 53 عاما», and elsewhere when that was."""
    if view.written is None:
        return
    for evidence in view.evidence_for("elapsed_wide"):
        timex = next((one.timex for one in view.told_in(evidence.start, evidence.start + 1)), None)
        length = length_in(timex) if timex is not None else None
        if timex is None or length is None or _counted(view, timex) is not None or is_age(view, timex):
            continue
        others = [one for one in view.dates_in(view.sentence(timex)) if one.value.edtf != dict(evidence.args)["base"]]
        base = parse_edtf(dict(evidence.args)["base"])
        is_told_now = any_of(view.before(timex, _NEAR), "elapsed_verbs") and not others
        if is_told_now and not fits(length, base, view.written):
            yield _misfit(view, "D201", timex, length, _Ends(base, view.written, ()))


def _first_since(view: View) -> Iterator[Finding]:
    """«أول زيارة منذ 24 عاما», or «بعد 24 عاما» in the headline, against «أول زيارة منذ 2001» of the same."""
    if view.written is None:
        return
    lengths: list[tuple[str, Timex, Length]] = []
    dates: list[tuple[str, Resolved]] = []
    for one in view.told:
        length = length_in(one.timex)
        noun = _HEADLINE if length and _is_headline(view, one.timex) else _first_of(view, one.timex)
        if not noun:
            continue
        if length is not None and length.unit == "year":
            lengths.append((noun, one.timex, length))
        elif is_stated(one):
            dates.append((noun, one))
    for noun, timex, length in lengths:
        same = [one for other, one in dates if noun in (other, _HEADLINE)]
        if len({one.value.edtf for one in same}) == 1 and not fits(length, same[0].value, view.written):
            yield _misfit(view, "D201", timex, length, _Ends(same[0].value, view.written, (same[0].timex,)))


def _is_headline(view: View, timex: Timex) -> bool:
    """«بوتين يزور كوريا الشمالية بعد 24 عاما»: at the end of a line that is no sentence."""
    text = view.article.text
    ends_line = text[timex.end :].lstrip(" \t\r").startswith("\n")
    is_after = isinstance(timex.expr, Duration) and timex.expr.relation in ("after", "since")
    return ends_line and is_after and view.witness.sentence_index(timex) < _OPENING_SENTENCES


def _first_of(view: View, timex: Timex) -> str:
    """What is told to be the first since then («أول زيارة له … منذ»), by the kind of event, '' for others."""
    found = view.witness.sentence_words(timex)
    at = bisect_left(found, timex.start, key=lambda word: word.start)
    near = found[max(0, at - 16) : at]
    since = next((i for i in range(len(near) - 1, -1, -1) if is_in(near[i].key, "since")), None)
    if since is None or len(near) - since > 5:
        return ""
    for i in range(since - 1, -1, -1):
        if near[i].key in (_COMMA, "."):
            return ""
        if is_in(near[i].key, "first"):
            return near[i + 1].key if i + 1 < since else near[i - 1].key if i else ""
    return ""


def _later(view: View) -> Iterator[Finding]:
    """«وبعد ذلك بعامين، في 2010»: what is counted in the text against the date beside it."""
    for one, other in pairwise(view.resolved):
        expr = one.timex.expr
        if not isinstance(expr, Offset) or not is_stated(other) or one.value.earliest is None:
            continue
        if expr.base != "text" or not expr.exact or expr.unit not in ("year", "month"):
            continue
        gap = view.witness.gap(one.timex, other.timex)
        if gap is None or not all(any_of([word], "joins") for word in gap) or expr.amount is None:
            continue
        earliest, latest = one.value.earliest, one.value.latest
        there = other.value
        assert latest is not None
        if there.earliest is None or there.latest is None:
            continue
        slack = 366 if expr.unit == "year" else 31 * _DOUBLE
        distance = max((earliest - there.latest).days, (there.earliest - latest).days)
        if distance > (slack if expr.unit == "year" and there.granularity != "year" else slack // 12):
            yield view.finding(
                "D201",
                Span(one.timex.start, other.timex.end),
                "warning",
                begin=one.value.edtf,
                end=there.edtf,
                unit=f"unit_{expr.unit}",
                between=one.value.edtf,
                suggestion=one.value.edtf,
            )


# --- lasted from one date to another ---------------------------------------------------------------------------------


def _lasted(view: View, timex: Timex) -> _Ends | None:
    """«استمرت 18 شهرا من مارس 2019 إلى سبتمبر 2020»: the one range, or begin and end, of its sentence."""
    sentence = view.sentence(timex)
    dates = view.dates_in(sentence)
    lengths = [one for one in view.told_in(sentence.start, sentence.end) if length_in(one.timex)]
    if len(lengths) != 1 or not dates or _is_counted_off(view, timex):
        return None
    lasts = any_in(view.before(timex, 4), "lasting")
    ends = _range_beside(view, timex, dates) or _range_of(view, dates)
    if ends is None:
        return _from_begin_to_end(view, dates) if lasts else None
    first, last = min(at.start for at in ends.at), max(at.end for at in ends.at)
    gap = first - timex.end if timex.end <= first else timex.start - last
    between = view.keys_between(timex.end, first) if timex.end <= first else view.keys_between(last, timex.start)
    if not lasts and (gap > _BESIDE or not all(is_in(key, "leading_to_range") for key in between)):
        return None
    if view.stops_between(min(timex.end, last), max(timex.start, first)):
        return None
    return ends


def _range_beside(view: View, timex: Timex, dates: list[Resolved]) -> _Ends | None:
    """The range right behind a length of time, whatever else the sentence dates: «سنتين من 2001 إلى 2003»."""
    behind = [one for one in dates if one.timex.start >= timex.end][:_DOUBLE]
    if not behind or behind[0].timex.start - timex.end > _RIGHT_BEHIND:
        return None
    return _range_of(view, behind[:1]) or _range_of(view, behind)


def _is_counted_off(view: View, timex: Timex) -> bool:
    """«بعد سنتين من», «منذ عامين», «كل ثلاثة أيام», «قبل يومين»: no length of what stands beside it."""
    expr = timex.expr
    relation = expr.relation if isinstance(expr, Duration) else ""
    return relation in ("after", "before", "since") or any_in(view.before(timex, 1), "counting")


def _range_of(view: View, dates: list[Resolved]) -> _Ends | None:
    """The one range among the dates of a sentence, where no other date stands beside it."""
    if len(dates) == 1 and isinstance(dates[0].timex.expr, Interval):
        begin, _, end = dates[0].value.edtf.partition("/")
        return _Ends(parse_edtf(begin), parse_edtf(end), (dates[0].timex,)) if end else None
    if len(dates) != _DOUBLE:
        return None
    first, second = dates
    is_range = first.timex.group_kind == "range" and first.timex.group == second.timex.group
    if not is_range and not is_from_to(view, first.timex, second.timex):
        return None
    return _Ends(first.value, second.value, (first.timex, second.timex))


def is_from_to(view: View, first: Timex, second: Timex) -> bool:
    """«من مارس 2020 حتى يناير 2021», «بين مارس 2020 ويناير 2021»."""
    if view.sentence(first) != view.sentence(second):
        return False
    between = view.keys_between(first.end, second.start)
    led = view.before(first, 3)
    if any_in((*led, *first.surface.split()), "ranging_from") and len(between) == 1 and is_in(between[0], "ranging_to"):
        return True
    attached = view.article.text[second.start - 1 : second.start] == "\u0648"
    return any_in(led[-2:], "ranging_between") and attached and second.start - first.end <= 3


def _from_begin_to_end(view: View, dates: list[Resolved]) -> _Ends | None:
    """«اندلعت في مارس 2019 وانتهت في سبتمبر 2020»."""
    if len(dates) != _DOUBLE:
        return None
    first, second = dates
    sentence = view.sentence(first.timex)
    opening = view.keys_between(sentence.start, first.timex.start)[-_NEAR:]
    closing = view.keys_between(first.timex.end, second.timex.start)[-_NEAR:]
    if not (any_in(opening, "beginning") and any_in(closing, "ending")):
        return None
    return _Ends(first.value, second.value, (first.timex, second.timex))


CHECKS = (length_against_ends,)
