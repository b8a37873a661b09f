"""Words of an article marked by pointer, finger or keyboard, as a Streamlit component: a text in, a span out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ui.component_code import mount
from ui.joined_modules import modules_as_one

_NAME, _ENTRY = "tasalsul_words", Path(__file__).parent / "streamlit.js"


def word_picker(data: Mapping[str, Any], *, key: str, on_pick: Callable[[], None]) -> None:
    """Draw the words. data: {"words": [[start, end, text, gap behind it], …], "chosen": [start, end] or None, "label",
    "hint", "lang"}; positions in code points. key: the component's name in the session state.

    on_pick: called before the rerun of a choice, with `picked` in the state: [start, end].
    """
    mount(_NAME, script, data, key=key, isolated=False, on_picked_change=on_pick)


def script() -> str:
    """All modules as one, which ends in what gives the words to the mounts that wait for them."""
    return f"{modules_as_one(_ENTRY)}\nexport default provideWords;\n"
