"""What stands above and below an article: headline, outlet, author, agency, dateline.

Only the first lines are looked at, up to the first paragraph, and the last few. What an article does not say stays
empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline import lexicon
from pipeline.kept import toml
from pipeline.model import CalendarDate, Masthead, Span, Timex
from pipeline.text import fold_key
from pipeline.triggers import trigger_of

_HEAD_LINES = 12
_FOOT_LINES = 6
# A line that is at least this long, or that ends like a sentence, is a paragraph, not a heading.
_PARAGRAPH = 130
_HEADLINE_WORDS = 3
_LINE = re.compile(r"[^\n\r\u2029]+")
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = (".", "\u06d4", "!", "\u061b", ":", "\u2026")
_HYPHEN = re.compile(r"\s*[-\u2013\u2014|]\s*")
_OUTER = " \t\u00a0-\u2013\u2014|:\u060c,.\u00a9()"


class Head(NamedTuple):
    """masthead: what the lines say. datelines: the timexes that stand as datelines, top ones first, with the foot's.

    lines: the spans of datelines, credits, captions and furniture, where nothing is told (a headline does tell).
    """

    masthead: Masthead
    datelines: tuple[Timex, ...]
    foot_datelines: tuple[Timex, ...]
    lines: tuple[Span, ...]


class _Words(NamedTuple):
    agencies: dict[str, str]
    caption: frozenset[str]
    published: frozenset[str]
    author: frozenset[str]
    rights: tuple[str, ...]
    furniture: frozenset[str]


@cache
def _words() -> _Words:
    data = toml(lexicon.FOLDER / "masthead.toml")
    agencies = {fold_key(word).lower(): label for label, words in data["agencies"].items() for word in words}
    words = {
        name: [fold_key(word).lower() for word in data["words"][name]]
        for name in ("caption", "published", "author", "rights", "furniture")
    }
    return _Words(
        agencies,
        frozenset(words["caption"]),
        frozenset(part for word in words["published"] for part in word.split()),
        frozenset(words["author"]),
        tuple(data["words"]["rights"]),
        frozenset(words["furniture"]),
    )


def read_head(text: str, timexes: Sequence[Timex]) -> Head:
    """Take apart the lines above the first paragraph, and the last lines."""
    lines = [Span(*match.span()) for match in _LINE.finditer(text) if match[0].strip()]
    head = _head_lines(text, lines)
    foot = [line for line in lines[len(head) :][-_FOOT_LINES:] if not _is_paragraph(text[line.start : line.end])]
    datelines = tuple(t for line in head for t in _dateline(text, line, timexes))
    foot_datelines = tuple(t for line in foot for t in _dateline(text, line, timexes))
    plain = [line for line in head if not any(line.start <= t.start < line.end for t in datelines)]
    masthead, used = _masthead(text, plain, foot)
    furniture = [line for line in foot if _is_furniture(text[line.start : line.end])]
    dated = [line for line in head + foot if any(line.start <= t.start < line.end for t in datelines + foot_datelines)]
    return Head(masthead, datelines, foot_datelines, tuple(sorted({*used, *furniture, *dated}, key=lambda s: s.start)))


def _head_lines(text: str, lines: list[Span]) -> list[Span]:
    head: list[Span] = []
    for line in lines[:_HEAD_LINES]:
        if _is_paragraph(text[line.start : line.end]):
            break
        head.append(line)
    return head if len(head) < len(lines) or len(lines) <= 2 else head[:3]


def _is_paragraph(line: str) -> bool:
    line = line.strip()
    return len(line) >= _PARAGRAPH or (line.endswith(_SENTENCE_END) and len(line.split()) > 6)


def _is_furniture(line: str) -> bool:
    folded = fold_key(line).lower().strip(_OUTER)
    return folded in _words().furniture or any(fold_key(words).lower() in folded for words in _words().rights)


def _dateline(text: str, line: Span, timexes: Sequence[Timex]) -> list[Timex]:
    """The full dates of a line that holds little else than dates, and tells of nothing."""
    inside = [t for t in timexes if line.start <= t.start and t.end <= line.end]
    dates = [t for t in inside if isinstance(t.expr, CalendarDate) and t.expr.year and t.expr.day]
    if not dates:
        return []
    rest = list(text[line.start : line.end])
    for timex in inside:
        rest[timex.start - line.start : timex.end - line.start] = " " * (timex.end - timex.start)
    words = [word for word in _WORD.findall(fold_key("".join(rest)).lower()) if word not in _words().published]
    return dates if len(words) <= 3 and not any(trigger_of(word) for word in words) else []


def _masthead(text: str, head: list[Span], foot: list[Span]) -> tuple[Masthead, list[Span]]:
    title = author = agency = outlet = ""
    used: list[Span] = []
    seen: set[str] = set()
    for line in head:
        words = text[line.start : line.end].strip()
        found, rest = _agency(words)
        if found:
            agency, outlet = agency or found, outlet or rest
        elif by := _byline(words):
            author = author or by
        elif words in seen or _is_caption(words):
            seen.add(words)
        elif not title and len(words.split()) >= _HEADLINE_WORDS:
            title = words
            seen.add(words)
            continue
        elif title and not author and 2 <= len(words.split()) <= 4 and _only_letters(words):
            author = words
        elif title:
            continue
        seen.add(words)
        used.append(line)
    for line in foot:
        outlet = outlet or _rights_holder(text[line.start : line.end])
    return Masthead(title=title, outlet=outlet, author=author, agency=agency), used


def _agency(line: str) -> tuple[str, str]:
    """The agency that a credit line names, and what stands beside it («صحيفة كذا - رويترز»)."""
    parts = [part for part in _HYPHEN.split(line) if part.strip(_OUTER)]
    if len(parts) > 4 or len(line.split()) > 9:
        return "", ""
    for part in parts:
        label = _words().agencies.get(fold_key(part).lower().strip(_OUTER))
        if label:
            others = [other.strip(_OUTER) for other in parts if other != part]
            return label, others[0] if others else ""
    return "", ""


def _byline(line: str) -> str:
    """The name behind «كتب:», «بقلم», «إعداد»."""
    first, _, rest = line.partition(" ")
    return rest.strip(_OUTER) if fold_key(first).strip(_OUTER) in _words().author and len(line.split()) <= 6 else ""


def _is_caption(line: str) -> bool:
    folded = {word.strip(_OUTER) for word in fold_key(line).lower().split()}
    return bool(folded & _words().caption)


def _only_letters(line: str) -> bool:
    return all(word.isalpha() for word in line.replace("\u060c", " ").split())


def _rights_holder(line: str) -> str:
    """The name beside «جميع الحقوق محفوظة»."""
    for phrase in _words().rights:
        place = line.find(phrase)
        if place >= 0:
            rest = re.split(r"[-\u2013\u2014|]{1,}", line[place + len(phrase) :])[0]
            return rest.strip(_OUTER + "0123456789")
    return ""
