"""The whole timeline as a picture of pixels."""

from __future__ import annotations

import re

from exports.handout import Handout
from exports.outlines import WORDS, rules
from exports.printing import png

SLUG = "png"
EXTENSION = ".png"
MIME = "image/png"
COMMANDS: tuple[str, ...] = ("events",)
MOST = 400

_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_ASCENT = 0.86  # of a letter's size, from the top of a line as high as it to the base of the letters


def write(handout: Handout) -> bytes:
    """The drawing, two pixels for one of its units. Raises Unmakeable where a system library is missing."""
    svg = handout.poster()
    size = _SIZE.search(svg)
    if size is None:
        raise ValueError("a drawing without a size")
    width, height = float(size[1]), float(size[2])
    words = "".join(_words(rules(found[1]), found[2], width, handout) for found in WORDS.finditer(svg))
    shapes = WORDS.sub("", _STYLE.sub("", svg, count=1))
    return png(f'{shapes}<div lang="{handout.language}">{words}</div>', width, height)


def _words(given: dict[str, str], words: str, width: float, handout: Handout) -> str:
    """A text of the drawing as one of the page: in a drawing, its letters would be set one by one and not joined."""
    size, x = float(given["font-size"]), float(given["x"])
    family = given["font-family"].partition(",")[0]
    top = float(given["y"]) - _ASCENT * size
    if given["text-anchor"] == "middle":
        place = f"left: {x - width:.1f}px; width: {2 * width:.1f}px; text-align: center"
    else:
        place = f"right: {width - x:.1f}px" if handout.from_right else f"left: {x:.1f}px"
    direction = "rtl" if handout.from_right else "ltr"
    return (
        f'<div dir="{direction}" style="position: absolute; white-space: nowrap; {place}; top: {top:.1f}px; '
        f'font: {given["font-weight"]} {size}px/1 {family}, {family}Latin; color: {given["fill"]}">{words}</div>'
    )
