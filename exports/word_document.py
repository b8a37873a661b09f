"""A Word document of the events with their sources, to be worked on; from right to left in Arabic."""

from __future__ import annotations

from exports.chronology import WORD_MIME, as_word
from exports.handout import Handout, paper_of

SLUG = "docx"
EXTENSION = ".docx"
MIME = WORD_MIME
COMMANDS: tuple[str, ...] = ("events",)
MOST = 500


def write(handout: Handout) -> bytes:
    """The document."""
    return as_word(paper_of(handout))
