"""HTML to PDF by WeasyPrint, which asks no address for anything: all it may have are the project's own typefaces."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from exports.handout import Handout, Unmakeable
from exports.outlines import FONTS
from exports.reading_order import in_reading_order

_HERE = Path(__file__).parent
_FONT = "typeface:"
_FONT_NAME = re.compile(r"[\w-]+\.woff2")
_NO_XML = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_LIBRARIES = ("gobject-2.0", "pango-1.0", "pangoft2-1.0", "harfbuzz", "fontconfig")
_CALLED = ("lib{}.so.0", "lib{}.so.1", "lib{}.dylib", "lib{}.0.dylib", "lib{}.1.dylib")
_ARABIC = re.compile("[\u0620-\u064a]")
_SCALE = 2  # pixels of a picture for one of its own units


def text(words: str) -> str:
    """Words for a page: escaped, without what turns letters round and what no page can hold."""
    return escape(_NO_XML.sub("", words))


def line(tag: str, words: str, class_: str = "", *, is_arabic: bool | None = None) -> str:
    """An element of words. is_arabic: said where they may differ from the page's language; '' for no words."""
    if not words:
        return ""
    spoken = "" if is_arabic is None else ' lang="ar" dir="rtl"' if is_arabic else ' lang="en" dir="ltr"'
    kind = f' class="{class_}"' if class_ else ""
    return f"<{tag}{kind}{spoken}>{text(words)}</{tag}>"


def quote(handout: Handout, words: str, source: str = "") -> str:
    """A sentence of a source, in its own direction. source: its number; '' for no words."""
    if not words:
        return ""
    said = handout.words["quoted"].replace("{words}", words) + (f" [{source}]" if source else "")
    return line("p", said, "quote", is_arabic=bool(_ARABIC.search(words)))


def page(handout: Handout, body: str, *, title: str) -> str:
    """A whole page around a body, with the style of all that is printed."""
    direction = "rtl" if handout.from_right else "ltr"
    counted = text(handout.words["page"])
    return (
        f'<!DOCTYPE html><html lang="{handout.language}" dir="{direction}"><head><meta charset="utf-8">'
        f"<title>{text(title)}</title><style>{_style()}"
        f'@page {{ @bottom-center {{ content: "{_in_css(counted)} " counter(page, {_counter(handout)}); }} }}'
        f"</style></head><body>{body}</body></html>"
    )


def pdf(html: str) -> bytes:
    """The page as a PDF, the same for the same page. Raises Unmakeable where a system library is missing."""
    weasyprint = _weasyprint()
    page = weasyprint.HTML(string=html, url_fetcher=_fetcher())
    made = page.write_pdf(pdf_tags=True, finisher=in_reading_order)
    return bytes(made)


def png(drawing: str, width: float, height: float) -> bytes:
    """A drawing as a picture. width, height: of the drawing, in its own units."""
    import io

    import pypdfium2

    rules = (
        f"@page {{ size: {width}px {height}px; margin: 0; @bottom-center {{ content: none }} }}"
        "body { margin: 0; position: relative; } svg { display: block }"
    )
    html = f"<!DOCTYPE html><style>{_style()}{rules}</style>{drawing}"
    document = pypdfium2.PdfDocument(pdf(html))
    picture = document[0].render(scale=_SCALE * 96 / 72).to_pil()
    document.close()
    data = io.BytesIO()
    picture.save(data, "PNG", optimize=True)
    return data.getvalue()


@cache
def is_possible() -> bool:
    """Whether PDF can be made here, as far as can be told without loading all that it takes."""
    import ctypes
    import os

    if os.name == "nt":  # where only WeasyPrint knows in which folders to look
        try:
            return bool(_weasyprint())
        except Unmakeable:
            return False
    return all(any(_loads(ctypes.CDLL, name.format(library)) for name in _CALLED) for library in _LIBRARIES)


def _loads(load: Callable[[str], object], name: str) -> bool:
    try:
        load(name)
    except OSError:
        return False
    return True


def _weasyprint() -> Any:
    try:
        import weasyprint
    except OSError as fault:
        raise Unmakeable(
            "PDF and PNG need the system library Pango, which is not here "
            "(Debian: apt-get install libpangoft2-1.0-0 libharfbuzz-subset0; Fedora: dnf install pango; "
            "macOS: brew install pango); or choose .html, .docx or .pptx"
        ) from fault
    return weasyprint


@cache
def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OnlyOurTypefaces(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002
            name = url.removeprefix(_FONT)
            if not url.startswith(_FONT) or not _FONT_NAME.fullmatch(name):
                raise ValueError("a document on paper asks no address for anything")
            return URLFetcherResponse(url, _typeface(name), {"Content-Type": "font/ttf"})

    return OnlyOurTypefaces()


@cache
def _typeface(name: str) -> bytes:
    """A typeface unpacked, which takes longer than to set a page in it."""
    import io

    from fontTools.ttLib import TTFont

    font = TTFont(FONTS / name)
    font.flavor = None
    data = io.BytesIO()
    font.save(data)
    return data.getvalue()


@cache
def _style() -> str:
    return (_HERE / "paper.css").read_text(encoding="utf-8")


def _in_css(words: str) -> str:
    return words.replace("\\", "\\\\").replace('"', '\\"')


def _counter(handout: Handout) -> str:
    return "arabic-indic" if handout.words["numerals"][1] != "1" else "decimal"
