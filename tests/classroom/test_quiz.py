"""What a class is asked, and what it is never asked."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from classroom.quiz import KINDS, apart, questions

DAYS = st.dates().map(str)


def event(name: str, earliest: str | None, latest: str | None = None, **more: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "event_id": name,
        "edtf": earliest or "",
        "earliest": earliest,
        "latest": latest or earliest,
        "granularity": "day" if earliest else "unknown",
        "approximate": False,
        "status": "happened",
        "speakers": [],
        "denied_by": [],
        "articles": ["a.txt"],
        "title_ar": "",
        "title_en": "A meeting",
    }
    return row | more


@st.composite
def events(draw: st.DrawFn) -> list[dict[str, Any]]:
    rows = []
    for number in range(draw(st.integers(0, 14))):
        first, last = sorted((draw(DAYS), draw(DAYS)))
        status = draw(st.sampled_from(["happened", "happened", "planned", "alleged", "denied", "possible"]))
        speakers = draw(st.sampled_from([[], ["A"], ["B"], ["C", "D"]]))
        rows.append(
            event(f"e{number:02}", first, draw(st.sampled_from([first, last])), status=status, speakers=speakers)
        )
    return rows


@given(events(), st.sets(st.sampled_from([f"e{number:02}" for number in range(14)])), st.integers(0, 9))
def test_nothing_that_overlaps_or_is_disputed_is_asked_as_a_fact(
    rows: list[dict[str, Any]], disputed: set[str], seed: int
) -> None:
    by_id = {row["event_id"]: row for row in rows}
    asked = questions(rows, disputed=disputed, seed=seed, most=50)
    assert asked == questions(rows[::-1], disputed=disputed, seed=seed, most=50)
    for question in asked:
        told = [by_id[each] for each in question.events]
        if question.kind == "claim":
            continue
        assert all(row["status"] == "happened" and row["event_id"] not in disputed for row in told)
        in_time = sorted(told, key=lambda row: row["earliest"])
        assert all(one["latest"] < other["earliest"] for one, other in pairwise(in_time))
        if question.kind == "order":
            assert list(question.answer) == [row["event_id"] for row in in_time]
            assert question.events != question.answer
        if question.kind == "first":
            assert question.answer == (in_time[0]["event_id"],)
        if question.kind == "year":
            assert question.answer[0] == told[0]["earliest"][:4].lstrip("0")
            assert question.answer[0] in question.options


def test_every_kind_is_asked_in_turn() -> None:
    rows = [event(f"e{year}", f"{year}-01-01") for year in range(2001, 2012)]
    rows.append(event("said", "2020-01-01", status="alleged", speakers=["A"]))
    rows.append(event("plan", "2021-01-01", status="planned", speakers=["B"]))
    assert [question.kind for question in questions(rows, most=5)] == list(KINDS)
    claims = {q.events[0]: q for q in questions(rows, kinds=("claim",))}
    assert claims["said"].answer == ("claimed",)
    assert claims["said"].said_by == "A"
    assert set(claims["said"].options) == {"A", "B"}
    assert claims["plan"].answer == ("announced",)


def test_a_headline_that_tells_its_year_is_not_asked_for_it() -> None:
    rows = [
        event("one", "2001-05-05", title_ar="\u0642\u0645\u0629 \u0662\u0660\u0660\u0661"),
        event("two", "2004-05-05"),
    ]
    assert [question.events for question in questions(rows, kinds=("year",))] == [("two",)]


def test_what_only_began_or_one_party_tells_is_no_fact() -> None:
    rows = [
        event("since", "2006-01-01", "2006-12-31", edtf="2006/.."),
        event("told", "2007-01-01", speakers=["A"]),
        event("about", "2008-01-01", approximate=True),
        event("none", None),
    ]
    assert questions(rows, kinds=("order", "first", "match", "year")) == []


def test_apart_takes_as_many_as_it_can() -> None:
    rows = [event("long", "2001-01-01", "2003-12-31"), event("a", "2001-02-01"), event("b", "2002-02-01")]
    assert [row["event_id"] for row in apart(rows)] == ["a", "b"]
