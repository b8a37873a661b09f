"""What a row of a file must be, so that everything that is made of rows can be made of it as well."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from math import isfinite
from typing import Any

from exports.unreadable import Unreadable
from pipeline.model import GRANULARITIES, STATUSES
from pipeline.table import TABLES, Row
from pipeline.timevalue import parse_edtf

KINDS = (
    "meeting",
    "visit",
    "statement",
    "agreement",
    "decision",
    "conflict",
    "launch",
    "election",
    "office",
    "death",
    "disaster",
    "state",
    "commemoration",
    "trial",
    "protest",
    "statistic",
    "sport",
    "other",
)
"""The kinds of events that the program knows."""

_OF_KIND: Mapping[str, tuple[type, ...]] = {
    "str": (str,),
    "day": (str, type(None)),
    "int": (int,),
    "bool": (bool,),
    "float": (int, float),
    "list": (list,),
    "spans": (list,),
    "dicts": (list,),
}
_KNOWN: Mapping[str, tuple[str, ...]] = {
    "kind": KINDS,
    "status": STATUSES,
    "granularity": GRANULARITIES,
    "basis": ("stated", "computed", "inferred", ""),
    "source": ("dateline", "metadata", "given", "inferred", "unknown"),
}
# Tables whose date and days say the same; an article's date may be open at either end.
_DATED = ("events", "mentions")
_LARGEST = 2**31
_PLACE, _OFFSETS = frozenset({"article", "start", "end"}), frozenset({"start", "end"})
_REASON = _PLACE | {"surface", "says_ar", "says_en"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def checked(table: str, line: Mapping[str, Any], number: int) -> Row:
    """A row with exactly the columns of its table. Raises Unreadable, naming the line, where one is otherwise."""
    row: Row = {}
    for name, kind in TABLES[table].items():
        if name not in line:
            raise Unreadable("column", f"line {number}: no column {name}", row=number, column=name)
        value = line[name]
        if not _is(kind, value):
            raise Unreadable("cell", f"line {number}: {name} is no {kind}", row=number, column=name, value=value)
        row[name] = value
    check_values(table, row, f"line {number}", number)
    return row


def check_values(table: str, row: Row, place: str, number: int) -> None:
    """What a table promises beyond the kinds of its columns. Raises Unreadable with the place."""
    for name, kind in TABLES[table].items():
        value = row[name]
        if kind == "day" and value is not None and not _is_day(value):
            raise Unreadable("day", f"{place}: no day: {value[:40]!r}", row=number, column=name, value=value)
        known = _KNOWN.get(name) if table != "articles" else None
        if known and value not in known:
            says = f"{place}: no {name} is called {value[:40]!r}"
            raise Unreadable("word", says, row=number, column=name, value=value)
        if not _is_possible(kind, value) or (table == "anchors" and name == "evidence" and not _are_reasons(value)):
            says = f"{place}: {name} cannot be {str(value)[:40]!r}"
            raise Unreadable("cell", says, row=number, column=name, value=value)
    if "edtf" in row:
        _check_date(table, row, place, number)


def _check_date(table: str, row: Row, place: str, number: int) -> None:
    """The days are those that the date bounds."""
    edtf, days = row["edtf"], [row["earliest"], row["latest"]]
    told: list[str | None] = [None, None]
    if edtf and table in _DATED:
        try:
            value = parse_edtf(edtf)
        except (ValueError, OverflowError) as fault:
            raise Unreadable("date", f"{place}: {fault}", row=number, column="edtf", value=edtf) from fault
        told = [day.isoformat() if day else None for day in (value.earliest, value.latest)]
    if (table in _DATED and days != told) or (all(days) and str(days[0]) > str(days[1])):
        says = f"{place}: its days are not those of its date {edtf[:40]!r}"
        raise Unreadable("days", says, row=number, column="edtf", value=edtf)


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_possible(kind: str, value: Any) -> bool:
    """Whether a value of a kind is one that every table can hold."""
    if kind == "int":
        return bool(abs(value) <= _LARGEST)
    if kind == "float":
        return isfinite(value) and 0 <= value <= 1
    return True


def _are_reasons(reasons: list[dict[str, Any]]) -> bool:
    return all(set(reason) >= _REASON for reason in reasons)


def _is(kind: str, value: Any) -> bool:
    """Whether a value is of a column's kind; true and false are no numbers here."""
    if type(value) not in _OF_KIND[kind]:
        return False
    if kind == "list":
        return {type(item) for item in value} <= {str}
    if kind == "spans":
        return all(_is_span(item) for item in value)
    return kind != "dicts" or all(_is_place(item) for item in value)


def _is_span(item: Any) -> bool:
    return isinstance(item, list) and [type(each) for each in item] == [int, int] and 0 <= item[0] <= item[1]


def _is_place(item: Any) -> bool:
    """Whether it is a place in an article, with nothing but words beside."""
    return (
        isinstance(item, dict)
        and set(item) >= _PLACE
        and all(type(value) is (int if name in _OFFSETS else str) for name, value in item.items())
    )
