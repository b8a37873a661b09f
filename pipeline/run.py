"""The order of the stages; reads like the table of contents.

articles -> expressions, masthead, names (each article alone) -> anchors -> values and mentions -> events -> findings
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline import dct, messages
from pipeline.added import added_mentions
from pipeline.checks import check_article
from pipeline.checks.events import Corpus, check_events
from pipeline.checks.house import check_style
from pipeline.checks.told import Lasting, lasting
from pipeline.checks.view import View
from pipeline.decisions import OF_ARTICLES, Decision, Present, Quote, quote_of, standing
from pipeline.denials import Denial, find_denials
from pipeline.house_style import HouseStyle
from pipeline.masthead import Head, read_head
from pipeline.mentions import Reading, find_mentions
from pipeline.merge import merge
from pipeline.model import Anchor, Article, Event, Evidence, Finding, Masthead, Mention, Resolved, TimeValue
from pipeline.names import english_label, find_names
from pipeline.overlay import Overlaid, Overlay
from pipeline.parallel import spread
from pipeline.resolve import resolve
from pipeline.scan import scan
from pipeline.sentences import split_sentences
from pipeline.speakers import in_english
from pipeline.table import Row, data_frame
from pipeline.timevalue import parse_edtf

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[int, int], None]

# Raised with every change of what the pipeline gives for the same text; caches are keyed by it.
VERSION = "8"

# How many links a chain of articles that date one another may have.
_ROUNDS = 3
# Values made between two rounds of Python's collector, while the stages run.
_BETWEEN_COLLECTIONS = 50_000


class _Telling(NamedTuple):
    """What one article tells. witness: kept only where other articles may still tell when this one was written."""

    head: Head
    evidence: tuple[dct.Constraint, ...]
    anchor: Anchor
    resolved: tuple[Resolved, ...]
    mentions: list[Mention]
    denials: tuple[Denial, ...]
    findings: list[Finding]
    lengths: list[Lasting]
    witness: dct.Witness | None
    english: dict[str, str]
    readings: dict[object, Reading]
    seconds: dict[str, float]


class _Read(NamedTuple):
    """What stands before anything is decided, except the dates that editors gave articles. everything: the articles;
    readable: those that are told from, in their order; given: article name -> date as the user knows it; dates: digest
    -> date as an editor knows it; alone: what each tells by itself; told: with the help of the others."""

    everything: tuple[Article, ...]
    readable: list[Article]
    given: Mapping[str, str]
    collected: date | None
    isolated: bool
    style: HouseStyle | None
    dates: Mapping[str, str]
    alone: Sequence[_Telling]
    told: Sequence[_Telling]


class Timeline:
    """What a corpus tells of when: plain values, as rows, and as DataFrames when asked for.

    Attributes: texts (article name -> decoded text), english (Arabic label of a name -> English label),
    timings (stage -> seconds), decided (event id -> the editors' decisions on it that stand), lost (decisions that
    stand and whose telling or article is gone).
    """

    def __init__(
        self,
        articles: tuple[Article, ...],
        heads: Mapping[str, Head],
        anchors: Mapping[str, Anchor],
        resolved: Mapping[str, tuple[Resolved, ...]],
        mentions: tuple[Mention, ...],
        decided: Overlaid,
        findings: tuple[Finding, ...],
        english: Mapping[str, str],
        timings: Mapping[str, float],
        read: _Read,
    ) -> None:
        self._read = read
        self._articles = articles
        self._heads = heads
        self._anchors = anchors
        self._resolved = resolved
        self._mentions = mentions
        self._events = decided.events
        self._rejected = decided.rejected
        self.decided = dict(decided.decided)
        self.lost = decided.lost
        self._findings = findings
        self.timings = dict(timings)
        self.english = dict(english)
        self.texts = {article.name: article.text for article in articles}

    def rows(self, table: str) -> list[Row]:
        """The rows of a table (pipeline/table.py) as plain dicts, without pandas. Raises KeyError for another name."""
        made: dict[str, Callable[[], list[Row]]] = {
            "articles": lambda: [_article_row(article, self._heads.get(article.name)) for article in self._articles],
            "timexes": lambda: [
                _timex_row(article.name, one)
                for article in self._articles
                for one in self._resolved.get(article.name, ())
            ],
            "anchors": lambda: [
                _anchor_row(self._anchors[article.name]) for article in self._articles if article.name in self._anchors
            ],
            "mentions": self._mention_rows,
            "events": lambda: [_event_row(event) for event in self._events],
            "check": lambda: [_finding_row(finding) for finding in self._findings],
        }
        return made[table]()

    def _mention_rows(self) -> list[Row]:
        event_of = {mention: event.event_id for event in self._events for mention in event.mentions}
        shown = (mention for mention in self._mentions if mention.mention_id in event_of)
        return [_mention_row(mention, event_of[mention.mention_id]) for mention in shown]

    def with_decisions(self, decisions: Iterable[Decision]) -> Timeline:
        """The same articles under another log: only what hangs on decisions is made anew."""
        log = tuple(decisions)
        return _timeline(_redated(self._read, log), log, {})

    def quotes(self, mention_ids: Iterable[str]) -> dict[str, Quote]:
        """The words of some tellings as a decision on them keeps them. Raises KeyError for an id that is not here."""
        mentions = {mention.mention_id: mention for mention in self._mentions}
        articles = {article.name: article for article in self._articles}
        wanted = (mentions[mention_id] for mention_id in mention_ids)
        return {mention.mention_id: quote_of(mention, articles[mention.article]) for mention in wanted}

    def find(self, quotes: Mapping[str, Quote]) -> dict[str, str | None]:
        """The tellings that have the words of some others, perhaps of another version of their article: id -> id."""
        present = Present(self._mentions, {article.name: article for article in self._articles})
        return {mention: present.find(mention, quote) for mention, quote in quotes.items()}

    def rejected(self) -> list[Row]:
        """The events that editors rejected, as rows of the table of events: shown to editors only."""
        return [_event_row(event) for event in self._rejected]

    @cached_property
    def articles(self) -> pd.DataFrame:
        """A row an article."""
        return data_frame("articles", self.rows("articles"))

    @cached_property
    def timexes(self) -> pd.DataFrame:
        """A row a temporal expression."""
        return data_frame("timexes", self.rows("timexes"))

    @cached_property
    def anchors(self) -> pd.DataFrame:
        """A row an article's document creation time."""
        return data_frame("anchors", self.rows("anchors"))

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """A row one article's claim of a dated event."""
        return data_frame("mentions", self.rows("mentions"))

    @cached_property
    def events(self) -> pd.DataFrame:
        """A row a merged event."""
        return data_frame("events", self.rows("events"))

    @cached_property
    def findings(self) -> pd.DataFrame:
        """A row a chronology finding."""
        return data_frame("check", self.rows("check"))


