"""A chronicle as JSON Lines that our own import opens again: events, tellings, articles, dates and time words.

The first line says what the file is; every other one is a row of a table (pipeline/table.py) under the name of its
table in "table". An event has its caption and note beside its columns, a telling the words of its sentence that may
leave the house, an article nothing of its text. Opened again, each text holds these sentences in their old places and
blanks between them, so that every offset still holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, cast

from exports import json_lines
from exports.chronicle import Chronicle, Language, by
from pipeline.table import TABLES, Row

SLUG = "chronicle"
EXTENSION = ".chronicle.jsonl"
MIME = "application/x-ndjson"
COMMANDS: tuple[str, ...] = ("events",)
KIND = "tasalsul-chronicle-1"

# So long a text a file may ask to be laid out; an upload may not make memory run out.
_LONGEST_TEXT = 10_000_000
_OF_KIND: Mapping[str, tuple[type, ...]] = {
    "str": (str,),
    "day": (str, type(None)),
    "int": (int,),
    "bool": (bool,),
    "float": (int, float),
    "list": (list,),
    "spans": (list,),
    "dicts": (list,),
}


def write(chronicle: Chronicle) -> bytes:
    """The whole chronicle: a line that says what it is, then a line a row."""
    return json_lines.written(_lines(chronicle))


def read(data: bytes) -> Chronicle:
    """The chronicle of a file that write made. Raises ValueError naming the first line that it could not have made."""
    lines = _objects(data)
    head = next(lines, {})
    if head.get("kind") != KIND:
        raise ValueError(f"line 1: not a file of kind {KIND}")
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    beside: dict[str, dict[str, str]] = {"caption": {}, "note": {}, "words": {}}
    for number, line in enumerate(lines, start=2):
        table = line.get("table")
        if not isinstance(table, str) or table not in TABLES:
            raise ValueError(f"line {number}: of no table: {str(table)[:40]!r}")
        row = checked(table, line, f"line {number}")
        rows[table].append(row)
        for name, kept in beside.items():
            if words := line.get(name, ""):
                kept[row["mention_id" if name == "words" else "event_id"]] = str(words)
    language: Language = "en" if head.get("language") == "en" else "ar"
    named = head.get("english")
    english = named if isinstance(named, dict) else {}
    return Chronicle(
        events=rows["events"],
        mentions=by("event_id", rows["mentions"]),
        articles={row["article"]: row for row in rows["articles"]},
        anchors={row["article"]: row for row in rows["anchors"]},
        timexes=by("article", rows["timexes"]),
        texts=_texts(rows, beside["words"]),
        english={str(label): str(name) for label, name in english.items()},
        title=str(head.get("title", "")),
        language=language,
        captions=beside["caption"],
        notes=beside["note"],
    )


def checked(table: str, line: Mapping[str, Any], place: str) -> Row:
    """A row with exactly the columns of its table. Raises ValueError, naming the place, where one is otherwise."""
    row: Row = {}
    for name, kind in TABLES[table].items():
        if name not in line:
            raise ValueError(f"{place}: no column {name}")
        value = line[name]
        if not _is(kind, value):
            raise ValueError(f"{place}: {name} is no {kind}")
        row[name] = value
    return row


def _is(kind: str, value: Any) -> bool:
    """Whether a value is of a column's kind; true and false are no numbers here."""
    if not isinstance(value, _OF_KIND[kind]) or (isinstance(value, bool) and kind != "bool"):
        return False
    return kind != "list" or {type(item) for item in cast("list[Any]", value)} <= {str}


def _lines(chronicle: Chronicle) -> Iterator[Row]:
    tellings = [(source, event["event_id"]) for event in chronicle.events for source in _told(chronicle, event)]
    named = {row["article"] for row, _ in tellings}
    labels = {name for event in chronicle.events for key in ("actors", "places", "speakers") for name in event[key]}
    english = {label: name for label, name in sorted(chronicle.english.items()) if label in labels}
    yield {"kind": KIND, "title": chronicle.title, "language": chronicle.language, "english": english}
    for name, row in chronicle.articles.items():
        if name in named:
            yield {"table": "articles", **row}
            if name in chronicle.anchors:
                yield {"table": "anchors", **chronicle.anchors[name]}
    for event in chronicle.events:
        extra = {
            "caption": chronicle.captions.get(event["event_id"], ""),
            "note": chronicle.notes.get(event["event_id"], ""),
        }
        yield {"table": "events", **event, **{name: words for name, words in extra.items() if words}}
    kept: dict[str, list[tuple[int, int]]] = {}
    for row, _ in tellings:
        text = chronicle.texts.get(row["article"], "")
        words = chronicle.allowed(text[row["sentence_start"] : row["sentence_end"]])
        kept.setdefault(row["article"], []).append((row["sentence_start"], row["sentence_start"] + len(words)))
        yield {"table": "mentions", **row, "words": words}
    for article, spans in kept.items():
        for row in chronicle.timexes.get(article, ()):
            if any(start <= row["start"] and row["end"] <= end for start, end in spans):
                yield {"table": "timexes", **row}


def _told(chronicle: Chronicle, event: Row) -> list[Row]:
    return [row for row in chronicle.mentions.get(event["event_id"], ()) if row["article"] in chronicle.articles]


def _objects(data: bytes) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(data.decode("utf-8-sig").split("\n"), start=1):
        if line:
            try:
                made = json.loads(line)
            except (ValueError, RecursionError) as fault:
                raise ValueError(f"line {number}: not JSON") from fault
            if not isinstance(made, dict):
                raise ValueError(f"line {number}: not an object")
            yield made


def _texts(rows: Mapping[str, list[Row]], words: Mapping[str, str]) -> dict[str, str]:
    """Each article's sentences in their places, blanks between them. Raises ValueError for places that cannot be."""
    places: dict[str, list[tuple[int, str]]] = {row["article"]: [] for row in rows["articles"]}
    for row in rows["mentions"]:
        told, start, end = words.get(row["mention_id"], ""), row["sentence_start"], row["sentence_end"]
        if not 0 <= start <= end <= _LONGEST_TEXT or len(told) > end - start + 1:
            raise ValueError(f"telling {row['mention_id'][:40]!r}: its sentence has no place in its article")
        if row["article"] not in places:
            raise ValueError(f"telling {row['mention_id'][:40]!r}: its article is not in the file")
        places[row["article"]].append((start, told.ljust(end - start)))
    made = {}
    for article, sentences in places.items():
        text = ""
        for start, sentence in sorted(sentences):
            text += " " * (start - len(text)) + sentence[max(len(text) - start, 0) :]
        made[article] = text
    return made
