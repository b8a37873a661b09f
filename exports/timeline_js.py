"""The JSON that TimelineJS draws. It shows headlines and texts as HTML, so every word is escaped.

A date has as many parts as are known. What is shown of it are the reader's words, so that no precision and no "about"
is lost; so is the status, where the event did not simply happen. Years before Christ are counted as EDTF counts them
(0 is 1 BC). Events without a date, which TimelineJS cannot hold, are left out: `left_out` says how many.
"""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any

from exports.chronicle import Chronicle, source_title
from pipeline.table import Row

SLUG = "timelinejs"
EXTENSION = ".timelinejs.json"
MIME = "application/json"
COMMANDS: tuple[str, ...] = ("events",)

# Keys that TimelineJS passes over, for programs that read the file.
_KEPT = ("granularity", "status", "speakers", "denied_by")
_PARTS = ("year", "month", "day")
_DATE = re.compile(r"(-?\d{4,})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?[~?%]?")  # a month above 12 is a season or quarter


def write(chronicle: Chronicle) -> bytes:
    """The whole document: a title where the chronicle has one, and an object an event."""
    drawn = [(event, dates) for event in chronicle.events if (dates := _dates(event))]
    whole: dict[str, Any] = {"events": [_event(event, dates, chronicle) for event, dates in drawn]}
    if chronicle.title:
        whole = {"title": {"text": {"headline": escape(chronicle.title)}}} | whole
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def left_out(chronicle: Chronicle) -> int:
    """How many events have no date that TimelineJS can draw."""
    return sum(1 for event in chronicle.events if not _dates(event))


def _event(event: Row, dates: dict[str, Any], chronicle: Chronicle) -> dict[str, Any]:
    paragraphs = [*chronicle.words.standing(event), chronicle.captions.get(event["event_id"], "")]
    cited = [
        f"<blockquote>{escape(source.quote)}</blockquote><p><cite>{escape(source_title(source.article))}</cite></p>"
        for source in chronicle.sources(event["event_id"])
    ]
    text = "".join([*(f"<p>{escape(words)}</p>" for words in paragraphs if words), *cited])
    direction = "rtl" if chronicle.language == "ar" else "ltr"
    return dates | {
        "unique_id": event["event_id"],
        "group": escape(chronicle.words.kind(event)),
        "display_date": escape(chronicle.words.date(event)),
        **{name: event[name] for name in _KEPT},
        "text": {"headline": escape(chronicle.title_of(event)), "text": f'<div dir="{direction}">{text}</div>'},
    }


def _dates(event: Row) -> dict[str, Any]:
    begin, slash, end = str(event["edtf"]).strip("[]").replace("..", "/").partition("/")
    first = _DATE.fullmatch(begin)
    if first is None and event["earliest"] is None:
        return {}
    if first is None:  # a season, a quarter, a decade: from its first day to its last
        return {"start_date": _parts(event["earliest"]), "end_date": _parts(event["latest"])}
    made = {"start_date": _as_parts(first)}
    end = end.strip("/")
    if slash and (last := _DATE.fullmatch(end)):
        made["end_date"] = _as_parts(last)
    elif slash and end and event["latest"] is not None:
        made["end_date"] = _parts(event["latest"])
    return made


def _parts(day: str) -> dict[str, str]:
    match = _DATE.fullmatch(day)
    assert match is not None
    return _as_parts(match)


def _as_parts(match: re.Match[str]) -> dict[str, str]:
    return {name: str(int(part)) for name, part in zip(_PARTS, match.groups(), strict=True) if part}
