"""Decisions, to which rows are only ever added, and articles."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NEVER = "decisions are only ever added"
_POSTGRESQL_GUARD = f"""
CREATE FUNCTION decisions_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{_NEVER}'; END $$ LANGUAGE plpgsql
"""


def upgrade() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("target", sa.String, nullable=False, index=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "articles",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("added_at", sa.DateTime, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER decisions_no_{deed} BEFORE {deed.upper()} ON decisions "
                f"BEGIN SELECT RAISE(ABORT, '{_NEVER}'); END"
            )
    else:
        op.execute(_POSTGRESQL_GUARD)
        op.execute(
            "CREATE TRIGGER decisions_append_only BEFORE UPDATE OR DELETE ON decisions "
            "FOR EACH STATEMENT EXECUTE FUNCTION decisions_append_only()"
        )


def downgrade() -> None:
    op.drop_table("articles")
    op.drop_table("decisions")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION decisions_append_only")
