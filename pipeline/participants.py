"""Who takes part in an event and where it happens: the names of its clause, of its governing verb, of its pronouns.

Where a clause names nobody, its subject is looked for before it: a pronoun or a verb without a subject stands for whom
the sentence before began with, if verb and name agree.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from operator import attrgetter
from typing import Literal, NamedTuple, cast

from pipeline import lexicon
from pipeline.clauses import Clause, Word
from pipeline.model import Name, Span
from pipeline.names import country_names, is_arabic_given, media_labels, names_somebody
from pipeline.status import bare, is_one_of, marks
from pipeline.text import fold_letters
from pipeline.triggers import title_parts

Gender = Literal["he", "she", ""]

# Kinds whose country is where it happened when a preposition leads to it.
_HAPPENS_IN = frozenset({"visit", "meeting", "conflict", "launch", "disaster", "death", "protest", "other", "sport"})
# So many names behind «أن» take part in what is alleged.
_MOST_ACCUSED = 3
# So many characters before a name its preposition stands.
_LEAD = 16
# What is done to others than those who announce it.
_HAPPENS_TO_OTHERS = frozenset({"death", "disaster", "conflict", "statistic"})
# Events that only people have.
_OF_PEOPLE = frozenset({"birth", "exam", "study"})
# Events that are told of people rather than of bodies, where both are named.
_PERSONAL = frozenset({"visit", "meeting", "statement", "office", "death"})
# How far from a relative pronoun, in characters, its name may stand.
_RELATIVE_REACH = 40
# A date between commas is no longer than this, in words.
_PARENTHESIS = 7
# A title has more letters than a particle.
_LEAST_TITLE = 4
# Between a verb and its noun stand no more words than this.
_GOVERNS = 14
# So many words before its noun a verb stands whose subject is not named.
_NEAR_NOUN = 5
_ARTICLE = "\u0627\u0644"
_WITH = "\u0628"
_IN, _TO = "\u0641\u064a", "\u0627\u0644\u064a"
_LEADS_TO_PLACE = frozenset({_IN, _TO, "\u0644\u062f\u064a"})
_FOR_HIM = frozenset({"\u0644\u0647", "\u0644\u0647\u0627", "\u0644\u0647\u0645", "\u0644\u0647\u0645\u0627"})
_DUAL = ("\u064a\u0627", "\u062a\u0627")
_SHE, _HE = "\u062a", "\u064a"
_FUTURE = "\u0633"
_HER, _HIM = "\u0647\u0627", "\u0647"
_THEM = ("\u0647\u0645", "\u0647\u0645\u0627")
_OBJECT = ("\u062a\u0647", "\u062a\u0647\u0627", "\u0648\u0647", "\u0648\u0647\u0627")
# Endings of what somebody has, of an object.
_OWNED = ("\u0647", "\u0647\u0627", "\u0647\u0645", "\u0647\u0645\u0627")
_ACCUSATIVE = ("\u0627", "\u0627\u064b", "\u064b\u0627")
_LEAST_OWNED = 4
# So many words behind a verb a preposition's own noun stands.
_IN_PHRASE = 7
_ATTACHED_ARTICLE = ("\u0628\u0627\u0644", "\u0644\u0644", "\u0643\u0627\u0644")
_TEH_MARBUTA = "\u0647"
# Folded endings by which a noun without the article is known: «صفقة», «نهائية», «مباريات».
_NOUN_ENDS = ("\u0647", "\u0627\u062a")
_NISBA = ("\u064a", "\u064a\u0647")
# Given names that end so are those of men and of women.
_EITHER = ("\u0627", "\u0627\u0621", "\u064a", "\u0649")
_PLURAL_WOMEN = "\u0627\u062a"
_CONJUNCTIONS = ("\u0648", "\u0641")
_ATTACHED = "\u0628\u0644"
_ATTACHED_TO_NAMES = tuple(_ATTACHED)
_QUOTES = frozenset('\u00ab\u00bb\u201c\u201d"()')
_COMMAS = frozenset({"\u060c", ","})
_SENTENCE_END = re.compile(r"[.!?\u061f\n]")
_LETTERS = re.compile("[\u0621-\u064a]+")

_end = attrgetter("end")


class Told(NamedTuple):
    """What a clause stands in: the article's text, the names of its sentence and before, the sentence and its words."""

    text: str
    names: Sequence[Name]
    sentence: Span
    words: list[Word]


