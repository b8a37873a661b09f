"""Letters with their places on a page -> lines in reading order, and paragraphs.

The letters of a line are taken from left to right, as the eye sees them. Where a line holds Arabic it is read from the
right; what runs from left to right inside it (numbers, Latin words) is turned back. This undoes the bidirectional
algorithm (UAX 9) as far as it is needed for single lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple


class Glyph(NamedTuple):
    """A letter and where it is painted: the foot of it (x, y), its left and right edge, its height, in points."""

    char: str
    x: float
    y: float
    left: float
    right: float
    height: float


class _Line(NamedTuple):
    text: str
    left: float
    right: float
    y: float
    size: float
    first_word: float
    from_right: bool


_SAME_LINE = 0.4  # of the line's height: a sign that stands higher or lower by more than that is on another line
_MARK_LINE = 0.9  # the same for marks, which stand above and below the letters
_SPACE = 0.1  # a gap wider than this part of the height is a space, where none is painted
_COLUMN = 3.0  # a gap wider than this many heights is none inside a line: another cell or column begins
_DIGITS_APART = re.compile(r"[.,:/\u066b\u066c\u060c]")
_FAMILIES = ("()", "[]", "{}", "\u00ab\u00bb", "\u2039\u203a")
_MIRROR = str.maketrans("".join(_FAMILIES), "".join(pair[::-1] for pair in _FAMILIES))
_SENTENCE_END = (".", "!", "\u061f", ":", "\u061b", "\u2026")
_ALEFS = frozenset("\u0622\u0623\u0625\u0627")
_LAM = "\u0644"


def paragraphs(glyphs: Sequence[Glyph]) -> list[str]:
    """The paragraphs of a page, in the order in which they are painted; each is one line."""
    mostly_right = sum({"R": 1, "L": -1}.get(_direction(glyph.char), 0) for glyph in glyphs) > 0
    pieces = (piece for row in _rows(glyphs) for piece in _pieces(row, mostly_right))
    lines = [line for piece in pieces if (line := _line(piece, mostly_right)).text]
    joined: list[str] = []
    for number, line in enumerate(lines):
        if number and _goes_on(lines[number - 1], line, lines):
            joined[-1] += " " + line.text
        else:
            joined.append(line.text)
    return [_turn_brackets(text) for text in joined]


def _rows(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Letters on one line that are painted one after the other."""
    row: list[Glyph] = []
    foot: Glyph | None = None
    for glyph in glyphs:
        on_mark = _is_mark(glyph.char) or (foot is not None and _is_mark(foot.char))
        if foot and abs(glyph.y - foot.y) > (_MARK_LINE if on_mark else _SAME_LINE) * max(glyph.height, foot.height):
            yield row
            row, foot = [], None
        row.append(glyph)
        if foot is None or _is_mark(foot.char):
            foot = glyph
    if row:
        yield row


def _is_mark(char: str) -> bool:
    return unicodedata.combining(char) > 0


def _pieces(row: list[Glyph], mostly_right: bool) -> list[list[Glyph]]:
    """A row from left to right, cut where a gap is too wide for one line; the piece on the right comes first."""
    size = max(glyph.height for glyph in row)
    pieces: list[list[Glyph]] = []
    edge = 0.0
    for glyph in sorted(row, key=lambda glyph: glyph.x):
        if pieces and (glyph.char.isspace() or glyph.left - edge <= _COLUMN * size):
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
            edge = glyph.right
        if not glyph.char.isspace():
            edge = max(edge, glyph.right)
    return pieces[::-1] if _is_from_right([glyph.char for glyph in row], mostly_right) else pieces


def _is_from_right(signs: list[str], mostly_right: bool) -> bool:
    """A line with Arabic in it is read from the right; one without letters as the rest of its page."""
    directions = {_direction(sign) for sign in signs}
    return "R" in directions or (mostly_right and "L" not in directions)


def _line(piece: list[Glyph], mostly_right: bool) -> _Line:
    size = max(glyph.height for glyph in piece)
    signs = _signs(piece, size)
    from_right = _is_from_right(signs, mostly_right)
    text = " ".join("".join(_read_from_right(signs) if from_right else signs).split())
    solid = [glyph for glyph in piece if not glyph.char.isspace()] or piece
    left, right = min(glyph.left for glyph in solid), max(glyph.right for glyph in solid)
    share = len(text.split(" ")[0]) / max(len(text), 1)
    return _Line(text, left, right, min(glyph.y for glyph in solid), size, share * (right - left), from_right)


def _signs(piece: list[Glyph], size: float) -> list[str]:
    """The signs from left to right, each with its marks; a ligature's letters are one sign, a wide gap a space."""
    bases: list[list[Glyph]] = []
    marks: list[Glyph] = []
    for glyph in piece:
        if _is_mark(glyph.char):
            marks.append(glyph)
        elif bases and glyph.x == bases[-1][0].x and not glyph.char.isspace():
            bases[-1].append(glyph)
        else:
            bases.append([glyph])
    texts = [_ligature(base) for base in bases]
    for mark in marks:
        middle = (mark.left + mark.right) / 2
        nearest = min(range(len(bases)), key=lambda n: _distance(bases[n], middle), default=None)
        if nearest is not None:
            texts[nearest] += mark.char
    signs: list[str] = []
    edge = None
    for base, text in zip(bases, texts, strict=True):
        is_apart = edge is not None and min(glyph.left for glyph in base) - edge > _SPACE * size
        if is_apart and not text.isspace() and not signs[-1].isspace():
            signs.append(" ")
        signs.append(text)
        edge = max(edge or base[0].right, *(glyph.right for glyph in base))
    return signs


