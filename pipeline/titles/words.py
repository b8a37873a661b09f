"""The words that headlines are made with: lexicon/titles.toml, folded and ready for look-up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from pipeline import lexicon
from pipeline.kept import toml
from pipeline.text import fold_key

ARTICLE, AND, FOR = "\u0627\u0644", "\u0648", "\u0644"
CONJUNCTIONS = ("\u0648", "\u0641")
ATTACHED = ("\u0628", "\u0644", "\u0643")
_SWALLOWED = "\u0644\u0644"
_FUTURE = "\u0633"
_IMPERFECT = ("\u064a", "\u062a", "\u0646")
_PLURALS = ("", "\u0648\u0646", "\u0627\u0646", "\u0648\u0627", "\u0627")
_PERFECT = ("", "\u062a", "\u0648\u0627", "\u062a\u0627", "\u0627", "\u064a\u0627", "\u0646")
_PRONOUNS = ("\u0647\u0627", "\u0647\u0645\u0627", "\u0647\u0645", "\u0647")
# «التقى» loses its last letter before an ending.
_WEAK = ("", "\u064a", "\u0627", "\u0648")


@cache
def table() -> Mapping[str, Any]:
    """titles.toml as it stands."""
    return toml(lexicon.FOLDER / "titles.toml")


@cache
def folded(section: str, name: str) -> frozenset[str]:
    """A list of words, folded."""
    return frozenset(fold_key(word) for word in table()[section][name])


@cache
def nouns() -> frozenset[str]:
    """The nouns of verbs, folded."""
    return frozenset(fold_key(noun) for noun in table()["nouns"])


@cache
def leftovers() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Phrases that say nothing once their date is gone, by their first word, longest first."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    phrases = (tuple(fold_key(phrase).split()) for phrase in table()["pointing"]["leftover"])
    for phrase in sorted(phrases, key=len, reverse=True):
        found[phrase[0]] = (*found.get(phrase[0], ()), phrase)
    return found


@cache
def _verbs() -> tuple[dict[str, str], dict[str, str]]:
    """Perfect and imperfect stems, folded, with their nouns."""
    past: dict[str, str] = {}
    present: dict[str, str] = {}
    for noun, rows in table()["nouns"].items():
        for row in rows:
            *perfect, imperfect = row.split(" ")
            past[fold_key(" ".join(perfect))] = noun
            if imperfect != "-":
                present[fold_key(imperfect)] = noun
    return past, present


@cache
def _plain_saying() -> tuple[dict[str, str], dict[str, str]]:
    rows = [row.split(" ") for row in table()["verbs"]["plain_saying"]]
    return {fold_key(past): past for past, _ in rows}, {fold_key(now): past for past, now in rows if now != "-"}


@lru_cache(maxsize=16_384)
def noun_of(key: str, form: str) -> tuple[str, bool]:
    """The noun of a folded verb and whether a pronoun for its object is attached; ('', False) where none is listed."""
    return _of(key, form, _verbs())


def says_plainly(key: str, form: str) -> bool:
    """Whether a folded verb of saying adds nothing to what is said."""
    return bool(_of(key, form, _plain_saying())[0])


def _of(key: str, form: str, known: tuple[dict[str, str], dict[str, str]]) -> tuple[str, bool]:
    readings = [key] + ([key[1:]] if key[:1] in CONJUNCTIONS and len(key) > 3 else [])
    for reading in readings:
        for ending in ("", *_PRONOUNS):
            if ending and not (reading.endswith(ending) and len(reading) > len(ending) + 2):
                continue
            whole = reading.removesuffix(ending)
            noun = _of_perfect(whole, known[0]) if form == "past" else _of_imperfect(whole, known[1])
            if noun:
                return noun, bool(ending)
    return "", False


def _of_perfect(word: str, known: Mapping[str, str]) -> str:
    return next((known[stem] for stem in _stems(word, _PERFECT) if stem in known), "")


def _of_imperfect(word: str, known: Mapping[str, str]) -> str:
    whole = [word[1:]] if word.startswith(_IMPERFECT) else []
    if word.startswith(_FUTURE) and word[1:].startswith(_IMPERFECT):
        whole.insert(0, word[2:])
    return next((known[stem] for one in whole for stem in _stems(one, _PLURALS) if stem in known), "")


def _stems(word: str, endings: tuple[str, ...]) -> Iterator[str]:
    """What may be left of a verb without its ending, the weak letter given back."""
    for ending in endings:
        if word.endswith(ending):
            for weak in _WEAK if ending else ("",):
                yield word.removesuffix(ending) + weak


def bare(key: str) -> str:
    """A folded word without an attached conjunction."""
    return key[1:] if key[:1] in CONJUNCTIONS and len(key) > 3 else key


def with_for(label: str) -> str:
    """«لفلان», «للكرملين»."""
    return _SWALLOWED + label[2:] if label.startswith(ARTICLE) else FOR + label


def prefix_length(key: str) -> int:
    """How many letters of a folded word are attached to the word proper: «وبالمجزرة» has two."""
    length = 0
    if key[:1] in CONJUNCTIONS and len(key) > 4:
        length = 1
    rest = key[length:]
    if rest[:1] in ATTACHED and rest[1:].startswith(ARTICLE):
        return length + 1
    return length


def is_judging(key: str, before: str) -> bool:
    """Whether a folded word, behind another, judges."""
    core = key[prefix_length(key) :]
    if core.startswith(_SWALLOWED):
        core = ARTICLE + core[2:]
    plain = core.removeprefix(ARTICLE)
    if plain not in folded("judging", "words"):
        attached = core[:1] in (*ATTACHED, *CONJUNCTIONS) and core[1:] in folded("judging", "words")
        return attached and core[1:] not in folded("judging", "after_article")
    if plain in folded("judging", "after_article"):
        return core.startswith(ARTICLE) and before.startswith(ARTICLE)
    return True
