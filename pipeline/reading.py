"""Paths -> articles: finds the files, names them, decodes them, and says in one line what could not be read.

Nothing here depends on the locale, the clock or the order of the paths. A strange file never raises: it becomes an
article with status "refused" or "partly read", and a Problem.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipeline.model import Article, Problem, ReadStatus

MAX_BYTES = 64 * 1024 * 1024
"""The size of one article in bytes above which it is refused, unread."""

SUFFIXES = (".txt",)
"""What counts as an article inside a folder; a file named directly may have any suffix."""

STDIN_NAME = "-"

_REPLACEMENT = "\ufffd"
_SAMPLE = 20_000
_LANGUAGE_SAMPLE = 1_500

_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32le"),
    (b"\x00\x00\xfe\xff", "utf-32be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16le"),
    (b"\xfe\xff", "utf-16be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG\r\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file (7z)"),
    (b"Rar!\x1a", "a compressed file (RAR)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file"),
    (b"{\\rtf", "a rich text file (RTF)"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
)

# One-byte Arabic encodings, tried in this order; the first of the best fit wins.
_LEGACY = ("windows-1256", "iso-8859-6", "mac-arabic", "cp720")

_ARABIC = re.compile(
    "[\u0621-\u064a\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc]+"
)
_ARABIC_WORDS = re.compile("[\u0620-\u065f\u0670-\u06d3\u06d5-\u06ed\ufb50-\ufdfb\ufe70-\ufefc]+")
# What else a one-byte Arabic text may hold beyond ASCII: marks, Arabic punctuation and digits, typographic signs.
_BESIDE = re.compile(
    "[\u00a0\u00ab\u00bb\u00ad\u00b0\u00b7\u060c\u061b\u061f\u064b-\u0652\u0660-\u066d\u200c-\u200f\u2013-\u2026\u2030\u20ac]+"
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x84\x86-\x9f]")
_INVISIBLE = re.compile("[\\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c]*\\Z")
_LETTER = re.compile("[^\\W\\d_]+")

# The commonest letters of Arabic, alef to dad by frequency: about four fifths of any ordinary text.
_COMMON = frozenset(
    map(chr, (0x627, 0x644, 0x64A, 0x645, 0x648, 0x646, 0x631, 0x62A, 0x628, 0x647, 0x639, 0x62F, 0x633, 0x629, 0x641))
)
_ALEF_LAM = re.compile("[\u0648\u0641\u0628\u0643]?\u0627\u0644|\u0648?\u0644\u0644")
# Letters that Arabic does not have, by the language that does; the first line with enough of them decides.
_OTHER_SCRIPTS = (
    ("ckb", frozenset(map(chr, (0x6D5, 0x6CE, 0x6C6, 0x695, 0x6B5)))),
    ("ps", frozenset(map(chr, (0x67C, 0x689, 0x693, 0x69A, 0x681, 0x685, 0x6BC, 0x6AB, 0x6D0, 0x6CD)))),
    ("ur", frozenset(map(chr, (0x679, 0x688, 0x691, 0x6BA, 0x6D2, 0x6C1, 0x6BE)))),
    ("fa", frozenset(map(chr, (0x67E, 0x686, 0x698, 0x6AF, 0x6A9, 0x6CC)))),
)
_LATIN_WORDS = (
    ("en", frozenset("the of and to in is was for that with said on by".split())),
    ("fr", frozenset("le la les des et du une est dans que pour sur".split())),
    ("de", frozenset("der die und das den ist von mit nicht ein eine".split())),
    ("es", frozenset("el los las y del una que por con para en".split())),
    ("tr", frozenset("ve bir bu için ile olarak olan daha".split())),
)
_LANGUAGE_NAMES = {
    "en": "English",
    "fr": "French",
    "de": "German",
    "es": "Spanish",
    "tr": "Turkish",
    "fa": "Persian",
    "ur": "Urdu",
    "ps": "Pashto",
    "ckb": "Kurdish",
}


def read_articles(
    paths: Iterable[str | os.PathLike[str]], *, stdin: BinaryIO | None = None
) -> tuple[list[Article], list[Problem]]:
    """Read files, folders (recursively) and '-' (standard input, or `stdin`) as one corpus, in the order of names.

    An article's name is its path relative to the folder given, or the file's name; where two would be the same, the
    folder's name stands in front. A file reached twice is read once. Problems come in the order of their names.
    """
    problems: list[Problem] = []
    found: dict[str, _Found] = {}
    for path in sorted({os.fspath(path) for path in paths}):
        for item in _find(path, problems):
            known = found.get(item.real)
            if known is None or item.preference < known.preference:
                found[item.real] = item
    articles: list[Article] = []
    for name, item in sorted(_name(list(found.values())).items()):
        data = _read_stdin(stdin) if item.real == STDIN_NAME else _read_file(Path(item.path))
        article, problem = _refuse(name, data) if isinstance(data, str) else read_bytes(name, data)
        articles.append(article)
        if problem is not None:
            problems.append(problem)
    return articles, sorted(problems, key=lambda problem: (problem.name, problem.says))


def read_bytes(name: str, data: bytes) -> tuple[Article, Problem | None]:
    """Decode one article; at most one problem. Offsets count from after the byte order mark; line ends stay."""
    if len(data) > MAX_BYTES:
        return _refuse(name, _too_large())
    if not data:
        return _refuse(name, "is empty; nothing to read")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            return _refuse(name, f"is {what}, not plain text; save its text as a .txt file in UTF-8")
    decoded = _decode(data)
    if decoded is None:
        return _refuse(name, "is not text in an encoding known here (binary?); save its text as a .txt file in UTF-8")
    if _INVISIBLE.match(decoded.text):
        return _refuse(name, "holds only white space; nothing to read", decoded)
    language = guess_language(decoded.text)
    if language != "ar":
        in_language = f" (it seems to be {_LANGUAGE_NAMES[language]})" if language in _LANGUAGE_NAMES else ""
        says = f"is not Arabic{in_language}; left out, only Arabic articles are read"
        article = _article(name, decoded, "refused", says, language)
        return article, Problem(name, says, is_error=False)
    if decoded.bad:
        places = "1 place" if decoded.bad == 1 else f"{decoded.bad} places"
        says = (
            f"is not valid {decoded.encoding.upper()} in {places}, first at byte {decoded.first_bad}; "
            "read with U+FFFD there, save it again in UTF-8"
        )
        return _article(name, decoded, "partly read", says, language), Problem(name, says)
    return _article(name, decoded, "read", "", language), None


def from_text(name: str, text: str) -> Article:
    """An article whose text is already decoded. Its language is guessed; another than Arabic is refused."""
    language = guess_language(text)
    if language == "ar":
        return _article(name, _Decoded(text, "utf-8"), "read", "", language)
    return _article(name, _Decoded(text, "utf-8"), "refused", "is not Arabic; left out", language)


def guess_language(text: str) -> str:
    """'ar' for Arabic, else a code known by letters or common words, else 'und'. Looks at 4,500 characters at most."""
    if len(text) > 3 * _LANGUAGE_SAMPLE:
        middle = (len(text) - _LANGUAGE_SAMPLE) // 2
        text = " ".join((text[:_LANGUAGE_SAMPLE], text[middle : middle + _LANGUAGE_SAMPLE], text[-_LANGUAGE_SAMPLE:]))
    letters = sum(map(len, _LETTER.findall(text)))
    arabic_script = "".join(_ARABIC.findall(text))
    if letters == 0 or len(arabic_script) < 0.3 * letters:
        words = Counter(text.lower().split())
        counts = {code: sum(words[word] for word in common) for code, common in _LATIN_WORDS}
        best = max(counts, key=lambda code: counts[code])
        return best if counts[best] >= max(1, 0.04 * words.total()) else "und"
    words_in_script = _ARABIC_WORDS.findall(text)
    with_article = sum(1 for word in words_in_script if _ALEF_LAM.match(word))
    if with_article >= 0.1 * len(words_in_script):
        return "ar"
    frequency = Counter(arabic_script)
    for code, own in _OTHER_SCRIPTS:
        if sum(frequency[letter] for letter in own) >= 0.025 * len(arabic_script):
            return code
    return "ar"


# --- finding and naming ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Found:
    """A file to read. parts: its absolute path; the last `depth` of them are the name it would have."""

    path: str
    real: str
    parts: tuple[str, ...]
    depth: int

    @property
    def preference(self) -> tuple[int, tuple[str, ...]]:
        """Of two ways to the same file the longer name wins, as it says more; then the first in the alphabet."""
        return (-self.depth, self.parts[-self.depth :])


def _find(path: str, problems: list[Problem]) -> Iterator[_Found]:
    if path == STDIN_NAME:
        yield _Found(path, STDIN_NAME, (STDIN_NAME,), 1)
    elif os.path.isdir(path):
        before = len(problems)
        files = list(_walk(path, (), (os.path.realpath(path),), problems))
        if not files and len(problems) == before:
            known = ", ".join(SUFFIXES)
            problems.append(Problem(_clean(path), f"a folder without articles; they are looked for as *{known}"))
        for inner in files:
            yield _found(os.path.join(path, *inner), len(inner))
    elif os.path.lexists(path):
        yield _found(path, 1)
    else:
        problems.append(Problem(_clean(path), "no such file or folder; check the path"))


def _found(path: str, depth: int) -> _Found:
    parts = tuple(_clean(part) for part in Path(os.path.abspath(path)).parts)
    return _Found(path, os.path.realpath(path), parts, depth)


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


def _name(found: list[_Found]) -> dict[str, _Found]:
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
    named: dict[str, _Found] = {}
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


# --- reading and decoding --------------------------------------------------------------------------------------------


def _read_file(path: Path) -> bytes | str:
    """The file's bytes, or what is wrong. Never reads more than the limit, whatever the file says of its size."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return _too_large()
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as fault:
        return _says(fault)
    return data


