"""Taking a decision from the screen: through the storage's door, as the person who asks; what came of it is said once.

Whatever goes wrong is one line on the screen, and what was typed stays in its fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import streamlit as st

from pipeline.decisions import Change, Decision, Quote
from ui import store, who
from ui.reader import Reader
from ui.strings import messages

_SAID, _WRONG = "desk.said", "desk.wrong"


class Texts(NamedTuple):
    """What is written with a decision. reason: for editors only; note: for readers; teaching: for teachers."""

    reason: str = ""
    note: str = ""
    teaching: str = ""
    change: Change = "correction"


def take(
    kind: str, target: str, payload: Mapping[str, Any], quotes: Mapping[str, Quote], texts: Texts | None = None
) -> Decision | None:
    """Add a decision on what is on the screen; None where that failed, which is then said on the screen."""
    from storage.database import StoreError
    from storage.decisions import append_decision

    engine, corpus = store.engine(), store.corpus_here()
    if engine is None or corpus is None:
        fail("desk.no_store", store.why_closed())
        return None
    try:
        made = append_decision(
            engine,
            by=who.person(),
            corpus=corpus,
            kind=kind,
            target=target,
            payload=payload,
            quotes=quotes,
            **(texts or Texts())._asdict(),
        )
    except (StoreError, PermissionError, ValueError) as error:
        fail_with(error)
        return None
    st.session_state[_SAID] = made
    st.session_state.pop(_WRONG, None)
    return made


def undo(keys: Iterable[str]) -> None:
    """Take back these decisions, undos among them, which brings back what they took."""
    for key in keys:
        if take("undo", "", {"decision": key}, {}) is None:
            return


def fail_with(error: Exception) -> None:
    """Say on the screen why something was not done."""
    code = getattr(error, "code", "")
    fail(f"rights.why.{code.replace('-', '_')}" if code else "", str(error))


def fail(key: str, words: str = "") -> None:
    """Say a sentence of the strings, and what the storage says in its own words where there is no sentence for it."""
    st.session_state[_WRONG] = (key, words)
    st.session_state.pop(_SAID, None)


def said() -> Decision | None:
    """The decision that was just taken; told once."""
    return st.session_state.pop(_SAID, None)


def wrong(reader: Reader) -> str:
    """Why the last step was not done, as one line; '' where it was. Told once."""
    key, words = st.session_state.pop(_WRONG, ("", ""))
    sentence = reader.t(key) if key in messages(reader.lang) else ""
    if sentence and words and key != "desk.no_store":
        return sentence
    if not (sentence or words):
        return ""
    return " ".join(
        part for part in (sentence or reader.t("desk.failed"), f"\u2068{words}\u2069" if words else "") if part
    )
