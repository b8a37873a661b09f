"""What is printed and shown, opened by programs that are not ours: pypdf, PDFium, python-pptx, python-docx, lxml."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pptx
import pypdfium2
import pytest
from lxml import etree
from PIL import Image
from pypdf import PdfReader

from exports import (
    HANDOUTS,
    handout_pdf,
    key_pdf,
    plain_text,
    poster_png,
    poster_svg,
    printing,
    quiz_pdf,
    slides,
    word_document,
)
from exports.chronicle import Chronicle, chronicle_of
from exports.handout import Handout, Unmakeable
from pipeline.__main__ import BAD_INPUT, DONE, main
from pipeline.model import Article
from pipeline.run import build_timeline
from tests.ui.hostile_articles import HOSTILE
from ui.on_paper import fewer, handout, of_story
from ui.reader import Reader

if TYPE_CHECKING:
    from pptx.slide import Slide

TEXT = """القاهرة، 12 مارس 2021

افتتح الرئيس المتحف الجديد يوم الاثنين 8 مارس 2021. ووقعت الحكومة اتفاقية التعاون في فبراير 2019.
وزار الوزير تونس عام 2015. وتأسست الجامعة في 4 مايو 2010. وقال الوزير إن المحطة ستفتتح في يونيو 2022.
"""
VIEW = Path(__file__).resolve().parents[2] / "ui" / "views" / "class_view.py"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@cache
def chronicle() -> Chronicle:
    return replace(chronicle_of(build_timeline([Article("a.txt", TEXT, "0" * 64)])), title="درس في التسلسل")


@cache
def sheet(lang: str = "ar") -> Handout:
    return handout(chronicle(), Reader(lang=lang))


def words_of(data: bytes) -> str:
    """A PDF's text, as pypdf reads it, with single blanks."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


def directions(slide: Slide) -> set[str | None]:
    """What the paragraphs with words in them say of their direction."""
    paragraphs = (each for each in slide._element.iter(f"{DRAWING}p") if each.find(f"{DRAWING}r") is not None)
    return {each.find(f"{DRAWING}pPr").get("rtl") for each in paragraphs}


def test_a_handout_tells_arabic_in_its_order() -> None:
    data = handout_pdf.write(sheet())
    told = words_of(data)
    assert len(sheet().events) == 5
    assert sheet().title in told
    for event in sheet().events:
        assert event.title in told
    lines = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert "8 مارس 2021" in lines
    assert PdfReader(io.BytesIO(data)).pages[0].mediabox.height == pytest.approx(841.89, abs=0.1)
    assert PdfReader(io.BytesIO(data)).metadata.title == sheet().title


def test_a_month_stays_a_month_on_paper() -> None:
    told = {event.title: event.date for event in sheet().events}
    assert [date for date in told.values() if date == "فبراير 2019"]
    assert [date for date in told.values() if date == "2015"]


def test_years_before_christ_come_first() -> None:
    text = (
        "متحف\n\n3 فبراير 2022\n\nافتتح المتحف عام 1902. ووقعت المعركة في سنة 1274 ق.م. "
        "وتأسست الإسكندرية عام 331 قبل الميلاد."
    )
    told = chronicle_of(build_timeline([Article("a.txt", text, "0" * 64)]))
    assert [row["edtf"] for row in told.events] == ["-1273", "-0330", "1902"]
    for lang, years in (("ar", "من 1274 قبل الميلاد إلى 1902"), ("en", "1274 BC to 1902")):
        assert years in handout(told, Reader(lang=lang)).about[0]


def test_who_denies_is_named_once() -> None:
    told = chronicle()
    denied = {"status": "denied", "speakers": ["الجيش", "قوات الدعم"], "denied_by": ["قوات الدعم"]}
    rows = [row | denied if at == 0 else row for at, row in enumerate(told.events)]
    told = replace(told, events=rows, mentions={})
    (said, by) = handout(told, Reader()).events[0].said
    assert said == "نفته قوات الدعم"
    assert by == "بحسب الجيش"


def test_a_plan_says_so_everywhere() -> None:
    planned = next(event for event in sheet().events if event.said)
    assert planned.said[0] == "مقرّر"
    assert f"{planned.title} (مقرّر" in plain_text.write(sheet()).decode()
    assert "مقرّر" in handout_pdf.html(sheet())


def test_the_sheet_keeps_the_answers_to_the_key() -> None:
    asked, answered = words_of(quiz_pdf.write(sheet())), words_of(key_pdf.write(sheet()))
    assert re.search("الاسم.*الصف.*التاريخ", asked)
    assert "نموذج الإجابة" in answered
    assert "نموذج" not in asked
    order = next(one for one in sheet().questions if one.kind == "order")
    assert sorted(order.lines) != list(order.answers)
    for line in order.lines:
        assert line in asked
        assert line in answered