def _read_stdin(stdin: BinaryIO | None) -> bytes | str:
    stream = stdin if stdin is not None else getattr(sys.stdin, "buffer", None)
    if stream is None:
        return "standard input is closed; give a file instead"
    try:
        return bytes(stream.read(MAX_BYTES + 1))
    except (OSError, ValueError) as fault:
        return _says(fault)


def _too_large() -> str:
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


@dataclass(frozen=True, slots=True)
class _Decoded:
    """bad: how many places did not decode; first_bad: the first one's byte, counted from the file's start."""

    text: str
    encoding: str
    bad: int = 0
    first_bad: int = -1


def _decode(data: bytes) -> _Decoded | None:
    """The text of the bytes by the encoding that fits, or None where none gives text."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _text_only(_replacing(data[len(bom) :], encoding, len(bom)))
    wide = _wide_encoding(data)
    if wide is not None:
        return _text_only(_replacing(data, wide))
    decoded = _replacing(data, "utf-8")
    if decoded.bad == 0:
        return _text_only(decoded)
    # Damaged UTF-8 still holds many more sound Arabic letters than faults; a one-byte encoding holds next to none.
    if sum(map(len, _ARABIC.findall(decoded.text))) >= decoded.bad:
        return _text_only(decoded)
    return _text_only(_legacy(data) or _detected(data))


def _replacing(data: bytes, encoding: str, skipped: int = 0) -> _Decoded:
    try:
        return _Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as fault:
        text = data.decode(encoding, "replace")
        bad = text.count(_REPLACEMENT) - data.decode(encoding, "ignore").count(_REPLACEMENT)
        return _Decoded(text, encoding, max(bad, 1), fault.start + skipped)


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte is 0x06 (an Arabic letter) or 0x00 (a space, a Latin letter)."""
    sample = data[: 2 * _SAMPLE]
    for encoding, high, low in (("utf-16le", sample[1::2], sample[0::2]), ("utf-16be", sample[0::2], sample[1::2])):
        if not high:
            continue
        of_letters = (high.count(6) + high.count(0)) / len(high)
        if of_letters >= 0.8 and (low.count(6) + low.count(0)) / max(len(low), 1) < 0.2:
            return encoding
    return None


