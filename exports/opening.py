"""Our own files, opened again: a table of events as CSV or JSON Lines, or a whole chronicle with its sources."""

from __future__ import annotations

from datetime import date

from exports import chronicle_lines, comma_separated, json_lines
from exports.chronicle import Chronicle
from pipeline.model import GRANULARITIES, STATUSES
from pipeline.table import TABLES, Row
from pipeline.timevalue import parse_edtf

SUFFIXES = (".csv", ".jsonl")
_NOT_OURS = "not a timeline that this program wrote; it opens its own CSV or JSON Lines of events"
_KNOWN: dict[str, tuple[str, ...]] = {"status": STATUSES, "granularity": GRANULARITIES}


def opened(name: str, data: bytes) -> Chronicle:
    """The events of a file with all that it holds of what they rest on, in its order.

    Raises ValueError in one line where it is none of ours, or was changed so that it cannot be read.
    """
    try:
        if name.lower().endswith(SUFFIXES[0]):
            chronicle = _of_table(comma_separated.read(data))
        elif _is_chronicle(data):
            chronicle = chronicle_lines.read(data)
        else:
            rows = json_lines.read(data)
            chronicle = _of_table(
                [chronicle_lines.checked("events", row, f"line {number}") for number, row in enumerate(rows, start=1)]
            )
        _check(chronicle)
    except (ValueError, RecursionError) as fault:
        raise ValueError(f"{_NOT_OURS} ({' '.join(str(fault).split())[:160]})") from fault
    return chronicle


def _is_chronicle(data: bytes) -> bool:
    return chronicle_lines.KIND.encode() in data.partition(b"\n")[0]


def _of_table(rows: list[Row]) -> Chronicle:
    if not rows or list(rows[0]) != list(TABLES["events"]):
        raise ValueError("no events in it")
    return Chronicle(rows, {}, {}, {}, {}, {}, {})


def _check(chronicle: Chronicle) -> None:
    """What a table of events promises beyond the kinds of its columns."""
    seen: set[str] = set()
    for row in chronicle.events:
        name = row["event_id"]
        if not name or name in seen:
            raise ValueError(f"two events or none are called {name[:40]!r}")
        seen.add(name)
        if row["edtf"]:
            parse_edtf(row["edtf"])
        first, last = row["earliest"], row["latest"]
        if (first is None) != (last is None) or (first and date.fromisoformat(first) > date.fromisoformat(last)):
            raise ValueError(f"event {name[:40]!r}: its days are none")
        for column, known in _KNOWN.items():
            if row[column] not in known:
                raise ValueError(f"event {name[:40]!r}: no {column} is called {row[column][:40]!r}")
        row_text = " ".join(str(value) for value in row.values())
        row_text.encode()  # half a sign, which no file can hold, is none of ours
