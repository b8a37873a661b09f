"""A story as the class view and the quiz are told it (ui/class_component): plain values, dates and statuses in words.

Pure: no Streamlit. The browser only draws what stands here; it works out no date of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Protocol

from classroom.quiz import as_values, questions
from classroom.story import Story, packed
from ui.event_index import disputed_events
from ui.format import bare, date_in_words, name_in
from ui.reader import Reader
from ui.sources import Articles, foreign, full_label
from ui.strings import messages
from ui.timeline_data import allegation, denial, is_dated, only_speakers, precision, title

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.decisions import Decision

MOST_QUESTIONS = 12
_SIGNS = {"computed": "=", "inferred": "\u2234"}
_SECTIONS = ("class", "quiz", "story")
_KEY_LENGTH = 16
Row = Mapping[str, Any]


class Told(Articles, Protocol):
    """What a class asks of a corpus."""

    @property
    def event_rows(self) -> Mapping[str, Row]:
        """Event id -> the event."""

    @property
    def event_ids(self) -> Mapping[str, str]:
        """What a story may call an event -> its id."""

    @property
    def mentions_of(self) -> Mapping[str, Sequence[Row]]:
        """Event id -> its tellings."""

    @property
    def english(self) -> Mapping[str, str]:
        """Arabic label of a name -> its English one."""

    @property
    def findings(self) -> pd.DataFrame:
        """What the checks found, as the table `check`."""

    @property
    def mentions(self) -> pd.DataFrame:
        """All tellings, as the table `mentions`."""

    @property
    def decided(self) -> Mapping[str, Sequence[Decision]]:
        """Event id -> the decisions on it that stand."""


def class_data(
    story: Story, corpus: Told, reader: Reader, *, notes: bool = True, most_words: int = 0, seed: int = 0
) -> dict[str, Any]:
    """All that a class is told of a story. Events that are not in the corpus any more are left out.

    notes: whether the teachers' notes are among it, which pupils must not see. most_words: so many words of each source
    may be shown, 0 for all. seed: another one makes other questions.
    """
    ids = {asked: corpus.event_ids[asked] for asked in story.events if asked in corpus.event_ids}
    told = list(dict.fromkeys(ids.values()))
    captions = {ids[asked]: words for asked, words in story.captions.items() if asked in ids}
    rows = [corpus.event_rows[event_id] for event_id in told]
    disputed = disputed_events(corpus.findings, corpus.mentions)
    dated = [row for row in rows if is_dated(row)]
    return {
        "key": sha256(packed(story).encode()).hexdigest()[:_KEY_LENGTH],
        "lang": reader.lang,
        "dir": reader.text_dir,
        "timeDir": reader.time_dir,
        "theme": reader.theme,
        "digits": "arab" if reader.digits == "arab" and reader.lang == "ar" else "latn",
        "title": story.title,
        "events": [
            _event(row, corpus, reader, captions.get(row["event_id"], ""), disputed, notes, most_words) for row in rows
        ],
        "questions": [
            _question(as_values(one), reader, corpus.english)
            for one in questions(rows, disputed=disputed, most=MOST_QUESTIONS, seed=seed)
        ],
        "span": {
            "first": _iso(min(row["earliest"] for row in dated)) if dated else "",
            "last": _iso(max(row["latest"] for row in dated)) if dated else "",
        },
    }


def class_strings(reader: Reader) -> dict[str, str]:
    """The words that the class view and the quiz say themselves, by their keys."""
    strings = {}
    for key, message in messages(reader.lang).items():
        group = key.partition(".")[0]
        if group in _SECTIONS and isinstance(message, str):
            strings[key] = message
    return strings


def _event(
    row: Row,
    corpus: Told,
    reader: Reader,
    caption: str,
    disputed: Collection[str],
    notes: bool,
    most_words: int,
) -> dict[str, Any]:
    t, event_id, name = reader.t, row["event_id"], title(row, reader.lang)
    is_day = is_dated(row) and row["earliest"] == row["latest"] and row["granularity"] in ("day", "time")
    decided = corpus.decided.get(event_id, ())
    basis = (row["basis"] or "unknown") if row["edtf"] else "unknown"
    return {
        "id": event_id,
        "title": bare(name),
        "titleLang": foreign(name, reader).get("lang", reader.lang),
        "date": bare(date_in_words(row["edtf"], row["granularity"], reader, weekday=False)),
        "weekday": _weekday(row, reader) if is_day else "",
        "tick": _tick(row, reader),
        "edtf": row["edtf"],
        "first": _iso(row["earliest"]) if is_dated(row) else "",
        "last": _iso(row["latest"]) if is_dated(row) else "",
        "granularity": row["granularity"],
        "precision": precision(row) if is_dated(row) else "within" if row["edtf"] else "undated",
        "sign": _SIGNS.get(basis, ""),
        "basisWord": t(f"bases.{basis}"),
        "status": row["status"],
        "statusWord": allegation(row, reader, corpus.english)
        if row["status"] == "alleged"
        else t(f"statuses.{row['status']}"),
        "saidBy": _said_by(row, corpus.mentions_of.get(event_id, ()), reader, corpus.english),
        "deniedBy": denial(row, reader, corpus.english),
        "isDisputed": event_id in disputed,
        "caption": caption,
        "note": "\n".join(one.teaching for one in decided if one.teaching) if notes else "",
        "sources": _sources(event_id, corpus, reader, most_words),
    }


def _said_by(row: Row, tellings: Sequence[Row], reader: Reader, english: Mapping[str, str]) -> str:
    """Whose word it is, where it is not the articles' own; an unproven event says so in its status."""
    names = [name_in(label, reader, english) for label in only_speakers(row, tellings)]
    return reader.t("class.said_by", who=reader.join(names)) if names and row["status"] != "alleged" else ""


