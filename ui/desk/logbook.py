"""The whole log, the events that were set aside and the decisions whose place is gone, each with the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from pipeline.decisions import Decision
from ui.corpus import Corpus
from ui.desk import taking
from ui.desk.history import line, quoted_words, subject, undos_in_force
from ui.highlight import element, text_element
from ui.reader import Reader

_PAGE = 40
_SHOWN = "desk.log.shown"


def draw(tab: str, corpus: Corpus, reader: Reader) -> None:
    """One of the lists: log, aside or lost."""
    held = undos_in_force(corpus.log.decisions)
    with st.container(key="main", gap="small"):
        st.html(
            text_element("h2", reader.t(f"desk.tab.{tab}"), class_="desk-title")
            + text_element("p", reader.t(f"desk.about_{tab}"), class_="muted")
        )
        if tab == "lost":
            _entries(corpus.lost, corpus, reader, held, "lost", with_words=True)
        elif tab == "aside":
            aside = {event["event_id"] for event in corpus.rejected}
            rejections = [
                one for event in sorted(aside) for one in corpus.decided.get(event, ()) if one.kind == "reject"
            ]
            _entries(rejections, corpus, reader, held, "aside", with_words=True)
        else:
            _entries(corpus.log.decisions, corpus, reader, held, "log")


def _entries(
    decisions: Sequence[Decision],
    corpus: Corpus,
    reader: Reader,
    held: Mapping[str, Sequence[Decision]],
    where: str,
    *,
    with_words: bool = False,
) -> None:
    """The newest first, so many at once."""
    newest = sorted(decisions, key=lambda one: one.number, reverse=True)
    if not newest:
        st.html(text_element("p", reader.t(f"desk.none_{where}"), class_="result", role="status"))
        return
    limit = max(st.session_state.get(_SHOWN, _PAGE), _PAGE)
    with st.container(key="desk_log", gap=None):
        for one in newest[:limit]:
            entry(one, corpus, reader, held, where=where, with_words=with_words)
    if len(newest) > limit:
        left = reader.number(len(newest) - limit)
        st.button(reader.t("events_list.more", left=left), key="desk.log.more", on_click=_more, args=(limit,))


def _more(limit: int) -> None:
    st.session_state[_SHOWN] = limit + _PAGE


def entry(
    one: Decision,
    corpus: Corpus,
    reader: Reader,
    held: Mapping[str, Sequence[Decision]],
    *,
    where: str,
    with_words: bool = False,
) -> None:
    """One decision with its way back, or, where it is undone, its way forth."""
    is_undone = one.key in held
    about = "" if where == "item" else _about(one, corpus, reader)
    with st.container(key=f"desk_entry_{where}_{one.number}", horizontal=True, gap="small", vertical_alignment="top"):
        told = line(one, corpus, reader, about=about, is_undone=is_undone)
        if with_words and one.quotes:
            told += element(
                "blockquote", text_element("bdi", quoted_words(one)), lang="ar", dir="rtl", class_="evidence"
            )
        st.html(told)
        keys = [undo.key for undo in held[one.key]] if is_undone else [one.key]
        words = "redo" if is_undone or one.kind == "undo" else "back" if where == "aside" else "undo"
        if one.kind == "undo" and is_undone:
            return
        with st.container(key=f"desk_{'redo' if words == 'redo' else 'undo'}_{where}_{one.number}", width="content"):
            st.button(
                reader.t(f"desk.{words}"),
                key=f"desk.{words}.{where}.{one.key}",
                on_click=taking.undo,
                args=(keys,),
            )


def _about(one: Decision, corpus: Corpus, reader: Reader) -> str:
    """What a decision is on; of an undo, what it took back."""
    if one.kind != "undo":
        return subject(one, corpus, reader)
    undone = next((each for each in corpus.log.decisions if each.key == one.payload["decision"]), None)
    if undone is None:
        return ""
    name = reader.t(f"desk.done.{undone.kind}")
    return name if undone.kind == "undo" else f"{name}{reader.t('list.separator')}{subject(undone, corpus, reader)}"
