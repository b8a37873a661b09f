"""The comparison of sources: the events that several of them tell, and what each says of them, side by side."""

from __future__ import annotations

from functools import partial

import streamlit as st

from ui import corpus as corpora
from ui import state
from ui.compare_page import compare_page, legend
from ui.corpus import Corpus
from ui.filter_panel import filter_panel
from ui.highlight import element, text_element
from ui.results import say_problems, say_result, selection
from ui.shared_events import pick
from ui.state import State
from ui.theme import css

SLUG = "compare"
TITLE_KEY = "views.compare"
_MOST_COLUMNS = 16


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
            st.html(text_element("h1", reader.t("views.compare"), class_="unseen"))
            _comparison(corpus, now, frozenset(shown["event_id"]))
            if shown.empty:
                say_result(corpus, now, shown)
    label = text_element(
        "button", reader.t("events_list.dock_filters"), type="button", data_opens_sheet=True, aria_expanded="false"
    )
    st.html(element("div", label, class_="dock"))


def _comparison(corpus: Corpus, now: State, shown: frozenset[str]) -> None:
    reader = now.reader
    fitting = [one for one in corpus.shared if not shown.isdisjoint(one.events)]
    if corpus.opened and not corpus.opened.file.sentences:
        st.html(text_element("p", reader.t("opened.nothing_to_compare"), class_="result", role="status"))
        return
    if not fitting:
        why = "compare.none_one_source" if len(corpus.texts) < 2 else "compare.none"
        if shown or not now.filters.active:
            st.html(text_element("p", reader.t(why), class_="result", role="status"))
        return
    importance = {event: row["importance"] for event, row in corpus.event_rows.items()}
    limit = max(st.session_state.get(state.COLUMNS_KEY, _MOST_COLUMNS), _MOST_COLUMNS)
    columns = corpus.comparisons(pick(fitting, importance, now.event, limit))
    heading = reader.t("compare.heading", events=reader.t("count.events", n=len(fitting)))
    st.html(
        element(
            "div",
            text_element("p", heading, class_="result", role="status") + legend(fitting, reader),
            class_="compare-top",
        )
    )
    with st.container(key="compare"):
        st.html(compare_page(columns, corpus, reader, partial(state.link, state=now, corpus=corpus)))
    if now.event and not any(now.event in one.events for one in columns):
        st.html(text_element("p", reader.t("compare.one_source_only"), class_="muted"))
    if len(columns) < len(fitting):
        rest = reader.t("count.events", n=len(fitting) - len(columns))
        st.button(reader.t("compare.more", events=rest), key=state.MORE_COLUMNS_KEY, on_click=_show_more, args=(limit,))
    with st.container(key="compare_script"):
        st.html(f"<script>{css('compare.js')}</script>", unsafe_allow_javascript=True)


def _show_more(limit: int) -> None:
    st.session_state[state.COLUMNS_KEY] = limit + _MOST_COLUMNS


if __name__ == "__main__":
    render()
