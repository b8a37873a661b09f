"""What a reader can take home of a selection: tables in every export format, and the whole timeline as a picture."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import streamlit as st

from exports import FORMATS
from ui import state
from ui.charts.drawing import timeline_svg
from ui.corpus import Corpus
from ui.highlight import text_element
from ui.reader import Reader
from ui.results import result_sentence

if TYPE_CHECKING:
    import pandas as pd

_FIRST = ("csv", "xlsx", "json")


def downloads(events: pd.DataFrame, reader: Reader, corpus: Corpus) -> None:
    """One button a format; a file is made when its button is pressed."""
    t, name = reader.t, reader.t("download.file")
    with st.container(horizontal=True, key="downloads"):
        for module in sorted(FORMATS, key=lambda module: (*_FIRST, module.SLUG).index(module.SLUG)):
            st.download_button(
                t("download.button", format=t(f"formats.{module.SLUG}")),
                data=lambda module=module: module.write("events", rows_of(events)),
                file_name=f"{name}{module.EXTENSION}",
                mime=module.MIME,
                key=f"download.{module.SLUG}",
                on_click="ignore",
            )
    if events["earliest"].isna().all():
        return
    st.html(text_element("p", t("download.picture"), class_="muted"))
    with st.container(horizontal=True, key="downloads_picture"):
        st.download_button(
            t("download.button", format=t("formats.svg")),
            data=lambda: _drawing(events, reader, corpus).encode(),
            file_name=f"{name}.svg",
            mime="image/svg+xml",
            key="download.svg",
            on_click="ignore",
        )
        wanted = st.button(t("download.button", format=t("formats.png")), key=state.PNG_KEY)
    if wanted:
        _save_png(_drawing(events, reader, corpus), f"{name}.png", reader)


def _drawing(events: pd.DataFrame, reader: Reader, corpus: Corpus) -> str:
    heading = result_sentence(events, corpus, reader)
    return timeline_svg(events, reader, heading, corpus.english)


def _save_png(drawing: str, name: str, reader: Reader) -> None:
    """Hand the drawing to the browser, which alone can turn it into pixels with its letters joined."""
    given = json.dumps([drawing, name, reader.t("card.picture_failed")]).replace("<", "\\u003c")
    with st.container(key="page_script_png"):
        st.html(f"<script>window.tasalsulSaveDrawing(...{given});</script>", unsafe_allow_javascript=True)


def rows_of(events: pd.DataFrame) -> list[dict[str, object]]:
    """A table's rows as the exports want them: ISO days, None where a day is unknown."""
    plain = events.copy()
    for column in ("earliest", "latest"):
        plain[column] = events[column].dt.strftime("%Y-%m-%d").astype(object).where(events[column].notna(), None)
    return plain.to_dict("records")
