"""A visitor's own articles: files or pasted text, what of them was not read, and which articles all views show."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui import corpora_page, opened_files, opened_page, own_articles, own_page, state
from ui import corpus as corpora
from ui.corpus import CHOICES, QUERY_NAME, Corpus
from ui.highlight import element, escape_markdown, text_element
from ui.opened_files import Opened, OpenedFile
from ui.own_articles import OwnArticles, Refusal
from ui.reader import Reader
from ui.results import say_problems
from ui.theme import css

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

SLUG = "own"
TITLE_KEY = "views.own"
_TURN, _REFUSED, _ADDED, _OPENED = "own.turn", "own.refused", corpora_page.ADDED_KEY, "own.opened"
# What names something of one corpus and means nothing in another.
_OF_A_CORPUS = ("event", "article", "at", "actor", "place", "zoom", "story", "saved")


def render() -> None:
    """Draw the page; what was handed over is read first."""
    reader = state.reader()
    with st.container(key="own", gap="small"):
        page = text_element("h1", reader.t("own.heading")) + text_element("p", reader.t("own.lead"), class_="lead")
        st.html(page + text_element("p", reader.t("own.privacy"), class_="privacy"))
        with st.container(key="own_ways", horizontal=True, gap="large"):
            with st.container(key="own_files", gap="small"):
                handed_over = _uploader(reader)
            with st.container(key="own_paste", gap="small"):
                _paste_form(reader)
        waiting = st.empty()
        if handed_over:
            _read(handed_over, waiting, reader)
            st.rerun()
        with waiting.container():
            corpus = corpora.load(partial(_say_building, st.empty(), reader))
        now = state.read(corpus)
        say_problems(corpus, now, names_file=False)
        _result(corpus, reader, partial(state.link, state=now, corpus=corpus))
        _articles(corpus, reader, partial(state.link, state=now, corpus=corpus))
        corpora_page.draw(corpus, reader, partial(state.link, state=now, corpus=corpus))


def _uploader(reader: Reader) -> list[UploadedFile]:
    t = reader.t
    st.html(text_element("h2", t("own.files")) + own_page.said_limits(reader))
    files = st.file_uploader(
        t("own.files"),
        type=[*own_articles.FILE_TYPES, *opened_files.FILE_TYPES],
        accept_multiple_files=True,
        key=f"{state.FILES_KEY}.{st.session_state.get(_TURN, 0)}",
        label_visibility="collapsed",
    )
    written = json.dumps(own_page.uploader_words(reader)).replace("<", "\\u003c")
    st.html(element("div", id="left-out", role="alert"))
    with st.container(key="uploader_script"):
        st.html(f"<script>{css('uploader.js')}\ndressUploader({written});</script>", unsafe_allow_javascript=True)
    return files


def _paste_form(reader: Reader) -> None:
    t = reader.t
    st.html(text_element("h2", t("own.paste")))
    with st.form("own.form", border=False, clear_on_submit=False):
        st.text_area(t("own.text"), key=state.PASTED_KEYS["text"], placeholder=t("own.text_hint"), height=168)
        most = reader.number(f"{own_articles.MAX_PASTED:,}")
        st.html(text_element("p", t("own.text_limit", characters=most), class_="muted"))
        with st.container(key="own_facts", horizontal=True, gap="small"):
            st.text_input(t("own.outlet"), key=state.PASTED_KEYS["outlet"])
            st.text_input(t("own.url"), key=state.PASTED_KEYS["url"])
            st.text_input(t("own.written"), key=state.PASTED_KEYS["written"], placeholder=t("own.date_hint"))
        st.form_submit_button(t("own.add"), key=state.ADD_KEY, on_click=_add_pasted, type="primary")


def _read(files: list[UploadedFile], place: Any, reader: Reader) -> None:
    """Read what was handed over, show how far it is, and let go of the bytes."""
    bar = place.progress(0.0)

    def say(done: int, total: int, name: str) -> None:
        words = reader.t("own.reading", name=f"\u2068{name}\u2069", number=done + 1, total=total)
        bar.progress(done / total, text=escape_markdown(reader.number(words)))

    ours = [file for file in files if opened_files.is_ours(file.name)]
    named = ((file.name, file.getvalue()) for file in files if not opened_files.is_ours(file.name))
    own, refused, added = own_articles.read_files(corpora.own_articles(), named, corpora.sample_names(), say)
    last, unopened = _open(ours)
    _free(files)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    _keep(own, [*refused, *unopened], added)
    if last is not None:
        st.session_state[_OPENED] = last.file.choice
        corpora.corpus_of_file(last.file, last.chronicle)
        _show(last.file.choice)


def _open(files: list[UploadedFile]) -> tuple[Opened | None, list[Refusal]]:
    """Open timelines of ours; the last of them, and why others stay out."""
    last, refused = None, []
    opened = corpora.opened_files_of_visit()
    refused += [Refusal(file.name, "too_many_files") for file in files[own_articles.MAX_FILES_AT_ONCE :]]
    for file in files[: own_articles.MAX_FILES_AT_ONCE]:
        opened, one, refusal = opened_files.add(opened, file.name, file.getvalue())
        last = one or last
        refused += [refusal] if refusal else []
    corpora.keep_opened(opened)
    return last, refused


def _free(files: list[UploadedFile]) -> None:
    """Streamlit holds on to uploaded bytes until the visit ends; what has been read is not needed again."""
    context = get_script_run_ctx()
    if context and st.runtime.exists():
        for file in files:
            st.runtime.get_instance().uploaded_file_mgr.remove_file(context.session_id, file.file_id)


def _keep(own: OwnArticles, refused: list[Refusal], added: int) -> None:
    st.session_state[_REFUSED], st.session_state[_ADDED], st.session_state[_OPENED] = tuple(refused), added, ""
    if added:
        corpora.keep_own(own)
        if st.query_params.get(QUERY_NAME) not in CHOICES[1:]:
            _show(CHOICES[1])


def _add_pasted() -> None:
    given = {name: st.session_state[key] for name, key in state.PASTED_KEYS.items()}
    own, refusal = own_articles.add_pasted(corpora.own_articles(), taken=corpora.sample_names(), **given)
    _keep(own, [refusal] if refusal else [], 0 if refusal else 1)
    if not refusal:
        for key in state.PASTED_KEYS.values():
            st.session_state[key] = ""


def _say_building(place: Any, reader: Reader, done: int, total: int) -> None:
    if done < total:
        place.progress(done / total, text=reader.number(reader.t("own.building", done=done, total=total)))
    else:
        place.empty()


def _result(corpus: Corpus, reader: Reader, link: Any) -> None:
    """What came of the last step: what was added, what was not and why."""
    refused, added = st.session_state.get(_REFUSED, ()), st.session_state.get(_ADDED, 0)
    shown = ""
    if corpus.opened and corpus.choice == st.session_state.get(_OPENED):
        shown += opened_page.result(corpus.opened.file, reader, link)
    if added and corpus.opened is None:
        events = reader.t("count.events", n=len(corpus.events))
        line = reader.t("own.added_line", texts=reader.t("own.added", n=added), events=events)
        ways = "".join(
            text_element("a", reader.t(f"own.to_{view}"), href=link(view), class_="action")
            for view in ("timeline", "compare")
        )
        shown += element("div", text_element("p", line) + element("p", ways), class_="added", role="status")
    if refused:
        lines = "".join(text_element("li", own_page.refusal_line(one, reader)) for one in refused)
        heading = text_element("h2", reader.t("own.problems"))
        shown += element("div", heading + element("ul", lines), class_="notices", role="alert")
    if shown:
        st.html(shown)


def _articles(corpus: Corpus, reader: Reader, link: Any) -> None:
    """Which articles are shown everywhere, and those of this visit one by one."""
    t, own, files = reader.t, corpora.own_articles(), corpora.opened_files_of_visit()
    if not own.articles and not files:
        if corpus.choice in CHOICES:
            st.html(text_element("p", t("own.none_yet"), class_="muted"))
        return
    labels = {name: t(f"own.choice.{name}") for name in (CHOICES if own.articles else CHOICES[:1])}
    labels |= {file.choice: escape_markdown(opened_page.label(file)) for file in files}
    with st.container(key="own_choice", horizontal=True, gap="large", vertical_alignment="bottom"):
        st.segmented_control(
            t("own.shown"),
            list({**labels, corpus.choice: ""}),
            format_func=lambda name: labels.get(name, name),
            key=state.set_widget(state.CORPUS_KEY, corpus.choice),
            required=True,
            on_change=_choose,
        )
        if own.articles:
            st.text_input(
                t("own.collected"),
                key=state.set_widget(state.COLLECTED_KEY, own.collected),
                placeholder=t("own.date_hint"),
                on_change=_write_collected,
                width=280,
            )
    if own.articles:
        st.html(text_element("p", t("own.collected_hint"), class_="muted"))
    if files:
        _files(files, corpus, reader)
    if not own.articles:
        return
    st.html(text_element("h2", t("own.list")))
    with st.container(key="own_list", gap=None):
        for number, article in enumerate(own.articles, 1):
            with st.container(key=f"own_row_{number}", horizontal=True, vertical_alignment="center", gap="small"):
                st.html(own_page.row(article.name, number, corpus, reader, link))
                st.button(
                    t("own.remove", number=reader.number(number)),
                    key=f"{state.REMOVE_KEY}.{article.digest[:12]}",
                    on_click=_remove,
                    args=(article.name,),
                )


def _files(files: tuple[OpenedFile, ...], corpus: Corpus, reader: Reader) -> None:
    """The files that were opened in this visit, one by one."""
    t = reader.t
    st.html(text_element("h2", t("opened.list")))
    with st.container(key="own_opened", gap=None):
        for number, file in enumerate(files, 1):
            with st.container(
                key=f"own_row_opened_{number}", horizontal=True, vertical_alignment="center", gap="small"
            ):
                st.html(opened_page.row(file, number, is_shown=file.choice == corpus.choice, reader=reader))
                st.button(
                    t("opened.close", number=reader.number(number)),
                    key=f"{state.REMOVE_KEY}.{file.choice}",
                    on_click=_close,
                    args=(file.choice,),
                )


def _close(choice: str) -> None:
    corpora.keep_opened(tuple(file for file in corpora.opened_files_of_visit() if file.choice != choice))
    st.session_state[_REFUSED], st.session_state[_ADDED], st.session_state[_OPENED] = (), 0, ""
    if st.query_params.get(QUERY_NAME) == choice:
        _show(CHOICES[0])


def _show(choice: str) -> None:
    state.write({QUERY_NAME: None if choice == CHOICES[0] else choice, **dict.fromkeys(_OF_A_CORPUS)})


def _choose() -> None:
    _show(st.session_state[state.CORPUS_KEY])


def _write_collected() -> None:
    own, written = corpora.own_articles(), st.session_state[state.COLLECTED_KEY]
    st.session_state[_ADDED] = 0
    try:
        collected = own_articles.last_day_of(written)
    except ValueError:
        st.session_state[_REFUSED] = (
            Refusal(state.reader().t("own.collected"), "no_date", {"date": written.strip()[:40]}),
        )
        return
    st.session_state[_REFUSED] = ()
    corpora.keep_own(replace(own, collected=collected))


def _remove(name: str) -> None:
    own = corpora.own_articles().without(name)
    corpora.keep_own(own)
    st.session_state[_REFUSED], st.session_state[_ADDED] = (), 0
    _show(st.query_params.get(QUERY_NAME, CHOICES[0]) if own.articles else CHOICES[0])


if __name__ == "__main__":
    render()
