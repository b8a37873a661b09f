"""Buttons for what is printed and shown: a handout, a worksheet and its key, slides, a document, text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from exports import HandoutFormat, handout_pdf, key_pdf, plain_text, quiz_pdf, slides, word_document
from ui import on_paper
from ui.event_index import disputed_events
from ui.highlight import text_element

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exports.chronicle import Chronicle
    from ui.corpus import Corpus
    from ui.reader import Reader

OF_A_CLASS: tuple[HandoutFormat, ...] = (quiz_pdf, key_pdf)
_EVERY: tuple[HandoutFormat, ...] = (handout_pdf, slides, word_document, plain_text, quiz_pdf, key_pdf)


def paper_downloads(
    chronicle: Callable[[], Chronicle],
    many: int,
    reader: Reader,
    corpus: Corpus,
    *,
    key: str,
    formats: Sequence[HandoutFormat] = _EVERY,
    seed: int = 0,
) -> None:
    """A button a format; a file is made when its button is pressed.

    chronicle: makes what is to be written. many: how many events that are. key: of the widgets, one for each place on a
    page. seed: of the questions, the same as on the screen for the same sheet. Where a format takes fewer events it
    gets the most important ones, and says so.
    """
    t = reader.t
    st.html(text_element("p", t("paper.group"), class_="muted"))
    with st.container(horizontal=True, key=f"{key}_paper"):
        for format_ in formats:
            name = t(f"formats.{format_.SLUG}")
            said = t("paper.most", most=reader.number(format_.MOST), total=reader.number(many))
            st.download_button(
                t("download.button", format=name),
                data=lambda format_=format_: written(format_, chronicle(), reader, corpus, seed=seed),
                file_name=f"{t('download.file')}{format_.EXTENSION}",
                mime=format_.MIME,
                key=f"{key}.{format_.SLUG}",
                help=said if many > format_.MOST else None,
                on_click="ignore",
            )


def written(format_: HandoutFormat, chronicle: Chronicle, reader: Reader, corpus: Corpus, *, seed: int = 0) -> bytes:
    """The file. Raises exports.handout.Unmakeable where it cannot be made."""
    decided = corpus.decided
    teaching = {
        row["event_id"]: "\n".join(one.teaching for one in decided.get(row["event_id"], ()) if one.teaching)
        for row in chronicle.events
    }
    words = on_paper.handout(
        on_paper.fewer(chronicle, format_.MOST),
        reader,
        disputed=disputed_events(corpus.findings, corpus.mentions),
        teaching=teaching,
        seed=seed,
    )
    return format_.write(words)
