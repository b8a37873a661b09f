"""What stands in the page that works without a network (exports/offline_page.py): events, words, code and style.

Pure: no Streamlit. Both languages are in the file, so that a class may change between them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from classroom.story import Story
from exports import offline_page
from exports.chronicle import Chronicle
from exports.handout import Unmakeable
from exports.offline_page import FORMS, Face, Form, Page, TooLarge
from ui.chronicle_corpus import ChronicleCorpus
from ui.class_data import MOST_QUESTIONS, Told, class_data, class_strings
from ui.event_index import disputed_events
from ui.format import bare, date_in_words
from ui.joined_modules import modules_as_one
from ui.reader import Reader
from ui.sources import full_label, label
from ui.strings import LANGUAGES, messages
from ui.theme import css
from ui.timeline_data import Look, Tellings, title, whole_timeline

if TYPE_CHECKING:
    import pandas as pd


_HERE = Path(__file__).parent
_FONTS = _HERE.parent / "static" / "fonts"
_ARABIC = "U+0600-06FF,U+0750-077F,U+200C-200E,U+FB50-FDFF,U+FE70-FEFC"
_LATIN = "U+0000-024F,U+2000-200B,U+2010-206F,U+2212"
_FACES = (
    ("IBM Plex Sans Arabic", "ibm-plex-sans-arabic", (400, 600)),
    ("Noto Naskh Arabic", "noto-naskh-arabic", (400, 700)),
)
_SECTIONS = ("offline", "filters", "card", "kinds", "statuses", "bases", "lanes", "views", "timeline", "events_list")
_COUNTS = ("count.events",)
# A class without a story of its own is told the most important events, and no more than an hour holds.
_MOST_TOLD = 60
# Whole articles go into a file only as far as it stays one that can be sent.
_MOST_LETTERS = 1_000_000
# How much less is tried than would fit if all events were equally long: the most important have more sources.
_CAUTION = 0.95
_OF_A_LANGUAGE = ("label", "date", "badges")
Row = Mapping[str, Any]


class Corpus(Told, Tellings, Protocol):
    """What the page asks of a corpus."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a page is to be. most_words: so many words of each source may leave the house, 0 for all. story: what the
    class is told; None for the most important of the events. notes: event id -> the public note on a correction. of:
    from how many events these were chosen as the most important, 0 where they were not."""

    form: Form = "full"
    title: str = ""
    story: Story | None = None
    most_words: int = 0
    notes: Mapping[str, str] = field(default_factory=dict)
    of: int = 0


def offline_html(events: pd.DataFrame, corpus: Corpus, reader: Reader, wish: Wish) -> bytes:
    """The file of a selection of events: of as many as the form takes the most important, which the page then says."""
    return _fitting(events, corpus, reader, wish)[0]


def _fitting(events: pd.DataFrame, corpus: Corpus, reader: Reader, wish: Wish) -> tuple[bytes, int]:
    """The file, and how many events are in it."""
    most = min(len(events), FORMS[wish.form].MOST)
    while True:
        chosen = _most_important(events, most, wish.story)
        own = replace(wish, of=len(events)) if most < len(events) else wish
        try:
            return offline_page.write(page_of(chosen, corpus, reader, own)), most
        except TooLarge as fault:
            most = round_below(most * fault.share * _CAUTION)
            if not most:
                raise Unmakeable(f"not one of these events has room in {FORMS[wish.form].BYTES // 1000} kB") from fault


def round_below(amount: float) -> int:
    """A number with two digits that count, not above another."""
    unit = 10 ** max(0, len(str(int(amount))) - 2)
    return int(amount) // unit * unit


def _most_important(events: pd.DataFrame, most: int, story: Story | None) -> pd.DataFrame:
    """Of some events the most important, before them those of a story, in the order in which they were."""
    if most >= len(events):
        return events
    is_told = events["event_id"].isin(story.events if story else ())
    ranked = events.assign(is_told=is_told).sort_values(["is_told", "importance"], ascending=False, kind="stable")
    return events[events["event_id"].isin(ranked["event_id"].head(most))]


def offline_chronicle(
    chronicle: Chronicle,
    reader: Reader,
    form: Form = "full",
    *,
    checked: Sequence[Row] = (),
    story: Story | None = None,
) -> bytes:
    """The file of a chronicle. checked: the rows of `check`, which know where sources differ.

    Raises Unmakeable where these are more events than the form takes.
    """
    corpus = ChronicleCorpus(chronicle, checked)
    told = story or (
        Story(chronicle.title, tuple(corpus.event_rows), chronicle.captions) if chronicle.captions else None
    )
    wish = Wish(form, chronicle.title, told, chronicle.excerpt or 0, chronicle.notes)
    data, taken = _fitting(corpus.events, corpus, reader, wish)
    if taken < len(corpus.events):
        page = FORMS[form]
        raise Unmakeable(
            f"{page.EXTENSION} stays under {page.BYTES // 1000} kB and takes {taken} of these {len(corpus.events)} "
            f"events; choose with --story FILE, or take the most important: --most {taken}"
        )
    return data


def page_of(events: pd.DataFrame, corpus: Corpus, reader: Reader, wish: Wish) -> Page:
    """The page of a selection of events."""
    form = wish.form
    return Page(
        title=wish.title or reader.t("offline.heading"),
        language=reader.lang,
        direction="rtl" if reader.text_dir == "rtl" else "ltr",
        style=_style(),
        script=_script(),
        data=page_data(events, corpus, reader, wish),
        no_script=reader.t("offline.no_script"),
        too_old=reader.t("offline.too_old"),
        faces=() if form == "light" else _faces(),
    )


def page_data(events: pd.DataFrame, corpus: Corpus, reader: Reader, wish: Wish) -> dict[str, Any]:
    """All that the page draws, as plain values. Names and articles are numbers, so that each stands there once."""
    readers = {lang: replace(reader, lang=lang, theme="light") for lang in LANGUAGES}
    order = events.sort_values(["earliest", "latest", "event_id"], na_position="last", kind="stable")
    ids = order["event_id"].tolist()
    names: dict[str, int] = {}
    articles: dict[str, int] = {}
    lines = {lang: whole_timeline(order, corpus, own, Look(lanes="none", first=True)) for lang, own in readers.items()}
    items = {lang: {item["id"]: item for item in line.pop("events")} for lang, line in lines.items()}
    disputed = disputed_events(corpus.findings, corpus.mentions)
    told = [
        _event(corpus.event_rows[event_id], corpus, readers, items, wish, names, articles)
        | ({"disputed": True} if event_id in disputed else {})
        for event_id in ids
    ]
    story = wish.story or Story(wish.title, _told(order))
    languages = {}
    for lang, own in readers.items():
        line = lines[lang]
        languages[lang] = {
            "dir": own.text_dir,
            "strings": page_strings(own),
            "timeline": {
                name: line[name]
                for name in ("lang", "timeDir", "digits", "months", "strings", "reference")
                if name in line
            },
            "first": line.get("first"),
            "class": _class(story, corpus, own, told),
        }
    return {
        "form": wish.form,
        "lang": reader.lang,
        "title": wish.title,
        "of": wish.of,
        "mostQuestions": MOST_QUESTIONS,
        "languages": languages,
        "names": [[name, corpus.english.get(name, "")] for name in names],
        "articles": _articles(articles, corpus, readers, wish),
        "events": told,
    }


def page_strings(reader: Reader) -> dict[str, str]:
    """The words that the page says itself, by their keys; counted ones by their key and plural form."""
    strings = dict(class_strings(reader))
    for key, message in messages(reader.lang).items():
        if key.partition(".")[0] in _SECTIONS and isinstance(message, str):
            strings[key] = message
        elif key in _COUNTS and isinstance(message, Mapping):
            strings |= {f"{key}_{form}": text for form, text in message.items()}
    return strings


def _told(events: pd.DataFrame) -> tuple[str, ...]:
    """Ids of the most important dated events, in the order of time."""
    dated = events[events["earliest"].notna()]
    best = dated.sort_values("importance", ascending=False, kind="stable").head(_MOST_TOLD)
    return tuple(dated.loc[dated.index.isin(best.index), "event_id"])


def _event(
    row: Row,
    corpus: Corpus,
    readers: Mapping[str, Reader],
    items: Mapping[str, Mapping[str, Mapping[str, Any]]],
    wish: Wish,
    names: dict[str, int],
    articles: dict[str, int],
) -> dict[str, Any]:
    """An event, with what differs between the languages apart. names, articles: their numbers, which grow here."""
    event_id = row["event_id"]
    drawn = items["ar"].get(event_id, {})
    event = {name: value for name, value in drawn.items() if name not in (*_OF_A_LANGUAGE, "lanes")}
    event |= {"id": event_id, "edtf": row["edtf"], "kind": row["kind"]}
    if row["status"] != "happened":
        event["status"] = row["status"]
    if not row["edtf"] or not row["basis"]:
        event["basis"] = "unknown"
    lists = {"actors": "actors", "places": "places", "speakers": "speakers", "deniedBy": "denied_by"}
    event |= {
        key: [names.setdefault(name, len(names)) for name in row[column]]
        for key, column in lists.items()
        if len(row[column])
    }
    event["articles"] = [articles.setdefault(name, len(articles)) for name in row["articles"] if name in corpus.texts]
    if note := wish.notes.get(event_id):
        event["note"] = note
    event["sources"] = _sources(row, corpus, readers, wish.most_words, articles)
    for lang, reader in readers.items():
        own = items[lang].get(event_id, {})
        words = {"label": bare(title(row, lang)), "date": bare(date_in_words(row["edtf"], row["granularity"], reader))}
        if (short := own.get("date")) and short != words["date"]:
            words["short"] = short
        if badges := own.get("badges"):
            words["badges"] = badges
        caption = wish.story.captions.get(event_id) if wish.story else None
        event[lang] = words | ({"caption": caption} if caption else {})
    return event


def _sources(
    event: Row, corpus: Corpus, readers: Mapping[str, Reader], most_words: int, articles: dict[str, int]
) -> list[dict[str, Any]]:
    """Every sentence that tells the event, each once. marks: the words that date it, counted in code points."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for telling in corpus.mentions_of.get(event["event_id"], ()):
        name, start, end = telling["article"], telling["sentence_start"], telling["sentence_end"]
        if (name, start) in found or name not in corpus.texts:
            continue
        quote = excerpt(corpus.texts[name][start:end], most_words)
        inside = [(left - start, right - start) for left, right in telling["timexes"] if start <= left and right <= end]
        source = {
            "article": articles.setdefault(name, len(articles)),
            "at": [start, end],
            "quote": quote,
            "marks": [[left, min(right, len(quote))] for left, right in inside if left < len(quote)],
        }
        if telling["edtf"] and telling["edtf"] != event["edtf"]:
            source["differs"] = {
                lang: reader.t("card.differs", date=date_in_words(telling["edtf"], telling["granularity"], reader))
                for lang, reader in readers.items()
            }
        found[name, start] = source
    return list(found.values())


