"""A selection or a story in words for paper and slides: what exports/ lays out, in the reader's language, months and
digits. No Streamlit: the command line needs it too.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from classroom.quiz import Question, questions
from classroom.story import Story, from_values
from exports.chronicle import Chronicle, year_before_christ
from exports.handout import Asked, Handout, Quote, Told
from exports.offline_page import Form
from pipeline.table import data_frame
from ui.charts.drawing import SIGNS, timeline_svg
from ui.charts.strip import places, strip_svg
from ui.event_index import disputed_events
from ui.format import bare, date_in_words, name_in, years_in_words
from ui.house import usual_reader
from ui.reader import Reader
from ui.timeline_data import allegation, badges, is_dated, only_speakers, precision, title

if TYPE_CHECKING:
    import pandas as pd

    from exports.chronicle import Source

MOST_QUESTIONS = 12
Row = Mapping[str, Any]
_LETTERS = ("quoted", "page", "pupil", "grade", "day", "worksheet", "key", "no_questions", "line")


def handout(
    chronicle: Chronicle,
    reader: Reader,
    *,
    disputed: Collection[str] = (),
    teaching: Mapping[str, str] | None = None,
    seed: int = 0,
) -> Handout:
    """What goes on paper of a selection or a story.

    disputed: events that nobody is asked about as facts. teaching: event id -> the note to teachers. seed: another one
    asks other questions.
    """
    t = reader.t
    events = data_frame("events", chronicle.events)
    numbers = {row["event_id"]: reader.number(at) for at, row in enumerate(chronicle.events, 1)}
    cited = _Cited(chronicle, reader)
    where = places(events)
    told = tuple(
        replace(
            _told(row, numbers[row["event_id"]], chronicle, cited, reader),
            teaching=(teaching or {}).get(row["event_id"], ""),
            place=_turned(where.get(row["event_id"]), reader),
        )
        for row in chronicle.events
    )
    asked = questions(chronicle.events, disputed=disputed, most=MOST_QUESTIONS, seed=seed)
    language: Literal["ar", "en"] = "ar" if reader.lang == "ar" else "en"
    return Handout(
        language=language,
        title=bare(chronicle.title) or t("paper.title"),
        about=(bare(_about(events, len(cited.lines), reader)),),
        events=told,
        sources=tuple(cited.lines),
        questions=tuple(_Asking(chronicle, reader).asked(one) for one in asked),
        picture=strip_svg(events, numbers, reader),
        legend=_legend(events, reader),
        words={name: t(f"paper.{name}") for name in _LETTERS}
        | {
            "quoted": t("paper.quoted"),
            "sources": t("print.sources"),
            "separator": t("list.separator"),
            "joiner": t("paper.joiner"),
            "legend_joiner": t("paper.legend_joiner"),
            "title_joiner": t("paper.title_joiner"),
            "numerals": reader.number("0123456789"),
        },
        poster=lambda: timeline_svg(events, reader, bare(_about(events, len(cited.lines), reader)), chronicle.english),
    )


def _turned(place: tuple[float, float] | None, reader: Reader) -> tuple[float, float] | None:
    """A place as it lies from the left, where time may run from the right."""
    if place is None or reader.time_dir == "ltr":
        return place
    return 1 - place[1], 1 - place[0]


def _about(events: pd.DataFrame, sources: int, reader: Reader) -> str:
    """How many events from how many sources over which years."""
    t = reader.t
    said = {"events": t("count.events", n=len(events)), "sources": t("count.sources", n=sources)}
    dated = events[events["earliest"].notna() & events["latest"].notna()]
    spanned = [year for edtf in events["edtf"] if (year := year_before_christ(edtf)) is not None]
    if not dated.empty:
        spanned += [int(dated["earliest"].min().year), int(dated["latest"].max().year)]
    if not spanned:
        return t("result.undated", **said) if len(events) else t("result.none")
    return t("result.all", **said, years=years_in_words(min(spanned), max(spanned), reader))


class _Cited:
    """The sources as they are met, numbered from 1."""

    def __init__(self, chronicle: Chronicle, reader: Reader) -> None:
        self._chronicle = chronicle
        self._reader = reader
        self._numbers: dict[str, str] = {}
        self.lines: list[tuple[str, str]] = []

    def number(self, source: Source) -> str:
        """The number of a telling's article."""
        name = source.article["article"]
        if name not in self._numbers:
            self._numbers[name] = self._reader.number(len(self._numbers) + 1)
            self.lines.append((self._numbers[name], self._words(source.article)))
        return self._numbers[name]

    def number_of_name(self, name: str) -> str:
        """The number of an article of which no more than its name is known, as in a table that was opened again."""
        if name not in self._numbers:
            self._numbers[name] = self._reader.number(len(self._numbers) + 1)
            self.lines.append((self._numbers[name], name))
        return self._numbers[name]

    def _words(self, article: Row) -> str:
        t = self._reader.t
        anchor = self._chronicle.anchors.get(article["article"], {})
        written = ""
        if anchor and anchor["edtf"]:
            written = bare(date_in_words(anchor["edtf"], anchor["granularity"], self._reader))
            written = t("paper.inferred", date=written) if anchor["source"] == "inferred" else written
        headline = t("print.quoted", words=article["title"]) if article["title"] else t("source.untitled")
        agency = t("source.agency", agency=article["agency"]) if article["agency"] else ""
        parts = (article["outlet"] or t("source.unknown_outlet"), headline, agency, written, article["url"])
        return t("list.separator").join(part for part in parts if part)


