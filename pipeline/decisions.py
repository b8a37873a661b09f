"""Editors' decisions: what they may be, which of them stand, and which of today's tellings they mean.

A decision is taken on a telling (its mention id), never on a row of a table, and keeps the telling's words with what
stands around them: a better rule, a renamed file or a newer version of an article loses none. Decisions are only ever
added; one that undoes another is a decision itself, and may be undone in its turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple, get_args

from pipeline.model import Article, Mention, Status
from pipeline.timevalue import parse_edtf

DecisionKind = Literal[
    "confirm",
    "reviewed",
    "comment",
    "reject",
    "date",
    "title",
    "kind",
    "status",
    "actors",
    "places",
    "merge",
    "split",
    "add",
    "article_date",
    "undo",
]
KINDS: tuple[DecisionKind, ...] = get_args(DecisionKind)
# On an article, told by the hash of its text; all others are on a telling, or on another decision.
OF_ARTICLES: frozenset[DecisionKind] = frozenset({"article_date", "add"})
# On a telling, or on an article: what a check found may be about no event at all.
OF_EITHER: frozenset[DecisionKind] = frozenset({"comment", "reviewed"})
# How a changed event came to be changed: it was wrong, or more became known.
Change = Literal["correction", "update"]

# So many characters before and behind a telling are kept with it.
_AROUND = 60
_NEEDED: Mapping[DecisionKind, tuple[str, ...]] = {
    "comment": ("text",),
    "date": ("edtf",),
    "kind": ("kind",),
    "status": ("status",),
    "actors": ("labels",),
    "places": ("labels",),
    "merge": ("with",),
    "split": ("mentions",),
    "article_date": ("edtf",),
    "add": ("start", "end", "edtf", "kind", "title_ar"),
    "undo": ("decision",),
}
_LISTS = frozenset({"labels", "with", "mentions"})


class Quote(NamedTuple):
    """The words a decision was taken on. sentence, words: of the telling; before, behind: what stands around it."""

    article: str
    sentence: str
    words: str
    before: str
    behind: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. number: its place in the log of this installation. key: what it is called in all of them.

    target: a mention's id, an article's digest, '' of an undo, whose payload names the key of what it undoes.
    payload: what its kind needs. reason: why, for editors only; note: for readers; teaching: for teachers.
    change: how readers are told of what it changes. quotes: mention id -> its words, of all mentions that are named.
    corpus: the named corpus it was taken in, '' of the folder of articles.
    """

    number: int
    key: str
    kind: DecisionKind
    target: str
    payload: Mapping[str, Any]
    author: str
    at: datetime
    reason: str = ""
    note: str = ""
    teaching: str = ""
    change: Change = "correction"
    quotes: Mapping[str, Quote] = field(default_factory=dict)
    corpus: str = ""


def faults(kind: str, target: str, payload: Mapping[str, Any]) -> str:
    """What is wrong with a decision that somebody is about to take, in one line; '' where nothing is."""
    if kind not in KINDS:
        return f"there is no decision of the kind {kind!r}; known are {', '.join(KINDS)}"
    if kind != "undo" and not target:
        return f"a decision of the kind {kind!r} needs a target: the id of a mention, or an article's digest"
    missing = [name for name in _NEEDED.get(kind, ()) if name not in payload]
    if missing:
        return f"a decision of the kind {kind!r} needs {', '.join(missing)}"
    if kind == "title" and not {"ar", "en"} & payload.keys():
        return "a new title needs its words: ar, en or both"
    for name in _LISTS & payload.keys():
        if not isinstance(payload[name], list) or not all(isinstance(one, str) and one for one in payload[name]):
            return f"{name!r} is a list of names or ids, none of them empty"
    if kind in ("merge", "split") and not payload[_NEEDED[kind][0]]:
        return f"a decision of the kind {kind!r} names at least one other mention"
    if kind == "status" and payload["status"] not in get_args(Status):
        return f"there is no status {payload['status']!r}; known are {', '.join(get_args(Status))}"
    if "edtf" in payload:
        return _fault_of_date(payload["edtf"])
    return ""


def _fault_of_date(edtf: object) -> str:
    try:
        parse_edtf(str(edtf))
    except ValueError as error:
        return str(error)
    return ""


def checked(kind: str, target: str, payload: Mapping[str, Any]) -> None:
    """Raise ValueError with one clear line where a decision cannot be taken so."""
    fault = faults(kind, target, payload)
    if fault:
        raise ValueError(fault)


# --- which of them stand ----------------------------------------------------------------------------------------------


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Those that hold today, in the order of the log: neither undone nor an undo themselves.

    An undo may be undone in its turn, at any later time; the latest word on a decision counts.
    """
    log = sorted(decisions, key=lambda decision: decision.number)
    undone: set[str] = set()
    for decision in reversed(log):
        if decision.kind == "undo" and decision.key not in undone:
            undone.add(decision.payload["decision"])
    return tuple(one for one in log if one.kind != "undo" and one.key not in undone)


# --- which tellings they mean -----------------------------------------------------------------------------------------


def quote_of(mention: Mention, article: Article) -> Quote:
    """A telling's words as a decision keeps them."""
    dates = [(span.start, span.end) for span in mention.timexes]
    return quoted(article.text, article.digest, mention.sentence_start, mention.sentence_end, dates)


