"""CSV in UTF-8 with a byte order mark, without which Excel shows Arabic as gibberish; lines end in a line feed.

Cells as in exports/cells.py. The first line names the columns, so that a file tells which table it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from exports.cells import from_text, to_text
from pipeline.table import TABLES, Row

SLUG = "csv"
EXTENSION = ".csv"
MIME = "text/csv"

_BOM = "\ufeff"
_QUOTED = re.compile('[",;\\r\\n\\x00]|^\\s|\\s$')
_LONGEST_CELL = 2**30


def write(table: str, rows: Iterable[Row]) -> bytes:
    """The rows under a line of column names."""
    columns = TABLES[table]
    lines = [",".join(columns)]
    lines += (",".join(_quote(to_text(kind, row[name])) for name, kind in columns.items()) for row in rows)
    return (_BOM + "".join(line + "\n" for line in lines)).encode()


def read(data: bytes) -> list[Row]:
    """The rows of a file that write made, exactly. Raises ValueError naming every line that it could not have made."""
    import csv
    import io

    text = data.decode("utf-8-sig")
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as fault:
        raise ValueError(f"not a CSV file: {fault}") from fault
    finally:
        csv.field_size_limit(before)
    columns = next((columns for columns in TABLES.values() if lines and list(columns) == lines[0]), None)
    if columns is None:
        raise ValueError(f"no table has these columns: {lines[0] if lines else []}")
    rows: list[Row] = []
    problems: list[str] = []
    for number, cells in enumerate(lines[1:], start=2):
        try:
            values = [from_text(kind, cell) for kind, cell in zip(columns.values(), cells, strict=True)]
        except ValueError as fault:
            problems.append(f"row {number}: {fault}")
        else:
            rows.append(dict(zip(columns, values, strict=True)))
    if problems:
        raise ValueError("; ".join(problems))
    return rows


def _quote(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell
