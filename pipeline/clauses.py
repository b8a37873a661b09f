"""The clause that a date belongs to: its trigger, and from where to where it reaches.

A sentence is cut into words with their roles (trigger, boundary, stop); from the date the search goes left to the
nearest trigger within its clause, then right, then further left. All of it is by general rules of news Arabic.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from operator import attrgetter
from typing import NamedTuple

from pipeline import lexicon
from pipeline.model import Span
from pipeline.text import fold_letters
from pipeline.triggers import Trigger, boundaries, may_be_trigger, never_phrases, status_words, trigger_of, turns_of

_TOKEN = re.compile(r"[^\W\d_][^\W_]*(?:[\u064b-\u0652\u0640\u0670]+[^\W\d_]*)*|\d+(?:[.,\u066b]\d+)*|[^\w\s]")
_MARKS = re.compile("[\u064b-\u0652\u0640\u0670]")
_STOPS = frozenset('\u060c,\u061b;:.!?\u061f()[]\u00ab\u00bb\u201c\u201d"\u2013\u2014')
_CONJUNCTIONS = ("\u0648", "\u0641")
_FUTURE = re.compile("\u0633[\u064a\u062a\u0646]\\w{3,}")
_JUSSIVE = ("\u0644\u0645", "\u0644\u0646")
_IMPERFECT = ("\u064a", "\u062a", "\u0646")
# A verb without a list to know it begins so, or ends like «أحالت».
_OF_VERBS = frozenset((*_IMPERFECT, "\u0633"))
_MANY = "\u0648\u0646"
_THAT_SHE, _SHE_DID = "\u0627\u0646\u0647\u0627", "\u062a"
_THAT = "\u0627\u0646"
# Feminine nouns and plurals end so, no verb that stands before its subject.
_NOT_OF_VERBS = ("\u0647", "\u0627\u062a", "\u0621")
_WEAK = ("\u0648", "\u064a", "\u0627")
_TO_BE = ("\u064a\u0643\u0646", "\u062a\u0643\u0646", "\u064a\u0643\u0648\u0646", "\u062a\u0643\u0648\u0646")
_DASH = "\u2013"
_HARD_STOPS = frozenset("\u061b;:.!?\u061f")
# How far to the right of a date its verb may stand, in words, and how far a clause runs on behind its date.
# A particle of time between verb and noun: the noun is not the verb's own.
_PARTS_OFF = frozenset({"\u0645\u0646\u0630", "\u0628\u0639\u062f", "\u0642\u0628\u0644", "\u062e\u0644\u0627\u0644"})
_LOOK_RIGHT = 14
# Between a light verb and its noun there may stand a subject with its titles and, between commas, a date.
_TO_NOUN = 14
# How far behind and before a trigger the words stand that turn it into another, in words.
_COMPANY, _COMPANY_BEFORE = 8, 4
# So many words before its noun a verb still governs it.
_GOVERNS = 8
_LEADING_IN = frozenset({"\u0641\u064a"})
_AGAINST = frozenset({"\u0639\u0644\u064a", "\u0636\u062f"})
_HURT = frozenset({"death", "disaster"})
_NEVER_GOVERNS = frozenset({"statement", "other"})
_BEGUN = frozenset({"statistic", "visit", "launch", "other", "decision", "state"})
_STANDS_BY_ITSELF = frozenset({"sport", "protest", "election", "commemoration"})
_ATTACHED, _THE, _FOR_THE = ("\u0628", "\u0644", "\u0643"), "\u0627\u0644", "\u0644\u0644"
_ACCUSATIVE = "\u0627"
_RUN_ON = 14
# So many words before a verb that says nothing its event's noun stands, with the noun's adjectives.
_NOUN_BEFORE = 4
# A subject may stand before its verb, if it is no longer than this.
_SUBJECT_FIRST = 6


class Word(NamedTuple):
    """start/end: raw offsets. key: folded. role: '' a word, 'stop' punctuation, or the boundary it is."""

    start: int
    end: int
    key: str
    role: str
    trigger: Trigger | None


_start, _end = attrgetter("start"), attrgetter("end")


class Clause(NamedTuple):
    """start/end: raw offsets of the smallest stretch with trigger and date. first/last: its words. at: the trigger's.

    relative: the clause begins with a relative pronoun, so that its subject or object stands before it.
    speaker: the words (first, last) of a verb of saying in front and who says it, (-1, -1) where it is told as fact.
    """

    start: int
    end: int
    first: int
    last: int
    at: int
    trigger: Trigger
    relative: bool
    speaker: tuple[int, int]

    @property
    def possessed(self) -> bool:
        """The event's noun carries a pronoun, «زيارته»: whose it is stands before it."""
        return self.trigger.possessed


