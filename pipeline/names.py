"""People, countries, organisations and places named in an article: one look at every word, then the rules below.

Lists know the countries, many towns, people and bodies; what no list knows is recognised by what stands beside it
(a title, a verb of saying, a given name, a cue noun). Arabic has no capitals, so an unknown word is one that is not
among the ordinary words of `names_common.toml`. Short forms and titles that point back are resolved at the end, from
what the article itself has named. All words are in `lexicon/names*.toml`.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import ClassVar, Literal, NamedTuple

from pyarabic import araby

from pipeline.model import Name, Span
from pipeline.romanise import romanise
from pipeline.text import fold, fold_key, tokens

Category = Literal["person", "group", "country", "place"]

_FOLDER = Path(__file__).parent / "lexicon"
_ARTICLE = araby.ALEF + araby.LAM
_SWALLOWED = araby.LAM + araby.LAM
_HAMZAS = frozenset((araby.ALEF_HAMZA_ABOVE, araby.ALEF_HAMZA_BELOW, araby.ALEF_MADDA))
_CONJUNCTIONS = (araby.WAW, araby.FEH)
_PREPOSITIONS = (araby.BEH, araby.LAM, araby.KAF)
_BEFORE_A_NAME = (*_CONJUNCTIONS, *_PREPOSITIONS, araby.WAW + araby.LAM, araby.WAW + araby.BEH)
_AND, _IN, _FOR = araby.WAW, araby.BEH, araby.LAM
_COMMA = araby.COMMA
_QUOTES = frozenset("\u00ab\"\u201c\u201d(")
_QUOTES_END = frozenset("\u00bb\"\u201d\u201c)")
_COMMAS = frozenset((_COMMA, ","))
_HYPHENS = frozenset("-\u2010\u2011")
_YEH, _HEH, _TEH, _ALEF, _NOON = araby.YEH, araby.HEH, araby.TEH, araby.ALEF, araby.NOON
_WAW, _LAM = araby.WAW, araby.LAM
# Possessive endings of a noun or verb, never those of a name.
_ENDINGS = (_HEH + _ALEF, _HEH + araby.MEEM, _HEH + araby.MEEM + _ALEF, _HEH)
# Endings of the dual and the plural.
_PLURALS = (_ALEF + _NOON, _WAW + _NOON, _YEH + _NOON, _WAW + _ALEF, _ALEF + _TEH)
_NISBA_ENDINGS = (
    "", _HEH, _WAW + _NOON, _YEH + _NOON, _ALEF + _NOON, _TEH + _ALEF + _NOON, _TEH + _YEH + _NOON, _ALEF + _TEH,
)  # fmt: skip
_WORD = re.compile("[\u0621-\u064a\u0671-\u06d3]+")
# Verbs of the tenth form and participles: never the beginning of a surname.
_VERBAL = re.compile(f"[{_YEH}{_TEH}{_NOON}{_ALEF}{araby.MEEM}]{araby.SEEN}{_TEH}..")
# «رفضوا» (but not «كوروساوا») and «التقيا».
_CONJUGATED = re.compile(f"..+[^{_ALEF}]{_WAW}{_ALEF}$|{_ALEF}{_LAM}{_TEH}")
_TITLE_REACH, _NAME_LENGTH, _COMPLEMENTS = 11, 5, 2


class DataError(ValueError):
    """Rows of a word list that cannot be used, all of one file at once."""


class Known(NamedTuple):
    """What a listed phrase is. kind decides which rule reads it; value: a role, or an English word."""

    kind: str
    label: str = ""
    english: str = ""
    country: str = ""
    value: str = ""
    weak: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists, ready for look-up: phrases by their first folded word, longest first; sets of single words."""

    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], Sequence[Known]]]]
    common: frozenset[str]
    sets: Mapping[str, frozenset[str]]
    countries: Mapping[str, tuple[str, str]]
    english: Mapping[str, str]
    given: frozenset[str]
    arabic_given: frozenset[str]
    family_first: frozenset[str]
    families: frozenset[str]
    labels: Mapping[str, str]
    loose: Mapping[tuple[str, ...], Known]
    bodies_english: Mapping[str, str]
    places_english: Mapping[str, str]


# The preposition is no spelling of the name: the two are told apart by their last letter before folding.
_ON = araby.AIN + araby.LAM + araby.ALEF_MAKSURA
_ALI = araby.AIN + araby.LAM + araby.YEH


@lru_cache(maxsize=1 << 14)
def _key(word: str) -> str:
    return _ON if word == _ON else fold_key(word).replace(araby.HAMZA, "")


def _split(text: str, mark: str = ";") -> list[str]:
    return [part for part in (piece.strip() for piece in text.split(mark)) if part]


def _phrase(text: str) -> tuple[str, ...]:
    return tuple(_key(text).replace("-", " ").replace("+", " +").split())


def _rows(text: str, mark: str, least: int, most: int, path: str) -> Iterator[list[str]]:
    """The rows of a text, each cut at `mark`. Raises DataError naming every row with too few or too many fields."""
    rows = [[part.strip() for part in line.split(mark)] for line in text.splitlines() if line.strip()]
    wrong = [mark.join(row) for row in rows if not least <= len(row) <= most]
    if wrong:
        raise DataError(f"{path}: rows with too few or too many fields: {wrong}")
    yield from rows


class _Builder:
    """Gathers the lists into one table of phrases."""

    def __init__(self) -> None:
        self.phrases: dict[tuple[str, ...], list[Known]] = {}

    def add(self, text: str, known: Known) -> None:
        key = _phrase(text)
        if key:
            self.add_key(key, known)

    def add_key(self, key: tuple[str, ...], known: Known) -> None:
        if known not in (kept := self.phrases.setdefault(key, [])):
            kept.append(known)

    def by_first(self) -> dict[str, list[tuple[tuple[str, ...], Sequence[Known]]]]:
        heads: dict[str, list[tuple[tuple[str, ...], Sequence[Known]]]] = {}
        for key, known in self.phrases.items():
            heads.setdefault(key[0], []).append((key[1:], tuple(known)))
        for rows in heads.values():
            rows.sort(key=lambda row: -len(row[0]))
        return heads


@cache
def _read(name: str) -> dict[str, str]:
    with (_FOLDER / f"{name}.toml").open("rb") as file:
        data = tomllib.load(file)
    wrong = [key for key, value in data.items() if not isinstance(value, str)]
    if wrong:
        raise DataError(f"{name}.toml: not text: {wrong}")
    return data


@cache
def _words() -> _Words:
    cues = _read("names")
    builder = _Builder()
    countries = _add_places(builder, frozenset(_key(word) for word in _split(cues["cue_only"])))
    _add_people(builder)
    _add_groups(builder)
    given_lists = _read("names_given")
    english: dict[str, str] = {}
    given: set[str] = set()
    arabic: set[str] = set()
    for script in ("arabic", "foreign"):
        for item in _split(given_lists[script].replace("\n", ";")):
            word, _, spelt = item.partition("=")
            key = _key(word.strip("() "))
            english[key] = spelt.strip()
            builder.add(key, Known("given", weak=word.startswith("(")))
            given.add(key)
            if script == "arabic":
                arabic.add(key)
    families: set[str] = set()
    for item in _split(given_lists["family"].replace("\n", ";")):
        word, _, spelt = item.partition("=")
        if " " not in word:
            families.add(_key(word))
            english.setdefault(_key(word), spelt.strip())
    labels, loose = _variants(builder)
    _add_cues(builder, cues)
    sets = {
        name: frozenset(_key(word) for word in _split(cues[name]) if " " not in word)
        for name in (
            "modifiers", "bridges", "particles", "suffix_particles", "saying", "acting", "moving", "place_prepositions",
            "into_prepositions", "toward", "strict_bodies", "open_places", "labelled_places", "place_suffixes", "stops",
        )
    }  # fmt: skip
    for name in ("head_roles", "minister_roles", "royal_roles"):
        sets[name] = frozenset(_split(cues[name]))
    return _Words(
        phrases=builder.by_first(),
        common=frozenset(_read("names_common")["words"].split()),
        sets=sets,
        countries=countries,
        english=english,
        given=frozenset(given),
        arabic_given=frozenset(arabic),
        family_first=frozenset(_key(word) for word in _split(given_lists["family_first"])),
        families=frozenset(families),
        labels=labels,
        loose=loose,
        bodies_english=_pairs(cues["body_words_english"]),
        places_english=_pairs(cues["place_words_english"]),
    )


