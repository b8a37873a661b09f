"""A chronology on paper: text to paste, and a Word document that runs from right to left."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from exports.chronology import Entry, Paper, as_text, as_word

PAPER = Paper(
    language="ar",
    title="زيارات الخريف",
    about=("النسخة 2", "اعتمدتها ليلى"),
    entries=(
        Entry("الأربعاء 13 سبتمبر 2023", "لقاء \u2068كيم\u2069 \u200fو\tG20", "صُحح التاريخ", ("«أمس»",), ("1", "2")),
        Entry("2023", "زيارة", sources=("2",)),
    ),
    sources_heading="المصادر",
    sources=(("1", "الصحيفة"), ("2", "الوكالة")),
    separator="، ",
)


def test_text_to_paste() -> None:
    assert as_text(PAPER) == (
        "زيارات الخريف\nالنسخة 2\nاعتمدتها ليلى\n\n"
        "الأربعاء 13 سبتمبر 2023: لقاء كيم و G20 (صُحح التاريخ) [1، 2]\n    «أمس»\n2023: زيارة [2]\n\n"
        "المصادر\n1. الصحيفة\n2. الوكالة\n"
    )


def test_the_document_says_the_same() -> None:
    document = docx.Document(io.BytesIO(as_word(PAPER)))
    written = [paragraph.text for paragraph in document.paragraphs]
    assert written == [line.strip() for line in as_text(PAPER).split("\n") if line]
    assert document.core_properties.title == PAPER.title
    assert not document.core_properties.author


@pytest.mark.parametrize(("language", "from_right"), [("ar", True), ("en", False)])
def test_direction_is_said_of_pages_paragraphs_and_runs(language: str, from_right: bool) -> None:
    given = Paper(language, "T", (), PAPER.entries, "S", PAPER.sources, ", ")
    body = docx.Document(io.BytesIO(as_word(given))).element.body
    for tag, inside, mark in (("w:p", "w:pPr", "w:bidi"), ("w:r", "w:rPr", "w:rtl")):
        found = [element.find(f"{qn(inside)}/{qn(mark)}") is not None for element in body.iter(qn(tag))]
        assert found
        assert set(found) == {from_right}
    assert (body.sectPr.find(qn("w:bidi")) is not None) is from_right
    assert all(run.find(f"{qn('w:rPr')}/{qn('w:szCs')}") is not None for run in body.iter(qn("w:r")))


def test_elements_stand_in_the_order_that_word_wants() -> None:
    body = docx.Document(io.BytesIO(as_word(PAPER))).element.body
    order = ["b", "bCs", "sz", "szCs", "rtl"]
    for rules in body.iter(qn("w:rPr")):
        names = [child.tag.split("}")[1] for child in rules]
        assert names == [name for name in order if name in names]


@given(st.text())
def test_any_words_make_a_file(words: str) -> None:
    paper = Paper("ar", words, (words,), (Entry(words, words, words, (words,)),), words, (("1", words),), "، ")
    with zipfile.ZipFile(io.BytesIO(as_word(paper))) as file:
        assert file.testzip() is None
    as_text(paper).encode()
