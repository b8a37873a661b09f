"""A chronology before print: events as they are frozen, how a version differs from today, and both in words.

Pure: no Streamlit and no database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from exports.chronology import Entry, Paper
from storage.versions import FrozenEvent, Note, Source, Version
from ui.corpus import Corpus
from ui.format import bare, date_in_words, day_in_words
from ui.highlight import element, escape, text_element
from ui.reader import Reader
from ui.sources import foreign
from ui.timeline_data import title

if TYPE_CHECKING:
    import pandas as pd

FIELDS = ("date", "title", "status")
Row = Mapping[str, Any]


class Difference(NamedTuple):
    """What became of an event since a version was frozen. fields: of a changed one, which of FIELDS."""

    kind: Literal["added", "gone", "changed"]
    then: FrozenEvent | None
    now: FrozenEvent | None
    fields: tuple[str, ...] = ()


# --- freezing ---------------------------------------------------------------------------------------------------------


def frozen_events(events: pd.DataFrame, corpus: Corpus) -> list[FrozenEvent]:
    """Events as a version keeps them, in the order given: with the words of every source that tells them."""
    digests: dict[str, str] = {}
    return [_frozen(row, corpus, digests) for row in events.to_dict("records")]


def _frozen(event: Row, corpus: Corpus, digests: dict[str, str]) -> FrozenEvent:
    tellings: dict[str, Row] = {}
    # The telling whose words became the title comes first, then that of the date.
    told = sorted(
        corpus.mentions_of.get(event["event_id"], ()),
        key=lambda row: (row["title_ar"] != event["title_ar"], row["edtf"] != event["edtf"]),
    )
    for row in told:
        tellings.setdefault(row["article"], row)
    notes = (one for one in corpus.decided.get(event["event_id"], ()) if one.note)
    return FrozenEvent(
        event_id=event["event_id"],
        mentions=tuple(event["mentions"]),
        edtf=event["edtf"],
        granularity=event["granularity"],
        basis=event["basis"],
        status=event["status"],
        kind=event["kind"],
        notes=tuple(Note(one.key, one.note) for one in notes),
        title_ar=event["title_ar"],
        title_en=event["title_en"],
        sources=tuple(_source(name, row, corpus, digests) for name, row in tellings.items()),
    )


def _source(name: str, telling: Row, corpus: Corpus, digests: dict[str, str]) -> Source:
    facts, anchor, text = corpus.article_rows[name], corpus.anchor_rows[name], corpus.texts[name]
    if name not in digests:
        digests[name] = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Source(
        digest=digests[name],
        outlet=facts["outlet"],
        written=anchor["edtf"],
        granularity=anchor["granularity"],
        url=facts["url"],
        headline=facts["title"],
        excerpt=" ".join(text[telling["sentence_start"] : telling["sentence_end"]].split()),
    )


# --- then and now -----------------------------------------------------------------------------------------------------


def differences(then: Sequence[FrozenEvent], now: Sequence[FrozenEvent], ids: Mapping[str, str]) -> list[Difference]:
    """What changed since `then`: in its order, what was added at the end.

    ids: what an event may be called (its id, or that of a mention) -> its id today.
    """
    here = {event.event_id: event for event in now}
    met: set[str] = set()
    found = []
    for event in then:
        today = next((ids[name] for name in (event.event_id, *event.mentions) if ids.get(name) in here), None)
        if today is None:
            found.append(Difference("gone", event, None))
            continue
        met.add(today)
        if fields := _changed(event, here[today]):
            found.append(Difference("changed", event, here[today], fields))
    return found + [Difference("added", None, event) for event in now if event.event_id not in met]


def _changed(then: FrozenEvent, now: FrozenEvent) -> tuple[str, ...]:
    """Which of FIELDS differ. A title whose words were removed is not compared."""
    titled = bool(then.title_ar or then.title_en)
    differs = {
        "date": (then.edtf, then.granularity) != (now.edtf, now.granularity),
        "title": titled and (then.title_ar, then.title_en) != (now.title_ar, now.title_en),
        "status": then.status != now.status,
    }
    return tuple(name for name in FIELDS if differs[name])


# --- in words ---------------------------------------------------------------------------------------------------------


def date_words(event: FrozenEvent, reader: Reader) -> str:
    """The date of an event as the reader has dates."""
    return date_in_words(event.edtf, event.granularity, reader)


def title_words(event: FrozenEvent, reader: Reader) -> str:
    """Its title; that it was removed where it was."""
    return title(event._asdict(), reader.lang) or reader.t("print.removed")


def what(event: FrozenEvent, reader: Reader) -> str:
    """Its title, with its status where it did not simply happen."""
    if event.status == "happened":
        return title_words(event, reader)
    return reader.t("print.with_status", title=title_words(event, reader), status=reader.t(f"statuses.{event.status}"))


def stage_line(version: Version, reader: Reader) -> str:
    """Which version this is and how far it has come."""
    number = reader.number(version.number)
    return reader.t("print.version_stage", number=number, stage=reader.t(f"print.stage_{version.stage}"))


def step_lines(version: Version, reader: Reader) -> list[str]:
    """Who did what with it, and when."""
    return [
        reader.t(f"print.step_{step.stage}", who=f"\u2068{step.author}\u2069", when=moment(step.at, reader))
        for step in version.steps
    ]


def moment(at: datetime, reader: Reader) -> str:
    """A point in time of this machine's clock, in words."""
    here = at.astimezone()
    day = day_in_words(here.date(), reader, weekday=False)
    return reader.isolate(reader.t("date.at", day=day, clock=reader.number(f"{here:%H:%M}")))


