"""Backup and restore: everything comes back, on either database, and what is no backup changes nothing."""

from __future__ import annotations

import gzip
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from pipeline.model import Article
from storage.__main__ import main
from storage.backup import backup, restore
from storage.corpora import add_articles, kept_articles, save_corpus
from storage.database import StoreError, migrate, open_database
from storage.decisions import append_decision, decisions
from storage.redaction import redact_note, redactions
from storage.rights import Person

ADMIN = Person("شادية", "admin")


def article(name: str, text: str) -> Article:
    return Article(name, text, hashlib.sha256(text.encode()).hexdigest())


def fill(engine: Engine) -> None:
    save_corpus(engine, "ملف", [article("ا.txt", "قال الوزير\r\n"), article("ب.txt", "عاد الوفد")], by=ADMIN)
    add_articles(engine, "ملف", [(article("ا.txt", "قال الوزير أمس"), "")], by=ADMIN)
    first = append_decision(engine, by=ADMIN, corpus="ملف", kind="comment", target="m", payload={"text": "تعليق"})
    append_decision(engine, by=ADMIN, kind="date", target="m", payload={"edtf": "2019-04"}, note="صححنا")
    redact_note(engine, first.key, by=ADMIN, why="حكم")


def everything(engine: Engine) -> tuple[object, ...]:
    return decisions(engine), kept_articles(engine, "ملف", by=ADMIN, gone=True), redactions(engine)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_backup_comes_back_on_the_same_and_on_the_other_database(
    engine: Engine, kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    fill(engine)
    before, place = everything(engine), tmp_path / "نسخة.gz"
    assert backup(engine, place) == 10
    append_decision(engine, by=ADMIN, kind="confirm", target="m", payload={})
    if kind == engine.dialect.name:
        rows, kept = restore(engine, place)
        assert everything(engine) == before
        assert (rows, kept.exists()) == (10, True)
        restore(engine, kept)
        assert len(decisions(engine)) == 3
    elif kind == "sqlite":
        other = open_database(f"sqlite:///{tmp_path}/other.db")
        restore(other, place)
        assert everything(other) == before
        assert append_decision(other, by=ADMIN, kind="confirm", target="m", payload={}).number == 3
        other.dispose()


def test_numbers_go_on_and_the_guards_stand_after_a_restore(engine: Engine, tmp_path: Path) -> None:
    fill(engine)
    backup(engine, tmp_path / "b.gz")
    restore(engine, tmp_path / "b.gz")
    assert append_decision(engine, by=ADMIN, kind="confirm", target="m", payload={}).number == 3
    with pytest.raises(Exception, match="only ever added"), engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM decisions")


def test_programs_that_have_the_database_open_see_what_was_restored(address: str, tmp_path: Path) -> None:
    one, other = open_database(address), open_database(address)
    fill(one)
    backup(one, tmp_path / "b.gz")
    append_decision(other, by=ADMIN, kind="confirm", target="m", payload={})
    restore(one, tmp_path / "b.gz")
    assert len(decisions(other)) == 2
    append_decision(other, by=ADMIN, kind="confirm", target="m", payload={})
    assert len(decisions(one)) == 3
    one.dispose()
    other.dispose()


def test_a_backup_of_an_older_version_is_brought_forward(tmp_path: Path) -> None:
    old = create_engine(f"sqlite:///{tmp_path}/old.db")
    migrate(old, "0001")
    with old.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO decisions (target, kind, payload, author, at, reason) "
            "VALUES ('m1', 'confirm', '{}', 'a', '2026-01-02 03:04:05', 'قديم')"
        )
    backup(old, tmp_path / "b.gz")
    old.dispose()
    new = open_database(f"sqlite:///{tmp_path}/new.db")
    restore(new, tmp_path / "b.gz")
    assert [(one.reason, one.key) for one in decisions(new)] == [("قديم", "decision-1")]
    new.dispose()


def damaged(whole: bytes) -> dict[str, bytes]:
    text = gzip.decompress(whole)
    lines = text.splitlines(keepends=True)
    return {
        "is no backup": b"not a backup",
        "is no backup of": gzip.compress(b'{"kind": "other"}\n'),
        "was cut off": whole[: len(whole) // 2],
        "was cut off after": gzip.compress(b"".join(lines[:-1])),
        "was cut off after 3": gzip.compress(b"".join([*lines[:4], lines[-1]])),
        "is damaged": gzip.compress(b"".join([*lines[:3], b"{\n", *lines[3:]])),
    }


def test_what_is_no_backup_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    fill(engine)
    before, place = everything(engine), tmp_path / "b.gz"
    backup(engine, place)
    for says, content in damaged(place.read_bytes()).items():
        bad = tmp_path / "bad.gz"
        bad.write_bytes(content)
        with pytest.raises(StoreError, match=says) as told:
            restore(engine, bad)
        assert "\n" not in str(told.value)
    with pytest.raises(StoreError, match="cannot be read"):
        restore(engine, tmp_path / "gone.gz")
    with pytest.raises(StoreError, match="is there already"):
        backup(engine, place)
    with pytest.raises(StoreError, match="cannot be written"):
        backup(engine, tmp_path / "no" / "folder.gz")
    assert everything(engine) == before
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")]


def run(*arguments: str, address: str, root: Path) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "storage", *arguments],
        cwd=root,
        env={**os.environ, "DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_the_commands(address: str, root: Path, tmp_path: Path) -> None:
    engine = open_database(address)
    fill(engine)
    place, log = tmp_path / "b.gz", tmp_path / "log.jsonl"
    assert run("backup", str(place), address=address, root=root) == (0, f"{place}: 10 rows\n", "")
    assert run("export-log", str(log), address=address, root=root)[:2] == (0, f"{log}: 2 decisions\n")
    other = f"sqlite:///{tmp_path}/other.db"
    assert run("import-log", str(log), address=other, root=root)[1] == "2 decisions added, 0 known already\n"
    code, said, _ = run("restore", str(place), address=address, root=root)
    assert (code, "10 rows restored" in said) == (0, True)
    key = decisions(engine)[1].key
    code, said, _ = run("redact-note", key, "--why", "حكم", address=address, root=root)
    assert (code, said.splitlines()[0]) == (0, f"{key}: removed")
    digest = kept_articles(engine, "ملف", by=ADMIN)[0].article.digest
    code, said, _ = run("redact-article", digest[:12], "--why", "حكم", address=address, root=root)
    assert (code, said.splitlines()[0]) == (0, f"{digest}: removed, also from 0 decisions")
    assert decisions(engine)[1].note == ""
    assert len(run("redactions", address=address, root=root)[1].splitlines()) == 3
    engine.dispose()


@pytest.mark.parametrize(
    ("arguments", "address"),
    [
        (["restore", "gone.gz"], "sqlite:///{}/x.db"),
        (["import-log", "gone.jsonl"], "sqlite:///{}/x.db"),
        (["redact-note", "k", "--why", "x"], "sqlite:///{}/x.db"),
        (["backup", "/proc/none/b.gz"], "sqlite:///{}/x.db"),
        (["backup", "b.gz"], "postgresql+psycopg://somebody@127.0.0.1:9/none"),
        (["backup", "b.gz"], "nonsense"),
        (["backup", "b.gz"], "mysql://x/y"),
        (["restore", "b.gz"], "postgres://somebody@127.0.0.1:9/none"),
    ],
)
def test_every_fault_is_one_line(
    arguments: list[str],
    address: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DATABASE_URL", address.format(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
