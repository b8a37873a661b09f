"""From draft to print, the second half: a selection is frozen as a version, reviewed and approved by name.

A version can be opened at any later time, is compared with today, and leaves as text and as a Word document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from exports.chronology import WORD_MIME, as_text, as_word
from storage.folder import has_database
from storage.rights import NotAllowed
from ui import chronology, results, state, store, who
from ui.event_order import in_order
from ui.filters import apply, filters_from_query
from ui.highlight import element, escape_markdown, text_element

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from storage.versions import Chronology, FrozenEvent, Stage, Version
    from ui.corpus import Corpus
    from ui.reader import Reader
    from ui.state import State

NEW_KEY, TITLE_FIELD_KEY, NOTE_KEY, FREEZE_KEY = "versions.of", "versions.title", "versions.note", "versions.freeze"
CHOSEN_KEY, VERSION_KEY, STEP_NOTE_KEY = "versions.chosen", "versions.version", "versions.step_note"
QUOTES_KEY, NEXT_KEY = "versions.quotes", "versions.next"
_SAID, _SHOW = "versions.said", "versions.show"
_NEW = ""
# So many events are a chronology that somebody prints; more would be a table.
_MOST_EVENTS = 500


def draw(reader: Reader, corpus: Corpus, now: State) -> None:
    """The tab: freeze what is selected; below it the chronologies of this corpus, version by version."""
    t, here, why = reader.t, store.corpus_here(), who.why_not()
    with st.container(key="versions", gap="small"):
        st.html(text_element("p", t("print.versions_lead"), class_="lead"))
        _say(reader)
        known = _known(here)
        if why:
            known = [one for one in known if any(stage == "approved" for _, _, stage in one.versions)]
            st.html(text_element("p", t(why), class_="notices"))
        else:
            _freeze_form(reader, corpus, now, known)
        if not known:
            st.html(text_element("p", t("print.no_versions"), class_="muted"))
            return
        chosen = _chosen(reader, known, only_approved=bool(why))
        if chosen:
            one, version = chosen
            _version(reader, corpus, one, version, may_edit=not why)


def _known(here: str | None) -> list[Chronology]:
    if here is None or not has_database() or (engine := store.engine()) is None:
        return []
    from storage.database import StoreError
    from storage.versions import chronologies

    try:
        return chronologies(engine, here)
    except StoreError:
        return []


def _say(reader: Reader) -> None:
    """What came of the last deed: once."""
    said = st.session_state.pop(_SAID, None)
    if said:
        key, fault = said
        words = reader.t(key, says=f"\u2068{fault}\u2069") if fault else reader.t(key)
        st.html(element("div", text_element("p", words), class_="notices" if fault else "added", role="status"))


# --- freezing ---------------------------------------------------------------------------------------------------------


def _freeze_form(reader: Reader, corpus: Corpus, now: State, known: list[Chronology]) -> None:
    t, shown = reader.t, results.selection(corpus, now)
    events = t("count.events", n=len(shown))
    if shown.empty or len(shown) > _MOST_EVENTS:
        key = "print.nothing_to_freeze" if shown.empty else "print.too_many"
        st.html(text_element("p", t(key, events=events, most=reader.number(_MOST_EVENTS)), class_="muted"))
        return
    titles = {one.key: one.title for one in known}
    with st.form("versions.form", border=False):
        st.html(
            text_element("h2", t("print.freeze_heading")) + text_element("p", t("print.freeze_what", events=events))
        )
        with st.container(key="versions_form", horizontal=True, gap="medium", vertical_alignment="bottom"):
            if known:
                st.selectbox(
                    t("print.freeze_as"),
                    [_NEW, *titles],
                    format_func=lambda key: escape_markdown(titles[key]) if key else t("print.new_chronology"),
                    key=NEW_KEY,
                )
            st.text_input(t("print.title"), key=TITLE_FIELD_KEY, max_chars=200)
            st.text_input(t("print.note"), key=NOTE_KEY, max_chars=500)
        st.form_submit_button(t("print.freeze"), key=FREEZE_KEY, type="primary", on_click=_freeze, args=(corpus, now))


def _freeze(corpus: Corpus, now: State) -> None:
    from storage.versions import freeze

    chronology_key = st.session_state.get(NEW_KEY, _NEW)
    title, note = st.session_state[TITLE_FIELD_KEY], st.session_state[NOTE_KEY]
    if not chronology_key and not title.strip():
        st.session_state[_SAID] = ("print.needs_title", "")
        return
    shown = ordered_events(corpus, results.selection(corpus, now), now)
    made = _do(
        lambda engine: freeze(
            engine,
            by=who.person(),
            corpus=store.corpus_here() or "",
            title=title,
            chronology=chronology_key,
            events=shown,
            selection=state.filters_query(now.filters, corpus),
            note=note,
        ),
        "print.frozen",
    )
    if made is not None:
        st.session_state[_SHOW] = (made.chronology, made.id)
        st.session_state[TITLE_FIELD_KEY] = st.session_state[NOTE_KEY] = ""


def ordered_events(corpus: Corpus, shown: pd.DataFrame, now: State) -> list[FrozenEvent]:
    """A selection as versions keep it, the oldest first."""
    in_time = in_order(shown, "oldest", now.reader, corpus.english)
    return chronology.frozen_events(in_time, corpus)


def _do(deed: Callable[[store.Engine], Version], done: str) -> Version | None:
    """Do something with the database, and keep what came of it for the next drawing. Rights are asked there."""
    from storage.database import StoreError

    if (engine := store.engine()) is None:
        st.session_state[_SAID] = ("print.failed", store.why_closed())
        return None
    try:
        made = deed(engine)
    except NotAllowed:
        st.session_state[_SAID] = (who.why_not() or "rights.why.role", "")
    except (StoreError, ValueError) as error:
        st.session_state[_SAID] = ("print.failed", str(error))
    else:
        st.session_state[_SAID] = (done, "")
        return made
    return None


# --- a version --------------------------------------------------------------------------------------------------------


def _chosen(reader: Reader, known: list[Chronology], *, only_approved: bool) -> tuple[Chronology, Version] | None:
    from storage.versions import version

    t, titles = reader.t, {one.key: one for one in known}
    asked = st.session_state.pop(_SHOW, None)
    if asked and asked[0] in titles:
        st.session_state[CHOSEN_KEY] = asked[0]
    if st.session_state.get(CHOSEN_KEY) not in titles:
        st.session_state[CHOSEN_KEY] = known[0].key
    st.html(text_element("h2", t("print.versions_heading")))
    with st.container(key="versions_choice", horizontal=True, gap="medium", vertical_alignment="bottom"):
        key = st.selectbox(
            t("print.chronology"),
            list(titles),
            format_func=lambda key: escape_markdown(titles[key].title),
            key=CHOSEN_KEY,
        )
        versions = {
            number: (place, stage)
            for number, place, stage in titles[key].versions
            if stage == "approved" or not only_approved
        }
        widget = f"{VERSION_KEY}.{key}.{reader.lang}.{reader.digits}"
        if asked and asked[1] in versions:
            st.session_state[widget] = asked[1]
        chosen = st.selectbox(
            t("print.version"),
            list(versions),
            format_func=lambda number: t(
                "print.version_stage",
                number=reader.number(versions[number][0]),
                stage=t(f"print.stage_{versions[number][1]}"),
            ),
            key=widget,
        )
    if chosen is None or (engine := store.engine()) is None:
        return None
    return titles[key], version(engine, chosen)


def _version(reader: Reader, corpus: Corpus, one: Chronology, version: Version, *, may_edit: bool) -> None:
    t = reader.t
    stage = text_element("p", chronology.stage_line(version, reader), class_=f"stage {version.stage}")
    steps = "".join(text_element("li", line) for line in chronology.step_lines(version, reader))
    notes = "".join(text_element("p", step.note, class_="public-note") for step in version.steps if step.note)
    st.html(stage + element("ol", steps, class_="stages") + notes)
    if may_edit:
        _next_steps(reader, version)
    _downloads(reader, one, version)
    st.html(text_element("h2", t("print.then_and_now")) + _compared(reader, corpus, version))
    st.html(text_element("h2", t("print.frozen_list")) + chronology.version_html(version, reader))


def _next_steps(reader: Reader, version: Version) -> None:
    t = reader.t
    if not version.next_stages:
        return
    note_key = f"{STEP_NOTE_KEY}.{version.id}.{version.stage}"
    with st.container(key="versions_next", horizontal=True, gap="small", vertical_alignment="bottom"):
        st.text_input(t("print.step_note"), key=note_key, max_chars=500, width=320)
        for stage in version.next_stages:
            st.button(
                t(f"print.do_{stage}"),
                key=f"{NEXT_KEY}.{stage}",
                type="secondary" if stage == "withdrawn" else "primary",
                on_click=_advance,
                args=(version.id, stage, note_key),
            )


def _advance(version: int, stage: Stage, note_key: str) -> None:
    from storage.versions import advance

    note = st.session_state.get(note_key, "")
    _do(
        lambda engine: advance(engine, version, by=who.person(), stage=stage, note=note),
        f"print.done_{stage}",
    )


def _compared(reader: Reader, corpus: Corpus, version: Version) -> str:
    """What became of the version, against the events that its own choices select today."""
    articles = [corpus.article_names.get(value, value) for value in version.selection.get("article", ())]
    known = {**corpus.index.known, "article": tuple(corpus.texts)}
    filters, gone = filters_from_query({**version.selection, "article": articles}, known)
    today = chronology.frozen_events(apply(filters, corpus.events, corpus.index), corpus)
    found = chronology.differences(version.events, today, corpus.event_ids)
    lost = ""
    if gone:
        names = reader.join(dict.fromkeys(f"\u2068{value}\u2069" for _, value in gone))
        lost = text_element("p", reader.t("print.choices_gone", names=names), class_="muted")
    return lost + chronology.differences_html(found, reader)


def _downloads(reader: Reader, one: Chronology, version: Version) -> None:
    t, most = reader.t, who.rules().excerpt_words
    quotes = st.checkbox(t("print.with_quotes"), key=QUOTES_KEY)
    paper = chronology.paper(version, one.title, reader, quotes=quotes, most_words=most)
    name = f"{reader.t('print.file_name')}-{version.number}"
    with st.container(key="versions_downloads", horizontal=True, gap="small"):
        st.download_button(
            t("print.as_word"),
            lambda: as_word(paper),
            f"{name}.docx",
            WORD_MIME,
            key="versions.docx",
            on_click="ignore",
        )
        st.download_button(
            t("print.as_text"), as_text(paper), f"{name}.txt", "text/plain", key="versions.txt", on_click="ignore"
        )
    text = text_element("pre", as_text(paper), id="paper-text", lang=reader.lang, dir=reader.text_dir)
    copy = text_element("button", t("print.copy"), type="button", class_="action", data_copies="#paper-text")
    summary = text_element("summary", t("print.to_paste"))
    st.html(element("details", summary + element("p", copy) + text, class_="to-paste"))
