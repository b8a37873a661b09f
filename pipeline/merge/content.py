"""What a telling says beside its names and its time: the words, numbers and types of event of its stretch of text.

Words are compared by light stems (Larkey, Ballesteros and Connell 2007, «Light10»: article, particles and endings
off), words that tell the same in news (lexicon/merging.toml) by one key. The stretch of a telling is its clause and
what its sentence says outside the clauses of its other events.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import combinations
from typing import NamedTuple

from pipeline import lexicon
from pipeline.kept import toml
from pipeline.merge.telling import Group
from pipeline.model import Article, Mention
from pipeline.names import country_of_adjective, same_name_key
from pipeline.names.words import begins_phrase, is_unknown, spelt
from pipeline.text import fold, fold_key
from pipeline.triggers import boundaries, trigger_of

# The tellings of a group that are looked at: the sharpest, which come first.
_LOOKED_AT = 3
# So much of an article, in characters, says what it is about.
_OPENING = 1500
_SHORTEST = 2
# So many words before «الذي» may be what it stands for.
_ANTECEDENT = 4
_YEARS = range(1000, 2200)
_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,\u066b]\d+)?")
# Light10, longest first. A stem keeps two letters at least (three before a prefix of one letter).
_ARTICLE = "\u0627\u0644"
_PREFIXES = (*(letter + _ARTICLE for letter in "\u0648\u0628\u0643\u0641"), "\u0644\u0644", _ARTICLE)
_LETTERS = ("\u0648", "\u0641", "\u0628", "\u0644")
_SUFFIXES = (
    "\u0647\u0645\u0627",
    "\u0647\u0627",
    "\u0647\u0645",
    "\u0627\u0646",
    "\u0627\u062a",
    "\u0648\u0646",
    "\u064a\u0646",
    "\u064a\u0647",
    "\u062a\u0647",
    "\u0648\u0627",
    "\u0647",
    "\u064a",
    "\u062a",
    "\u0627",
)
# Classes of ar.toml whose words are no part of a time: they tell what happens as any other word does.
_NOT_TIME = frozenset(
    "GENERAL NUMBERED COUNTED DAYADJ PERSON PLACED MARKET REVOLT EVENTNAME CONTRACT AGE FESTIVE HOLIDAYNAME ORD".split()
)


class Content(NamedTuple):
    """What one group says.

    words: light stems. called: those that are part of a name; strange: these and what is no ordinary Arabic. names: all
    words, as the keys of names are made. lands: the countries that it names, or means by an adjective. numbers: digits
    that are no years. own: the types («kind.event») of its tellings, kinds their kinds; types: these and those that
    other words of the clause tell of. related: types that may tell the same; apart: types that never do. announces:
    told by a verb of announcing what is done. actors: the words of each name, by category.
    """

    words: frozenset[str]
    strange: frozenset[str]
    called: frozenset[str]
    names: frozenset[str]
    lands: frozenset[str]
    numbers: frozenset[str]
    types: frozenset[str]
    own: frozenset[str]
    kinds: frozenset[str]
    related: frozenset[str]
    apart: frozenset[str]
    announces: bool
    actors: Mapping[str, frozenset[frozenset[str]]]


class Stretch(NamedTuple):
    """The folded words and numbers of a mention's part of its sentence, and its folded clause."""

    tokens: Sequence[str]
    clause: str


class _Words(NamedTuple):
    related: frozenset[tuple[str, str]]
    apart: frozenset[tuple[str, str]]
    vague: frozenset[str]
    alike: Mapping[str, str]
    announcing: frozenset[str]
    plain: frozenset[str]


@cache
def _listed() -> _Words:
    table = toml(lexicon.FOLDER / "merging.toml")
    alike = {
        light_stem(fold_key(word)): f"={name}"
        for name, words in table["alike"].items()
        for word in words
        if " " not in word
    }
    return _Words(
        frozenset(pair for types in table["related"].values() for pair in _both_ways(combinations(types, 2))),
        frozenset(_both_ways((one, other) for one, other in table["apart"]["of"])),
        frozenset(table["vague"]["types"]),
        alike,
        frozenset(light_stem(fold_key(word)) for word in table["announcing"]["verbs"]),
        frozenset(fold_key(word) for word in table["plain"]["words"]),
    )


