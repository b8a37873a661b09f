"""Paths or bytes -> articles: text files, web pages, Word documents, PDF files, and ZIP archives of these.

Nothing here depends on the locale, the clock or the order of the paths. A strange file never raises: it becomes an
article with status "refused" or "partly read", and a Problem. An article's offsets count in its text: of a text file
the whole decoded file, of anything else what was taken out of it. What reads a format is imported with its first file:
most starts read text files alone.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pipeline.model import Article, Problem, ReadStatus
from pipeline.reading import files
from pipeline.reading.content import Content
from pipeline.reading.decoding import decode
from pipeline.reading.files import MAX_BYTES, STDIN_NAME, SUFFIXES
from pipeline.reading.language import LANGUAGE_NAMES, guess_language

__all__ = [
    "MAX_BYTES",
    "STDIN_NAME",
    "SUFFIXES",
    "from_text",
    "guess_language",
    "read_articles",
    "read_bytes",
    "read_upload",
]

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PDF_PLACE = 1_024  # a PDF file may have that many bytes of something else in front
_PLAIN = "save its text as a .txt file in UTF-8"
_MAGIC = (
    (b"\x89PNG\r\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file (7z)"),
    (b"Rar!\x1a", "a compressed file (RAR)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file, or a Word document locked with a password"),
    (b"{\\rtf", "a rich text file (RTF)"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
)
_INVISIBLE = re.compile("[\\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c]*\\Z")


class _Item(NamedTuple):
    """What is read as one article. short: a member's path in its archive, which is its name while that is free."""

    name: str
    short: str
    data: bytes | str


def read_articles(
    paths: Iterable[str | os.PathLike[str]], *, stdin: BinaryIO | None = None
) -> tuple[list[Article], list[Problem]]:
    """Read files, folders (recursively), archives and '-' (standard input, or `stdin`) as one corpus, by name.

    An article's name is its path relative to the folder or archive given, or the file's name; where two would be the
    same, the folder's or archive's name stands in front. A file reached twice is read once. Problems come in the order
    of their names.
    """
    problems: list[Problem] = []
    found: dict[str, files.Found] = {}
    given = {os.fspath(path) for path in paths}
    for path in sorted(given):
        for item in files.find(path, problems):
            known = found.get(item.real)
            if known is None or item.preference < known.preference:
                found[item.real] = item
    read: list[tuple[str, Article, Problem | None]] = []
    for name, item in sorted(files.name_all(list(found.values())).items()):
        data = files.read_stdin(stdin) if item.real == STDIN_NAME else files.read_file(Path(item.path))
        items = _items(name, data, problems, is_given=item.path in given and item.real != STDIN_NAME)
        read.extend((each.short, *_read_item(each)) for each in items)
    shorts = Counter(short for short, _, _ in read)
    articles: list[Article] = []
    for short, article, problem in read:
        name = short if shorts[short] == 1 else article.name
        articles.append(replace(article, name=name))
        if problem is not None:
            problems.append(replace(problem, name=name))
    return (
        sorted(articles, key=lambda article: article.name),
        sorted(problems, key=lambda problem: (problem.name, problem.says)),
    )


def read_upload(name: str, data: bytes) -> tuple[list[Article], list[Problem]]:
    """Read one file that was handed over as bytes: one article, or those of an archive, named by their path in it."""
    problems: list[Problem] = []
    articles: list[Article] = []
    for item in _items(name, data, problems, is_given=True):
        article, problem = _read_item(item)
        articles.append(replace(article, name=item.short))
        problems += [] if problem is None else [replace(problem, name=item.short)]
    return articles, problems


def read_bytes(name: str, data: bytes) -> tuple[Article, Problem | None]:
    """Read one article, whatever its format; at most one problem. An archive is refused: read_upload opens it.

    Of a text file offsets count from after the byte order mark, and line ends stay as they are.
    """
    if len(data) > files.MAX_BYTES:
        return _refuse(name, files.too_large())
    if not data:
        return _refuse(name, "is empty; nothing to read")
    content = _content(name, data)
    if isinstance(content, str):
        return _refuse(name, content)
    if _INVISIBLE.match(content.text):
        return _refuse(name, "holds only white space; nothing to read", content)
    language = guess_language(content.text)
    if language != "ar":
        in_language = f" (it seems to be {LANGUAGE_NAMES[language]})" if language in LANGUAGE_NAMES else ""
        says = f"is not Arabic{in_language}; left out, only Arabic articles are read"
        return _article(name, content, "refused", says, language), Problem(name, says, is_error=False)
    if content.fault:
        return _article(name, content, "partly read", content.fault, language), Problem(name, content.fault)
    return _article(name, content, "read", "", language), None


