"""Headlines: tests/golden/titles.toml, what holds for every headline, and the words they are made with."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline import build_timeline
from pipeline.text import fold_key
from pipeline.titles.words import is_judging, noun_of, says_plainly, table, with_for
from pipeline.triggers import title_words
from tests.samples import article

GOLDEN = Path(__file__).parent.parent / "golden"
CASES = tomllib.loads((GOLDEN / "titles.toml").read_text(encoding="utf-8"))["case"]
ARABIC = re.compile("[\u0600-\u06ff]")
OUTER = " \t،,.:;؛-–—؟?!/"


def told(text: str, anchor: str) -> list[dict[str, Any]]:
    return build_timeline([article("a.txt", text)], anchors={"*": anchor} if anchor else None).rows("mentions")


def is_well_formed(row: dict[str, Any]) -> None:
    ar, en = row["title_ar"], row["title_en"]
    assert 0 < len(ar) <= 90, ar
    assert ar == ar.strip(OUTER), ar
    assert "  " not in ar
    assert all(ar.count(opening) == ar.count(closing) for opening, closing in ("()", "[]", "«»", "“”")), ar
    assert ar.count('"') % 2 == 0, ar
    assert ar.endswith(" علي") or fold_key(ar.split()[-1]) not in title_words()["dangling"], ar
    assert en
    assert en == en.strip()
    assert not ARABIC.search(en), en
    assert en[0] == en[0].upper()


@pytest.mark.parametrize("number", range(len(CASES)))
def test_sentence(number: int) -> None:
    case = CASES[number]
    rows = told(case["text"], case["anchor"])
    assert rows
    assert rows[0]["title_ar"] == case["ar"]
    if "en" in case:
        assert rows[0]["title_en"] == case["en"]
    for row in rows:
        is_well_formed(row)
        assert not [word for word in case.get("lacks", ()) if word in row["title_ar"].split()]


def test_the_sentences_are_of_all_kinds() -> None:
    assert len(CASES) >= 60
    assert len({case["kind"] for case in CASES}) >= 20


@cache
def golden_rows() -> tuple[dict[str, Any], ...]:
    found: list[dict[str, Any]] = []
    for path in sorted(GOLDEN.glob("dct*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            if "text" in case:
                found += told(case["text"], str(case.get("date", "")))
    return tuple(found)


def test_headlines_of_the_golden_articles_are_well_formed() -> None:
    assert len(golden_rows()) > 300
    for row in golden_rows():
        is_well_formed(row)


def test_what_points_back_stands_behind_a_name() -> None:
    pointing = {fold_key(word) for word in table()["pointing"]["counterpart"]}
    for row in golden_rows():
        words = row["title_ar"].split()
        assert fold_key(words[0]) not in pointing, row["title_ar"]


@pytest.mark.parametrize(
    ("verb", "form", "noun"),
    [
        ("والتقى", "past", "لقاء"),
        ("وقعت", "past", "توقيع"),
        ("التقيا", "past", "لقاء"),
        ("سيزور", "future", "زيارة"),
        ("أطلقوا", "past", "إطلاق"),
        ("يطلقون", "present", "إطلاق"),
        ("توفيت", "past", "وفاة"),
        ("وصلوا", "past", "وصول"),
        ("كتاب", "past", ""),
    ],
)
def test_the_noun_of_a_verb(verb: str, form: str, noun: str) -> None:
    assert noun_of(fold_key(verb), form)[0] == noun


def test_a_pronoun_on_a_verb_is_seen() -> None:
    assert noun_of(fold_key("استقبله"), "past") == ("استقبال", True)
    assert noun_of(fold_key("استقبل"), "past") == ("استقبال", False)


def test_verbs_that_only_say() -> None:
    assert says_plainly(fold_key("وأكدت"), "past")
    assert says_plainly(fold_key("يقولون"), "present")
    assert not says_plainly(fold_key("نفى"), "past")
    assert not says_plainly(fold_key("اتهمت"), "past")


@pytest.mark.parametrize(
    ("word", "before", "judges"),
    [
        ("مجزرة", "", True),
        ("بالمجزرة", "", True),
        ("الإرهابي", "الهجوم", True),
        ("التاريخية", "القمة", True),
        ("غادر", "", False),
        ("الغادر", "الهجوم", True),
        ("سافر", "الوزير", False),
        ("وزير", "", False),
    ],
)
def test_words_that_judge(word: str, before: str, judges: bool) -> None:
    assert is_judging(fold_key(word), fold_key(before)) is judges


def test_what_judges_is_quoted_once() -> None:
    rows = told("وقال الجيش إن الهجوم الإرهابي وقع في بنغازي يوم 3 مايو 2015.", "2015-05-10")
    assert "«الإرهابي»" in rows[0]["title_ar"]
    rows = told("ونفذ مسلحون هجوما وصفه الجيش بأنه «إرهابي» في بنغازي يوم 3 مايو 2015.", "2015-05-10")
    assert "««" not in rows[0]["title_ar"]


def test_a_long_headline_ends_with_a_phrase() -> None:
    text = (
        "افتتح وزير النقل المغربي في 3 مايو 2015 في مدينة طنجة محطة بحرية جديدة مخصصة "
        "لنقل المسافرين والبضائع والسيارات القادمة من الموانئ الإسبانية والفرنسية والإيطالية."
    )
    title = told(text, "2015-05-10")[0]["title_ar"]
    assert len(title) <= 90
    assert title.endswith(("البحرية", "المسافرين", "والسيارات", "جديدة", "والبضائع", "القادمة"))


def test_for_and_the_article() -> None:
    assert with_for("الكرملين") == "للكرملين"
    assert with_for("كيم") == "لكيم"
