"""Charts are plain dicts: the folded axis, the density strip, the picture, and the component's data."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.table import data_frame
from tests.ui.samples import event, events, row
from ui.charts.axis import folded_axis
from ui.charts.density import density_figure, window_of_points
from ui.charts.picture import picture_figure
from ui.format import bare
from ui.reader import Reader
from ui.theme import tokens
from ui.timeline_data import precision, timeline_data

DATED = events()[lambda frame: frame["earliest"].notna()]
READERS = [
    Reader(),
    Reader(lang="en", theme="dark"),
    Reader(dir="ltr", months="levant", digits="arab", theme="projector"),
]


@given(st.sets(st.integers(1900, 2100), min_size=1, max_size=20))
def test_the_axis_keeps_the_order_of_time(years: set[int]) -> None:
    axis = folded_axis(years)
    days = sorted(date(year, month, 1) for year in years for month in (1, 7, 12))
    places = [axis.x(day) for day in days]
    assert all(a < b for a, b in pairwise(places))
    assert places[-1] < axis.length


def test_long_gaps_are_folded_and_short_ones_are_not() -> None:
    axis = folded_axis([1950, 1953, 2000])
    assert [(fold.first, fold.last) for fold in axis.folds] == [(1954, 1999)]
    assert set(axis.offsets) == {1950, 1951, 1952, 1953, 2000}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("build", [density_figure, lambda frame, reader: picture_figure(frame, reader, "x")])
def test_figures_are_valid_and_hold_no_webgl(reader: Reader, build) -> None:
    figure = build(DATED, reader)
    json.dumps(figure)
    go.Figure(figure)
    assert not any(trace["type"].endswith("gl") for trace in figure["data"])


def test_time_runs_from_the_right_in_arabic() -> None:
    for reader, from_the_right in ((Reader(), True), (Reader(lang="en"), False), (Reader(dir="ltr"), False)):
        first, last = density_figure(DATED, reader)["layout"]["xaxis"]["range"]
        assert (first > last) is from_the_right


def test_a_bar_knows_its_month() -> None:
    bars = density_figure(DATED, Reader())["data"][0]
    found = dict(zip([tuple(bounds) for bounds in bars["customdata"]], bars["hovertext"], strict=True))
    assert found["2023-09-01", "2023-09-30"] == "سبتمبر 2023: حدث واحد"
    assert window_of_points(
        [{"customdata": ["2019-04-01", "2019-04-30"]}, {"customdata": ["2023-09-01", "2023-09-30"]}]
    ) == (
        "2019-04-01",
        "2023-09-30",
    )
    assert window_of_points([]) is None


def test_a_month_is_never_drawn_as_a_day() -> None:
    shapes = {item["event_id"]: precision(item) for item in DATED.to_dict("records")}
    assert shapes == {"war": "range", "end": "within", "month": "within", "since": "open", "day": "day", "plan": "day"}


def component_data(reader: Reader, **options):
    timexes = data_frame(
        "timexes", [row("timexes", article="a.txt", start=3, surface="العام الماضي", relative_to="anchor")]
    )
    mentions = {"since": [row("mentions", article="a.txt", edtf="2022/..", timexes=[[3, 15]])]}
    return timeline_data(
        events(),
        mentions,
        timexes,
        reader=reader,
        lane_label=lambda name: f"<{name}>",
        english={"موسكو": "Moscow"},
        **options,
    )


def test_the_component_gets_everything_it_draws() -> None:
    data = component_data(Reader(), selected="day", window=("2023-01-01", "2024-12-31"))
    json.dumps(data)
    drawn = {item["id"]: item for item in data["events"]}
    assert drawn["day"] | {"badges": []} == {
        "id": "day",
        "lane": "meeting",
        "from": "2023-09-13",
        "to": "2023-09-13",
        "precision": "day",
        "status": "happened",
        "basis": "inferred",
        "label": "حدث day",
        "words": "",
        "date": "الأربعاء 13 سبتمبر 2023",
        "badges": [],
        "importance": 1.0,
    }
    assert drawn["since"]["words"] == "العام الماضي"
    assert [badge["role"] for badge in drawn["since"]["badges"]] == ["alleged", "denied"]
    assert drawn["since"]["badges"][0]["text"] == "غير مثبت، بحسب مسؤولون"
    assert [item["id"] for item in data["undated"]] == ["undated"]
    assert {lane["id"] for lane in data["lanes"]} == {item["lane"] for item in data["events"]}
    assert data["window"] == {"from": "2023-01-01", "to": "2024-12-31"}
    assert [item["id"] for item in data["highlights"]] == ["war", "end", "month", "since", "day", "plan"]


def test_the_component_has_no_word_of_the_other_language() -> None:
    strings = component_data(Reader(lang="en"))["strings"]
    assert not any("\u0600" <= char <= "\u06ff" for text in strings.values() for char in text)


def test_a_plan_that_came_true_is_drawn_with_its_plan() -> None:
    frame = data_frame("events", [event("e", "2023-09-13", ("2023-09-13", "2023-09-13"), "day")])
    planned = data_frame(
        "mentions",
        [
            row(
                "mentions",
                status="planned",
                edtf="2023-09",
                earliest="2023-09-01",
                latest="2023-09-30",
                article="a.txt",
            )
        ],
    )
    data = timeline_data(
        frame, {"e": planned.to_dict("records")}, data_frame("timexes", []), reader=Reader(), lane_label=str, english={}
    )
    assert data["events"][0]["plan"] == {"from": "2023-09-01", "to": "2023-09-30"}


def test_names_beside_an_event_are_in_the_readers_language() -> None:
    drawn = {item["id"]: item for item in component_data(Reader(lang="en"))["events"]}
    assert "Moscow" in drawn["since"]["badges"][1]["text"]


def test_themes_have_the_same_colours() -> None:
    names = {name for name, value in tokens("light").items() if value.startswith("#")}
    for theme in ("dark", "projector"):
        assert names <= set(tokens(theme))
    assert tokens("dark")["paper"] != tokens("light")["paper"]
    assert bare("\u2067x\u2069") == "x"
