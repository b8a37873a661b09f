"""Where the data is; asks nothing of the database, so that it costs nothing to ask."""

from __future__ import annotations

import os
import sys
from pathlib import Path

FILE = "tasalsul.db"


def data_folder() -> Path:
    """The user's folder for the project's data: TASALSUL_DATA, or the platform's usual place."""
    given = os.environ.get("TASALSUL_DATA")
    if given:
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "tasalsul"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "tasalsul"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "tasalsul"


def has_database() -> bool:
    """Whether there may be anything to read: a server was named, or the file is there."""
    return bool(os.environ.get("DATABASE_URL")) or (data_folder() / FILE).exists()
