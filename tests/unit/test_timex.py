"""The golden specification of temporal expressions, and the guards that keep lexicon and grammar honest.

A case that fails prints the word classes of its text, the rules that fired and the traces of the values.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline import lexicon
from pipeline.grammar import RULES
from pipeline.grammar.rule import MADE, Rule, compile_pattern, names_in
from pipeline.lexicon import DIGIT_CLASSES, OTHER, DataFileError
from pipeline.model import Resolved
from pipeline.resolve import resolve
from pipeline.scan import class_string, classes_in_use, scan
from pipeline.sentences import split_sentences
from pipeline.timevalue import parse_edtf

GOLDEN = Path(__file__).parent.parent / "golden"
FILES = sorted([*GOLDEN.glob("timex_*.toml"), GOLDEN / "negatives.toml"])
FAMILIES = {
    "calendar",
    "intervals",
    "hijri",
    "clock",
    "deictic",
    "durations",
    "offsets",
    "sets",
    "named_days",
    "orthography",
}
KEYS = {"text", "anchor", "expect", "xfail"}


@cache
def cases() -> tuple[tuple[str, dict[str, Any]], ...]:
    """Every case with its id: file and number."""
    return tuple(
        (f"{path.stem}-{number}", case)
        for path in FILES
        for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], 1)
    )


def read(text: str, anchor: str) -> tuple[Resolved, ...]:
    known = parse_edtf(anchor) if anchor else None
    return resolve(text, split_sentences(text), scan(text), known)


def params() -> list[Any]:
    return [
        pytest.param(
            case,
            id=name,
            marks=[pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else [],
        )
        for name, case in cases()
    ]


@pytest.mark.parametrize("case", params())
def test_golden(case: dict[str, Any]) -> None:
    found = read(case["text"], case["anchor"])
    got = [[one.timex.surface, one.timex.type, one.value.timex3] for one in found]
    steps = "\n".join(f"  {one.timex.surface} | {one.timex.rule} | {one.trace}" for one in found)
    assert got == case["expect"], f"\n{case['text']}\nclasses: {class_string(case['text'])}\n{steps}"


def test_every_family_has_cases() -> None:
    assert {path.stem.removeprefix("timex_") for path in FILES} == FAMILIES | {"negatives"}
    assert all(set(case) <= KEYS and {"text", "anchor", "expect"} <= set(case) for _, case in cases())
    twice = [key for key, times in Counter((case["text"], case["anchor"]) for _, case in cases()).items() if times > 1]
    assert twice == []
    assert all(case["expect"] == [] for name, case in cases() if name.startswith("negatives"))


# --- the grammar ----------------------------------------


def fired(rules_seen: Counter[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Count the rules whose builder yields rows or takes words out, over all golden cases."""
    from pipeline import scan as engine

    original = engine._first_match

    def counting(*args: Any) -> Any:
        step = original(*args)
        if step is not None:
            rules_seen[step[0].name] += 1
        return step

    monkeypatch.setattr(engine, "_first_match", counting)
    for _, case in cases():
        scan(case["text"])


def test_every_rule_fires_in_the_golden_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: Counter[str] = Counter()
    fired(seen, monkeypatch)
    assert [rule.name for rule in RULES if not seen[rule.name]] == []


def test_rules_have_names_of_their_own() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
    assert all("." in name for name in names)


