"""What stands around every view: the header, the style sheet, the page's language and direction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

import streamlit as st

from ui import sign_in, state, who
from ui.highlight import element, text_element
from ui.house import usual_reader
from ui.reader import CHOICES, Reader
from ui.strings import LANGUAGES
from ui.theme import css

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

_LANGUAGE_NAMES = {"ar": "settings.arabic", "en": "settings.english"}
_SCRIPTS = ("navigation.js", "pictures.js", "page.js")
# What an address says to one view alone.
_DROPPED_ON_LEAVING = {
    "article": ("article", "at"),
    "class": ("start", "notes"),
    "desk": ("tab", "seen", "code", "severity", "finding", "do", "find", "article", "at"),
}


def dress(reader: Reader, *, at_home: bool) -> None:
    """Give the page its style, language, direction and theme. at_home: the address names no view."""
    st.html(f"<style>{css('tokens.css')}\n{css('app.css')}</style>")
    page = {
        "lang": reader.lang,
        "dir": reader.text_dir,
        "theme": reader.theme,
        "copied": reader.t("card.copied"),
        "open": reader.t("app.open"),
        "home": at_home,
        "mostWords": who.rules().excerpt_words,
    }
    written = json.dumps(page, ensure_ascii=True).replace("<", "\\u003c")
    with st.container(key="page_script"):
        scripts = "\n".join(css(name) for name in _SCRIPTS)
        st.html(f"<script>(() => {{{scripts}\ndressPage({written});}})();</script>", unsafe_allow_javascript=True)


def header(reader: Reader, pages: Mapping[str, StreamlitPage], current: str) -> None:
    """Name, views, language and settings on one line."""
    t = reader.t
    with st.container(key="header", horizontal=True, vertical_alignment="center", gap="medium"):
        st.html(
            text_element("a", t("app.skip"), href="#main", class_="skip", data_skips=True)
            + element(
                "div",
                text_element("strong", t("app.name"), class_="wordmark", lang="ar")
                + text_element("span", t("app.tagline"), class_="tagline"),
                class_="brand",
            ),
            width="content",
        )
        with st.container(key="views", horizontal=True, gap="medium", vertical_alignment="center"):
            query = state.query()
            dropped = _DROPPED_ON_LEAVING.get(current, ())
            query = {name: values for name, values in query.items() if name not in dropped}
            for slug, page in pages.items():
                if slug == current:
                    st.html(
                        text_element("span", t(f"views.{slug}"), class_="here", aria_current="page"), width="content"
                    )
                else:
                    st.page_link(page, label=t(f"views.{slug}"), query_params=query)
        with st.container(key="tools", horizontal=True, gap="small", vertical_alignment="center", width="content"):
            st.segmented_control(
                t("settings.language"),
                LANGUAGES,
                format_func=lambda lang: t(_LANGUAGE_NAMES[lang]),
                key=state.set_widget(state.LANGUAGE_KEY, reader.lang),
                label_visibility="collapsed",
                required=True,
                on_change=_write_setting,
                args=("lang", state.LANGUAGE_KEY),
            )
            with st.popover(t("settings.title")):
                for name, key in state.SETTING_KEYS.items():
                    st.radio(
                        t(f"settings.{name}"),
                        CHOICES[name],
                        format_func=lambda value, name=name: t(f"settings.{name}_choice.{value}"),
                        key=state.set_widget(key, getattr(reader, name)),
                        on_change=_write_setting,
                        args=(name, key),
                    )
                sign_in.control(reader)


def _write_setting(name: str, key: str) -> None:
    value = st.session_state[key]
    state.write({name: None if value == getattr(usual_reader(), name) else value})


def notices(lines: list[str]) -> None:
    """One line each: what was left out of a link, which files could not be read."""
    if lines:
        st.html(element("div", "".join(text_element("p", line) for line in lines), class_="notices", role="status"))
