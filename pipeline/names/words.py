"""What a single word is: the head of listed phrases, an ordinary word, or an unknown one; found out once a word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from pipeline.names.lists import Known, Phrase, lists
from pipeline.names.spelling import (
    ALEF,
    ARTICLE,
    CONJUNCTIONS,
    HAMZA,
    HEH,
    MEEM,
    NOON,
    PREPOSITIONS,
    SEEN,
    TEH,
    WAW,
    WORD,
    YEH,
    cut,
    sound,
)

# Possessive endings of a noun or verb, never those of a name, by their last letter; endings of the dual and the plural.
_POSSESSIVES = {HEH: (HEH,), ALEF: (HEH + ALEF, HEH + MEEM + ALEF), MEEM: (HEH + MEEM,)}
_PLURALS = (ALEF + NOON, WAW + NOON, YEH + NOON, WAW + ALEF, ALEF + TEH)
_INFLECTED = frozenset((HEH, ALEF, MEEM, NOON, TEH))
_ATTACHED = (*CONJUNCTIONS, *PREPOSITIONS)
_LEADING = frozenset((*_ATTACHED, ALEF, SEEN))
_FUTURE = tuple(SEEN + letter for letter in (YEH, TEH, NOON, ALEF))
_TENTH_FORM = frozenset((YEH, TEH, NOON, ALEF, MEEM))
_HER_VERB = (TEH + HEH + ALEF, TEH + HEH, TEH + HEH + MEEM)

PLAIN, LISTED, ALIKE, TOWN = 0, 1, 2, 3
_REMEMBERED, _LONGEST = 1 << 16, 64

T = TypeVar("T")


class _Memory(dict[str, T]):
    """What a function says of words. Forgets all when full; a word that is no word is not worth remembering."""

    def __init__(self, ask: Callable[[str], T]) -> None:
        super().__init__()
        self.ask = ask

    def __missing__(self, word: str) -> T:
        found = self.ask(word)
        if len(word) <= _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[word] = found
        return found


def remembered(ask: Callable[[str], T]) -> Callable[[str], T]:
    """The same function with a memory: a look-up in a dict for a word that it has seen."""
    return _Memory(ask).__getitem__


class Match(NamedTuple):
    """A listed phrase at a token: what is attached before it, its length in tokens and what it is.

    ruled: the rows that some rule reads, in the order in which they are tried.
    """

    prefix: str
    length: int
    rows: Sequence[Known]
    ruled: Sequence[Known] = ()

    def get(self, *kinds: str) -> Known | None:
        for known in self.rows:
            if known.kind in kinds:
                return known
        return None


class Entry(NamedTuple):
    """The listed phrases that a word can begin, those of the whole word first, longest first.

    every: all of them, with the words that go on; alone: those of this one word; seconds: a second word -> those of
    this one word and those that it goes on, with the words that must follow it.
    """

    every: tuple[tuple[Phrase, Match], ...]
    alone: tuple[Match, ...]
    seconds: Mapping[str, Sequence[tuple[Phrase, Match]]]


_NOTHING = Entry((), (), {})


@remembered
def spelt(piece: str) -> str:
    """A token as it is looked up: without blanks and the hamza on the line; a line end stays one."""
    return piece.strip().replace(HAMZA, "") or "\n"


def _readings(word: str) -> Iterator[tuple[str, str]]:
    """The ways to read a word as the head of a listed phrase: (what is attached before it, the head)."""
    heads = lists().heads
    if word in heads:
        yield "", word
    if word.startswith(_ATTACHED) and word not in lists().common:
        for prefix, rest in cut(word):
            if len(rest) > 1 and rest in heads:
                yield prefix, rest


@remembered
def entry(word: str) -> Entry:
    """What a word can begin."""
    every = tuple(
        (parts[1:], _match(prefix, len(parts), rows))
        for prefix, head in _readings(word)
        for parts, rows in lists().phrases(head)
    )
    if not every:
        return _NOTHING
    seconds = {
        second: tuple((rest[1:], match) for rest, match in every if rest[:1] in ((), (second,)))
        for second in {rest[0] for rest, _ in every if rest}
    }
    return Entry(every, tuple(match for rest, match in every if not rest), seconds)


def _match(prefix: str, length: int, rows: Sequence[Known]) -> Match:
    # a word with two readings is read by their own rule first
    ruled = sorted((known for known in rows if known.kind != "adjective"), key=lambda known: known.kind != "either")
    return Match(prefix, length, rows, tuple(ruled))


@remembered
def kind(word: str) -> int:
    """Whether a word is worth a look: LISTED; TOWN: a place of the long list begins with it; or ALIKE: an unknown word
    that sounds as a listed name begins.
    """
    if _may_begin_listed(word):
        found = entry(word)
        if any(match.ruled for _, match in found.every):
            return LISTED
        if towns(word):
            return TOWN
        if found is not _NOTHING:
            return PLAIN
    if len(word) < 4:
        return PLAIN
    sounding = sound(word)
    return ALIKE if len(sounding) > 3 and sounding in lists().sound_heads and is_unknown(word) else PLAIN


def _may_begin_listed(word: str) -> bool:
    """Whether a word, as it stands or without what is attached to it, is the head of a listed phrase or long name."""
    heads, towns_by_head, common = lists().heads, lists().towns, lists().common
    if word in heads or word in towns_by_head:
        return True
    if not word.startswith(_ATTACHED) or word in common:
        return False
    return any(base in heads or base in towns_by_head for _, base in cut(word))


@remembered
def towns(word: str) -> Sequence[tuple[str, Phrase, Known]]:
    """The places of the long list that a word can begin: (what is attached before it, the words that follow, place)."""
    listed = lists()
    found = [("", rest, known) for rest, known in listed.long_towns(word)]
    if word.startswith(_ATTACHED) and word not in listed.common:
        found += [(prefix, rest, known) for prefix, base in cut(word) for rest, known in listed.long_towns(base)]
    return found


@remembered
def is_common(word: str) -> bool:
    """An ordinary word, by itself or without what is attached to it."""
    common = lists().common
    if word in common or word in lists().cues.stops:
        return True
    inflected = word[-1:] in _INFLECTED
    if word[:1] not in _LEADING:
        return inflected and _inflected(word, common)
    forms = [word, *(rest for _, rest in cut(word))]
    forms += [form[2:] for form in forms if len(form) > 4 and form.startswith(ARTICLE)]
    forms += [form[1:] for form in forms if form.startswith(_FUTURE)]
    if any(len(form) > 2 and form in common for form in forms):
        return True
    return inflected and any(_inflected(form, common) for form in forms)


def _inflected(form: str, common: frozenset[str]) -> bool:
    """An ordinary word with a possessive, an ending of the dual or plural, or the accusative."""
    for ending in _POSSESSIVES.get(form[-1:], ()):
        if form.endswith(ending):
            stem = form[: -len(ending)]
            if len(stem) > 2 and (stem in common or stem[:-1] + HEH in common):
                return True
    if len(form) > 5 and form.endswith(_PLURALS) and form[:-2] in common:
        return True
    return len(form) > 4 and form[-1] == ALEF and form[:-1] in common


@remembered
def is_unknown(word: str) -> bool:
    """A word that no list knows and that ordinary Arabic does not have: perhaps a name."""
    if len(word) < 2 or WORD.fullmatch(word) is None:
        return False
    if word in lists().families:
        return True
    if entry(word) is not _NOTHING or is_common(word) or _is_verbal(word):
        return False
    return not (len(word) > 5 and word.endswith(_HER_VERB))


def _is_verbal(word: str) -> bool:
    """Verbs of the tenth form, participles, «رفضوا» (but not «كوروساوا»), «التقيا»: never the beginning of a name."""
    if len(word) > 4:
        if word[0] in _TENTH_FORM and word.startswith(SEEN + TEH, 1):
            return True
        if word.endswith(WAW + ALEF) and word[-3] != ALEF:
            return True
    return word.startswith(ARTICLE + TEH)


def is_word(word: str) -> bool:
    """Arabic letters and nothing else."""
    return WORD.fullmatch(word) is not None


def begins_phrase(word: str) -> bool:
    """Whether any listed phrase begins with the word, or with what is left of it without its particles."""
    return entry(word) is not _NOTHING
