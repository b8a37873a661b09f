"""The word lists of `lexicon/names*.toml`: read, checked and made ready for look-up.

A list is folded as a whole before it is cut into words, so that the spelling and its key are cut side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypedDict

from pipeline.kept import kept, read_toml
from pipeline.names.spelling import (
    ALEF,
    ARTICLE,
    HEH,
    MEEM,
    NOON,
    ON,
    SERVANT,
    TEH,
    WAW,
    YEH,
    phrase,
    phrase_keys,
    sound,
)

_FOLDER = Path(__file__).parents[1] / "lexicon"
_FILES = tuple(
    _FOLDER / f"names{part}.toml" for part in ("", "_common", "_given", "_groups", "_people", "_places", "_towns")
)
# What parts rows, phrases of a row and fields of a phrase where they are kept: no list holds these characters.
_LINE, _NEXT, _FIELD = "\x1d", "\x1e", "\x1f"
_NISBA_ENDINGS = ("", HEH, WAW + NOON, YEH + NOON, ALEF + NOON, TEH + ALEF + NOON, TEH + YEH + NOON, ALEF + TEH)
_SOUNDING = frozenset(("person", "short", "place", "capital", "country"))
_OWNERS = (HEH, HEH + ALEF, HEH + MEEM, HEH + MEEM + ALEF)
_POSSESSED = "possessed"
_NAMES = _SOUNDING | {"group"}

Phrase = tuple[str, ...]


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


class Cues(NamedTuple):
    """The lists of `names.toml` that are sets of single words or of roles, by the names that they have there."""

    modifiers: frozenset[str]
    bridges: frozenset[str]
    particles: frozenset[str]
    suffix_particles: frozenset[str]
    saying: frozenset[str]
    acting: frozenset[str]
    moving: frozenset[str]
    place_prepositions: frozenset[str]
    into_prepositions: frozenset[str]
    toward: frozenset[str]
    strict_bodies: frozenset[str]
    open_places: frozenset[str]
    labelled_places: frozenset[str]
    place_suffixes: frozenset[str]
    place_adjectives: frozenset[str]
    capital_words: frozenset[str]
    worked_bodies: frozenset[str]
    body_adjectives: frozenset[str]
    body_purposes: frozenset[str]
    no_body_names: frozenset[str]
    leading_in: frozenset[str]
    solid_bodies: frozenset[str]
    place_bodies: frozenset[str]
    person_verbs: frozenset[str]
    before_fathers: frozenset[str]
    before_people: frozenset[str]
    clubs: frozenset[str]
    against: frozenset[str]
    opponents: frozenset[str]
    no_clubs: frozenset[str]
    bodies_of: frozenset[str]
    before_clubs: frozenset[str]
    other_bodies: frozenset[str]
    honours: frozenset[str]
    need_country: frozenset[str]
    sporting: frozenset[str]
    stops: frozenset[str]
    head_roles: frozenset[str]
    minister_roles: frozenset[str]
    royal_roles: frozenset[str]


class Lists(NamedTuple):
    """All lists. A phrase is written out as `Known` when it is asked for: an article asks for few of them.

    heads: the listed phrases by their first word, longest first; towns: places of `names_towns.toml` likewise; sounds:
    people and places by how they sound; capitals: by country. What these hold is for the methods alone.
    sound_heads: the first words of `sounds`. leading: what a place or a name is looked for behind. inner_particles:
    what no name ends with. media: the labels of newspapers, channels, agencies and platforms.
    """

    rows: Sequence[str]
    heads: Mapping[str, str]
    towns: Mapping[str, str]
    sounds: Mapping[str, str]
    capitals: Mapping[str, str]
    common: frozenset[str]
    cues: Cues
    leading: frozenset[str]
    inner_particles: frozenset[str]
    countries: Mapping[str, tuple[str, str]]
    ambiguous_towns: frozenset[str]
    own_codes: Mapping[str, str]
    english: Mapping[str, str]
    given: frozenset[str]
    arabic_given: frozenset[str]
    family_first: frozenset[str]
    families: frozenset[str]
    sound_heads: frozenset[str]
    bodies_english: Mapping[str, str]
    adjectives_english: Mapping[str, str]
    nouns_english: Mapping[str, str]
    honours_english: Mapping[str, str]
    bare_institutions: frozenset[str]
    places_english: Mapping[str, str]
    media: frozenset[str]

    def phrases(self, head: str) -> Iterator[tuple[Phrase, tuple[Known, ...]]]:
        """The listed phrases that begin with a word, longest first, each with what it is."""
        return self._of_head(self.heads, head)

    def long_towns(self, head: str) -> Iterator[tuple[Phrase, Known]]:
        """The places of the long list that begin with a word, longest first: the words behind it, and the place."""
        return ((parts[1:], known) for parts, (known,) in self._of_head(self.towns, head))

    def sounding(self, heard: Phrase) -> Known | None:
        """Whoever or whatever place sounds so."""
        row = self.sounds.get(" ".join(heard))
        return None if row is None else self._known(row)

    def capital(self, country: str) -> Known | None:
        """The capital of a country, by its code."""
        row = self.capitals.get(country)
        return None if row is None else self._known(row)

    def label(self, parts: Phrase) -> str | None:
        """The label of a listed name by any of its spellings."""
        for phrase_, rows in self.phrases(parts[0]) if parts else ():
            if phrase_ == parts:
                return next((known.label for known in rows if known.kind in _NAMES and not known.weak), None)
        return None

    def _of_head(self, table: Mapping[str, str], head: str) -> Iterator[tuple[Phrase, tuple[Known, ...]]]:
        for written in table.get(head, "").split(_NEXT) if head in table else ():
            rest, rows = written.split(_FIELD)
            yield (head, *rest.split()), tuple(map(self._known, rows.split()))

    def _known(self, row: str) -> Known:
        kind, label, english, country, value, weak = self.rows[int(row)].split(_FIELD)
        return Known(kind, label, english, country, value, bool(weak))


class _Table(dict[Phrase, tuple[Known, ...]]):
    """What every listed phrase is, in the order of the lists."""

    def add(self, parts: Phrase, known: Known) -> None:
        self.add_all((parts,), known)

    def add_all(self, phrases: Iterable[Phrase], known: Known) -> None:
        alone = (known,)
        for parts in phrases:
            kept = self.get(parts)
            if kept is None:
                if parts:
                    self[parts] = alone
            elif known not in kept:
                self[parts] = kept + alone


@cache
def lists() -> Lists:
    """The lists, read once. Raises DataError where a file holds what it should not."""
    found = kept("names", _FILES, _made)
    fields: dict[str, Any] = dict(found["plain"])
    fields["cues"] = Cues(**found["cues"])
    fields["common"] = frozenset(found["common"].split(_LINE))
    fields["rows"] = found["rows"].split(_LINE)
    for name, (keys, values) in found["tables"].items():
        fields[name] = dict(zip(keys.split(_LINE), values.split(_LINE), strict=True))
    return Lists(**fields)


class _Kept(TypedDict):
    """The lists as they are kept on disk. Many short texts are read slowly: the longest lists are one text each, a row
    a line.

    rows: the fields of each Known. tables: the keys and the values of the fields of Lists that are for its methods.
    plain: all its other fields.
    """

    rows: str
    tables: dict[str, tuple[str, str]]
    common: str
    cues: dict[str, frozenset[str]]
    plain: dict[str, Any]


def _made() -> _Kept:
    cues = _read("names")
    places = _read("names_places")
    names = _read("names_given")
    table = _Table()
    countries = _add_places(table, places, frozenset(key for _, key in _cells(cues["cue_only"])))
    _add_people(table)
    _add_groups(table)
    english: dict[str, str] = {}
    arabic = _add_given(table, names["arabic"], english)
    foreign = _add_given(table, names["foreign"], english)
    families = _families(names["family"], english)
    sounds = _sounds(table)
    _add_cues(table, cues)
    sets = {name: _set(cues[name]) for name in Cues._fields}
    capitals = {known.country: known for rows in reversed(table.values()) for known in rows if known.kind == "capital"}
    numbers: dict[Known, int] = {}

    def number(known: Known) -> str:
        return str(numbers.setdefault(known, len(numbers)))

    phrases = {head: [(parts[1:], table[parts]) for parts in of_head] for head, of_head in _by_head(table).items()}
    towns = {
        head: [(rest, (known,)) for rest, known in of_head] for head, of_head in _towns(_read("names_towns")).items()
    }
    tables = {
        "heads": _written(phrases, number),
        "towns": _written(towns, number),
        "sounds": (_LINE.join(map(" ".join, sounds)), _LINE.join(map(number, sounds.values()))),
        "capitals": (_LINE.join(capitals), _LINE.join(map(number, capitals.values()))),
    }
    return {
        "rows": _LINE.join(_FIELD.join((*known[:-1], "1" if known.weak else "")) for known in numbers),
        "tables": tables,
        "common": _LINE.join(sorted({*_read("names_common")["words"].split()})),
        "cues": sets,
        "plain": {
            "leading": sets["place_prepositions"] | sets["saying"] | sets["acting"] | sets["toward"] | sets["moving"],
            "inner_particles": sets["particles"] - sets["suffix_particles"],
            "countries": countries,
            "ambiguous_towns": frozenset(key for _, key in _cells(cues["ambiguous_towns"])),
            "own_codes": dict(_pair(item) for item in _split(places["own_codes"])),
            "english": english,
            "given": arabic | foreign,
            "arabic_given": arabic,
            "family_first": frozenset(key for _, key in _cells(names["family_first"])),
            "families": families,
            "sound_heads": frozenset(parts[0] for parts in sounds),
            "bodies_english": _english(cues["body_words_english"]),
            "adjectives_english": _english(cues["body_adjectives_english"]),
            "nouns_english": _english(cues["body_nouns_english"]),
            "honours_english": _english(cues["honours_english"]),
            "bare_institutions": frozenset(map(str.strip, cues["bare_institutions"].split(";"))),
            "places_english": _english(cues["place_words_english"]),
            "media": frozenset(
                known.label
                for known_rows in table.values()
                for known in known_rows
                if known.kind == "group" and known.value == "media"
            ),
        },
    }


# --- writing ---------------------------------------------------------------------------------------------------------


def _written(
    heads: Mapping[str, Iterable[tuple[Phrase, Iterable[Known]]]], number: Callable[[Known], str]
) -> tuple[str, str]:
    """A table of phrases by their first word: the words, and what `Lists` makes phrases of."""
    values = (
        _NEXT.join(_FIELD.join((" ".join(rest), " ".join(map(number, known)))) for rest, known in rows)
        for rows in heads.values()
    )
    return _LINE.join(heads), _LINE.join(values)


# --- reading ---------------------------------------------------------------------------------------------------------


def _read(name: str) -> dict[str, str]:
    data = read_toml(_FOLDER / f"{name}.toml")
    wrong = [key for key, value in data.items() if not isinstance(value, str)]
    if wrong:
        raise DataError(f"{name}.toml: not text: {wrong}")
    return data


def _split(text: str, mark: str = ";") -> list[str]:
    return [part for part in map(str.strip, text.split(mark)) if part]


def _pair(item: str) -> tuple[str, str]:
    before, _, after = item.partition("=")
    return before.strip(), after.strip()


def _rows(text: str, mark: str, least: int, most: int, path: str) -> Iterator[tuple[list[str], list[str]]]:
    """The rows of a text, each cut at `mark` and filled up to `most` cells: as they are, and their keys.

    Raises DataError naming every row with too few or too many cells.
    """
    lines = zip(text.splitlines(), phrase_keys(text).splitlines(), strict=True)
    rows = [([*map(str.strip, line.split(mark))], keys.split(mark)) for line, keys in lines if line.strip()]
    wrong = [mark.join(row) for row, _ in rows if not least <= len(row) <= most]
    if wrong:
        raise DataError(f"{path}: rows with too few or too many fields: {wrong}")
    for row, keys in rows:
        missing = [""] * (most - len(row))
        yield row + missing, keys + missing


def _cells(text: str, keys: str | None = None, mark: str = ";") -> list[tuple[str, str]]:
    """The parts of a text beside their keys, those that are not blank."""
    keys = phrase_keys(text) if keys is None else keys
    return [
        (plain, ON if plain == ON else key.strip())
        for plain, key in zip(map(str.strip, text.split(mark)), keys.split(mark), strict=True)
        if plain
    ]


def _set(text: str) -> frozenset[str]:
    return frozenset(key for plain, key in _cells(text) if " " not in plain)


def _english(text: str) -> dict[str, str]:
    pairs = (item.partition(":") for item in _split(text.replace("\n", " ")))
    return {" ".join(phrase(word)): english.strip() for word, _, english in pairs}


# --- adding ----------------------------------------------------------------------------------------------------------


def _add_places(table: _Table, places: Mapping[str, str], cue_only: frozenset[str]) -> dict[str, tuple[str, str]]:
    """Countries with their adjectives and capitals, then towns; returns code -> (label, English)."""
    countries: dict[str, tuple[str, str]] = {}
    for row, keys in _rows(places["countries"], "|", 3, 6, "names_places.toml"):
        code, label, english, spellings, adjectives, capital = row
        countries[code] = (label, english)
        for key in [keys[1].strip(), *(key for _, key in _cells(spellings, keys[3]))]:
            table.add(tuple(key.split()), Known("country", label, english, code, "", key in cue_only))
        adjective = Known("adjective", label, english, code)
        for _, key in _cells(adjectives, keys[4]):
            table.add_all(_adjective_forms(tuple(key.split())), adjective)
        names, english = _pair(capital)
        seat = ""
        for spelling, key in _cells(names, keys[5].partition("=")[0]):
            seat = seat or spelling
            table.add(tuple(key.split()), Known("capital", seat, english, code, "", key in cue_only))
    for (code, towns), (_, keyed) in _rows(places["cities"], ":", 2, 2, "names_places.toml"):
        country = code.strip("-")
        for town, town_keys in _cells(towns, keyed):
            names, english = _pair(town)
            label = ""
            for spelling, key in _cells(names, town_keys.partition("=")[0], ","):
                label = label or spelling
                table.add(tuple(key.split()), Known("place", label, english, country, "", key in cue_only))
    return countries


def _towns(rows: Mapping[str, str]) -> dict[str, list[tuple[Phrase, Known]]]:
    """First word -> the rest of the names that begin with it, longest first; who comes first has the name."""
    found: dict[Phrase, Known] = {}
    for name in ("provinces", "towns"):
        for (code, towns), (_, keyed) in _rows(rows[name], ":", 2, 2, "names_towns.toml"):
            for town, town_keys in _cells(towns, keyed):
                names, english = _pair(town)
                label = names.partition(",")[0].strip()
                known = Known("place", label, english, code.strip("-"), value=name)
                for key in town_keys.partition("=")[0].split(","):
                    found.setdefault(tuple(key.split()), known)
    heads: dict[str, list[tuple[Phrase, Known]]] = {}
    for parts, known in found.items():
        heads.setdefault(parts[0], []).append((parts[1:], known))
    for rows_of_head in heads.values():
        rows_of_head.sort(key=lambda row: len(row[0]), reverse=True)
    return heads


def _adjective_forms(parts: Phrase) -> list[Phrase]:
    """Every gender, number and definiteness of a nationality; a word marked * only takes the article."""
    if parts[0].startswith("*"):
        return [(parts[0][1:],), (ARTICLE + parts[0][1:],)]
    if len(parts) == 1 and parts[0].endswith(YEH):
        return [(article + parts[0] + ending,) for ending in _NISBA_ENDINGS for article in ("", ARTICLE)]
    forms: list[Phrase] = []
    for ending in _NISBA_ENDINGS:
        form = tuple(part + ending if part.endswith(YEH) else part for part in parts)
        forms += (form, (ARTICLE + form[0], *form[1:]))
        forms.append(tuple(ARTICLE + one if part.endswith(YEH) else one for one, part in zip(form, parts, strict=True)))
    return forms


def _add_people(table: _Table) -> None:
    text = _read("names_people")["people"]
    for (spellings, english, country, role, shorts), keys in _rows(text, "=", 4, 5, "names_people.toml"):
        full = _cells(spellings, keys[0], ",")
        label = full[0][0]
        known = Known("person", label, english, country, role)
        table.add_all((tuple(key.split()) for _, key in full), known)
        for short, key in _cells(shorts, keys[4]):
            weak = short.startswith("(")
            table.add(tuple(key.strip("()").split()), Known("short", label, english, country, role, weak))


def _add_groups(table: _Table) -> None:
    text = _read("names_groups")["groups"]
    for (spellings, english, country, kind), keys in _rows(text, "=", 2, 4, "names_groups.toml"):
        names = _cells(spellings, keys[0], ",")
        known = Known("group", names[0][0], english, country, kind)
        table.add_all((tuple(key.split()) for _, key in names), known)


def _add_given(table: _Table, text: str, english: dict[str, str]) -> frozenset[str]:
    """Add given names to the table and their spellings to `english`; returns their keys."""
    found: set[str] = set()
    plain, weak = Known("given"), Known("given", weak=True)
    for item, keys in _cells(text.replace("\n", ";")):
        word = keys.partition("=")[0].strip("() ")
        english[word] = _pair(item)[1]
        table.add(tuple(word.split()), weak if item.startswith("(") else plain)
        found.add(word)
        if word.startswith(SERVANT + ARTICLE) and len(word) > len(SERVANT) + 3:
            table.add((SERVANT, word[len(SERVANT) :]), plain)
    return frozenset(found)


def _families(text: str, english: dict[str, str]) -> frozenset[str]:
    found: set[str] = set()
    for item, keys in _cells(text.replace("\n", ";")):
        word, spelt = _pair(item)
        if " " not in word:
            family = keys.partition("=")[0].strip()
            found.add(family)
            english.setdefault(family, spelt)
    return frozenset(found)


def _sounds(table: _Table) -> dict[Phrase, Known]:
    """How foreign names of people and places sound -> what they are."""
    named = [
        (parts, known)
        for parts, rows in table.items()
        for known in rows
        if known.kind in _SOUNDING and not known.weak and known.label
    ]
    sounds: dict[Phrase, Known] = {}
    heard = sound("\n".join([" ".join(parts) for parts, _ in named])).split("\n")
    for sounding, (parts, known) in zip(heard, named, strict=True):
        if len(parts) > 1 or len(sounding) >= 5:
            sounds.setdefault(tuple(sounding.split()), known)
    return sounds


def _add_cues(table: _Table, cues: Mapping[str, str]) -> None:
    for cls in ("titles", "references", "construct_references", "duals", "named_duals", "either", "teams"):
        for (value, row), (_, keys) in _rows(cues[cls], ":", 2, 2, "names.toml"):
            known = Known(cls, value=value)
            for word, key in _cells(row, keys):
                table.add(tuple(key.split()), known)
                if cls == "titles" and " " not in word and not word.startswith(ARTICLE):
                    table.add((ARTICLE + key,), known)
                    table.add_all(_possessed(key), Known(cls, _POSSESSED, value=value))
    for _, key in _cells(cues["possessed_titles"]):
        table.add_all(_possessed(key), Known("titles", _POSSESSED, value="other"))
    for cls in (
        "country_duals",
        "counterparts",
        "government",
        "institutions",
        "bodies",
        "places",
        "saying",
        "sides",
        "things",
        "latter",
        "parties",
        "topic",
    ):
        for word, key in _cells(cues[cls]):
            table.add(tuple(key.split()), Known(cls, label=word))
    for word, key in _cells(cues["government"]):
        table.add(tuple(ARTICLE + part for part in key.split()), Known("government", label=word))
    for word, key in _cells(cues["bodies"]):
        table.add(tuple((ARTICLE + key).split()), Known("body_reference", label=word))
    for word, key in _cells(cues["institutions"]):
        if word.startswith(ARTICLE) and " " not in word:
            table.add((key[2:],), Known("institutions", label=word))


def _possessed(word: str) -> list[Phrase]:
    """«مدربه», «رئيسها», «زوجته»: a title with whose it is."""
    stem = word[:-1] + TEH if word.endswith(HEH) else word
    return [(stem + ending,) for ending in _OWNERS]


def _by_head(table: _Table) -> dict[str, list[Phrase]]:
    heads: dict[str, list[Phrase]] = {}
    for parts in table:
        kept = heads.get(parts[0])
        if kept is None:
            heads[parts[0]] = [parts]
        else:
            kept.append(parts)
    for phrases in heads.values():
        if len(phrases) > 1:
            phrases.sort(key=len, reverse=True)
    return heads
