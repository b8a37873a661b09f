"""The timeline: how much happened when, the events on their lanes, and the card of the chosen one."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from ui import corpus as corpora
from ui import state
from ui.card import card
from ui.charts.density import density_figure, window_of_points
from ui.charts.picture import picture_figure
from ui.corpus import Corpus
from ui.downloads import downloads
from ui.filter_panel import filter_panel, label_of
from ui.format import month_names, years_in_words
from ui.highlight import text_element
from ui.reader import Reader
from ui.results import result_sentence, say_problems, say_result, selection
from ui.state import State
from ui.timeline_component import timeline
from ui.timeline_data import LANES, timeline_data

if TYPE_CHECKING:
    import pandas as pd

SLUG = "timeline"
TITLE_KEY = "views.timeline"
_LANE_FIELDS = {"kind": "kind", "actor": "actor", "place": "place", "source": "article"}


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
            st.html(text_element("h1", reader.t("timeline.heading"), class_="unseen"))
            with st.container(key="result_line", horizontal=True, vertical_alignment="center"):
                say_result(corpus, now, shown)
                _lanes_choice(now)
            if not shown.empty:
                _strip(shown, now)
                _chart(corpus, now, shown)
            _card(corpus, now)
            _keep(corpus, now, shown)


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


def _strip(shown: pd.DataFrame, now: State) -> None:
    dated = shown[shown["earliest"].notna()]
    if len(dated) < 2:
        return
    reader = now.reader
    window = tuple(date.fromisoformat(day) for day in now.window) if now.window else None
    with st.container(key="strip"):
        st.plotly_chart(
            density_figure(dated, reader, window),
            key=state.STRIP_KEY,
            theme=None,
            on_select=_narrow,
            selection_mode="points",
            config={"displayModeBar": False, **plotly_locale(reader)},
            alt=reader.t("timeline.strip"),
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


def _chart(corpus: Corpus, now: State, shown: pd.DataFrame) -> None:
    data = timeline_data(
        shown,
        corpus.mentions_of,
        corpus.timexes,
        reader=now.reader,
        lanes=now.lanes,
        lane_label=lambda name: label_of(_LANE_FIELDS[now.lanes], name, corpus, now.reader),
        english=corpus.english,
        selected=now.event,
        window=now.window,
    )
    with st.container(key="chart"):
        timeline(data, key=state.CHART_KEY, on_select=_choose, on_window=_look_at)


def _card(corpus: Corpus, now: State) -> None:
    if not now.event:
        st.html(text_element("p", now.reader.t("timeline.select_hint"), class_="muted"))
        return
    link = partial(_link, now, corpus)
    with st.container(key="card"):
        st.html(card(corpus.event_rows[now.event], corpus, now.reader, link))


def _link(now: State, corpus: Corpus, view: str, **changes: str | None) -> str:
    return state.link(view, now, corpus, **changes)


def _keep(corpus: Corpus, now: State, shown: pd.DataFrame) -> None:
    """Take the selection home: as a table, or as a picture."""
    if shown.empty:
        return
    reader = now.reader
    with st.expander(reader.t("download.title"), key="timeline.keep"):
        downloads(shown, reader)
        dated = shown[shown["earliest"].notna()]
        if dated.empty:
            return
        st.html(text_element("p", reader.t("timeline.figure_hint"), class_="muted"))
        heading = reader.t("timeline.figure_title", years=_years(dated, reader))
        st.plotly_chart(
            picture_figure(dated, reader, heading),
            key=state.PICTURE_KEY,
            theme=None,
            config={
                "displaylogo": False,
                "displayModeBar": True,
                "modeBarButtons": [["toImage"]],
                "toImageButtonOptions": {"format": "svg", "filename": reader.t("download.file")},
                **plotly_locale(reader),
            },
            alt=result_sentence(shown, len(corpus.events), reader),
        )


def _years(dated: pd.DataFrame, reader: Reader) -> str:
    return years_in_words(int(dated["earliest"].min().year), int(dated["latest"].max().year), reader)


def _choose_lanes() -> None:
    lanes = st.session_state[state.LANES_KEY]
    state.write({"lanes": None if lanes == LANES[0] else lanes})


def _choose() -> None:
    if event := st.session_state[state.CHART_KEY].get("select"):
        state.write({"event": event})


def _look_at() -> None:
    window = st.session_state[state.CHART_KEY].get("window")
    state.write({"zoom": f"{window['from']}/{window['to']}" if window else None})


def _narrow() -> None:
    if window := window_of_points(st.session_state[state.STRIP_KEY].selection.points):
        state.write({"zoom": "/".join(window)})


if __name__ == "__main__":
    render()
