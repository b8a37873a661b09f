"""What several articles tell of the same event: where they agree, where one is more precise, where they differ.

Pure: rows of the tables in, plain values out. Dates are compared as intervals of days by Allen's relations
(J. F. Allen, CACM 26(11), 1983): the same interval agrees, one within the other is more precise, overlapping ones are
compatible and yet not the same, those without a common day exclude each other.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from operator import itemgetter
from typing import Any

from pandas import isna

from pipeline.timevalue import TimeValue, allen
from ui.filters import fold

Row = Mapping[str, Any]

AGREE, REFINE, OVERLAP, FOLLOWED, DIFFER = "agree", "refine", "overlap", "followed", "differ"
RELATIONS = (AGREE, REFINE, OVERLAP, FOLLOWED, DIFFER)
"""From the least to the most that a reader should know of; a whole is as its strongest part."""

FIELDS = ("date", "status", "actors", "places", "numbers")
_AHEAD = frozenset(("planned", "possible", "postponed"))
_CAME_OF_IT = frozenset(("happened", "ongoing", "recurring", "postponed", "cancelled"))
_TOOK_PLACE = frozenset(("happened", "ongoing", "recurring"))
_OF_ALLEN = {
    "equals": AGREE,
    **dict.fromkeys(("during", "contains", "starts", "started by", "finishes", "finished by"), REFINE),
    **dict.fromkeys(("overlaps", "overlapped by"), OVERLAP),
    **dict.fromkeys(("before", "after", "meets", "met by"), DIFFER),
}
_NUMBER = re.compile(r"(?<![\w.,])(\d+(?:[.,\u066b\u066c]\d+)*)\s+([^\W\d]+)")
_SEPARATORS = str.maketrans({",": None, "\u066c": None, "\u066b": "."})
MOST_ARTICLES = 40
"""The most articles that one event is compared in: the first to tell it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one article tells of an event. mention: its most precise telling. others: its further ones."""

    article: str
    mention: Row
    others: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """One event as several articles tell it, or events that are one but for their dates.

    events: their ids, that with most tellings first. claims: in the order of writing. relation: of the whole.
    fields: the strongest relation of each field. between: that of every two claims, the older one first. numbers:
    article -> the spans of the numbers that differ.
    """

    events: tuple[str, ...]
    claims: tuple[Claim, ...]
    relation: str
    fields: Mapping[str, str]
    between: Mapping[tuple[int, int], str]
    numbers: Mapping[str, tuple[tuple[int, int], ...]]

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles, in the order of writing."""
        return tuple(claim.article for claim in self.claims)

    @property
    def bounds(self) -> tuple[Any, Any] | None:
        """The first and the last day that any claim leaves possible; None where none is dated."""
        dated = [claim.mention for claim in self.claims if _is_bounded(claim.mention)]
        if not dated:
            return None
        return min(row["earliest"] for row in dated), max(row["latest"] for row in dated)


def compare(
    events: tuple[str, ...],
    mentions_of: Mapping[str, Sequence[Row]],
    writing_order: Sequence[str],
    texts: Mapping[str, str],
    timexes_of: Mapping[str, Sequence[Row]],
) -> Comparison:
    """What the articles tell of one event, or of events that are one but for their dates.

    mentions_of: event id -> its mentions. writing_order: the articles by their date of writing.
    """
    order = {name: place for place, name in enumerate(writing_order)}
    tellings = [row for event in events for row in mentions_of[event] if row["article"] in order]
    return _comparison(events, tellings, order, texts, timexes_of)


def in_order_of_writing(anchor_rows: Mapping[str, Row]) -> list[str]:
    """The articles by their date of writing, the undated last."""

    def when(name: str) -> tuple[bool, Any, Any, str]:
        row = anchor_rows[name]
        if not _is_bounded(row):
            return (True, 0, 0, name)
        return (False, row["earliest"] + (row["latest"] - row["earliest"]) / 2, row["latest"], name)

    return sorted(anchor_rows, key=when)


def date_relation(one: Row, other: Row) -> str:
    """How two dates go together. What is undated could be anywhere, so that a date is more precise than none."""
    if not (one["edtf"] and other["edtf"]):
        return REFINE if one["edtf"] or other["edtf"] else AGREE
    if not (_is_bounded(one) and _is_bounded(other)):
        return AGREE if one["edtf"] == other["edtf"] else DIFFER
    relation = allen(_value(one), _value(other))
    is_about = any(mark in row["edtf"] for row in (one, other) for mark in "~%")
    if is_about and relation in ("meets", "met by"):
        return OVERLAP
    return _OF_ALLEN[relation]


def status_relation(earlier: Row, later: Row) -> str:
    """How two statuses go together, each as its article tells it on its day. earlier: that of the older article."""
    one, other = earlier["status"], later["status"]
    if bool(len(earlier["denied_by"]) or one == "denied") != bool(len(later["denied_by"]) or other == "denied"):
        return DIFFER
    if one == other or {one, other} <= _TOOK_PLACE:
        return AGREE
    if one in _AHEAD and other in _CAME_OF_IT | _AHEAD:
        return FOLLOWED if other in _CAME_OF_IT else REFINE
    return DIFFER


