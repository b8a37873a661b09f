"""How dates are found and drawn, what the program cannot do, and under which licences it stands."""

from __future__ import annotations

import streamlit as st

from ui import corpus as corpora
from ui import corrections, state
from ui.card import SIGNS
from ui.highlight import element, text_element
from ui.reader import Reader

SLUG = "about"
TITLE_KEY = "views.about"
_SECTIONS = ("method", "marks", "limits", "privacy", "licences")
# The marks as the timeline, the list and the card draw them: precision, status.
_MARKS = {
    "day": ("day", "happened"),
    "range": ("range", "happened"),
    "within": ("within", "happened"),
    "vague_start": ("vague_start", "happened"),
    "open": ("open", "ongoing"),
    "planned": ("range", "planned"),
    "alleged": ("range", "alleged"),
    "cancelled": ("range", "cancelled"),
    "undated": ("undated", "happened"),
}


def render() -> None:
    """Draw the page from the strings."""
    reader = state.reader()
    page = text_element("h1", reader.t("about.heading")) + text_element("p", reader.t("about.lead"), class_="lead")
    for section in _SECTIONS:
        body = _marks(reader) if section == "marks" else ""
        body += "".join(text_element("p", line) for line in reader.words(f"about.{section}.body"))
        page += element("section", text_element("h2", reader.t(f"about.{section}.title")) + body, id=section)
    page += _corrections(reader)
    with st.container(key="about"):
        st.html(element("article", page, class_="about"))


def _corrections(reader: Reader) -> str:
    """What editors changed, where they did; a reader who may not see the articles is told nothing of them."""
    corpus = corpora.load()
    told = text_element("h2", reader.t("corrections.title")) + text_element("p", reader.t("corrections.lead"))
    return element("section", told + corrections.page(corpus, reader), id="corrections")


def _marks(reader: Reader) -> str:
    """Each mark with what it means, drawn by the same style sheet as everywhere."""
    rows = [
        (element("span", "", class_="mark", data_precision=shape, data_status=status), reader.t(f"about.mark.{name}"))
        for name, (shape, status) in _MARKS.items()
    ]
    rows += [
        (text_element("span", sign, class_="sign"), reader.t(f"about.mark.{name}")) for name, sign in SIGNS.items()
    ]
    rows.append((text_element("mark", reader.t("about.mark.pen_words"), class_="pen"), reader.t("about.mark.pen")))
    cells = "".join(
        element("dt", drawn, aria_hidden=None if "pen" in drawn else "true") + text_element("dd", words)
        for drawn, words in rows
    )
    return element("dl", cells, class_="marks")


if __name__ == "__main__":
    render()
