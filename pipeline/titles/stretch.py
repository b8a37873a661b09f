"""How far a headline reaches: to the end of a clause, of what is said, back to the verb a noun hangs on."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.clauses import Word
from pipeline.text import fold_key
from pipeline.titles.pieces import Piece, pieces_of
from pipeline.titles.telling import Telling
from pipeline.titles.words import CONJUNCTIONS, FOR, bare, folded, table
from pipeline.triggers import forms, title_parts, title_words

# How far a headline looks for the verb that its noun hangs on, and for what was said, in words.
REACH = 14
_RUN_ON = 16
_SUBJECT = 4
_SIMPLE_NOT = frozenset({"\u0644\u0645", "\u0644\u0646", "\u0644\u0627"})
_HARD = frozenset(".!?\u061f\u061b:")
_COMMAS = frozenset("\u060c,")
_QUOTES = {"\u00ab": "\u00bb", "\u201c": "\u201d", '"': '"', "(": ")"}
QUOTES = frozenset((*_QUOTES, *_QUOTES.values()))


def last_word(told: Telling) -> int:
    """The clause's last word; on behind a date between commas, through a quotation that begins there, and behind a
    preposition that would be left alone."""
    words, last = told.words, told.clause.last
    dated = max((span.end for span in told.dates), default=0)
    for at in range(told.clause.at + 1, last + 1):
        trigger = words[at].trigger
        if trigger is None or trigger.form == "noun" or words[at].start < dated:
            continue
        if told.clause.trigger.form == "noun" or (words[at].key[:1] in CONJUNCTIONS and words[at].key not in forms()):
            return at - 1
    while last + 1 < len(words):
        following = words[last + 1]
        if following.key in _QUOTES:
            closing = _QUOTES[following.key]
            end = next((i for i in range(last + 2, min(len(words), last + 12)) if words[i].key == closing), None)
            if end is None:
                return last
            last = end
        elif following.key in _COMMAS and words[last].end == dated and _before_dates(told) in _COMMAS:
            return _run_on(told, last + 2)
        elif (
            following.trigger is not None
            and not following.role
            and (words[last].key in title_words()["dangling"] or following.key.startswith(FOR))
            and following.trigger.form != "future"
        ):
            return _run_on(told, last + 1)
        else:
            return last
    return last


def _before_dates(told: Telling) -> str:
    start = min((span.start for span in told.dates), default=0)
    return next((word.key for word in reversed(told.words) if word.end <= start), "")


def _run_on(told: Telling, first: int) -> int:
    last = first - 1
    for at in range(first, min(len(told.words), first + _RUN_ON)):
        if told.words[at].role:
            break
        last = at
    return last


def speech(told: Telling, opener: int, *, quoted: bool) -> list[Piece]:
    """What follows «أن» or a colon, without what is inserted: «…، الذي زار …، سينضم», «الحصيلة التي أعلنت ارتفعت»."""
    words = told.words
    if quoted:
        return pieces_of(told.text, words, opener + 1, _end_of_quotation(words, opener), told.dates, told.names)
    made: list[Piece] = []
    first = at = opener + 1
    limit = min(len(words), opener + _RUN_ON)
    while at < limit:
        word = words[at]
        inserted = word.key in _COMMAS and at + 1 < len(words) and words[at + 1].role == "relative"
        if inserted:
            made += pieces_of(told.text, words, first, at - 1, told.dates, told.names)
            first = at = next((i + 1 for i in range(at + 1, len(words)) if words[i].role == "stop"), len(words))
            limit = min(len(words), at + _RUN_ON)
        elif word.role == "relative" and (main := _verb_behind_relative(words, at, limit)) is not None:
            made += pieces_of(told.text, words, first, at - 1, told.dates, told.names)
            first = at = main
            limit = min(len(words), at + _RUN_ON)
        elif word.role and word.role != "reported" and word.key not in QUOTES:
            break
        else:
            at += 1
    return made + pieces_of(told.text, words, first, at - 1, told.dates, told.names)


def _verb_behind_relative(words: Sequence[Word], pronoun: int, limit: int) -> int | None:
    """The verb that goes on with the sentence behind a relative clause and its own verb."""
    verbs = 0
    for at in range(pronoun + 1, limit):
        word = words[at]
        if word.role:
            return None
        if word.trigger is not None and word.trigger.form != "noun":
            joined = word.key[:1] in CONJUNCTIONS and word.key not in forms()
            verbs += not joined
            if verbs > 1:
                return at
    return None


def _end_of_quotation(words: Sequence[Word], colon: int) -> int:
    first = colon + 1
    closing = _QUOTES.get(words[first].key, "") if first < len(words) else ""
    last = first
    for at in range(first + 1, min(len(words), first + _RUN_ON)):
        last = at
        if words[at].key == closing or (not closing and words[at].role == "stop"):
            break
    return last


def word_of(told: Telling, keys: frozenset[str]) -> int | None:
    """The nearest word of a status at or before the trigger."""
    low = max(told.clause.at - REACH, told.clause.speaker[1], 0)
    for at in range(told.clause.at, low - 1, -1):
        if told.words[at].key in _HARD or (at < told.clause.at and told.words[at].role == "closing"):
            return None
        key = told.words[at].key
        if key in keys or (key[:1] in CONJUNCTIONS and key[1:] in keys):
            return at
    return None


def from_subject(told: Telling, at: int) -> int:
    """From a verb back over its negation, and over a subject that stands right behind «أن»."""
    words = told.words
    if at and bare(words[at - 1].key) in folded("verbs", "not"):
        at -= 1
        if words[at].key not in _SIMPLE_NOT:  # «توقع المجلس ألا …»: with the verb that it hangs on
            for before in range(at - 1, max(-1, at - REACH), -1):
                trigger = words[before].trigger
                if words[before].role:
                    break
                if trigger is not None and trigger.form != "noun":
                    return before
    first = at
    while first > 0 and not words[first - 1].role and at - first < _SUBJECT:
        first -= 1
    behind_that = first > 0 and words[first - 1].role == "reported"
    return first if behind_that and words[first].key not in title_words()["dangling"] else at


def dates_back(told: Telling, noun: str) -> bool:
    """«تعود آخر زيارة له إلى عام 1990»: the verb of this noun leads to the date and tells of nothing that happened."""
    start = min((span.start for span in told.dates), default=-1)
    before = next((word.key for word in reversed(told.words) if word.end <= start), "")
    return fold_key(noun) in folded("verbs", "dating") and before == fold_key(title_parts().to)


def verb_behind_that(told: Telling) -> int | None:
    """The verb right behind «أن» at the head of the clause."""
    words, clause = told.words, told.clause
    for at in range(clause.at, max(0, clause.at - 6), -1):
        trigger = words[at].trigger
        if trigger is not None and trigger.form in ("present", "future"):
            behind_that = words[at - 1].role == "reported" and words[at - 1].key == fold_key(table()["status"]["that"])
            return at if behind_that else None
    return None


def governing(told: Telling) -> int | None:
    """The verb before a noun in the same stretch, unless a particle of time stands between."""
    words, clause = told.words, told.clause
    for at in range(clause.at - 1, max(-1, clause.at - REACH), -1):
        word = words[at]
        if word.role and word.key not in QUOTES:
            return None
        if word.trigger is not None and word.trigger.form != "noun":
            return at
        if word.key in apart():
            return None
    return None


def apart() -> frozenset[str]:
    return folded("verbs", "apart")
