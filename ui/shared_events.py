"""Which events several articles tell, and how their tellings go together, for a whole corpus at once.

The same relations as in ui/comparison.py, but of every two tellings by arrays and without a word of what they say, so
that ten thousand events cost no more than a moment; the few that are drawn are compared there one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pipeline.model import STATUSES
from ui.comparison import (
    AGREE,
    DIFFER,
    FOLLOWED,
    MOST_ARTICLES,
    OVERLAP,
    REFINE,
    RELATIONS,
    Row,
    numbers_in,
    status_relation,
)

if TYPE_CHECKING:
    import pandas as pd

# The checks that find two events to be one told with two dates.
_TWO_DATES = ("E201", "E202")
_CODE = {relation: code for code, relation in enumerate(RELATIONS)}
_NAMES_OF_A_WORD = 63
# Pairs of tellings that are compared in one go: some tens of megabytes at most.
_PAIRS_AT_ONCE = 1 << 18
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Shared:
    """An event that at least two articles tell, or events that are one but for their dates.

    events: their ids, that with most tellings first. tellers: how many articles are compared. relation: the strongest
    between any two of them.
    """

    events: tuple[str, ...]
    tellers: int
    relation: str


@dataclass(frozen=True, slots=True)
class _Claims:
    """One telling an article and event, those of an event together and in the order of writing; all as parallel arrays.

    edtf, status: codes. earliest, latest: days since 1970. names: a bit for each actor, in as many words as it takes.
    """

    group: Ints
    edtf: Ints
    dated: Flags
    bounded: Flags
    about: Flags
    earliest: Ints
    latest: Ints
    status: Ints
    denied: Flags
    names: NDArray[np.uint64]


def shared_events(
    mentions: pd.DataFrame,
    writing_order: Sequence[str],
    findings: Iterable[Row],
    texts: Mapping[str, str],
    timexes_of: Mapping[str, Sequence[Row]],
) -> list[Shared]:
    """Every event that at least two articles tell, in the order of their first mention.

    writing_order: the articles by their date of writing. findings: the rows of `check`, which know the events that are
    one but for their dates.
    """
    import pandas as pd

    groups = joined_events(mentions, findings)
    group_at = {event: number for number, events in enumerate(groups) for event in events}
    place_at = {name: place for place, name in enumerate(writing_order)}
    group = mentions["event_id"].map(group_at).to_numpy(np.int64)
    place = mentions["article"].map(place_at).fillna(-1).to_numpy(np.int64)
    earliest, latest = (_days(mentions[name]) for name in ("earliest", "latest"))
    bounded = (mentions["earliest"].notna() & mentions["latest"].notna()).to_numpy()
    precision = np.where(bounded, latest - earliest, np.iinfo(np.int64).max)
    order = np.lexsort((mentions["start"].to_numpy(), precision, place, group))
    order = order[place[order] >= 0]
    order = order[_first_of_each(group[order], place[order])]
    order = _of_several(order, group)
    if not len(order):
        return []
    edtf = mentions["edtf"]
    words, codes = np.unique(edtf.to_numpy(object)[order].astype(str), return_inverse=True)
    marks = np.array([any(mark in word for mark in "~%") for word in words], dtype=bool)
    status_code = {name: code for code, name in enumerate(STATUSES)}
    claims = _Claims(
        group=group[order],
        edtf=codes.astype(np.int64),
        dated=np.array([bool(word) for word in words], dtype=bool)[codes],
        bounded=bounded[order],
        about=marks[codes],
        earliest=earliest[order],
        latest=latest[order],
        status=mentions["status"].map(status_code).to_numpy(np.int64)[order],
        denied=mentions["denied_by"].map(len).to_numpy()[order] > 0,
        names=_bits(mentions["actors"].to_numpy(object)[order], group[order], pd.factorize),
    )
    starts, sizes = _runs(claims.group)
    strongest = _strongest(claims, starts, sizes)
    otherwise = _counting_otherwise(mentions.iloc[order], claims.group, texts, timexes_of)
    strongest[np.isin(claims.group[starts], otherwise)] = _CODE[DIFFER]
    return [
        Shared(groups[number], int(size), RELATIONS[code])
        for number, size, code in zip(claims.group[starts], sizes, strongest, strict=True)
    ]


def joined_events(mentions: pd.DataFrame, findings: Iterable[Row]) -> list[tuple[str, ...]]:
    """Event ids in groups of one, but for those that the checks hold to be one event with two dates."""
    tally = mentions["event_id"].value_counts(sort=False)
    group_of = {event: {event} for event in mentions["event_id"].unique()}
    two_dates = [row for row in findings if row["code"] in _TWO_DATES and row["event_id"] in group_of]
    if not two_dates:
        return [(event,) for event in group_of]
    event_at = {
        (article, start): event
        for article, event, spans in zip(
            *(mentions[name].tolist() for name in ("article", "event_id", "timexes")), strict=True
        )
        for start, _ in spans
    }
    for finding in two_dates:
        for place in finding["related"]:
            if other := event_at.get((place["article"], place["start"])):
                together = group_of[finding["event_id"]] | group_of[other]
                group_of |= dict.fromkeys(together, together)
    groups = dict.fromkeys(frozenset(group) for group in group_of.values())
    return [tuple(sorted(group, key=lambda event: (-int(tally[event]), event))) for group in groups]


def pick(
    shared: Sequence[Shared], importance: Mapping[str, float], chosen: str | None, most: int
) -> list[tuple[str, ...]]:
    """The events of at most so many columns: the chosen one, then those that say most."""

    def weight(one: Shared) -> tuple[bool, int, int, float, str]:
        return (
            chosen not in one.events,
            -_CODE[one.relation],
            -one.tellers,
            -max(importance[event] for event in one.events),
            one.events[0],
        )

    return [one.events for one in sorted(shared, key=weight)[:most]]


def _days(column: pd.Series) -> Ints:
    return column.to_numpy("datetime64[D]").astype(np.int64)


def _first_of_each(group: Ints, place: Ints) -> Flags:
    """Where a telling is the first of its article in its group."""
    first = np.ones(len(group), dtype=bool)
    first[1:] = (group[1:] != group[:-1]) | (place[1:] != place[:-1])
    return first


def _runs(group: Ints) -> tuple[Ints, Ints]:
    """Where each group begins, and how many tellings it has."""
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]]) if len(group) else np.zeros(0, dtype=np.int64)
    return starts, np.diff(np.r_[starts, len(group)])


def _of_several(order: Ints, group: Ints) -> Ints:
    """Without the groups of one article, and of the largest ones without the latest articles."""
    starts, sizes = _runs(group[order])
    size, begins = np.repeat(sizes, sizes), np.repeat(starts, sizes)
    return order[(size > 1) & (np.arange(len(order)) - begins < MOST_ARTICLES)]


def _bits(actors: NDArray[Any], group: Ints, factorize: Callable[..., Any]) -> NDArray[np.uint64]:
    """Each telling's actors as bits that mean the same within its group."""
    counts = np.fromiter(map(len, actors), np.int64, len(actors))
    claim = np.repeat(np.arange(len(actors)), counts)
    codes = factorize(np.array([name for names in actors for name in names], dtype=object))[0].astype(np.int64)
    known, at = np.unique(group[claim] * (codes.max(initial=0) + 1) + codes, return_inverse=True)
    owner = known // (codes.max(initial=0) + 1)
    starts, sizes = _runs(owner)
    rank = (np.arange(len(known)) - np.repeat(starts, sizes))[at]
    bits = np.zeros((len(actors), 1 + rank.max(initial=0) // _NAMES_OF_A_WORD), dtype=np.uint64)
    one = np.left_shift(np.uint64(1), (rank % _NAMES_OF_A_WORD).astype(np.uint64))
    np.bitwise_or.at(bits, (claim, rank // _NAMES_OF_A_WORD), one)
    return bits


def _strongest(claims: _Claims, starts: Ints, sizes: Ints) -> NDArray[np.int8]:
    """The strongest relation of each group, but for what its sentences count."""
    found = np.zeros(len(starts), dtype=np.int8)
    for size in np.unique(sizes):
        upper, lower = np.triu_indices(int(size), 1)
        of_size = np.flatnonzero(sizes == size)
        step = max(1, _PAIRS_AT_ONCE // len(upper))
        for begin in range(0, len(of_size), step):
            some = of_size[begin : begin + step]
            at = starts[some][:, None]
            relations = _between(claims, (at + upper).ravel(), (at + lower).ravel())
            found[some] = relations.reshape(len(some), -1).max(axis=1)
    return found


def _between(claims: _Claims, one: Ints, other: Ints) -> NDArray[np.int8]:
    """The relation of every two tellings, one being of the older article."""
    status = _statuses()[
        claims.status[one], claims.denied[one].astype(int), claims.status[other], claims.denied[other].astype(int)
    ]
    date = _dates(claims, one, other)
    date[(status == _CODE[FOLLOWED]) & (date == _CODE[DIFFER])] = _CODE[FOLLOWED]
    return np.maximum(np.maximum(date, status), _actors(claims.names[one], claims.names[other]))


@cache
def _statuses() -> NDArray[np.int8]:
    """The relation of every two statuses, each with and without someone who denies it."""
    told = [[{"status": status, "denied_by": denied} for denied in ((), ("",))] for status in STATUSES]
    codes = [_CODE[status_relation(one, other)] for ones in told for one in ones for others in told for other in others]
    return np.array(codes, dtype=np.int8).reshape(len(STATUSES), 2, len(STATUSES), 2)


def _dates(claims: _Claims, one: Ints, other: Ints) -> NDArray[np.int8]:
    begin, begin_other = claims.earliest[one], claims.earliest[other]
    end, end_other = claims.latest[one], claims.latest[other]
    apart = (end < begin_other) | (end_other < begin)
    meets = (end + 1 == begin_other) | (end_other + 1 == begin)
    same = (begin == begin_other) & (end == end_other)
    within = ((begin >= begin_other) & (end <= end_other)) | ((begin_other >= begin) & (end_other <= end))
    about = claims.about[one] | claims.about[other]
    dated, dated_other = claims.dated[one], claims.dated[other]
    bounded = claims.bounded[one] & claims.bounded[other]
    cases = (
        (~dated & ~dated_other, AGREE),
        (~dated | ~dated_other, REFINE),
        (~bounded & (claims.edtf[one] == claims.edtf[other]), AGREE),
        (~bounded, DIFFER),
        (meets & about, OVERLAP),
        (apart, DIFFER),
        (same, AGREE),
        (within, REFINE),
    )
    return np.select(
        [where for where, _ in cases], [np.int8(_CODE[what]) for _, what in cases], np.int8(_CODE[OVERLAP])
    )


def _actors(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> NDArray[np.int8]:
    """Fewer names agree, some others overlap, none in common differ; who names nobody agrees with all."""
    more, more_other, both = (one & ~other).any(1), (other & ~one).any(1), (one & other).any(1)
    empty = ~one.any(1) | ~other.any(1)
    parted = np.where(both, np.int8(_CODE[OVERLAP]), np.int8(_CODE[DIFFER]))
    return np.where(empty | ~more | ~more_other, np.int8(_CODE[AGREE]), parted)


def _counting_otherwise(
    tellings: pd.DataFrame, group: Ints, texts: Mapping[str, str], timexes_of: Mapping[str, Sequence[Row]]
) -> list[int]:
    """The groups in which two sentences count the same thing differently."""
    counted: dict[tuple[int, str], set[str]] = {}
    columns = (tellings[name].tolist() for name in ("article", "sentence_start", "sentence_end"))
    for number, article, start, end in zip(group.tolist(), *columns, strict=True):
        sentence = {"sentence_start": start, "sentence_end": end}
        for word, (value, _, _) in numbers_in(texts[article], sentence, timexes_of.get(article, ())).items():
            counted.setdefault((number, word), set()).add(value)
    return [number for (number, _), values in counted.items() if len(values) > 1]
