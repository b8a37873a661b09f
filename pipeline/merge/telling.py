"""A mention as merging sees it, a group of mentions that tell of one happening, and what both are compared by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeVar

from pipeline.model import STATUSES, Anchor, Article, Mention, Name, Status, TimeValue
from pipeline.names import country_of_adjective, same_name_key
from pipeline.text import fold_key

# Of statements and figures there are many by the same people on the same day: their words must agree as well.
WORDS_MATTER = frozenset({"statement", "statistic", "other", "decision", "launch", "conflict"})
# Happenings that have a name of their own, in which an adjective names a country («الحرب الكورية»).
_NAMED = frozenset({"conflict.war", "state.founding", "state.collapse"})
_NAMED_WORDS = 3
_UNDATED = 10**9
_WORD = re.compile(r"[^\W\d_]+")
_LONG_WORD = 3
_ARTICLE = "\u0627\u0644"
_NONE: frozenset[str] = frozenset()
_ONLY: Mapping[Status, frozenset[Status]] = {status: frozenset([status]) for status in STATUSES}

T = TypeVar("T")

AHEAD: frozenset[Status] = frozenset({"planned", "possible"})
HELD: frozenset[Status] = frozenset({"happened", "ongoing"})


class Telling(NamedTuple):
    """A mention with its keys. order: by article's hash, then place in the text. type: «kind.event_type».

    implied: the countries that the happening's own name holds as adjectives. stems: the first words of the names, by
    which an adjective that means several countries finds them. written: the last day on which its article may have
    been written. first, last: the bounds of its value. width: days between them. is_open: only the start is told
    («منذ 2006»). status: as its article tells it.
    """

    mention: Mention
    order: tuple[str, int, str]
    type: str
    actors: frozenset[str]
    places: frozenset[str]
    areas: frozenset[tuple[str, bool]]
    implied: frozenset[str]
    stems: frozenset[str]
    words: frozenset[str]
    first: date | None
    last: date | None
    width: int
    is_open: bool
    status: Status
    written: date | None

    @property
    def giver(self) -> str:
        """Who is named first."""
        return name_key(self.mention.actors[0].label) if self.mention.actors else ""


@dataclass(slots=True)
class Group:
    """Tellings of one happening. first, last, width: those of the sharpest, which came first.

    articles: the names of those that tell of it. statuses: as its tellings tell it. plans: those of them that told
    another day for it, before it was held. denied_by: who denies it somewhere in the corpus. retracted: cancelled or
    postponed, as an article without a date for it tells.

    The sets are frozen, as most groups have one telling and share its sets.
    """

    tellings: list[Telling] = field(default_factory=list)
    actors: frozenset[str] = _NONE
    places: frozenset[str] = _NONE
    areas: frozenset[tuple[str, bool]] = frozenset()
    implied: frozenset[str] = _NONE
    stems: frozenset[str] = _NONE
    words: frozenset[str] = _NONE
    articles: frozenset[str] = _NONE
    statuses: frozenset[Status] = frozenset()
    first: date | None = None
    last: date | None = None
    width: int = _UNDATED
    plans: list[Telling] = field(default_factory=list)
    denied_by: list[str] = field(default_factory=list)
    retracted: Status | None = None

    @property
    def type(self) -> str:
        """«kind.event_type» of all its tellings."""
        return self.tellings[0].type

    @property
    def kind(self) -> str:
        """The first half of its type."""
        return self.tellings[0].mention.kind

    @property
    def is_open(self) -> bool:
        """Only its start is told."""
        return self.tellings[0].is_open

    @property
    def order(self) -> tuple[str, int, str]:
        """That of its first telling, whose id is the event's."""
        return min([telling.order for telling in self.tellings])

    def add(self, telling: Telling) -> None:
        """Take in one more telling."""
        article, status = telling.mention.article, telling.status
        if not self.tellings:
            self.first, self.last, self.width = telling.first, telling.last, telling.width
        if article not in self.articles:
            self.articles |= {article}
        if status not in self.statuses:
            self.statuses |= _ONLY[status]
        self.tellings.append(telling)
        self.actors = _united(self.actors, telling.actors)
        self.places = _united(self.places, telling.places)
        self.areas = _united(self.areas, telling.areas)
        self.implied = _united(self.implied, telling.implied)
        self.stems = _united(self.stems, telling.stems)
        self.words = _united(self.words, telling.words)


