"""What is wrong with a file is said in the reader's language: every sentence of pipeline/reading is known."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from ui.reader import CHOICES, Reader
from ui.reading_words import problem_line, problem_words

READING = Path(__file__).parents[2] / "pipeline" / "reading"
# Faults of folders and of the machine's own files: an upload has none of them.
OF_FOLDERS = (
    "permissions",
    "check the path",
    "remove it",
    "rename it",
    "copy it anew",
    "check the file",
    "a link back",
)
OF_FOLDERS += ("its articles are not read", "a folder without articles", "standard input")
ARABIC = re.compile("[\u0620-\u064a]{2,}")


def _written(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
    return ""


def sentences() -> list[str]:
    """What the reading says, with a number in the place of each value."""
    found = set()
    for path in READING.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = _written(node) if isinstance(node, ast.expr) else ""
            if re.match(r"(is|holds|unpacks|an archive)\b.*[;,]", text) and not any(one in text for one in OF_FOLDERS):
                found.add(text)
    return sorted(found)


def test_the_sentences_are_found() -> None:
    assert len(sentences()) > 20


@pytest.mark.parametrize("says", sentences())
def test_every_sentence_is_known(says: str) -> None:
    arabic = problem_words(says, Reader())
    assert arabic != Reader().t("reading.other")
    assert ARABIC.search(arabic)
    assert problem_words(says, Reader(lang="en")) != says


def test_two_faults_are_both_said() -> None:
    says = "is longer than 500 pages or 4,000,000 letters; the rest is left out, split it; "
    says += "holds only pictures on page 3, 4; run text recognition (OCR) over it for the whole text"
    words = problem_words(says, Reader(digits="arab"))
    assert "٥٠٠" in words
    assert "٣, ٤" in words


def test_a_language_is_named_in_the_readers() -> None:
    says = "is not Arabic (it seems to be Persian); left out, only Arabic articles are read"
    assert "الفارسية" in problem_words(says, Reader())
    assert "Persian" in problem_words(says, Reader(lang="en"))


@pytest.mark.parametrize("lang", CHOICES["lang"])
def test_what_is_not_known_is_said_in_general(lang: str) -> None:
    line = problem_line("x.txt", "something new; do this", Reader(lang=lang))
    assert "\u2068x.txt\u2069" in line
    assert ("something new" in line) == (lang == "en")
