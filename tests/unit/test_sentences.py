"""Sentences as spans of the raw text."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("وصل الوفد. وغادر أمس.", ["وصل الوفد.", "وغادر أمس."]),
        ("هل وصل الوفد؟ نعم!", ["هل وصل الوفد؟", "نعم!"]),
        ("قال: «وصل الوفد.» ثم غادر.", ["قال: «وصل الوفد.»", "ثم غادر."]),
        ("التقى د. سامي الوزير.", ["التقى د. سامي الوزير."]),
        ("بلغ النمو 3.5 في المئة.", ["بلغ النمو 3.5 في المئة."]),
        ("عنوان الخبر\n\nنص الخبر", ["عنوان الخبر", "نص الخبر"]),
        ("وصل الوفد؛ وغادر أمس", ["وصل الوفد؛", "وغادر أمس"]),
        ("", []),
        (" \n \n", []),
    ],
)
def test_where_a_sentence_ends(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


def test_a_text_without_stops_is_cut_at_blanks() -> None:
    text = "كلمة " * 20_000
    spans = split_sentences(text)
    assert all(0 < span.end - span.start <= 3_000 for span in spans)
    assert "".join(sentences(text)).replace(" ", "") == text.replace(" ", "")
    assert all(one.end <= other.start for one, other in pairwise(spans))
