"""The words of a story can be removed for a legal reason; its events and who told it when stay."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_NEVER = "what was saved of a story stays as it is"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER stories_no_update")
        op.execute(
            f"CREATE TRIGGER stories_no_update BEFORE UPDATE ON stories WHEN NOT ({_removal('IS', '')}) "
            f"BEGIN SELECT RAISE(ABORT, '{_NEVER}'); END"
        )
        return
    op.execute("DROP TRIGGER stories_kept ON stories")
    op.execute("CREATE TRIGGER stories_kept BEFORE DELETE ON stories FOR EACH STATEMENT EXECUTE FUNCTION frozen()")
    op.execute(
        "CREATE FUNCTION stories_only_redacted() RETURNS trigger AS $$ BEGIN IF NOT "
        f"({_removal('IS NOT DISTINCT FROM', '::text')}) THEN RAISE EXCEPTION '{_NEVER}'; END IF; "
        "RETURN NEW; END $$ LANGUAGE plpgsql"
    )
    op.execute(
        "CREATE TRIGGER stories_only_redacted BEFORE UPDATE ON stories FOR EACH ROW "
        "EXECUTE FUNCTION stories_only_redacted()"
    )


def _removal(same: str, as_text: str) -> str:
    """When words of a story may go: it was redacted, and nothing is put in their place."""
    kept = [f"NEW.{name} {same} OLD.{name}" for name in ("id", "key", "corpus", "author", "at", "is_gone")]
    told = "EXISTS (SELECT 1 FROM redactions WHERE what = 'story' AND target = OLD.key)"
    emptied = ["NEW.title = ''", f"NEW.captions{as_text} = '{{}}'"]
    return " AND ".join([*kept, f"NEW.events{as_text} {same} OLD.events{as_text}", *emptied, told])
