"""What holds for every corpus: order, repetition, jobs and strange articles change nothing."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from pipeline import Timeline, build_timeline, read_articles
from pipeline.model import Article
from pipeline.table import TABLES
from tests.samples import article

ROOT = Path(__file__).parent.parent.parent


def everything(timeline: Timeline) -> dict[str, list[dict[str, object]]]:
    return {table: timeline.rows(table) for table in TABLES}


@pytest.fixture(scope="module")
def seeds() -> list[Article]:
    return read_articles([str(ROOT / "seeds")])[0]


def test_order_of_articles_changes_nothing(seeds: list[Article]) -> None:
    first = everything(build_timeline(seeds))
    for seed in range(3):
        shuffled = list(seeds)
        random.Random(seed).shuffle(shuffled)
        assert everything(build_timeline(shuffled)) == first


def test_jobs_change_nothing(seeds: list[Article]) -> None:
    many = [article(f"{n}.txt", f"{a.text}\n\nرقم {n}") for n, a in enumerate(seeds * 8)]
    assert everything(build_timeline(many, jobs=2)) == everything(build_timeline(many))


def test_every_table_has_its_columns(seeds: list[Article]) -> None:
    timeline = build_timeline(seeds)
    for table, columns in TABLES.items():
        for row in timeline.rows(table):
            assert list(row) == list(columns)


def test_an_empty_corpus_has_empty_tables_with_their_types() -> None:
    timeline = build_timeline([])
    assert timeline.events.empty
    assert str(timeline.events["earliest"].dtype) == "datetime64[s]"
    assert list(timeline.findings.columns) == list(TABLES["check"])


def test_bounds_are_datetimes_of_seconds(seeds: list[Article]) -> None:
    events = build_timeline(seeds).events
    assert str(events["earliest"].dtype) == str(events["latest"].dtype) == "datetime64[s]"
    assert (events["earliest"].dropna() <= events["latest"].dropna()).all()


def test_slices_equal_surfaces(seeds: list[Article]) -> None:
    timeline = build_timeline(seeds)
    for row in timeline.rows("timexes") + timeline.rows("check"):
        assert timeline.texts[row["article"]][row["start"] : row["end"]] == row["surface"]


def test_one_more_article_renames_no_other_event(seeds: list[Article]) -> None:
    before = {row["event_id"]: row for row in build_timeline(seeds).rows("events")}
    more = article("new.txt", "زار رئيس الوزراء الياباني كينيا في 5 مايو 2011 والتقى نظيره.")
    after = {row["event_id"] for row in build_timeline([*seeds, more]).rows("events")}
    assert set(before) <= after


def test_the_same_text_twice_is_told_once() -> None:
    text = "زار الوزير تونس في 5 مايو 2011."
    timeline = build_timeline([article("b.txt", text), article("a.txt", text)])
    assert [row["article"] for row in timeline.rows("mentions")] == ["a.txt"]
    assert [row["article"] for row in timeline.rows("articles")] == ["a.txt", "b.txt"]


def test_a_refused_article_is_listed_and_told_nothing_of() -> None:
    refused = Article("x.txt", "", "", status="refused", says="empty")
    timeline = build_timeline([refused, article("a.txt", "زار الوزير تونس في 5 مايو 2011.")])
    assert [row["status"] for row in timeline.rows("articles")] == ["read", "refused"]
    assert {row["article"] for row in timeline.rows("anchors")} == {"a.txt"}


def test_a_given_date_outranks_the_text() -> None:
    text = "12 مايو 2011\n\nزار الوزير تونس يوم الثلاثاء وبحث مع المسؤولين فيها ملفات التعاون والنقل والتجارة والطاقة."
    (row,) = build_timeline([article("a.txt", text)], anchors={"a.txt": "2015-03-06"}).rows("anchors")
    assert (row["edtf"], row["source"]) == ("2015-03-06", "given")


def test_a_dateline_after_the_day_of_collection_is_no_date() -> None:
    text = "12 مايو 2011\n\nزار الوزير تونس يوم الثلاثاء وبحث مع المسؤولين فيها ملفات التعاون والنقل والتجارة والطاقة."
    (row,) = build_timeline([article("a.txt", text)], not_after="2010-01-01").rows("anchors")
    assert row["source"] == "unknown"


def test_a_bad_date_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="not a date"):
        build_timeline([article("a.txt", "نص")], anchors={"*": "yesterday"})


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300) | st.text(alphabet="ابتثجحخدرزسشعفقكلمنهوي 0123456789٠١٢٣،./-():«»\n", max_size=400))
def test_no_text_stops_the_pipeline(text: str) -> None:
    timeline = build_timeline([article("a.txt", text)])
    for row in timeline.rows("timexes"):
        assert text[row["start"] : row["end"]] == row["surface"]
    everything(timeline)


def _sentences(found: object) -> Iterator[str]:
    """Every Arabic text of a golden file."""
    if isinstance(found, str) and len(found) > 20 and any("\u0620" <= letter <= "\u064a" for letter in found):
        yield found
    elif isinstance(found, dict):
        yield from (text for part in found.values() for text in _sentences(part))
    elif isinstance(found, list):
        yield from (text for part in found for text in _sentences(part))


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(file.name, marks=() if file.name in ("recurring.toml", "merging.toml") else pytest.mark.soak)
        for file in sorted((ROOT / "tests" / "golden").glob("*.toml"))
    ],
)
def test_the_sentences_of_every_rule_make_a_corpus(file: str) -> None:
    """What is tried alone elsewhere is told together, with and without a date: nothing stops it."""
    texts = dict.fromkeys(_sentences(tomllib.loads((ROOT / "tests" / "golden" / file).read_text(encoding="utf-8"))))
    corpus = [article(f"{number:05}.txt", text) for number, text in enumerate(texts)]
    for dated in ({}, {"*": "2020-05-06"}):
        timeline = build_timeline(corpus, anchors=dated)
        for table in ("articles", "timexes", "anchors", "mentions", "events", "check"):
            timeline.rows(table)
