"""The tense of the clause around a temporal expression, as far as word forms tell it.

Arabic news leaves few doubts: an imperfect with س or سوف, or a word such as «المقرر», announces; else what is told is past.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Literal, NamedTuple

from pipeline import lexicon
from pipeline.model import Span, Timex
from pipeline.text import fold_key

Tense = Literal["past", "future"]

# How far a verb may stand from its date, in characters, before it is no evidence any more.
_REACH = 220

_WORD = re.compile(r"[^\W\d_]+")


class _Words(NamedTuple):
    future: frozenset[str]
    past: frozenset[str]
    not_future: frozenset[str]
    future_form: re.Pattern[str]


@cache
def _words() -> _Words:
    with (lexicon.FOLDER / "tense.toml").open("rb") as file:
        data = tomllib.load(file)
    future, past, exceptions = (
        frozenset(fold_key(word) for word in data[name]) for name in ("future", "past", "not_future")
    )
    # و or ف, then س, then one of the letters of the imperfect, then at least two more.
    return _Words(future, past, exceptions, re.compile("[\u0648\u0641]?\u0633[\u064a\u062a\u0646]\\w{2,}"))


def _tense_of(word: str) -> Tense | None:
    words = _words()
    bare = word[1:] if word[:1] in "\u0648\u0641" and len(word) > 3 else word
    if word in words.past or bare in words.past:
        return "past"
    if word in words.future or bare in words.future:
        return "future"
    if words.future_form.fullmatch(word) and bare not in words.not_future and word not in words.not_future:
        return "future"
    return None


def tense_at(text: str, sentence: Span, timex: Timex) -> Tense:
    """The tense of the verb nearest before the expression in its sentence, else of the first one behind it."""
    begin = max(sentence.start, timex.start - _REACH)
    before = fold_key(text[begin : timex.start])
    for word in reversed(_WORD.findall(before)):
        tense = _tense_of(word)
        if tense:
            return tense
    behind = fold_key(text[timex.end : min(sentence.end, timex.end + _REACH)])
    for word in _WORD.findall(behind):
        tense = _tense_of(word)
        if tense:
            return tense
    return "past"
