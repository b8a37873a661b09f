"""The same articles in other spellings mean the same times; moved by 28 years, the calendar repeats itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.dates import get_month_names
from pyarabic import araby

from pipeline import build_timeline, read_articles
from tests.samples import article

ROOT = Path(__file__).parent.parent.parent
DATES = {
    name: row["given"]
    for name, row in json.loads((ROOT / "tests/golden/seeds/anchors.json").read_text(encoding="utf-8")).items()
}
ARTICLES = read_articles([str(ROOT / "seeds")])[0]
YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")


def values(change: Callable[[str], str], years: int = 0) -> list[list[tuple[str, str]]]:
    """(type, value) of every expression, article by article."""
    dates = {name: f"{int(day[:4]) + years}{day[4:]}" for name, day in DATES.items()}
    timeline = build_timeline([article(one.name, change(one.text)) for one in ARTICLES], anchors=dates)
    found: dict[str, list[tuple[str, str]]] = {one.name: [] for one in ARTICLES}
    for row in timeline.rows("timexes"):
        found[row["article"]].append((row["type"], row["value"]))
    return list(found.values())


def months_of(locale: str) -> Callable[[str], str]:
    plain = get_month_names("wide", locale="ar")
    other = get_month_names("wide", locale=locale)
    names = {plain[number]: other[number] for number in plain}
    pattern = re.compile("|".join(names))
    return lambda text: pattern.sub(lambda match: names[match[0]], text)


def arabic_digits(text: str) -> str:
    return text.translate({ord("0") + digit: 0x660 + digit for digit in range(10)})


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(months_of("ar_SY"), id="Levantine months"),
        pytest.param(months_of("ar_MA"), id="Moroccan months"),
        pytest.param(months_of("ar_TN"), id="Tunisian months"),
        pytest.param(arabic_digits, id="Arabic-Indic digits"),
        pytest.param(araby.strip_tashkeel, id="no tashkeel"),
        pytest.param(lambda text: text.replace(" ", "\u00a0"), id="no-break spaces"),
        pytest.param(lambda text: re.sub("[أإآ]", "ا", text), id="no hamza"),
    ],
)
def test_another_spelling_means_the_same(change: Callable[[str], str]) -> None:
    assert values(change) == values(str)


@pytest.mark.parametrize("years", [-28, 28])
def test_years_move(years: int) -> None:
    def move(text: str) -> str:
        return YEAR.sub(lambda match: str(int(match[0]) + years), text)

    assert values(move, years) == [[(kind, move(value)) for kind, value in found] for found in values(str)]
