"""What several tellings become together: tests/golden/merging.toml."""

from __future__ import annotations

import re
import tomllib
from itertools import combinations, permutations
from pathlib import Path
from typing import Any

import pytest

from pipeline import build_timeline
from pipeline.run import Timeline
from tests.samples import article

TABLE = tomllib.loads((Path(__file__).parent.parent / "golden" / "merging.toml").read_text(encoding="utf-8"))
CASES, PAIRS = TABLE["case"], TABLE["pair"]
MARK = re.compile(r"\{(\w)\|([^}]*)\}")
NAMES = [f"{number}: {case['rule']}, {case['sort']}" for number, case in enumerate(CASES)]


def timeline_of(case: dict[str, Any], order: tuple[int, ...] = ()) -> Timeline:
    numbered = list(enumerate(case["articles"]))
    articles = [article(f"{n}.txt", text) for n, (_, text) in numbered]
    return build_timeline(
        [articles[n] for n in order] or articles, anchors={f"{n}.txt": day for n, (day, _) in numbered}
    )


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_case(case: dict[str, Any]) -> None:
    timeline = timeline_of(case)
    rows = timeline.rows("events")
    told = [(row["edtf"], row["kind"], row["status"], row["title_ar"], row["trace"]) for row in rows]
    if "count" in case:
        assert len(rows) == case["count"], told
    wanted = case.get("events", [])
    found: list[dict[str, Any]] = []
    for one in wanted:
        fits = [
            row
            for row in rows
            if (row["edtf"], row["kind"]) == (one["edtf"], one["kind"])
            and ("part_of" not in one or bool(row["part_of"]) == (one["part_of"] >= 0))
        ]
        assert fits, (one, told)
        found.append(fits[0])
    for one, row in zip(wanted, found, strict=True):
        for name in one.keys() & {"status", "denied_by", "origins"}:
            assert row[name] == one[name], (name, told)
        if "part_of" in one:
            assert row["part_of"] == (found[one["part_of"]]["event_id"] if one["part_of"] >= 0 else ""), told
        assert len(row["mentions"]) == one.get("mentions", len(row["mentions"])), told
        assert one.get("trace", "") in row["trace"]
        assert bool(row["denied_by"]) or not one.get("denied", False)
    if "findings" in case:
        findings = [row for row in timeline.rows("check") if row["code"].startswith("E")]
        assert [row["code"] for row in findings] == case["findings"], told
        assert all(row["suggestion"] == case["suggestion"] for row in findings if "suggestion" in case)


@pytest.mark.parametrize("case", [case for case in CASES if len(case["articles"]) > 1])
def test_the_order_of_the_articles_does_not_matter(case: dict[str, Any]) -> None:
    orders = list(permutations(range(len(case["articles"]))))
    tables = [
        {name: timeline_of(case, order).rows(name) for name in ("events", "mentions", "check")}
        for order in (orders[0], orders[-1])
    ]
    assert tables[0] == tables[1]


def test_every_rule_has_two_that_hold_a_near_miss_and_a_longer_one() -> None:
    for rule in {case["rule"] for case in CASES}:
        sorts = [case["sort"].split(":")[0] for case in CASES if case["rule"] == rule]
        assert sorts.count("longer") >= 1, rule
        assert sorts.count("near miss") >= 1, rule
        assert len(sorts) >= 4, rule


def told_in(pair: dict[str, Any], order: tuple[int, int]) -> list[tuple[int, str, str]]:
    """Article, letter and event of each marked date that dates a mention."""
    texts = [MARK.sub(r"\2", text) for _, text in pair["articles"]]
    articles = [article(f"{n}.txt", texts[n]) for n in order]
    anchors = {f"{n}.txt": day for n, (day, _) in enumerate(pair["articles"])}
    rows = build_timeline(articles, anchors=anchors).rows("mentions")
    found = []
    for n, (_, marked) in enumerate(pair["articles"]):
        shorter = 0
        for mark in MARK.finditer(marked):
            start = mark.start() - shorter
            end = start + len(mark[2])
            shorter += len(mark[0]) - len(mark[2])
            dated = [
                row
                for row in rows
                if row["article"] == f"{n}.txt" and any(first < end and start < last for first, last in row["timexes"])
            ]
            found += [(n, mark[1], row["event_id"]) for row in dated[:1]]
    return found


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["name"] for pair in PAIRS])
def test_pair(pair: dict[str, Any]) -> None:
    told = told_in(pair, (0, 1))
    assert told == told_in(pair, (1, 0))
    for (n, letter, event), (other_n, other_letter, other_event) in combinations(told, 2):
        if letter != other_letter:
            assert event != other_event, f"{n}{letter} and {other_n}{other_letter} are not one"
        elif letter not in pair.get("open", ""):
            assert event == other_event, f"{letter} is one"
