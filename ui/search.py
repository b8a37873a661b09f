"""Search in the words of the events: forgiving of spelling and of attached particles, best hits first.

Pure. A word is found whole («موسكو»), behind particles that are written on to it («وبموسكو»), as the beginning of a
longer one («موسكوفي»), and only where none of these occurs anywhere, inside other words.
"""

from __future__ import annotations

import math
import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# What is written on to an Arabic word: and, so; by, to, as; the article, and its form after «to».
_AND = "\u0648\u0641"
_TO = "\u0628\u0644\u0643"
_THE, _TO_THE = "\u0627\u0644", "\u0644\u0644"
_SHORTEST = 3

_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_SPELLINGS = str.maketrans(
    {"\u0649": "\u064a", "\u06cc": "\u064a", "\u0629": "\u0647", "\u06a9": "\u0643"}
    | {chr(zero + n): str(n) for zero in (0x0660, 0x06F0) for n in range(10)}
)
_COMBINING = re.compile(f"[{_MARKS}\u0300-\u036f]+")
_FOLDED_WORD = re.compile(r"[^\W_]+")
_RAW_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}\u0300-\u036f])*")

WHOLE, ATTACHED, BEGINNING, INSIDE = 3.0, 2.5, 1.0, 0.5
Words = Sequence[tuple[str, float]]


def fold(text: str) -> str:
    """Text as a search compares it: without marks, hamza seats, case and kinds of digits."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return _COMBINING.sub("", decomposed).translate(_SPELLINGS)


def words_of(text: str) -> list[str]:
    """The folded words of a text."""
    return _FOLDED_WORD.findall(fold(text))


def stems(word: str) -> set[str]:
    """A folded word, and what may be left of it without the particles that Arabic writes on to words."""
    found = {word}
    for letters in (_AND, _TO):
        found |= {form[1:] for form in found if form[0] in letters and len(form) > _SHORTEST}
    found |= {form[2:] for form in [*found, word] if form.startswith((_THE, _TO_THE)) and len(form) > _SHORTEST + 1}
    return found


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found. scores: for each event, 0 where it is not found. words: the folded words that were hit."""

    scores: NDArray[np.float64]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Finder:
    """The words of all events. A word's places are events[ends[n - 1]:ends[n]], with what a hit there counts."""

    size: int
    vocabulary: tuple[str, ...]
    ends: NDArray[np.int64]
    events: NDArray[np.int64]
    weights: NDArray[np.float64]
    by_stem: Mapping[str, Sequence[int]]
    stems_in_order: Sequence[str]

    def find(self, query: str) -> Hits:
        """The events that hold every word of a query, with their scores."""
        scores, hit = np.zeros(self.size), set()
        keep = np.ones(self.size, dtype=bool)
        for word in dict.fromkeys(words_of(query)):
            best = np.zeros(self.size)
            for number, grade in self._alike(word).items():
                places = slice(self.ends[number - 1] if number else 0, self.ends[number])
                rows = self.events[places]
                rarity = math.log(1 + self.size / len(rows))
                best[rows] = np.maximum(best[rows], grade * rarity * self.weights[places])
                hit.add(self.vocabulary[number])
            keep &= best > 0
            scores += best
        scores[~keep] = 0
        return Hits(scores, frozenset(hit))

    def _alike(self, word: str) -> dict[int, float]:
        """The words of the vocabulary that a word of a query stands for, and how well each fits."""
        found = self._with_stem(word)
        bare = word[2:] if word.startswith(_THE) and len(word) > _SHORTEST + 1 else ""
        if bare:
            found = self._with_stem(bare) | found
        if not found:
            for stem in stems(word) - {word}:
                found |= self._with_stem(stem)
        if not found and len(word) >= _SHORTEST:
            found = {number: INSIDE for number, known in enumerate(self.vocabulary) if word in known}
        return found

    def _with_stem(self, word: str) -> dict[int, float]:
        found: dict[int, float] = {}
        if len(word) >= _SHORTEST:
            for place in range(bisect_left(self.stems_in_order, word), len(self.stems_in_order)):
                if not self.stems_in_order[place].startswith(word):
                    break
                found |= dict.fromkeys(self.by_stem[self.stems_in_order[place]], BEGINNING)
        for number in self.by_stem.get(word, ()):
            found[number] = WHOLE if self.vocabulary[number] == word else ATTACHED
        return found


def word_table(rows: Iterable[Words], size: int) -> Finder:
    """The search table. rows: for each event its texts, and what a hit in each counts."""
    numbers: dict[str, int] = {}
    pieces: dict[str, list[int]] = {}  # what stands between two spaces is taken apart once, however often it occurs
    events, words, weights = array("q"), array("q"), array("d")
    for event, texts in enumerate(rows):
        seen: dict[int, float] = {}
        for text, weight in sorted(texts, key=_weight):
            for piece in text.split():
                inside = pieces.get(piece)
                if inside is None:
                    inside = pieces[piece] = [numbers.setdefault(word, len(numbers)) for word in words_of(piece)]
                for number in inside:
                    seen[number] = weight
        words.extend(seen)
        weights.extend(seen.values())
        events.extend(repeat(event, len(seen)))
    placed = np.frombuffer(words, dtype=np.int64) if words else np.zeros(0, dtype=np.int64)
    order = np.argsort(placed, kind="stable")
    vocabulary = tuple(numbers)
    by_stem: dict[str, list[int]] = {}
    for number, word in enumerate(vocabulary):
        for stem in stems(word):
            by_stem.setdefault(stem, []).append(number)
    return Finder(
        size=size,
        vocabulary=vocabulary,
        ends=np.cumsum(np.bincount(placed, minlength=len(vocabulary))),
        events=np.array(events, dtype=np.int64)[order],
        weights=np.array(weights, dtype=np.float64)[order],
        by_stem=by_stem,
        stems_in_order=sorted(by_stem),
    )


def _weight(text: tuple[str, float]) -> float:
    return text[1]


def hits_in(text: str, words: frozenset[str]) -> list[tuple[int, int]]:
    """Where the words that a search hit stand in a text, as half-open stretches of it."""
    if not words:
        return []
    return [found.span() for found in _RAW_WORD.finditer(text) if words.intersection(words_of(found.group()))]
