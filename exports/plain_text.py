"""Text to paste: a paragraph an event, with its sources."""

from __future__ import annotations

from exports.chronology import as_text
from exports.handout import Handout, paper_of

SLUG = "txt"
EXTENSION = ".txt"
MIME = "text/plain"
COMMANDS: tuple[str, ...] = ("events",)
MOST = 2_000


def write(handout: Handout) -> bytes:
    """UTF-8."""
    return as_text(paper_of(handout)).encode()