def excerpt(text: str, most_words: int) -> str:
    """The beginning of a text, as long as is allowed; 0 for all of it."""
    words = text.split()
    if not most_words or len(words) <= most_words:
        return text
    at = 0
    for word in words[:most_words]:
        at = text.index(word, at) + len(word)
    return text[:at] + "\u2026"


def _articles(
    numbers: Mapping[str, int], corpus: Corpus, readers: Mapping[str, Reader], wish: Wish
) -> list[dict[str, Any]]:
    """The articles by their numbers, with their whole texts where these may leave the house and are not too long."""
    length = sum(len(corpus.texts[name]) for name in numbers)
    is_whole = wish.form != "light" and not wish.most_words and length <= _MOST_LETTERS
    found = []
    for name in numbers:
        told: dict[str, Any] = {
            lang: {"name": full_label(name, corpus, reader), "short": label(name, corpus, reader)}
            for lang, reader in readers.items()
        }
        found.append(told | ({"text": corpus.texts[name]} if is_whole else {}))
    return found


def _class(story: Story, corpus: Corpus, reader: Reader, told: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What the class is told of those events that are in the file; its sources stand there already."""
    here = {event["id"] for event in told}
    data = class_data(story, corpus, reader, notes=False)
    data["events"] = [
        {name: value for name, value in event.items() if name not in ("sources", "note")} | {"note": ""}
        for event in data["events"]
        if event["id"] in here
    ]
    return data


@cache
def _faces() -> tuple[Face, ...]:
    return tuple(
        Face(family, weight, letters, (_FONTS / f"{file}-{script}-{weight}-normal.woff2").read_bytes())
        for family, file, weights in _FACES
        for weight in weights
        for script, letters in (("arabic", _ARABIC), ("latin", _LATIN))
    )


@cache
def _style() -> str:
    sheets = ("timeline_component/timeline.css", "class_component/class.css", "offline_component/offline.css")
    return css("tokens.css") + "".join((_HERE / name).read_text(encoding="utf-8") for name in sheets)


@cache
def _script() -> str:
    return modules_as_one(_HERE / "offline_component" / "offline.js")
