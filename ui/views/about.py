"""How dates are found and drawn, what the program cannot do, and under which licences it stands."""

from __future__ import annotations

import streamlit as st

from ui import state
from ui.highlight import element, text_element

SLUG = "about"
TITLE_KEY = "views.about"
_SECTIONS = ("method", "marks", "limits", "privacy", "licences")


def render() -> None:
    """Draw the page from the strings."""
    reader = state.reader()
    page = text_element("h1", reader.t("about.heading")) + text_element("p", reader.t("about.lead"), class_="lead")
    for section in _SECTIONS:
        paragraphs = "".join(text_element("p", line) for line in reader.words(f"about.{section}.body"))
        page += element("section", text_element("h2", reader.t(f"about.{section}.title")) + paragraphs)
    with st.container(key="about"):
        st.html(element("article", page, class_="about"))


if __name__ == "__main__":
    render()
