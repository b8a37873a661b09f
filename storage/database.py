"""The engine: where the database is, that it has the newest tables, and that SQLite lets readers and writers meet."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, create_engine, event, make_url

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Engine

_MIGRATIONS = Path(__file__).parent / "migrations"
_PATIENCE_SECONDS = 30


def data_folder() -> Path:
    """The user's folder for the project's data: TASALSUL_DATA, or the platform's usual place."""
    given = os.environ.get("TASALSUL_DATA")
    if given:
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "tasalsul"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "tasalsul"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "tasalsul"


def database_url() -> URL:
    """DATABASE_URL, or the SQLite file in the data folder."""
    given = os.environ.get("DATABASE_URL")
    return make_url(given) if given else URL.create("sqlite", database=str(data_folder() / "tasalsul.db"))


def open_database(url: URL | str | None = None) -> Engine:
    """An engine on a database that has the newest tables; makes the SQLite file and its folder where there are none."""
    url = database_url() if url is None else make_url(url)
    if url.get_backend_name() == "sqlite":
        if url.database and url.database != ":memory:":
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, connect_args={"timeout": _PATIENCE_SECONDS})
        event.listen(engine, "connect", _set_up_sqlite)
    else:
        engine = create_engine(url, pool_pre_ping=True)
    migrate(engine)
    return engine


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the database to a revision, in one transaction. Raises alembic's CommandError for an unknown one."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    _keep_copy(engine, config, revision)
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":  # two programs that start at once: the second waits
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def _keep_copy(engine: Engine, config: Config, revision: str) -> None:
    """Before an older SQLite file is changed it is copied beside itself, named for the revision that it had."""
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    file = engine.url.database
    if engine.dialect.name != "sqlite" or not file or file == ":memory:":
        return
    with engine.connect() as connection:
        has = MigrationContext.configure(connection).get_current_revision()
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


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
