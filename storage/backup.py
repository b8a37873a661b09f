"""The whole database as one file, and back: the same file for SQLite and PostgreSQL, of this version and older ones.

It is gzipped JSON Lines: a line that names its kind and the database's revision, a line a row (table, row), and a line
that counts the rows, so that one that was cut off is told.
"""

from __future__ import annotations

import gzip
import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, DateTime, Engine, MetaData, Table, func, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from storage.database import StoreError, open_database, plainly, reading, revision_of, upgrade, writing
from storage.tables import METADATA

_KIND = "tasalsul-backup-1"
_VERSIONS = "alembic_version"
_AT_ONCE = 500
_PATIENCE = "30s"


def backup(engine: Engine, place: Path) -> int:
    """Write everything into a new file, whole or not at all; returns the number of rows.

    It is one moment of the database, whoever writes meanwhile. Raises StoreError, one clear line.
    """
    if place.exists():
        raise StoreError(f"{place} is there already and was left as it is: choose another name")
    unfinished = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        with unfinished.open("xb") as file:
            with gzip.open(file, "wt", encoding="utf-8", newline="\n") as lines:
                rows = _write(engine, lines)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(place)
    except OSError as error:
        raise StoreError(f"{place} cannot be written ({error.strerror}): nothing was kept") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return rows


def restore(engine: Engine, place: Path) -> tuple[int, Path]:
    """Put what a file holds in the place of everything in the database, whole or not at all.

    What was there before is written beside the file first. Returns the number of rows, and where that copy is. Raises
    StoreError, one clear line.
    """
    for _ in _rows(place):  # to its end, before anything is touched
        pass
    before = _free(place.with_name(f"{place.name}.before"))
    backup(engine, before)
    try:
        if engine.dialect.name == "sqlite":
            return _restore_file(engine, place), before
        with writing(engine) as connection:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_PATIENCE}'")
            _drop(connection)
            return _fill(connection, place), before
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise StoreError(f"{place} could not be restored ({error}): the database is as it was") from error


def _write(engine: Engine, lines: Any) -> int:
    written = 0
    with reading(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        head = {"kind": _KIND, "revision": revision_of(connection)}
        lines.write(json.dumps(head) + "\n")
        for table in _tables(connection):
            for row in connection.execute(select(table).order_by(*table.primary_key.columns)).mappings():
                plain = {name: _plain(value) for name, value in row.items()}
                lines.write(json.dumps([table.name, plain], ensure_ascii=False) + "\n")
                written += 1
        lines.write(json.dumps({"rows": written}) + "\n")
    return written


def _restore_file(engine: Engine, place: Path) -> int:
    """Fill a new file beside the database and copy it over in one step, which programs that have it open see whole."""
    file = Path(engine.url.database or "")
    fresh = file.with_name(f".{file.name}.{os.getpid()}.restored")
    try:
        made = open_database(f"sqlite:///{fresh}")
        try:
            with writing(made) as connection:
                _drop(connection)
                rows = _fill(connection, place)
        finally:
            made.dispose()
        with plainly(engine.url), closing(sqlite3.connect(fresh)) as source, closing(engine.raw_connection()) as target:
            source.backup(target.dbapi_connection)  # type: ignore[arg-type]
    finally:
        for left in file.parent.glob(f"{fresh.name}*"):
            left.unlink(missing_ok=True)
    return rows


def _fill(connection: Connection, place: Path) -> int:
    """The tables of the file's own revision with its rows, brought to the newest one."""
    rows = _rows(place)
    head = next(rows)
    assert isinstance(head, str)
    upgrade(connection, head)
    tables = {table.name: table for table in _tables(connection)}
    written = 0
    for name, batch in _batches(rows):
        table = tables[name]
        connection.execute(insert(table), [_typed(table, row) for row in batch])
        written += len(batch)
    if connection.dialect.name == "postgresql":
        _continue_numbers(connection, tables.values())
    upgrade(connection)
    return written


def _rows(place: Path) -> Iterator[str | tuple[str, dict[str, Any]]]:
    """The revision of a file, then its rows. Raises StoreError where it is no backup or was cut off."""
    counted = 0
    try:
        with gzip.open(place, "rt", encoding="utf-8", newline="\n") as lines:
            head = json.loads(next(lines, "{}"))
            if not isinstance(head, dict) or head.get("kind") != _KIND or not isinstance(head.get("revision"), str):
                raise StoreError(f"{place} is no backup of this program")
            yield head["revision"]
            for line in lines:
                told = json.loads(line)
                if isinstance(told, dict):
                    if told != {"rows": counted}:
                        break
                    return
                counted += 1
                yield told[0], told[1]
        raise StoreError(f"{place} was cut off after {counted} rows: use another backup")
    except (EOFError, zlib.error) as error:
        raise StoreError(f"{place} was cut off after {counted} rows: use another backup") from error
    except gzip.BadGzipFile as error:
        raise StoreError(f"{place} is no backup of this program") from error
    except OSError as error:
        raise StoreError(f"{place} cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise StoreError(f"{place} is damaged after {counted} rows: use another backup") from error


def _batches(rows: Iterable[Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Rows of one table at a time, some hundred together."""
    table, batch = "", list[dict[str, Any]]()
    for name, row in rows:
        if batch and (name != table or len(batch) == _AT_ONCE):
            yield table, batch
            batch = []
        table = name
        batch.append(row)
    if batch:
        yield table, batch


def _tables(connection: Connection) -> list[Table]:
    """The tables that are there, those first that others refer to; as they are, not as today's code has them."""
    found = MetaData()
    found.reflect(connection, only=lambda name, _: name in METADATA.tables)
    return found.sorted_tables


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _typed(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    times = {column.name for column in table.columns if isinstance(column.type, DateTime)}
    return {name: datetime.fromisoformat(value) if value and name in times else value for name, value in row.items()}


def _drop(connection: Connection) -> None:
    """Take away all tables of ours with what guards them."""
    names = [*METADATA.tables, _VERSIONS]
    guards = []
    if connection.dialect.name == "postgresql":
        query = text(
            "SELECT DISTINCT p.proname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
            "JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND c.relname = ANY(:names)"
        )
        guards = list(connection.execute(query, {"names": names}).scalars())
    found = MetaData()
    found.reflect(connection, only=lambda name, _: name in names)
    found.drop_all(connection)
    for guard in guards:
        connection.exec_driver_sql(f'DROP FUNCTION "{guard}"')


def _continue_numbers(connection: Connection, tables: Iterable[Table]) -> None:
    for table in tables:
        if "id" in table.columns:
            last = connection.execute(select(func.max(table.c.id))).scalar()
            sequence = func.pg_get_serial_sequence(table.name, "id")
            connection.execute(select(func.setval(sequence, last or 1, last is not None)))


def _free(place: Path) -> Path:
    """A name that no file has: this one, or with a number behind it."""
    number, found = 2, place
    while found.exists():
        found, number = place.with_name(f"{place.name}-{number}"), number + 1
    return found
