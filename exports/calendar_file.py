r"""iCalendar (RFC 5545): an all-day entry for each event whose day or days are known.

An event of a month or a year is no entry of a day: a calendar has no place for it. It is written as a VJOURNAL
without a date, which RFC 5545 (3.6.3) provides for notes that belong to no day, so that nothing is lost and nothing
made up. The time stamp, which the format wants, is the day of the newest article: no clock decides what a file holds.

The content lines are written here and not by a library, which would take sixteen times as long as the same events
need as CSV. A line end inside a text becomes \n, whatever sign it is, and signs that no text may hold become U+FFFD,
so that no title can end its entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from exports.chronicle import Chronicle, source_title
from pipeline.table import Row

SLUG = "ics"
EXTENSION = ".ics"
MIME = "text/calendar"
COMMANDS: tuple[str, ...] = ("events",)

_PRODUCT = "-//tasalsul//timeline//AR"
_STATUS = dict.fromkeys(("planned", "possible", "postponed", "alleged"), "TENTATIVE") | {"cancelled": "CANCELLED"}
_OF_DAYS = frozenset({"day", "time"})
_KEPT = ("edtf", "granularity", "status", "basis")
_WHO = ("speakers", "denied_by")
_SEPARATOR = " | "
# A line takes 75 octets at most (3.1), the blank of a folded one included. So many characters surely do, by the
# longest one among them.
_MOST_CHARACTERS = ((0x7F, 74), (0x7FF, 37), (0xFFFF, 24), (0x10FFFF, 18))
_SPECIAL = re.compile("[\\\\;,]|\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]|[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_LINE_ENDS = frozenset({"\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"})


def write(chronicle: Chronicle) -> bytes:
    """A calendar. Events told as not happening (denied) are notes as well."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}"]
    if chronicle.title:
        lines.append(_folded(f"X-WR-CALNAME:{_text(chronicle.title)}"))
    stamp = f"DTSTAMP:{_newest_day(chronicle)}T000000Z"
    for event in chronicle.events:
        lines += _component(event, chronicle, stamp)
    lines.append("END:VCALENDAR\r\n")
    return "\r\n".join(lines).encode()


def _component(event: Row, chronicle: Chronicle, stamp: str) -> Iterator[str]:
    is_of_days = event["granularity"] in _OF_DAYS and _is_closed(str(event["edtf"])) and event["status"] != "denied"
    after = _day_after(event["latest"]) if is_of_days else ""
    kind = "VEVENT" if after else "VJOURNAL"
    yield f"BEGIN:{kind}"
    yield _folded(f"UID:{_text(event['event_id'])}@tasalsul")
    yield stamp
    yield _folded(f"SUMMARY:{_text(chronicle.title_of(event))}")
    if after:
        yield f"DTSTART;VALUE=DATE:{event['earliest'].replace('-', '')}"
        yield f"DTEND;VALUE=DATE:{after}"
        yield "TRANSP:TRANSPARENT"
        yield f"STATUS:{_STATUS.get(event['status'], 'TENTATIVE' if event['denied_by'] else 'CONFIRMED')}"
        if event["places"]:
            yield _folded(f"LOCATION:{_text(', '.join(map(chronicle.label, event['places'])))}")
    yield _folded(f"CATEGORIES:{_text(event['kind'])}")
    yield _folded(f"DESCRIPTION:{_text(_description(event, chronicle))}")
    for name in _KEPT:
        yield _folded(f"X-TASALSUL-{name.upper()}:{_text(event[name])}")
    for name in _WHO:
        if event[name]:
            yield _folded(f"X-TASALSUL-{name.upper().replace('_', '-')}:{_text(_SEPARATOR.join(event[name]))}")
    yield f"END:{kind}"


def _is_closed(edtf: str) -> bool:
    """Days that are named: no uncertain one, none of a stretch in which it lies, no beginning without an end."""
    return bool(edtf) and not any(mark in edtf for mark in ("..", "~", "?", "%", "["))


def _day_after(day: str | None) -> str:
    """The day at which an entry is over, as a calendar writes it; '' where there is none."""
    if day is None or day >= date.max.isoformat():
        return ""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat().replace("-", "")


def _description(event: Row, chronicle: Chronicle) -> str:
    words = [chronicle.captions.get(event["event_id"], ""), chronicle.notes.get(event["event_id"], "")]
    told = [f"{source.quote} ({source_title(source.article)})" for source in chronicle.sources(event["event_id"])]
    dated = filter(None, [chronicle.words.date(event), *chronicle.words.standing(event)])
    return "\n".join([*dated, *filter(None, words), *told])


def _newest_day(chronicle: Chronicle) -> str:
    days = (str(row["latest"]) for row in chronicle.anchors.values() if row["latest"])
    return max(days, default="1970-01-01").replace("-", "")


def _text(value: object) -> str:
    """A value of type TEXT (3.3.11)."""
    return _SPECIAL.sub(_escaped, str(value))


def _escaped(match: re.Match[str]) -> str:
    found = match.group()
    if found in _LINE_ENDS:
        return "\\n"
    return "\\" + found if found in "\\;," else "\ufffd"


def _folded(line: str) -> str:
    if len(line) <= 18:
        return line
    longest = max(line)
    most = next(most for last, most in _MOST_CHARACTERS if ord(longest) <= last)
    if len(line) <= most:
        return line
    return "\r\n ".join([line[start : start + most] for start in range(0, len(line), most)])
