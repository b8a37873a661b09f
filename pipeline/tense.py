"""The tense of the clause around a temporal expression, as far as word forms tell it.

Arabic news leaves few doubts: an imperfect with س or سوف, or a word such as «المقرر», announces; else what is told is
past.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal, NamedTuple

from pipeline import lexicon
from pipeline.model import CalendarDate, Span, Timex
from pipeline.text import fold_key

# What the words tell; «unknown» where none of them does.
Tense = Literal["past", "future", "unknown"]

# How far a verb may stand from its date, in characters, before it is no evidence any more.
_REACH = 220

_WORD = re.compile(r"[^\W\d_]+")
_AND_LETTERS = "\u0648\u0641"
# A verb of the imperfect begins with this letter; so do few nouns, which the lists name.
_IMPERFECT = "\u064a"
_IMPERFECTS = "\u064a\u062a\u0646"
_MAY = "\u0642\u062f"
_THAT, _ON = "\u0627\u0646", "\u0639\u0644\u064a"
_FROM, _TO = "\u0645\u0646", "\u0627\u0644\u064a"
# So many words, the particle included, stand at most between a verb and the date of its own act.
_NEXT_TO = 3


class _Words(NamedTuple):
    future: frozenset[str]
    past: frozenset[str]
    not_future: frozenset[str]
    point: frozenset[str]
    lasting: frozenset[str]
    particles: frozenset[str]
    prepositions: frozenset[str]
    deciding: frozenset[str]
    setting: frozenset[str]
    masdar: frozenset[str]
    ahead: frozenset[str]
    starting: frozenset[str]
    dating_back: frozenset[str]
    negated_past: frozenset[str]
    postponing: frozenset[str]
    lasting_until: frozenset[str]
    future_form: re.Pattern[str]


@cache
def _words() -> _Words:
    lists = lexicon.word_sets("tense.toml")
    # و or ف, then س, then one of the letters of the imperfect, then at least two more.
    return _Words(
        lists["future"],
        lists["past"],
        lists["not_future"],
        lists["point"],
        lists["lasting"],
        lists["particles"],
        lists["prepositions"],
        lists["deciding"],
        lists["setting"],
        lists["masdar"],
        lists["ahead"],
        lists["starting"],
        lists["dating_back"],
        lists["negated_past"],
        lists["postponing"],
        lists["lasting_until"],
        re.compile(f"[{_AND_LETTERS}]?\u0633[\u064a\u062a\u0646]\\w{{2,}}"),
    )


def _bare(word: str) -> str:
    return word[1:] if word[:1] in _AND_LETTERS and len(word) > 3 else word


def is_particle(word: str) -> bool:
    """Whether a folded word in alef is a particle or an adverb («عندما», «أيضا») and no noun that a number counts."""
    return word in _words().particles or _bare(word) in _words().particles


def _tense_of(word: str) -> Tense | None:
    words = _words()
    bare = _bare(word)
    if word in words.past or bare in words.past or word in words.point or bare in words.point:
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
    words = _WORD.findall(before)
    tense = _tense_before(words)
    leads = _leads(words)
    if leads == "past" or (leads == "unknown" and tense != "future"):
        return leads
    if leads == "future" and _is_put_off_to(words):
        return leads
    if leads == "future" and tense == "unknown" and not any(_was(word) for word in words):
        return leads
    if tense:
        return tense
    if _begins_with_perfect(before):
        return "past"
    if leads and isinstance(timex.expr, CalendarDate) and timex.expr.day:
        return leads
    behind = fold_key(text[timex.end : min(sentence.end, timex.end + _REACH)])
    before_it = ""
    for word in _WORD.findall(behind):
        tense = "past" if _bare(before_it) in _words().negated_past else _tense_of(word)
        if tense:
            return tense
        before_it = word
    return "unknown"


def _is_put_off_to(words: list[str]) -> bool:
    """«أرجئت من مايو إلى يونيو», «تستمر حتى 19 مايو»: ahead, whatever the verbs before tell."""
    return words[-1] in (_TO, _FROM) or (len(words) > 1 and _bare(words[-2]) in _words().lasting_until)


def _leads(words: list[str]) -> Tense | None:
    """What the words right before a date say: «قبل», «حتى» lead on where no verb tells, «اعتبارا من» in any case."""
    known = _words()
    last, before = words[-1:], words[-2:-1]
    if last and last[0] == _FROM and before and before[0] in known.starting:
        return "unknown"  # «قررت … اعتبارا من»: what was decided begins later, and what has begun, a while ago
    if last and last[0] == _TO and any(_bare(word) in known.dating_back for word in words):
        return "past"
    if last and last[0] in (_TO, _FROM) and any(_bare(word) in known.postponing for word in words):
        return "future"
    return "future" if last and _bare(last[0]) in known.ahead else None


def _tense_before(words: list[str]) -> Tense | None:
    """What the words before an expression say, the nearest that decides; None where none does."""
    known = _words()
    is_object = bool(words) and words[-1] not in known.prepositions
    is_wished = False
    masdar: Tense | None = None
    for position in range(len(words) - 1, -1, -1):
        word, before = words[position], words[position - 1] if position else ""
        if word == _THAT and position + 1 < len(words) and words[position + 1][0] in _IMPERFECTS:
            if before == _ON:
                return "future"  # «على أن يسافر»
            is_wished = is_wished or before not in known.prepositions  # «قبل أن يغادر» is told as past
        if before in known.prepositions:
            continue  # «بعد توقف», «في بدء»: a noun that is spelled like a verb
        if _bare(before) == _MAY and word[0] == _IMPERFECT:
            return "future"  # «قد يرفع»; «قد تأجلت» is a perfect
        tense = "past" if _bare(before) in known.negated_past else _tense_of(word)
        if _is_decision(word, len(words) - position, is_object=is_object) or (tense == "past" and is_wished):
            return "unknown"
        if tense == "past" and position and _bare(word) in known.masdar:
            masdar = masdar or tense
            continue  # «تعتزم الحكومة رفع الدعم»: a verb, unless one before it has told the tense
        if tense == "future" and any(_was(earlier) for earlier in words[max(0, position - 6) : position]):
            return "unknown"  # «كان من المقرر»: it may have come about, or been put off
        if tense:
            return tense
    return masdar


def _is_decision(word: str, distance: int, *, is_object: bool) -> bool:
    """«قررت المحكمة تأجيل الجلسة إلى 5 مايو»: what is decided may lie ahead; «قررت المحكمة في 5 مايو» is its day."""
    if is_object and _bare(word) in _words().setting:
        return True  # «حددت المحكمة 5 مايو موعدا»
    return distance > _NEXT_TO and _bare(word) in _words().deciding


def _was(word: str) -> bool:
    return _bare(word) in ("\u0643\u0627\u0646", "\u0643\u0627\u0646\u062a")


def _begins_with_perfect(before: str) -> bool:
    """«وأبلغت المخابرات …»: a first word in -t that is no imperfect and has no article is a feminine perfect."""
    first = _WORD.search(before)
    bare = _bare(first[0]) if first else ""
    return (
        len(bare) > 3 and bare.endswith("\u062a") and bare[0] not in "\u062a\u0633\u064a" and bare[:2] != "\u0627\u0644"
    )


def tells_a_point(words_before: Iterable[str]) -> bool:
    """Whether «منذ» means «ago»: the nearest word that decides is a verb of what is done at once («توفي منذ يومين»).

    words_before: folded words, the nearest first. After states, ordinals, superlatives and negations («يعيش», «أول
    زيارة», «لم يزر»), and where nothing decides, it means «for».
    """
    words = _words()
    for word in words_before:
        bare = _bare(word)
        if word in words.lasting or bare in words.lasting:
            return False
        if word in words.point or bare in words.point:
            return True
        if bare.startswith(_IMPERFECT) and len(bare) > 3:
            return False
    return False
