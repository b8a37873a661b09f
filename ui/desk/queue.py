"""What an editor should look at, the most pressing first: findings of the checks, and doubtful events. Pure.

Nothing leaves the queue by being decided: it is then counted as looked at, and can be shown again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Literal, NamedTuple

from pandas import isna

from pipeline.decisions import Decision
from ui.corpus import Corpus

Row = Mapping[str, Any]
Severity = Literal["error", "warning", "doubt", "info", "decided", "plain"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "doubt", "info", "decided")
DOUBTS = ("disputed", "inferred", "vague", "undated")
DECIDED, REJECTED, PLAIN = "decided", "rejected", "plain"
STATES = ("open", "reviewed", "all")
# A comment and a word on readers' questions leave the matter as it is.
_NO_LOOK = frozenset({"comment"})
# After these a date is no longer in doubt, however wide it is: an editor stands for it.
_SETTLING = frozenset({"date", "confirm"})
_ORDER = {name: place for place, name in enumerate(("error", "warning", *DOUBTS, "info", REJECTED))}
# Where most doubtful events stand: one that was decided on keeps about its place, and the next one is still the next.
_ORDER[DECIDED] = _ORDER["inferred"]
_FINDING = "f-"
_KEY_LENGTH = 12


class Item(NamedTuple):
    """One line of the queue. key: what an address calls it, an event's id or the finding's own.

    code: the check's, or one of DOUBTS, DECIDED, REJECTED. articles: in which it lies, the first one first. event: ''
    where it is about none. finding: the row of `check`, None of an event. is_done: whether somebody has looked at it.
    """

    key: str
    code: str
    severity: Severity
    articles: tuple[str, ...]
    event: str
    finding: Row | None
    is_done: bool


class Wanted(NamedTuple):
    """What the reader narrows the queue to; '' leaves a field open."""

    state: str = STATES[0]
    code: str = ""
    severity: str = ""
    article: str = ""


def queue(corpus: Corpus, standing: Iterable[Decision], digests: Mapping[str, str]) -> tuple[Item, ...]:
    """Everything to look at. standing: the decisions that hold. digests: article -> the hash of its text."""
    seen = {looked_at(one) for one in standing if one.kind == "reviewed"}
    done = {
        event: any(one.kind not in _NO_LOOK for one in decisions)
        for event, decisions in corpus.decided.items()
        if event in corpus.event_rows
    }
    found = [_of_finding(row, digests, seen, done) for row in corpus.findings.to_dict("records")]
    found += _of_events(corpus, done)
    found += [
        Item(row["event_id"], REJECTED, "decided", tuple(row["articles"]), row["event_id"], None, True)
        for row in corpus.rejected
    ]
    weight = {event: row["importance"] for event, row in corpus.event_rows.items()}
    found.sort(key=lambda item: (_rank(item), -weight.get(item.event, 0.0) if item.finding is None else 0.0))
    return tuple(found)


def _rank(item: Item) -> int:
    return _ORDER[item.severity if item.finding is not None else item.code]


def finding_key(finding: Row) -> str:
    """What an address calls a finding: the same as long as its article and its words are."""
    told = "\x1f".join(str(finding[name]) for name in ("code", "article", "start", "end"))
    return _FINDING + sha256(told.encode()).hexdigest()[:_KEY_LENGTH]


def looked_at(one: Decision) -> tuple[str, str, str]:
    """Which finding a decision of the kind `reviewed` is about: its article's hash, its code, its words."""
    return one.target, str(one.payload.get("code", "")), str(one.payload.get("words", ""))


def _of_finding(
    row: Row, digests: Mapping[str, str], seen: Collection[tuple[str, str, str]], done: Mapping[str, bool]
) -> Item:
    others = (place["article"] for place in row["related"])
    articles = tuple(dict.fromkeys((row["article"], *others)))
    is_done = (digests.get(row["article"], ""), row["code"], row["surface"]) in seen or done.get(row["event_id"], False)
    return Item(finding_key(row), row["code"], row["severity"], articles, row["event_id"], row, is_done)


def _of_events(corpus: Corpus, done: Mapping[str, bool]) -> list[Item]:
    """The doubtful events, and those that were decided on, whether they are doubtful any more or not."""
    found = []
    for event_id, row in corpus.event_rows.items():
        decided = done.get(event_id, False)
        settled = decided and any(one.kind in _SETTLING for one in corpus.decided[event_id])
        code = "" if settled else doubt(row, corpus.mentions_of.get(event_id, ()))
        if code or decided:
            severity: Severity = "doubt" if code else "decided"
            found.append(Item(event_id, code or DECIDED, severity, tuple(row["articles"]), event_id, None, decided))
    return found


def doubt(event: Row, tellings: Sequence[Row]) -> str:
    """Why an event's date is doubtful, one of DOUBTS; '' where it is not."""
    if not event["edtf"]:
        return "undated"
    if any(_excludes(event, telling) for telling in tellings):
        return "disputed"
    if event["basis"] == "inferred":
        return "inferred"
    return "vague" if event["approximate"] or event["edtf"].startswith("[") else ""


def _excludes(event: Row, telling: Row) -> bool:
    """Whether a telling gives a date that has no day in common with the event's."""
    if telling["edtf"] == event["edtf"] or isna(telling["earliest"]) or isna(event["earliest"]):
        return False
    return bool(telling["latest"] < event["earliest"] or telling["earliest"] > event["latest"])


def narrowed(items: Sequence[Item], wanted: Wanted) -> list[Item]:
    """The items that are asked for, whatever their state, in their order."""
    kept: Iterable[Item] = items
    if wanted.code:
        kept = (item for item in kept if item.code == wanted.code)
    if wanted.severity:
        kept = (item for item in kept if item.severity == wanted.severity)
    if wanted.article:
        kept = (item for item in kept if wanted.article in item.articles)
    return list(kept)


def in_state(items: Sequence[Item], state: str, keep: str = "") -> list[Item]:
    """Those that are open, or looked at, or all of them. keep: one that stays whatever its state is."""
    if state == "all":
        return list(items)
    return [item for item in items if item.is_done == (state == "reviewed") or item.key == keep]


def plain_item(event_id: str, corpus: Corpus) -> Item:
    """Any event as an item, also one that nothing is wrong with."""
    return Item(event_id, PLAIN, "plain", tuple(corpus.event_rows[event_id]["articles"]), event_id, None, False)


def neighbours(items: Sequence[Item], key: str) -> tuple[Item | None, Item | None]:
    """The items before and behind one; the first one as the one behind where it is not among them."""
    at = next((place for place, item in enumerate(items) if item.key == key), None)
    if at is None:
        return None, items[0] if items else None
    return items[at - 1] if at else None, items[at + 1] if at + 1 < len(items) else None