def names_relation(field: str, one: Row, other: Row) -> str:
    """How the names go together: to name fewer is no disagreement, to name others is one.

    Of places only that they are others: a town and its country are both right.
    """
    here, there = frozenset(one[field]), frozenset(other[field])
    if not here or not there or here <= there or there <= here:
        return AGREE
    return OVERLAP if here & there or field == "places" else DIFFER


def numbers_in(text: str, row: Row, timexes: Sequence[Row]) -> dict[str, tuple[str, int, int]]:
    """What a telling counts: the word that is counted, folded -> the number and its span in the text.

    Numbers of dates are none of these, and a word that is counted twice in the sentence says nothing. timexes: the
    article's, in reading order.
    """
    start, end = row["sentence_start"], row["sentence_end"]
    matches = list(_NUMBER.finditer(text, start, end))
    if not matches:
        return {}
    first, last = (bisect_left(timexes, place, key=itemgetter("start")) for place in (start, end))
    dates = [(timex["start"], timex["end"]) for timex in timexes[first:last]]
    found: dict[str, tuple[str, int, int]] = {}
    seen: Counter[str] = Counter()
    for match in matches:
        if any(begin < match.end(1) and stop > match.start(1) for begin, stop in dates):
            continue
        counted = fold(match[2])
        seen[counted] += 1
        value = f"{float(match[1].translate(_SEPARATORS)):g}" if match[1].count(".") < 2 else match[1]
        found[counted] = (value, match.start(1), match.end(1))
    return {counted: number for counted, number in found.items() if seen[counted] == 1}


def strongest(relations: Iterable[str]) -> str:
    """The relation that a reader should know of first."""
    return max(relations, key=RELATIONS.index, default=AGREE)


def when(one: Comparison) -> tuple[bool, Any, Any, str]:
    """Sorts comparisons: by the middle of what is possible, then by its end, the undated last."""
    bounds = one.bounds
    if not bounds:
        return (True, 0, 0, one.events[0])
    return (False, bounds[0] + (bounds[1] - bounds[0]) / 2, bounds[1], one.events[0])


def _comparison(
    events: tuple[str, ...],
    tellings: Sequence[Row],
    order: Mapping[str, int],
    texts: Mapping[str, str],
    timexes_of: Mapping[str, Sequence[Row]],
) -> Comparison:
    by_article: dict[str, list[Row]] = {}
    for row in tellings:
        by_article.setdefault(row["article"], []).append(row)
    claims = []
    for article in sorted(by_article, key=order.__getitem__)[:MOST_ARTICLES]:
        first, *others = sorted(by_article[article], key=_precision)
        claims.append(Claim(article, first, tuple(others)))
    counted = [numbers_in(texts[claim.article], claim.mention, timexes_of.get(claim.article, ())) for claim in claims]
    fields = dict.fromkeys(FIELDS, AGREE)
    between: dict[tuple[int, int], str] = {}
    differing: dict[str, set[tuple[int, int]]] = {}
    for upper, lower in combinations(range(len(claims)), 2):
        one, other = claims[upper].mention, claims[lower].mention
        relations = {
            "date": date_relation(one, other),
            "status": status_relation(one, other),
            "actors": names_relation("actors", one, other),
            "places": names_relation("places", one, other),
            "numbers": AGREE,
        }
        if relations["status"] == FOLLOWED and relations["date"] == DIFFER:
            # A plan for one day and what came of it on another do not exclude each other.
            relations["date"] = FOLLOWED
        for word in counted[upper].keys() & counted[lower].keys():
            here, there = counted[upper][word], counted[lower][word]
            if here[0] != there[0]:
                relations["numbers"] = DIFFER
                differing.setdefault(claims[upper].article, set()).add(here[1:])
                differing.setdefault(claims[lower].article, set()).add(there[1:])
        for field, relation in relations.items():
            fields[field] = strongest((fields[field], relation))
        between[upper, lower] = _of_all(relations)
    spans = {article: tuple(sorted(places)) for article, places in differing.items()}
    return Comparison(events, tuple(claims), _of_all(fields), fields, between, spans)


def _of_all(fields: Mapping[str, str]) -> str:
    """The strongest relation; to name another place as well is told with the place alone."""
    return strongest(relation for field, relation in fields.items() if field != "places")


def _precision(row: Row) -> tuple[bool, Any, int]:
    """Sorts the tellings of one article: the shortest interval first, the undated last, then in reading order."""
    if not _is_bounded(row):
        return (True, 0, row["start"])
    return (False, (row["latest"] - row["earliest"]).days, row["start"])


def _is_bounded(row: Row) -> bool:
    return not (isna(row["earliest"]) or isna(row["latest"]))


def _value(row: Row) -> TimeValue:
    return TimeValue("", row["edtf"], row["earliest"].date(), row["latest"].date(), row["granularity"])
