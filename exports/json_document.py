"""JSON as one document: an array of objects, keys in the order of the columns, for readers that want a whole file."""

from __future__ import annotations

import json
from collections.abc import Iterable

from exports import json_lines
from pipeline.table import Row

SLUG = "json"
EXTENSION = ".json"
MIME = "application/json"


def write(table: str, rows: Iterable[Row]) -> bytes:
    """The rows in UTF-8, one to a line inside the brackets."""
    lines = json_lines.write(table, rows).decode().splitlines()
    return ("[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n").encode()


def read(data: bytes) -> list[Row]:
    """The rows of a file that write made. Raises ValueError where it is no array of objects."""
    rows = json.loads(data)
    if not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
        raise ValueError("not an array of objects")
    return rows
