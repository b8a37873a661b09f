"""Headline, outlet, author, agency and date as the lines around an article give them."""

from __future__ import annotations

import pytest

from pipeline import build_timeline
from tests.samples import article

BODY = (
    "وأكد الجانبان في ختام المباحثات أهمية استمرار التشاور بين البلدين، وبحثا سبل تعزيز التعاون في مجالات النقل "
    "والطاقة والتعليم والزراعة والصحة."
)


def masthead(text: str) -> dict[str, str]:
    (row,) = build_timeline([article("a.txt", text)]).rows("articles")
    return row


def anchor(text: str) -> dict[str, object]:
    (row,) = build_timeline([article("a.txt", text)]).rows("anchors")
    return row


def test_headline_author_and_date() -> None:
    text = f"وزراء المياه يبحثون أزمة السد في الخرطوم\n\nهالة منصور\n\nالأحد، 4 أبريل 2021 - 09:30 ص\n\n{BODY}"
    row = masthead(text)
    assert row["title"] == "وزراء المياه يبحثون أزمة السد في الخرطوم"
    assert row["author"] == "هالة منصور"
    assert (anchor(text)["edtf"], anchor(text)["source"]) == ("2021-04-04", "dateline")


@pytest.mark.parametrize(
    ("line", "outlet", "agency"),
    [
        ("صحيفة النهر - رويترز", "صحيفة النهر", "رويترز"),
        ("(أ ف ب)", "", "فرانس برس"),
        ("REUTERS", "", "رويترز"),
        ("موقع السهل | وكالة الأناضول", "موقع السهل", "الأناضول"),
    ],
)
def test_outlet_and_agency(line: str, outlet: str, agency: str) -> None:
    row = masthead(f"{line}\n\n{BODY}\n{BODY}")
    assert (row["outlet"], row["agency"]) == (outlet, agency)


def test_an_agency_that_is_quoted_wrote_nothing() -> None:
    row = masthead(f"قالت وكالة رويترز إن المباحثات انتهت من دون اتفاق بين الطرفين على أي بند من بنود الاتفاق.\n{BODY}")
    assert row["agency"] == ""


def test_a_caption_is_no_headline() -> None:
    row = masthead(f"وزير المياه - أرشيفية\nوزير المياه - أرشيفية\n\nسدود جديدة على النهر الكبير\n\n{BODY}")
    assert row["title"] == "سدود جديدة على النهر الكبير"


def test_the_earlier_of_two_dates_is_the_articles() -> None:
    row = anchor(f"12 مايو 2022\n3 فبراير 2019\nموقع السهل\n\n{BODY}")
    assert row["edtf"] == "2019-02-03"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Sep 6, 2023", "2023-09-06"),
        ("6 septembre 2023", "2023-09-06"),
        ("Published: Wednesday, 6 September 2023 10:30", "2023-09-06"),
    ],
)
def test_a_dateline_in_another_language(line: str, day: str) -> None:
    assert anchor(f"سدود جديدة على النهر الكبير\n\n{line}\n\n{BODY}")["edtf"] == day


@pytest.mark.parametrize("line", ["September 2023", "Wednesday", "10:30", "Windows 10 Home"])
def test_a_dateline_in_another_language_is_complete_or_none(line: str) -> None:
    assert anchor(f"سدود جديدة على النهر الكبير\n\n{line}\n\n{BODY}")["source"] != "dateline"


def test_a_date_at_the_foot() -> None:
    row = anchor(f"{BODY}\n{BODY}\n\nنشر في 7 يناير 2018")
    assert (row["edtf"], row["source"]) == ("2018-01-07", "dateline")


def test_a_date_in_the_text_is_no_dateline() -> None:
    row = anchor(f"وقع الاتفاق في 7 يناير 2018 بعد مفاوضات طويلة. {BODY}")
    assert (row["source"], row["earliest"], row["latest"]) == ("inferred", "2018-01-07", None)


def test_evidence_leads_back_to_its_words() -> None:
    text = f"12 مايو 2022\n3 فبراير 2019\nموقع السهل\n\n{BODY}"
    evidence = anchor(text)["evidence"]
    assert isinstance(evidence, list)
    for row in evidence:
        assert text[row["start"] : row["end"]] == row["surface"]
        assert row["says_ar"]
        assert row["says_en"]
