"""Loading of the word lists: every bad row is reported at once, and every word is found with its clitics attached."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipeline.text import fold_key, tokens

FOLDER = Path(__file__).parent

# Classes of digits are made here, not written down: D may be a day or a month, Y a year, N any other short number.
DIGIT_CLASSES = ("D", "Y", "N")

# Clitics that may stand before a word: (letters, joins with «and», is a preposition).
_CLITICS: tuple[tuple[str, bool, bool], ...] = tuple(
    (conjunction + preposition, bool(conjunction), bool(preposition))
    for conjunction in ("", "\u0648", "\u0641")
    for preposition in ("", "\u0628", "\u0644", "\u0643")
    if conjunction or preposition
)
_ARTICLE = "\u0627\u0644"
_SWALLOWED_ARTICLE = "\u0644\u0644"
_AND_LETTERS = ("\u0648", "\u0641")

# Private-use letters stand for the classes in the string that the grammar's patterns run over.
_FIRST_LETTER = 0xE000
OTHER = " "
CONTINUATION = "\uf8ff"  # a word known only as a further part of a phrase

# Digits by what they may be, as they stand in a text: «1» and «01», but no more than four of them.
_DAYS = [f"{number}" for number in range(1, 32)] + [f"{number:02}" for number in range(1, 10)]
_YEARS = [f"{number}" for number in range(1000, 2200)]


class DataFileError(ValueError):
    """A data file with rows that cannot be used; `problems` names each with its place."""

    def __init__(self, path: Path, problems: list[str]) -> None:
        super().__init__(f"{path.name}: " + "; ".join(problems))
        self.problems = problems


class Entry(NamedTuple):
    """What a word means: its class, its value there, and the letter that stands for both."""

    cls: str
    value: float | str
    letter: str


class Lookup(NamedTuple):
    """A word as it may stand in a text: its entry and what is attached before it."""

    entry: Entry
    conjunction: bool
    preposition: bool
    prefix: int
    spellings: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """words: folded token -> Lookup, digits apart. phrases: first folded token -> [(the further tokens, Lookup)],
    longest first.

    letters: class -> the letters of its values; `CLASS:value` names one of them. coarse: folded token -> letter, for
    the first look at a whole text, digits included.
    """

    words: dict[str, Lookup]
    phrases: dict[str, list[tuple[tuple[str, ...], Lookup]]]
    letters: dict[str, str]
    coarse: dict[str, str]


def read_table(path: Path) -> dict[str, dict[str, list[str]]]:
    """A word list: class -> value -> spellings. Raises DataFileError for rows of another form, all at once."""
    with path.open("rb") as file:
        data = tomllib.load(file)
    problems = [
        f"[{cls}] {value}: not a list of words"
        for cls, values in data.items()
        for value, words in (values.items() if isinstance(values, dict) else [("", None)])
        if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words)
    ]
    if problems:
        raise DataFileError(path, problems)
    return data


def _number(text: str) -> float | str:
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number == int(number) else number


@cache
def load() -> Lexicon:
    """The time words of ar.toml, ready for look-up.

    Raises DataFileError where a word stands under two classes or values, or a row has another form.
    """
    path = FOLDER / "ar.toml"
    entries, problems = _entries(read_table(path))
    if problems:
        raise DataFileError(path, problems)
    letters: dict[str, str] = {}
    for entry, _ in entries.values():
        for name in (entry.cls, f"{entry.cls}:{entry.value}"):
            known = letters.setdefault(name, "")
            if entry.letter not in known:
                letters[name] = known + entry.letter
    words: dict[str, Lookup] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Lookup]]] = {}
    for key, (entry, spellings) in entries.items():
        _add(words, phrases, key, Lookup(entry, False, False, 0, spellings))
    for key, (entry, spellings) in entries.items():
        for variant, lookup in _with_clitics(key, entry, spellings):
            if variant not in entries and variant not in words:
                _add(words, phrases, variant, lookup)
    for continuations in phrases.values():
        continuations.sort(key=lambda row: -len(row[0]))
    first = _FIRST_LETTER + len({entry.letter for entry, _ in entries.values()})
    letters.update({cls: chr(first + offset) for offset, cls in enumerate(DIGIT_CLASSES)})
    return Lexicon(words, phrases, letters, _coarse(words, phrases, letters))


def _entries(
    table: dict[str, dict[str, list[str]]],
) -> tuple[dict[str, tuple[Entry, frozenset[str]]], list[str]]:
    entries: dict[str, tuple[Entry, frozenset[str]]] = {}
    problems: list[str] = []
    letters: dict[tuple[str, str], str] = {}
    for cls, values in table.items():
        for name, spellings in values.items():
            value = _number(name)
            letter = letters.setdefault(
                (cls, "" if isinstance(value, (int, float)) else value), chr(_FIRST_LETTER + len(letters))
            )
            entry = Entry(cls, value, letter)
            for spelling, key in zip(spellings, fold_key("\n".join(spellings)).split("\n"), strict=True):
                known = entries.get(key)
                if known is None:
                    entries[key] = (entry, frozenset({spelling}))
                elif known[0] != entry:
                    problems.append(f"[{cls}] {name}: {spelling} stands under [{known[0].cls}] {known[0].value} too")
                elif spelling in known[1]:
                    problems.append(f"[{cls}] {name}: {spelling} stands there twice")
                else:
                    entries[key] = (entry, known[1] | {spelling})
    return entries, problems


def _add(
    words: dict[str, Lookup],
    phrases: dict[str, list[tuple[tuple[str, ...], Lookup]]],
    key: str,
    lookup: Lookup,
) -> None:
    parts = key.split(" ") if key.replace(" ", "").isalpha() else [token.strip() for token in tokens(key)[0]]
    if len(parts) == 1:
        words[key] = lookup
    else:
        phrases.setdefault(parts[0], []).append((tuple(parts[1:]), lookup))


def _with_clitics(key: str, entry: Entry, spellings: frozenset[str]) -> list[tuple[str, Lookup]]:
    """The forms of a word with و ف ب ل ك before it. Single letters and punctuation take none.

    Where the article is swallowed («للعامين») nothing can be cut off, so the whole token is the word.
    """
    if len(key) < 2 or not key[0].isalpha():
        return []
    forms = [
        (clitic + key, Lookup(entry, conjunction, preposition, len(clitic), spellings))
        for clitic, conjunction, preposition in _CLITICS
    ]
    if key.startswith(_ARTICLE):
        bare = _SWALLOWED_ARTICLE + key[2:]
        forms.append((bare, Lookup(entry, False, True, 0, spellings)))
        forms += [(letter + bare, Lookup(entry, True, True, 1, spellings)) for letter in _AND_LETTERS]
    return forms


def _coarse(
    words: dict[str, Lookup], phrases: dict[str, list[tuple[tuple[str, ...], Lookup]]], letters: dict[str, str]
) -> dict[str, str]:
    digits = [f"{number:0{width}}" for width in (1, 2, 3, 4) for number in range(10**width)]
    coarse = dict.fromkeys(digits, letters["N"])
    coarse.update(dict.fromkeys(_YEARS, letters["Y"]))
    coarse.update(dict.fromkeys(_DAYS, letters["D"]))
    coarse.update({key: lookup.entry.letter for key, lookup in words.items()})
    for first, continuations in phrases.items():
        coarse.setdefault(first, continuations[0][1].entry.letter)
    for continuations in phrases.values():
        for rest, _ in continuations:
            for part in rest:
                coarse.setdefault(part, CONTINUATION)
    return coarse


def digit_class(digits: str) -> str:
    """The class of a short number: D where it may be a day or a month, Y a year, N otherwise."""
    number = int(digits)
    if len(digits) <= 2 and 1 <= number <= 31:
        return "D"
    return "Y" if 1000 <= number <= 2199 else "N"


@cache
def word_sets(name: str) -> dict[str, frozenset[str]]:
    """The plain word lists of a file of this folder: name -> folded words.

    Raises DataFileError for a list that is none or holds a word twice.
    """
    path = FOLDER / name
    with path.open("rb") as file:
        data = tomllib.load(file)
    problems: list[str] = []
    found: dict[str, frozenset[str]] = {}
    for key, words in data.items():
        if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
            problems.append(f"{key}: not a list of words")
            continue
        problems += [f"{key}: {word} stands there twice" for word in sorted({w for w in words if words.count(w) > 1})]
        found[key] = frozenset(fold_key("\n".join(words)).split("\n"))
    if problems:
        raise DataFileError(path, problems)
    return found
