"""The database, on SQLite and PostgreSQL: made on first use, upgraded on start, never changed behind a back."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, delete, inspect, update
from sqlalchemy.exc import DBAPIError

from pipeline.decisions import Quote
from pipeline.model import Article
from storage.articles import articles, save_article
from storage.database import database_url, migrate, open_database
from storage.decisions import append_decision, decisions, export_log, import_log
from storage.folder import data_folder
from storage.rights import Person
from storage.tables import DECISIONS, METADATA

ADMIN = Person("شادية", "admin", local=True)


def article(name: str, text: str) -> Article:
    return Article(name, text, hashlib.sha256(text.encode()).hexdigest())


def test_the_first_start_makes_everything(engine: Engine) -> None:
    assert {"decisions", "articles", "alembic_version"} <= set(inspect(engine).get_table_names())


def test_readers_and_writers_of_a_file_do_not_wait_for_one_another(sqlite_address: str) -> None:
    engine = open_database(sqlite_address)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    engine.dispose()


def test_the_migrations_make_what_the_code_expects(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_a_second_start_keeps_everything(engine: Engine) -> None:
    taken = append_decision(engine, target="m1", kind="confirm", payload={}, by=Person("a", "editor"))
    again = open_database(engine.url)
    assert decisions(again) == [taken]
    again.dispose()


def test_decisions_come_back_in_order_and_whole(engine: Engine) -> None:
    at = datetime(2026, 11, 22, 12, 0, tzinfo=timezone(timedelta(hours=3)))
    quote = Quote("0" * 64, "عقدت «القمة» في أبريل.", "أبريل", "قبل", "بعد")
    first = append_decision(
        engine,
        target="m1",
        kind="date",
        payload={"edtf": "2019-04", "n": 1.5, "none": None},
        by=Person("منى", "editor"),
        reason="ورد في البيان",
        note="صححنا التاريخ",
        teaching="اسأل عن السنة",
        change="update",
        quotes={"m1": quote},
        at=at,
    )
    append_decision(engine, target="m2", kind="reject", payload={}, by=Person("a", "editor"))
    append_decision(engine, kind="undo", payload={"decision": first.key}, by=Person("a", "editor"))
    told = decisions(engine)
    assert told[0] == first
    assert (first.reason, first.note, first.teaching, first.change) == (
        "ورد في البيان",
        "صححنا التاريخ",
        "اسأل عن السنة",
        "update",
    )
    assert first.quotes == {"m1": quote}
    assert (first.at, first.at.tzinfo) == (at, UTC)
    assert [one.number for one in told] == sorted(one.number for one in told)
    assert [one.kind for one in decisions(engine, target="m1")] == ["date"]


def test_a_try_made_again_is_one_decision(engine: Engine) -> None:
    tries = [
        append_decision(engine, target="m", kind="confirm", payload={}, by=Person("a", "editor"), key="k")
        for _ in range(3)
    ]
    assert len(set(map(str, tries))) == 1
    assert len(decisions(engine)) == 1


def test_a_decision_cannot_be_changed_or_taken_away(engine: Engine) -> None:
    append_decision(engine, target="m1", kind="confirm", payload={}, by=Person("a", "editor"))
    for deed in (update(DECISIONS).values(author="b"), delete(DECISIONS)):
        with pytest.raises(DBAPIError, match="only ever added"), engine.begin() as connection:
            connection.execute(deed)
    assert [decision.author for decision in decisions(engine)] == ["a"]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"target": ""}, "needs a target"),
        ({"kind": "rename"}, "no decision of the kind"),
        ({"kind": "date", "payload": {"edtf": "31.12."}}, "31.12."),
        ({"at": datetime(2026, 11, 22)}, "without a zone"),  # noqa: DTZ001
        ({"kind": "undo", "payload": {"decision": "gone"}}, "'gone' to undo"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(engine: Engine, given: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        append_decision(
            engine, **{"target": "m", "kind": "confirm", "payload": {}, "by": Person("a", "editor"), **given}
        )  # type: ignore[arg-type]
    assert decisions(engine) == []


def test_many_editors_at_once_lose_nothing(engine: Engine) -> None:
    def decide(number: int) -> int:
        payload = {"text": str(number)}
        return append_decision(
            engine, target=f"m{number}", kind="comment", payload=payload, by=Person("a", "editor")
        ).number

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(decide, range(80)))
    assert len(set(numbers)) == 80
    assert {decision.payload["text"] for decision in decisions(engine)} == set(map(str, range(80)))


def test_a_log_goes_from_one_installation_to_another(engine: Engine, tmp_path: Path) -> None:
    shared = append_decision(engine, target="m1", kind="date", payload={"edtf": "2019"}, by=Person("a", "editor"))
    there = open_database(f"sqlite:///{tmp_path}/there.db")
    assert import_log(there, export_log(engine).splitlines(), by=ADMIN).added[0].key == shared.key
    append_decision(there, target="m1", kind="date", payload={"edtf": "2020"}, by=Person("b", "editor"))
    append_decision(there, target="m2", kind="confirm", payload={}, by=Person("b", "editor"))
    append_decision(there, kind="undo", payload={"decision": shared.key}, by=Person("b", "editor"))
    ours = append_decision(engine, target="m1", kind="date", payload={"edtf": "2021"}, by=Person("a", "editor"))
    told = import_log(engine, export_log(there).splitlines(), by=ADMIN)
    assert ([one.kind for one in told.added], told.known) == (["date", "confirm", "undo"], 1)
    ((theirs, rival),) = told.conflicts
    assert (theirs.payload, rival.key) == ({"edtf": "2020"}, ours.key)
    assert import_log(engine, export_log(there).splitlines(), by=ADMIN).added == ()
    there.dispose()


@pytest.mark.parametrize("line", ["{", "[]", '{"kind": "date"}', "3"])
def test_a_damaged_log_adds_nothing_and_names_its_line(engine: Engine, line: str) -> None:
    append_decision(engine, target="m1", kind="confirm", payload={}, by=Person("a", "editor"))
    log = [*export_log(engine).replace(decisions(engine)[0].key, "other").splitlines(), line]
    with pytest.raises(ValueError, match="line 2: "):
        import_log(engine, log, by=ADMIN)
    assert len(decisions(engine)) == 1


def test_an_older_database_is_copied_and_brought_forward(tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    engine = create_engine(f"sqlite:///{file}")
    migrate(engine, "0001")
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO decisions (target, kind, payload, author, at, reason) "
            "VALUES ('m1', 'confirm', '{}', 'a', '2026-01-02 03:04:05', 'قديم')"
        )
    engine.dispose()
    opened = open_database(f"sqlite:///{file}")
    (kept,) = decisions(opened)
    assert (kept.reason, kept.key, kept.change) == ("قديم", "decision-1", "correction")
    opened.dispose()
    (before,) = tmp_path.glob("old.db.before-*.bak")
    with closing(sqlite3.connect(before)) as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        assert copy.execute("SELECT count(*) FROM decisions").fetchone() == (1,)


def test_articles_are_kept_by_their_text(engine: Engine) -> None:
    assert save_article(engine, article("ب.txt", "قال الوزير\r\n"), by=ADMIN)
    assert save_article(engine, article("ا.txt", "عاد الوفد"), by=ADMIN)
    assert not save_article(engine, article("ج.txt", "قال الوزير\r\n"), by=ADMIN)
    assert [(kept.name, kept.text) for kept in articles(engine)] == [
        ("ا.txt", "عاد الوفد"),
        ("ج.txt", "قال الوزير\r\n"),
    ]
    with pytest.raises(ValueError, match="digest"):
        save_article(engine, Article("x", "نص", "0" * 64), by=ADMIN)


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


def test_two_programs_may_start_at_once(address: str, root: Path) -> None:
    code = f"from storage.database import open_database; open_database({address!r}).dispose()"
    started = [
        subprocess.Popen([sys.executable, "-c", code], cwd=root, stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    for process in started:
        assert process.communicate(timeout=120)[1] == ""
        assert process.returncode == 0
