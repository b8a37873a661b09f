"""When the seed articles were written, with and without one another, and in altered copies of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pipeline import build_timeline, read_articles
from tests.samples import article

ROOT = Path(__file__).parent.parent.parent
GOLD = json.loads((ROOT / "tests/golden/seeds/anchors.json").read_text(encoding="utf-8"))
ARTICLES = read_articles([str(ROOT / "seeds")])[0]
YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
INDIC = {ord("0") + digit: 0x660 + digit for digit in range(10)}
OTHER_NAMES = {
    "كيم": "طارق",
    "جونغ": "سليم",
    "جونج": "سليم",
    "أون": "نصار",
    "فلاديمير": "رستم",
    "بوتين": "حيدروف",
    "سيرغي": "أنور",
    "شويغو": "كاظموف",
    "شويجو": "كاظموف",
    "دونالد": "جيرالد",
    "ترامب": "هوفمان",
    "فلاديفوستوك": "مرسينوف",
    "فوستوشني": "قلعتوف",
    "خاسان": "دربانك",
}
NAME = re.compile(r"(?<!\w)([وفبل]?)(" + "|".join(OTHER_NAMES) + r")(?!\w)")


def bounds(change: Callable[[str], str], *, isolated: bool = False) -> dict[str, tuple[str | None, str | None]]:
    timeline = build_timeline([article(one.name, change(one.text)) for one in ARTICLES], isolated=isolated)
    return {row["article"]: (row["earliest"], row["latest"]) for row in timeline.rows("anchors")}


def move(years: int) -> Callable[[str], str]:
    return lambda text: YEAR.sub(lambda match: str(int(match[0]) + years), text)


def other_names(text: str) -> str:
    return NAME.sub(lambda match: match[1] + OTHER_NAMES[match[2]], text)


def test_every_anchor_is_right() -> None:
    for name, (first, last) in bounds(str).items():
        gold = GOLD[name]
        assert first is not None
        assert last is not None
        assert gold["within"][0] <= first <= last <= gold["within"][1], name
        assert first <= gold["truth"][1], name
        assert gold["truth"][0] <= last, name


def test_alone_no_anchor_is_wrong() -> None:
    for name, (first, last) in bounds(str, isolated=True).items():
        truth = GOLD[name]["truth"]
        assert first is None or first <= truth[0]
        assert last is None or last >= truth[1]
        if GOLD[name]["granularity"] == "day":
            assert (first, last) == (truth[0], truth[1])


@pytest.mark.parametrize("years", [-28, 28])
@pytest.mark.parametrize("isolated", [False, True])
def test_anchors_move_with_the_years(years: int, isolated: bool) -> None:
    def moved(day: str | None) -> str | None:
        return None if day is None else date.fromisoformat(day).replace(year=int(day[:4]) + years).isoformat()

    plain = bounds(str, isolated=isolated)
    expected = {name: (moved(first), moved(last)) for name, (first, last) in plain.items()}
    assert bounds(move(years), isolated=isolated) == expected


@pytest.mark.parametrize("change", [other_names, lambda text: text.translate(INDIC)], ids=["names", "digits"])
def test_anchors_do_not_hang_on_names_or_digits(change: Callable[[str], str]) -> None:
    assert bounds(change) == bounds(str)
    assert bounds(change, isolated=True) == bounds(str, isolated=True)


def test_reasons_name_the_words_they_rest_on() -> None:
    timeline = build_timeline(ARTICLES)
    for row in timeline.rows("anchors"):
        assert row["evidence"], row["article"]
        for evidence in row["evidence"]:
            assert timeline.texts[evidence["article"]][evidence["start"] : evidence["end"]] == evidence["surface"]
            assert evidence["says_ar"]
            assert evidence["says_en"]
