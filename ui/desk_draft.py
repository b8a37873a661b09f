"""From draft to print, the first half: an editor pastes a draft or hands over its file and reads what is wrong in it.

Nothing of a draft is kept: it lives in the visit's session until the next one takes its place.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pipeline.reading import from_text
from ui import draft as drafts
from ui import sources
from ui.article_page import steps
from ui.draft import Checked, Draft
from ui.highlight import element, text_element
from ui.house import house
from ui.own_articles import FILE_TYPES, MAX_PASTED, Refusal
from ui.own_page import refusal_line, uploader_words
from ui.theme import css

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from pipeline.model import Article
    from ui.corpus import Corpus
    from ui.reader import Reader

TEXT_KEY, WRITTEN_KEY, BESIDE_KEY = "draft.text", "draft.written", "draft.beside"
FILE_KEY, CHECK_KEY, STYLE_KEY, FAMILIES_KEY = "draft.file", "draft.check", "draft.styled", "draft.families"
_CHECKED, _REFUSED, _TURN = "draft.checked", "draft.refused", "draft.turn"
# So many articles are read anew with every draft that is compared with them.
_MOST_BESIDE = 200
_TYPES = tuple(kind for kind in FILE_TYPES if kind != "zip")


def draw(reader: Reader, corpus: Corpus) -> None:
    """The tab: where the draft goes in, and below it the draft with its findings."""
    t = reader.t
    with st.container(key="draft", gap="small"):
        st.html(text_element("p", t("print.draft_lead"), class_="lead") + text_element("p", t("print.draft_privacy")))
        _form(reader, corpus)
        refused, checked = st.session_state.get(_REFUSED), st.session_state.get(_CHECKED)
        if refused:
            line = text_element("p", refusal_line(refused, reader))
            st.html(element("div", line, class_="notices", role="alert"))
        if checked:
            _result(checked, corpus, reader)


def _form(reader: Reader, corpus: Corpus) -> None:
    t, few = reader.t, 0 < len(corpus.texts) <= _MOST_BESIDE
    with st.form("draft.form", border=False):
        st.text_area(t("print.draft_text"), key=TEXT_KEY, placeholder=t("print.draft_hint"), height=220)
        with st.container(key="draft_facts", horizontal=True, gap="medium", vertical_alignment="bottom"):
            st.text_input(t("print.written"), key=WRITTEN_KEY, placeholder=t("own.date_hint"), width=260)
            if few:
                st.checkbox(t("print.beside"), key=BESIDE_KEY)
        given = (corpus, reader)
        st.form_submit_button(t("print.check"), key=CHECK_KEY, type="primary", on_click=_check_pasted, args=given)
    key = f"{FILE_KEY}.{st.session_state.get(_TURN, 0)}"
    file = st.file_uploader(t("print.file"), type=list(_TYPES), key=key)
    words = json.dumps(uploader_words(reader) | {"types": list(_TYPES)}).replace("<", "\\u003c")
    st.html(element("div", id="left-out", role="alert"))
    with st.container(key="uploader_script"):
        st.html(f"<script>{css('uploader.js')}\ndressUploader({words});</script>", unsafe_allow_javascript=True)
    if file:
        _check_file(file, corpus, reader)
        st.rerun()


def _check_pasted(corpus: Corpus, reader: Reader) -> None:
    text, written = st.session_state[TEXT_KEY], st.session_state[WRITTEN_KEY]
    if len(text) > MAX_PASTED:
        _keep(Refusal("", "too_long"), corpus, reader)
        return
    _keep(drafts.pasted(text, written), corpus, reader)


def _check_file(file: UploadedFile, corpus: Corpus, reader: Reader) -> None:
    data = file.getvalue()
    context = get_script_run_ctx()
    if context and st.runtime.exists():  # the server lets go of the bytes at once
        st.runtime.get_instance().uploaded_file_mgr.remove_file(context.session_id, file.file_id)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    _keep(drafts.handed_over(file.name, data, st.session_state.get(WRITTEN_KEY, "")), corpus, reader)


def _keep(read: Draft | Refusal, corpus: Corpus, reader: Reader) -> None:
    st.session_state[_REFUSED] = read if isinstance(read, Refusal) else None
    if isinstance(read, Refusal):
        st.session_state[_CHECKED] = None
        return
    beside: list[Article] = []
    labels: dict[str, str] = {}
    if st.session_state.get(BESIDE_KEY):
        beside = [from_text(name, text) for name, text in corpus.texts.items()]
        labels = {name: sources.full_label(name, corpus, reader) for name in corpus.texts}
    st.session_state[_CHECKED] = drafts.check(read, house().style, beside, labels)


def _result(checked: Checked, corpus: Corpus, reader: Reader) -> None:
    t, style = reader.t, house().style
    found = {drafts.family(row["code"]) for row in checked.findings}
    families = [name for name in drafts.FAMILIES if name in found]
    wanted: Any = families
    with st.container(key="draft_result", gap="small"):
        if families:
            key = f"{FAMILIES_KEY}.{reader.lang}.{'-'.join(families)}"
            wanted = st.pills(
                t("print.families"),
                families,
                format_func=lambda name: t(f"print.family_{name}"),
                selection_mode="multi",
                default=families,
                key=key,
            )
        findings = drafts.shown(checked, wanted)
        line = text_element("p", drafts.summary(findings, reader), class_="result", role="status")
        st.html(line + (steps(reader) if findings else "") + drafts.draft_html(checked, findings, reader))
        if style and "H" in found and st.session_state.get(TEXT_KEY) == checked.draft.article.text:
            st.button(t("print.apply_style"), key=STYLE_KEY, on_click=_apply_style, args=(corpus, reader))
        with st.container(key="draft_script"):
            st.html(f"<script>{css('article.js')}</script>", unsafe_allow_javascript=True)


def _apply_style(corpus: Corpus, reader: Reader) -> None:
    """Write the pasted text as the house writes, and check what came of it."""
    style = house().style
    if style:
        st.session_state[TEXT_KEY] = drafts.in_house_style(st.session_state[TEXT_KEY], style)
        _check_pasted(corpus, reader)
