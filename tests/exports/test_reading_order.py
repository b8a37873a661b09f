"""What a program that goes by the order of the file reads in ours, and that nothing has moved on the page."""

from __future__ import annotations

import io
import random
from functools import cache

import pypdfium2
import pytest
from PIL import ImageChops
from pypdf import PdfReader

from exports import handout_pdf, key_pdf, printing, quiz_pdf
from tests.exports.test_paper import chronicle, sheet, words_of
from ui import on_paper
from ui.reader import Reader

SENTENCES = (
    "وكان ذلك من 1950 إلى 1953.",
    "عام 1948، ثم عام 1967؛ وبعدهما؟",
    "قال «نعم» (في 12 مارس 2021) [1].",
    "الحرب الكورية (1950-1953).» [2]",
    "1991.» [2]",
    "لا إله في الأول، والآخر إلى الأعلى لله",
    "في ٨ مارس ٢٠٢١ (الاثنين) من ١٩٥٠ إلى ١٩٥٣، [٣]",
    "٣ ٤ من ٥-٦ (٧) و١٩٤٨",
    "مُرجأ، مقرّر، مِنَ الشَّمالِ إلى الجنوبِ",
    "شركة Apple (AAPL) في U.S. وe-mail بنسبة 50% أو ٥٠٪",
    "عبر «أ»«ب»[ج]{د} – هـ – و/ز: 12/3/2021",
    "“قال (أ) b (ج) 1948”",
    "$ (5) = abc [2]",
    "Signed (1978) in Camp David [1], “the accords”",
    "● يوم معروف · ▬› مستمر منذ · = تاريخ محسوب · ∴ تاريخ مستنتج",
)
PIECES = (
    "في",
    "لا",
    "إلى",
    "السلام",
    "والأمم",
    "عام",
    "مُرجأ",
    "NATO",
    "fi",
    "U.S.",
    "1948",
    "٢٠٢١",
    "12/3/2021",
    "50%",
)
AROUND = ("{}", "{}", "({})", "«{}»", "[{}]", "{},", "{}،", "{}.", "“{}”", "{}؟", "{}: –")


def set_page(lines: tuple[str, ...], direction: str) -> str:
    """A page with a line each."""
    return printing.page(sheet(), "".join(printing.line("p", words) for words in lines), title="").replace(
        'dir="rtl"', f'dir="{direction}"'
    )


def lines_of(data: bytes) -> list[str]:
    """What pypdf reads, line by line, without the page's number."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split("\n")[:-1]


@pytest.mark.parametrize("direction", ["rtl", "ltr"])
def test_sentences_are_read_as_they_were_written(direction: str) -> None:
    assert lines_of(printing.pdf(set_page(SENTENCES, direction))) == list(SENTENCES)


@pytest.mark.parametrize("direction", ["rtl", "ltr"])
def test_whatever_is_beside_whatever_is_read_in_its_order(direction: str) -> None:
    chance = random.Random(direction)
    lines = [
        " ".join(chance.choice(AROUND).format(chance.choice(PIECES)) for _ in range(chance.randint(1, 7)))
        for _ in range(400)
    ]
    page = set_page(tuple(lines), direction)
    page = page.replace("</style>", "@page { size: A3; @bottom-center { content: none } }</style>")
    read = " ".join(each.extract_text() for each in PdfReader(io.BytesIO(printing.pdf(page))).pages).split()
    for line in lines:
        words = line.split()
        assert read[: len(words)] == words
        del read[: len(words)]


@cache
def _without_order(html: str) -> bytes:
    made = printing._weasyprint().HTML(string=html, url_fetcher=printing._fetcher()).write_pdf(pdf_tags=True)
    return bytes(made)


def test_nothing_has_moved_on_the_page() -> None:
    for html in (set_page(SENTENCES, "rtl"), set_page(SENTENCES, "ltr"), handout_pdf.html(sheet())):
        before, after = pypdfium2.PdfDocument(_without_order(html)), pypdfium2.PdfDocument(printing.pdf(html))
        for one, other in zip(before, after, strict=True):
            # PDFium puts a letter on a whole pixel, so that one may differ where the place is between two.
            pictures = [page.render(scale=4).to_pil().convert("L").reduce(4) for page in (one, other)]
            differing = ImageChops.difference(*pictures).point(lambda grey: 255 if grey > 40 else 0)
            assert differing.getbbox() is None


def test_the_order_is_what_the_rewriting_gives() -> None:
    assert lines_of(_without_order(set_page(SENTENCES, "rtl"))) != list(SENTENCES)


@pytest.mark.parametrize("reader", [Reader(), Reader(digits="arab"), Reader(lang="en")])
def test_all_that_is_printed_is_read_in_its_order(reader: Reader) -> None:
    handout = on_paper.handout(chronicle(), reader)
    told = words_of(handout_pdf.write(handout))
    for event in handout.events:
        assert event.title in told
        assert event.date in told
        for quote in event.quotes:
            assert f"{handout.words['quoted'].replace('{words}', quote.words)} [{quote.source}]" in told
    for number, words in handout.sources:
        assert f"[{number}] {words}" in told
    asked, answered = words_of(quiz_pdf.write(handout)), words_of(key_pdf.write(handout))
    for question in handout.questions:
        assert question.prompt in asked
        for words in (*question.lines, question.subject):
            assert words in asked
        for words in (*question.answers, question.evidence):
            assert words in answered
        if question.choices:
            assert " ".join(question.choices) in asked


def test_the_numbers_of_the_line_are_no_text() -> None:
    first = words_of(handout_pdf.write(sheet()))
    assert sheet().picture.count("<text") > len(sheet().events)
    assert "2021 2022" not in first
    assert first.index(sheet().events[0].title) < first.index(sheet().events[1].title)


def test_joined_letters_are_right_by_place_too() -> None:
    page = pypdfium2.PdfDocument(printing.pdf(set_page(("لا إله في الأول إلى الأعلى",), "rtl")))[0]
    assert "لا إله في الأول إلى الأعلى" in page.get_textpage().get_text_range()


def test_the_tags_stay() -> None:
    data = handout_pdf.write(sheet())
    reader = PdfReader(io.BytesIO(data))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    content = reader.pages[0].get_contents().get_data()
    assert content.count(b"BDC") == content.count(b"EMC") - content.count(b"BMC")
    assert content.count(b"\nBT") == content.count(b"\nET")
