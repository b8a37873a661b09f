"""The filters as a Streamlit component: what may be chosen and what is, in; what the reader chooses, out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ui.component_code import mount
from ui.joined_modules import modules_as_one

_NAME, _ENTRY = "tasalsul_filters", Path(__file__).parent / "streamlit.js"


def filters(data: Mapping[str, Any], *, key: str, on_change: Callable[[], None], on_look: Callable[[], None]) -> None:
    """Draw the filters. data: as ui/filter_panel.py makes it. key: the component's name in the session state.

    on_change: called before the rerun of a choice, with `change` in the state: {"at": its number, "chosen": all that is
    chosen now, as in an address}. on_look: called when the reader looks for a choice; `looked` in the state is the
    letters by field.
    """
    mount(
        _NAME,
        script,
        data,
        key=key,
        isolated=False,
        default={"looked": {}},
        on_change_change=on_change,
        on_looked_change=on_look,
    )


def script() -> str:
    """All modules as one, which ends in what gives the filters to the mounts that wait for them."""
    return f"{modules_as_one(_ENTRY)}\nexport default provideFilters;\n"
