"""The whole timeline of a selection as one SVG to keep: a row for each event with its date, title and mark.

The text stands in columns and the marks beside it on one axis, so that no label has to be measured or moved: what is
drawn here looks the same wherever it is opened. The typefaces are inside the file, and nothing depends on a clock.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ui.charts.axis import FoldedAxis, folded_axis
from ui.charts.picture import occupied_years
from ui.format import bare, date_in_words
from ui.reader import Reader
from ui.theme import tokens
from ui.timeline_data import badges, precision, title

if TYPE_CHECKING:
    import pandas as pd

MOST_EVENTS = 400
WIDTH = 1240
_MARGIN, _GAP = 40, 24
_DATE_WIDTH, _TITLE_WIDTH = 224, 440
_TITLE_X = _DATE_WIDTH + _GAP
_AXIS_X = _TITLE_X + _TITLE_WIDTH + _GAP
_AXIS_WIDTH = WIDTH - 2 * _MARGIN - _AXIS_X
_HEAD, _AXIS, _FOOT = 104, 34, 58
_LINE, _PADDING = 23, 11
_LETTER = 7.6  # the width that a letter takes at most on average, at 15 pixels
_LEAST_TICK = 46
SIGNS = {"computed": "= ", "inferred": "\u2234 "}
_FONTS = Path(__file__).parents[2] / "static" / "fonts"
_FACES = (
    ("Plex", 400, "ibm-plex-sans-arabic-arabic-400-normal.woff2", "U+0600-06FF,U+200C-200E,U+FB50-FDFF,U+FE70-FEFC"),
    ("Plex", 400, "ibm-plex-sans-arabic-latin-400-normal.woff2", "U+0000-00FF,U+2000-200B,U+2010-206F,U+2212"),
    ("Plex", 600, "ibm-plex-sans-arabic-arabic-600-normal.woff2", "U+0600-06FF,U+200C-200E,U+FB50-FDFF,U+FE70-FEFC"),
    ("Plex", 600, "ibm-plex-sans-arabic-latin-600-normal.woff2", "U+0000-00FF,U+2000-200B,U+2010-206F,U+2212"),
    ("Naskh", 700, "noto-naskh-arabic-arabic-700-normal.woff2", "U+0600-06FF,U+200C-200E,U+FB50-FDFF,U+FE70-FEFC"),
    ("Naskh", 700, "noto-naskh-arabic-latin-700-normal.woff2", "U+0000-00FF,U+2000-200B,U+2010-206F,U+2212"),
)
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e]")
PLANNED = ("planned", "possible", "postponed")
Row = Mapping[str, Any]


def timeline_svg(events: pd.DataFrame, reader: Reader, heading: str, english: Mapping[str, str]) -> str:
    """The dated events of a selection from the oldest down to the newest; the most important where they are very many.

    heading: a line of plain words about the selection. english: the Arabic label of a name -> its English one.
    """
    dated = events[events["earliest"].notna()]
    best = dated.sort_values("importance", ascending=False, kind="stable").head(MOST_EVENTS)
    rows = best.sort_values(["earliest", "latest", "event_id"]).to_dict("records")
    page = _Page(reader, folded_axis(occupied_years(best)))
    drawn, y = [], float(_HEAD + _AXIS)
    for row in rows:
        part, height = _row(row, y, page, english)
        drawn.append(part)
        y += height
    held = reader.t("drawing.some", shown=reader.t("count.events", n=len(rows)), total=reader.number(len(dated)))
    only = reader.t("download.dated", events=reader.t("count.events", n=len(dated)), total=reader.number(len(events)))
    if len(dated) < len(events):
        heading = f"{heading} \u00b7 {only.rstrip('.')}"
    if len(rows) < len(dated):
        heading = f"{heading} \u00b7 {held}"
    height = f"{y + _FOOT:.0f}"
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'direction="{reader.text_dir}" xml:lang="{reader.lang}" role="img">'
    )
    return "".join(
        [
            opening,
            f"<title>{_clean(reader.t('app.title'))}</title><desc>{_clean(heading)}</desc>",
            f"<defs><style>{_faces()}</style>{definitions(page)}</defs>",
            f'<rect width="100%" height="100%" fill="{page.colours["paper"]}"/>',
            page.text(0, 46, reader.t("app.title"), size=26, weight=700, family="Naskh"),
            page.text(0, 78, bare(heading), size=15, colour="ink-2"),
            _axis(page, y),
            *drawn,
            _legend(rows, y + 34, page),
            "</svg>",
        ]
    )


class Drawn(Protocol):
    """What a shape asks of the page it is drawn on."""

    @property
    def reader(self) -> Reader:
        """For whom it is."""

    @property
    def colours(self) -> Mapping[str, str]:
        """The tokens of the reader's theme."""


