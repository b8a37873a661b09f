"""Tellings of one happening become one group.

Two tellings are one where they tell of the same type of event, their times are compatible and their actors or places
agree. The sharpest comes first, so that a wider one finds the happening it fits; where it would fit two equally well it
stays alone rather than choosing. Candidates come from an index by type, name and time, as fine as the telling is sharp,
so that the cost grows nearly in step with the number of mentions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from pipeline.merge.telling import WORDS_MATTER, Group, Telling, overlap, same_area, title_words
from pipeline.names import same_name_key

# A court sentences and a king appoints several on one day: what is told beside their names must agree.
_ONE_OF_SEVERAL = frozenset({"trial", "office"})
_ENOUGH_WORDS = 0.34
# A telling is indexed by its days, months or years, as wide as it is (in days).
_BY_DAY, _BY_MONTH, _BY_YEAR = 10, 366, 5 * 366
# So many groups under one name and time are looked through; more of them would be told apart by nothing that is known.
_CANDIDATES = 120
_WEIGHT_OF_WORDS = 0.5
# Two periods of a happening with a name are one where they share so much of their days.
_SAME_PERIOD = 0.5

_Key = tuple[str, str, str, int]
_Index = dict[_Key, list[int]]


def grouped(tellings: Sequence[Telling]) -> list[Group]:
    """The groups of tellings that come the sharpest first."""
    groups: list[Group] = []
    index: _Index = {}
    for telling in tellings:
        at = _fitting(telling, groups, index)
        if at is None:
            at = len(groups)
            groups.append(Group())
        group = groups[at]
        known = _names(group) if group.tellings else set()
        group.add(telling)
        for name in sorted(_names(telling) - known):
            for key in _keys(group, name):
                index.setdefault(key, []).append(at)
    return groups


def _names(one: Telling | Group) -> set[str]:
    """By what it is looked up: its names, and for what has a name of its own the countries in it."""
    return {*one.actors, *one.places, *(f"~{stem}" for stem in (*one.stems, *one.implied))}


def _level(width: int) -> int:
    if width <= _BY_MONTH:
        return 0 if width <= _BY_DAY else 1
    return 2 if width <= _BY_YEAR else 3


def _numbers(first: date, last: date, level: int) -> range:
    if level == 0:
        return range(first.toordinal(), last.toordinal() + 1)
    if level == 1:
        return range(first.year * 12 + first.month, last.year * 12 + last.month + 1)
    return range(first.year, last.year + 1) if level == 2 else range(1)


def _keys(group: Group, name: str) -> Iterator[_Key]:
    """A group stands under its own level and the wider ones, where wider tellings look for it."""
    if group.first is None or group.last is None:
        return
    own = _level(group.width)
    for level in (own,) if own == 3 else range(own, 3):
        for number in _numbers(group.first, group.last, level):
            yield group.type, name, "dmyw"[level], number


def _fitting(telling: Telling, groups: list[Group], index: Mapping[_Key, list[int]]) -> int | None:
    if telling.first is None or telling.last is None:
        return None
    level = _level(telling.width)
    numbers = _numbers(telling.first, telling.last, level)
    candidates: set[int] = set()
    for name in _names(telling):
        for number in numbers:
            candidates.update(index.get((telling.type, name, "dmyw"[level], number), ())[-_CANDIDATES:])
    best, winners = 0.0, 0
    found: int | None = None
    for at in candidates:
        score = _agreement(telling, groups[at])
        if score > best:
            best, winners, found = score, 1, at
        elif score and score == best:
            winners += 1
    return found if winners == 1 else None


def _agreement(telling: Telling, group: Group) -> float:
    """How well a telling fits a group, 0 where it does not."""
    if telling.first is None or telling.last is None or group.first is None or group.last is None:
        return 0.0
    if telling.last < group.first or group.last < telling.first or telling.is_open != group.is_open:
        return 0.0
    words = overlap(telling.words, group.words)
    if _is_same_by_name(telling, group):
        return 1 + words * _WEIGHT_OF_WORDS
    shared, shared_places = telling.actors & group.actors, telling.places & group.places
    if telling.actors and group.actors:
        nested = telling.actors <= group.actors or group.actors <= telling.actors
        if not shared or not (nested or len(shared) >= 2):
            return 0.0
        if telling.places and group.places and not shared_places and not same_area(telling.areas, group.areas):
            return 0.0
    elif not shared_places:
        return 0.0
    if telling.mention.kind in WORDS_MATTER and words < _ENOUGH_WORDS:
        return 0.0
    if telling.mention.kind in _ONE_OF_SEVERAL and overlap(*_beside(telling, group)) < _ENOUGH_WORDS:
        return 0.0
    return len(shared) + len(shared_places) + words * _WEIGHT_OF_WORDS


def _beside(telling: Telling, group: Group) -> tuple[frozenset[str], set[str]]:
    """The words of both beside the names that they share."""
    shared = telling.actors & group.actors
    labels = (name.label for name in telling.mention.actors if same_name_key(name.label) in shared)
    names = title_words(" ".join(labels))
    return telling.words - names, group.words - names


def _is_same_by_name(telling: Telling, group: Group) -> bool:
    """«الحرب الكورية (1950-1953)» names in an adjective who is told of elsewhere by name, over the same period."""
    if telling.actors and group.actors:
        # «الغزو الأميركي للعراق»: all the countries of one are those of the other.
        countries = telling.stems | telling.implied
        all_same = len(countries) > 1 and countries == group.stems | group.implied
        return all_same and bool(telling.implied or group.implied)
    implied, other = telling.implied, {*group.stems, *group.implied}
    if group.implied and not group.actors:
        implied, other = frozenset(group.implied), {*telling.stems, *telling.implied}
    return bool(implied) and implied <= other and _same_period(telling, group)


def _same_period(telling: Telling, group: Group) -> bool:
    if telling.first is None or telling.last is None or group.first is None or group.last is None:
        return False
    common = (min(telling.last, group.last) - max(telling.first, group.first)).days + 1
    whole = (max(telling.last, group.last) - min(telling.first, group.first)).days + 1
    return common >= _SAME_PERIOD * whole
