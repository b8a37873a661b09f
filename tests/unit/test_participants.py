"""Who takes part in an event whose clause does not name them: the golden table."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline import build_timeline
from tests.samples import article

GOLDEN = Path(__file__).parents[1] / "golden" / "participants.toml"
CASES: list[dict[str, Any]] = tomllib.loads(GOLDEN.read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[f"participants.toml-{number}" for number in range(1, len(CASES) + 1)])
def test_who_takes_part(case: dict[str, Any]) -> None:
    rows = build_timeline([article("a", case["text"])], anchors={"a": "2023-05-05"}).rows("mentions")
    assert rows, case["text"]
    assert sorted(rows[-1]["actors"]) == sorted(case["who"]), case["text"]


def test_the_table_has_near_misses() -> None:
    assert sum(not case["who"] for case in CASES) >= 2