def who_and_where(told: Told, clause: Clause, opener: int | None) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """Those who take part in the event of a clause, and its places. opener: the word behind which it is alleged."""
    actors: dict[str, Name] = {}
    places: dict[str, Name] = {}
    for name in _inside(told, clause, opener):
        if _is_topic(told, name) or _is_channel(told, name):
            continue
        if _is_place(told, clause, name, bool(actors)):
            places.setdefault(name.label, name)
        else:
            actors.setdefault(name.label, name)
    if opener is None and clause.trigger.form == "noun" and not clause.possessed:
        before = _accused(told, clause) or [*_of_governing_verb(told, clause, direct=bool(actors))]
        before = [name for name in before if name.label not in places]
        actors = {name.label: name for name in (*before, *actors.values())}
    if not actors and opener is None:
        clause = _from_verb(told, clause)
    if clause.possessed and not _has_owner(told, clause, actors.values()):
        meant = [name for name in _antecedents(told, clause, has_actor=False) if name.label not in places]
        actors = {name.label: name for name in (*meant, *actors.values())}
    elif not clause.possessed and _looks_back(told, clause, actors.values()):
        for name in _antecedents(told, clause, bool(actors)):
            if name.label not in places:
                actors.setdefault(name.label, name)
    place = _place_before(told, clause)
    if place is not None:
        places.setdefault(place.label, place)
    return tuple(actors.values()), tuple(places.values())


def _looks_back(told: Told, clause: Clause, actors: Collection[Name]) -> bool:
    return clause.relative or _has_unnamed_subject(told, clause, actors) or _has_object(told, clause)


def _has_owner(told: Told, clause: Clause, actors: Collection[Name]) -> bool:
    """«عقد مجلس الوزراء جلسته»: the noun's pronoun is that of the verb's subject in the clause itself."""
    words = told.words
    verb = next((at for at in range(clause.first, clause.at) if _is_verb(words[at])), None)
    return verb is not None and any(words[verb].end < name.start < words[clause.at].start for name in actors)


def _is_verb(word: Word) -> bool:
    return word.trigger is not None and word.trigger.form != "noun"


def _place_before(told: Told, clause: Clause) -> Name | None:
    """«عند تقاطع كذا الذي شهد تفجيرا»: the place that a relative clause tells of."""
    if not clause.relative:
        return None
    before = [name for name in told.names if name.end <= clause.start + 1]
    return before[-1] if before and before[-1].category == "place" and _is_beside(told, before[-1], clause) else None


def _inside(told: Told, clause: Clause, opener: int | None) -> list[Name]:
    if opener is not None:
        begin = told.words[opener].end
        return [name for name in told.names if begin <= name.start < told.sentence.end][:_MOST_ACCUSED]
    end = _before_other_event(told, clause, _end_behind_parenthesis(told, clause))
    inside = [name for name in told.names if clause.start <= name.start < end]
    if clause.speaker[0] >= 0 and clause.at > clause.speaker[1]:
        inside = [name for name in inside if name.start >= told.words[clause.speaker[1]].end]
    return inside


