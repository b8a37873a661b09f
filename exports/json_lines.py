"""JSON Lines: one object a line, keys in the order of the columns, lists as lists, null for what is not known."""

from __future__ import annotations

import json
from collections.abc import Iterable

from pipeline.table import TABLES, Row

SLUG = "jsonl"
EXTENSION = ".jsonl"
MIME = "application/x-ndjson"

# Signs that some readers take for a line end; JSON may write them as escapes.
_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def write(table: str, rows: Iterable[Row]) -> bytes:
    """The rows in UTF-8, each line ended by a line feed; no bytes for no rows."""
    columns = TABLES[table]
    encode = json.JSONEncoder(ensure_ascii=False).encode
    lines = [encode({name: row[name] for name in columns}) + "\n" for row in rows]
    return "".join(lines).translate(_LINE_ENDS).encode()


def read(data: bytes) -> list[Row]:
    """The rows of a file that write made. Raises ValueError for a line that is no JSON object."""
    rows: list[Row] = []
    for number, line in enumerate(data.decode().split("\n"), start=1):
        if line:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise ValueError(f"line {number}: not an object")
            rows.append(row)
    return rows
