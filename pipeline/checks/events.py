"""Checks over events: tellings whose dates contradict, dates that are slips of the pen, plans held on another day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from pipeline.merge import HELD, Merged
from pipeline.model import Article, Event, Finding, Mention

EventCheck = Callable[[Merged, Mapping[str, Article]], Iterator[Finding]]


def contradictory_dates(merged: Merged, articles: Mapping[str, Article]) -> Iterator[Finding]:
    """E201: two tellings agree in all but the date. E202: as by a slip of the pen; the surer date is suggested."""
    events = {event.event_id: event for event in merged.events}
    mentions = {mention.mention_id: mention for mention in merged.mentions}
    for code, weaker_id, stronger_id in merged.contradictions:
        weaker, stronger = events[weaker_id], events[stronger_id]
        here, there = _dated_by(weaker, mentions), _dated_by(stronger, mentions)
        args = (("date", weaker.value.edtf), ("other", stronger.value.edtf), ("article", there.article))
        suggestion = stronger.value.edtf if code == "E202" else ""
        yield _at(code, "warning", here, articles, args, there, weaker_id, suggestion)


def held_on_another_day(merged: Merged, articles: Mapping[str, Article]) -> Iterator[Finding]:
    """E203: what was planned for one day was held on another. E204: it was put off to another."""
    events = {event.event_id: event for event in merged.events}
    mentions = {mention.mention_id: mention for mention in merged.mentions}
    for event, planned_id, held_id, _days in merged.delays:
        planned, held = mentions[planned_id], mentions[held_id]
        args = (("planned", planned.value.edtf), ("held", held.value.edtf))
        code = "E203" if events[event].status in HELD else "E204"
        yield _at(code, "info", planned, articles, args, held, event)


EVENT_CHECKS: tuple[EventCheck, ...] = (contradictory_dates, held_on_another_day)


def check_events(merged: Merged, articles: Mapping[str, Article]) -> list[Finding]:
    """All findings over the events of a corpus, by article and place."""
    found = [finding for check in EVENT_CHECKS for finding in check(merged, articles)]
    return sorted(found, key=lambda one: (one.article, one.start, one.end, one.code, one.related))


def _dated_by(event: Event, mentions: Mapping[str, Mention]) -> Mention:
    """The first telling that gives the event's date."""
    return next(one for one in (mentions[each] for each in event.mentions) if one.value == event.value)


def _at(
    code: str,
    severity: str,
    mention: Mention,
    articles: Mapping[str, Article],
    args: tuple[tuple[str, str], ...],
    other: Mention,
    event_id: str,
    suggestion: str = "",
) -> Finding:
    span, beside = mention.timexes[0], other.timexes[0]
    return Finding(
        code,
        "info" if severity == "info" else "warning",
        mention.article,
        span.start,
        span.end,
        articles[mention.article].text[span.start : span.end],
        args,
        suggestion=suggestion,
        event_id=event_id,
        related=((other.article, beside.start, beside.end),),
    )
