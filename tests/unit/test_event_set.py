"""The evaluation sets of events and their statuses are well formed, and the scorer counts what it says it counts."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.quality.score_events import (
    EVENTS,
    MISSED,
    STATUSES,
    STATUSES_SET,
    Article,
    Case,
    Mention,
    Told,
    b_cubed,
    is_compatible,
    is_exact,
    match,
    read_articles,
    read_cases,
    same_name,
    score_articles,
    score_cases,
)

ROWS = [json.loads(line) for line in EVENTS.read_text(encoding="utf-8").splitlines()]
CASES = [json.loads(line) for line in STATUSES_SET.read_text(encoding="utf-8").splitlines()]
KINDS = set(
    tomllib.loads((Path(__file__).parents[2] / "ui/strings/en.toml").read_text(encoding="utf-8"))["kinds"],
)
UNITS = {"day", "week", "month", "quarter", "season", "half", "year", "decade", "century"}
WANTED = ["clause", "earliest", "latest", "granularity", "status", "kind", "actors", "places", "event"]
ALLOWED = {*WANTED, "also_right", "also_kinds", "optional", "optional_names"}


def test_the_articles_are_well_formed() -> None:
    assert len({row["id"] for row in ROWS}) == len({row["text"] for row in ROWS}) == len(ROWS) == 50
    assert len({row["country"] for row in ROWS}) >= 15
    assert len({row["subject"] for row in ROWS}) >= 12
    for row in ROWS:
        assert list(row) == ["id", "pair", "country", "subject", "anchor", "text", "mentions"], row["id"]
        assert date.fromisoformat(row["anchor"]).year >= 1995
        assert 80 <= len(row["text"].split()) <= 200, row["id"]
        assert 5 <= len(re.findall(r"[.!?]", row["text"])) <= 11, row["id"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_the_mentions_are_well_formed(row: dict[str, Any]) -> None:
    seen = set()
    for item in row["mentions"]:
        assert list(item)[: len(WANTED)] == WANTED
        assert set(item) <= ALLOWED
        assert row["text"].count(item["clause"]) == 1
        for first, last in ((item["earliest"], item["latest"]), *item.get("also_right", ())):
            assert date.fromisoformat(first) <= date.fromisoformat(last)
        assert item["granularity"] in UNITS
        assert item["status"] in STATUSES
        assert {item["kind"], *item.get("also_kinds", ())} <= KINDS
        assert item["event"]
        assert all(name.strip() == name and name for name in (*item["actors"], *item["places"]))
        seen.add((item["clause"], item["earliest"], item["latest"]))
    assert len(seen) == len(row["mentions"]) >= 3


def test_a_unit_fits_its_bounds() -> None:
    for row in ROWS:
        for item in row["mentions"]:
            first, last = date.fromisoformat(item["earliest"]), date.fromisoformat(item["latest"])
            days = (last - first).days + 1
            least = {"day": 1, "week": 7, "month": 28, "quarter": 90, "season": 90, "half": 181, "year": 354}
            assert days >= least.get(item["granularity"], 3652), (row["id"], item["event"])


def test_the_pairs_tell_the_same_story_differently() -> None:
    pairs = defaultdict(list)
    for row in ROWS:
        if row["pair"]:
            pairs[row["pair"]].append(row)
    assert len(pairs) == 10
    moved = statuses = sharper = 0
    for one, other in pairs.values():
        assert one["anchor"] != other["anchor"]
        shared = {item["event"] for item in one["mentions"]} & {item["event"] for item in other["mentions"]}
        assert len(shared) >= 3, one["pair"]
        for left in one["mentions"]:
            for right in other["mentions"]:
                if left["event"] == right["event"]:
                    apart = left["earliest"] > right["latest"] or right["earliest"] > left["latest"]
                    moved += apart
                    statuses += left["status"] != right["status"]
                    sharper += left["granularity"] != right["granularity"]
    assert moved >= 3
    assert statuses >= 5
    assert sharper >= 5


def test_the_cases_are_well_formed() -> None:
    assert len({row["id"] for row in CASES}) == len({row["text"] for row in CASES}) == len(CASES)
    for row in CASES:
        assert list(row) == ["id", "anchor", "text", "clause", "status", "speaker", "denied_by"], row["id"]
        assert date.fromisoformat(row["anchor"]).year >= 1995
        assert row["text"].count(row["clause"]) == 1, row["id"]
        assert row["status"] != "alleged" or row["speaker"], row["id"]
    counts = Counter(row["status"] for row in CASES)
    assert set(counts) == set(STATUSES)
    assert min(counts.values()) >= 15


def test_the_scorer_reads_both_sets() -> None:
    articles, cases = read_articles(), read_cases()
    assert [len(article.mentions) for article in articles] == [len(row["mentions"]) for row in ROWS]
    assert len(cases) == len(CASES)
    given = [list(article.mentions) for article in articles]
    plain = [
        [
            Mention(m.start, m.end, m.bounds[:1], m.status, m.kinds[:1], tuple((names[0],) for names in m.names))
            for m in mentions
        ]
        for mentions in given
    ]
    told = score_articles(articles, plain)["overall"]
    assert (told["exact"]["f1"], told["compatible"]["f1"], told["status"], told["kind"]) == (1.0, 1.0, 1.0, 1.0)
    assert told["names"]["f1"] == 1.0


def test_intervals() -> None:
    wanted = mention((2019, 3, 1), (2019, 3, 31), (2019, 3, 5), (2019, 3, 5))
    assert is_exact(mention((2019, 3, 5), (2019, 3, 5)), wanted)
    assert not is_exact(mention((2019, 3, 6), (2019, 3, 6)), wanted)
    assert is_compatible(mention((2019, 3, 6), (2019, 3, 6)), wanted)
    assert not is_compatible(mention((2019, 1, 1), (2019, 12, 31)), wanted)
    assert not is_compatible(mention((2019, 4, 1), (2019, 4, 1)), wanted)


def test_measures_over_an_article() -> None:
    day, other = mention((2019, 3, 5), (2019, 3, 5)), mention((2020, 1, 1), (2020, 12, 31))
    spare = mention((2018, 1, 1), (2018, 12, 31), optional=True)
    article = Article("x", "", "war", "", "2019-03-06", (day, other, spare))
    found = [day, mention((2018, 1, 1), (2018, 12, 31)), mention((1990, 1, 1), (1990, 12, 31))]
    exact = score_articles([article], [found])["overall"]["exact"]
    assert exact == {"wanted": 2, "found": 2, "precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert match(found, article.mentions, is_exact) == [(0, 0), (1, 2)]


def test_clusters() -> None:
    told = b_cubed([("a", 1), ("a", 2), ("b", 3), ("b", 3)])
    assert (told["precision"], told["recall"], told["events"]) == (1.0, 0.75, 2)
    assert b_cubed([("a", 1), ("b", 1)])["precision"] == 0.5


def test_names() -> None:
    assert same_name("إريك لوندغرين", "ايريك لوندجرين") is False
    assert same_name("كينجي موراكامي", "موراكامى")
    assert same_name("عبد الله", "عبدالله")
    assert same_name("أهلي بنغازي", "الأهلي بنغازى")
    assert not same_name("", "مصر")


def test_statuses() -> None:
    cases = [
        Case("1", "", "", 0, 1, "alleged", ("x",), (("y", "z"),)),
        Case("2", "", "", 0, 1, "denied", (), (("y",),)),
        Case("3", "", "", 0, 1, "planned", (), ()),
    ]
    told = score_cases(cases, [Told("alleged", "x", ("z",)), Told("denied", "y", ()), Told()])
    assert (told["accuracy"], told["found"]) == (0.6667, 0.6667)
    assert told["speaker"]["accuracy"] == 0.6667
    assert told["denied_by"] == {"wanted": 2, "recall": 0.5, "false_denials": 0, "cases_without_denial": 1}
    assert told["by_status"]["planned"]["told_as"] == {MISSED: 1}


def mention(*days: tuple[int, int, int], optional: bool = False) -> Mention:
    """A telling at the same place with these bounds, two by two."""
    ends = [date(*day) for day in days]
    bounds = tuple(zip(ends[::2], ends[1::2], strict=True))
    return Mention(0, 10, bounds, "happened", ("other",), (), optional=optional)
