"""What a grammar row is made of: a pattern over word classes, and a small builder.

The pattern language: class names (`MONTH`), one value of a class (`DEF:year`, `DIR:past,this`), groups `( )`,
alternatives `|`, repetition `? * +` (at most eight times, so that junk costs no more than text), `!X` for «not followed
by X», `@X` for «after X» (looked at, not taken), and braces around the part that is marked (`OF {D} TO`); without braces
all of it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from pipeline.model import Mod, TimeExpr, TimexType

# Names that stand for several classes.
UNIONS: Mapping[str, tuple[str, ...]] = {
    "MON": ("MONTH", "MONTHX"),
    "NUM": ("D", "N", "Y", "CARD"),
    "DIGITS": ("D", "N", "Y"),
    "DAYNUM": ("D", "CARD", "ORD"),
    "PREP": ("IN", "SINCE", "UNTIL", "DURING", "OF", "TO", "BETWEEN", "BEFORE", "AFTER", "PRE", "ON", "EARLIER"),
    "POINT": ("THIS", "THAT"),
}
# Attached particles, which scan.py puts into the class string as units of their own, without a lexicon entry.
ATTACHED = {"AND": "\uf8f0", "PRE": "\uf8f1"}


class Unit:
    """A word of the class string: its class, value and place. `exact`: spelled as listed, not merely folded alike."""

    __slots__ = ("cls", "end", "exact", "letter", "start", "value")

    def __init__(self, cls: str, value: float | str, letter: str, start: int, end: int, exact: bool = True) -> None:
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

    def all(self, *classes: str) -> list[Unit]:
        """The matched units of these classes (unions included), in order."""
        wanted = {name for cls in classes for name in UNIONS.get(cls, (cls,))}
        return [unit for unit in self.units[self.first : self.last + 1] if unit.cls in wanted]

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

    def part(self, type: TimexType, expr: TimeExpr, mod: Mod = "") -> list[Part]:
        """A single row over the marked units."""
        return [Part(type, expr, self.marked_first, self.marked_last, mod)]


Builder = Callable[[Match], list[Part] | None]


class Rule(NamedTuple):
    """name: family.rule. pattern: see the module. build: rows of a match; [] takes the words out, None declines.

    group: what joins the rows where there are several.
    """

    name: str
    pattern: str
    build: Builder
    group: str = ""


_PIECE = re.compile(r"\s*([A-Z]+(?::[A-Za-z0-9_:.,-]+)?|[()|?*+!@{}])")


def compile_pattern(rule: Rule, letters: Mapping[str, str]) -> re.Pattern[str]:
    """The regular expression over class letters. Raises ValueError for an unknown class or a stray character."""
    done, out = 0, []
    text = rule.pattern.rstrip()
    while done < len(text):
        piece = _PIECE.match(text, done)
        if piece is None:
            raise ValueError(f"{rule.name}: cannot read the pattern at {text[done:]!r}")
        done = piece.end()
        token = piece[1]
        if token in "?":
            out.append("?")
        elif token in "*+":
            out.append("{%d,8}" % (token == "+"))
        elif token in "!@":
            names, done = _names_behind(rule, text, done)
            letter_set = "".join(re.escape(_letters(rule, name, letters)) for name in names)
            out.append(("(?![" if token == "!" else "(?<=[") + letter_set + "])")
        elif token == "{":
            out.append("(?P<marked>")
        elif token == "}":
            out.append(")")
        elif token == "(":
            out.append("(?:")
        elif token in ")|":
            out.append(token)
        else:
            out.append("[" + re.escape(_letters(rule, token, letters)) + "]")
    return re.compile("".join(out))


def _names_behind(rule: Rule, text: str, at: int) -> tuple[list[str], int]:
    """The class names behind `!` or `@`: one, or several in brackets."""
    inner = _PIECE.match(text, at)
    if inner is None:
        raise ValueError(f"{rule.name}: nothing behind ! or @")
    if inner[1] != "(":
        return [inner[1]], inner.end()
    close = text.index(")", inner.end())
    return [name.strip() for name in text[inner.end() : close].split("|")], close + 1


def _letters(rule: Rule, name: str, letters: Mapping[str, str]) -> str:
    if ":" in name:
        cls, values = name.split(":", 1)
        found = "".join(letters.get(f"{cls}:{value}", "") for value in values.split(","))
        missing = [value for value in values.split(",") if f"{cls}:{value}" not in letters]
    else:
        found = "".join(letters.get(cls, "") + ATTACHED.get(cls, "") for cls in UNIONS.get(name, (name,)))
        missing = [cls for cls in UNIONS.get(name, (name,)) if cls not in letters and cls not in ATTACHED]
    if missing:
        raise ValueError(f"{rule.name}: no such word class or value: {name} ({', '.join(missing)})")
    return found


def names_in(pattern: str) -> set[str]:
    """The word classes that a pattern uses, unions resolved."""
    found = {token.split(":")[0] for token in re.findall(r"[A-Z]+(?::[A-Za-z0-9_:.,-]+)?", pattern)}
    return {cls for name in found for cls in UNIONS.get(name, (name,))}