def words_of(text: str, sentence: Span, named: Sequence[Span] = ()) -> list[Word]:
    """The words of a sentence with their roles. named: spans of names, in order, whose words tell of no event."""
    # Folding letters keeps offsets, so the sentence is folded once, not word by word.
    folded = fold_letters(text[sentence.start : sentence.end])
    raw = [(*match.span(), match[0]) for match in _TOKEN.finditer(folded)]
    if " - " in folded:  # «وكالات - أعلن» is two, «2-1» is one
        raw = [(start, end, _DASH if folded[start - 1 : end + 1] == " - " else word) for start, end, word in raw]
    if _MARKS.search(folded):
        raw = [(start, end, _MARKS.sub("", word)) for start, end, word in raw]
    found: list[Word] = []
    name = 0
    for position, (begin, stop, key) in enumerate(raw):
        start, end = begin + sentence.start, stop + sentence.start
        while name < len(named) and named[name].end <= start:
            name += 1
        role, may_tell = _read_alone(key)
        trigger = None
        if may_tell and not (name < len(named) and named[name].start < end):
            trigger = trigger_of(key, raw[position + 1][2] if position + 1 < len(raw) else "")
            if trigger is None:
                trigger = _by_form(key, raw[position - 1][2] if position else "")
        found.append(Word(start, end, key, role, trigger))
    for at, word in enumerate(found):
        if word.trigger is not None:
            told = _in_company(found, at)
            if told is not word.trigger:
                found[at] = word._replace(trigger=told)
    return found


def _in_company(words: list[Word], at: int) -> Trigger | None:
    """What a trigger tells of beside its neighbours: «سجل هدفا» of a match, «طائرة مسيرة» of nothing."""
    word = words[at]
    trigger = word.trigger
    assert trigger is not None
    before = words[at - 1].key if at else ""
    after = words[at + 1].key if at + 1 < len(words) else ""
    if not never_phrases().isdisjoint((f"{before} {word.key}", f"{word.key} {after}")):
        return None
    turns = turns_of(word.key)
    if turns is not None:
        row = _beside(words, at, turns)
        if row is not None:
            return row._replace(form=trigger.form, light=trigger.light, noun=trigger.noun, possessed=trigger.possessed)
    return trigger if trigger.kind else _by_form(word.key, before)


def _beside(words: list[Word], at: int, turns: Mapping[str, Trigger]) -> Trigger | None:
    """The row that the nearest of some words turns a trigger into, those behind it first."""
    for position in range(at + 1, min(len(words), at + 1 + _COMPANY)):
        word = words[position]
        if word.role and (word.role != "stop" or word.key in _HARD_STOPS):
            break
        if word.trigger is not None and word.trigger.form != "noun" and word.trigger.kind and not word.trigger.light:
            break
        following = words[position + 1].key if position + 1 < len(words) else ""
        for reading in _plain(word.key, following):
            if reading in turns:
                return turns[reading]
    for position in range(at - 1, max(-1, at - 1 - _COMPANY_BEFORE), -1):
        word = words[position]
        if word.role and word.role != "relative":
            return None
        for reading in _plain(word.key, words[position + 1].key):
            if reading in turns:
                return turns[reading]
    return None


@lru_cache(maxsize=65_536)
def _plain(key: str, following: str) -> tuple[str, ...]:
    """A word without what may cling to it, alone and with the word behind it."""
    bare = key[1:] if key[:1] in _CONJUNCTIONS and len(key) > 3 else key
    found = [key, bare]
    if bare[:1] in _ATTACHED and len(bare) > 3:
        found.append(bare[1:])
    if bare.startswith(_FOR_THE):
        found.append(bare[2:])
    found += [one[2:] for one in found if one.startswith(_THE) and len(one) > 4]
    plain = found[-1]
    # «وساما», «مرسوما»: the ending of an object.
    found += [one[:-1] for one in found if one.endswith(_ACCUSATIVE) and len(one) > 4]
    after = following[2:] if following.startswith(_THE) else following
    return (*found, f"{plain} {after}", f"{bare} {following}")


def _is_imperfect(bare: str, before: str) -> bool:
    """«أن تقلع»; «يتجمعون», which no noun is spelled like."""
    if bare[:1] == _IMPERFECT[0] and bare.endswith(_MANY) and len(bare) > 5:
        return True
    return before == _THAT and bare[:1] in _IMPERFECT[:2] and len(bare) > 3


