"""The public holidays of countries: what they are, whose they are, and that nothing unknown is ever raised."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from pipeline.national_days import days_of_kind, fixed_day, kinds, public_holidays, the_day

ROOT = Path(__file__).parents[2]

MEANT = {
    ("EG", "national"): "07-23",
    ("EG", "revolution"): "07-23",
    ("EG", "victory"): "12-23",
    ("SA", "national"): "09-23",
    ("SA", "founding"): "02-22",
    ("AE", "national"): "12-02",
    ("AE", "unity"): "12-02",
    ("KW", "national"): "02-25",
    ("KW", "liberation"): "02-26",
    ("QA", "national"): "12-18",
    ("BH", "national"): "12-16",
    ("OM", "national"): "11-18",
    ("YE", "unity"): "05-22",
    ("YE", "revolution"): "09-26",
    ("YE", "independence"): "11-30",
    ("IQ", "national"): "10-03",
    ("SY", "independence"): "04-17",
    ("SY", "evacuation"): "04-17",
    ("JO", "independence"): "05-25",
    ("LB", "independence"): "11-22",
    ("LB", "liberation"): "05-08",
    ("PS", "independence"): "11-15",
    ("LY", "independence"): "12-24",
    ("LY", "liberation"): "10-23",
    ("TN", "independence"): "03-20",
    ("TN", "republic"): "07-25",
    ("TN", "evacuation"): "10-15",
    ("DZ", "independence"): "07-05",
    ("DZ", "revolution"): "11-01",
    ("MA", "independence"): "11-18",
    ("MA", "national"): "07-30",
    ("MR", "independence"): "11-28",
    ("SD", "independence"): "01-01",
    ("SO", "independence"): "06-26",
    ("DJ", "independence"): "06-27",
    ("KM", "national"): "07-06",
    ("IR", "revolution"): "02-11",
    ("TR", "republic"): "10-29",
    ("TR", "victory"): "08-30",
    ("FR", "national"): "07-14",
    ("US", "independence"): "07-04",
    ("US", "national"): "07-04",
    ("RU", "victory"): "05-09",
    ("RU", "national"): "06-12",
    ("CN", "national"): "10-01",
    ("CN", "founding"): "10-01",
    ("IN", "republic"): "01-26",
    ("IN", "founding"): "08-15",
    ("PK", "independence"): "08-14",
    ("KR", "liberation"): "08-15",
    ("KP", "founding"): "09-09",
    ("KP", "victory"): "07-27",
    ("VN", "national"): "09-02",
    ("UA", "independence"): "08-24",
}


@pytest.mark.parametrize(("country", "kind"), MEANT)
def test_the_day_that_is_meant(country: str, kind: str) -> None:
    day = the_day(country, 2022, kind)
    assert day is not None
    assert day.isoformat() == f"2022-{MEANT[country, kind]}"


def test_the_founding_of_a_state_is_not_that_of_its_army() -> None:
    assert days_of_kind("KP", 1990, "founding") == (date(1990, 9, 9),)
    assert days_of_kind("KP", 2022, "army") == (date(2022, 2, 8), date(2022, 4, 25))


def test_a_country_can_have_several_of_a_kind() -> None:
    assert days_of_kind("EG", 2022, "revolution") == (date(2022, 1, 25), date(2022, 6, 30), date(2022, 7, 23))


def test_of_several_days_off_the_first_is_the_day() -> None:
    assert days_of_kind("AE", 2022, "national") == (date(2022, 12, 2),)
    assert days_of_kind("DJ", 2022, "independence") == (date(2022, 6, 27),)
    assert days_of_kind("CN", 2022, "national") == (date(2022, 10, 1),)


def test_substitute_days_are_left_out() -> None:
    assert not [one for one in public_holidays("RU", 2022) if "substituted" in one.name]
    assert days_of_kind("US", 2021, "independence") == (date(2021, 7, 4),)


def test_religious_feasts_and_the_new_year() -> None:
    assert date(2022, 5, 2) in days_of_kind("EG", 2022, "religious") + days_of_kind("KW", 2022, "religious")
    assert days_of_kind("FR", 2022, "new_year") == (date(2022, 1, 1),)
    assert date(2022, 7, 30) not in days_of_kind("EG", 2022, "new_year")


def test_a_decree_moved_the_omani_day() -> None:
    assert [the_day("OM", year, "national") for year in (2024, 2025)] == [date(2024, 11, 18), date(2025, 11, 20)]


def test_a_day_is_known_before_it_was_a_day_off() -> None:
    assert the_day("KP", 1948, "founding") == date(1948, 9, 9)
    assert the_day("DZ", 1963, "independence") == date(1963, 7, 5)


def test_a_day_that_is_the_same_in_every_year() -> None:
    assert fixed_day("DZ", "independence") == (7, 5)
    assert fixed_day("IL", "independence") is None
    assert fixed_day("XX", "independence") is None


@pytest.mark.parametrize(
    ("country", "year"),
    [("XX", 2022), ("", 2022), ("GB-SCT", 2022), ("SU", 1980), ("EG", 0), ("EG", -5), ("EG", 99999), ("eg", 2022)],
)
def test_what_nobody_knows_is_nothing(country: str, year: int) -> None:
    assert not [one for one in public_holidays(country, year) if one.day.year != year]
    for kind in (*kinds(), "no such kind"):
        days_of_kind(country, year, kind)
        the_day(country, year, kind)
    assert country == "EG" or public_holidays(country, year) == ()


def test_every_country_can_be_asked() -> None:
    import holidays

    for country in holidays.list_supported_countries(include_aliases=False):
        found = public_holidays(country, 2022)
        assert list(found) == sorted(found)
        assert all(set(one.kinds) <= set(kinds()) for one in found)


def test_the_library_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, pipeline.scan, pipeline.resolve; print('holidays' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
