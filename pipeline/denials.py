"""Sentences that deny something, or tell that a plan was called off or put off, whether they hold a date or not.

A verb of denying, who denies, and behind «أن» or a noun of claiming what is denied: its event and its names. Words are
in `lexicon/denials.toml`. What they mean among all that the corpus tells is found by pipeline/merge/denied.py.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from operator import attrgetter
from typing import Literal, NamedTuple

from pipeline import lexicon
from pipeline.clauses import Word
from pipeline.dct.evidence import Witness
from pipeline.model import Mention, Name, Span
from pipeline.names import same_name_key
from pipeline.speakers import Heard, owner_at
from pipeline.text import fold_letters
from pipeline.triggers import Trigger

_FILE = "denials.toml"
_CONJUNCTIONS = "\u0648\u0641"
_PREPOSITIONS = "\u0628\u0644"
_HARD_STOPS = frozenset(".!?\u061f\u061b:")
# How many words on the one who denies may reach, and the event behind a word that calls it off.
_SUBJECT, _OBJECT, _ANNOUNCED = 12, 7, 8
_LEAST = 4
_LONG_WORD = 3
_WORD = re.compile(r"\w+")

Status = Literal["denied", "cancelled", "postponed"]


class Denial(NamedTuple):
    """start, end: what is denied (raw offsets). by: who denies it (labels); deniers, names: keys of them, and of who is
    named in what is denied; giver: the first of these. types: «kind.event_type» of what is denied, empty where no word
    of event is in it. words: its other words. points_back: «نفت ذلك».
    """

    article: str
    start: int
    end: int
    status: Status
    by: tuple[str, ...]
    deniers: frozenset[str]
    names: frozenset[str]
    giver: str
    types: frozenset[str]
    words: frozenset[str]
    points_back: bool


def find_denials(witness: Witness) -> tuple[Denial, ...]:
    """What an article denies or calls off, in order."""
    found: list[Denial] = []
    folded = fold_letters(witness.article.text)
    telling = _telling_words()
    for match in _WORD.finditer(folded):
        if match[0] not in telling:
            continue
        sentence = witness.sentence_at(match.start())
        words = witness.words_of(sentence)
        at = bisect_right(words, match.start(), key=attrgetter("start")) - 1
        if at >= 0 and words[at].end == match.end():
            dates = [Span(timex.start, timex.end) for timex in witness.recognised]
            heard = Heard(witness.article.text, words, witness.names_in(sentence), dates)
            found += _read(witness.article.name, heard, at)
    return tuple(found)


def told_as_denied(mention: Mention, denials: Iterable[Denial]) -> Denial | None:
    """The denial that a mention stands in («نفت أن يكون زارها في مايو»), None where it stands in none."""
    event = f"{mention.kind}.{mention.event_type}"
    return next(
        (one for one in denials if one.status == "denied" and event in one.types and _holds(one, mention)), None
    )


def _holds(denial: Denial, mention: Mention) -> bool:
    return denial.start <= mention.start < denial.end or (mention.start < denial.start < mention.end <= denial.end)


@cache
def _word(name: str) -> frozenset[str]:
    return lexicon.word_sets(_FILE)[name]


@cache
def _telling_words() -> frozenset[str]:
    """The words that may deny or call off something, as they are and with what may cling to them."""
    names = ("denying", "cancelled", "postponed", "cancelled_noun", "postponed_noun")
    words = frozenset().union(*map(_word, names))
    prefixes = [first + second for first in ("", *_CONJUNCTIONS) for second in ("", *_PREPOSITIONS)]
    return frozenset(prefix + word for prefix in prefixes for word in words)


def _is(key: str, name: str) -> bool:
    """Whether a folded word is one of a list, with or without attached particles."""
    listed = _word(name)
    if key in listed:
        return True
    bare = key[1:] if key[:1] in _CONJUNCTIONS else key
    return bare in listed or (bare[:1] in _PREPOSITIONS and bare[1:] in listed)


def _read(article: str, heard: Heard, at: int) -> Iterator[Denial]:
    words, names = heard.words, heard.names
    key = words[at].key
    if _is(key, "denying"):
        if at == 0 or not _is(words[at - 1].key, "not_denying"):
            yield from _denied(article, heard, at)
        return
    statuses: tuple[Status, ...] = ("cancelled", "postponed")
    for status in statuses:
        if _is(key, status) or (_is(key, f"{status}_noun") and _is_announced(words, at)):
            yield from _called_off(article, words, at, names, status)


def _denied(article: str, heard: Heard, at: int) -> Iterator[Denial]:
    words, names = heard.words, heard.names
    opener = _opener(words, at)
    if opener is None:
        return
    by = _deniers(heard, at, opener)
    if not by:
        return
    points_back = _points_back(words, opener)
    begin = opener if words[opener].trigger and not words[opener].role else opener + 1
    last = _object_end(words, begin)
    if begin > last and not points_back:
        return
    claimed = _accusation(words, opener, last)
    yield _made(
        article, "denied", words[begin : last + 1] or words[opener : opener + 1], names, by, claimed, points_back
    )


def _deniers(heard: Heard, at: int, opener: int) -> list[str]:
    """Who denies it, as labels: the subject behind the verb, with or without a name («مسؤول في الشركة»), else who is
    named before it.
    """
    words = heard.words
    named = [name for name in heard.names if words[at].end <= name.start < words[opener].start]
    if opener == at + 1:
        return [name.label for name in _subject_before(words, at, heard.names)]
    labels = [name.label for name in named]
    if len(named) > 1:
        return labels
    owner = owner_at(heard, at + 1, bounded=words[opener].role == "reported")
    # «الحكومة الأردنية» says more than the country in it.
    is_more = all(heard.text[name.start : name.end] in owner for name in named)
    return [owner] if owner and owner not in labels and is_more else labels


def _opener(words: Sequence[Word], at: int) -> int | None:
    """The word that leads to what is denied: «أن», a noun of claiming, «ذلك», or else the noun of an event."""
    event = None
    for position in range(at + 1, min(len(words), at + 1 + _SUBJECT)):
        word = words[position]
        if word.key in _HARD_STOPS or (word.role == "stop" and _is_said(words[position + 1 : position + 2])):
            break  # «نفت سقوط القصر، وقالت إن …»
        if word.role == "reported" or _is(word.key, "claims") or _is(word.key, "back"):
            return position
        if event is None and word.trigger is not None and word.trigger.form == "noun":
            event = position
    return event


def _subject_before(words: Sequence[Word], at: int, names: Sequence[Name]) -> list[Name]:
    """«الكرملين نفى», «وقال المتحدث …، نافيا»: the first that is named before it, since the last full stop."""
    low = next((words[i].end for i in range(at - 1, -1, -1) if words[i].key in _HARD_STOPS), 0)
    before = [name for name in names if low <= name.start and name.end <= words[at].start]
    return before[:1]


def _points_back(words: Sequence[Word], opener: int) -> bool:
    """«نفت ذلك», «نفت هذه الاتهامات»: nothing more is said of it."""
    if not _is(words[opener].key, "back"):
        return False
    behind = words[opener + 1 : opener + 3]
    return not _is(words[opener].key, "claims") or not behind or behind[0].role in ("stop", "closing", "subordinate")


def _object_end(words: Sequence[Word], begin: int) -> int:
    """On to the end of the sentence, a relative clause, or a comma once an event was told."""
    told = False
    for position in range(begin, len(words)):
        word = words[position]
        is_done = told or position - begin >= _LEAST
        if word.key in _HARD_STOPS or word.role == "closing" or (word.role == "relative" and is_done):
            return position - 1
        if word.role == "stop" and (is_done or _is_said(words[position + 1 : position + 2])):
            return position - 1
        told = told or (word.trigger is not None and not word.trigger.light)
    return len(words) - 1


def _is_said(words: Sequence[Word]) -> bool:
    """A verb of saying that begins what is told next."""
    return any(
        one.trigger is not None and one.trigger.kind == "statement" and one.trigger.form != "noun" for one in words
    )


def _accusation(words: Sequence[Word], opener: int, last: int) -> Trigger | None:
    """The event that is denied: the first in what is denied that is more than a verb of saying or a light one."""
    inside = (words[at].trigger for at in range(opener, last + 1))
    return next((one for one in inside if one and one.kind != "statement" and not one.light), None)


def _is_announced(words: Sequence[Word], at: int) -> bool:
    before = words[max(0, at - _ANNOUNCED) : at]
    return any(_is(word.key, "announcing") for word in before)


def _called_off(
    article: str, words: Sequence[Word], at: int, names: Sequence[Name], status: Status
) -> Iterator[Denial]:
    if any(_is(word.key, "not_done") for word in words[max(0, at - 3) : at]):
        return
    for position in range(at + 1, min(len(words), at + 1 + _OBJECT)):
        trigger = words[position].trigger
        if words[position].key in _HARD_STOPS:
            return
        if trigger is not None and trigger.form == "noun" and trigger.kind in _word("planned_kinds"):
            inside = words[at + 1 : _object_end(words, position) + 1]
            yield _made(article, status, inside, names, [], trigger, points_back=False)
            return


def _made(
    article: str,
    status: Status,
    inside: Sequence[Word],
    names: Sequence[Name],
    by: Sequence[str],
    event: Trigger | None,
    points_back: bool,
) -> Denial:
    span = Span(inside[0].start, inside[-1].end)
    named = [same_name_key(name.label) for name in names if span.start <= name.start < span.end]
    return Denial(
        article=article,
        start=span.start,
        end=span.end,
        status=status,
        by=tuple(dict.fromkeys(by)),
        deniers=frozenset(map(same_name_key, by)),
        names=frozenset(named),
        giver=named[0] if named else "",
        types=frozenset([f"{event.kind}.{event.event}"] if event else []),
        words=frozenset(word.key for word in inside if len(word.key) > _LONG_WORD and word.trigger is None),
        points_back=points_back,
    )
