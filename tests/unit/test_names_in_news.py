"""Who and where in whole short articles: what is found of the people, bodies and places of their dated events."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from benchmarks.quality.score_events import OR, Tally, any_same, likeness
from pipeline import build_timeline
from tests.samples import article

GOLDEN = Path(__file__).parents[1] / "golden" / "names_dev.toml"
ARTICLES: list[dict[str, Any]] = tomllib.loads(GOLDEN.read_text(encoding="utf-8"))["article"]
LEAST_F1, LEAST_PRECISION = 0.85, 0.9
SAME_CLAUSE = 0.2


def mentions_of(text: str, anchor: str) -> list[dict[str, Any]]:
    return build_timeline([article("a", text)], anchors={"a": anchor}).rows("mentions")


def count(tally: Tally, one: dict[str, Any]) -> None:
    """Add an article to the tally: each mention that is found at the clause asked about."""
    left = mentions_of(one["text"], one["anchor"])
    for clause, actors, places in one["mentions"]:
        start = one["text"].index(clause)
        span = (start, start + len(clause))
        best = max(left, key=lambda row: likeness(span, (row["start"], row["end"])), default=None)
        if best is None or likeness(span, (best["start"], best["end"])) < SAME_CLAUSE:
            continue
        left.remove(best)
        wanted = [name.split(OR) for name in (*actors, *places)]
        given = list(dict.fromkeys([*best["actors"], *best["places"]]))
        tally.found += len(given)
        tally.found_right += sum(any(any_same(name, forms) for forms in wanted) for name in given)
        tally.wanted += len(wanted)
        tally.wanted_right += sum(any(any_same(name, forms) for name in given) for forms in wanted)


def test_the_articles_are_many_and_of_many_countries() -> None:
    assert len(ARTICLES) >= 40
    assert len({one["country"] for one in ARTICLES}) >= 25
    assert len({one["subject"] for one in ARTICLES}) >= 12
    assert all(clause in one["text"] for one in ARTICLES for clause, _, _ in one["mentions"])


def test_most_names_are_found_and_few_are_wrong() -> None:
    tally = Tally()
    for one in ARTICLES:
        count(tally, one)
    rates = tally.rates()
    assert (rates["f1"] or 0.0) >= LEAST_F1, rates
    assert (rates["precision"] or 0.0) >= LEAST_PRECISION, rates
