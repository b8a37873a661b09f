"""What is denied, cancelled or put off in a sentence without a date of its own attaches to the event that it means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from pipeline.denials import Denial
from pipeline.merge.telling import AHEAD, HELD, Group, Telling, overlap
from pipeline.model import Anchor

_CANDIDATES = 200
# «نفت ذلك» points back at most so many characters.
_BACK = 450
# Of these kinds any two tellings differ: the words must agree as well as the names.
_GENERAL = frozenset({"other", "statement", "statistic", "decision"})
_ENOUGH_WORDS = 0.34
# Who gives and who takes is told by the order of the names.
_DIRECTED = frozenset({"other.supply"})

_Key = tuple[str, str]


def attach(groups: Sequence[Group], denials: Iterable[Denial], anchors: Mapping[str, Anchor]) -> dict[str, list[str]]:
    """Notes on the groups who denies them, or what became of the plan. Returns mention id -> who denies it."""
    denials = list(denials)
    by_name, by_article = _indexes(groups, denials)
    denied: dict[str, list[str]] = {}
    for denial in sorted(denials, key=lambda one: (one.article, one.start, one.end)):
        written = anchors[denial.article].value.latest
        for group in _meant(denial, written, groups, by_name, by_article):
            if denial.status == "denied":
                group.denied_by += [name for name in denial.by if name not in group.denied_by]
                for telling in group.tellings:
                    names = denied.setdefault(telling.mention.mention_id, [])
                    names += [name for name in denial.by if name not in names]
            else:
                group.retracted = denial.status
    return denied


def _indexes(
    groups: Sequence[Group], denials: Sequence[Denial]
) -> tuple[dict[_Key, list[int]], dict[str, list[tuple[Telling, int]]]]:
    """The groups by type and name, and the tellings by article, as far as the denials ask for them."""
    names = frozenset().union(*[denial.names or denial.deniers for denial in denials])
    articles = {denial.article for denial in denials}
    by_name: dict[_Key, list[int]] = {}
    by_article: dict[str, list[tuple[Telling, int]]] = {}
    for at, group in enumerate(groups):
        is_alleged = "alleged" in group.statuses
        for name in names & (group.actors | group.places):
            by_name.setdefault((group.type, name), []).append(at)
            if is_alleged:
                by_name.setdefault(("", name), []).append(at)
        if not articles.isdisjoint(group.articles):
            for telling in group.tellings:
                by_article.setdefault(telling.mention.article, []).append((telling, at))
    return by_name, by_article


def _meant(
    denial: Denial,
    written: date | None,
    groups: Sequence[Group],
    by_name: Mapping[_Key, list[int]],
    by_article: Mapping[str, list[tuple[Telling, int]]],
) -> list[Group]:
    """The groups that a denial means: what its own object dates, else what it points back to, else what it names."""
    own = by_article.get(denial.article, ())
    inside = {at for telling, at in own if denial.start <= telling.mention.start < denial.end and denial.types}
    if inside:
        exact = [at for at in sorted(inside) if groups[at].type in denial.types]
        return [groups[at] for at in exact] if denial.status == "denied" else []
    if denial.points_back:
        return _told_before(denial, own, groups)
    types = denial.types or frozenset({""})
    names = denial.names or denial.deniers
    near = {at for event in types for name in names for at in by_name.get((event, name), ())[:_CANDIDATES]}
    return [groups[at] for at in sorted(near) if _is_meant(denial, written, groups[at])]


def _told_before(denial: Denial, own: Sequence[tuple[Telling, int]], groups: Sequence[Group]) -> list[Group]:
    """The last that the article tells before «نفت ذلك», where the one who denies it is part of it or is accused."""
    before = [
        (telling, at)
        for telling, at in own
        if telling.mention.end <= denial.start <= telling.mention.end + _BACK
        and (telling.mention.kind != "statement" or telling.status == "alleged")
    ]
    for telling, at in sorted(before, key=lambda pair: pair[0].mention.end, reverse=True):
        mention = telling.mention
        is_claimed = mention.status == "alleged" or (mention.speaker and mention.speaker not in denial.by)
        if denial.status == "denied" and (is_claimed or telling.actors & denial.deniers):
            return [groups[at]]
    return []


def _is_meant(denial: Denial, written: date | None, group: Group) -> bool:
    if written is not None and not _may_mean(denial, written, group):
        return False
    if denial.status != "denied":
        return _is_retracted(denial, written, group)
    names = group.actors | group.places
    if not denial.types:
        # «نفت المزاعم»: all who are accused deny it, and at least two of them are named.
        return len(group.actors) >= 2 and group.actors <= (denial.names | denial.deniers)
    shared = denial.names & names
    if not denial.names:
        # «نفى أنه قصف …»: who denies it is accused, and the words tell of what.
        return bool(group.actors & denial.deniers) and overlap(denial.words, group.words) >= _ENOUGH_WORDS
    if not shared or (group.actors and not group.actors & (denial.names | denial.deniers)):
        return False
    if len(shared) < min(2, len(names), len(denial.names)):
        return False
    if group.type in _DIRECTED and denial.giver and not _gives(denial.giver, group):
        return False
    return group.kind not in _GENERAL or overlap(denial.words, group.words) >= _ENOUGH_WORDS


def _may_mean(denial: Denial, written: date, group: Group) -> bool:
    """Nothing is denied before it was; a plan is called off after it was told."""
    if denial.status == "denied":
        return group.first is None or group.first <= written or group.statuses <= AHEAD
    told = [telling.written for telling in group.tellings if telling.written]
    return not told or min(told) <= written


def _gives(giver: str, group: Group) -> bool:
    """Whether it comes first among those of a telling that names several, or none does."""
    named = [telling for telling in group.tellings if len(telling.mention.actors) >= 2]
    return not named or any(giver == telling.giver for telling in named)


def _is_retracted(denial: Denial, written: date | None, group: Group) -> bool:
    """A plan, by the same people for the same place, that was still ahead, and that nobody tells as held."""
    if group.statuses & HELD or not group.statuses & AHEAD or not group.actors & denial.names:
        return False
    if written is not None and group.last is not None and group.last < written and group.width == 0:
        return False
    names = group.actors | group.places
    return denial.names <= names or len(denial.names & names) >= 2
