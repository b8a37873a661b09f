"""The words that tell of events, in all the forms that Arabic gives them.

triggers.toml names a verb by its perfect and its imperfect stem, a noun by its singular and plural; the endings, the
article and attached pronouns are added here, once, so that look-up is one step in a dictionary.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple, TypedDict

from pipeline import lexicon
from pipeline.kept import kept, toml
from pipeline.text import fold_key

Form = Literal["noun", "past", "present", "future"]

_FILE = lexicon.FOLDER / "triggers.toml"

_ARTICLE = "\u0627\u0644"
_PRONOUNS = tuple(fold_key(p) for p in ("\u0647", "\u0647\u0627", "\u0647\u0645", "\u0647\u0645\u0627", "\u0646\u0627"))
_IMPERFECT = ("\u064a", "\u062a", "\u0646")
_IMPERFECT_ENDINGS = ("", "\u0648\u0646", "\u0627\u0646", "\u0648\u0627", "\u0627")
_TEH, _HEH, _YEH, _ALEF, _WAW = "\u062a", "\u0647", "\u064a", "\u0627", "\u0648"
_HAMZA = "\u0621"
_HAMZA_ON_ALEF = "\u0623"
_HOLLOW_FOURTH = re.compile(f"{_HAMZA_ON_ALEF}.{_ALEF}.")
_WEAK = ("\u064a", "\u0649", "\u0627")
_SEEN = "\u0633"
_FEMININE = "\u0629"
_CONJUNCTIONS = ("\u0648", "\u0641")
_PREPOSITIONS = ("\u0628", "\u0644", "\u0643")
_UNFINISHED: tuple[Form, ...] = ("present", "future")


class Trigger(NamedTuple):
    """kind and event: the two names of a row. ar/en: what it is called. light: says nothing without its noun.

    possessed: the noun carries a pronoun («زيارته»). turned: what stands beside it says which row it is.
    """

    kind: str
    event: str
    ar: str
    en: str
    form: Form = "noun"
    light: bool = False
    noun: str = ""
    possessed: bool = False
    turned: bool = False


class Boundaries(NamedTuple):
    """Words at which a clause begins or ends, and words that count or order instead of dating."""

    relative: frozenset[str]
    subordinate: frozenset[str]
    reported: frozenset[str]
    closing: frozenset[str]
    participles: frozenset[str]
    times: frozenset[str]
    first: frozenset[str]


@cache
def _table() -> dict[str, Any]:
    return toml(_FILE)


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(fold_key(word) for word in words)


@cache
def boundaries() -> Boundaries:
    """The boundary words of triggers.toml, folded."""
    marks, counted = _table()["boundaries"], _table()["counted"]
    return Boundaries(
        *(_folded(marks[name]) for name in ("relative", "subordinate", "reported", "closing", "participles")),
        *(_folded(counted[name]) for name in ("times", "first")),
    )


@cache
def status_words() -> dict[str, frozenset[str]]:
    """Words that tell a status, folded, by status."""
    return {name: _folded(words) for name, words in _table()["status"].items()}


@cache
def title_words() -> dict[str, frozenset[str]]:
    """Words that a headline neither ends with (dangling) nor begins with (leading), folded."""
    row = _table()["titles"]
    return {name: _folded(row[name]) for name in ("dangling", "leading")}


class TitleParts(NamedTuple):
    """How a headline joins its parts; the kinds that lead to a place."""

    and_: str
    to: str
    in_: str
    about: frozenset[str]
    led_to: frozenset[str]


@cache
def title_parts() -> TitleParts:
    """The [titles] of triggers.toml that are not words to look for."""
    row = _table()["titles"]
    return TitleParts(
        and_=str(row["and"][0]),
        to=str(row["to"][0]),
        in_=str(row["in"][0]),
        about=_folded(row["about"]),
        led_to=frozenset(row["led_to"]),
    )


@cache
def _never() -> frozenset[str]:
    words = [fold_key(word) for word in _table()["never"]["words"]]
    return frozenset(words) | {conjunction + word for word in words for conjunction in _CONJUNCTIONS}


@cache
def never_phrases() -> frozenset[str]:
    """Two words that tell of no event together («طائرة مسيرة»), folded, without و."""
    return _folded(_table()["never"]["phrases"])


_OTHER_TABLES = frozenset({"light", "turn", "boundaries", "counted", "status", "titles", "never"})


@cache
def kinds() -> tuple[str, ...]:
    """The kinds of event, in the order of triggers.toml."""
    return tuple(name for name in _table() if name not in _OTHER_TABLES)


# Forms, one a line, and the number of each in two bytes: many short texts are read slowly from a disk, a long one fast.
_Numbered = tuple[str, bytes]


class _Forms(TypedDict):
    """All forms of triggers.toml as they are kept on disk.

    triggers: the fields of each Trigger; forms: those of its forms, numbered by them; beginnings: the first words of
    those of several words. companies: the words beside a form and the rows that they make of it; turns: the forms.
    """

    triggers: list[tuple[Any, ...]]
    forms: _Numbered
    beginnings: frozenset[str]
    companies: list[dict[str, str]]
    turns: _Numbered


@cache
def _kept() -> _Forms:
    return kept("forms", [_FILE], _made)


def _made() -> _Forms:
    found, turned = _forms_of_rows(), _turned_forms()
    triggers = {trigger: number for number, trigger in enumerate(dict.fromkeys(found.values()))}
    companies = {company: number for number, company in enumerate(dict.fromkeys(turned.values()))}
    return {
        "triggers": [*map(tuple, triggers)],
        "forms": _numbered(found, map(triggers.__getitem__, found.values())),
        "beginnings": frozenset(form.split(" ", 1)[0] for form in found if " " in form),
        "companies": [*map(dict, companies)],
        "turns": _numbered(turned, map(companies.__getitem__, turned.values())),
    }


def _numbered(forms: Iterable[str], numbers: Iterable[int]) -> _Numbered:
    return "\n".join(forms), array("H", numbers).tobytes()


def _by_form(numbered: _Numbered) -> dict[str, int]:
    forms, numbers = numbered
    return dict(zip(forms.split("\n"), memoryview(numbers).cast("H"), strict=True))


@cache
def forms() -> Mapping[str, int]:
    """Every folded form of every trigger, without attached particles -> a number that `trigger_of_form` knows."""
    return _by_form(_kept()["forms"])


def trigger_of_form(form: str) -> Trigger | None:
    """The trigger of one of the `forms`, None for another word; those of no kind need company (see `turns_of`)."""
    number = forms().get(form)
    return None if number is None else _trigger(number)


@cache
def _trigger(number: int) -> Trigger:
    return Trigger(*_kept()["triggers"][number])


def _forms_of_rows() -> dict[str, Trigger]:
    light = {name: _folded(_table()["light"][name]) for name in ("past", "present")}
    words: list[tuple[Trigger, dict[str, Any]]]
    words = [(named, _table()[named.kind][named.event]) for named in rows().values()]
    words.append((Trigger("other", "other", "", ""), {"nouns": [], **_table()["light"]}))
    words += [(Trigger("", "", "", ""), row) for row in _table()["turn"]]
    found: dict[str, Trigger] = {}
    for named, row in words:
        for noun in row["nouns"]:
            _add_noun(found, named, noun)
        for verb in row["past"]:
            past = named._replace(form="past", light=fold_key(verb) in light["past"])
            for form in _past_forms(verb):
                found.setdefault(form, past)
    # «تفقد» is the perfect of one verb and the imperfect of another: the perfect is the commoner.
    for named, row in words:
        for stem in map(fold_key, row["present"]):
            light_stem = stem in light["present"]
            tenses = {tense: named._replace(form=tense, light=light_stem) for tense in _UNFINISHED}
            for form, tense in _present_forms(stem):
                found.setdefault(form, tenses[tense])
    return found


@cache
def rows() -> dict[str, Trigger]:
    """The rows of triggers.toml by «kind.event», as nouns without a word of their own."""
    table = _table()
    return {
        f"{kind}.{event}": Trigger(kind, event, str(row["ar"]), str(row["en"]))
        for kind in kinds()
        for event, row in table[kind].items()
    }


def _turned_forms() -> dict[str, tuple[tuple[str, str], ...]]:
    """What a form becomes beside certain words: form -> word, or two of them, and the row, where it is another one."""
    found: dict[str, dict[str, str]] = {}
    for turn in _table()["turn"]:
        beside = dict.fromkeys(map(fold_key, turn["beside"]), str(turn["row"]))
        all_forms = [form for verb in turn["past"] for form in _past_forms(verb)]
        all_forms += [form for stem in turn["present"] for form, _ in _present_forms(fold_key(stem))]
        all_forms += [
            form for noun in turn["nouns"] for form in _noun_forms(fold_key(noun), feminine=noun.endswith(_FEMININE))
        ]
        for form in all_forms:
            found[form] = {**beside, **found.get(form, {})}
    return {form: tuple(company.items()) for form, company in found.items()}


@lru_cache(maxsize=65_536)
def turns_of(word: str) -> Mapping[str, Trigger] | None:
    """What a word as it stands, particles attached, becomes beside certain words: word, or two of them -> the row."""
    known = _turns()
    return next((_company(known[reading]) for reading in _readings(word) if reading in known), None)


@cache
def _turns() -> dict[str, int]:
    return _by_form(_kept()["turns"])


@cache
def _company(number: int) -> Mapping[str, Trigger]:
    return {beside: rows()[row]._replace(turned=True) for beside, row in _kept()["companies"][number].items()}


def _add_noun(found: dict[str, Trigger], named: Trigger, noun: str) -> None:
    key = fold_key(noun)
    for form in _noun_forms(key, feminine=noun.endswith(_FEMININE)):
        # «عدوانا» is the accusative of «عدوان», not «our enmity».
        possessed = form.endswith(_PRONOUNS) and len(form) > len(key) and form[:2] != _ARTICLE and form != key + _ALEF
        found.setdefault(form, named._replace(noun=noun, possessed=possessed))


def _noun_forms(noun: str, *, feminine: bool) -> list[str]:
    if " " in noun:
        return [noun, _ARTICLE + noun.replace(" ", f" {_ARTICLE}")]
    stem = noun[:-1] + _TEH if feminine else noun
    forms = [noun, _ARTICLE + noun, noun + _ALEF]
    forms += [stem + pronoun for pronoun in _PRONOUNS]
    forms += [stem + ending for ending in ("\u064a\u0646", "\u0627\u0646", _YEH)]
    forms += [_ARTICLE + stem + ending for ending in ("\u064a\u0646", "\u0627\u0646")]
    if noun.endswith(_HAMZA):
        forms += [noun[:-1] + carrier + pronoun for carrier in (_YEH, _WAW) for pronoun in _PRONOUNS]
    return forms


def _past_forms(verb: str) -> list[str]:
    """The folded forms of a verb, given in the perfect; of several words the first is conjugated."""
    if " " in verb:
        first, rest = verb.split(" ", 1)
        return [f"{form} {fold_key(rest)}" for form in _past_forms(first)[:3]]
    key = fold_key(verb)
    if verb[-1] in _WEAK:  # التقى, دعا: the weak letter goes before an ending
        stem = key[:-1]
        forms = [
            key,
            stem + _TEH,
            stem + "\u0648\u0627",
            stem + "\u064a\u0627",
            stem + "\u062a\u0627",
            stem + "\u0627",
        ]
    else:  # بدأ keeps its hamza, which folds to a weak letter
        endings = ("", _TEH, "\u0648\u0627", "\u062a\u0627", "\u0646")
        forms = [key + ending for ending in endings]
        forms.append(key if key.endswith(_ALEF) else key + _ALEF)
        if verb.endswith(_HAMZA_ON_ALEF):  # «بدؤوا», «لجأوا»
            forms.append(key[:-1] + "\u0648\u0648\u0627")
    with_pronoun = [form + pronoun for form in forms[:2] for pronoun in _PRONOUNS[:4]]
    if _HOLLOW_FOURTH.fullmatch(verb):  # «إشارة» is no «أشاره»
        with_pronoun.remove(key + _HEH)
    return forms + with_pronoun


def _present_forms(stem: str) -> list[tuple[str, Form]]:
    if " " in stem:
        first, rest = stem.split(" ", 1)
        return [(f"{letter}{first} {rest}", "present") for letter in _IMPERFECT[:2]]
    stems = [stem]
    if stem[-1] in (_YEH, _WAW):
        stems.append(stem[:-1])
    forms: list[tuple[str, Form]] = []
    for letter in _IMPERFECT:
        for position, one in enumerate(stems):
            for ending in _IMPERFECT_ENDINGS if position == 0 else _IMPERFECT_ENDINGS[1:]:
                forms.append((letter + one + ending, "present"))
                forms.append((_SEEN + letter + one + ending, "future"))
        forms += [(letter + stem + pronoun, "present") for pronoun in _PRONOUNS[:3]]
    return forms


def trigger_of(word: str, following: str = "") -> Trigger | None:
    """The event that a folded word tells of, alone or with the word behind it; attached و ف ب ل ك are seen through."""
    found, begins_phrase = _alone(word)
    if begins_phrase and following:
        for bare in _readings(word):
            phrase = trigger_of_form(f"{bare} {following}")
            if phrase is not None:
                return phrase
    return found


def may_be_trigger(word: str) -> bool:
    """Whether a folded word tells of an event by itself or with some word behind it."""
    found, begins_phrase = _alone(word)
    return found is not None or begins_phrase


@lru_cache(maxsize=65_536)
def _alone(word: str) -> tuple[Trigger | None, bool]:
    """What a word tells of by itself, and whether it may begin a phrase."""
    if word in _never():
        return None, False
    readings = _readings(word)
    begins = not _kept()["beginnings"].isdisjoint(readings)
    found = [trigger for bare in readings if (trigger := trigger_of_form(bare)) is not None]
    # «ودعت» is «she called» rather than a verb that needs company.
    return next((one for one in found if one.kind), found[0] if found else None), begins


def _readings(word: str) -> list[str]:
    """The word itself, and what stays of it without attached particles."""
    readings = [word]
    if len(word) > 3 and word[0] in _CONJUNCTIONS:
        readings.append(word[1:])
    for reading in tuple(readings):
        if len(reading) > 3 and reading[0] in _PREPOSITIONS:
            readings.append(reading[1:])
        if reading.startswith("\u0644\u0644") and len(reading) > 4:
            readings.append(_ARTICLE + reading[2:])
    return readings
