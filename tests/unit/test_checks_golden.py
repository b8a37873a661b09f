"""Sentences that hold a contradiction, and more that only look as if they did."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipeline import build_timeline
from tests.samples import article

GOLDEN = Path(__file__).parent.parent / "golden"


def cases(pattern: str) -> list[dict[str, str]]:
    """The cases of some golden files."""
    found = []
    for path in sorted(GOLDEN.glob(pattern)):
        with path.open("rb") as file:
            found += tomllib.load(file)["case"]
    return found


@pytest.mark.parametrize("case", cases("checks*.toml"), ids=lambda case: case["text"][:40])
def test_findings(case: dict[str, str]) -> None:
    rows = build_timeline([article("a.txt", case["text"])], anchors={"*": case["date"]}).rows("check")
    assert [[row["code"], row["surface"]] for row in rows] == case["expect"], [row["message_en"] for row in rows]


# Articles written to be dated; these two name a weekday that their date does not have, on purpose.
TRAPS = {"n28": ["D102"], "n38": ["D102"]}


@pytest.mark.parametrize("case", [case for case in cases("dct*.toml") if "date" in case], ids=lambda case: case["id"])
def test_correct_articles_give_nothing(case: dict[str, str]) -> None:
    rows = build_timeline([article("a.txt", case["text"])], anchors={"*": case["date"]}).rows("check")
    found = [row["code"] for row in rows if row["severity"] != "info"]
    assert found == TRAPS.get(case["id"], []), [row["message_en"] for row in rows]
