"""When an article was written: sets of days, their propagation, and articles without a date on them.

tests/golden/dct*.toml hold articles with their true date and what a careful reader with the text and a calendar, but no
memory of the news, would conclude.
"""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import build_timeline
from pipeline.dct import days
from pipeline.dct.evidence import Constraint
from pipeline.dct.propagation import as_value, confidence, propagate
from pipeline.model import Evidence, MetadataDate
from tests.samples import article

GOLDEN = Path(__file__).parent.parent / "golden"
CASES: list[dict[str, Any]] = [
    {**case, "set": file.stem}
    for file in sorted(GOLDEN.glob("dct*.toml"))
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]
DATES = st.dates(date(1900, 1, 1), date(2080, 1, 1))


def anchor(text: str, **options: Any) -> dict[str, Any]:
    (row,) = build_timeline([article("a.txt", text)], **options).rows("anchors")
    return row


def holds(row: dict[str, Any], day: str) -> bool:
    return (row["earliest"] is None or row["earliest"] <= day) and (row["latest"] is None or day <= row["latest"])


# --- sets of days ------------------------------------------------------------------------------------------------


@given(DATES, DATES)
def test_an_interval_has_its_bounds(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    found = days.between(first, last)
    assert days.bounds(found) == (first, last)
    assert found.bit_count() == (last - first).days + 1
    assert days.stretches(found) == 1
    assert days.between(last + timedelta(days=1), first) == days.NONE


@given(DATES, st.integers(1, 7))
def test_every_week_has_the_weekday_once(day: date, weekday: int) -> None:
    week = days.between(day, day + timedelta(days=6)) & days.on_weekday(weekday)
    (first, last) = days.bounds(week)
    assert first == last
    assert first is not None
    assert first.isoweekday() == weekday


def test_days_around_a_date_of_the_year() -> None:
    found = days.around(9, 9, 0, 6, 6) & days.of_years(2017, 2024)
    assert days.bounds(found) == (date(2017, 9, 9), date(2023, 9, 15))
    assert days.stretches(found) == 2
    leap = days.around(2, 29, 0, 0) & days.of_years(2015, 2021)
    assert days.stretches(leap) == 2


def test_what_reaches_the_end_of_the_calendar_is_open() -> None:
    assert days.bounds(days.since(date(2019, 4, 1))) == (date(2019, 4, 1), None)
    assert days.bounds(days.until(date(2019, 4, 1))) == (None, date(2019, 4, 1))
    assert days.bounds(days.on_weekday(3)) == (None, None)


# --- propagation -------------------------------------------------------------------------------------------------


def constraint(found: days.DaySet, weight: float, key: str = "anchor.told_past") -> Constraint:
    return Constraint(found, weight, Evidence("a.txt", 0, 0, "", key))


def test_the_surer_evidence_holds() -> None:
    sure = constraint(days.of_years(2019, 2019), 0.97)
    doubtful = constraint(days.of_years(2021, 2021), 0.9)
    outcome = propagate([doubtful, sure])
    assert outcome.left == days.of_years(2019, 2019)
    assert outcome.against == (doubtful,)
    assert confidence(outcome) < 0.97


def test_evidence_that_agrees_makes_surer() -> None:
    year = constraint(days.of_years(2019, 2019), 0.9)
    again = constraint(days.between(date(2018, 6, 1), date(2020, 2, 1)), 0.85)
    near = constraint(days.between(date(2019, 1, 1), date(2019, 12, 31)), 0.85)
    assert confidence(propagate([year])) == 0.9
    assert confidence(propagate([year, near])) > 0.9
    assert confidence(propagate([year, again])) == 0.9


def test_the_order_does_not_matter() -> None:
    pieces = [
        constraint(days.since(date(2019, 4, 1)), 0.95),
        constraint(days.until(date(2023, 1, 1)), 0.93),
        constraint(days.on_weekday(3), 0.9),
        constraint(days.around(9, 9, 0, 6, 6), 0.9, "anchor.national_day"),
    ]
    outcomes = {propagate(order).left for order in (pieces, pieces[::-1], pieces[2:] + pieces[:2])}
    assert len(outcomes) == 1


@pytest.mark.parametrize(
    ("first", "last", "edtf"),
    [
        ("2023-09-13", "2023-09-13", "2023-09-13"),
        ("2023-09-01", "2023-09-30", "2023-09"),
        ("2023-01-01", "2023-12-31", "2023"),
        ("2023-09-01", "2023-09-13", "[2023-09-01..2023-09-13]"),
        ("2019-04-01", "9999-12-31", "[2019-04-01..]"),
        ("0001-01-01", "2019-04-01", "[..2019-04-01]"),
    ],
)
def test_what_is_left_as_a_date(first: str, last: str, edtf: str) -> None:
    value = as_value(days.between(date.fromisoformat(first), date.fromisoformat(last)))
    assert value is not None
    assert value.edtf == edtf


def test_nothing_known_is_no_date() -> None:
    assert as_value(days.EVERY) is None
    assert as_value(days.on_weekday(2)) is None


# --- articles ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['set']}-{case['id']}")
def test_what_is_inferred_is_not_wrong(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"], strict=True))
    assert holds(anchor(case["text"]), case["date"])


@pytest.mark.parametrize("name", sorted({case["set"] for case in CASES}))
def test_most_is_as_tight_as_a_careful_reader_would_have_it(name: str) -> None:
    least = {"dct": 0.75, "dct_more": 0.45, "dct_news": 0.55}.get(name, 0.7)
    cases = [case for case in CASES if case["set"] == name]
    tight = 0
    for case in cases:
        row = anchor(case["text"])
        first, last = case.get("earliest"), case.get("latest")
        tight += (first is None or (row["earliest"] or "") >= first) and (
            last is None or (row["latest"] or "9999") <= last
        )
    assert tight >= least * len(cases)


def test_the_day_of_collection_bounds() -> None:
    text = "وقع الاتفاق في مايو 2018 بعد مفاوضات طويلة بين الشركتين في العاصمة."
    row = anchor(text, not_after="2020-06-30")
    assert (row["earliest"], row["latest"], row["source"]) == ("2018-05-01", "2020-06-30", "inferred")
    assert anchor("بحث المجلس أوضاع الطرق.", not_after="2020-06-30")["source"] == "unknown"


def test_the_user_outranks_the_text() -> None:
    text = "قال الوزير اليوم الثلاثاء 5 مارس 2019 إن الموازنة جاهزة."
    assert anchor(text)["edtf"] == "2019-03-05"
    row = anchor(text, anchors={"a.txt": "2019-03"})
    assert (row["edtf"], row["source"], row["confidence"]) == ("2019-03", "given", 1.0)


def test_metadata_date_a_page() -> None:
    page = article("a.html", "بحث المجلس أوضاع الطرق والجسور في جلسة طويلة.")
    dated = type(page)(
        page.name,
        page.text,
        page.digest,
        metadata=(MetadataDate("article:published_time", "2021-05-06T10:00:00+03:00", date(2021, 5, 6)),),
    )
    (row,) = build_timeline([dated]).rows("anchors")
    assert (row["edtf"], row["source"]) == ("2021-05-06", "metadata")
    assert "2021-05-06" in row["evidence"][0]["says_en"]


def test_a_plan_is_dated_by_the_article_that_tells_of_it() -> None:
    plan = "يعتزم الرئيس عادل منصور زيارة المغرب هذا الشهر للقاء نظيره سمير حداد، بحسب مصدر في الرئاسة."
    held = "الثلاثاء، 14 أيار 2019\n\nوصل الرئيس عادل منصور إلى المغرب اليوم في زيارة رسمية والتقى الرئيس سمير حداد."
    rows = build_timeline([article("plan.txt", plan), article("held.txt", held)]).rows("anchors")
    found = {row["article"]: row for row in rows}["plan.txt"]
    assert (found["earliest"], found["latest"]) == ("2019-05-01", "2019-05-14")
    assert found["evidence"][0]["article"] == "held.txt"
    alone = build_timeline([article("plan.txt", plan), article("held.txt", held)], isolated=True).rows("anchors")
    assert {row["article"]: row for row in alone}["plan.txt"]["source"] == "unknown"


def test_two_undated_articles_do_not_date_each_other() -> None:
    one = "زار الرئيس عادل منصور المغرب يوم الثلاثاء والتقى الرئيس سمير حداد."
    other = "عاد الرئيس عادل منصور من المغرب، حيث زار الرئيس عادل منصور المغرب أمس والتقى سمير حداد."
    rows = build_timeline([article("a.txt", one), article("b.txt", other)]).rows("anchors")
    assert {row["source"] for row in rows} == {"unknown"}


# --- strange texts -----------------------------------------------------------------------------------------------

# What no calendar goes to, and days that no month has: nothing may stop the other articles.
STRANGE = [
    "قبل 9000 عام، في عام 2011، كان ذلك",
    "مرت 9000 سنة على عام 2000",
    "لم تمض 99999 أسبوعا على 5 مايو 2018",
    "في 5 مايو 2018، أي قبل 999999 شهرا",
    "الذكرى 999 لتأسيس المدينة عام 1999",
    "على بعد 9000 سنة من كأس العالم 2030",
    "توفي عن 120 عاما وهو من مواليد 2199",
    "قبل 999999 أسابيع من الاقتراع المقرر يوم 6 أيار 2018",
    "الحرب المستمرة منذ 99999 شهرا اندلعت في أبريل 1998",
    "مشروع قانون المالية لسنة 1000",
    "مقارنة بالفترة نفسها من عام 2199",
    "موسم 2198-2199 الحالي",
    "رمضان 1500 الجاري",
    "وصل الوفد في 31 رمضان وغادر يوم 31 يونيو",
    "أمس 29 فبراير",
]
TIME_WORDS = (
    "قبل بعد منذ مرت مضى على في من إلى حتى الذكرى عامها اليوم أمس غدا الماضي المقبل الجاري العام الشهر الأسبوع عاما "
    "شهرا أسبوعا يوما سنة قرون الثالث السابعة العشرين مواليد عن عمر تأسست اندلعت الحرب الدورة موسم مقارنة بالفترة "
    "نفسها مشروع قانون المالية لسنة رمضان هجرية فبراير 29 31 30 0 99999 9000 1000 9999 2011 1445 2199 12 ، . ( ) - / "
    "لم تمض تستمر مثل هذا عيد الوطني الأربعاء الساعة"
).split()
OPTIONS: list[dict[str, Any]] = [
    {},
    {"not_after": "1700-01-01"},
    {"anchors": {"*": "1700"}},
    {"anchors": {"*": "2023-09"}},
]


@pytest.mark.parametrize("text", STRANGE)
@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_what_no_calendar_has_stops_nothing(text: str, options: dict[str, Any]) -> None:
    good = article("good.txt", "نشر في 6 سبتمبر 2023\n\nوصل الوفد أمس إلى القاهرة.")
    timeline = build_timeline([article("strange.txt", text), good], **options)
    assert {row["article"] for row in timeline.rows("anchors")} == {"strange.txt", "good.txt"}


def test_what_no_calendar_has_is_still_recognised() -> None:
    (ago, year) = build_timeline([article("a.txt", STRANGE[0])]).rows("timexes")
    assert (ago["surface"], ago["edtf"]) == ("قبل 9000 عام", "")
    assert (year["surface"], year["edtf"]) == ("عام 2011", "2011")


@given(st.lists(st.sampled_from(TIME_WORDS), min_size=3, max_size=50), st.sampled_from(OPTIONS))
def test_no_heap_of_time_words_stops_it(heap: list[str], options: dict[str, Any]) -> None:
    text = " ".join(heap)
    build_timeline([article("a.txt", text), article("b.txt", f"{text} . {text}")], **options)
