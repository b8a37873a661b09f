"""What was planned for one day and held, or put off to, another is one happening: the plan joins what came of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from pipeline.merge.telling import (
    AHEAD,
    HELD,
    WORDS_MATTER,
    Group,
    Telling,
    actors_agree,
    overlap,
    places_agree,
)

# What is held so many days before or behind the day that was planned may be what was planned.
_EARLIER, _LATER = 7, 45
_SHARP = 31
_ENOUGH_WORDS = 0.5
_CANDIDATES = 60
# Of these there is another one every week.
_NEVER_PLANNED = frozenset({"statement", "statistic"})
_ALWAYS_ANOTHER = _NEVER_PLANNED | {"other"}
_OUTCOME = HELD | {"postponed"}
_STILL_AHEAD = AHEAD | {"postponed"}

_Key = tuple[str, str]


def join_plans(groups: Sequence[Group]) -> list[Group]:
    """The groups, each plan inside the group of what came of it."""
    index = _outcomes(groups)
    came_of: dict[int, int] = {}
    for at, plan in enumerate(groups):
        if plan.statuses <= _STILL_AHEAD and _is_sharp(plan):
            found = _outcome(at, groups, index)
            if found is not None:
                came_of[at] = found
    for at in sorted(came_of, key=lambda plan: groups[plan].order):
        outcome, seen = came_of[at], {at}
        while outcome in came_of and outcome not in seen:  # put off to a day that was not held to either
            seen.add(outcome)
            outcome = came_of[outcome]
        if outcome in came_of:
            continue
        groups[outcome].plans += groups[at].tellings
        for telling in groups[at].tellings:
            groups[outcome].add(telling)
    joined = {plan.mention.mention_id for group in groups for plan in group.plans}
    return [group for group in groups if group.plans or group.tellings[0].mention.mention_id not in joined]


def delay(group: Group, plan: Telling) -> int | None:
    """By how many days it was held later than planned, where both days are known."""
    held = sharpest(group)
    if held.first is None or plan.first is None or held.width or plan.width:
        return None
    return (held.first - plan.first).days


def sharpest(group: Group) -> Telling:
    """The telling whose date is the happening's: the sharpest that is not a plan overtaken by what came of it."""
    if len(group.tellings) == 1:
        return group.tellings[0]
    overtaken = {telling.mention.mention_id for telling in group.plans}
    left = [telling for telling in group.tellings if telling.mention.mention_id not in overtaken]
    return min(left, key=lambda telling: (telling.width, telling.mention.basis != "stated", telling.order))


def may_follow(plan: Group, outcome: Group) -> bool:
    """Whether a group may be what came of another one that tells of a plan for other days."""
    if not plan.statuses <= _STILL_AHEAD or not (_is_short(plan) and _is_short(outcome)):
        return False
    days = _days_between(plan, outcome)
    return bool(days) and -_EARLIER <= days <= _LATER and _is_told_later(plan, outcome)


def _is_short(group: Group) -> bool:
    return not group.is_open and group.width <= _SHARP and group.kind not in _NEVER_PLANNED


def _is_sharp(group: Group) -> bool:
    return _is_short(group) and group.kind not in _ALWAYS_ANOTHER


def _outcomes(groups: Sequence[Group]) -> dict[_Key, list[tuple[date, int]]]:
    """type and actor -> what was held or put off, by its first day."""
    index: dict[_Key, list[tuple[date, int]]] = {}
    for at, group in enumerate(groups):
        if group.first is not None and _is_sharp(group) and group.statuses & _OUTCOME:
            for actor in group.actors:
                index.setdefault((group.type, actor), []).append((group.first, at))
    for rows in index.values():
        rows.sort()
    return index


def _outcome(at: int, groups: Sequence[Group], index: dict[_Key, list[tuple[date, int]]]) -> int | None:
    """What came of a plan: the one nearest in time that goes with it; none where two are as near."""
    plan = groups[at]
    if plan.first is None or plan.last is None:
        return None
    found: dict[int, int] = {}
    for actor in plan.actors:
        rows = index.get((plan.type, actor), [])
        low = bisect_left(rows, plan.first.toordinal() - _EARLIER - _SHARP, key=lambda row: row[0].toordinal())
        for _, other in rows[low : low + _CANDIDATES]:
            days = _days_between(plan, groups[other])
            if days and -_EARLIER <= days <= _LATER and _may_have_become(plan, groups[other]):
                found[other] = abs(days)
    nearest = [other for other, days in found.items() if days == min(found.values())]
    return nearest[0] if len(nearest) == 1 else None


def _days_between(plan: Group, outcome: Group) -> int:
    """From the plan to what came of it; 0 where they overlap."""
    if plan.first is None or plan.last is None or outcome.first is None or outcome.last is None:
        return 0
    if outcome.first > plan.last:
        return (outcome.first - plan.last).days
    return min(0, (outcome.last - plan.first).days)


def _may_have_become(plan: Group, outcome: Group) -> bool:
    if not actors_agree(plan, outcome) or not _is_told_later(plan, outcome):
        return False
    if "postponed" in plan.statuses and not outcome.statuses & HELD:
        return False
    if plan.places and outcome.places:
        if not places_agree(plan, outcome):
            return False
    elif len(plan.actors & outcome.actors) < 2:
        return False
    return plan.kind not in WORDS_MATTER or overlap(plan.words, outcome.words) >= _ENOUGH_WORDS


def _is_told_later(plan: Group, outcome: Group) -> bool:
    """The outcome is told by an article that is written later, and is no second plan beside the first."""
    told = [telling for telling in outcome.tellings if telling.status in _OUTCOME]
    announced = max((telling.written for telling in plan.tellings if telling.written), default=None)
    reported = max((telling.written for telling in told if telling.written), default=None)
    if announced and reported and reported < announced:
        return False
    if announced and outcome.last and outcome.last < announced and not plan.articles & outcome.articles:
        return False
    if not (announced and reported) and (outcome.first or date.min) < (plan.last or date.max):
        return False
    also_planned = {telling.mention.article for telling in outcome.tellings if telling.status in AHEAD}
    return not also_planned & plan.articles