def _before_other_event(told: Told, clause: Clause, end: int) -> int:
    """«اقتحموا القصر بعد إعلان فلان اعتزاله»: who does what came before or after takes no part."""
    words = told.words
    comments = bare(words[clause.at].key) in _sets()["commenting"] and _is_verb(words[clause.at])
    for at in range(clause.at + 1, len(words) - 1):
        if words[at].start >= end:
            break
        told_of = words[at].trigger
        if comments and told_of is not None and told_of.form == "noun" and told_of.kind != "statement":
            return words[at].start  # «دان الاتحاد الهجوم على كذا»
        behind = words[at + 1].key
        if words[at].key in _sets()["other_time"] and not (behind.isdigit() or behind in _sets()["units"]):
            return words[at].start
    return end


def _end_behind_parenthesis(told: Told, clause: Clause) -> int:
    """«افتتح الوزير، الخميس، مسجد النور»: a date between commas does not end the clause, but what is said does."""
    words, last = told.words, clause.last
    if last + 2 >= len(words) or words[last + 1].key not in _COMMAS:
        return clause.end
    opens = next((at for at in range(last, max(clause.at, last - _PARENTHESIS), -1) if words[at].key in _COMMAS), None)
    if opens is None or clause.trigger.form == "noun" or clause.trigger.kind == "statement":
        return clause.end
    finish = last + 1
    for at in range(last + 2, len(words)):
        trigger = words[at].trigger
        if words[at].role or (trigger is not None and trigger.form != "noun"):
            break
        finish = at
    return words[finish].end


def _of_governing_verb(told: Told, clause: Clause, *, direct: bool) -> Iterator[Name]:
    """«أمر الرئيس فلان بفتح تحقيق»: who stands before the event's noun, behind the verb that governs it.

    direct: the clause names somebody already, so that only the subject of the noun's own verb is meant («أصدر فلان
    مرسوما»). Who announces what happened to others took no part in it («أعلنت الوزارة مقتل»).
    """
    words = told.words
    begin = clause.first
    comma = begin > 0 and words[begin - 1].key in _COMMAS
    begin -= comma and words[begin - 1].end < words[clause.at].start and words[clause.first].trigger is None
    if direct and not _is_object(told, clause, begin):
        return
    first = begin
    for at in range(begin - 1, max(-1, begin - 1 - _GOVERNS), -1):
        if words[at].role or words[at].key in _sets()["parts_off"]:
            break
        first = at
        trigger = words[at].trigger
        if trigger is not None and trigger.form != "noun":
            if trigger.kind == "statement" and clause.trigger.kind in _HAPPENS_TO_OTHERS:
                return
            if direct:
                break
    else:
        first = begin if direct else first
    if first == begin or words[begin - 1].key in _sets()["parts_off"]:
        return
    verb = words[first].trigger
    if direct and (verb is None or verb.form == "noun"):
        return
    for name in told.names:
        between = words[first].start <= name.start < words[begin - 1].end
        if between and not _is_topic(told, name) and not _is_place(told, clause, name, has_actor=False):
            yield name


def _accused(told: Told, clause: Clause) -> list[Name]:
    """«اتهم الجيش قوات كذا بقصف مستشفى»: who is accused, not who accuses."""
    words = told.words
    if not words[clause.at].key.startswith(_WITH):
        return []
    for at in range(clause.at - 1, max(-1, clause.at - _GOVERNS), -1):
        if words[at].role:
            return []
        if is_one_of(words[at].key, marks("accusing")):
            between = [name for name in told.names if words[at].end < name.start < words[clause.at].start]
            alone = len(between) == 1 and between[0].start > words[at + 1].start
            return between[-1:] if len(between) > 1 or alone else []
    return []


def _is_object(told: Told, clause: Clause, begin: int) -> bool:
    """«أصدر فلان، الجمعة، مرسوما بحل البرلمان»: no preposition before the noun, and nobody between it and its verb."""
    words = told.words
    noun = words[clause.at]
    before = words[clause.at - 1].key if clause.at else ""
    leans = noun.key[:1] in _ATTACHED and clause.trigger.kind != "sport"  # «استهل النصر الدوري بالتعادل مع كذا»
    if leans and not noun.key.startswith(clause.trigger.noun[:1] or _ARTICLE):
        return False
    if is_preposition(before) or before in title_parts().about:
        return False
    return all(name.start > noun.start for name in told.names if words[begin].start <= name.start < clause.end)


