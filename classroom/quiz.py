"""Questions about events for a class. What is asked as a fact has happened, is told in the article's own voice or by
several, and nobody disputes it; events whose days may overlap are never asked against each other, nor those that bear
the same headline. Every question has one right answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any, Literal

from pipeline.checks.told import stem
from pipeline.table import Row
from pipeline.text import fold_key

Kind = Literal["order", "first", "match", "year", "claim"]
Claim = Literal["happened", "announced", "claimed", "denied"]
KINDS: tuple[Kind, ...] = ("order", "first", "match", "year", "claim")

# Status -> what a pupil should call it; what is not here is not asked about.
_CLAIMS: Mapping[str, Claim] = {
    "happened": "happened",
    "planned": "announced",
    "alleged": "claimed",
    "denied": "denied",
}
_ORDERED, _MATCHED, _YEARS, _SPEAKERS = 5, 4, 4, 4
_LEAST = 3
_BEGINNING = 5
_NUMBER = re.compile(r"\d{3,4}")
_WORD = re.compile(r"\w+")
_YEAR_OF_A_KIND = frozenset({"time", "day", "week", "month", "season", "quarter", "half", "year"})


@dataclass(frozen=True, slots=True)
class Question:
    """events: ids, as they are shown. answer: the ids in their right order; for `year` the year as text, for `claim` a
    Claim. options: the dates to match as event ids, the years, or who may have said it. said_by: who did, '' where
    nobody.
    """

    kind: Kind
    events: tuple[str, ...]
    answer: tuple[str, ...]
    options: tuple[str, ...] = ()
    said_by: str = ""


# What an event is called whose words English has no name for: in both languages a class is asked the same.
_NAMELESS = frozenset({"event"})


def questions(
    events: Iterable[Row],
    *,
    disputed: Collection[str] = (),
    kinds: Sequence[Kind] = KINDS,
    most: int = 12,
    seed: int = 0,
) -> list[Question]:
    """Up to so many questions, the kinds in turn. disputed: ids of events whose date or truth somebody contradicts.

    The same events and seed give the same questions; another seed gives others. An event stands in no two questions of
    one kind.
    """
    rng = Random(seed)  # noqa: S311
    named = (row for row in events if row["title_en"].casefold() not in _NAMELESS)
    rows = sorted(named, key=lambda row: str(row["event_id"]))
    facts = [row for row in rows if _is_fact(row, disputed)]
    shared = {name for name, times in Counter(name for row in rows for name in _headlines(row)).items() if times > 1}
    made: dict[Kind, list[Question]] = {
        "order": _orders(facts, rng),
        "first": _firsts(facts, rng),
        "match": _matches(facts, rng),
        "year": _years(_alone(facts, shared), facts, rng),
        "claim": _claims(_alone(rows, shared), disputed, rng),
    }
    asked: list[Question] = []
    while len(asked) < most and any(made[kind] for kind in kinds):
        for kind in kinds:
            if made[kind] and len(asked) < most:
                asked.append(made[kind].pop(0))
    return asked


def as_values(question: Question) -> dict[str, Any]:
    """A question as plain values."""
    return {
        "kind": question.kind,
        "events": list(question.events),
        "answer": list(question.answer),
        "options": list(question.options),
        "saidBy": question.said_by,
    }


def apart(events: Iterable[Row]) -> list[Row]:
    """As many of the events as can be told apart in time, oldest first: each ends before the next one can begin."""
    chosen: list[Row] = []
    for row in sorted(events, key=lambda row: (_last(row), _first(row), str(row["event_id"]))):
        if not chosen or _first(row) > _last(chosen[-1]):
            chosen.append(row)
    return chosen


def _is_fact(row: Row, disputed: Collection[str]) -> bool:
    if row["status"] != "happened" or row["event_id"] in disputed or row["denied_by"]:
        return False
    # A missing day is None in a row and no number in a DataFrame, which does not equal itself.
    ends = (row["earliest"], row["latest"])
    is_dated = all(end is not None and end == end for end in ends) and not row["approximate"]  # noqa: PLR0124
    # «since 2006» says when it began, not when it was.
    edtf = str(row["edtf"]).strip("[]{}")
    is_open = edtf.startswith("..") or edtf.endswith("..")
    # One agency's dispatch in three papers is one telling.
    return is_dated and not is_open and not (row["speakers"] and row["origins"] < 2)


def _headlines(row: Row) -> set[str]:
    return {" ".join(row[name].split()).casefold() for name in ("title_ar", "title_en")} - {""}


def _alone(rows: Iterable[Row], shared: Collection[str]) -> list[Row]:
    """Those whose headline says which one is meant: no other event is called the same."""
    return [row for row in rows if _headlines(row).isdisjoint(shared)]


def _first(row: Row) -> date:
    return _day(row["earliest"])


def _last(row: Row) -> date:
    return _day(row["latest"])


def _day(value: Any) -> date:
    return date.fromisoformat(value[:10]) if isinstance(value, str) else date(value.year, value.month, value.day)


def _groups(facts: Sequence[Row], size: int, least: int, rng: Random) -> list[list[Row]]:
    """Groups of events that can be told apart by time and headline, no event in two, each in the order of time."""
    left = list(facts)
    found: list[list[Row]] = []
    while True:
        rng.shuffle(left)
        group = _of_own_headlines(apart(left))
        if len(group) > size:
            group = sorted(rng.sample(group, size), key=_first)
        if len(group) < least:
            return found
        found.append(group)
        taken = {row["event_id"] for row in group}
        left = [row for row in left if row["event_id"] not in taken]


def _of_own_headlines(rows: Iterable[Row]) -> list[Row]:
    """Of those that are called the same the first."""
    kept: list[Row] = []
    known: set[str] = set()
    for row in rows:
        if known.isdisjoint(names := _headlines(row)):
            kept.append(row)
            known |= names
    return kept


def _ids(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(str(row["event_id"]) for row in rows)


def _shuffled(ids: Sequence[str], rng: Random) -> tuple[str, ...]:
    """In another order than the right one, where there is another."""
    mixed = list(ids)
    while len(mixed) > 1 and tuple(mixed) == tuple(ids):
        rng.shuffle(mixed)
    return tuple(mixed)


def _orders(facts: Sequence[Row], rng: Random) -> list[Question]:
    return [
        Question("order", _shuffled(_ids(group), rng), _ids(group)) for group in _groups(facts, _ORDERED, _LEAST, rng)
    ]


def _firsts(facts: Sequence[Row], rng: Random) -> list[Question]:
    found = []
    for older, newer in _groups(facts, 2, 2, rng):
        pair = _ids((older, newer))
        found.append(Question("first", pair if rng.random() < 0.5 else pair[::-1], pair[:1]))
    return found


def _matches(facts: Sequence[Row], rng: Random) -> list[Question]:
    telling = [row for row in facts if not _tells_its_date(row)]
    found = []
    for group in _groups(telling, _MATCHED, _LEAST, rng):
        shown = list(_ids(group))
        rng.shuffle(shown)
        found.append(Question("match", tuple(shown), tuple(shown), _shuffled(shown, rng)))
    return found


def _years(asked: Sequence[Row], facts: Sequence[Row], rng: Random) -> list[Question]:
    in_one = [
        row
        for row in asked
        if row["granularity"] in _YEAR_OF_A_KIND and _first(row).year == _last(row).year and not _tells_its_date(row)
    ]
    rng.shuffle(in_one)
    others = sorted({_first(row).year for row in facts})
    found = []
    for row in in_one:
        year = _first(row).year
        near = sorted((other for other in others if other != year), key=lambda other: (abs(other - year), other))
        made_up = (year + step for step in (-1, 1, -2, 2, -3))
        wrong = list(dict.fromkeys([*near[: _YEARS - 2], *made_up]))[: _YEARS - 1]
        options = tuple(str(one) for one in sorted([year, *wrong]))
        found.append(Question("year", _ids([row]), (str(year),), options))
    return found


def _claims(rows: Sequence[Row], disputed: Collection[str], rng: Random) -> list[Question]:
    """What is only announced, claimed or denied, and by whom; with things that happened in between."""
    told = [row for row in rows if row["status"] != "happened" and _claim_of(row)]
    happened = [row for row in rows if _is_fact(row, disputed) and not row["speakers"]]
    rng.shuffle(told)
    rng.shuffle(happened)
    asked = [*told, *happened[: (len(told) + 1) // 2]] if told else []
    rng.shuffle(asked)
    speakers = sorted({speaker for row in rows for speaker in row["speakers"]})
    found = []
    for row in asked:
        said_by = row["speakers"][0] if row["speakers"] and row["status"] != "happened" else ""
        options = _who_may_have_said(row, said_by, speakers, rng) if said_by else ()
        found.append(Question("claim", _ids([row]), (str(_claim_of(row)),), options, said_by))
    return found


def _claim_of(row: Row) -> Claim | None:
    """What a pupil should call it; None where two answers would be right."""
    claim = _CLAIMS.get(row["status"])
    if not row["denied_by"]:
        return claim
    return "denied" if claim in ("claimed", "denied") else None


def _who_may_have_said(row: Row, said_by: str, speakers: Iterable[str], rng: Random) -> tuple[str, ...]:
    """Who said it among others who did not, by whatever form of their names; () where the headline itself says who.

    Who denies it stands for no other answer: what he said is about it too.
    """
    if _words(said_by) <= _words(row["title_ar"]):
        return ()
    named = [_words(name) for name in (*row["speakers"], *row["denied_by"])]
    others: list[str] = []
    mixed = list(speakers)
    rng.shuffle(mixed)
    for name in mixed:
        words = _words(name)
        if len(others) < _SPEAKERS - 1 and not any(words <= known or known <= words for known in named):
            named.append(words)
            others.append(name)
    return tuple(sorted([said_by, *others])) if others else ()


def _words(name: str) -> frozenset[str]:
    """The words of a name as they begin, without article: in another case they end otherwise."""
    return frozenset(stem(fold_key(word))[:_BEGINNING] for word in _WORD.findall(name))


def _tells_its_date(row: Row) -> bool:
    """Whether the headline itself has a year in it, in any digits."""
    titles = f"{row['title_ar']} {row['title_en']}"
    plain = "".join(str(unicodedata.digit(char, None) or 0) if char.isdigit() else char for char in titles)
    return _NUMBER.search(plain) is not None
