"""A visit contains its arrival, its meetings, what is signed on it and its departure: they stay events of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from pipeline.merge.telling import Group, name_key, same_area
from pipeline.model import Article, Name
from pipeline.names import country_of_adjective

_WHOLE = "visit.visit"
_PARTS = frozenset({"visit.arrival", "visit.departure", "meeting.meeting", "agreement.agreement"})
_HELD_OFF = frozenset({"denied", "cancelled", "postponed"})
# A visit that is only known to a longer time contains nothing but what is said to be in the same place.
_SHARP = 31
_LONGEST = 366
_DAY = timedelta(days=1)
_CANDIDATES = 60
_TITLE = 3

_Key = tuple[str, int]


def part_of(groups: Sequence[Group], articles: Mapping[str, Article]) -> dict[int, int]:
    """For each group that is part of a visit the smallest such visit. A visit is part of nothing, so no circle."""
    index: dict[_Key, list[int]] = {}
    senders: dict[int, set[str]] = {}
    for at, group in enumerate(groups):
        if group.type == _WHOLE and group.width <= _LONGEST and not group.statuses <= _HELD_OFF:
            senders[at] = _senders(group, articles)
            for name in sorted(group.actors | senders[at]):
                for month in _months(group):
                    index.setdefault((name, month), []).append(at)
    found: dict[int, int] = {}
    for at, group in enumerate(groups):
        if group.type in _PARTS and group.width <= _LONGEST:
            near = {
                whole
                for name in group.actors
                for month in _months(group)
                for whole in index.get((name, month), ())[:_CANDIDATES]
            }
            wholes = [whole for whole in near if _contains(groups[whole], group, senders[whole])]
            if wholes:
                found[at] = min(wholes, key=lambda whole: (groups[whole].width, groups[whole].order))
    return found


def _months(group: Group) -> range:
    """The months that a group touches, a day more on either side."""
    if group.first is None or group.last is None:
        return range(0)
    first, last = group.first - _DAY, group.last + _DAY
    return range(first.year * 12 + first.month, last.year * 12 + last.month + 1)


def _senders(visit: Group, articles: Mapping[str, Article]) -> set[str]:
    """The countries that the visitors' titles name («الرئيس الفرنسي فلان»)."""
    return {
        name_key(country)
        for telling in visit.tellings
        for name in telling.mention.actors
        if name.category == "person" and (country := _country_in_title(articles[telling.mention.article].text, name))
    }


def _country_in_title(text: str, name: Name) -> str:
    words = text[max(0, name.start - 40) : name.start].split()[-_TITLE:]
    return next((country for word in reversed(words) if (country := country_of_adjective(word))), "")


def _contains(visit: Group, part: Group, senders: set[str]) -> bool:
    if visit.first is None or visit.last is None or part.first is None or part.last is None or visit.is_open:
        return False
    hosts = {name_key(name.label) for telling in visit.tellings for name in telling.mention.places}
    is_there = bool(visit.places & part.places) or same_area(visit.areas, part.areas) or _same_country(visit, part)
    if part.places and visit.places and not is_there:
        return False
    # Whoever visits takes part; or his country does, in the country that he visits.
    if not visit.actors & part.actors and not (senders & part.actors and (is_there or hosts & part.actors)):
        return False
    slack = _DAY if is_there and part.places else _DAY * 0
    within = visit.first - slack <= part.first and part.last <= visit.last + slack
    if is_there and part.places:
        overlaps = visit.first - slack <= part.last and part.first <= visit.last + slack
        return within or (overlaps and part.width <= _SHARP and visit.width <= _SHARP)
    return within and visit.width <= _SHARP


def _same_country(visit: Group, part: Group) -> bool:
    countries = {code for code, _ in visit.areas if code}
    return any(code in countries for code, _ in part.areas)
