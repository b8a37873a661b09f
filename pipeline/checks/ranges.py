"""Checks on ranges: does the end come before the beginning?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from pipeline.checks.lengths import is_from_to
from pipeline.checks.view import View, is_stated
from pipeline.model import CalendarDate, Finding, Resolved, Span

_HYPHEN = re.compile(r"\s*[-\u2013\u2014]\s*")
_YEARS = range(1000, 2200)
_MOST = timedelta(days=250)


def reversed_range(view: View) -> Iterator[Finding]:
    """D205: «من 2019 إلى 2016», «(1953-1950)», «بين 12 و9 مايو»."""
    for first, second in pairwise(view.told):
        if not _is_range(view, first, second) or not (_is_backwards(first, second) or _is_too_long(first, second)):
            continue
        span = Span(first.timex.start, second.timex.end)
        yield view.finding(
            "D205",
            span,
            "error",
            begin=_named(first),
            end=_named(second),
            suggestion=f"{_named(second)}/{_named(first)}",
        )


def _is_range(view: View, first: Resolved, second: Resolved) -> bool:
    if first.timex.group and first.timex.group == second.timex.group:
        return first.timex.group_kind == "range"
    if is_stated(first) and is_stated(second) and is_from_to(view, first.timex, second.timex):
        return True
    text = view.article.text
    in_brackets = text[first.timex.start - 1 : first.timex.start] == "(" and text[second.timex.end :][:1] == ")"
    is_joined = _HYPHEN.fullmatch(text, first.timex.end, second.timex.start) is not None
    return is_joined and in_brackets and _is_year(first) and _is_year(second)


def _is_year(one: Resolved) -> bool:
    expr = one.timex.expr
    return isinstance(expr, CalendarDate) and expr == CalendarDate(year=expr.year) and expr.year in _YEARS


def _is_backwards(first: Resolved, second: Resolved) -> bool:
    begin, end = first.timex.expr, second.timex.expr
    if not isinstance(begin, CalendarDate) or not isinstance(end, CalendarDate) or begin.hijri != end.hijri:
        return False
    if begin.era < 0 or end.era < 0 or begin.clock or end.clock:
        return False
    if begin.year is None and end.year is None and {begin.direction, end.direction} <= {"none", "this"}:
        same_month = begin.month is not None and begin.month == end.month
        return same_month and begin.day is not None and end.day is not None and begin.day > end.day
    if not (is_stated(first) and is_stated(second)):
        return False
    assert first.value.earliest is not None
    assert second.value.latest is not None
    return first.value.earliest > second.value.latest


def _is_too_long(first: Resolved, second: Resolved) -> bool:
    """«من 13 مايو إلى 13 أبريل 2021»: the year that is said once was taken for the year before, most of a year back."""
    begin, end = first.timex.expr, second.timex.expr
    if not isinstance(begin, CalendarDate) or not isinstance(end, CalendarDate) or begin.hijri or end.hijri:
        return False
    if not (begin.day and end.day and begin.month and end.month) or begin.month <= end.month:
        return False
    if re.search(r"\d{4}", first.timex.surface) or first.value.earliest is None or second.value.earliest is None:
        return False
    return second.value.earliest - first.value.earliest > _MOST


def _named(one: Resolved) -> str:
    """The date as ISO writes it, '' for what has no bounds."""
    if is_stated(one):
        return one.value.edtf
    expr = one.timex.expr
    return f"{expr.month:02}-{expr.day:02}" if isinstance(expr, CalendarDate) and expr.month and expr.day else ""


CHECKS = (reversed_range,)
