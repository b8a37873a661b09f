"""The five seed articles, end to end, against their hand annotation in tests/golden/seeds/."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from exports import comma_separated
from pipeline import Timeline, build_timeline, read_articles

ROOT = Path(__file__).parent.parent.parent
GOLD = ROOT / "tests" / "golden" / "seeds"
Row = dict[str, Any]


def gold(name: str) -> list[Row]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    articles, problems = read_articles([str(ROOT / "seeds")])
    assert not problems
    return build_timeline(articles)


@pytest.fixture(scope="module")
def dated() -> Timeline:
    """The same with the articles' dates given."""
    articles, _ = read_articles([str(ROOT / "seeds")])
    dates = json.loads((GOLD / "anchors.json").read_text(encoding="utf-8"))
    return build_timeline(articles, anchors={name: row["given"] for name, row in dates.items()})


def strict_f1(rows: list[Row], wanted: list[Row]) -> float:
    def keys(table: list[Row]) -> set[tuple[object, ...]]:
        return {(row["article"], row["start"], row["end"], row["type"]) for row in table}

    hits = len(keys(rows) & keys(wanted))
    return 2 * hits / (len(rows) + len(wanted))


def test_expressions_are_found_with_their_spans(timeline: Timeline) -> None:
    assert strict_f1(timeline.rows("timexes"), gold("timexes.jsonl")) >= 0.98


def test_expressions_have_their_values_where_the_date_is_known(dated: Timeline) -> None:
    rows = {(row["article"], row["start"], row["end"]): row for row in dated.rows("timexes")}
    wanted = gold("timexes.jsonl")
    right = sum(
        rows.get((row["article"], row["start"], row["end"]), {}).get("value")
        in (row["value"], *row.get("alt_values", ()))
        for row in wanted
    )
    assert right / len(wanted) >= 0.97


def found(rows: list[Row], wanted: list[Row]) -> Iterator[Row]:
    """The annotated mentions that some row overlaps by a fifth with the right bounds."""
    for row in wanted:
        bounds = [[row["earliest"], row["latest"]], *row.get("also_right", [])]
        for got in rows:
            if got["article"] != row["article"] or [got["earliest"], got["latest"]] not in bounds:
                continue
            shared = min(got["end"], row["end"]) - max(got["start"], row["start"])
            if shared >= 0.2 * (max(got["end"], row["end"]) - min(got["start"], row["start"])):
                yield row
                break


def test_most_dated_clauses_become_mentions(timeline: Timeline, dated: Timeline) -> None:
    wanted = gold("mentions.jsonl")
    assert len(list(found(timeline.rows("mentions"), wanted))) >= 41
    assert len(list(found(dated.rows("mentions"), wanted))) >= 41


def test_the_four_events_of_the_mission(timeline: Timeline) -> None:
    events = timeline.rows("events")

    def about(kind: str, edtf: str, *names: str) -> list[Row]:
        return [
            event
            for event in events
            if event["kind"] == kind
            and event["edtf"] == edtf
            and all(any(name in label for label in event["actors"] + event["places"]) for name in names)
        ]

    (vladivostok,) = about("meeting", "2019-04", "كيم", "بوتين")
    assert len(vladivostok["articles"]) >= 3
    (shoigu,) = about("visit", "2023-07", "شويغو")
    assert (shoigu["earliest"], shoigu["latest"]) == ("2023-07-01", "2023-07-31")
    (pyongyang,) = about("visit", "2024-06-18/2024-06-19", "بوتين", "كوريا الشمالية")
    assert pyongyang["status"] == "happened"
    (vostochny,) = about("meeting", "2023-09-13", "كيم", "بوتين")
    assert vostochny["basis"] == "inferred", "its article bears no date"


def test_what_hangs_on_an_open_date_is_unknown() -> None:
    alone = build_timeline(read_articles([str(ROOT / "seeds")])[0], isolated=True)
    open_ones = {row["article"] for row in alone.rows("anchors") if row["latest"] is None}
    assert len(open_ones) == 2
    for row in alone.rows("timexes"):
        if row["article"] in open_ones and row["relative_to"] == "anchor":
            assert (row["earliest"], row["edtf"]) == (None, ""), row["surface"]


def test_two_dates_on_top(timeline: Timeline) -> None:
    (finding,) = [row for row in timeline.rows("check") if row["code"] == "D101"]
    (anchor,) = [row for row in timeline.rows("anchors") if row["article"] == finding["article"]]
    assert anchor["edtf"] == finding["suggestion"] == "2023-09-06"
    assert [evidence["surface"] for evidence in anchor["evidence"]][:2] == ["6 سبتمبر 2023", "5 يوليو 2024"]
    assert not [row for row in timeline.rows("check") if row["severity"] == "error"]


def test_the_snapshot_of_the_events_is_reviewed(timeline: Timeline) -> None:
    """A change of behaviour shows as a diff of this file: `make golden` rewrites it."""
    snapshot = comma_separated.read((ROOT / "tests" / "golden" / "seeds_events.csv").read_bytes())
    assert timeline.rows("events") == snapshot
