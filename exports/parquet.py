"""Parquet with one declared schema a table: days are date32, lists are lists, so that no reader has to guess."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from pipeline.table import TABLES, Row

if TYPE_CHECKING:
    import pyarrow as pa

SLUG = "parquet"
EXTENSION = ".parquet"
MIME = "application/vnd.apache.parquet"


def schema(table: str) -> pa.Schema:
    """The Arrow schema of one table; KeyError for one that is not declared."""
    import pyarrow as pa

    span = [("article", pa.string()), ("start", pa.int64()), ("end", pa.int64())]
    dicts = {
        "evidence": pa.struct([*span, ("surface", pa.string()), ("says_ar", pa.string()), ("says_en", pa.string())]),
        "related": pa.struct(span),
    }
    types = {
        "str": pa.string(),
        "day": pa.date32(),
        "int": pa.int64(),
        "bool": pa.bool_(),
        "float": pa.float64(),
        "list": pa.list_(pa.string()),
        "spans": pa.list_(pa.list_(pa.int64())),
    }
    return pa.schema(
        [(name, pa.list_(dicts[name]) if kind == "dicts" else types[kind]) for name, kind in TABLES[table].items()]
    )


def write(table: str, rows: Iterable[Row]) -> bytes:
    """The rows as one Parquet file, with all its columns also when there are none."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = list(rows)
    declared = schema(table)
    columns = [
        pa.array([_value(kind, row[name]) for row in rows], type=declared.field(name).type)
        for name, kind in TABLES[table].items()
    ]
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns, schema=declared), buffer, compression="zstd")
    return buffer.getvalue()


def _value(kind: str, value: Any) -> Any:
    return date.fromisoformat(value) if kind == "day" and value is not None else value
