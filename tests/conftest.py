"""What every test relies on: no network, no user's own data folder, the same examples on every run."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("project", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("project")


_KEPT = tempfile.mkdtemp(prefix="tasalsul-tests-")
os.environ["TASALSUL_CACHE"] = _KEPT  # at once: some tests ask the word lists while they are collected


def pytest_unconfigure() -> None:
    shutil.rmtree(_KEPT, ignore_errors=True)


@pytest.fixture(autouse=True)
def _no_outside_world(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections leave this machine in no test, and nothing is kept in the user's own folders."""
    monkeypatch.setenv("TASALSUL_DATA", os.fspath(tmp_path_factory.mktemp("data")))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if host not in {"", "127.0.0.1", "::1", "localhost"}:
            raise OSError(f"a test wanted to reach {host!r}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", connect_here)


@pytest.fixture(autouse=True)
def _own_main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit's AppTest leaves its script behind as the main module, and a process that is spawned runs that."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT
