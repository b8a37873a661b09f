"""Who says so, where an article does not say it in its own voice: a verb of saying, «وفق», «نقلا عن», a quotation.

The label is the name's; of someone without one the title's words as they stand («مسؤول أميركي»).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.clauses import Clause, Word
from pipeline.kept import toml
from pipeline.model import Name, Span
from pipeline.names import country_names, latin
from pipeline.status import bare, is_one_of, marks
from pipeline.text import fold_key

_BACK = 26
_LONGEST = 9
_HARD = frozenset(";.!?\u061b\u061f")
_ARTICLE = "\u0627\u0644"
_FOR_THE = "\u0644\u0644"
_FOR = "\u0644"
_ABOUT = "\u0639\u0646"
_IN = "\u0641\u064a"
_IN_THE_NAME = "\u0628\u0627\u0633\u0645"
_FEMININE = "\u0647"
_PLURAL = "\u0648\u0646"
_LACK = "\u0639\u062f\u0645"
_WITH = "\u0628"
_OBJECT = ("\u0647", "\u0647\u0627")
_NISBA = ("\u064a", "\u064a\u0647")
_OPENING, _CLOSING = frozenset("\u00ab\u201c"), frozenset("\u00bb\u201d")


class Heard(NamedTuple):
    """What an owner of words is looked for in. dates: the spans of time expressions, which are no part of a name."""

    text: str
    words: list[Word]
    names: Sequence[Name]
    dates: Sequence[Span]


def speaker_of(heard: Heard, clause: Clause) -> str:
    """The speaker of a clause, '' where the article tells it itself."""
    return _by_verb(heard, clause) or _according(heard, clause) or _behind_quotation(heard, clause)


@cache
def _owning() -> frozenset[str]:
    said = marks("accusing", "basic alleged", "denying", "basic denied", "expecting", "warning")
    return said - marks("negating", "thinking of")


def _by_verb(heard: Heard, clause: Clause) -> str:
    words = heard.words
    owned = _owning()
    if any(word.key in marks("responsibility") for word in words):
        owned = owned | marks("blaming")
    if any(word.key in marks("falsehood") for word in words):
        owned = owned | marks("describing")
    opener = next((i for i in range(clause.at, -1, -1) if words[i].role == "reported"), None)
    for at in range(clause.at, max(-1, clause.at - _BACK), -1):
        word = words[at]
        if word.key in _HARD or (word.role == "relative" and opener is None):
            return ""
        key = bare(word.key)
        if key in marks("quoting") and at < clause.at:
            about = next((i for i in range(at + 1, min(len(words), at + 8)) if words[i].key == _ABOUT), None)
            if about is not None:
                return _owner(heard, about + 1, bounded=True)
        says = word.trigger is not None and word.trigger.kind == "statement" and word.trigger.form != "noun"
        led = opener is not None and at < opener < clause.at
        owns = (key in owned or word.key in owned) and _is_verb(word) and not _is_passive(heard, at)
        if led and at < clause.at and (says or owns):
            return _owner(heard, at + 1, bounded=True) or (_earlier(heard, word) if says else "")
        if not led and owns and not _is_negated_verb(words, at):
            return _owner(heard, at + 1, bounded=False)
        if not led and says and at < clause.at and any(one.key == _LACK for one in words[at + 1 : clause.at]):
            return _owner(heard, at + 1, bounded=False)  # «أكدت النيابة عدم صحة»
    return ""


def _is_passive(heard: Heard, at: int) -> bool:
    """«اتهم الموظف باختلاس», «يشتبه في أنه»: nobody is said to accuse."""
    words = heard.words
    behind = words[at + 1] if at + 1 < len(words) else None
    if behind is None or behind.key == _IN:
        return True
    if bare(words[at].key) not in marks("accusing") or at + 2 >= len(words):
        return False
    alone = next((n.end for n in heard.names if n.start == behind.start), behind.end)
    after = next((word for word in words[at + 2 :] if word.start >= alone), None)
    return after is not None and after.key[:1] == _WITH and not after.role


def _is_negated_verb(words: list[Word], at: int) -> bool:
    """«لم توقع»: of signing, not of expecting."""
    return at > 0 and bare(words[at - 1].key) in marks("negating") and words[at].key in marks("like a perfect")


def _is_verb(word: Word) -> bool:
    key = bare(word.key)
    return key not in marks("nouns of saying") and not key.startswith(_ARTICLE)


@cache
def _begins_saying() -> frozenset[str]:
    return frozenset(run.split(" ", 1)[0] for run in marks("said_by"))


def _according(heard: Heard, clause: Clause) -> str:
    words, according = heard.words, marks("according")
    for at, word in enumerate(words):
        key = bare(word.key)
        begin = 0
        if key in _begins_saying():
            run = f"{key} {words[at + 1].key}" if at + 1 < len(words) else ""
            begin = at + 2 if run in marks("said_by") else at + 1 if key in marks("said_by") else 0
        if begin and begin < len(words):
            trigger = words[begin].trigger
            if trigger is not None and trigger.kind == "statement" and trigger.form != "noun" and begin != clause.at:
                return _owner(heard, begin + 1, bounded=True)
        elif (key in according or word.key in according) and _is_near(words, at, clause):
            owner = at + 1
            while owner < len(words) and words[owner].key in marks("accusing", "nouns of saying"):
                owner += 1
            if owner < len(words) and words[owner].key not in marks("no one"):
                return _owner(heard, owner, bounded=True)
    return ""


def _is_near(words: list[Word], at: int, clause: Clause) -> bool:
    low, high = sorted((at, clause.at))
    return not any(words[i].key in _HARD for i in range(low, high))


def _behind_quotation(heard: Heard, clause: Clause) -> str:
    """«…»، يقول فلان."""
    words = heard.words
    opened = any(words[i].key in _OPENING for i in range(clause.at))
    closed = next((i for i in range(clause.at, len(words)) if words[i].key in _CLOSING), None)
    if not opened or closed is None:
        return ""
    for at in range(closed + 1, min(len(words), closed + 4)):
        trigger = words[at].trigger
        if trigger is not None and trigger.kind == "statement" and trigger.form != "noun":
            return _owner(heard, at + 1, bounded=True)
    return ""


def owner_at(heard: Heard, begin: int, *, bounded: bool) -> str:
    """Who does what a verb says, where they begin right behind it, '' where nobody does. bounded: «أن» or a stop ends
    their name; else the object follows it at once.
    """
    return _owner(heard, begin, bounded=bounded)


def _earlier(heard: Heard, verb: Word) -> str:
    """«وأضاف أن»: the person told of last."""
    persons = [name for name in heard.names if name.end <= verb.start and name.category == "person"]
    return persons[-1].label if persons else ""


def _owner(heard: Heard, begin: int, *, bounded: bool) -> str:
    """The name or title that begins at a word. bounded: it reaches to the next stop or «أن»; else a phrase is cut."""
    words = heard.words
    while begin < len(words) and (_is_date(heard, words[begin]) or words[begin].key in (_IN, ",", "\u060c")):
        if words[begin].key == _IN and not (begin + 1 < len(words) and _is_date(heard, words[begin + 1])):
            break
        begin += 1
    end = _end(heard, begin)
    if end <= begin:
        return ""
    is_body = not bounded and bare(words[begin].key) in marks("bodies")
    if not bounded:
        end = _to_person(heard, begin, end) or _phrase(words, begin, end)
    if is_body:  # «اتهمت النيابة العامة محمد الزين»: the person behind a body is whom it accuses
        end = next((at for at in range(begin + 1, end) if _begins_person(heard, at)), end)
    # A person's name may follow the title at once.
    edge = words[end].start + 1 if not bounded and not is_body and end < len(words) else words[end - 1].end
    here = [n for n in heard.names if words[begin].start <= n.start < edge]
    person = next((n for n in here if n.category == "person"), None)
    if person is not None:
        return person.label
    if not bounded:
        first = next((n for n in here if n.start <= words[begin].start + 1), None)
        if first is not None and not _stands_for(heard, first):
            return first.label
    whole = next((n for n in here if n.start <= words[begin].start + 1 and _reaches(heard, n, end)), None)
    if whole is None and end - begin > 1 and not words[begin].key.startswith(_ARTICLE):
        second = [n for n in here if n.start == words[begin + 1].start and n.end >= words[end - 1].end]
        whole = next((n for n in second if n.label == heard.text[n.start : n.end]), None)
    if whole is not None and not _stands_for(heard, whole):
        return whole.label
    start = words[begin].start
    said = heard.text[start : words[end - 1].end]
    leading = marks("according", "nouns of saying")
    if bounded and begin and is_one_of(words[begin - 1].key, leading) and said.startswith(_FOR):
        said = _ARTICLE + said[2:] if said.startswith(_FOR_THE) else said[1:]
    return said


def _reaches(heard: Heard, name: Name, end: int) -> bool:
    """To the last word, or to the noun of what is denied or told: «نفت قوات كذا سقوط القصر»."""
    behind = next((word for word in heard.words[:end] if word.start >= name.end), None)
    if behind is None:
        return True
    return name.category == "group" and behind.trigger is not None and behind.trigger.form == "noun"


def _begins_person(heard: Heard, at: int) -> bool:
    return any(name.category == "person" and name.start == heard.words[at].start for name in heard.names)


def _to_person(heard: Heard, begin: int, end: int) -> int:
    """«رئيس بلدية إسطنبول أكرم إمام أوغلو»: a title in the construct runs on to its bearer; 0 where it does not."""
    words = heard.words
    if words[begin].key.startswith(_ARTICLE) or words[begin].key.endswith(_PLURAL):
        return 0
    for at in range(begin + 1, min(end, begin + 5)):
        if _begins_person(heard, at):
            return at + 1
        if words[at].trigger is not None or words[at].key[:1] == _WITH:
            return 0
    return 0


def _stands_for(heard: Heard, name: Name) -> bool:
    """«الخارجية السودانية» for the country: the words themselves say more."""
    surface = heard.text[name.start : name.end]
    return name.category == "country" and " " in surface and surface.split()[0] != name.label.split()[0]


def _end(heard: Heard, begin: int) -> int:
    words = heard.words
    end = begin
    while end < len(words) and end - begin < _LONGEST:
        word = words[end]
        if word.role or _is_date(heard, word) or bare(word.key) in marks("quoted"):
            break
        after = words[end + 1] if end + 1 < len(words) else None
        if word.key in marks("ends of a title"):
            break
        if word.key == _IN and (after is None or after.role or after.key in marks("own") or _is_date(heard, after)):
            break
        if word.key.startswith(_FOR) and end > begin and word.key[1:] in marks("own", "neutral"):
            break
        if end > begin and word.trigger is not None and word.trigger.form == "past" and word.key.endswith(_OBJECT):
            break  # «وفق برقية وجهها»
        end += 1
    return end


def _phrase(words: list[Word], begin: int, end: int) -> int:
    """A noun with what belongs to it, where the object follows at once: «رئيس النادي ‹الحكم›»."""
    at = begin
    while at < end and not words[at].key.startswith(_ARTICLE):
        key = words[at].key
        if at > begin and (key.endswith(_NISBA) or words[at].trigger is not None):
            return at + 1 if key.endswith(_NISBA) and words[at].trigger is None else at
        at += 1
        if key.endswith(_PLURAL):
            return at
        if at < end and words[at - 1].key[:1] in "\u0628\u0644" and at - 1 > begin:
            return at - 1
    if at >= end:
        return min(end, begin + 1)
    direct = at == begin
    at += 1
    if at < end and words[at].key == _IN_THE_NAME:
        return _phrase(words, at + 1, end)
    head = words[at - 1].key
    while at < end and words[at].key.startswith(_ARTICLE):
        key = words[at].key
        agrees = key.endswith(_FEMININE) == head.endswith(_FEMININE)
        if not (key.endswith(_NISBA) or (direct and agrees)):
            break
        at += 1
        direct = False
    return at


def _is_date(heard: Heard, word: Word) -> bool:
    return any(span.start < word.end and word.start < span.end for span in heard.dates)


@cache
def _english() -> dict[str, str]:
    rows = toml(lexicon.FOLDER / "speakers.toml")
    return {fold_key(word): english for english, words in rows.items() for word in words}


def in_english(label: str) -> str:
    """A speaker without a name in English: «المسؤولون الأميركيون» officials (United States); else in Latin letters."""
    words = label.split()
    called = next((_english()[fold_key(word)] for word in words if fold_key(word) in _english()), "")
    country = next((english for word in words if (english := country_names(word)[1])), "")
    if not called:
        return latin(label)
    return f"{called} ({country})" if country else called
