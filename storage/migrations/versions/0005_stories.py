"""Stories for a class: each saving is a row of its own, the last of a key counts."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_NEVER = "what was saved of a story stays as it is"


def upgrade() -> None:
    op.create_table(
        "stories",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("key", sa.Text, nullable=False, index=True),
        sa.Column("corpus", sa.Text, nullable=False, index=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("events", sa.JSON, nullable=False),
        sa.Column("captions", sa.JSON, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("is_gone", sa.Boolean, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        for what in ("DELETE", "UPDATE"):
            op.execute(
                f"CREATE TRIGGER stories_no_{what.lower()} BEFORE {what} ON stories "
                f"BEGIN SELECT RAISE(ABORT, '{_NEVER}'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER stories_kept BEFORE UPDATE OR DELETE ON stories FOR EACH STATEMENT EXECUTE FUNCTION frozen()"
    )
