"""A newsroom's house style: how it spells names and words, names the months and writes numbers.

A profile is a file in TOML that the newsroom edits (docs/house-style.toml is one to begin with). `deviations` finds
where a text is written otherwise, `styled` writes a label as the house does. An article's own words are never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import lexicon
from pipeline.kept import toml
from pipeline.lexicon import DataFileError
from pipeline.model import CalendarDate, Timex
from pipeline.scan import scan
from pipeline.table import Row
from pipeline.text import Folded, fold, fold_key, tokens, without_marks

NAME, MONTH, DIGITS, WORD, NUMERIC_DATE = "H101", "H102", "H103", "H104", "H105"
SYSTEMS = ("egypt", "levant", "tunisia", "morocco")
DOUBLE = "double"
DIGIT_SYSTEMS = ("latn", "arab")

_KEYS = frozenset({"months", "month_names", "digits", "numeric_dates", "names", "words"})
_IN_WORDS, _AS_THEY_ARE = "words", "any"
# The columns of labels that readers see; what is quoted from an article stays as it stands there.
LABELS = ("title_ar", "speaker")
LABEL_LISTS = ("actors", "places", "speakers", "denied_by")
_CLITICS = "\u0648\u0641\u0628\u0644\u0643"
_MOST_CLITICS = 2
# The one foreign consonant that newspapers write with four letters, and letters that stand for one of another script.
_SOUNDS = str.maketrans(
    {"\u062c": "\u0643", "\u063a": "\u0643", "\u0642": "\u0643", "\u067e": "\u0628", "\u06a4": "\u0641"}
)
# A single word so long is taken for a name when only such a letter differs; a shorter one may be another word.
_LONG = 6
_HYPHENS = frozenset("-\u2010\u2011\u2013\u0640")
_JOINING = frozenset("/()")
_MONTHS = frozenset({"MONTH", "MONTHX"})
_CHUNK = re.compile(r"\S+")
_NUMBER = re.compile(r"[0-9\u0660-\u0669\u06f0-\u06f9]+(?:[.,\u066b\u066c:][0-9\u0660-\u0669\u06f0-\u06f9]+)*")
_LATIN_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f@]")
_OF = {
    "latn": re.compile("[\u0660-\u0669\u06f0-\u06f9]"),
    "arab": re.compile("[0-9\u06f0-\u06f9]"),
}
_TO_LATIN = str.maketrans({chr(zero + n): str(n) for zero in (0x0660, 0x06F0) for n in range(10)})
_TO_ARABIC = str.maketrans({chr(zero + n): chr(0x0660 + n) for zero in (0x30, 0x06F0) for n in range(10)})
_POINTS = str.maketrans({"\u066b": ".", "\u066c": ","})
_DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_FULL_NUMERIC = re.compile(r"\d{1,4}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{1,4}")
_BLANKS = re.compile(r"\s+")


class Deviation(NamedTuple):
    """A stretch of a text that the house writes otherwise, and how. code: one of the constants above."""

    code: str
    start: int
    end: int
    written: str


class _Spelling(NamedTuple):
    """One spelling to look for: its words, folded; by_sound: whether they are compared by sound."""

    words: tuple[str, ...]
    code: str
    house: str
    by_sound: bool


@dataclass(frozen=True)
class HouseStyle:
    """How a house writes. '' and empty tables leave a matter open.

    months: one of SYSTEMS or DOUBLE. month_names: those of single months that differ from it. names, words: the
    house's spelling -> the ones to replace.
    """

    months: str = ""
    month_names: Mapping[int, str] | None = None
    digits: str = ""
    numeric_dates: str = _AS_THEY_ARE
    names: Mapping[str, tuple[str, ...]] | None = None
    words: Mapping[str, tuple[str, ...]] | None = None

    @cached_property
    def spellings(self) -> Mapping[str, list[_Spelling]]:
        """First word as it sounds -> the spellings that begin with it, the longest first."""
        found: dict[str, list[_Spelling]] = {}
        for code, table in ((NAME, self.names), (WORD, self.words)):
            for house, others in (table or {}).items():
                for spelling in (house, *others):
                    words = tuple(_words(spelling))
                    by_sound = code == NAME and (len(words) > 1 or len(words[0]) >= _LONG)
                    row = _Spelling(tuple(map(_sound, words)) if by_sound else words, code, house, by_sound)
                    found.setdefault(_sound(words[0]), []).append(row)
        for rows in found.values():
            rows.sort(key=lambda row: (-len(row.words), row.by_sound))
        return found

    def month(self, number: int) -> str:
        """The name of a month, 1 to 12, as the house prints it; '' where it leaves that open."""
        if own := (self.month_names or {}).get(number):
            return own
        if not self.months:
            return ""
        if self.months == DOUBLE:
            first, second = (systems()[name][number - 1] for name in SYSTEMS[:2])
            return first if first == second else f"{first}/{second}"
        return systems()[self.months][number - 1]


@cache
def systems() -> Mapping[str, tuple[str, ...]]:
    """The regions' names of the months, January first. Raises DataFileError for a list of another length."""
    path = lexicon.FOLDER / "house_style.toml"
    data = toml(path)
    wrong = [name for name in SYSTEMS if len(data.get(name, ())) != 12]
    if wrong:
        raise DataFileError(path, [f"{name}: not twelve names" for name in wrong])
    return {name: tuple(data[name]) for name in SYSTEMS}


