"""The density strip: how many events a month holds, over the whole span, with the shown window on it."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from ui.charts.axis import FoldedAxis, folded_axis
from ui.format import month_in_words
from ui.reader import Reader
from ui.theme import tokens

if TYPE_CHECKING:
    import pandas as pd

HEIGHT = 72
_MOST_MONTHLY_YEARS = 30
_MOST_YEAR_LABELS = 18
_FONT = "IBM Plex Sans Arabic, sans-serif"


def occupied_years(events: pd.DataFrame) -> list[int]:
    """The years in which the events begin and end: where the axis must not be folded."""
    years: set[int] = set()
    for first, last in zip(events["earliest"].dt.year, events["latest"].dt.year, strict=True):
        years |= {int(first), int(last)}
    return sorted(years)


def _bins(events: pd.DataFrame, *, monthly: bool) -> tuple[Counter[tuple[int, int]], list[tuple[date, date]]]:
    """Events counted by (year, month), month 0 for a whole year, and the bounds of those that no bin holds."""
    counted: Counter[tuple[int, int]] = Counter()
    longer: list[tuple[date, date]] = []
    for first, last in zip(events["earliest"].dt.date, events["latest"].dt.date, strict=True):
        if first.year == last.year and (not monthly or first.month == last.month):
            counted[first.year, first.month if monthly else 0] += 1
        else:
            longer.append((first, last))
    return counted, longer


def density_figure(events: pd.DataFrame, reader: Reader, window: tuple[date, date] | None = None) -> dict[str, Any]:
    """The strip of dated events as a Plotly figure. Each bar carries (from, to) as ISO days in its customdata."""
    colours = tokens(reader.theme)
    axis = folded_axis(occupied_years(events))
    monthly = len(axis.offsets) <= _MOST_MONTHLY_YEARS
    counted, longer = _bins(events, monthly=monthly)
    xs, ys, custom, texts = [], [], [], []
    for (year, month), n in sorted(counted.items()):
        begin = date(year, month or 1, 1)
        end = date(year, month or 12, monthrange(year, month or 12)[1])
        xs.append((axis.x(begin) + axis.end_x(end)) / 2)
        ys.append(n)
        custom.append([begin.isoformat(), end.isoformat()])
        when = month_in_words(year, month, reader) if month else reader.number(year)
        texts.append(reader.t("timeline.strip_bar", when=when, events=reader.t("count.events", n=n)))
    highest = max(ys, default=1)
    bars = {
        "type": "bar",
        "x": xs,
        "y": ys,
        "width": [(1 / 12 if monthly else 1) * 0.86] * len(xs),
        "customdata": custom,
        "hovertext": texts,
        "hoverinfo": "text",
        "marker": {"color": colours["ink"], "line": {"width": 0}},
        "selected": {"marker": {"color": colours["act"], "opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        "showlegend": False,
    }
    return {
        "data": [bars, _longer_trace(longer, axis, colours["ink-3"], highest)],
        "layout": _layout(axis, reader, highest, colours) | {"shapes": _shapes(axis, window, colours)},
    }


def _longer_trace(longer: list[tuple[date, date]], axis: FoldedAxis, colour: str, highest: int) -> dict[str, Any]:
    """Thin lines for what is known only to a year or lasted longer than a bin."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for row, (first, last) in enumerate(sorted(longer)):
        level = -highest * (0.1 + 0.09 * (row % 3))
        xs += [axis.x(first), axis.end_x(last), None]
        ys += [level, level, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "line": {"color": colour, "width": 2},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _shapes(axis: FoldedAxis, window: tuple[date, date] | None, colours: Any) -> list[dict[str, Any]]:
    base = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    shapes: list[dict[str, Any]] = [
        base | {"x0": x, "x1": x, "line": {"color": colours["line"], "width": 1}} for x in axis.offsets.values()
    ]
    for fold in axis.folds:
        middle = (fold.left + fold.right) / 2
        for shift in (-0.36, 0.36):
            line = {"color": colours["edge"], "width": 1, "dash": "dot"}
            shapes.append(base | {"x0": middle + shift, "x1": middle + shift, "line": line})
    if window:
        shapes.append(
            {
                "type": "rect",
                "yref": "paper",
                "x0": axis.x(window[0]),
                "x1": axis.end_x(window[1]),
                "y0": 0,
                "y1": 1,
                "line": {"color": colours["act"], "width": 2},
                "fillcolor": colours["act-tint"],
                "opacity": 0.55,
                "layer": "below",
            }
        )
    return shapes


def _layout(axis: FoldedAxis, reader: Reader, highest: int, colours: Any) -> dict[str, Any]:
    years = list(axis.offsets)
    step = -(-len(years) // _MOST_YEAR_LABELS) or 1
    labelled = years[::step]
    reach = [-0.05, axis.length + 0.05]
    return {
        "height": HEIGHT,
        "margin": {"l": 0, "r": 0, "t": 2, "b": 18},
        "bargap": 0,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": _FONT, "size": 16 if reader.theme == "projector" else 12, "color": colours["ink-2"]},
        "hoverlabel": {
            "bgcolor": colours["paper"],
            "bordercolor": colours["ink"],
            "font": {"family": _FONT, "size": 13, "color": colours["ink"]},
        },
        "xaxis": {
            "range": reach[::-1] if reader.time_dir == "rtl" else reach,
            "tickvals": [axis.offsets[year] + 0.5 for year in labelled],
            "ticktext": [reader.number(year) for year in labelled],
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "tickangle": 0,
        },
        "yaxis": {"visible": False, "range": [-highest * 0.4, highest * 1.08], "fixedrange": True},
        "annotations": [
            {
                "x": (fold.left + fold.right) / 2,
                "y": 0.5,
                "yref": "paper",
                "text": reader.number(fold.last - fold.first + 1),
                "hovertext": reader.t(
                    "timeline.strip_gap", years=reader.t("count.years", n=fold.last - fold.first + 1)
                ),
                "showarrow": False,
                "font": {"size": 11, "color": colours["ink-3"]},
            }
            for fold in axis.folds
        ],
    }


def window_of_points(points: list[dict[str, Any]]) -> tuple[str, str] | None:
    """The span of the bars a reader chose, as ISO days; None where none was."""
    chosen = [point["customdata"] for point in points if point.get("customdata")]
    return (min(begin for begin, _ in chosen), max(end for _, end in chosen)) if chosen else None
