"""XLSX for reading in Excel or LibreOffice: right to left, the header frozen, a filter on every column.

Cells as in exports/cells.py, and beyond that:
- A day is a real date only where it is one: granularity day, earliest = latest, not before March 1900 (Excel counts
  days wrongly before). Every other bound stays text, so that sorting never makes a month its first day.
- Characters that the format cannot hold are shown by their pictures (U+2400 and on); line ends become line feeds.
- A cell holds 32,767 UTF-16 units at most: a longer one is cut and ends in "…".
- A sheet holds 1,048,576 rows at most: further rows go on in a further sheet.

openpyxl makes the workbook with its head line, widths and styles; the rows are put into its sheets as XML here, which
takes a fifth of the time that any library for workbooks takes. No clock decides what a file holds.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from exports.cells import from_text, to_text
from pipeline.table import TABLES, Row

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

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
_SPECIAL = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x")
# Text that would be read as the name of a sign: _x0041_ is an A to Excel.
_NAMED_SIGN = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NUMBERS = frozenset({"int", "float"})
_EXTENT = re.compile('<dimension ref="[^"]*"')
_DAY_ZERO = date(1899, 12, 30)
_PROPERTIES = "docProps/core.xml"
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_NO_MOMENT = b"1980-01-01T00:00:00Z"
_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
# More takes three times as long for a fifth less.
_LEVEL = 2


def write(table: str, rows: Iterable[Row]) -> bytes:
    """The rows as a workbook; further sheets only where one is full."""
    parts = list(_parts(list(rows)))
    framed, date_style = _framed(table, [len(part) for part in parts])
    sheets = {f"xl/worksheets/sheet{number}.xml": part for number, part in enumerate(parts, start=1)}
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(framed)) as frame, zipfile.ZipFile(buffer, "w") as book:
        for name in frame.namelist():
            entry = zipfile.ZipInfo(name, _FIRST_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            data = frame.read(name)
            if name in sheets:
                data = _filled(data, table, sheets[name], date_style)
            elif name == _PROPERTIES:
                data = _MOMENT.sub(_NO_MOMENT, data)
            book.writestr(entry, data, compresslevel=_LEVEL)
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


def _framed(table: str, lengths: list[int]) -> tuple[bytes, int]:
    """A workbook with a sheet of one head line for each of these lengths, and the number of its date style."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.active)
    for number, length in enumerate(lengths, start=1):
        _lay_out(workbook.create_sheet(table if number == 1 else f"{table} {number}"), table, length)
    dated = workbook.worksheets[0].cell(2, 1)
    dated.number_format = "yyyy-mm-dd"
    style = dated.style_id
    workbook.worksheets[0].delete_rows(2)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue(), style


def _lay_out(sheet: Worksheet, table: str, rows: int) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    columns = TABLES[table]
    sheet.sheet_view.rightToLeft = True
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{rows + 1}"
    for number, (name, kind) in enumerate(columns.items(), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = 48 if name in _WIDE else _WIDTHS[kind]
        cell = sheet.cell(1, number, name)
        cell.font = Font(bold=True)


def _filled(sheet: bytes, table: str, rows: list[Row], date_style: int) -> bytes:
    """The XML of a sheet with these rows below its head line."""
    from openpyxl.utils import get_column_letter

    head, end, rest = sheet.decode().rpartition("</sheetData>")
    columns = [
        (get_column_letter(number), name, kind) for number, (name, kind) in enumerate(TABLES[table].items(), start=1)
    ]
    lines = [_EXTENT.sub(f'<dimension ref="A1:{columns[-1][0]}{len(rows) + 1}"', head, count=1)]
    for number, row in enumerate(rows, start=2):
        one_day = "granularity" in row and _is_one_day(row)
        lines.append(f'<row r="{number}">')
        lines += [
            f'<c r="{letter}{number}"{cell}</c>'
            for letter, name, kind in columns
            if (cell := _cell(kind, row[name], one_day, date_style))
        ]
        lines.append("</row>")
    lines += [end, rest]
    return "".join(lines).encode()


def _cell(kind: str, value: Any, one_day: bool, date_style: int) -> str:
    """A cell as XML, from its attributes on; '' for an empty one. Text is never a formula, whatever it begins with."""
    if kind in _NUMBERS:
        return f"><v>{value!r}</v>"
    if kind == "bool":
        return f' t="b"><v>{int(value)}</v>'
    if kind == "day" and one_day:
        return f' s="{date_style}"><v>{(date.fromisoformat(value) - _DAY_ZERO).days}</v>'
    text = to_text(kind, value)
    if not text:
        return ""
    if len(text) * 2 > LONGEST_CELL or _SPECIAL.search(text):
        text = _NAMED_SIGN.sub("_x005F_", _held(text))
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f' t="inlineStr"><is><t xml:space="preserve">{text}</t></is>'


def _is_one_day(row: Row) -> bool:
    return bool(
        row["granularity"] == "day"
        and row["earliest"]
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
    return from_text(kind, "" if cell is None else str(cell).replace("_x005F_", "_"))
