"""Events as editors decided them: pure, events and decisions in, events out.

What decides which tellings belong together (merge, split) works on the groups before they become events, so that all
that follows from it - ids, parts, contradictions, weight - follows from it here too. Every other decision changes the
finished event. An event's id is that of its first telling, whatever is decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.decisions import OF_ARTICLES, OF_EITHER, Decision, Present, standing
from pipeline.merge.telling import Group, Telling
from pipeline.model import Article, Event, Mention
from pipeline.timevalue import parse_edtf

# An event that an editor confirmed, or whose date an editor set, is as sure as this.
_CONFIRMED = 0.99
_CHANGES = frozenset({"date", "title", "kind", "status", "actors", "places"})


class Overlaid(NamedTuple):
    """events: without the rejected ones. rejected: those. decided: event id -> the decisions on it that stand, oldest
    first. lost: decisions that stand and whose telling or article is gone."""

    events: tuple[Event, ...]
    rejected: tuple[Event, ...]
    decided: Mapping[str, tuple[Decision, ...]]
    lost: tuple[Decision, ...]


class Overlay:
    """The decisions of a log that stand, and today's tellings that they mean."""

    def __init__(
        self, decisions: Iterable[Decision], mentions: Sequence[Mention], articles: Mapping[str, Article]
    ) -> None:
        self._standing = standing(decisions)
        present = Present(mentions, articles) if self._standing else Present((), {})
        digests = {article.digest for article in articles.values()}
        self._today: dict[int, str] = {}
        self._others: dict[int, list[str]] = {}
        self._lost: list[Decision] = []
        for one in self._standing:
            if one.kind in OF_ARTICLES or (one.kind in OF_EITHER and one.target in digests):
                if one.target not in digests:
                    self._lost.append(one)
                continue
            target = present.find(one.target, one.quotes.get(one.target))
            named = one.payload.get("with", one.payload.get("mentions", ()))
            others = [found for name in named if (found := present.find(name, one.quotes.get(name))) is not None]
            if target is None or (named and not others):
                self._lost.append(one)
            else:
                self._today[one.number], self._others[one.number] = target, others

    def regrouped(self, groups: list[Group]) -> list[Group]:
        """Groups of tellings as editors put them together and took them apart, in the order of their decisions."""
        for one in self._standing:
            if one.number not in self._today:
                continue
            if one.kind == "merge":
                groups = _merged(groups, {self._today[one.number], *self._others[one.number]})
            elif one.kind == "split":
                groups = _split(groups, self._today[one.number], set(self._others[one.number]))
        return groups

    def laid_over(self, events: Sequence[Event]) -> Overlaid:
        """Finished events as editors decided them."""
        event_of = {mention: event.event_id for event in events for mention in event.mentions}
        decided: dict[str, list[Decision]] = {}
        for one in self._standing:
            if one.number in self._today:
                event_ids = {event_of[name] for name in (self._today[one.number], *self._others[one.number])}
                for event_id in sorted(event_ids):
                    decided.setdefault(event_id, []).append(one)
        kept: list[Event] = []
        rejected: list[Event] = []
        for event in events:
            on_it = decided.get(event.event_id, ())
            refused = any(one.kind == "reject" for one in on_it)
            (rejected if refused else kept).append(_decided(event, on_it) if on_it else event)
        gone = {event.event_id for event in rejected}
        kept = [replace(event, part_of="") if event.part_of in gone else event for event in kept]
        return Overlaid(
            tuple(kept), tuple(rejected), {name: tuple(rows) for name, rows in decided.items()}, tuple(self._lost)
        )


def _merged(groups: Sequence[Group], together: set[str]) -> list[Group]:
    """The groups that hold any of these tellings as one, at the place of the first of them."""
    meant = [group for group in groups if not together.isdisjoint(_ids(group))]
    if len(meant) < 2:
        return list(groups)
    # The sharpest telling comes first: its bounds are the event's.
    meant.sort(key=lambda group: (group.width, group.order))
    made = _of(telling for group in meant for telling in group.tellings)
    made.plans = [plan for group in meant for plan in group.plans]
    made.denied_by = list(dict.fromkeys(name for group in meant for name in group.denied_by))
    first = min(groups.index(group) for group in meant)
    rest = [group for group in groups if group not in meant]
    return [*rest[:first], made, *rest[first:]]


def _split(groups: Sequence[Group], target: str, apart: set[str]) -> list[Group]:
    """The group of a telling without some others of it, and these as a group of their own."""
    found: list[Group] = []
    for group in groups:
        ids = _ids(group)
        leaving = apart & ids
        if target not in ids or not leaving or leaving == ids:
            found.append(group)
            continue
        for chosen in (ids - leaving, leaving):
            part = _of(telling for telling in group.tellings if telling.mention.mention_id in chosen)
            part.plans = [plan for plan in group.plans if plan.mention.mention_id in chosen]
            found.append(part)
    return found


def _of(tellings: Iterable[Telling]) -> Group:
    group = Group()
    for telling in tellings:
        group.add(telling)
    return group


def _ids(group: Group) -> set[str]:
    return {telling.mention.mention_id for telling in group.tellings}


def _decided(event: Event, decisions: Sequence[Decision]) -> Event:
    """An event with what was decided on it, the latest word last; its trace says what was changed."""
    for one in decisions:
        said = one.payload
        if one.kind == "date":
            event = replace(event, value=parse_edtf(said["edtf"]), basis="stated", confidence=_CONFIRMED)
        elif one.kind == "confirm":
            event = replace(event, confidence=_CONFIRMED)
        elif one.kind == "title":
            event = replace(event, title_ar=said.get("ar") or event.title_ar, title_en=said.get("en") or event.title_en)
        elif one.kind == "kind":
            event = replace(event, kind=said["kind"])
        elif one.kind == "status":
            event = replace(event, status=said["status"])
        elif one.kind == "actors":
            event = replace(event, actors=tuple(said["labels"]))
        elif one.kind == "places":
            event = replace(event, places=tuple(said["labels"]))
    changed = sorted({one.kind for one in decisions} & _CHANGES)
    return replace(event, trace="; ".join((event.trace, *(f"decided_{field}()" for field in changed))))