@lru_cache(maxsize=65_536)
def _read_alone(key: str) -> tuple[str, bool]:
    """The role of a word, and whether it may tell of an event: most words do not, whatever stands beside them."""
    role = _role(key)
    return role, not role and (may_be_trigger(key) or _may_be_verb(_without_and(key)))


def _without_and(key: str) -> str:
    return key[1:] if key[:1] in _CONJUNCTIONS and len(key) > 4 else key


def _may_be_verb(bare: str) -> bool:
    return bare[:1] in _OF_VERBS or bare.endswith(_SHE_DID)


@lru_cache(maxsize=65_536)
def _by_form(key: str, before: str) -> Trigger | None:
    """A verb that no list knows, told by its form: announced with the particle, or negated («لم يسافر», «لن تقبل»)."""
    bare = _without_and(key)
    if not _may_be_verb(bare):
        return None
    if _FUTURE.fullmatch(bare) and bare not in lexicon.word_sets("tense.toml")["not_future"]:
        return Trigger("other", "other", "", "", form="future")
    if before.endswith(_THAT_SHE) and bare.endswith(_SHE_DID) and len(bare) > 3:  # «إنها أحالت»
        return Trigger("other", "other", "", "", form="past")
    if bare not in _TO_BE and _is_imperfect(bare, before):
        return Trigger("other", "other", "", "", form="present")
    if before.lstrip("".join(_CONJUNCTIONS)) not in _JUSSIVE or bare[:1] not in _IMPERFECT or len(bare) < 3:
        return None
    for middle in _WEAK:  # «لم يزر», «لم يلتق»: the weak letter is dropped
        for restored in (bare[:-1] + middle + bare[-1:], bare + middle):
            found = trigger_of(restored)
            if found is not None and found.form == "present" and found.kind:
                return found
    return None if bare in _TO_BE else Trigger("other", "other", "", "", form="present")


@lru_cache(maxsize=65_536)
def _role(key: str) -> str:
    marks = boundaries()
    if key in _STOPS:
        return "stop"
    bare = key[1:] if key[:1] in _CONJUNCTIONS and len(key) > 2 else key
    if key in marks.relative or bare in marks.relative:
        return "relative"
    if key in marks.reported or bare in marks.reported:
        return "reported"
    if key in marks.subordinate or bare in marks.subordinate:
        return "subordinate"
    return "closing" if bare in marks.closing else ""


def clause_of(words: list[Word], start: int, end: int, *, outside: int | None = None) -> Clause | None:
    """The clause that the expression at raw offsets start…end dates, None where nothing there tells of an event.

    outside: the word at which a relative clause begins that has its own date already; the trigger stands before it.
    """
    first = bisect_right(words, start, key=_end)
    last = bisect_left(words, end, key=_start) - 1
    if outside is not None:
        first = min(first, outside)
    at = _trigger_left(words, first)
    if outside is not None and at is None:
        return None
    if at is None and _is_of_plan(words, first):
        at = _trigger_beyond(words, first)
    if at is None:
        at = _trigger_right(words, last)
    if at is None:
        at = _trigger_beyond(words, first)
    if at is not None:
        at = _with_noun(words, _governing(words, _protest_against(words, at), first))
    unknown = None
    if at is None:
        at, unknown = _unknown_verb(words, first, last)
    if at is None:
        return None
    begin, relative = _begin(words, at, first)
    finish = _finish(words, max(at, last), last)
    trigger = unknown or _told_before(words, at) or words[at].trigger
    if trigger is None:
        return None
    return Clause(
        words[begin].start,
        max(words[finish].end, end),
        begin,
        finish,
        at,
        trigger,
        relative,
        _speaker(words, at),
    )


def _told_before(words: list[Word], at: int) -> Trigger | None:
    """«الهجوم الذي وقع», «الانتخابات جرت»: a verb that says nothing by itself tells of the event's noun before it."""
    verb = words[at].trigger
    if verb is None or verb.form == "noun" or not verb.light or verb.turned or at == 0:
        return None
    relative = words[at - 1].role == "relative"
    key = words[at].key
    if not relative and key not in _of_things() and key[1:] not in _of_things():
        return None
    for position in range(at - 1 - relative, max(-1, at - _NOUN_BEFORE - relative), -1):
        word = words[position]
        if word.role or word.key in _LEADING_IN:
            return None
        if word.trigger is not None:
            is_event = word.trigger.form == "noun"
            return word.trigger._replace(form=verb.form, light=True, possessed=False) if is_event else None
    return None


@cache
def _of_things() -> frozenset[str]:
    return lexicon.word_sets("participants.toml")["of_things"]


