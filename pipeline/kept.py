"""What is made of the word lists, kept on disk between two starts as plain values.

A file bears the name of what it holds and a hash of all that it was made of: the lists, this program's code and the
Python that runs it. Whatever is wrong with one (cut off, changed by hand, another user's) it counts as not there, and a
folder that cannot be written to keeps nothing; both are silent. What the lists hold is checked when they are read, so
only lists without a fault are ever kept.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from pyarabic import araby

FOLDER_VARIABLE = "TASALSUL_CACHE"
SUFFIX = ".words"
_DIGEST = sha256().digest_size
# Files of one name that stay: those of other versions of the program or of Python are still in use.
_MOST_FILES = 4

T = TypeVar("T")


def kept(name: str, sources: Sequence[Path], make: Callable[[], T]) -> T:
    """What `make` returns, from the disk where it is there for just these sources, else made and kept.

    The value is made of dicts, lists, tuples, sets, texts, bytes and numbers alone. Raises ValueError for one that
    holds anything else, OSError for a source that cannot be read, and whatever `make` raises.
    """
    key = sha256(b"\0".join((name.encode(), _program(), *(path.read_bytes() for path in sources)))).digest()
    place = folder() / f"{name}-{key.hex()[:16]}{SUFFIX}"
    found: Any = _load(place, key)
    if found is None:
        found = make()
        _save(place, key, marshal.dumps(found), name)
    told: T = found
    return told


def toml(path: Path) -> dict[str, Any]:
    """The contents of a TOML file, kept as well. Raises as `read_toml` does."""
    return kept(f"toml-{path.stem}", [path], lambda: read_toml(path))


def read_toml(path: Path) -> dict[str, Any]:
    """The contents of a TOML file. Raises tomllib.TOMLDecodeError, UnicodeDecodeError or OSError."""
    import tomllib  # where nothing is kept: the module takes as long as a long list does

    with path.open("rb") as file:
        return tomllib.load(file)


def folder() -> Path:
    """Where programs of this system keep what they can make again."""
    if chosen := os.environ.get(FOLDER_VARIABLE):
        return Path(chosen)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "tasalsul"


@cache
def _program() -> bytes:
    """What tells this program from any other: its Python, and the size and time of its files, as Python tells them."""
    files = [*_code(str(Path(__file__).parent)), *_code(str(Path(araby.__file__).parent))]
    told = [sys.version, sys.byteorder, str(marshal.version), *sorted(files)]
    return "\n".join(told).encode("utf-8", "surrogateescape")


def _code(place: str) -> Iterator[str]:
    with os.scandir(place) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                status = entry.stat()
                yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _code(entry.path)


def _load(place: Path, key: bytes) -> Any:
    """What a file holds, None where it is not there, not whole, or not of this user's making."""
    try:
        with place.open("rb") as file:
            if hasattr(os, "getuid") and os.fstat(file.fileno()).st_uid != os.getuid():
                return None
            data = file.read()
    except OSError:
        return None
    body = memoryview(data)[_DIGEST:]
    return marshal.loads(body) if data[:_DIGEST] == _digest(key, body) else None  # noqa: S302 (our own, and whole)


def _digest(key: bytes, body: bytes | memoryview) -> bytes:
    told = sha256(key)
    told.update(body)
    return told.digest()


def _save(place: Path, key: bytes, body: bytes, name: str) -> None:
    """Write a file whole or not at all; two processes that write the same one both leave a whole one behind."""
    part = place.with_name(f"{place.name}.{os.getpid()}.part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with part.open("xb") as file:
            file.write(_digest(key, body) + body)
        part.replace(place)
        _forget_oldest(place.parent, name)
    except OSError:
        return


def _forget_oldest(place: Path, name: str) -> None:
    """Take away the files of a name beyond the newest few; the rest of a file's name is its key."""
    of_name = [each for each in place.glob(f"{name}-*{SUFFIX}") if each.name.count("-") == name.count("-") + 1]
    of_name.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in of_name[_MOST_FILES:]:
        path.unlink(missing_ok=True)