@contextmanager
def _rarely_collected() -> Iterator[None]:
    """Let Python's collector look for circles seldom: the stages' values make none, and every look costs them all."""
    before = gc.get_threshold()
    gc.set_threshold(before[0] and max(before[0], _BETWEEN_COLLECTIONS), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@_rarely_collected()
def build_timeline(
    articles: Iterable[Article],
    *,
    anchors: Mapping[str, str] | None = None,
    not_after: str | None = None,
    isolated: bool = False,
    jobs: int = 1,
    scheduler: str | None = None,
    decisions: Iterable[Decision] = (),
    style: HouseStyle | None = None,
    progress: Progress | None = None,
) -> Timeline:
    """Read the time out of a corpus.

    articles: in any order. anchors: article name -> EDTF date as the user knows it; "*" stands for all of them.
    not_after: the day on which they were collected (EDTF). isolated: no article helps another. jobs: processes on this
    machine. scheduler: address of a Dask cluster instead. decisions: the log of editors' decisions, of which those
    that stand are laid over what is found. style: the house's, deviations from which are findings then. progress:
    called with (done, total).

    Refused articles appear in the articles table and nowhere else; of articles with the same text only the first (by
    name) is told from. Raises ValueError for a date that is no EDTF.
    """
    log = tuple(decisions)
    timings: dict[str, float] = {}
    everything = tuple(sorted(articles, key=lambda article: (article.name, article.digest)))
    readable = _distinct(everything)
    collected = parse_edtf(not_after).latest if not_after else None
    given, dates = dict(anchors or {}), _dates_of_articles(log)
    tasks = [(article, _given(article, given, dates), collected) for article in readable]
    alone: Sequence[_Telling] = spread(_tell, tasks, jobs=jobs, scheduler=scheduler, progress=progress)
    started = time.perf_counter()
    told = alone if isolated else _with_one_another(alone, readable, collected)
    timings["corpus"] = time.perf_counter() - started
    for telling in told:
        for stage, seconds in telling.seconds.items():
            timings[stage] = timings.get(stage, 0.0) + seconds
    return _timeline(_Read(everything, readable, given, collected, isolated, style, dates, alone, told), log, timings)


def _redated(read: _Read, log: Sequence[Decision]) -> _Read:
    """The same articles with the dates that another log gives them; only those that get another one are read again."""
    dates = _dates_of_articles(log)
    if dates == read.dates:
        return read
    alone = [
        telling
        if dates.get(article.digest) == read.dates.get(article.digest)
        else _tell((article, _given(article, read.given, dates), read.collected))
        for article, telling in zip(read.readable, read.alone, strict=True)
    ]
    told = alone if read.isolated else _with_one_another(alone, read.readable, read.collected)
    return read._replace(dates=dates, alone=alone, told=told)


def _given(article: Article, given: Mapping[str, str], dates: Mapping[str, str]) -> str | None:
    """The date that an article is known to have: as an editor decided, else as the user says."""
    return dates.get(article.digest) or given.get(article.name, given.get("*"))


def _dates_of_articles(log: Sequence[Decision]) -> dict[str, str]:
    """Digest -> the date that editors gave an article, the latest word of those that stand."""
    return {one.target: one.payload["edtf"] for one in standing(log) if one.kind == "article_date"}


def _timeline(read: _Read, log: Sequence[Decision], timings: dict[str, float]) -> Timeline:
    """What the articles tell under a log of decisions."""
    everything, readable, tellings = read.everything, read.readable, read.told
    of_articles = _by_article(log)
    if of_articles:
        tellings = [
            _with_added(telling, article, of_articles.get(article.digest, ()))
            for article, telling in zip(readable, tellings, strict=True)
        ]
    mentions = tuple(mention for telling in tellings for mention in telling.mentions)
    by_name = {article.name: telling for article, telling in zip(readable, tellings, strict=True)}
    heads = {name: telling.head for name, telling in by_name.items()}
    anchor_of = {name: telling.anchor for name, telling in by_name.items()}
    started = time.perf_counter()
    articles_by_name = {article.name: article for article in readable}
    overlay = Overlay(log, mentions, articles_by_name)
    merged = merge(
        mentions,
        articles_by_name,
        anchor_of,
        {name: head.masthead for name, head in heads.items()},
        [denial for telling in tellings for denial in telling.denials],
        overlay.regrouped if log else None,
    )
    decided = overlay.laid_over(merged.events)
    timings["merge"] = time.perf_counter() - started
    started = time.perf_counter()
    lengths = [length for telling in tellings for length in telling.lengths]
    gone = {event.event_id for event in decided.rejected}
    of_events = check_events(Corpus(merged, articles_by_name, anchor_of, lengths, _same_text(everything, readable)))
    timings["checks over the corpus"] = time.perf_counter() - started
    return Timeline(
        everything,
        heads,
        anchor_of,
        {name: telling.resolved for name, telling in by_name.items()},
        merged.mentions,
        decided,
        (
            *_of_articles(readable, tellings, read.style),
            *(one for one in of_events if one.event_id not in gone),
        ),
        _english(tellings, merged.mentions, decided),
        timings,
        read,
    )


def _distinct(articles: tuple[Article, ...]) -> list[Article]:
    """The articles that can be read, each text once."""
    seen: set[str] = set()
    distinct = []
    for article in articles:
        if article.status != "refused" and article.digest not in seen:
            seen.add(article.digest)
            distinct.append(article)
    return distinct


def _by_article(decisions: Sequence[Decision]) -> dict[str, list[Decision]]:
    """The decisions on articles that stand, by the digest of their text."""
    found: dict[str, list[Decision]] = {}
    for one in standing(decisions):
        if one.kind in OF_ARTICLES:
            found.setdefault(one.target, []).append(one)
    return found


def _with_added(telling: _Telling, article: Article, decisions: Sequence[Decision]) -> _Telling:
    """What an article tells, with the events that editors marked in it."""
    added = added_mentions(article, (one for one in decisions if one.kind == "add"))
    if not added:
        return telling
    return telling._replace(mentions=[*telling.mentions, *added])


def _of_articles(
    articles: Sequence[Article], tellings: Sequence[_Telling], style: HouseStyle | None
) -> Iterator[Finding]:
    """What each article gives by itself, with where it is written otherwise than the house writes."""
    for article, telling in zip(articles, tellings, strict=True):
        if style is None:
            yield from telling.findings
        else:
            found = (*telling.findings, *check_style(article, telling.resolved, style))
            yield from sorted(found, key=lambda one: (one.start, one.end, one.code))


def _english(tellings: Sequence[_Telling], mentions: Iterable[Mention], decided: Overlaid) -> dict[str, str]:
    """The English labels of all names in the tables, also of those that only an editor's decision names."""
    found = {label: english for telling in tellings for label, english in telling.english.items()}
    others: set[str] = set()
    for mention in mentions:
        for name in (*mention.actors, *mention.places):
            if name.label not in found:
                found[name.label] = english_label(name)
        others.add(mention.speaker)
    for event in (*decided.events, *decided.rejected):
        others.update(event.actors, event.places, event.speakers, event.denied_by)
    return found | {label: in_english(label) for label in sorted(others - found.keys() - {""})}


def _same_text(everything: Sequence[Article], readable: Sequence[Article]) -> list[tuple[Article, Article]]:
    """The articles whose text another one has already, each with that one."""
    first = {article.digest: article for article in readable}
    known = ((article, first.get(article.digest)) for article in everything)
    return [(article, there) for article, there in known if there is not None and there is not article]


def _tell(task: tuple[Article, str | None, date | None]) -> _Telling:
    """Read one article by itself: what it tells, counted from the date that its own evidence gives it."""
    article, given, collected = task
    clock = _Clock()
    sentences = split_sentences(article.text)
    clock.stop("sentences")
    timexes = scan(article.text)
    clock.stop("recognition")
    head = read_head(article.text, timexes)
    clock.stop("masthead")
    names = find_names(article.text, sentences)
    clock.stop("names")
    witness = dct.Witness(article, head, sentences, timexes, names)
    evidence = dct.evidence_of(witness)
    anchor = dct.anchored(article, evidence, given, collected)
    clock.stop("evidence")
    english = {name.label: name.label_en for name in names if name.label_en}
    kept = None if dct.is_settled(anchor) else witness
    denials = find_denials(witness)
    clock.stop("denials")
    blank = _Telling(head, evidence, anchor, (), [], denials, [], [], kept, english, {}, clock.seconds)
    told = _dated(blank, witness, anchor, clock)
    return told if kept is not None else told._replace(readings={})


class _Clock:
    """How long each stage took. It measures, and decides nothing."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def stop(self, stage: str) -> None:
        now = time.perf_counter()
        self.seconds[stage] = now - self._last
        self._last = now


def _dated(telling: _Telling, witness: dct.Witness, anchor: Anchor, clock: _Clock) -> _Telling:
    """What an article tells, counted from its anchor."""
    article = witness.article
    resolved = resolve(article.text, witness.sentences, witness.recognised, dct.known(anchor))
    clock.stop("resolution")
    mentions = find_mentions(witness, resolved, anchor, telling.readings)
    clock.stop("mentions")
    view = View(witness, anchor, resolved, mentions, telling.evidence)
    findings, lengths = check_article(view), lasting(view)
    clock.stop("checks")
    return telling._replace(anchor=anchor, resolved=resolved, mentions=mentions, findings=findings, lengths=lengths)


def _with_one_another(
    tellings: Sequence[_Telling], articles: Sequence[Article], collected: date | None
) -> list[_Telling]:
    """Date the articles that their own evidence leaves open by what the others tell, and tell them anew.

    In rounds: an article dated in one round helps others in the next, and is not looked at again, so that no date ever
    rests on itself.
    """
    told = list(tellings)
    open_ones = {at: telling.witness for at, telling in enumerate(told) if telling.witness is not None}
    if not open_ones or len(told) == 1:
        return told
    chronicle = dct.Chronicle()
    for article, telling in zip(articles, told, strict=True):
        chronicle.add(article, telling.mentions, is_settled=telling.witness is None)
    for _ in range(_ROUNDS):
        dated: dict[int, Anchor] = {}
        for at, witness in open_ones.items():
            anchor = dct.helped(witness, told[at].mentions, told[at].evidence, chronicle, collected)
            if anchor is not None and anchor.value != told[at].anchor.value:
                dated[at] = anchor
        if not dated:
            break
        for at, anchor in dated.items():
            told[at] = _dated(told[at], open_ones.pop(at), anchor, _Clock())
            chronicle.add(articles[at], told[at].mentions, is_settled=dct.is_settled(anchor))
    return told


# --- values as rows ---------------------------------------------------------------------------------------------------


def _dates(value: TimeValue) -> Row:
    return {
        "edtf": value.edtf,
        "earliest": value.earliest.isoformat() if value.earliest else None,
        "latest": value.latest.isoformat() if value.latest else None,
        "granularity": value.granularity if value.edtf else "unknown",
    }


def _article_row(article: Article, head: Head | None) -> Row:
    masthead, page = head.masthead if head else Masthead(), article.page
    return {
        "article": article.name,
        "title": page.title or masthead.title,
        "outlet": page.outlet or masthead.outlet,
        "author": page.author or masthead.author,
        "agency": masthead.agency,
        "url": page.url or masthead.url,
        "language": article.language,
        "encoding": article.encoding,
        "characters": len(article.text),
        "status": article.status,
        "says": article.says,
    }


def _timex_row(name: str, one: Resolved) -> Row:
    timex = one.timex
    return {
        "article": name,
        "start": timex.start,
        "end": timex.end,
        "surface": timex.surface,
        "type": timex.type,
        "value": one.value.timex3,
        **_dates(one.value),
        "mod": timex.mod,
        "group": timex.group,
        "relative_to": one.relative_to,
        "rule": timex.rule,
        "trace": one.trace,
    }


def _anchor_row(anchor: Anchor) -> Row:
    return {
        "article": anchor.article,
        **_dates(anchor.value),
        "source": anchor.source,
        "confidence": anchor.confidence,
        "evidence": [
            {
                "article": evidence.article,
                "start": evidence.start,
                "end": evidence.end,
                "surface": evidence.surface,
                "says_ar": _said(evidence, "ar"),
                "says_en": _said(evidence, "en"),
            }
            for evidence in anchor.evidence
        ],
    }


def _said(evidence: Evidence, language: messages.Language) -> str:
    """What a piece of evidence says, a weekday by its name; `country_ar` and `country_en` are its `country`."""
    texts = messages.texts(language)
    args = {name.removesuffix(f"_{language}"): texts.get(f"check.{value}", value) for name, value in evidence.args}
    return messages.say(evidence.key, language, args)


def _mention_row(mention: Mention, event_id: str) -> Row:
    return {
        "mention_id": mention.mention_id,
        "event_id": event_id,
        "article": mention.article,
        "start": mention.start,
        "end": mention.end,
        "sentence_start": mention.sentence_start,
        "sentence_end": mention.sentence_end,
        "trigger": mention.trigger,
        "timexes": [[span.start, span.end] for span in mention.timexes],
        **_dates(mention.value),
        "basis": mention.basis,
        "kind": mention.kind,
        "status": mention.status,
        "speaker": mention.speaker,
        "denied_by": list(mention.denied_by),
        "actors": [name.label for name in mention.actors],
        "places": [name.label for name in mention.places],
        "title_ar": mention.title_ar,
        "title_en": mention.title_en,
        "trace": mention.trace,
    }


def _event_row(event: Event) -> Row:
    return {
        "event_id": event.event_id,
        **_dates(event.value),
        "approximate": event.value.approximate,
        "basis": event.basis,
        "kind": event.kind,
        "status": event.status,
        "speakers": list(event.speakers),
        "denied_by": list(event.denied_by),
        "actors": list(event.actors),
        "places": list(event.places),
        "title_ar": event.title_ar,
        "title_en": event.title_en,
        "articles": list(event.articles),
        "origins": event.origins,
        "mentions": list(event.mentions),
        "part_of": event.part_of,
        "confidence": event.confidence,
        "importance": event.importance,
        "trace": event.trace,
    }


def _finding_row(finding: Finding) -> Row:
    texts: dict[str, Any] = {}
    for language in messages.LANGUAGES:
        args = {name: messages.texts(language).get(f"check.{value}", value) for name, value in finding.args}
        if finding.reason is not None:
            args["reason"] = _said(finding.reason, language)
        texts[f"message_{language}"] = messages.say(f"check.{finding.code}", language, args)
    return {
        "code": finding.code,
        "severity": finding.severity,
        "article": finding.article,
        "start": finding.start,
        "end": finding.end,
        "surface": finding.surface,
        **texts,
        "suggestion": finding.suggestion,
        "event_id": finding.event_id,
        "related": [{"article": article, "start": start, "end": end} for article, start, end in finding.related],
    }
