"""Filters: their form in the address, and what they keep."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.table import data_frame
from tests.ui.samples import events, row
from ui.event_index import BASES, KINDS, EventIndex, disputed_events, event_index
from ui.filters import (
    Filters,
    apply,
    choices_like,
    counts,
    filters_from_query,
    filters_to_query,
    first_day,
    hides_most,
    last_day,
)

KNOWN = {
    "kind": KINDS,
    "status": ("happened", "planned", "alleged"),
    "basis": BASES,
    "disputed": ("yes",),
    "actor": ("كيم", "بوتين", "a=b&c", "100%"),
    "place": ("كوريا", "بيونغ يانغ"),
    "article": ("a.txt", "b.txt"),
}
EVENTS = events()


def index_of(table: pd.DataFrame, disputed: tuple[str, ...] = ()) -> EventIndex:
    texts = [((each["title_ar"], 3.0), (" ".join(each["actors"]), 2.0)) for each in table.to_dict("records")]
    return event_index(table, lambda: texts, disputed)


INDEX = index_of(EVENTS, ("month",))


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
    disputed=choices("disputed"),
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
        (Filters(disputed=("yes",)), ["month", "since"]),
        (Filters(disputed=("yes",), kind=("meeting",)), ["month"]),
    ],
)
def test_what_is_kept(filters: Filters, kept: list[str]) -> None:
    assert list(apply(filters, EVENTS, INDEX)["event_id"]) == kept


def test_counts_follow_the_other_filters_only() -> None:
    tally = counts(Filters(kind=("state",), actor=("كيم",)), INDEX, 60)
    assert tally["kind"] == {"meeting": 2, "state": 0}
    assert tally["actor"] == {"كيم": 0}
    assert tally["disputed"] == {}
    assert counts(Filters(), INDEX, 60)["disputed"] == {"yes": 2}


@given(FILTERS)
def test_a_count_is_what_choosing_would_show(filters: Filters) -> None:
    filters = filters.without("actor").without("place").without("article")
    for name, tally in counts(filters, INDEX, 60).items():
        for value, number in tally.items():
            chosen = filters.without(name).toggled(name, value)
            assert len(apply(chosen, EVENTS, INDEX)) == number, (name, value)


def test_the_most_frequent_choices_and_what_is_chosen() -> None:
    assert list(counts(Filters(), INDEX, 1)["actor"]) == ["كيم"]
    assert list(counts(Filters(actor=("شويغو",)), INDEX, 1)["actor"]) == ["كيم", "شويغو"]


def test_choices_by_their_letters() -> None:
    assert choices_like("actor", "بوت", Filters(), INDEX, 20) == {"بوتين": 1}
    assert choices_like("actor", "", Filters(kind=("visit",)), INDEX, 1) == {"شويغو": 1}


def test_the_choice_that_hides_most() -> None:
    assert hides_most(Filters(kind=("state",), since="2023"), INDEX) == ("kind", 2)
    assert hides_most(Filters(q="zzz"), INDEX) == ("q", 7)
    assert hides_most(Filters(q="zzz", since="2100"), INDEX) is None
    assert hides_most(Filters(), INDEX) is None


def test_known_values_come_from_the_events() -> None:
    assert INDEX.known["actor"] == ("بوتين", "شويغو", "كيم")
    assert INDEX.known["status"] != ()


def test_no_events_have_no_choices() -> None:
    index = index_of(EVENTS.iloc[:0])
    assert counts(Filters(), index, 60)["actor"] == {}
    assert len(apply(Filters(q="كيم", since="2000", kind=("visit",)), EVENTS.iloc[:0], index)) == 0


def test_both_sides_of_a_contradiction_are_disputed() -> None:
    findings = data_frame(
        "check",
        [
            row("check", code="E201", event_id="a", related=[{"article": "b.txt", "start": 7, "end": 9}]),
            row("check", code="E203", event_id="c"),
        ],
    )
    mentions = data_frame("mentions", [row("mentions", event_id="b", article="b.txt", start=7)])
    assert disputed_events(findings, mentions) == {"a", "b"}


def test_a_choice_at_many_events_asks_nothing_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting and narrowing go over numbers: no event is looked at as a row."""
    many = pd.concat([EVENTS] * 3000, ignore_index=True)
    index = index_of(many)
    monkeypatch.setattr(pd.Series, "map", None)
    monkeypatch.setattr(pd.DataFrame, "to_dict", None)
    filters = Filters(kind=("meeting",), actor=("كيم",), since="2000")
    assert len(apply(filters, many, index)) == 6000
    assert counts(filters, index, 60)["actor"]["كيم"] == 6000
