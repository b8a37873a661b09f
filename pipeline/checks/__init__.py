"""The linter for chronology: one function a check, from what an article tells to findings. Order does not matter.

catalogue.py lists every code; events.py holds the checks over the events of a whole corpus.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.checks import datelines, dates, lengths, lives, order, ranges, tellings
from pipeline.checks.view import View
from pipeline.model import Finding

Check = Callable[[View], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    *datelines.CHECKS,
    *dates.CHECKS,
    *ranges.CHECKS,
    *order.CHECKS,
    *lengths.CHECKS,
    *lives.CHECKS,
    *tellings.CHECKS,
)


def check_article(view: View) -> list[Finding]:
    """All findings of one article, in the order of the text."""
    found = [finding for check in CHECKS for finding in check(view)]
    return sorted(found, key=lambda finding: (finding.start, finding.end, finding.code))
