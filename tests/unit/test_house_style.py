"""A newsroom's house style: what it finds and leaves alone, how it writes a label, and what is no profile."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import build_timeline
from pipeline.__main__ import main
from pipeline.house_style import HouseStyle, deviations, from_toml, read_style, styled, styled_rows, systems
from pipeline.lexicon import DataFileError
from tests.samples import article

ROOT = Path(__file__).parents[2]
NAMES = from_toml('[names]\n"كيم جونغ أون" = ["كيم يونغ أون"]\n"غوتيريش" = []\n"علي خامنئي" = []\n')
MONTHS = from_toml('months = "egypt"\n[month_names]\n4 = "إبريل"\n')


def found(text: str, style: HouseStyle) -> list[tuple[str, str, str]]:
    return [(one.code, text[one.start : one.end], one.written) for one in deviations(text, style)]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("التقى كيم يونغ أون الوفد", "كيم يونغ أون"),
        ("قال لكيم جونج اون إن", "كيم جونج اون"),
        ("وكيم جونغ-أون", "كيم جونغ-أون"),
        ("قال إن بـكيم قونغ أون", "كيم قونغ أون"),
        ("قال الأمين العام أنطونيو جوتيريش أمس", "جوتيريش"),
        ("لعلي خامنيء رأي", ""),
        ("المرشد على خامنئى", "على خامنئى"),
    ],
)
def test_a_name_in_another_spelling_is_found_with_what_clings_to_it_left_out(text: str, surface: str) -> None:
    assert [row[1] for row in found(text, NAMES)] == ([surface] if surface else [])


@pytest.mark.parametrize(
    "text",
    [
        "التقى كيم جونغ أون الوفد، ووصل كيم إلى سيول",
        "كِيم جونغ أون",
        "كيـم جونغ أون",
        "قال غوتيريش وبغوتيريش ولغوتيريش",
        "كيم جونغ، أون",
        "",
    ],
)
def test_the_house_s_own_spelling_is_left_alone(text: str) -> None:
    assert found(text, NAMES) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("في 3 شباط 2022", [("شباط", "فبراير")]),
        ("في شباط/فبراير 2022", [("شباط/فبراير", "فبراير")]),
        ("في نيسان (أبريل) 2022", [("نيسان (أبريل)", "إبريل")]),
        ("من آذار إلى أيار 2022", [("آذار", "مارس"), ("أيار", "مايو")]),
        ("في تشرين الثاني 2022", [("تشرين الثاني", "نوفمبر")]),
        ("في إبريل ومارس 2022", []),
        ("مارس الرياضة مع صديقه آب الحنون", []),
        ("في 3 شعبان 1444 هـ", []),
    ],
)
def test_months_are_called_as_the_house_calls_them(text: str, expected: list[tuple[str, str]]) -> None:
    assert [row[1:] for row in found(text, MONTHS)] == expected


def test_two_names_of_a_month_may_stand_in_either_order() -> None:
    style = from_toml('months = "double"')
    assert found("في فبراير/شباط 2022 ثم شباط/فبراير 2023", style) == []
    assert found("في فبراير 2022", style) == [("H102", "فبراير", "فبراير/شباط")]


@pytest.mark.parametrize(
    ("digits", "text", "expected"),
    [
        ("latn", "بلغ ١٢٫٥ في المئة و١٬٢٠٠ طن", [("١٢٫٥", "12.5"), ("١٬٢٠٠", "1,200")]),
        ("arab", "بلغ 12.5 في المئة و1,200 طن", [("12.5", "١٢٫٥"), ("1,200", "١٬٢٠٠")]),
        ("arab", "طراز F16 وقمة G20 وموقع a1.com و١٢", []),
        ("arab", "في 13.9.2023", [("13.9.2023", "١٣.٩.٢٠٢٣")]),
        ("latn", "بلغ ۱۲ و12", [("۱۲", "12")]),
    ],
)
def test_digits(digits: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert [row[1:] for row in found(text, from_toml(f'digits = "{digits}"'))] == expected


def test_a_date_in_numbers_is_written_out_in_the_house_s_digits() -> None:
    style = from_toml('months = "levant"\ndigits = "arab"\nnumeric_dates = "words"')
    assert found("افتتح في 13/9/2023 أو ١٣-٩-٢٠٢٣", style) == [
        ("H105", "13/9/2023", "١٣ أيلول ٢٠٢٣"),
        ("H105", "١٣-٩-٢٠٢٣", "١٣ أيلول ٢٠٢٣"),
    ]
    assert found("في 9/2023 كانت النتيجة 3/1", from_toml('months = "egypt"\nnumeric_dates = "words"')) == []


def test_a_label_is_written_as_the_house_writes_it_and_stays_so() -> None:
    style = read_style(ROOT / "docs" / "house-style.toml")
    written = styled("لقاء كيم جونج اون وجوتيريش في ٣ شباط ٢٠٢٢", style)
    assert written == "لقاء كيم جونغ أون وغوتيريش في 3 فبراير 2022"
    assert styled(written, style) == written


def test_only_the_labels_of_a_row_are_changed() -> None:
    row = {"title_ar": "لقاء جوتيريش", "title_en": "x", "actors": ["جوتيريش"], "trigger": "جوتيريش", "edtf": "2020"}
    changed = {"title_ar": "لقاء غوتيريش", "actors": ["غوتيريش"]}
    assert styled_rows([row], NAMES) == [row | changed]


def test_without_a_profile_there_are_no_findings_of_style() -> None:
    articles = [article("a.txt", "التقى كيم يونغ أون جوتيريش في 3 شباط 2022.\n")]
    assert not [row for row in build_timeline(articles).rows("check") if row["code"].startswith("H")]
    rows = build_timeline(articles, style=NAMES).rows("check")
    assert [(row["code"], row["suggestion"]) for row in rows] == [("H101", "كيم جونغ أون"), ("H101", "غوتيريش")]
    assert all(articles[0].text[row["start"] : row["end"]] == row["surface"] for row in rows)


@given(st.text(st.sampled_from("كيم جونغأون يونغ-ِـ12٣٫./شباطآذارF\n\u200f()"), max_size=60))
def test_any_text_gives_spans_in_order(text: str) -> None:
    style = read_style(ROOT / "docs" / "house-style.toml")
    end = 0
    for one in deviations(text, style):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end] != one.written
        end = one.end


@pytest.mark.parametrize(
    ("profile", "says"),
    [
        ('month = "egypt"', "month: nothing is called so"),
        ('months = "cairo"', "months: 'cairo' is none of"),
        ('digits = "hindi"', "digits: 'hindi' is none of"),
        ('numeric_dates = "words"', "set months"),
        ('[month_names]\n13 = "x"', "13: not the name of a month"),
        ('[names]\n"أ" = "ب"', "not a list of spellings"),
        ('[names]\n"أ" = ["ب"]\n"ب" = []', "the house's own spelling"),
        ('[names]\n"أ" = ["ج"]\n"ب" = ["ج"]', "is to be replaced by"),
        ("months = ", "Invalid value"),
    ],
)
def test_what_is_no_profile_is_named(profile: str, says: str) -> None:
    with pytest.raises(DataFileError, match=r".") as caught:
        from_toml(profile)
    assert says in str(caught.value)


def test_the_months_are_those_that_readers_may_choose() -> None:
    with (ROOT / "ui" / "strings" / "ar.toml").open("rb") as file:
        shown = tomllib.load(file)["months"]
    assert {name: list(months) for name, months in systems().items()} == {name: shown[name] for name in systems()}


def test_the_command_line_takes_a_profile(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft, style = tmp_path / "draft.txt", tmp_path / "house.toml"
    draft.write_text("زار كيم يونغ أون موسكو في 3 مايو 2022 واجتمع بالرئيس.\n", encoding="utf-8")
    style.write_text('[names]\n"كيم جونغ أون" = ["كيم يونغ أون"]\n', encoding="utf-8")
    assert main(["check", str(draft), "--format", "text", "--style", str(style)]) == 0
    said = capsys.readouterr().out
    assert ":1:5: H101 " in said
    assert main(["check", str(draft), "--format", "text", "--style", str(style), "--ignore", "H1"]) == 0
    assert "H101" not in capsys.readouterr().out
    assert main(["events", str(draft), "--style", str(style)]) == 0
    assert "كيم جونغ أون" in capsys.readouterr().out
    style.write_text("names = 3", encoding="utf-8")
    assert main(["check", str(draft), "--style", str(style)]) == 2
    assert "names" in capsys.readouterr().err
    assert main(["check", str(draft), "--style", str(tmp_path / "none.toml")]) == 2
    assert "none.toml: cannot be read" in capsys.readouterr().err
