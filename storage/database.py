"""The engine: where the database is, that it has the newest tables, and that SQLite lets readers and writers meet."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, ProgrammingError

from storage.folder import FILE, data_folder

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection
    from sqlalchemy import Engine as Engine  # noqa: PLC0414 - who stands above the storage names it too

_MIGRATIONS = Path(__file__).parent / "migrations"
_PATIENCE_SECONDS = 30
# The number under which programs that start at once take turns: any that nothing else on the server uses.
_MIGRATING = 7_461_736_165
_WRITES = "tasalsul_writes"


class StoreError(RuntimeError):
    """The database cannot be used: one line that says what is wrong, where, and what to do."""


def utc(at: datetime | None) -> datetime:
    """A moment as the tables keep it: in UTC, without its zone; now for None. Raises ValueError for one without a
    zone."""
    moment = datetime.now(UTC) if at is None else at
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone: {moment}")
    return moment.astimezone(UTC).replace(tzinfo=None)


@contextmanager
def plainly(url: URL) -> Iterator[None]:
    """Turn what a database refuses into a StoreError; what it reports of the program's own faults stays as it is."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error, (IntegrityError, ProgrammingError)):
            raise
        raise StoreError(_what_to_do(url, error)) from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection to read with. Raises StoreError where the database cannot be used."""
    with plainly(engine.url), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection whose changes are kept together when the block ends, or not at all. Raises StoreError."""
    with plainly(engine.url), engine.execution_options(**{_WRITES: True}).begin() as connection:
        yield connection


def _what_to_do(url: URL, error: DBAPIError) -> str:
    if url.get_backend_name() != "sqlite":
        where = f"{url.host or 'localhost'}:{url.port or 5432}/{url.database}"
        return f"the database {where} does not answer, nothing was saved: look at DATABASE_URL and at the server"
    where, why = url.database or ":memory:", str(getattr(error.orig, "sqlite_errorname", ""))
    if why.startswith("SQLITE_FULL"):
        return f"the disk of {where} is full, nothing was saved: make room and try again"
    if why.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
        return f"{where} cannot be written, nothing was saved: make it writable, or choose a folder with TASALSUL_DATA"
    if why.startswith("SQLITE_NOTADB"):
        return f"{where} is no database of this program: move it away, or choose a folder with TASALSUL_DATA"
    if why.startswith("SQLITE_BUSY"):
        return f"{where} was in use for {_PATIENCE_SECONDS} seconds, nothing was saved: try again"
    return f"{where} could not be used ({error.orig}), nothing was saved: look at its disk, or restore a backup"


def database_url() -> URL:
    """DATABASE_URL, or the SQLite file in the data folder. Raises StoreError for one that is no address of ours."""
    given = os.environ.get("DATABASE_URL")
    return _url(given) if given else URL.create("sqlite", database=str(data_folder() / FILE))


def _url(given: URL | str) -> URL:
    try:
        url = make_url(given)
    except ArgumentError as error:
        raise StoreError("DATABASE_URL is no address: write it like postgresql://user@host/database") from error
    if url.drivername in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreError(f"DATABASE_URL names {url.get_backend_name()}: known are postgresql and sqlite")
    return url


def open_database(url: URL | str | None = None) -> Engine:
    """An engine on a database that has the newest tables; makes the SQLite file and its folder where there are none.

    Raises StoreError where it cannot be used: what is wrong, where, what to do.
    """
    from alembic.util import CommandError

    url = database_url() if url is None else _url(url)
    if url.get_backend_name() == "sqlite":
        if url.database and url.database != ":memory:":
            _make_folder(Path(url.database).parent)
        engine = create_engine(url, connect_args={"timeout": _PATIENCE_SECONDS})
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        try:
            engine = create_engine(url, pool_pre_ping=True)
        except ModuleNotFoundError as error:
            says = f"DATABASE_URL needs {error.name}, which is not installed: pip install -r requirements-newsroom.txt"
            raise StoreError(says) from error
    try:
        with plainly(url):
            migrate(engine)
    except StoreError:
        engine.dispose()
        raise
    except CommandError as error:
        engine.dispose()
        says = f"the database {url.database} was made by a newer version of this program ({error}): update the program"
        raise StoreError(says) from error
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        says = f"{folder} cannot be made ({error.strerror}): make it by hand, or choose a folder with TASALSUL_DATA"
        raise StoreError(says) from error


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the database to a revision, in one transaction. Raises alembic's CommandError for an unknown one."""
    config = _config()
    _keep_copy(engine, config, revision)
    with engine.execution_options(**{_WRITES: True}).begin() as connection:
        if engine.dialect.name == "postgresql":  # two programs that start at once: the second waits
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATING})")
        upgrade(connection, revision)


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring a connection's database to a revision, as part of its transaction. Raises alembic's CommandError."""
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def revision_of(connection: Connection) -> str | None:
    """The revision that a connection's database has; None where it has no tables of ours."""
    from alembic.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _keep_copy(engine: Engine, config: Config, revision: str) -> None:
    """Before an older SQLite file is changed it is copied beside itself, named for the revision that it had."""
    from alembic.script import ScriptDirectory

    file = engine.url.database
    if engine.dialect.name != "sqlite" or not file or file == ":memory:":
        return
    with engine.connect() as connection:
        has = revision_of(connection)
        wanted = ScriptDirectory.from_config(config).as_revision_number(revision)
        copy = Path(f"{file}.before-{wanted}.bak")
        if has is None or has == wanted or copy.exists():
            return
        source = connection.connection.dbapi_connection
        assert source is not None
        unfinished = copy.with_suffix(f".{os.getpid()}.part")
        with closing(sqlite3.connect(unfinished)) as target:
            source.backup(target)
        unfinished.replace(copy)


def _begin_sqlite(connection: Connection) -> None:
    """Begin as asked for: Python's driver would begin only before a change, and leave what stands before outside.

    Who is going to write waits for its turn here; one that had read first would be refused instead.
    """
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(_WRITES) else "BEGIN")


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # What is removed is written over, not only marked as free.
    connection.execute("PRAGMA secure_delete = ON")
