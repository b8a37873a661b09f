"""PDF files -> text, in the order in which it is read.

A PDF says where each letter is painted, not in which order it is read. So the letters are taken with their places, put
into lines, each line turned from what the eye sees into reading order (lines.py), and lines that only the width of the
page broke are joined again, so that a paragraph is one line of the text.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

from pipeline.reading.content import Content
from pipeline.reading.lines import Glyph, paragraphs

PAGES = 500
"""The pages of one PDF that are read; what comes after is left out, and said so."""

LETTERS = 4_000_000
"""The letters of one PDF that are read; what comes after is left out, and said so."""

# PDFium is not safe for threads; the dashboard has several.
_ONE_AT_A_TIME = threading.Lock()
_PASSWORD = 4
_BROKEN = "is a damaged PDF file; open it and print it to PDF again, or save its text as a .txt file"
_LOCKED = "is a PDF locked with a password; save it without one"
_SCAN = "is a PDF that holds pictures of text only (a scan?); run text recognition (OCR) over it, then give it again"


def read_pdf(data: bytes) -> Content | str:
    """The text of a PDF file, or why there is none."""
    with _ONE_AT_A_TIME:
        try:
            return _read(data)
        except Exception as fault:  # noqa: BLE001 - whatever the library raises on a broken file is the file's fault
            return _LOCKED if getattr(fault, "err_code", None) == _PASSWORD else _BROKEN


def _read(data: bytes) -> Content | str:
    pypdfium2 = _library()
    document = pypdfium2.PdfDocument(data)
    try:
        lines: list[str] = []
        pictures: list[int] = []
        letters = 0
        faults: list[str] = []
        for number in range(len(document)):
            if number >= PAGES or letters >= LETTERS:
                break
            page = document[number]
            glyphs = list(islice(_glyphs(page), LETTERS - letters))
            letters += len(glyphs)
            lines.extend(paragraphs(glyphs))
            if not glyphs and _has_picture(page):
                pictures.append(number + 1)
            page.close()
        if len(document) > PAGES or letters >= LETTERS:
            faults.append(f"is longer than {PAGES} pages or {LETTERS:,} letters; the rest is left out, split it")
    finally:
        document.close()
    if not letters:
        return _SCAN if pictures else "is a PDF without text; nothing to read"
    if pictures:
        named = ", ".join(map(str, pictures[:5])) + (" and more" if len(pictures) > 5 else "")
        faults.append(f"holds only pictures on page {named}; run text recognition (OCR) over it for the whole text")
    return Content("\n".join(lines), "pdf", "; ".join(faults))


@cache
def _library() -> Any:
    """PDFium, imported when the first file comes, and kept from writing to standard error."""
    import logging

    import pypdfium2

    logging.getLogger("pypdfium2").addHandler(logging.NullHandler())
    return pypdfium2


def _glyphs(page: Any) -> Iterator[Glyph]:
    """The letters of a page in the order in which they are painted, with their places."""
    import ctypes

    from pypdfium2 import raw

    text = page.get_textpage()
    try:
        x, y = ctypes.c_double(), ctypes.c_double()
        box = raw.FS_RECTF()
        for index in range(text.count_chars()):
            char = chr(raw.FPDFText_GetUnicode(text, index))
            if raw.FPDFText_IsGenerated(text, index) == 1 or not (char.isprintable() or char.isspace()):
                continue
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            if not raw.FPDFText_GetLooseCharBox(text, index, box):
                continue
            height = abs(box.top - box.bottom)
            if char.isspace() and height < 1:  # made up by the library between words, without a place of its own
                continue
            yield Glyph(char, x.value, y.value, min(box.left, box.right), max(box.left, box.right), height)
    finally:
        text.close()


def _has_picture(page: Any) -> bool:
    from pypdfium2 import raw

    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))
