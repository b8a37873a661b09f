"""What a reader has chosen: a frozen value, its form in the address, and the events that fit it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from ui.event_index import EventIndex, Mask
from ui.search import fold

if TYPE_CHECKING:
    import pandas as pd

CHOICE_FIELDS = ("kind", "actor", "place", "status", "basis", "disputed", "article")
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_LONGEST_SEARCH = 200
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows the events. Choices within one field are alternatives; the fields all hold at once.

    since and until are the address's own text (a year, a month or a day), so that a link says what its reader typed.
    """

    q: str = ""
    since: str = ""
    until: str = ""
    kind: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    article: tuple[str, ...] = ()

    def without(self, name: str) -> Filters:
        """The same filters with one field open."""
        return replace(self, **{name: getattr(_OPEN, name)})

    def toggled(self, name: str, value: str) -> Filters:
        """The same filters with one choice added or taken away."""
        chosen = getattr(self, name)
        return replace(self, **{name: tuple(c for c in chosen if c != value) if value in chosen else (*chosen, value)})

    @property
    def active(self) -> tuple[str, ...]:
        """The names of the fields that narrow anything."""
        return tuple(field.name for field in fields(self) if getattr(self, field.name))


_OPEN = Filters()
_ADDRESS_NAMES = {"since": "from", "until": "to"}
Query = Mapping[str, Sequence[str]]


def first_day(text: str) -> date | None:
    """The first day of a year, month or day written as ISO; None where it is no such date."""
    return _bound(text, last=False)


def last_day(text: str) -> date | None:
    """The last day of a year, month or day written as ISO; None where it is no such date."""
    return _bound(text, last=True)


def _bound(text: str, *, last: bool) -> date | None:
    found = _PARTIAL_DATE.fullmatch(text)
    if not found:
        return None
    year = int(found[1])
    month = int(found[2] or (12 if last else 1))
    try:
        return date(year, month, int(found[3] or (monthrange(year, month)[1] if last else 1)))
    except ValueError:
        return None


def filters_from_query(query: Query, known: Mapping[str, Sequence[str]]) -> tuple[Filters, list[tuple[str, str]]]:
    """The filters in an address, and the (name, value) pairs that mean nothing there and were left out.

    known: the values that exist, by field, for the fields whose values are chosen from a list.
    """
    rejected: list[tuple[str, str]] = []
    values: dict[str, str | tuple[str, ...]] = {}
    for text in query.get("q", ())[-1:]:
        values["q"] = text.strip()[:_LONGEST_SEARCH]
    for name, bound in (("since", first_day), ("until", last_day)):
        for text in query.get(_ADDRESS_NAMES[name], ())[-1:]:
            if bound(text):
                values[name] = text
            else:
                rejected.append((_ADDRESS_NAMES[name], text))
    since, until = first_day(str(values.get("since", ""))), last_day(str(values.get("until", "")))
    if since and until and since > until:
        rejected.append(("to", str(values.pop("until"))))
    for name in CHOICE_FIELDS:
        given = list(dict.fromkeys(query.get(name, ())))
        values[name] = tuple(value for value in given if value in known[name])
        rejected += [(name, value) for value in given if value not in known[name]]
    return Filters(**values), rejected  # type: ignore[arg-type]


def filters_to_query(filters: Filters) -> dict[str, list[str]]:
    """The filters as they stand in an address; fields left open are not in it."""
    query: dict[str, list[str]] = {}
    for name in filters.active:
        value = getattr(filters, name)
        query[_ADDRESS_NAMES.get(name, name)] = [value] if isinstance(value, str) else list(value)
    return query


def masks(filters: Filters, index: EventIndex) -> dict[str, Mask]:
    """Which events each field that narrows anything would keep by itself.

    A date bound keeps what may have happened inside it, and leaves out what is undated.
    """
    found: dict[str, Mask] = {}
    if filters.q:
        found["q"] = index.finder.find(filters.q).scores > 0
    if filters.since and (since := first_day(filters.since)):
        found["since"] = index.last >= _number(since)
    if filters.until and (until := last_day(filters.until)):
        found["until"] = index.first <= _number(until)
    for name in CHOICE_FIELDS:
        if chosen := getattr(filters, name):
            found[name] = index.fields[name].having(chosen, index.size)
    return found


def _number(day: date) -> int:
    return day.toordinal() - _EPOCH


def _all_but(name: str, found: Mapping[str, Mask]) -> Mask | None:
    """The events that every field but one keeps; None where nothing else narrows."""
    others = [mask for other, mask in found.items() if other != name]
    return np.logical_and.reduce(others) if others else None


def apply(filters: Filters, events: pd.DataFrame, index: EventIndex) -> pd.DataFrame:
    """The events that fit, in the order of the table."""
    keep = _all_but("", masks(filters, index))
    return events if keep is None else events.iloc[np.flatnonzero(keep)]


def counts(filters: Filters, index: EventIndex, most: int) -> dict[str, dict[str, int]]:
    """By field, how many events each choice would show, the other fields staying as they are: the most frequent first.

    most: how many choices of a field at the most; what is chosen is always among them.
    """
    found = masks(filters, index)
    tallies: dict[str, dict[str, int]] = {}
    for name in CHOICE_FIELDS:
        field = index.fields[name]
        tally = field.tally(_all_but(name, found))
        order = [number for number in np.argsort(-tally, kind="stable")[:most] if tally[number]]
        shown = {field.values[number]: int(tally[number]) for number in order}
        for value in getattr(filters, name):
            shown.setdefault(value, int(tally[field.values.index(value)]))
        tallies[name] = shown
    return tallies


def choices_like(name: str, typed: str, filters: Filters, index: EventIndex, most: int) -> dict[str, int]:
    """The choices of a field that a reader may mean by some letters, with their counts as in `counts`."""
    field, wanted = index.fields[name], fold(typed)
    tally = field.tally(_all_but(name, masks(filters, index)))
    order = (number for number in np.argsort(-tally, kind="stable") if wanted in fold(field.values[number]))
    return {field.values[number]: int(tally[number]) for number in islice(order, most)}


def hides_most(filters: Filters, index: EventIndex) -> tuple[str, int] | None:
    """The field whose loosening would show most events, and how many; None where loosening one is not enough."""
    found = masks(filters, index)
    gains = {}
    for name in found:
        kept = _all_but(name, found)
        gains[name] = index.size if kept is None else int(kept.sum())
    best = max(gains, key=lambda name: gains[name], default=None)
    return (best, gains[best]) if best and gains[best] else None
