"""Every suffix that `-o` knows, from the command line to a program that opens the file; what it refuses, in a line."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any

import docx
import icalendar
import openpyxl
import pptx
import pyarrow.parquet
import pytest
from lxml import etree
from lxml import html as html_page
from PIL import Image
from pypdf import PdfReader

from exports import EVERY, FORMATS, HANDOUTS
from pipeline.__main__ import BAD_INPUT, DONE, main
from tests.exports.test_paper import TEXT


def _pdf(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


def _slides(data: bytes) -> str:
    deck = pptx.Presentation(io.BytesIO(data))
    return " ".join(shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)


def _sheet(data: bytes) -> str:
    return str([[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]])


def _values(data: bytes) -> str:
    return json.dumps(json.loads(data), ensure_ascii=False)


def _lines(data: bytes) -> str:
    return json.dumps([json.loads(line) for line in data.decode().splitlines()], ensure_ascii=False)


# What opens a file and gives its words. A drawing's letters are no text for these, so it says only that it is one.
OPENED: dict[str, Callable[[bytes], str]] = {
    ".jsonl": _lines,
    ".json": _values,
    ".csv": lambda data: data.decode("utf-8-sig"),
    ".parquet": lambda data: str(pyarrow.parquet.read_table(io.BytesIO(data)).to_pylist()),
    ".xlsx": _sheet,
    ".chronicle.jsonl": _lines,
    ".jsonld": _values,
    ".ics": lambda data: " ".join(str(part.get("SUMMARY")) for part in icalendar.Calendar.from_ical(data).walk()),
    ".tml": lambda data: "".join(etree.fromstring(data).itertext()),
    ".timelinejs.json": _values,
    ".vis.json": _values,
    ".pdf": _pdf,
    ".quiz.pdf": _pdf,
    ".key.pdf": _pdf,
    ".docx": lambda data: " ".join(each.text for each in docx.Document(io.BytesIO(data)).paragraphs),
    ".txt": bytes.decode,
    ".pptx": _slides,
    ".svg": lambda data: " ".join(etree.fromstring(data).itertext()),
    ".png": lambda data: f"{Image.open(io.BytesIO(data)).format} متحف",
}


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def written(article: Path, suffix: str, *options: str) -> bytes:
    target = article.with_name(f"out{suffix}")
    assert main(["events", str(article), "-o", str(target), *options]) == DONE
    return target.read_bytes()


@pytest.mark.parametrize("suffix", [format_.EXTENSION for format_ in EVERY])
def test_every_suffix_gives_a_file_that_others_open(
    article: Path, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    def page(data: bytes) -> str:
        return data.decode() if html_page.document_fromstring(data).find("head") is not None else ""

    data = written(article, suffix)
    assert "متحف" in OPENED.get(suffix, page)(data)
    assert capsys.readouterr().out == ""


def test_a_file_beside_it_is_not_touched(article: Path) -> None:
    written(article, ".pdf")
    assert sorted(each.name for each in article.parent.iterdir()) == ["a.txt", "out.pdf"]


@pytest.mark.parametrize("suffix", [".pages", "", ".pdf.bak"])
def test_an_unknown_suffix_is_one_line(article: Path, capsys: pytest.CaptureFixture[str], suffix: str) -> None:
    target = article.with_name(f"out{suffix}")
    assert main(["events", str(article), "-o", str(target)]) == BAD_INPUT
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert ".pptx" in said
    assert not target.exists()


@pytest.mark.parametrize("command", ["articles", "timexes", "anchors", "mentions", "check"])
@pytest.mark.parametrize("suffix", [format_.EXTENSION for format_ in EVERY if format_ not in FORMATS])
def test_a_table_that_a_format_cannot_hold_is_one_line(
    article: Path, capsys: pytest.CaptureFixture[str], command: str, suffix: str
) -> None:
    if (command, suffix) == ("timexes", ".tml"):
        return
    target = article.with_name(f"out{suffix}")
    assert main([command, str(article), "-o", str(target)]) == BAD_INPUT
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"is made by events{' or timexes' if suffix == '.tml' else ''}, not by {command}" in said
    assert not target.exists()


@pytest.mark.parametrize("suffix", [format_.EXTENSION for format_ in HANDOUTS if format_.EXTENSION != ".png"])
def test_each_language_and_a_title_of_ones_own(article: Path, suffix: str) -> None:
    words = OPENED[suffix](written(article, suffix, "--language", "en", "--title", "A lesson"))
    assert ("A lesson" in words) == (suffix != ".svg")
    assert "2021" in words


def test_a_story_is_told_in_its_order(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(f"[{','.join(written(article, '.jsonl').decode().splitlines())}]")
    story = article.with_name("story.json")
    told = [rows[3], rows[0], rows[1]]
    captions = {rows[0]["event_id"]: "انظروا إلى هذا"}
    story.write_text(
        json.dumps({"title": "درس", "events": [row["event_id"] for row in told], "captions": captions}),
        encoding="utf-8",
    )
    for suffix in (".pdf", ".docx", ".txt", ".pptx"):
        words = OPENED[suffix](written(article, suffix, "--story", str(story)))
        places = [words.index(row["title_ar"]) for row in told]
        assert places == sorted(places)
        assert rows[2]["title_ar"] not in words
        assert "درس" in words
        assert "انظروا إلى هذا" in words
    capsys.readouterr()
    for content in ("no JSON", "[]", '{"title":"","events":["x"],"captions":{}}'):
        story.write_text(content, encoding="utf-8")
        target = str(article.with_name("bad.pdf"))
        assert main(["events", str(article), "-o", target, "--story", str(story)]) == BAD_INPUT
        assert capsys.readouterr().err.count("\n") == 1
    assert main(["events", str(article), "-o", target, "--story", str(article.with_name("gone"))]) == BAD_INPUT
    assert not Path(target).exists()


@pytest.mark.parametrize("most", ["0", "-1", "many", "1.5"])
def test_most_is_a_number_of_events(article: Path, capsys: pytest.CaptureFixture[str], most: str) -> None:
    assert main(["events", str(article), "-o", str(article.with_name("x.txt")), f"--most={most}"]) == BAD_INPUT
    assert "--most" in capsys.readouterr().err


def test_most_keeps_the_most_important(article: Path) -> None:
    rows = [json.loads(line) for line in written(article, ".jsonl").decode().splitlines()]
    ranked = sorted(rows, key=lambda row: (-row["importance"], row["event_id"]))
    words = OPENED[".txt"](written(article, ".txt", "--most", "2"))
    assert {row["event_id"] for row in rows if row["title_ar"] in words} == {row["event_id"] for row in ranked[:2]}


@pytest.mark.parametrize("suffix", [*(format_.EXTENSION for format_ in FORMATS), ".tml"])
@pytest.mark.parametrize("option", ["--story", "--most"])
def test_a_choice_of_events_is_refused_where_none_is_made(
    article: Path, capsys: pytest.CaptureFixture[str], suffix: str, option: str
) -> None:
    target = article.with_name(f"out{suffix}")
    assert main(["events", str(article), "-o", str(target), option, "2"]) == BAD_INPUT
    said = capsys.readouterr().err
    assert said.startswith(f"{option}: {suffix} ")
    assert said.count("\n") == 1
    assert not target.exists()


def test_a_name_that_is_too_long_is_one_line(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["events", str(article), "-o", str(article.with_name("a" * 300 + ".pdf"))]) == BAD_INPUT
    assert capsys.readouterr().err.endswith("its name is too long; choose a shorter one\n")


def test_a_table_has_no_articles_to_annotate(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(article, ".csv")
    target = article.with_name("out.tml")
    assert main(["events", str(article.with_name("out.csv")), "-o", str(target)]) == BAD_INPUT
    assert capsys.readouterr().err.count("\n") == 1
    assert not target.exists()


def test_a_table_opened_again_names_its_articles_on_paper(article: Path) -> None:
    written(article, ".csv")
    for suffix in (".txt", ".pdf"):
        assert main(["events", str(article.with_name("out.csv")), "-o", str(article.with_name(f"b{suffix}"))]) == DONE
        words = OPENED[suffix](article.with_name(f"b{suffix}").read_bytes())
        assert "a.txt" in words
        assert "[1]" in words
        assert "من لا مصادر" not in words


@pytest.mark.parametrize("format_", HANDOUTS, ids=lambda format_: format_.SLUG)
def test_too_many_are_refused_with_the_way_out(
    article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], format_: Any
) -> None:
    monkeypatch.setattr(format_, "MOST", 3)
    target = article.with_name(f"out{format_.EXTENSION}")
    assert main(["events", str(article), "-o", str(target)]) == BAD_INPUT
    assert "--most 3" in capsys.readouterr().err
    assert not target.exists()
    assert main(["events", str(article), "-o", str(target), "--most", "3"]) == DONE


class _NoPango(MetaPathFinder):
    """What WeasyPrint does where its library is missing."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: Any = None) -> None:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")


