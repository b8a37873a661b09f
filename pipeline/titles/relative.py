"""Headlines of relative clauses: who or what stands before the pronoun takes its place."""

from __future__ import annotations

import re

from pipeline.clauses import Word
from pipeline.text import fold_key
from pipeline.titles.pieces import Piece, drop_leading, headline, pieces_of
from pipeline.titles.pointing import as_told, label_piece, resolved
from pipeline.titles.stretch import dates_back, last_word
from pipeline.titles.telling import Telling
from pipeline.titles.words import ARTICLE, ATTACHED, FOR, bare, folded
from pipeline.triggers import title_parts, title_words

_COMMAS = frozenset("\u060c,")
_IMPERFECT = frozenset("\u064a\u062a\u0646")
_LONGEST = 5
_FEMININE = "\u0647"  # folded
# «مدارس», «أعمال», «مواقع», «وثائق», «حقول»: things in the plural are feminine too.
_PLURAL = re.compile(
    "\u0645.\u0627.\u064a?.|\u0627..\u0627.|.\u0648\u0627.\u064a?.|..\u0627[\u064a\u0621\u0626].|..\u0648."
)
_WHO_SHE = "\u0627\u0644\u062a\u064a"


def relative(told: Telling, noun: str, has_object: bool) -> str:
    """«…، الذي زار …»: who or what stands before the pronoun takes its place."""
    clause, words = told.clause, told.words
    if clause.trigger.light and is_empty(words[clause.at]):
        main = _verb_of_antecedent(told)
        if main is not None:
            return as_told(told, main, last_word(told))
    behind = pieces_of(told.text, words, clause.at + 1, last_word(told), told.dates, told.names)
    behind = _without_main_clause(told, behind)
    back = [piece for piece in behind if piece.key in folded("pointing", "pronouns")]
    behind = [piece for piece in behind if piece not in back]
    noun = "" if is_empty(words[clause.at]) and not has_object else noun
    keeps_verb = not noun and not has_object and not back
    noun = noun or clause.trigger.ar
    if has_object or back:
        held = [word.trigger for word in words[max(0, clause.first - 3) : clause.first] if word.trigger is not None]
        if held and held[-1].form == "noun" and (clause.trigger.kind == "other" or clause.trigger.light):
            noun = held[-1].noun
        inside = any(clause.start <= name.start for name in told.actors)
        before = [] if inside else _from_outside(told)
    else:
        before = _from_outside(told)
        if not before and words[clause.first].role == "relative":
            before = _antecedent(told)
    word = words[clause.at]
    if dates_back(told, noun) and before:
        return headline(resolved(told, [*before, *behind]))
    if keeps_verb and before:
        verb = Piece(told.text[word.start : word.end], word.key, word.start, word.end, clause.at)
        told_of = [] if is_empty(word) else [verb]
        return headline(resolved(told, [*before, *told_of, *behind]))
    head = Piece(noun, fold_key(noun), word.start, word.end, clause.at)
    return headline(resolved(told, [head, *before, *behind]))


def _from_outside(told: Telling) -> list[Piece]:
    """The last actor named before the clause."""
    outside = [name for name in told.actors if name.end <= told.clause.start][-1:]
    return [label_piece(told, name.label, name) for name in outside]


def is_empty(word: Word) -> bool:
    """«التي تم التوصل إليها»: the relative clause alone says nothing."""
    return bare(word.key) in folded("verbs", "empty")


def _verb_of_antecedent(told: Telling) -> int | None:
    for at in range(told.clause.first - 1, max(-1, told.clause.first - 5), -1):
        word = told.words[at]
        if word.trigger is not None and word.trigger.form != "noun":
            return at
        if word.role or word.key in title_words()["dangling"]:
            return None
    return None


def _without_main_clause(told: Telling, behind: list[Piece]) -> list[Piece]:
    """Behind the date of a relative clause the main clause may go on; only a place is sure to be its own."""
    dated = max((span.end for span in told.dates), default=0)
    kept = [piece for piece in behind if piece.end <= dated]
    for at, piece in enumerate(behind[:-1]):
        if piece.start >= dated and piece.key == fold_key(title_parts().in_) and behind[at + 1].name is not None:
            return [*kept, piece, behind[at + 1]]
    if kept or not behind:
        return kept
    verb = told.words[behind[0].at].trigger
    return [] if verb is not None and verb.form != "noun" else behind


def _is_attached(word: Word) -> bool:
    """«للعيد», «بالقانون»."""
    return word.key.startswith((FOR + FOR, *(letter + ARTICLE for letter in ATTACHED)))


def _is_of_the_last(owner: str, last: str, pronoun: str) -> bool:
    """«صاحب العمارة التي انهارت»: the pronoun agrees with the second noun alone; «مدير الشركة الذي» is the man."""
    owned = last.startswith(ARTICLE) and last.endswith(_FEMININE) and not bare(owner).startswith(ARTICLE)
    return owned and pronoun == _WHO_SHE and not owner.endswith(_FEMININE) and _PLURAL.fullmatch(bare(owner)) is None


def _antecedent(told: Telling) -> list[Piece]:
    """The noun phrase before a relative pronoun: its words with the article and the one in front of them."""
    words, end = told.words, told.clause.first - 1
    if end >= 0 and words[end].key in _COMMAS:
        end -= 1
    first = end + 1
    while first > 0 and end - first < _LONGEST:
        word = words[first - 1]
        verb = word.trigger is not None and word.trigger.form != "noun"
        if word.role or verb or word.key in title_words()["dangling"]:
            break
        definite = bare(word.key).startswith(ARTICLE)
        if not definite and word.key[:1] in _IMPERFECT:
            break
        first -= 1
        attached = _is_attached(word)
        if attached or (not definite and first < end):
            break
    if end - first == 1 and _is_of_the_last(words[first].key, words[end].key, words[told.clause.first].key):
        first = end
    made = pieces_of(told.text, words, first, end, told.dates, told.names)
    drop_leading(made)
    if made and made[0].name is None and _is_attached(words[first]):
        made[0] = made[0]._replace(text=ARTICLE + made[0].text[2:].removeprefix(ARTICLE[1:]))
    return made