def _pairs(text: str) -> dict[str, str]:
    pairs = (item.partition(":") for item in _split(text.replace("\n", " ")))
    return {" ".join(_phrase(word)): english.strip() for word, _, english in pairs}


def _add_places(builder: _Builder, cue_only: frozenset[str]) -> dict[str, tuple[str, str]]:
    places = _read("names_places")
    countries: dict[str, tuple[str, str]] = {}
    for row in _rows(places["countries"], "|", 3, 6, "names_places.toml"):
        code, label, english, spellings, adjectives, capital = row + [""] * (6 - len(row))
        countries[code] = (label, english)
        for spelling in [label, *_split(spellings)]:
            weak = _key(spelling) in cue_only
            builder.add(spelling, Known("country", label, english, code, weak=weak))
        for adjective in _split(adjectives):
            known = Known("adjective", label, english, code)
            for form in _adjective_forms(_phrase(adjective)):
                builder.add_key(form, known)
        names, _, english = capital.partition("=")
        for spelling in _split(names):
            known = Known("capital", _split(names)[0], english.strip(), code, weak=_key(spelling) in cue_only)
            builder.add(spelling, known)
    for code, towns in _rows(places["cities"], ":", 2, 2, "names_places.toml"):
        for item in _split(towns):
            spellings, _, english = item.partition("=")
            label = _split(spellings, ",")[0]
            for spelling in _split(spellings, ","):
                weak = _key(spelling) in cue_only
                builder.add(spelling, Known("place", label, english.strip(), code.strip("-"), weak=weak))
    return countries