def _from_verb(told: Told, clause: Clause) -> Clause:
    """The clause seen from the verb that governs its noun, «نظم معرضا», where one does: the verb has the subject."""
    words = told.words
    if clause.trigger.form != "noun" or clause.possessed:
        return clause
    for at in range(clause.at - 1, max(-1, clause.at - _NEAR_NOUN), -1):
        word = words[at]
        if word.role or word.key in _sets()["parts_off"]:
            return clause
        if word.trigger is not None and word.trigger.form != "noun":
            if word.trigger.kind == "statement":
                return clause
            relative = at > 0 and words[at - 1].role == "relative"
            first = at - relative
            return clause._replace(
                at=at, first=first, start=words[first].start, trigger=word.trigger, relative=relative
            )
    return clause


def _is_topic(told: Told, name: Name) -> bool:
    """«مؤتمر حول ليبيا»: what something is about takes no part in it."""
    at = bisect_right(told.words, name.start, key=_end) - 1
    return at >= 0 and told.words[at].key in title_parts().about


def _is_channel(told: Told, name: Name) -> bool:
    """«كتب على فيسبوك», «قال لوكالة رويترز», «عبر قناة كذا»: what is said there takes no part in it."""
    if name.category != "group" or name.label not in _channels():
        return False
    before = [fold_letters(word) for word in told.text[max(0, name.start - _LEAD) : name.start].split()][-2:]
    return any(word in _sets()["where"] or word[:1] in _ATTACHED for word in before) or (
        told.text[name.start - 1 : name.start] in _ATTACHED_TO_NAMES
    )


def _is_place(told: Told, clause: Clause, name: Name, has_actor: bool) -> bool:
    if name.category == "group":
        return _is_venue(told, clause, name, has_actor=has_actor)
    if name.category != "country":
        return name.category == "place"
    words, kind = told.words, clause.trigger.kind
    at = bisect_right(words, name.start, key=_end)
    if at == len(words) or words[at].start > name.start or _is_nationality(told, name):
        return False
    before = words[at - 1].key if at else ""
    attached = name.start > words[at].start and words[at].key[:1] in _ATTACHED
    within = attached and words[at].key[:1] == _WITH and at > 0
    within = within and not (_takes_with(words[at - 1]) or bare(words[clause.at].key) in _sets()["take_with"])
    if kind == "visit":
        return has_actor or attached or before in _LEADS_TO_PLACE or at > clause.at
    if kind in _HAPPENS_IN:
        return before in _LEADS_TO_PLACE or within or (attached and kind in ("conflict", "launch"))
    return before == _IN or within


def _is_nationality(told: Told, name: Name) -> bool:
    """«جندي أميركي»: people by their nationality are nowhere."""
    words = told.text[name.start : name.end].split()
    return len(words) > 1 and country_names(words[-1])[0] != ""


def _takes_with(word: Word) -> bool:
    """«اعترفت بفلسطين», but «المحكمة الابتدائية بتونس»: behind a verb «ب» leads to its object."""
    return _is_verb(word) or word.key in _sets()["take_with"]


def _is_venue(told: Told, clause: Clause, name: Name, *, has_actor: bool) -> bool:
    """«زار مستشفى كذا», «في جامعة كذا»: a body that is a building, where something takes place."""
    head = fold_letters(name.label).split()[0].removeprefix(_ARTICLE)
    words = told.text[max(0, name.start - _LEAD) : name.start].split()
    if words and fold_letters(words[-1]) in _sets()["near"]:
        return True
    if head not in _sets()["venues"]:
        return False
    before = told.text[max(0, name.start - _LEAD) : name.start]
    led = before.endswith(_WITH) or (before[-1:].isspace() and fold_letters(before.split()[-1]) in _sets()["where"])
    kind = clause.trigger.kind
    return led or ((kind == "visit" or (kind == "launch" and has_actor)) and name.start > told.words[clause.at].end)


