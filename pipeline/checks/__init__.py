"""The linter for chronology: one function a check, from resolved articles to findings. Order does not matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.checks import datelines, dates
from pipeline.model import Anchor, Article, Finding, Resolved

Check = Callable[[Article, Anchor, tuple[Resolved, ...]], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    datelines.two_datelines,
    datelines.text_against_anchor,
    datelines.unknown_anchor,
    dates.weekday_does_not_fit,
    dates.no_such_day,
)


def check_article(article: Article, anchor: Anchor, resolved: tuple[Resolved, ...]) -> list[Finding]:
    """All findings of one article, in the order of the text."""
    found = [finding for check in CHECKS for finding in check(article, anchor, resolved)]
    return sorted(found, key=lambda finding: (finding.start, finding.end, finding.code))
