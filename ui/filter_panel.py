"""The column that narrows the events: search, dates and choices, each with the number of events it would show."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st
from pandas import isna

from ui import corpus as corpora
from ui import sources, state
from ui.corpus import Corpus
from ui.filters import CHOICE_FIELDS, Filters, counts, first_day, last_day
from ui.format import name_in
from ui.highlight import element, escape_markdown, text_element
from ui.reader import Reader
from ui.state import State

if TYPE_CHECKING:
    import pandas as pd

_SHOWN_AT_FIRST = 6
_MOST_CHOICES = 60
_SIGNS = {"computed": "= ", "inferred": "\u2234 "}


def filter_panel(corpus: Corpus, now: State, shown: pd.DataFrame) -> None:
    """Draw the panel. shown: the events that fit, for the button that closes the sheet on a phone."""
    t = now.reader.t
    with st.container(key="filters", gap="small"):
        with st.container(key="filters_head", horizontal=True, vertical_alignment="center"):
            st.html(text_element("h2", t("filters.title"), class_="panel-title"), width="stretch")
            st.button(
                t("filters.clear"),
                key=state.CLEAR_KEY,
                type="tertiary",
                disabled=not now.filters.active,
                on_click=_clear,
            )
        st.text_input(
            t("filters.search"),
            key=state.set_widget(state.SEARCH_KEY, now.filters.q),
            placeholder=t("filters.search_hint"),
            label_visibility="collapsed",
            on_change=_search,
        )
        for name in CHOICE_FIELDS[:1]:
            _choices(name, corpus, now)
        _dates(corpus, now)
        for name in CHOICE_FIELDS[1:]:
            _choices(name, corpus, now)
        label = t("filters.show", events=t("count.events", n=len(shown)))
        st.html(
            element("div", text_element("button", label, type="button", data_closes_sheet=True), class_="sheet-foot")
        )


def label_of(name: str, value: str, corpus: Corpus, reader: Reader) -> str:
    """A choice in words."""
    if name == "kind":
        return reader.t(f"kinds.{value}")
    if name == "status":
        return reader.t(f"statuses.{value}")
    if name == "basis":
        return _SIGNS.get(value, "") + reader.t(f"bases.{value}")
    return sources.label(value, corpus, reader) if name == "article" else name_in(value, reader, corpus.english)


def _group_title(text: str) -> None:
    st.html(text_element("h3", text, class_="group-title"))


def _choices(name: str, corpus: Corpus, now: State) -> None:
    reader, chosen = now.reader, getattr(now.filters, name)
    tally = counts(name, now.filters, corpus.events, corpus.haystacks)
    order = list(dict.fromkeys([*chosen, *tally]))[:_MOST_CHOICES]
    if not order:
        return
    _group_title(reader.t(f"filters.{name}"))
    first = order[: max(_SHOWN_AT_FIRST, len(chosen))]
    rest = order[len(first) :]
    with st.container(key=f"choices_{name}", gap=None):
        for value in first:
            _choice(name, value, tally.get(value, 0), corpus, now)
    if rest:
        with st.popover(reader.t("filters.more")), st.container(key=f"more_{name}", gap=None):
            for value in rest:
                _choice(name, value, tally.get(value, 0), corpus, now)


def _choice(name: str, value: str, number: int, corpus: Corpus, now: State) -> None:
    words = escape_markdown(label_of(name, value, corpus, now.reader))
    st.checkbox(
        f"{words} *{now.reader.number(number)}*",
        key=state.set_widget(state.choice_key(name, value), value in getattr(now.filters, name)),
        on_change=_toggle,
        args=(name, value),
    )


def _dates(corpus: Corpus, now: State) -> None:
    t = now.reader.t
    _group_title(t("filters.dates"))
    with st.container(key="filters_dates", horizontal=True, wrap=False, gap="small"):
        for key, label, value in (
            (state.SINCE_KEY, t("filters.from"), now.filters.since),
            (state.UNTIL_KEY, t("filters.to"), now.filters.until),
        ):
            st.text_input(
                label,
                key=state.set_widget(key, value),
                placeholder=t("filters.date_hint"),
                max_chars=10,
                on_change=_write_dates,
            )
    last = corpus.events["latest"].max()
    if not isna(last):
        with st.container(key="filters_presets", horizontal=True, gap="small"):
            for name, years in (("last_year", 1), ("last_five", 5)):
                begin = str(last.year - years + 1)
                st.button(
                    t(f"filters.preset_{name}"),
                    key=f"{state.PRESET_KEY}.{name}",
                    type="tertiary",
                    on_click=_set_since,
                    args=(begin,),
                )


def _now() -> tuple[Corpus, Filters]:
    corpus = corpora.load()
    return corpus, state.read(corpus).filters


def _put(corpus: Corpus, filters: Filters) -> None:
    state.write_filters(filters, corpus)


def _clear() -> None:
    corpus, _ = _now()
    _put(corpus, Filters())


def _search() -> None:
    corpus, filters = _now()
    _put(corpus, replace(filters, q=st.session_state[state.SEARCH_KEY].strip()))


def _toggle(name: str, value: str) -> None:
    corpus, filters = _now()
    _put(corpus, filters.toggled(name, value))


def _write_dates() -> None:
    """What is no date goes into the address all the same, so that the view can say it is none."""
    corpus, filters = _now()
    since, until = (st.session_state[key].strip() for key in (state.SINCE_KEY, state.UNTIL_KEY))
    _put(corpus, replace(filters, since=since if first_day(since) else "", until=until if last_day(until) else ""))
    state.write({"from": since or None, "to": until or None})


def _set_since(begin: str) -> None:
    corpus, filters = _now()
    _put(corpus, replace(filters, since=begin, until=""))
