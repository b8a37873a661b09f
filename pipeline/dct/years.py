"""Years that a text names beside words of its own present, and years before which it cannot have been written.

«العام الجاري 2016», «السنة الهجرية الماضية 1432», «عامنا 1419», «موسم 2009-2010», «القانون رقم 3 لسنة 2016».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from pipeline.calendars import HIJRI_YEARS, hijri_year
from pipeline.dct import days
from pipeline.dct.evidence import Constraint, Witness, any_of, words
from pipeline.model import CalendarDate, Offset, Span, Timex
from pipeline.text import fold_key

_ADJACENT = 3
_NEAR_WORDS = 3
_TITLE = 9
_YEARS = range(1900, 2100)
_LAW = re.compile(r"\u0631\u0642\u0645 \(?\d{1,5}\)? \u0644(?:\u0633\u0646\u0647|\u0639\u0627\u0645) (\d{4})(?!\d)")
_NUMBER = re.compile(r"[ (\u060c]{1,3}(\d{4})(?!\d|[.,/\u2013-]\d)(?: ?\u0647\u0640?(?!\w))?")
_JOINED = re.compile(r"([0-9]{4})(?<![0-9/-]....) ?[-\u2013/] ?([0-9]{4}|[0-9]{2})(?![0-9/-])")
_WORD = re.compile(r"[^\W\d_]+")
_REACH = 40
# «العام الماضي 2015 طنا»: what is counted stands behind its number in the accusative, or ends so.
_COUNTED = re.compile(r" (?:\w\w+\u0627|\w\w+\u0647)(?!\w)")
# The moon may be sighted a day sooner or later than the calendar reckons.
_MOON = timedelta(days=1)
# Figures «until the end of the year» may be those of the last weeks but one.
_EARLY = timedelta(days=31)
# A season begins in the one year and ends in the other.
_BEGINS, _ENDS = (7, 1), (7, 31)


def beside(witness: Witness) -> Iterator[Constraint]:
    """«عام 2023 الجاري», «السنة الفائتة 2012»: the adjective behind a stated year or month, or in front of it."""
    for timex, value in witness.dated:
        is_hijri = isinstance(timex.expr, CalendarDate) and timex.expr.hijri and timex.expr.month is None
        if value.latest is None or not (is_hijri or value.granularity in ("year", "month")):
            continue
        assert value.earliest is not None
        if value.latest.year > value.earliest.year and not is_hijri:
            continue  # a season
        keys = (witness.next_word(timex), *timex.surface.split(), *_which_year(witness, timex))
        first, last = value.earliest, value.latest
        if any_of(keys, "current"):
            kind = "this_month" if value.granularity == "month" else "year_beside"
            yield witness.constraint(kind, days.between(first, last), timex, date=value.edtf)
        elif any(word in words("past") for word in keys):
            yield _beside(witness, timex, last + timedelta(days=1), last + timedelta(days=365))
        elif any(word in words("coming") for word in keys):
            yield _beside(witness, timex, first - timedelta(days=365), first - timedelta(days=1))


def _which_year(witness: Witness, timex: Timex) -> list[str]:
    """«السنة الفائتة 2012», «عامنا هذا 2009»: the adjective between the noun and its number."""
    if any(0 <= timex.start - other.end <= _ADJACENT for other in witness.timexes):
        return []  # the words are an expression of their own: see neighbours
    before = witness.words_before(timex).split()[-2:]
    is_noun = len(before) == 2 and any_of(before[:1], "year_nouns")
    return before[1:] if is_noun and timex.surface[0].isdigit() else []


def numbered(witness: Witness) -> Iterator[Constraint]:
    """«العام الجاري 2016», «النصف الأول من السنة الهجرية الحالية 1425»: the number behind a year that is counted."""
    for timex in witness.timexes:
        expr = timex.expr
        if isinstance(expr, Offset) and expr.unit == "year" and expr.base == "anchor" and not expr.exact:
            offset, is_hijri = expr.amount, False
        elif isinstance(expr, CalendarDate) and expr.year is None and expr.base == "anchor":
            offset, is_hijri = expr.year_offset, expr.hijri
        else:
            continue
        number = _NUMBER.match(witness.folded, timex.end)
        if offset is None or number is None or witness.is_quoted(timex):
            continue
        if any_of(fold_key(timex.surface).split(), "season"):
            continue  # a school or fiscal year is in two years
        if _COUNTED.match(witness.folded, number.end()) and not _is_no_count(witness, number.end()):
            continue
        found = _of_year(int(number[1]), round(offset), is_hijri)
        if found is not None:
            yield _beside(witness, Span(timex.start, number.end(1)), *found)


def _is_no_count(witness: Witness, end: int) -> bool:
    """«أُعلن العام الجاري 2016 عاما للقراءة», «العام الفائت 2009 بنسبة 17 في المئة»."""
    following = _WORD.search(witness.folded, end)
    return following is not None and following[0] in words("behind_year")


def _of_year(number: int, offset: int, is_hijri: bool) -> tuple[date, date] | None:
    """First and last day of the year that the number, so many years from it, makes the year of writing."""
    if number in HIJRI_YEARS:
        span = hijri_year(number - offset)
        return (span[0] - _MOON, span[1] + _MOON) if span else None
    if number not in _YEARS or is_hijri:
        return None
    return date(number - offset, 1, 1), date(number - offset, 12, 31)


def our_years(witness: Witness) -> Iterator[Constraint]:
    """«عامنا الهجري هذا، 1419هـ», «سنتنا 2009»: the year of writing."""
    if not witness.mentions("our_year"):
        return
    for match in _our_year().finditer(witness.folded):
        between = match[1].split()
        found = _of_year(int(match[2]), 0, False)
        if found is not None and not any(word in words("past") | words("coming") for word in between):
            yield _beside(witness, Span(*match.span()), *found)


@cache
def _our_year() -> re.Pattern[str]:
    nouns = "|".join(sorted(words("our_year")))
    return re.compile(rf"(?:{nouns})((?: \w+){{0,2}})[ (\u060c]{{1,3}}(\d{{4}})(?!\d|[.,/\u2013-]\d)")


def _beside(witness: Witness, at: Span | Timex, first: date, last: date) -> Constraint:
    whole = (first.month, first.day, last.month, last.day, first.year) == (1, 1, 12, 31, last.year)
    shown = str(first.year) if whole else f"{first}..{last}"
    return witness.constraint("year_beside", days.between(first, last), at, date=shown)


def title_years(witness: Witness) -> Iterator[Constraint]:
    """«ضمن احتفالية دمشق عاصمة الثقافة العربية 2008»: part of what is held in that year."""
    if not (witness.mentions("year_title") and witness.mentions("part_of")):
        return
    for timex, value in witness.dated:
        if value.granularity != "year" or value.earliest is None:
            continue
        before = witness.words_before(timex).split()[-_TITLE:]
        if (
            any_of(before[-_NEAR_WORDS - 1 :], "year_title")
            and any_of(before, "part_of")
            and not witness.is_ahead(timex)
        ):
            found = days.of_years(value.earliest.year, value.earliest.year)
            yield witness.constraint("title_year", found, timex, date=value.edtf)


# --- seasons ---------------------------------------------------------------------------------------------------------


def seasons(witness: Witness) -> Iterator[Constraint]:
    """«الموسم الحالي 2018-2019», «العام الدراسي 2004-2005»: named while it runs, or shortly before and after."""
    latest: tuple[int, Span, str] | None = None
    for match in _JOINED.finditer(witness.folded):
        begin, end = int(match[1]), int(match[2])
        which = _which_season(witness, match.start(), match.end())
        is_next = end in (begin + 1, (begin + 1) % 100) and begin in _YEARS
        if which is not None and is_next and (latest is None or begin > latest[0]):
            latest = begin, Span(*match.span()), which
    if latest is None:
        return
    begin, at, which = latest
    if which == "current":
        found = days.between(date(begin, *_BEGINS), date(begin + 1, *_ENDS))
    elif which == "past":
        found = days.between(date(begin + 1, 6, 1), date(begin + 2, *_ENDS))
    elif which == "coming":
        found = days.between(date(begin - 1, 9, 1), date(begin, 9, 15))
    else:
        found = days.between(date(begin, 4, 1), date(begin + 1, 9, 30))
    yield witness.constraint("season", found, at, date=f"{begin}/{begin + 1}")


def _which_season(witness: Witness, start: int, end: int) -> str | None:
    """Which season it is by the words beside it, '' where they do not say; None for what is none or long past."""
    sentence = witness.sentence_at(start)
    before = _WORD.findall(witness.folded, max(sentence.start, start - _REACH), start)[-_NEAR_WORDS:]
    behind = _WORD.findall(witness.folded, end, min(sentence.end, end + _REACH))[:1]
    at = next((at for at in (len(before) - 1, len(before) - 2) if at >= 0 and any_of([before[at]], "season")), None)
    if at is None or any_of(before[:at], "since"):
        return None
    near = (*before[at:], *behind)
    if any_of(before[at:], "our_year"):
        return "current"
    return next((which for which in ("current", "past", "coming") if any_of(near, which)), "")


# --- what cannot be older --------------------------------------------------------------------------------------------


def laws(witness: Witness) -> Iterator[Constraint]:
    """«القانون رقم 119 لسنة 2008», «القضية رقم 12 لسنة 2001»: the latest year of such a number."""
    if fold_key("\u0631\u0642\u0645") not in witness.folded:
        return
    numbers = [match for match in _LAW.finditer(witness.folded) if int(match[1]) in _YEARS]
    if numbers:
        latest = max(numbers, key=lambda match: (int(match[1]), -match.start()))
        first = date(int(latest[1]), 1, 1)
        yield witness.constraint("law", days.since(first), Span(*latest.span()), date=first)


def whole_years(witness: Witness) -> Iterator[Constraint]:
    """«طوال عام 2012», «عام 2021 كاملا», «بلغ حتى نهاية 2021»: figures are known when their time is over."""
    ends = any(timex.mod == "END" for timex, _ in witness.dated)
    for timex, value in witness.dated if ends or witness.mentions("whole_before", "whole_behind") else ():
        if value.granularity not in ("year", "month") or value.latest is None or value.edtf.startswith("["):
            continue
        before = witness.words_before(timex).split()[-1:]
        is_whole = witness.next_word(timex) in words("whole_behind") or any_of(before, "whole_before")
        if not is_whole and not (timex.mod == "END" and any_of(before, "as_of") and _is_past(witness, timex)):
            continue
        if not witness.is_ahead(timex) and witness.tense(timex) != "future":
            first = value.latest + timedelta(days=1) if is_whole else value.latest - _EARLY
            yield witness.constraint("whole_year", days.since(first), timex, date=first)


def _is_past(witness: Witness, timex: Timex) -> bool:
    clause = witness.clause(timex)
    return clause is not None and clause.trigger.form == "past" and clause.trigger.kind == "statistic"