def _united(one: frozenset[T], other: frozenset[T]) -> frozenset[T]:
    """Both together, as one of the two sets where it holds the other."""
    if other <= one:
        return one
    return one | other if one else other


def tellings_of(
    mentions: Iterable[Mention], articles: Mapping[str, Article], anchors: Mapping[str, Anchor]
) -> list[Telling]:
    """The mentions with their keys, the sharpest first; the order in which they are given does not matter."""
    found = [_telling(mention, articles[mention.article], anchors[mention.article]) for mention in mentions]
    found.sort(key=lambda telling: (telling.width, telling.order))
    return found


def _telling(mention: Mention, article: Article, anchor: Anchor) -> Telling:
    value = mention.value
    event = f"{mention.kind}.{mention.event_type}"
    is_named = event in _NAMED
    implied = _implied(article.text[mention.start : mention.end], mention.trigger) if is_named else _NONE
    named = (*mention.actors, *mention.places) if is_named else ()
    return Telling(
        mention=mention,
        order=(article.digest, mention.start, mention.mention_id),
        type=event,
        actors=_keys(tuple([name.label for name in mention.actors])),
        places=_keys(tuple([name.label for name in mention.places])),
        areas=_areas(tuple([(name.country, name.category == "country") for name in mention.places])),
        implied=implied,
        stems=frozenset([_stem(name) for name in named if name.category == "country"]) if named else _NONE,
        words=title_words(mention.title_ar),
        first=value.earliest,
        last=value.latest,
        width=_width(value),
        is_open=value.edtf.endswith("/.."),
        status=mention.status,
        written=anchor.value.latest,
    )


@lru_cache(maxsize=1 << 15)
def name_key(label: str) -> str:
    """`same_name_key`, remembered for as many names as a large corpus holds."""
    return same_name_key(label)


@lru_cache(maxsize=1 << 15)
def _keys(labels: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(name_key, labels))


@lru_cache(maxsize=1 << 13)
def _areas(places: tuple[tuple[str, bool], ...]) -> frozenset[tuple[str, bool]]:
    return frozenset(places)


def _width(value: TimeValue) -> int:
    if value.earliest is None or value.latest is None:
        return _UNDATED
    return (value.latest - value.earliest).days


def _stem(name: Name) -> str:
    return same_name_key(name.label.split(" ", 1)[0])


@lru_cache(maxsize=1 << 14)
def title_words(title: str) -> frozenset[str]:
    """The words of a headline that tell something, folded."""
    return frozenset([word for word in fold_key(title).split() if len(word) > _LONG_WORD])


def _implied(clause: str, trigger: str) -> frozenset[str]:
    """The keys of the countries that the adjectives right behind the trigger mean («الحرب العراقية الإيرانية»)."""
    found = set()
    for word in _WORD.findall(clause[clause.find(trigger) + len(trigger) :])[:_NAMED_WORDS]:
        if not word.startswith(_ARTICLE):
            break
        country = country_of_adjective(word)
        if country:
            found.add(same_name_key(country.split(" ", 1)[0]))
    return frozenset(found)


def overlap(one: frozenset[str] | set[str], other: frozenset[str] | set[str]) -> float:
    """The share of the smaller set that the other one holds."""
    return len(one & other) / max(1, min(len(one), len(other)))


def same_area(areas: Iterable[tuple[str, bool]], others: Iterable[tuple[str, bool]]) -> bool:
    """A town and its country are no contradiction, nor is a town that no list places."""
    return any(
        whole != other_whole and (code == other or not code or not other)
        for code, whole in areas
        for other, other_whole in others
    )


def places_agree(one: Telling | Group, other: Telling | Group) -> bool:
    """Whether both name a place and it is the same, or one lies in the other."""
    return bool(one.places & other.places) or same_area(one.areas, other.areas)


def actors_agree(one: Telling | Group, other: Telling | Group) -> bool:
    """Whether both name who takes part, and one names nobody that contradicts the other."""
    shared = one.actors & other.actors
    return bool(shared) and (one.actors <= other.actors or other.actors <= one.actors or len(shared) >= 2)
