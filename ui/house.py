"""The newsroom's house style as the dashboard follows it: the profile that the environment names, if any."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipeline.house_style import HouseStyle, read_style
from pipeline.lexicon import DataFileError

STYLE_VARIABLE = "TASALSUL_STYLE"


class House(NamedTuple):
    """style: None where none is named or it cannot be used. problems: why not, one line each, English."""

    style: HouseStyle | None
    problems: tuple[str, ...]


def house() -> House:
    """The house's style; a file that was changed is read anew."""
    given = os.environ.get(STYLE_VARIABLE, "")
    if not given:
        return House(None, ())
    try:
        changed = Path(given).stat().st_mtime_ns
    except (OSError, ValueError) as error:
        return House(None, (f"{given}: cannot be read ({type(error).__name__}); check {STYLE_VARIABLE}",))
    return _read(given, changed)


@cache
def _read(given: str, _changed: int) -> House:
    try:
        return House(read_style(Path(given)), ())
    except DataFileError as error:
        return House(None, tuple(f"{given}: {problem}" for problem in error.problems))
    except OSError as error:
        return House(None, (f"{given}: cannot be read ({type(error).__name__}); check {STYLE_VARIABLE}",))
