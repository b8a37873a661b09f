"""Editors' decisions: rows are only ever added, the database itself refuses to change one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, insert, select

from storage.tables import DECISIONS


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision as it was taken. target: the mention's or article's id. at: UTC."""

    id: int
    target: str
    kind: str
    payload: Mapping[str, Any]
    author: str
    at: datetime
    reason: str


def append_decision(
    engine: Engine,
    *,
    target: str,
    kind: str,
    payload: Mapping[str, Any],
    author: str,
    reason: str = "",
    at: datetime | None = None,
) -> int:
    """Add one decision and return its number. at: an aware time, now where not given.

    Raises ValueError for a time without a zone and for an empty target or kind.
    """
    if not target or not kind:
        raise ValueError(f"a decision needs a target and a kind: {target!r}, {kind!r}")
    when = _utc(at)
    row = {"target": target, "kind": kind, "payload": dict(payload), "author": author, "at": when, "reason": reason}
    with engine.begin() as connection:
        return int(connection.execute(insert(DECISIONS).returning(DECISIONS.c.id), row).scalar_one())


def decisions(engine: Engine, *, target: str | None = None) -> list[Decision]:
    """All decisions in the order in which they were taken, or those on one target."""
    query = select(DECISIONS).order_by(DECISIONS.c.id)
    if target is not None:
        query = query.where(DECISIONS.c.target == target)
    with engine.connect() as connection:
        return [
            Decision(row.id, row.target, row.kind, row.payload, row.author, row.at.replace(tzinfo=UTC), row.reason)
            for row in connection.execute(query)
        ]


def _utc(at: datetime | None) -> datetime:
    if at is None:
        at = datetime.now(UTC)
    if at.tzinfo is None:
        raise ValueError(f"a time without a zone: {at}")
    return at.astimezone(UTC).replace(tzinfo=None)
