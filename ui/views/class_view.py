"""The class: a story is put together here, told one event a screen, asked about, saved and shared."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from classroom.story import LONGEST_LINK, Story, from_values, packed
from ui import chrome, state, store, stories, who
from ui import corpus as corpora
from ui.class_component import lesson
from ui.class_data import class_data, class_strings
from ui.corpus import Corpus
from ui.downloads import story_downloads
from ui.format import bare, date_in_words
from ui.highlight import element, escape, text_element
from ui.results import say_problems, selection
from ui.state import State
from ui.stories import Chosen
from ui.timeline_data import title

SLUG = "class"
TITLE_KEY = "views.class"
_MOST_OFFERED = 400


def render() -> None:
    """Draw the story that the address asks for; the teacher's window where it asks for that."""
    reader = state.reader()
    t = reader.t
    with st.spinner(t("app.loading")):
        corpus = corpora.load()
    now = state.read(corpus)
    chosen = stories.chosen(state.query(), corpus, now, selection(corpus, now))
    is_notes = st.query_params.get("notes") == "1"
    with st.container(key="classroom", gap="small"):
        say_problems(corpus, now)
        chrome.notices([reader.t("story.not_here")] if chosen.rejected else [])
        if not is_notes:
            st.html(element("div", _lead(chosen, corpus, now), class_="class-lead"))
        told = {
            "mode": "notes" if is_notes else "lesson",
            "start": st.query_params.get("start") == "1",
            "event": now.event or "",
            "lesson": class_data(chosen.story, corpus, reader, notes=is_notes),
            "strings": class_strings(reader),
        }
        with st.container(key="lesson"):
            lesson(told, key=state.CLASS_KEY, on_change=partial(_change, chosen.saved))
        if not is_notes:
            _adding(chosen, corpus, now)
            _keeping(chosen, corpus, now)
            story_downloads(chosen.story, reader, corpus)


def _lead(chosen: Chosen, corpus: Corpus, now: State) -> str:
    t = now.reader.t
    page = text_element("h1", t("story.heading")) + text_element("p", t("story.lead"), class_="lead")
    if chosen.left > 0:
        most = t("count.events", n=len(chosen.story.events))
        page += text_element("p", t("story.most_important", events=most), class_="muted")
    gone = sum(event not in corpus.event_ids for event in chosen.story.events)
    if gone:
        page += text_element("p", t("story.gone", events=t("count.events", n=gone)), class_="muted")
    return page


def _adding(chosen: Chosen, corpus: Corpus, now: State) -> None:
    """One more stop, from all events of the corpus that are not in the story, the most important of very many."""
    t = now.reader.t
    told = {corpus.event_ids[event] for event in chosen.story.events if event in corpus.event_ids}
    events = corpus.events[~corpus.events["event_id"].isin(told)]
    if len(events) > _MOST_OFFERED:
        events = events.nlargest(_MOST_OFFERED, "importance")
    offered = events.sort_values("earliest", na_position="last")["event_id"].tolist()
    if not offered:
        return
    st.selectbox(
        t("story.add"),
        offered,
        index=None,
        format_func=lambda event: _in_one_line(event, corpus, now),
        key=state.ADD_STOP_KEY,
        placeholder=t("story.add_hint"),
        on_change=_add,
        args=(chosen,),
    )


def _in_one_line(event: str, corpus: Corpus, now: State) -> str:
    row = corpus.event_rows[event]
    when = bare(date_in_words(row["edtf"], row["granularity"], now.reader, weekday=False))
    return f"{when}: {bare(title(row, now.reader.lang))}"


def _keeping(chosen: Chosen, corpus: Corpus, now: State) -> None:
    """Share by link, and save under its title."""
    t = now.reader.t
    letters = packed(chosen.story)
    link = state.link("class", now, corpus, story=letters, event=None)
    copy = text_element("button", t("story.copy"), type="button", class_="action", data_copy=link)
    if len(letters) > LONGEST_LINK:
        copy += " " + text_element("span", t("story.long_link"), class_="muted")
    with st.container(key="story_keep", horizontal=True, vertical_alignment="center", gap="medium"):
        st.html(element("p", copy, class_="actions"), width="content")
        if why := who.why_not():
            st.html(element("p", escape(t("story.cannot_save")) + " " + escape(t(why)), class_="muted"))
        else:
            can_save = bool(chosen.story.title and chosen.story.events)
            name = "save_again" if chosen.saved else "save"
            st.button(
                t(f"story.{name}"), key=state.SAVE_STORY_KEY, disabled=not can_save, on_click=_save, args=(chosen,)
            )
    if said := st.session_state.pop(state.STORY_SAID_KEY, ""):
        st.html(text_element("p", t(f"story.{said}"), role="status", class_="result"))
    if kept := stories.all_saved():
        _saved(kept, chosen, corpus, now)


def _saved(kept: list[stories.Saved], chosen: Chosen, corpus: Corpus, now: State) -> None:
    t = now.reader.t
    st.html(text_element("h2", t("story.saved")))
    with st.container(key="story_saved", gap="small"):
        for one in kept:
            with st.container(key=f"story_{one.key}", horizontal=True, vertical_alignment="center", gap="medium"):
                here = "page" if one.key == chosen.saved else None
                address = state.link("class", now, corpus, story=one.key, event=None)
                title = one.title or t("story.untitled")
                name = text_element("a", title, href=address, aria_current=here, dir="auto")
                count = text_element("span", t("count.events", n=len(one.events)), class_="muted")
                st.html(element("p", f"{name} {count}"), width="content")
                if not who.why_not():
                    st.button(
                        t("story.take_away"),
                        key=f"{state.SAVE_STORY_KEY}.{one.key}",
                        help=None,
                        on_click=_take_away,
                        args=(one.key,),
                    )


def _write(story: Story, saved: str) -> None:
    state.write({"story": packed(story), "saved": saved or None, "start": None})


def _change(saved: str) -> None:
    """What the teacher did to the story in the browser; what is no story is left out."""
    given = (st.session_state.get(state.CLASS_KEY) or {}).get("changed")
    try:
        _write(from_values(given), saved)
    except ValueError:
        return


def _add(chosen: Chosen) -> None:
    event = st.session_state[state.ADD_STOP_KEY]
    if event:
        _write(replace(chosen.story, events=(*chosen.story.events, event)), chosen.saved)
        st.session_state[state.ADD_STOP_KEY] = None


def _save(chosen: Chosen) -> None:
    """Rights are asked where it is written; who may not is told so by the page."""
    from storage.database import StoreError
    from storage.rights import NotAllowed
    from storage.stories import save

    story = chosen.story
    try:
        kept = save(
            store.opened(),
            by=who.person(),
            title=story.title,
            events=story.events,
            captions=story.captions,
            corpus=store.corpus_here() or "",
            key=chosen.saved,
        )
    except (StoreError, NotAllowed, ValueError):
        st.session_state[state.STORY_SAID_KEY] = "not_done"
        return
    state.write({"story": kept.key, "saved": None, "start": None})
    st.session_state[state.STORY_SAID_KEY] = "done_save"


def _take_away(key: str) -> None:
    from storage.database import StoreError
    from storage.rights import NotAllowed
    from storage.stories import remove

    try:
        remove(store.opened(), key, by=who.person())
    except (StoreError, NotAllowed, ValueError):
        st.session_state[state.STORY_SAID_KEY] = "not_done"
        return
    if st.query_params.get("story") == key:
        state.write({"story": None, "saved": None})
    st.session_state[state.STORY_SAID_KEY] = "done_remove"


if __name__ == "__main__":
    render()
