"""Which language a text is in, as far as reading must know: Arabic or not, and which other one, if that is plain."""

from __future__ import annotations

import re
from collections import Counter

_LANGUAGE_SAMPLE = 1_500

ARABIC_LETTERS = re.compile(
    "[\u0621-\u064a\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc]+"
)
_ARABIC_WORDS = re.compile("[\u0620-\u065f\u0670-\u06d3\u06d5-\u06ed\ufb50-\ufdfb\ufe70-\ufefc]+")
LETTERS = re.compile("[^\\W\\d_]+")
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
LANGUAGE_NAMES = {
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


def guess_language(text: str) -> str:
    """'ar' for Arabic, else a code known by letters or common words, else 'und'. Looks at 4,500 characters at most."""
    if len(text) > 3 * _LANGUAGE_SAMPLE:
        middle = (len(text) - _LANGUAGE_SAMPLE) // 2
        text = " ".join((text[:_LANGUAGE_SAMPLE], text[middle : middle + _LANGUAGE_SAMPLE], text[-_LANGUAGE_SAMPLE:]))
    letters = sum(map(len, LETTERS.findall(text)))
    arabic_script = "".join(ARABIC_LETTERS.findall(text))
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
