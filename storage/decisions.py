"""Editors' decisions as a log: rows are only ever added, the database itself refuses to change one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, Engine, Row, func, insert, select
from sqlalchemy.exc import IntegrityError

from pipeline.decisions import Change, Decision, Quote, as_row, checked, from_row
from storage.database import reading, utc, writing
from storage.rights import NotAllowed, Person, may_see, require
from storage.tables import CORPORA, DECISIONS, REDACTIONS

# Of these only the latest on a telling counts: two installations that both took one disagree.
_EXCLUSIVE = frozenset({"date", "title", "kind", "status", "actors", "places", "article_date", "reject", "confirm"})


class Imported(NamedTuple):
    """What became of a log that was read in. conflicts: decisions of it, each with the one here that says otherwise."""

    added: tuple[Decision, ...]
    known: int
    conflicts: tuple[tuple[Decision, Decision], ...]


def append_decision(
    engine: Engine,
    *,
    by: Person,
    corpus: str = "",
    kind: str,
    target: str = "",
    payload: Mapping[str, Any],
    reason: str = "",
    note: str = "",
    teaching: str = "",
    change: Change = "correction",
    quotes: Mapping[str, Quote] | None = None,
    at: datetime | None = None,
    key: str | None = None,
) -> Decision:
    """Add one decision to the log and return it as it stands there.

    by: who takes it, an editor. corpus: the named corpus it is taken in, '' for the folder of articles; an undo belongs
    to the corpus of what it undoes. at: an aware time, now where not given. key: of a decision that may have been added
    before; then that one is returned, so that a try whose answer was lost can be made again. Raises NotAllowed where
    this person may not, and ValueError with one clear line for what is no decision, for a time without a zone, for a
    corpus that nobody made, and for an undo of what is not in the log.
    """
    require(by, "editor")
    checked(kind, target, payload)
    row: dict[str, Any] = {
        "key": key or uuid4().hex,
        "kind": kind,
        "target": target,
        "payload": dict(payload),
        "author": by.name,
        "at": utc(at),
        "reason": reason,
        "note": note,
        "teaching": teaching,
        "change": change,
        "quotes": {mention: quote._asdict() for mention, quote in (quotes or {}).items()},
        "corpus": corpus,
    }
    with writing(engine) as connection:
        if kind == "undo":
            undone = _known(connection, payload["decision"])
            if undone is None:
                raise ValueError(f"there is no decision {payload['decision']!r} to undo")
            row["corpus"] = undone.corpus
        require_access(connection, by, row["corpus"])
        return _add(connection, row)


def decisions(engine: Engine, *, corpus: str | None = None, target: str | None = None) -> list[Decision]:
    """All decisions in the order in which they were taken, or those in one corpus, or on one target."""
    query = select(DECISIONS).order_by(DECISIONS.c.id)
    if corpus is not None:
        query = query.where(DECISIONS.c.corpus == corpus)
    if target is not None:
        query = query.where(DECISIONS.c.target == target)
    with reading(engine) as connection:
        return [_decision(row) for row in connection.execute(query)]


def state_of_log(engine: Engine, corpus: str) -> tuple[int, int]:
    """What tells the log of a corpus from that of another moment, at the cost of two look-ups: its last row, and how
    many redactions there were."""
    query = select(
        select(func.coalesce(func.max(DECISIONS.c.id), 0)).where(DECISIONS.c.corpus == corpus).scalar_subquery(),
        select(func.count()).select_from(REDACTIONS).scalar_subquery(),
    )
    with reading(engine) as connection:
        last, redacted = connection.execute(query).one()
        return last, redacted


def require_access(connection: Connection, by: Person, corpus: str) -> None:
    """Raise NotAllowed for somebody else's private corpus, ValueError for one that is not there."""
    if not corpus:
        return
    row = connection.execute(
        select(CORPORA.c.owner, CORPORA.c.visibility).where(CORPORA.c.name == corpus)
    ).one_or_none()
    if row is None:
        raise ValueError(f"there is no corpus {corpus!r}")
    if row.visibility == "private" and not may_see(row.visibility, by, row.owner):
        raise NotAllowed("private")


def export_log(engine: Engine) -> str:
    """The whole log as JSON Lines, oldest first."""
    rows = (json.dumps(as_row(one), ensure_ascii=False, sort_keys=True) for one in decisions(engine))
    return "".join(f"{row}\n" for row in rows)


def import_log(engine: Engine, lines: Iterable[str], *, by: Person) -> Imported:
    """Add the decisions of another installation's log that are not here yet: all of them or, where one is none, none.

    They follow the ones here, in their own order; what both sides decided on one telling is named as a conflict, and
    the imported one, as the later row, counts until somebody undoes it. by: an admin; the decisions keep their own
    authors. Raises NotAllowed, and ValueError with the line's number.
    """
    require(by, "admin")
    found = list(_read(lines))
    added: list[Decision] = []
    conflicts: list[tuple[Decision, Decision]] = []
    with writing(engine) as connection:
        here = [_decision(row) for row in connection.execute(select(DECISIONS).order_by(DECISIONS.c.id))]
        keys = {one.key for one in here}
        latest = {(one.corpus, one.target, one.kind): one for one in here if one.kind in _EXCLUSIVE}
        shared = {one.key for one in found} & keys
        for one in found:
            if one.key in keys:
                continue
            rival = latest.get((one.corpus, one.target, one.kind))
            made = _add(connection, as_row(one) | {"at": utc(one.at)})
            added.append(made)
            if rival is not None and rival.key not in shared and rival.payload != one.payload:
                conflicts.append((made, rival))
    return Imported(tuple(added), len(shared), tuple(conflicts))


def _read(lines: Iterable[str]) -> Iterable[Decision]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield from_row(json.loads(line))
        except ValueError as error:
            raise ValueError(f"line {number}: {error}") from error


def _add(connection: Connection, row: Mapping[str, Any]) -> Decision:
    values = {name: value for name, value in row.items() if name != "number"}
    try:
        with connection.begin_nested():
            made = connection.execute(insert(DECISIONS).returning(DECISIONS), values).one()
    except IntegrityError:
        known = _known(connection, row["key"])
        if known is None:
            raise
        return known
    return _decision(made)


def _known(connection: Connection, key: str) -> Decision | None:
    row = connection.execute(select(DECISIONS).where(DECISIONS.c.key == key)).one_or_none()
    return None if row is None else _decision(row)


def _decision(row: Row[Any]) -> Decision:
    return from_row(row._asdict() | {"number": row.id, "at": row.at.replace(tzinfo=UTC).isoformat()})