@dataclass(frozen=True)
class _Page:
    """Where things stand: `x` counts from the edge at which the text begins, whichever side that is."""

    reader: Reader
    axis: FoldedAxis

    @cached_property
    def colours(self) -> Mapping[str, str]:
        """The tokens of the reader's theme."""
        return tokens(self.reader.theme)

    def x(self, start: float) -> float:
        """A distance from the starting edge as a coordinate."""
        return WIDTH - _MARGIN - start if self.reader.text_dir == "rtl" else _MARGIN + start

    def on_axis(self, place: float) -> float:
        """A place on the time axis as a coordinate; time may run against the text."""
        share = place / self.axis.length if self.axis.length else 0.5
        runs_with_text = self.reader.time_dir == self.reader.text_dir
        return self.x(_AXIS_X + _AXIS_WIDTH * (share if runs_with_text else 1 - share))

    def text(
        self,
        start: float,
        y: float,
        words: str,
        *,
        size: int = 15,
        weight: int = 400,
        colour: str = "ink",
        family: str = "Plex",
        centred_at: float | None = None,
    ) -> str:
        """A line of text that begins at a distance from the starting edge, or is centred at a coordinate."""
        x, anchor = (self.x(start), "start") if centred_at is None else (centred_at, "middle")
        return (
            f'<text x="{x:.1f}" y="{y:.1f}" font-family="{family}, sans-serif" font-size="{size}" '
            f'font-weight="{weight}" text-anchor="{anchor}" fill="{self.colours[colour]}">{_clean(words)}</text>'
        )


def _clean(text: str) -> str:
    """Text as XML takes it: without characters that it does not know and without ones that turn letters round."""
    return escape(_NO_XML.sub("", text))


@cache
def _faces() -> str:
    rules = []
    for family, weight, name, letters in _FACES:
        data = base64.b64encode((_FONTS / name).read_bytes()).decode()
        rules.append(
            f"@font-face{{font-family:{family};font-weight:{weight};unicode-range:{letters};"
            f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
        )
    return "".join(rules)


def definitions(page: Drawn) -> str:
    """The fades and the hatching that shapes are filled with."""
    ink, alleged = page.colours["ink"], page.colours["alleged"]
    newer_is_left = page.reader.time_dir == "rtl"
    stops = (f'<stop offset="0" stop-color="{ink}" stop-opacity="0"/>', f'<stop offset="1" stop-color="{ink}"/>')
    fades = {"older": (0, 1) if not newer_is_left else (1, 0), "newer": (1, 0) if not newer_is_left else (0, 1)}
    gradients = "".join(
        f'<linearGradient id="fade-{side}" x1="{begin}" x2="{end}" y1="0" y2="0">{"".join(stops)}</linearGradient>'
        for side, (begin, end) in fades.items()
    )
    hatch = (
        '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="3" height="6" fill="{alleged}"/></pattern>'
    )
    return gradients + hatch


def _lines(words: str) -> list[str]:
    """Words in lines that fit the column of titles."""
    lines, room = [""], int(_TITLE_WIDTH / _LETTER)
    for word in words.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _row(row: Row, y: float, page: _Page, english: Mapping[str, str]) -> tuple[str, float]:
    """A row and its height."""
    reader = page.reader
    date = SIGNS.get(row["basis"], "") + bare(date_in_words(row["edtf"], row["granularity"], reader))
    lines = _lines(title(row, reader.lang))
    said = [bare(badge["text"]) for badge in badges(row, reader, english)]
    height = _LINE * (len(lines) + len(said)) + _PADDING
    first = y + _LINE - 4
    colours = page.colours
    parts = [
        f'<path d="M{_MARGIN} {y:.1f}H{WIDTH - _MARGIN}" stroke="{colours["line"]}"/>',
        page.text(0, first, date, weight=600, size=14),
        *(page.text(_TITLE_X, first + _LINE * number, line) for number, line in enumerate(lines)),
    ]
    for number, words in enumerate(said, start=len(lines)):
        parts.append(page.text(_TITLE_X, first + _LINE * number, words, size=13, colour="ink-2"))
    parts.append(_mark(row, y + height / 2, page))
    return "".join(parts), height


def _mark(row: Row, y: float, page: _Page) -> str:
    older, newer = page.axis.x(row["earliest"].date()), page.axis.end_x(row["latest"].date())
    left, right = sorted((page.on_axis(older), page.on_axis(newer)))
    return shape_of(precision(row), row["status"], left, right, y, page)


def shape_of(shape: str, status: str, left: float, right: float, y: float, page: Drawn) -> str:
    """The same marks as on the timeline: never by colour alone."""
    ink, paper, alleged = (page.colours[name] for name in ("ink", "paper", "alleged"))
    planned = status in PLANNED
    middle = (left + right) / 2
    left, right = min(left, middle - 5), max(right, middle + 5)
    dash = ' stroke-dasharray="4 3"' if planned else ""
    if shape == "day":
        fill = paper if planned else "url(#hatch)" if status == "alleged" else ink
        edge = alleged if status == "alleged" else ink
        drawn = (
            f'<circle cx="{middle:.1f}" cy="{y:.1f}" r="5.5" fill="{fill}" stroke="{edge}" stroke-width="1.75"{dash}/>'
        )
    elif planned:
        drawn = (
            f'<rect x="{left:.1f}" y="{y - 5:.1f}" width="{right - left:.1f}" height="10" fill="{paper}" '
            f'stroke="{ink}" stroke-width="1.75"{dash}/>'
        )
    elif shape == "within" and status != "alleged":
        drawn = (
            f'<path d="M{left:.1f} {y + 5:.1f}V{y - 5:.1f}H{right:.1f}V{y + 5:.1f}" fill="none" stroke="{ink}" '
            f'stroke-width="1.75"/>'
        )
    else:
        fade = {"vague_start": "older", "vague_end": "newer", "open": "newer"}.get(shape)
        faded = f"url(#fade-{fade})" if fade and page.reader.theme != "projector" else ink
        fill = "url(#hatch)" if status == "alleged" else faded
        drawn = f'<rect x="{left:.1f}" y="{y - 4.5:.1f}" width="{right - left:.1f}" height="9" fill="{fill}"/>'
        if shape == "open":
            drawn += _arrow(right if page.reader.time_dir == "ltr" else left, y, page)
    if status == "cancelled":
        drawn += f'<path d="M{left - 3:.1f} {y:.1f}H{right + 3:.1f}" stroke="{ink}" stroke-width="2"/>'
    return drawn


def _arrow(tip: float, y: float, page: Drawn) -> str:
    way = 1 if page.reader.time_dir == "ltr" else -1
    return (
        f'<path d="M{tip + way * 2:.1f} {y - 5:.1f}L{tip + way * 8:.1f} {y:.1f}L{tip + way * 2:.1f} {y + 5:.1f}" '
        f'fill="none" stroke="{page.colours["ink"]}" stroke-width="1.75"/>'
    )


def _axis(page: _Page, bottom: float) -> str:
    """The years above, as quiet lines through all rows; a folded stretch says how many years it leaves out."""
    top, colours = _HEAD + _AXIS, page.colours
    parts = []
    for year in _ticks(page):
        x = page.on_axis(page.axis.offsets[year])
        parts.append(f'<path d="M{x:.1f} {top - 8}V{bottom:.1f}" stroke="{colours["line"]}"/>')
        parts.append(page.text(0, top - 14, page.reader.number(year), size=13, colour="ink-2", centred_at=x))
    for fold in page.axis.folds:
        left, right = sorted((page.on_axis(fold.left), page.on_axis(fold.right)))
        parts.append(
            f'<rect x="{left:.1f}" y="{top}" width="{right - left:.1f}" height="{bottom - top:.1f}" '
            f'fill="{colours["ground"]}"/>'
        )
        if right - left >= _LEAST_TICK:
            words = page.reader.t("drawing.years", n=fold.last - fold.first + 1)
            parts.append(page.text(0, top - 14, words, size=12, colour="ink-3", centred_at=(left + right) / 2))
    return "".join(parts)


def _ticks(page: _Page) -> Iterable[int]:
    """The years for whose names there is room beside each other and beside the words over the folds."""
    shown: list[int] = []
    places = [sorted((page.on_axis(fold.left), page.on_axis(fold.right))) for fold in page.axis.folds]
    taken = [(left + right) / 2 for left, right in places if right - left >= _LEAST_TICK]
    for year, place in page.axis.offsets.items():
        x = page.on_axis(place)
        if all(abs(x - other) >= _LEAST_TICK for other in taken):
            taken.append(x)
            shown.append(year)
    return shown


def _legend(rows: Sequence[Row], y: float, page: _Page) -> str:
    """The marks that occur, each with its word."""
    shapes = {(precision(row), "happened") for row in rows}
    shapes |= {("range", row["status"]) for row in rows if row["status"] in (*PLANNED, "alleged", "cancelled")}
    order = [("day", "happened"), ("range", "happened"), ("within", "happened"), ("vague_start", "happened")]
    order += [("vague_end", "happened"), ("open", "happened")]
    order += [("range", status) for status in (*PLANNED, "alleged", "cancelled")]
    parts, start = [], 0.0
    for shape, status in order:
        if (shape, status) not in shapes:
            continue
        words = page.reader.t(f"component.legend_{shape if status == 'happened' else status}")
        ends = sorted((page.x(start), page.x(start + 22)))
        parts.append(shape_of(shape, status, ends[0], ends[1], y - 5, page))
        parts.append(page.text(start + 36, y, words, size=13, colour="ink-2"))
        start += 36 + len(words) * _LETTER + 26
    for basis, sign in SIGNS.items():
        if any(row["basis"] == basis for row in rows):
            words = sign + page.reader.t(f"bases.{basis}")
            parts.append(page.text(start, y, words, size=13, colour="ink-2"))
            start += len(words) * _LETTER + 26
    return "".join(parts)
