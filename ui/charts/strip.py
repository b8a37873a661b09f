"""A line of time for paper: a mark for each event with its number in the list that follows, in few rows.

Solid and outlined shapes only, as copiers lose the rest. The words on it are numbers, so that no line of text has to be
measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.charts.axis import FoldedAxis, folded_axis
from ui.charts.drawing import definitions, shape_of
from ui.charts.picture import occupied_years
from ui.reader import Reader
from ui.theme import tokens
from ui.timeline_data import precision

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from ui.timeline_data import Row

_WIDTH, _EDGE, _ROW, _HEAD = 1000, 22, 40, 30
_MOST_ROWS = 9
_ROOM = 17  # half the width that a mark with its number takes at least
_LEAST_TICK = 46
_QUIET, _FOLDED = "#b5b5b5", "#ececec"


@dataclass(frozen=True)
class _Line:
    """The axis on a page. Paper is as a projector is: what is light on it is lost."""

    reader: Reader
    axis: FoldedAxis

    @property
    def colours(self) -> Mapping[str, str]:
        """The tokens of the reader's theme."""
        return tokens(self.reader.theme)

    def x(self, place: float) -> float:
        """A place on the axis as a coordinate."""
        share = place / self.axis.length if self.axis.length else 0.5
        return _EDGE + (_WIDTH - 2 * _EDGE) * (share if self.reader.time_dir == "ltr" else 1 - share)


def places(events: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Event id -> where it begins and ends on the folded axis, as shares of its length; those with a date."""
    dated = events[events["earliest"].notna() & events["latest"].notna()]
    axis = folded_axis(occupied_years(dated))
    length = axis.length or 1
    return {
        row["event_id"]: (axis.x(row["earliest"].date()) / length, axis.end_x(row["latest"].date()) / length)
        for row in dated.to_dict("records")
    }


def strip_svg(events: pd.DataFrame, numbers: Mapping[str, str], reader: Reader) -> str:
    """The line as SVG, without typefaces of its own; '' where no event has a date.

    numbers: event id -> its number in the list. Where marks would take too many rows, the rest are strokes on the axis.
    """
    dated = events[events["earliest"].notna() & events["latest"].notna()]
    if dated.empty:
        return ""
    line = _Line(reader.with_choice("theme", "projector"), folded_axis(occupied_years(dated)))
    ranked = dated.sort_values(["importance", "event_id"], ascending=[False, True], kind="stable")
    spots = [(*_ends(row, line), row) for row in ranked.to_dict("records")]
    rows, left_over = _packed(spots)
    height, ink = _HEAD + _ROW * len(rows) + 12, line.colours["ink"]
    parts = [_axis(line, height)]
    for level, row in enumerate(rows):
        for left, right, event in row:
            y = _HEAD + _ROW * level + 29
            middle = (left + right) / 2
            parts.append(
                f'<text x="{middle:.1f}" y="{y - 10}" font-size="13" font-weight="600" text-anchor="middle" '
                f'fill="{ink}">{numbers[event["event_id"]]}</text>'
            )
            parts.append(shape_of(precision(event), event["status"], left, right, y, line))
    strokes = (f"M{(left + right) / 2:.1f} {_HEAD - 5}v10" for left, right, _ in left_over)
    parts.append(f'<path d="{"".join(strokes)}" stroke="{ink}" stroke-width="1"/>' if left_over else "")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}">'
        f"<defs>{definitions(line)}</defs>{''.join(parts)}</svg>"
    )


def _ends(row: Row, line: _Line) -> tuple[float, float]:
    older = line.x(line.axis.x(row["earliest"].date()))
    newer = line.x(line.axis.end_x(row["latest"].date()))
    left, right = sorted((older, newer))
    return left, right


def _packed(
    spots: Iterable[tuple[float, float, Row]],
) -> tuple[list[list[tuple[float, float, Row]]], list[tuple[float, float, Row]]]:
    """The marks in rows in which none touches another, the more important ones first; and those without a row."""
    rows: list[list[tuple[float, float, Row]]] = []
    left_over = []
    for left, right, event in spots:
        for row in rows:
            if all(right + _ROOM <= a - _ROOM or left - _ROOM >= b + _ROOM for a, b, _ in row):
                row.append((left, right, event))
                break
        else:
            if len(rows) < _MOST_ROWS:
                rows.append([(left, right, event)])
            else:
                left_over.append((left, right, event))
    return rows, left_over


def _axis(line: _Line, height: float) -> str:
    ink = line.colours["ink"]
    parts = []
    for fold in line.axis.folds:
        left, right = sorted((line.x(fold.left), line.x(fold.right)))
        parts.append(
            f'<rect x="{left:.1f}" y="{_HEAD}" width="{right - left:.1f}" height="{height - _HEAD:.1f}" '
            f'fill="{_FOLDED}"/>'
        )
    for year, x in _ticks(line):
        parts.append(f'<path d="M{x:.1f} {_HEAD}V{height:.1f}" stroke="{_QUIET}" stroke-width="0.8"/>')
        parts.append(
            f'<text x="{x:.1f}" y="{_HEAD - 10}" font-size="14" text-anchor="middle" fill="{ink}">'
            f"{line.reader.number(year)}</text>"
        )
    parts.append(f'<path d="M{_EDGE} {_HEAD}H{_WIDTH - _EDGE}" stroke="{ink}" stroke-width="1.2"/>')
    return "".join(parts)


def _ticks(line: _Line) -> Sequence[tuple[int, float]]:
    """The years for whose names there is room, those around a fold first."""
    edges = {fold.first - 1 for fold in line.axis.folds} | {fold.last + 1 for fold in line.axis.folds}
    shown: list[tuple[int, float]] = []
    for year in sorted(line.axis.offsets, key=lambda year: (year not in edges, year)):
        x = line.x(line.axis.offsets[year])
        if all(abs(x - other) >= _LEAST_TICK for _, other in shown):
            shown.append((year, x))
    return shown
