"""What a reader has chosen: a frozen value, its form in the address, and the events that fit it."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING

from pipeline.model import STATUSES

if TYPE_CHECKING:
    import pandas as pd

KINDS = (
    "meeting",
    "visit",
    "statement",
    "agreement",
    "decision",
    "conflict",
    "launch",
    "election",
    "office",
    "death",
    "disaster",
    "state",
    "commemoration",
    "trial",
    "protest",
    "statistic",
    "sport",
    "other",
)
BASES = ("stated", "computed", "inferred", "unknown")
CHOICE_FIELDS = ("kind", "actor", "place", "status", "basis", "article")
_LIST_COLUMNS = {"actor": "actors", "place": "places", "article": "articles"}
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_SPELLINGS = str.maketrans({"\u0649": "\u064a", "\u0629": "\u0647", "\u0640": None})
_LONGEST_SEARCH = 200


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


def fold(text: str) -> str:
    """Text as a search compares it: without marks, hamza seats and case."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_SPELLINGS)


def known_values(events: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """The values each field can be narrowed to; kinds, statuses and bases exist whether or not an event has them."""
    known: dict[str, tuple[str, ...]] = {"kind": KINDS, "status": STATUSES, "basis": BASES}
    for name, column in _LIST_COLUMNS.items():
        known[name] = tuple(dict.fromkeys(value for row in events[column] for value in row))
    return known


def apply(filters: Filters, events: pd.DataFrame, haystacks: Mapping[str, str]) -> pd.DataFrame:
    """The events that fit. haystacks: the folded words of each event, by its id, for the search text.

    A date bound keeps what may have happened inside it, and leaves out what is undated.
    """
    keep = events["event_id"].notna()
    if filters.since and (since := first_day(filters.since)):
        keep &= events["latest"] >= since.isoformat()
    if filters.until and (until := last_day(filters.until)):
        keep &= events["earliest"] <= until.isoformat()
    for name in ("kind", "status"):
        if chosen := getattr(filters, name):
            keep &= events[name].isin(chosen)
    if filters.basis:
        keep &= _basis(events).isin(filters.basis)
    for name, column in _LIST_COLUMNS.items():
        if chosen := frozenset(getattr(filters, name)):
            keep &= events[column].map(chosen.intersection).astype(bool)
    for word in fold(filters.q).split():
        keep &= events["event_id"].map(lambda event, word=word: word in haystacks.get(event, ""))
    return events[keep]


def _basis(events: pd.DataFrame) -> pd.Series:
    return events["basis"].where(events["basis"] != "", "unknown").where(events["edtf"] != "", "unknown")


def counts(name: str, filters: Filters, events: pd.DataFrame, haystacks: Mapping[str, str]) -> dict[str, int]:
    """How many events each choice of a field would show, the other fields staying as they are; most first."""
    others = apply(filters.without(name), events, haystacks)
    if name in _LIST_COLUMNS:
        tally = Counter(value for row in others[_LIST_COLUMNS[name]] for value in set(row))
    else:
        tally = Counter(_basis(others) if name == "basis" else others[name])
    return dict(sorted(tally.items(), key=lambda item: (-item[1], item[0])))


def hides_most(filters: Filters, events: pd.DataFrame, haystacks: Mapping[str, str]) -> tuple[str, int] | None:
    """The field whose loosening would show most events, and how many; None where loosening one is not enough."""
    gains = {name: len(apply(filters.without(name), events, haystacks)) for name in filters.active}
    best = max(gains, key=lambda name: gains[name], default=None)
    return (best, gains[best]) if best and gains[best] else None