def test_every_word_class_is_used_by_a_rule() -> None:
    classes = {name.split(":")[0] for name in lexicon.load().letters} - set(DIGIT_CLASSES)
    by_engine = {"SCALE"}  # joined with numbers before the rules run
    assert sorted(classes - classes_in_use() - by_engine) == []


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("NOSUCH", "no such word class"),
        ("MONTH:13x", "no such word class"),
        ("MONTH?", "matches nothing"),
        ("(MONTH", "not closed"),
        ("MONTH)", "not opened"),
        ("? MONTH", "stands behind nothing"),
        ("MONTH !", "nothing behind"),
        ("MONTH & Y", "cannot read"),
    ],
)
def test_a_pattern_that_is_wrong_is_refused(pattern: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        compile_pattern(Rule("test.rule", pattern, lambda _: None), lexicon.load().letters)


def test_a_pattern_knows_its_first_two_letters() -> None:
    letters = {"A": "a", "B": "b", "C": "cd"}
    compiled = compile_pattern(Rule("test.rule", "A? (B|C A)+ !A", lambda _: None), letters)
    pairs = {first + second for first, seconds in compiled.begins.items() for second in seconds}
    assert compiled.alone == {"b"}
    assert pairs == {"ab", "ac", "ad", "bb", "bc", "bd", "ca", "da"}
    assert compiled.may_begin("b", "")
    assert not compiled.may_begin("a", "")


def test_names_in_a_pattern() -> None:
    assert names_in("DEF:year (NUM|SG)?") == {"DEF", "D", "N", "Y", "CARD", "SG"}


# --- the word lists ----------------------------------------


def test_the_word_lists_load() -> None:
    loaded = lexicon.load()
    assert len(loaded.listed()) > 1_500
    assert not set(MADE.values()) & set("".join(loaded.letters.values()))
    assert lexicon.word_sets("tense.toml")["future"]


@pytest.mark.parametrize(
    ("token", "listed", "conjunction", "preposition", "prefix"),
    [
        ("يوم", "يوم", False, False, 0),
        ("وباليوم", "اليوم", True, True, 2),
        ("لليوم", "اليوم", False, True, 0),
        ("ولليوم", "اليوم", True, True, 1),
        ("فيوم", "يوم", True, False, 1),
    ],
)
def test_what_is_attached_to_a_word_is_cut_off(
    token: str, listed: str, conjunction: bool, preposition: bool, prefix: int
) -> None:
    loaded = lexicon.load()
    known, found = loaded.word(listed), loaded.word(token)
    assert known is not None
    assert found is not None
    assert (found.entry, found.spellings) == (known.entry, known.spellings)
    assert (found.conjunction, found.preposition, found.prefix) == (conjunction, preposition, prefix)


@pytest.mark.parametrize("token", ["سيوم", "لويوم", "كككيوم", "وو", ""])
def test_what_is_no_particle_stays(token: str) -> None:
    assert lexicon.load().word(token) is None


def test_a_listed_word_is_not_cut() -> None:
    """A word that begins with a particle's letter, and what another entry's word would be with that particle."""
    loaded = lexicon.load()
    for key in loaded.listed():
        if " " not in key and key.isalpha():
            found = loaded.word(key)
            assert found is not None, key
            assert found.prefix == 0, key


@pytest.mark.parametrize(
    ("token", "cls"),
    [("7", "D"), ("07", "D"), ("32", "N"), ("00", "N"), ("2024", "Y"), ("2200", "N"), ("0031", "N"), ("20240", None)],
)
def test_digits_have_the_letter_of_what_they_may_be(token: str, cls: str | None) -> None:
    loaded = lexicon.load()
    assert loaded.letter(token) == (OTHER if cls is None else loaded.letters[cls])


def write_words(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ar.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)


def test_a_word_under_two_classes_is_refused_with_all_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_words(tmp_path, '[A]\n1 = ["يوم", "أمس", "أمس"]\n[B]\n2 = ["أمس", "يَوم"]\n', monkeypatch)
    with pytest.raises(DataFileError) as refused:
        lexicon.load.__wrapped__()
    assert len(refused.value.problems) == 3


def test_a_row_of_another_form_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_words(tmp_path, '[A]\n1 = "يوم"\n', monkeypatch)
    with pytest.raises(DataFileError, match="not a list of words"):
        lexicon.load.__wrapped__()


def test_a_plain_list_with_a_word_twice_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "words.toml").write_text('past = ["قال", "قال"]\nfuture = 3\n', encoding="utf-8")
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)
    with pytest.raises(DataFileError) as refused:
        lexicon.word_sets.__wrapped__("words.toml")
    assert len(refused.value.problems) == 2


def test_every_feast_has_a_day_and_every_day_a_feast() -> None:
    named = {name.split(":")[1] for name in lexicon.load().letters if name.startswith("HOLIDAYNAME:")}
    with (lexicon.FOLDER / "named_days.toml").open("rb") as file:
        assert named == set(tomllib.load(file))
