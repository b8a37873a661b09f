"""Tellings of one happening become one event, and others stay apart."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.merging import corpus
from pipeline import build_timeline
from pipeline.merge import linking, merge
from tests.samples import article

Row = dict[str, Any]


def events(*texts: str, anchor: str | None = None) -> list[Row]:
    articles = [article(f"{n}.txt", text) for n, text in enumerate(texts)]
    return build_timeline(articles, anchors={"*": anchor} if anchor else None).rows("events")


def test_two_precisions_of_one_visit() -> None:
    (event,) = events(
        "زار الرئيس المصري عبد الفتاح السيسي باريس في 7 ديسمبر 2020.",
        "وكان عبد الفتاح السيسي زار باريس في ديسمبر 2020.",
    )
    assert event["edtf"] == "2020-12-07"
    assert event["articles"] == ["0.txt", "1.txt"]
    assert event["origins"] == 2
    assert len(event["mentions"]) == 2


def test_spellings_of_a_name_are_one_person() -> None:
    (event,) = events(
        "زار الزعيم الكوري الشمالي كيم جونغ أون بكين في مارس 2018.",
        "زار الزعيم الكوري الشمالي كيم جونج أون بكين في مارس 2018.",
    )
    assert len(event["actors"]) == 1


def test_another_place_is_another_visit() -> None:
    rows = events(
        "زار الرئيس الفرنسي إيمانويل ماكرون بيروت في أغسطس 2020.",
        "زار الرئيس الفرنسي إيمانويل ماكرون الرياض في أغسطس 2020.",
    )
    assert len(rows) == 2


def test_a_town_and_its_country_are_one_place() -> None:
    (event,) = events(
        "زار الرئيس الفرنسي إيمانويل ماكرون بيروت في 6 أغسطس 2020.",
        "زار الرئيس الفرنسي إيمانويل ماكرون لبنان في أغسطس 2020.",
    )
    assert event["edtf"] == "2020-08-06"


def test_other_people_are_another_meeting() -> None:
    rows = events(
        "التقى الرئيس التركي رجب طيب أردوغان الرئيس الإيراني حسن روحاني في سبتمبر 2019.",
        "التقى الرئيس التركي رجب طيب أردوغان الرئيس الروسي فلاديمير بوتين في سبتمبر 2019.",
    )
    assert len(rows) == 2


def test_a_visit_and_an_arrival_are_two_events() -> None:
    text = "وصل المبعوث الأممي هانس غروندبرغ إلى صنعاء في 8 يناير 2023. وزار هانس غروندبرغ صنعاء في يناير 2023."
    assert len(events(text)) == 2


def test_one_dispatch_in_two_outlets_is_one_origin() -> None:
    body = (
        "زار الرئيس المصري عبد الفتاح السيسي باريس في 7 ديسمبر 2020، وبحث فيها ملفات التعاون والنقل والطاقة والتجارة."
    )
    (event,) = events(f"صحيفة أولى - رويترز\n\n{body}", f"صحيفة ثانية - رويترز\n\n{body}")
    assert event["origins"] == 1
    assert len(event["articles"]) == 2


def test_what_was_planned_and_then_held_is_held() -> None:
    (event,) = events(
        "سيزور الرئيس الفرنسي إيمانويل ماكرون بيروت في 6 أغسطس 2020.",
        "زار الرئيس الفرنسي إيمانويل ماكرون بيروت في 6 أغسطس 2020.",
    )
    assert event["status"] == "happened"


def test_undated_tellings_are_not_melted_together() -> None:
    rows = events("زار الوزير تونس يوم الأربعاء.", "زار الوزير تونس يوم الخميس.")
    assert [row["edtf"] for row in rows] == ["", ""]


def test_numbers_stay_within_their_bounds() -> None:
    for row in events("زار الوزير تونس يوم الأربعاء. ووقعت الحكومة الليبية الاتفاق في 3 مايو 2011."):
        assert 0 < row["confidence"] < 1
        assert 0 < row["importance"] < 1


def test_more_independent_origins_make_an_event_surer_and_more_important() -> None:
    text = "زار الرئيس الفرنسي إيمانويل ماكرون بيروت في 6 أغسطس 2020"
    (one,) = events(f"{text}.")
    (two,) = events(f"{text}.", f"{text} وغادرها.")
    assert two["confidence"] > one["confidence"]
    assert two["importance"] > one["importance"]


@pytest.mark.parametrize("count", [300, 2000])
def test_what_a_first_look_tells_apart_stays_apart_at_the_second(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    made = corpus(count)
    quickly = merge(*made)
    monkeypatch.setattr(linking, "_at_most", lambda *_: 10 * linking.THRESHOLD)
    assert merge(*made) == quickly
