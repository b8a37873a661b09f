"""The evaluation sets of articles without a date are well formed, and the scorer counts what it says it counts."""

from __future__ import annotations

import json
from datetime import date

import pytest

from benchmarks.quality.score_anchors import EVIDENCE, SETS, Answer, Article, Interval, calibrate, judge, read_set

ROWS = {
    name: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] for name, path in SETS.items()
}


@pytest.mark.parametrize("name", SETS)
def test_the_rows_are_well_formed(name: str) -> None:
    rows = ROWS[name]
    assert len(rows) >= 50
    assert len({row["country"] for row in rows}) >= 15
    for row in rows:
        assert list(row) == ["id", "country", "style", "text", "date", "reader", "why"], row["id"]
        assert 1995 <= date.fromisoformat(row["date"]).year <= 2025, row["id"]
        assert row["reader"] is None or (list(row["reader"]) == ["earliest", "latest"] and any(row["reader"].values()))
        assert 60 <= len(row["text"].split()) <= 220, row["id"]
        assert row["why"].isascii() or "«" in row["why"], row["id"]


def test_no_article_is_in_the_sets_twice() -> None:
    rows = [row for part in ROWS.values() for row in part]
    assert len({row["id"] for row in rows}) == len({row["text"] for row in rows}) == len(rows)


@pytest.mark.parametrize("name", SETS)
def test_the_truth_is_inside_what_a_careful_reader_concludes(name: str) -> None:
    articles = read_set(SETS[name])
    assert [article.id for article in articles if not article.reader.covers(article.written)] == []
    assert {article.evidence for article in articles} == set(EVIDENCE)


def test_measures() -> None:
    year = Interval(date(2019, 1, 1), date(2019, 12, 31))
    since = Interval(date(2018, 1, 1))
    articles = [Article(f"x{i}", "wire", "", date(2019, 3, 5), reader) for i, reader in enumerate((year, since))]
    answers = [Answer(Interval(date(2019, 3, 5), date(2019, 3, 5)), 0.9), Answer(Interval(date(2020, 1, 1)), 0.6)]
    told = judge(articles, answers, not_after=False)
    assert (told["reported"], told["reported_with_both_bounds"], told["coverage"]) == (1.0, 0.5, 0.5)
    assert (told["year_right"], told["month_right"], told["day_right"], told["median_days"]) == (0.5, 0.5, 0.5, 1)
    assert (told["as_tight_as_reader"], told["as_tight_but_wrong"], told["wider_than_reader"]) == (1.0, 0.5, 0.0)
    assert calibrate(articles, answers, not_after=False)["brier"] == 0.185


def test_the_day_of_collection_alone_is_no_answer() -> None:
    article = Article("x", "wire", "", date(2019, 3, 5), Interval())
    told = judge([article], [Answer(Interval(None, article.collected), 0.5)], not_after=True)
    assert (told["reported"], told["coverage"], told["as_tight_as_reader"]) == (0.0, None, 1.0)
