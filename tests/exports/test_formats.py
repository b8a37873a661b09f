"""What holds for every format and every table, and what each format promises beyond."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import date, datetime
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports import FORMATS, Format, cells, comma_separated, json_lines, parquet, spreadsheet
from pipeline.table import TABLES

HOSTILE = [
    "",
    "=1+1",
    "'=1+1",
    "''",
    "+1",
    "-0043",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "\u200f=1",
    "\ufeff=1",
    "\uff1d1",
    "\uff0b1",
    "\uff0d1",
    "\uff20x",
    "a | b",
    "|",
    "\\",
    "\\e",
    "\\|",
    "a\\ | \\b",
    'he said "no"',
    '"',
    "line\nline",
    "line\r\nline\rline",
    "a;b,c",
    "\x00\x01\x1f\x7f",
    "\u2028\u2029\x85",
    "\u2066\u202eقال\u2069",
    "«تسلسل» ١٩٤٨",
    " trailing ",
    "null",
    "[]",
]
TEXT = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12))
DAY = st.one_of(st.none(), st.dates().map(date.isoformat))
SPAN = {"article": TEXT, "start": st.integers(0, 10**6), "end": st.integers(0, 10**6)}
KINDS: dict[str, st.SearchStrategy[Any]] = {
    "str": TEXT,
    "day": DAY,
    "int": st.integers(0, 2**40),
    "bool": st.booleans(),
    "float": st.floats(0, 1),
    "list": st.lists(TEXT, max_size=4),
    "spans": st.lists(st.lists(st.integers(0, 10**6), min_size=2, max_size=2), max_size=3),
}
DICTS = {
    "evidence": st.lists(
        st.fixed_dictionaries({**SPAN, "surface": TEXT, "says_ar": TEXT, "says_en": TEXT}), max_size=2
    ),
    "related": st.lists(st.fixed_dictionaries(SPAN), max_size=2),
}
GRANULARITY = st.sampled_from(["day", "month", "unknown"])


def rows_of(table: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    row = {name: DICTS[name] if kind == "dicts" else KINDS[kind] for name, kind in TABLES[table].items()}
    if "granularity" in row:
        row["granularity"] = GRANULARITY
    return st.lists(st.fixed_dictionaries(row), max_size=5)


def one_row(table: str, **values: Any) -> dict[str, Any]:
    empty = {"str": "", "day": None, "int": 0, "bool": False, "float": 0.5}
    return {name: values.get(name, empty.get(kind, [])) for name, kind in TABLES[table].items()}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.SLUG)
def test_every_format_writes_every_table(format_: Format, table: str) -> None:
    row = one_row(table, edtf="2019-04", earliest="2019-04-01", latest="2019-04-30", granularity="month")
    data = format_.write(table, [row, row])
    assert isinstance(data, bytes)
    assert data
    assert format_.write(table, iter([row, row])) == data or format_.SLUG == "xlsx"
    format_.write(table, [])
    with pytest.raises(KeyError):
        format_.write("no such table", [row])


def test_formats_differ_and_say_what_they_are() -> None:
    assert len({format_.SLUG for format_ in FORMATS}) == len({format_.EXTENSION for format_ in FORMATS}) == len(FORMATS)
    assert all(format_.EXTENSION.startswith(".") and "/" in format_.MIME for format_ in FORMATS)


def test_importing_the_registry_imports_nothing_heavy() -> None:
    code = (
        "import exports, sys; "
        "print([m for m in ('pandas', 'pyarrow', 'openpyxl', 'streamlit', 'sqlalchemy') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("format_", [json_lines, comma_separated], ids=["jsonl", "csv"])
def test_rows_survive_a_round_trip_exactly(format_: Any, table: str) -> None:
    @given(rows_of(table))
    @settings(max_examples=60)
    def check(rows: list[dict[str, Any]]) -> None:
        assert format_.read(format_.write(table, rows)) == rows

    check()


@given(st.text(), st.lists(st.text()))
@settings(max_examples=300)
def test_cells_come_back(text: str, items: list[str]) -> None:
    assert cells.from_text("str", cells.to_text("str", text)) == text
    assert cells.from_text("list", cells.to_text("list", items)) == items


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("format_", [json_lines, comma_separated], ids=["jsonl", "csv"])
def test_hostile_text_comes_back(format_: Any, text: str) -> None:
    rows = [one_row("events", title_ar=text, actors=[text, "x", text], places=[text])]
    assert format_.read(format_.write("events", rows)) == rows


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_starts_a_formula(text: str) -> None:
    for cell in (cells.to_text("str", text), cells.to_text("list", [text])):
        assert not cell.strip(" \u200f\ufeff").startswith(("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"))
        assert not cell.startswith(("\t", "\r"))


# --- JSON Lines ------------------------------------------------------------------------------------------------------


def test_json_lines_keeps_letters_and_order_of_columns() -> None:
    data = json_lines.write("events", [one_row("events", title_ar="قمة\u2028بغداد")])
    line = data.decode()
    assert list(json.loads(line)) == list(TABLES["events"])
    assert "قمة" in line
    assert len(line.splitlines()) == 1
    assert '"earliest": null' in line


@pytest.mark.parametrize("data", [b"[1]\n", b"{\n", b"\xff"])
def test_json_lines_refuses_what_it_did_not_write(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        json_lines.read(data)


# --- CSV -------------------------------------------------------------------------------------------------------------


def test_csv_is_read_by_others() -> None:
    data = comma_separated.write("events", [one_row("events", title_ar='قال: "لا", ثم\nعاد', actors=["أ", "ب"])])
    assert data.startswith(b"\xef\xbb\xbfevent_id,edtf,")
    row = next(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert row["title_ar"] == 'قال: "لا", ثم\nعاد'
    assert row["actors"] == "أ | ب"
    assert row["earliest"] == ""


def test_csv_holds_a_very_long_cell_and_leaves_the_module_as_it_was() -> None:
    before = csv.field_size_limit()
    rows = [one_row("events", title_ar="س" * 300_000)]
    assert comma_separated.read(comma_separated.write("events", rows)) == rows
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("event_id,edtf", "event_id,date"), "no table has these columns"),
        ((",false,", ",maybe,"), "row 2: neither true nor false.*row 3: neither"),
        (("\n", '\n"x\n', 1), "not a CSV file"),
        ((",0.5", ""), "row 2"),
    ],
)
def test_csv_refuses_what_it_did_not_write(change: Any, words: str) -> None:
    data = comma_separated.write("events", [one_row("events"), one_row("events")])
    with pytest.raises(ValueError, match=words):
        comma_separated.read(data.decode().replace(*change).encode())
    with pytest.raises(ValueError, match="no table"):
        comma_separated.read(b"")


# --- Parquet ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES)
def test_parquet_has_the_declared_schema_also_without_rows(table: str) -> None:
    for rows in ([], [one_row(table)]):
        written = pq.read_schema(io.BytesIO(parquet.write(table, rows)))
        assert written.equals(parquet.schema(table))
        assert written.names == list(TABLES[table])


@pytest.mark.parametrize("table", TABLES)
def test_parquet_keeps_every_value(table: str) -> None:
    def plain(value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value

    @given(rows_of(table))
    @settings(max_examples=20)
    def check(rows: list[dict[str, Any]]) -> None:
        read = pq.read_table(io.BytesIO(parquet.write(table, rows))).to_pylist()
        assert [{name: plain(value) for name, value in row.items()} for row in read] == rows

    check()


def test_parquet_days_are_days() -> None:
    assert parquet.schema("events").field("earliest").type == pa.date32()


# --- XLSX ------------------------------------------------------------------------------------------------------------


def sheet_of(table: str, *rows: dict[str, Any]) -> Any:
    return openpyxl.load_workbook(io.BytesIO(spreadsheet.write(table, rows))).active


def test_sheet_is_laid_out_for_arabic_readers() -> None:
    sheet = sheet_of("events", one_row("events"), one_row("events"))
    assert sheet.sheet_view.rightToLeft
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:V3"
    assert [cell.value for cell in sheet[1]] == list(TABLES["events"])
    assert sheet.title == "events"


@pytest.mark.parametrize(
    ("granularity", "earliest", "latest", "cell"),
    [
        ("day", "2023-09-13", "2023-09-13", datetime(2023, 9, 13)),  # noqa: DTZ001
        ("day", "2024-06-18", "2024-06-19", "2024-06-18"),
        ("month", "2019-04-01", "2019-04-30", "2019-04-01"),
        ("time", "2019-04-01", "2019-04-01", "2019-04-01"),
        ("day", "1899-05-02", "1899-05-02", "1899-05-02"),
        ("unknown", None, None, None),
        ("day", None, None, None),
    ],
)
def test_only_a_day_is_a_date(granularity: str, earliest: str | None, latest: str | None, cell: Any) -> None:
    sheet = sheet_of("timexes", one_row("timexes", granularity=granularity, earliest=earliest, latest=latest))
    assert sheet.cell(2, list(TABLES["timexes"]).index("earliest") + 1).value == cell


@pytest.mark.parametrize("text", HOSTILE)
def test_sheet_holds_hostile_text_as_text(text: str) -> None:
    sheet = sheet_of("timexes", one_row("timexes", surface=text))
    cell = sheet.cell(2, list(TABLES["timexes"]).index("surface") + 1)
    assert cell.data_type in {"s", "inlineStr", "n"}  # an empty cell counts as a number
    assert (cell.value or "").startswith("=") is False


@pytest.mark.parametrize("table", TABLES)
def test_sheet_comes_back_but_for_what_it_cannot_hold(table: str) -> None:
    held = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cn", "Co")), max_size=12)

    @given(rows_of(table), held)
    @settings(max_examples=15)
    def check(rows: list[dict[str, Any]], text: str) -> None:
        plain = [one_row(table, **{name: [text, "=a | b"]}) for name, kind in TABLES[table].items() if kind == "list"]
        plain.append(one_row(table, article=text, title_ar="=" + text, trace="'" + text))
        assert spreadsheet.read(spreadsheet.write(table, plain)) == plain
        assert len(spreadsheet.read(spreadsheet.write(table, rows))) == len(rows)

    check()


def test_cells_too_long_are_cut_with_a_mark() -> None:
    for text in ("س" * 40_000, "😀" * 20_000):
        value = sheet_of("articles", one_row("articles", title=text)).cell(2, 2).value
        assert len(value.encode("utf-16-le")) // 2 <= spreadsheet.LONGEST_CELL
        assert value.endswith(text[0] + "…")
    fits = "س" * spreadsheet.LONGEST_CELL
    assert sheet_of("articles", one_row("articles", title=fits)).cell(2, 2).value == fits


def test_a_full_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "ROWS_A_SHEET", 2)
    rows = [one_row("timexes", start=number) for number in range(5)]
    data = spreadsheet.write("timexes", rows)
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["timexes", "timexes 2", "timexes 3"]
    assert spreadsheet.read(data) == rows


def test_a_foreign_workbook_is_refused() -> None:
    book = openpyxl.Workbook()
    buffer = io.BytesIO()
    book.save(buffer)
    with pytest.raises(ValueError, match="no table of ours"):
        spreadsheet.read(buffer.getvalue())
