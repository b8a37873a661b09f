"""Where an article is written otherwise than the house writes: findings of a profile, and none without one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.checks.view import Severity
from pipeline.house_style import DIGITS, MONTH, NAME, NUMERIC_DATE, WORD, HouseStyle, deviations
from pipeline.model import Article, Finding, Resolved

SEVERITIES: dict[str, Severity] = {
    NAME: "warning",
    MONTH: "info",
    DIGITS: "info",
    WORD: "warning",
    NUMERIC_DATE: "info",
}


def check_style(article: Article, resolved: Sequence[Resolved], style: HouseStyle) -> Iterator[Finding]:
    """The findings of one article. resolved: its temporal expressions. A suggestion is the words to write instead."""
    for one in deviations(article.text, style, [row.timex for row in resolved]):
        surface = article.text[one.start : one.end]
        args = (("surface", surface), ("house", one.written))
        severity = SEVERITIES[one.code]
        yield Finding(one.code, severity, article.name, one.start, one.end, surface, args, suggestion=one.written)
