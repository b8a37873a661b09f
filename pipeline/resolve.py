"""From what time words mean to when that is: a TimeExpr and an anchor give a TimeValue, with a trace of how.

The anchor may itself be an interval: an expression is then resolved from both its ends, and where these disagree the
value is all that lies between. Without an anchor the value stays underspecified (XXXX-09), never guessed.
A trace is one line in a fixed notation, `step(key=value; …) -> value`, which messages/ puts into words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pipeline import feasts, timevalue
from pipeline.calendars import shift, shift_months
from pipeline.model import (
    CalendarDate,
    Duration,
    Interval,
    NamedDay,
    Offset,
    Recurrence,
    Reference,
    RelativeTo,
    Resolved,
    Span,
    TimeExpr,
    TimeValue,
    Timex,
    Unit,
)
from pipeline.nearest import (
    absolute,
    hijri_value,
    is_absolute,
    nearest,
    nearest_feast,
    nearest_hijri,
    next_weekday,
    with_part,
)
from pipeline.tense import Tense, tense_at
from pipeline.timevalue import duration_value

_UNDERSPECIFIED: dict[Unit, str] = {
    "second": "XXXX-XX-XX",
    "minute": "XXXX-XX-XX",
    "hour": "XXXX-XX-XX",
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "half": "XXXX-HX",
    "season": "XXXX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}

_Outcome = tuple[TimeValue, RelativeTo, str]

# How far from a clock time its day may stand, in characters, where a sentence may end between them.
_DAY_BEHIND_REACH = 12
# What moves the narrative on, so that «اليوم نفسه» counts from it.
_NARRATED = frozenset(("time", "day", "week", "month", "year"))


class _Context(NamedTuple):
    """What an expression is read against.

    bounds: the article's date. narrative: the last date before it in the text. before: the row before it in its range
    or list. sentence: where its sentence starts. behind: the day that stands right behind a clock time.
    """

    bounds: tuple[date, date] | None
    tense: Tense
    narrative: Resolved | None = None
    before: Resolved | None = None
    sentence: int = 0
    behind: TimeValue | None = None


def resolve(
    text: str, sentences: Sequence[Span], timexes: Sequence[Timex], anchor: TimeValue | None
) -> tuple[Resolved, ...]:
    """The value of every expression of an article, in order.

    anchor: the article's date (bounds may span days, months or years), None where it is unknown.
    """
    bounds = _bounds(anchor)
    resolved: list[Resolved] = []
    at = -1
    narrative: Resolved | None = None
    for position, timex in enumerate(timexes):
        while at + 1 < len(sentences) and sentences[at + 1].start <= timex.start:
            at += 1
        sentence = sentences[max(at, 0)] if sentences else Span(0, len(text))
        before = resolved[position - 1] if position and _grouped(timex, timexes[position - 1]) else None
        tense = tense_at(text, sentence, timex) if _leans_on_tense(timex.expr) else "unknown"
        context = _Context(bounds, tense, narrative, before, sentence.start)
        if isinstance(timex.expr, CalendarDate) and timex.expr.clock and position + 1 < len(timexes):
            context = context._replace(behind=_day_behind(timex, timexes[position + 1], context))
        value, relative_to, trace = _resolve_one(timex, context) or _outside(timex)
        if before is not None and _is_too_late(timex, value, bounds):
            grouped = [index for index in range(max(0, position - 3), position) if timexes[index].group == timex.group]
            for index in grouped:
                resolved[index] = _week_earlier(resolved[index])
            value = _week_earlier(Resolved(timex, value, relative_to, "")).value
        if timex.mod == "APPROX":
            value = timevalue.approximately(value)
        resolved.append(Resolved(timex, value, relative_to, f"{trace} -> {value.edtf or value.timex3}"))
        if value.earliest and value.granularity in _NARRATED and timex.type in ("DATE", "TIME"):
            narrative = resolved[-1]
    return tuple(_same_days(resolved))


def _outside(timex: Timex) -> _Outcome:
    return undated(_unspecified(timex)), "anchor", f"outside_calendar(words={timex.rule})"


def _leans_on_tense(expr: TimeExpr) -> bool:
    """Whether the verb decides which one is meant: of days, months, seasons and feasts without a year."""
    if isinstance(expr, Interval):
        return _leans_on_tense(expr.end)
    if isinstance(expr, NamedDay):
        return expr.year is None and expr.hijri_year is None and expr.direction == "none"
    return isinstance(expr, CalendarDate) and expr.year is None and expr.direction == "none"


def _is_too_late(timex: Timex, value: TimeValue, bounds: tuple[date, date] | None) -> bool:
    """«بين الاثنين والأربعاء الماضيين»: the second weekday, counted from the first, would not be past."""
    expr = timex.expr
    is_past_weekday = isinstance(expr, CalendarDate) and expr.weekday is not None and expr.direction == "past"
    return is_past_weekday and bounds is not None and value.earliest is not None and value.earliest > bounds[1]


def _week_earlier(one: Resolved) -> Resolved:
    if one.value.earliest is None or one.value.earliest != one.value.latest:
        return one
    value = timevalue.of_day(one.value.earliest - timedelta(days=7))
    return Resolved(one.timex, value, one.relative_to, f"{one.trace.rpartition(' -> ')[0]} -> {value.edtf}")


def _day_behind(timex: Timex, following: Timex, context: _Context) -> TimeValue | None:
    """«الساعة الثامنة مساء يوم 18 يونيو»: the day right behind a clock time is its day."""
    if following.type != "DATE" or following.start - timex.end > 2:
        return None
    outcome = _resolve_one(following, context)
    return outcome[0] if outcome is not None and outcome[0].granularity == "day" else None


def undated(timex3: str) -> TimeValue:
    """A value without bounds."""
    return timevalue.undated(timex3)


def _bounds(anchor: TimeValue | None) -> tuple[date, date] | None:
    if anchor is None or anchor.earliest is None or anchor.latest is None:
        return None
    return anchor.earliest, anchor.latest


def _grouped(one: Timex, other: Timex) -> bool:
    return bool(one.group) and one.group == other.group and one.group_kind in ("range", "list")


def _same_days(resolved: list[Resolved]) -> list[Resolved]:
    """Hijri and Gregorian around «الموافق» are the same days: the Gregorian one, which is exact, says which."""
    out = list(resolved)
    for position in range(len(out) - 1):
        first, second = out[position], out[position + 1]
        if first.timex.group_kind != "same" or first.timex.group != second.timex.group:
            continue
        hijri, plain = (position, position + 1) if _is_hijri(first.timex) else (position + 1, position)
        if out[plain].value.earliest is not None:
            value = out[plain].value
            trace = f"same_days(as={value.edtf}) -> {value.edtf}"
            out[hijri] = Resolved(out[hijri].timex, value, out[plain].relative_to, trace)
    return out


def _is_hijri(timex: Timex) -> bool:
    return isinstance(timex.expr, CalendarDate) and timex.expr.hijri


def _resolve_one(timex: Timex, context: _Context) -> _Outcome | None:
    """The value of one expression, None where the calendar has no such day."""
    expr = timex.expr
    bounds, tense = context.bounds, context.tense
    try:
        if isinstance(expr, Reference):
            return undated(expr.value), "anchor", f"reference(to={expr.value})"
        if isinstance(expr, Recurrence):
            return undated(expr.value), "none", f"recurrence(value={expr.value})"
        if isinstance(expr, Duration):
            return _duration(expr, bounds)
        if isinstance(expr, Interval):
            return _interval(expr, context)
        if isinstance(expr, NamedDay):
            return _named_day(expr, bounds, tense)
        if isinstance(expr, Offset):
            return _offset(expr, context)
        if expr.clock is not None and expr.weekday is None:
            return _clock(expr.clock, timex, context)
        if expr.part is not None and expr == CalendarDate(part=expr.part):
            return _part_alone(expr.part, timex, context)
        return _calendar(expr, context)
    except (ValueError, OverflowError):
        return None


def _from_anchor(bounds: tuple[date, date], find: Callable[[date], TimeValue]) -> TimeValue:
    """The value counted from every day of the anchor: one value where the ends agree, else all between them."""
    first, last = find(bounds[0]), find(bounds[1])
    if first == last or first.earliest is None or last.latest is None or last.earliest is None:
        return first
    low, high = min(first.earliest, last.earliest), max(first.latest or first.earliest, last.latest)
    return TimeValue(first.timex3, f"[{low}..{high}]", low, high, first.granularity)


def _count(unit: Unit, amount: float, day: date, exact: bool) -> TimeValue:
    """The day, week, month … that lies so many units from a day."""
    if unit in ("second", "minute", "hour", "day"):
        return timevalue.of_day(shift(day, amount, unit))
    if unit == "week":
        target = shift(day, amount, "week")
        return timevalue.of_week(target - timedelta(days=target.weekday()))
    if unit == "month":
        target = shift_months(day, round(amount)) if amount == int(amount) else shift(day, amount, unit)
        return timevalue.of_month(target.year, target.month)
    if unit == "quarter":
        target = shift_months(day, round(amount) * 3)
        return timevalue.of_sub_year(target.year, f"Q{(target.month + 2) // 3}")
    if unit == "half":
        target = shift_months(day, round(amount) * 6)
        return timevalue.of_sub_year(target.year, "H1" if target.month <= 6 else "H2")
    if unit == "season":
        target = shift_months(day, round(amount * 12))
        begin = target.year - (target.month < 7)
        return timevalue.spanning(timevalue.of_year(begin), timevalue.of_year(begin + 1))
    if unit == "year" or exact:
        years = amount * {"year": 1, "decade": 10, "century": 100}[unit]
        return timevalue.of_year(shift_months(day, round(years * 12)).year)
    if unit == "decade":
        return timevalue.of_decade(day.year // 10 + round(amount))
    return timevalue.of_century(day.year // 100 + round(amount))


def _offset(expr: Offset, context: _Context) -> _Outcome | None:
    bounds, narrative = context.bounds, context.narrative
    if expr.amount is None:
        return undated("PAST_REF"), "anchor", "reference(to=PAST_REF)"
    relative_to: RelativeTo = "anchor"
    if expr.base == "text" and (narrative is not None or expr.amount or bounds is None):
        if narrative is None or narrative.value.earliest is None or narrative.value.latest is None:
            return undated(_UNDERSPECIFIED[expr.unit]), "text", "no_date_before()"
        bounds, relative_to = (narrative.value.earliest, narrative.value.latest), "text"
    if bounds is None:
        unknown = _UNDERSPECIFIED[expr.unit]
        suffix = f"T{expr.clock or expr.part}" if expr.clock or (expr.part and expr.part != "WE") else ""
        return undated(unknown + suffix), relative_to, f"no_anchor(unit={expr.unit}; amount={expr.amount:g})"
    unit, amount, exact = expr.unit, expr.amount, expr.exact

    def find(day: date) -> TimeValue:
        value = _count(unit, amount, day, exact)
        if expr.part == "WE":
            return _weekend(value)
        part = expr.clock or expr.part
        return timevalue.of_clock(value.earliest, part) if part and value.earliest else value

    value = _from_anchor(bounds, find)
    start = f"{bounds[0]}" if bounds[0] == bounds[1] else f"{bounds[0]}..{bounds[1]}"
    return value, relative_to, f"counted(unit={unit}; amount={amount:g}; from={start}; base={relative_to})"


def _weekend(week: TimeValue) -> TimeValue:
    """Friday to Sunday: what the weekend is differs from country to country, and the word does not say."""
    assert week.earliest is not None
    friday = week.earliest + timedelta(days=4)
    return TimeValue(
        f"{week.timex3}-WE",
        f"[{friday}..{friday + timedelta(days=2)}]",
        friday,
        friday + timedelta(days=2),
        "day",
    )


def _duration(expr: Duration, bounds: tuple[date, date] | None) -> _Outcome:
    value = duration_value(expr.amounts)
    if expr.upto:
        value = f"{value}/{duration_value(expr.upto)}"
    if expr.start is not None:
        return _from_start(expr, expr.start, value, bounds)
    known = len(expr.amounts) == 1 and expr.amounts[0][0] is not None
    if expr.direction in ("past", "future") and bounds is not None and known:
        number, unit = expr.amounts[0]
        assert number is not None
        if expr.direction == "past":
            first, last = shift(bounds[0], -number, unit), bounds[1]
        else:
            first, last = bounds[0], shift(bounds[1], number, unit)
        return (
            timevalue.of_days(first, last, value),
            "anchor",
            f"stretch(length={value}; side={expr.direction}; from={bounds[0]})",
        )
    return undated(value), "none", f"length(value={value})"


def _from_start(expr: Duration, start: CalendarDate, timex3: str, bounds: tuple[date, date] | None) -> _Outcome:
    """«الأشهر التسعة الأولى من 2017»: so long from the first day of the year."""
    number, unit = expr.amounts[0]
    year = start.year
    if year is None and bounds is not None and bounds[0].year == bounds[1].year:
        year = bounds[0].year + (start.year_offset or 0)
    if year is None or number is None:
        return undated(timex3), "anchor", "no_anchor()"
    first = date(year, 1, 1)
    last = shift(first, number, unit) - timedelta(days=1)
    relative_to: RelativeTo = "none" if start.year is not None else "anchor"
    return timevalue.of_days(first, last, timex3), relative_to, f"ends(begin={first}; end={last})"


def _interval(expr: Interval, context: _Context) -> _Outcome | None:
    alone = context._replace(narrative=None, before=None)
    begin, end = _calendar(expr.begin, alone), _calendar(expr.end, alone)
    if begin is None or end is None:
        return None
    first, value, relative_to = begin[0], end[0], end[1]
    if first.earliest is None or value.earliest is None:
        return undated(f"{first.timex3}/{value.timex3}"), relative_to, "no_anchor()"
    if first.earliest > value.earliest:
        year = value.earliest.year - (first.earliest.month > value.earliest.month)
        first = timevalue.of_month(year, first.earliest.month)
    joined = timevalue.spanning(first, value)
    return joined, relative_to, f"ends(begin={first.edtf}; end={value.edtf})"


def _clock(clock: str, timex: Timex, context: _Context) -> _Outcome:
    """A time belongs to the day right behind it or named before it in its sentence, else to the day of writing."""
    day = _told_day(timex, context)
    if day is not None:
        return timevalue.of_clock(day, clock), "text", f"clock(time={clock}; day={day}; base=text)"
    bounds = context.bounds
    if bounds is None or bounds[0] != bounds[1]:
        return undated(f"XXXX-XX-XXT{clock}"), "anchor", "no_anchor(unit=day; amount=0)"
    return timevalue.of_clock(bounds[0], clock), "anchor", f"clock(time={clock}; day={bounds[0]}; base=anchor)"


def _part_alone(part: str, timex: Timex, context: _Context) -> _Outcome:
    """«وصل أمس وغادر ليلا»: a part of the day named before it in its sentence, else of the day of writing."""
    day, bounds = _told_day(timex, context), context.bounds
    base: RelativeTo = "anchor" if day is None else "text"
    if day is None and bounds is not None and bounds[0] == bounds[1]:
        day = bounds[0]
    if day is None:
        return undated(f"XXXX-XX-XXT{part}"), base, "no_anchor(unit=day; amount=0)"
    return timevalue.of_clock(day, part), base, f"counted(unit=day; amount=0; from={day}; base={base})"


def _told_day(timex: Timex, context: _Context) -> date | None:
    if context.behind is not None:
        return context.behind.earliest
    narrative = context.narrative
    if narrative is None or narrative.value.granularity not in ("day", "time"):
        return None
    near = timex.start - narrative.timex.end < _DAY_BEHIND_REACH or narrative.timex.start >= context.sentence
    return narrative.value.earliest if near and narrative.value.earliest == narrative.value.latest else None


# --- dates of the calendar ------------------------------------------------------------------------------------


def _unspecified(timex: Timex) -> str:
    if isinstance(timex.expr, CalendarDate):
        return _underspecified(timex.expr)
    if isinstance(timex.expr, Offset):
        return _UNDERSPECIFIED[timex.expr.unit]
    if isinstance(timex.expr, NamedDay):
        return _unspecified_feast(timex.expr)
    return "XXXX"


def _underspecified(expr: CalendarDate) -> str:
    """The TIMEX3 value of a date that lacks its year."""
    year = f"{expr.year:04}" if expr.year is not None and expr.era > 0 else "XXXX"
    if expr.season:
        text = f"{year}-{expr.season}"
    elif expr.quarter or expr.half:
        text = f"{year}-" + (f"Q{expr.quarter}" if expr.quarter else f"H{expr.half}")
    elif expr.month:
        text = f"{year}-{expr.month:02}" + (f"-{expr.day:02}" if expr.day else "")
    elif expr.day:
        text = f"{year}-XX-{expr.day:02}"
    elif expr.weekday:
        text = f"{year}-WXX-{expr.weekday}"
    elif expr.decade is not None:
        text = f"XX{expr.decade % 10}"
    elif expr.clock or expr.part:
        text = "XXXX-XX-XX"
    else:
        text = year
    return text + (f"T{expr.clock or expr.part}" if expr.clock or expr.part else "")


def _calendar(expr: CalendarDate, context: _Context) -> _Outcome | None:
    bounds, tense, narrative, before = context.bounds, context.tense, context.narrative, context.before
    if expr.hijri:
        return _hijri(expr, bounds, tense)
    if is_absolute(expr):
        return with_part(absolute(expr), expr), "none", "stated()"
    relative_to: RelativeTo = "anchor"
    if expr.base == "text" and (narrative is not None or expr.month_offset or expr.year_offset or bounds is None):
        if narrative is None or narrative.value.earliest is None or narrative.value.latest is None:
            return undated(_underspecified(expr)), "text", "no_date_before()"
        bounds, relative_to = (narrative.value.earliest, narrative.value.latest), "text"
    if before is not None and before.value.latest is not None and expr.weekday and not expr.day:
        day = next_weekday(before.value.latest, expr.weekday)
        return (
            with_part(timevalue.of_day(day), expr),
            "anchor",
            f"weekday_after(weekday={expr.weekday}; after={before.value.latest})",
        )
    if bounds is None:
        return undated(_underspecified(expr)), relative_to, "no_anchor()"
    value = _from_anchor(bounds, lambda day: with_part(nearest(expr, day, tense), expr))
    start = f"{bounds[0]}" if bounds[0] == bounds[1] else f"{bounds[0]}..{bounds[1]}"
    step = "weekday" if expr.weekday and not expr.day else "nearest"
    side = expr.direction if expr.direction != "none" else "past" if tense == "unknown" else tense
    return value, relative_to, f"{step}(side={side}; from={start}; base={relative_to})"


def _hijri(expr: CalendarDate, bounds: tuple[date, date] | None, tense: Tense) -> _Outcome | None:
    if expr.year is not None:
        value = hijri_value(expr, expr.year)
        if value is None:
            return undated(f"{expr.year:04}"), "none", f"outside_hijri(year={expr.year})"
        return with_part(value, expr), "none", f"hijri(year={expr.year})"
    if bounds is None:
        return undated("XXXX"), "anchor", "no_anchor()"
    value = _from_anchor(bounds, lambda day: with_part(nearest_hijri(expr, day, tense), expr))
    return value, "anchor", f"hijri_nearest(from={bounds[0]})"


# --- feasts ---------------------------------------------------------------------------------------------------


def _named_day(expr: NamedDay, bounds: tuple[date, date] | None, tense: Tense) -> _Outcome | None:
    if not feasts.is_known(expr.key, expr.country):
        return undated(_unspecified_feast(expr)), "none" if expr.year is not None else "anchor", "no_country()"
    if expr.hijri_year is not None:
        day = feasts.in_hijri_year(expr.key, expr.hijri_year)
        return None if day is None else (_feast(expr, day), "none", f"feast(name={expr.key})")
    if expr.year is not None:
        days = feasts.in_year(expr.key, expr.year, expr.country)
        return (_feast(expr, days[0]), "none", f"feast(name={expr.key})") if days else None
    if bounds is None:
        fixed = feasts.fixed_day(expr.key, expr.country) if not expr.shift else None
        return undated(f"XXXX-{fixed[0]:02}-{fixed[1]:02}" if fixed else "XXXX-XX-XX"), "anchor", "no_anchor()"
    value = _from_anchor(bounds, lambda day: _feast(expr, nearest_feast(expr, day, tense)))
    return value, "anchor", f"feast_nearest(name={expr.key}; from={bounds[0]})"


def _unspecified_feast(expr: NamedDay) -> str:
    return f"{expr.year:04}-XX-XX" if expr.year is not None else "XXXX-XX-XX"


def _feast(expr: NamedDay, day: date) -> TimeValue:
    """The day of a feast, so many days after its first, as a part of the day or the stretch that it lasts."""
    first = day + timedelta(days=expr.shift)
    if expr.part:
        return timevalue.of_clock(first, expr.part)
    return timevalue.of_days(first, first + timedelta(days=feasts.length(expr.key) - 1 if not expr.shift else 0))
