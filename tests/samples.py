"""Articles for tests, made on the spot."""

from __future__ import annotations

import hashlib

from pipeline.model import Article


def article(name: str, text: str) -> Article:
    """An article as reading gives it."""
    return Article(name, text, hashlib.sha256(text.encode()).hexdigest())