def _unknown_verb(words: list[Word], first: int, last: int) -> tuple[int | None, Trigger | None]:
    """A verb that no list knows, where only a verb can stand: at the head of a clause, with a definite noun behind it.

    Told by its form: «يقبع الناشط», «قلدت الجامعة». It is asked only where nothing else tells of an event.
    """
    for position in (*range(first - 1, -1, -1), last + 1):
        heads = position in (0, last + 1) or bool(words[position - 1].role)
        if not heads or position + 1 >= len(words) or words[position].role:
            continue
        key = words[position].key
        bare = key[1:] if key[:1] in _CONJUNCTIONS and len(key) > 4 else key
        if not words[position + 1].key.startswith(_THE) or bare.startswith(_THE) or len(bare) < 4:
            continue
        if bare in lexicon.word_sets("status.toml")["no verb"]:
            continue
        if bare[0] in _IMPERFECT[:2] and not bare.endswith(_NOT_OF_VERBS):
            return position, Trigger("other", "other", "", "", form="present")
        if bare.endswith(_SHE_DID) and not bare.endswith(_NOT_OF_VERBS):
            return position, Trigger("other", "other", "", "", form="past")
    return None, None


def _is_clause_start(words: list[Word], position: int) -> bool:
    return words[position].role in ("relative", "reported", "subordinate") or words[position].key in _HARD_STOPS


def _trigger_left(words: list[Word], first: int) -> int | None:
    """The nearest trigger before the date in its own clause; a verb with its own noun counts as one."""
    for position in range(first - 1, -1, -1):
        trigger = words[position].trigger
        # «المزمع عقده»: the participle's own noun says nothing.
        if trigger is not None and not (trigger.light and position and words[position - 1].key in _participles()):
            return position
        if _is_clause_start(words, position):
            return None
    return None


def _participles() -> frozenset[str]:
    return boundaries().participles


def _is_of_plan(words: list[Word], first: int) -> bool:
    """«زيارته، التي كانت مقررة في مايو، ألغيت»: the relative clause without a verb of its own dates what it follows."""
    for position in range(first - 1, -1, -1):
        if words[position].role == "relative":
            return any(word.key in _participles() for word in words[position:first])
        if _is_clause_start(words, position):
            return False
    return False


def _trigger_right(words: list[Word], last: int) -> int | None:
    for position in range(last + 1, min(len(words), last + 1 + _LOOK_RIGHT)):
        if _is_clause_start(words, position) or words[position].role == "closing":
            return None
        if words[position].trigger is not None:
            return position
    return None


def _trigger_beyond(words: list[Word], first: int) -> int | None:
    """A trigger before the clause's own start, but not beyond a full stop of any kind."""
    crossed = 0
    for position in range(first - 1, -1, -1):
        if words[position].trigger is not None:
            return position
        if _is_clause_start(words, position):
            crossed += 1
            if crossed > 1 or words[position].key in _HARD_STOPS:
                return None
    return None


def _protest_against(words: list[Word], at: int) -> int:
    """«احتجاجات السكان على انقطاع المياه في أغسطس»: the day is that of the protest, not of what it was about."""
    noun = words[at].trigger
    if noun is None or noun.form != "noun" or noun.kind == "protest":
        return at
    head = at
    while head and words[head - 1].trigger is not None:  # «ضد قرار رفع الأسعار»
        head -= 1
    if head < 2 or words[head - 1].key not in _AGAINST:
        return at
    for position in range(head - 2, max(-1, head - 2 - _TO_NOUN), -1):
        trigger = words[position].trigger
        if words[position].role or (trigger is not None and trigger.kind != "protest"):
            return at
        if trigger is not None:
            return position
    return at


def _governing(words: list[Word], at: int, first: int) -> int:
    """«خفض البنك أسعار الفائدة في أبريل»: from a noun before the date to the verb whose object or subject it is.

    A verb of saying is governed by its own rules («نفت وقوع هجوم في أبريل»), and so is a status; who was hurt «in» an
    accident leaves it to the accident; a noun with a year or a participle of its own is dated by itself.
    """
    noun = words[at].trigger
    if (
        noun is None
        or noun.form != "noun"
        or noun.kind in _STANDS_BY_ITSELF
        or at >= first
        or _is_dated_itself(words, at, first)
    ):
        return at
    inside = at > 0 and words[at - 1].key in _LEADING_IN
    for position in range(at - 1, max(-1, at - 1 - _GOVERNS), -1):
        word = words[position]
        verb = word.trigger
        if word.role or word.key in _PARTS_OFF or _is_of_status(word.key):
            return at
        if verb is None or verb.form == "noun":
            continue
        if _comments(word.key) or (inside and verb.kind == noun.kind == "statement"):
            return position
        if verb.kind == noun.kind:
            return at
        if verb.light and not verb.turned:
            return position if inside and verb.kind != "statement" else at
        if verb.kind in _NEVER_GOVERNS or (inside and verb.kind in _HURT):
            return at
        return position
    return at


