"""What several views say about a selection: the sentence above it, the notices, why it is empty."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from ui import chrome, opened_files, opened_page, state
from ui.corpus import CHOICES, QUERY_NAME, Corpus
from ui.filter_panel import label_of
from ui.filters import CHOICE_FIELDS, Filters, apply, hides_most
from ui.format import years_in_words
from ui.highlight import element, escape, text_element
from ui.reader import Reader
from ui.reading_words import problem_line
from ui.state import State

if TYPE_CHECKING:
    import pandas as pd

# What an address may name that is gone with the corpus that it was of.
_OF_A_CORPUS = (QUERY_NAME, "event", "article", "at", "actor", "place")
_TITLES = {"q": "search", "since": "from", "until": "to", "disputed": "only"}


def selection(corpus: Corpus, now: State) -> pd.DataFrame:
    """The events that fit the reader's choices."""
    return apply(now.filters, corpus.events, corpus.index)


def say_problems(corpus: Corpus, now: State, *, names_file: bool = True) -> None:
    """Which file is shown, where it is one; a line for each value of the link that meant nothing, and for each file
    that could not be read. names_file: whether the view does not say the former itself."""
    if names_file and (shown := opened_page.about(corpus, now.reader, partial(state.link, state=now, corpus=corpus))):
        st.html(shown)
    t = now.reader.t
    lines = []
    rejected = list(now.rejected)
    if any(name == QUERY_NAME and value in CHOICES for name, value in rejected):
        lines.append(t("own.not_here_event" if any(name == "event" for name, _ in rejected) else "own.not_here"))
        rejected = [pair for pair in rejected if pair[0] not in _OF_A_CORPUS]
    if any(name == QUERY_NAME and opened_files.is_address(value) for name, value in rejected):
        lines.append(t("opened.not_here"))
        rejected = [pair for pair in rejected if pair[0] not in _OF_A_CORPUS]
    if rejected:
        pairs = [t("rejected.pair", name=name, value=value[:40]) for name, value in rejected]
        lines.append(t("rejected.line", what=now.reader.join(pairs)))
    if corpus.events.empty and not corpus.texts:
        lines.append(t("problems.no_articles", folder=corpus.folder))
    lines += [problem_line(problem.name, problem.says, now.reader) for problem in corpus.problems]
    chrome.notices(lines)


def result_sentence(shown: pd.DataFrame, corpus: Corpus, reader: Reader) -> str:
    """How many events from how many sources over which years, in plain words."""
    t, total = reader.t, len(corpus.events)
    if shown.empty:
        return t("result.none")
    sources = t("count.sources", n=_sources(shown, corpus))
    events = t("count.events", n=len(shown))
    if shown["earliest"].isna().all():
        return t("result.undated", events=events, sources=sources)
    years = years_in_words(int(shown["earliest"].min().year), int(shown["latest"].max().year), reader)
    if len(shown) == total:
        return t("result.all", events=events, sources=sources, years=years)
    return t("result.some", events=events, total=t("count.events", n=total), sources=sources, years=years)


def _sources(shown: pd.DataFrame, corpus: Corpus) -> int:
    """How many articles tell these events."""
    among = np.zeros(corpus.index.size, dtype=bool)
    among[shown.index] = True
    return int(np.count_nonzero(corpus.index.fields["article"].tally(among)))


def say_result(corpus: Corpus, now: State, shown: pd.DataFrame) -> None:
    """The result sentence; where nothing is left, the choice whose loosening would show most, as a link."""
    reader = now.reader
    line = text_element("p", result_sentence(shown, corpus, reader), class_="result", role="status")
    if shown.empty and now.filters.active:
        line += _loosen(corpus, now)
    st.html(element("div", line))


def _loosen(corpus: Corpus, now: State) -> str:
    reader = now.reader
    best = hides_most(now.filters, corpus.index)
    if not best:
        words, wider = reader.t("filters.loosen_all"), Filters()
    else:
        name, gain = best
        chosen = getattr(now.filters, name)
        wanted = [label_of(name, value, corpus, reader) for value in chosen] if name in CHOICE_FIELDS else [chosen]
        events = reader.t("count.events", n=gain)
        words = reader.t(
            "filters.loosen",
            field=reader.t(f"filters.{_TITLES.get(name, name)}"),
            name=reader.join(wanted),
            events=events,
        )
        wider = now.filters.without(name)
    action = reader.t("filters.loosen_do" if best else "filters.clear")
    go = text_element("a", action, href=state.link_with(wider, now, corpus), class_="action")
    return element("p", escape(words) + " " + go, class_="loosen")