def test_nothing_to_ask_is_one_line() -> None:
    with pytest.raises(Unmakeable, match="اختر أحداثا أكثر"):
        quiz_pdf.write(replace(sheet(), questions=()))


def test_slides_are_text_from_the_right_with_sources_in_the_notes() -> None:
    deck = pptx.Presentation(io.BytesIO(slides.write(sheet())))
    assert len(deck.slides) == 1 + len(sheet().events)
    for slide, event in zip(list(deck.slides)[1:], sheet().events, strict=True):
        assert slide.shapes.title.text_frame.text == event.title
        assert any(event.date in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert all(one.words in slide.notes_slide.notes_text_frame.text for one in event.quotes)
        assert directions(slide) == {"1"}
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(ids) == len(set(ids))


def test_a_teachers_note_is_in_the_notes_and_on_no_slide() -> None:
    event = sheet().events[0]
    given = replace(sheet(), events=(replace(event, teaching="اسأل عن السبب"),))
    slide = pptx.Presentation(io.BytesIO(slides.write(given))).slides[1]
    assert "اسأل عن السبب" in slide.notes_slide.notes_text_frame.text
    assert not any("اسأل" in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert "اسأل" not in handout_pdf.html(given) + plain_text.write(given).decode()


def test_the_document_and_the_text_say_the_same() -> None:
    document = docx.Document(io.BytesIO(word_document.write(sheet())))
    written = [paragraph.text for paragraph in document.paragraphs]
    assert written == [line.strip() for line in plain_text.write(sheet()).decode().split("\n") if line]


def test_a_poster_is_a_drawing_and_a_picture_of_it() -> None:
    drawing = etree.fromstring(poster_svg.write(sheet()))
    picture = Image.open(io.BytesIO(poster_png.write(sheet())))
    assert picture.size == (2 * int(drawing.get("width")), 2 * int(drawing.get("height")))
    assert len(picture.convert("L").getcolors()) > 10


def test_english_runs_from_the_left() -> None:
    assert 'dir="ltr"' in handout_pdf.html(sheet("en"))
    assert "Answer key" in words_of(key_pdf.write(sheet("en")))
    deck = pptx.Presentation(io.BytesIO(slides.write(sheet("en"))))
    assert directions(deck.slides[1]) == {"0"}


def test_the_same_words_make_the_same_pages() -> None:
    assert handout_pdf.write(sheet()) == handout_pdf.write(sheet())


def test_hostile_words_stay_words() -> None:
    title = " ".join(HOSTILE) + "\x00\x0b\ud800"
    event = replace(sheet().events[0], title=title, caption=title, said=(title,), note=title)
    given = replace(sheet(), title=title, events=(event,), sources=(("1", title),))
    html = handout_pdf.html(given)
    assert "<script" not in html.lower()
    assert "<base" not in html
    assert "\u202e" not in html
    for format_ in HANDOUTS:
        assert format_.write(given)


def test_paper_asks_no_address_for_anything() -> None:
    for address in ("https://x.invalid/a.png", "file:///etc/passwd", "typeface:../../secret.woff2", "data:,x"):
        with pytest.raises(ValueError, match="no address"):
            printing._fetcher().fetch(address)


def test_a_story_has_its_own_order_title_and_captions() -> None:
    ids = [row["event_id"] for row in chronicle().events]
    story = f'{{"title":"قصة","events":["{ids[2]}","{ids[0]}","gone"],"captions":{{"{ids[0]}":"انظروا"}}}}'
    told = of_story(replace(chronicle(), title=""), story.encode())
    assert [row["event_id"] for row in told.events] == [ids[2], ids[0]]
    assert handout(told, Reader()).title == "قصة"
    assert handout(told, Reader()).events[1].caption == "انظروا"
    with pytest.raises(ValueError, match="none of the story's"):
        of_story(chronicle(), b'{"title":"","events":["gone"],"captions":{}}')


def test_the_most_important_in_their_order() -> None:
    few = fewer(chronicle(), 2).events
    assert len(few) == 2
    assert [row for row in chronicle().events if row in few] == list(few)


def test_too_many_events_are_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: object) -> None:
    article = tmp_path / "a.txt"
    article.write_text(TEXT, encoding="utf-8")
    target = tmp_path / "x.txt"
    monkeypatch.setattr(plain_text, "MOST", 2)
    assert main(["events", str(article), "-o", str(target)]) == BAD_INPUT
    assert not target.exists()
    assert main(["events", str(article), "-o", str(target), "--most", "2"]) == DONE
    assert target.read_text(encoding="utf-8").count("[1]") >= 2


def test_the_class_view_offers_the_sheet_and_its_key() -> None:
    screen = pytest.importorskip("streamlit.testing.v1").AppTest.from_file(str(VIEW), default_timeout=60)
    screen.run()
    assert not screen.exception
    offered = {button.proto.label for button in screen.get("download_button")}
    assert any("نموذج الإجابة" in label for label in offered)
