"""The engine: text -> tokens -> one letter a word class -> matches. Rules never change it.

The whole text is looked at once, with C-speed look-ups; only the islands of time words are looked at closely. Leftmost
wins, then the first row of `grammar.RULES`.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import repeat
from typing import NamedTuple

from pipeline import lexicon
from pipeline.grammar import RULES
from pipeline.grammar.rule import ATTACHED, Match, Part, Rule, Unit, compile_pattern, names_in
from pipeline.lexicon import OTHER, Lookup
from pipeline.model import Timex
from pipeline.text import Folded, fold, tokens

# Classes that never make an island worth a close look by themselves: they only join or qualify.
_CONNECTORS = frozenset(
    "IN SINCE BEFORE AFTER UNTIL OF TO BETWEEN EVERY ON MATCHING RATHER AND COMMA SLASH DASH OPEN CLOSE COLON DOT "
    "LETTERM LETTERS LETTERH THIS THAT SAME CARD ORD D N SOME APPROX GENERAL NUMBERED COUNTED PERSON TIMES DURING LASTING "
    "FOLLOWING BEFORELAST FISCAL BEFOREIT EARLIER FRAC CE AH BC DAYADJ AGO".split()
)


class _Grammar(NamedTuple):
    lexicon: lexicon.Lexicon
    island: re.Pattern[str]
    core: re.Pattern[str]
    rows: dict[str, tuple[re.Pattern[str], list[tuple[Rule, re.Pattern[str]]]]]


def _character_class(letters: set[str]) -> str:
    return "[" + "".join(re.escape(letter) for letter in sorted(letters)) + "]"


@cache
def _grammar() -> _Grammar:
    words = lexicon.load()
    known = set(words.coarse.values())
    core = {
        letter
        for cls, letters in words.letters.items()
        for letter in letters
        if cls.split(":")[0] not in _CONNECTORS and not cls.startswith("DIR")
    }
    core.add(words.letters["DIR:pastnoun"])
    day, colon, slash = words.letters["D"], words.letters["COLON"], words.letters["SLASH"]
    compiled = [(rule, compile_pattern(rule, words.letters)) for rule in RULES]
    rows: dict[str, list[tuple[Rule, re.Pattern[str]]]] = {}
    every_letter = known | set(ATTACHED.values())
    for rule, pattern in compiled:
        for letter in _first_letters(pattern, every_letter):
            rows.setdefault(letter, []).append((rule, pattern))
    return _Grammar(
        words,
        re.compile(_character_class(known) + "+"),
        re.compile(_character_class(core) + f"|{day}{re.escape(colon)}|{day}{re.escape(slash)}{day}{re.escape(slash)}"),
        {
            letter: (re.compile("|".join(_without_names(pattern) for _, pattern in matching)), matching)
            for letter, matching in rows.items()
        },
    )


def _without_names(pattern: re.Pattern[str]) -> str:
    return pattern.pattern.replace("(?P<marked>", "(?:")


def _first_letters(pattern: re.Pattern[str], letters: set[str]) -> list[str]:
    """The letters that a match can begin with, asked of Python's own parser of the pattern."""
    first, can_be_empty = _firsts(re._parser.parse(pattern.pattern))  # type: ignore[attr-defined]
    if can_be_empty:
        raise ValueError(f"a rule matches nothing at all: {pattern.pattern!r}")
    return [letter for letter in letters if letter in first]


def _firsts(parsed: object) -> tuple[set[str], bool]:
    """The possible first characters of a parsed pattern, and whether it can match the empty string."""
    found: set[str] = set()
    for operation, argument in parsed:  # type: ignore[attr-defined]
        name = str(operation)
        if name in ("ASSERT_NOT", "ASSERT"):
            continue
        if name == "LITERAL":
            return found | {chr(argument)}, False
        if name == "IN":
            return found | _members(argument), False
        inner: set[str]
        if name == "MAX_REPEAT":
            inner, empty = _firsts(argument[2])
            empty = empty or argument[0] == 0
        elif name == "SUBPATTERN":
            inner, empty = _firsts(argument[3])
        elif name == "BRANCH":
            branches = [_firsts(branch) for branch in argument[1]]
            inner, empty = set().union(*(b[0] for b in branches)), any(b[1] for b in branches)
        else:
            raise ValueError(f"no such construct in a rule: {name}")
        found |= inner
        if not empty:
            return found, False
    return found, True


def _members(argument: object) -> set[str]:
    found: set[str] = set()
    for operation, value in argument:  # type: ignore[attr-defined]
        if str(operation) == "LITERAL":
            found.add(chr(value))
        else:
            found |= {chr(code) for code in range(value[0], value[1] + 1)}
    return found


