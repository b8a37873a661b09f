"""Editors' decisions over the pipeline's output: what stands, what each changes, and that none is ever lost."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import Timeline, build_timeline
from pipeline.decisions import Decision, as_row, checked, faults, from_row, standing
from tests.samples import article

AT = datetime(2024, 5, 1, 9, 30, tzinfo=UTC)
FLOOD = article(
    "flood.txt", "ضرب فيضان مدينة درنة يوم 10 سبتمبر 2023. وزار الوزير سالم حداد المدينة يوم 14 سبتمبر 2023."
)
OTHER = article(
    "other.txt", "أعلنت الشركة افتتاح مصنع في صفاقس يوم 3 مارس 2021.\n\nوزار الوزير سالم حداد درنة في سبتمبر 2023."
)
CORPUS = (FLOOD, OTHER)


def decide(number: int, kind: str, target: str = "", /, **payload: Any) -> Decision:
    return Decision(number, f"key{number}", kind, target, payload, "نورة", AT)  # type: ignore[arg-type]


def told(*decisions: Decision, corpus: Any = CORPUS) -> Timeline:
    return build_timeline(corpus, decisions=decisions)


def event(timeline: Timeline, words: str) -> dict[str, Any]:
    (found,) = (row for row in timeline.rows("events") if words in row["title_ar"])
    return found


def mentions(timeline: Timeline, event_id: str) -> list[dict[str, Any]]:
    return [row for row in timeline.rows("mentions") if row["event_id"] == event_id]


PLAIN = told()
FLOODED = event(PLAIN, "فيضان")
VISITED = event(PLAIN, "زيارة")
OPENED = event(PLAIN, "مصنع")


def test_the_sample_has_three_events() -> None:
    assert len(PLAIN.rows("events")) == 3
    assert len(VISITED["mentions"]) == 2


@pytest.mark.parametrize(
    ("kind", "payload", "changed"),
    [
        ("date", {"edtf": "2023-09-11"}, {"edtf": "2023-09-11", "granularity": "day", "basis": "stated"}),
        ("date", {"edtf": "2023-09"}, {"edtf": "2023-09", "granularity": "month"}),
        ("title", {"ar": "سيول درنة"}, {"title_ar": "سيول درنة", "title_en": FLOODED["title_en"]}),
        ("kind", {"kind": "other"}, {"kind": "other"}),
        ("status", {"status": "alleged"}, {"status": "alleged"}),
        ("actors", {"labels": ["الهلال الأحمر"]}, {"actors": ["الهلال الأحمر"]}),
        ("places", {"labels": ["درنة", "سوسة"]}, {"places": ["درنة", "سوسة"]}),
        ("confirm", {}, {"confidence": 0.99}),
    ],
)
def test_a_decision_changes_what_it_says_and_nothing_else(
    kind: str, payload: dict[str, Any], changed: dict[str, Any]
) -> None:
    timeline = told(decide(1, kind, FLOODED["event_id"], **payload))
    (found,) = (row for row in timeline.rows("events") if row["event_id"] == FLOODED["event_id"])
    assert {name: found[name] for name in changed} == changed
    dated = {"earliest", "latest", "granularity", "confidence", "basis", "trace", *changed}
    assert {name: found[name] for name in found.keys() - dated} == {
        name: FLOODED[name] for name in found.keys() - dated
    }
    assert [one.kind for one in timeline.decided[FLOODED["event_id"]]] == [kind]


def test_a_rejected_event_is_gone_and_can_be_seen() -> None:
    timeline = told(decide(1, "reject", FLOODED["event_id"]))
    assert len(timeline.rows("events")) == 2
    assert [row["event_id"] for row in timeline.rejected()] == [FLOODED["event_id"]]
    assert FLOODED["event_id"] not in {row["event_id"] for row in timeline.rows("mentions")}


def test_what_was_part_of_a_rejected_event_stands_by_itself() -> None:
    text = article(
        "visit.txt",
        "زار الرئيس التركي رجب طيب أردوغان مصر من 14 إلى 15 فبراير 2024. "
        "والتقى أردوغان الرئيس المصري عبد الفتاح السيسي في القاهرة يوم 14 فبراير 2024.",
    )
    (part,) = (row for row in told(corpus=(text,)).rows("events") if row["part_of"])
    left = told(decide(1, "reject", part["part_of"]), corpus=(text,)).rows("events")
    assert [(row["event_id"], row["part_of"]) for row in left] == [(part["event_id"], "")]


def test_split_and_merge_keep_every_telling() -> None:
    first, second = VISITED["mentions"]
    apart = told(decide(1, "split", first, mentions=[second]))
    assert {first, second} <= {row["event_id"] for row in apart.rows("events")}
    together = told(decide(1, "split", first, mentions=[second]), decide(2, "merge", second, **{"with": [first]}))
    assert event(together, "زيارة")["mentions"] == [first, second]
    wide = told(decide(1, "merge", OPENED["event_id"], **{"with": [FLOODED["event_id"], first]}))
    assert len(wide.rows("events")) == 1
    assert len(wide.rows("mentions")) == 4


def test_an_undo_can_be_undone() -> None:
    log = [decide(1, "date", FLOODED["event_id"], edtf="2023-09-11")]
    assert event(told(*log), "فيضان")["edtf"] == "2023-09-11"
    log.append(decide(2, "undo", decision="key1"))
    assert event(told(*log), "فيضان")["edtf"] == "2023-09-10"
    log.append(decide(3, "undo", decision="key2"))
    assert event(told(*log), "فيضان")["edtf"] == "2023-09-11"


def test_the_date_of_an_article_is_an_input() -> None:
    text = article("day.txt", "وصل الوفد إلى عمان يوم الأربعاء.")
    row = told(decide(1, "article_date", text.digest, edtf="2024-06-20"), corpus=(text,)).rows("events")[0]
    assert (row["edtf"], row["basis"]) == ("2024-06-19", "computed")


def test_marked_words_become_an_event() -> None:
    start = FLOOD.text.index("مدينة درنة")
    add = decide(
        1,
        "add",
        FLOOD.digest,
        start=start,
        end=start + len("مدينة درنة"),
        edtf="2023-09-12",
        kind="disaster",
        title_ar="انهيار السد",
        places=["درنة"],
    )
    found = event(told(add), "انهيار")
    assert (found["edtf"], found["kind"], found["places"]) == ("2023-09-12", "disaster", ["درنة"])
    (row,) = mentions(told(add), found["event_id"])
    assert FLOOD.text[row["start"] : row["end"]] == "مدينة درنة"
    assert not told(replace(add, payload={**add.payload, "end": 9_999})).decided


def test_a_newer_version_of_an_article_keeps_its_decisions() -> None:
    newer = article("flood.txt", "تحديث: ارتفع عدد الضحايا.\n\n" + FLOOD.text)
    bare = decide(1, "status", FLOODED["event_id"], status="alleged")
    quoted = replace(bare, quotes=PLAIN.quotes([FLOODED["event_id"]]))
    assert event(told(quoted, corpus=(newer, OTHER)), "فيضان")["status"] == "alleged"
    gone = told(bare, corpus=(newer, OTHER))
    assert event(gone, "فيضان")["status"] == "happened"
    assert gone.lost == (bare,)


def test_a_decision_on_what_is_gone_is_shown() -> None:
    lost = told(decide(1, "confirm", FLOODED["event_id"]), decide(2, "article_date", "0" * 64, edtf="2020"), corpus=[])
    assert [one.number for one in lost.lost] == [1, 2]


def test_names_of_a_decision_have_an_english_label() -> None:
    timeline = told(decide(1, "actors", FLOODED["event_id"], labels=["سمير قنديل"]))
    assert timeline.english["سمير قنديل"].isascii()


@pytest.mark.parametrize(
    ("kind", "target", "payload", "says"),
    [
        ("rename", "x", {}, "no decision of the kind 'rename'"),
        ("date", "", {"edtf": "2020"}, "needs a target"),
        ("date", "x", {}, "needs edtf"),
        ("date", "x", {"edtf": "2020-02-30"}, "2020-02-30"),
        ("title", "x", {}, "ar, en or both"),
        ("status", "x", {"status": "certain"}, "no status 'certain'"),
        ("merge", "x", {"with": []}, "at least one"),
        ("actors", "x", {"labels": "كيم"}, "a list"),
    ],
)
def test_a_decision_that_cannot_be_taken_says_why(kind: str, target: str, payload: dict[str, Any], says: str) -> None:
    assert says in faults(kind, target, payload)
    with pytest.raises(ValueError, match=re.escape(says)):
        checked(kind, target, payload)


def test_rows_tell_all_of_a_decision() -> None:
    one = replace(
        decide(7, "date", FLOODED["event_id"], edtf="2023-09"),
        reason="خطأ في النقل",
        note="صححنا اليوم",
        teaching="اسأل: كم يوما؟",
        change="update",
        quotes=PLAIN.quotes([FLOODED["event_id"]]),
    )
    assert from_row(as_row(one)) == one
    with pytest.raises(ValueError, match="no decision"):
        from_row({"kind": "date"})


@given(st.lists(st.integers(0, 9), max_size=12))
def test_the_latest_word_on_a_decision_counts(undone: list[int]) -> None:
    """Each later row undoes an earlier one, whatever it is: what stands follows from the rows read backwards."""
    log = [
        decide(0, "confirm", "x"),
        *(decide(at + 1, "undo", decision=f"key{min(n, at)}") for at, n in enumerate(undone)),
    ]
    live = [True] * len(log)
    for at in range(len(log) - 1, 0, -1):
        if live[at]:
            live[int(log[at].payload["decision"].removeprefix("key"))] = False
    assert bool(standing(log)) is live[0]


def test_the_order_of_the_log_decides_not_that_of_its_rows() -> None:
    log = [decide(number, "date", FLOODED["event_id"], edtf=f"2023-09-{number:02}") for number in range(1, 10)]
    assert event(told(*reversed(log)), "فيضان")["edtf"] == "2023-09-09"


def test_another_log_over_the_same_reading_is_as_if_all_were_read_again() -> None:
    logs = [
        [decide(1, "date", FLOODED["event_id"], edtf="2023-09-11")],
        [decide(1, "article_date", OTHER.digest, edtf="2022-01-01"), decide(2, "reject", OPENED["event_id"])],
        [decide(1, "add", FLOOD.digest, start=0, end=9, edtf="2023", kind="other", title_ar="حدث")],
        [],
    ]
    timeline = PLAIN
    for log in logs:
        timeline = timeline.with_decisions(log)
        again = told(*log)
        for table in ("articles", "anchors", "timexes", "mentions", "events", "check"):
            assert timeline.rows(table) == again.rows(table)
        assert (timeline.decided, timeline.lost) == (again.decided, again.lost)
