"""Tellings that agree in everything but the date: two events for now, and a finding that says so.

E201: the dates lie within two months, and nobody tells both. E202: they differ as day and month exchanged would, or by
one year: a slip of the pen. Nothing is averaged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import Literal, NamedTuple

from pipeline.merge.telling import HELD, WORDS_MATTER, Group, Telling, actors_agree, overlap, places_agree
from pipeline.model import Article
from pipeline.text import fold_key

_WITHIN = 60
# More of them under the same names so close together are a series (attacks, sessions), not a contradiction.
_SERIES = 3
_ENOUGH_WORDS, _ENOUGH_WHERE_MANY = 0.34, 0.7
# So many words at least are common to two tellings of what there is much of.
_COMMON = 2
_MANY = WORDS_MATTER | {"sport"}
# What comes back on the same day every year.
_EVERY_YEAR = frozenset({"commemoration", "statistic", "sport", "election"})
_MOST_NAMES = 6
# There is one of them by the same words in the same place, whoever takes part.
_ONCE = frozenset({"death", "state", "office", "agreement"})
_WORD = re.compile(r"[^\W\d_]{4,}")

_Key = tuple[str, str, str]


class Contradiction(NamedTuple):
    """Two groups, by their place in the list."""

    one: int
    other: int
    code: Literal["E201", "E202"]


def contradictions(groups: Sequence[Group], articles: Mapping[str, Article]) -> list[Contradiction]:
    """All pairs whose dates contradict, each once, in the order of the groups."""
    buckets: dict[_Key, list[int]] = {}
    for at, group in enumerate(groups):
        if group.first is not None and group.width == 0 and group.statuses & HELD:
            for key in _keys(group):
                buckets.setdefault(key, []).append(at)
    found: dict[tuple[int, int], Contradiction] = {}
    for (event, _, _), rows in buckets.items():
        for one, other in _pairs(event, rows, groups) if len(rows) > 1 else ():
            if (one, other) not in found and _may_be_one(groups[one], groups[other], articles):
                slip = _is_slip(groups[one], groups[other])
                found[one, other] = Contradiction(one, other, "E202" if slip else "E201")
    return [found[pair] for pair in sorted(found)]


def _keys(group: Group) -> Iterator[_Key]:
    """By what a group is looked up: its type and two of its names, or words where nobody is named."""
    names = sorted(group.actors | group.places)[:_MOST_NAMES]
    if not group.actors and group.kind in _ONCE:
        names += sorted(group.words)[:_MOST_NAMES]
    return ((group.type, *pair) for pair in combinations(names, 2))


def _pairs(event: str, rows: Sequence[int], groups: Sequence[Group]) -> Iterator[tuple[int, int]]:
    """Those of one bucket that lie close together, and those a slip of the pen apart."""
    dated = sorted((first, at) for at in rows if (first := groups[at].first))
    by_day: dict[date, list[int]] = {}
    for day, at in dated:
        by_day.setdefault(day, []).append(at)
    comes_back = event.split(".", maxsplit=1)[0] in _EVERY_YEAR
    for position, (day, at) in enumerate(dated):
        near = dated[max(0, position - _SERIES) : position + 1 + _SERIES]
        close = [other for other in near if other[0] != day and abs((other[0] - day).days) <= _WITHIN]
        pairs = [other for other_day, other in close if other_day > day] if len(close) < _SERIES else []
        for slip in _slips(day, comes_back=comes_back):
            pairs += by_day.get(slip, ())
        for other in pairs:
            yield min(at, other), max(at, other)


def _slips(day: date, *, comes_back: bool) -> Iterator[date]:
    if day.day <= 12 and day.day != day.month:
        yield date(day.year, day.day, day.month)
    if not comes_back and (day.month, day.day) != (2, 29) and day.year < date.max.year:
        yield day.replace(year=day.year + 1)


def _is_slip(one: Group, other: Group) -> bool:
    first, second = one.first, other.first
    if first is None or second is None:
        return False
    swapped = (first.year, first.month, first.day) == (second.year, second.day, second.month)
    return swapped or ((first.month, first.day) == (second.month, second.day) and abs(first.year - second.year) == 1)


def _may_be_one(one: Group, other: Group, articles: Mapping[str, Article]) -> bool:
    """They agree by all else: who, where, in what words; no article tells both, each may tell of the other's day."""
    kind = one.kind
    nobody = not one.actors and not other.actors and kind in _ONCE
    if one.articles & other.articles or not (actors_agree(one, other) or (nobody and one.places & other.places)):
        return False
    if one.places and other.places and not places_agree(one, other):
        return False
    if not (_may_know(one, other) and _may_know(other, one)):
        return False
    told, also_told = _told_in(one, articles), _told_in(other, articles)
    if kind in _MANY:
        return len(told & also_told) >= _COMMON and overlap(told, also_told) >= _ENOUGH_WHERE_MANY
    if not told or not also_told:
        return not nobody
    return overlap(told, also_told) >= (_ENOUGH_WHERE_MANY if nobody else _ENOUGH_WORDS)


def _may_know(one: Group, other: Group) -> bool:
    """What was written before the other's day tells of something else."""
    return all(
        telling.written is None or other.first is None or telling.written >= other.first for telling in one.tellings
    )


def _told_in(group: Group, articles: Mapping[str, Article]) -> frozenset[str]:
    told: frozenset[str] = frozenset()
    for telling in group.tellings[:_SERIES]:
        told |= _words(articles[telling.mention.article].text, telling)
    return told


@lru_cache(maxsize=1 << 12)
def _clause_words(clause: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold_key(clause)))


def _words(text: str, telling: Telling) -> frozenset[str]:
    """The words of the clause without those of its trigger, its date and its names."""
    mention = telling.mention
    known = set(_clause_words(mention.trigger))
    spans = [(span.start, span.end) for span in mention.timexes]
    spans += [(name.start, name.end) for name in (*mention.actors, *mention.places)]
    for start, end in spans:
        known |= _clause_words(text[start:end])
    return _clause_words(text[mention.start : mention.end]) - known
