"""Loading of the word lists: every bad row is reported at once, and every word is found with its clitics attached."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypedDict

from pipeline.kept import kept, read_toml
from pipeline.text import fold_key, tokens

FOLDER = Path(__file__).parent

# Classes of digits are made here, not written down: D may be a day or a month, Y a year, N any other short number.
DIGIT_CLASSES = ("D", "Y", "N")

# Clitics that may stand before a word: one of the first, then one of the second.
_AND_LETTERS = frozenset("\u0648\u0641")
_PREPOSITIONS = frozenset("\u0628\u0644\u0643")
_ARTICLE = "\u0627\u0644"
_SWALLOWED_ARTICLE = "\u0644\u0644"

# Private-use letters stand for the classes in the string that the grammar's patterns run over.
_FIRST_LETTER = 0xE000
OTHER = " "
CONTINUATION = "\uf8ff"  # a word known only as a further part of a phrase

# More digits than a year has are no time word by themselves.
_MOST_DIGITS = 4
# Words that are remembered, so that a corpus of any size takes so much memory and no more.
_REMEMBERED = 1 << 16

Phrase = tuple[tuple[str, ...], "Lookup"]
# What stands before a word: whether it joins with «and», whether with a preposition, and how long it is.
_Attached = tuple[bool, bool, int]
_NOTHING: tuple[None, tuple[Phrase, ...]] = (None, ())
_WHOLE: _Attached = (False, False, 0)


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


class _Listed(TypedDict):
    """ar.toml folded, as it is kept on disk.

    rows: a word or phrase, its class, value, letter and spellings, in the order of the file. words: a single token ->
    its row. phrases: first token -> (the further tokens, the row). letters: as in Lexicon. coarse: tokens, one a line,
    and the letter of each.
    """

    rows: list[tuple[str, str, float | str, str, tuple[str, ...]]]
    words: dict[str, int]
    phrases: dict[str, list[tuple[tuple[str, ...], int]]]
    letters: dict[str, str]
    coarse: tuple[str, str]


class Lexicon:
    """The time words. What is attached to a word is cut off when the word is met; what was found is remembered.

    letters: class -> the letters of its values; `CLASS:value` names one of them.
    """

    def __init__(self, listed: _Listed) -> None:
        self.letters = listed["letters"]
        self._rows = listed["rows"]
        self._words = listed["words"]
        self._phrases = listed["phrases"]
        self._heads = self._words.keys() | self._phrases.keys()
        self._keys = frozenset(row[0] for row in self._rows)
        self._continuations = {part for rows in self._phrases.values() for rest, _ in rows for part in rest}
        self._coarse = listed["coarse"]
        self._met: dict[str, tuple[Lookup | None, Sequence[Phrase]]] = {}

    def word(self, token: str) -> Lookup | None:
        """What a folded token is, None for a number in digits or no time word."""
        return self._look_up(token)[0]

    def phrases(self, token: str) -> Sequence[Phrase]:
        """The phrases that a folded token begins, longest first."""
        return self._look_up(token)[1]

    def coarse(self) -> dict[str, str]:
        """Folded token -> letter, for the first look at a whole text: words with all that may be attached to them,
        digits, and a CONTINUATION for what is only a further part of a phrase. That table is looked through at C's
        speed, token by token; what a token is exactly is asked of few.
        """
        told, letters = self._coarse
        return dict(zip(told.split("\n"), letters, strict=True))

    def letter(self, token: str) -> str:
        """The letter of a folded token as `coarse` has it, OTHER for a word that is no time word."""
        word, phrases = self._look_up(token)
        if word is not None:
            return word.entry.letter
        if len(token) <= _MOST_DIGITS and token.isascii() and token.isdigit():
            return self.letters[digit_class(token)]
        if phrases:
            return phrases[0][1].entry.letter
        return CONTINUATION if token in self._continuations else OTHER

    def listed(self) -> list[str]:
        """The words and phrases of ar.toml, folded."""
        return [row[0] for row in self._rows]

    def _look_up(self, token: str) -> tuple[Lookup | None, Sequence[Phrase]]:
        found = self._met.get(token)
        if found is None:
            bare = [reading for reading in _without_clitics(token) if reading[0] in self._heads]
            if not bare and token not in self._heads:
                return _NOTHING  # most words of a text: not worth remembering
            if len(self._met) >= _REMEMBERED:
                self._met.clear()
            found = self._met[token] = (self._word(token, bare), self._phrases_of(token, bare))
        return found

    def _word(self, token: str, bare: list[tuple[str, _Attached]]) -> Lookup | None:
        """As it is listed; else without what is attached to it, by the first row that it may be of."""
        row = self._words.get(token)
        if row is not None:
            return self._lookup(row, _WHOLE)
        found = [
            (self._words[base], attached)
            for base, attached in bare
            if base in self._words and len(base) > 1 and base[0].isalpha()
        ]
        return self._lookup(*min(found)) if found else None

    def _phrases_of(self, token: str, bare: list[tuple[str, _Attached]]) -> Sequence[Phrase]:
        found: list[Phrase] = [(rest, self._lookup(row, _WHOLE)) for rest, row in self._phrases.get(token, ())]
        with_clitics = [
            (row, attached, rest)
            for base, attached in bare
            if base in self._phrases and base[0].isalpha()
            for rest, row in self._phrases[base]
            if token + self._rows[row][0][len(base) :] not in self._keys
        ]
        found += [(rest, self._lookup(row, attached)) for row, attached, rest in sorted(with_clitics)]
        found.sort(key=lambda phrase: -len(phrase[0]))
        return found

    def _lookup(self, row: int, attached: _Attached) -> Lookup:
        _, cls, value, letter, spellings = self._rows[row]
        return Lookup(Entry(cls, value, letter), *attached, frozenset(spellings))


def read_table(path: Path) -> dict[str, dict[str, list[str]]]:
    """A word list: class -> value -> spellings. Raises DataFileError for rows of another form, all at once."""
    data = read_toml(path)
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
    return Lexicon(kept("time-words", [path], lambda: _listed(path)))


def _listed(path: Path) -> _Listed:
    entries, problems = _entries(read_table(path))
    if problems:
        raise DataFileError(path, problems)
    letters: dict[str, str] = {}
    for entry, _ in entries.values():
        for name in (entry.cls, f"{entry.cls}:{entry.value}"):
            known = letters.setdefault(name, "")
            if entry.letter not in known:
                letters[name] = known + entry.letter
    first = _FIRST_LETTER + len({entry.letter for entry, _ in entries.values()})
    letters.update({cls: chr(first + offset) for offset, cls in enumerate(DIGIT_CLASSES)})
    rows = [(key, *entry, tuple(sorted(spellings))) for key, (entry, spellings) in entries.items()]
    words: dict[str, int] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for number, key in enumerate(entries):
        parts = key.split(" ") if key.replace(" ", "").isalpha() else [token.strip() for token in tokens(key)[0]]
        if len(parts) == 1:
            words[key] = number
        else:
            phrases.setdefault(parts[0], []).append((tuple(parts[1:]), number))
    listed: _Listed = {"rows": rows, "words": words, "phrases": phrases, "letters": letters, "coarse": ("", "")}
    lexicon = Lexicon(listed)
    met = dict.fromkeys(form for head in (*words, *phrases) for form in _with_clitics(head))
    met.update(dict.fromkeys(part for of_head in phrases.values() for rest, _ in of_head for part in rest))
    met.update(
        dict.fromkeys(f"{number:0{width}}" for width in range(1, _MOST_DIGITS + 1) for number in range(10**width))
    )
    coarse = {token: letter for token in met if (letter := lexicon.letter(token)) != OTHER}
    return {**listed, "coarse": ("\n".join(coarse), "".join(coarse.values()))}


def _with_clitics(head: str) -> list[str]:
    """A token, and all that `_without_clitics` makes it of."""
    conjunctions = ("", *_AND_LETTERS)
    forms = [conjunction + clitic + head for conjunction in conjunctions for clitic in ("", *_PREPOSITIONS)]
    if head.startswith(_ARTICLE):
        forms += [conjunction + _SWALLOWED_ARTICLE + head[2:] for conjunction in conjunctions]
    return forms


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


def _without_clitics(token: str) -> list[tuple[str, _Attached]]:
    """The readings of a token that takes off what stands before a word: the rest, and what that is.

    Where the article is swallowed («للعامين») nothing can be cut off, so the whole token is the word.
    """
    found: list[tuple[str, _Attached]] = []
    rest, before = token, 0
    if token[:1] in _AND_LETTERS:
        rest, before = token[1:], 1
        found.append((rest, (True, False, 1)))
    if rest[:1] in _PREPOSITIONS:
        found.append((rest[1:], (bool(before), True, before + 1)))
        if rest.startswith(_SWALLOWED_ARTICLE):
            found.append((_ARTICLE + rest[2:], (bool(before), True, before)))
    return found


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
    return kept(f"sets-{path.stem}", [path], lambda: _word_sets(path))


def _word_sets(path: Path) -> dict[str, frozenset[str]]:
    data = read_toml(path)
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
