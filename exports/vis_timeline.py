"""The items that vis-timeline draws: `new vis.DataSet(items)`. A month or year is a range from its first day to its
last, never a point; events without a date are left out: `left_out` says how many. Contents are escaped, as
vis-timeline takes them for HTML, and stand in `bdi`, which its filter lets through: each in its own direction.
A group is a kind in the reader's words: pages that name their groups take these ids for labels.
"""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from html import escape
from typing import Any

from exports.chronicle import Chronicle, source_title
from pipeline.table import Row

SLUG = "vis"
EXTENSION = ".vis.json"
MIME = "application/json"
COMMANDS: tuple[str, ...] = ("events",)

# Fields that vis-timeline passes over, for programs that read the file.
_KEPT = ("edtf", "granularity", "status", "speakers", "denied_by")
_LAST = "9999-12-31"
_BEFORE_CHRIST = re.compile(r"\[?(-\d{4,}|0000)(?:-\d\d){0,2}[~?%]?(?:(?:/|\.\.)(-?\d{4,})(?:-\d\d){0,2}[~?%]?)?\]?")


def write(chronicle: Chronicle) -> bytes:
    """A list of items."""
    items = [_item(event, days, chronicle) for event in chronicle.events if (days := _days(event))]
    return json.dumps(items, ensure_ascii=False, separators=(",", ":")).encode()


def left_out(chronicle: Chronicle) -> int:
    """How many events have no date that vis-timeline can draw."""
    return sum(1 for event in chronicle.events if not _days(event))


def _days(event: Row) -> tuple[str, str] | None:
    """From when to when an item lasts, its end being the moment at which it is over; of a day twice the day.

    None where nothing is known. Years before Christ, which no calendar of this program holds, are whole years with a
    sign and six digits (ECMA-262).
    """
    first, last = event["earliest"], event["latest"]
    if first is not None:
        if first == last:
            return first, first
        return first, last if last >= _LAST else (date.fromisoformat(last) + timedelta(days=1)).isoformat()
    years = _BEFORE_CHRIST.fullmatch(str(event["edtf"]))
    if years is None:
        return None
    return _new_year(int(years[1])), _new_year(int(years[2] or years[1]) + 1)


def _new_year(year: int) -> str:
    return f"{year:+07d}-01-01" if year < 0 else f"{year:04d}-01-01"


def _item(event: Row, days: tuple[str, str], chronicle: Chronicle) -> dict[str, Any]:
    first, after = days
    sources = chronicle.sources(event["event_id"])
    told = "".join(
        f"<p><bdi>{escape(source.quote)}</bdi> (<bdi>{escape(source_title(source.article))}</bdi>)</p>"
        for source in sources
    )
    lines = [chronicle.words.date(event), *chronicle.words.standing(event)]
    item: dict[str, Any] = {
        "id": event["event_id"],
        "content": f"<bdi>{escape(chronicle.title_of(event))}</bdi>",
        "title": "".join(f"<p>{escape(line)}</p>" for line in lines) + told,
        "start": first,
        "group": chronicle.words.kind(event),
        "className": f"kind-{event['kind']} status-{event['status']} granularity-{event['granularity']}",
        **{name: event[name] for name in _KEPT},
    }
    return item | ({"type": "point"} if first == after else {"type": "range", "end": after})
