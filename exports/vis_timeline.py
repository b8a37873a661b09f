"""The items that vis-timeline draws: `new vis.DataSet(items)`. A month or year is a range from its first day to its
last, never a point; events without a date are left out. Contents are escaped, as vis-timeline takes them for HTML.
"""

from __future__ import annotations

import json
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


def write(chronicle: Chronicle) -> bytes:
    """A list of items."""
    items = [_item(event, chronicle) for event in chronicle.events if event["earliest"] is not None]
    return json.dumps(items, ensure_ascii=False, separators=(",", ":")).encode()


def _item(event: Row, chronicle: Chronicle) -> dict[str, Any]:
    first, last = event["earliest"], event["latest"]
    sources = chronicle.sources(event["event_id"])
    told = "".join(f"<p>{escape(source.quote)} ({escape(source_title(source.article))})</p>" for source in sources)
    item: dict[str, Any] = {
        "id": event["event_id"],
        "content": escape(chronicle.title_of(event)),
        "title": f"<p>{escape(str(event['edtf']))}</p>{told}",
        "start": first,
        "group": event["kind"],
        "className": f"status-{event['status']} granularity-{event['granularity']}",
        **{name: event[name] for name in _KEPT},
    }
    if first == last:
        return item | {"type": "point"}
    # The end is the moment at which an item is over.
    after = date.fromisoformat(last) + timedelta(days=1) if last and last < "9999-12-31" else None
    return item | {"type": "range", "end": after.isoformat() if after else first}
