"""Every code has an example that gives it, the same put right, an explanation and a place in the docs."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import build_timeline
from pipeline.checks.catalogue import CODES, Example, examples, explained, is_wanted, known_codes, unknown_prefixes
from pipeline.house_style import from_toml
from pipeline.messages import LANGUAGES, texts
from tests.samples import article

ROOT = Path(__file__).parent.parent.parent


def codes(rows: tuple[str, ...], example: Example) -> set[str]:
    articles = [article(f"{at}.txt", text.strip() + "\n") for at, text in enumerate(rows)]
    anchors = {"*": example.date} if example.date else None
    style = from_toml(example.style) if example.style else None
    return {row["code"] for row in build_timeline(articles, anchors=anchors, style=style).rows("check")}


@pytest.mark.parametrize("code", known_codes())
def test_every_code_has_an_example_and_its_correction(code: str) -> None:
    for example in examples()[code]:
        assert codes(example.wrong, example) == {code}
        assert codes(example.right, example) == set()


def test_there_are_no_other_examples() -> None:
    assert set(examples()) == set(known_codes())


@pytest.mark.parametrize("code", known_codes())
def test_every_code_is_explained_and_documented(code: str) -> None:
    for language in LANGUAGES:
        assert texts(language)[f"check.{code}"]
        assert texts(language)[f"explain.{code}"] in explained(code, language)
        assert texts(language)[f"explain.{code}"] in (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")


def test_codes_stand_once_and_in_order() -> None:
    assert list(known_codes()) == sorted({one.code for one in CODES})


@pytest.mark.parametrize(
    ("code", "select", "ignore", "wanted"),
    [
        ("D102", (), (), True),
        ("D102", ("D1",), (), True),
        ("D202", ("D1",), (), False),
        ("D102", (), ("D1",), False),
        ("D202", (), ("D1",), True),
        ("D102", ("D102",), ("D1",), True),
        ("D103", ("D102",), ("D1",), False),
        ("D102", ("D",), ("D1",), False),
        ("D102", ("D1",), ("D1",), False),
    ],
)
def test_the_longer_prefix_decides(code: str, select: tuple[str, ...], ignore: tuple[str, ...], wanted: bool) -> None:
    assert is_wanted(code, select, ignore) is wanted


def test_prefixes_that_mean_nothing_are_named() -> None:
    assert unknown_prefixes(["D1", "X", "D999", "E"]) == ["X", "D999"]
