"""Chronologies before print: frozen versions, who reviewed and approved them, and the words of their sources."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_NEVER = "what was frozen stays as it is"
_FROZEN = ("chronologies", "chronology_versions", "chronology_steps")
_TEXTS = "chronology_texts"


def upgrade() -> None:
    op.create_table(
        "chronologies",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("corpus", sa.Text, nullable=False, index=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "chronology_versions",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("chronology", sa.Text, sa.ForeignKey("chronologies.key"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("selection", sa.JSON, nullable=False),
        sa.Column("events", sa.JSON, nullable=False),
    )
    op.create_index("chronology_versions_number", "chronology_versions", ["chronology", "number"], unique=True)
    op.create_table(
        "chronology_steps",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("version", sa.Integer, sa.ForeignKey("chronology_versions.id"), nullable=False),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_index("chronology_steps_once", "chronology_steps", ["version", "step"], unique=True)
    op.create_table(
        _TEXTS,
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("version", sa.Integer, sa.ForeignKey("chronology_versions.id"), nullable=False, index=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("part", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False, index=True),
        sa.Column("text", sa.Text, nullable=False),
    )
    _set_guard()


def _set_guard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in (*_FROZEN, _TEXTS):
            op.execute(
                f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{_NEVER}'); END"
            )
        for table in _FROZEN:
            op.execute(
                f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{_NEVER}'); END"
            )
        op.execute(
            f"CREATE TRIGGER {_TEXTS}_no_update BEFORE UPDATE ON {_TEXTS} WHEN NOT ({_removal()}) "
            f"BEGIN SELECT RAISE(ABORT, '{_NEVER}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION frozen() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{_NEVER}'; END $$ LANGUAGE plpgsql"
    )
    op.execute(
        f"CREATE FUNCTION frozen_texts() RETURNS trigger AS $$ BEGIN IF NOT ({_removal()}) "
        f"THEN RAISE EXCEPTION '{_NEVER}'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql"
    )
    for table in _FROZEN:
        op.execute(
            f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION frozen()"
        )
    op.execute(f"CREATE TRIGGER {_TEXTS}_kept BEFORE DELETE ON {_TEXTS} FOR EACH STATEMENT EXECUTE FUNCTION frozen()")
    op.execute(f"CREATE TRIGGER {_TEXTS}_frozen BEFORE UPDATE ON {_TEXTS} FOR EACH ROW EXECUTE FUNCTION frozen_texts()")


def _removal() -> str:
    """When words may go: the article or decision that they are of was redacted, and nothing is put in their place."""
    kept = [f"NEW.{name} = OLD.{name}" for name in ("id", "version", "place", "part", "owner")]
    told = "EXISTS (SELECT 1 FROM redactions WHERE target = OLD.owner)"
    return " AND ".join([*kept, "NEW.text = ''", told])
