"""Filters: their form in the address, and what they keep."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.samples import events
from ui.filters import (
    BASES,
    KINDS,
    Filters,
    apply,
    counts,
    filters_from_query,
    filters_to_query,
    first_day,
    fold,
    hides_most,
    known_values,
    last_day,
)

KNOWN = {
    "kind": KINDS,
    "status": ("happened", "planned", "alleged"),
    "basis": BASES,
    "actor": ("كيم", "بوتين", "a=b&c", "100%"),
    "place": ("كوريا", "بيونغ يانغ"),
    "article": ("a.txt", "b.txt"),
}
EVENTS = events()
HAYSTACKS = {row["event_id"]: fold(f"{row['title_ar']} {' '.join(row['actors'])}") for row in EVENTS.to_dict("records")}


def choices(name: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(KNOWN[name]), unique=True, max_size=3).map(tuple)


FILTERS = st.builds(
    Filters,
    q=st.text(max_size=30).map(str.strip),
    since=st.sampled_from(["", "1990", "2019-04", "2020-02-29"]),
    until=st.sampled_from(["", "2021", "2024-06", "2024-06-18"]),
    kind=choices("kind"),
    actor=choices("actor"),
    place=choices("place"),
    status=choices("status"),
    basis=choices("basis"),
    article=choices("article"),
)


@given(FILTERS)
def test_the_address_holds_every_filter(filters: Filters) -> None:
    assert filters_from_query(filters_to_query(filters), KNOWN) == (filters, [])


@given(st.dictionaries(st.sampled_from(["q", "from", "to", *KNOWN]), st.lists(st.text(max_size=20), max_size=3)))
def test_nonsense_is_dropped_and_named(query: dict[str, list[str]]) -> None:
    filters, rejected = filters_from_query(query, KNOWN)
    assert filters_from_query(filters_to_query(filters), KNOWN) == (filters, [])
    for name, value in rejected:
        assert value in query[name]


@pytest.mark.parametrize(
    ("name", "value"),
    [("from", "2019-13"), ("from", "yesterday"), ("to", "2019-02-30"), ("kind", "party"), ("actor", "nobody")],
)
def test_what_means_nothing_is_said(name: str, value: str) -> None:
    assert filters_from_query({name: [value]}, KNOWN) == (Filters(), [(name, value)])


def test_an_end_before_its_beginning_is_said() -> None:
    filters, rejected = filters_from_query({"from": ["2024"], "to": ["2019"]}, KNOWN)
    assert (filters, rejected) == (Filters(since="2024"), [("to", "2019")])


def test_partial_dates() -> None:
    assert str(first_day("2019-04")), str(last_day("2019-04")) == ("2019-04-01", "2019-04-30")
    assert str(last_day("2020-02")) == "2020-02-29"
    assert first_day("2019-00") is None


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        (Filters(), ["war", "end", "month", "since", "day", "plan", "undated"]),
        (Filters(kind=("visit",)), ["plan", "undated"]),
        (Filters(kind=("visit", "state")), ["end", "plan", "undated"]),
        (Filters(actor=("كيم",)), ["month", "day"]),
        (Filters(actor=("كيم",), basis=("inferred",)), ["day"]),
        (Filters(basis=("unknown",)), ["undated"]),
        (Filters(article=("b.txt",)), ["day"]),
        (Filters(since="1952", until="1991-01"), ["war", "end"]),
        (Filters(since="2024"), ["plan"]),
        (Filters(q="شويغو"), ["undated"]),
        (Filters(q="كيم حدث"), ["month", "day"]),
        (Filters(q="لا أحد"), []),
    ],
)
def test_what_is_kept(filters: Filters, kept: list[str]) -> None:
    assert list(apply(filters, EVENTS, HAYSTACKS)["event_id"]) == kept


def test_search_forgives_spelling() -> None:
    assert fold("إسرائيل") == fold("اسراييل".replace("يي", "ئي"))
    assert fold("مدرسةٌ") == fold("مدرسه")


def test_counts_follow_the_other_filters_only() -> None:
    tally = counts("kind", Filters(kind=("state",), actor=("كيم",)), EVENTS, HAYSTACKS)
    assert tally == {"meeting": 2}


def test_the_choice_that_hides_most() -> None:
    assert hides_most(Filters(kind=("state",), since="2023"), EVENTS, HAYSTACKS) == ("kind", 2)
    assert hides_most(Filters(q="zzz"), EVENTS, HAYSTACKS) == ("q", 7)
    assert hides_most(Filters(), EVENTS, HAYSTACKS) is None


def test_known_values_come_from_the_events() -> None:
    assert known_values(EVENTS)["actor"] == ("كيم", "بوتين", "شويغو")