def _comments(key: str) -> bool:
    """«دان الاتحاد الهجوم أمس»: the day is that of the comment."""
    known = lexicon.word_sets("participants.toml")["commenting"]
    return key in known or (key[:1] in _CONJUNCTIONS and key[1:] in known)


@cache
def _status_words() -> frozenset[str]:
    basic, more = status_words(), lexicon.word_sets("status.toml")
    return frozenset().union(
        *(basic[name] for name in ("planned", "alleged", "denied", "postponed", "cancelled")),
        *(
            more[name]
            for name in ("postponing", "cancelling", "denying", "accusing", "expecting", "deciding", "giving up")
        ),
    )


def _is_of_status(key: str) -> bool:
    """«أجلت», «تعتزم»: how the noun behind it is told, no event of its own."""
    return key in _status_words() or key[1:] in _status_words()


def _is_dated_itself(words: list[Word], at: int, first: int) -> bool:
    """«اتفاق 2015», «القرار الصادر في مايو»."""
    between = words[at + 1 : first]
    if any(word.key in _participles() for word in between):
        return True
    return not between and first < len(words) and words[first].key.isdigit()


def _with_noun(words: list[Word], at: int) -> int:
    """From a light verb to the noun that says what happened, where one stands near behind it."""
    trigger = words[at].trigger
    if trigger is None or not trigger.light:
        return at
    for position in range(at + 1, min(len(words), at + _TO_NOUN)):
        other = words[position].trigger
        if words[position].role in ("relative", "reported", "subordinate") or words[position].key in _PARTS_OFF:
            return at
        if other is not None:
            if other.form != "noun" or (trigger.turned and other.kind != trigger.kind):
                return at
            # «تبدأ الشركة الإنتاج» begins something, «شهدت الشركة نموا» tells a figure.
            return at if trigger.kind == "launch" and other.kind in _BEGUN else position
    return at


def _begin(words: list[Word], at: int, first: int) -> tuple[int, bool]:
    """The first word of the clause, and whether a relative pronoun opens it."""
    begin = min(at, first)
    is_noun = _is_noun(words[at])
    limit = begin
    while limit > 0 and words[limit - 1].role != "stop" and not _is_clause_start(words, limit - 1):
        limit -= 1
        trigger = words[limit].trigger
        if trigger is not None and trigger.form != "noun" and not trigger.light:
            limit += is_noun
            break
    if is_noun:
        begin = min(begin, _light_verb_before(words, at, limit))
    elif begin - limit <= _SUBJECT_FIRST:
        begin = min(begin, limit)
    if begin > 0 and words[begin - 1].role == "relative":
        return begin - 1, True
    if begin > 0 and words[begin - 1].role == "subordinate":
        return begin - 1, False
    return begin, False


def _is_noun(word: Word) -> bool:
    return word.trigger is not None and word.trigger.form == "noun"


def _light_verb_before(words: list[Word], at: int, limit: int) -> int:
    """«أجرى كيم وبوتين محادثات»: the light verb is part of the clause, unless another event stands between."""
    for position in range(at - 1, max(limit, at - _TO_NOUN) - 1, -1):
        trigger = words[position].trigger
        if trigger is not None:
            return position if trigger.light else at
        if words[position].key in _PARTS_OFF:
            return at
    return at


def _finish(words: list[Word], position: int, last: int) -> int:
    """The last word: on to the next stop, clause start or closing phrase behind trigger and date."""
    finish = position
    for at in range(position + 1, min(len(words), position + 1 + _RUN_ON)):
        word = words[at]
        if word.role in ("relative", "subordinate", "closing", "reported") or word.key in _STOPS:
            break
        if word.trigger is not None and word.trigger.form != "noun" and at > last + 1:
            break
        finish = at
    return finish


def _speaker(words: list[Word], at: int) -> tuple[int, int]:
    """Who says the clause: the stretch between a verb of saying and the «إن» or «أن» that leads to it."""
    opener = next((i for i in range(at, -1, -1) if words[i].role == "reported"), None)
    if opener is None or any(words[i].key in _HARD_STOPS for i in range(opener, at)):
        return -1, -1
    for position in range(opener - 1, max(-1, opener - 22), -1):
        trigger = words[position].trigger
        if trigger is not None and trigger.kind == "statement" and trigger.form != "noun":
            return position, opener
        if words[position].key in _HARD_STOPS:
            return -1, -1
    return -1, -1
