"""The tables the outside relies on: the only place that names columns, and the only one that builds a DataFrame.

A row is a plain dict with exactly the columns below, in their order; the command line writes rows without ever
importing pandas. Lists stay lists in a row and in JSON; CSV and spreadsheets join them (exports/).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]

# column -> kind. str: text, '' where there is none · day: ISO date or None · int · bool · float: 0–1 ·
# list: list of str · spans: list of [start, end] · dicts: list of dicts
TABLES: Mapping[str, Mapping[str, str]] = {
    "articles": {
        "article": "str",
        "title": "str",
        "outlet": "str",
        "author": "str",
        "agency": "str",
        "url": "str",
        "language": "str",
        "encoding": "str",
        "characters": "int",
        "status": "str",
        "says": "str",
    },
    "timexes": {
        "article": "str",
        "start": "int",
        "end": "int",
        "surface": "str",
        "type": "str",
        "value": "str",
        "edtf": "str",
        "earliest": "day",
        "latest": "day",
        "granularity": "str",
        "mod": "str",
        "group": "str",
        "relative_to": "str",
        "rule": "str",
        "trace": "str",
    },
    "anchors": {
        "article": "str",
        "edtf": "str",
        "earliest": "day",
        "latest": "day",
        "granularity": "str",
        "source": "str",
        "confidence": "float",
        "evidence": "dicts",
    },
    "mentions": {
        "mention_id": "str",
        "event_id": "str",
        "article": "str",
        "start": "int",
        "end": "int",
        "sentence_start": "int",
        "sentence_end": "int",
        "trigger": "str",
        "timexes": "spans",
        "edtf": "str",
        "earliest": "day",
        "latest": "day",
        "granularity": "str",
        "basis": "str",
        "kind": "str",
        "status": "str",
        "speaker": "str",
        "denied_by": "list",
        "actors": "list",
        "places": "list",
        "title_ar": "str",
        "title_en": "str",
        "trace": "str",
    },
    "events": {
        "event_id": "str",
        "edtf": "str",
        "earliest": "day",
        "latest": "day",
        "granularity": "str",
        "approximate": "bool",
        "basis": "str",
        "kind": "str",
        "status": "str",
        "speakers": "list",
        "denied_by": "list",
        "actors": "list",
        "places": "list",
        "title_ar": "str",
        "title_en": "str",
        "articles": "list",
        "origins": "int",
        "mentions": "list",
        "part_of": "str",
        "confidence": "float",
        "importance": "float",
        "trace": "str",
    },
    "check": {
        "code": "str",
        "severity": "str",
        "article": "str",
        "start": "int",
        "end": "int",
        "surface": "str",
        "message_ar": "str",
        "message_en": "str",
        "suggestion": "str",
        "event_id": "str",
        "related": "dicts",
    },
}

_DTYPES = {"str": "str", "int": "int64", "bool": "bool", "float": "float64"}


def data_frame(table: str, rows: Iterable[Row]) -> pd.DataFrame:
    """The rows of one table as a DataFrame with the declared columns and dtypes, also when there are none.

    earliest/latest become datetime64[s] (NaT where unknown); lists stay Python lists in object columns.
    Raises KeyError for a table that is not declared.
    """
    import pandas as pd

    columns = TABLES[table]
    rows = list(rows)
    series: dict[str, pd.Series[Any]] = {}
    for name, kind in columns.items():
        values = [row[name] for row in rows]
        if kind == "day":
            series[name] = pd.Series(pd.to_datetime(pd.Series(values, dtype="object"))).astype("datetime64[s]")
        else:
            series[name] = pd.Series(values, dtype=_DTYPES.get(kind, "object"))
    return pd.DataFrame(series, columns=list(columns))
