"""Why a file of ours is not opened again: a code for words in a reader's language, the place, and a line in English."""

from __future__ import annotations

from typing import Literal, get_args

Code = Literal[
    "encoding",
    "csv",
    "json",
    "kind",
    "columns",
    "column",
    "table",
    "empty",
    "cells",
    "cell",
    "word",
    "day",
    "date",
    "days",
    "twice",
    "place",
    "lost",
    "long",
]
CODES: tuple[Code, ...] = get_args(Code)
_LONGEST_SHOWN = 40


class Unreadable(ValueError):  # noqa: N818 - named as what the file is
    """What is wrong with a file, of which the English line is the message.

    row: the row of the sheet or the line of the file, counted from 1; 0 for the whole file. column: by its name. value:
    what stands there, cut where it is long.
    """

    def __init__(self, code: Code, says: str, *, row: int = 0, column: str = "", value: object = "") -> None:
        super().__init__(says)
        self.code = code
        self.row = row
        self.column = column
        self.value = " ".join(str(value).split())[:_LONGEST_SHOWN]