def _adjective_forms(parts: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Every gender, number and definiteness of a nationality; a word marked * only takes the article."""
    if parts[0].startswith("*"):
        return {(parts[0][1:],), (_ARTICLE + parts[0][1:],)}
    forms: set[tuple[str, ...]] = set()
    for ending in _NISBA_ENDINGS:
        form = tuple(part + ending if part.endswith(_YEH) else part for part in parts)
        forms |= {form, (_ARTICLE + form[0], *form[1:])}
        forms.add(tuple(_ARTICLE + one if part.endswith(_YEH) else one for one, part in zip(form, parts, strict=True)))
    return forms


def _add_people(builder: _Builder) -> None:
    for row in _rows(_read("names_people")["people"], "=", 4, 5, "names_people.toml"):
        spellings, english, country, role, shorts = row + [""] * (5 - len(row))
        full = _split(spellings, ",")
        for spelling in full:
            builder.add(spelling, Known("person", full[0], english, country, role))
        for short in _split(shorts):
            weak = short.startswith("(")
            builder.add(short.strip("()"), Known("short", full[0], english, country, role, weak))


def _add_groups(builder: _Builder) -> None:
    for row in _rows(_read("names_groups")["groups"], "=", 2, 4, "names_groups.toml"):
        spellings, english, country, kind = row + [""] * (4 - len(row))
        names = _split(spellings, ",")
        for spelling in names:
            builder.add(spelling, Known("group", names[0], english, country, kind))


def _variants(builder: _Builder) -> tuple[dict[str, str], dict[tuple[str, ...], Known]]:
    """Listed spelling -> label, and the loose keys of foreign names of people and towns -> what they are."""
    labels: dict[str, str] = {}
    loose: dict[tuple[str, ...], Known] = {}
    for key, rows in builder.phrases.items():
        for known in rows:
            if known.label and known.kind != "adjective" and not known.weak:
                labels.setdefault(" ".join(key), known.label)
            if known.kind in ("person", "short", "place", "capital", "country") and not known.weak:
                sounds = tuple(_loose(part) for part in key)
                if len(key) > 1 or len(sounds[0]) >= 5:
                    loose.setdefault(sounds, known)
    return labels, loose


def _add_cues(builder: _Builder, cues: Mapping[str, str]) -> None:
    for cls in ("titles", "references", "construct_references", "duals", "named_duals", "either"):
        for value, row in _rows(cues[cls], ":", 2, 2, "names.toml"):
            for word in _split(row):
                builder.add(word, Known(cls, value=value))
                if cls == "titles" and " " not in word and not word.startswith(_ARTICLE):
                    builder.add(_ARTICLE + word, Known(cls, value=value))
    for cls in ("country_duals", "counterparts", "government", "institutions", "bodies", "places", "saying"):
        for word in _split(cues[cls]):
            builder.add(word, Known(cls, label=word))
    for word in _split(cues["government"]):
        builder.add(" ".join(_ARTICLE + part for part in word.split()), Known("government", label=word))
    for word in _split(cues["bodies"]):
        builder.add(_ARTICLE + word, Known("body_reference", label=word))
    for word in _split(cues["institutions"]):
        if word.startswith(_ARTICLE) and " " not in word:
            builder.add(word[2:], Known("institutions", label=word))


# --- keys ------------------------------------------------------------------------------------------------------------

_SOUNDS = str.maketrans(
    araby.GHAIN + araby.QAF + "\u06af" + "\u0686" + araby.TAH + araby.SAD + araby.ZAH + araby.THAL + "\u067e\u06a4",
    araby.JEEM * 4 + araby.TEH + araby.SEEN + araby.ZAIN + araby.ZAIN + araby.BEH + araby.FEH,
)
_LONG_VOWELS = re.compile(f"([{_ALEF}{_WAW}{_YEH}])[{_ALEF}{_WAW}{_YEH}]+")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 14)
def _loose(word: str) -> str:
    """What a foreign name sounds like: one letter for g, t, s and z, the first one of a run of long vowels."""
    return _DOUBLED.sub(r"\1", _LONG_VOWELS.sub(r"\1", word.translate(_SOUNDS)))


@lru_cache(maxsize=1 << 12)
def _latin(label: str) -> str:
    return romanise(label, _words().english)


@lru_cache(maxsize=1 << 12)
def same_name_key(label: str) -> str:
    """A key that all spellings of one name share, within an article and across them."""
    parts = _phrase(label)
    listed = _words().labels.get(" ".join(parts))
    if listed is not None:
        parts = _phrase(listed)
    return "".join(_loose(part[2:] if part.startswith(_ARTICLE) and len(part) > 4 else part) for part in parts)


def country_of_adjective(phrase: str) -> str:
    """The label of the country that a nationality means («الروسية», «كوريون جنوبيون»), '' where it means none."""
    parts = _phrase(phrase)
    if not parts:
        return ""
    for candidate in _readings(parts[0]):
        for rest, rows in _words().phrases[candidate[1]]:
            if rest == parts[1:]:
                for known in rows:
                    if known.kind == "adjective":
                        return known.label
    return ""


# --- words -----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 16)
def _readings(word: str) -> tuple[tuple[str, str], ...]:
    """The ways to read a word as the head of a listed phrase: (what is attached before it, the head)."""
    heads = _words().phrases
    found = [("", word)] if word in heads else []
    if word in _words().common:
        return tuple(found)
    for prefix, rest in _cut(word):
        if len(rest) > 1 and rest in heads:
            found.append((prefix, rest))
    return tuple(found)


def _cut(word: str) -> Iterator[tuple[str, str]]:
    """A word without its attached particles, the shortest prefix first; «لل» gives its article back."""
    bases = [("", word)]
    if word[:1] in _CONJUNCTIONS and len(word) > 2:
        bases.append((word[0], word[1:]))
        yield word[0], word[1:]
    for before, base in bases:
        if base[:1] in _PREPOSITIONS and len(base) > 2:
            yield before + base[0], base[1:]
        if base.startswith(_SWALLOWED) and len(base) > 3:
            yield before + base[0], _ARTICLE + base[2:]


@lru_cache(maxsize=1 << 16)
def _is_common(word: str) -> bool:
    """An ordinary word, by itself or without what is attached to it."""
    words = _words()
    common = words.common
    if word in common or word in words.sets["stops"]:
        return True
    forms = [word, *(rest for _, rest in _cut(word))]
    forms += [form[2:] for form in forms if form.startswith(_ARTICLE) and len(form) > 4]
    forms += [form[1:] for form in forms if form[:1] == araby.SEEN and form[1:2] in (_YEH, _TEH, _NOON, _ALEF)]
    return any(form in common for form in forms if len(form) > 2) or any(_inflected(form, common) for form in forms)


def _inflected(form: str, common: frozenset[str]) -> bool:
    """An ordinary word with a possessive, an ending of the dual or plural, or the accusative."""
    for ending in _ENDINGS:
        stem = form[: -len(ending)]
        if form.endswith(ending) and len(stem) > 2 and (stem in common or stem[:-1] + _HEH in common):
            return True
    if form.endswith(_PLURALS) and len(form) > 5 and form[:-2] in common:
        return True
    return form.endswith(_ALEF) and len(form) > 4 and form[:-1] in common


@lru_cache(maxsize=1 << 16)
def _is_unknown(word: str) -> bool:
    """A word that no list knows and that ordinary Arabic does not have: perhaps a name."""
    if len(word) < 2 or _WORD.fullmatch(word) is None:
        return False
    if word in _words().families:
        return True
    if _readings(word) or _is_common(word) or _VERBAL.match(word) or _CONJUGATED.match(word):
        return False
    return not (len(word) > 5 and word.endswith((_TEH + _HEH + _ALEF, _TEH + _HEH, _TEH + _HEH + araby.MEEM)))


def _has(rows: Iterable[Known], *kinds: str) -> Known | None:
    return next((known for known in rows if known.kind in kinds), None)


# --- reading a text --------------------------------------------------------------------------------------------------


class _Match(NamedTuple):
    """A listed phrase at a token: what is attached before it, its length in tokens and what it is."""

    prefix: str
    length: int
    rows: Sequence[Known]

    def get(self, *kinds: str) -> Known | None:
        return _has(self.rows, *kinds)


@dataclass(slots=True)
class _Hit:
    """A stretch of tokens with what it names, or with how to find that out later (kind `reference` …)."""

    first: int
    last: int
    prefix: str
    kind: str
    label: str = ""
    english: str = ""
    country: str = ""
    roles: frozenset[str] = frozenset()
    head: str = ""


@dataclass(slots=True)
class _Person:
    label: str
    english: str
    countries: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    listed: bool = False
    seen: list[int] = field(default_factory=list)


class _Reader:
    """One article: its tokens, and what has been found in them so far."""

    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        self.lists = _words()
        self.sets = self.lists.sets
        self.text = text
        self.folded = fold(text)
        pieces, offsets = tokens(self.folded.text)
        self.words = [piece.strip().replace(araby.HAMZA, "") or "\n" for piece in pieces]
        self.starts = offsets[:-1]
        if _ALI in self.folded.text:
            self._tell_on_from_ali()
        self.ends = [start + len(piece.rstrip()) for start, piece in zip(self.starts, pieces, strict=True)]
        self._join_hyphens(pieces)
        self._keep_hamza()
        starts = self.starts
        self.barriers = {bisect_right(starts, self._folded_offset(span.start) - 1) for span in sentences}
        self.count = len(self.words)
        self.vocabulary = frozenset(self.words)
        self.hits: list[_Hit] = []
        self.taken = bytearray(self.count + 1)
        self.people: dict[str, _Person] = {}

    def _folded_offset(self, raw: int) -> int:
        if not self.folded.breaks:
            return raw
        low, high = 0, len(self.folded.text)
        while low < high:
            middle = (low + high) // 2
            if self.folded.raw_start(middle) < raw:
                low = middle + 1
            else:
                high = middle
        return low

    def _keep_hamza(self) -> None:
        """«إلفريده» does not begin with the article: an unknown word keeps the hamza that says so."""
        for found in _NO_ARTICLE.finditer(self.text):
            at = bisect_right(self.starts, self._folded_offset(found.start())) - 1
            word = self.words[at]
            if word.startswith(_ARTICLE) and not _readings(word) and word not in self.lists.common:
                self.words[at] = found[0][0] + word[1:]

    def _tell_on_from_ali(self) -> None:
        for at, word in enumerate(self.words):
            if word == _ALI and self.text[self.folded.raw_start(self.starts[at] + 2)] == araby.ALEF_MAKSURA:
                self.words[at] = _ON

    def _join_hyphens(self, pieces: Sequence[str]) -> None:
        """A hyphen between two words without blanks joins them: it is no token."""
        if not any(hyphen in self.folded.text for hyphen in _HYPHENS):
            return
        drop = {
            at
            for at in range(1, len(pieces) - 1)
            if pieces[at] in _HYPHENS and self.ends[at - 1] == self.starts[at] and pieces[at - 1][-1].isalpha()
            and pieces[at + 1][0].isalpha()
        }  # fmt: skip
        if drop:
            keep = [at for at in range(len(pieces)) if at not in drop]
            self.words = [self.words[at] for at in keep]
            self.starts = [self.starts[at] for at in keep]
            self.ends = [self.ends[at] for at in keep]

    # -- looking

    def word(self, at: int) -> str:
        return self.words[at] if 0 <= at < self.count else "\n"

    def before(self, at: int) -> str:
        """The word before a token, without an «and» that another word begins with."""
        word = self.word(at - 1)
        bare = word[1:] if word[:1] in _CONJUNCTIONS else word
        known = any(bare in self.sets[name] for name in ("place_prepositions", "saying", "acting", "toward", "moving"))
        return bare if known else word

    def matches(self, at: int) -> Iterator[_Match]:
        """The listed phrases that begin at a token, those of the whole word first, longest first."""
        words = self.words
        for prefix, head in _readings(self.word(at)):
            for rest, rows in self.lists.phrases[head]:
                if not rest or tuple(words[at + 1 : at + 1 + len(rest)]) == rest:
                    yield _Match(prefix, 1 + len(rest), rows)

    def best(self, at: int, *kinds: str) -> tuple[_Match, Known] | None:
        for match in self.matches(at):
            known = match.get(*kinds)
            if known is not None:
                return match, known
        return None

    def nationality(self, at: int) -> tuple[str, int, str]:
        """(country code, tokens, prefix) of a nationality at a token; ('', 0, '') where there is none."""
        found = self.best(at, "adjective")
        return (found[1].country, found[0].length, found[0].prefix) if found else ("", 0, "")

    def surface(self, first: int, last: int, prefix: str = "") -> str:
        start, end = self.span(first, last, prefix)
        plain = araby.strip_tatweel(araby.strip_tashkeel(self.text[start:end]))
        return " ".join(plain.split())

    def span(self, first: int, last: int, prefix: str = "") -> tuple[int, int]:
        begin = self.starts[first]
        swallowed = self.words[first].startswith(prefix + _LAM) and prefix.endswith(_LAM)
        cut = 0 if not prefix else len(prefix) - (1 if swallowed and len(prefix) == 1 else 0)
        return self.folded.raw_span(self.text, begin + cut, self.ends[last - 1])

    def add(self, hit: _Hit) -> int:
        self.hits.append(hit)
        for at in range(hit.first, hit.last):
            self.taken[at] = 1
        return hit.last

    # -- the scan

    def read(self) -> None:
        at = 0
        words, count = self.words, self.count
        while at < count:
            if _readings(words[at]):
                after = self._at(at)
                at = after if after > at else at + 1
            else:
                if len(words[at]) > 3 and not self.taken[at] and _is_unknown(words[at]):
                    self._unlisted(at)
                at += 1

    def _unlisted(self, at: int) -> None:
        """An unlisted spelling of a listed foreign name, or an unknown place that somebody goes to."""
        for length in (3, 2, 1):
            known = self.lists.loose.get(tuple(_loose(word) for word in self.words[at : at + length]))
            if known is not None and at + length <= self.count and len(_loose(self.words[at])) > 3:
                self._listed(at, _Match("", length, (known,)), known)
                return
        if self.word(at - 1) == _TO and at not in self.barriers and self._moves(at - 1, 6):
            last = self._unknown_run(at, 2)
            label = self.surface(at, last)
            self.add(_Hit(at, last, "", "place", label, _latin(label)))

    def _at(self, at: int) -> int:
        for match in self.matches(at):
            either = match.get("either")
            for known in (either, *match.rows) if either else match.rows:
                rule = self.rules.get(known.kind)
                if rule is not None:
                    after = rule(self, at, match, known)
                    if after > at:
                        return after
        return at

    # -- listed names

    def _listed(self, at: int, match: _Match, known: Known) -> int:
        kind = known.kind
        last = at + match.length
        if kind == "group":
            return self.add(_Hit(at, last, match.prefix, "group", known.label, known.english, known.country))
        if kind in ("person", "short"):
            return self._listed_person(at, match, known)
        if known.weak and not self._place_cue(at, match.prefix):
            return at
        if kind == "capital":
            if self._stands_for_country(at, match):
                label, english = self.lists.countries[known.country]
                return self.add(_Hit(at, last, match.prefix, "country", label, english, known.country))
            return self.add(_Hit(at, last, match.prefix, "place", known.label, known.english, known.country))
        if kind == "country" and self._is_adjective_here(at, match):
            return at
        return self.add(_Hit(at, last, match.prefix, kind, known.label, known.english, known.country))

    def _is_adjective_here(self, at: int, match: _Match) -> bool:
        """«الحكومة السعودية»: a country whose name is also its adjective, after a noun of the same definiteness."""
        return (
            match.get("adjective") is not None
            and not match.prefix
            and at > 0
            and self.word(at - 1).startswith(_ARTICLE) == self.word(at).startswith(_ARTICLE)
            and self.word(at - 1).endswith((_HEH, _TEH))
            and _WORD.fullmatch(self.word(at - 1)) is not None
            and self.word(at - 1) not in self.sets["saying"]
            and self.word(at - 1) not in self.sets["acting"]
        )

    def _place_cue(self, at: int, prefix: str) -> bool:
        before = self.before(at)
        if prefix.endswith(_IN) or before in self.sets["place_prepositions"]:
            return True
        if prefix == _AND and self.hits and self.hits[-1].last == at and self.hits[-1].kind in ("place", "country"):
            return True
        return any(found.get("places") for found in self.matches(at - 1)) if at else False

    def _either(self, at: int, match: _Match, known: Known) -> int:
        """A word that is a country's name and a town's: decided by tashkeel, then by who else the article names."""
        country, town = known.value.split()
        start, end = self.span(at, at + 1, match.prefix)
        vowelled = self.text[start:end]
        if araby.SHADDA in vowelled:
            is_country = False
        elif araby.DAMMA in vowelled:
            is_country = True
        else:
            hint = _key(self.lists.countries[town][0])
            is_country = not any(hint in word for word in self.vocabulary)
        if is_country:
            label, english = self.lists.countries[country]
            return self.add(_Hit(at, at + 1, match.prefix, "country", label, english, country))
        capital = match.get("capital") or known
        if self._stands_for_country(at, match):
            label, english = self.lists.countries[town]
            return self.add(_Hit(at, at + 1, match.prefix, "country", label, english, town))
        return self.add(_Hit(at, at + 1, match.prefix, "place", capital.label, capital.english, town))

    def _listed_person(self, at: int, match: _Match, known: Known) -> int:
        last = at + match.length
        if match.length > 1 and self._goes_on(at, last):
            return at
        if known.kind == "short":
            if match.length == 1 and match.get("given") and self._names_on(last):
                return at
            if known.weak or match.get("country", "place", "capital") is not None:
                return at
            if match.prefix and not match.prefix.startswith(_CONJUNCTIONS) and _is_common(self.word(at)):
                return at
        return self._person(at, last, match.prefix, known)

    def _goes_on(self, first: int, last: int) -> bool:
        """Whether a full name is only the beginning of another one."""
        after = self.word(last)
        if last in self.barriers:
            return False
        if after in self.lists.arabic_given and self.word(first) in self.lists.arabic_given:
            return not _is_common(after)
        return False

    def _person(
        self, first: int, last: int, prefix: str, known: Known, roles: Iterable[str] = (), country: str = ""
    ) -> int:
        key = same_name_key(known.label)
        person = self.people.get(key)
        if person is None:
            person = self.people[key] = _Person(known.label, known.english, listed=known.kind != "cue")
        person.countries.update(code for code in (known.country, country) if code)
        person.roles.update(role for role in (known.value, *roles) if role)
        person.seen.append(first)
        self.add(_Hit(first, last, prefix, "person", person.label, person.english))
        return self._coordinate(last)

    def _coordinate(self, at: int) -> int:
        """«… وفلان الفلاني»: two unknown words joined to a person by و."""
        if at in self.barriers or not _is_unknown(self.word(at)) or not self._is_joined(at):
            return at
        kept, self.words[at] = self.words[at], self.words[at][1:]
        last = self._name_end(at, titled=True)
        self.words[at] = kept
        return at if last - at < 2 else self._person(at, last, _AND, Known("cue", self.surface(at, last, _AND)))

    # -- a capital for its government

    def _stands_for_country(self, at: int, match: _Match) -> bool:
        sets, before, after = self.sets, self.before(at), self.word(at + match.length)
        previous = self.hits[-1] if self.hits and self.hits[-1].last == at else None
        if match.prefix.endswith(_IN):
            return False
        if match.prefix.endswith(_FOR):
            return not self._moves(at, 2)
        if previous is not None and match.prefix in ("", _AND) and previous.kind in ("country", "place"):
            return previous.kind == "country" or after in sets["saying"]
        if match.prefix == _AND and self.hits and at - self.hits[-1].last <= 1:
            return self.hits[-1].kind != "place"
        if before in sets["into_prepositions"] or (before == _ON and self._moves(at - 1, 2)):
            return False
        if before == _MIN:
            return not self._moves(at - 1, 4)
        if previous is not None and previous.kind == "person" and self._moves(previous.first, 5):
            return False
        if before in sets["saying"] or before in sets["acting"] or before in sets["toward"]:
            return True
        if before in sets["moving"] or before in sets["place_prepositions"]:
            return False
        if any(found.get("places") for found in self.matches(at - 1)):
            return False
        if _WORD.fullmatch(before) is None or at in self.barriers or match.prefix == _AND:
            return after in sets["saying"] or after in sets["acting"] or self._feminine_verb(after)
        return True

    def _feminine_verb(self, word: str) -> bool:
        return len(word) > 3 and _is_common(word) and (word[0] == _TEH or word.endswith(_TEH)) and word[:2] != _ARTICLE

    def _moves(self, at: int, reach: int) -> bool:
        return any(self.word(back) in self.sets["moving"] for back in range(max(0, at - reach), at))

    # -- titles

    def _title(self, at: int, match: _Match, known: Known) -> int:
        first = at + match.length
        self._apposition(at, known)
        definite = self.word(at).removeprefix(match.prefix).startswith((_ARTICLE, _LAM))
        found = self._name_after(first, known.value, definite=definite)
        if found is None:
            return at
        begin, last, prefix, person, country = found
        if person is None:
            person = Known("cue", self.surface(begin, last, prefix))
        return self._person(begin, last, prefix, person, [known.value], country)

    def _name_after(
        self, first: int, role: str, *, definite: bool
    ) -> tuple[int, int, str, Known | None, str] | None:
        """The name that a title leads to: (first token, last, prefix, whom the lists know, country on the way)."""
        at, country, nouns = first, "", 0
        while at < min(self.count, first + _TITLE_REACH) and at not in self.barriers:
            word = self.word(at)
            listed = self._person_at(at)
            if listed is not None:
                match, known = listed
                return at, at + match.length, match.prefix, known, country
            last = self._name_end(at, titled=True)
            if not definite:
                at = self._given_within(at, last)
            closed = definite or self.word(at - 1).startswith(_ARTICLE)
            if last - at > 1 or (last > at and self._single(at, first, role, definite=closed)):
                return at, last, "", None, country
            code, length, _ = self.nationality(at)
            if length:
                country = country or code
                at += length
                continue
            step, code = self._complement(at, definite=definite, nouns=nouns)
            if not step:
                return None
            nouns += not word.startswith((_ARTICLE, _AND + _ARTICLE))
            country = country or code
            at += step
        return None

    def _given_within(self, first: int, last: int) -> int:
        """«مؤسس شركة كذا فلان الفلاني»: the name begins at the given name, if the run has one after unknown words."""
        if self.word(first) in self.lists.given or self.word(first) in self.sets["particles"]:
            return first
        inner = (at for at in range(first + 1, last - 1) if self.word(at) in self.lists.given)
        return next((at for at in inner if not self._weak_given(at)), first)

    def _person_at(self, at: int) -> tuple[_Match, Known] | None:
        for match in self.matches(at):
            known = match.get("person", "short")
            if known is None or match.get("country", "adjective") or match.prefix not in ("", _FOR, _IN):
                continue
            if match.length == 1 and self._names_on(at + 1) and match.get("given"):
                continue
            if match.length > 1 and self._goes_on(at, at + match.length):
                continue
            if known.kind == "short" and known.weak and not self._introduced(known):
                continue
            return match, known
        return None

    def _introduced(self, known: Known) -> bool:
        return same_name_key(known.label) in self.people

    def _single(self, at: int, first: int, role: str, *, definite: bool) -> bool:
        """Whether one word alone may be the name after a title."""
        word = self.word(at)
        if role in self.sets["royal_roles"] and word in self.lists.given:
            return True
        if word.startswith(_ARTICLE):
            return False
        if word in self.lists.given and self._weak_given(at):
            return False
        return len(word) > 2 and definite and (at == first or role != "other") and word not in self.sets["particles"]

    def _complement(self, at: int, *, definite: bool, nouns: int) -> tuple[int, str]:
        """How many tokens belong to the title at a token, and a country among them."""
        word = self.word(at)
        for match in self.matches(at):
            known = match.get("country", "group", "place", "capital")
            if known is not None and (match.prefix in ("", _FOR, _IN, _AND) or match.prefix.endswith(_FOR)):
                return match.length, known.country
        if word in self.sets["modifiers"]:
            return 1, ""
        if word in self.sets["bridges"]:
            after = self.word(at + 1)
            entity = self.best(at + 1, "country", "group", "place", "capital", "bodies")
            return (1, "") if entity or after.startswith(_ARTICLE) else (0, "")
        bare = word.lstrip(_AND)
        if bare.startswith((_ARTICLE, _SWALLOWED, _IN + _ARTICLE)) and len(bare) > 4:
            return 1, ""
        if definite or nouns >= _COMPLEMENTS or _WORD.fullmatch(word) is None or not _is_common(word):
            return 0, ""
        if word in self.sets["stops"] or word in self.sets["saying"] or word in self.sets["acting"]:
            return 0, ""
        return 1, ""

    def _apposition(self, at: int, known: Known) -> None:
        """«فلان الفلاني، المدير …»: unknown words before a comma and a title."""
        if self.word(at - 1) not in _COMMAS:
            return
        last = first = at - 1
        while first > 0 and last - first < _NAME_LENGTH and not self.taken[first - 1] and first not in self.barriers:
            word = self.word(first - 1)
            if not (_is_unknown(word) or word in self.lists.given or word in self.sets["particles"]):
                break
            first -= 1
        while first < last and self.word(first) in self.sets["stops"]:
            first += 1
        unsure = sum(1 for word in self.words[first:last] if word in self.lists.common)
        if last - first >= 2 and unsure * 2 < last - first:
            self._person(first, last, "", Known("cue", self.surface(first, last)), [known.value])

    # -- names that no list knows

    def _name_end(self, at: int, *, titled: bool = False) -> int:
        """The end of the name that begins at a token; `at` itself where none does."""
        last = at
        while last < self.count and last - at < _NAME_LENGTH:
            if last > at and last in self.barriers:
                break
            step = self._name_step(at, last, titled=titled)
            if not step:
                break
            last += step
        while last > at and self.word(last - 1) in self.sets["particles"] - self.sets["suffix_particles"]:
            if self.word(last - 1) in self.lists.given:
                break
            last -= 1
        return last

    def _is_joined(self, at: int) -> bool:
        """Whether the و of an unknown word is «and»: names in W go on with a vowel or an L, and keep it elsewhere."""
        word = self.word(at)
        if word[:1] != _AND or word in self.lists.given or word in self.lists.families:
            return False
        if len(word) > 3 and word[1:] in self.vocabulary:
            return True
        start = self.folded.raw_start(self.starts[at] + 1)
        return len(word) > 3 and self.text[start : start + 1] not in _AFTER_W

    def _name_step(self, first: int, at: int, *, titled: bool) -> int:
        word = self.word(at)
        if at > first and self._is_joined(at):
            return 0
        if _WORD.fullmatch(word) is None or word in self.sets["bridges"] or word in self.sets["stops"]:
            return 0
        lists = self.lists
        if at > first and word in self.sets["suffix_particles"]:
            return 1
        leads = at > first or (titled and word not in self.sets["suffix_particles"])
        if word in self.sets["particles"] and leads and self._names_on(at + 1):
            return 2
        if word in lists.given and (titled or at > first or not self._weak_given(at)):
            return 1 if at == first or not self._weak_given(at) or first + 1 == at else 0
        if _is_unknown(word):
            return 1 if at > first or titled else 0
        if at == first:
            return 0
        if word.startswith(_ARTICLE) and word not in self.sets["modifiers"] and word not in self.sets["stops"]:
            return self._article_surname(first, at)
        found = self.best(at, "short")
        if found and not found[0].prefix and not found[0].get("country", "place", "capital", "group"):
            return 1
        if self._looks_prefixed(word) and at == first + 1 and self._names_on(at + 1):
            return 1
        return int(titled and at == first + 1 and self._plain_surname(at))

    def _looks_prefixed(self, word: str) -> bool:
        """«بارث»: a foreign name that begins like a preposition with a short word."""
        rest = word[1:]
        return (
            word[:1] in _PREPOSITIONS
            and len(rest) == 3
            and word not in self.lists.common
            and rest not in self.lists.phrases
            and rest in self.lists.common
        )

    def _plain_surname(self, at: int) -> bool:
        """«القيادي فؤاد شكر في …»: an ordinary word between a given name and a particle is the surname."""
        word, after = self.word(at), self.word(at + 1)
        if self.word(at - 1) not in self.lists.given or self._weak_given(at - 1) or _readings(word):
            return False
        if word.startswith(_ARTICLE) or word in self.sets["acting"] or at in self.barriers:
            return False
        return len(word) > 2 and word[0] not in (_YEH, _TEH) and (after in self.sets["stops"] or after in _COMMAS)

    def _weak_given(self, at: int) -> bool:
        found = self.best(at, "given")
        return found is None or found[1].weak

    def _article_surname(self, first: int, at: int) -> int:
        """«محمد المصري»: a family name with the article, even an ordinary word, after one or two given names."""
        word = self.word(at)
        before = self.word(at - 1)
        arabic = before in self.lists.arabic_given or before in self.sets["particles"]
        if _is_unknown(word) or (arabic and word[2:] in self.lists.given):
            return 1
        if self.best(at, "titles", "references", "institutions", "government") is not None:
            return 0
        return 1 if arabic and at - first <= 2 and not self._weak_given(at - 1) else 0

    def _names_on(self, at: int) -> bool:
        """Whether a token can go on a name."""
        word = self.word(at)
        if at in self.barriers or _WORD.fullmatch(word) is None:
            return False
        if word in self.lists.given or _is_unknown(word) or word in self.sets["suffix_particles"]:
            return word not in self.sets["stops"]
        if word in self.sets["particles"]:
            return _WORD.fullmatch(self.word(at + 1)) is not None and self.word(at + 1) not in self.sets["stops"]
        if word.startswith(_ARTICLE) and len(word) > 3:
            return not _is_common(word)
        found = self.best(at, "short")
        return found is not None and not found[0].prefix and found[0].get("country", "place", "group") is None

    def _given(self, at: int, match: _Match, known: Known) -> int:
        """A given name with what follows it."""
        said = self.best(at - 1, "saying") is not None
        if known.weak and not said and not (_is_unknown(self.word(at + 1)) and _is_unknown(self.word(at + 2))):
            return at
        if match.prefix and not match.prefix.startswith(_CONJUNCTIONS) and _is_common(self.word(at)):
            return at
        first = at
        if match.prefix:
            kept, self.words[at] = self.words[at], self.words[at][len(match.prefix) :]
            last = self._name_end(first, titled=said or known.weak)
            self.words[at] = kept
        else:
            last = self._name_end(first, titled=said or known.weak)
        if last - first < 2:
            return at
        label = self.surface(first, last, match.prefix)
        listed = self.lists.labels.get(" ".join(_phrase(label)))
        if listed is not None:
            return at
        return self._person(first, last, match.prefix, Known("cue", label))

    def _saying(self, at: int, match: _Match, _known: Known) -> int:
        """«قال فلان الفلاني إن»: at least two unknown words between a verb of saying and what is said."""
        if match.prefix not in ("", *_CONJUNCTIONS):
            return at
        first = at + match.length
        last = self._unknown_run(first, _NAME_LENGTH)
        after = self.word(last)
        if last - first < 2 or not (after in _COMMAS or after in (":", "\u00ab", '"', _THAT, _THAT + _HEH)):
            return at
        return self._person(first, last, "", Known("cue", self.surface(first, last)))

    # -- bodies

    def _government(self, at: int, match: _Match, known: Known) -> int:
        """A government, its officials or forces with their nationality: the country."""
        first = at + match.length
        definite = self.word(first - 1).startswith(_ARTICLE) or _SWALLOWED in self.word(first - 1)[:3]
        for gap in range(3):
            code, length, prefix = self.nationality(first + gap)
            if length and not prefix and self.word(first + gap).startswith(_ARTICLE) == definite:
                label, english = self.lists.countries[code]
                last = first + gap + length
                after = self.add(_Hit(at, last, match.prefix, "country", label, english, code, head=known.label))
                return self._second_nationality(after)
            word = self.word(first + gap)
            if word.startswith(_ARTICLE) != definite or not _is_common(word) or first + gap in self.barriers:
                return at
        return at

    def _second_nationality(self, at: int) -> int:
        """«مسؤولون أمريكيون وكوريون جنوبيون»."""
        code, length, prefix = self.nationality(at)
        if not length or prefix != _AND:
            return at
        label, english = self.lists.countries[code]
        return self.add(_Hit(at, at + length, prefix, "country", label, english, code))

    def _institution(self, at: int, match: _Match, known: Known) -> int:
        """«الجيش السوداني», «جيش كوريا الجنوبية»; without a nationality the last one of its kind."""
        last = at + match.length
        head = known.label
        definite = self.word(at).removeprefix(match.prefix).startswith((_ARTICLE, _LAM)) or match.length > 1
        english = self.lists.bodies_english.get(" ".join(_phrase(head)), "")
        if not definite:
            found = self.best(last, "country")
            if found is None or found[0].prefix:
                return at
            country = found[1].country
            last += found[0].length
        else:
            country, length, prefix = self.nationality(last)
            if not length or prefix or not self.word(last).startswith(_ARTICLE):
                return self.add(_Hit(at, last, match.prefix, "body", head=head))
            last += length
        label = self._body_label(at, last, match.prefix)
        of = self.lists.countries[country][1]
        english = f"{english} of {of}" if english else _latin(label)
        return self.add(_Hit(at, last, match.prefix, "group", label, english, country, head=head))

    def _body_label(self, first: int, last: int, prefix: str) -> str:
        label = self.surface(first, last, prefix)
        if prefix.endswith(_FOR) and label.startswith(_SWALLOWED):
            label = _ARTICLE + label[2:]
        return label

    def _body(self, at: int, match: _Match, known: Known) -> int:
        """«وزارة …», «شركة …»: the name goes on while its words can belong to it."""
        first = at + match.length
        head = " ".join(_phrase(known.label))
        if self.word(first) in _QUOTES:
            return self._quoted_body(at, first, match, head)
        last = self._unknown_run(first, 4)
        if last == first + 1 and self.word(first).endswith((_YEH, _YEH + _HEH)):
            last = first
        if last == first:
            if head in self.sets["strict_bodies"] or not self.word(first).startswith(_ARTICLE):
                last = self._body_of_place(first, head)
            else:
                last = self._article_run(first)
        else:
            last = self._article_run(last, joined=True)
        if last == first:
            return at
        country = next((code for code in (self.nationality(back)[0] for back in range(last - 1, at, -1)) if code), "")
        label = self.surface(at, last, match.prefix)
        english = self._body_english(head, first, last, country)
        return self.add(_Hit(at, last, match.prefix, "group", label, english, country, head=known.label))

    def _body_of_place(self, at: int, head: str) -> int:
        """«جامعة القاهرة», «بنك إنجلترا»."""
        if head not in self.sets["strict_bodies"] or self.word(at - 1) != head:
            found = self.best(at, "country", "place", "capital")
            if found and not found[0].prefix and not found[1].weak:
                return at + found[0].length
        return at

    def _body_english(self, head: str, first: int, last: int, country: str) -> str:
        plain = last
        if country:
            while plain > first and self.nationality(plain - 1)[1] == 0 and self.nationality(plain - 2)[1] != 2:
                plain -= 1
            while plain > first and (self.nationality(plain - 1)[1] or self.nationality(plain - 2)[1] == 2):
                plain -= 1
        for length in (2, 1):
            words = [head, *self.words[first:plain]]
            english = self.lists.bodies_english.get(" ".join(words[:length]), "")
            if english and len(words) == length:
                return f"{english} of {self.lists.countries[country][1]}" if country else english
        kind = self.lists.bodies_english.get(head, "")
        name = _latin(self.surface(first, last))
        return f"{name} {kind}" if kind else f"{_latin(head)} {name}"

    def _unknown_run(self, at: int, most: int) -> int:
        last = at
        while last - at < most and last not in self.barriers and _is_unknown(self.word(last)):
            if last > at and self._is_joined(last):
                break
            last += 1
        return last

    def _quoted_body(self, at: int, quote: int, match: _Match, head: str) -> int:
        """«شركة "كذا"»: what stands between the quotation marks."""
        last = quote + 1
        while last - quote < 6 and _WORD.fullmatch(self.word(last)) is not None and last not in self.barriers:
            last += 1
        if last == quote + 1 or self.word(last) not in _QUOTES_END:
            return at
        kind = self.lists.bodies_english.get(head, "")
        known = self.best(quote + 1, "group")
        if known is not None:
            return at
        label = self.surface(quote + 1, last)
        name = _latin(label)
        self.add(_Hit(quote + 1, last, "", "group", label, f"{name} {kind}".strip(), head=match.rows[0].label))
        return last + 1

    def _article_run(self, at: int, *, joined: bool = False) -> int:
        """Words with the article, one «لل…» and one «وال…» among them, up to the nationality."""
        last = at
        while last < self.count and last - at < 4 and last not in self.barriers:
            code, length, prefix = self.nationality(last)
            word = self.word(last)
            if length and not prefix and word.startswith(_ARTICLE):
                return last + length
            if code or word in self.sets["stops"]:
                break
            linked = word.startswith((_SWALLOWED, _AND + _ARTICLE)) and (last > at or joined)
            if not (word.startswith(_ARTICLE) or linked) or len(word) < 4:
                break
            if self.best(last, "country", "person", "group", "titles", "references") and last > at:
                break
            last += 1
        return last

    # -- places

    def _place(self, at: int, match: _Match, known: Known) -> int:
        """A cue noun and the place after it."""
        first = at + match.length
        head = " ".join(_phrase(known.label))
        if self.best(first, "person", "institutions") is not None:
            return at
        found = self.best(first, "place", "capital", "country")
        if found is not None and not found[0].prefix:
            entry, last = found[1], first + found[0].length
            if entry.kind == "country":
                return at
            self.add(_Hit(first, last, "", "place", entry.label, entry.english, entry.country))
            return self._second_place(last)
        last = self._unknown_run(first, 3)
        if last == first and head in self.sets["open_places"]:
            last = first + self._open_place(first)
        if last == first or self.nationality(first)[1]:
            return at
        while self.word(last) in self.sets["place_suffixes"] and last not in self.barriers:
            last += 1
        if head not in self.sets["labelled_places"]:
            label = self.surface(first, last)
            self.add(_Hit(first, last, "", "place", label, _latin(label)))
            return self._second_place(last)
        label = self.surface(at, last, match.prefix)
        name = _latin(self.surface(first, last))
        english = f"{name} {self.lists.places_english.get(head, '')}".strip()
        return self.add(_Hit(at, last, match.prefix, "place", label, english))

    def _open_place(self, at: int) -> int:
        word = self.word(at)
        closed = self.sets["place_suffixes"] | self.sets["modifiers"] | self.sets["stops"]
        if self.word(at - 2) not in self.sets["place_prepositions"] or word in closed or self.nationality(at)[1]:
            return 0
        if word.startswith(_ARTICLE):
            return int(len(word) > 4)
        # «كفر الشيخ», «عين الرمانة»
        after = self.word(at + 1)
        joined = after.startswith(_ARTICLE) and after not in closed and not self.nationality(at + 1)[1]
        return 2 * int(joined and _WORD.fullmatch(word) is not None and not _readings(word))

    def _second_place(self, at: int) -> int:
        """«مدينتي … و…»."""
        found = self.best(at, "place", "capital")
        if found is None or found[0].prefix != _AND:
            return at
        entry = found[1]
        return self.add(_Hit(at, at + found[0].length, _AND, "place", entry.label, entry.english, entry.country))

    # -- words that point back

    def _reference(self, at: int, match: _Match, known: Known) -> int:
        last = at + match.length
        code, length, prefix = self.nationality(last)
        if length and not prefix:
            last += length
        else:
            code = ""
            apposed = self.word(at - 1) in _COMMAS and self._after_person() and self.hits[-1].last == at - 1
            after = self.word(last)
            if apposed or after in self.sets["modifiers"] or after.startswith(_SWALLOWED):
                return at
        roles = frozenset((known.value,))
        return self.add(_Hit(at, last, match.prefix, "reference", country=code, roles=roles))

    def _construct(self, at: int, match: _Match, known: Known) -> int:
        last = at + match.length
        found = self.best(last, "country")
        if found is None or found[0].prefix:
            return at
        last += found[0].length
        roles = frozenset((known.value,))
        return self.add(_Hit(at, last, match.prefix, "reference", country=found[1].country, roles=roles))

    def _counterpart(self, at: int, match: _Match, _known: Known) -> int:
        last = at + match.length
        code, length, _ = self.nationality(last)
        found = self._name_after(last + length, "counterpart", definite=True)
        if found is not None:
            begin, end, prefix, person, country = found
            person = person or Known("cue", self.surface(begin, end, prefix))
            roles = self.people[same_name_key(self.hits[-1].label)].roles if self._after_person() else ()
            return self._person(begin, end, prefix, person, roles, code or country)
        if not length:
            return at
        return self.add(_Hit(at, last + length, match.prefix, "counterpart", country=code))

    def _after_person(self) -> bool:
        return bool(self.hits) and self.hits[-1].kind == "person"

    def _dual(self, at: int, match: _Match, known: Known) -> int:
        """«الرئيسان», «الرئيسان الروسي والأوكراني»."""
        last = at + match.length
        roles = frozenset((known.value,))
        one, length, prefix = self.nationality(last)
        other, more, joined = self.nationality(last + length)
        if not (length and more and not prefix and joined == _AND):
            return self.add(_Hit(at, last, match.prefix, "dual", roles=roles))
        for code in (one, other):
            self.add(_Hit(at, last + length + more, match.prefix, "reference", country=code, roles=roles))
        return last + length + more

    def _country_dual(self, at: int, match: _Match, _known: Known) -> int:
        return self.add(_Hit(at, at + match.length, match.prefix, "country dual"))

    def _named_dual(self, at: int, match: _Match, known: Known) -> int:
        last = at + match.length
        for code in known.value.split():
            label, english = self.lists.countries[code]
            self.add(_Hit(at, last, match.prefix, "country", label, english, code))
        return last

    def _body_reference(self, at: int, match: _Match, known: Known) -> int:
        return self.add(_Hit(at, at + match.length, match.prefix, "body", head=known.label))

    # -- the second look: short forms

    def short_forms(self) -> None:
        """Family names, and first names of families that stand first, of those whom the article names in full."""
        shorts: dict[str, list[_Person]] = {}
        for person in self.people.values():
            for form in self._forms(person.label):
                shorts.setdefault(form, []).append(person)
        if not shorts:
            return
        self._settle(shorts)
        prefixed = {
            prefix + form: (prefix, people) for form, people in shorts.items() for prefix in _BEFORE_A_NAME
        } | {form: ("", people) for form, people in shorts.items()}
        for at, word in enumerate(self.words):
            form = word if word[0] not in _HAMZAS else _key(word)
            if form in prefixed and not self.taken[at]:
                self._short_form(at, *prefixed[form])

    def _settle(self, shorts: Mapping[str, Sequence[_Person]]) -> None:
        """A person known by one word is the one whose short form it is; a body named after a person is none."""
        kept: list[_Hit] = []
        for hit in self.hits:
            full = shorts.get(_key(hit.label)) if hit.kind == "person" else None
            if full is not None and " " not in hit.label:
                hit.label, hit.english = full[0].label, full[0].english
                full[0].seen.append(hit.first)
            if hit.kind == "group" and hit.head and self.words[hit.last - 1] in shorts and hit.last - hit.first == 2:
                self.taken[hit.first : hit.last] = bytes(hit.last - hit.first)
            else:
                kept.append(hit)
        self.hits = kept

    def _forms(self, label: str) -> Iterator[str]:
        parts = _phrase(label)
        if len(parts) < 2:
            return
        family = parts[-1]
        if family not in self.sets["suffix_particles"]:
            yield family
        if parts[0] in self.lists.family_first or not (parts[0] in self.lists.given or _is_common(parts[0])):
            yield parts[0]

    def _short_form(self, at: int, prefix: str, people: Sequence[_Person]) -> None:
        word = self.words[at]
        ordinary = _is_common(word) or word in self.lists.given or self.best(at, "place", "country") is not None
        titled = self.best(at - 1, "titles", "saying") is not None
        if (ordinary and not (titled and not prefix)) or (titled and self._names_on(at + 1)):
            return
        # Who comes first in an article is the one it is about.
        person = min(people, key=lambda one: one.seen[0])
        person.seen.append(at)
        self.add(_Hit(at, at + 1, prefix, "person", person.label, person.english))

    # -- the last look: who is meant

    def resolved(self) -> list[_Hit]:
        """The hits in text order, with every one that points back replaced by what it points at."""
        self.hits.sort(key=lambda hit: (hit.first, hit.last))
        out: list[_Hit] = []
        for hit in self.hits:
            out.extend(self._resolve(hit, out))
        return out

    def _resolve(self, hit: _Hit, before: Sequence[_Hit]) -> Iterable[_Hit]:
        if hit.kind in ("person", "group", "country", "place"):
            return (hit,)
        if hit.kind == "reference":
            return self._named(hit, self._last_people(hit, before, 1) or self._first_after(hit))
        if hit.kind == "counterpart":
            return self._named(hit, self._last_counterpart(hit, before))
        if hit.kind == "dual":
            people = self._last_people(hit, before, 2)
            return self._named(hit, people[::-1]) if len(people) == 2 else ()
        if hit.kind == "country dual":
            return self._two_countries(hit, before)
        same = next((one for one in reversed(before) if one.kind == "group" and one.head == hit.head), None)
        if same is None:
            return ()
        return (_Hit(hit.first, hit.last, hit.prefix, "group", same.label, same.english, same.country, head=hit.head),)

    def _named(self, hit: _Hit, people: Iterable[_Person]) -> list[_Hit]:
        return [_Hit(hit.first, hit.last, hit.prefix, "person", one.label, one.english) for one in people]

    def _person_of(self, label: str) -> _Person | None:
        return self.people.get(same_name_key(label))

    def _fits(self, person: _Person, roles: Iterable[str], country: str) -> bool:
        if country and not any(_same_country(country, code) for code in person.countries):
            return False
        for role in roles:
            if role in ("any", *person.roles):
                return True
            if role == "head" and person.roles & self.sets["head_roles"]:
                return True
            if role == "minister" and person.roles & self.sets["minister_roles"]:
                return True
            if role == "president" and not country and "vp" not in person.roles and "president" in person.roles:
                return True
        return False

    def _last_people(self, hit: _Hit, before: Sequence[_Hit], most: int) -> list[_Person]:
        found: list[_Person] = []
        for one in reversed(before):
            person = self._person_of(one.label) if one.kind == "person" else None
            if person is not None and person not in found and self._fits(person, hit.roles, hit.country):
                found.append(person)
                if len(found) == most:
                    break
        return found

    def _first_after(self, hit: _Hit) -> list[_Person]:
        """Whom a headline means: the only one in the article who fits, named further down."""
        if not hit.country:
            return []
        people = [person for person in self.people.values() if self._fits(person, hit.roles, hit.country)]
        return people if len(people) == 1 else []

    def _last_counterpart(self, hit: _Hit, before: Sequence[_Hit]) -> list[_Person]:
        speaker = next((self._person_of(one.label) for one in reversed(before) if one.kind == "person"), None)
        roles = set(speaker.roles) if speaker else set()
        if roles & self.sets["head_roles"]:
            roles |= {"head"}
        if roles & self.sets["minister_roles"]:
            roles |= {"minister"}
        wanted = _Hit(hit.first, hit.last, hit.prefix, "reference", country=hit.country, roles=frozenset(roles))
        return self._last_people(wanted, before, 1) or self._first_after(wanted)

    def _two_countries(self, hit: _Hit, before: Sequence[_Hit]) -> list[_Hit]:
        found: list[_Hit] = []
        for one in reversed(before):
            if one.kind == "country" and all(one.label != other.label for other in found):
                found.append(one)
                if len(found) == 2:
                    break
        if len(found) < 2:
            return []
        return [
            _Hit(hit.first, hit.last, hit.prefix, "country", one.label, one.english, one.country)
            for one in reversed(found)
        ]

    # kind of the listed phrase -> the rule that reads it.
    rules: ClassVar[Mapping[str, Callable[[_Reader, int, _Match, Known], int]]] = {
        "person": _listed,
        "either": _either,
        "country": _listed,
        "capital": _listed,
        "group": _listed,
        "place": _listed,
        "given": _given,
        "short": _listed,
        "titles": _title,
        "references": _reference,
        "construct_references": _construct,
        "duals": _dual,
        "named_duals": _named_dual,
        "country_duals": _country_dual,
        "counterparts": _counterpart,
        "government": _government,
        "institutions": _institution,
        "bodies": _body,
        "body_reference": _body_reference,
        "places": _place,
        "saying": _saying,
    }


_NO_ARTICLE = re.compile(
    f"(?<![\u0621-\u065f])[{araby.ALEF_HAMZA_ABOVE}{araby.ALEF_HAMZA_BELOW}{araby.ALEF_MADDA}]{_LAM}"
)
_AFTER_W = frozenset((_ALEF, _WAW, _YEH, _LAM, _HEH))
_THAT = _ALEF + _NOON
_MIN = araby.MEEM + _NOON
_TO = _ALEF + _LAM + _YEH

_KOREAS = frozenset(("KP", "KR"))


def _same_country(one: str, other: str) -> bool:
    return one == other or (one == "KO" and other in _KOREAS) or (other == "KO" and one in _KOREAS)


def find_names(text: str, sentences: Sequence[Span]) -> tuple[Name, ...]:
    """Everything named in a text, in its order. Spans leave titles and attached particles out and do not overlap.

    A phrase that means several («الزعيمان») gives several names with one span; one that points back («الرئيس الروسي»,
    «الوزارة») gives the name that it points at, and nothing where the article names nobody who fits.
    """
    reader = _Reader(text, sentences)
    reader.read()
    reader.short_forms()
    names: list[Name] = []
    for hit in reader.resolved():
        start, end = reader.span(hit.first, hit.last, hit.prefix)
        if names and start < names[-1].end and (start, end) != (names[-1].start, names[-1].end):
            continue
        english = hit.english or _latin(hit.label)
        category: Category = hit.kind  # type: ignore[assignment]
        names.append(Name(start, end, hit.label, english, category))
    return tuple(names)
