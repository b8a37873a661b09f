"""Export formats, one file each; what the command line's -o and the dashboard's downloads offer, in this order.

Four kinds under one roof. FORMATS write the rows of any table: SLUG, EXTENSION, MIME and write(table, rows) -> bytes.
CHRONICLES write a selection of events with all that they rest on: SLUG, EXTENSION, MIME, COMMANDS and
write(chronicle) -> bytes; DRAWN are those of them that other programs draw, WORDED those that ask Chronicle.words.
HANDOUTS write the same in words, as ui/on_paper.py makes them: MOST (events) besides, and write(handout) -> bytes.
PAGES are the forms of the page that works without a network (ui/offline.py). Nothing heavy is imported before
something is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from exports import (
    calendar_file,
    chronicle_lines,
    comma_separated,
    handout_pdf,
    json_document,
    json_ld,
    json_lines,
    key_pdf,
    parquet,
    plain_text,
    poster_png,
    poster_svg,
    quiz_pdf,
    slides,
    spreadsheet,
    timeline_js,
    timeml,
    vis_timeline,
    word_document,
)
from exports.chronicle import Chronicle
from exports.handout import Handout
from exports.offline_page import PAGES, PageFormat
from pipeline.table import Row


class Format(Protocol):
    """What every module in FORMATS has. EXTENSION begins with a dot."""

    SLUG: str
    EXTENSION: str
    MIME: str

    def write(self, table: str, rows: Iterable[Row]) -> bytes:
        """The rows of one of the tables in pipeline/table.py as a file's bytes. KeyError for another table."""
        ...


class ChronicleFormat(Protocol):
    """What every module in CHRONICLES has. COMMANDS: those of the command line whose result it can be."""

    SLUG: str
    EXTENSION: str
    MIME: str
    COMMANDS: tuple[str, ...]

    def write(self, chronicle: Chronicle) -> bytes:
        """The selection as a file's bytes."""
        ...


class DrawnFormat(ChronicleFormat, Protocol):
    """What those of CHRONICLES have besides that other programs draw."""

    def left_out(self, chronicle: Chronicle) -> int:
        """How many events have no date that can be drawn, and so are not in the file."""
        ...


class HandoutFormat(Protocol):
    """What every module in HANDOUTS has. MOST: so many events it takes."""

    SLUG: str
    EXTENSION: str
    MIME: str
    COMMANDS: tuple[str, ...]
    MOST: int

    def write(self, handout: Handout) -> bytes:
        """The words as a file's bytes. Raises exports.handout.Unmakeable, with a line that says why not."""
        ...


FORMATS: tuple[Format, ...] = (json_lines, json_document, comma_separated, parquet, spreadsheet)
CHRONICLES: tuple[ChronicleFormat, ...] = (
    chronicle_lines,
    json_ld,
    calendar_file,
    timeml,
    timeline_js,
    vis_timeline,
)
DRAWN: tuple[DrawnFormat, ...] = (timeline_js, vis_timeline)
WORDED: tuple[ChronicleFormat, ...] = (calendar_file, *DRAWN)
HANDOUTS: tuple[HandoutFormat, ...] = (
    handout_pdf,
    quiz_pdf,
    key_pdf,
    word_document,
    plain_text,
    slides,
    poster_svg,
    poster_png,
)
AnyFormat = Format | ChronicleFormat | HandoutFormat | PageFormat
EVERY: tuple[AnyFormat, ...] = (*FORMATS, *CHRONICLES, *HANDOUTS, *PAGES)


def format_named(name: str) -> AnyFormat | None:
    """The format of a file by the longest suffix of its name that is known; None where none is."""
    known = sorted(EVERY, key=lambda format_: len(format_.EXTENSION), reverse=True)
    return next((format_ for format_ in known if name.lower().endswith(format_.EXTENSION)), None)
