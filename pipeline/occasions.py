"""What stands around a national day or a feast: its country («اليوم الوطني ‹لدولة قطر›»), or a congratulation.

The countries' words are those of lexicon/names_places.toml, so that every country that the names know is known here;
they are looked up behind a national day alone, and are no time words anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pyarabic import araby

from pipeline import lexicon, national_days
from pipeline.kept import kept, read_toml
from pipeline.text import fold_key

_PLACES = lexicon.FOLDER / "names_places.toml"
_ARTICLE = araby.ALEF + araby.LAM
_FOR, _IN = araby.LAM, araby.BEH
_AND_LETTERS = (araby.WAW, araby.FEH)
# An adjective or a name with ل says whose day it is; a bare name, or one with ب, where it is kept.
_OF, _NAME, _PLACE = "of", "name", "place"


class Nation(NamedTuple):
    """A country found in a text: its code, how it is told (of, name, place) and of how many tokens."""

    country: str
    how: str
    length: int


def nation_at(keys: Sequence[str], at: int) -> Nation | None:
    """The country whose name or adjective begins with a folded token, the longest one."""
    for rest, country, how in _heads().get(keys[at], ()):
        if tuple(keys[at + 1 : at + 1 + len(rest)]) == rest:
            return Nation(country, how, 1 + len(rest))
    return None


def greets(words: Iterable[str]) -> bool:
    """Whether one of the folded words before a feast makes it what is congratulated on («هنأ الرئيس الشعب بعيد …»)."""
    greetings = lexicon.word_sets("occasions.toml")["greeting"]
    return any(word in greetings or (word[:1] in _AND_LETTERS and word[1:] in greetings) for word in words)


@cache
def country_words() -> frozenset[str]:
    """Every token of a country's name."""
    return frozenset(word for head, rows in _heads().items() for rest, _, _ in rows for word in (head, *rest))


@cache
def _heads() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """First token -> (the further tokens, the country, how it is told), longest first."""
    return kept("countries", [_PLACES, national_days.FILE], _made)


def _made() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    heads: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for country, key, is_adjective in _rows():
        for form, how in _adjective(key) if is_adjective else _name(key):
            first, *rest = form.split()
            heads.setdefault(first, []).append((tuple(rest), country, how))
    for rows in heads.values():
        rows.sort(key=lambda row: -len(row[0]))
    return heads


def _rows() -> Iterator[tuple[str, str, bool]]:
    """Country, folded word, whether it is an adjective."""
    table = read_toml(_PLACES)["countries"]
    for line in table.strip().splitlines():
        country, label, _, others, adjectives, *_ = [*map(str.strip, line.split("|")), "", ""]
        for name in fold_key("\n".join([label, *others.split(";")])).split("\n"):
            if name.strip():
                yield country, name.replace("-", " "), False
        for adjective in fold_key(adjectives).split(";"):
            if adjective.strip() and not adjective.strip().startswith("*"):
                yield country, adjective.strip(), True
    for country, names in national_days.short_names().items():
        for name in names:
            yield country, fold_key(name), False


def _adjective(key: str) -> Iterator[tuple[str, str]]:
    """With the article on its first word, or on each («الكوري الجنوبي»)."""
    yield _ARTICLE + key, _OF
    if " " in key:
        yield " ".join(_ARTICLE + part for part in key.split()), _OF


def _name(key: str) -> Iterator[tuple[str, str]]:
    yield key, _NAME
    yield _IN + key, _PLACE
    yield (_FOR + key.removeprefix(araby.ALEF) if key.startswith(_ARTICLE) else _FOR + key), _OF
