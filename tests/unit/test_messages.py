"""What the pipeline says: the same keys and placeholders in both languages, and no trace without words."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline import build_timeline, explain, read_articles
from pipeline.messages import LANGUAGES, texts

ROOT = Path(__file__).parent.parent.parent
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    arabic, english = texts("ar"), texts("en")
    assert arabic.keys() == english.keys()
    for key in arabic:
        assert set(PLACEHOLDER.findall(arabic[key])) == set(PLACEHOLDER.findall(english[key])), key


def test_english_holds_no_arabic() -> None:
    for key, text in texts("en").items():
        assert not re.search("[\u0620-\u064a]", text), key


def test_every_trace_can_be_explained() -> None:
    articles, _ = read_articles([str(ROOT / "seeds")])
    for row in build_timeline(articles).rows("timexes"):
        for language in LANGUAGES:
            assert explain(row["trace"], language), row["trace"]


def test_explanations_name_what_was_counted() -> None:
    trace = "counted(unit=month; amount=-1; from=2024-06-18; base=anchor) -> 2024-05"
    assert explain(trace, "en") == "counted from 2024-06-18, -1 (month)"
    assert "شهر" in explain(trace, "ar")
    assert explain("", "ar") == ""
