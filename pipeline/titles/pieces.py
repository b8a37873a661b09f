"""A headline in the making: the words of a stretch of text, each name one piece, dates left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.clauses import Word
from pipeline.model import Name, Span
from pipeline.titles.words import (
    AND,
    ARTICLE,
    CONJUNCTIONS,
    FOR,
    folded,
    is_judging,
    leftovers,
    nouns,
    prefix_length,
    with_for,
)
from pipeline.triggers import forms, title_parts, title_words, trigger_of

LIMIT = 90
# A headline that must be cut is rather cut before a new phrase, if so much of it stays.
_ENOUGH = 45
_OUTER = " \t\u060c,;:.!?\u061f\u061b-\u2013\u2014\u2026/"
_BEFORE_STOP = re.compile(r"\s+([\u060c,.:;!?\u061f\u061b)\]\u00bb\u201d])")
_AFTER_OPENING = re.compile(r"([(\[\u00ab\u201c])\s+")
_EMPTY_BRACKETS = re.compile(r"[(\[\u00ab\u201c]\s*[)\]\u00bb\u201d]")
_STOP_RUN = re.compile(r"([\u060c,;:])(?:\s*[\u060c,;:])+")
_BLANKS = re.compile(r"\s+")
# Where none of this stands, a line needs none of the five above.
_TO_TIDY = re.compile(r"[\u060c,.:;!?\u061f\u061b()\[\]\u00ab\u00bb\u201c\u201d]|[^\S ]|  ")
_PAIRS = (("(", ")"), ("[", "]"), ("\u00ab", "\u00bb"), ("\u201c", "\u201d"))
_SHADDA = "\u0651"
_COMMAS = frozenset("\u060c,")
_WITH = "\u0628"
_HIM = "\u0647"
_OPENING, _CLOSING = "([\u00ab\u201c", ")]\u00bb\u201d"


class Piece(NamedTuple):
    """text: as it will stand. key: its word folded. start/end: raw offsets. at: the word it begins with.

    short: a name as the article shortens it.
    """

    text: str
    key: str
    start: int
    end: int
    at: int
    role: str = ""
    name: Name | None = None
    short: str = ""


def pieces_of(
    text: str, words: Sequence[Word], first: int, last: int, dates: Sequence[Span], names: Sequence[Name]
) -> list[Piece]:
    """The words first…last without the dates and what led to them; what points back stands with its name."""
    made: list[Piece] = []
    at = first
    while at <= last:
        word = words[at]
        if any(span.start < word.end and word.start < span.end for span in dates):
            _drop_lead(made)
            at += 1
            if at <= last and words[at].key in _COMMAS:
                at += 1
            continue
        here = [name for name in names if word.start <= name.start < word.end and not _is_part(name, names)]
        if here:
            name = here[0]
            made.append(_named(text, word, at, here))
            at += 1
            while at <= last and words[at].start < name.end:
                at += 1
            continue
        made.append(Piece(text[word.start : word.end], word.key, word.start, word.end, at, word.role))
        at += 1
    return _without_leftovers(made)


def _drop_lead(made: list[Piece]) -> None:
    """What led to a date."""
    before = folded("verbs", "before_date")
    drop_dangling(made)
    while made and made[-1].name is None and made[-1].key in before:
        made.pop()
        drop_dangling(made)


def _is_part(name: Name, names: Sequence[Name]) -> bool:
    return any(
        other.start <= name.start and name.end <= other.end and other.end - other.start > name.end - name.start
        for other in names
    )


def _named(text: str, word: Word, at: int, here: list[Name]) -> Piece:
    name = here[0]
    prefix = text[word.start : name.start]
    surface = " ".join(text[name.start : name.end].split())
    shown = surface
    short = ""
    if name.category == "person":
        alike = [other.label for other in here if (other.start, other.end) == (name.start, name.end)]
        shown = f" {title_parts().and_}".join(alike)
        if prefix == "" and surface.startswith(FOR + FOR):
            shown = with_for(shown)
        elif len(alike) == 1 and " " not in surface:
            short = prefix + surface
    elif name.category == "group" and " " not in surface and surface.startswith(ARTICLE):
        shown = name.label
    return Piece(prefix + shown, word.key, word.start, max(word.end, name.end), at, "", name, short)


def _without_leftovers(made: list[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    at = 0
    while at < len(made):
        known = leftovers().get(made[at].key, ())
        phrase = next((p for p in known if tuple(one.key for one in made[at : at + len(p)]) == p), ())
        if phrase:
            at += len(phrase)
        else:
            kept.append(made[at])
            at += 1
    return kept


def drop_dangling(pieces: list[Piece]) -> None:
    """What a headline cannot end with."""
    dangling = title_words()["dangling"]
    while (
        pieces
        and pieces[-1].name is None
        and (
            pieces[-1].key in dangling
            or (pieces[-1].key[:1] in CONJUNCTIONS and pieces[-1].key[1:] in dangling)
            or pieces[-1].role in ("relative", "subordinate", "reported", "closing")
            or not pieces[-1].text.strip(_OUTER + "".join(_OPENING))
        )
    ):
        pieces.pop()


def drop_leading(pieces: list[Piece]) -> None:
    """What a headline cannot begin with, and the «and» its first word begins with."""
    leading = title_words()["leading"]
    while (
        pieces
        and pieces[0].name is None
        and (
            pieces[0].key in leading
            or (pieces[0].key[:1] in CONJUNCTIONS and pieces[0].key[1:] in leading)
            or pieces[0].role in ("relative", "subordinate", "reported", "closing")
            or not pieces[0].text.strip(_OUTER + "".join(_CLOSING))
        )
    ):
        pieces.pop(0)
    if pieces and pieces[0].name is None and _leans_on_nothing(pieces[0].key):
        pieces[0] = pieces[0]._replace(text=pieces[0].text[1:], key=pieces[0].key[1:])  # «بفتح تحقيق»
    if pieces and pieces[0].key[:1] in CONJUNCTIONS and _has_and(pieces[0]):
        pieces[0] = pieces[0]._replace(text=pieces[0].text[1:], key=pieces[0].key[1:])


def _leans_on_nothing(key: str) -> bool:
    """«بفتح تحقيق»: a noun of an event with a preposition attached to it."""
    rest = key[1:]
    if key[:1] != _WITH or key in forms() or key in nouns():
        return False
    if rest in nouns():
        return True
    told = trigger_of(rest, "") if rest in forms() else None
    return told is not None and (told.form == "noun" or not rest.endswith(_HIM))  # «برقية» is no verb with «him»


def _has_and(piece: Piece) -> bool:
    if piece.name is not None:
        return piece.start < piece.name.start < piece.end
    rest = piece.key[1:]
    if _SHADDA in piece.text[1:3] or (piece.key in forms() and rest not in forms()):
        return False
    if rest in forms() or rest in nouns() or rest in title_words()["dangling"] or rest.startswith(ARTICLE):
        return True
    own = any(piece.key.startswith(beginning) for beginning in folded("conjunction", "own"))
    return piece.at == 0 and piece.key.startswith(AND) and not own


def written(pieces: Sequence[Piece]) -> str:
    """The pieces as one line, spaced as the article spaces them, what judges in quotation marks."""
    out = ""
    inside = 0
    for at, piece in enumerate(pieces):
        before = pieces[at - 1] if at else None
        glued = before is not None and 0 <= before.end == piece.start and before.start < piece.start
        shown = piece.text
        if piece.text in _OPENING:
            inside += 1
        elif piece.text in _CLOSING:
            inside -= 1
        if inside <= 0 and not piece.name and is_judging(piece.key, before.key if before else ""):
            cut = prefix_length(piece.key) if len(piece.text) >= len(piece.key) else 0
            shown = f"{shown[:cut]}\u00ab{shown[cut:]}\u00bb"
        out += shown if glued or not out else f" {shown}"
    if _TO_TIDY.search(out) is None:
        return out.strip(_OUTER)
    out = out.replace("\u00bb \u00ab", " ")
    out = _EMPTY_BRACKETS.sub("", _AFTER_OPENING.sub(r"\1", out))
    out = _BEFORE_STOP.sub(r"\1", out)
    return _BLANKS.sub(" ", _STOP_RUN.sub(r"\1", out)).strip(_OUTER)


def headline(pieces: Sequence[Piece], room: int = LIMIT) -> str:
    """The pieces as a headline: neither beginning nor ending in mid-air, at most so long."""
    whole = list(pieces)
    drop_leading(whole)
    if len(written(whole)) > room:
        whole = [piece._replace(text=piece.short) if piece.short else piece for piece in whole]
    fitting = _with_letters(whole, room)
    while fitting and len(_closed(written(whole[:fitting]))) > room:
        fitting -= 1
    if fitting < len(whole):
        phrase = next((at for at in range(fitting, 1, -1) if _begins_phrase(whole[at])), fitting)
        if len(written(whole[:phrase])) >= min(_ENOUGH, room // 2):
            fitting = phrase
    kept = whole[:fitting]
    drop_dangling(kept)
    return _closed(written(kept)).strip(_OUTER)


def _with_letters(pieces: Sequence[Piece], room: int) -> int:
    """How many pieces have no more letters than there is room: more than these cannot fit, however they are written."""
    letters = 0
    for at, piece in enumerate(pieces):
        letters += sum(map(str.isalpha, piece.text))
        if letters > room:
            return at
    return len(pieces)


def _begins_phrase(piece: Piece) -> bool:
    dangling = title_words()["dangling"]
    joined = piece.name is None and piece.key[:1] in CONJUNCTIONS and len(piece.key) > 3 and _has_and(piece)
    return bool(piece.role) or piece.key in dangling or joined


def _closed(title: str) -> str:
    """Without quotation marks and brackets that have no fellow."""
    for opening, closing in _PAIRS:
        if title.count(opening) == title.count(closing) + 1 and title.rfind(opening) > title.rfind(closing):
            inner = title[title.rfind(opening) + 1 :]
            if opening in "\u00ab\u201c" and len(inner.split()) > 1:
                title = title.rstrip(_OUTER) + closing
                continue
        if title.count(opening) != title.count(closing):
            title = title.replace(opening, "").replace(closing, "")
    return title if title.count('"') % 2 == 0 else title.replace('"', "")
