"""The log from one installation to another: saved as a file, read in from one, conflicts named."""

from __future__ import annotations

import json

import streamlit as st

from pipeline.decisions import as_row
from ui import store, who
from ui.corpus import Corpus
from ui.desk import taking
from ui.desk.history import line, subject
from ui.highlight import element, escape, text_element
from ui.own_page import uploader_words
from ui.reader import Reader
from ui.theme import css

_TURN, _CAME = "desk.exchange.turn", "desk.exchange.came"
_MOST_SHOWN = 50


def draw(corpus: Corpus, reader: Reader) -> None:
    """Both ways."""
    t = reader.t
    with st.container(key="main", gap="small"):
        st.html(
            text_element("h2", t("desk.tab.exchange"), class_="desk-title")
            + text_element("p", t("desk.exchange_means"), class_="muted")
        )
        log = "".join(
            f"{json.dumps(as_row(one), ensure_ascii=False, sort_keys=True)}\n" for one in corpus.log.decisions
        )
        st.download_button(
            t("desk.export", n=len(corpus.log.decisions)),
            log,
            file_name="tasalsul-decisions.jsonl",
            mime="application/x-ndjson",
            key="desk.export",
            on_click="ignore",
            disabled=not log,
        )
        if who.person().role != "admin":
            st.html(text_element("p", t("desk.import_admin"), class_="muted"))
            return
        st.html(text_element("h3", t("desk.import"), class_="desk-title"))
        file = st.file_uploader(
            t("desk.import"),
            type=["jsonl"],
            key=f"desk.import.{st.session_state.get(_TURN, 0)}",
            label_visibility="collapsed",
        )
        words = uploader_words(reader) | {
            "types": ["jsonl"],
            "choose": t("desk.import_choose"),
            "label": t("desk.import"),
        }
        st.html(element("div", id="left-out", role="alert"))
        with st.container(key="uploader_script"):
            written = json.dumps(words).replace("<", "\\u003c")
            st.html(f"<script>{css('uploader.js')}\ndressUploader({written});</script>", unsafe_allow_javascript=True)
        if file is not None:
            st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
            _read(file.getvalue())
            st.rerun()
        _say_what_came(corpus, reader)


def _read(data: bytes) -> None:
    """Read a log in, all of it or none."""
    from storage.database import StoreError
    from storage.decisions import import_log

    st.session_state.pop(_CAME, None)
    engine = store.engine()
    if engine is None:
        taking.fail("desk.no_store", store.why_closed())
        return
    try:
        came = import_log(engine, data.decode("utf-8-sig").splitlines(), by=who.person())
    except (StoreError, PermissionError, ValueError) as error:
        taking.fail_with(error)
        return
    st.session_state[_CAME] = came


def _say_what_came(corpus: Corpus, reader: Reader) -> None:
    came = st.session_state.get(_CAME)
    if came is None:
        return
    t = reader.t
    said = text_element("p", t("desk.came", added=reader.number(len(came.added)), known=reader.number(came.known)))
    if came.conflicts:
        said += text_element("h3", t("desk.conflicts", n=len(came.conflicts)))
        said += text_element("p", t("desk.conflicts_mean"), class_="muted")
    for made, rival in came.conflicts[:_MOST_SHOWN]:
        sides = "".join(
            element("div", escape(t(f"desk.{side}")) + line(one, corpus, reader, about=subject(one, corpus, reader)))
            for side, one in (("theirs", made), ("ours", rival))
        )
        said += element("div", sides, class_="desk-conflict")
    st.html(element("div", said, role="status"))
