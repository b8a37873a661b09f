"""Components of ES modules for Streamlit: their code sent once, their data with every change.

The modules can be imported as they are by any page; Streamlit takes one text, so for it they are put one after the
other. Streamlit sends a component's code again with every change of its data, so code and data are two components: the
first never changes and is sent once. The data go as bytes, as Streamlit's own JSON writes each Arabic letter in six.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

_MOUNT = Path(__file__).parent / "theme" / "mount.js"


def mount(
    name: str, script: Callable[[], str], data: Mapping[str, Any], *, key: str, isolated: bool = True, **options: Any
) -> Any:
    """Draw the component of this name and return what the reader did with it.

    script: makes its code, one module whose default export gives `globalThis[name]` a way to mount (theme/mount.js).
    key: its name in the session state. isolated: whether the page's style sheet is not for it. options: what
    `st.components.v2` mounts take besides.
    """
    with st.container(key=f"{name}_code"):
        _code(name, script)(key=f"{key}.code")
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return _component(name, isolated)(data=told, key=key, **options)


@cache
def _code(name: str, script: Callable[[], str]) -> Callable[..., Any]:
    """Register the component that brings the code, once a process."""
    return st.components.v2.component(f"{name}_code", js=script())


@cache
def _component(name: str, isolated: bool) -> Callable[..., Any]:
    """Register the component that gets the data, once a process."""
    return st.components.v2.component(name, js=mount_script(name), isolate_styles=isolated)


def mount_script(name: str) -> str:
    """What is sent with every change of the data of the component of this name."""
    return f"const COMPONENT = {json.dumps(name)};\n{_MOUNT.read_text(encoding='utf-8')}"
