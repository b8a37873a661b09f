"""Clock times and parts of the day."""

from __future__ import annotations

from pipeline.grammar.calendar import WEEKDAY, direction
from pipeline.grammar.rule import Match, Part, Rule
from pipeline.model import CalendarDate, Offset, Reference

DAY_OF_CLOCK = f"({WEEKDAY} DIR? | DEICTIC (COMMA? WEEKDAY)? | DEF:day (WEEKDAY|FOLLOWING|SAME)?)"


def clock(match: Match) -> list[Part] | None:
    """«الساعة 08:16 م», «الساعة الثامنة والنصف مساء»: a time of the day that the text is about."""
    numbers = match.all("NUM", "ORD")
    if not numbers:
        return None
    hour, minute = int(numbers[0].value), int(numbers[1].value) if len(numbers) > 1 else 0
    if numbers[0].cls != "ORD" and numbers[0].end - numbers[0].start == 4 and len(numbers) == 1:
        hour, minute = divmod(hour, 100)
    fraction = match.get("FRAC", "FRACDEF")
    if fraction is not None:
        minute = round(float(fraction.value) * 60)
    if minute > 59 or hour > 24:
        return None
    hour = _on_24_hours(hour, match)
    if match.get("EXCEPT"):
        hour, minute = (hour - 1) % 24, 60 - minute
    return match.part("TIME", _on_day(match, f"{hour:02}:{minute:02}"))


def hour_and_part(match: Match) -> list[Part] | None:
    """«8 مساء»; but in «فاز 2-1 مساء الأحد» the number is of a score, which is told with the larger one first."""
    dash = match.before()
    if dash is not None and dash.cls == "DASH" and match.first > 1 and dash.end == match.units[match.first].start:
        other = match.units[match.first - 2]
        hour = match.get("NUM")
        if hour is not None and other.end == dash.start and other.cls == hour.cls and other.value >= hour.value:
            return None
    return clock(match)


def _on_24_hours(hour: int, match: Match) -> int:
    """The hour by what stands beside it: «8 مساء» is 20, «2 ليلا» is 2, «12 ليلا» is midnight."""
    part = match.name("PARTACC", "PART", "PARTDEF")
    if match.get("AFTER"):
        return hour % 12  # «الواحدة بعد منتصف الليل»
    if match.get("LETTERS") or part == "MO":
        return 0 if hour == 12 else hour
    if part == "NI":
        return hour + 12 if 6 <= hour < 12 else hour % 12 if hour == 12 else hour
    if part == "MI":
        return hour + 12 if hour < 6 else hour
    if match.get("LETTERM") or part in ("AF", "EV"):
        return hour + 12 if hour < 12 else hour
    return hour


def _on_day(match: Match, text: str) -> CalendarDate | Offset:
    deictic = match.get("DEICTIC")
    if deictic is not None:
        return Offset("day", int(deictic.value), clock=text, weekday=match.number("WEEKDAY"))
    told = match.get("FOLLOWING", "SAME")
    if told is not None:
        return Offset("day", int(told.value), base="text", clock=text)
    if match.get("DEF:day"):
        return Offset("day", 0, clock=text, weekday=match.number("WEEKDAY"))
    return CalendarDate(weekday=match.number("WEEKDAY"), clock=text, direction=direction(match))


def bare_clock(match: Match) -> list[Part] | None:
    """«08:16 م», «20:45»: only two digits behind the colon make a time, and the hour must be one."""
    hour, minute = match.all("DIGITS")[:2]
    if minute.end - minute.start != 2 or hour.end != match.all("COLON")[0].start or hour.value > 24:
        return None
    return clock(match)


def midnight(match: Match) -> list[Part] | None:
    """«منتصف الليل», «منتصف ليل الأربعاء»."""
    return match.part("TIME", _on_day(match, match.name("MIDNIGHT") or "24:00"))


