"""What several articles tell of one event: agreement, more precision, difference, by intervals of days."""

from __future__ import annotations

from itertools import product
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import STATUSES
from pipeline.table import data_frame
from tests.ui import samples
from ui.comparison import (
    AGREE,
    DIFFER,
    FOLLOWED,
    MOST_ARTICLES,
    OVERLAP,
    REFINE,
    Comparison,
    compare,
    date_relation,
    in_order_of_writing,
    names_relation,
    numbers_in,
    status_relation,
)
from ui.shared_events import Shared, pick, shared_events

TEXT = "قُتل 12 شخصا في انفجار يوم 4 مايو 2021."


def told(article: str, edtf: str, first: str | None, last: str | None, **values: Any) -> dict[str, Any]:
    granularity = values.pop("granularity", "day")
    blank = {"mention_id": f"m-{article}-{edtf}", "event_id": "e", "status": "happened", "sentence_end": len(TEXT)}
    days = {"edtf": edtf, "earliest": first, "latest": last, "granularity": granularity}
    row = samples.row("mentions", article=article, **(blank | days | values))
    return data_frame("mentions", [row]).to_dict("records")[0]


def day(article: str, date: str, **values: Any) -> dict[str, Any]:
    return told(article, date, date, date, **values)


def anchors(*dates: tuple[str, str | None]) -> dict[str, Any]:
    rows = [samples.row("anchors", article=name, edtf=date or "", earliest=date, latest=date) for name, date in dates]
    return {row["article"]: row for row in data_frame("anchors", rows).to_dict("records")}


WRITTEN = anchors(("late", "2021-06-01"), ("early", "2021-05-01"), ("unknown", None), ("middle", "2021-05-10"))


def compared(
    *mentions: dict[str, Any], findings: tuple[dict[str, Any], ...] = (), texts: Any = None
) -> list[Comparison]:
    by_event: dict[str, list[Any]] = {}
    for mention in mentions:
        by_event.setdefault(mention["event_id"], []).append(mention)
    order, texts = in_order_of_writing(WRITTEN), texts or dict.fromkeys(WRITTEN, TEXT)
    shared = shared_events(data_frame("mentions", list(mentions)), order, findings, texts, {})
    one_by_one = [compare(one.events, by_event, order, texts, {}) for one in shared]
    assert [one.relation for one in shared] == [one.relation for one in one_by_one]
    assert [one.tellers for one in shared] == [len(one.claims) for one in one_by_one]
    return one_by_one


MAY = ("2021-05-01", "2021-05-31")


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        (("2021-05", *MAY), ("2021-05", *MAY), AGREE),
        (("2021-05-04", "2021-05-04", "2021-05-04"), ("2021-05", *MAY), REFINE),
        (("2021-05-01", "2021-05-01", "2021-05-01"), ("2021-05", *MAY), REFINE),
        (("2021-05-31", "2021-05-31", "2021-05-31"), ("2021-05", *MAY), REFINE),
        (("2021", "2021-01-01", "2021-12-31"), ("2021-05", *MAY), REFINE),
        (("2021-04-20/2021-05-03", "2021-04-20", "2021-05-03"), ("2021-05", *MAY), OVERLAP),
        (("2021-06-01", "2021-06-01", "2021-06-01"), ("2021-05", *MAY), DIFFER),
        (("2021-07-01", "2021-07-01", "2021-07-01"), ("2021-05", *MAY), DIFFER),
        (("2021-06~", "2021-06-01", "2021-06-30"), ("2021-05", *MAY), OVERLAP),
        (("2021-08~", "2021-08-01", "2021-08-31"), ("2021-05", *MAY), DIFFER),
        (("", None, None), ("2021-05", *MAY), REFINE),
        (("", None, None), ("", None, None), AGREE),
        (("-0043", None, None), ("-0043", None, None), AGREE),
        (("-0043", None, None), ("-0044", None, None), DIFFER),
    ],
)
def test_dates_go_together_as_their_intervals_do(one: Any, other: Any, relation: str) -> None:
    here, there = told("early", *one), told("late", *other)
    assert date_relation(here, there) == relation
    assert date_relation(there, here) == relation


