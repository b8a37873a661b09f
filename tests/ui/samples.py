"""A few made-up events of every shape, for tests that need rows and no articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.table import TABLES, data_frame

if TYPE_CHECKING:
    import pandas as pd

_EMPTY: dict[str, Any] = {"str": "", "int": 0, "bool": False, "float": 0.5, "day": None}


def row(table: str, **values: Any) -> dict[str, Any]:
    """A row of a table with the columns that matter to a test; the others are empty."""
    blank = {name: [] if kind in ("list", "spans", "dicts") else _EMPTY[kind] for name, kind in TABLES[table].items()}
    return blank | values


def event(event_id: str, edtf: str, bounds: tuple[str, str] | None, granularity: str, **values: Any) -> dict[str, Any]:
    """An event with its date."""
    earliest, latest = bounds or (None, None)
    values = {
        "basis": "stated" if edtf else "",
        "kind": "meeting",
        "status": "happened",
        "articles": ["a.txt"],
    } | values
    values.setdefault("title_ar", f"حدث {event_id}")
    values.setdefault("title_en", f"Event {event_id}")
    return row(
        "events", event_id=event_id, edtf=edtf, earliest=earliest, latest=latest, granularity=granularity, **values
    )


def events() -> pd.DataFrame:
    """One event of every precision and most statuses."""
    return data_frame(
        "events",
        [
            event("war", "1950/1953", ("1950-01-01", "1953-12-31"), "year", kind="conflict", places=["كوريا"]),
            event("end", "1991", ("1991-01-01", "1991-12-31"), "year", kind="state"),
            event("month", "2019-04", ("2019-04-01", "2019-04-30"), "month", actors=["كيم", "بوتين"], importance=0.9),
            event(
                "since",
                "2022/..",
                ("2022-01-01", "2022-12-31"),
                "year",
                status="alleged",
                speakers=["مسؤولون"],
                denied_by=["موسكو"],
                basis="computed",
                kind="conflict",
            ),
            event(
                "day",
                "2023-09-13",
                ("2023-09-13", "2023-09-13"),
                "day",
                actors=["كيم"],
                basis="inferred",
                articles=["a.txt", "b.txt"],
                importance=1.0,
            ),
            event("plan", "2024-06-19", ("2024-06-19", "2024-06-19"), "day", status="planned", kind="visit"),
            event("undated", "", None, "unknown", kind="visit", actors=["شويغو"]),
        ],
    )