def part_of_day(match: Match) -> list[Part] | None:
    """«مساء الثلاثاء», «فجر اليوم», «ليلة السبت الأحد», «أمس مساء», «صباحا»."""
    part = match.name("PART", "PARTACC", "PARTDEF")
    deictic, weekday = match.get("DEICTIC"), match.number("WEEKDAY")
    if deictic is not None:
        return match.part("TIME", Offset("day", int(deictic.value), part=part, weekday=weekday))
    told = match.get("FOLLOWING", "SAME")
    if told is not None and weekday is None:
        return match.part("TIME", Offset("day", int(told.value), base="text", part=part))
    if weekday is None and not match.get("DEF:day"):
        return match.part("TIME", CalendarDate(part=part))  # «ليلا»: of the day that is told of
    if match.get("DEF:day"):
        return match.part("TIME", Offset("day", 0, part=part, weekday=weekday))
    return match.part("TIME", CalendarDate(weekday=weekday, part=part, direction=direction(match)))


def night(match: Match) -> list[Part] | None:
    """«الليلة الماضية», «الليلة»."""
    unit = match.get("LASTNIGHT", "TONIGHT")
    return None if unit is None else match.part("TIME", Offset("day", int(unit.value), part="NI"))


def until_now(match: Match) -> list[Part] | None:
    """«حتى الساعة»: until now."""
    return match.part("DATE", Reference("PRESENT_REF"))


_FRACTION = "(FRAC|FRACDEF|(D|N|CARD) (SG:minute|PL:minute)?)"
_MINUTES = f"((COLON|DOT) (D|N) (COLON (D|N))? | (AND|EXCEPT) {_FRACTION})"
_AFTER_MIDNIGHT = "(AFTER (MIDNIGHT | MOD:MID PART:NI))"
_HALF = f"(COMMA? (LETTERM|LETTERS|PARTACC|PART|PARTDEF|{_AFTER_MIDNIGHT}))"
_ON_DAY = f"(OF? PART? {DAY_OF_CLOCK})"

RULES = (
    Rule("clock.hour", f"DEF:hour (D|N|Y|CARD|ORD) {_MINUTES}? OF? {_HALF}? {_ON_DAY}?", clock),
    Rule("clock.digits", f"(D|N) COLON (D|N) {_HALF}? !(COLON|DIGITS)", bare_clock),
    Rule(
        "clock.hour_and_part",
        f"(D|ORD) ((AND|EXCEPT) {_FRACTION})? "
        f"(OF? PART {DAY_OF_CLOCK} | PARTACC | PART:EV | {_AFTER_MIDNIGHT} {DAY_OF_CLOCK}?)",
        hour_and_part,
    ),
    Rule(
        "clock.hour_in_zone",
        f"@(IN|HOURCUE|UNTIL|OF|TO|PRE|APPROX|BEFORE|AFTER|WORD) {{ORD ((AND|EXCEPT) {_FRACTION})?}} PRE ZONE",
        clock,
    ),
    Rule("clock.hour_after_particle", f"@HOURCUE ORD ((AND|EXCEPT) {_FRACTION})? !(OF|HMON|MON|PL|SG)", clock),
    Rule("clock.midnight", f"MIDNIGHT (OF? {DAY_OF_CLOCK})?", midnight),
    Rule("clock.midnight_of_day", f"MOD:MID PART:NI {DAY_OF_CLOCK}", midnight),
    Rule("clock.last_night", "LASTNIGHT", night),
    Rule("clock.tonight", "TONIGHT !(DIR|BEFORELAST|ORD)", night),
    Rule("clock.until_now", "@UNTIL DEF:hour !(NUM|ORD)", until_now),
    Rule("clock.night_between", "PART:NI WEEKDAY (DASH|SLASH|AND|TO)? WEEKDAY", part_of_day),
    Rule("clock.part_of_day", f"(PART|PARTDEF OF) OF? {DAY_OF_CLOCK}", part_of_day),
    Rule(
        "clock.day_and_part",
        f"({WEEKDAY}|DEICTIC|DEF:day WEEKDAY?) DIR? COMMA? (PARTACC|PART:EV !(WEEKDAY|DEICTIC|SG:day|DEF:day|DAYNUM))",
        part_of_day,
    ),
    Rule("clock.part_alone", "PARTACC|PART:EV !(ANYWORD|OF|EVERY|POINT|DEF|SG|MON|DAYNUM|WEEKDAY|AND)", part_of_day),
)
