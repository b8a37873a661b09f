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
from ui.filters import Filters, filters_from_query, filters_to_query
from ui.house import usual_reader
from ui.reader import Reader, reader_from_query, reader_to_query
from ui.timeline_data import LANES

LANGUAGE_KEY = "header.lang"
SETTING_KEYS = {name: f"settings.{name}" for name in ("months", "digits", "dir", "theme")}
FILTERS_KEY, ANSWER_KEY = "filters.panel", "filters.answer"
CHART_KEY = "timeline.chart"
LANES_KEY = "timeline.lanes"
WHOLE_KEY = "timeline.whole"
CARD_KEY = "timeline.card"
KEEP_KEY = "timeline.keep"
STORY_FILES_KEY = "story.files"
PICTURE_KEY = "timeline.picture"
PNG_KEY = "download.png"
SORT_KEY = "list.sort"
GROUP_KEY = "list.group"
FORM_KEY = "list.form"
MORE_KEY = "list.more"
SHOWN_COUNT_KEY = "list.shown"
CHOOSER_KEY = "article.chooser"
COLUMNS_KEY, MORE_COLUMNS_KEY = "compare.columns", "compare.more"
CLASS_KEY, ADD_STOP_KEY = "class.lesson", "class.add"
SAVE_STORY_KEY, STORY_SAID_KEY = "class.save", "class.said"
CORPUS_KEY = "own.corpus"
COLLECTED_KEY = "own.collected"
FILES_KEY = "own.files"
PASTED_KEYS = {name: f"own.{name}" for name in ("text", "outlet", "url", "written")}
ADD_KEY = "own.add"
REMOVE_KEY = "own.remove"

GROUPS = ("year", "month", "day")
FORMS = ("entries", "table")
RELEVANCE = "relevance"
SORTS = ("oldest", "newest", "importance", RELEVANCE)
COLUMNS = ("title", "kind", "status", "basis", "actors", "places", "sources")
_DOWN = "-desc"
_TABLE_SORTS = frozenset(f"{column}{way}" for column in COLUMNS for way in ("", _DOWN))
FILTER_NAMES = ("q", "from", "to", "kind", "actor", "place", "status", "basis", "disputed", "article")
SHOWS = ("highlights", "all")
_LANE_ALIASES = {"source": "article"}
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")
_WINDOW = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)")
Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class State:
    """The address as a value. span: the words of the article to show. sort: what the address asks for, '' where it
    leaves it open. rejected: the (name, value) pairs in it that mean nothing."""

    reader: Reader
    filters: Filters
    event: str | None
    article: str | None
    span: tuple[int, int] | None
    lanes: str
    window: tuple[str, str] | None
    show: str
    sort: str
    group: str
    form: str
    rejected: tuple[tuple[str, str], ...]


def query() -> dict[str, list[str]]:
    """The address's query, every value of every name."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def reader() -> Reader:
    """The reader's settings alone, for what is drawn before the corpus is read."""
    return reader_from_query(query(), usual_reader())[0]


def state_from_query(given: Query, corpus: Corpus) -> State:
    """Everything an address asks for, checked against the corpus."""
    settings, rejected = reader_from_query(given, usual_reader())
    articles = [corpus.article_names.get(value, value) for value in given.get("article", ())]
    known = {**corpus.index.known, "article": tuple(corpus.texts)}
    filters, wrong = filters_from_query({**given, "article": articles}, known)
    rejected += wrong
    rejected += [(QUERY_NAME, value) for value in given.get(QUERY_NAME, ())[-1:] if value != corpus.choice]
    event, window = None, None
    chosen = {"lanes": LANES[0], "show": SHOWS[0], "sort": "", "group": GROUPS[0], "form": FORMS[0]}
    allowed = {"lanes": LANES, "show": SHOWS, "sort": (*SORTS, *_TABLE_SORTS), "group": GROUPS, "form": FORMS}
    for value in given.get("event", ())[-1:]:
        event = corpus.event_ids.get(value)
        rejected += [] if event else [("event", value)]
    for value in given.get("zoom", ())[-1:]:
        window = parse_window(value)
        rejected += [] if window else [("zoom", value)]
    for name in chosen:
        for value in given.get(name, ())[-1:]:
            meant = _LANE_ALIASES.get(value, value) if name == "lanes" else value
            if meant in allowed[name]:
                chosen[name] = meant
            else:
                rejected.append((name, value))
    article, span = filters.article[-1] if filters.article else None, None
    for value in given.get("at", ())[-1:]:
        span = parse_span(value, corpus.texts[article]) if article else None
        rejected += [] if span else [("at", value)]
    return State(
        reader=settings,
        filters=filters,
        event=event,
        article=article,
        span=span,
        window=window,
        rejected=tuple(rejected),
        **chosen,
    )


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
    """Change the address: a name set to nothing leaves it. One call is one step of the browser's history."""
    before = query()
    after = dict(before)
    for name, value in changes.items():
        after.pop(name, None)
        if value:
            after[name] = [value] if isinstance(value, str) else list(value)
    if after != before:
        st.query_params.from_dict(after)


def filters_query(filters: Filters, corpus: Corpus) -> dict[str, list[str]]:
    """The filters as the address holds them, articles by their ids."""
    wanted = filters_to_query(filters)
    if "article" in wanted:
        wanted["article"] = [corpus.article_ids[name] for name in wanted["article"]]
    return wanted


def link(view: str, state: State, corpus: Corpus, **changes: str | Sequence[str] | None) -> str:
    """The relative address of a view with the state kept and some of it changed; the words shown are not kept.

    view: '' for the one that the reader is in.
    """
    kept: dict[str, list[str]] = reader_to_query(state.reader, usual_reader()) | filters_query(state.filters, corpus)
    if corpus.choice != CHOICES[0]:
        kept[QUERY_NAME] = [corpus.choice]
    if state.event:
        kept["event"] = [state.event]
    if state.window:
        kept["zoom"] = ["/".join(state.window)]
    defaults = {"lanes": LANES[0], "show": SHOWS[0], "sort": "", "group": GROUPS[0], "form": FORMS[0]}
    for name, default in defaults.items():
        if (value := getattr(state, name)) != default:
            kept[name] = [value]
    for name, value in changes.items():
        kept.pop(name, None)
        if value:
            kept[name] = [value] if isinstance(value, str) else list(value)
    written = urlencode(kept, doseq=True)
    return f"{view}?{written}" if written or not view else view


def link_with(filters: Filters, state: State, corpus: Corpus) -> str:
    """The address of the view that the reader is in, with other filters."""
    return link("", state, corpus, **(dict.fromkeys(FILTER_NAMES) | filters_query(filters, corpus)))


def sorting(state: State) -> tuple[str, bool]:
    """What the list is ordered by, and whether that order is turned round; a search puts the best hits first."""
    if state.sort == RELEVANCE and not state.filters.q:
        return SORTS[0], False
    name = state.sort or (RELEVANCE if state.filters.q else SORTS[0])
    return name.removesuffix(_DOWN), name.endswith(_DOWN)


def sorted_by(column: str, *, down: bool = False) -> str:
    """The name in the address of an order by a column."""
    return f"{column}{_DOWN if down else ''}"


def set_widget(key: str, value: Any) -> str:
    """Make a widget show what the address says; returns its key.

    It is set in every run, as the browser forgets it where a run for another view cuts off this one.
    """
    st.session_state[key] = value
    return key
