"""Findings as other programs read them, and the options of `check`."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from pipeline import findings_formats
from pipeline.__main__ import main
from pipeline.findings_formats import Sources
from pipeline.table import Row

WRONG = "عقد الاجتماع يوم الاثنين 6 سبتمبر 2023 في عمان."
OPTIONS = ["--anchor", "2024-06-01"]


def row(text: str, surface: str, **more: object) -> Row:
    start = text.index(surface)
    found = {
        "code": "D102",
        "severity": "error",
        "article": "a.txt",
        "start": start,
        "end": start + len(surface),
        "surface": surface,
        "message_ar": "خطأ",
        "message_en": "wrong",
        "suggestion": "",
        "event_id": "",
        "related": [],
    }
    return {**found, **more}


def sources(text: str, path: str = "in/a.txt") -> Sources:
    return Sources({"a.txt": text}, {"a.txt": path})


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("س", 1, 1),
        ("ب\nس", 2, 1),
        ("ب\r\nجج س", 2, 4),
        ("ب\rج س", 2, 3),
        ("\U0001f600س", 1, 2),
        ("ب\n\n\nس", 4, 1),
    ],
)
def test_lines_and_columns(text: str, line: int, column: int) -> None:
    said = findings_formats.as_text([row(text, "س")], sources(text), "en")
    assert said == f"in/a.txt:{line}:{column}: D102 wrong\n"


def test_a_finding_stays_on_its_line() -> None:
    text = "س"
    said = findings_formats.as_text([row(text, "س", message_en="a\nb", suggestion="x\ny")], sources(text), "en")
    assert said.count("\n") == 1


def test_json_is_one_array_with_places() -> None:
    text = "ب\nجج س"
    (found,) = json.loads(findings_formats.as_json([row(text, "س")], sources(text), "ar"))
    assert (found["path"], found["line"], found["column"]) == ("in/a.txt", 2, 4)
    assert (found["end_line"], found["end_column"], found["code"]) == (2, 5, "D102")


def test_github_escapes_what_would_end_a_property() -> None:
    text = "س"
    said = findings_formats.as_github([row(text, "س", message_en="10%\nx")], sources(text, "a,b:c.txt"), "en")
    assert said == "::error file=a%2Cb%3Ac.txt,line=1,endLine=1,col=1,endColumn=2,title=D102::10%25 x\n"
    info = findings_formats.as_github([row(text, "س", severity="info")], sources(text), "en")
    assert info.startswith("::notice ")


def test_sarif_names_rule_place_and_what_it_goes_with() -> None:
    text = "ب\nس"
    related = [{"article": "a.txt", "start": 0, "end": 1}]
    log = json.loads(findings_formats.as_sarif([row(text, "س", related=related)], sources(text, "in/ا b.txt"), "ar"))
    (run,) = log["runs"]
    (result,) = run["results"]
    rules = run["tool"]["driver"]["rules"]
    assert log["version"] == "2.1.0"
    assert run["columnKind"] == "unicodeCodePoints"
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "D102"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "in/%D8%A7%20b.txt"
    assert place["region"] == {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 2}
    assert result["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 1
    assert (result["level"], result["message"]["text"]) == ("error", "خطأ")


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(WRONG, encoding="utf-8")
    return path


@pytest.mark.parametrize("folder", [False, True])
def test_a_path_is_told_as_the_user_gave_it(wrong: Path, folder: bool, capsys: pytest.CaptureFixture[str]) -> None:
    given = wrong.parent if folder else wrong
    assert main(["check", str(given), "--format", "text", *OPTIONS]) == 1
    assert capsys.readouterr().out.startswith(f"{wrong}:1:14: D102 ")


@pytest.mark.parametrize(
    ("options", "code", "lines"),
    [
        ([], 1, 1),
        (["--select", "D1"], 1, 1),
        (["--select", "d102,E2"], 1, 1),
        (["--select", "E"], 0, 0),
        (["--ignore", "D102"], 0, 0),
        (["--ignore", "D", "--ignore", "E"], 0, 0),
        (["--select", "D102", "--ignore", "D"], 1, 1),
    ],
)
def test_codes_can_be_switched_off(
    wrong: Path, options: list[str], code: int, lines: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(wrong), *OPTIONS, *options]) == code
    assert capsys.readouterr().out.count("\n") == lines


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--select", "Q1", "a.txt"],
        ["check", "--explain", "D999"],
        ["check", "--format", "xml", "a.txt"],
        ["check"],
        ["events", "--select", "D1", "a.txt"],
    ],
)
def test_bad_usage_is_one_line_and_exit_code_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)


def test_an_explanation_needs_no_article(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "d201", "--lang", "en"]) == 0
    english = capsys.readouterr().out
    assert english.startswith("D201 (warning)")
    assert main(["check", "--explain", "D201"]) == 0
    assert english in capsys.readouterr().out


def test_findings_go_to_a_file_in_the_format_asked_for(wrong: Path, tmp_path: Path) -> None:
    out = tmp_path / "found.sarif"
    assert main(["check", str(wrong), "--format", "sarif", "-o", str(out), *OPTIONS]) == 1
    assert json.loads(out.read_text(encoding="utf-8"))["version"] == "2.1.0"


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(WRONG.encode())))
    assert main(["check", "-", "--format", "text", "--lang", "ar", *OPTIONS]) == 1
    assert capsys.readouterr().out.startswith("-:1:14: D102 «")
