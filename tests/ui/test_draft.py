"""A draft before print: what is marked on its words, what may be switched off, and that nothing of it is kept."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path

import docx
import pytest
from streamlit.testing.v1 import AppTest

from pipeline.house_style import from_toml
from pipeline.reading import from_text
from ui import draft as drafts
from ui.draft import Checked, Draft
from ui.own_articles import Refusal
from ui.reader import Reader

SECONDS = 60
STYLE = from_toml('months = "egypt"\n[names]\n"كيم جونغ أون" = ["كيم يونغ أون"]\n')
TEXT = (
    "زيارة إلى موسكو\n\nزار كيم يونغ أون موسكو يوم الاثنين 6 أيلول 2023.\n\n"
    "وقال إن <b>المعارك</b> استمرت من 2019 إلى 2016."
)


def checked(text: str = TEXT, written: str = "") -> Checked:
    draft = drafts.pasted(text, written)
    assert isinstance(draft, Draft)
    return drafts.check(draft, STYLE)


def test_findings_stand_on_their_own_words() -> None:
    found = checked()
    assert [row["code"] for row in found.findings] == ["H101", "D102", "H102", "D205"]
    assert all(found.draft.article.text[row["start"] : row["end"]] == row["surface"] for row in found.findings)
    page = drafts.draft_html(found, found.findings, Reader())
    words = re.sub(r"<style>.*?</style>|<ul.*?</ul>", "", page)
    words = unescape(re.sub(r'<a class="finding-mark.*?</a>\u2060|<[^>]+>', "", words))
    assert words == "".join(line for line in TEXT.split("\n") if line)
    assert "<b>المعارك" not in page
    assert page.count('id="c') == page.count('id="m') == 4


def test_a_badge_stands_before_the_first_word_of_its_finding() -> None:
    found = checked()
    page = drafts.draft_html(found, found.findings, Reader())
    for number, row in enumerate(found.findings, 1):
        after = page[page.index(f'id="c{number}"') :]
        plain = unescape(re.sub(r'<a class="finding-mark.*?</a>\u2060|<[^>]+>', "", after[after.index("</a>") :]))
        assert plain.replace("\u2060", "").startswith(row["surface"][:4])


def test_families_can_be_switched_off() -> None:
    found = checked()
    assert [row["code"] for row in drafts.shown(found, ("D1", "D2"))] == ["D102", "D205"]
    assert drafts.shown(found, ()) == []
    assert drafts.summary([], Reader()) == Reader().t("print.clean")
    assert drafts.summary(found.findings, Reader(lang="en")) == "In this draft: 2 errors, one warning and one note."


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_note_says_what_to_write(lang: str) -> None:
    found = checked()
    page = drafts.draft_html(found, found.findings, Reader(lang=lang))
    assert '<ins lang="ar" dir="rtl">كيم جونغ أون</ins>' in page
    assert '<ins lang="ar" dir="rtl">سبتمبر</ins>' in page


def test_the_house_s_style_is_carried_out_at_once() -> None:
    written = drafts.in_house_style(TEXT, STYLE)
    assert "كيم جونغ أون" in written
    assert "6 سبتمبر 2023" in written
    assert [row["code"] for row in checked(written).findings] == ["D102", "D205"]


def test_a_word_document_is_read() -> None:
    document, data = docx.Document(), io.BytesIO()
    for paragraph in TEXT.split("\n\n"):
        document.add_paragraph(paragraph)
    document.save(data)
    draft = drafts.handed_over("مسودة.docx", data.getvalue(), "2023-09-07")
    assert isinstance(draft, Draft)
    assert draft.written == "2023-09-07"
    rows = drafts.check(draft, STYLE).findings
    assert [row["code"] for row in rows if row["code"] != "D107"] == ["H101", "D102", "H102", "D205"]
    assert all(draft.article.text[row["start"] : row["end"]] == row["surface"] for row in rows)


@pytest.mark.parametrize(("text", "written", "key"), [("", "", "nothing_pasted"), (TEXT, "قريبا", "no_date")])
def test_what_is_no_draft_is_refused(text: str, written: str, key: str) -> None:
    refused = drafts.pasted(text, written)
    assert isinstance(refused, Refusal)
    assert refused.key == key
    assert isinstance(drafts.handed_over("x.docx", b"PK\x03\x04 broken"), Refusal)


def test_other_articles_speak_only_of_the_draft() -> None:
    draft = drafts.pasted("الثلاثاء 18 يونيو 2024\n\nهذه أول زيارة لسعد الحريري إلى تركيا منذ مارس 2018.")
    assert isinstance(draft, Draft)
    other = from_text("b.txt", "الأربعاء 19 يونيو 2024\n\nكان سعد الحريري قد زار تركيا في سبتمبر 2020.")
    wrong = from_text("c.txt", "وقع الطرفان العقد في القاهرة يوم 31 يونيو 2022 بحضور الوزير.")
    found = drafts.check(draft, None, [other, wrong], {"b.txt": "الصحيفة الأخرى"})
    assert [row["code"] for row in found.findings] == ["E302"]
    page = drafts.draft_html(found, found.findings, Reader())
    assert "الصحيفة الأخرى" in page
    assert "b.txt" not in page


def _tab() -> None:
    import streamlit as st

    from ui import corpus, desk_draft, state

    with st.container():
        desk_draft.draw(state.reader(), corpus.load())


def test_the_tab_shows_findings_and_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    style = tmp_path / "house.toml"
    style.write_text('[names]\n"كيم جونغ أون" = ["كيم يونغ أون"]\n', encoding="utf-8")
    monkeypatch.setenv("TASALSUL_STYLE", str(style))
    monkeypatch.setenv("TASALSUL_DATA", str(tmp_path / "data"))
    app = AppTest.from_function(_tab, default_timeout=SECONDS).run()
    app.text_area("draft.text").set_value(TEXT)
    app.button("draft.check").click().run()
    assert not app.exception
    shown = "\n".join(block.proto.body for block in app.get("html"))
    assert "H101" in shown
    assert "D205" in shown
    app.button("draft.styled").click().run()
    assert "كيم جونغ أون" in app.text_area("draft.text").value
    shown = "\n".join(block.proto.body for block in app.get("html"))
    assert "H101" not in shown
    assert "D205" in shown
    app.text_area("draft.text").set_value("")
    app.button("draft.check").click().run()
    assert "D205" not in "\n".join(block.proto.body for block in app.get("html"))
    assert not list((tmp_path / "data").rglob("*.db"))
