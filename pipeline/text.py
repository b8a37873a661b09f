"""Folding of Arabic spelling with a way back to the raw offsets, and the tokens of a text.

Folding makes one key of many spellings (hamza, alef maqsura, ta marbuta, digits, tashkeel, tatweel, presentation
forms, bidi controls); what is shown is always the raw text. pyarabic says which marks are tashkeel.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from pyarabic import araby

# One letter for another, so that offsets stay: these are far faster as single replacements than str.translate.
_LETTERS = (
    (araby.ALEF_HAMZA_ABOVE, araby.ALEF),
    (araby.ALEF_HAMZA_BELOW, araby.ALEF),
    (araby.ALEF_MADDA, araby.ALEF),
    (araby.ALEF_WASLA, araby.ALEF),
    (araby.ALEF_MAKSURA, araby.YEH),
    (araby.TEH_MARBUTA, araby.HEH),
    (araby.WAW_HAMZA, araby.WAW),
    (araby.YEH_HAMZA, araby.YEH),
    ("\u06cc", araby.YEH),  # Farsi yeh, common in OCR and in pasted text
    ("\u06a9", araby.KAF),  # keheh
    ("\u06c1", araby.HEH),  # heh goal
)
_DIGITS = tuple((chr(zero + value), str(value)) for zero in (0x0660, 0x06F0) for value in range(10))
_OTHER_DIGITS = re.compile("[\u0660-\u0669\u06f0-\u06f9]")

# Marks that stand inside words and say nothing of the word: tashkeel and Quranic marks, tatweel, bidi and joining
# controls, soft hyphen, BOM. Presentation forms are expanded to their letters.
_MARKS = "".join(araby.TASHKEEL) + araby.TATWEEL + "\u0610-\u061a\u0653-\u065f\u0670\u06d6-\u06ed"
_CONTROL_RANGES = ((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2069))
_CONTROLS = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_CONTROL_SET = frozenset("\u00ad\u061c\u2060\ufeff") | {
    chr(code) for low, high in _CONTROL_RANGES for code in range(low, high + 1)
}
_SPECIAL = re.compile(f"[{_MARKS}{_CONTROLS}\ufb50-\ufdff\ufe70-\ufefc]")

_TOKEN = re.compile(r"[^\W\d_]+[^\S\n\r\u2029]*|[0-9]+[^\S\n\r\u2029]*|[\n\r\u2029]\s*|.[^\S\n\r\u2029]*", re.DOTALL)


class Folded(NamedTuple):
    """A folded text. `raw_start`/`raw_end` lead from its offsets back to the raw text."""

    text: str
    breaks: tuple[int, ...]
    shifts: tuple[int, ...]

    def raw_start(self, offset: int) -> int:
        """The raw offset of the character at a folded offset."""
        if not self.breaks:
            return offset
        return offset + self.shifts[bisect_right(self.breaks, offset)]

    def raw_span(self, raw: str, start: int, end: int) -> tuple[int, int]:
        """The raw span of a folded one: the marks of its last letter belong to it, invisible controls do not."""
        first, last = self.raw_start(start), self.raw_start(end)
        while last > first and raw[last - 1] in _CONTROL_SET:
            last -= 1
        return first, last


def fold_letters(text: str) -> str:
    """Fold letters and digits one for one: the length stays."""
    for letter, plain in _LETTERS:
        if letter in text:
            text = text.replace(letter, plain)
    if _OTHER_DIGITS.search(text):
        for digit, plain in _DIGITS:
            text = text.replace(digit, plain)
    return text


def fold(text: str) -> Folded:
    """Fold a text, keeping the way back to its raw offsets.

    A mark that is dropped belongs to the letter before it, so a span that ends in «عامًا» takes its tanwin along.
    """
    if _SPECIAL.search(text) is None:
        return Folded(fold_letters(text), (), ())
    pieces: list[str] = []
    breaks: list[int] = []
    shifts: list[int] = [0]
    done = length = 0
    for match in _SPECIAL.finditer(text):
        start, end = match.span()
        pieces.append(text[done:start])
        length += start - done
        expanded = _expand(match[0])
        pieces.append(expanded)
        for position in range(len(expanded)):
            breaks.append(length + position)
            shifts.append(start - length - position)
        length += len(expanded)
        breaks.append(length)
        shifts.append(end - length)
        done = end
    pieces.append(text[done:])
    return Folded(fold_letters("".join(pieces)), tuple(breaks), tuple(shifts))


def _expand(character: str) -> str:
    """The letters of a presentation form (a ligature has several), nothing for a mark."""
    if character < "\ufb50" or character == "\ufeff":
        return ""
    plain = unicodedata.normalize("NFKC", character)
    return _SPECIAL.sub("", plain) if plain != character else character


def fold_key(word: str) -> str:
    """The folded form alone, for look-up keys and comparisons."""
    return fold_letters(word) if _SPECIAL.search(word) is None else fold(word).text


def without_marks(text: str) -> str:
    """The text with its letters as they are spelled, without tashkeel, tatweel and invisible controls."""
    return _SPECIAL.sub(lambda match: _expand(match[0]), text)


def tokens(folded: str) -> tuple[list[str], list[int]]:
    """Split a folded text into words, numbers and single other characters, with the offset of each.

    Blanks cling to the token before them (strip a token to look it up), so that tokens and offsets cover the text
    without a gap; a line end is a token of its own.
    """
    found = _TOKEN.findall(folded)
    return found, [0, *accumulate(map(len, found))]
