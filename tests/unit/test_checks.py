"""Findings on what contradicts the calendar, and none on what does not."""

from __future__ import annotations

import pytest

from pipeline import build_timeline
from tests.samples import article


def codes(text: str, anchor: str = "2024-06-01") -> list[str]:
    rows = build_timeline([article("a.txt", text)], anchors={"*": anchor} if anchor else None).rows("check")
    for row in rows:
        assert text[row["start"] : row["end"]] == row["surface"]
        assert "{" not in row["message_ar"] + row["message_en"]
    return [row["code"] for row in rows]


def test_a_weekday_that_does_not_fit() -> None:
    assert codes("عقد الاجتماع يوم الاثنين 6 سبتمبر 2023 في عمان.") == ["D102"]
    assert codes("عقد الاجتماع يوم الأربعاء 6 سبتمبر 2023 في عمان.") == []


@pytest.mark.parametrize("words", ["31 يونيو 2022", "29 فبراير 2023", "31 أيلول 2019"])
def test_a_day_that_the_calendar_lacks(words: str) -> None:
    assert codes(f"عقد الاجتماع في {words} في عمان.") == ["D103"]


@pytest.mark.parametrize("words", ["30 يونيو 2022", "29 فبراير 2024", "29 فبراير"])
def test_a_day_that_there_is(words: str) -> None:
    assert codes(f"عقد الاجتماع في {words} في عمان.") == []


def test_a_word_that_hangs_on_an_unknown_date() -> None:
    assert codes("عقد الاجتماع أمس في عمان.", anchor="") == ["D104"]
    assert codes("عقد الاجتماع عام 2019 في عمان.", anchor="") == []


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("قال الوزير اليوم الثلاثاء 5 مارس 2019 إن الموازنة جاهزة.", "2019-04-02"),
        ("نما الاقتصاد العام الماضي (2016) بنسبة ثلاثة في المئة.", "2019-04-02"),
    ],
)
def test_a_text_that_does_not_go_with_its_date(text: str, anchor: str) -> None:
    assert codes(text, anchor) == ["D105"]


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("وقع الزلزال في 9 مايو 2019 وقتل فيه العشرات.", "2020-03-01"),
        ("سيزور الوزير تونس في 9 مايو 2019.", "2019-03-01"),
        ("وقعت الشركة عقدا ينتهي في مايو 2025.", "2019-03-01"),
    ],
)
def test_a_text_that_goes_with_its_date(text: str, anchor: str) -> None:
    assert codes(text, anchor) == []
