"""Export formats, one file each; what the command line's -o and the dashboard's downloads offer, in this order.

A format is a module with SLUG, EXTENSION, MIME and write(table, rows) -> bytes. Nothing heavy is imported before
something is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from exports import comma_separated, json_document, json_lines, parquet, spreadsheet
from pipeline.table import Row


class Format(Protocol):
    """What every module in FORMATS has. EXTENSION begins with a dot."""

    SLUG: str
    EXTENSION: str
    MIME: str

    def write(self, table: str, rows: Iterable[Row]) -> bytes:
        """The rows of one of the tables in pipeline/table.py as a file's bytes. KeyError for another table."""
        ...


FORMATS: tuple[Format, ...] = (json_lines, json_document, comma_separated, parquet, spreadsheet)