def _both_ways(pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    for one, other in pairs:
        yield one, other
        yield other, one


@lru_cache(maxsize=1 << 10)
def _with_types(types: frozenset[str], *, apart: bool) -> frozenset[str]:
    """The types under which what is told under some is told as well, or those under which it never is."""
    pairs = _listed().apart if apart else _listed().related
    return frozenset(other for one, other in pairs if one in types)


def is_vague(event: str) -> bool:
    """Whether a type says nothing of what happens."""
    return event in _listed().vague


def light_stem(word: str) -> str:
    """A folded word without article, particles and endings (Light10)."""
    for prefix in _PREFIXES if word.startswith(_PREFIXES) else ():
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST:
            word = word[len(prefix) :]
            break
    else:
        if word[:1] in _LETTERS[:1] and len(word) > _SHORTEST + 2:
            return light_stem(word[1:])
        if word[:1] in _LETTERS[2:] and len(word) > _SHORTEST + 3:
            word = word[1:]
    for suffix in _SUFFIXES if word.endswith(_SUFFIXES) else ():
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST:
            return word[: -len(suffix)] if len(word) - len(suffix) > _SHORTEST else word
    return word


@lru_cache(maxsize=1 << 17)
def _key(word: str) -> str:
    """The key of a folded word, '' where it says nothing."""
    lists = _listed()
    if len(word) <= _SHORTEST or word in lists.plain:
        return ""
    stem = light_stem(word)
    alike = lists.alike.get(stem)
    if alike is not None:
        return alike
    known = lexicon.load().word(word)
    if known is not None and known.entry.cls not in _NOT_TIME:
        return ""
    return stem if len(stem) >= _SHORTEST and stem not in lists.plain else ""


def _is_number(token: str) -> bool:
    """Digits that are no year and more than one."""
    return not (token.isdigit() and (int(token) in _YEARS or len(token) == 1))


class Said(NamedTuple):
    """What a group says at a first look: the fields of Content that cost little."""

    words: frozenset[str]
    called: frozenset[str]
    numbers: frozenset[str]


def said_by(group: Group, read: Mapping[str, Stretch]) -> Said:
    """What a group says, at a first look."""
    words: list[str] = []
    numbers: list[str] = []
    for token in _tokens(group, read):
        if token[0].isdigit():
            if _is_number(token):
                numbers.append(_decimal(token))
        elif key := _key(token):
            words.append(key)
    mentions = [telling.mention for telling in group.tellings[:_LOOKED_AT]]
    called = [_keys_of(name.label) for mention in mentions for name in (*mention.actors, *mention.places)]
    return Said(frozenset(words), frozenset().union(*called), frozenset(numbers))


def _tokens(group: Group, read: Mapping[str, Stretch]) -> Iterable[str]:
    if len(group.tellings) == 1:
        return read[group.tellings[0].mention.mention_id].tokens
    return {token for telling in group.tellings[:_LOOKED_AT] for token in read[telling.mention.mention_id].tokens}


def opening_words(article: Article) -> Counter[str]:
    """What an article is about: the keys of the words that it begins with, and how often they stand there."""
    times = Counter(map(_key, _WORD.findall(fold_key(article.text[:_OPENING]))))
    del times[""]
    return times


def stretches(groups: Iterable[Group], articles: Mapping[str, Article]) -> dict[str, Stretch]:
    """mention id -> what it says, where it is looked at; article by article, so that each is folded once."""
    by_article: dict[str, list[Mention]] = {}
    looked_at: set[str] = set()
    for group in groups:
        for telling in group.tellings:
            by_article.setdefault(telling.mention.article, []).append(telling.mention)
        looked_at.update(telling.mention.mention_id for telling in group.tellings[:_LOOKED_AT])
    found: dict[str, Stretch] = {}
    for name, mentions in by_article.items():
        text = articles[name].text
        folded = fold(text)
        if not folded.breaks:
            text = folded.text
        by_sentence: dict[int, list[Mention]] = {}
        for mention in mentions:
            by_sentence.setdefault(mention.sentence_start, []).append(mention)
        for beside in by_sentence.values():
            for mention in beside:
                if mention.mention_id in looked_at:
                    found[mention.mention_id] = _stretch(mention, beside, text, is_folded=not folded.breaks)
    return found


def _stretch(mention: Mention, beside: Sequence[Mention], text: str, *, is_folded: bool) -> Stretch:
    start, end = mention.sentence_start, mention.sentence_end
    for other in beside:
        if other.end <= mention.start:
            start = max(start, other.end)
        elif other.start >= mention.end:
            end = min(end, other.start)
    start, end = min(start, mention.start), max(end, mention.end)
    pieces = []
    for span in sorted([(span.start, span.end) for span in mention.timexes]):
        if start <= span[0] and span[1] <= end:
            pieces.append(text[start : span[0]])
            start = span[1]
    pieces.append(text[start:end])
    said, clause = " ".join(pieces), text[mention.start : mention.end]
    if not is_folded:
        said, clause = fold_key(said), fold_key(clause)
    tokens = _TOKEN.findall(said)
    first = _WORD.search(clause)
    if first is not None and first[0] in boundaries().relative:
        before = text[mention.sentence_start : mention.start]
        antecedent = _WORD.findall(before if is_folded else fold_key(before))[-_ANTECEDENT:]
        tokens += antecedent
        clause = " ".join((clause, *antecedent))
    return Stretch(tokens, clause)


def content_of(group: Group, said: Said, read: Mapping[str, Stretch]) -> Content:
    """All that a group says. said: what `said_by` finds in it."""
    lands: set[str] = set()
    actors: dict[str, set[frozenset[str]]] = {}
    own = frozenset([telling.type for telling in group.tellings])
    types = set(own)
    announces = False
    for telling in group.tellings[:_LOOKED_AT]:
        mention = telling.mention
        types.update(map(_event, _WORD.findall(read[mention.mention_id].clause)))
        announces = announces or _announces(mention.trigger)
        for name in mention.actors:
            actors.setdefault(name.category, set()).add(name_words(name.label))
        for name in (*mention.actors, *mention.places):
            if name.category == "country":
                lands.add(name.label)
    types.discard("")
    strange = set(said.called)
    names: set[str] = set()
    for token in _tokens(group, read):
        if not token[0].isdigit() and (key := _key(token)):
            name_key, land, is_strange = _read(token)
            names.add(name_key)
            if land:
                lands.add(land)
            if is_strange:
                strange.add(key)
    names.discard("")
    return Content(
        words=said.words,
        called=said.called,
        strange=frozenset(strange),
        names=frozenset(names),
        lands=frozenset(lands),
        numbers=said.numbers,
        types=frozenset(types),
        own=own,
        kinds=frozenset([event.split(".", 1)[0] for event in own]),
        related=_with_types(own, apart=False),
        apart=_with_types(own, apart=True),
        announces=announces,
        actors={category: frozenset(each) for category, each in actors.items()},
    )


def _decimal(digits: str) -> str:
    return digits.replace(",", ".").replace("\u066b", ".")


@lru_cache(maxsize=1 << 14)
def _keys_of(label: str) -> frozenset[str]:
    return frozenset(key for word in _WORD.findall(fold_key(label)) if (key := _key(word)))


@lru_cache(maxsize=1 << 10)
def _announces(trigger: str) -> bool:
    return light_stem(fold_key(trigger)) in _listed().announcing


class _Read(NamedTuple):
    """What a word with a key says beside it: the key of a name, the land that an adjective means."""

    name: str
    land: str
    is_strange: bool


@lru_cache(maxsize=1 << 17)
def _read(word: str) -> _Read:
    name = same_name_key(word)
    land = _land(word) or _land(word[1:])
    is_strange = len(word) > _SHORTEST + 1 and is_unknown(word) and is_unknown(light_stem(word))
    return _Read(name if len(name) > _SHORTEST else "", land, is_strange)


def _land(word: str) -> str:
    """`country_of_adjective`, asked only of the few words that a list knows."""
    return country_of_adjective(word) if begins_phrase(spelt(word)) else ""


@lru_cache(maxsize=1 << 17)
def _event(word: str) -> str:
    """«kind.event» of a word that tells of one, '' otherwise."""
    trigger = trigger_of(word)
    return f"{trigger.kind}.{trigger.event}" if trigger is not None and not trigger.light else ""


@lru_cache(maxsize=1 << 14)
def name_words(label: str) -> frozenset[str]:
    """The keys of the words of a name, by which a surname alone is found."""
    return frozenset(key for word in label.split() if len(key := same_name_key(word)) > _SHORTEST)