def _legacy(data: bytes) -> _Decoded | None:
    """The one-byte Arabic encoding in which the bytes read as Arabic, or None where they do in none."""
    best: tuple[float, _Decoded] | None = None
    for encoding in _LEGACY:
        text = data.decode(encoding, "replace")
        fit = _arabic_fit(text if len(text) <= 3 * _SAMPLE else text[: 3 * _SAMPLE])
        if fit > 0 and (best is None or fit > best[0]):
            best = (fit, _replacing(data, encoding))
    return best[1] if best else None


def _arabic_fit(text: str) -> float:
    """How much the text looks like Arabic in a one-byte encoding: 0 not at all, up to 1."""
    beyond_ascii = sum(1 for char in text if char > "\x7f")
    letters = "".join(_ARABIC.findall(text))
    everything = sum(map(len, _LETTER.findall(text)))
    if not letters or len(letters) < 0.3 * everything:
        return 0.0
    beside = sum(map(len, _BESIDE.findall(text)))
    hard_spaces = text.count("\u00a0")
    if hard_spaces > text.count(" "):  # another encoding's ordinary space
        beside -= hard_spaces
    in_place = (len(letters) + beside) / beyond_ascii
    common = sum(1 for char in letters if char in _COMMON) / len(letters)
    return in_place * common if in_place >= 0.9 and common >= 0.5 else 0.0


def _detected(data: bytes) -> _Decoded | None:
    """Text in some other language's encoding, so that it can be named as such and not as a broken file."""
    from charset_normalizer import from_bytes

    sample = data[: 2 * _SAMPLE]
    if _CONTROLS.search(sample.decode("ascii", "ignore")):
        return None
    match = from_bytes(sample).best()
    return None if match is None else _replacing(data, match.encoding.replace("_", "-"))


def _text_only(decoded: _Decoded | None) -> _Decoded | None:
    """None for what decodes but is no text: more than a stray control character here and there."""
    if decoded is None:
        return None
    controls = len(_CONTROLS.findall(decoded.text)) if _CONTROLS.search(decoded.text) else 0
    return None if controls > 2 and controls > 0.005 * len(decoded.text) else decoded


# --- articles --------------------------------------------------------------------------------------------------------


def _article(name: str, decoded: _Decoded, status: ReadStatus, says: str, language: str) -> Article:
    digest = hashlib.sha256(decoded.text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(name, decoded.text, digest, decoded.encoding, status, says, language)


def _refuse(name: str, says: str, decoded: _Decoded | None = None) -> tuple[Article, Problem]:
    return _article(name, decoded or _Decoded("", ""), "refused", says, "und"), Problem(name, says)
