"""What a newer version of an article changed: its words, the events it tells, and the decisions taken on the older one.

Pure: both versions are read by themselves, and a telling of the older one is looked for in the newer one as a decision
is: by its own words, else by what stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

import pipeline
from pipeline.decisions import Decision, standing

if TYPE_CHECKING:
    from pipeline.model import Article

# Sentences that share so much tell the same with other words.
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Moved:
    """An event of an article: what the older version said (None: it did not), and the newer one."""

    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Difference:
    """gone, new: the sentences that only one version has. moved: events that changed, in reading order. same: how many
    did not. carried, lost: the decisions on the older version, by whether the newer one has their place."""

    gone: tuple[str, ...]
    new: tuple[str, ...]
    moved: tuple[Moved, ...]
    same: int
    carried: tuple[Decision, ...]
    lost: tuple[Decision, ...]


def difference(
    older: Article, newer: Article, written: str, log: Sequence[Decision], lost: Sequence[Decision]
) -> Difference:
    """What became of an article. written: its date as its owner knows it, ''. log: of the corpus; lost: those of it
    whose place is gone today."""
    gone, new = _changed_lines(older.text, newer.text)
    moved, same = _moved(older, newer, written)
    missing = {one.key for one in lost}
    on_older = [one for one in standing(log) if _is_on(one, older.digest)]
    carried = tuple(one for one in on_older if one.key not in missing)
    return Difference(gone, new, moved, same, carried, tuple(one for one in on_older if one.key in missing))


def _is_on(decision: Decision, digest: str) -> bool:
    quote = decision.quotes.get(decision.target)
    return decision.target == digest or (quote is not None and quote.article == digest)


def _changed_lines(before: str, after: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sentences that only one of two texts has, each where it stands."""
    old, new = ([text[one.start : one.end] for one in pipeline.split_sentences(text)] for text in (before, after))
    only_old: list[str] = []
    only_new: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            only_old += old[a:b]
            only_new += new[c:d]
    return tuple(only_old), tuple(only_new)


def _moved(older: Article, newer: Article, written: str) -> tuple[tuple[Moved, ...], int]:
    """The tellings that are not as they were, and how many are."""
    one, other = (
        pipeline.build_timeline([article], anchors={article.name: written} if written else None)
        for article in (older, newer)
    )
    old = {row["mention_id"]: row for row in one.rows("mentions")}
    new = {row["mention_id"]: row for row in other.rows("mentions")}
    found = other.find(one.quotes(old))
    pairs = {before: after for before, after in found.items() if after in new}
    left = [mention for mention in new if mention not in set(pairs.values())]
    for before in (mention for mention in old if mention not in pairs):
        likeliest = max(left, key=lambda after: _likeness(older, newer, old[before], new[after]), default=None)
        if likeliest is not None and _likeness(older, newer, old[before], new[likeliest]) >= _ALIKE:
            pairs[before] = likeliest
            left.remove(likeliest)
    moved = [
        Moved(row, new[pairs[mention]] if mention in pairs else None)
        for mention, row in old.items()
        if mention not in pairs or row["edtf"] != new[pairs[mention]]["edtf"]
    ]
    return (*moved, *(Moved(None, new[mention]) for mention in left)), len(old) - len(moved)


def _likeness(older: Article, newer: Article, before: Mapping[str, Any], after: Mapping[str, Any]) -> float:
    if before["kind"] != after["kind"]:
        return 0.0
    old = older.text[before["sentence_start"] : before["sentence_end"]]
    new = newer.text[after["sentence_start"] : after["sentence_end"]]
    return SequenceMatcher(None, old, new, autojunk=False).ratio()
