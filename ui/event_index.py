"""The events of a corpus as arrays of numbers, built once, so that a choice is answered without a loop over events.

A field of choices is a table of pairs (event, choice), both as small integers: a kind gives each event one pair, the
actors give it as many as it has. Search has its own table, in ui/search.py.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from exports.checked_rows import KINDS
from exports.chronicle import CONTRADICTIONS
from pipeline.model import STATUSES
from ui.search import Finder, Words, word_table

if TYPE_CHECKING:
    import pandas as pd

BASES = ("stated", "computed", "inferred", "unknown")
DISPUTED = ("yes",)
LIST_COLUMNS = {"actor": "actors", "place": "places", "article": "articles"}
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Field:
    """The choices of one field. events and choices are parallel: which event has which choice, by their numbers."""

    values: tuple[str, ...]
    events: NDArray[np.int64]
    choices: NDArray[np.int64]

    def having(self, chosen: Collection[str], size: int) -> Mask:
        """Which of `size` events have any of the chosen values."""
        wanted = np.array([value in chosen for value in self.values], dtype=bool)
        found = np.zeros(size, dtype=bool)
        if wanted.any():
            found[self.events[wanted[self.choices]]] = True
        return found

    def tally(self, among: Mask | None) -> NDArray[np.int64]:
        """How many of the events have each choice; among: None counts them all."""
        choices = self.choices if among is None else self.choices[among[self.events]]
        return np.bincount(choices, minlength=len(self.values))


@dataclass(frozen=True)
class EventIndex:
    """Everything the filters ask of the events, in the order of the events' table.

    first, last: days since 1970, and for undated events bounds that no day is inside of.
    words: the texts to search each event by, and how much a hit in each counts; read when something is searched.
    """

    size: int
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    fields: Mapping[str, Field]
    words: Callable[[], Iterable[Words]]

    @cached_property
    def finder(self) -> Finder:
        """The search table, built at the first search."""
        return word_table(self.words(), self.size)

    @cached_property
    def known(self) -> dict[str, tuple[str, ...]]:
        """The values each field can be narrowed to; kinds, statuses and bases exist also where no event has them."""
        return {name: field.values for name, field in self.fields.items()}


def event_index(
    events: pd.DataFrame, words: Callable[[], Iterable[Words]], disputed: Collection[str] = ()
) -> EventIndex:
    """The index of a table of events. disputed: the ids of those whose tellings disagree or that somebody denies."""
    bounds = [events[name].to_numpy().astype("datetime64[D]") for name in ("earliest", "latest")]
    undated = np.isnat(bounds[0]) | np.isnat(bounds[1])
    first, last = (days.astype(np.int64) for days in bounds)
    first[undated], last[undated] = np.iinfo(np.int64).max, np.iinfo(np.int64).min
    basis = events["basis"].where(events["basis"] != "", "unknown").where(events["edtf"] != "", "unknown")
    in_doubt = np.flatnonzero(events["event_id"].isin(frozenset(disputed)) | events["denied_by"].astype(bool))
    fields = {
        "kind": _one_each(events["kind"], KINDS),
        "status": _one_each(events["status"], STATUSES),
        "basis": _one_each(basis, BASES),
        "disputed": Field(DISPUTED, in_doubt, np.zeros(len(in_doubt), dtype=np.int64)),
    }
    fields |= {name: _several_each(events[column]) for name, column in LIST_COLUMNS.items()}
    return EventIndex(len(events), first, last, fields, words)


def _one_each(column: pd.Series, values: tuple[str, ...]) -> Field:
    numbers = {value: number for number, value in enumerate(values)}
    choices = column.map(numbers)
    has = choices.notna().to_numpy()
    return Field(values, np.flatnonzero(has), choices.to_numpy()[has].astype(np.int64))


def _several_each(column: pd.Series) -> Field:
    """A field of lists; its values are those that occur, in the order of the alphabet."""
    pairs = column.reset_index(drop=True).explode().dropna()
    choices, values = pairs.factorize(sort=True)
    events = pairs.index.to_numpy()
    _, once = np.unique(events * (len(values) + 1) + choices, return_index=True)
    return Field(tuple(values), events[once], choices[once])


def disputed_events(findings: pd.DataFrame, mentions: pd.DataFrame) -> frozenset[str]:
    """The events whose tellings contradict each other in the date, on both sides of the contradiction."""
    doubted = findings[findings["code"].isin(CONTRADICTIONS)]
    if doubted.empty:
        return frozenset()
    told = {
        (article, start): event
        for article, start, event in zip(mentions["article"], mentions["start"], mentions["event_id"], strict=True)
    }
    others = {told.get((place["article"], place["start"]), "") for related in doubted["related"] for place in related}
    return frozenset({*doubted["event_id"], *others} - {""})
