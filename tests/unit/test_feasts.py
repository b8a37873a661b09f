"""The days of feasts, and what a text says of whose day it is."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline import feasts, lexicon, national_days
from pipeline.model import NamedDay
from pipeline.names import country_of_adjective
from pipeline.occasions import country_words, greets, nation_at
from pipeline.scan import scan
from pipeline.text import fold_key


def nation(text: str) -> tuple[str, str, int] | None:
    return nation_at(fold_key(text).split(), 0)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("القطري", ("QA", "of", 1)),
        ("لدولة قطر", ("QA", "of", 2)),
        ("للجزائر", ("DZ", "of", 1)),
        ("للمملكة", ("SA", "of", 1)),
        ("للمملكة المغربية", ("MA", "of", 2)),
        ("الكوري الجنوبي", ("KR", "of", 2)),
        ("الجنوب أفريقي", ("ZA", "of", 2)),
        ("لجمهورية الصين الشعبية", ("CN", "of", 3)),
        ("الولايات المتحدة", ("US", "name", 2)),
        ("بلبنان", ("LB", "place", 1)),
        ("المجيد", None),
        ("الوطني", None),
    ],
)
def test_the_country_behind_a_day(text: str, found: tuple[str, str, int] | None) -> None:
    assert nation(text) == found


def test_country_words_are_those_that_the_names_know() -> None:
    assert country_of_adjective("القطرية")
    assert {"القطري", "لقطر", "قطر"} <= country_words()


def test_greetings_are_told_with_what_is_attached() -> None:
    assert greets(["الشعب", fold_key("وهنأ")])
    assert not greets(["الشعب", fold_key("احتفل")])


def test_a_feast_can_move_last_and_follow_another() -> None:
    assert feasts.in_year("eid_al_fitr_eve", 2018) == [date(2018, 6, 14)]
    assert feasts.in_year("chinese_new_year", 2018) == [date(2018, 2, 16)]
    assert feasts.in_year("independence", 2018, "DZ") == [date(2018, 7, 5)]
    assert feasts.in_year("independence", 2018) == []
    assert feasts.in_hijri_year("eid_al_fitr_eve", 1439) == date(2018, 6, 14)
    assert feasts.in_hijri_year("new_year", 1439) is None
    assert feasts.length("tashreeq") == 3
    assert feasts.length("eid_al_fitr") == feasts.length("national") == 1


def test_a_day_is_known_by_itself_or_by_its_country() -> None:
    assert feasts.is_known("ashura")
    assert feasts.is_known("independence", "DZ")
    assert not feasts.is_known("independence")


def test_every_feast_of_a_country_is_of_a_kind_there_is() -> None:
    used = {row["kind"] for row in feasts.rows().values() if "kind" in row}
    assert used <= set(national_days.kinds())


def test_the_words_of_national_days_are_kinds_and_no_feasts() -> None:
    classes = ("NATIONALDAY:", "DAYOF:", "MEMORY:")
    values = {name.split(":")[1] for name in lexicon.load().letters if name.startswith(classes)}
    assert values <= set(national_days.kinds())
    assert not values & set(feasts.rows())


def test_a_national_day_carries_its_country() -> None:
    (found,) = scan("في اليوم الوطني القطري")
    assert found.expr == NamedDay("national", country="QA")
