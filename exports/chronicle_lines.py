"""A chronicle as JSON Lines that our own import opens again: events, tellings, articles, dates and time words.

The first line says what the file is; every other one is a row of a table (pipeline/table.py) under the name of its
table in "table". An event has its caption and note beside its columns, a telling the words of its sentence that may
leave the house, an article nothing of its text; of the checks only what says that tellings contradict each other is
there. Opened again, each text holds these sentences in their old places, blanks and line ends between them, so that
every offset still holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from exports import json_lines
from exports.checked_rows import checked
from exports.chronicle import CONTRADICTIONS, Chronicle, Language, by
from exports.unreadable import Unreadable
from pipeline.table import TABLES, Row

SLUG = "chronicle"
EXTENSION = ".chronicle.jsonl"
MIME = "application/x-ndjson"
COMMANDS: tuple[str, ...] = ("events",)
KIND = "tasalsul-chronicle-1"

# So long a text, and all of them together, a file may ask to be laid out; it may not make memory run out.
_LONGEST_TEXT = 10_000_000
_LONGEST_TEXTS = 100_000_000
_KEYS: Mapping[str, str] = {"articles": "article", "anchors": "article", "events": "event_id", "mentions": "mention_id"}


def write(chronicle: Chronicle) -> bytes:
    """The whole chronicle: a line that says what it is, then a line a row."""
    return json_lines.written(_lines(chronicle))


def read(data: bytes, most_characters: int | None = None) -> Chronicle:
    """The chronicle of a file that write made. Raises Unreadable naming the first line that it could not have made.

    most_characters: so long the articles may be together, blanks included.
    """
    lines = json_lines.numbered(data)
    _, head = next(lines, (1, {}))
    if head.get("kind") != KIND:
        raise Unreadable("kind", f"line 1: not a file of kind {KIND}", row=1)
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    beside: dict[str, dict[str, str]] = {"caption": {}, "note": {}, "words": {}}
    known: dict[str, set[str]] = {table: set() for table in TABLES}
    for number, line in lines:
        table = line.get("table")
        if not isinstance(table, str) or table not in TABLES:
            says = f"line {number}: of no table: {str(table)[:40]!r}"
            raise Unreadable("kind", says, row=number, value=table)
        row = checked(table, line, number)
        _check_place(table, row, known, number)
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
        texts=_texts(rows, beside["words"], most_characters or _LONGEST_TEXTS),
        english={str(label): str(name) for label, name in english.items()},
        title=str(head.get("title", "")),
        language=language,
        captions=beside["caption"],
        notes=beside["note"],
        findings=rows["check"],
    )


def _check_place(table: str, row: Row, known: Mapping[str, set[str]], number: int) -> None:
    """A row says once what it says, of an article and an event that stand above it. Raises Unreadable."""
    key = row[_KEYS[table]] if table in _KEYS else ""
    if table in _KEYS and (not key or key in known[table]):
        says = f"line {number}: two {table} or none are called {key[:40]!r}"
        raise Unreadable("twice", says, row=number, column=_KEYS[table], value=key)
    known[table].add(key)
    of = {"article": "articles"} if table in ("anchors", "timexes", "check") else {}
    of = {"article": "articles", "event_id": "events"} if table == "mentions" else of
    for name, where in of.items():
        if row[name] not in known[where]:
            says = f"line {number}: its {name} is not in the file above it: {row[name][:40]!r}"
            raise Unreadable("lost", says, row=number, column=name, value=row[name])
    spans = [(row["start"], row["end"])] if "start" in row else []
    spans += [(row["sentence_start"], row["sentence_end"])] if table == "mentions" else []
    if any(not 0 <= start <= end <= _LONGEST_TEXT for start, end in (*spans, *row.get("timexes", ()))):
        raise Unreadable("place", f"line {number}: it has no place in its article", row=number)


def _lines(chronicle: Chronicle) -> Iterator[Row]:
    tellings = [(source, event["event_id"]) for event in chronicle.events for source in _told(chronicle, event)]
    named = {row["article"] for row, _ in tellings}
    ids = {event["event_id"] for event in chronicle.events}
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
        words = chronicle.allowed(text[row["sentence_start"] : row["sentence_end"]]).rstrip(" ")
        kept.setdefault(row["article"], []).append((row["sentence_start"], row["sentence_start"] + len(words)))
        yield {"table": "mentions", **row, "words": words}
    for row in chronicle.findings:
        if row["code"] in CONTRADICTIONS and row["article"] in named and row["event_id"] in ids:
            related = [place for place in row["related"] if place["article"] in named]
            yield {"table": "check", **row, "related": related}
    for article, spans in kept.items():
        for row in chronicle.timexes.get(article, ()):
            if any(start <= row["start"] and row["end"] <= end for start, end in spans):
                yield {"table": "timexes", **row}


def _told(chronicle: Chronicle, event: Row) -> list[Row]:
    return [row for row in chronicle.mentions.get(event["event_id"], ()) if row["article"] in chronicle.articles]


def _texts(rows: Mapping[str, list[Row]], words: Mapping[str, str], most_characters: int) -> dict[str, str]:
    """Each article's sentences in their places, a line each, blanks between them. Raises Unreadable for no places."""
    places: dict[str, list[tuple[int, str]]] = {row["article"]: [] for row in rows["articles"]}
    longest: dict[str, int] = {}
    for row in rows["mentions"]:
        told, start, end = words.get(row["mention_id"], ""), row["sentence_start"], row["sentence_end"]
        if len(told) > end - start:
            raise Unreadable("place", f"telling {row['mention_id'][:40]!r}: its sentence has no place in its article")
        places[row["article"]].append((start, told.ljust(end - start)))
        longest[row["article"]] = max(longest.get(row["article"], 0), end)
    if sum(longest.values()) > most_characters:
        raise Unreadable("long", f"its articles are longer than {most_characters} characters together")
    made = {}
    for article, sentences in places.items():
        parts, length = list[str](), 0
        for start, sentence in sorted(sentences):
            gap = ("\n" + " " * (start - length - 1)) if start > length else ""
            more = sentence[max(length - start, 0) :]
            parts += [gap, more]
            length += len(gap) + len(more)
        made[article] = "".join(parts)
    return made
