"""What the dashboard remembers: the address holds it all; session state only mirrors it for the widgets.

Every key of a widget is made here. A widget's callback writes the address, and each run sets the widgets from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from ui.corpus import CHOICES, QUERY_NAME, Corpus
from ui.filters import Filters, filters_from_query, filters_to_query, known_values
from ui.reader import Reader, reader_from_query, reader_to_query
from ui.timeline_data import LANES

LANGUAGE_KEY = "header.lang"
SETTING_KEYS = {name: f"settings.{name}" for name in ("months", "digits", "dir", "theme")}
SEARCH_KEY = "filters.q"
SINCE_KEY, UNTIL_KEY = "filters.from", "filters.to"
PRESET_KEY = "filters.preset"
CLEAR_KEY = "filters.clear"
CHART_KEY = "timeline.chart"
LANES_KEY = "timeline.lanes"
WHOLE_KEY = "timeline.whole"
CARD_KEY = "timeline.card"
KEEP_KEY = "timeline.keep"
PICTURE_KEY = "timeline.picture"
SORT_KEY = "list.sort"
MORE_KEY = "list.more"
SHOWN_COUNT_KEY = "list.shown"
CHOOSER_KEY = "article.chooser"
COLUMNS_KEY, MORE_COLUMNS_KEY = "compare.columns", "compare.more"
CORPUS_KEY = "own.corpus"
COLLECTED_KEY = "own.collected"
FILES_KEY = "own.files"
PASTED_KEYS = {name: f"own.{name}" for name in ("text", "outlet", "url", "written")}
ADD_KEY = "own.add"
REMOVE_KEY = "own.remove"

SHOWS = ("highlights", "all")
_LANE_ALIASES = {"source": "article"}
SORTS = ("oldest", "newest", "importance")
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")
_WINDOW = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)")
Query = Mapping[str, Sequence[str]]


def choice_key(field: str, value: str) -> str:
    """The key of one choice in the filters."""
    return f"filters.{field}.{value}"


@dataclass(frozen=True, slots=True)
class State:
    """The address as a value. span: the words of the article to show. rejected: the (name, value) pairs in it that
    mean nothing."""

    reader: Reader
    filters: Filters
    event: str | None
    article: str | None
    span: tuple[int, int] | None
    lanes: str
    window: tuple[str, str] | None
    show: str
    sort: str
    rejected: tuple[tuple[str, str], ...]


def query() -> dict[str, list[str]]:
    """The address's query, every value of every name."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def reader() -> Reader:
    """The reader's settings alone, for what is drawn before the corpus is read."""
    return reader_from_query(query())[0]


def state_from_query(given: Query, corpus: Corpus) -> State:
    """Everything an address asks for, checked against the corpus."""
    settings, rejected = reader_from_query(given)
    known = known_values(corpus.events)
    articles = [corpus.article_names.get(value, value) for value in given.get("article", ())]
    filters, wrong = filters_from_query({**given, "article": articles}, {**known, "article": tuple(corpus.texts)})
    rejected += wrong
    rejected += [(QUERY_NAME, value) for value in given.get(QUERY_NAME, ())[-1:] if value != corpus.choice]
    event, lanes, window, show, sort = None, LANES[0], None, SHOWS[0], SORTS[0]
    for value in given.get("event", ())[-1:]:
        event = corpus.event_ids.get(value)
        rejected += [] if event else [("event", value)]
    for value in [_LANE_ALIASES.get(value, value) for value in given.get("lanes", ())[-1:]]:
        lanes, rejected = (value, rejected) if value in LANES else (lanes, [*rejected, ("lanes", value)])
    for value in given.get("zoom", ())[-1:]:
        window = parse_window(value)
        rejected += [] if window else [("zoom", value)]
    for value in given.get("show", ())[-1:]:
        show, rejected = (value, rejected) if value in SHOWS else (show, [*rejected, ("show", value)])
    for value in given.get("sort", ())[-1:]:
        sort, rejected = (value, rejected) if value in SORTS else (sort, [*rejected, ("sort", value)])
    article, span = filters.article[-1] if filters.article else None, None
    for value in given.get("at", ())[-1:]:
        span = parse_span(value, corpus.texts[article]) if article else None
        rejected += [] if span else [("at", value)]
    return State(settings, filters, event, article, span, lanes, window, show, sort, tuple(rejected))


def read(corpus: Corpus) -> State:
    """The state that the address in the browser asks for."""
    return state_from_query(query(), corpus)


def parse_span(written: str, text: str) -> tuple[int, int] | None:
    """'start-end' as a stretch of a text; None where it is none of this text."""
    if not (found := _SPAN.fullmatch(written)):
        return None
    start, end = int(found[1]), int(found[2])
    return (start, end) if start < end <= len(text) else None


def parse_window(text: str) -> tuple[str, str] | None:
    """'from/to' in ISO days; None where it is no such span."""
    if not (found := _WINDOW.fullmatch(text)):
        return None
    try:
        begin, end = date.fromisoformat(found[1]), date.fromisoformat(found[2])
    except ValueError:
        return None
    return (found[1], found[2]) if begin <= end else None


def write(changes: Mapping[str, str | Sequence[str] | None]) -> None:
    """Change the address: a name set to nothing leaves it."""
    for name, value in changes.items():
        if value:
            st.query_params[name] = value if isinstance(value, str) else list(value)
        elif name in st.query_params:
            del st.query_params[name]


def write_filters(filters: Filters, corpus: Corpus) -> None:
    """Put these filters, and no others, into the address."""
    names = ("q", "from", "to", "kind", "actor", "place", "status", "basis", "article")
    write(dict.fromkeys(names) | _filters_query(filters, corpus))


def _filters_query(filters: Filters, corpus: Corpus) -> dict[str, list[str]]:
    """The filters as the address holds them, articles by their ids."""
    wanted = filters_to_query(filters)
    if "article" in wanted:
        wanted["article"] = [corpus.article_ids[name] for name in wanted["article"]]
    return wanted


def link(view: str, state: State, corpus: Corpus, **changes: str | None) -> str:
    """The relative address of a view with the state kept and some of it changed; the words shown are not kept."""
    kept: dict[str, list[str]] = reader_to_query(state.reader) | _filters_query(state.filters, corpus)
    if corpus.choice != CHOICES[0]:
        kept[QUERY_NAME] = [corpus.choice]
    if state.event:
        kept["event"] = [state.event]
    if state.lanes != LANES[0]:
        kept["lanes"] = [state.lanes]
    if state.show != SHOWS[0]:
        kept["show"] = [state.show]
    if state.window:
        kept["zoom"] = ["/".join(state.window)]
    for name, value in changes.items():
        kept.pop(name, None)
        if value is not None:
            kept[name] = [value]
    written = urlencode(kept, doseq=True)
    return f"{view}?{written}" if written else view


def set_widget(key: str, value: Any) -> str:
    """Make a widget show what the address says; returns its key."""
    if st.session_state.get(key) != value or key not in st.session_state:
        st.session_state[key] = value
    return key