def paper(version: Version, name: str, reader: Reader, *, quotes: bool, most_words: int = 0) -> Paper:
    """A version for print, in the reader's language, months and digits.

    quotes: whether the sources' own sentences stand under the events. most_words: of one source, 0 for all of them.
    """
    numbers: dict[str, str] = {}
    lines: list[tuple[str, str]] = []
    for event in version.events:
        for source in event.sources:
            if source.digest not in numbers:
                numbers[source.digest] = reader.number(len(numbers) + 1)
                lines.append((numbers[source.digest], source_words(source, reader)))
    left = dict.fromkeys(numbers, most_words)
    entries = tuple(
        Entry(
            date=bare(date_words(event, reader)),
            what=bare(what(event, reader)),
            note=" ".join(note.text for note in event.notes if note.text),
            quotes=tuple(_quotes(event, numbers, left, reader, limited=most_words > 0)) if quotes else (),
            sources=tuple(numbers[source.digest] for source in event.sources),
        )
        for event in version.events
    )
    about = (stage_line(version, reader), *step_lines(version, reader), *([version.note] if version.note else []))
    return Paper(
        language="ar" if reader.lang == "ar" else "en",
        title=name,
        about=tuple(map(bare, about)),
        entries=entries,
        sources_heading=reader.t("print.sources"),
        sources=tuple(lines),
        separator=reader.t("list.separator"),
    )


def source_words(source: Source, reader: Reader) -> str:
    """A source in one line: outlet, headline, date, address."""
    written = bare(date_in_words(source.written, source.granularity, reader)) if source.written else ""
    headline = reader.t("print.quoted", words=source.headline) if source.headline else reader.t("source.untitled")
    parts = (source.outlet or reader.t("source.unknown_outlet"), headline, written, source.url)
    return reader.t("list.separator").join(part for part in parts if part)


def _quotes(
    event: FrozenEvent, numbers: Mapping[str, str], left: dict[str, int], reader: Reader, *, limited: bool
) -> list[str]:
    """The sentences of an event's sources, no more words of one source than it may be quoted with in all."""
    found = []
    for source in event.sources:
        words = source.excerpt.split()
        said = words[: left[source.digest]] if limited else words
        left[source.digest] -= len(said)
        if said:
            cut = " ".join(said) + ("\u2026" if len(said) < len(words) else "")
            found.append(f"{reader.t('print.quoted', words=cut)} [{numbers[source.digest]}]")
    return found


# --- on the screen ----------------------------------------------------------------------------------------------------


def version_html(version: Version, reader: Reader) -> str:
    """A version's events as they were frozen, with their sources."""
    items = "".join(_item(event, reader) for event in version.events)
    return element("ol", items, class_="frozen")


def _item(event: FrozenEvent, reader: Reader) -> str:
    words = what(event, reader)
    told = text_element("time", date_words(event, reader)) + " " + text_element("span", words, **foreign(words, reader))
    unnamed = reader.t("source.unknown_outlet")
    names = dict.fromkeys(source.outlet or source.headline or unnamed for source in event.sources)
    from_whom = text_element(
        "p", reader.t("list.separator").join(f"\u2068{name}\u2069" for name in names), class_="muted"
    )
    notes = "".join(text_element("p", note.text, class_="public-note") for note in event.notes if note.text)
    return element("li", element("p", told) + notes + from_whom)


def differences_html(found: Sequence[Difference], reader: Reader) -> str:
    """What became of a version's events since, each as then and now."""
    if not found:
        return text_element("p", reader.t("print.same"), class_="same")
    return element("ul", "".join(_difference(one, reader) for one in found), class_="differences")


def _difference(one: Difference, reader: Reader) -> str:
    t = reader.t
    label = text_element("strong", t(f"print.{one.kind}"), class_=f"kind {one.kind}")
    shown = one.then or one.now
    assert shown is not None
    if one.then is None or one.now is None:
        says = escape(f"{date_words(shown, reader)}{t('list.separator')}{what(shown, reader)}")
        return element("li", label + " " + element("del" if one.kind == "gone" else "span", says))
    rows = "".join(_pair(name, one.then, one.now, reader) for name in one.fields)
    head = text_element("span", title_words(one.now, reader), **foreign(title_words(one.now, reader), reader))
    return element("li", label + " " + head + element("dl", rows))


def _pair(name: str, then: FrozenEvent, now: FrozenEvent, reader: Reader) -> str:
    words = {"date": date_words, "title": title_words, "status": _status}[name]
    pair = text_element("del", words(then, reader)) + " " + text_element("ins", words(now, reader))
    return text_element("dt", reader.t(f"print.field_{name}")) + element("dd", pair)


def _status(event: FrozenEvent, reader: Reader) -> str:
    return reader.t(f"statuses.{event.status}")
