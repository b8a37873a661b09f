"""The pipeline's tables of a folder, kept on disk between two starts: the same texts read by the same program.

A file is JSON behind a line that names its kind and its own hash. Whatever is wrong with one (another format, cut off,
changed by hand) it counts as not there, and a folder that cannot be written to keeps nothing; both are silent. A
visitor's own articles never come here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

import pipeline
from pipeline.decisions import Decision, as_row
from pipeline.kept import folder
from pipeline.table import TABLES, Row, data_frame

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.model import Article

_KIND = "tasalsul-tables-2"
_FRAMES = {"check": "findings"}
_MOST_FILES = 8


@dataclass(frozen=True)
class Tables:
    """What a timeline tells, without what it was made of: its tables under the names that they have there."""

    texts: Mapping[str, str]
    articles: pd.DataFrame
    events: pd.DataFrame
    mentions: pd.DataFrame
    timexes: pd.DataFrame
    anchors: pd.DataFrame
    findings: pd.DataFrame
    english: Mapping[str, str]
    decided: Mapping[str, tuple[Decision, ...]]
    lost: tuple[Decision, ...]
    rejected_rows: list[Row]

    def rejected(self) -> list[Row]:
        """The events that editors rejected, as rows of the table of events."""
        return self.rejected_rows


def read_tables(articles: Sequence[Article], decisions: Sequence[Decision] = ()) -> Tables | pipeline.Timeline:
    """What the pipeline finds in the articles: taken from the disk where it is there, else made and kept.

    decisions: the log that is laid over it.
    """
    place = folder() / f"{_key(articles, decisions)}.json"
    if kept := _load(place, {article.name: article.text for article in articles}, decisions):
        return kept
    timeline = pipeline.build_timeline(articles, decisions=decisions)
    _save(place, timeline)
    return timeline


def _key(articles: Sequence[Article], decisions: Sequence[Decision]) -> str:
    """What the tables hang on: every article whole, every decision, and the program that reads them."""
    given = [*map(asdict, articles), *map(as_row, decisions)]
    told = json.dumps(given, default=str, sort_keys=True)
    return sha256(told.encode("utf-8", "surrogatepass") + _program()).hexdigest()


@cache
def _program() -> bytes:
    """The pipeline's own files, its VERSION and word lists among them, as a hash: no change of them goes unseen."""
    root = Path(pipeline.__file__).parent
    files = sorted(path for path in root.rglob("*") if path.is_file() and path.suffix in {".py", ".toml", ".txt"})
    told = sha256()
    for path in files:
        told.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return told.digest()


def _load(place: Path, texts: Mapping[str, str], decisions: Sequence[Decision]) -> Tables | None:
    try:
        head, _, body = place.read_bytes().partition(b"\n")
        if head.decode() != _head(body):
            return None
        told = json.loads(body)
        frames = {_FRAMES.get(name, name): data_frame(name, told["tables"][name]) for name in TABLES}
        by_key = {one.key: one for one in decisions}
        decided = {event: tuple(by_key[key] for key in keys) for event, keys in told["decided"].items()}
        lost = tuple(by_key[key] for key in told["lost"])
        return Tables(
            texts, english=told["english"], decided=decided, lost=lost, rejected_rows=told["rejected"], **frames
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _save(place: Path, timeline: pipeline.Timeline) -> None:
    told: dict[str, Any] = {
        "tables": {name: timeline.rows(name) for name in TABLES},
        "english": timeline.english,
        "decided": {event: [one.key for one in on_it] for event, on_it in timeline.decided.items()},
        "lost": [one.key for one in timeline.lost],
        "rejected": timeline.rejected(),
    }
    body = json.dumps(told, ensure_ascii=True, separators=(",", ":"), default=str).encode()
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with NamedTemporaryFile(dir=place.parent, suffix=".new", delete=False) as file:
            file.write(_head(body).encode() + b"\n" + body)
        Path(file.name).replace(place)
        _forget_oldest(place.parent)


def _head(body: bytes) -> str:
    return f"{_KIND} {sha256(body).hexdigest()}"


def _forget_oldest(folder: Path) -> None:
    kept = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[_MOST_FILES:]:
        path.unlink(missing_ok=True)
