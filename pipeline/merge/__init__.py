"""From the mentions of all articles to events: tellings of one happening become one, and none is lost.

clustering (what is told as one) -> plans (what came of them) -> denied (by whom) -> parts -> contradictions -> events
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from pipeline.denials import Denial, told_as_denied
from pipeline.merge.clustering import grouped
from pipeline.merge.contradictions import contradictions
from pipeline.merge.denied import attach
from pipeline.merge.linking import linked
from pipeline.merge.origins import copies, origins
from pipeline.merge.parts import part_of
from pipeline.merge.plans import delay, join_plans, sharpest
from pipeline.merge.telling import AHEAD, HELD, Group, Telling, tellings_of
from pipeline.merge.weight import confidence, importance
from pipeline.model import Anchor, Article, Event, Masthead, Mention, Status

__all__ = ["HELD", "Contradiction", "Delay", "Merged", "merge"]


class Contradiction(NamedTuple):
    """Two events that agree in all but the date (ids, the less sure first). code: E201 or E202 of the checks."""

    code: str
    weaker: str
    stronger: str


class Delay(NamedTuple):
    """A plan, and what came of it: the ids of the two mentions and of their event. days: where both days are known."""

    event: str
    planned: str
    held: str
    days: int | None


class Merged(NamedTuple):
    """mentions: those that were given, in their order, with who denies them anywhere in the corpus.

    copied: for each article the one that it is near-identical with, or itself.
    """

    events: tuple[Event, ...]
    mentions: tuple[Mention, ...]
    contradictions: tuple[Contradiction, ...]
    delays: tuple[Delay, ...]
    copied: Mapping[str, str]


class _Corpus(NamedTuple):
    articles: Mapping[str, Article]
    anchors: Mapping[str, Anchor]
    mastheads: Mapping[str, Masthead]
    copied: Mapping[str, str]


class _About(NamedTuple):
    """What is known of a group beside its tellings: the id of the event it is part of, the ids that contradict it."""

    whole: str
    against: Sequence[str]


def merge(
    mentions: Sequence[Mention],
    articles: Mapping[str, Article],
    anchors: Mapping[str, Anchor],
    mastheads: Mapping[str, Masthead],
    denials: Iterable[Denial] = (),
    regrouped: Callable[[list[Group]], list[Group]] | None = None,
) -> Merged:
    """The events of a corpus, oldest first, undated ones last. The order of the mentions does not matter.

    regrouped: what somebody who knows better puts together or takes apart.
    """
    with _without_collector():
        return _merge(mentions, articles, anchors, mastheads, list(denials), regrouped)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Nothing here makes a circle, and the garbage collector would look through every mention again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _merge(
    mentions: Sequence[Mention],
    articles: Mapping[str, Article],
    anchors: Mapping[str, Anchor],
    mastheads: Mapping[str, Masthead],
    denials: Sequence[Denial],
    regrouped: Callable[[list[Group]], list[Group]] | None,
) -> Merged:
    mentions = _with_own_denials(mentions, denials)
    groups = join_plans(linked(grouped(tellings_of(mentions, articles, anchors)), articles))
    if regrouped is not None:
        groups = regrouped(groups)
    for group in groups:
        group.tellings.sort(key=lambda telling: telling.order)
    denied = attach(groups, denials, anchors)
    wholes = part_of(groups, articles)
    conflicting = contradictions(groups, articles)
    copied = copies({article.name: article.text for article in sorted(articles.values(), key=attrgetter("digest"))})
    corpus = _Corpus(articles, anchors, mastheads, copied)
    ids = [group.tellings[0].mention.mention_id for group in groups]
    against: dict[int, list[str]] = {}
    for one, other, _ in conflicting:
        against.setdefault(one, []).append(ids[other])
        against.setdefault(other, []).append(ids[one])
    events = [
        _event(group, _About(ids[wholes[at]] if at in wholes else "", sorted(against.get(at, ()))), corpus)
        for at, group in enumerate(groups)
    ]
    return Merged(
        tuple(sorted(events, key=_in_time)),
        tuple(_with_deniers(mention, denied.get(mention.mention_id)) for mention in mentions),
        tuple(_ranked(events[one], events[other], code) for one, other, code in conflicting),
        tuple(found for group in groups for found in _delays(group)),
        copied,
    )


def _in_time(event: Event) -> tuple[bool, date, date, str]:
    return (
        event.value.earliest is None,
        event.value.earliest or date.max,
        event.value.latest or date.max,
        event.event_id,
    )


def _with_own_denials(mentions: Sequence[Mention], denials: Sequence[Denial]) -> list[Mention]:
    """What stands inside a denial is told as not having taken place, whoever else tells it; who says that something did
    not take place denies it.
    """
    by_article: dict[str, list[Denial]] = {}
    for denial in denials:
        by_article.setdefault(denial.article, []).append(denial)
    found = []
    for mention in mentions:
        own = told_as_denied(mention, by_article[mention.article]) if mention.article in by_article else None
        if own is not None and mention.status in ("happened", "ongoing", "alleged", "denied"):
            found.append(replace(mention, status="denied", denied_by=own.by))
        elif mention.status == "denied" and mention.speaker:
            found.append(replace(mention, denied_by=(mention.speaker,)))
        else:
            found.append(mention)
    return found


def _with_deniers(mention: Mention, names: Sequence[str] | None) -> Mention:
    return replace(mention, denied_by=_union((*mention.denied_by, *names))) if names else mention


def _ranked(one: Event, other: Event, code: str) -> Contradiction:
    """The one that more origins, and surer ones, tell is believed rather."""
    weaker, stronger = sorted((one, other), key=lambda event: (event.origins, event.confidence, event.event_id))
    return Contradiction(code, weaker.event_id, stronger.event_id)


def _delays(group: Group) -> list[Delay]:
    if not group.plans:
        return []
    event, held = group.tellings[0].mention.mention_id, sharpest(group).mention.mention_id
    plans = sorted(group.plans, key=lambda plan: plan.order)
    return [Delay(event, plan.mention.mention_id, held, delay(group, plan)) for plan in plans]


def _event(group: Group, about: _About, corpus: _Corpus) -> Event:
    mentions = [telling.mention for telling in group.tellings]
    leading = sharpest(group).mention
    agreeing = group.tellings
    if group.plans:
        plans = {plan.mention.mention_id for plan in group.plans}
        agreeing = [telling for telling in group.tellings if telling.mention.mention_id not in plans]
    witnesses = origins(agreeing, corpus.articles, corpus.mastheads, corpus.copied)
    status = _status(group)
    heard = [telling.mention for telling in agreeing if telling.status == status]
    fullest = max(heard, key=_fullness, default=leading)
    kind = _kind(leading, mentions)
    denied_by = _union([*[name for m in mentions for name in m.denied_by], *group.denied_by])
    return Event(
        event_id=mentions[0].mention_id,
        value=leading.value,
        basis=leading.basis,
        kind=kind,
        status=status,
        speakers=_union([m.speaker for m in mentions]),
        denied_by=denied_by,
        actors=_union([n.label for m in mentions for n in m.actors]),
        places=_union([n.label for m in mentions for n in m.places]),
        title_ar=fullest.title_ar,
        title_en=fullest.title_en,
        articles=tuple(sorted(group.articles)),
        origins=origins(group.tellings, corpus.articles, corpus.mastheads, corpus.copied) if group.plans else witnesses,
        mentions=tuple([m.mention_id for m in mentions]),
        part_of=about.whole,
        confidence=confidence(
            leading,
            corpus.anchors[leading.article],
            status,
            witnesses,
            is_denied=bool(denied_by),
            is_contradicted=bool(about.against),
        ),
        importance=importance(
            kind, mentions, corpus.articles, corpus.anchors, witnesses, status, is_part=bool(about.whole)
        ),
        trace=_trace(group, about, leading, status, witnesses),
    )


def _kind(leading: Mention, mentions: Sequence[Mention]) -> str:
    """As the sharpest telling has it, if its verb says what happened."""
    told = (leading, *mentions)
    return next((mention.kind for mention in told if mention.kind not in _SAYS_LITTLE), leading.kind)


def _trace(group: Group, about: _About, leading: Mention, status: Status, witnesses: int) -> str:
    steps = [
        leading.trace,
        f"dated_by(mention={leading.mention_id})",
        f"told(mentions={len(group.tellings)}; origins={witnesses})",
        f"held_as(status={status})",
    ]
    for plan in sorted(group.plans, key=lambda plan: plan.order):
        days = delay(group, plan)
        counted = f"days={days}; " if days is not None else ""
        steps.append(f"delayed({counted}planned={plan.mention.value.edtf}; mention={plan.mention.mention_id})")
    if about.whole:
        steps.append(f"part_of(event={about.whole})")
    steps += [f"contradicted(event={other})" for other in about.against]
    return "; ".join(steps)


def _fullness(mention: Mention) -> tuple[int, bool, int]:
    """Whose headline stands for the event."""
    return min(3, len(mention.actors) + len(mention.places)), mention.start == 0, -len(mention.title_ar)


def _union(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([value for value in values if value]))


# Kinds that say little of what happened.
_SAYS_LITTLE = frozenset({"other", "statement"})
# What is told on the same day: the change outranks the plan.
_RANK: Mapping[Status, int] = {"cancelled": 3, "postponed": 2, "possible": -1}


def _status(group: Group) -> Status:
    """What the corpus knows at its latest: the latest article's telling, but what was told as held stays held."""
    statuses = group.statuses
    if "happened" in statuses:
        return "happened"
    if group.retracted and statuses & AHEAD:
        return group.retracted
    if len(statuses) == 1:
        return group.tellings[0].status

    def latest(telling: Telling) -> tuple[date, int, str]:
        status = telling.status
        unknown = date.min if status in AHEAD else date.max  # only what was planned is called off
        return telling.written or unknown, _RANK.get(status, 0), telling.mention.mention_id

    return max(group.tellings, key=latest).mention.status
