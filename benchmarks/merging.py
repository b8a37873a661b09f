"""How long merging takes, and how much memory: `python -m benchmarks.merging [MENTIONS]`.

Mentions are made, not read: people, countries and towns with made-up names, twelve types of event, days over some
years, and for each happening as many tellings as news has (most one, some many), at other precisions, with names left
out, in articles of about eight mentions each, some of which are copies. Plans, denials and slips of the pen are among
them. Nothing here asserts a time; the result is written with the machine it came from.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import random
import resource
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from pipeline.checks.events import Corpus, check_events
from pipeline.denials import Denial
from pipeline.merge import merge
from pipeline.model import Anchor, Article, Masthead, Mention, Name, Span, Status
from pipeline.names import same_name_key
from pipeline.timevalue import of_days, of_month, of_year

RESULTS = Path(__file__).resolve().parent / "results" / "merging.json"
_LETTERS = [chr(code) for code in (*range(0x627, 0x63B), *range(0x641, 0x64B)) if code not in (0x629, 0x640, 0x649)]
_TYPES = (
    *(("visit", each) for each in ("visit", "arrival", "departure")),
    ("meeting", "meeting"),
    ("agreement", "agreement"),
    ("statement", "statement"),
    ("conflict", "attack"),
    ("conflict", "war"),
    ("other", "supply"),
    ("decision", "decision"),
    ("sport", "match"),
    ("death", "death"),
)
_FIRST, _DAYS = date(2009, 1, 1), 15 * 365
_IN_ONE_ARTICLE = 8


class Happening:
    """What the tellings are made from. Few people do much, most do little, as in the news."""

    def __init__(self, rng: random.Random, people: list[Name], places: list[Name], words: list[str]) -> None:
        self.kind, self.event = rng.choice(_TYPES)
        self.day = _FIRST + timedelta(days=rng.randrange(_DAYS))
        self.actors = _some(rng, people, rng.choice((1, 1, 2, 2, 3)))
        self.places = _some(rng, places, rng.choice((0, 1, 1)))
        self.words = rng.sample(words, 6)
        self.held = self.day + timedelta(days=rng.choice((0, 0, 0, 2, 9, 30)))

    def telling(self, rng: random.Random, article: str, at: int) -> tuple[Mention, str]:
        """One article's telling of it, and its words."""
        words = [*rng.sample(self.words, 5), *(name.label for name in (*self.actors, *self.places))]
        status: Status = rng.choice(("happened",) * 7 + ("planned", "possible", "alleged"))
        day = self.day if status in ("planned", "possible") else self.held
        if rng.random() < 0.02:
            day = day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else day
        value = rng.choice((of_days(day, day),) * 5 + (of_month(day.year, day.month),) * 2 + (of_year(day.year),))
        clause = " ".join(words)
        actors = tuple(self.actors) if rng.random() < 0.8 else tuple(self.actors[:1])
        mention = Mention(
            mention_id=hashlib.sha256(f"{article} {at}".encode()).hexdigest()[:16],
            article=article,
            start=at,
            end=at + len(clause),
            sentence_start=at,
            sentence_end=at + len(clause),
            trigger=words[0],
            timexes=(Span(at, at + 3),),
            value=value,
            basis=rng.choice(("stated", "computed", "inferred")),
            kind=self.kind,
            event_type=self.event,
            status=status,
            speaker="",
            denied_by=(),
            actors=actors,
            places=tuple(self.places),
            title_ar=clause[:90],
            title_en=self.kind,
            trace="stated()",
        )
        return mention, clause


def _some(rng: random.Random, names: list[Name], count: int) -> list[Name]:
    """Names with a long tail: the first of the list are in the news every day."""
    return list({(name := names[int(len(names) * rng.random() ** 3)]).label: name for _ in range(count)}.values())


def _word(rng: random.Random) -> str:
    return "".join(rng.choices(_LETTERS, k=rng.randrange(4, 8)))


def corpus(
    count: int, seed: int = 1
) -> tuple[list[Mention], dict[str, Article], dict[str, Anchor], dict[str, Masthead], list[Denial]]:
    """So many mentions in articles, the same for the same seed."""
    rng = random.Random(seed)
    people = [Name(0, 1, f"{_word(rng)} {_word(rng)}", "", "person") for _ in range(4000)]
    codes = [f"{a}{b}" for a in "ABCDEFGH" for b in "ABCDEFGHIJKL"]
    places = [Name(0, 1, _word(rng), "", rng.choice(("place", "country")), rng.choice(codes)) for _ in range(1500)]
    words = [_word(rng) for _ in range(20_000)]
    happenings: list[Happening] = []
    mentions: list[Mention] = []
    articles: dict[str, Article] = {}
    denials: list[Denial] = []
    while len(mentions) < count:
        name, text, offset = f"{len(articles):06}.txt", "", 0
        latest = _FIRST
        for _ in range(_IN_ONE_ARTICLE):
            if not happenings or rng.random() < 0.6:
                happenings.append(Happening(rng, people, places, words))
            told = happenings[-1 - int(len(happenings) * rng.random() ** 4)]
            mention, clause = told.telling(rng, name, offset)
            mentions.append(mention)
            text += clause + ". "
            offset = len(text)
            latest = max(latest, told.held)
            if rng.random() < 0.02:
                denials.append(_denial(name, told, offset))
        if rng.random() < 0.1:
            text += " ".join(rng.sample(words, 300))
        articles[name] = Article(name, text, hashlib.sha256(text.encode()).hexdigest())
    anchors = {
        name: Anchor(name, of_days(day, day), "dateline", 1.0)
        for name in articles
        for day in [_FIRST + timedelta(days=rng.randrange(_DAYS))]
    }
    mastheads = {name: Masthead(agency=rng.choice(("", "", "A", "B", "C"))) for name in articles}
    return mentions[:count], articles, anchors, mastheads, denials


def _denial(name: str, told: Happening, at: int) -> Denial:
    keys = [same_name_key(one.label) for one in (*told.actors, *told.places)]
    by = told.actors[0].label
    event = frozenset([f"{told.kind}.{told.event}"])
    return Denial(
        name, at, at + 1, "denied", (by,), frozenset(keys[:1]), frozenset(keys), keys[0], event, frozenset(), False
    )


def measure(count: int) -> dict[str, float]:
    """Seconds and megabytes of merging so many mentions in this process."""
    made = corpus(count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    merged = merge(*made)
    seconds = time.perf_counter() - started
    findings = check_events(Corpus(merged, made[1], made[2], (), ()))
    checked = time.perf_counter() - started
    return {
        "mentions": count,
        "events": len(merged.events),
        "of several articles": sum(len(event.articles) > 1 for event in merged.events),
        "parts": sum(bool(event.part_of) for event in merged.events),
        "denied": sum(bool(event.denied_by) for event in merged.events),
        "delays": len(merged.delays),
        "findings": len(findings),
        "seconds to merge": round(seconds, 2),
        "seconds with checks": round(checked, 2),
        "MB before": round(before / 1024),
        "MB at the peak": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    """Measure the sizes given on the command line, or a quarter, a half and the whole of a hundred thousand."""
    sizes = [int(each) for each in sys.argv[1:]] or [25_000, 50_000, 100_000]
    rows = [measure(size) for size in sizes]
    for row in rows:
        print(json.dumps(row))
    if not sys.argv[1:]:
        machine = {"cores": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version()}
        RESULTS.write_text(json.dumps({**machine, "one core, sizes in turn": rows}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