def _ligature(base: list[Glyph]) -> str:
    """The letters of a ligature in their order: that of their places, or from the last where they share one place."""
    if len(base) == 1:
        return base[0].char
    chars = [glyph.char for glyph in base]
    if _direction(chars[0]) == "R":
        is_one_place = len({(glyph.left, glyph.right) for glyph in base}) == 1
        by_place = sorted(base, key=lambda glyph: (-glyph.left, -glyph.right))
        chars = chars[::-1] if is_one_place else [glyph.char for glyph in by_place]
    if len(chars) == 2 and chars[0] in _ALEFS and chars[1] == _LAM:
        chars = chars[::-1]
    return "".join(chars)


def _distance(base: list[Glyph], x: float) -> float:
    if base[0].char.isspace():
        return float("inf")
    return max(min(base[0].x, base[0].left) - x, x - base[0].right, 0.0)


def _direction(sign: str) -> str:
    """R for letters from right to left, L for those from left to right, N for digits, '' for what has none."""
    bidi = unicodedata.bidirectional(sign[0])
    return {"AL": "R", "R": "R", "L": "L", "EN": "N", "AN": "N"}.get(bidi, "")


def _read_from_right(signs: list[str]) -> list[str]:
    """Signs as the eye sees them from left to right -> in the order in which a line of Arabic is read."""
    read: list[str] = []
    end = len(signs)
    while end:
        begin = end - 1
        if _direction(signs[begin]) in ("L", "N") or _closes_latin(signs, end):
            begin = _run_begin(signs, end, after_arabic=any(_direction(sign) == "R" for sign in read))
        read.extend(signs[begin:end])
        end = begin
    return read


def _stretch(signs: list[str], end: int) -> int:
    """Where the signs without Arabic before `end` begin; what belongs to no word at their left is none of them."""
    begin = end
    while begin and _direction(signs[begin - 1]) != "R":
        begin -= 1
    while begin < end and _direction(signs[begin]) not in ("L", "N"):
        begin += 1
    return begin


def _closes_latin(signs: list[str], end: int) -> bool:
    """Whether the bracket before `end` closes what stands behind Latin words, as in «World Bank (WB)»."""
    bracket = signs[end - 1]
    if bracket not in ("(", ")", "[", "]"):
        return False
    begin = _stretch(signs, end - 1)
    partners = [place for place in range(begin, end - 1) if signs[place] in (bracket, bracket.translate(_MIRROR))]
    return bool(partners) and any(_direction(sign) == "L" for sign in signs[begin : partners[-1]])


def _run_begin(signs: list[str], end: int, *, after_arabic: bool) -> int:
    """Where the run from left to right that ends before `end` begins."""
    stretch = _stretch(signs, end)
    if any(_direction(sign) == "L" for sign in signs[stretch:end]):
        return stretch
    begin = end - 1
    while begin > stretch:
        before = signs[begin - 1]
        # A number goes on over 12.5 and 18/06; over a hyphen only where no Arabic letter stands before it.
        joint = _DIGITS_APART.fullmatch(before) or (before == "-" and not after_arabic)
        if _direction(before) != "N" and not (joint and begin - 2 >= stretch and _direction(signs[begin - 2]) == "N"):
            break
        begin -= 1
    return begin


def _turn_brackets(text: str) -> str:
    """Brackets as they are meant: some programs write how they look from the right, some from the left."""
    for pair in _FAMILIES:
        places = [place for place, char in enumerate(text) if char in pair]
        signs = [text[place] for place in places]
        if len(places) % 2 or _is_closed(signs, pair):
            continue
        turned = [sign.translate(_MIRROR) for sign in signs]
        right = turned if _is_closed(turned, pair) else list(pair) * (len(places) // 2)
        chars = list(text)
        for place, sign in zip(places, right, strict=True):
            chars[place] = sign
        text = "".join(chars)
    return text


def _is_closed(signs: list[str], pair: str) -> bool:
    """Whether each opening bracket is closed after it."""
    depth = 0
    for sign in signs:
        depth += 1 if sign == pair[0] else -1
        if depth < 0:
            return False
    return depth == 0


def _goes_on(above: _Line, line: _Line, lines: list[_Line]) -> bool:
    """Whether only the width of the page broke the line: the first word of the next had no more room on it."""
    if above.from_right != line.from_right or not _alike(above, line):
        return False
    if not (any(map(str.isalpha, above.text)) and any(map(str.isalpha, line.text))):
        return False
    column = [other for other in lines if _alike(other, above) and _overlap(other, above)]
    if above.from_right:
        room = above.left - min(other.left for other in column)
    else:
        room = max(other.right for other in column) - above.right
    if room >= line.first_word + _SPACE * line.size:
        return False
    pitch = above.y - line.y
    if pitch <= 0:  # on in the next column
        return not _overlap(above, line) and not above.text.endswith(_SENTENCE_END)
    pitches = [a.y - b.y for a, b in pairwise(column) if a.y > b.y]
    return pitch <= 1.25 * min(pitches, default=pitch) and pitch <= 2.5 * line.size


def _alike(one: _Line, other: _Line) -> bool:
    return 0.85 < one.size / other.size < 1.18


def _overlap(one: _Line, other: _Line) -> bool:
    return one.left < other.right and other.left < one.right
