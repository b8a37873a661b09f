"""The timeline as a Streamlit component: JSON in; the selected event, the window of time and what to open out.

The contract of the data is docs/timeline-component.md. The drawing is a handful of ES modules that any page can import
as they are; Streamlit takes one text, so for it they are put one after the other. Streamlit sends a component's code
again with every change of its data, so code and data are two components: the first never changes and is sent once. The
data go as bytes, as Streamlit's own JSON writes each Arabic letter in six.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent
_TOKENS = _HERE.parent / "theme" / "tokens.css"
_ENTRY, _MOUNT = "streamlit.js", "mount.js"
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./(?P<module>[\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?:default )?", re.MULTILINE)


def timeline(
    data: Mapping[str, Any],
    *,
    key: str,
    on_select: Callable[[], None] | None = None,
    on_window: Callable[[], None] | None = None,
    on_open: Callable[[], None] | None = None,
) -> Any:
    """Draw an interactive timeline and return what the reader did with it.

    data: as in docs/timeline-component.md. key: the component's name in the session state.
    on_select, on_window, on_open: called before the rerun that a selection, a new window of time or a cluster whose
    events are asked for causes.
    The result has `select` (an event's id for one rerun, '' where the selection was given up, else None), `window`
    ({"from", "to"} or None) and `open` ({"lane", "from", "to"} for one rerun, else None).
    """
    with st.container(key="timeline_code"):
        _code()(key=f"{key}.code")
    return _component()(
        data=json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(),
        key=key,
        default={"window": None},
        on_select_change=on_select or _ignore,
        on_window_change=on_window or _ignore,
        on_open_change=on_open or _ignore,
    )


@cache
def _code() -> Callable[..., Any]:
    """Register the component that brings the code, once a process."""
    return st.components.v2.component("tasalsul_timeline_code", js=script())


@cache
def _component() -> Callable[..., Any]:
    """Register the component that gets the data, once a process."""
    return st.components.v2.component("tasalsul_timeline", js=_read(_HERE / _MOUNT))


def stylesheet() -> str:
    """The component's style with the design tokens in front: inside a shadow root both are needed."""
    return _read(_TOKENS) + _read(_HERE / "timeline.css")


def script() -> str:
    """All modules as one: each behind those that it imports, without the imports. Their top-level names differ.

    It ends in what gives the timeline and its style to the mounts that wait for it.
    """
    parts: dict[str, str] = {}
    _collect(_ENTRY, parts)
    return "\n".join([*parts.values(), f"export default () => provideTimeline({json.dumps(stylesheet())});\n"])


def _collect(module: str, parts: dict[str, str]) -> None:
    text = _read(_HERE / module)
    for found in _IMPORT.finditer(text):
        if found["module"] not in parts:
            _collect(found["module"], parts)
    parts[module] = _EXPORT.sub("", _IMPORT.sub("", text))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _ignore() -> None:
    """Streamlit reports a value only where a callback is given."""
