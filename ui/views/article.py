"""An article: when it was written and how that is known, its text with every date marked, its events beside it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from ui import corpus as corpora
from ui import sources, state
from ui.article_page import article_page
from ui.corpus import Corpus
from ui.results import say_problems
from ui.state import State

SLUG = "article"
TITLE_KEY = "views.article"


def render() -> None:
    """Draw the article the address names, else the one that tells the chosen event, else the first."""
    reader = state.reader()
    with st.spinner(reader.t("app.loading")):
        corpus = corpora.load()
    now = state.read(corpus)
    with st.container(key="article"):
        say_problems(corpus, now)
        if not corpus.texts:
            return
        article = now.article or _teller(corpus, now) or next(iter(corpus.texts))
        st.selectbox(
            reader.t("article.choose"),
            list(corpus.texts),
            format_func=lambda name: sources.full_label(name, corpus, reader),
            key=state.set_widget(state.CHOOSER_KEY, article),
            placeholder=reader.t("article.choose"),
            on_change=_open,
        )
        st.html(article_page(article, corpus, reader, partial(_link, now, corpus), now.event))
        if now.event:
            st.html(_SCROLL, unsafe_allow_javascript=True)


_SCROLL = "<script>document.querySelector('.article-text .chosen')?.scrollIntoView({block: 'center'})</script>"


def _teller(corpus: Corpus, now: State) -> str | None:
    """The article that dates the chosen event as the corpus does; else the first that tells it."""
    if not now.event:
        return None
    tellings, edtf = corpus.mentions_of[now.event], corpus.event_rows[now.event]["edtf"]
    return next((row["article"] for row in tellings if row["edtf"] == edtf), tellings[0]["article"])


def _link(now: State, corpus: Corpus, view: str, **changes: str | None) -> str:
    return state.link(view, now, corpus, **changes)


def _open() -> None:
    corpus = corpora.load()
    state.write({"article": corpus.article_ids[st.session_state[state.CHOOSER_KEY]], "event": None})


if __name__ == "__main__":
    render()
