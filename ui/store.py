"""The database as the dashboard sees it: opened when it is first needed, and what is decided in it.

What opens a database is imported where it is used: a visit that needs none does not wait for it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from pipeline.decisions import Decision
from storage.folder import data_folder, has_database
from ui import opened_files
from ui.recent import Recent

if TYPE_CHECKING:
    from pipeline.model import Article
    from storage.corpora import Corpus, Kept
    from storage.database import Engine
    from storage.rights import Person

QUERY_NAME = "corpus"
CHOICES = ("samples", "mine", "both")
# So long one that could not be opened is not tried again, in seconds: each try may wait for a server.
_TRY_AGAIN = 10
_MOST_LOGS = 16


@dataclass(frozen=True)
class Log:
    """The decisions of a corpus, oldest first. key: another one whenever they are others."""

    key: tuple[str, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class Named:
    """A named corpus. key: another one whenever it is another. kept: its articles, those too that are gone."""

    key: tuple[str, ...]
    corpus: Corpus
    kept: tuple[Kept, ...]

    @property
    def articles(self) -> tuple[Kept, ...]:
        """Those that it holds today and that were not removed for a legal reason."""
        return tuple(one for one in self.kept if one.gone_at is None and one.article.text)

    @property
    def newer(self) -> dict[str, tuple[Article, Article]]:
        """Digest of a version that was replaced -> that version and the one of today."""
        today = {one.article.name: one.article for one in self.articles}
        replaced = (one.article for one in self.kept if one.replaced and one.article.text)
        return {old.digest: (old, today[old.name]) for old in replaced if old.name in today}


NOTHING_DECIDED = Log((), ())
_LOGS: Recent[Log] = Recent(_MOST_LOGS)
_KEPT: Recent[tuple[Kept, ...]] = Recent(_MOST_LOGS)


def engine() -> Engine | None:
    """The database, made where there is none; None where it cannot be used, and `why_closed` says why."""
    address = _address()
    return None if _fault(address) else _opened(address)


def opened() -> Engine:
    """The database. Raises StoreError where it cannot be used."""
    from storage.database import StoreError

    found = engine()
    if found is None:
        raise StoreError(why_closed())
    return found


def why_closed() -> str:
    """What is wrong with the database and what to do, in one English line; '' where nothing is."""
    return _fault(_address())


def corpus_here() -> str | None:
    """The name under which what is on the screen is decided: '' for the folder of articles, None for articles of the
    visit or a file that was opened in it, which are kept nowhere."""
    asked = st.query_params.get(QUERY_NAME, CHOICES[0])
    if asked == CHOICES[0]:
        return ""
    return None if asked in CHOICES or opened_files.is_address(asked) else asked


def log(corpus: str) -> Log:
    """The log of a named corpus, '' for the folder of articles; empty where there is no database yet.

    It is read again only when somebody, in whatever window or program, has added to it.
    """
    if not has_database() or (there := engine()) is None:
        return NOTHING_DECIDED
    from storage.database import StoreError
    from storage.decisions import decisions, state_of_log

    try:
        key = (_address(), corpus, *map(str, state_of_log(there, corpus)))
        return _LOGS.get(key, lambda: Log(key, tuple(decisions(there, corpus=corpus))))
    except StoreError:
        return NOTHING_DECIDED


def named(corpus: str, by: Person) -> Named | None:
    """A named corpus with its articles; None where there is none that this person may read."""
    if not has_database() or (there := engine()) is None:
        return None
    from storage import corpora
    from storage.database import StoreError

    try:
        key = (_address(), *corpora.state_of_corpus(there, corpus))
        found = corpora.corpus(there, corpus, by=by)
        kept = _KEPT.get(key, lambda: tuple(corpora.kept_articles(there, corpus, by=by, gone=True)))
    except (StoreError, ValueError):
        return None
    return Named(key, found, kept)


def all_named(by: Person) -> list[Corpus]:
    """The named corpora that somebody may read."""
    if not has_database() or (there := engine()) is None:
        return []
    from storage import corpora
    from storage.database import StoreError

    try:
        return corpora.corpora(there, by=by)
    except StoreError:
        return []


def _address() -> str:
    """What tells one database from another; Streamlit keeps what it opened under it."""
    return os.environ.get("DATABASE_URL") or str(data_folder())


@st.cache_resource(show_spinner=False, max_entries=4)
def _opened(address: str) -> Engine:  # noqa: ARG001
    from storage.database import open_database

    return open_database()


@st.cache_data(show_spinner=False, ttl=_TRY_AGAIN)
def _fault(address: str) -> str:
    from storage.database import StoreError

    try:
        _opened(address)
    except StoreError as error:
        return str(error)
    return ""
