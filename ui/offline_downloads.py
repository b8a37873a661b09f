"""The page that works without a network, among what a reader can take home: whole, light for phones, or for a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from classroom.story import Story
from exports.offline_page import FORMS, PAGES
from ui import who
from ui.corpus import Corpus
from ui.corrections import told_of
from ui.highlight import text_element
from ui.offline import Wish, offline_html
from ui.reader import Reader

if TYPE_CHECKING:
    import pandas as pd

    from exports.offline_page import Form


def offline_downloads(events: pd.DataFrame, reader: Reader, corpus: Corpus, story: Story | None = None) -> None:
    """One button a form; a file is made when its button is pressed. story: what the class in it is told."""
    t = reader.t
    st.html(text_element("p", t("offline.hint"), class_="muted"))
    if len(events) > FORMS["light"].MOST // 2:
        full, light = (t("count.events", n=FORMS[form].MOST) for form in ("full", "light"))
        st.html(text_element("p", t("offline.takes", full=full, light=light), class_="muted"))
    with st.container(horizontal=True, key="downloads_offline"):
        for page in PAGES:
            st.download_button(
                t("download.button", format=t(f"formats.{page.SLUG}")),
                data=lambda form=page.FORM: offline_html(events, corpus, reader, _wish(form, events, corpus, story)),
                file_name=f"{t('download.file')}{page.EXTENSION}",
                mime=page.MIME,
                key=f"download.{page.SLUG}",
                on_click="ignore",
            )


def _wish(form: Form, events: pd.DataFrame, corpus: Corpus, story: Story | None) -> Wish:
    title = story.title if story else ""
    return Wish(form, title, story, who.rules().excerpt_words, public_notes(set(events["event_id"]), corpus))


def public_notes(shown: set[str], corpus: Corpus) -> dict[str, str]:
    """Event id -> what was written for readers about its newest correction, here or in the file that was opened."""
    if corpus.opened is not None:
        return {name: note for name, note in corpus.opened.chronicle.notes.items() if name in shown and note}
    decided = ((name, told_of(on_it)) for name, on_it in corpus.decided.items() if name in shown)
    notes = ((name, next((one.note for one in told if one.note), "")) for name, told in decided)
    return {name: note for name, note in notes if note}
