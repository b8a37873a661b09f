"""Events told in sentences: tests/golden/mentions.toml, kinds.toml and recurring.toml, and what holds for all."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pipeline import build_timeline
from pipeline.text import fold_key
from pipeline.triggers import trigger_of, trigger_of_form
from tests.samples import article

GOLDEN = Path(__file__).parent.parent / "golden"
DAY = "2024-05-15"


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((GOLDEN / name).read_text(encoding="utf-8"))["case"]
    return found


CASES, KINDS, RECURRING = cases("mentions.toml"), cases("kinds.toml"), cases("recurring.toml")


def told(text: str, anchor: str) -> list[dict[str, Any]]:
    # Two plain paragraphs around the sentence keep it from being taken for a headline.
    return build_timeline([article("a.txt", text)], anchors={"*": anchor} if anchor else None).rows("mentions")


@pytest.mark.parametrize("number", range(len(CASES)))
def test_sentence(number: int) -> None:
    case = CASES[number]
    rows = told(case["text"], case["anchor"])
    assert len(rows) == len(case["expect"]), [(row["edtf"], row["trigger"]) for row in rows]
    for row, expected in zip(rows, case["expect"], strict=True):
        got = {name: row[name] for name in expected}
        assert got == expected, row["trace"]


@pytest.mark.parametrize("number", range(len(KINDS)))
def test_kind(number: int) -> None:
    case = KINDS[number]
    rows = told(case["text"], DAY)
    found = [row["kind"] for row in rows if row["edtf"].split("T")[0] == case.get("date", row["edtf"].split("T")[0])]
    if case.get("misses"):
        assert case["kind"] not in found
        pytest.xfail("another kind")
    assert case["kind"] in found, [(row["edtf"], row["kind"], row["trigger"]) for row in rows]


def test_every_kind_has_its_cases() -> None:
    assert min(Counter(case["kind"] for case in KINDS).values()) >= 4


@pytest.mark.parametrize("number", range(len(RECURRING)))
def test_what_recurs(number: int) -> None:
    case = RECURRING[number]
    rows = told(case["text"], DAY)
    assert [row["kind"] for row in rows if row["status"] == "recurring"] == case["recurring"], rows
    assert all(not row["edtf"] for row in rows if row["status"] == "recurring")


@pytest.mark.parametrize("word", ["بدأت", "نشأت", "لجأت", "أنشأ", "أنشأت", "بدأوا"])
def test_a_final_hamza_stays_before_an_ending(word: str) -> None:
    trigger = trigger_of(fold_key(word))
    assert trigger is not None
    assert trigger.form == "past"


def test_the_accusative_is_no_pronoun() -> None:
    for word, possessed in (("عدوانا", False), ("زيارته", True)):
        trigger = trigger_of_form(fold_key(word))
        assert trigger is not None
        assert trigger.possessed == possessed


def test_spans_lead_back_to_the_words() -> None:
    text = "قال متحدث إن الوزير زار تونس في مايو 2019، ثم التقى نظيره في الجزائر يوم 3 يونيو 2019."
    for row in told(text, "2019-07-01"):
        assert row["sentence_start"] <= row["start"] < row["end"] <= row["sentence_end"]
        assert row["trigger"] in text[row["start"] : row["end"]]
        for start, end in row["timexes"]:
            assert row["sentence_start"] <= start < end <= row["sentence_end"]


def test_the_same_words_twice_in_a_sentence_are_two_mentions() -> None:
    rows = told("زار تونس عام 2019 وزار الجزائر عام 2019 أيضا.", "2020-01-01")
    assert len({row["mention_id"] for row in rows}) == len(rows) == 2


def test_a_headline_dates_like_any_sentence_but_a_dateline_does_not() -> None:
    body = "وبحث الجانبان التعاون في مجالات الطاقة والنقل والتعليم والزراعة، وأكدا أهمية استمرار التشاور. " * 3
    rows = told(f"الرئيس يزور المغرب في 3 مايو 2021\n\n1 مايو 2021\n\n{body}", "")
    assert [row["edtf"] for row in rows] == ["2021-05-03"]
