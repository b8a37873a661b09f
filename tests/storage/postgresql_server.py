"""A PostgreSQL server of the tests' own, in a folder that goes with it, on a port nobody else has."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_USER = "tasalsul"
# The server refuses to run as root.
_SERVANTS = ("postgres", "nobody")


def programs() -> Path | None:
    """The folder with initdb and pg_ctl: POSTGRESQL, Debian's, or that on the path. None where there is none."""
    given = os.environ.get("POSTGRESQL")
    folders = [Path(given)] if given else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("initdb")
    folders += [Path(found).resolve().parent] if found else []
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The address of a server that runs while the block does, without a database's name at its end."""
    servant = _servant()
    home = Path(tempfile.mkdtemp(prefix="tasalsul-postgresql-"))
    if servant is not None:
        os.chown(home, pwd.getpwnam(servant).pw_uid, -1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(program: str, *arguments: str) -> None:
        command = [str(folder / program), *arguments]
        # A log file of its own: the server keeps what it inherits open, and a pipe would never end.
        with (home.with_suffix(".log")).open("ab") as log:
            subprocess.run(command, check=True, cwd="/", stdout=log, stderr=log, user=servant)

    data = home / "data"
    run("initdb", "-D", str(data), "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
    run("pg_ctl", "-D", str(data), "-w", "-o", f"-p {port} -k {home} -c listen_addresses=127.0.0.1", "start")
    try:
        yield f"postgresql+psycopg://{_USER}@127.0.0.1:{port}"
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)
        home.with_suffix(".log").unlink(missing_ok=True)


def _servant() -> str | None:
    """The user that the server runs as, None where we are not root ourselves."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in _SERVANTS if name in known)