# --- whom a pronoun means --------------------------------------------------------------------------------------------


def _has_unnamed_subject(told: Told, clause: Clause, actors: Collection[Name]) -> bool:
    """A verb has one where what stands behind it is no subject: a preposition, its object, a date («التقيا في», «نشر
    كتابه», but «نفت الحكومة», «أضرب عمال»); a noun only where a pronoun follows («أول زيارة له»).
    """
    words, at = told.words, clause.at
    if clause.trigger.form == "noun":
        return not actors and any(word.key in _FOR_HIM for word in words[at : clause.last + 1])
    if _has_subject_before(told, clause) or _is_passive(words, at):
        return False
    behind = words[at + 1] if at + 1 < len(words) else None
    if behind is None or behind.role:
        return not actors
    if behind.key in _sets()["counting"] and not words[min(at + 2, len(words) - 1)].key.startswith(_ARTICLE):
        return False
    if is_preposition(behind.key):
        if _has_late_subject(words, at + 1) or (behind.key.endswith(_OWNED) and _is_subject(told, at + 2)):
            return False
        reach = words[min(at + _IN_PHRASE, len(words) - 1)].end
        return all(behind.end <= name.start < reach for name in actors)
    of_people = _is_of_people(words[at].key)
    if of_people and (behind.key.startswith(_ARTICLE) or actors):
        return _has_object_behind(told, clause, actors)
    if actors or behind.key.startswith(_ARTICLE):
        return False
    surface = told.text[behind.start : behind.end]
    if surface.endswith(_OWNED) and len(surface) > _LEAST_OWNED:
        return True
    if surface.endswith(_ACCUSATIVE) and len(surface) >= _LEAST_OWNED and behind.key not in _sets()["people"]:
        return True
    if behind.key in _sets()["people"] or behind.key[:1].isdigit():
        return False
    return of_people or words[at].key.endswith(_DUAL)


def _has_subject_before(told: Told, clause: Clause) -> bool:
    """«الوزارة نفت», «صفقة أبرمت», «إن باب التسجيل يغلق»: the subject stands before its verb."""
    words, at = told.words, clause.at
    before = words[at - 1] if at > clause.first else None
    if before is not None and not before.role and (before.key.startswith(_ARTICLE) or before.key in _sets()["people"]):
        return True
    return not clause.relative and (_describes_noun(told, at) or _follows_subject(words, at))


def _follows_subject(words: Sequence[Word], at: int) -> bool:
    """«بأن باب التسجيل يغلق غدا»: between «أن» and the verb stands its subject, unless a pronoun on «أن» does."""
    parting = (i for i in range(at - 1, max(-1, at - _GOVERNS), -1) if words[i].role and words[i].key not in _QUOTES)
    opener = next(parting, None)
    if opener is None or words[opener].role != "reported" or words[opener].key.endswith(_OWNED):
        return False
    between = words[opener + 1 : at]
    return bool(between) and not is_preposition(between[0].key) and between[0].trigger is None


def _is_passive(words: Sequence[Word], at: int) -> bool:
    """«وأعلن عن المشروع», «عثر على جثة», «استؤنفت»: these tell what was done, not by whom."""
    verb, behind = bare(words[at].key), words[at + 1].key if at + 1 < len(words) else ""
    return verb in _sets()["passive"] or f"{verb} {behind}" in _sets()["passive"]


def _is_subject(told: Told, at: int) -> bool:
    """«خرج بسببها السكان»: what follows the phrase of a preposition is a noun with the article, people or a name."""
    if at >= len(told.words) or told.words[at].role:
        return False
    word = told.words[at]
    named = any(name.start == word.start for name in told.names)
    return named or word.key.startswith(_ARTICLE) or word.key in _sets()["people"]


