"""A decision's key in all installations, its notes to readers and teachers, and the words it was taken on."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NEVER = "decisions are only ever added"
_TEXTS = ("key", "note", "teaching", "change")


def upgrade() -> None:
    _lift_guard()
    for name in _TEXTS:
        op.add_column("decisions", sa.Column(name, sa.Text, nullable=False, server_default=""))
    op.add_column("decisions", sa.Column("quotes", sa.JSON, nullable=False, server_default="{}"))
    op.execute("UPDATE decisions SET key = 'decision-' || id, change = 'correction'")
    op.create_index("decisions_key", "decisions", ["key"], unique=True)
    _set_guard()


def downgrade() -> None:
    _lift_guard()
    op.drop_index("decisions_key", "decisions")
    for name in (*_TEXTS, "quotes"):
        op.drop_column("decisions", name)
    _set_guard()


def _lift_guard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("update", "delete"):
            op.execute(f"DROP TRIGGER decisions_no_{deed}")
    else:
        op.execute("DROP TRIGGER decisions_append_only ON decisions")


def _set_guard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER decisions_no_{deed} BEFORE {deed.upper()} ON decisions "
                f"BEGIN SELECT RAISE(ABORT, '{_NEVER}'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER decisions_append_only BEFORE UPDATE OR DELETE ON decisions "
            "FOR EACH STATEMENT EXECUTE FUNCTION decisions_append_only()"
        )
