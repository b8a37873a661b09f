"""JSON Lines: one object a line, keys in the order of the columns, lists as lists, null for what is not known."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from exports.unreadable import Unreadable
from pipeline.table import TABLES, Row

SLUG = "jsonl"
EXTENSION = ".jsonl"
MIME = "application/x-ndjson"

# Signs that some readers take for a line end; JSON may write them as escapes.
_LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_HALF_A_SIGN = re.compile(r"\\u[dD][89a-fA-F]")
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
    """The rows of a file that write made. Raises Unreadable for a line that is no JSON object."""
    return [row for _, row in numbered(data)]


def numbered(data: bytes) -> Iterator[tuple[int, Row]]:
    """The objects of a file, each with the number of its line. Raises Unreadable as read does."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Unreadable("encoding", f"not text in UTF-8: {fault}") from fault
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            made = json.loads(line)
            if _HALF_A_SIGN.search(line):  # what no file can hold afterwards
                json.dumps(made, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as fault:
            raise Unreadable("json", f"line {number}: not JSON", row=number) from fault
        if not isinstance(made, dict):
            raise Unreadable("json", f"line {number}: not an object", row=number)
        yield number, made
