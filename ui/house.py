"""The newsroom's house style as the dashboard follows it: the profile that the environment names, if any."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline.house_style import LABEL_LISTS, LABELS, HouseStyle, read_style, styled
from pipeline.lexicon import DataFileError
from pipeline.model import Problem
from ui.reader import Reader

if TYPE_CHECKING:
    import pandas as pd

STYLE_VARIABLE = "TASALSUL_STYLE"


class House(NamedTuple):
    """style: None where none is named or it cannot be used. problems: why not. key: another one for another content."""

    style: HouseStyle | None
    problems: tuple[Problem, ...]
    labels: Labels | None = None
    key: str = ""


def usual_reader() -> Reader:
    """How readers are spoken to who did not say how: by the months and digits of the house."""
    style = house().style
    if style is None:
        return Reader()
    usual = Reader()
    return replace(usual, months=style.months or usual.months, digits=style.digits or usual.digits)


def house() -> House:
    """The house's style; a file that was changed is read anew."""
    given = os.environ.get(STYLE_VARIABLE, "")
    if not given:
        return House(None, ())
    try:
        changed = Path(given).stat().st_mtime_ns
    except (OSError, ValueError) as error:
        return _unusable(given, type(error).__name__)
    return _read(given, changed)


@cache
def _read(given: str, changed: int) -> House:
    try:
        style = read_style(Path(given))
    except DataFileError as error:
        problems = (Problem(Path(given).name, f"{problem}; correct it") for problem in error.problems)
        return House(None, tuple(problems))
    except OSError as error:
        return _unusable(given, type(error).__name__)
    return House(style, (), Labels(style), f"{given} {changed}")


def _unusable(given: str, why: str) -> House:
    return House(None, (Problem(Path(given).name, f"cannot be read ({why}); check {STYLE_VARIABLE}"),))


class Labels:
    """Labels as the house writes them; each is looked at once."""

    def __init__(self, style: HouseStyle) -> None:
        self._style = style
        self._known: dict[str, str] = {}

    def of(self, label: str) -> str:
        """A title or a name as the house writes it."""
        if label not in self._known:
            self._known[label] = styled(label, self._style) if label else label
        return self._known[label]

    def in_frame(self, frame: pd.DataFrame) -> pd.DataFrame:
        """A table of events or mentions with its labels so."""
        single = {name: [self.of(label) for label in frame[name]] for name in LABELS if name in frame}
        lists = (name for name in LABEL_LISTS if name in frame)
        listed = {name: [[self.of(label) for label in labels] for labels in frame[name]] for name in lists}
        return frame.assign(**single, **listed)

    def in_english(self, english: Mapping[str, str]) -> dict[str, str]:
        """The English labels by the Arabic ones as the house writes them."""
        return {self.of(label): words for label, words in english.items()}
