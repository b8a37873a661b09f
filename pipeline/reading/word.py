"""Word documents (.docx) -> text: a line a paragraph, those of tables and text boxes where they stand.

The dates a document keeps of itself (created, last saved) are those of the file, not of the article: they are not read.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from pipeline.reading.content import Content

UNPACKED_BYTES = 128 * 1024 * 1024
"""What all parts of one document, its pictures too, may take unpacked; more than that is refused, unread."""

# By the names in the document's XML. Skipped: the words again for programs that know no text boxes (Fallback), and
# words that were struck out (del, moveFrom).
_SKIPPED = frozenset(("Fallback", "del", "moveFrom"))
_PROPERTIES = frozenset(("p", "pPr", "rPr"))
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_BROKEN = "is a damaged Word document; open it in Word and save it again, or save its text as a .txt file"


def read_word(data: bytes) -> Content | str:
    """The text of a .docx file, or why there is none."""
    try:
        body = _body(data)
    except Exception as fault:  # noqa: BLE001 - whatever the libraries raise on a broken file is the file's fault
        return _TOO_LARGE if isinstance(fault, _TooLargeError) else _BROKEN
    lines = ["".join(_words(paragraph)).strip() for paragraph in _paragraphs(body)]
    return Content("\n".join(lines).strip("\n"), "docx")


class _TooLargeError(Exception):
    """The document would take more room than it may."""


_TOO_LARGE = (
    f"unpacks to more than {UNPACKED_BYTES // (1024 * 1024)} MB, the most a document may; take out its pictures"
)


def _body(data: bytes) -> Any:
    from docx import Document

    with ZipFile(io.BytesIO(data)) as parts:
        if sum(part.file_size for part in parts.infolist()) > UNPACKED_BYTES:
            raise _TooLargeError
    return Document(io.BytesIO(data)).element.body


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _paragraphs(element: Any) -> Iterator[Any]:
    """Every paragraph in document order, one in a text box after the one that holds the box."""
    waiting = [element]
    while waiting:
        here = waiting.pop()
        if _name(here) == "p":
            yield here
        waiting.extend(child for child in reversed(here) if _name(child) not in _SKIPPED)


def _words(paragraph: Any) -> Iterator[str]:
    """A paragraph's own words, links and insertions included, without what another paragraph inside it holds."""
    waiting = list(reversed(paragraph))
    while waiting:
        here = waiting.pop()
        name = _name(here)
        if name == "t":
            yield here.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name not in _SKIPPED and name not in _PROPERTIES:
            waiting.extend(reversed(here))
