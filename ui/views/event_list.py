"""The list: the same events in the order of time under headings in words, each opening into its card."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

import streamlit as st

from ui import corpus as corpora
from ui import state
from ui.corpus import Corpus
from ui.downloads import downloads
from ui.entries import entry, heading_of
from ui.filter_panel import filter_panel
from ui.highlight import element, text_element
from ui.results import say_problems, say_result, selection
from ui.state import State

if TYPE_CHECKING:
    import pandas as pd

SLUG = "list"
TITLE_KEY = "views.list"
_PAGE = 60


def render() -> None:
    """Draw the view from the address."""
    reader = state.reader()
    with st.spinner(reader.t("app.loading")):
        corpus = corpora.load()
    now = state.read(corpus)
    shown = selection(corpus, now)
    with st.container(key="layout", horizontal=True, wrap=False, gap="large"):
        filter_panel(corpus, now, shown)
        with st.container(key="main", gap="small"):
            say_problems(corpus, now)
            st.html(text_element("h1", reader.t("events_list.heading"), class_="unseen"))
            with st.container(key="result_line", horizontal=True, vertical_alignment="center"):
                say_result(corpus, now, shown)
                _sort_choice(now)
            _entries(corpus, now, shown)
            if not shown.empty:
                with st.expander(reader.t("download.title"), key="list.keep"):
                    downloads(shown, reader)
    st.html(_dock(now))


def _sort_choice(now: State) -> None:
    t = now.reader.t
    with st.container(key="sort_choice", width="content"):
        st.segmented_control(
            t("events_list.sort"),
            state.SORTS,
            format_func=lambda name: t(f"events_list.sort_{name}"),
            key=state.set_widget(state.SORT_KEY, now.sort),
            required=True,
            label_visibility="collapsed",
            on_change=_sort,
        )


def _entries(corpus: Corpus, now: State, shown: pd.DataFrame) -> None:
    rows = _ordered(shown, now.sort)
    limit = max(st.session_state.get(state.SHOWN_COUNT_KEY, _PAGE), _PAGE)
    ids = [row["event_id"] for row in rows]
    if now.event in ids:
        limit = max(limit, ids.index(now.event) + 1)
    link = partial(_link, now, corpus)
    groups = []
    for heading, grouped in groupby(rows[:limit], key=lambda row: heading_of(row, now.sort, now.reader)):
        members = list(grouped)
        count = text_element("span", now.reader.t("count.events", n=len(members)), class_="muted")
        entries = "".join(
            entry(row, corpus, now.reader, link, is_open=row["event_id"] == now.event, by_day=now.sort != "importance")
            for row in members
        )
        groups.append(element("section", text_element("h2", heading) + count + element("ol", entries), class_="year"))
    with st.container(key="entries"):
        st.html(element("div", "".join(groups), class_="entries"))
    if len(rows) > limit:
        st.button(now.reader.t("events_list.more"), key=state.MORE_KEY, on_click=_show_more, args=(limit,))


def _ordered(shown: pd.DataFrame, sort: str) -> list[dict[str, Any]]:
    """By time, the undated last whichever way it runs; or by importance."""
    if sort == "importance":
        return shown.sort_values(["importance", "event_id"], ascending=[False, True]).to_dict("records")
    dated = shown[shown["earliest"].notna()]
    middle = dated["earliest"] + (dated["latest"] - dated["earliest"]) / 2
    order = dated.assign(middle=middle).sort_values(["middle", "latest", "event_id"], ascending=sort == "oldest")
    undated = shown[shown["earliest"].isna()]
    return [*order.drop(columns="middle").to_dict("records"), *undated.to_dict("records")]


def _link(now: State, corpus: Corpus, view: str, **changes: str | None) -> str:
    return state.link(view, now, corpus, **changes)


def _dock(now: State) -> str:
    label = now.reader.t("events_list.dock_filters")
    button = text_element("button", label, type="button", data_opens_sheet=True, aria_expanded="false")
    return element("div", button, class_="dock")


def _sort() -> None:
    sort = st.session_state[state.SORT_KEY]
    state.write({"sort": None if sort == state.SORTS[0] else sort})


def _show_more(limit: int) -> None:
    st.session_state[state.SHOWN_COUNT_KEY] = limit + _PAGE


if __name__ == "__main__":
    render()
