"""What may happen to a database while editors write: many at once, a killed program, a full disk, a locked folder.

In short by default; `make soak` runs the long form.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import StoreError, open_database
from storage.decisions import append_decision, decisions
from storage.rights import Person

# Takes decisions and says the key of each when the database has it; the process may end at any moment.
WRITER = """
import sys
from storage.database import open_database
from storage.decisions import append_decision
from storage.rights import Person
engine = open_database(sys.argv[1])
for number in range(int(sys.argv[3])):
    payload = {"text": f"{sys.argv[2]}-{number}"}
    taken = append_decision(engine, kind="comment", target="m", payload=payload, by=Person(sys.argv[2], "editor"))
    print(taken.key, flush=True)
"""
EDITOR = Person("a", "editor")
LONG = pytest.mark.soak


def write(address: str, author: str, count: int, root: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, address, author, str(count)]
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize(("editors", "each"), [(3, 10), pytest.param(8, 50, marks=LONG)])
def test_editors_at_once_lose_and_double_nothing(address: str, root: Path, editors: int, each: int) -> None:
    writers = [write(address, f"editor{number}", each, root) for number in range(editors)]
    told = [writer.communicate(timeout=300)[0].split() for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * editors
    engine = open_database(address)
    kept = decisions(engine)
    engine.dispose()
    assert {one.key for one in kept} == {key for keys in told for key in keys}
    assert len(kept) == editors * each
    for number in range(editors):
        author = f"editor{number}"
        own = [one.payload["text"] for one in kept if one.author == author]
        assert own == [f"{author}-{at}" for at in range(each)]


@pytest.mark.parametrize("kills", [5, pytest.param(50, marks=LONG)])
def test_a_killed_writer_leaves_every_acknowledged_decision(address: str, root: Path, kills: int) -> None:
    engine = open_database(address)
    chance = random.Random(7)
    acknowledged: set[str] = set()
    for kill in range(kills):
        with write(address, f"writer{kill}", 100_000, root) as writer:
            assert writer.stdout is not None
            acknowledged.add(writer.stdout.readline().strip())
            time.sleep(chance.random() * 0.2)
            writer.send_signal(signal.SIGKILL)
            # A line that the kill cut short was not acknowledged.
            acknowledged |= {line.strip() for line in writer.stdout if line.endswith("\n")}
        kept = decisions(engine)
        assert acknowledged <= {one.key for one in kept}
        assert all(one.payload["text"] and one.author and one.at for one in kept)
    append_decision(engine, kind="comment", target="m", payload={"text": "after"}, by=EDITOR)
    engine.dispose()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    if os.geteuid() != 0:
        pytest.skip("only root can make a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("this machine mounts no small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_is_said_in_one_line_and_loses_nothing(small_disk: Path) -> None:
    engine = open_database(f"sqlite:///{small_disk}/tasalsul.db")
    acknowledged: list[str] = []

    def fill() -> None:
        for number in range(10_000):
            payload = {"text": str(number) * 2_000}
            acknowledged.append(append_decision(engine, kind="comment", target="m", payload=payload, by=EDITOR).key)

    with pytest.raises(StoreError, match=r"^the disk of .*tasalsul\.db is full, nothing was saved: make room") as told:
        fill()
    assert "\n" not in str(told.value)
    assert acknowledged
    assert [one.key for one in decisions(engine)] == acknowledged
    engine.dispose()


def test_a_folder_that_cannot_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    with pytest.raises(StoreError, match=r"cannot be made .*TASALSUL_DATA"):
        open_database(f"sqlite:///{tmp_path}/file/tasalsul.db")


def test_a_database_that_became_read_only_still_shows_what_it_has(tmp_path: Path) -> None:
    file = tmp_path / "tasalsul.db"
    engine = open_database(f"sqlite:///{file}")
    taken = append_decision(engine, kind="confirm", target="m", payload={}, by=EDITOR)
    engine.dispose()
    locked = open_database(f"sqlite:///file:{file}?mode=ro&uri=true")
    with pytest.raises(StoreError, match="cannot be written, nothing was saved"):
        append_decision(locked, kind="confirm", target="m", payload={}, by=EDITOR)
    assert decisions(locked) == [taken]
    locked.dispose()


def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "tasalsul.db"
    file.write_text("كلام " * 1_000, encoding="utf-8")
    with pytest.raises(StoreError, match="is no database of this program"):
        open_database(f"sqlite:///{file}")
    assert file.read_text(encoding="utf-8").startswith("كلام")


def test_a_server_that_is_not_there_is_said_in_one_line() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match=r"127\.0\.0\.1:9/none does not answer.*DATABASE_URL") as told:
        open_database("postgresql+psycopg://somebody@127.0.0.1:9/none")
    assert "\n" not in str(told.value)


def test_a_database_of_a_newer_program_is_left_alone(address: str) -> None:
    engine = open_database(address)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(StoreError, match="made by a newer version"):
        open_database(address)