def _has_late_subject(words: Sequence[Word], at: int) -> bool:
    """«شارك في المؤتمر خبراء», «وصل إلى القاهرة وفد»: behind the phrase of the preposition the subject follows."""
    for position in range(at + 1, min(at + _IN_PHRASE, len(words))):
        word = words[position]
        if word.role or word.key.isdigit():
            return False
        if word.key in _sets()["people"]:
            return position > at + 1 or not words[at].key.startswith(_ATTACHED_ARTICLE)
    return False


def _has_object_behind(told: Told, clause: Clause, actors: Collection[Name]) -> bool:
    """«درس القانون», «ترأس حزب الأمة»: what stands behind a verb of people is no person, so it is no subject."""
    words, at = told.words, clause.at
    if any(name.category in ("person", "country") for name in actors):
        return False
    behind = words[at + 1]
    if actors and any(behind.start <= name.start < words[min(at + _IN_PHRASE, len(words) - 1)].end for name in actors):
        return not behind.key.startswith(_ARTICLE)
    return not actors and not names_somebody(behind.key)


def tells_of_people(key: str) -> bool:
    """Whether a folded indefinite noun is of people or of what carries them: «وفد», «لاجئون», «سفينة»."""
    return key in _sets()["people"]


def is_preposition(key: str) -> bool:
    """Whether a folded word leads on to something else than a verb's subject."""
    return key in _sets()["prepositions"] or key.startswith(_ATTACHED_ARTICLE)


def _has_object(told: Told, clause: Clause) -> bool:
    """«استدعته الشرطة»: a verb whose object is a pronoun; but in «صفقة أبرمتها الشركة» that is the noun before it."""
    if clause.trigger.form != "past" or not told.words[clause.at].key.endswith(_OBJECT):
        return False
    return clause.relative or not _describes_noun(told, clause.at)


def _describes_noun(told: Told, at: int) -> bool:
    """«صفقة أبرمتها», «أزمة خرج بسببها»: right behind a noun without the article a verb says more about it."""
    before = told.words[at - 1] if at else None
    if before is None or before.role or (before.trigger is not None and before.trigger.form != "noun"):
        return False
    key = before.key
    if key.startswith((_ARTICLE, *_ATTACHED_ARTICLE)) or key in _sets()["prepositions"] or not key.endswith(_NOUN_ENDS):
        return False
    return not any(name.start <= before.start < name.end for name in told.names)


def _antecedents(told: Told, clause: Clause, has_actor: bool) -> list[Name]:
    """Who a relative pronoun or an unnamed subject stands for."""
    before = [name for name in told.names if name.end <= clause.start + 1 and name.category != "place"]
    ahead = _named_ahead(told, clause, before)
    if ahead is not None or not before:
        return [ahead] if ahead is not None else []
    key = told.words[clause.at].key
    if not has_actor and not clause.relative and key.endswith(_DUAL):
        persons: dict[str, Name] = {}
        for name in reversed(before):
            if name.category == "person":
                persons.setdefault(name.label, name)
            if len(persons) == 2:
                return list(persons.values())
    if clause.relative:
        last = before[-1]
        if _is_beside(told, last, clause):
            return [name for name in before if (name.start, name.end) == (last.start, last.end)]
        if has_actor or not (key.endswith(_OBJECT) or _is_claimed(told, clause)):
            return []
    meant = _referent(told, clause, before)
    return [] if meant is None else [name for name in before if (name.start, name.end) == (meant.start, meant.end)]


def _is_beside(told: Told, name: Name, clause: Clause) -> bool:
    """«الوزير فلان، الذي زار», «شركة كذا الأميركية التي»: nothing but its own adjectives between name and pronoun."""
    if clause.start - name.end > _RELATIVE_REACH:
        return False
    between = [word for word in told.words[: clause.first] if word.start >= name.end]
    return all(word.role == "stop" or _is_adjective(word.key) for word in between)


