"""One article's words, ready to be looked at, and what has been found in them so far."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress

from pyarabic import araby

from pipeline.model import Span
from pipeline.names.lists import Known, lists
from pipeline.names.spelling import ALEF_MAKSURA, ALI, ARTICLE, CONJUNCTIONS, HAMZAS, HYPHENS, LAM, ON, SWALLOWED, key
from pipeline.names.words import ALIKE, Match, begins_phrase, entry, kind, spelt, towns
from pipeline.text import fold, tokens

# A hamza and an L, no article where a word begins with them; what stands inside words.
_NO_ARTICLES = tuple(hamza + LAM for hamza in sorted(HAMZAS))
_INSIDE = re.compile("[\u0621-\u065f]")
# How far behind the last token a rule may look.
_BEYOND = 32


@dataclass(slots=True)
class Hit:
    """A stretch of tokens with what it names, or with how to find that out later (kind `reference` …)."""

    first: int
    last: int
    prefix: str
    kind: str
    label: str = ""
    english: str = ""
    country: str = ""
    roles: frozenset[str] = frozenset()
    head: str = ""


@dataclass(slots=True, eq=False)
class Person:
    """Somebody the article names; seen: the tokens where; in_full: not by one word only."""

    label: str
    english: str
    countries: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    listed: bool = False
    in_full: bool = False
    seen: list[int] = field(default_factory=list)


class Page:
    """The tokens of an article as they are looked up, and the hits and people that the rules add.

    words: line ends follow the last token, and stand before the first one at -1, so that a rule may look around.
    barriers: the tokens that begin a sentence. vocabulary: all words. taken: the tokens of hits.
    """

    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        self.lists = lists()
        self.cues = self.lists.cues
        self.text = text
        self.folded = fold(text)
        self._raw_breaks = [at + shift for at, shift in zip(self.folded.breaks, self.folded.shifts[1:], strict=True)]
        self._pieces, self.starts = tokens(self.folded.text)
        self.words = [*map(spelt, self._pieces)]
        self._tell_on_from_ali()
        self._join_hyphens()
        self.with_hamza = self._keep_hamza()
        self.barriers = {bisect_left(self.starts, self._folded_offset(span.start)) for span in sentences}
        self.count = len(self.words)
        self.words += ["\n"] * _BEYOND
        self.vocabulary = frozenset(self.words)
        self.hits: list[Hit] = []
        self.taken = bytearray(self.count + 1)
        self.people: dict[str, Person] = {}
        self._holding: dict[str, bool] = {}

    def _folded_offset(self, raw: int) -> int:
        """The first offset of the folded text that stands for this raw one or one behind it."""
        breaks, shifts = self.folded.breaks, self.folded.shifts
        if not breaks:
            return raw
        at = bisect_left(self._raw_breaks, raw)
        offset = raw - shifts[at]
        return min(offset, breaks[at] if at < len(breaks) else len(self.folded.text))

    def _tell_on_from_ali(self) -> None:
        words, at = self.words, -1
        for _ in range(words.count(ALI)):
            at = words.index(ALI, at + 1)
            if self.text[self.folded.raw_start(self.starts[at] + 2)] == ALEF_MAKSURA:
                words[at] = ON

    def _join_hyphens(self) -> None:
        """A hyphen between two words without blanks joins them: it is no token."""
        pieces = self._pieces
        drop = {
            at
            for at in compress(range(len(pieces)), map(HYPHENS.__contains__, pieces))
            if 0 < at < len(pieces) - 1 and pieces[at - 1][-1].isalpha() and pieces[at + 1][0].isalpha()
        }
        if drop:
            keep = [at not in drop for at in range(len(pieces))]
            self._pieces = [*compress(pieces, keep)]
            self.words = [*compress(self.words, keep)]
            self.starts = [*compress(self.starts, keep)]

    def _keep_hamza(self) -> list[int]:
        """«إلفريده» does not begin with the article: an unknown word keeps the hamza that says so. Returns where."""
        kept: list[int] = []
        for beginning in _NO_ARTICLES:
            for found in re.finditer(beginning, self.text):
                start = found.start()
                if start and _INSIDE.match(self.text, start - 1):
                    continue
                at = bisect_right(self.starts, self._folded_offset(start)) - 1
                word = self.words[at]
                if word.startswith(ARTICLE) and word not in self.lists.common and not begins_phrase(word):
                    self.words[at] = beginning[0] + word[1:]
                    kept.append(at)
        return kept

    # -- looking

    def noteworthy(self) -> Iterator[tuple[int, int]]:
        """The tokens that the lists say something of, and what (a kind of `words`); what somebody may go to as well."""
        kinds = bytearray(map(kind, self.words))
        leading = self.cues.leading_in
        for at in compress(range(self.count - 1), map(leading.__contains__, self.words)):
            if not kinds[at + 1]:
                kinds[at + 1] = ALIKE
        return zip(compress(range(self.count), kinds), filter(None, kinds), strict=True)

    def before(self, at: int) -> str:
        """The word before a token, without an «and» that another word begins with."""
        word = self.words[at - 1]
        bare = word[1:] if word.startswith(CONJUNCTIONS) else word
        return bare if bare in self.lists.leading else word

    def matches(self, at: int) -> Sequence[Match]:
        """The listed phrases that begin at a token, those of the whole word first, longest first."""
        words = self.words
        _, alone, seconds = entry(words[at])
        if not seconds:
            return alone
        longer = seconds.get(words[at + 1])
        if longer is None:
            return alone
        return [match for rest, match in longer if not rest or tuple(words[at + 2 : at + match.length]) == rest]

    def best(self, at: int, *kinds: str) -> tuple[Match, Known] | None:
        """The first match at a token that is of one of the kinds."""
        for match in self.matches(at):
            for known in match.rows:
                if known.kind in kinds:
                    return match, known
        return None

    def town_at(self, at: int) -> int | None:
        """Where a place of the long list that begins at a token ends, None where none does."""
        for prefix, rest, _ in towns(self.words[at]):
            last = at + 1 + len(rest)
            if not prefix and tuple(self.words[at + 1 : last]) == rest:
                return last
        return None

    def nationality(self, at: int) -> tuple[str, int, str]:
        """(country code, tokens, prefix) of a nationality at a token; ('', 0, '') where there is none."""
        found = self.best(at, "adjective")
        return (found[1].country, found[0].length, found[0].prefix) if found else ("", 0, "")

    def surface(self, first: int, last: int, prefix: str = "") -> str:
        """The words as the article writes them, without marks."""
        start, end = self.span(first, last, prefix)
        plain = self.text[start:end]
        if self.folded.breaks:
            plain = araby.strip_tatweel(araby.strip_tashkeel(plain))
        return " ".join(plain.split())

    def span(self, first: int, last: int, prefix: str = "") -> tuple[int, int]:
        """The raw span of some tokens, without what is attached to the first one."""
        begin = self.starts[first]
        if prefix:
            # «لل» gives its article back: nothing of it is cut off
            swallowed = len(prefix) == 1 and prefix == LAM and self.words[first].startswith(SWALLOWED)
            begin += len(prefix) - swallowed
        end = self.starts[last - 1] + len(self._pieces[last - 1].rstrip())
        return self.folded.raw_span(self.text, begin, end) if self.folded.breaks else (begin, end)

    def add(self, hit: Hit) -> int:
        """Keep a hit; returns the token behind it."""
        self.hits.append(hit)
        for at in range(hit.first, hit.last):
            self.taken[at] = 1
        return hit.last

    def holds(self, letters: str) -> bool:
        """Whether any word of the article has these letters in it."""
        if letters not in self._holding:
            self._holding[letters] = any(letters in word for word in self.vocabulary)
        return self._holding[letters]

    def tells_of_country(self, code: str) -> bool:
        """Whether the article has the country's name or adjective in it."""
        label = self.lists.countries[code][0]
        return self.holds(key(label.split()[0])[:-1])

    def is_of_sport(self) -> bool:
        """Whether the article has a word of matches in it."""
        return not self.vocabulary.isdisjoint(self.cues.sporting)

    def after_person(self) -> bool:
        """Whether the last hit is a person."""
        return bool(self.hits) and self.hits[-1].kind == "person"
