"""The timeline as a Streamlit component: JSON in, the selected event and the window of time out.

The contract of the data is docs/timeline-component.md; the drawing itself is timeline.js, which any page can import.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent
_TOKENS = _HERE.parent / "theme" / "tokens.css"


def timeline(
    data: Mapping[str, Any],
    *,
    key: str,
    on_select: Callable[[], None] | None = None,
    on_window: Callable[[], None] | None = None,
) -> Any:
    """Draw an interactive timeline and return what the reader did with it.

    data: as in docs/timeline-component.md. key: the component's name in the session state.
    on_select, on_window: called before the rerun that a selection or a new window of time causes.
    The result has `select` (an event's id for one rerun, else None) and `window` ({"from", "to"} or None).
    """
    return _component()(
        data=dict(data),
        key=key,
        default={"window": None},
        on_select_change=on_select or _ignore,
        on_window_change=on_window or _ignore,
    )


@cache
def _component() -> Callable[..., Any]:
    """Register the component, once a process."""
    return st.components.v2.component("tasalsul_timeline", css=stylesheet(), js=_read(_HERE / "timeline.js"))


def stylesheet() -> str:
    """The component's style with the design tokens in front: inside a shadow root both are needed."""
    return _read(_TOKENS) + _read(_HERE / "timeline.css")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _ignore() -> None:
    """Streamlit reports a value only where a callback is given."""