def _weekday(row: Row, reader: Reader) -> str:
    """The name of a day of the week."""
    return reader.words("weekdays")[date.fromisoformat(_iso(row["earliest"])).weekday()]


def _tick(row: Row, reader: Reader) -> str:
    """The year or years, for the line; '' without a date, the whole date before our era."""
    if not is_dated(row):
        return bare(date_in_words(row["edtf"], row["granularity"], reader, weekday=False)) if row["edtf"] else ""
    first, last = (_iso(row[name])[:4] for name in ("earliest", "latest"))
    years = first if first == last else reader.t("class.years", first=first, last=last)
    return reader.number(years)


def _sources(event_id: str, corpus: Told, reader: Reader, most_words: int) -> list[dict[str, Any]]:
    """Every sentence that tells the event, each once. marks: the words that date it, counted in code points."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for telling in corpus.mentions_of.get(event_id, ()):
        start, end = telling["sentence_start"], telling["sentence_end"]
        place = (telling["article"], start)
        if place in found or telling["article"] not in corpus.texts:
            continue
        quote = corpus.texts[telling["article"]][start:end]
        if most_words and len(words := quote.split()) > most_words:
            quote = quote[: _end_of_words(quote, words[:most_words])] + "\u2026"
        marks = [
            [left - start, min(right - start, len(quote))]
            for left, right in telling["timexes"]
            if start <= left and left - start < len(quote) and right <= end
        ]
        found[place] = {"quote": quote, "name": full_label(telling["article"], corpus, reader), "marks": marks}
    return list(found.values())


def _end_of_words(text: str, words: Sequence[str]) -> int:
    at = 0
    for word in words:
        at = text.index(word, at) + len(word)
    return at


def _question(values: dict[str, Any], reader: Reader, english: Mapping[str, str]) -> dict[str, Any]:
    """A question with the names in it in the reader's language, in which two may be one."""
    if values["kind"] != "claim":
        return values
    options = list(dict.fromkeys(name_in(label, reader, english) for label in values["options"]))
    said_by = name_in(values["saidBy"], reader, english)
    return values | {"options": options if len(options) > 1 else [], "saidBy": said_by}


def _iso(day: Any) -> str:
    return day if isinstance(day, str) else f"{day:%Y-%m-%d}"
