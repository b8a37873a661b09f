"""XLSX for reading in Excel or LibreOffice: right to left, the header frozen, a filter on every column.

Cells as in exports/cells.py, and beyond that:
- A day is a real date only where it is one: granularity day, earliest = latest, not before March 1900 (Excel counts
  days wrongly before). Every other bound stays text, so that sorting never makes a month its first day.
- Characters that the format cannot hold are shown by their pictures (U+2400 and on); line ends become line feeds.
- A cell holds 32,767 UTF-16 units at most: a longer one is cut and ends in "…".
- A sheet holds 1,048,576 rows at most: further rows go on in a further sheet.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from exports.cells import from_text, to_text
from pipeline.table import TABLES, Row

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

SLUG = "xlsx"
EXTENSION = ".xlsx"
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

LONGEST_CELL = 32_767
ROWS_A_SHEET = 1_048_575

_FIRST_DAY = date(1900, 3, 1)
_WIDTHS = {"str": 22, "list": 30, "spans": 14, "dicts": 40, "day": 12, "int": 9, "float": 9, "bool": 9}
_WIDE = frozenset({"title", "title_ar", "title_en", "surface", "trace", "message_ar", "message_en", "says"})
_LINE_ENDS = re.compile("\r\n?")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write(table: str, rows: Iterable[Row]) -> bytes:
    """The rows as a workbook; further sheets only where one is full."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    for number, part in enumerate(_parts(list(rows)), start=1):
        sheet = workbook.create_sheet(table if number == 1 else f"{table} {number}")
        _lay_out(sheet, table, len(part))
        for row in part:
            sheet.append([_cell(sheet, name, kind, row) for name, kind in TABLES[table].items()])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def read(data: bytes) -> list[Row]:
    """The rows of a workbook that write made: as they were, but for what the format cannot hold (see above)."""
    from openpyxl import load_workbook

    rows: list[Row] = []
    for sheet in load_workbook(io.BytesIO(data), read_only=True).worksheets:
        lines = sheet.iter_rows(values_only=True)
        columns = TABLES.get(sheet.title.split(" ")[0])
        if columns is None or list(next(lines)) != list(columns):
            raise ValueError(f"no table of ours: sheet {sheet.title!r}")
        for line in lines:  # empty cells at its end are not in it
            cells = [*line, *[None] * (len(columns) - len(line))]
            rows.append({name: _value(kind, cell) for (name, kind), cell in zip(columns.items(), cells, strict=True)})
    return rows


def _parts(rows: list[Row]) -> Iterator[list[Row]]:
    yield rows[:ROWS_A_SHEET]
    for start in range(ROWS_A_SHEET, len(rows), ROWS_A_SHEET):
        yield rows[start : start + ROWS_A_SHEET]


def _lay_out(sheet: WriteOnlyWorksheet, table: str, rows: int) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    columns = TABLES[table]
    sheet.sheet_view.rightToLeft = True
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{rows + 1}"
    header = []
    for number, (name, kind) in enumerate(columns.items(), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = 48 if name in _WIDE else _WIDTHS[kind]
        cell = WriteOnlyCell(sheet, name)
        cell.font = Font(bold=True)
        header.append(cell)
    sheet.append(header)


def _cell(sheet: WriteOnlyWorksheet, name: str, kind: str, row: Row) -> Any:
    from openpyxl.cell import WriteOnlyCell

    value = row[name]
    if kind in {"int", "float", "bool"}:
        return value
    if kind == "day" and value is not None and _is_one_day(row):
        cell = WriteOnlyCell(sheet, date.fromisoformat(value))
        cell.number_format = "yyyy-mm-dd"
        return cell
    text = _held(to_text(kind, value))
    if not text:
        return None
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # never a formula or an error code, whatever the text begins with
    return cell


def _is_one_day(row: Row) -> bool:
    return (
        row["granularity"] == "day"
        and row["earliest"] == row["latest"]
        and date.fromisoformat(row["earliest"]) >= _FIRST_DAY
    )


def _held(text: str) -> str:
    text = _ILLEGAL.sub(_picture, _LINE_ENDS.sub("\n", text))
    if len(text) * 2 <= LONGEST_CELL:
        return text
    units = text.encode("utf-16-le")
    if len(units) // 2 <= LONGEST_CELL:
        return text
    return units[: 2 * (LONGEST_CELL - 1)].decode("utf-16-le", "ignore") + "\u2026"


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def _value(kind: str, cell: Any) -> Any:
    if kind in {"int", "float", "bool"}:
        return float(cell) if kind == "float" else cell
    if hasattr(cell, "isoformat"):
        return cell.isoformat()[:10]
    return from_text(kind, "" if cell is None else str(cell))
