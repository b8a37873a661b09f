"""The databases that the storage is tested on: a SQLite file, and a real PostgreSQL server where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine

from storage.database import open_database
from tests.storage.postgresql_server import programs, running


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server, without a database's name."""
    folder = programs()
    if folder is None:
        pytest.skip("no PostgreSQL server on this machine (Debian: apt-get install postgresql)")
    with running(folder) as address:
        yield address


@pytest.fixture
def sqlite_address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/folder/البيانات.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database that nobody used before, on both kinds of server."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_address")
        return
    server = request.getfixturevalue("postgresql")
    name = f"t{uuid4().hex}"
    postgres = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with postgres.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield f"{server}/{name}"
    with postgres.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    postgres.dispose()


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    made = open_database(address)
    yield made
    made.dispose()
