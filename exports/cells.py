r"""How a value stands in a cell of text (CSV, spreadsheets), and back again.

- A list is joined by " | ". Inside an item a backslash is written \\ and a bar \|; an empty item is \e.
- Lists of spans and of dicts are JSON. A missing day is an empty cell; true and false are lower case.
- A cell that a spreadsheet would run as a formula gets an apostrophe in front: one whose first character, leading
  white space and invisible marks aside, is = + - @ or its full-width form, or that begins with a tab or a line end.
  So that this can be undone, a cell that begins with an apostrophe gets one more.
"""

from __future__ import annotations

import json
import re
from typing import Any

SEPARATOR = " | "

_FORMULA = re.compile(
    r"[\t\r\n'\uff07]|[\s\x00-\x20\x7f-\xa0\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c]*[=+\-@\uff1d\uff0b\uff0d\uff20]"
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_JSON_KINDS = frozenset({"spans", "dicts"})


def to_text(kind: str, value: Any) -> str:
    """The cell of a value of a column kind (pipeline/table.py)."""
    if value is None:
        return ""
    if kind == "bool":
        return "true" if value else "false"
    if kind == "int":
        return str(int(value))
    if kind == "float":
        return repr(float(value))
    if kind in _JSON_KINDS:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if kind == "list":
        return neutralise(SEPARATOR.join(_escape(item) for item in value))
    return neutralise(str(value))


def from_text(kind: str, text: str) -> Any:
    """The value of a cell that to_text wrote. Raises ValueError for what it could not have written."""
    if kind == "day":
        return text or None
    if kind == "bool":
        if text not in {"true", "false"}:
            raise ValueError(f"neither true nor false: {text!r}")
        return text == "true"
    if kind == "int":
        return int(text)
    if kind == "float":
        return float(text)
    if kind in _JSON_KINDS:
        return json.loads(text)
    text = text.removeprefix("'")
    if kind == "list":
        return [_unescape(item) for item in text.split(SEPARATOR)] if text else []
    return text


def neutralise(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would take it for a formula."""
    if text[:1].isalnum():  # most cells, and much faster than the expression
        return text
    return "'" + text if _FORMULA.match(text) else text


def _escape(item: str) -> str:
    return item.replace("\\", "\\\\").replace("|", "\\|") if item else "\\e"


def _unescape(item: str) -> str:
    if "\\" not in item:  # nearly all, and much faster than the expression
        return item
    return "" if item == "\\e" else _ESCAPE.sub(r"\1", item)
