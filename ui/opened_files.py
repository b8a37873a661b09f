"""Timelines of ours that a visitor opens again: which files those are, what is wrong with one, and what it holds.

Pure: no Streamlit. A visit keeps the files themselves; what is in them is worked out for the one that is shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from exports import opening
from exports.chronicle import Chronicle
from exports.unreadable import Unreadable
from pipeline.table import TABLES, Row
from ui.own_articles import MAX_FILE_BYTES, Refusal

MAX_OPENED = 5
"""The most opened files of one visit."""

MAX_CHARACTERS = 20_000_000
"""So long the articles of one file may be together, the blanks between its sentences included."""

FILE_TYPES = tuple(suffix.lstrip(".") for suffix in opening.SUFFIXES)
REFUSED = "opened."
"""The beginning of a refusal's key that is about an opened file."""

_ADDRESS = re.compile(r"opened-[0-9a-f]{12}")
_LONGEST_NAME = 120
_EMPTY = {"str": "", "day": None, "int": 0, "bool": False, "float": 0.0}


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file that could be opened. events: how many it holds. sentences: whether those of the sources are in it."""

    name: str
    data: bytes = field(repr=False)
    digest: str
    events: int
    sentences: bool

    @property
    def choice(self) -> str:
        """What an address calls it: the same for the same file in every visit."""
        return f"opened-{self.digest[:12]}"


@dataclass(frozen=True, slots=True)
class Opened:
    """A file and what is in it."""

    file: OpenedFile
    chronicle: Chronicle


def is_ours(name: str) -> bool:
    """Whether a file is to be opened, and not read as an article, by the end of its name."""
    return name.lower().endswith(opening.SUFFIXES)


def is_address(choice: str) -> bool:
    """Whether an address names an opened file, be it here or not."""
    return _ADDRESS.fullmatch(choice) is not None


def add(
    files: Sequence[OpenedFile], name: str, data: bytes
) -> tuple[tuple[OpenedFile, ...], Opened | None, Refusal | None]:
    """The files with one more, that one and what is in it, or why it stays out. One that is open already stays one."""
    name = name[-_LONGEST_NAME:]
    digest = sha256(data).hexdigest()
    if known := next((one for one in files if one.digest == digest), None):
        return tuple(files), Opened(known, chronicle_in(known.name, data)), None
    if len(data) > MAX_FILE_BYTES:
        return tuple(files), None, Refusal(name, f"{REFUSED}large")
    if len(files) >= MAX_OPENED:
        return tuple(files), None, Refusal(name, f"{REFUSED}many")
    try:
        chronicle = chronicle_in(name, data)
    except Unreadable as fault:
        told = {"row": str(fault.row), "column": fault.column, "value": fault.value}
        return tuple(files), None, Refusal(name, f"{REFUSED}{fault.code}", told)
    file = OpenedFile(name, data, digest, len(chronicle.events), bool(chronicle.mentions))
    return (*files, file), Opened(file, chronicle), None


def chronicle_in(name: str, data: bytes) -> Chronicle:
    """What is in a file. Raises Unreadable."""
    return opening.opened(name, data, MAX_CHARACTERS)


def with_every_article(chronicle: Chronicle) -> Chronicle:
    """The chronicle with a row for every article that its events name, and a date for every row, known or not.

    What it does not hold has no text. A reason for a date that lies in an article that is not there is left out, and so
    is a time word outside of the sentences.
    """
    named = dict.fromkeys(name for event in chronicle.events for name in event["articles"])
    missing = {name: _bare("articles", article=name, title=name) for name in named if name not in chronicle.articles}
    articles = {**chronicle.articles, **missing}
    texts = {name: chronicle.texts.get(name, "") for name in articles}
    undated = {"granularity": "unknown", "source": "unknown"}
    anchors = {name: chronicle.anchors.get(name) or _bare("anchors", article=name, **undated) for name in articles}
    return replace(
        chronicle,
        articles=articles,
        texts=texts,
        anchors={
            name: row | {"evidence": [reason for reason in row["evidence"] if reason["article"] in articles]}
            for name, row in anchors.items()
        },
        timexes={
            name: [row for row in rows if row["end"] <= len(texts[name])] for name, rows in chronicle.timexes.items()
        },
    )


def _bare(table: str, **values: str) -> Row:
    return {name: _EMPTY.get(kind, []) for name, kind in TABLES[table].items()} | values
