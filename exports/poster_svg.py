"""The whole timeline as a drawing with its typefaces inside."""

from __future__ import annotations

from exports.handout import Handout

SLUG = "svg"
EXTENSION = ".svg"
MIME = "image/svg+xml"
COMMANDS: tuple[str, ...] = ("events",)
MOST = 400


def write(handout: Handout) -> bytes:
    """UTF-8."""
    return handout.poster().encode()
