"""The letters that the rules of names ask for, and the keys that make one of many spellings."""

from __future__ import annotations

import re
from functools import lru_cache

from pyarabic import araby

from pipeline.text import fold_key

ALEF, LAM, WAW, YEH, HEH, TEH, NOON = araby.ALEF, araby.LAM, araby.WAW, araby.YEH, araby.HEH, araby.TEH, araby.NOON
SEEN, MEEM, HAMZA, TEH_MARBUTA = araby.SEEN, araby.MEEM, araby.HAMZA, araby.TEH_MARBUTA
AIN, BEH, DAL = araby.AIN, araby.BEH, araby.DAL
SHADDA, DAMMA, ALEF_MAKSURA = araby.SHADDA, araby.DAMMA, araby.ALEF_MAKSURA
HAMZAS = frozenset((araby.ALEF_HAMZA_ABOVE, araby.ALEF_HAMZA_BELOW, araby.ALEF_MADDA))
ARTICLE = ALEF + LAM
# «عبد»: the first half of many given names.
SERVANT = AIN + BEH + DAL
# «لل»: the article after the preposition ل.
SWALLOWED = LAM + LAM
CONJUNCTIONS = (WAW, araby.FEH)
PREPOSITIONS = (araby.BEH, LAM, araby.KAF)
BEFORE_A_NAME = (*CONJUNCTIONS, *PREPOSITIONS, WAW + LAM, WAW + araby.BEH)
AND, IN, FOR = WAW, araby.BEH, LAM
THAT, FROM, TO = ALEF + NOON, MEEM + NOON, ALEF + LAM + YEH
# The preposition is no spelling of the name: the two are told apart by their last letter before folding.
ON, ALI = araby.AIN + LAM + ALEF_MAKSURA, araby.AIN + LAM + YEH
COMMAS = frozenset((araby.COMMA, ","))
QUOTES = frozenset('\u00ab"\u201c\u201d(')
QUOTES_END = frozenset('\u00bb"\u201d\u201c)')
HYPHENS = frozenset("-\u2010\u2011")
WORD = re.compile("[\u0621-\u064a\u0671-\u06d3]+")

_SOUNDS = tuple(
    zip(
        araby.GHAIN + araby.QAF + "\u06af" + "\u0686" + araby.TAH + araby.SAD + araby.ZAH + araby.THAL + "\u067e\u06a4",
        araby.JEEM * 4 + TEH + SEEN + araby.ZAIN + araby.ZAIN + araby.BEH + araby.FEH,
        strict=True,
    )
)
_LONG_VOWELS = re.compile(f"([{ALEF}{WAW}{YEH}])[{ALEF}{WAW}{YEH}]+")
_DOUBLED = re.compile(r"(.)\1+")
_RUN = re.compile(rf"[{ALEF}{WAW}{YEH}]{{2}}|(.)\1")


@lru_cache(maxsize=1 << 14)
def key(word: str) -> str:
    """The word as the lists are looked up by: folded, without the hamza on the line."""
    return ON if word == ON else fold_key(word).replace(HAMZA, "")


def phrase(text: str) -> tuple[str, ...]:
    """The keys of the words of a phrase; hyphens part them."""
    return tuple(_parted(key(text)).split())


def phrase_keys(text: str) -> str:
    """A whole list as keys at once: cut where the list is cut, each part split at blanks is its `phrase`."""
    return _parted(fold_key(text).replace(HAMZA, ""))


def _parted(folded: str) -> str:
    return folded.replace("-", " ").replace("+", " +")


def sound(text: str) -> str:
    """What foreign names sound like: one letter for g, t, s and z, the first one of a run of long vowels."""
    for letter, plain in _SOUNDS:
        if letter in text:
            text = text.replace(letter, plain)
    if _RUN.search(text) is None:
        return text
    return _DOUBLED.sub(_first, _LONG_VOWELS.sub(_first, text))


def _first(run: re.Match[str]) -> str:
    return run[0][0]


def cut(word: str) -> list[tuple[str, str]]:
    """A word without its attached particles, the shortest prefix first; «لل» gives its article back."""
    found: list[tuple[str, str]] = []
    before, base = "", word
    if word.startswith(CONJUNCTIONS):
        if len(word) < 3:
            return found
        before, base = word[0], word[1:]
        found.append((before, base))
    if len(base) > 2 and base.startswith(PREPOSITIONS):
        found.append((before + base[0], base[1:]))
        if len(base) > 3 and base.startswith(SWALLOWED):
            found.append((before + LAM, ARTICLE + base[2:]))
    return found
