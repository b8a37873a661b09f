"""A timeline as one HTML file that works from a memory stick: no host is asked, nothing is fetched, nothing is kept.

Every form has a size that it never exceeds: data that would make it larger are packed, and where even these do not fit,
nothing is written and `TooLarge` says so. What stands in it is made in ui/offline.py; here it becomes one text in which
no word of an article can be markup. The page's policy (Content-Security-Policy) lets only the script and the style run
that were put in here, by their hashes.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import Any, Literal

Form = Literal["full", "light", "embed"]

_CONTROLS = dict.fromkeys((*range(32), *range(127, 160), *range(8234, 8239), *range(8294, 8298)), " ")


@dataclass(frozen=True, slots=True)
class PageFormat:
    """A form of the page as exports.EVERY lists it. light: without typefaces and whole articles. embed: for a frame.

    MOST: so many events it takes. BYTES: what it never exceeds.
    """

    FORM: Form
    SLUG: str
    EXTENSION: str
    MOST: int
    BYTES: int
    MIME: str = "text/html"
    COMMANDS: tuple[str, ...] = ("events",)


PAGES = (
    PageFormat("full", "html", ".html", 20_000, 6_000_000),
    PageFormat("light", "html_light", ".light.html", 2_000, 500_000),
    PageFormat("embed", "html_embed", ".embed.html", 20_000, 6_000_000),
)
FORMS: dict[Form, PageFormat] = {page.FORM: page for page in PAGES}


class TooLarge(ValueError):  # noqa: N818
    """A page that would be larger than its form may be. share: how much of its data there is room for, 0 to 1."""

    def __init__(self, share: float) -> None:
        super().__init__("more than the page holds")
        self.share = share


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface inside the file. letters: the `unicode-range` that it is for. data: WOFF2."""

    family: str
    weight: int
    letters: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """script: a module without imports. data: what it draws, as plain values. no_script: said where nothing can run.

    too_old: said where a browser cannot open what is packed.
    """

    title: str
    language: str
    direction: Literal["rtl", "ltr"]
    style: str
    script: str
    data: Mapping[str, Any]
    no_script: str
    too_old: str
    faces: Sequence[Face] = ()


def write(page: Page) -> bytes:
    """The whole file; the same for the same page. Raises TooLarge."""
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
        f'<div id="page" data-too-old="{escape(page.too_old)}"></div>\n',
        f"<noscript><p>{escape(page.no_script)}</p></noscript>\n",
    )
    head = "".join(parts).encode("utf-8", "replace")
    foot = f'<script type="module">{page.script}</script>\n</body>\n</html>\n'.encode()
    return head + _data(page.data, FORMS[page.data["form"]].BYTES - len(head) - len(foot)) + foot


def _data(data: Mapping[str, Any], room: int) -> bytes:
    """The data's element: JSON, or the same packed (zlib, base64) where JSON has no room."""
    text = _inside_a_script(data).encode("utf-8", "replace")
    plain = b'<script type="application/json" id="data">' + text + b"</script>\n"
    if len(plain) <= room:
        return plain
    packed = b'<script type="text/plain" id="data">' + base64.b64encode(zlib.compress(text, 9)) + b"</script>\n"
    if len(packed) > room:
        raise TooLarge(max(0.0, room / len(packed)))
    return packed


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
