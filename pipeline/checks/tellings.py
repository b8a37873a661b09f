"""Checks on what one article tells twice: another date, another length, an earlier «first»."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

from pipeline.checks.told import core_of, differ, is_first_since, lasting, marks_of, names_of
from pipeline.checks.view import View
from pipeline.model import Finding, Mention, Span

_SHARP = frozenset({"time", "day", "month", "year"})
# Of these there are many by the same people, or they are figures.
_NEVER = frozenset({"statement", "statistic", "sport", "meeting", "commemoration", "election", "trial"})
# Of these there is one of each.
_ONCE = frozenset({"founding", "birth", "death", "launch", "publication", "disaster", "war", "closure"})
_TOLD = frozenset({"happened", "recurring"})
_CURRENT = timedelta(days=20)
# More of one kind in one article are a chronicle.
_MOST = 60


def dated_twice(view: View) -> Iterator[Finding]:
    """D301: one happening, told twice in one article with two dates."""
    by_type: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in view.mentions:
        if _is_dated(mention):
            by_type[mention.kind, mention.event_type].append(mention)
    for told in by_type.values():
        if 1 < len(told) <= _MOST:
            yield from _twice_among(view, told)


def _twice_among(view: View, told: list[Mention]) -> Iterator[Finding]:
    cores = {one.mention_id: core_of(view, one) for one in told}
    for one, other in combinations(told, 2):
        if not _are_apart(one, other):
            continue
        if not _is_same(one, cores[one.mention_id], cores[other.mention_id]):
            continue
        if marks_of(view, one) != marks_of(view, other):
            continue
        if one.value.granularity == "year" != other.value.granularity:
            continue
        yield view.finding(
            "D301",
            other.timexes[0],
            "warning",
            related=one.timexes[:1],
            date=other.value.edtf,
            other=one.value.edtf,
        )


def _is_dated(mention: Mention) -> bool:
    value = mention.value
    return (
        mention.status in _TOLD
        and mention.basis == "stated"
        and mention.kind not in _NEVER
        and value.granularity in _SHARP
        and value.earliest is not None
        and value.edtf.replace("-", "").replace("T", "").replace(":", "").isdigit()
        and len(mention.timexes) == 1
    )


def _are_apart(one: Mention, other: Mention) -> bool:
    """Whether their days do not meet, and each has a clause of its own."""
    if one.start < other.end and other.start < one.end:
        return False
    a, b = one.value, other.value
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        return False
    return a.latest < b.earliest or b.latest < a.earliest


def _is_same(one: Mention, told: tuple[frozenset[str], str], also: tuple[frozenset[str], str]) -> bool:
    """Whether the words between trigger and date say that it is one happening."""
    core, trigger = told
    other_core, other_trigger = also
    shared = core & other_core
    if one.event_type in _ONCE:
        if core == other_core:
            return bool(core)
        return len(shared) >= 2 and (core <= other_core or other_core <= core)
    if one.event_type == "other" and trigger != other_trigger:
        return False
    return one.kind not in ("visit", "office") and len(shared) >= 2 and (core <= other_core or other_core <= core)


def first_since(view: View) -> Iterator[Finding]:
    """D302: «أول زيارة منذ مارس 2020» against a visit of March 2021 in the same article."""
    for one in view.mentions:
        if not is_first_since(view.article.text, one) or one.value.latest is None:
            continue
        names = names_of(one)
        if not (one.actors and one.places):
            continue
        for other in view.mentions:
            if other is one or other.event_type != one.event_type or other.status != "happened":
                continue
            if not (names <= names_of(other)) or is_first_since(view.article.text, other):
                continue
            if _is_between(view, one, other):
                yield view.finding(
                    "D302",
                    one.timexes[0],
                    "warning",
                    related=other.timexes[:1],
                    date=one.value.edtf,
                    other=other.value.edtf,
                )
                break


def _is_between(view: View, since: Mention, other: Mention) -> bool:
    first, last, written = other.value.earliest, other.value.latest, view.anchor.value.earliest
    if first is None or last is None or since.value.latest is None or written is None:
        return False
    return since.value.latest < first and last < written - _CURRENT


def lasted_differently(view: View) -> Iterator[Finding]:
    """D303: «زيارة تستمر يومين», and further on «تستمر الزيارة ثلاثة أيام»."""
    told = lasting(view)
    for one, other in combinations(told, 2):
        if differ(one, other, least=1):
            yield view.finding(
                "D303",
                Span(other.start, other.end),
                "warning",
                related=(Span(one.start, one.end),),
                other=one.surface,
            )
            return


CHECKS = (dated_twice, first_since, lasted_differently)