def date_words(row: Row, reader: Reader) -> str:
    """An event's date for paper."""
    return bare(date_in_words(row["edtf"], row["granularity"], reader))


def _told(row: Row, number: str, chronicle: Chronicle, cited: _Cited, reader: Reader) -> Told:
    event_id = row["event_id"]
    basis = (row["basis"] or "unknown") if row["edtf"] else ""
    words = bare(title(row, reader.lang))
    quotes = tuple(Quote(source.quote, cited.number(source)) for source in chronicle.sources(event_id))
    named = dict.fromkeys(one.source for one in quotes) or map(cited.number_of_name, row["articles"])
    return Told(
        number=number,
        date=date_words(row, reader),
        title=words,
        is_arabic=any("\u0620" <= letter <= "\u06ff" for letter in words),
        sign=SIGNS.get(basis, "").strip(),
        basis=reader.t("paper.basis", how=reader.t(f"bases.{basis}")) if basis in SIGNS else "",
        said=_said(row, chronicle.mentions.get(event_id, ()), reader, chronicle.english),
        caption=chronicle.captions.get(event_id, ""),
        note=chronicle.notes.get(event_id, ""),
        quotes=quotes,
        sources=tuple(named),
    )


def _said(row: Row, tellings: Sequence[Row], reader: Reader, english: Mapping[str, str]) -> tuple[str, ...]:
    """The status where it did not simply happen, whose word it rests on, who denies it."""
    said = [bare(badge["text"]) for badge in badges(row, reader, english)]
    if row["status"] in ("ongoing", "denied") and not (row["status"] == "denied" and len(row["denied_by"])):
        said.insert(0, reader.t(f"statuses.{row['status']}"))
    speakers = [label for label in only_speakers(row, tellings) if label not in row["denied_by"]]
    if speakers and row["status"] != "alleged":
        who = reader.join(name_in(label, reader, english) for label in speakers)
        said.append(bare(reader.t("paper.said_by", who=who)))
    return tuple(said)


def _legend(events: pd.DataFrame, reader: Reader) -> tuple[str, ...]:
    """What the shapes and signs on these pages mean, those that occur."""
    rows = [row for row in events.to_dict("records") if is_dated(row)]
    if not rows:
        return ()
    shapes = {precision(row) for row in rows}
    found = [reader.t("paper.legend_numbers")]
    found += [
        reader.t(f"paper.legend_{shape}")
        for shape in ("day", "range", "within", "open")
        if shape in shapes or (shape == "range" and shapes & {"vague_start", "vague_end"})
    ]
    if any(row["status"] in ("planned", "possible", "postponed") for row in rows):
        found.append(reader.t("paper.legend_planned"))
    if any(row["status"] == "alleged" for row in rows):
        found.append(reader.t("paper.legend_alleged"))
    if any(row["status"] == "cancelled" for row in rows):
        found.append(reader.t("paper.legend_cancelled"))
    found += [
        reader.t(f"paper.legend_{basis}", sign=sign.strip())
        for basis, sign in SIGNS.items()
        if any(row["basis"] == basis for row in rows)
    ]
    return tuple(found)


