"""The picture of the whole timeline: every event, every precision, the same bytes each time."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pandas as pd
import pytest

from tests.ui.samples import events
from ui.charts.drawing import MOST_EVENTS, timeline_svg
from ui.reader import Reader

EVENTS = events()
NAME = "{http://www.w3.org/2000/svg}"


def drawn(frame: pd.DataFrame = EVENTS, reader: Reader | None = None) -> ET.Element:
    return ET.fromstring(timeline_svg(frame, reader or Reader(), "عنوان", {}))  # noqa: S314


def texts(svg: ET.Element) -> list[str]:
    return ["".join(element.itertext()) for element in svg.iter(f"{NAME}text")]


def test_every_dated_event_is_in_it_from_the_oldest_down() -> None:
    wanted = ["حدث war", "حدث end", "حدث month", "حدث since", "حدث day", "حدث plan"]
    assert [text for text in texts(drawn()) if text.startswith("حدث")] == wanted


def test_a_folded_stretch_says_how_long_it_is() -> None:
    assert "37 سنة" in texts(drawn(EVENTS[EVENTS["event_id"].isin(["war", "end"])]))


def test_who_says_so_and_who_denies_stand_under_the_title() -> None:
    said = texts(drawn())
    assert "غير مثبت، بحسب مسؤولون" in said
    assert any(line.startswith("نف") and line.endswith("موسكو") for line in said)


def test_a_month_is_never_drawn_as_a_day() -> None:
    month = EVENTS[EVENTS["event_id"] == "month"]
    day = EVENTS[EVENTS["event_id"] == "day"]
    assert (len(list(drawn(month).iter(f"{NAME}circle"))), len(list(drawn(day).iter(f"{NAME}circle")))) == (0, 2)


@pytest.mark.parametrize("reader", [Reader(), Reader(lang="en"), Reader(dir="ltr"), Reader(lang="en", dir="rtl")])
def test_time_runs_as_the_reader_wants(reader: Reader) -> None:
    svg = drawn(reader=reader)
    places = {
        "".join(element.itertext()): float(element.get("x", "0"))
        for element in svg.iter(f"{NAME}text")
        if element.get("text-anchor") == "middle"
    }
    assert (places["1950"] > places["2023"]) is (reader.time_dir == "rtl")
    assert svg.get("direction") == reader.text_dir


def test_very_many_are_the_most_important_and_it_says_how_many() -> None:
    many = pd.concat([EVENTS[EVENTS["event_id"] == "day"]] * (MOST_EVENTS + 5), ignore_index=True)
    many["importance"] = [0.1] * 5 + [0.9] * MOST_EVENTS
    many.loc[:4, "title_ar"] = "صغير"
    svg = drawn(many)
    assert len([text for text in texts(svg) if text == "حدث day"]) == MOST_EVENTS
    assert "صغير" not in texts(svg)
    assert any(str(len(many)) in text and str(MOST_EVENTS) in text for text in texts(svg))


def test_it_needs_nothing_else_and_is_the_same_each_time() -> None:
    svg = timeline_svg(EVENTS, Reader(), "عنوان", {})
    assert svg == timeline_svg(EVENTS, Reader(), "عنوان", {})
    assert svg.count("url(data:font/woff2;base64,") == 6
    assert not re.findall(r"url\((?!data:font|#)|href=", svg)


def test_marks_on_the_projector_do_not_fade() -> None:
    since = EVENTS[EVENTS["event_id"] == "since"].assign(status="happened", speakers=[[]], denied_by=[[]])
    assert "url(#fade-newer)" in timeline_svg(since, Reader(), "", {})
    assert "url(#fade-newer)" not in timeline_svg(since, Reader(theme="projector"), "", {})
