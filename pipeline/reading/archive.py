"""ZIP archives -> the articles in them, in memory: nothing is ever written to the disk."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import NamedTuple
from zipfile import ZipFile, ZipInfo

from pipeline.reading import files

MEMBERS = 2_000
"""The most files one archive may hold, of any kind."""

UNPACKED_BYTES = 256 * 1024 * 1024
"""What all articles of one archive may take unpacked; those beyond it are left out, and said so."""

_ENCRYPTED = 0x1
_UTF8 = 0x800
_BROKEN = "is a damaged ZIP archive; make it again"
# What tells an office document, which is a ZIP archive inside, from an archive: a member, and what it then is.
_DOCUMENTS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "an Excel table"),
    ("ppt/presentation.xml", "a set of slides"),
    ("META-INF/container.xml", "an e-book"),
    ("content.xml", "an OpenDocument file"),
)


class Members(NamedTuple):
    """articles: path in the archive -> the bytes, or why there are none. problems: what else is to be said."""

    articles: dict[str, bytes | str]
    problems: tuple[str, ...] = ()


def kind(data: bytes) -> str:
    """'docx', 'archive', or what else a ZIP file is, in words; 'broken' where it cannot be opened."""
    names = _names(data)
    if names is None:
        return "broken"
    for member, what in _DOCUMENTS:
        if member in names:
            return what
    return "docx" if any(name.startswith("word/document") for name in names) else "archive"


def _names(data: bytes) -> frozenset[str] | None:
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except Exception:  # noqa: BLE001 - a broken archive raises whatever its broken place leads to
        return None


def unpack(data: bytes) -> Members:
    """The articles of an archive: files that a folder's reading would pick up, in the order of their names."""
    try:
        archive = ZipFile(io.BytesIO(data))
    except Exception:  # noqa: BLE001 - as above
        return Members({}, (_BROKEN,))
    with archive:
        everything = [info for info in archive.infolist() if not info.is_dir()]
        if len(everything) > MEMBERS:
            return Members({}, (f"holds more than {MEMBERS} files, the most an archive may; split it",))
        wanted = sorted((_path(info), info.header_offset, info) for info in everything)
        articles: dict[str, bytes | str] = {}
        left = UNPACKED_BYTES
        for path, _, info in wanted:
            if not _is_article(path):
                continue
            content = _read(archive, info, min(left, files.MAX_BYTES))
            left -= len(content) if isinstance(content, bytes) else 0
            articles[_free(path, articles)] = content
    if articles:
        return Members(articles)
    known = ", ".join(f"*{suffix}" for suffix in files.SUFFIXES)
    return Members({}, (f"an archive without articles; they are looked for as {known}",))


def _path(info: ZipInfo) -> str:
    """The member's path as a name: forward slashes, nothing that leads upwards; read as UTF-8 where it is that."""
    name = info.filename
    if not info.flag_bits & _UTF8:
        raw = name.encode("cp437", "replace")
        name = _decoded(raw) or name
    parts = name.replace("\\", "/").split("/")
    name = "/".join(part for part in parts if part not in ("", ".", ".."))
    return name.encode("utf-8", "replace").decode("utf-8")


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _is_article(path: str) -> bool:
    parts = path.split("/")
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in parts)
    return not hidden and path.lower().endswith(files.SUFFIXES)


def _read(archive: ZipFile, info: ZipInfo, room: int) -> bytes | str:
    if info.flag_bits & _ENCRYPTED:
        return "is locked with a password; unpack the archive and give the files"
    if info.filename.lower().endswith(".zip"):
        return "is an archive inside an archive, which is not opened; unpack it first"
    taken = _bytes(lambda: archive.open(info).read(room + 1))
    if taken is None:
        return "is damaged inside its archive; make the archive again"
    if len(taken) <= room:
        return taken
    if room == files.MAX_BYTES:
        return files.too_large()
    return f"is left out: the archive unpacks to more than {UNPACKED_BYTES // (1024 * 1024)} MB; split it"


def _bytes(read: Callable[[], bytes]) -> bytes | None:
    try:
        return read()
    except Exception:  # noqa: BLE001 - zlib, lzma and zipfile each raise their own
        return None


def _free(path: str, taken: dict[str, bytes | str]) -> str:
    """A path that two members share gets a number."""
    name, number = path, 2
    while name in taken:
        name = f"{path} ({number})"
        number += 1
    return name
