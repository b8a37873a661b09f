"""EDTF there and back, bounds, granularity, lengths, Allen's relations, and the arithmetic of the two calendars."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import calendars, feasts, timevalue
from pipeline.model import Unit
from pipeline.timevalue import allen, approximately, duration_value, once_within, parse_edtf, since, spanning

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "granularity"),
    [
        ("2023-09-13", "2023-09-13", "2023-09-13", "day"),
        ("2019-04", "2019-04-01", "2019-04-30", "month"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2019", "2019-01-01", "2019-12-31", "year"),
        ("199X", "1990-01-01", "1999-12-31", "decade"),
        ("18XX", "1800-01-01", "1899-12-31", "century"),
        ("2018-22", "2018-06-01", "2018-08-31", "season"),
        ("2018-24", "2018-12-01", "2019-02-28", "season"),
        ("2018-34", "2018-04-01", "2018-06-30", "quarter"),
        ("2018-41", "2018-07-01", "2018-12-31", "half"),
        ("2006/2008", "2006-01-01", "2008-12-31", "year"),
        ("2024-06-18/2024-06-19", "2024-06-18", "2024-06-19", "day"),
        ("[2018-08-08..2018-08-10]", "2018-08-08", "2018-08-10", "day"),
        ("2006/..", "2006-01-01", "2006-12-31", "year"),
        ("2023-08~", "2023-08-01", "2023-08-31", "month"),
        ("2018-08-09T20:16", "2018-08-09", "2018-08-09", "time"),
        ("-0043", None, None, "year"),
    ],
)
def test_parse(edtf: str, earliest: str | None, latest: str | None, granularity: str) -> None:
    value = parse_edtf(edtf)
    assert value.edtf == edtf
    assert value.earliest == (date.fromisoformat(earliest) if earliest else None)
    assert value.latest == (date.fromisoformat(latest) if latest else None)
    assert value.granularity == granularity


@pytest.mark.parametrize(
    "text", ["", "18/6/2024", "2024-13", "2024-02-30", "2024-06-18T25:00", "2008/2006", "غدا", "20"]
)
def test_what_is_no_edtf_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|ends before"):
        parse_edtf(text)


@settings(max_examples=200, deadline=None)
@given(DAYS, st.sampled_from(["day", "month", "year", "season", "quarter", "decade", "century"]))
def test_there_and_back(day: date, unit: str) -> None:
    made = {
        "day": timevalue.of_day(day),
        "month": timevalue.of_month(day.year, day.month),
        "year": timevalue.of_year(day.year),
        "season": timevalue.of_sub_year(min(day.year, 9998), "SU"),
        "quarter": timevalue.of_sub_year(day.year, f"Q{(day.month + 2) // 3}"),
        "decade": timevalue.of_decade(day.year // 10),
        "century": timevalue.of_century(day.year // 100),
    }[unit]
    assert parse_edtf(made.edtf) == made


@settings(max_examples=200, deadline=None)
@given(DAYS, DAYS)
def test_an_interval_holds_both_its_ends(one: date, other: date) -> None:
    first, last = sorted((one, other))
    value = spanning(timevalue.of_day(first), timevalue.of_day(last))
    assert (value.earliest, value.latest) == (first, last)
    assert once_within(value).earliest == first


def test_marks() -> None:
    assert since(parse_edtf("2006")).edtf == "2006/.."
    assert since(since(parse_edtf("2006"))).edtf == "2006/.."
    assert approximately(parse_edtf("2006")).edtf == "2006~"
    assert approximately(parse_edtf("2006/2008")).edtf == "2006/2008"


@pytest.mark.parametrize(
    ("amounts", "value"),
    [
        (((24, "year"),), "P24Y"),
        (((1.5, "year"),), "P18M"),
        (((4, "hour"),), "PT4H"),
        (((1.5, "hour"),), "PT90M"),
        (((2, "decade"),), "P20Y"),
        (((0.25, "century"),), "P25Y"),
        (((None, "month"),), "PXM"),
        (((None, "hour"),), "PTXH"),
        (((1, "year"), (3, "month")), "P1Y3M"),
        (((2, "season"),), "P2Y"),
        (((1, "half"),), "P6M"),
        (((65_000_000, "year"),), "P65000000Y"),
        (((2.5, "month"),), "P2.5M"),
    ],
)
def test_duration_value(amounts: tuple[tuple[float | None, Unit], ...], value: str) -> None:
    assert duration_value(amounts) == value


RELATIONS = [
    ("2018-08-01", "2018-08-05", "before"),
    ("2018-08-01", "2018-08-02", "meets"),
    ("2018-08-01/2018-08-05", "2018-08-04/2018-08-09", "overlaps"),
    ("2018-08-01/2018-08-05", "2018-08-01/2018-08-09", "starts"),
    ("2018-08-03", "2018-08", "during"),
    ("2018-08-31", "2018-08", "finishes"),
    ("2018-08", "2018-08-01/2018-08-31", "equals"),
]
INVERSE = {
    "before": "after",
    "meets": "met by",
    "overlaps": "overlapped by",
    "starts": "started by",
    "during": "contains",
    "finishes": "finished by",
    "equals": "equals",
}


@pytest.mark.parametrize(("one", "other", "relation"), RELATIONS)
def test_allen_and_its_inverse(one: str, other: str, relation: str) -> None:
    assert allen(parse_edtf(one), parse_edtf(other)) == relation
    assert allen(parse_edtf(other), parse_edtf(one)) == INVERSE[relation]


def test_allen_needs_bounds() -> None:
    with pytest.raises(ValueError, match="without bounds"):
        allen(timevalue.undated("P3D"), parse_edtf("2018"))


# --- calendars ----------------------------------------


@pytest.mark.parametrize(
    ("day", "amount", "unit", "expected"),
    [
        ("2024-03-31", -1, "month", "2024-02-29"),
        ("2024-01-15", -1, "month", "2023-12-15"),
        ("2024-02-29", 1, "year", "2025-02-28"),
        ("2024-06-18", -2, "week", "2024-06-04"),
        ("2024-06-18", 36, "hour", "2024-06-19"),
        ("2024-06-18", -2, "decade", "2004-06-18"),
        ("2024-06-18", -1.5, "year", "2022-12-18"),
    ],
)
def test_shift(day: str, amount: float, unit: Unit, expected: str) -> None:
    assert calendars.shift(date.fromisoformat(day), amount, unit) == date.fromisoformat(expected)


def test_nothing_is_counted_beyond_the_calendar() -> None:
    for amount, unit in ((-3000, "year"), (9e9, "day"), (9000, "year")):
        with pytest.raises(ValueError, match=r"before year 1|outside|year"):
            calendars.shift(date(2024, 6, 18), amount, unit)  # type: ignore[arg-type]


def test_hijri() -> None:
    assert calendars.hijri_day(1445, 9, 1) == date(2024, 3, 11)
    assert calendars.hijri_month(1445, 9) == (date(2024, 3, 11), date(2024, 4, 9))
    assert calendars.hijri_year(1446) == (date(2024, 7, 7), date(2025, 6, 25))
    assert calendars.hijri_year_of(date(2024, 6, 18)) == 1445
    assert calendars.hijri_day(241, 1, 1) is None
    assert calendars.hijri_day(1445, 9, 31) is None
    assert calendars.hijri_year_of(date(1800, 1, 1)) is None


def test_hijri_months_meet() -> None:
    spans = [calendars.hijri_month(year, month) for year in (1440, 1441) for month in range(1, 13)]
    assert all(one and other and one[1] + timedelta(days=1) == other[0] for one, other in pairwise(spans))


@pytest.mark.parametrize(
    ("name", "year", "days"),
    [
        ("eid_al_fitr", 2018, ["2018-06-15"]),
        ("ashura", 2009, ["2009-01-07", "2009-12-27"]),
        ("easter", 2018, ["2018-04-01"]),
        ("good_friday", 2018, ["2018-03-30"]),
        ("coptic_easter", 2018, ["2018-04-08"]),
        ("sham_el_nessim", 2018, ["2018-04-09"]),
        ("thanksgiving", 2018, ["2018-11-22"]),
        ("labour_day", 2018, ["2018-05-01"]),
        ("eid_al_fitr", 1800, []),
    ],
)
def test_feasts(name: str, year: int, days: list[str]) -> None:
    assert feasts.in_year(name, year) == [date.fromisoformat(day) for day in days]


def test_every_feast_has_a_day_in_this_century() -> None:
    assert all(feasts.in_year(name, year) for name in feasts.rows() for year in range(2001, 2008))
