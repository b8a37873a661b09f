"""`python -m storage COMMAND`: backup and restore, the log between installations, removal for a legal reason."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from storage.backup import backup, restore
from storage.database import StoreError, open_database
from storage.decisions import export_log, import_log
from storage.redaction import (
    copies,
    digest_of,
    redact_article,
    redact_note,
    redact_story,
    redactions,
    told_in_captions,
)
from storage.rights import Person

if TYPE_CHECKING:
    from sqlalchemy import Engine

DONE, WRONG = 0, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Do one command and say what was done; whoever may run it has the database in hand, and is an admin."""
    given = _parser().parse_args(arguments)
    try:
        for line in given.run(given):
            sys.stdout.write(f"{line}\n")
    except (StoreError, ValueError, OSError) as error:
        sys.stderr.write(f"{' '.join(str(error).split())}\n")
        return WRONG
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m storage", description="The database: DATABASE_URL or TASALSUL_DATA."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, says: str, run: Callable[[argparse.Namespace], list[str]], *names: str) -> None:
        one = commands.add_parser(name, help=says, description=says)
        one.set_defaults(run=run)
        for argument in names:
            if argument == "--why":
                one.add_argument(
                    "--why", required=True, metavar="REASON", help="what stays to be read: the legal reason"
                )
            else:
                one.add_argument(argument.lower(), metavar=argument)

    command("backup", "write everything into a new file", _backup, "FILE")
    command("restore", "put what a backup holds in the place of everything", _restore, "FILE")
    command("export-log", "write the log of decisions as JSON Lines ('-': standard output)", _export, "FILE")
    command("import-log", "add another installation's log of decisions", _import, "FILE")
    command("redact-article", "remove an article's text for a legal reason", _redact_article, "DIGEST", "--why")
    command("redact-note", "remove the words of a decision for a legal reason", _redact_note, "KEY", "--why")
    command("redact-story", "remove a story's title and captions for a legal reason", _redact_story, "KEY", "--why")
    command("redactions", "list what was removed", _redactions)
    return parser


def _backup(given: argparse.Namespace) -> list[str]:
    with _database() as engine:
        rows = backup(engine, Path(given.file))
    return [f"{given.file}: {rows} rows"]


def _restore(given: argparse.Namespace) -> list[str]:
    with _database() as engine:
        rows, before = restore(engine, Path(given.file))
    return [f"{given.file}: {rows} rows restored; what was there before is in {before}"]


def _export(given: argparse.Namespace) -> list[str]:
    with _database() as engine:
        log = export_log(engine)
    if given.file == "-":
        return log.splitlines()
    Path(given.file).write_text(log, encoding="utf-8", newline="\n")
    return [f"{given.file}: {log.count(chr(10))} decisions"]


def _import(given: argparse.Namespace) -> list[str]:
    lines = sys.stdin.read() if given.file == "-" else Path(given.file).read_text(encoding="utf-8")
    with _database() as engine:
        told = import_log(engine, lines.split("\n"), by=_admin())
    conflicts = [
        f"conflict: {theirs.kind} of {theirs.target} by {theirs.author} {dict(theirs.payload)}, "
        f"here by {ours.author} {dict(ours.payload)}; the imported one counts until it is undone"
        for theirs, ours in told.conflicts
    ]
    return [f"{len(told.added)} decisions added, {told.known} known already", *conflicts]


def _redact_article(given: argparse.Namespace) -> list[str]:
    with _database() as engine:
        digest = digest_of(engine, given.digest)
        quoted = redact_article(engine, digest, by=_admin(), why=given.why)
        captions = [
            f"captions of story {key} ({title}) may repeat it: redact-story {key}"
            for key, title in told_in_captions(engine)
        ]
        return [f"{digest}: removed, also from {quoted} decisions", *captions, *_still_held(copies(engine))]


def _redact_note(given: argparse.Namespace) -> list[str]:
    with _database() as engine:
        redact_note(engine, given.key, by=_admin(), why=given.why)
        return [f"{given.key}: removed", *_still_held(copies(engine))]


def _redact_story(given: argparse.Namespace) -> list[str]:
    with _database() as engine:
        savings = redact_story(engine, given.key, by=_admin(), why=given.why)
        return [f"{given.key}: removed from {savings} savings", *_still_held(copies(engine))]


def _still_held(places: Sequence[Path]) -> list[str]:
    held = [f"{place} still holds it: delete it by hand" for place in places]
    return [*held, "backups, and what the dashboard keeps on disk to start faster (TASALSUL_CACHE), may still hold it"]


def _redactions(_given: argparse.Namespace) -> list[str]:
    with _database() as engine:
        return [
            f"{one.at:%Y-%m-%d %H:%M} {one.what} {one.target} by {one.author}: {one.why}" for one in redactions(engine)
        ]


@contextmanager
def _database() -> Iterator[Engine]:
    engine = open_database()
    try:
        yield engine
    finally:
        engine.dispose()


def _admin() -> Person:
    return Person(getpass.getuser(), "admin", local=True)


if __name__ == "__main__":
    sys.exit(main())
