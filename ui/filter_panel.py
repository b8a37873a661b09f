"""The column that narrows the events: search, dates and choices, each with the number of events it would show."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st
from pandas import isna

from ui import corpus as corpora
from ui import sources, state
from ui.corpus import Corpus
from ui.event_index import DISPUTED
from ui.filters import Filters, choices_like, counts, first_day, last_day
from ui.format import name_in
from ui.highlight import element, escape_markdown, text_element
from ui.reader import Reader
from ui.state import State

if TYPE_CHECKING:
    import pandas as pd
    from streamlit.delta_generator import DeltaGenerator

_SHOWN_AT_FIRST = 6
_MOST_CHOICES = 60
_FOUND_BY_LETTERS = 20
_INFERRED = ("inferred",)
_YEARS_BACK = {"last_year": 1, "last_five": 5, "last_ten": 10}
_SIGNS = {"computed": "= ", "inferred": "\u2234 "}


def filter_place() -> DeltaGenerator:
    """Where the panel stands, for a view that fills it after what the reader waits for."""
    return st.container(key="filters", gap="small")


def filter_panel(corpus: Corpus, now: State, shown: pd.DataFrame, place: DeltaGenerator | None = None) -> None:
    """Draw the panel. shown: the events that fit, for the button that closes the sheet on a phone."""
    t = now.reader.t
    with place or filter_place():
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
        tallies = counts(now.filters, corpus.index, _MOST_CHOICES)
        _only(tallies, now)
        _choices("kind", tallies["kind"], corpus, now)
        _dates(corpus, now)
        for name in ("actor", "place", "status", "basis", "article"):
            _choices(name, tallies[name], corpus, now)
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
    if name == "disputed":
        return reader.t("filters.only_disputed")
    if name == "basis":
        return _SIGNS.get(value, "") + reader.t(f"bases.{value}")
    return sources.label(value, corpus, reader) if name == "article" else name_in(value, reader, corpus.english)


def _group_title(text: str) -> None:
    st.html(text_element("h3", text, class_="group-title"))


def _only(tallies: Mapping[str, Mapping[str, int]], now: State) -> None:
    """The two questions an editor asks first: what is inferred, and what is disputed."""
    t = now.reader.t
    _group_title(t("filters.only"))
    with st.container(key="choices_only", gap=None):
        st.checkbox(
            _counted(t("filters.only_inferred"), tallies["basis"].get("inferred", 0), now.reader),
            key=state.set_widget(state.ONLY_INFERRED_KEY, now.filters.basis == _INFERRED),
            on_change=_only_inferred,
        )
        for value in DISPUTED:
            st.checkbox(
                _counted(t("filters.only_disputed"), tallies["disputed"].get(value, 0), now.reader),
                key=state.set_widget(state.choice_key("disputed", value), value in now.filters.disputed),
                on_change=_toggle,
                args=("disputed", value),
            )


def _choices(name: str, tally: Mapping[str, int], corpus: Corpus, now: State) -> None:
    reader, chosen = now.reader, getattr(now.filters, name)
    order = list(dict.fromkeys([*chosen, *tally]))
    if not order:
        return
    _group_title(reader.t(f"filters.{name}"))
    first = order[: max(_SHOWN_AT_FIRST, len(chosen))]
    rest = order[len(first) :]
    with st.container(key=f"choices_{name}", gap=None):
        for value in first:
            _choice(name, value, tally.get(value, 0), corpus, now)
    if rest:
        more = st.popover(reader.t("filters.more"), key=state.more_key(name), on_change="rerun")
        if more.open:
            with more, st.container(key=f"more_{name}", gap=None):
                _further(name, rest, first, tally, corpus, now)


def _further(
    name: str, rest: Sequence[str], first: Sequence[str], tally: Mapping[str, int], corpus: Corpus, now: State
) -> None:
    """The choices there was no room for; where even they are not all, a box finds any by its letters."""
    shown = {value: tally.get(value, 0) for value in rest}
    if len(corpus.index.known[name]) > _MOST_CHOICES:
        typed = st.text_input(now.reader.t("filters.find"), key=state.find_key(name), max_chars=80).strip()
        if typed:
            shown = choices_like(name, typed, now.filters, corpus.index, _FOUND_BY_LETTERS)
            shown = {value: number for value, number in shown.items() if value not in first}
        if not shown:
            st.html(text_element("p", now.reader.t("filters.find_none"), class_="muted", role="status"))
    for value, number in shown.items():
        _choice(name, value, number, corpus, now)


def _counted(words: str, number: int, reader: Reader) -> str:
    return f"{escape_markdown(words)} *{reader.number(number)}*"


def _choice(name: str, value: str, number: int, corpus: Corpus, now: State) -> None:
    st.checkbox(
        _counted(label_of(name, value, corpus, now.reader), number, now.reader),
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
    with st.container(key="filters_presets", horizontal=True, gap="small"):
        for name, years in ({} if isna(last) else _YEARS_BACK).items():
            begin = str(last.year - years + 1)
            st.button(
                t(f"filters.preset_{name}"),
                key=f"{state.PRESET_KEY}.{name}",
                type="tertiary",
                disabled=now.filters.since == begin and not now.filters.until,
                on_click=_put_dates,
                args=(begin, ""),
            )
        if now.filters.since or now.filters.until:
            st.button(
                t("filters.preset_all"),
                key=f"{state.PRESET_KEY}.all",
                type="tertiary",
                on_click=_put_dates,
                args=("", ""),
            )


def _now() -> tuple[Corpus, Filters]:
    corpus = corpora.load()
    return corpus, state.read(corpus).filters


def _clear() -> None:
    corpus, _ = _now()
    state.write_filters(Filters(), corpus)


def _search() -> None:
    """A new search is ordered by its hits."""
    corpus, filters = _now()
    typed = st.session_state[state.SEARCH_KEY].strip()
    state.write_filters(replace(filters, q=typed), corpus, sort=None)


def _toggle(name: str, value: str) -> None:
    """As the box stands: Streamlit also calls this for boxes that were away for a run, and they change nothing."""
    corpus, filters = _now()
    if st.session_state[state.choice_key(name, value)] != (value in getattr(filters, name)):
        state.write_filters(filters.toggled(name, value), corpus)


def _only_inferred() -> None:
    corpus, filters = _now()
    if st.session_state[state.ONLY_INFERRED_KEY] != (filters.basis == _INFERRED):
        state.write_filters(replace(filters, basis=() if filters.basis == _INFERRED else _INFERRED), corpus)


def _write_dates() -> None:
    """What is no date goes into the address all the same, so that the view can say it is none."""
    corpus, filters = _now()
    since, until = (_latin(st.session_state[key].strip()) for key in (state.SINCE_KEY, state.UNTIL_KEY))
    dated = replace(filters, since=since if first_day(since) else "", until=until if last_day(until) else "")
    state.write_filters(dated, corpus, **{"from": since or None, "to": until or None})


def _latin(typed: str) -> str:
    """A date as typed on an Arabic keyboard, in the digits of the address."""
    return "".join(str(digit) if (digit := unicodedata.decimal(char, None)) is not None else char for char in typed)


def _put_dates(since: str, until: str) -> None:
    corpus, filters = _now()
    state.write_filters(replace(filters, since=since, until=until), corpus)
