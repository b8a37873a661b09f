"""Word lists kept on disk: the same after a second start, made anew after a change, silent about what is broken."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline import kept, lexicon
from pipeline.lexicon import DataFileError
from pipeline.names.lists import lists
from pipeline.triggers import forms, trigger_of_form

ROOT = Path(__file__).resolve().parents[2]
VALUE: dict[str, Any] = {"words": ("كلمة", "أخرى"), "set": frozenset(("أ", "ب")), "number": 3, "rows": [(1, 2.5, True)]}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(kept.FOLDER_VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


class Made:
    """Counts how often a value is made."""

    def __init__(self, value: Any = VALUE) -> None:
        self.value = value
        self.times = 0

    def __call__(self) -> Any:
        self.times += 1
        return self.value


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "words.toml"
    path.write_text('words = ["كلمة"]\n', encoding="utf-8")
    return path


def only_file(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def test_a_second_start_takes_what_the_first_has_kept(folder: Path, source: Path) -> None:
    made = Made()
    first, second = kept.kept("words", [source], made), kept.kept("words", [source], made)
    assert made.times == 1
    assert first == second == VALUE
    assert [type(value) for value in second.values()] == [type(value) for value in VALUE.values()]


def test_a_changed_list_is_read_anew(folder: Path, source: Path) -> None:
    made = Made()
    kept.kept("words", [source], made)
    source.write_text('words = ["كلمه"]\n', encoding="utf-8")
    kept.kept("words", [source], made)
    assert made.times == 2


def test_another_name_is_another_value(folder: Path, source: Path) -> None:
    assert kept.kept("one", [source], Made("one")) == "one"
    assert kept.kept("other", [source], Made("other")) == "other"


def test_changed_code_and_another_python_keep_their_own(
    folder: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Made()
    kept.kept("words", [source], made)
    kept._program.cache_clear()
    monkeypatch.setattr(sys, "version", "another")
    kept.kept("words", [source], made)
    kept._program.cache_clear()
    monkeypatch.undo()
    assert made.times == 2


def test_the_program_is_all_its_code() -> None:
    told = kept._program().decode()
    assert all(name in told for name in ("lexicon/__init__.py", "names/spelling.py", "araby.py"))
    assert sys.version in told


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: b"", id="empty"),
        pytest.param(lambda data: data[:-7], id="cut off"),
        pytest.param(lambda data: data[:40] + b"\xff" + data[41:], id="changed"),
        pytest.param(lambda data: data + b"more", id="longer"),
        pytest.param(lambda data: b"\0" * 5_000, id="zeros"),
    ],
)
def test_a_damaged_file_counts_as_not_there(folder: Path, source: Path, damage: Any) -> None:
    made = Made()
    kept.kept("words", [source], made)
    path = only_file(folder)
    path.write_bytes(damage(path.read_bytes()))
    assert kept.kept("words", [source], made) == VALUE
    assert kept.kept("words", [source], made) == VALUE
    assert made.times == 2


def test_a_file_from_elsewhere_is_not_taken(folder: Path, source: Path) -> None:
    """The file of other lists under this one's name, whole as it is."""
    made = Made()
    kept.kept("words", [source], made)
    mine = only_file(folder).read_bytes()
    source.write_text("words = []\n", encoding="utf-8")
    kept.kept("words", [source], Made("other"))
    for path in folder.iterdir():
        path.write_bytes(mine)
    assert kept.kept("words", [source], Made("other")) == "other"


@pytest.mark.parametrize("kind", ["read-only", "a file", "no such disk"])
def test_a_folder_that_cannot_be_written_to_keeps_nothing(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    place = Path("/dev/null/cache") if kind == "no such disk" else tmp_path / "place"
    if kind == "a file":
        place.write_text("", encoding="utf-8")
    elif kind == "read-only":
        place.mkdir()
        open_file = Path.open

        def refuse(self: Path, mode: str = "r") -> Any:
            """As a file system does that is mounted read-only: an administrator may write into any other folder."""
            if "x" in mode:
                raise PermissionError(errno.EROFS, "read-only")
            return open_file(self, mode)

        monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setenv(kept.FOLDER_VARIABLE, str(place))
    made = Made()
    assert kept.kept("words", [source], made) == kept.kept("words", [source], made) == VALUE
    assert made.times == 2


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have no owner here")
def test_a_file_of_another_user_is_not_read(folder: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Made()
    kept.kept("words", [source], made)
    monkeypatch.setattr(os, "getuid", lambda: 4_711)
    kept.kept("words", [source], made)
    assert made.times == 2


def test_a_value_that_cannot_be_kept_is_a_fault_of_ours(folder: Path, source: Path) -> None:
    with pytest.raises(ValueError, match="marshal"):
        kept.kept("words", [source], Made(object()))


def test_what_a_list_is_refused_for_is_told_every_time(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ar.toml").write_text('[A]\n1 = "يوم"\n', encoding="utf-8")
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)
    for _ in range(2):
        with pytest.raises(DataFileError, match="not a list of words"):
            lexicon.load.__wrapped__()
    assert not folder.exists()


def test_files_of_few_versions_stay(folder: Path, source: Path) -> None:
    for number in range(7):
        source.write_text(f"words = [{number}]\n", encoding="utf-8")
        kept.kept("words", [source], Made())
        os.utime(max(folder.iterdir(), key=os.path.getmtime), (number, number))
    kept.kept("words-more", [source], Made())
    assert len([path for path in folder.iterdir() if not path.name.startswith("words-more")]) == 4
    assert not [path for path in folder.iterdir() if path.suffix != kept.SUFFIX]


def test_the_lists_are_the_same_from_the_disk(folder: Path) -> None:
    made, taken = lists.__wrapped__(), lists.__wrapped__()
    assert made == taken
    head = next(head for head in taken.heads if len(list(taken.phrases(head))) > 2)
    assert list(made.phrases(head)) == list(taken.phrases(head))
    assert forms.__wrapped__().keys() == forms().keys()
    assert all(trigger_of_form(form) is not None for form in forms())


def test_two_processes_at_once_and_a_third_behind_them(folder: Path, tmp_path: Path) -> None:
    """All three tell the same, and only whole files stay."""
    article = tmp_path / "a.txt"
    article.write_text("بيروت - الجمعة 3 مايو 2019\n\nوقعت الوزارة اتفاقية مع الشركة يوم الأربعاء.\n", encoding="utf-8")
    command = [sys.executable, "-m", "pipeline", "mentions", str(article)]

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    both = [start(), start()]
    told = [each.communicate(timeout=120) for each in both]
    told.append(start().communicate(timeout=120))
    assert told[0][0]
    assert told[0] == told[1] == told[2]
    assert {path.suffix for path in folder.iterdir()} == {kept.SUFFIX}
