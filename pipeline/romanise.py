"""Arabic names in Latin letters, for names that no list spells in English.

The scheme is that of English-language news, not of libraries: no diacritics, ayn and hamza left out, the article as
«al-», a long vowel as one letter, a short vowel (unwritten in Arabic) as «a» between consonants that would otherwise
stand three together or two at the start. Known given names keep their usual spelling.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyarabic import araby

from pipeline.text import fold_key

_ARTICLE = araby.ALEF + araby.LAM
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
_WEAK = {araby.WAW: ("w", "u"), araby.YEH: ("y", "i")}
_VOWELS = "aeiou"
_CROWDED = re.compile(r"(?<=[^aeiou])([^aeiou](?<!h))(?=[^aeiouh][^aeiou]|[^aeiouh]$)")


def romanise(label: str, known: Mapping[str, str]) -> str:
    """A name in Latin letters. known: folded word -> its usual English spelling."""
    words = []
    for word in araby.strip_tatweel(araby.strip_tashkeel(label)).split():
        usual = known.get(fold_key(word).replace(araby.HAMZA, ""))
        words.append(usual or "-".join(_word(part) for part in word.split("-") if part))
    text = " ".join(word for word in words if word)
    return text or label


def _word(word: str) -> str:
    if word.startswith(_ARTICLE) and len(word) > 3:
        return "al-" + _letters(word[2:]).capitalize()
    return _letters(word).capitalize()


def _letters(word: str) -> str:
    out = ""
    for at, letter in enumerate(word):
        if letter in _WEAK:
            consonant, vowel = _WEAK[letter]
            before = out[-1:] if at else ""
            after = word[at + 1 : at + 2]
            starts = not before or (before in _VOWELS and after in (araby.ALEF, araby.TEH_MARBUTA))
            if starts:
                out += consonant
            elif before != vowel:
                out += vowel
        elif letter == araby.ALEF and out[-1:] == "i" and at == 1:
            continue
        elif letter == araby.ALEF and out[-1:] == "a":
            continue
        else:
            out += _LETTERS.get(letter, letter if letter.isascii() else "")
    if re.match("[^aeiouy][^aeiouyhrl]", out):
        out = out[0] + "a" + out[1:]
    return _CROWDED.sub(r"\1a", out)