def from_text(name: str, text: str) -> Article:
    """An article whose text is already decoded. Its language is guessed; another than Arabic is refused."""
    language = guess_language(text)
    if language == "ar":
        return _article(name, Content(text, "utf-8"), "read", "", language)
    return _article(name, Content(text, "utf-8"), "refused", "is not Arabic; left out", language)


def _items(name: str, data: bytes | str, problems: list[Problem], *, is_given: bool) -> Iterator[_Item]:
    """The file itself, or the members of the archive that it is. is_given: it was named itself, not its folder."""
    if isinstance(data, str) or len(data) > files.MAX_BYTES or not _is_archive(name, data):
        yield _Item(name, name, data)
        return
    from pipeline.reading import archive

    members = archive.unpack(data)
    problems += [Problem(name, says) for says in members.problems]
    for path, content in members.articles.items():
        yield _Item(f"{name}/{path}", path if is_given else f"{name}/{path}", content)


def _read_item(item: _Item) -> tuple[Article, Problem | None]:
    return _refuse(item.name, item.data) if isinstance(item.data, str) else read_bytes(item.name, item.data)


def _is_archive(name: str, data: bytes) -> bool:
    if not data.startswith(_ZIP):
        return False
    from pipeline.reading import archive

    kind = archive.kind(data)
    return kind == "archive" or (kind == "broken" and name.lower().endswith(".zip"))


def _content(name: str, data: bytes) -> Content | str:
    """What the file holds by its first bytes; its suffix counts only where they leave it open."""
    suffix = name[name.rfind(".") :].lower()
    if data.startswith(_ZIP):
        return _office_document(suffix, data)
    if data.startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in data[:_PDF_PLACE]):
        from pipeline.reading.pdf import read_pdf

        return read_pdf(data)
    for magic, what in _MAGIC:
        if data.startswith(magic):
            return f"is {what}, not an article; {_PLAIN}"
    if suffix in (".docx", ".pdf", ".zip"):
        return f"is not what its name says ({suffix}); save it again in that format, or as a .txt file"
    if suffix in (".html", ".htm") or _is_page(data):
        from pipeline.reading.page import read_page

        return read_page(data)
    decoded = decode(data)
    if decoded is None:
        return f"is not text in an encoding known here (binary?); {_PLAIN}"
    return Content(decoded.text, decoded.encoding, decoded.fault)


def _is_page(data: bytes) -> bool:
    """Whether a file says of itself that it is a web page, whatever its name."""
    start = data[:1_024].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    start = re.sub(rb"^(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)+", b"", start, flags=re.DOTALL)
    return start.startswith((b"<!doctype html", b"<html"))


def _office_document(suffix: str, data: bytes) -> Content | str:
    from pipeline.reading import archive
    from pipeline.reading.word import read_word

    kind = archive.kind(data)
    if kind == "docx" or (kind == "broken" and suffix == ".docx"):
        return read_word(data)
    if kind == "archive":
        return "is a ZIP archive inside another, or where one article is asked for; unpack it first"
    if kind == "broken":
        return "is a damaged ZIP archive or office document; save it again"
    return f"is {kind}, not an article; {_PLAIN}"


# --- articles --------------------------------------------------------------------------------------------------------


def _article(name: str, content: Content, status: ReadStatus, says: str, language: str) -> Article:
    digest = hashlib.sha256(content.text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(name, content.text, digest, content.encoding, status, says, language, content.metadata, content.page)


def _refuse(name: str, says: str, content: Content | None = None) -> tuple[Article, Problem]:
    return _article(name, content or Content("", ""), "refused", says, "und"), Problem(name, says)
