"""The column that narrows the events: search, dates and choices, each with the number of events it would show."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st
from pandas import isna

from ui import sources, state
from ui.corpus import Corpus
from ui.event_index import DISPUTED
from ui.filter_component import filters
from ui.filters import choices_like, counts, masks
from ui.format import name_in
from ui.reader import Reader
from ui.state import State
from ui.strings import messages
from ui.timeline_data import MOST_WHOLE

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_MOST_CHOICES = 60
_FOUND_BY_LETTERS = 20
_LONGEST_LOOKED = 80
_ORDER = ("kind", "actor", "place", "status", "basis", "article", "disputed")
_YEARS_BACK = {"last_year": 1, "last_five": 5, "last_ten": 10}
_SIGNS = {"computed": "= ", "inferred": "\u2234 "}
Choice = tuple[str, str | None, int]


def filter_place() -> DeltaGenerator:
    """Where the panel stands, for a view that fills it after what the reader waits for."""
    return st.container(key="filters", gap="small")


def filter_panel(corpus: Corpus, now: State, shown: int, place: DeltaGenerator | None = None) -> None:
    """Draw the panel. shown: how many events fit, for the button that closes the sheet on a phone."""
    with place or filter_place():
        looked = (st.session_state.get(state.FILTERS_KEY) or {}).get("looked") or {}
        data = panel_data(corpus, now, shown, looked) | {"answer": st.session_state.get(state.ANSWER_KEY, 0)}
        filters(data, key=state.FILTERS_KEY, on_change=_change, on_look=_look)


def label_of(name: str, value: str, corpus: Corpus, reader: Reader) -> str:
    """A choice in words."""
    if name == "kind":
        return reader.t(f"kinds.{value}")
    if name == "status":
        return reader.t(f"statuses.{value}")
    if name == "disputed":
        return reader.t("filters.only_disputed")
    if name == "basis":
        return _SIGNS.get(value, "") + reader.t(f"bases.{value}")
    return sources.label(value, corpus, reader) if name == "article" else name_in(value, reader, corpus.english)


def is_whole(corpus: Corpus) -> bool:
    """Whether the corpus is small enough to be in the browser, which then narrows it by itself."""
    return len(corpus.events) <= MOST_WHOLE


def panel_data(corpus: Corpus, now: State, shown: int, looked: Mapping[str, str]) -> dict[str, Any]:
    """What ui/filter_component draws.

    A choice is [its value in an address, its words or null where they are the same, how many events it would show].
    Of a small corpus there are all choices in no order, each field has `pairs` (which event has which choice, by their
    places) and `events` says the rest: there the browser counts. looked: by field the letters that a reader looks for.
    """
    reader, index = now.reader, corpus.index
    whole = is_whole(corpus)
    tallies = {} if whole else counts(now.filters, index, _MOST_CHOICES)
    fields = []
    for name in _ORDER:
        field = index.fields[name]
        asks = len(field.values) > _MOST_CHOICES
        tally = dict.fromkeys(field.values, 0) if whole else tallies[name]
        told: dict[str, Any] = {
            "name": name,
            "title": "" if name == "disputed" else reader.t(f"filters.{name}"),
            "choices": _choices(name, tally, corpus, reader),
            "asks": asks,
        }
        if whole:
            told["pairs"] = [field.events.tolist(), field.choices.tolist()]
        if asks and (letters := _looked(looked, name)):
            told["found"] = _choices(
                name, choices_like(name, letters, now.filters, index, _FOUND_BY_LETTERS), corpus, reader
            )
        fields.append(told)
    return {
        "lang": reader.lang,
        "digits": reader.digits if reader.lang == "ar" else "latn",
        "strings": _strings(reader),
        "chosen": state.filters_query(now.filters, corpus),
        "fields": fields,
        "disputed": DISPUTED,
        "looked": {name: letters for name in looked if (letters := _looked(looked, name))},
        "presets": _presets(corpus),
        "shown": shown,
        "events": _events(corpus, now) if whole else None,
    }


def _choices(name: str, tally: Mapping[str, int], corpus: Corpus, reader: Reader) -> list[Choice]:
    choices = []
    for value, number in tally.items():
        told = corpus.article_ids[value] if name == "article" else value
        label = label_of(name, value, corpus, reader)
        choices.append((told, label if label != told else None, number))
    return choices


def _looked(looked: Mapping[str, str], name: str) -> str:
    return str(looked.get(name, "")).strip()[:_LONGEST_LOOKED]


def _presets(corpus: Corpus) -> list[tuple[str, str]]:
    """Ready periods up to the newest event, each by its name and its first year."""
    last = corpus.events["latest"].max()
    return [] if isna(last) else [(name, str(last.year - years + 1)) for name, years in _YEARS_BACK.items()]


def _events(corpus: Corpus, now: State) -> dict[str, Any]:
    """What the browser needs to know of every event besides its choices. hits: what the search finds."""
    first, last = (corpus.events[name].dt.strftime("%Y-%m-%d").fillna("") for name in ("earliest", "latest"))
    undated = (first == "") | (last == "")
    told: dict[str, Any] = {
        "ids": corpus.events["event_id"].tolist(),
        "from": first.mask(undated, "").tolist(),
        "to": last.mask(undated, "").tolist(),
        "hits": None,
    }
    if now.filters.q:
        told["hits"] = {"q": now.filters.q, "events": np.flatnonzero(masks(now.filters, corpus.index)["q"]).tolist()}
    return told


def _strings(reader: Reader) -> dict[str, str]:
    """The panel's own words by their name, counted ones by their name and plural form."""
    strings: dict[str, str] = {}
    for key, message in messages(reader.lang).items():
        group, _, name = key.partition(".")
        if group == "filters" and isinstance(message, str):
            strings[name] = message
        elif key == "count.events" and isinstance(message, Mapping):
            strings |= {f"events_{form}": text for form, text in message.items()}
    return strings | {"separator": reader.t("component.separator")}


def _change() -> None:
    """What was chosen goes into the address, which is then read as any other: what is no filter is said and left out.

    A new search is ordered by its hits.
    """
    change = (st.session_state.get(state.FILTERS_KEY) or {}).get("change")
    if not isinstance(change, Mapping) or not isinstance(chosen := change.get("chosen"), Mapping):
        return
    at = change.get("at")
    st.session_state[state.ANSWER_KEY] = at if isinstance(at, int) else 0
    state.write(address_of(chosen, search_before=st.query_params.get("q", "")))


def address_of(chosen: Mapping[str, Any], *, search_before: str) -> dict[str, list[str] | None]:
    """What the address says after a choice. Whatever the browser sends, only names of filters and texts go into it."""
    changes: dict[str, list[str] | None] = {}
    for name in state.FILTER_NAMES:
        values = chosen.get(name)
        texts = [value for value in values if isinstance(value, str)] if isinstance(values, list) else []
        changes[name] = [_latin(text) if name in ("from", "to") else text for text in texts]
    if "".join(changes["q"] or ()) != search_before:
        changes["sort"] = None
    return changes


def _latin(typed: str) -> str:
    """A date as typed on an Arabic keyboard, in the digits of the address."""
    return "".join(str(digit) if (digit := unicodedata.decimal(char, None)) is not None else char for char in typed)


def _look() -> None:
    """The answer is in the data of the next drawing."""
