"""What the dashboard tells its components, as a test of a page sees it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest


def told_to(app: AppTest, component: str) -> dict[str, Any]:
    """The data of the component of this name: "tasalsul_filters" or "tasalsul_timeline"."""
    found = next(each for each in app.get("bidi_component") if each.proto.component_name == component)
    return json.loads(found.proto.bytes)


def choices_of(app: AppTest, field: str) -> dict[str, str]:
    """The choices of a field that the filters offer, each with its words."""
    fields = {each["name"]: each["choices"] for each in told_to(app, "tasalsul_filters")["fields"]}
    return {value: value if label is None else label for value, label, _ in fields[field]}
