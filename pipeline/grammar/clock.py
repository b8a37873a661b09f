"""Clock times and parts of the day."""

from __future__ import annotations

from pipeline.grammar.calendar import WEEKDAY
from pipeline.grammar.rule import Match, Part, Rule
from pipeline.model import CalendarDate, Offset

_AFTERNOON = frozenset({"AF", "EV", "NI", "MI"})
_DAY = f"({WEEKDAY}|DEICTIC|DEF:day)"


def clock(match: Match) -> list[Part] | None:
    """«الساعة 08:16 م», «الساعة الثامنة والنصف مساء»: a time of the day that the text is about."""
    numbers = [unit for unit in match.all("NUM", "ORD") if unit.cls != "Y"]
    if not numbers:
        return None
    hour = int(numbers[0].value)
    minute: int | None = int(numbers[1].value) if len(numbers) > 1 else None
    fraction = match.get("FRAC")
    if fraction is not None:
        minute = int(float(fraction.value) * 60)
    if hour > 24 or (minute or 0) > 59:
        return None
    if _is_afternoon(match) and hour < 12:
        hour += 12
    elif _is_morning(match) and hour == 12:
        hour = 0
    text = f"{hour:02}" if minute is None else f"{hour:02}:{minute:02}"
    return match.part("TIME", _on_day(match, text))


def _on_day(match: Match, text: str) -> CalendarDate | Offset:
    deictic = match.get("DEICTIC")
    if deictic is not None:
        return Offset("day", int(deictic.value), clock=text)
    if match.get("DEF:day") and match.get("WEEKDAY") is None:
        return Offset("day", 0, clock=text)
    return CalendarDate(weekday=match.number("WEEKDAY"), clock=text)


def _is_afternoon(match: Match) -> bool:
    return match.get("LETTERM") is not None or match.name("PARTACC", "PART", "PARTDEF") in _AFTERNOON


def _is_morning(match: Match) -> bool:
    return match.get("LETTERS") is not None or match.name("PARTACC", "PART", "PARTDEF") == "MO"


def bare_clock(match: Match) -> list[Part] | None:
    """«08:16 م», «20:45»: only two digits behind the colon make a time, and the hour must be one."""
    hour, minute = match.all("DIGITS")[:2]
    if minute.end - minute.start != 2 or hour.end != match.all("COLON")[0].start or hour.value > 24:
        return None
    return clock(match)


def midnight(match: Match) -> list[Part] | None:
    """«منتصف الليل»."""
    return match.part("TIME", _on_day(match, str(match.name("MIDNIGHT"))))


def part_of_day(match: Match) -> list[Part] | None:
    """«مساء الثلاثاء», «فجر اليوم», «ليلة السبت الأحد», «أمس مساء»."""
    part = match.name("PART", "PARTACC", "PARTDEF")
    deictic, weekday = match.get("DEICTIC"), match.number("WEEKDAY")
    if deictic is not None:
        return match.part("TIME", Offset("day", int(deictic.value), part=part, weekday=weekday))
    if weekday is None:
        return match.part("TIME", Offset("day", 0, part=part))
    shift = match.name("DIR")
    return match.part(
        "TIME",
        CalendarDate(
            weekday=weekday,
            part=part,
            direction="past" if shift in ("past", "pastnoun") else "future" if shift == "future" else "none",
        ),
    )


def night(match: Match) -> list[Part] | None:
    """«الليلة الماضية», «الليلة»."""
    unit = match.get("LASTNIGHT", "TONIGHT")
    return None if unit is None else match.part("TIME", Offset("day", int(unit.value), part="NI"))


_MINUTES = "((COLON|DOT) (D|N) | AND (FRAC|D|CARD) (SG:minute|PL:minute)?)"
_HALF = "(COMMA? (LETTERM|LETTERS|PARTACC|PART|PARTDEF))"

RULES = (
    Rule("clock.hour", f"DEF:hour (D|N|CARD|ORD) {_MINUTES}? (OF)? {_HALF}? (OF? {_DAY})?", clock),
    Rule("clock.digits", f"(D|N) COLON (D|N) {_HALF}? !(COLON|DIGITS)", bare_clock),
    Rule("clock.midnight", f"MIDNIGHT (OF? {_DAY})?", midnight),
    Rule("clock.last_night", "LASTNIGHT", night),
    Rule("clock.tonight", "TONIGHT !(DIR|BEFORELAST|ORD)", night),
    Rule("clock.night_between", "PART:NI WEEKDAY (DASH|SLASH|AND)? WEEKDAY", part_of_day),
    Rule("clock.part_of_day", f"(PART|PARTDEF OF) (OF)? {_DAY} DIR?", part_of_day),
    Rule("clock.day_and_part", f"({WEEKDAY}|DEICTIC|DEF:day) (DIR)? COMMA? PARTACC", part_of_day),
)
