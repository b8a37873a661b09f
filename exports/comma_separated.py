"""CSV in UTF-8 with a byte order mark, without which Excel shows Arabic as gibberish; lines end in a line feed.

Cells as in exports/cells.py. The first line names the columns, so that a file tells which table it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from exports.cells import from_text, to_text
from exports.unreadable import Unreadable
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
    """The rows of a file that write made, exactly, whatever a spreadsheet did to its line ends and separators.

    Raises Unreadable naming every line that it could not have made.
    """
    return [row for _, row in numbered(data)[1]]


def numbered(data: bytes) -> tuple[str, list[tuple[int, Row]]]:
    """The name of the table in a file, and its rows, each with its number in a sheet. Raises as read does."""
    import csv
    import io

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Unreadable("encoding", f"not text in UTF-8: {fault}") from fault
    separator = _separator(text.partition("\n")[0])
    before = csv.field_size_limit(_LONGEST_CELL)
    lines: list[list[str]] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            lines.append(cells)  # noqa: PERF402 - so many were read where the next one cannot be
    except csv.Error as fault:
        raise Unreadable("csv", f"not a CSV file: {fault}", row=len(lines) + 1) from fault
    finally:
        csv.field_size_limit(before)
    table = next((name for name, columns in TABLES.items() if lines and list(columns) == lines[0]), None)
    if table is None:
        raise Unreadable("columns", f"no table has these columns: {lines[0] if lines else []}")
    columns, rows, problems = TABLES[table], [], list[Unreadable]()
    for number, cells in enumerate(lines[1:], start=2):
        try:
            if cells:
                rows.append((number, _row(columns, cells, number, separator)))
        except Unreadable as fault:
            problems.append(fault)
    if problems:
        first = problems[0]
        said = "; ".join(map(str, problems))
        raise Unreadable(first.code, said, row=first.row, column=first.column, value=first.value)
    return table, rows


def _separator(head: str) -> str:
    """What parts the names of the columns: a spreadsheet puts a semicolon or a tab where the comma is for decimals."""
    return next((sign for sign in ";\t" if sign in head and "," not in head), ",")


def _row(columns: Mapping[str, str], cells: Sequence[str], number: int, separator: str) -> Row:
    if len(cells) != len(columns):
        raise Unreadable("cells", f"row {number}: {len(cells)} cells for {len(columns)} columns", row=number)
    row: Row = {}
    for (name, kind), cell in zip(columns.items(), cells, strict=True):
        try:
            row[name] = from_text(kind, _as_written(kind, cell, separator))
        except (ValueError, RecursionError) as fault:
            says = f"row {number}: {fault}"
            raise Unreadable("cell", says, row=number, column=name, value=cell) from fault
    return row


def _as_written(kind: str, cell: str, separator: str) -> str:
    """A cell as it was before a spreadsheet wrote TRUE for true, or a decimal comma."""
    if kind == "bool":
        return cell.lower()
    return cell.replace(",", ".") if kind == "float" and separator != "," else cell


def _quote(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell
