"""Saved stories for a class. Nothing is changed in place: each saving is a row, and the last of a story counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, Engine, Row, func, insert, select

from storage.database import reading, utc, writing
from storage.decisions import require_access
from storage.rights import Person, require
from storage.tables import STORIES


class Saved(NamedTuple):
    """A story as it was saved last. events: ids in the order of telling. captions: by event. at: aware."""

    key: str
    corpus: str
    title: str
    events: tuple[str, ...]
    captions: Mapping[str, str]
    author: str
    at: datetime


def save(
    engine: Engine,
    *,
    by: Person,
    title: str,
    events: Sequence[str],
    captions: Mapping[str, str],
    corpus: str = "",
    key: str = "",
    at: datetime | None = None,
) -> Saved:
    """Save a story, as a new one or in the place of that of a key.

    by: an editor who may decide in the corpus ('' for the folder of articles), which counts for a new one alone. Raises
    NotAllowed, and ValueError for a story without a title or events, or a key that is not there.
    """
    require(by, "editor")
    if not title.strip():
        raise ValueError("a story needs a title")
    if not events:
        raise ValueError("a story without events cannot be saved")
    told = {"title": title.strip(), "events": list(events), "captions": dict(captions), "is_gone": False}
    return _add(engine, key, corpus, told, by, at)


def remove(engine: Engine, key: str, *, by: Person, at: datetime | None = None) -> None:
    """Take a story away; its rows stay. Raises NotAllowed, and ValueError for a key that is not there."""
    require(by, "editor")
    _add(engine, key, "", {"is_gone": True}, by, at)


def stories(engine: Engine, corpus: str) -> list[Saved]:
    """The stories of a corpus ('' for the folder of articles), the one saved last first."""
    newest = select(func.max(STORIES.c.id)).where(STORIES.c.corpus == corpus).group_by(STORIES.c.key)
    query = select(STORIES).where(STORIES.c.id.in_(newest), STORIES.c.is_gone.is_(False))
    with reading(engine) as connection:
        return [_saved(row) for row in connection.execute(query.order_by(STORIES.c.id.desc()))]


def story(engine: Engine, key: str) -> Saved:
    """A story by its key. Raises KeyError where there is none."""
    with reading(engine) as connection:
        row = _last(connection, key)
    if row is None or row.is_gone:
        raise KeyError(key)
    return _saved(row)


def _add(engine: Engine, key: str, corpus: str, told: Mapping[str, Any], by: Person, at: datetime | None) -> Saved:
    with writing(engine) as connection:
        before = _last(connection, key) if key else None
        if key and (before is None or before.is_gone):
            raise ValueError("this story is not there")
        row: dict[str, Any] = {"key": uuid4().hex, "corpus": corpus}
        if before is not None:
            kept = ("key", "corpus", "title", "events", "captions")
            row = {name: getattr(before, name) for name in kept}
        require_access(connection, by, row["corpus"])
        row |= {**told, "author": by.name, "at": utc(at)}
        connection.execute(insert(STORIES), row)
        last = _last(connection, row["key"])
        assert last is not None
        return _saved(last)


def _last(connection: Connection, key: str) -> Row[Any] | None:
    query = select(STORIES).where(STORIES.c.key == key).order_by(STORIES.c.id.desc()).limit(1)
    return connection.execute(query).one_or_none()


def _saved(row: Row[Any]) -> Saved:
    return Saved(
        row.key, row.corpus, row.title, tuple(row.events), row.captions, row.author, row.at.replace(tzinfo=UTC)
    )
