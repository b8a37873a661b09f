"""Which resolved expressions date something, and to when: the step between expressions and mentions.

The ends of a range, neighbouring days of a list, both calendars of one day and a clock time beside its day are one use.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Literal, NamedTuple

from pipeline import timevalue
from pipeline.calendars import shift
from pipeline.model import Duration, Recurrence, Reference, Resolved, Span, TimeValue

Role = Literal["date", "since", "counted back", "length", "recurrence"]


class Use(NamedTuple):
    """One dating of something: the expressions (in order), and the value that they give together.

    role: `date`; `since` («منذ 2006»); `counted back` a duration from another date («بعد شهرين من …», «أول … منذ 24
    عاما»); `length` («لمدة يومين»); `recurrence` a SET.
    """

    start: int
    end: int
    timexes: tuple[Resolved, ...]
    value: TimeValue
    role: Role

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where its expressions stand."""
        return tuple(Span(one.timex.start, one.timex.end) for one in self.timexes)


def uses(resolved: Sequence[Resolved]) -> list[Use]:
    """The uses of an article's expressions, in order; references to now, past and future date nothing."""
    found: list[Use] = []
    position = 0
    while position < len(resolved):
        group = _group(resolved, position)
        position += len(group)
        found += _of_group(group)
    return _with_clocks(found)


def _group(resolved: Sequence[Resolved], position: int) -> list[Resolved]:
    first = resolved[position]
    group = [first]
    while (
        first.timex.group
        and position + len(group) < len(resolved)
        and resolved[position + len(group)].timex.group == first.timex.group
    ):
        group.append(resolved[position + len(group)])
    return group


def _of_group(group: list[Resolved]) -> list[Use]:
    kind = group[0].timex.group_kind
    if len(group) == 1:
        return _single(group[0])
    if kind == "same":
        dated = next((one for one in group if one.value.earliest), group[0])
        return [_use(group, dated.value, "date")]
    if (kind == "range" and not _is_backwards(group)) or _consecutive(group):
        return [_use(group, timevalue.spanning(group[0].value, group[-1].value), "date")]
    return [use for one in group for use in _single(one)]


def _use(group: Sequence[Resolved], value: TimeValue, role: Role) -> Use:
    return Use(group[0].timex.start, group[-1].timex.end, tuple(group), value, role)


def _single(one: Resolved) -> list[Use]:
    expr = one.timex.expr
    if isinstance(expr, Reference):
        return []
    if one.value.timex3 in ("PAST_REF", "PRESENT_REF", "FUTURE_REF"):
        return []
    if isinstance(expr, Recurrence):
        return [_use([one], one.value, "recurrence")]
    if isinstance(expr, Duration):
        if one.value.earliest is not None:
            return [_use([one], one.value, "date")]
        if expr.relation in ("after", "since"):
            return [_use([one], one.value, "counted back")]
        return [_use([one], one.value, "length")] if expr.relation == "lasting" else []
    return [_use([one], one.value, "date")]


def _is_backwards(group: list[Resolved]) -> bool:
    """«من 2019 إلى 2016» is a slip (a finding says so): two dates, and no interval."""
    first, last = group[0].value.earliest, group[-1].value.latest
    return first is not None and last is not None and first > last


def _consecutive(group: list[Resolved]) -> bool:
    """Neighbouring days or years of a list are one stretch; «2010 و2014» are two dates."""
    for one, other in pairwise(group):
        if one.value.latest is None or other.value.earliest is None:
            return False
        if not timedelta(0) < other.value.earliest - one.value.latest <= timedelta(days=1):
            return False
    return True


def _with_clocks(found: list[Use]) -> list[Use]:
    """A clock time close behind its day belongs to that day's use."""
    out: list[Use] = []
    for use in found:
        before = out[-1] if out else None
        if (
            before is not None
            and use.value.granularity == "time"
            and before.value.granularity == "day"
            and use.value.earliest == before.value.earliest
            and use.start - before.end <= 12
        ):
            out[-1] = before._replace(end=use.end, timexes=(*before.timexes, *use.timexes))
        else:
            out.append(use)
    return out


def counted_from(base: TimeValue, length: Duration, *, on: bool = False) -> TimeValue | None:
    """The date a length of time before a base date (on: behind it); None where either is not known well enough.

    «بعد شهرين من X» in April 2019 puts X into February 2019: the unit of the length is the granularity, unless the
    base itself is wider.
    """
    if base.earliest is None or base.latest is None or len(length.amounts) != 1:
        return None
    number, unit = length.amounts[0]
    if number is None:
        return None
    number = number if on else -number
    try:
        first, last = shift(base.earliest, number, unit), shift(base.latest, number, unit)
    except ValueError:
        return None
    wide = base.granularity in ("year", "decade", "century", "half", "quarter", "season")
    if unit in ("year", "decade", "century", "season") or (wide and unit == "month" and number % 12 == 0):
        begin, end = timevalue.of_year(first.year), timevalue.of_year(last.year)
    elif unit == "month" and not wide:
        begin, end = timevalue.of_month(first.year, first.month), timevalue.of_month(last.year, last.month)
    elif unit in ("day", "hour", "minute", "second") and base.granularity in ("day", "time"):
        begin, end = timevalue.of_day(first), timevalue.of_day(last)
    elif unit == "week" and base.granularity in ("day", "time"):
        begin, end = (timevalue.of_week(day - timedelta(days=day.weekday())) for day in (first, last))
    else:
        return timevalue.once_within(timevalue.of_days(first, last, granularity=base.granularity))
    return begin if begin == end else timevalue.once_within(timevalue.spanning(begin, end))
