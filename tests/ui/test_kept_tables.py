"""Tables kept on disk: the same after a second start, made anew after any change, silent about what is broken."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

import pipeline
from pipeline.decisions import Decision
from pipeline.kept import FOLDER_VARIABLE
from ui import kept_tables
from ui.kept_tables import read_tables

FRAMES = ("articles", "events", "mentions", "timexes", "anchors", "findings")
TEXT = (
    "بيروت - الجمعة 3 مايو 2019\n\nوقعت الوزارة اتفاقية مع الشركة يوم الأربعاء، وكانت قد أعلنت الخطة في عام 2017 "
    "على لسان الوزير سمير خليل. ومن المقرر أن يبدأ العمل الشهر المقبل."
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def articles(tmp_path: Path) -> list[pipeline.model.Article]:  # type: ignore[name-defined]
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(TEXT, encoding="utf-8")
    return pipeline.read_articles([tmp_path / "texts"])[0]


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many articles each building read."""
    calls: list[int] = []
    build = pipeline.build_timeline

    def counted(articles, **given):
        calls.append(len(articles))
        return build(articles, **given)

    monkeypatch.setattr(pipeline, "build_timeline", counted, raising=False)
    return calls


def same(one, other) -> None:
    for name in FRAMES:
        assert_frame_equal(getattr(one, name), getattr(other, name))
    assert (dict(one.texts), dict(one.english)) == (dict(other.texts), dict(other.english))


def test_a_second_start_reads_what_the_first_has_kept(folder: Path, articles, built) -> None:
    first = read_tables(articles)
    assert len(first.events) >= 2
    second = read_tables(articles)
    assert built == [1]
    assert isinstance(second, kept_tables.Tables)
    same(first, second)


def test_another_text_and_another_program_are_read_anew(folder: Path, articles, built, monkeypatch) -> None:
    read_tables(articles)
    read_tables([replace(articles[0], text=TEXT + " ", digest="x")])
    monkeypatch.setattr(kept_tables, "_program", lambda: b"another")
    read_tables(articles)
    assert built == [1, 1, 1]
    assert len(list(folder.glob("*.json"))) == 3


@pytest.mark.parametrize(
    "spoil",
    [
        lambda whole: b"",
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole.replace(b'"events"', b'"event5"'),
        lambda whole: b"tasalsul-tables-0" + whole[17:],
        lambda whole: b"\xff\xfe" + whole,
    ],
)
def test_what_is_broken_is_made_anew_without_a_word(folder: Path, articles, built, spoil) -> None:
    first = read_tables(articles)
    (kept,) = folder.glob("*.json")
    kept.write_bytes(spoil(kept.read_bytes()))
    same(first, read_tables(articles))
    assert built == [1, 1]
    read_tables(articles)
    assert built == [1, 1]


def test_a_folder_that_cannot_be_made_keeps_nothing(tmp_path: Path, articles, built, monkeypatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "file" / "cache"))
    assert len(read_tables(articles).events) == len(read_tables(articles).events)
    assert built == [1, 1]


def test_only_the_newest_files_stay(folder: Path, articles, monkeypatch) -> None:
    monkeypatch.setattr(kept_tables, "_MOST_FILES", 2)
    for number in range(4):
        read_tables([replace(articles[0], digest=str(number))])
    assert len(list(folder.glob("*.json"))) == 2


def test_what_was_decided_is_kept_with_it(folder: Path, articles, built) -> None:
    first = read_tables(articles)
    event = first.rows("events")[0]["event_id"]
    log = [Decision(1, "k", "reject", event, {}, "a", datetime(2026, 1, 2, tzinfo=UTC))]
    decided, kept = read_tables(articles, log), read_tables(articles, log)
    assert (built, type(kept)) == ([1, 1], kept_tables.Tables)
    same(decided, kept)
    assert (kept.decided, kept.rejected(), kept.lost) == (decided.decided, decided.rejected(), ())
    assert len(kept.events) == len(first.events) - 1
