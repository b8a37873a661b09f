"""The database on a real SQLite file: made on first use, upgraded on start, never changed behind an editor's back."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, delete, inspect, update
from sqlalchemy.exc import IntegrityError

from pipeline.model import Article
from storage.articles import articles, save_article
from storage.database import data_folder, database_url, open_database
from storage.decisions import append_decision, decisions
from storage.tables import DECISIONS, METADATA


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = open_database(f"sqlite:///{tmp_path}/folder/البيانات.db")
    yield made
    made.dispose()


def article(name: str, text: str) -> Article:
    return Article(name, text, hashlib.sha256(text.encode()).hexdigest())


def test_the_first_start_makes_everything(engine: Engine) -> None:
    assert {"decisions", "articles", "alembic_version"} <= set(inspect(engine).get_table_names())
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_the_migrations_make_what_the_code_expects(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_a_second_start_keeps_everything(engine: Engine) -> None:
    number = append_decision(engine, target="m1", kind="confirm", payload={}, author="a")
    again = open_database(engine.url)
    assert [decision.id for decision in decisions(again)] == [number]
    again.dispose()


def test_decisions_come_back_in_order_and_whole(engine: Engine) -> None:
    at = datetime(2026, 11, 22, 12, 0, tzinfo=timezone(timedelta(hours=3)))
    payload = {"edtf": "2019-04", "quote": ["قبل", "«القمة»", "بعد"], "n": 1.5, "none": None}
    append_decision(engine, target="m1", kind="date", payload=payload, author="منى", reason="ورد في البيان", at=at)
    append_decision(engine, target="m2", kind="reject", payload={}, author="a")
    append_decision(engine, target="m1", kind="undo", payload={"of": 1}, author="a")
    first, second, third = decisions(engine)
    assert (first.payload, first.author, first.reason) == (payload, "منى", "ورد في البيان")
    assert first.at == at
    assert first.at.tzinfo is UTC
    assert first.id < second.id < third.id
    assert [decision.kind for decision in decisions(engine, target="m1")] == ["date", "undo"]


def test_a_decision_cannot_be_changed_or_taken_away(engine: Engine) -> None:
    append_decision(engine, target="m1", kind="date", payload={}, author="a")
    for deed in (update(DECISIONS).values(author="b"), delete(DECISIONS)):
        with pytest.raises(IntegrityError, match="only ever added"), engine.begin() as connection:
            connection.execute(deed)
    assert [decision.author for decision in decisions(engine)] == ["a"]


@pytest.mark.parametrize(
    "given",
    [{"target": ""}, {"kind": ""}, {"at": datetime(2026, 11, 22)}],  # noqa: DTZ001
)
def test_a_decision_that_says_too_little_is_refused(engine: Engine, given: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"needs a target|without a zone"):
        append_decision(engine, **{"target": "m", "kind": "k", "payload": {}, "author": "a", **given})  # type: ignore[arg-type]
    assert decisions(engine) == []


def test_many_editors_at_once_lose_nothing(engine: Engine) -> None:
    def decide(number: int) -> int:
        return append_decision(engine, target=f"m{number}", kind="confirm", payload={"n": number}, author="a")

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(decide, range(80)))
    assert len(set(numbers)) == 80
    assert {decision.payload["n"] for decision in decisions(engine)} == set(range(80))


def test_articles_are_kept_by_their_text(engine: Engine) -> None:
    assert save_article(engine, article("ب.txt", "قال الوزير\r\n"))
    assert save_article(engine, article("ا.txt", "عاد الوفد"))
    assert not save_article(engine, article("ج.txt", "قال الوزير\r\n"))
    assert [(kept.name, kept.text) for kept in articles(engine)] == [
        ("ا.txt", "عاد الوفد"),
        ("ج.txt", "قال الوزير\r\n"),
    ]
    with pytest.raises(ValueError, match="digest"):
        save_article(engine, Article("x", "نص", "0" * 64))


def test_where_the_data_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TASALSUL_DATA", str(tmp_path / "here"))
    assert data_folder() == tmp_path / "here"
    made = open_database()
    made.dispose()
    with closing(sqlite3.connect(tmp_path / "here/tasalsul.db")) as connection:
        assert connection.execute("SELECT count(*) FROM decisions").fetchone() == (0,)
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://somebody@localhost/tasalsul")
    assert database_url().get_backend_name() == "postgresql"
    monkeypatch.delenv("TASALSUL_DATA")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert data_folder() == tmp_path / "tasalsul"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert data_folder() == tmp_path / "local" / "tasalsul"


def test_two_programs_may_start_at_once(tmp_path: Path, root: Path) -> None:
    code = f"from storage.database import open_database; open_database('sqlite:///{tmp_path}/x.db').dispose()"
    started = [
        subprocess.Popen([sys.executable, "-c", code], cwd=root, stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    for process in started:
        assert process.communicate(timeout=120)[1] == ""
        assert process.returncode == 0
