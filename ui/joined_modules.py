"""ES modules as one text, for pages that take only one: Streamlit's components, and a page in one file."""

from __future__ import annotations

import re
from pathlib import Path

_IMPORT = re.compile(r'^import \{[^}]*\} from "(?P<module>\.\.?/[\w/.-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?:default )?", re.MULTILINE)


def modules_as_one(entry: Path) -> str:
    """A module and all that it imports as one text: each behind those that it imports, without the imports.

    Their top-level names differ; a test says where two are the same.
    """
    parts: dict[Path, str] = {}
    _collect(entry.resolve(), parts)
    return "\n".join(parts.values())


def _collect(module: Path, parts: dict[Path, str]) -> None:
    text = module.read_text(encoding="utf-8")
    for found in _IMPORT.finditer(text):
        imported = (module.parent / found["module"]).resolve()
        if imported not in parts:
            _collect(imported, parts)
    parts[module] = _EXPORT.sub("", _IMPORT.sub("", text))
