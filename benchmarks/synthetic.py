"""A made-up corpus of any size, the same on every machine, in the pipeline's tables but without running it.

Events crowd towards the newest year, as news does; every precision, status and kind occurs, three in a hundred have no
date, and each is told by one or two articles in a sentence of its own.
"""

from __future__ import annotations

import random
import tomllib
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.model import STATUSES
from pipeline.table import TABLES, data_frame

if TYPE_CHECKING:
    from ui.corpus import Corpus

EVENTS_OF_AN_ARTICLE = 12
KINDS = ("meeting", "visit", "statement", "agreement", "decision", "conflict", "launch", "election", "trial", "other")
_KIND_WEIGHTS = (20, 18, 16, 10, 9, 8, 6, 5, 4, 4)
_STATUS_WEIGHTS = (80, 4, 6, 2, 3, 1, 1, 1, 2)
_FIRST, _LAST = date(1948, 1, 1), date(2024, 12, 28)
_WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_EMPTY: dict[str, Any] = {"str": "", "int": 0, "bool": False, "float": 0.5, "day": None}


def _row(table: str, **values: Any) -> dict[str, Any]:
    blank = {name: [] if kind in ("list", "spans", "dicts") else _EMPTY[kind] for name, kind in TABLES[table].items()}
    return blank | values


def _names(rng: random.Random, count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        words = ["".join(rng.choices(_WORDS["syllables"], k=rng.randrange(2, 4))) for _ in range(rng.randrange(1, 3))]
        found[" ".join(words)] = None
    return list(found)


def _dated(rng: random.Random) -> dict[str, Any]:
    """A date of some precision; most are days, and most are late."""
    days = (_LAST - _FIRST).days
    day = _LAST - timedelta(days=int(days * rng.random() ** 3))
    kind = rng.random()
    if kind < 0.03:
        return {"edtf": "", "earliest": None, "latest": None, "granularity": "unknown", "basis": ""}
    basis = rng.choices(("stated", "computed", "inferred"), (5, 3, 2))[0]
    if kind < 0.65:
        bounds, edtf, granularity = (day, day), day.isoformat(), "day"
    elif kind < 0.85:
        first = day.replace(day=1)
        bounds = (first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1))
        edtf, granularity = day.isoformat()[:7], "month"
    elif kind < 0.93:
        bounds, edtf, granularity = (date(day.year, 1, 1), date(day.year, 12, 31)), str(day.year), "year"
    else:
        end = day + timedelta(days=rng.randrange(1, 90))
        bounds, edtf, granularity = (day, end), f"{day}/{end}", "day"
    earliest, latest = (bound.isoformat() for bound in bounds)
    return {"edtf": edtf, "earliest": earliest, "latest": latest, "granularity": granularity, "basis": basis}


def synthetic_corpus(events: int, seed: int = 0) -> Corpus:
    """A corpus of so many events. The same numbers give the same corpus."""
    from ui.corpus import Corpus

    rng = random.Random(seed)
    people, places = _names(rng, 400), _names(rng, 150)
    names = [f"{number:05}.txt" for number in range(max(1, events // EVENTS_OF_AN_ARTICLE))]
    texts = dict.fromkeys(names, "")
    rows: dict[str, list[dict[str, Any]]] = {"events": [], "mentions": [], "timexes": []}
    for number in range(events):
        told = _dated(rng)
        event_id = sha256(f"event {number}".encode()).hexdigest()[:16]
        actors = [people[int(len(people) * rng.random() ** 2)] for _ in range(rng.randrange(1, 4))]
        where = [places[int(len(places) * rng.random() ** 2)]]
        deed, matter = rng.choice(_WORDS["deeds"]), rng.choice(people)
        who = _WORDS["and"].join(actors[:2])
        title = _WORDS["title"].format(deed=deed, actors=who, place=where[0], matter=matter)
        articles = sorted({rng.choice(names) for _ in range(1 if rng.random() < 0.8 else 2)})
        common = told | {
            "kind": rng.choices(KINDS, _KIND_WEIGHTS)[0],
            "status": rng.choices(STATUSES, _STATUS_WEIGHTS)[0],
            "actors": list(dict.fromkeys(actors)),
            "places": where,
            "title_ar": title,
            "title_en": f"Event {number} in place {where[0]}",
        }
        for article in articles:
            words = told["edtf"] or _WORDS["undated"]
            sentence = f"{title} {words}."
            start = len(texts[article])
            texts[article] += sentence + "\n"
            at = start + len(title) + 1
            rows["timexes"].append(
                _row("timexes", article=article, start=at, end=at + len(words), surface=words, relative_to="none")
            )
            rows["mentions"].append(
                _row(
                    "mentions",
                    mention_id=sha256(f"{number} {article}".encode()).hexdigest()[:16],
                    event_id=event_id,
                    article=article,
                    start=start,
                    end=start + len(sentence),
                    sentence_start=start,
                    sentence_end=start + len(sentence),
                    timexes=[[at, at + len(words)]] if told["edtf"] else [],
                    **common,
                )
            )
        spoken = {"speakers": [people[number % 40]]} if common["status"] == "alleged" else {}
        rows["events"].append(
            _row(
                "events",
                event_id=event_id,
                articles=articles,
                origins=len(articles),
                mentions=[rows["mentions"][-1]["mention_id"]],
                importance=round(rng.random() ** 2, 3),
                confidence=0.8,
                **common,
                **spoken,
            )
        )
    anchor = {"edtf": "2024-12-28", "earliest": "2024-12-28", "latest": "2024-12-28", "granularity": "day"}
    return Corpus(
        folder="synthetic",
        problems=(),
        texts=texts,
        articles=data_frame(
            "articles",
            [
                _row(
                    "articles",
                    article=name,
                    title=_WORDS["report"].format(name=name[:5]),
                    outlet=_WORDS["outlet"],
                    status="read",
                )
                for name in names
            ],
        ),
        events=data_frame("events", rows["events"]),
        mentions=data_frame("mentions", rows["mentions"]),
        timexes=data_frame("timexes", rows["timexes"]),
        anchors=data_frame("anchors", [_row("anchors", article=name, source="dateline", **anchor) for name in names]),
        findings=data_frame("check", []),
        english={name: f"Name {number}" for number, name in enumerate([*people, *places])},
    )
