"""What is drawn, as plain values: the folded axis, the picture, the time grid and the component's data."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.table import data_frame
from tests.ui.samples import event, events, row
from ui import time_grid as grid
from ui.charts.axis import folded_axis
from ui.charts.picture import picture_figure
from ui.format import bare
from ui.reader import Reader
from ui.theme import tokens
from ui.timeline_data import Look, precision, timeline_data

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
def test_the_picture_is_valid_and_holds_no_webgl(reader: Reader) -> None:
    figure = picture_figure(DATED, reader, "x")
    json.dumps(figure)
    go.Figure(figure)
    assert not any(trace["type"].endswith("gl") for trace in figure["data"])


def test_time_runs_from_the_right_in_arabic() -> None:
    for reader, from_the_right in ((Reader(), True), (Reader(lang="en"), False), (Reader(dir="ltr"), False)):
        first, last = picture_figure(DATED, reader, "x")["layout"]["xaxis"]["range"]
        assert (first > last) is from_the_right
        assert component_data(reader)["timeDir"] == ("rtl" if from_the_right else "ltr")


@pytest.mark.parametrize(("lang", "direction"), [("ar", "\u2067"), ("en", "\u2066")])
def test_every_line_of_the_picture_has_the_direction_of_its_language(lang: str, direction: str) -> None:
    layout = picture_figure(DATED, Reader(lang=lang), "\u2068x\u2069: 1948")["layout"]
    lines = [layout["title"]["text"], *(label["text"] for label in layout["annotations"])]
    assert len(lines) > 1
    for line in lines:
        assert line.startswith(direction)
        assert line.endswith("\u2069")


def test_a_month_is_never_drawn_as_a_day() -> None:
    shapes = {item["event_id"]: precision(item) for item in DATED.to_dict("records")}
    assert shapes == {"war": "range", "end": "within", "month": "within", "since": "open", "day": "day", "plan": "day"}


@dataclass(frozen=True)
class Told:
    """As much of a corpus as the timeline asks for."""

    mentions_of: dict = field(default_factory=dict)
    timexes_of: dict = field(default_factory=dict)
    event_rows: dict = field(default_factory=dict)
    english: dict = field(default_factory=lambda: {"موسكو": "Moscow"})
    anchors: object = field(default_factory=lambda: data_frame("anchors", []))


def component_data(reader: Reader, frame=None, told: Told | None = None, **look):
    told = told or Told(
        {"since": [row("mentions", article="a.txt", edtf="2022/..", timexes=[[3, 15]])]},
        {"a.txt": [row("timexes", article="a.txt", start=3, surface="العام الماضي", relative_to="anchor")]},
    )
    look.setdefault("lane_label", lambda name: f"<{name}>")
    frame = events() if frame is None else frame
    rows = {item["event_id"]: item for item in frame.to_dict("records")}
    return timeline_data(frame, replace(told, event_rows=rows), reader, Look(**look))


def test_the_component_gets_everything_it_draws() -> None:
    data = component_data(Reader(), selected="day", window=("2023-01-01", "2024-12-31"))
    json.dumps(data)
    drawn = {item["id"]: item for item in data["events"]}
    assert drawn["day"] == {
        "id": "day",
        "lane": "meeting",
        "from": "2023-09-13",
        "basis": "inferred",
        "label": "حدث day",
        "importance": 1.0,
    }
    assert drawn["since"]["words"] == "العام الماضي"
    assert [badge["role"] for badge in drawn["since"]["badges"]] == ["alleged", "denied"]
    assert drawn["since"]["badges"][0]["text"] == "غير مثبت، بحسب مسؤولون"
    assert [item["id"] for item in data["undated"]] == ["undated"]
    assert {lane["id"] for lane in data["lanes"]} == {item["lane"] for item in data["events"]}
    assert data["window"] == {"from": "2023-01-01", "to": "2024-12-31"}
    assert data["neighbours"] == {"older": "since", "newer": "plan"}
    assert "hidden" not in data


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
    data = component_data(Reader(), frame, Told({"e": planned.to_dict("records")}))
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


def many_events(count: int, actors: tuple[str, ...] = ()):
    """Events spread over 1950 to 2024, most of them late, in three kinds, each with two of the actors."""
    rows = []
    for number in range(count):
        year = 2024 - int(75 * (number / count) ** 3)
        day = f"{year}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        kind = ("meeting", "visit", "conflict")[number % 3]
        own = [actors[(number * number + step) % len(actors)] for step in (0, 3)] if actors else []
        importance = (number * 37 % 101) / 101
        rows.append(event(f"e{number}", day, (day, day), "day", kind=kind, importance=importance, actors=own))
    return data_frame("events", rows)


@pytest.mark.parametrize("lanes", ["kind", "actor", "none"])
def test_however_many_events_there_are_few_are_sent_and_the_rest_is_counted(lanes: str) -> None:
    frame = many_events(3000)
    data = component_data(Reader(), frame, window=("2020-01-01", "2024-12-31"), lanes=lanes)
    assert len(data["events"]) == 170
    assert data["total"] == 3000
    counted = sum(sum(row) for row in data["hidden"]["counts"].values())
    assert counted + 170 == 3000
    assert sum(data["density"]["counts"]) == 3000
    assert len(json.dumps(data, ensure_ascii=False).encode()) < 50_000
    inside = [item for item in data["events"] if item["from"] >= "2020"]
    assert len(inside) == 140
    assert min(item["importance"] for item in inside) > 0.5


def test_what_a_count_stands_for_is_listed_when_asked_for() -> None:
    frame = many_events(3000)
    asked = {"lane": "visit", "from": "2024-01-01", "to": "2024-12-31"}
    data = component_data(Reader(), frame, asked=asked)
    opened = data["opened"]
    sent = {item["id"] for item in data["events"]}
    assert opened["total"] > 60
    assert len(opened["events"]) == 60
    assert not sent & {item["id"] for item in opened["events"]}
    assert all(item["from"].startswith("2024") for item in opened["events"])
    for wrong in (
        {"lane": "nothing", "from": "2022-01-01", "to": "2022-12-31"},
        asked | {"from": "x"},
        {"lane": "visit"},
    ):
        assert "opened" not in component_data(Reader(), frame, asked=wrong)


def test_first_come_the_highlights_of_the_main_period() -> None:
    data = component_data(Reader(), many_events(400), first=True)
    assert 7 <= len(data["events"]) <= 15
    assert data["isSelection"]
    main_from = str(int(data["background"]["to"][:4]) + 1)
    assert 1960 < int(main_from) <= 2015
    assert min(item["from"] for item in data["events"]) >= main_from
    assert data["neighbours"]["newer"] == min(data["events"], key=lambda item: item["from"])["id"]
    assert main_from in data["background"]["label"]
    shown = component_data(Reader(), many_events(400), first=True, selected="e399")
    assert "e399" in {item["id"] for item in shown["events"]}
    assert "background" not in shown


def test_a_handful_of_events_needs_no_highlights_and_a_short_past_is_no_background() -> None:
    few = component_data(Reader(), many_events(15), first=True)
    assert len(few["events"]) == 15
    assert "isSelection" not in few
    recent = many_events(400)
    recent = recent[recent["earliest"] >= "2012"]
    assert "background" not in component_data(Reader(), recent, first=True)


def test_the_newest_source_parts_what_was_told_from_what_was_expected() -> None:
    anchors = data_frame("anchors", [row("anchors", article="a.txt", edtf="2023-12", latest="2023-12-31")])
    data = component_data(Reader(), told=Told(anchors=anchors))
    assert data["reference"]["day"] == "2023-12-31"
    assert "31 ديسمبر 2023" in data["reference"]["label"]
    assert "reference" not in component_data(Reader())


def days(*dates: str):
    return np.array([grid.number(day) for day in dates])


def test_whole_years_without_anything_are_gaps() -> None:
    first, last = days("1948-01-01", "1950-03-01", "2018-05-01"), days("1948-12-31", "1950-04-30", "2024-01-02")
    bounds = grid.span(first, last)
    assert [grid.iso(day) for day in bounds] == ["1948-01-01", "2024-01-02"]
    assert grid.empty_years(first, last, bounds) == [[1951, 67]]
    # What lasts longer than a tenth of the span holds only its two ends open.
    assert grid.empty_years(days("1948-01-01"), days("2024-01-01"), bounds) == [[1949, 75]]


@given(st.lists(st.tuples(st.integers(-30_000, 30_000), st.integers(0, 4000)), min_size=1, max_size=40))
def test_every_event_is_in_a_bar_or_a_line_and_in_one_bin(pairs: list[tuple[int, int]]) -> None:
    first = np.array([start for start, _ in pairs])
    last = first + np.array([length for _, length in pairs])
    bounds = grid.span(first, last)
    found = grid.density(first, last, bounds)
    assert sum(found["counts"]) == len(pairs) or found["longer"]
    for window in (bounds, (int(first.min()), int(first.min()) + 40), (int(last.max()) - 900, int(last.max()))):
        starts = grid.bins(window, bounds)
        assert starts[0] == bounds[0]
        assert starts[-1] == bounds[1] + 1
        assert len(starts) <= 320
        assert (np.diff(starts) > 0).all()
    for start, years in grid.empty_years(first, last, bounds):
        inside = (grid.years_of(first) >= start) & (grid.years_of(first) < start + years)
        assert not inside.any()
