"""The tables of the database as code sees them; what they are in the database, the migrations say."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, DateTime, ForeignKey, Index, Integer, MetaData, String, Table, Text, text

METADATA = MetaData()

DECISIONS = Table(
    "decisions",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("target", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("author", String, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("reason", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("teaching", Text, nullable=False),
    Column("change", Text, nullable=False),
    Column("quotes", JSON, nullable=False),
    Column("corpus", Text, nullable=False, index=True),
    Index("decisions_key", "key", unique=True),
)

ARTICLES = Table(
    "articles",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("name", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("added_at", DateTime, nullable=False),
    Column("facts", JSON, nullable=False),
)

CORPORA = Table(
    "corpora",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("visibility", Text, nullable=False),
    Column("collected", Text, nullable=False),
    Column("made_at", DateTime, nullable=False),
)

# gone_at: since when it is no longer among the articles of the corpus; replaced: a newer version took its place.
CORPUS_ARTICLES = Table(
    "corpus_articles",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("corpus", Text, ForeignKey("corpora.name"), nullable=False, index=True),
    Column("digest", String(64), ForeignKey("articles.digest"), nullable=False),
    Column("name", Text, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("written", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("added_by", Text, nullable=False),
    Column("added_at", DateTime, nullable=False),
    Column("gone_by", Text, nullable=False),
    Column("gone_at", DateTime, nullable=True),
    Column("replaced", Boolean, nullable=False),
    Index(
        "corpus_articles_current",
        "corpus",
        "name",
        unique=True,
        sqlite_where=text("gone_at IS NULL"),
        postgresql_where=text("gone_at IS NULL"),
    ),
)

# what: an article (target: its digest), a decision or a story (target: its key).
REDACTIONS = Table(
    "redactions",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("what", Text, nullable=False),
    Column("target", Text, nullable=False, index=True),
    Column("author", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("why", Text, nullable=False),
)

CHRONOLOGIES = Table(
    "chronologies",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("corpus", Text, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", DateTime, nullable=False),
)

# selection: the choices that it was made with. events: what of each is no words of an article (storage/versions.py).
CHRONOLOGY_VERSIONS = Table(
    "chronology_versions",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("chronology", Text, ForeignKey("chronologies.key"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("note", Text, nullable=False),
    Column("selection", JSON, nullable=False),
    Column("events", JSON, nullable=False),
    Index("chronology_versions_number", "chronology", "number", unique=True),
)

CHRONOLOGY_STEPS = Table(
    "chronology_steps",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("version", Integer, ForeignKey("chronology_versions.id"), nullable=False),
    Column("step", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("note", Text, nullable=False),
    Index("chronology_steps_once", "version", "step", unique=True),
)

# The words of articles and notes in a version, apart from the rest so that a redaction can reach them. owner: the
# digest of the article, or the key of the decision.
CHRONOLOGY_TEXTS = Table(
    "chronology_texts",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("version", Integer, ForeignKey("chronology_versions.id"), nullable=False, index=True),
    Column("place", Integer, nullable=False),
    Column("part", Text, nullable=False),
    Column("owner", Text, nullable=False, index=True),
    Column("text", Text, nullable=False),
)

# is_gone: the row says that the story was taken away.
STORIES = Table(
    "stories",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False, index=True),
    Column("corpus", Text, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("events", JSON, nullable=False),
    Column("captions", JSON, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("is_gone", Boolean, nullable=False),
)
