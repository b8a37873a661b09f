"""Arabic names in Latin letters, for names that no list spells in English.

The scheme is that of English-language news, not of libraries: no diacritics, ayn and hamza left out, the article as
«al-», a long vowel as one letter. A short vowel, which Arabic does not write, is put in only where consonants would
crowd: «a» in Arabic names, «e» in foreign ones. Known given names keep their usual spelling.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyarabic import araby

from pipeline.text import fold_key

_ARTICLE = araby.ALEF + araby.LAM
# «عبد الرزاق», in one word or two.
_SERVANT = araby.AIN + araby.BEH + araby.DAL
_SERVANT_OF = re.compile(rf"{_SERVANT}\s+{_ARTICLE}")
_LETTERS: Mapping[str, str] = {
    araby.BEH: "b", araby.TEH: "t", araby.THEH: "th", araby.JEEM: "j", araby.HAH: "h", araby.KHAH: "kh",
    araby.DAL: "d", araby.THAL: "dh", araby.REH: "r", araby.ZAIN: "z", araby.SEEN: "s", araby.SHEEN: "sh",
    araby.SAD: "s", araby.DAD: "d", araby.TAH: "t", araby.ZAH: "z", araby.GHAIN: "gh", araby.FEH: "f",
    araby.QAF: "q", araby.KAF: "k", araby.LAM: "l", araby.MEEM: "m", araby.NOON: "n", araby.HEH: "h",
    araby.AIN: "", araby.HAMZA: "", araby.ALEF: "a", araby.ALEF_MADDA: "a", araby.ALEF_HAMZA_ABOVE: "a",
    araby.ALEF_HAMZA_BELOW: "i", araby.ALEF_WASLA: "a", araby.ALEF_MAKSURA: "a", araby.TEH_MARBUTA: "a",
    araby.WAW_HAMZA: "", araby.YEH_HAMZA: "", "\u067e": "p", "\u0686": "ch", "\u06a4": "v", "\u06af": "g",
    "\u0698": "zh", "\u06a9": "k", "\u06cc": "i",
}  # fmt: skip
# Letters that a foreign name is hardly ever written with: where none of them stands, و is «o» and غ is «g».
_ARABIC_ONLY = frozenset(
    (araby.HAH, araby.AIN, araby.SAD, araby.DAD, araby.ZAH, araby.THAL, araby.KHAH, araby.QAF, araby.HAMZA)
)  # fmt: skip
_FOREIGN: Mapping[str, str] = {araby.GHAIN: "g", araby.TEH_MARBUTA: "a"}
_CH = araby.TEH + araby.SHEEN
_INITIALS: Mapping[str, str] = {
    araby.ALEF_HAMZA_ABOVE + araby.WAW: "o",
    araby.ALEF + araby.WAW: "o",
    araby.ALEF_HAMZA_BELOW + araby.YEH: "i",
    araby.ALEF + araby.YEH: "i",
}
_VOWELS = "aeiou"
_CLUSTER = re.compile(r"(?<![a-z])([cdgkst]h|[bfhjlmnpqrvz]|[dgkst](?!h))(?=[bcdfghjkmnpqstvz])")
_TRIPLE = re.compile(r"(?<=[bcdfghjklmnpqrstvz])([bdfgjklmnpqrtvz])(?=[bcdfgjklmnpqrstvz])")


def romanise(label: str, known: Mapping[str, str]) -> str:
    """A name in Latin letters. known: folded word -> its usual English spelling."""
    words = []
    plain = _SERVANT_OF.sub(_SERVANT + _ARTICLE, araby.strip_tatweel(araby.strip_tashkeel(label)))
    foreign = not _ARABIC_ONLY.intersection(plain)
    for written in plain.split():
        word = written
        if written.startswith(_ARTICLE + _SERVANT + _ARTICLE):
            word = written.removeprefix(_ARTICLE)
        usual = known.get(fold_key(word).replace(araby.HAMZA, ""))
        if not usual and word.startswith(_SERVANT + _ARTICLE):
            usual = "Abdel " + _letters(word.removeprefix(_SERVANT + _ARTICLE), foreign=False).capitalize()
        words.append(usual or "-".join(_word(part, foreign=foreign) for part in word.split("-") if part))
    text = " ".join(word for word in words if word)
    return text or label


def _word(word: str, *, foreign: bool) -> str:
    if word.startswith(_ARTICLE) and len(word) > 3:
        return "al-" + _letters(word[2:], foreign=False).capitalize()
    return _letters(word, foreign=foreign).capitalize()


def _letters(word: str, *, foreign: bool) -> str:
    out = next((latin for start, latin in _INITIALS.items() if word.startswith(start)), "")
    at = 2 if out else 0
    while at < len(word):
        letter, after = word[at], word[at + 1 : at + 2]
        if letter + after == _CH and foreign:
            out += "ch"
            at += 1
        elif letter in (araby.WAW, araby.YEH):
            out += _weak(letter, out, after, foreign=foreign)
        elif letter != araby.ALEF or out[-1:] != "a":
            latin = _FOREIGN.get(letter) if foreign else None
            out += latin or _LETTERS.get(letter, letter if letter.isascii() else "")
        at += 1
    return _TRIPLE.sub(r"\1e" if foreign else r"\1a", out if foreign else _CLUSTER.sub(r"\1a", out))


def _weak(letter: str, out: str, after: str, *, foreign: bool) -> str:
    """Waw and yeh are consonants at the start and before a long vowel, vowels elsewhere."""
    consonant, vowel = ("w", "o" if foreign else "u") if letter == araby.WAW else ("y", "i")
    if not out or (out[-1] in _VOWELS and after in (araby.ALEF, araby.WAW, araby.YEH, araby.TEH_MARBUTA) and after):
        return consonant
    return "" if out[-1] == vowel else vowel
