"""The list: the same events in words, under headings or as a table, each opening into its card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from ui import corpus as corpora
from ui import state
from ui.card import Link
from ui.corpus import Corpus
from ui.downloads import downloads
from ui.entries import entry, heading_of
from ui.event_order import in_order
from ui.event_table import event_table
from ui.filter_panel import filter_panel
from ui.highlight import element, text_element
from ui.results import say_problems, say_result, selection
from ui.state import State
from ui.stories import lesson_link

if TYPE_CHECKING:
    import pandas as pd

SLUG = "list"
TITLE_KEY = "views.list"
_PAGE = 60
_BY_TIME = ("oldest", "newest")


def render() -> None:
    """Draw the view from the address."""
    reader = state.reader()
    with st.spinner(reader.t("app.loading")):
        corpus = corpora.load()
    now = state.read(corpus)
    shown = selection(corpus, now)
    with st.container(key="layout", horizontal=True, wrap=False, gap="large"):
        filter_panel(corpus, now, len(shown))
        with st.container(key="main", gap="small"):
            say_problems(corpus, now)
            st.html(text_element("h1", reader.t("events_list.heading"), class_="unseen"))
            with st.container(key="result_line", horizontal=True, vertical_alignment="center"):
                say_result(corpus, now, shown)
                if not shown.empty:
                    st.html(lesson_link(corpus, now, shown), width="content")
                    _tools(now)
            if not shown.empty:
                _rows(corpus, now, shown)
                with st.expander(reader.t("download.title"), key="list.keep"):
                    downloads(shown, reader, corpus)
    st.html(_dock(now, corpus))


def _tools(now: State) -> None:
    """How the list stands: as entries or as a table, under which headings, in which order."""
    t = now.reader.t
    order, _ = state.sorting(now)
    with st.container(key="list_tools", horizontal=True, vertical_alignment="center", width="content"):
        if now.form == "entries":
            if order in _BY_TIME:
                _choice("group", state.GROUPS, state.set_widget(state.GROUP_KEY, now.group), _group, t)
            sorts = state.SORTS if now.filters.q else state.SORTS[:-1]
            _choice("sort", sorts, state.set_widget(state.SORT_KEY, order if order in sorts else None), _sort, t)
        _choice("form", state.FORMS, state.set_widget(state.FORM_KEY, now.form), _form, t)


def _choice(name: str, options: Sequence[str], key: str, write: Callable[[], None], t: Callable[[str], str]) -> None:
    with st.container(key=f"{name}_choice", width="content"):
        st.segmented_control(
            t(f"events_list.{name}"),
            options,
            format_func=lambda option: t(f"events_list.{name}_{option}"),
            key=key,
            label_visibility="collapsed",
            required=name != "sort",  # a link may ask for the order of a column, which has no button here
            on_change=write,
        )


def _rows(corpus: Corpus, now: State, shown: pd.DataFrame) -> None:
    reader, (order, down) = now.reader, state.sorting(now)
    found = corpus.index.finder.find(now.filters.q) if now.filters.q else None
    scores = found.scores[shown.index.to_numpy()] if found and order == state.RELEVANCE else None
    hits = found.words if found else frozenset()
    ordered = in_order(shown, order, reader, corpus.english, down=down, scores=scores)
    limit = max(st.session_state.get(state.SHOWN_COUNT_KEY, _PAGE), _PAGE)
    if now.event:
        limit = max(limit, *(np.flatnonzero(ordered["event_id"].to_numpy() == now.event) + 1), 0)
    rows = ordered.head(limit).to_dict("records")
    link = partial(_link, now, corpus)
    if now.form == "table":
        page = event_table(rows, corpus, reader, link, order=(order, down), chosen=now.event, hits=hits)
    else:
        page = _entries(rows, corpus, now, link, hits)
    with st.container(key="entries"):
        st.html(element("div", page, class_="entries"))
    if len(ordered) > limit:
        st.button(
            reader.t("events_list.more", left=reader.number(len(ordered) - limit)),
            key=state.MORE_KEY,
            on_click=_show_more,
            args=(limit,),
        )


def _entries(rows: list[dict[str, Any]], corpus: Corpus, now: State, link: Link, hits: frozenset[str]) -> str:
    reader, (order, _) = now.reader, state.sorting(now)
    groups = []
    for heading, grouped in groupby(rows, key=lambda row: heading_of(row, order, now.group, reader)):
        members = list(grouped)
        count = text_element("span", reader.t("count.events", n=len(members)), class_="muted")
        entries = "".join(
            entry(
                row,
                corpus,
                reader,
                link,
                is_open=row["event_id"] == now.event,
                by_day=order in _BY_TIME,
                under=heading,
                hits=hits,
            )
            for row in members
        )
        groups.append(element("section", text_element("h2", heading) + count + element("ol", entries), class_="year"))
    return "".join(groups)


def _link(now: State, corpus: Corpus, view: str, **changes: str | None) -> str:
    return state.link(view, now, corpus, **changes)


def _dock(now: State, corpus: Corpus) -> str:
    """What a thumb reaches on a phone: the filters, and the way to the chart."""
    t = now.reader.t
    button = text_element(
        "button", t("events_list.dock_filters"), type="button", data_opens_sheet=True, aria_expanded="false"
    )
    chart = text_element("a", t("views.timeline"), href=state.link("timeline", now, corpus))
    return element("div", button + chart, class_="dock")


def _sort() -> None:
    """The first order is the one without a word in the address: by hits where something is searched, else by time."""
    sort = st.session_state[state.SORT_KEY]
    if sort is None:
        return
    first = state.RELEVANCE if st.query_params.get("q") else state.SORTS[0]
    state.write({"sort": None if sort == first else sort})


def _group() -> None:
    group = st.session_state[state.GROUP_KEY]
    state.write({"group": None if group == state.GROUPS[0] else group})


def _form() -> None:
    """Entries know no order by a column."""
    form = st.session_state[state.FORM_KEY]
    back = {} if form == "table" or st.query_params.get("sort") in state.SORTS else {"sort": None}
    state.write({"form": None if form == state.FORMS[0] else form} | back)


def _show_more(limit: int) -> None:
    st.session_state[state.SHOWN_COUNT_KEY] = limit + _PAGE


if __name__ == "__main__":
    render()
