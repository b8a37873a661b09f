"""Buttons for what is printed and shown: a handout, a worksheet and its key, slides, a document, text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from classroom.quiz import questions
from exports import HandoutFormat, handout_pdf, key_pdf, plain_text, printing, quiz_pdf, slides, word_document
from ui import on_paper
from ui.event_index import disputed_events
from ui.highlight import text_element

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exports.chronicle import Chronicle
    from ui.corpus import Corpus
    from ui.reader import Reader

_EVERY: tuple[HandoutFormat, ...] = (handout_pdf, slides, word_document, plain_text, quiz_pdf, key_pdf)
_BY_PANGO = (handout_pdf, quiz_pdf, key_pdf)
_ASKING = (quiz_pdf, key_pdf)
_NUMBERS = (10, 20, 50, 100, 200, 500, 1_000)
_MOST_LOOKED_AT = 200  # events: whether there is something to ask about so many is not looked up beforehand


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
    says so and how many of the most important it takes may be chosen. What cannot be made says why, and what to do.
    """
    t = reader.t
    st.html(text_element("p", t("paper.group"), class_="muted"))
    most = _most(many, reader, key, formats)
    missing = _missing(chronicle, min(many, most or many), corpus, formats)
    for reason in dict.fromkeys(missing.values()):
        st.html(text_element("p", t(reason), class_="muted"))
    with st.container(horizontal=True, key=f"{key}_paper"):
        for format_ in formats:
            st.download_button(
                t("download.button", format=t(f"formats.{format_.SLUG}")),
                data=lambda format_=format_: written(format_, chronicle(), reader, corpus, seed=seed, most=most),
                file_name=f"{t('download.file')}{format_.EXTENSION}",
                mime=format_.MIME,
                key=f"{key}.{format_.SLUG}",
                disabled=format_.SLUG in missing,
                on_click="ignore",
            )


def _most(many: int, reader: Reader, key: str, formats: Sequence[HandoutFormat]) -> int:
    """How many of the most important events are wanted, 0 for as many as fit; asked where some do not fit."""
    t = reader.t
    short = [format_ for format_ in formats if many > format_.MOST]
    if not short:
        return 0
    takes = (
        t("paper.takes", format=t(f"formats.{format_.SLUG}"), events=t("count.events", n=format_.MOST))
        for format_ in short
    )
    said = t("paper.most", events=t("count.events", n=many), formats=t("list.separator").join(takes))
    st.html(text_element("p", said, class_="muted"))
    choices = [0, *(number for number in _NUMBERS if number < many)]
    return st.selectbox(
        t("paper.how_many"),
        choices,
        format_func=lambda number: t("paper.first", events=t("count.events", n=number)) if number else t("paper.fit"),
        key=f"{key}.most",
    )


def _missing(
    chronicle: Callable[[], Chronicle], many: int, corpus: Corpus, formats: Sequence[HandoutFormat]
) -> dict[str, str]:
    """The formats that cannot be made, by SLUG, with the string that says why."""
    if not printing.is_possible():
        return {format_.SLUG: "paper.failed" for format_ in formats if format_ in _BY_PANGO}
    asking = [format_.SLUG for format_ in formats if format_ in _ASKING]
    if not asking or many > _MOST_LOOKED_AT:
        return {}
    events = on_paper.fewer(chronicle(), many).events
    disputed = disputed_events(corpus.findings, corpus.mentions)
    return {} if questions(events, disputed=disputed, most=1) else dict.fromkeys(asking, "paper.no_questions")


def written(
    format_: HandoutFormat, chronicle: Chronicle, reader: Reader, corpus: Corpus, *, seed: int = 0, most: int = 0
) -> bytes:
    """The file. most: of the events, 0 for as many as it takes. Raises exports.handout.Unmakeable."""
    decided = corpus.decided
    teaching = {
        row["event_id"]: "\n".join(one.teaching for one in decided.get(row["event_id"], ()) if one.teaching)
        for row in chronicle.events
    }
    words = on_paper.handout(
        on_paper.fewer(chronicle, min(format_.MOST, most or format_.MOST)),
        reader,
        disputed=disputed_events(corpus.findings, corpus.mentions),
        teaching=teaching,
        seed=seed,
    )
    return format_.write(words)
