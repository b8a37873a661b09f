"""Checks on single dates: is there such a day, and does its weekday fit?"""

from __future__ import annotations

import calendar
from collections.abc import Iterator

from pipeline.model import Anchor, Article, CalendarDate, Finding, Resolved


def weekday_does_not_fit(article: Article, _anchor: Anchor, resolved: tuple[Resolved, ...]) -> Iterator[Finding]:
    """D102: the weekday beside a full date is another one."""
    for one in resolved:
        expr, day = one.timex.expr, one.value.earliest
        if not isinstance(expr, CalendarDate) or not (expr.weekday and expr.day and expr.year) or expr.hijri:
            continue
        if day is not None and day == one.value.latest and day.isoweekday() != expr.weekday:
            timex = one.timex
            args = (("surface", timex.surface), ("date", day.isoformat()), ("weekday", f"weekday_{day.isoweekday()}"))
            yield Finding("D102", "error", article.name, timex.start, timex.end, timex.surface, args)


def no_such_day(article: Article, _anchor: Anchor, resolved: tuple[Resolved, ...]) -> Iterator[Finding]:
    """D103: 31 June, or 29 February in a common year."""
    for one in resolved:
        expr = one.timex.expr
        if not isinstance(expr, CalendarDate) or expr.hijri or not (expr.month and expr.day) or expr.era < 0:
            continue
        longest = calendar.monthrange(expr.year or 2000, expr.month)[1]
        if expr.day > longest:
            timex = one.timex
            yield Finding(
                "D103", "error", article.name, timex.start, timex.end, timex.surface, (("surface", timex.surface),)
            )
