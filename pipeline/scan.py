"""The engine: text -> tokens -> one letter a word class -> matches. Rules never change it.

The whole text is looked at once, with C-speed look-ups; only the islands of time words are looked at closely. Leftmost
wins, then the first row of `grammar.RULES`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import repeat
from typing import NamedTuple

from pipeline import lexicon
from pipeline.grammar import RULES
from pipeline.grammar.rule import MADE, Compiled, Match, Part, Rule, Unit, compile_pattern, names_in, short_letters
from pipeline.kept import kept
from pipeline.lexicon import OTHER, Lookup
from pipeline.model import Timex
from pipeline.occasions import Nation, country_words, greets, nation_at
from pipeline.tense import is_particle, tells_a_point
from pipeline.text import Folded, fold, tokens

# Classes that never make an island worth a close look by themselves: they only join or qualify.
_CONNECTORS = frozenset(
    "IN SINCEFOR BEFORE AFTER UNTIL OF TO BETWEEN EVERY ON MATCHING RATHER AND COMMA SLASH DASH OPEN CLOSE COLON DOT "
    "LETTERM LETTERS LETTERH THIS THAT SAME CARD ORD D N SOME APPROX GENERAL NUMBERED COUNTED PERSON TIMES DURING "
    "ZONE HOURCUE LASTING FOLLOWING BEFORELAST FISCAL BEFOREIT EARLIER FRAC CE AH BC DAYADJ AGE SCALE MANY PLACED "
    "MARKET NOTTIME CONTRACT THE APOS EXCEPT WEEKDAYX DIR NEW EVENTNAME REVOLT HMONTHX ARRIVAL QUOTE FESTIVE".split()
)
# Sequences of such classes that are worth it all the same.
_CORES = (
    "D COLON",
    "D SLASH D SLASH",
    "D DOT D DOT",
    "D DASH D DASH",
    "EVERY WEEKDAYX",
    "DIR:pastnoun",
    "D DIR",
    "D OF DIR",
    "ORD OF DIR",
    "EVENTNAME D",
    "EVENTNAME N",
    "EVENTNAME THE",
    "EVENTNAME APOS",
    "D HMONTHX",
    "ORD HMONTHX",
    "ORD OF HMONTHX",
    "HMONTHX Y",
    "IN HMONTHX",
    "DURING HMONTHX",
    "HOURCUE ORD",
    "ORD ZONE",
    "FRACDEF ZONE",
    "EVERY CARD WEEKDAYX",
)
# Where a line ends that is none: lines that are broken to a width are read on. A blank line separates, and so do
# figures on both sides.
_LINE_END = re.compile(r"[\n\r]\s*")
# How far back the word that governs «منذ» may stand, in tokens.
_GOVERNOR_REACH = 14
# Above so many rules one pattern for all of them is asked first, once they were asked so often.
_MANY_RULES = 8
_OFTEN = 32
# The days that a country's name stands behind, or up to so many units behind; and what can be congratulated on.
_OF_A_NATION = frozenset(("NATIONALDAY", "DAYOF", "MEMORY"))
_NATION_REACH = 4
_FEASTS = _OF_A_NATION | {"HOLIDAYNAME"}
_SENTENCE_ENDS = frozenset((".", "!", "\u061f", "\u061b", ""))


class _Row:
    """The rules that can begin with two letters.

    Patterns are compiled when a text first needs them: to compile them all costs more than to read a newspaper page.
    One for all of many rules costs as much as they do, and is worth it for rows that are asked again and again.
    """

    __slots__ = ("_anyone", "_asked", "_matching", "_patterns")

    def __init__(self, matching: list[Compiled]) -> None:
        self._matching = matching
        self._patterns: list[re.Pattern[str]] = []
        self._anyone: re.Pattern[str] | None = None
        self._asked = 0

    def matches(self, letters: str, at: int) -> Iterator[tuple[Rule, re.Match[str]]]:
        """Each rule that matches there, in order."""
        if self._anyone is not None:
            if self._anyone.match(letters, at) is None:
                return
        elif len(self._matching) > _MANY_RULES:
            self._asked += 1
            if self._asked > _OFTEN:
                self._anyone = re.compile(
                    "|".join(one.expression.replace("(?P<marked>", "(?:") for one in self._matching)
                )
        patterns = self._patterns
        for number, one in enumerate(self._matching):
            if number == len(patterns):
                patterns.append(re.compile(one.expression))
            hit = patterns[number].match(letters, at)
            if hit is not None:
                yield one.rule, hit


class _Grammar(NamedTuple):
    """coarse: for the first look at a text. short: from the letters of units to those of patterns. rows: filled as
    pairs of these are met, from `by_letter`.
    """

    lexicon: lexicon.Lexicon
    coarse: dict[str, str]
    core: re.Pattern[str]
    short: Mapping[int, str]
    by_letter: dict[str, list[Compiled]]
    rows: dict[str, _Row]

    def row(self, pair: str) -> _Row:
        """The rules for two letters in a row (one at the end of an island)."""
        found = self.rows.get(pair)
        if found is None:
            first, second = pair[0], pair[1:]
            found = _Row([one for one in self.by_letter.get(first, ()) if one.may_begin(first, second)])
            self.rows[pair] = found
        return found


@cache
def _grammar() -> _Grammar:
    words = lexicon.load()
    coarse = words.coarse()
    for word in country_words():
        coarse.setdefault(word, lexicon.CONTINUATION)
    by_letter: dict[str, list[Compiled]] = {}
    short, compiled = kept("grammar", [lexicon.FOLDER / "ar.toml"], _read_rules)
    for rule, (expression, alone, begins) in zip(RULES, compiled, strict=True):
        one = Compiled(rule, expression, alone, begins)
        for letter in {*alone, *begins}:
            by_letter.setdefault(letter, []).append(one)
    return _Grammar(words, coarse, re.compile(_core(words.letters)), short, by_letter, {})


def _read_rules() -> tuple[dict[int, str], list[tuple[str, frozenset[str], dict[str, frozenset[str]]]]]:
    """The short letters, and each row of the grammar as `Compiled` has it."""
    letters = lexicon.load().letters
    short = short_letters(RULES, letters)
    compiled = (compile_pattern(rule, letters, short) for rule in RULES)
    return str.maketrans(short), [(one.expression, one.alone, one.begins) for one in compiled]


def _core(letters: dict[str, str]) -> str:
    single = {
        letter
        for cls, found in letters.items()
        for letter in found
        if ":" not in cls and cls not in _CONNECTORS and cls not in MADE
    }
    sequences = ("".join(f"[{re.escape(letters[cls])}]" for cls in names.split()) for names in _CORES)
    return "|".join(("[" + "".join(map(re.escape, sorted(single))) + "]", *sequences))


def scan(text: str) -> tuple[Timex, ...]:
    """All temporal expressions of a text, in order, not overlapping; spans are offsets into `text` as it is.

    Raises nothing, whatever the text; cost grows in step with its length.
    """
    grammar = _grammar()
    folded = fold(text)
    words, offsets = tokens(_LINE_END.sub(_read_on, folded.text))
    keys = [*map(str.strip, words)]
    coarse = "".join(map(grammar.coarse.get, keys, repeat(OTHER)))
    found: list[Timex] = []
    done = 0
    for hit in grammar.core.finditer(coarse):
        if hit.start() < done:
            continue
        begin = max(coarse.rfind(OTHER, done, hit.start()) + 1, done)
        end = coarse.find(OTHER, hit.end())
        done = len(coarse) if end < 0 else end
        _match(grammar, text, folded, _units(grammar.lexicon, text, folded, keys, offsets, begin, done), found)
    return tuple(found)


def _read_on(found: re.Match[str]) -> str:
    """Blanks for a single line end between words, as long as what they stand for."""
    breaks, text = found[0], found.string
    if breaks.count("\n") + breaks.count("\r") - breaks.count("\r\n") > 1 or "\u2029" in breaks:
        return breaks
    start, end = found.span()
    if start and end < len(text) and text[start - 1].isdecimal() and text[end].isdecimal():
        return breaks
    return " " * len(breaks)


def _units(
    words: lexicon.Lexicon,
    text: str,
    folded: Folded,
    keys: list[str],
    offsets: list[int],
    begin: int,
    end: int,
) -> list[Unit]:
    """The units of an island and of the unknown word on either side: phrases joined, attached particles on their own,
    number words added up.
    """
    units: list[Unit] = []
    if begin:
        units.append(_unknown(keys[begin - 1], offsets[begin - 1], text, folded))
    at = begin
    while at < end:
        key = keys[at]
        lookup, length = words.word(key), 1
        for rest, phrase in words.phrases(key):
            if tuple(keys[at + 1 : at + 1 + len(rest)]) == rest:
                lookup, length = phrase, 1 + len(rest)
                break
        nation = nation_at(keys, at)
        if nation is not None and any(unit.cls in _OF_A_NATION for unit in units[-_NATION_REACH:]):
            units.append(_nation(nation, keys, offsets, at))
            at += nation.length
            continue
        if _is_congratulated(lookup, keys, at):
            lookup, length = None, 1
        start = offsets[at]
        stop = offsets[at + length - 1] + len(keys[at + length - 1])
        if lookup is not None:
            _append(units, lookup, text, folded, start, stop)
            if lookup.entry.cls == "SINCEFOR" and tells_a_point(_words_before(keys, at)):
                units[-1] = Unit("SINCEAGO", 0, MADE["SINCEAGO"], units[-1].start, stop)
        elif key.isdecimal():
            cls = lexicon.digit_class(key)
            units.append(Unit(cls, int(key), words.letters[cls], start, stop))
        else:
            units.append(_unknown(key, start, text, folded))
        at += length
    if end < len(keys):
        units.append(_unknown(keys[end], offsets[end], text, folded))
    return units


def _is_congratulated(lookup: Lookup | None, keys: list[str], at: int) -> bool:
    """«هنأ الرئيس نظيره بعيد الفطر»: the feast is what the words are about and dates nothing."""
    if lookup is None or lookup.entry.cls not in _FEASTS or not lookup.preposition:
        return False
    return greets(_words_before(keys, at))


def _nation(nation: Nation, keys: list[str], offsets: list[int], at: int) -> Unit:
    """The country behind a national day, as one unit."""
    cls = {"of": "NATION", "name": "NATIONNAME", "place": "NATIONPLACE"}[nation.how]
    last = at + nation.length - 1
    return Unit(cls, nation.country, MADE[cls], offsets[at], offsets[last] + len(keys[last]))


def _unknown(key: str, start: int, text: str, folded: Folded) -> Unit:
    """A word that is no time word: its form says whether it has the article or may be what a number counts.

    The value of a word is what its form may be: «of» with an attached lam, «one» a single thing,
    «many» a plural.
    """
    value = ""
    if not key.isalpha():
        cls = OTHER
    elif key.startswith(("\u0627\u0644", "\u0644\u0644", "\u0648\u0627\u0644", "\u0628\u0627\u0644")) and len(key) > 4:
        cls = "DEFWORD"
        value = "of" if key.startswith("\u0644\u0644") else ""
    elif len(key) > 3 and key.endswith("\u0627") and not key.endswith(_NOT_ACCUSATIVE) and not is_particle(key):
        cls = "ACCWORD"
    else:
        cls = "WORD"
        if key[0] == "\u0644" and len(key) > 4:
            value = "of"
        elif key[-1] == "\u0647" and text[folded.raw_span(text, start, start + len(key))[1] - 1] == "\u0629":
            value = "one"
        elif key.endswith("\u0646\u0627") and len(key) > 4:
            value = "one"  # «مسكنا», or else «وصلنا»
        elif key.endswith("\u0627\u062a") and len(key) > 4:
            value = "many"
    return Unit(cls, value, MADE.get(cls, OTHER), start, start + len(key))


# Endings in alef that are a pronoun, a plural verb or an adverb in -iyyan.
_NOT_ACCUSATIVE = ("\u0647\u0627", "\u0646\u0627", "\u0648\u0627", "\u064a\u0627")


def _words_before(keys: list[str], at: int) -> list[str]:
    """The words before a token in its sentence, the nearest first."""
    found = []
    for position in range(at - 1, max(-1, at - 1 - _GOVERNOR_REACH), -1):
        if keys[position] in _SENTENCE_ENDS:
            break
        found.append(keys[position])
    return found


def _append(units: list[Unit], lookup: Lookup, text: str, folded: Folded, start: int, stop: int) -> None:
    entry, conjunction, preposition, prefix, spellings = lookup
    if conjunction:
        units.append(Unit("AND", 0, MADE["AND"], start, start + 1))
    if preposition:
        units.append(Unit("PRE", 0, MADE["PRE"], start + prefix - 1 if prefix else start, start + prefix))
    start += prefix
    if entry.cls == "CARD" and _add_number(units, int(entry.value), stop):
        return
    if entry.cls == "SCALE" and not preposition and _multiply(units, int(entry.value), stop):
        return
    exact = True
    if entry.cls == "MONTHX":
        first, last = folded.raw_span(text, start, stop)
        exact = text[first:last] in spellings
    elif entry.cls == "PERSON":
        _, last = folded.raw_span(text, start, stop)
        exact = any(text[last - 1] == spelling[-1] for spelling in spellings)  # the name «علي», not «على»
    units.append(Unit(entry.cls, entry.value, entry.letter, start, stop, exact))


def _multiply(units: list[Unit], scale: int, stop: int) -> bool:
    """Join «آلاف», «مليون» with the number before it. True where it did."""
    if not units or units[-1].cls not in ("CARD", "D", "N", "Y"):
        return False
    before = units[-1]
    if before.cls != "CARD" and len(units) > 1 and units[-2].cls in ("DOT", "COMMA"):
        return False
    units[-1] = Unit("CARD", int(before.value) * scale, lexicon.load().letters["CARD"], before.start, stop)
    return True


def _add_number(units: list[Unit], value: int, stop: int) -> bool:
    """Join a number word with the one before it: خمسة + وعشرين, ثلاث + مئة, الثامن + عشر. True where it did."""
    joined = bool(units) and units[-1].cls == "AND"
    if value == 1000 and not joined and units and units[-1].cls in ("D", "N"):
        return _multiply(units, value, stop)
    before = units[-2 if joined else -1] if len(units) > joined else None
    if before is None or before.cls not in ("CARD", "ORD"):
        return False
    total = _joined(int(before.value), value, before.cls, with_and=joined)
    if total is None:
        return False
    if joined:
        units.pop()
    units[-1] = Unit(before.cls, total, before.letter, before.start, stop)
    return True


def _joined(have: int, value: int, cls: str, *, with_and: bool) -> int | None:
    """The value of two number words side by side, None where they are two numbers."""
    if not with_and:
        if value == 10 and 1 <= have % 100 <= 9:
            return have + 10
        if value == 1000 and cls == "CARD" and 3 <= have <= 999:
            return have * 1000
        return 100 * have if value == 100 and cls == "CARD" and 3 <= have <= 9 else None
    if 20 <= value <= 90 and 1 <= have % 100 <= 9:
        return have + value
    if cls == "CARD" and value < 1000 and have % 1000 == 0 and have >= 1000:
        return have + value
    if cls == "CARD" and value < 100 and have % 100 == 0 and have >= 100:
        return have + value
    return None


def _match(grammar: _Grammar, text: str, folded: Folded, units: list[Unit], found: list[Timex]) -> None:
    letters = "".join([unit.letter for unit in units]).translate(grammar.short)
    at = 0
    while at < len(units):
        step = None
        if letters[at] in grammar.by_letter:
            step = _first_match(grammar.row(letters[at : at + 2]), letters, units, at)
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
                    rule.group if group else "",
                )
            )


def _first_match(row: _Row, letters: str, units: list[Unit], at: int) -> tuple[Rule, list[Part], int] | None:
    for rule, hit in row.matches(letters, at):
        marked = hit.span("marked") if "marked" in hit.re.groupindex else hit.span()
        parts = rule.build(Match(units, at, hit.end(), marked))
        if parts is not None:
            return rule, parts, hit.end()
    return None


def class_string(text: str) -> str:
    """The word classes of a text's islands of time words, for people who ask why a rule did not match."""
    grammar = _grammar()
    folded = fold(text)
    words, offsets = tokens(folded.text)
    keys = [*map(str.strip, words)]
    known = [key in grammar.coarse for key in keys]
    named = []
    for at in range(len(keys)):
        if known[at] and not (at and known[at - 1]):
            end = next((i for i in range(at, len(keys)) if not known[i]), len(keys))
            units = _units(grammar.lexicon, text, folded, keys, offsets, at, end)
            named.append(" ".join(f"{unit.cls}:{unit.value}" if unit.value != "" else unit.cls for unit in units))
    return " | ".join(named)


def classes_in_use() -> set[str]:
    """The word classes that some rule asks for (a test holds the lexicon against it)."""
    return {cls for rule in RULES for cls in names_in(rule.pattern)}