def quoted(text: str, digest: str, start: int, end: int, dates: Iterable[Sequence[int]]) -> Quote:
    """The words of a sentence (start, end) of an article with some dates in it, each [start, end]."""
    words = " … ".join(text[first:last] for first, last in dates)
    return Quote(digest, text[start:end], words, text[max(0, start - _AROUND) : start], text[end : end + _AROUND])


class Present:
    """Today's tellings, in which the mentions that decisions name are found again."""

    def __init__(self, mentions: Sequence[Mention], articles: Mapping[str, Article]) -> None:
        self._ids = {mention.mention_id for mention in mentions}
        self._by_sentence: dict[tuple[str, str], list[str]] = {}
        self._by_company: dict[tuple[str, str], list[str]] = {}
        for mention in mentions:
            quote = quote_of(mention, articles[mention.article])
            self._by_sentence.setdefault((quote.sentence, quote.words), []).append(mention.mention_id)
            for beside in {quote.before, quote.behind} - {""}:
                self._by_company.setdefault((beside, quote.words), []).append(mention.mention_id)

    def find(self, mention_id: str, quote: Quote | None) -> str | None:
        """The id that a mention has today: its own, else that of the one telling with its words; None if it is gone."""
        if mention_id in self._ids:
            return mention_id
        if quote is None:
            return None
        # The sentence word for word; else, where it was edited, the same date between the same neighbours.
        same = self._by_sentence.get((quote.sentence, quote.words), [])
        if not same:
            same = [
                found
                for beside in (quote.before, quote.behind)
                if beside
                for found in self._by_company.get((beside, quote.words), [])
            ]
        return same[0] if len(set(same)) == 1 else None


# --- over a newer version of an article ----------------------------------------------------------------------------


def carried(decisions: Iterable[Decision], newer: Mapping[str, tuple[Article, Article]]) -> tuple[Decision, ...]:
    """Decisions on articles that were replaced, as decisions on what replaced them.

    newer: digest -> (the article as it was, as it is today). A mark is found again by its words and what stands beside
    them; one that is not found stays on the older text, and counts as lost. All other decisions stay as they are: their
    tellings are found again by their own words.
    """
    return tuple(
        _carried(one, *newer[one.target]) if one.kind in OF_ARTICLES and one.target in newer else one
        for one in decisions
    )


def _carried(one: Decision, before: Article, after: Article) -> Decision:
    if one.kind != "add":
        return replace(one, target=after.digest)
    start, end = int(one.payload["start"]), int(one.payload["end"])
    at = _found_again(before.text, after.text, start, end) if 0 <= start < end <= len(before.text) else None
    if at is None:
        return one
    return replace(one, target=after.digest, payload={**one.payload, "start": at, "end": at + end - start})


def _found_again(before: str, after: str, start: int, end: int) -> int | None:
    """Where the words of a text stand in a newer version of it: the one place, else the one with the same neighbour."""
    words = before[start:end]
    places = [at for at in range(len(after)) if after.startswith(words, at)] if words.strip() else []
    for around in range(0, _AROUND + 1, 10):
        if len(places) <= 1:
            break
        behind, ahead = before[max(0, start - around) : start], before[end : end + around]
        beside = [at for at in places if after.endswith(behind, 0, at) or after.startswith(ahead, at + end - start)]
        places = beside or places
    return places[0] if len(places) == 1 else None


# --- as rows ----------------------------------------------------------------------------------------------------------


def as_row(decision: Decision) -> dict[str, Any]:
    """A decision as plain values, for JSON Lines and the database."""
    return {
        "number": decision.number,
        "key": decision.key,
        "kind": decision.kind,
        "target": decision.target,
        "payload": dict(decision.payload),
        "author": decision.author,
        "at": decision.at.astimezone(UTC).isoformat(),
        "reason": decision.reason,
        "note": decision.note,
        "teaching": decision.teaching,
        "change": decision.change,
        "quotes": {mention: quote._asdict() for mention, quote in sorted(decision.quotes.items())},
        "corpus": decision.corpus,
    }


def from_row(row: Mapping[str, Any]) -> Decision:
    """The decision that a row tells. Raises ValueError with one clear line where it tells none."""
    try:
        number, key, kind, target = int(row["number"]), str(row["key"]), str(row["kind"]), str(row["target"])
        payload, at = dict(row["payload"]), datetime.fromisoformat(str(row["at"]))
        quotes = {str(mention): Quote(**quote) for mention, quote in dict(row.get("quotes") or {}).items()}
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"this is no decision: {error}") from error
    if at.tzinfo is None:
        raise ValueError(f"a time without a zone: {row['at']}")
    checked(kind, target, payload)
    change: Change = "update" if row.get("change") == "update" else "correction"
    return Decision(
        number,
        key,
        next(known for known in KINDS if known == kind),
        target,
        payload,
        str(row.get("author") or ""),
        at,
        str(row.get("reason") or ""),
        str(row.get("note") or ""),
        str(row.get("teaching") or ""),
        change,
        quotes,
        str(row.get("corpus") or ""),
    )