def scan(text: str) -> tuple[Timex, ...]:
    """All temporal expressions of a text, in order, not overlapping; spans are offsets into `text` as it is.

    Raises nothing, whatever the text; cost grows in step with its length.
    """
    grammar = _grammar()
    folded = fold(text)
    words, offsets = tokens(folded.text)
    keys = [*map(str.strip, words)]
    coarse = "".join(map(grammar.lexicon.coarse.get, keys, repeat(OTHER)))
    found: list[Timex] = []
    for island in grammar.island.finditer(coarse):
        if grammar.core.search(coarse, island.start(), island.end()):
            units = _units(grammar.lexicon, text, folded, keys, offsets, island.start(), island.end())
            _match(grammar, text, folded, units, found)
    return tuple(found)


def _units(
    words: lexicon.Lexicon,
    text: str,
    folded: Folded,
    keys: list[str],
    offsets: list[int],
    begin: int,
    end: int,
) -> list[Unit]:
    """The units of an island: phrases joined, attached particles on their own, number words added up."""
    units: list[Unit] = []
    at = begin
    while at < end:
        key = keys[at]
        lookup, length = words.words.get(key), 1
        for rest, phrase in words.phrases.get(key, ()):
            if tuple(keys[at + 1 : at + 1 + len(rest)]) == rest:
                lookup, length = phrase, 1 + len(rest)
                break
        start = offsets[at]
        stop = offsets[at + length - 1] + len(keys[at + length - 1])
        at += length
        if lookup is None:
            units.append(Unit(OTHER, "", OTHER, start, stop))
            continue
        _append(units, lookup, text, folded, start, stop)
    return units


def _append(units: list[Unit], lookup: Lookup, text: str, folded: Folded, start: int, stop: int) -> None:
    entry, conjunction, preposition, prefix, spellings = lookup
    if conjunction:
        units.append(Unit("AND", 0, ATTACHED["AND"], start, start + 1))
    if preposition:
        units.append(Unit("PRE", 0, ATTACHED["PRE"], start + prefix - 1 if prefix else start, start + prefix))
    start += prefix
    if entry.cls == "CARD" and _add_number(units, int(entry.value), stop):
        return
    exact = True
    if entry.cls == "MONTHX":
        first, last = folded.raw_span(text, start, stop)
        exact = text[first:last] in spellings
    units.append(Unit(entry.cls, entry.value, entry.letter, start, stop, exact))


def _add_number(units: list[Unit], value: int, stop: int) -> bool:
    """Join a number word with the one before it: خمسة + وعشرين, ثلاث + مئة, الثامن + عشر. True where it did."""
    joined = bool(units) and units[-1].cls == "AND"
    before = units[-2 if joined else -1] if len(units) > joined else None
    if before is None or before.cls not in ("CARD", "ORD"):
        return False
    have = int(before.value)
    total = _joined(have, value, joined, before.cls)
    if total is None:
        return False
    if joined:
        units.pop()
    units[-1] = Unit(before.cls, total, before.letter, before.start, stop)
    return True


def _joined(have: int, value: int, with_and: bool, cls: str) -> int | None:
    """The value of two number words side by side, None where they are two numbers."""
    units, hundreds = have % 10, have % 1000
    if not with_and:
        if value == 10 and 1 <= hundreds <= 9:
            return have + 10
        if value == 1000 and cls == "CARD" and 3 <= have <= 999:
            return have * 1000
        return None
    if 20 <= value <= 90 and units and hundreds < 10:
        return have + value
    if cls == "CARD" and value < 1000 and hundreds == 0 and have >= 1000:
        return have + value
    if cls == "CARD" and value < 100 and have % 100 == 0 and have >= 100:
        return have + value
    return None


def _match(grammar: _Grammar, text: str, folded: Folded, units: list[Unit], found: list[Timex]) -> None:
    letters = "".join(unit.letter for unit in units)
    at = 0
    while at < len(units):
        row = grammar.rows.get(letters[at])
        step = _first_match(row, letters, units, at) if row and row[0].match(letters, at) else None
        if step is None:
            at += 1
            continue
        rule, parts, at = step
        group = f"{rule.group}{len(found)}" if rule.group and len(parts) > 1 else ""
        for part in parts:
            start, end = folded.raw_span(text, units[part.first].start, units[part.last].end)
            found.append(
                Timex(
                    start,
                    end,
                    text[start:end],
                    part.type,
                    part.expr,
                    rule.name,
                    part.mod,
                    group,
                    rule.group if group else "",  # type: ignore[arg-type]
                )
            )


def _first_match(
    row: tuple[re.Pattern[str], list[tuple[Rule, re.Pattern[str]]]], letters: str, units: list[Unit], at: int
) -> tuple[Rule, list[Part], int] | None:
    for rule, pattern in row[1]:
        hit = pattern.match(letters, at)
        if hit is None:
            continue
        marked = hit.span("marked") if "marked" in pattern.groupindex else hit.span()
        parts = rule.build(Match(units, at, hit.end(), marked))
        if parts is not None:
            return rule, parts, hit.end()
    return None


def classes_in_use() -> set[str]:
    """The word classes that some rule asks for (a test holds the lexicon against it)."""
    return {cls for rule in RULES for cls in names_in(rule.pattern)}

