"""Expressions that count from the day of writing, or from the day that the text has come to."""

from __future__ import annotations

from pipeline.grammar.calendar import MODIFIER, MONTHS, SHIFT, WEEKDAY, direction, mod, months, unit_shift
from pipeline.grammar.rule import Match, Part, Rule
from pipeline.model import CalendarDate, Offset, Reference, Unit


def day(match: Match) -> list[Part] | None:
    """«أمس», «غدا الأربعاء», «أول من أمس»."""
    unit = match.get("DEICTIC")
    if unit is None:
        return None
    return match.part("DATE", Offset("day", int(unit.value), weekday=match.number("WEEKDAY")))


def today(match: Match) -> list[Part] | None:
    """«اليوم», «اليوم الثلاثاء»."""
    return match.part("DATE", Offset("day", 0, weekday=match.number("WEEKDAY")))


def calendar_unit(match: Match) -> list[Part] | None:
    """«الشهر الماضي», «هذا العام», «الأسبوع قبل الماضي», «العام نفسه», «أواخر الشهر الجاري»."""
    shift, from_text = unit_shift(match)
    name = match.name("DEF")
    if name is None or name in ("hour", "minute", "second"):
        return None
    unit: Unit = name  # type: ignore[assignment]
    return match.part("DATE", Offset(unit, shift or 0, base="text" if from_text else "anchor"), mod(match))


def weekday(match: Match) -> list[Part] | None:
    """«الأربعاء», «السبت الماضي», «يوم الأحد المقبل»."""
    before_last = match.number("BEFORELAST")
    return match.part(
        "DATE",
        CalendarDate(
            weekday=match.number("WEEKDAY"),
            direction=direction(match) if before_last is None else "past" if before_last < 0 else "future",
            year_offset=before_last,
            base="text" if match.get("SAME", "FOLLOWING") else "anchor",
        ),
    )


def weekend(match: Match) -> list[Part] | None:
    """«عطلة نهاية الأسبوع», «نهاية الأسبوع الماضي»."""
    shift, _ = unit_shift(match)
    return match.part("DATE", Offset("week", shift or 0, part="WE"))


def week_of_month(match: Match) -> list[Part] | None:
    """«الأسبوع الأول من يونيو»: its days 1–7, 8–14 and so on, as far as the words go: the month, early or late."""
    number = match.all("ORD")[0].value
    named = months(match)
    if not named or len(named) != 1 or not 1 <= number <= 5:
        return None
    expr = CalendarDate(match.number("Y"), named[0], direction=direction(match))
    return match.part("DATE", expr, "START" if number == 1 else "MID" if number <= 3 else "END")


def reference(match: Match) -> list[Part] | None:
    """Words for now, past and future."""
    name = match.name("NOW", "PAST", "FUTURE")
    return match.part("DATE", Reference(name or "PAST_REF"))


_WHOLE = "(DEF:day|DEF:week|DEF:month|DEF:season|DEF:year|DEF:decade|DEF:century)"

RULES = (
    Rule("deictic.reference", "NOW|PAST|FUTURE", reference),
    Rule("deictic.weekend", "WEEKEND (DIR|BEFORELAST)?", weekend),
    Rule("deictic.weekday_shift", f"{WEEKDAY} {SHIFT}", weekday),
    Rule("deictic.day", f"DEICTIC (COMMA? {WEEKDAY})?", day),
    Rule("deictic.today_weekday", "THIS? DEF:day COMMA? WEEKDAY", today),
    Rule("deictic.week_of_month", f"DEF:week ORD OF SG:month? {MONTHS} (Y|DIR)?", week_of_month),
    Rule("deictic.unit_shift", f"{MODIFIER}? THIS? DEF {SHIFT}", calendar_unit),
    Rule("deictic.this_unit", f"{MODIFIER}? POINT DEF !(ORD|COUNTED|DIR|BEFORELAST)", calendar_unit),
    Rule("deictic.unit_modified", f"{MODIFIER} {_WHOLE} !(ORD|D|DAYADJ)", calendar_unit),
    Rule("deictic.weekday", WEEKDAY, weekday),
    Rule("deictic.today", "DEF:day !(DAYADJ|ORD|DIR|FOLLOWING|SAME)", today),
    Rule("deictic.past_noun", "@(IN|OF|PRE|TO|WORD) DIR:pastnoun", reference),
)
