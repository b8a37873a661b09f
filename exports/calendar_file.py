"""iCalendar (RFC 5545): an all-day entry for each event whose day or days are known.

An event of a month or a year is no entry of a day: a calendar has no place for it. It is written as a VJOURNAL
without a date, which RFC 5545 (3.6.3) provides for notes that belong to no day, so that nothing is lost and nothing
made up. The time stamp, which the format wants, is the day of the newest article: no clock decides what a file holds.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from exports.chronicle import Chronicle, source_title
from pipeline.table import Row

if TYPE_CHECKING:
    from icalendar import Calendar

SLUG = "ics"
EXTENSION = ".ics"
MIME = "text/calendar"

_PRODUCT = "-//tasalsul//timeline//AR"
_STATUS = {"planned": "TENTATIVE", "possible": "TENTATIVE", "postponed": "TENTATIVE", "cancelled": "CANCELLED"}
_OF_DAYS = frozenset({"day", "time"})


def write(chronicle: Chronicle) -> bytes:
    """A calendar. Events told as not happening (denied) are notes as well."""
    from icalendar import Calendar

    calendar: Calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    if chronicle.title:
        calendar.add("x-wr-calname", chronicle.title)
    stamp = _stamp(chronicle)
    for event in chronicle.events:
        calendar.add_component(_component(event, chronicle, stamp))
    return bytes(calendar.to_ical())


def _component(event: Row, chronicle: Chronicle, stamp: datetime) -> Any:
    import icalendar

    is_of_days = event["granularity"] in _OF_DAYS and _is_closed(str(event["edtf"])) and event["status"] != "denied"
    made: Any = icalendar.Event() if is_of_days else icalendar.Journal()
    made.add("uid", f"{event['event_id']}@tasalsul")
    made.add("dtstamp", stamp)
    made.add("summary", chronicle.title_of(event))
    if is_of_days:
        made.add("dtstart", date.fromisoformat(event["earliest"]))
        made.add("dtend", date.fromisoformat(event["latest"]) + timedelta(days=1))
        made.add("transp", "TRANSPARENT")
        made.add("status", _STATUS.get(event["status"], "CONFIRMED"))
        if event["places"]:
            made.add("location", ", ".join(map(chronicle.label, event["places"])))
    made.add("categories", [event["kind"]])
    made.add("description", _description(event, chronicle))
    for name in ("edtf", "granularity", "status", "basis"):
        made.add(f"x-tasalsul-{name}", str(event[name]))
    return made


def _is_closed(edtf: str) -> bool:
    """Days that are named: no uncertain one, none of a stretch in which it lies, no beginning without an end."""
    return bool(edtf) and not any(mark in edtf for mark in ("..", "~", "?", "%", "["))


def _description(event: Row, chronicle: Chronicle) -> str:
    words = [chronicle.captions.get(event["event_id"], ""), chronicle.notes.get(event["event_id"], "")]
    told = [f"{source.quote} ({source_title(source.article)})" for source in chronicle.sources(event["event_id"])]
    return "\n".join([str(event["edtf"]), *filter(None, words), *told])


def _stamp(chronicle: Chronicle) -> datetime:
    days = [str(row["latest"]) for row in chronicle.anchors.values() if row["latest"]]
    newest = max(days, default="1970-01-01")
    return datetime.combine(date.fromisoformat(newest), time(), UTC)
