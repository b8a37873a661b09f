"""The numbers on a drawing as shapes, so that whoever takes the text out of a file does not get a heap of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).resolve().parents[1] / "static" / "fonts"
WORDS = re.compile(r"<text ([^>]*)>([^<]*)</text>")
_RULE = re.compile(r'([\w-]+)="([^"]*)"')


def rules(attributes: str) -> dict[str, str]:
    """The attributes of an element of a drawing."""
    return dict(_RULE.findall(attributes))


def outlined(drawing: str) -> str:
    """An SVG with shapes for its texts, which are numbers: letters would not be joined."""
    return WORDS.sub(lambda found: _shape(rules(found[1]), found[2]), drawing)


def _shape(given: Mapping[str, str], digits: str) -> str:
    letters = [letter for letter in (_letter(digit, given.get("font-weight", "400")) for digit in digits) if letter]
    size = float(given["font-size"])
    scale = size / 1000
    x = float(given["x"])
    if given["text-anchor"] == "middle":
        x -= sum(width for _, width in letters) * scale / 2
    drawn = []
    for path, width in letters:
        drawn.append(f'<path transform="translate({x:.2f} {given["y"]}) scale({scale:.5f} {-scale:.5f})" d="{path}"/>')
        x += width * scale
    return f'<g fill="{given["fill"]}">{"".join(drawn)}</g>'


@cache
def _letter(letter: str, weight: str) -> tuple[str, float] | None:
    """A letter's outline and width in thousandths of its size; None where neither typeface has it."""
    from fontTools.pens.svgPathPen import SVGPathPen

    for script in ("latin", "arabic"):
        font = _font(script, weight)
        name = font.getBestCmap().get(ord(letter))
        if name:
            glyph = font.getGlyphSet()[name]
            pen = SVGPathPen(font.getGlyphSet())
            glyph.draw(pen)
            return pen.getCommands(), glyph.width
    return None


@cache
def _font(script: str, weight: str) -> Any:
    from fontTools.ttLib import TTFont

    font = TTFont(FONTS / f"ibm-plex-sans-arabic-{script}-{weight}-normal.woff2")
    if font["head"].unitsPerEm != 1000:
        raise ValueError(f"a typeface of {font['head'].unitsPerEm} units, not 1000")
    return font