@pytest.mark.parametrize(
    ("earlier", "later", "relation"),
    [
        ({"status": "happened"}, {"status": "happened"}, AGREE),
        ({"status": "ongoing"}, {"status": "happened"}, AGREE),
        ({"status": "planned"}, {"status": "happened"}, FOLLOWED),
        ({"status": "planned"}, {"status": "cancelled"}, FOLLOWED),
        ({"status": "possible"}, {"status": "planned"}, REFINE),
        ({"status": "happened"}, {"status": "planned"}, DIFFER),
        ({"status": "alleged"}, {"status": "happened"}, DIFFER),
        ({"status": "alleged"}, {"status": "denied"}, DIFFER),
        ({"status": "alleged", "denied_by": ["موسكو"]}, {"status": "alleged", "denied_by": ["موسكو"]}, AGREE),
        ({"status": "alleged", "denied_by": ["موسكو"]}, {"status": "alleged"}, DIFFER),
        ({"status": "happened"}, {"status": "cancelled"}, DIFFER),
    ],
)
def test_a_status_is_told_on_the_articles_day(earlier: Any, later: Any, relation: str) -> None:
    assert status_relation(day("early", "2021-05-20", **earlier), day("late", "2021-05-20", **later)) == relation


@pytest.mark.parametrize(
    ("field", "one", "other", "relation"),
    [
        ("actors", ["كيم", "بوتين"], ["بوتين", "كيم"], AGREE),
        ("actors", ["كيم"], [], AGREE),
        ("actors", ["كيم"], ["كيم", "بوتين"], AGREE),
        ("actors", ["كيم", "شي"], ["كيم", "بوتين"], OVERLAP),
        ("actors", ["شي"], ["بوتين"], DIFFER),
        ("places", ["بيونغ يانغ"], ["كوريا الشمالية"], OVERLAP),
    ],
)
def test_other_names_are_a_difference_and_fewer_are_none(field: str, one: Any, other: Any, relation: str) -> None:
    assert names_relation(field, {field: one}, {field: other}) == relation


def test_numbers_of_the_same_thing_are_compared_and_those_of_dates_are_not() -> None:
    mention = day("early", "2021-05-04")
    dates = [{"start": TEXT.index("4 مايو"), "end": len(TEXT) - 1}]
    assert list(numbers_in(TEXT, mention, dates).values()) == [("12", 5, 7)]
    texts = {"early": TEXT, "late": TEXT.replace("12", "١٥")}
    one = compared(mention, day("late", "2021-05-04"), texts=texts)[0]
    assert (one.relation, one.fields["numbers"], one.fields["date"]) == (DIFFER, DIFFER, AGREE)
    assert one.numbers == {"early": ((5, 7),), "late": ((5, 7),)}
    same = compared(mention, day("late", "2021-05-04"), texts={"early": TEXT, "late": TEXT.replace("12", "١٢")})[0]
    assert same.relation == AGREE


def test_what_is_counted_twice_in_a_sentence_says_nothing() -> None:
    text = "قُتل 12 شخصا وأصيب 30 شخصا."
    assert numbers_in(text, {"sentence_start": 0, "sentence_end": len(text)}, ()) == {}


def test_articles_stand_in_the_order_of_writing() -> None:
    assert in_order_of_writing(WRITTEN) == ["early", "middle", "late", "unknown"]


def test_an_event_of_one_article_is_not_compared_and_its_most_precise_telling_stands_first() -> None:
    vague, precise = told("early", "2021", "2021-01-01", "2021-12-31"), day("early", "2021-05-04")
    assert compared(vague, precise) == []
    one = compared(vague, precise, day("late", "2021-05-04"))[0]
    assert one.articles == ("early", "late")
    assert one.claims[0].mention["edtf"] == "2021-05-04"
    assert [row["edtf"] for row in one.claims[0].others] == ["2021"]
    assert one.relation == AGREE


def test_a_plan_for_another_day_excludes_nothing() -> None:
    one = compared(day("early", "2021-05-20", status="planned"), day("late", "2021-05-22"))[0]
    assert (one.relation, one.fields["date"]) == (FOLLOWED, FOLLOWED)


def test_another_place_alone_does_not_make_the_sources_differ() -> None:
    one = compared(day("early", "2021-05-20", places=["القاهرة"]), day("late", "2021-05-20", places=["مصر"]))[0]
    assert (one.relation, one.fields["places"]) == (AGREE, OVERLAP)


