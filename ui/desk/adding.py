"""An event that the articles tell and the program did not see: an editor marks its words, and says what and when."""

from __future__ import annotations

import re
from typing import Any

import streamlit as st

from ui import sources, state
from ui.corpus import Corpus
from ui.desk import fields, taking
from ui.desk.deciding import on_article
from ui.highlight import Highlight, element, marked, text_element
from ui.reader import Reader
from ui.state import State
from ui.word_picker import word_picker

_CHOOSER, _PICKER = "desk.add.article", "desk.add.words"
_WORD = re.compile(r"\S+")


def draw(corpus: Corpus, now: State) -> None:
    """Draw the article whose words are marked, and the form for what they tell."""
    reader, t = now.reader, now.reader.t
    article = now.article or next(iter(corpus.texts))
    with st.container(key="main", gap="small"):
        st.html(text_element("h2", t("desk.tab.add"), class_="desk-title"))
        key = f"{_CHOOSER}.{reader.lang}.{reader.months}"
        st.selectbox(
            t("article.choose"),
            list(corpus.texts),
            format_func=lambda name: sources.full_label(name, corpus, reader),
            key=state.set_widget(key, article),
            on_change=lambda: state.write({"article": corpus.article_ids[st.session_state[key]], "at": None}),
        )
        with st.container(key="desk_add", horizontal=True, gap="large"):
            with st.container(key="desk_add_words", gap="small"):
                word_picker(
                    {
                        "words": words_of(corpus.texts[article]),
                        "chosen": list(now.span) if now.span else None,
                        "label": t("desk.add_label"),
                        "hint": t("desk.add_hint"),
                        "lang": reader.lang,
                    },
                    key=_PICKER,
                    on_pick=lambda: _picked(article, corpus),
                )
            with st.container(key="desk_decide", gap="small"):
                if now.span:
                    _form(article, now.span, corpus, reader)
                else:
                    st.html(text_element("p", t("desk.add_first"), class_="muted"))


def words_of(text: str) -> list[list[Any]]:
    """Every word with its place, and whether a space or a new line stands behind it."""
    found = list(_WORD.finditer(text))
    ends = [*(word.start() for word in found[1:]), len(text)]
    pairs = zip(found, ends, strict=True)
    return [[word.start(), word.end(), word.group(), _gap(text[word.end() : end])] for word, end in pairs]


def _gap(between: str) -> str:
    """However many empty lines an article has, they say no more than one."""
    return "\n" if "\n" in between else " "


def _picked(article: str, corpus: Corpus) -> None:
    start, end = st.session_state[_PICKER]["picked"]
    state.write({"article": corpus.article_ids[article], "at": f"{int(start)}-{int(end)}"})


def _form(article: str, span: tuple[int, int], corpus: Corpus, reader: Reader) -> None:
    t, text = reader.t, corpus.texts[article]
    form = f"add.{corpus.article_ids[article]}.{span[0]}-{span[1]}"
    quote = marked(text, [Highlight(*span, "pen", mark=True)], start=span[0], end=span[1])
    st.html(element("blockquote", quote, lang="ar", dir="rtl", class_="evidence"))
    timex = next(
        (row for row in corpus.timexes_of.get(article, ()) if row["start"] < span[1] and row["end"] > span[0]), None
    )
    with st.form(f"desk.form.{form}", border=False):
        fields.text(form, "ar", t("desk.title_ar"), " ".join(text[span[0] : span[1]].split()))
        fields.text(form, "en", t("desk.title_en"))
        fields.date(form, timex["edtf"] if timex else "", reader)
        with st.container(key="desk_add_facts", horizontal=True, gap="small"):
            fields.kind(form, "other", reader)
            fields.status(form, "happened", reader)
        for field in ("actors", "places"):
            fields.names(form, field, (), corpus, reader)
        fields.why(form, reader, for_readers=True)
        with st.container(key="desk_save", horizontal=True, gap="small"):
            st.form_submit_button(
                t("desk.save.add"),
                key=f"desk.save.{form}",
                type="primary",
                on_click=_save,
                args=(form, article, span, corpus),
            )


def _save(form: str, article: str, span: tuple[int, int], corpus: Corpus) -> None:
    try:
        edtf = fields.read_date(form, "")
    except ValueError as error:
        taking.fail("desk.no_date", str(error))
        return
    words = {name: str(fields.value(form, name) or "").strip() for name in ("ar", "en")}
    if not words["ar"]:
        taking.fail("desk.no_title")
        return
    payload: dict[str, Any] = {
        "start": span[0],
        "end": span[1],
        "edtf": edtf,
        "kind": fields.value(form, "kind"),
        "status": fields.value(form, "status"),
        "title_ar": words["ar"],
        "title_en": words["en"],
        **{name: list(fields.value(form, name) or ()) for name in ("actors", "places")},
    }
    target, payload, quotes = on_article(article, payload, corpus, at=span)
    if taking.take("add", target, payload, quotes, fields.read_why(form)):
        fields.forget(form)
        state.write({"at": None})
