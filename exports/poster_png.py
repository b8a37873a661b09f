"""The whole timeline as a picture of pixels."""

from __future__ import annotations

import re

from exports.handout import Handout
from exports.printing import png

SLUG = "png"
EXTENSION = ".png"
MIME = "image/png"
COMMANDS: tuple[str, ...] = ("events",)
MOST = 400

_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_TEXT = re.compile(r"<text ([^>]*)>([^<]*)</text>")
_RULE = re.compile(r'([\w-]+)="([^"]*)"')
_ASCENT = 0.86  # of a letter's size, from the top of a line as high as it to the base of the letters


def write(handout: Handout) -> bytes:
    """The drawing, two pixels for one of its units. Raises Unmakeable where a system library is missing."""
    svg = handout.poster()
    size = _SIZE.search(svg)
    if size is None:
        raise ValueError("a drawing without a size")
    width, height = float(size[1]), float(size[2])
    words = "".join(_words(_rules(found[1]), found[2], width, handout) for found in _TEXT.finditer(svg))
    shapes = _TEXT.sub("", _STYLE.sub("", svg, count=1))
    return png(f'{shapes}<div lang="{handout.language}">{words}</div>', width, height)


def _rules(attributes: str) -> dict[str, str]:
    return dict(_RULE.findall(attributes))


def _words(rules: dict[str, str], words: str, width: float, handout: Handout) -> str:
    """A text of the drawing as one of the page: in a drawing, its letters would be set one by one and not joined."""
    size, x = float(rules["font-size"]), float(rules["x"])
    family = rules["font-family"].partition(",")[0]
    top = float(rules["y"]) - _ASCENT * size
    if rules["text-anchor"] == "middle":
        place = f"left: {x - width:.1f}px; width: {2 * width:.1f}px; text-align: center"
    else:
        place = f"right: {width - x:.1f}px" if handout.from_right else f"left: {x:.1f}px"
    direction = "rtl" if handout.from_right else "ltr"
    return (
        f'<div dir="{direction}" style="position: absolute; white-space: nowrap; {place}; top: {top:.1f}px; '
        f'font: {rules["font-weight"]} {size}px/1 {family}, {family}Latin; color: {rules["fill"]}">{words}</div>'
    )
