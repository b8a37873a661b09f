"""An article: when it was written and how that is known, its text with every date marked, its events beside it."""

from __future__ import annotations

import json
from functools import partial

import streamlit as st

from ui import corpus as corpora
from ui import opened_page, sources, state
from ui.article_page import article_page
from ui.corpus import Corpus
from ui.results import say_problems
from ui.state import State
from ui.theme import css

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
        # A widget keeps the labels it was made with: another language or month style asks for another widget.
        key = f"{state.CHOOSER_KEY}.{reader.lang}.{reader.months}.{reader.digits}"
        st.selectbox(
            reader.t("article.choose"),
            list(corpus.texts),
            format_func=lambda name: sources.full_label(name, corpus, reader),
            key=state.set_widget(key, article),
            placeholder=reader.t("article.choose"),
            on_change=_open,
            args=(key,),
        )
        if corpus.opened and not corpus.texts[article].strip():
            st.html(opened_page.article_without_text(article, corpus, reader, partial(_link, now, corpus)))
            return
        if corpus.opened:
            st.html(opened_page.only_sentences(reader))
        span = now.span if article == now.article else None
        st.html(article_page(article, corpus, reader, partial(_link, now, corpus), now.event, span))
        with st.container(key="article_script"):
            st.html(f"<script>{css('article.js')}</script>", unsafe_allow_javascript=True)
        if now.event or span:
            # The script runs once for each content it has: what is shown is named in it.
            shown = json.dumps([article, now.event, span]).replace("<", "\\u003c")
            st.html(_SHOW_WORDS.replace("SHOWN", shown), unsafe_allow_javascript=True)


_SHOW_WORDS = """<script>
  document.documentElement.dataset.shown = JSON.stringify(SHOWN);
  const words = document.querySelector('.article-text #at');
  words?.focus({preventScroll: true});
  const asked = location.hash && document.getElementById(location.hash.slice(1));
  const shown = asked || words?.nextElementSibling || document.querySelector('.article-text .chosen');
  shown?.scrollIntoView({block: 'center'});
</script>"""


def _teller(corpus: Corpus, now: State) -> str | None:
    """The article that dates the chosen event as the corpus does; else the first that tells it, or is said to."""
    if not now.event:
        return None
    tellings, event = corpus.mentions_of.get(now.event, ()), corpus.event_rows[now.event]
    dating = (row["article"] for row in tellings if row["edtf"] == event["edtf"])
    others = (*(row["article"] for row in tellings), *event["articles"])
    return next(dating, next(iter(others), None))


def _link(now: State, corpus: Corpus, view: str, **changes: str | None) -> str:
    return state.link(view, now, corpus, **changes)


def _open(key: str) -> None:
    corpus = corpora.load()
    state.write({"article": corpus.article_ids[st.session_state[key]], "event": None, "at": None})


if __name__ == "__main__":
    render()
