"""Checks over the articles of a corpus: tellings whose dates contradict, plans, «the first since», lengths, copies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import combinations
from typing import NamedTuple

from pipeline.checks.told import Lasting, differ, is_first_since, names_of
from pipeline.checks.view import Severity
from pipeline.merge import HELD, Merged
from pipeline.model import Anchor, Article, Event, Finding, Mention, Span

_CURRENT = timedelta(days=20)
_NEAR = timedelta(days=21)
_PASSED = timedelta(days=2)
_WIDEST_PLAN = timedelta(days=31)
# Two articles are about one thing where they name so many same people and places.
_SHARED_NAMES = 2
# What more articles than these tell in the same words is no telling of one thing.
_COMMON = 40
_PLANNED = frozenset({"planned", "possible"})


class Corpus(NamedTuple):
    """What the checks over a corpus look at. lengths: what lasts, by article. same: copies of a text left out of all.

    articles: by name, the readable ones.
    """

    merged: Merged
    articles: Mapping[str, Article]
    anchors: Mapping[str, Anchor]
    lengths: Sequence[Lasting]
    same: Sequence[tuple[Article, Article]]


EventCheck = Callable[[Corpus], Iterator[Finding]]


def contradictory_dates(corpus: Corpus) -> Iterator[Finding]:
    """E201: two tellings agree in all but the date. E202: as by a slip of the pen; the surer date is suggested."""
    merged = corpus.merged
    events = {event.event_id: event for event in merged.events}
    mentions = {mention.mention_id: mention for mention in merged.mentions}
    for code, weaker_id, stronger_id in merged.contradictions:
        weaker, stronger = events[weaker_id], events[stronger_id]
        here, there = _dated_by(weaker, mentions), _dated_by(stronger, mentions)
        args = (("date", weaker.value.edtf), ("other", stronger.value.edtf), ("article", there.article))
        suggestion = stronger.value.edtf if code == "E202" else ""
        yield _at(code, "warning", here, corpus, args, there, weaker_id, suggestion)


def held_on_another_day(corpus: Corpus) -> Iterator[Finding]:
    """E203: what was planned for one day was held on another. E204: it was put off to another."""
    merged = corpus.merged
    events = {event.event_id: event for event in merged.events}
    mentions = {mention.mention_id: mention for mention in merged.mentions}
    for event, planned_id, held_id, _days in merged.delays:
        planned, held = mentions[planned_id], mentions[held_id]
        args = (("planned", planned.value.edtf), ("held", held.value.edtf))
        code = "E203" if events[event].status in HELD else "E204"
        yield _at(code, "info", planned, corpus, args, held, event)


def no_report(corpus: Corpus) -> Iterator[Finding]:
    """E301: the day of a plan has passed, and a later article on the same people and places does not tell of it."""
    mentions = {mention.mention_id: mention for mention in corpus.merged.mentions}
    plans = [one for one in corpus.merged.events if _is_open_plan(one, mentions)]
    if not plans or len(corpus.articles) < 2:
        return
    by_name: dict[str, list[Mention]] = defaultdict(list)
    for mention in corpus.merged.mentions:
        for name in names_of(mention):
            by_name[name].append(mention)
    for event in plans:
        planned = mentions[event.mentions[0]]
        names, last = names_of(planned), event.value.latest
        assert last is not None
        about = [one for name in sorted(names) for one in by_name[name]]
        if any(_is_report(one, planned) for one in about):
            continue
        for one in about:
            written = corpus.anchors[one.article].value.earliest
            if one.article in event.articles or written is None or written <= last + _PASSED:
                continue
            if len(names & names_of(one)) >= _SHARED_NAMES:
                args = (("planned", event.value.edtf), ("article", one.article), ("date", written.isoformat()))
                yield _at("E301", "info", planned, corpus, args, one, event.event_id)
                break


def _is_open_plan(event: Event, mentions: Mapping[str, Mention]) -> bool:
    first, last = event.value.earliest, event.value.latest
    if event.status != "planned" or first is None or last is None or last - first > _WIDEST_PLAN:
        return False
    first_told = mentions[event.mentions[0]]
    return len(names_of(first_told)) >= _SHARED_NAMES and bool(first_told.timexes)


def _is_report(one: Mention, planned: Mention) -> bool:
    """Whether a mention may tell what came of a plan."""
    a, b = one.value, planned.value
    if one.status in _PLANNED or a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        return False
    return a.earliest - _NEAR <= b.latest and b.earliest - _NEAR <= a.latest


def first_since(corpus: Corpus) -> Iterator[Finding]:
    """E302: «أول زيارة منذ مارس 2020» in one article, and a visit of October 2022 in another."""
    by_kind: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    claims = []
    for mention in corpus.merged.mentions:
        if mention.status != "happened" or not mention.timexes or mention.value.earliest is None:
            continue
        if is_first_since(corpus.articles[mention.article].text, mention):
            claims.append(mention)
        elif mention.actors:
            for name in names_of(mention):
                by_kind[mention.event_type, name].append(mention)
    for claim in claims:
        other = _between(claim, by_kind, corpus) if claim.actors and claim.places else None
        if other is not None:
            args = (("date", claim.value.edtf), ("other", other.value.edtf), ("article", other.article))
            yield _at("E302", "warning", claim, corpus, args, other, "")


def _between(claim: Mention, by_kind: Mapping[tuple[str, str], list[Mention]], corpus: Corpus) -> Mention | None:
    """A telling of another article of the same, after the date of the claim and before the article that makes it."""
    names, since = names_of(claim), claim.value.latest
    written = corpus.anchors[claim.article].value.earliest
    if since is None or written is None:
        return None
    for other in by_kind.get((claim.event_type, min(names)), ()):
        first, last = other.value.earliest, other.value.latest
        if other.article == claim.article or first is None or last is None or not names <= names_of(other):
            continue
        if since < first and last < written - _CURRENT:
            return other
    return None


def lasted_differently(corpus: Corpus) -> Iterator[Finding]:
    """E303: two articles on one thing tell that it lasted so long, and so long."""
    by_word: dict[str, list[Lasting]] = defaultdict(list)
    for one in corpus.lengths:
        for word in one.core:
            by_word[word].append(one)
    seen: set[tuple[Lasting, Lasting]] = set()
    events = _events_by_article(corpus.merged)
    for rows in by_word.values():
        for one, other in combinations(rows, 2) if 1 < len(rows) <= _COMMON else ():
            if one.article == other.article or (one, other) in seen:
                continue
            seen.add((one, other))
            if not differ(one, other, least=1):
                continue
            if len(one.core & other.core) < 2 and not events[one.article] & events[other.article]:
                continue
            yield Finding(
                "E303",
                "warning",
                other.article,
                other.start,
                other.end,
                other.surface,
                (("surface", other.surface), ("other", one.surface), ("article", one.article)),
                related=((one.article, one.start, one.end),),
            )


def _events_by_article(merged: Merged) -> Mapping[str, set[str]]:
    """The events that more than one article tells of, by article."""
    found: dict[str, set[str]] = defaultdict(set)
    for event in merged.events:
        for article in event.articles if len(event.articles) > 1 else ():
            found[article].add(event.event_id)
    return found


def duplicates(corpus: Corpus) -> Iterator[Finding]:
    """E304: the same article twice, word for word or nearly so."""
    for article, first in corpus.same:
        yield _copy(article, first)
    firsts: dict[str, str] = {}
    for name, original in sorted(corpus.merged.copied.items()):
        kept = firsts.setdefault(original, name)
        if name != kept:
            yield _copy(corpus.articles[name], corpus.articles[kept])


def _copy(article: Article, first: Article) -> Finding:
    (start, end), other = _first_line(article.text), _first_line(first.text)
    return Finding(
        "E304",
        "info",
        article.name,
        start,
        end,
        article.text[start:end],
        (("article", first.name),),
        related=((first.name, *other),),
    )


def _first_line(text: str) -> tuple[int, int]:
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    return start, start + len(text[start : len(text) if end < 0 else end].rstrip())


EVENT_CHECKS: tuple[EventCheck, ...] = (
    contradictory_dates,
    held_on_another_day,
    no_report,
    first_since,
    lasted_differently,
    duplicates,
)


def check_events(corpus: Corpus) -> list[Finding]:
    """All findings over a corpus, by article and place."""
    found = [finding for check in EVENT_CHECKS for finding in check(corpus)]
    return sorted(found, key=lambda one: (one.article, one.start, one.end, one.code, one.related))


def _dated_by(event: Event, mentions: Mapping[str, Mention]) -> Mention:
    """The first telling that gives the event's date."""
    return next(one for one in (mentions[each] for each in event.mentions) if one.value == event.value)


def _at(
    code: str,
    severity: Severity,
    mention: Mention,
    corpus: Corpus,
    args: tuple[tuple[str, str], ...],
    other: Mention,
    event_id: str,
    suggestion: str = "",
) -> Finding:
    span = mention.timexes[0] if mention.timexes else Span(mention.start, mention.end)
    beside = other.timexes[0] if other.timexes else None
    return Finding(
        code,
        severity,
        mention.article,
        span.start,
        span.end,
        corpus.articles[mention.article].text[span.start : span.end],
        args,
        suggestion=suggestion,
        event_id=event_id,
        related=((other.article, *((beside.start, beside.end) if beside else (other.start, other.end))),),
    )
