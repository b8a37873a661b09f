"""JSON Lines: one object a line, keys in the order of the columns, lists as lists, null for what is not known."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.table import TABLES, Row

SLUG = "jsonl"
EXTENSION = ".jsonl"
MIME = "application/x-ndjson"

# Signs that some readers take for a line end; JSON may write them as escapes.
_LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}
# Rows hold no circles, and looking for them takes time.
_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False)


def write(table: str, rows: Iterable[Row]) -> bytes:
    """The rows in UTF-8, each line ended by a line feed; no bytes for no rows."""
    columns = TABLES[table]
    return written({name: row[name] for name in columns} for row in rows)


def written(objects: Iterable[Mapping[str, Any]]) -> bytes:
    """Objects, one to a line; no sign inside a line that some reader would take for its end."""
    encode = _ENCODER.encode
    lines = "".join([encode(each) + "\n" for each in objects])
    for sign, escape in _LINE_ENDS.items():
        lines = lines.replace(sign, escape)
    return lines.encode()


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
