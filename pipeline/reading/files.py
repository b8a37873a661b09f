"""Paths -> files: finds the articles in files and folders, names them, and reads their bytes."""

from __future__ import annotations

import errno
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pipeline.model import Problem

MAX_BYTES = 64 * 1024 * 1024
"""The size of one article in bytes above which it is refused, unread."""

SUFFIXES = (".txt", ".html", ".htm", ".docx", ".pdf", ".zip")
"""What counts as an article inside a folder; a file named directly may have any suffix."""

STDIN_NAME = "-"

_REPLACEMENT = "\ufffd"


class Found(NamedTuple):
    """A file to read. parts: its absolute path; the last `depth` of them are the name it would have."""

    path: str
    real: str
    parts: tuple[str, ...]
    depth: int

    @property
    def preference(self) -> tuple[int, tuple[str, ...]]:
        """Of two ways to the same file the longer name wins, as it says more; then the first in the alphabet."""
        return (-self.depth, self.parts[-self.depth :])


def find(path: str, problems: list[Problem]) -> Iterator[Found]:
    if path == STDIN_NAME:
        yield Found(path, STDIN_NAME, (STDIN_NAME,), 1)
    elif os.path.isdir(path):
        before = len(problems)
        files = list(_walk(path, (), (os.path.realpath(path),), problems))
        if not files and len(problems) == before:
            known = ", ".join(f"*{suffix}" for suffix in SUFFIXES)
            problems.append(Problem(_clean(path), f"a folder without articles; they are looked for as {known}"))
        for inner in files:
            yield _found(os.path.join(path, *inner), len(inner))
    elif os.path.lexists(path):
        yield _found(path, 1)
    else:
        problems.append(Problem(_clean(path), "no such file or folder; check the path"))


def _found(path: str, depth: int) -> Found:
    parts = tuple(_clean(part) for part in Path(os.path.abspath(path)).parts)
    return Found(path, os.path.realpath(path), parts, depth)


def _walk(
    top: str, inner: tuple[str, ...], above: tuple[str, ...], problems: list[Problem]
) -> Iterator[tuple[str, ...]]:
    """The articles below a folder, as parts relative to it. Links are followed, but never back to a folder above."""
    folder = os.path.join(top, *inner)
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as fault:
        problems.append(Problem(_clean(folder), f"{_says(fault)}; its articles are not read"))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        here = (*inner, entry.name)
        if os.path.isdir(entry.path):
            real = os.path.realpath(entry.path)
            if real in above:
                says = "a link back to a folder above it; not followed, nothing is missed"
                problems.append(Problem(_clean(entry.path), says, is_error=False))
            else:
                yield from _walk(top, here, (*above, real), problems)
        elif entry.name.lower().endswith(SUFFIXES) and (os.path.isfile(entry.path) or entry.is_symlink()):
            yield here


def name_all(found: list[Found]) -> dict[str, Found]:
    """Names, all different: a name that two files share gets one more folder in front, as long as that helps."""
    depths = {item.real: item.depth for item in found}
    while True:
        names = {item.real: "/".join(item.parts[-depths[item.real] :]) for item in found}
        shared = Counter(names.values())
        longer = [item for item in found if shared[names[item.real]] > 1 and depths[item.real] < len(item.parts) - 1]
        if not longer:
            break
        for item in longer:
            depths[item.real] += 1
    named: dict[str, Found] = {}
    for item in sorted(found, key=lambda item: item.real):
        name = names[item.real]
        number = 2
        while name in named:  # only where undecodable file names look the same
            name = f"{names[item.real]} ({number})"
            number += 1
        named[name] = item
    return named


def _clean(path: str) -> str:
    """A path as text, read as UTF-8 whatever the locale; what is none is U+FFFD. Always with forward slashes."""
    if os.sep == "\\":
        return "".join(_REPLACEMENT if "\ud800" <= char <= "\udfff" else char for char in path).replace("\\", "/")
    return os.fsencode(path).decode("utf-8", "replace")


def read_file(path: Path) -> bytes | str:
    """The file's bytes, or what is wrong. Never reads more than the limit, whatever the file says of its size."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return too_large()
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as fault:
        return _says(fault)
    return data


def read_stdin(stdin: BinaryIO | None) -> bytes | str:
    stream = stdin if stdin is not None else getattr(sys.stdin, "buffer", None)
    if stream is None:
        return "standard input is closed; give a file instead"
    try:
        return bytes(stream.read(MAX_BYTES + 1))
    except (OSError, ValueError) as fault:
        return _says(fault)


def too_large() -> str:
    return f"is larger than {MAX_BYTES // (1024 * 1024)} MB, the most one article may have; split it"


def _says(fault: Exception) -> str:
    """A fault of the operating system in words that do not depend on its language."""
    number = fault.errno if isinstance(fault, OSError) else None
    known = {
        errno.EACCES: "may not be read; change its permissions",
        errno.EPERM: "may not be read; change its permissions",
        errno.ENOENT: "is gone, or a link to nothing; check the path",
        errno.ELOOP: "is a link that leads back to itself; remove it",
        errno.EISDIR: "is a folder, not a file; check the path",
        errno.ENAMETOOLONG: "has a name that is too long; rename it",
        errno.EIO: "cannot be read from its disk; copy it anew",
    }
    return known.get(number or 0, f"cannot be read ({type(fault).__name__}); check the file")
