"""Headlines for events: in Arabic from the clause's own words, in English from kind, actors and place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.clauses import Clause, Word
from pipeline.model import Name, Span
from pipeline.text import fold_key
from pipeline.triggers import forms, title_parts, title_words

LIMIT = 90
# More actors than these are not named in a headline.
_MOST_NAMES = 3
_OUTER = " \t\u060c,;:.\u061b-\u2013\u2014"
_BEFORE_STOP = re.compile(r"\s+([\u060c,.:;!?\u061f\u061b)\]\u00bb\u201d])")
_AFTER_OPENING = re.compile(r"([(\[\u00ab\u201c])\s+")
_EMPTY_BRACKETS = re.compile(r"[(\[]\s*[)\]]")
_STOP_RUN = re.compile(r"([\u060c,;:])(?:\s*[\u060c,;:])+")
_AND = "\u0648"
_REPORTED_WORDS = 14


def titles(
    text: str,
    words: Sequence[Word],
    clause: Clause,
    dates: Sequence[Span],
    actors: Sequence[Name],
    places: Sequence[Name],
    *,
    alleged_from: int | None = None,
) -> tuple[str, str]:
    """title_ar and title_en of a mention. The English one never holds Arabic letters.

    alleged_from: the word behind which an allegation begins; the headline is what is alleged, its owner stands beside.
    """
    alleged = _reported(text, words, alleged_from) if alleged_from is not None else ""
    return alleged or _arabic(text, words, clause, dates, actors, places), _english(clause, actors, places)


def _arabic(
    text: str,
    words: Sequence[Word],
    clause: Clause,
    dates: Sequence[Span],
    actors: Sequence[Name],
    places: Sequence[Name],
) -> str:
    parts = title_parts()
    if clause.trigger.kind in parts.by_noun and clause.trigger.ar and actors:
        return _cut(_by_noun(clause, actors, places))
    if clause.trigger.kind == "statement" and actors:
        behind = range(clause.at + 1, min(len(words), clause.last + 4))
        opener = next((i for i in behind if words[i].role == "reported"), None)
        said = _reported(text, words, opener) if opener is not None else ""
        if said:
            return _cut(f"{actors[0].label}: {said}")
    return _own_words(text, words, clause, dates, actors)


def _by_noun(clause: Clause, actors: Sequence[Name], places: Sequence[Name]) -> str:
    """«زيارة سيرغي شويغو إلى بيونغ يانغ», «لقاء كيم جونغ أون وفلاديمير بوتين في فلاديفوستوك»."""
    parts = title_parts()
    who = f" {parts.and_}".join(name.label for name in actors[:_MOST_NAMES])
    noun = (
        clause.trigger.noun if clause.trigger.form == "noun" and clause.trigger.kind == "state" else clause.trigger.ar
    )
    title = f"{noun} {who}"
    where = [name for name in places if name.label not in title]
    if where:
        leads = parts.to if clause.trigger.kind in parts.led_to else parts.in_
        title += f" {leads} {where[0].label}"
    return title


def _reported(text: str, words: Sequence[Word], opener: int) -> str:
    """What was said: the words behind the «إن» or «أن» that follows a verb of saying."""
    kept: list[str] = []
    at = opener + 1
    while at < len(words) and len(kept) < _REPORTED_WORDS:
        if words[at].role == "stop" and at + 1 < len(words) and words[at + 1].role == "relative":
            at = _behind_insertion(words, at + 1)
            continue
        if words[at].role in ("stop", "relative", "subordinate", "closing"):
            break
        kept.append(text[words[at].start : words[at].end])
        at += 1
    return _cut(" ".join(kept)) if len(kept) > 1 else ""


def _behind_insertion(words: Sequence[Word], at: int) -> int:
    """«…، الذي زار البلاد، سينضم …»: on to the word behind the second comma."""
    return next((i + 1 for i in range(at, len(words)) if words[i].role == "stop"), len(words))


def _own_words(text: str, words: Sequence[Word], clause: Clause, dates: Sequence[Span], actors: Sequence[Name]) -> str:
    """The clause without its dates and what led to them."""
    kept: list[str] = []
    trigger = words[clause.at]
    for word in words[clause.first : clause.last + 1]:
        raw = text[word.start : word.end]
        if any(span.start < word.end and word.start < span.end for span in dates):
            _drop_dangling(kept)
        elif word is trigger and clause.possessed and actors:
            kept.append(f"{clause.trigger.noun or clause.trigger.ar} {actors[0].label}")
        elif word is trigger and not kept and word.key.startswith(_AND) and word.key not in forms():
            kept.append(raw[1:])
        elif kept or not (word.role or fold_key(raw) in title_words()["leading"]):
            kept.append(raw)
    if not kept:
        return clause.trigger.ar
    if clause.relative and actors:
        kept.insert(0, actors[-1].label)
    title = _BEFORE_STOP.sub(r"\1", " ".join(kept))
    title = _EMPTY_BRACKETS.sub("", _AFTER_OPENING.sub(r"\1", title))
    return _cut(_STOP_RUN.sub(r"\1", title).strip(_OUTER))


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