# --- a profile --------------------------------------------------------------------------------------------------------


def read_style(path: Path) -> HouseStyle:
    """The profile in a file. Raises DataFileError, naming every row that is wrong; OSError where it cannot be read."""
    data = path.read_bytes()
    try:
        return from_toml(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DataFileError(path, [f"is not UTF-8 at byte {error.start}"]) from error
    except DataFileError as error:
        raise DataFileError(path, error.problems) from error


def from_toml(text: str) -> HouseStyle:
    """The profile that a text in TOML holds. Raises DataFileError, naming every row that is wrong."""
    import tomllib  # as in kept.py: most starts read no profile

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(Path("house style"), [str(error)]) from error
    problems = [f"{key}: nothing is called so" for key in sorted(data.keys() - _KEYS)]
    months = _choice(data, "months", (*SYSTEMS, DOUBLE), problems)
    digits = _choice(data, "digits", DIGIT_SYSTEMS, problems)
    numeric = _choice(data, "numeric_dates", (_IN_WORDS, _AS_THEY_ARE), problems) or _AS_THEY_ARE
    month_names = _month_names(data.get("month_names", {}), problems)
    if numeric == _IN_WORDS and not months and len(month_names) < 12:
        problems.append("numeric_dates: the names of the months are not said; set months")
    names = _table(data.get("names", {}), "names", problems)
    words = _table(data.get("words", {}), "words", problems)
    _find_contradictions({**words, **names}, problems)
    if problems:
        raise DataFileError(Path("house style"), problems)
    return HouseStyle(months, month_names, digits, numeric, names, words)


def _choice(data: Mapping[str, Any], key: str, allowed: Sequence[str], problems: list[str]) -> str:
    value = data.get(key, "")
    if value and value not in allowed:
        problems.append(f"{key}: {value!r} is none of {', '.join(allowed)}")
        return ""
    return str(value)


def _month_names(given: Any, problems: list[str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for key, name in given.items() if isinstance(given, dict) else [("", None)]:
        if not (key.isdecimal() and 1 <= int(key) <= 12 and isinstance(name, str) and name.strip()):
            problems.append(f"month_names: {key}: not the name of a month 1 to 12")
            continue
        found[int(key)] = name.strip()
    return found


def _table(given: Any, key: str, problems: list[str]) -> dict[str, tuple[str, ...]]:
    """House spelling -> the others. A profile may list none: then only what is spelled nearly so is found."""
    found: dict[str, tuple[str, ...]] = {}
    for house, others in given.items() if isinstance(given, dict) else [("", None)]:
        if not isinstance(others, list) or not all(isinstance(one, str) and _words(one) for one in (house, *others)):
            problems.append(f"{key}: {house}: not a list of spellings")
            continue
        found[house] = tuple(others)
    return found


def _find_contradictions(tables: Mapping[str, tuple[str, ...]], problems: list[str]) -> None:
    houses = {without_marks(house) for house in tables}
    meant: dict[str, str] = {}
    for house, others in tables.items():
        for other in others:
            if without_marks(other) in houses:
                problems.append(f"{other}: is to be replaced and is the house's own spelling")
            elif meant.setdefault(without_marks(other), house) != house:
                problems.append(f"{other}: is to be replaced by {meant[without_marks(other)]} and by {house}")


# --- what deviates ----------------------------------------------------------------------------------------------------


def deviations(text: str, style: HouseStyle, timexes: Sequence[Timex] | None = None) -> list[Deviation]:
    """Where a text is written otherwise than the house writes, in its order, no two over one another.

    timexes: the text's temporal expressions; looked for where they are not given and matter.
    """
    folded = fold(text)
    found = list(_spelled(text, folded, style))
    if style.months or style.month_names or style.numeric_dates == _IN_WORDS:
        found += _of_dates(text, style, scan(text) if timexes is None else timexes)
    if style.digits:
        found += _in_other_digits(text, style.digits)
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Deviation] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def styled(label: str, style: HouseStyle) -> str:
    """A label as the house writes it."""
    for one in reversed(deviations(label, style)):
        label = label[: one.start] + one.written + label[one.end :]
    return label


def styled_rows(rows: Iterable[Row], style: HouseStyle) -> list[Row]:
    """Rows of a table of events or mentions with their labels as the house writes them."""
    known: dict[str, str] = {}

    def of(label: str) -> str:
        if label not in known:
            known[label] = styled(label, style) if label else label
        return known[label]

    return [
        row
        | {column: of(row[column]) for column in LABELS if column in row}
        | {column: [of(label) for label in row[column]] for column in LABEL_LISTS if column in row}
        for row in rows
    ]


def _words(text: str) -> list[str]:
    return [token.strip() for token in tokens(fold_key(text))[0] if token.strip() and token.strip() not in _HYPHENS]


def _sound(word: str) -> str:
    return word.translate(_SOUNDS)


def _spelled(text: str, folded: Folded, style: HouseStyle) -> Iterator[Deviation]:
    """Names and words in another spelling than the house's."""
    index = style.spellings
    if not index:
        return
    raw_tokens, offsets = tokens(folded.text)
    keys = [token.rstrip() for token in raw_tokens]
    at = 0
    while at < len(keys):
        found = _spelling_at(keys, at, index)
        if found is None:
            at += 1
            continue
        row, prefix, last = found
        start, end = folded.raw_span(text, offsets[at] + prefix, offsets[last] + len(keys[last]))
        if _plain(text[start:end]) != _plain(row.house):
            yield Deviation(row.code, start, end, row.house)
        at = last + 1


def _spelling_at(
    keys: Sequence[str], at: int, index: Mapping[str, list[_Spelling]]
) -> tuple[_Spelling, int, int] | None:
    """The longest spelling that begins with a token, what clings to it, and its last token; None where none does."""
    key = keys[at]
    for prefix in range(_MOST_CLITICS + 1):
        if prefix and (len(key) <= prefix + 1 or key[prefix - 1] not in _CLITICS):
            return None
        bare = key[prefix:]
        for row in index.get(_sound(bare), ()):
            last = _last_word(keys, at, bare, row)
            if last is not None:
                return row, prefix, last
    return None


def _last_word(keys: Sequence[str], at: int, first: str, row: _Spelling) -> int | None:
    """The token with which a spelling ends that begins here; hyphens between its words say nothing."""
    if (_sound(first) if row.by_sound else first) != row.words[0]:
        return None
    for word in row.words[1:]:
        at += 1
        while at < len(keys) and keys[at] in _HYPHENS:
            at += 1
        if at >= len(keys) or (_sound(keys[at]) if row.by_sound else keys[at]) != word:
            return None
    return at


def _plain(written: str) -> str:
    """Letters as they are, without marks, with single blanks: what two spellings are compared by."""
    return _BLANKS.sub(" ", without_marks(written))


class _Named(NamedTuple):
    """A month by its name in a text."""

    start: int
    end: int
    number: int


def _of_dates(text: str, style: HouseStyle, timexes: Sequence[Timex]) -> Iterator[Deviation]:
    """Dates in numbers where the house names the month, and months by other names than the house's."""
    for timex in timexes:
        expr = timex.expr
        if not isinstance(expr, CalendarDate) or expr.hijri:
            continue
        if style.numeric_dates == _IN_WORDS and _FULL_NUMERIC.fullmatch(fold_key(timex.surface)):
            if expr.day and expr.month and expr.year:
                written = f"{expr.day} {style.month(expr.month)} {expr.year}"
                written = written.translate(_TO_ARABIC) if style.digits == "arab" else written
                yield Deviation(NUMERIC_DATE, timex.start, timex.end, written)
            continue
        for group in _month_groups(text, timex):
            house = style.month(group[0].number)
            start, end = group[0].start, group[-1].end
            if len(group) > 1 and text[end : end + 1] == ")":
                end += 1
            if house and not _is_so(text, group, house):
                yield Deviation(MONTH, start, end, house)


def _is_so(text: str, group: Sequence[_Named], house: str) -> bool:
    """Whether a month is named as the house names it; two names may stand in either order."""
    return {_plain(text[one.start : one.end]) for one in group} == {_plain(name) for name in house.split("/")}


def _month_groups(text: str, timex: Timex) -> list[list[_Named]]:
    """The months of an expression; two names of one month, «a/b» or «a (b)», are one."""
    groups: list[list[_Named]] = []
    for one in _months(text, timex):
        before = groups[-1][-1] if groups else None
        if before and before.number == one.number and set(text[before.end : one.start].strip()) <= _JOINING:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _months(text: str, timex: Timex) -> Iterator[_Named]:
    known = lexicon.load()
    surface = text[timex.start : timex.end]
    folded = fold(surface)
    raw_tokens, offsets = tokens(folded.text)
    keys = [token.rstrip() for token in raw_tokens]
    at = 0
    while at < len(keys):
        looked, last = known.word(keys[at]), at
        for rest, phrase in known.phrases(keys[at]):
            if phrase.entry.cls in _MONTHS and tuple(keys[at + 1 : at + 1 + len(rest)]) == rest:
                looked, last = phrase, at + len(rest)
                break
        if looked is not None and looked.entry.cls in _MONTHS:
            start, end = folded.raw_span(surface, offsets[at] + looked.prefix, offsets[last] + len(keys[last]))
            yield _Named(timex.start + start, timex.start + end, int(looked.entry.value))
        at = last + 1


def _in_other_digits(text: str, wanted: str) -> Iterator[Deviation]:
    """Numbers in other digits than the house's; what stands with Latin letters, an address or a code, is left."""
    for chunk in _CHUNK.finditer(text):
        if not _OF[wanted].search(chunk[0]) or _LATIN_LETTER.search(chunk[0]):
            continue
        for number in _NUMBER.finditer(chunk[0]):
            if _OF[wanted].search(number[0]):
                start = chunk.start() + number.start()
                yield Deviation(DIGITS, start, start + len(number[0]), _in_digits(number[0], wanted))


def _in_digits(number: str, wanted: str) -> str:
    if wanted == "latn":
        return number.translate(_TO_LATIN).translate(_POINTS)
    if number.count(".") == 1:
        number = _DECIMAL.sub("\u066b", number)
    return _GROUPED.sub("\u066c", number).translate(_TO_ARABIC)
