"""The design tokens as Python sees them: read from tokens.css, so that charts and pages share one file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_BLOCK = re.compile(r"(:root|\[data-theme=\"?(\w+)\"?\])\s*\{([^}]*)\}")
_TOKEN = re.compile(r"--([\w-]+)\s*:\s*([^;]+);")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@cache
def css(name: str) -> str:
    """A style sheet or script of this folder, by its file name."""
    return (_FOLDER / name).read_text(encoding="utf-8")


@cache
def tokens(theme: str) -> Mapping[str, str]:
    """The tokens of a theme by name, without the two dashes; what a theme does not name it takes from light."""
    found: dict[str, str] = {}
    for _, name, body in _BLOCK.findall(_COMMENT.sub("", css("tokens.css"))):
        if name in ("", "light", theme):
            found |= dict(_TOKEN.findall(body + ";"))
    return found
