"""The timeline as one Plotly figure to keep as a picture: a row for each event, dated marks, titles beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.charts.axis import FoldedAxis, folded_axis
from ui.format import bare, date_in_words
from ui.reader import Reader
from ui.theme import tokens
from ui.timeline_data import precision, title

if TYPE_CHECKING:
    import pandas as pd

MOST_EVENTS = 60
_ROW = 26
_FONT = "IBM Plex Sans Arabic, sans-serif"
_ISOLATES = {"rtl": "\u2067", "ltr": "\u2066"}
_SIGNS = {"computed": "= ", "inferred": "\u2234 "}


def occupied_years(events: pd.DataFrame) -> list[int]:
    """The years in which the events begin and end: where the axis must not be folded."""
    years: set[int] = set()
    for first, last in zip(events["earliest"].dt.year, events["latest"].dt.year, strict=True):
        years |= {int(first), int(last)}
    return sorted(years)


def picture_figure(events: pd.DataFrame, reader: Reader, heading: str) -> dict[str, Any]:
    """The dated events, the most important ones where there are many, from the oldest down to the newest."""
    colours = tokens(reader.theme)
    best = events.sort_values("importance", ascending=False, kind="stable").head(MOST_EVENTS)
    rows = best.sort_values(["earliest", "latest", "event_id"]).to_dict("records")
    axis = folded_axis(occupied_years(best))
    rtl = reader.time_dir == "rtl"
    reach = [-0.2, axis.length * 1.02 + 0.2]
    return {
        "data": [_trace(row, number, axis, colours, reader) for number, row in enumerate(rows)],
        "layout": {
            "title": {
                "text": _directed(heading, reader),
                "x": 1 if reader.text_dir == "rtl" else 0,
                "xref": "paper",
                "font": {"size": 18},
            },
            "height": 110 + _ROW * len(rows),
            "margin": {"l": 24, "r": 24, "t": 60, "b": 36},
            "paper_bgcolor": colours["paper"],
            "plot_bgcolor": colours["paper"],
            "font": {"family": _FONT, "size": 13, "color": colours["ink"]},
            "showlegend": False,
            "hovermode": "closest",
            "xaxis": {
                "range": reach[::-1] if rtl else reach,
                "tickvals": [x + 0.5 for x in axis.offsets.values()],
                "ticktext": [reader.number(year) for year in axis.offsets],
                "gridcolor": colours["line"],
                "zeroline": False,
            },
            "yaxis": {"visible": False, "range": [len(rows) - 0.4, -0.6], "side": "right" if rtl else "left"},
            "annotations": [_label(row, number, axis, reader, colours["ink"]) for number, row in enumerate(rows)],
        },
    }


def _trace(row: Any, number: int, axis: FoldedAxis, colours: Any, reader: Reader) -> dict[str, Any]:
    shape = precision(row)
    ends = [axis.x(row["earliest"].date()), axis.end_x(row["latest"].date())]
    middle = sum(ends) / 2
    dashed = row["status"] in ("planned", "possible")
    colour = colours["alleged"] if row["status"] == "alleged" else colours["ink"]
    line = {"color": colour, "width": 6 if shape == "range" else 1.75, "dash": "dash" if dashed else "solid"}
    bracket = shape not in ("day", "range")
    return {
        "type": "scatter",
        "mode": "markers" if shape == "day" else "lines+markers" if bracket else "lines",
        "x": [middle] if shape == "day" else ends,
        "y": [number] if shape == "day" else [number, number],
        "line": line,
        "marker": {
            "color": colours["paper"] if shape == "day" and dashed else colour,
            "line": {"color": colour, "width": 1.75},
            "size": 10 if shape == "day" else 9,
            "symbol": "circle" if shape == "day" else "line-ns",
        },
        "customdata": [row["event_id"]] * (1 if shape == "day" else 2),
        "hovertext": bare(date_in_words(row["edtf"], row["granularity"], reader)),
        "hoverinfo": "text",
    }


def _label(row: Any, number: int, axis: FoldedAxis, reader: Reader, colour: str) -> dict[str, Any]:
    """The date and title beside the mark, on the side where there is room."""
    older, newer = axis.x(row["earliest"].date()), axis.end_x(row["latest"].date())
    on_newer_side = newer < axis.length / 2
    to_the_left = on_newer_side == (reader.time_dir == "rtl")
    date = bare(date_in_words(row["edtf"], row["granularity"], reader))
    return {
        "x": newer if on_newer_side else older,
        "y": number,
        "text": _directed(
            f"{_SIGNS.get(row['basis'], '')}<b>{_plain(date)}</b> {_plain(title(row, reader.lang))}", reader
        ),
        "showarrow": False,
        "xanchor": "right" if to_the_left else "left",
        "xshift": -10 if to_the_left else 10,
        "font": {"color": colour},
    }


def _directed(text: str, reader: Reader) -> str:
    """A line in the direction of the reader's language: Plotly draws every one from left to right."""
    return f"{_ISOLATES[reader.text_dir]}{text}\u2069"


def _plain(text: str) -> str:
    """Text in which Plotly reads no tag and no entity: it shows what stands here as it was."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
