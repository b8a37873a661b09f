"""The ways in and out: what a reader sees of signing in, and what stands where nothing may be read without it."""

from __future__ import annotations

import streamlit as st

from ui import who
from ui.highlight import element, text_element
from ui.reader import Reader


def control(reader: Reader) -> None:
    """Who is signed in, and the way out; or the ways in. Nothing where no sign-in is set up."""
    if not who.has_provider():
        return
    t = reader.t
    name = who.signed_in()
    if name:
        role = who.person().role if who.person().name else "none"
        said = t("rights.signed_in", name=f"\u2068{name}\u2069", role=t(f"rights.role.{role}"))
        st.html(text_element("p", said, class_="muted"))
        st.button(t("rights.sign_out"), key="rights.sign_out", on_click=st.logout)
    else:
        _ways_in(reader, "header")


def wall(reader: Reader) -> None:
    """What is shown in the place of articles that who asks may not read."""
    t, name = reader.t, who.signed_in()
    lines = [t("rights.wall.known", name=f"\u2068{name}\u2069") if name else t("rights.wall.unknown")]
    if not who.can_sign_in():
        lines.append(t("rights.wall.no_provider"))
    body = text_element("h1", t("rights.wall.heading")) + "".join(text_element("p", line) for line in lines)
    with st.container(key="wall", gap="small"):
        st.html(element("section", body, class_="about"))
        if not name:
            _ways_in(reader, "wall")


def _ways_in(reader: Reader, place: str) -> None:
    if not who.can_sign_in():
        return
    for provider in who.providers():
        label = reader.t("rights.sign_in_with", name=provider) if provider else reader.t("rights.sign_in")
        st.button(
            label,
            key=f"rights.sign_in.{place}.{provider}",
            on_click=st.login,
            args=(provider,) if provider else (),
            type="primary" if place == "wall" else "secondary",
        )
