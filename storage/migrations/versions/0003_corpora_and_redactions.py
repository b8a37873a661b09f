"""Named corpora with the versions of their articles, and what was removed for a legal reason."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_NEVER = "decisions are only ever added"
_REDACTED = "redactions are only ever added"
# Of a decision that was redacted these may become shorter; everything else stays for ever.
_REMOVABLE = ("payload", "reason", "note", "teaching", "quotes")
_KEPT = ("id", "key", "kind", "target", "author", "at", "change", "corpus")


def upgrade() -> None:
    _lift_guard()
    op.add_column("decisions", sa.Column("corpus", sa.Text, nullable=False, server_default=""))
    op.create_index("ix_decisions_corpus", "decisions", ["corpus"])
    op.add_column("articles", sa.Column("facts", sa.JSON, nullable=False, server_default="{}"))
    op.create_table(
        "corpora",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("visibility", sa.Text, nullable=False),
        sa.Column("collected", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "corpus_articles",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("corpus", sa.Text, sa.ForeignKey("corpora.name"), nullable=False, index=True),
        sa.Column("digest", sa.String(64), sa.ForeignKey("articles.digest"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("written", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("added_by", sa.Text, nullable=False),
        sa.Column("added_at", sa.DateTime, nullable=False),
        sa.Column("gone_by", sa.Text, nullable=False),
        sa.Column("gone_at", sa.DateTime, nullable=True),
        sa.Column("replaced", sa.Boolean, nullable=False),
    )
    op.create_index(
        "corpus_articles_current",
        "corpus_articles",
        ["corpus", "name"],
        unique=True,
        sqlite_where=sa.text("gone_at IS NULL"),
        postgresql_where=sa.text("gone_at IS NULL"),
    )
    op.create_table(
        "redactions",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("target", sa.Text, nullable=False, index=True),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
    )
    _set_guard()


def _lift_guard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("update", "delete"):
            op.execute(f"DROP TRIGGER decisions_no_{deed}")
    else:
        op.execute("DROP TRIGGER decisions_append_only ON decisions")


def _set_guard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table, says in (("decisions", _NEVER), ("redactions", _REDACTED)):
            op.execute(
                f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{says}'); END"
            )
        op.execute(
            f"CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions WHEN NOT ({_allowed('IS', '')}) "
            f"BEGIN SELECT RAISE(ABORT, '{_NEVER}'); END"
        )
        op.execute(
            "CREATE TRIGGER redactions_no_update BEFORE UPDATE ON redactions "
            f"BEGIN SELECT RAISE(ABORT, '{_REDACTED}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION redactions_append_only() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{_REDACTED}'; END $$ LANGUAGE plpgsql"
    )
    op.execute(
        "CREATE TRIGGER redactions_append_only BEFORE UPDATE OR DELETE ON redactions "
        "FOR EACH STATEMENT EXECUTE FUNCTION redactions_append_only()"
    )
    op.execute(
        "CREATE TRIGGER decisions_append_only BEFORE DELETE ON decisions "
        "FOR EACH STATEMENT EXECUTE FUNCTION decisions_append_only()"
    )
    op.execute(
        "CREATE FUNCTION decisions_only_redacted() RETURNS trigger AS $$ "
        f"BEGIN IF NOT ({_allowed('IS NOT DISTINCT FROM', '::text')}) THEN RAISE EXCEPTION '{_NEVER}'; END IF; "
        "RETURN NEW; END $$ LANGUAGE plpgsql"
    )
    op.execute(
        "CREATE TRIGGER decisions_only_redacted BEFORE UPDATE ON decisions FOR EACH ROW "
        "EXECUTE FUNCTION decisions_only_redacted()"
    )


def _allowed(same: str, as_text: str) -> str:
    """When a decision may be changed: it was redacted, and nothing but its texts got shorter."""
    kept = [f"NEW.{name} {same} OLD.{name}" for name in _KEPT]
    shorter = [
        f"(NEW.{name}{as_text} {same} OLD.{name}{as_text} OR length(NEW.{name}{as_text}) < length(OLD.{name}{as_text}))"
        for name in _REMOVABLE
    ]
    told = "EXISTS (SELECT 1 FROM redactions WHERE what = 'decision' AND target = OLD.key)"
    return " AND ".join([*kept, *shorter, told])
