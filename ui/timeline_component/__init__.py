"""The timeline as a Streamlit component: JSON in; the selected event, the window of time and what to open out.

The contract of the data is docs/timeline-component.md.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ui.component_code import mount
from ui.joined_modules import modules_as_one

_HERE = Path(__file__).parent
_TOKENS = _HERE.parent / "theme" / "tokens.css"
_NAME, _ENTRY = "tasalsul_timeline", _HERE / "streamlit.js"


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
    return mount(
        _NAME,
        script,
        data,
        key=key,
        default={"window": None},
        on_select_change=on_select or _ignore,
        on_window_change=on_window or _ignore,
        on_open_change=on_open or _ignore,
    )


def stylesheet() -> str:
    """The component's style with the design tokens in front: inside a shadow root both are needed."""
    return _TOKENS.read_text(encoding="utf-8") + (_HERE / "timeline.css").read_text(encoding="utf-8")


def script() -> str:
    """All modules as one, which ends in what gives the timeline and its style to the mounts that wait for it."""
    provide = f"export default () => provideTimeline({json.dumps(stylesheet())});\n"
    return f"{modules_as_one(_ENTRY)}\n{provide}"


def _ignore() -> None:
    """Streamlit reports a value only where a callback is given."""
