"""How sentences tell their events, and who says so: tests/golden/status.toml."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pipeline import build_timeline
from tests.samples import article

CASES = tomllib.loads((Path(__file__).parent.parent / "golden" / "status.toml").read_text(encoding="utf-8"))["case"]
DAY = "2024-05-15"


def told(text: str) -> list[dict[str, Any]]:
    return build_timeline([article("a.txt", text)], anchors={"*": DAY}).rows("mentions")


@pytest.mark.parametrize("number", range(len(CASES)))
def test_sentence(number: int) -> None:
    case = CASES[number]
    rows = told(case["text"])
    missed = set(case.get("misses", ()))
    found = next((row for row in rows if row["status"] == case["status"]), None)
    wrong = set() if found else {"status"}
    if (found or {"speaker": ""})["speaker"] != case.get("speaker", ""):
        wrong.add("speaker")
    if found and found["denied_by"] != case.get("denied_by", found["denied_by"]):
        wrong.add("denied_by")
    if missed:
        assert wrong <= missed, [(row["trigger"], row["status"], row["speaker"]) for row in rows]
        pytest.xfail(f"misses {', '.join(sorted(missed))}")
    assert not wrong, [(row["trigger"], row["status"], row["speaker"]) for row in rows]


def test_every_status_has_its_cases() -> None:
    assert min(Counter(case["status"] for case in CASES).values()) >= 30


def test_one_side_of_a_war_alleges_and_a_witness_tells() -> None:
    for owner, status in (("الجيش السوداني", "alleged"), ("شهود عيان", "happened")):
        rows = told(f"قال {owner} إن قوات الدعم السريع قصفت المدينة في 5 مايو.")
        assert [(row["status"], row["speaker"]) for row in rows] == [(status, owner)]


def test_without_a_day_the_words_alone_tell() -> None:
    rows = build_timeline([article("a.txt", "سيزور الوزير تونس في 3 يونيو 2021.")]).rows("mentions")
    assert [row["status"] for row in rows] == ["planned"]
