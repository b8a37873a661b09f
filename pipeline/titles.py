"""Headlines for events: in Arabic from the clause's own words, in English from kind, actors and place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.clauses import Clause, Word
from pipeline.model import Name, Span
from pipeline.text import fold_key
from pipeline.triggers import forms, title_words

LIMIT = 90
_OUTER = " \t\u060c,;:.\u061b-\u2013\u2014"
_BEFORE_STOP = re.compile(r"\s+([\u060c,.:;!?\u061f\u061b)\]\u00bb\u201d])")
_AFTER_OPENING = re.compile(r"([(\[\u00ab\u201c])\s+")
_EMPTY_BRACKETS = re.compile(r"[(\[]\s*[)\]]")
_STOP_RUN = re.compile(r"([\u060c,;:])(?:\s*[\u060c,;:])+")
_AND = "\u0648"


def titles(
    text: str,
    words: Sequence[Word],
    clause: Clause,
    dates: Sequence[Span],
    actors: Sequence[Name],
    places: Sequence[Name],
) -> tuple[str, str]:
    """title_ar and title_en of a mention. The English one never holds Arabic letters."""
    return _arabic(text, words, clause, dates, actors), _english(clause, actors, places)


def _arabic(text: str, words: Sequence[Word], clause: Clause, dates: Sequence[Span], actors: Sequence[Name]) -> str:
    """The clause without its dates and what led to them."""
    kept: list[str] = []
    for word in words[clause.first : clause.last + 1]:
        if any(span.start < word.end and word.start < span.end for span in dates):
            _drop_dangling(kept)
        elif kept or not (word.role or fold_key(text[word.start : word.end]) in title_words()["leading"]):
            kept.append(text[word.start : word.end])
    if not kept:
        return clause.trigger.ar
    first = words[clause.at] if kept[0] == text[words[clause.at].start : words[clause.at].end] else None
    if first is not None and first.key.startswith(_AND) and first.trigger is not None and len(first.key) > 3:
        kept[0] = _without_and(kept[0], first)
    if clause.relative and actors:
        kept.insert(0, actors[-1].label)
    title = _BEFORE_STOP.sub(r"\1", " ".join(kept))
    title = _EMPTY_BRACKETS.sub("", _AFTER_OPENING.sub(r"\1", title))
    return _cut(_STOP_RUN.sub(r"\1", title).strip(_OUTER))


def _without_and(raw: str, word: Word) -> str:
    """«والتقى» without its و; in «وصل» and «وقع» the letter is the word's own."""
    return raw if word.key in forms() else raw[1:]


def _drop_dangling(kept: list[str]) -> None:
    while kept and fold_key(kept[-1]).strip(_OUTER) in title_words()["dangling"] | {""}:
        kept.pop()


def _cut(title: str) -> str:
    if len(title) > LIMIT:
        title = title[: LIMIT + 1].rsplit(" ", 1)[0]
    parts = title.split(" ")
    _drop_dangling(parts)
    title = " ".join(parts).strip(_OUTER)
    for opening, closing in ("()", "[]", "\u00ab\u00bb", "\u201c\u201d"):
        if title.count(opening) != title.count(closing):
            title = title.replace(opening, "").replace(closing, "")
    return title if title.count('"') % 2 == 0 else title.replace('"', "")


def _english(clause: Clause, actors: Sequence[Name], places: Sequence[Name]) -> str:
    who = [name.label_en for name in actors if name.label_en and name.label_en.isascii()]
    where = [name.label_en for name in places if name.label_en and name.label_en.isascii()]
    title = clause.trigger.en or "event"
    title = title[0].upper() + title[1:]
    if who:
        title += ": " + ", ".join(dict.fromkeys(who))
    if where:
        title += " (" + ", ".join(dict.fromkeys(where)) + ")"
    return title