class _Asking:
    """Questions in words, with their answers."""

    def __init__(self, chronicle: Chronicle, reader: Reader) -> None:
        self._chronicle = chronicle
        self._reader = reader
        self._rows = {row["event_id"]: row for row in chronicle.events}

    def asked(self, one: Question) -> Asked:
        """A question as it stands on a sheet, and in the key."""
        return {
            "order": self._order,
            "first": self._first,
            "match": self._match,
            "year": self._year,
            "claim": self._claim,
        }[one.kind](one)

    def _title(self, event_id: str) -> str:
        return bare(title(self._rows[event_id], self._reader.lang))

    def _dated(self, event_id: str) -> str:
        row = self._rows[event_id]
        return self._reader.t("paper.dated", title=self._title(event_id), date=date_words(row, self._reader))

    def _evidence(self, event_id: str) -> str:
        return next((source.quote for source in self._chronicle.sources(event_id)), "")

    def _order(self, one: Question) -> Asked:
        number, t = self._reader.number, self._reader.t
        answers = (
            t("paper.numbered", number=number(at), words=self._dated(each)) for at, each in enumerate(one.answer, 1)
        )
        return Asked(
            "order",
            t("paper.ask_order", last=number(len(one.events))),
            lines=tuple(map(self._title, one.events)),
            answers=tuple(answers),
        )

    def _first(self, one: Question) -> Asked:
        later = next(each for each in one.events if each not in one.answer)
        return Asked(
            "first",
            self._reader.t("paper.ask_first"),
            lines=tuple(map(self._title, one.events)),
            answers=(self._dated(one.answer[0]), self._reader.t("paper.then", words=self._dated(later))),
        )

    def _match(self, one: Question) -> Asked:
        letters = self._reader.words("paper.letters")
        opposite = tuple(
            (letters[at], date_words(self._rows[each], self._reader)) for at, each in enumerate(one.options)
        )
        answers = (
            self._reader.t("paper.lettered", letter=letters[one.options.index(each)], words=self._dated(each))
            for each in one.events
        )
        return Asked(
            "match",
            self._reader.t("paper.ask_match"),
            lines=tuple(map(self._title, one.events)),
            opposite=opposite,
            answers=tuple(answers),
        )

    def _year(self, one: Question) -> Asked:
        event_id = one.events[0]
        return Asked(
            "year",
            self._reader.t("paper.ask_year"),
            subject=self._title(event_id),
            choices=tuple(map(self._reader.number, one.options)),
            answers=(date_words(self._rows[event_id], self._reader),),
            evidence=self._evidence(event_id),
        )

    def _claim(self, one: Question) -> Asked:
        t, english, event_id = self._reader.t, self._chronicle.english, one.events[0]
        row = self._rows[event_id]
        answers = [t(f"paper.claim_{one.answer[0]}")]
        if row["status"] == "alleged":
            answers.append(bare(allegation(row, self._reader, english)))
        elif one.said_by:
            answers.append(bare(t("paper.said_by", who=name_in(one.said_by, self._reader, english))))
        if row["denied_by"]:
            answers += [badge["text"] for badge in badges(row, self._reader, english) if badge["role"] == "denied"]
        return Asked(
            "claim",
            t("paper.ask_claim"),
            subject=self._title(event_id),
            choices=tuple(t(f"paper.claim_{claim}") for claim in ("happened", "announced", "claimed", "denied")),
            asked_too=t("paper.ask_who") if one.options else "",
            choices_too=tuple(name_in(label, self._reader, english) for label in one.options),
            answers=tuple(map(bare, answers)),
            evidence=self._evidence(event_id),
        )


def for_command(chronicle: Chronicle, findings: Sequence[Row]) -> Handout:
    """What the command line writes: for the usual reader, none asked about what the checks (rows of `check`) doubt."""
    tellings = data_frame("mentions", [row for rows in chronicle.mentions.values() for row in rows])
    disputed = disputed_events(data_frame("check", findings), tellings)
    return handout(chronicle, replace(usual_reader(), lang=chronicle.language), disputed=disputed)


def of_story(chronicle: Chronicle, story: bytes) -> Chronicle:
    """The events of a story (its JSON) in its order, with its title and captions. Raises ValueError for no story."""
    told = from_values(json.loads(story))
    names = {row["event_id"]: row for row in chronicle.events}
    names |= {mention: row for row in chronicle.events for mention in row["mentions"]}
    rows = {row["event_id"]: row for name in told.events if (row := names.get(name))}
    if not rows:
        raise ValueError("none of the story's events is among these articles'; give it with its own")
    captions = {names[name]["event_id"]: words for name, words in told.captions.items() if name in names}
    return replace(chronicle, events=list(rows.values()), captions=captions, title=chronicle.title or told.title)


def page_for_command(chronicle: Chronicle, findings: Sequence[Row], form: Form, *, is_story: bool) -> bytes:
    """The page that works without a network, of what the command line found. is_story: whether it is told in order."""
    from ui.offline import offline_chronicle

    ids = tuple(str(row["event_id"]) for row in chronicle.events)
    story = Story(chronicle.title, ids, chronicle.captions) if is_story else None
    return offline_chronicle(
        chronicle, replace(usual_reader(), lang=chronicle.language), form, checked=findings, story=story
    )


def fewer(chronicle: Chronicle, most: int) -> Chronicle:
    """The same with the most important events only, in their order."""
    if len(chronicle.events) <= most:
        return chronicle
    ranked = sorted(chronicle.events, key=lambda row: (-float(row["importance"]), str(row["event_id"])))
    kept = {row["event_id"] for row in ranked[:most]}
    events: Sequence[Row] = [row for row in chronicle.events if row["event_id"] in kept]
    return replace(chronicle, events=events)
