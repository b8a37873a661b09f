"""Dates as readers see them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.format import bare, date_in_words, month_names, quotes_apart, spell_out_dates
from ui.reader import CHOICES, Reader

ARABIC = [
    ("2023-09-13", "day", "الأربعاء 13 سبتمبر 2023"),
    ("2019-04", "month", "أبريل 2019"),
    ("1948", "year", "1948"),
    ("2024-06-18/2024-06-19", "day", "من 18 إلى 19 يونيو 2024"),
    ("2023-08-30/2023-09-02", "day", "من 30 أغسطس إلى 2 سبتمبر 2023"),
    ("2023-12-30/2024-01-02", "day", "من 30 ديسمبر 2023 إلى 2 يناير 2024"),
    ("2024-03/2024-05", "month", "من مارس إلى مايو 2024"),
    ("1950/1953", "year", "من 1950 إلى 1953"),
    ("2022/..", "year", "منذ 2022"),
    ("../2022", "year", "حتى 2022"),
    ("[2024-06-17..2024-06-30]", "day", "بين 17 و30 يونيو 2024"),
    ("[2023-09-28..2023-10-13]", "day", "بين 28 سبتمبر و13 أكتوبر 2023"),
    ("[2024-03-01..2024-05-31]", "day", "بين مارس ومايو 2024"),
    ("[2019-01-01..2021-12-31]", "day", "بين 2019 و2021"),
    ("[2019-04-01..]", "day", "ليس قبل أبريل 2019"),
    ("[2019-01-01..]", "day", "ليس قبل 2019"),
    ("[2019-04-02..]", "day", "ليس قبل 2 أبريل 2019"),
    ("[..2012-03-31]", "day", "ليس بعد مارس 2012"),
    ("[..2012-02-28]", "day", "ليس بعد 28 فبراير 2012"),
    ("2024-06-10/2024-06-16", "week", "أسبوع من 10 إلى 16 يونيو 2024"),
    ("2023-08~", "month", "أغسطس 2023 تقريبا"),
    ("199X", "decade", "تسعينيات القرن الـ20"),
    ("19XX", "century", "القرن الـ20"),
    ("-0499", "year", "500 قبل الميلاد"),
    ("-0043-03", "month", "مارس 44 قبل الميلاد"),
    ("-0043-03-15", "day", "15 مارس 44 قبل الميلاد"),
    ("0000-03-15", "day", "15 مارس 1 قبل الميلاد"),
    ("2024-21", "season", "ربيع 2024"),
    ("2024-35", "quarter", "الربع الثالث من 2024"),
    ("2024-06-19T02:00", "time", "الأربعاء 19 يونيو 2024، الساعة 02:00"),
    ("", "unknown", "لم يُحدَّد تاريخه"),
]
ENGLISH = [
    ("2023-09-13", "day", "Wednesday 13 September 2023"),
    ("2024-06-18/2024-06-19", "day", "18 to 19 June 2024"),
    ("2022/..", "year", "since 2022"),
    ("2023-08~", "month", "about August 2023"),
    ("199X", "decade", "the 1990s"),
    ("", "unknown", "undated"),
]


@pytest.mark.parametrize(("edtf", "granularity", "words"), ARABIC)
def test_arabic(edtf: str, granularity: str, words: str) -> None:
    assert bare(date_in_words(edtf, granularity, Reader())) == words


@pytest.mark.parametrize(("edtf", "granularity", "words"), ENGLISH)
def test_english(edtf: str, granularity: str, words: str) -> None:
    assert bare(date_in_words(edtf, granularity, Reader(lang="en"))) == words


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ("egypt", "13 أغسطس 2023"),
        ("levant", "13 آب 2023"),
        ("tunisia", "13 أوت 2023"),
        ("morocco", "13 غشت 2023"),
        ("double", "13 أغسطس/آب 2023"),
    ],
)
def test_month_styles(months: str, words: str) -> None:
    assert bare(date_in_words("2023-08-13", "day", Reader(months=months))) == f"الأحد {words}"


def test_eastern_digits() -> None:
    reader = Reader(digits="arab")
    assert bare(date_in_words("1950/1953", "year", reader)) == "من ١٩٥٠ إلى ١٩٥٣"
    assert bare(date_in_words("1950/1953", "year", Reader(lang="en", digits="arab"))) == "1950 to 1953"


def test_dates_are_isolated_from_the_words_around_them() -> None:
    for lang, opening in (("ar", "\u2067"), ("en", "\u2066")):
        words = date_in_words("2023-09-13", "day", Reader(lang=lang))
        assert words[0] == opening
        assert words[-1] == "\u2069"


def test_no_dash_between_numbers_in_arabic() -> None:
    for edtf, granularity, _ in ARABIC:
        assert not set("-–—") & set(date_in_words(edtf, granularity, Reader()))


def test_iso_dates_in_a_sentence_are_spelled_out() -> None:
    assert bare(spell_out_dates("قبل 2024-07-05 وبعد 2019-04", Reader())) == "قبل الجمعة 5 يوليو 2024 وبعد أبريل 2019"
    assert spell_out_dates("1950-1953", Reader()) == "1950-1953"


@pytest.mark.parametrize(
    ("written", "arabic", "english"),
    [
        ("2019-04-01", "1 أبريل 2019", "1 April 2019"),
        ("2024-06-18..2024-06-19", "الفترة من 18 إلى 19 يونيو 2024", "18 to 19 June 2024"),
        ("2023-12-30/2024-01-02", "الفترة من 30 ديسمبر 2023 إلى 2 يناير 2024", "30 December 2023 to 2 January 2024"),
        ("2006/2008", "الفترة من 2006 إلى 2008", "2006 to 2008"),
        ("[2023-09-01..2023-09-13]", "بين 1 و13 سبتمبر 2023", "between 1 and 13 September 2023"),
        ("[2019-04-01..]", "ليس قبل أبريل 2019", "not before April 2019"),
        ("[..2012-03-31]", "ليس بعد مارس 2012", "not after March 2012"),
        ("2023-08~", "أغسطس 2023 تقريبا", "about August 2023"),
        ("09-09", "9 سبتمبر", "9 September"),
        ("2023-02-31", "2023-02-31", "2023-02-31"),
        ("13-09", "13-09", "13-09"),
        ("«2019-04-01»", "«2019-04-01»", "«2019-04-01»"),
        ("«a «2019-04-01» b» 2019-04", "«a «2019-04-01» b» أبريل 2019", "«a «2019-04-01» b» April 2019"),
    ],
)
def test_every_way_of_writing_a_date_in_a_sentence(written: str, arabic: str, english: str) -> None:
    for reader, words in ((Reader(), arabic), (Reader(lang="en"), english)):
        assert bare(spell_out_dates(f"x {written}.", reader, weekday=False)) == f"x {words}."


@given(st.text(alphabet="«»ab 2019-04", max_size=40))
def test_quotations_are_set_apart_without_a_loss(text: str) -> None:
    assert "".join(piece for _, piece in quotes_apart(text)) == text


def test_every_style_has_twelve_names() -> None:
    for months in CHOICES["months"]:
        assert len(month_names(Reader(months=months))) == 12
    assert len(month_names(Reader(lang="en"))) == 12
