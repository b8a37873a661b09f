"""Articles that readers brought themselves, kept by the hash of their text."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from sqlalchemy import Engine, insert, select, update

from pipeline.model import Article
from storage.database import reading, writing
from storage.rights import Person, require
from storage.tables import ARTICLES


def save_article(engine: Engine, article: Article, *, by: Person) -> bool:
    """Keep an article; True where its text was not there yet. A known text under a new name is renamed.

    by: an editor. Raises NotAllowed, and ValueError where the digest is not that of the text.
    """
    require(by, "editor")
    if hashlib.sha256(article.text.encode()).hexdigest() != article.digest:
        raise ValueError(f"the digest is not that of the text: {article.name!r}")
    with writing(engine) as connection:
        renamed = connection.execute(
            update(ARTICLES).where(ARTICLES.c.digest == article.digest).values(name=article.name)
        )
        if renamed.rowcount:
            return False
        added_at = datetime.now(UTC).replace(tzinfo=None)
        row = {"digest": article.digest, "name": article.name, "text": article.text, "added_at": added_at, "facts": {}}
        connection.execute(insert(ARTICLES), row)
        return True


def articles(engine: Engine) -> list[Article]:
    """All kept articles, by name."""
    query = select(ARTICLES).order_by(ARTICLES.c.name, ARTICLES.c.digest)
    with reading(engine) as connection:
        return [Article(row.name, row.text, row.digest) for row in connection.execute(query)]
