"""From the mentions of all articles to events: tellings of one happening become one, and none is lost.

Two mentions are one event where they tell of the same type of event, their times are compatible and their actors or
places agree. The sharpest telling comes first, so that a wider one finds the event it fits; where it would fit two
equally well it stays alone rather than choosing. Candidates come from an index by type, name and year, so that the
cost grows nearly in step with the number of mentions.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pipeline.model import Anchor, Article, Basis, Event, Masthead, Mention, Status, TimeValue
from pipeline.names import same_name_key
from pipeline.text import fold_key

# Wider values than this many years are indexed under no year.
_INDEXED_YEARS = 5
# Of statements and figures there are many by the same people on the same day: their words must agree as well.
_WORDS_MATTER = frozenset({"statement", "statistic", "other", "decision", "launch", "conflict"})
_ENOUGH_WORDS = 0.34

# How much is known of when (first factor of confidence), and how it is known (second).
_BY_GRANULARITY = {"time": 1.0, "day": 1.0, "week": 0.9, "month": 0.85, "season": 0.75, "quarter": 0.75, "half": 0.7}
_BY_BASIS: Mapping[Basis, float] = {"stated": 1.0, "computed": 0.95, "inferred": 0.8, "": 0.5}
_BY_STATUS: Mapping[Status, float] = {"happened": 1.0, "ongoing": 0.95, "planned": 0.8, "recurring": 0.9}
_KIND_WEIGHT = {
    "meeting": 1.0,
    "visit": 0.95,
    "conflict": 0.95,
    "agreement": 0.95,
    "election": 0.95,
    "state": 0.9,
    "disaster": 0.9,
    "death": 0.85,
    "launch": 0.75,
    "office": 0.7,
    "decision": 0.7,
    "commemoration": 0.65,
    "trial": 0.65,
    "protest": 0.65,
    "sport": 0.6,
    "statistic": 0.5,
    "statement": 0.45,
    "other": 0.3,
}


@dataclass(slots=True)
class _Cluster:
    mentions: list[Mention] = field(default_factory=list)
    actors: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    earliest: date | None = None
    latest: date | None = None
    words: set[str] = field(default_factory=set)
    areas: set[tuple[str, bool]] = field(default_factory=set)


def merge(
    mentions: Sequence[Mention],
    articles: Mapping[str, Article],
    anchors: Mapping[str, Anchor],
    mastheads: Mapping[str, Masthead],
) -> tuple[Event, ...]:
    """The events of a corpus, oldest first, undated ones last. The order of the mentions does not matter."""
    order = {m.mention_id: (articles[m.article].digest, m.start, m.mention_id) for m in mentions}
    ranked = sorted(mentions, key=lambda m: (_width(m.value), order[m.mention_id]))
    clusters: list[_Cluster] = []
    index: dict[tuple[str, str, int], list[int]] = {}
    for mention in ranked:
        at = _fitting(mention, clusters, index)
        if at is None:
            at = len(clusters)
            clusters.append(_Cluster())
        _join(mention, at, clusters[at], index)
    events = [
        _event(sorted(cluster.mentions, key=lambda m: order[m.mention_id]), articles, anchors, mastheads)
        for cluster in clusters
    ]
    return tuple(sorted(events, key=_in_time))


def _in_time(event: Event) -> tuple[bool, date, date, str]:
    return (
        event.value.earliest is None,
        event.value.earliest or date.max,
        event.value.latest or date.max,
        event.event_id,
    )


def _width(value: TimeValue) -> int:
    if value.earliest is None or value.latest is None:
        return 10**9
    return (value.latest - value.earliest).days


def _areas(mention: Mention) -> set[tuple[str, bool]]:
    """(country code, is the country itself) of the places."""
    return {(name.country, name.category == "country") for name in mention.places}


def _same_area(mention: Mention, cluster: _Cluster) -> bool:
    """A town and its country are no contradiction, nor is a town that no list places."""
    for code, whole in _areas(mention):
        for other, other_whole in cluster.areas:
            if whole != other_whole and (code == other or not code or not other):
                return True
    return False


def _names(mention: Mention) -> tuple[set[str], set[str]]:
    return {same_name_key(n.label) for n in mention.actors}, {same_name_key(n.label) for n in mention.places}


def _keys(mention: Mention) -> list[tuple[str, str, int]]:
    value = mention.value
    if value.earliest is None or value.latest is None:
        return []
    years = range(value.earliest.year, value.latest.year + 1)
    actors, places = _names(mention)
    wide = len(years) > _INDEXED_YEARS
    return [
        (f"{mention.kind}.{mention.event_type}", name, year)
        for name in sorted(actors | places)
        for year in ((0,) if wide else years)
    ]


def _title_words(mention: Mention) -> set[str]:
    return {word for word in fold_key(mention.title_ar).split() if len(word) > 3}


def _fitting(mention: Mention, clusters: list[_Cluster], index: Mapping[tuple[str, str, int], list[int]]) -> int | None:
    candidates = sorted({at for key in _keys(mention) for at in index.get(key, ())})
    scored = [(score, at) for at in candidates if (score := _agreement(mention, clusters[at])) > 0]
    if not scored:
        return None
    best = max(score for score, _ in scored)
    winners = [at for score, at in scored if score == best]
    return winners[0] if len(winners) == 1 else None


def _agreement(mention: Mention, cluster: _Cluster) -> float:
    """How well a mention fits a cluster, 0 where it does not."""
    value = mention.value
    if value.earliest is None or value.latest is None or cluster.earliest is None or cluster.latest is None:
        return 0.0
    if value.latest < cluster.earliest or cluster.latest < value.earliest:
        return 0.0
    if value.edtf.endswith("/..") != cluster.mentions[0].value.edtf.endswith("/.."):
        return 0.0
    actors, places = _names(mention)
    shared, shared_places = actors & cluster.actors, places & cluster.places
    if actors and cluster.actors:
        nested = actors <= cluster.actors or cluster.actors <= actors
        if not shared or not (nested or len(shared) >= 2):
            return 0.0
        if places and cluster.places and not shared_places and not _same_area(mention, cluster):
            return 0.0
    elif not shared_places:
        return 0.0
    words = _title_words(mention)
    overlap = len(words & cluster.words) / max(1, min(len(words), len(cluster.words)))
    if mention.kind in _WORDS_MATTER and overlap < _ENOUGH_WORDS:
        return 0.0
    return len(shared) + len(shared_places) + overlap / 2


def _join(mention: Mention, at: int, cluster: _Cluster, index: dict[tuple[str, str, int], list[int]]) -> None:
    actors, places = _names(mention)
    cluster.mentions.append(mention)
    cluster.actors |= actors
    cluster.places |= places
    cluster.words |= _title_words(mention)
    cluster.areas |= _areas(mention)
    if cluster.earliest is None:
        cluster.earliest, cluster.latest = mention.value.earliest, mention.value.latest
    for key in _keys(mention):
        rows = index.setdefault(key, [])
        if at not in rows[-4:]:
            rows.append(at)


def _event(
    mentions: Sequence[Mention],
    articles: Mapping[str, Article],
    anchors: Mapping[str, Anchor],
    mastheads: Mapping[str, Masthead],
) -> Event:
    sharpest = min(mentions, key=lambda m: (_width(m.value), m.basis != "stated"))
    fullest = max(mentions, key=lambda m: (min(3, len(m.actors) + len(m.places)), m.start == 0, -len(m.title_ar)))
    origins = len({mastheads[m.article].agency or articles[m.article].digest for m in mentions})
    status = _status(mentions, anchors)
    confidence = _confidence(sharpest, status, origins)
    first = mentions[0]
    return Event(
        event_id=first.mention_id,
        value=sharpest.value,
        basis=sharpest.basis,
        kind=first.kind,
        status=status,
        speakers=_union(m.speaker for m in mentions),
        denied_by=_union(name for m in mentions for name in m.denied_by),
        actors=_union(n.label for m in mentions for n in m.actors),
        places=_union(n.label for m in mentions for n in m.places),
        title_ar=fullest.title_ar,
        title_en=fullest.title_en,
        articles=tuple(sorted({m.article for m in mentions})),
        origins=origins,
        mentions=tuple(m.mention_id for m in mentions),
        part_of="",
        confidence=confidence,
        importance=_importance(mentions, origins, status),
        trace=f"{sharpest.trace}; dated_by(mention={sharpest.mention_id}); told(mentions={len(mentions)}; "
        f"origins={origins}); held_as(status={status})",
    )


def _union(values: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))  # type: ignore[attr-defined]


def _status(mentions: Sequence[Mention], anchors: Mapping[str, Anchor]) -> Status:
    """What the corpus knows at its latest: the latest article's telling, but what was told as held stays held."""
    if any(m.status == "happened" for m in mentions):
        return "happened"

    def written(mention: Mention) -> date:
        return anchors[mention.article].value.latest or date.min

    return max(mentions, key=lambda m: (written(m), m.mention_id)).status


