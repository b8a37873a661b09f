"""Named corpora: articles that somebody saved, with who may see them, and the versions that an article went through."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Engine, Row, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from pipeline.model import Article, MetadataDate, MetadataSource, PageFacts
from storage.database import reading, writing
from storage.rights import VISIBILITIES, NotAllowed, Person, Visibility, may_see, require
from storage.tables import ARTICLES, CORPORA, CORPUS_ARTICLES, REDACTIONS

MAX_NAME = 80
# What the address of the dashboard calls other than named corpora.
_TAKEN = frozenset({"samples", "mine", "both"})
_OPENED_FILE = re.compile(r"opened-[0-9a-f]{12}")
_SOURCES: tuple[MetadataSource, ...] = get_args(MetadataSource)


class NotKept(ValueError):  # noqa: N818 - it says what is the case
    """Something cannot be kept in a corpus; one clear line. code, name: by them a screen finds its own words."""

    def __init__(self, code: Literal["taken", "known", "refused"], name: str, says: str) -> None:
        self.code, self.name = code, name
        super().__init__(says)


@dataclass(frozen=True, slots=True)
class Corpus:
    """A named corpus. collected: the day on which its articles were collected (EDTF), '' where nobody said."""

    name: str
    owner: str
    visibility: Visibility
    collected: str
    articles: int


@dataclass(frozen=True, slots=True)
class Kept:
    """An article of a corpus. written: its date as its owner knows it (EDTF), ''. version: 1 of the first that bore
    this name. gone_at: since when it is no longer among the articles. replaced: by a newer version of itself."""

    article: Article
    written: str
    version: int
    added_by: str
    added_at: datetime
    gone_by: str = ""
    gone_at: datetime | None = None
    replaced: bool = False


def save_corpus(
    engine: Engine,
    name: str,
    articles: Sequence[Article],
    *,
    by: Person,
    written: Mapping[str, str] | None = None,
    collected: str = "",
    visibility: Visibility = "private",
) -> Corpus:
    """Make a corpus of some articles. written: article name -> date of writing as its owner knows it (EDTF).

    Raises NotAllowed where this person is no editor, ValueError for a name that is none or that is taken.
    """
    require(by, "editor")
    name = checked_name(name)
    checked_visibility(visibility)
    now = _now()
    with writing(engine) as connection:
        row = {"name": name, "owner": by.name, "visibility": visibility, "collected": collected, "made_at": now}
        try:
            with connection.begin_nested():
                connection.execute(insert(CORPORA), row)
        except IntegrityError:
            raise NotKept("taken", name, f"the name {name!r} is taken: choose another one") from None
        for article in articles:
            _add(connection, name, article, (written or {}).get(article.name, ""), 1, by, now)
        return _corpus(connection, _row(connection, name))


def corpora(engine: Engine, *, by: Person) -> list[Corpus]:
    """The corpora that somebody may read, by name."""
    with reading(engine) as connection:
        rows = connection.execute(select(CORPORA).order_by(CORPORA.c.name))
        return [_corpus(connection, row) for row in rows.all() if may_see(row.visibility, by, row.owner)]


def corpus(engine: Engine, name: str, *, by: Person) -> Corpus:
    """One corpus. Raises ValueError where there is none of this name that this person may read."""
    with reading(engine) as connection:
        return _corpus(connection, _readable(connection, name, by))


def kept_articles(engine: Engine, name: str, *, by: Person, gone: bool = False) -> list[Kept]:
    """The articles of a corpus by name, or with `gone` those too that were removed or replaced, oldest version first.

    Raises ValueError where there is no such corpus that this person may read.
    """
    joined = CORPUS_ARTICLES.join(ARTICLES, CORPUS_ARTICLES.c.digest == ARTICLES.c.digest)
    query = (
        select(CORPUS_ARTICLES, ARTICLES.c.text)
        .select_from(joined)
        .where(CORPUS_ARTICLES.c.corpus == name)
        .order_by(CORPUS_ARTICLES.c.name, CORPUS_ARTICLES.c.id)
    )
    if not gone:
        query = query.where(CORPUS_ARTICLES.c.gone_at.is_(None))
    with reading(engine) as connection:
        _readable(connection, name, by)
        return [_kept(row) for row in connection.execute(query)]


def state_of_corpus(engine: Engine, name: str) -> tuple[str, ...]:
    """What tells a corpus from itself at another moment, at the cost of a few look-ups; empty where there is none."""
    query = (
        select(CORPUS_ARTICLES.c.id, CORPUS_ARTICLES.c.digest)
        .where(CORPUS_ARTICLES.c.corpus == name, CORPUS_ARTICLES.c.gone_at.is_(None))
        .order_by(CORPUS_ARTICLES.c.id)
    )
    with reading(engine) as connection:
        row = connection.execute(select(CORPORA).where(CORPORA.c.name == name)).one_or_none()
        if row is None:
            return ()
        held = hashlib.sha256("".join(f"{one.id}:{one.digest};" for one in connection.execute(query)).encode())
        redacted = connection.execute(select(func.count()).select_from(REDACTIONS)).scalar_one()
        return name, row.owner, row.visibility, row.collected, held.hexdigest(), str(redacted)


def add_articles(engine: Engine, name: str, articles: Iterable[tuple[Article, str]], *, by: Person) -> list[Kept]:
    """Add articles to a corpus, all or none; one takes the place of what bears its name there.

    articles: each with its date of writing as its owner knows it (EDTF), or ''. Returns the versions that were
    replaced. Raises NotAllowed, and ValueError for an article that is there already, text for text.
    """
    require(by, "editor")
    now = _now()
    replaced: list[Kept] = []
    with writing(engine) as connection:
        _changeable(connection, name, by)
        there = CORPUS_ARTICLES.c.corpus == name, CORPUS_ARTICLES.c.gone_at.is_(None)
        for article, written in articles:
            same = select(CORPUS_ARTICLES.c.name).where(*there, CORPUS_ARTICLES.c.digest == article.digest)
            if known := connection.execute(same).scalar():
                raise NotKept("known", known, f"the corpus has this text already, as {known!r}")
            before = _current(connection, name, article.name)
            version = 1 + max(_versions(connection, name, article.name), default=0)
            if before is not None:
                replaced.append(before)
                connection.execute(
                    update(CORPUS_ARTICLES)
                    .where(*there, CORPUS_ARTICLES.c.name == article.name)
                    .values(gone_by=by.name, gone_at=now, replaced=True)
                )
            _add(connection, name, article, written or (before.written if before else ""), version, by, now)
    return replaced


def remove_article(engine: Engine, name: str, article: str, *, by: Person) -> None:
    """Take an article out of a corpus; that it was there, and its versions, are kept. Raises NotAllowed, ValueError."""
    require(by, "editor")
    with writing(engine) as connection:
        _changeable(connection, name, by)
        done = connection.execute(
            update(CORPUS_ARTICLES)
            .where(
                CORPUS_ARTICLES.c.corpus == name,
                CORPUS_ARTICLES.c.name == article,
                CORPUS_ARTICLES.c.gone_at.is_(None),
            )
            .values(gone_by=by.name, gone_at=_now())
        )
        if not done.rowcount:
            raise ValueError(f"the corpus {name!r} has no article {article!r}")


def set_visibility(engine: Engine, name: str, visibility: Visibility, *, by: Person) -> None:
    """Say who may see a corpus: its owner does, or an admin. Raises NotAllowed, ValueError."""
    require(by, "editor")
    checked_visibility(visibility)
    with writing(engine) as connection:
        row = _changeable(connection, name, by)
        if row.owner != by.name and by.role != "admin":
            raise NotAllowed("private")
        connection.execute(update(CORPORA).where(CORPORA.c.name == name).values(visibility=visibility))


def checked_name(name: str) -> str:
    """The name of a corpus with its spaces in order. Raises ValueError where it cannot be one."""
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > MAX_NAME or not tidy.isprintable():
        raise ValueError(f"a corpus needs a name of 1 to {MAX_NAME} characters")
    if tidy in _TAKEN or _OPENED_FILE.fullmatch(tidy):
        raise ValueError(f"the name {tidy!r} is taken: choose another one")
    return tidy


def checked_visibility(visibility: str) -> None:
    """Raises ValueError where there is no such visibility."""
    if visibility not in VISIBILITIES:
        raise ValueError(f"there is no visibility {visibility!r}; known are {', '.join(VISIBILITIES)}")


def _add(
    connection: Connection, corpus: str, article: Article, written: str, version: int, by: Person, now: datetime
) -> None:
    if hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest() != article.digest:
        raise ValueError(f"the digest is not that of the text: {article.name!r}")
    if "\0" in article.text or any("\ud800" <= char <= "\udfff" for char in article.text):
        raise NotKept("refused", article.name, f"{article.name!r} holds signs that are no text and cannot be kept")
    text = select(ARTICLES.c.text).where(ARTICLES.c.digest == article.digest)
    known = connection.execute(text).one_or_none()
    if known is None:
        row = {"digest": article.digest, "name": article.name, "text": article.text, "added_at": now, "facts": {}}
        try:
            with connection.begin_nested():
                connection.execute(insert(ARTICLES), row)
        except IntegrityError:
            known = connection.execute(text).one()
    if known is not None and known.text != article.text:
        says = f"{article.name!r} was removed for a legal reason and cannot be added again"
        raise NotKept("refused", article.name, says)
    connection.execute(
        insert(CORPUS_ARTICLES),
        {
            "corpus": corpus,
            "digest": article.digest,
            "name": article.name,
            "facts": _facts(article),
            "written": written,
            "version": version,
            "added_by": by.name,
            "added_at": now,
            "gone_by": "",
            "gone_at": None,
            "replaced": False,
        },
    )


def _current(connection: Connection, corpus: str, article: str) -> Kept | None:
    joined = CORPUS_ARTICLES.join(ARTICLES, CORPUS_ARTICLES.c.digest == ARTICLES.c.digest)
    query = (
        select(CORPUS_ARTICLES, ARTICLES.c.text)
        .select_from(joined)
        .where(
            CORPUS_ARTICLES.c.corpus == corpus, CORPUS_ARTICLES.c.name == article, CORPUS_ARTICLES.c.gone_at.is_(None)
        )
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else _kept(row)


def _versions(connection: Connection, corpus: str, article: str) -> Sequence[int]:
    query = select(CORPUS_ARTICLES.c.version).where(
        CORPUS_ARTICLES.c.corpus == corpus, CORPUS_ARTICLES.c.name == article
    )
    return connection.execute(query).scalars().all()


def _row(connection: Connection, name: str) -> Row[Any]:
    row = connection.execute(select(CORPORA).where(CORPORA.c.name == name)).one_or_none()
    if row is None:
        raise ValueError(f"there is no corpus {name!r}")
    return row


def _readable(connection: Connection, name: str, by: Person) -> Row[Any]:
    """The row of a corpus; to who may not read it, it is not there."""
    row = _row(connection, name)
    if not may_see(row.visibility, by, row.owner):
        raise ValueError(f"there is no corpus {name!r}")
    return row


def _changeable(connection: Connection, name: str, by: Person) -> Row[Any]:
    row = _row(connection, name)
    if not may_see(row.visibility if row.visibility != "public" else "team", by, row.owner):
        raise NotAllowed("private")
    return row


def _corpus(connection: Connection, row: Row[Any]) -> Corpus:
    query = select(CORPUS_ARTICLES.c.id).where(
        CORPUS_ARTICLES.c.corpus == row.name, CORPUS_ARTICLES.c.gone_at.is_(None)
    )
    return Corpus(row.name, row.owner, row.visibility, row.collected, len(connection.execute(query).all()))


def _kept(row: Row[Any]) -> Kept:
    return Kept(
        _article(row.name, row.text, row.digest, row.facts),
        row.written,
        row.version,
        row.added_by,
        row.added_at.replace(tzinfo=UTC),
        row.gone_by,
        row.gone_at.replace(tzinfo=UTC) if row.gone_at else None,
        row.replaced,
    )


def _facts(article: Article) -> dict[str, Any]:
    """What is known of an article beside its name and text."""
    return {
        "encoding": article.encoding,
        "status": article.status,
        "says": article.says,
        "language": article.language,
        "metadata": [
            [one.source, one.quote, one.day.isoformat() if one.day else None, one.modified] for one in article.metadata
        ],
        "page": [article.page.title, article.page.outlet, article.page.author, article.page.url],
    }


def _article(name: str, text: str, digest: str, facts: Mapping[str, Any]) -> Article:
    metadata = tuple(
        MetadataDate(source, quote, datetime.fromisoformat(day).date() if day else None, modified)
        for source, quote, day, modified in facts["metadata"]
        if source in _SOURCES
    )
    return Article(
        name,
        text,
        digest,
        facts["encoding"],
        facts["status"],
        facts["says"],
        facts["language"],
        metadata,
        PageFacts(*facts["page"]),
    )


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
