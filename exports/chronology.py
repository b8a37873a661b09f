"""A chronology as it leaves for print: text to paste, and a Word document that runs from right to left in Arabic."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

WORD_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MARKS_OF_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# What XML 1.0 cannot hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_BLANKS = re.compile(r"\s+")
_FONT = "Arial"
_LONGEST_PROPERTY = 255
_BODY, _SMALL, _TITLE, _HEADING = 12, 10, 20, 14
# The elements that the schema wants behind the ones that are put in here.
_BEHIND_BIDI = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr")
_BEHIND_RTL = ("w:cs", "w:em", "w:lang", "w:eastAsianLayout", "w:specVanish", "w:oMath")
_BEHIND_SECTION_BIDI = ("w:rtlGutter", "w:docGrid", "w:printerSettings")


@dataclass(frozen=True, slots=True)
class Entry:
    """An event: its date and what happened. quotes: the sources' own sentences. sources: their numbers, from 1."""

    date: str
    what: str
    note: str = ""
    quotes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A chronology in words, in one language. about: lines under its title. numbers: of the sources, as text."""

    language: Literal["ar", "en"]
    title: str
    about: tuple[str, ...]
    entries: tuple[Entry, ...]
    sources_heading: str
    sources: tuple[tuple[str, str], ...]
    separator: str


def as_text(paper: Paper) -> str:
    """Plain text, a paragraph an event; nothing in it but what stands on paper."""
    lines = [paper.title, *paper.about, ""]
    for entry in paper.entries:
        lines.append(_line(entry, paper))
        lines += [f"    {quote}" for quote in entry.quotes]
    if paper.sources:
        lines += ["", paper.sources_heading, *(f"{number}. {words}" for number, words in paper.sources)]
    return "\n".join(_plain(line) for line in lines) + "\n"


def as_word(paper: Paper) -> bytes:
    """A Word document (.docx)."""
    import docx
    from docx.shared import Pt

    document = docx.Document()
    document.core_properties.title = _plain(paper.title)[:_LONGEST_PROPERTY]
    document.core_properties.author = ""
    document.core_properties.language = paper.language
    _set_up(document)
    _paragraph(document, [(paper.title, True)], _TITLE, after=4)
    for line in paper.about:
        _paragraph(document, [(line, False)], _SMALL, after=2)
    for entry in paper.entries:
        told = f" {entry.what}" + (f" ({entry.note})" if entry.note else "") + _numbers(entry, paper)
        event = _paragraph(document, [(f"{entry.date}:", True), (told, False)], _BODY, after=6)
        event.space_before = Pt(4)
        event.keep_with_next = bool(entry.quotes)
        for quote in entry.quotes:
            _paragraph(document, [(quote, False)], _SMALL, after=4, indent=18).keep_together = True
    if paper.sources:
        _paragraph(document, [(paper.sources_heading, True)], _HEADING, after=4).space_before = Pt(14)
        for number, words in paper.sources:
            _paragraph(document, [(f"{number}. {words}", False)], _SMALL, after=2)
    _set_direction(document, from_right=paper.language == "ar")
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _line(entry: Entry, paper: Paper) -> str:
    return f"{entry.date}: {entry.what}" + (f" ({entry.note})" if entry.note else "") + _numbers(entry, paper)


def _numbers(entry: Entry, paper: Paper) -> str:
    return f" [{paper.separator.join(entry.sources)}]" if entry.sources else ""


def _plain(text: str) -> str:
    """Text for paper: no marks of direction, which the paragraph has itself, and nothing a file cannot hold."""
    indent = text[: len(text) - len(text.lstrip(" "))]
    return indent + _BLANKS.sub(" ", _UNWRITABLE.sub("", _MARKS_OF_DIRECTION.sub("", text))).strip()


def _paragraph(document: WordDocument, runs: list[tuple[str, bool]], size: int, *, after: int, indent: int = 0) -> Any:
    """Add a paragraph of runs, each (text, is bold). size, after, indent: points. Returns its format."""
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(after)
    if indent:
        paragraph.paragraph_format.left_indent = Pt(indent)
    for text, is_bold in runs:
        run = paragraph.add_run(_plain(text))
        run.font.size, run.font.bold, run.font.cs_bold = Pt(size), is_bold or None, is_bold or None
    return paragraph.paragraph_format


def _set_direction(document: WordDocument, *, from_right: bool) -> None:
    """Sizes for Arabic letters too, which Word asks for apart; and, where it is, that all runs from the right."""
    from docx.oxml.ns import qn

    body = document.element.body
    for run in body.iter(qn("w:r")):
        rules = run.get_or_add_rPr()
        size = rules.find(qn("w:sz"))
        size.addnext(_element("w:szCs", val=size.get(qn("w:val"))))
        if from_right:
            rules.insert_element_before(_element("w:rtl"), *_BEHIND_RTL)
    if from_right:
        for paragraph in body.iter(qn("w:p")):
            paragraph.get_or_add_pPr().insert_element_before(_element("w:bidi"), *_BEHIND_BIDI)
        body.sectPr.insert_element_before(_element("w:bidi"), *_BEHIND_SECTION_BIDI)


def _set_up(document: WordDocument) -> None:
    """The font and the languages of both kinds of script."""
    from docx.oxml.ns import qn

    normal = document.styles["Normal"]
    normal.font.name = _FONT
    rules = normal.element.get_or_add_rPr()
    rules.rFonts.set(qn("w:cs"), _FONT)
    rules.append(_element("w:lang", val="en-US", bidi="ar-SA"))


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made
