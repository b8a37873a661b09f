"""Bytes -> text: which encoding it is, and what did not decode."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from pipeline.reading.language import ARABIC_LETTERS, LETTERS

_REPLACEMENT = "\ufffd"
_SAMPLE = 20_000

_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32le"),
    (b"\x00\x00\xfe\xff", "utf-32be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16le"),
    (b"\xfe\xff", "utf-16be"),
)

# One-byte Arabic encodings, tried in this order; the first of the best fit wins.
_LEGACY = ("windows-1256", "iso-8859-6", "mac-arabic", "cp720")

# What else a one-byte Arabic text may hold beyond ASCII: marks, Arabic punctuation and digits, typographic signs.
_BESIDE = re.compile(
    "[\u00a0\u00ab\u00bb\u00ad\u00b0\u00b7\u060c\u061b\u061f\u064b-\u0652\u0660-\u066d\u200c-\u200f\u2013-\u2026\u2030\u20ac]+"
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x84\x86-\x9f]")

# The commonest letters of Arabic, alef to dad by frequency: about four fifths of any ordinary text.
_COMMON = frozenset(
    map(chr, (0x627, 0x644, 0x64A, 0x645, 0x648, 0x646, 0x631, 0x62A, 0x628, 0x647, 0x639, 0x62F, 0x633, 0x629, 0x641))
)


class Decoded(NamedTuple):
    """bad: how many places did not decode; first_bad: the first one's byte, counted from the file's start."""

    text: str
    encoding: str
    bad: int = 0
    first_bad: int = -1

    @property
    def fault(self) -> str:
        """What did not decode, in words; '' where all did."""
        if not self.bad:
            return ""
        places = "1 place" if self.bad == 1 else f"{self.bad} places"
        return (
            f"is not valid {self.encoding.upper()} in {places}, first at byte {self.first_bad}; "
            "read with U+FFFD there, save it again in UTF-8"
        )


def decode(data: bytes) -> Decoded | None:
    """The text of the bytes by the encoding that fits, or None where none gives text."""
    certain = decode_certain(data)
    if certain is not None:
        return _text_only(certain)
    decoded = replacing(data, "utf-8")
    # Damaged UTF-8 still holds many more sound Arabic letters than faults; a one-byte encoding holds next to none.
    if sum(map(len, ARABIC_LETTERS.findall(decoded.text))) >= decoded.bad:
        return _text_only(decoded)
    return _text_only(_legacy(data) or _detected(data))


def decode_certain(data: bytes) -> Decoded | None:
    """The text where the bytes show their encoding themselves: by a mark, as UTF-16, or as sound UTF-8."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return replacing(data[len(bom) :], encoding, len(bom))
    wide = _wide_encoding(data)
    if wide is not None:
        return replacing(data, wide)
    decoded = replacing(data, "utf-8")
    return None if decoded.bad else decoded


def known_encoding(label: str) -> str:
    """Our name of an encoding that a file says it is in; '' for one that is not known or is no encoding of text."""
    try:
        name = codecs.lookup(label.strip().lower()).name
    except LookupError:
        return ""
    name = {"cp1256": "windows-1256", "iso8859-6": "iso-8859-6"}.get(name, name)
    return name if name in (*_LEGACY, "utf-8") else ""


def replacing(data: bytes, encoding: str, skipped: int = 0) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as fault:
        text = data.decode(encoding, "replace")
        bad = text.count(_REPLACEMENT) - data.decode(encoding, "ignore").count(_REPLACEMENT)
        return Decoded(text, encoding, max(bad, 1), fault.start + skipped)


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


def _legacy(data: bytes) -> Decoded | None:
    """The one-byte Arabic encoding in which the bytes read as Arabic, or None where they do in none."""
    best: tuple[float, Decoded] | None = None
    for encoding in _LEGACY:
        text = data.decode(encoding, "replace")
        fit = arabic_fit(text if len(text) <= 3 * _SAMPLE else text[: 3 * _SAMPLE])
        if fit > 0 and (best is None or fit > best[0]):
            best = (fit, replacing(data, encoding))
    return best[1] if best else None


def arabic_fit(text: str) -> float:
    """How much the text looks like Arabic in a one-byte encoding: 0 not at all, up to 1."""
    beyond_ascii = sum(1 for char in text if char > "\x7f")
    letters = "".join(ARABIC_LETTERS.findall(text))
    everything = sum(map(len, LETTERS.findall(text)))
    if not letters or len(letters) < 0.3 * everything:
        return 0.0
    beside = sum(map(len, _BESIDE.findall(text)))
    hard_spaces = text.count("\u00a0")
    if hard_spaces > text.count(" "):  # another encoding's ordinary space
        beside -= hard_spaces
    in_place = (len(letters) + beside) / beyond_ascii
    common = sum(1 for char in letters if char in _COMMON) / len(letters)
    return in_place * common if in_place >= 0.9 and common >= 0.5 else 0.0


def has_arabic_words(text: str) -> bool:
    """Whether the Arabic letters stand together, and not singly as those of another language read wrongly."""
    runs = ARABIC_LETTERS.findall(text[: 3 * _SAMPLE])
    return sum(map(len, runs)) >= 2 * len(runs) > 0


def _detected(data: bytes) -> Decoded | None:
    """Text in some other language's encoding, so that it can be named as such and not as a broken file."""
    from charset_normalizer import from_bytes

    sample = data[: 2 * _SAMPLE]
    if _CONTROLS.search(sample.decode("ascii", "ignore")):
        return None
    match = from_bytes(sample).best()
    return None if match is None else replacing(data, match.encoding.replace("_", "-"))


def _text_only(decoded: Decoded | None) -> Decoded | None:
    """None for what decodes but is no text: more than a stray control character here and there."""
    if decoded is None:
        return None
    controls = len(_CONTROLS.findall(decoded.text)) if _CONTROLS.search(decoded.text) else 0
    return None if controls > 2 and controls > 0.005 * len(decoded.text) else decoded
