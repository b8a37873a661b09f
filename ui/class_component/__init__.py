"""The class view and the quiz as a Streamlit component: a story in, what the teacher made of it out.

`mountClass`, `mountQuiz` and `mountNotes` (class.js, quiz.js, notes.js) are plain DOM without Streamlit: any
page can have them with the data of ui/class_data.py and `stylesheet()`.
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
_NAME, _ENTRY = "tasalsul_class", _HERE / "streamlit.js"


def lesson(data: Mapping[str, Any], *, key: str, on_change: Callable[[], None]) -> Any:
    """Draw a story and let it be told.

    data: {"mode": "lesson" | "notes", "start": whether to tell it at once, "event": the id of
    the one to begin with, "lesson": ui.class_data.class_data,
    "strings": ui.class_data.class_strings}. key: the component's name in the session state. on_change: called before
    the rerun of a change, with `changed` in the state: the story as classroom.story.from_values reads it.
    """
    return mount(_NAME, script, data, key=key, on_changed_change=on_change)


def stylesheet() -> str:
    """The component's style with the design tokens in front: inside a shadow root both are needed."""
    return _TOKENS.read_text(encoding="utf-8") + (_HERE / "class.css").read_text(encoding="utf-8")


def script() -> str:
    """All modules as one, which ends in what gives the class and its style to the mounts that wait for it."""
    provide = f"export default () => provideClass({json.dumps(stylesheet())});\n"
    return f"{modules_as_one(_ENTRY)}\n{provide}"
