"""Removal for a legal reason: the text goes, also out of decisions that quote it; that it went, when, by whom and why
stays. Nothing else in the database can change what was decided or saved, and nothing brings a removed text back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, Engine, Row, insert, select, update

from storage.database import plainly, reading, utc, writing
from storage.rights import Person, require
from storage.tables import ARTICLES, CORPUS_ARTICLES, DECISIONS, REDACTIONS, STORIES
from storage.versions import has_words, remove_words

# What somebody wrote in a decision's payload.
_WORDS = frozenset({"text", "ar", "en", "title_ar", "title_en", "speaker"})
# What else in it is taken from the article.
_TAKEN = _WORDS | {"surface", "words", "labels", "actors", "places", "before"}
_QUOTED = ("sentence", "words", "before", "behind")


@dataclass(frozen=True, slots=True)
class Redaction:
    """One removal. what: an article (target: its digest), a decision or a story (target: its key)."""

    what: Literal["article", "decision", "story"]
    target: str
    author: str
    at: datetime
    why: str


def redact_article(engine: Engine, digest: str, *, by: Person, why: str) -> int:
    """Remove an article's text, and what decisions quote of it; returns how many decisions quoted it.

    Also of an article of the folder, whose file is not touched. by: an admin. Raises NotAllowed, and ValueError for a
    missing reason or an article that neither is kept nor was decided on.
    """
    require(by, "admin")
    _need_reason(why)
    with writing(engine) as connection:
        rows = connection.execute(select(DECISIONS)).all()
        quoting = [row for row in rows if _quotes(row, digest)]
        kept = connection.execute(select(ARTICLES.c.digest).where(ARTICLES.c.digest == digest)).one_or_none()
        if kept is None and not quoting and not has_words(connection, digest):
            raise ValueError(f"no article {digest!r} is kept here, and nothing was decided on it")
        _tell(connection, "article", digest, by, why)
        remove_words(connection, digest)
        connection.execute(update(ARTICLES).where(ARTICLES.c.digest == digest).values(text="", facts={}))
        for row in connection.execute(select(CORPUS_ARTICLES).where(CORPUS_ARTICLES.c.digest == digest)).all():
            facts = row.facts | {"metadata": [], "page": ["", row.facts["page"][1], "", ""]}
            connection.execute(update(CORPUS_ARTICLES).where(CORPUS_ARTICLES.c.id == row.id).values(facts=facts))
        for row in quoting:
            _tell(connection, "decision", row.key, by, why)
            quotes = {name: _without_words(quote, digest) for name, quote in row.quotes.items()}
            values = {"quotes": quotes}
            if row.target == digest or _is_of(row, digest):
                values["payload"] = _without(_TAKEN, row.payload)
            _shorten(connection, row, values)
    _forget(engine)
    return len(quoting)


def redact_note(engine: Engine, key: str, *, by: Person, why: str) -> None:
    """Remove what an editor wrote in a decision: reason, notes, comment or title; what it decided stands.

    by: an admin. Raises NotAllowed, and ValueError for a missing reason or a decision that is not in the log.
    """
    require(by, "admin")
    _need_reason(why)
    with writing(engine) as connection:
        row = connection.execute(select(DECISIONS).where(DECISIONS.c.key == key)).one_or_none()
        if row is None:
            raise ValueError(f"there is no decision {key!r}")
        _tell(connection, "decision", key, by, why)
        remove_words(connection, key)
        _shorten(connection, row, {"reason": "", "note": "", "teaching": "", "payload": _without(_WORDS, row.payload)})
    _forget(engine)


def redact_story(engine: Engine, key: str, *, by: Person, why: str) -> int:
    """Remove a story's title and captions from all its savings; which events it tells stays. Returns how many savings.

    by: an admin. Raises NotAllowed, and ValueError for a missing reason or a story that was never saved.
    """
    require(by, "admin")
    _need_reason(why)
    with writing(engine) as connection:
        if connection.execute(select(STORIES.c.id).where(STORIES.c.key == key).limit(1)).one_or_none() is None:
            raise ValueError(f"there is no story {key!r}")
        _tell(connection, "story", key, by, why)
        emptied = connection.execute(update(STORIES).where(STORIES.c.key == key).values(title="", captions={})).rowcount
    _forget(engine)
    return emptied


def told_in_captions(engine: Engine) -> list[tuple[str, str]]:
    """The key and newest title of every story with captions, gone ones too: nobody but a reader can tell what a caption
    repeats."""
    with reading(engine) as connection:
        rows = connection.execute(select(STORIES).order_by(STORIES.c.id)).all()
    titles = {row.key: row.title for row in rows}
    return [(key, titles[key]) for key in dict.fromkeys(row.key for row in rows if row.captions)]


def redactions(engine: Engine) -> list[Redaction]:
    """Every removal, oldest first."""
    with reading(engine) as connection:
        rows = connection.execute(select(REDACTIONS).order_by(REDACTIONS.c.id))
        return [Redaction(row.what, row.target, row.author, row.at.replace(tzinfo=UTC), row.why) for row in rows]


def digest_of(engine: Engine, beginning: str) -> str:
    """The one article whose digest begins so, as the dashboard's addresses write it. Raises ValueError for none or
    several."""
    with reading(engine) as connection:
        known = set(connection.execute(select(ARTICLES.c.digest)).scalars())
        for row in connection.execute(select(DECISIONS.c.quotes)):
            known |= {quote["article"] for quote in row.quotes.values()}
    found = {digest for digest in known if digest.startswith(beginning.lower())} if len(beginning) >= 8 else set()
    if len(beginning) == 64 or len(found) == 1:
        return next(iter(found), beginning)
    raise ValueError(f"{'several articles begin' if found else 'no article begins'} with {beginning!r}")


def copies(engine: Engine) -> list[Path]:
    """The copies that were made before upgrades and that still hold what is removed: whoever redacts deletes them."""
    file = engine.url.database
    if engine.dialect.name != "sqlite" or not file:
        return []
    place = Path(file)
    return sorted(place.parent.glob(f"{place.name}.before-*.bak"))


def _need_reason(why: str) -> None:
    if not why.strip():
        raise ValueError("a removal needs its reason")


def _tell(connection: Connection, what: str, target: str, by: Person, why: str) -> None:
    row = {"what": what, "target": target, "author": by.name, "at": utc(None)}
    connection.execute(insert(REDACTIONS), row | {"why": why.strip()})


def _quotes(row: Row[Any], digest: str) -> bool:
    return row.target == digest or any(quote["article"] == digest for quote in row.quotes.values())


def _is_of(row: Row[Any], digest: str) -> bool:
    """Whether the telling that was decided on is of this article: then a title or comment may repeat its words."""
    return row.target in row.quotes and row.quotes[row.target]["article"] == digest


def _without_words(quote: Mapping[str, str], digest: str) -> dict[str, str]:
    return {**quote, **dict.fromkeys(_QUOTED, "")} if quote["article"] == digest else dict(quote)


def _without(names: Collection[str], value: Any) -> Any:
    """A value with what stands under these names in it emptied, however deep."""
    if not isinstance(value, Mapping):
        return value
    return {
        name: (type(inner)() if isinstance(inner, (str, list)) else inner)
        if name in names and not isinstance(inner, Mapping)
        else _without(names, inner)
        for name, inner in value.items()
    }


def _shorten(connection: Connection, row: Row[Any], values: Mapping[str, Any]) -> None:
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if changed:
        connection.execute(update(DECISIONS).where(DECISIONS.c.id == row.id).values(**changed))


def _forget(engine: Engine) -> None:
    """Make the database let go of the pages that the text stood on."""
    with plainly(engine.url):
        if engine.dialect.name == "sqlite":
            with closing(engine.raw_connection()) as raw:
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            for table in ("articles", "corpus_articles", "decisions", "stories"):
                connection.exec_driver_sql(f"VACUUM FULL {table}")