def _is_claimed(told: Told, clause: Clause) -> bool:
    """«تبنى تنظيم كذا الهجوم الذي استهدف»: who claims an attack made it."""
    before = told.words[max(0, clause.first - _GOVERNS) : clause.first]
    return any(word.key.lstrip("".join(_CONJUNCTIONS)) in _sets()["claiming"] for word in before)


def _is_adjective(key: str) -> bool:
    """«الأميركية», «السابق»: a word that says more about the name before it."""
    return key.startswith(_ARTICLE) and (key.endswith(_NISBA) or key in _sets()["of_office"])


def _named_ahead(told: Told, clause: Clause, before: Sequence[Name]) -> Name | None:
    """«بعد عام من زيارته …، زار الرئيس فلان …»: a pronoun at the head of a sentence points forward."""
    if not clause.possessed or any(name.start >= told.sentence.start for name in before):
        return None
    return next((name for name in told.names if name.category == "person" and name.start >= clause.end), None)


def _referent(told: Told, clause: Clause, before: Sequence[Name]) -> Name | None:
    """The last name that agrees in the same sentence, else whom the sentences before it begin with, the nearest first.

    A name that a preposition leads to is meant only where no other agrees; verbs of people are said of people.
    """
    key = told.words[clause.at].key
    wanted = _gender_of_whom(told.words, clause.at) or _gender_of_word(key, clause)
    human = _is_of_people(key) or clause.trigger.event in _OF_PEOPLE
    thing = clause.trigger.form != "noun" and key.lstrip("".join(_CONJUNCTIONS)) in _sets()["of_things"]
    led_to: Name | None = None
    thing_before = _last_things(told, clause) if wanted == "she" else -1
    for sentence in _by_sentence(told, before):
        here = sentence[0].start >= told.sentence.start
        if thing_before > sentence[-1].start:
            return None
        if here:
            sentence.reverse()
        fitting = [name for name in sentence if not wanted or _gender_of(told, name) in (wanted, "")]
        if thing:
            fitting = [name for name in fitting if _is_vessel(name)]
        if human or (clause.trigger.kind in _PERSONAL and here):
            fitting = [name for name in fitting if name.category == "person"] or ([] if human else fitting)
        if here and fitting:
            return next((name for name in fitting if wanted and _gender_of(told, name) == wanted), fitting[0])
        free = [name for name in fitting if not _is_led_to(told, name)]
        if free:
            exact = (name for name in free if wanted and _gender_of(told, name) == wanted)
            return free[0] if free[0].category == "person" and wanted == "he" else next(exact, free[0])
        led_to = led_to or next(iter(fitting), None)
    return led_to


def _last_things(told: Told, clause: Clause) -> int:
    """«تضاعفت الإيرادات، إذ انتقلت من …»: where the things stand of which the verb before was said; -1 for none."""
    words = told.words
    for at in range(clause.first - 1, 0, -1):
        key = words[at].key
        if key.startswith(_ARTICLE) and key.endswith(_PLURAL_WOMEN) and words[at - 1].key.endswith(_SHE):
            return words[at].start
    return -1


def _is_vessel(name: Name) -> bool:
    """«مسبار الأمل»: a thing with a name of its own."""
    return name.category == "group" and fold_letters(name.label).split()[0] in _sets()["vessels"]


def _is_of_people(key: str) -> bool:
    """Whether a folded verb, with «and» or without, is said of people only."""
    return key in _sets()["of_people"] or (key[:1] in _CONJUNCTIONS and key[1:] in _sets()["of_people"])