def _confidence(mention: Mention, status: Status, origins: int) -> float:
    """Granularity × basis × status, and what independent origins take away from the rest of the doubt.

    A day that is stated and told as fact by one origin has 0.8; every further origin halves what is missing.
    """
    known = _BY_GRANULARITY.get(mention.value.granularity, 0.65) if mention.value.edtf else 0.3
    single = 0.8 * known * _BY_BASIS[mention.basis] * _BY_STATUS.get(status, 0.6)
    return round(1 - (1 - single) * 0.5 ** (origins - 1), 3)


def _importance(mentions: Sequence[Mention], origins: int, status: Status) -> float:
    """Half the kind of event, a third how many tell of it independently, the rest how much is told of it.

    Told twice by one source counts less than told by two. What has no actor and no place is worth half.
    """
    kind = _KIND_WEIGHT.get(mentions[0].kind, 0.3)
    told = 1 - 1 / (1 + origins)
    often = 1 - 1 / math.sqrt(len(mentions) + 1)
    named = 1.0 if any(m.actors or m.places for m in mentions) else 0.5
    dated = 1.0 if any(m.value.edtf for m in mentions) else 0.4
    sure = 1.0 if status in ("happened", "ongoing", "planned") else 0.8
    return round((0.5 * kind + 0.33 * told + 0.17 * often) * named * dated * sure, 3)
