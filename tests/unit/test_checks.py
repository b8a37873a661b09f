"""Findings on what contradicts the calendar, and none on what does not."""

from __future__ import annotations

import pytest

from pipeline import build_timeline
from tests.samples import article


def codes(text: str, anchor: str = "2023-06-01") -> list[str]:
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