def _is_led_to(told: Told, name: Name) -> bool:
    """«مع فلان», «لفلان», «في شركة كذا»: a preposition stands before the name or its title's first word."""
    before = told.text[max(0, name.start - _LEAD) : name.start]
    if not before.endswith(" "):
        return before[-1:] in _ATTACHED_TO_NAMES
    return fold_letters(before.split()[-1]) in _sets()["prepositions"] if before.split() else False


def _by_sentence(told: Told, before: Sequence[Name]) -> Iterator[list[Name]]:
    """The names, sentence by sentence, the last one first."""
    group: list[Name] = []
    for name in reversed(before):
        if group and _SENTENCE_END.search(told.text, name.end, group[0].start):
            yield group
            group = []
        group.insert(0, name)
    if group:
        yield group


def _gender_of_whom(words: Sequence[Word], at: int) -> Gender:
    """«أفرج عنها»: of whom it was done to, where the verb does not say by whom."""
    behind = words[at + 1].key if at + 1 < len(words) else ""
    for ending, gender in ((_HER, "she"), (_HIM, "he")):
        if f"{bare(words[at].key)} {behind.removesuffix(ending)}" in _sets()["passive"] and behind.endswith(ending):
            return cast("Gender", gender)
    return ""


def _gender_of_word(key: str, clause: Clause) -> Gender:
    """Of whom a verb or a noun with a pronoun is said."""
    if key.endswith(_THEM):
        return ""
    form = clause.trigger.form
    if clause.relative and form == "past" and key.endswith(_OBJECT):  # «اجتماعها الذي عقدته»: who met, not what
        return "she" if key.removesuffix(_HER).removesuffix(_HIM).endswith(_SHE) else "he"
    if clause.possessed or key.endswith(_OBJECT):
        return "she" if key.endswith(_HER) else "he"
    if form == "noun":
        return ""
    plain = key[1:] if key[:1] in _CONJUNCTIONS else key
    if form == "past":
        return "she" if key.endswith(_SHE) else "he"
    plain = plain.removeprefix(_FUTURE)
    return "she" if plain.startswith(_SHE) else "he" if plain.startswith(_HE) else ""


def _gender_of(told: Told, name: Name) -> Gender:
    words = fold_letters(name.label).split()
    if name.category == "country":
        return "he" if fold_letters(name.label) in _sets()["masculine_countries"] else "she"
    if name.category == "group":
        before = _LETTERS.findall(fold_letters(told.text[max(0, name.start - _LEAD) : name.start]))[-1:]
        heads = [words[0], *(head for head in before if head in _sets()["before_bodies"])]
        if any(head.endswith((_TEH_MARBUTA, _PLURAL_WOMEN)) or head in _sets()["feminine_bodies"] for head in heads):
            return "she"
        return "he" if any(head.removeprefix(_ARTICLE) in _sets()["masculine_bodies"] for head in heads) else ""
    if words[0] in _sets()["men"]:
        return "he"
    if words[0] in _sets()["women"] or words[0].endswith(_TEH_MARBUTA) or _has_her_title(told, name):
        return "she"
    return "he" if is_arabic_given(words[0]) and not words[0].endswith(_EITHER) else ""


def _has_her_title(told: Told, name: Name) -> bool:
    """«الفنانة التونسية فلانة», «وزيرة الخارجية فلانة», but «وزير الخارجية فلان»."""
    before = _LETTERS.findall(fold_letters(told.text[max(0, name.start - 40) : name.start]))
    if not before or told.text[name.start - 1 : name.start] != " ":
        return False
    word, head = before[-1], before[-2] if len(before) > 1 else _ARTICLE
    if not word.startswith(_ARTICLE) or not word.endswith(_TEH_MARBUTA):
        return False
    return head.startswith(_ARTICLE) or head.endswith(_TEH_MARBUTA) or len(head) <= _LEAST_TITLE


@cache
def _channels() -> frozenset[str]:
    return media_labels()


@cache
def _sets() -> dict[str, frozenset[str]]:
    return lexicon.word_sets("participants.toml")
