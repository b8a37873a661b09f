"""Splitting into sentences, as spans of the raw text.

A few rules of our own instead of a library: a line end always ends a sentence in these texts (headlines, datelines
and paragraphs stand on lines of their own), and a full stop does unless an abbreviation, an initial or a number
explains it.
"""

from __future__ import annotations

import re

from pipeline.model import Span

# A stop, with the quotes and brackets that close behind it, before a blank or the end.
# One class of characters in front lets the search leap from one to the next.
_END = re.compile(
    r"[.!?\u061f\u061b\u2026\n\r\u2029]"
    r"(?:(?<=[\n\r\u2029])[\n\r\u2029]*"
    r"|(?<![\n\r\u2029])[.!?\u061f\u061b\u2026]*[\"\u00bb\u201d\u2019')\]]*(?=\s|$))"
)
# «د.», «أ.», «م.» and Latin initials: one or two letters before the stop are no sentence.
_ABBREVIATION = re.compile(r"(?:^|[\s(«\u201c\"])[^\W\d_]{1,2}$")
_BLANK = re.compile(r"\s*")
# No sentence of news is longer, in characters: a text without stops is cut here, at a blank, so that what is done
# within a sentence costs no more than the text.
_LONGEST = 3_000


def split_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text, in order, without the blanks around them; blank lines make none."""
    found: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        is_line_end = match[0][0] in "\n\r\u2029"
        if (
            not is_line_end
            and match[0][0] == "."
            and _ABBREVIATION.search(text, max(0, match.start() - 4), match.start())
        ):
            continue
        _add(found, text, start, match.start() if is_line_end else match.end())
        start = match.end()
    _add(found, text, start, len(text))
    return tuple(found)


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    blank = _BLANK.match(text, start, end)
    start = blank.end() if blank else start
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        cut = max(text.rfind(" ", start, start + _LONGEST), start + _LONGEST // 2)
        found.append(Span(start, cut))
        start = cut
    if end > start:
        found.append(Span(start, end))
