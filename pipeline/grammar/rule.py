"""What a grammar row is made of: a pattern over word classes, and a small builder.

The pattern language: class names (`MONTH`), one value of a class (`DEF:year`, `DIR:past,this`), groups `( )`,
alternatives `|`, repetition `? * +` (at most eight times, so that junk costs no more than text), `!X` for «not
followed by X», `@X` for «after X» (looked at, not taken), and braces around the part that is marked (`OF {D} TO`);
without braces all of it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple

from pipeline.model import Mod, TimeExpr, TimexType

# Names that stand for several classes.
UNIONS: Mapping[str, tuple[str, ...]] = {
    "MON": ("MONTH", "MONTHX"),
    "HMON": ("HMONTH", "HMONTHX"),
    "NUM": ("D", "N", "Y", "CARD"),
    "DIGITS": ("D", "N", "Y"),
    "DAYNUM": ("D", "CARD", "ORD", "DAYONE"),
    "SINCE": ("SINCEFOR", "SINCEAGO"),
    "PREP": (
        "IN",
        "SINCEFOR",
        "SINCEAGO",
        "UNTIL",
        "DURING",
        "OF",
        "TO",
        "BETWEEN",
        "BEFORE",
        "AFTER",
        "PRE",
        "ON",
        "EARLIER",
    ),
    "POINT": ("THIS", "THAT"),
    "THINGS": ("COUNTED", "ACCWORD"),
    "ANYWORD": ("WORD", "DEFWORD", "ACCWORD"),
}
# Classes that scan.py makes, without a lexicon entry: attached particles as units of their own, «منذ» where it means
# «ago», and the unknown words that stand next to time words (with the article, as an indefinite accusative, other).
# The country behind a national day is one unit too («لدولة قطر», «قطر», «بقطر»).
MADE = {
    "AND": "\uf8f0",
    "PRE": "\uf8f1",
    "SINCEAGO": "\uf8f2",
    "WORD": "\uf8f3",
    "DEFWORD": "\uf8f4",
    "ACCWORD": "\uf8f5",
    "NATION": "\uf8f6",
    "NATIONNAME": "\uf8f7",
    "NATIONPLACE": "\uf8f8",
}


class Unit:
    """A word of the class string: its class, value and place.

    value: a number or a name, as the class has it. exact: spelled as listed, not merely folded alike.
    """

    __slots__ = ("cls", "end", "exact", "letter", "start", "value")

    def __init__(self, cls: str, value: Any, letter: str, start: int, end: int, exact: bool = True) -> None:
        self.cls = cls
        self.value = value
        self.letter = letter
        self.start = start
        self.end = end
        self.exact = exact


class Part(NamedTuple):
    """One row that a match yields: what it means and from which unit to which (`last` included) it is marked."""

    type: TimexType
    expr: TimeExpr
    first: int
    last: int
    mod: Mod = ""


@cache
def _wanted(classes: tuple[str, ...]) -> tuple[frozenset[str], bool]:
    """The classes that these names stand for, and whether one of them asks for a value."""
    wanted = frozenset(name for cls in classes for name in UNIONS.get(cls, (cls,)))
    return wanted, any(":" in name for name in wanted)


class Match:
    """The units that a rule matched. Captures are asked for by class name."""

    __slots__ = ("first", "last", "marked_first", "marked_last", "units")

    def __init__(self, units: list[Unit], first: int, end: int, marked: tuple[int, int]) -> None:
        self.units = units
        self.first = first
        self.last = end - 1
        self.marked_first, self.marked_last = marked[0], marked[1] - 1

    def before(self) -> Unit | None:
        """The unit before the match, as far as the island goes."""
        return self.units[self.first - 1] if self.first else None

    def after(self) -> Unit | None:
        """The unit behind the match, as far as the island goes."""
        return self.units[self.last + 1] if self.last + 1 < len(self.units) else None

    def all(self, *classes: str) -> list[Unit]:
        """The matched units of these classes (unions and `CLASS:value` included), in order."""
        wanted, with_values = _wanted(classes)
        units = self.units[self.first : self.last + 1]
        if with_values:
            return [unit for unit in units if unit.cls in wanted or f"{unit.cls}:{unit.value}" in wanted]
        return [unit for unit in units if unit.cls in wanted]

    def within(self, first: int, end: int, *without: str) -> Match:
        """A stretch of the match as a match of its own, without the units of these classes at its ends."""
        while self.units[first].cls in without:
            first += 1
        while self.units[end - 1].cls in without:
            end -= 1
        return Match(self.units, first, end, (first, end))

    def marked(self) -> list[Unit]:
        """The units that the braces of the pattern hold."""
        return self.units[self.marked_first : self.marked_last + 1]

    def get(self, *classes: str) -> Unit | None:
        """The first matched unit of these classes."""
        found = self.all(*classes)
        return found[0] if found else None

    def number(self, *classes: str) -> int | None:
        """The whole-number value of the first matched unit of these classes."""
        unit = self.get(*classes)
        return None if unit is None else int(unit.value)

    def name(self, *classes: str) -> str | None:
        """The named value of the first matched unit of these classes."""
        unit = self.get(*classes)
        return None if unit is None else str(unit.value)

    def index(self, unit: Unit) -> int:
        """The place of a unit among all units of the island."""
        return next(i for i in range(self.first, self.last + 1) if self.units[i] is unit)

    def part(self, kind: TimexType, expr: TimeExpr, mod: Mod = "") -> list[Part]:
        """A single row over the marked units."""
        return [Part(kind, expr, self.marked_first, self.marked_last, mod)]


Builder = Callable[[Match], list[Part] | None]


class Rule(NamedTuple):
    """name: family.rule. pattern: see the module. build: rows of a match; [] takes the words out, None declines.

    group: what joins the rows where there are several.
    """

    name: str
    pattern: str
    build: Builder
    group: Literal["", "range", "list", "same"] = ""


class Compiled(NamedTuple):
    """A row ready to run.

    expression: over class letters. alone: the letters that a match can consist of. begins: first letter -> the letters
    that can follow it in a match.
    """

    rule: Rule
    expression: str
    alone: frozenset[str]
    begins: dict[str, frozenset[str]]

    def may_begin(self, first: str, second: str) -> bool:
        """Whether a match can begin where these two letters stand."""
        return first in self.alone or second in self.begins.get(first, _NOTHING)


class _Piece(NamedTuple):
    """What a stretch of a pattern comes to.

    first: its possible first letters. empty: whether it can match nothing. alone: the letters that it can match by
    themselves. pairs: first letter -> the letters that can stand second. letters: of a stretch that is one of some
    letters and nothing else, these.
    """

    expression: str
    first: frozenset[str]
    empty: bool
    alone: frozenset[str]
    pairs: dict[str, frozenset[str]]
    letters: str = ""

    def then(self, other: _Piece) -> _Piece:
        """This stretch and the other behind it."""
        if not self.expression:
            return other
        crossing = dict.fromkeys(self.alone, other.first)
        return _Piece(
            self.expression + other.expression,
            self.first | other.first if self.empty else self.first,
            self.empty and other.empty,
            (self.alone if other.empty else _NOTHING) | (other.alone if self.empty else _NOTHING),
            _both(_both(self.pairs, crossing), other.pairs if self.empty else {}),
        )

    def either(self, other: _Piece) -> _Piece:
        """This stretch or the other."""
        letters = self.letters + other.letters if self.letters and other.letters else ""
        return _Piece(
            _one_of(letters) if letters else f"{self.expression}|{other.expression}",
            self.first | other.first,
            self.empty or other.empty,
            self.alone | other.alone,
            _both(self.pairs, other.pairs),
            letters,
        )


_TOKEN = re.compile(r"\s*([A-Z]+(?::[A-Za-z0-9_:.,-]+)?|[()|?*+!@{}])")
_NOTHING: frozenset[str] = frozenset()
_FIRST_SHORT = 0x21


def _both(one: dict[str, frozenset[str]], other: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    if not one or not other:
        return one or other
    return {letter: one.get(letter, _NOTHING) | other.get(letter, _NOTHING) for letter in one.keys() | other.keys()}


def short_letters(rules: Iterable[Rule], letters: Mapping[str, str]) -> dict[str, str]:
    """Letter -> the letter for all those that no pattern tells apart, one of the first in Unicode.

    letters: as in `compile_pattern`. A set of letters beyond the first 256 takes ten times as long to compile.
    """
    sets = {
        _letters_of(token, letters) for rule in rules for token in _TOKEN.findall(rule.pattern) if token[0].isupper()
    }
    every = dict.fromkeys("".join((*letters.values(), *MADE.values())))
    told_by: dict[frozenset[str], str] = {}
    return {
        letter: told_by.setdefault(frozenset(one for one in sets if letter in one), chr(_FIRST_SHORT + len(told_by)))
        for letter in every
    }


def compile_pattern(rule: Rule, letters: Mapping[str, str], short: Mapping[str, str] | None = None) -> Compiled:
    """Read the pattern of a row.

    letters: class or `CLASS:value` -> its letters. short: as `short_letters` gives them. Raises ValueError for an
    unknown class, a stray character, a bracket without its other half, or a pattern that matches nothing at all.
    """
    tokens, done, text = [], 0, rule.pattern.rstrip()
    while done < len(text):
        match = _TOKEN.match(text, done)
        if match is None:
            raise ValueError(f"{rule.name}: cannot read the pattern at {text[done:]!r}")
        tokens.append(match[1])
        done = match.end()
    reader = _Reader(rule, tokens, letters, str.maketrans(dict(short or {})))
    whole = reader.alternatives()
    if reader.at < len(tokens):
        raise ValueError(f"{rule.name}: a bracket closes that was not opened")
    if whole.empty:
        raise ValueError(f"{rule.name}: matches nothing at all")
    return Compiled(rule, whole.expression, whole.alone, whole.pairs)


class _Reader:
    """The tokens of a pattern and how far they are read."""

    def __init__(self, rule: Rule, tokens: list[str], letters: Mapping[str, str], short: Mapping[int, str]) -> None:
        self.rule = rule
        self.tokens = tokens
        self.letters = letters
        self.short = short
        self.at = 0

    def alternatives(self) -> _Piece:
        """What stands up to the next closing bracket or the end."""
        whole = self._sequence()
        while self.at < len(self.tokens) and self.tokens[self.at] == "|":
            self.at += 1
            whole = whole.either(self._sequence())
        return whole

    def _sequence(self) -> _Piece:
        whole = _Piece("", _NOTHING, True, _NOTHING, {})
        while self.at < len(self.tokens) and self.tokens[self.at] not in "|)}":
            whole = whole.then(self._repeated())
        return whole

    def _repeated(self) -> _Piece:
        piece = self._one()
        if self.at < len(self.tokens) and self.tokens[self.at] in "?*+":
            sign = self.tokens[self.at]
            self.at += 1
            if sign == "?":
                return piece._replace(expression=piece.expression + "?", empty=True, letters="")
            again = _both(piece.pairs, dict.fromkeys(piece.alone, piece.first))
            expression = piece.expression + ("{1,8}" if sign == "+" else "{0,8}")
            return piece._replace(expression=expression, empty=piece.empty or sign == "*", pairs=again, letters="")
        return piece

    def _one(self) -> _Piece:
        token = self.tokens[self.at]
        self.at += 1
        if token in "({":
            inner = self.alternatives()
            if self.at >= len(self.tokens) or self.tokens[self.at] != (")" if token == "(" else "}"):
                raise ValueError(f"{self.rule.name}: a bracket is not closed")
            self.at += 1
            if token == "(" and inner.letters:
                return inner
            opening = "(?:" if token == "(" else "(?P<marked>"
            return inner._replace(expression=f"{opening}{inner.expression})", letters="")
        if token in "!@":
            look = ("(?!" if token == "!" else "(?<=") + _one_of(self._names()) + ")"
            return _Piece(look, _NOTHING, True, _NOTHING, {})
        if token in "?*+":
            raise ValueError(f"{self.rule.name}: {token} stands behind nothing")
        found = self._letters(token)
        return _Piece(_one_of(found), frozenset(found), False, frozenset(found), {}, found)

    def _names(self) -> str:
        """The letters of the class behind `!` or `@`, or of the several in brackets."""
        if self.at >= len(self.tokens):
            raise ValueError(f"{self.rule.name}: nothing behind ! or @")
        names = [self.tokens[self.at]]
        if names == ["("]:
            close = self.tokens.index(")", self.at)
            names = [token for token in self.tokens[self.at + 1 : close] if token != "|"]
            self.at = close
        self.at += 1
        return "".join(self._letters(name) for name in names)

    def _letters(self, name: str) -> str:
        missing = [one for one in _wanted_by(name) if one not in self.letters and one not in MADE]
        if missing:
            raise ValueError(f"{self.rule.name}: no such word class or value: {name} ({', '.join(missing)})")
        return "".join(dict.fromkeys(_letters_of(name, self.letters).translate(self.short)))


def _wanted_by(name: str) -> Sequence[str]:
    """The classes, or values of one, that a name in a pattern stands for."""
    cls, _, values = name.partition(":")
    return [f"{cls}:{value}" for value in values.split(",")] if values else UNIONS.get(name, (name,))


def _letters_of(name: str, letters: Mapping[str, str]) -> str:
    return "".join(letters.get(one, "") + MADE.get(one, "") for one in _wanted_by(name))


def _one_of(letters: str) -> str:
    """An expression for one of some letters; neighbours as a range, which is compiled in a fraction of the time."""
    if len(letters) == 1:
        return re.escape(letters)
    runs: list[list[str]] = []
    for letter in sorted(set(letters)):
        if runs and ord(letter) == ord(runs[-1][-1]) + 1:
            runs[-1].append(letter)
        else:
            runs.append([letter])
    told = (re.escape(run[0]) + (f"-{re.escape(run[-1])}" if len(run) > 1 else "") for run in runs)
    return "[" + "".join(told) + "]"


def names_in(pattern: str) -> set[str]:
    """The word classes that a pattern uses, unions resolved."""
    found = {token.split(":")[0] for token in re.findall(r"[A-Z]+(?::[A-Za-z0-9_:.,-]+)?", pattern)}
    return {cls for name in found for cls in UNIONS.get(name, (name,))}
