"""The tables of the database as code sees them; what they are in the database, the migrations say."""

from __future__ import annotations

from sqlalchemy import JSON, Column, DateTime, Index, Integer, MetaData, String, Table, Text

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
    Index("decisions_key", "key", unique=True),
)

ARTICLES = Table(
    "articles",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("name", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("added_at", DateTime, nullable=False),
)
