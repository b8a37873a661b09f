"""The timeline: how much happened when, the events on their lanes, and the card of the chosen one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from ui import corpus as corpora
from ui import state
from ui.card import card
from ui.charts.picture import picture_figure
from ui.corpus import Corpus
from ui.downloads import downloads
from ui.filter_panel import filter_panel, filter_place, is_whole, label_of
from ui.format import month_names, years_in_words
from ui.highlight import element, text_element
from ui.reader import Reader
from ui.results import result_sentence, say_problems, say_result, selection
from ui.state import State
from ui.stories import lesson_link
from ui.time_grid import MOST_HIGHLIGHTS
from ui.timeline_component import timeline
from ui.timeline_data import LANES, Look, neighbours, timeline_data, whole_timeline

if TYPE_CHECKING:
    import pandas as pd

SLUG = "timeline"
TITLE_KEY = "views.timeline"


def render() -> None:
    """Draw the view from the address."""
    reader = state.reader()
    with st.spinner(reader.t("app.loading")):
        corpus = corpora.load()
    now = state.read(corpus)
    shown = selection(corpus, now)
    with st.container(key="layout", horizontal=True, wrap=False, gap="large"):
        panel = filter_place()
        with st.container(key="main", gap="small"):
            say_problems(corpus, now)
            st.html(text_element("h1", reader.t("timeline.heading"), class_="unseen"))
            with st.container(key="result_line", horizontal=True, vertical_alignment="center"):
                say_result(corpus, now, shown)
                if not shown.empty:
                    st.html(lesson_link(corpus, now, shown), width="content")
                    _more_choice(now, shown)
                    _lanes_choice(now)
            steps = _chart(corpus, now, shown) if len(shown) or is_whole(corpus) else {}
            if now.event or not shown.empty:
                _card(corpus, now, steps)
            _keep(corpus, now, shown)
    filter_panel(corpus, now, len(shown), panel)


def _lanes_choice(now: State) -> None:
    t = now.reader.t
    with st.container(key="lanes_choice", horizontal=True, vertical_alignment="center", width="content", gap="small"):
        st.html(text_element("span", t("lanes.label"), class_="muted", aria_hidden="true"), width="content")
        st.segmented_control(
            t("lanes.label"),
            LANES,
            format_func=lambda name: t(f"lanes.{name}"),
            key=state.set_widget(state.LANES_KEY, now.lanes),
            required=True,
            label_visibility="collapsed",
            on_change=_choose_lanes,
        )


def plotly_locale(reader: Reader) -> dict[str, object]:
    """Plotly's own words in the reader's language: it knows Arabic months only where they are handed to it."""
    months = list(month_names(reader))
    days = list(reader.words("weekdays"))
    days = [days[-1], *days[:-1]]
    names = {"months": months, "shortMonths": months, "days": days, "shortDays": days, "date": "%d/%m/%Y"}
    words = {
        "Download plot as a PNG": reader.t("timeline.save_png"),
        "Download plot as a png": reader.t("timeline.save_png"),
        "Download plot": reader.t("timeline.save_png"),
    }
    return {"locale": reader.lang, "locales": {reader.lang: {"dictionary": words, "format": names}}}


def _more_choice(now: State, shown: pd.DataFrame) -> None:
    """One step from the highlights to everything, and back."""
    t = now.reader.t
    dated = int(shown["earliest"].notna().sum())
    if now.filters.active or dated <= MOST_HIGHLIGHTS:
        return
    if now.show == "all":
        st.button(t("timeline.show_highlights"), key=state.WHOLE_KEY, on_click=_show, args=(None,))
    else:
        label = t("timeline.show_all", events=t("count.events", n=dated))
        st.button(label, key=state.WHOLE_KEY, on_click=_show, args=("all",))


def _look(corpus: Corpus, now: State) -> Look:
    """First the highlights; everything as soon as the reader asks for it or looks closer."""
    asked = (st.session_state.get(state.CHART_KEY) or {}).get("open")
    return Look(
        lanes=now.lanes,
        selected=now.event,
        window=now.window,
        first=now.show != "all" and not now.window,
        asked=asked if isinstance(asked, Mapping) else None,
        lane_label=lambda name: label_of(now.lanes, name, corpus, now.reader),
    )


def _chart(corpus: Corpus, now: State, shown: pd.DataFrame) -> Mapping[str, str | None]:
    """Draw the events; the ids before and after the chosen one.

    A small corpus goes to the browser whole, and what the filters keep of it is between the two there.
    """
    look = _look(corpus, now)
    narrowed = replace(look, first=look.first and not now.filters.active)
    seen = (now.reader, look.lanes, look.selected, look.window, str(look.asked))
    if is_whole(corpus):
        data = corpus.drawn.get((seen, look.first), lambda: whole_timeline(corpus.events, corpus, now.reader, look))
        steps = neighbours(shown, corpus, narrowed) if now.event else {}
    else:
        data = corpus.drawn.get(
            (seen, narrowed.first, now.filters), lambda: timeline_data(shown, corpus, now.reader, narrowed)
        )
        steps = data.get("neighbours") or {}
    with st.container(key="chart"):
        timeline(data, key=state.CHART_KEY, on_select=_choose, on_window=_look_at, on_open=_ask)
    return steps


def _card(corpus: Corpus, now: State, neighbours: Mapping[str, str | None]) -> None:
    t = now.reader.t
    if not now.event:
        st.html(text_element("p", t("timeline.select_hint"), class_="muted"))
        return
    link = partial(_link, now, corpus)
    event = corpus.event_rows[now.event]
    with st.container(key="card"):
        with st.container(key="card_steps", horizontal=True, vertical_alignment="center", gap="small"):
            for name in ("older", "newer"):
                target = neighbours.get(name)
                st.button(
                    t(f"timeline.event_{name}"),
                    key=f"{state.CARD_KEY}.{name}",
                    disabled=not target,
                    on_click=_step,
                    args=(target,),
                )
            st.button(t("timeline.close_card"), key=f"{state.CARD_KEY}.close", on_click=_step, args=(None,))
        hits = corpus.index.finder.find(now.filters.q).words if now.filters.q else frozenset()
        st.html(element("div", card(event, corpus, now.reader, link, hits=hits), data_shown_event=now.event))


def _link(now: State, corpus: Corpus, view: str, **changes: str | None) -> str:
    return state.link(view, now, corpus, **changes)


def _keep(corpus: Corpus, now: State, shown: pd.DataFrame) -> None:
    """Take the selection home: as a table, or as a picture."""
    if shown.empty:
        return
    reader = now.reader
    keep = st.expander(reader.t("download.title"), key=state.KEEP_KEY, on_change="rerun")
    if not keep.open:
        return
    with keep:
        downloads(shown, reader, corpus)
        dated = shown[shown["earliest"].notna()]
        if dated.empty:
            return
        heading = reader.t("timeline.figure_title", years=_years(dated, reader))
        st.plotly_chart(
            picture_figure(dated, reader, heading),
            key=state.PICTURE_KEY,
            theme=None,
            config={"displayModeBar": False, **plotly_locale(reader)},
            alt=result_sentence(shown, corpus, reader),
        )


def _years(dated: pd.DataFrame, reader: Reader) -> str:
    return years_in_words(int(dated["earliest"].min().year), int(dated["latest"].max().year), reader)


def _choose_lanes() -> None:
    lanes = st.session_state[state.LANES_KEY]
    state.write({"lanes": None if lanes == LANES[0] else lanes})


def _choose() -> None:
    event = st.session_state[state.CHART_KEY].get("select")
    if event is not None:
        state.write({"event": event or None})


def _step(event: str | None) -> None:
    state.write({"event": event})


def _show(choice: str | None) -> None:
    state.write({"show": choice, "zoom": None})


def _look_at() -> None:
    window = st.session_state[state.CHART_KEY].get("window")
    state.write({"zoom": f"{window['from']}/{window['to']}" if window else None})


def _ask() -> None:
    """The answer is in the data of the next drawing."""


if __name__ == "__main__":
    render()
