"""A folder of articles whose every name, title, place and sentence is markup somewhere, and what was read from it.

Few such words come through the pipeline into a title. Here they all do: what the dashboard keeps of a folder between
two starts is written with them in the places of what was found.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.kept import FOLDER_VARIABLE
from pipeline.reading import read_articles
from tests.ui.hostile_articles import HOSTILE
from ui import kept_tables

ARTICLES = ("first.txt", "second.txt")
_NAMES = ("actors", "places", "speakers", "denied_by")


def _told(number: int, words: str) -> str:
    return f"وقع انفجار في مدينة الإسكندرية في {1 + number % 28} مايو {1980 + number}، وقيل: {words}"


def write_articles(folder: Path) -> None:
    """Two articles that tell the same events in the same words."""
    body = "\n".join(_told(number, words) for number, words in enumerate(HOSTILE))
    for day, name in enumerate(ARTICLES, 6):
        (folder / name).write_text(f"{HOSTILE[0]} عنوان\nالقاهرة {day} مايو 2021\n{body}\n", encoding="utf-8")


def write_tables(folder: Path, cache: Path, monkeypatch: Any) -> None:
    """Keep the folder's tables as the dashboard does, with hostile words in them."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(cache))
    articles, _ = read_articles([folder])
    kept_tables.read_tables(articles)
    [place] = cache.glob("*.json")
    head, _, body = place.read_bytes().partition(b"\n")
    told = json.loads(body)
    number_of = {row["event_id"]: number for number, row in enumerate(told["tables"]["events"])}
    assert len(number_of) >= len(HOSTILE)
    for row in [*told["tables"]["events"], *told["tables"]["mentions"]]:
        number = number_of[row["event_id"]]
        _put(row, number)
    for number, row in enumerate(told["tables"]["articles"]):
        row |= {"title": HOSTILE[number], "outlet": HOSTILE[number + 2], "agency": HOSTILE[number + 4]}
    body = json.dumps(told).encode()
    kind = head.decode().split()[0]
    place.write_bytes(f"{kind} {sha256(body).hexdigest()}\n".encode() + body)


def _put(row: dict[str, Any], number: int) -> None:
    words = [HOSTILE[(number + step) % len(HOSTILE)] for step in range(5)]
    row["title_ar"] = row["title_en"] = words[0]
    row |= {name: [word] for name, word in zip(_NAMES, words[1:], strict=True) if name in row}
    if "speaker" in row:
        row["speaker"] = words[3]
    row["status"] = "alleged" if number % 2 else "happened"