@pytest.fixture
def no_pango(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    finder = _NoPango()
    sys.meta_path.insert(0, finder)
    yield
    sys.meta_path.remove(finder)


@pytest.mark.usefixtures("no_pango")
@pytest.mark.parametrize("suffix", [".pdf", ".quiz.pdf", ".key.pdf", ".png"])
def test_without_pango_one_line_says_what_to_install(
    article: Path, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    target = article.with_name(f"out{suffix}")
    assert main(["events", str(article), "-o", str(target)]) == BAD_INPUT
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "apt-get install" in said
    assert ".docx" in said
    assert not target.exists()


@pytest.mark.usefixtures("no_pango")
@pytest.mark.parametrize("suffix", [".docx", ".txt", ".pptx", ".svg", ".html"])
def test_the_others_do_without_pango(article: Path, suffix: str) -> None:
    assert written(article, suffix)


def test_a_worksheet_about_nothing_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "a.txt"
    article.write_text("عقد الوزير مؤتمرا صحفيا في العاصمة.\n", encoding="utf-8")
    assert main(["events", str(article), "-o", str(tmp_path / "x.quiz.pdf")]) == BAD_INPUT
    assert "اختر أحداثا أكثر" in capsys.readouterr().err


def test_a_document_is_a_package_without_anything_outside(article: Path) -> None:
    for suffix in (".docx", ".pptx"):
        package = zipfile.ZipFile(io.BytesIO(written(article, suffix)))
        related = b"".join(package.read(name) for name in package.namelist() if name.endswith(".rels"))
        assert b"External" not in related
        assert package.testzip() is None
