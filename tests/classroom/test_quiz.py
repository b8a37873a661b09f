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
        "origins": 1,
        "title_ar": "",
        "title_en": f"Meeting {' '.join(name)}",
    }
    return row | more


@st.composite
def events(draw: st.DrawFn) -> list[dict[str, Any]]:
    rows = []
    for number in range(draw(st.integers(0, 14))):
        first, last = sorted((draw(DAYS), draw(DAYS)))
        row = event(
            f"e{number:02}",
            first,
            draw(st.sampled_from([first, last])),
            status=draw(st.sampled_from(["happened", "happened", "planned", "alleged", "denied", "possible"])),
            speakers=draw(st.sampled_from([[], ["A"], ["B"], ["C", "D"]])),
            denied_by=draw(st.sampled_from([[], [], ["B"]])),
            origins=draw(st.integers(1, 2)),
            approximate=draw(st.sampled_from([False, False, True])),
        )
        rows.append(row | draw(st.sampled_from([{}, {}, {"title_en": "Summit"}, {"title_ar": "A"}])))
    return rows


def is_fact(row: dict[str, Any], disputed: set[str]) -> bool:
    is_told = not row["speakers"] or row["origins"] > 1
    is_sure = not row["denied_by"] and not row["approximate"] and row["event_id"] not in disputed
    return row["status"] == "happened" and is_told and is_sure


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
        assert all(is_fact(row, disputed) for row in told)
        in_time = sorted(told, key=lambda row: row["earliest"])
        assert all(one["latest"] < other["earliest"] for one, other in pairwise(in_time))
        assert len({row["title_en"] for row in told}) == len(told)
        if question.kind == "order":
            assert list(question.answer) == [row["event_id"] for row in in_time]
            assert question.events != question.answer
        if question.kind == "first":
            assert question.answer == (in_time[0]["event_id"],)
        if question.kind == "year":
            assert question.answer[0] == told[0]["earliest"][:4].lstrip("0")
            assert question.options.count(question.answer[0]) == 1
            assert told[0]["earliest"][:4] == told[0]["latest"][:4]


@given(events(), st.integers(0, 9))
def test_a_claim_has_one_right_answer_and_one_who_said_it(rows: list[dict[str, Any]], seed: int) -> None:
    by_id = {row["event_id"]: row for row in rows}
    for question in questions(rows, kinds=("claim",), seed=seed, most=50):
        row = by_id[question.events[0]]
        right = {"happened": "happened", "planned": "announced", "alleged": "claimed", "denied": "denied"}
        assert question.answer == ("denied" if row["denied_by"] else right[row["status"]],)
        assert sum(row["title_en"] == other["title_en"] for other in rows) == 1
        assert question.said_by == (row["speakers"][0] if row["speakers"] and row["status"] != "happened" else "")
        if question.options:
            assert [name for name in question.options if name in row["speakers"]] == [question.said_by]
            assert not {*question.options} & {*row["denied_by"]} - {question.said_by}
            assert len(set(question.options)) == len(question.options) > 1


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
        event("from", "2006-01-01", "2006-12-31", edtf="[2006..]"),
        event("until", "2006-01-01", "2006-12-31", edtf="../2006"),
        event("told", "2007-01-01", speakers=["A"], articles=["a.txt", "b.txt"], origins=1),
        event("about", "2008-01-01", approximate=True),
        event("none", None),
    ]
    assert questions(rows, kinds=("order", "first", "match", "year")) == []


def test_two_events_of_one_name_are_never_asked_against_each_other_nor_for_their_year() -> None:
    rows = [event("one", "2001-05-05", title_en="Summit"), event("two", "2004-05-05", title_en=" summit ")]
    rows.append(event("three", "2007-05-05"))
    assert {question.events for question in questions(rows, kinds=("year",))} == {("three",)}
    for question in questions(rows, kinds=("order", "first", "match")):
        assert not {"one", "two"} <= set(question.events)


def test_who_said_it_is_not_asked_among_forms_of_one_name_nor_where_the_headline_says_it() -> None:
    def said(name: str, *speakers: str, **more: Any) -> dict[str, Any]:
        return event(name, "2020-01-01", status="alleged", speakers=list(speakers), **more)

    rows = [
        said("one", "المسؤولون الأميركيون"),
        said("two", "مسؤولين أميركيين"),
        said("three", "الكرملين", title_ar="يشك الكرملين في ذلك"),
        said("four", "بوتين", "الرئيس بوتين"),
    ]
    options = {q.events[0]: set(q.options) for q in questions(rows, kinds=("claim",))}
    assert options["one"] & {"مسؤولين أميركيين"} == set()
    assert options["three"] == set()
    assert options["four"] & {"الرئيس بوتين"} == set()
    assert all(len(options[name]) > 1 for name in ("one", "two", "four"))


def test_what_one_party_claims_and_another_denies_is_called_denied() -> None:
    rows = [
        event("said", "2020-01-01", status="alleged", speakers=["A"], denied_by=["B"]),
        event("plan", "2021-01-01", status="planned", speakers=["C"], denied_by=["B"]),
    ]
    (asked,) = questions(rows, kinds=("claim",))
    assert (asked.events, asked.answer, asked.said_by) == (("said",), ("denied",), "A")
    assert "B" not in asked.options


def test_few_events_give_what_they_can() -> None:
    two = [event("one", "2001-05-05"), event("two", "2004-05-05")]
    assert [question.kind for question in questions(two)] == ["first", "year", "year"]
    assert [question.kind for question in questions(two[:1])] == ["year"]
    assert questions([event("none", None), event("plan", None, status="possible")]) == []


def test_apart_takes_as_many_as_it_can() -> None:
    rows = [event("long", "2001-01-01", "2003-12-31"), event("a", "2001-02-01"), event("b", "2002-02-01")]
    assert [row["event_id"] for row in apart(rows)] == ["a", "b"]


def test_what_has_no_name_in_one_language_is_asked_in_neither() -> None:
    rows = [event(f"e{number}", f"20{number:02}-01-01", title_en="Event") for number in range(1, 9)]
    assert questions(rows) == []
    assert questions([*rows, *(event(f"f{number}", f"19{number}0-01-01") for number in range(1, 6))])
