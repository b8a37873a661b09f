"""Our own files, opened again: a table of events as CSV or JSON Lines, or a whole chronicle with its sources."""

from __future__ import annotations

from collections.abc import Iterator

from exports import chronicle_lines, comma_separated, json_lines
from exports.checked_rows import check_values, checked
from exports.chronicle import Chronicle
from exports.unreadable import Unreadable
from pipeline.table import Row

SUFFIXES = (".csv", ".jsonl")
_NOT_OURS = "not a timeline that this program wrote; it opens its own CSV or JSON Lines of events"


def opened(name: str, data: bytes, most_characters: int | None = None) -> Chronicle:
    """The events of a file with all that it holds of what they rest on, in its order.

    most_characters: so long its articles may be together, blanks included. Raises Unreadable in one line where it is
    none of ours, or was changed so that it cannot be read.
    """
    try:
        if name.lower().endswith(SUFFIXES[0]):
            chronicle = _of_table(_of_sheet(data))
        elif chronicle_lines.KIND.encode() in data.partition(b"\n")[0]:
            chronicle = _with_events(chronicle_lines.read(data, most_characters))
        else:
            chronicle = _of_table((number, checked("events", row, number)) for number, row in json_lines.numbered(data))
    except Unreadable as fault:
        says = f"{_NOT_OURS} ({' '.join(str(fault).split())[:160]})"
        raise Unreadable(fault.code, says, row=fault.row, column=fault.column, value=fault.value) from fault
    return chronicle


def _of_sheet(data: bytes) -> Iterator[tuple[int, Row]]:
    table, rows = comma_separated.numbered(data)
    if table != "events":
        raise Unreadable("table", f"no events in it, but {table}", value=table)
    for number, row in rows:
        check_values(table, row, f"row {number}", number)
        yield number, row


def _of_table(rows: Iterator[tuple[int, Row]]) -> Chronicle:
    events: dict[str, Row] = {}
    for number, row in rows:
        name = row["event_id"]
        if not name or name in events:
            says = f"two events or none are called {name[:40]!r}"
            raise Unreadable("twice", says, row=number, column="event_id", value=name)
        events[name] = row
    return _with_events(Chronicle(list(events.values()), {}, {}, {}, {}, {}, {}))


def _with_events(chronicle: Chronicle) -> Chronicle:
    if not chronicle.events:
        raise Unreadable("empty", "no events in it")
    return chronicle
