"""A timeline as one HTML file that works from a memory stick: no host is asked, nothing is fetched, nothing is kept.

What stands in it is made in ui/offline.py; here it becomes one text in which no word of an article can be markup. The
page's policy (Content-Security-Policy) lets only the script and the style run that were put in here, by their hashes.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import Any, Literal

Form = Literal["full", "light", "embed"]

_CONTROLS = dict.fromkeys((*range(32), *range(127, 160), *range(8234, 8239), *range(8294, 8298)), " ")


@dataclass(frozen=True, slots=True)
class PageFormat:
    """A form of the page as exports.EVERY lists it. light: without typefaces and whole articles. embed: for a frame."""

    FORM: Form
    SLUG: str
    EXTENSION: str
    MIME: str = "text/html"
    COMMANDS: tuple[str, ...] = ("events",)


PAGES = (
    PageFormat("full", "html", ".html"),
    PageFormat("light", "html_light", ".light.html"),
    PageFormat("embed", "html_embed", ".embed.html"),
)


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface inside the file. letters: the `unicode-range` that it is for. data: WOFF2."""

    family: str
    weight: int
    letters: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """script: a module without imports. data: what it draws, as plain values. no_script: said where nothing can run."""

    title: str
    language: str
    direction: Literal["rtl", "ltr"]
    style: str
    script: str
    data: Mapping[str, Any]
    no_script: str
    faces: Sequence[Face] = ()


def write(page: Page) -> bytes:
    """The whole file; the same for the same page."""
    style = "".join(map(_rule, page.faces)) + page.style
    if "</style" in style.lower() or "</script" in page.script.lower():
        raise ValueError("a style or script that ends its own element")
    policy = (
        f"default-src 'none'; script-src {_hash(page.script)}; style-src {_hash(style)}; "
        "img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    )
    title = escape(page.title.translate(_CONTROLS))
    parts = (
        f'<!doctype html>\n<html lang="{page.language}" dir="{page.direction}" data-form="{page.data["form"]}">\n',
        "<head>\n",
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        '<meta name="referrer" content="no-referrer">\n',
        f'<title>{title}</title>\n<link rel="icon" href="data:,">\n<style>{style}</style>\n</head>\n<body>\n',
        f'<div id="page"></div>\n<noscript><p>{escape(page.no_script)}</p></noscript>\n',
        f'<script type="application/json" id="data">{_inside_a_script(page.data)}</script>\n',
        f'<script type="module">{page.script}</script>\n</body>\n</html>\n',
    )
    return "".join(parts).encode("utf-8", "replace")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"


def _inside_a_script(data: Mapping[str, Any]) -> str:
    """JSON that cannot end the element or begin a comment in it: `<` stands only in texts, where it has an escape."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _rule(face: Face) -> str:
    data = base64.b64encode(face.data).decode()
    return (
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};unicode-range:{face.letters};'
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}\n"
    )
