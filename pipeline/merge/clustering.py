"""Tellings of one happening become one group.

Two tellings are one where they tell of the same type of event, their times are compatible and their actors or places
agree. The sharpest comes first, so that a wider one finds the happening it fits; where it would fit two equally well it
stays alone rather than choosing. Candidates come from an index by type, name and time, as fine as the telling is sharp,
so that the cost grows nearly in step with the number of mentions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from pipeline.merge.telling import WORDS_MATTER, Group, Telling, name_key, overlap, same_area, title_words

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

# Type and name -> a number of a day, month, year or none of them -> the groups that stand there, in order.
_Index = dict[tuple[str, str], dict[int, list[int]]]
# The numbers of one level begin here, behind all those of the level below.
_LEVEL = 10**7


def grouped(tellings: Sequence[Telling]) -> list[Group]:
    """The groups of tellings that come the sharpest first."""
    groups: list[Group] = []
    index: _Index = {}
    for telling in tellings:
        names = _names(telling)
        at = _fitting(telling, names, groups, index)
        if at is None:
            at = len(groups)
            group = Group()
            groups.append(group)
        else:
            group = groups[at]
            names = names - _names(group)
        group.add(telling)
        if names:
            _enter(at, group, names, index)
    return groups


def _names(one: Telling | Group) -> frozenset[str]:
    """By what it is looked up: its names, and for what has a name of its own the countries in it."""
    names = one.actors | one.places
    if one.stems or one.implied:
        names |= {f"~{stem}" for stem in one.stems | one.implied}
    return names


def _enter(at: int, group: Group, names: Iterable[str], index: _Index) -> None:
    """A group stands under its own level and the wider ones, where wider tellings look for it."""
    if group.first is None or group.last is None:
        return
    own = _level(group.width)
    levels = (own,) if own == 3 else range(own, 3)
    numbers = [number for level in levels for number in _numbers(group.first, group.last, level)]
    kind = group.type
    for name in names:
        rows = index.setdefault((kind, name), {})
        for number in numbers:
            if number in rows:
                rows[number].append(at)
            else:
                rows[number] = [at]


def _level(width: int) -> int:
    if width <= _BY_MONTH:
        return 0 if width <= _BY_DAY else 1
    return 2 if width <= _BY_YEAR else 3


def _numbers(first: date, last: date, level: int) -> range:
    start = level * _LEVEL
    if level == 0:
        return range(first.toordinal(), last.toordinal() + 1)
    if level == 1:
        return range(start + first.year * 12 + first.month, start + last.year * 12 + last.month + 1)
    return range(start + first.year, start + last.year + 1) if level == 2 else range(start, start + 1)


def _fitting(telling: Telling, names: Iterable[str], groups: Sequence[Group], index: _Index) -> int | None:
    if telling.first is None or telling.last is None:
        return None
    numbers = _numbers(telling.first, telling.last, _level(telling.width))
    candidates: set[int] = set()
    for name in names:
        rows = index.get((telling.type, name))
        if rows is not None:
            for number in numbers:
                if number in rows:
                    candidates.update(rows[number][-_CANDIDATES:])
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
    if (telling.implied or group.implied) and _is_same_by_name(telling, group):
        return 1 + overlap(telling.words, group.words) * _WEIGHT_OF_WORDS
    shared, shared_places = telling.actors & group.actors, telling.places & group.places
    if telling.actors and group.actors:
        nested = telling.actors <= group.actors or group.actors <= telling.actors
        if not shared or not (nested or len(shared) >= 2):
            return 0.0
        if telling.places and group.places and not shared_places and not same_area(telling.areas, group.areas):
            return 0.0
    elif not shared_places:
        return 0.0
    words = overlap(telling.words, group.words)
    if telling.mention.kind in WORDS_MATTER and words < _ENOUGH_WORDS:
        return 0.0
    if telling.mention.kind in _ONE_OF_SEVERAL and overlap(*_beside(telling, group)) < _ENOUGH_WORDS:
        return 0.0
    return len(shared) + len(shared_places) + words * _WEIGHT_OF_WORDS


def _beside(telling: Telling, group: Group) -> tuple[frozenset[str], frozenset[str]]:
    """The words of both beside the names that they share."""
    shared = telling.actors & group.actors
    labels = (name.label for name in telling.mention.actors if name_key(name.label) in shared)
    names = title_words(" ".join(labels))
    return telling.words - names, group.words - names


def _is_same_by_name(telling: Telling, group: Group) -> bool:
    """«الحرب الكورية (1950-1953)» names in an adjective who is told of elsewhere by name, over the same period."""
    if telling.actors and group.actors:
        # «الغزو الأميركي للعراق»: all the countries of one are those of the other.
        countries = telling.stems | telling.implied
        all_same = len(countries) > 1 and countries == group.stems | group.implied
        return all_same and bool(telling.implied or group.implied)
    implied: frozenset[str] = telling.implied
    other: Telling | Group = group
    if group.implied and not group.actors:
        implied, other = group.implied, telling
    return bool(implied) and implied <= (other.stems | other.implied) and _same_period(telling, group)


def _same_period(telling: Telling, group: Group) -> bool:
    if telling.first is None or telling.last is None or group.first is None or group.last is None:
        return False
    common = (min(telling.last, group.last) - max(telling.first, group.first)).days + 1
    whole = (max(telling.last, group.last) - min(telling.first, group.first)).days + 1
    return common >= _SAME_PERIOD * whole