def test_events_that_the_checks_hold_to_be_one_are_one_column() -> None:
    here = day("early", "2021-03-03", event_id="a", timexes=[[2, 5]])
    there = day("late", "2021-03-04", event_id="b", timexes=[[7, 9]])
    apart = compared(here, there)
    assert apart == []
    finding = samples.row(
        "check", code="E201", article="early", event_id="a", related=[{"article": "late", "start": 7, "end": 9}]
    )
    one = compared(here, there, findings=(finding,))[0]
    assert (one.events, one.relation) == (("a", "b"), DIFFER)
    assert compared(here, there, findings=(finding | {"code": "E203"},)) == []


def test_three_articles_differ_where_two_of_them_do() -> None:
    one = compared(
        told("early", "2021-05", *MAY), day("middle", "2021-05-04"), told("late", "2021-06", "2021-06-01", "2021-06-30")
    )[0]
    assert [one.between[0, 1], one.between[1, 2], one.between[0, 2]] == [REFINE, DIFFER, DIFFER]
    assert one.relation == DIFFER
    assert [str(bound.date()) for bound in one.bounds] == ["2021-05-01", "2021-06-30"]


DATES = (
    ("", None, None),
    ("-0043", None, None),
    ("-0044", None, None),
    ("2021-05", *MAY),
    ("2021-05-04", "2021-05-04", "2021-05-04"),
    ("2021-05-31", "2021-05-31", "2021-05-31"),
    ("2021-06~", "2021-06-01", "2021-06-30"),
    ("2021-04-20/2021-05-03", "2021-04-20", "2021-05-03"),
    ("2021", "2021-01-01", "2021-12-31"),
)
NAMES = tuple("".join(letters) for letters in product("abcdefgh", repeat=2))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(tuple(WRITTEN)),
            st.sampled_from("ef"),
            st.sampled_from(DATES),
            st.sampled_from(STATUSES),
            st.booleans(),
            st.sets(st.sampled_from(NAMES), max_size=len(NAMES)) | st.sets(st.sampled_from(NAMES[:3])),
        ),
        min_size=2,
        max_size=9,
    )
)
@settings(deadline=None, max_examples=40)
def test_a_whole_corpus_is_compared_as_its_events_are_one_by_one(tellings: list[Any]) -> None:
    mentions = [
        told(article, *date, event_id=event, status=status, denied_by=["موسكو"] * denied, actors=sorted(names))
        for article, event, date, status, denied, names in tellings
    ]
    several = {event for event in "ef" if len({row["article"] for row in mentions if row["event_id"] == event}) > 1}
    assert {one.events[0] for one in compared(*mentions)} == several


def test_the_articles_of_an_event_are_compared_up_to_a_limit() -> None:
    names = [f"{n:02}" for n in range(MOST_ARTICLES + 5)]
    rows = [day(name, "2021-05-20" if name < "40" else "2021-05-21") for name in names]
    shared = shared_events(data_frame("mentions", rows), names, (), dict.fromkeys(names, TEXT), {})
    assert shared == [Shared(("e",), MOST_ARTICLES, AGREE)]
    assert compare(("e",), {"e": rows}, names, dict.fromkeys(names, TEXT), {}).relation == AGREE


def test_of_many_columns_those_that_say_most_are_shown_and_the_chosen_one() -> None:
    shared = [Shared((f"e{n}",), 2, DIFFER if n > 8 else AGREE) for n in range(1, 10)]
    importance = {f"e{n}": n / 10 for n in range(1, 10)}
    assert pick(shared, importance, "e1", 3) == [("e1",), ("e9",), ("e8",)]
    assert pick(shared, importance, None, 1) == [("e9",)]


def test_ten_times_the_events_cost_about_ten_times_as_much() -> None:
    def seconds(events: int) -> float:
        row = samples.row("mentions", status="happened", sentence_end=len(TEXT), edtf="2021", actors=["موسكو"])
        rows = [row | {"article": name, "event_id": f"e{n}"} for n in range(events) for name in WRITTEN]
        frame, order = data_frame("mentions", rows), in_order_of_writing(WRITTEN)
        started = perf_counter()
        assert len(shared_events(frame, order, (), dict.fromkeys(WRITTEN, TEXT), {})) == events
        return perf_counter() - started

    seconds(50)
    assert seconds(2000) < 15 * min(seconds(200) for _ in range(3)) + 0.2
