"""What the dashboard shows: the folder's articles, read once, a visitor's own, or a timeline from a file of ours."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from weakref import ref

import streamlit as st

import pipeline
from pipeline.decisions import Decision, Quote, carried, quoted
from pipeline.reading import read_articles
from ui import opened_files, sign_in, store, who
from ui.chronicle_corpus import ChronicleCorpus
from ui.comparison import Comparison, compare, in_order_of_writing, when
from ui.event_index import EventIndex, disputed_events, event_index
from ui.house import house
from ui.kept_tables import Tables, read_tables
from ui.opened_files import Opened, OpenedFile
from ui.own_articles import OwnArticles
from ui.reader import reader_from_query
from ui.recent import Recent
from ui.search import Words
from ui.shared_events import Shared, shared_events
from ui.store import CHOICES, NOTHING_DECIDED, QUERY_NAME, Log, Named

if TYPE_CHECKING:
    import pandas as pd

    from exports.chronicle import Chronicle
    from pipeline.model import Article, Problem
    from pipeline.run import Progress

FOLDER_VARIABLE = "TASALSUL_ARTICLES"
DEFAULT_FOLDER = Path(__file__).parents[1] / "seeds"
_ID_LENGTH = 12
_MOST_DRAWN = 32
# What a corpus of so many events keeps in memory is worth leaving out of the collector's rounds.
_LARGE = 1_000
_MOST_NAMED = 8
_OWN_KEY, _BUILT_KEY, _OPENED_KEY = "visit.own", "visit.corpus", "visit.opened"


@dataclass(frozen=True)
class Corpus:
    """The pipeline's tables, the articles' texts, and what was wrong with the files. An article's address id is the
    beginning of its text's hash, so that a link survives a renamed file.

    choice: which articles these are, one of CHOICES or the name of a corpus. own: the names of those that the visitor
    brought. log: all that was decided on them. decided: event id -> the decisions on it that stand; lost: those that
    stand and whose telling or article is gone; rejected: the events that editors took out, as rows of the table of
    events. opened: the file that all this comes from, where it was one of ours; of the articles that it only names
    there is no text.
    """

    folder: str
    problems: tuple[Problem, ...]
    texts: Mapping[str, str]
    articles: pd.DataFrame
    events: pd.DataFrame
    mentions: pd.DataFrame
    timexes: pd.DataFrame
    anchors: pd.DataFrame
    findings: pd.DataFrame
    english: Mapping[str, str]
    choice: str = CHOICES[0]
    own: frozenset[str] = frozenset()
    log: Log = NOTHING_DECIDED
    decided: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)
    lost: tuple[Decision, ...] = ()
    rejected: tuple[Mapping[str, Any], ...] = ()
    opened: Opened | None = None

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """Article -> the hash of its text, by which a decision on an article names it; of its name where a file does
        not hold the whole text."""
        if self.opened is not None:
            return {name: sha256(name.encode()).hexdigest() for name in self.texts}
        return {name: sha256(text.encode("utf-8", "surrogatepass")).hexdigest() for name, text in self.texts.items()}

    @cached_property
    def mention_rows(self) -> Mapping[str, Mapping[str, Any]]:
        """Mention id -> the telling."""
        return {row["mention_id"]: row for rows in self.mentions_of.values() for row in rows}

    def quotes(self, mention_ids: Iterable[str]) -> dict[str, Quote]:
        """The words of some tellings as a decision on them keeps them. Raises KeyError for an id that is not here."""
        wanted = [self.mention_rows[mention_id] for mention_id in mention_ids]
        return {
            row["mention_id"]: quoted(
                self.texts[row["article"]],
                self.digests[row["article"]],
                row["sentence_start"],
                row["sentence_end"],
                row["timexes"],
            )
            for row in wanted
        }

    @cached_property
    def article_ids(self) -> Mapping[str, str]:
        """Article -> its id in an address."""
        return {name: digest[:_ID_LENGTH] for name, digest in self.digests.items()}

    @cached_property
    def article_names(self) -> Mapping[str, str]:
        """What an address may call an article -> the article: its id, or its name."""
        return {name: name for name in self.texts} | {id_: name for name, id_ in self.article_ids.items()}

    @cached_property
    def event_rows(self) -> Mapping[str, Mapping[str, Any]]:
        """Event id -> the event."""
        rows = {row["event_id"]: row for row in self.events.to_dict("records")}
        if len(rows) >= _LARGE:
            _settle()
        return rows

    @cached_property
    def article_rows(self) -> Mapping[str, Mapping[str, Any]]:
        """Article -> what it says of itself."""
        return {row["article"]: row for row in self.articles.to_dict("records")}

    @cached_property
    def anchor_rows(self) -> Mapping[str, Mapping[str, Any]]:
        """Article -> its document date."""
        return {row["article"]: row for row in self.anchors.to_dict("records")}

    @cached_property
    def mentions_of(self) -> Mapping[str, list[Mapping[str, Any]]]:
        """Event id -> its tellings, in the order of the articles."""
        tellings: dict[str, list[Mapping[str, Any]]] = {}
        for row in self.mentions.to_dict("records"):
            tellings.setdefault(row["event_id"], []).append(row)
        if len(tellings) >= _LARGE:
            _settle()
        return tellings

    @cached_property
    def event_ids(self) -> Mapping[str, str]:
        """What an address may call an event -> its id: its own, or that of any of its mentions."""
        by_mention = dict(zip(self.mentions["mention_id"], self.mentions["event_id"], strict=True))
        if self.opened is not None and not self.opened.file.sentences:
            by_mention = {name: row["event_id"] for row in self.opened.chronicle.events for name in row["mentions"]}
        return by_mention | {event: event for event in self.events["event_id"]}

    @cached_property
    def timexes_of(self) -> Mapping[str, list[Mapping[str, Any]]]:
        """Article -> its temporal expressions, in reading order."""
        expressions: dict[str, list[Mapping[str, Any]]] = {}
        for row in self.timexes.to_dict("records"):
            expressions.setdefault(row["article"], []).append(row)
        return expressions

    @cached_property
    def findings_of(self) -> Mapping[str, list[Mapping[str, Any]]]:
        """Article -> what the checks found in it."""
        found: dict[str, list[Mapping[str, Any]]] = {}
        for row in self.findings.to_dict("records"):
            found.setdefault(row["article"], []).append(row)
        return found

    @cached_property
    def shared(self) -> list[Shared]:
        """The events that several articles tell, and how these go together."""
        findings = self.findings.to_dict("records")
        return shared_events(self.mentions, self.writing_order, findings, self.texts, self.timexes_of)

    def comparisons(self, groups: Iterable[tuple[str, ...]]) -> list[Comparison]:
        """Some of the shared events, telling by telling, oldest first."""
        given = (self.mentions_of, self.writing_order, self.texts, self.timexes_of)
        return sorted((compare(events, *given) for events in groups), key=when)

    @cached_property
    def drawn(self) -> Recent[dict[str, Any]]:
        """What the timeline was told last, by all that it hangs on besides these tables."""
        return Recent(_MOST_DRAWN)

    @cached_property
    def writing_order(self) -> list[str]:
        """The articles by their date of writing, the undated last."""
        return in_order_of_writing(self.anchor_rows)

    @cached_property
    def index(self) -> EventIndex:
        """What the filters ask of the events."""
        # By a weak reference: no circle, so that the corpus goes with the last one who holds it.
        corpus = ref(self)

        def words() -> Iterator[Words]:
            here = corpus()
            return iter(()) if here is None else here.search_texts()

        return event_index(self.events, words, disputed_events(self.findings, self.mentions))

    def search_texts(self) -> Iterator[Words]:
        """By event, every text in which a reader may look for it; a hit in the title counts most."""
        for event_id, row in self.event_rows.items():
            names = [*row["actors"], *row["places"], *row["speakers"]]
            named = " ".join([*names, *(self.english.get(name, "") for name in names)])
            told = (
                self.texts.get(telling["article"], "")[telling["sentence_start"] : telling["sentence_end"]]
                for telling in self.mentions_of.get(event_id, ())
            )
            yield (f"{row['title_ar']} {row['title_en']}", 3.0), (named, 2.0), (" ".join(told), 1.0)


def _settle() -> None:
    """Leave what stays in memory out of the collector's rounds. Streamlit asks for a whole round after every page, and
    with the word lists and ten thousand events in it one took two thirds of a page's time.

    A corpus is still freed when nobody holds it any more, as it makes no circles.
    """
    if gc.get_freeze_count():  # the first time, at the start, there is next to nothing to collect
        gc.collect()
    gc.freeze()


def folder() -> Path:
    """The folder of articles: the one the environment names, else the sample articles."""
    return Path(os.environ.get(FOLDER_VARIABLE) or DEFAULT_FOLDER)


@st.cache_resource(show_spinner=False, max_entries=4)
def _read(folder: str) -> tuple[list[Article], tuple[Problem, ...]]:
    articles, problems = read_articles([folder])
    return articles, tuple(problems)


class _Told:
    """The timeline that was made last of some articles, from which that under another log is made."""

    timeline: pipeline.Timeline | None = None
    is_reading = False


@st.cache_resource(show_spinner=False, max_entries=4)
def _told(folder: str, digests: tuple[str, ...]) -> _Told:  # noqa: ARG001
    return _Told()


@st.cache_resource(show_spinner=False, max_entries=2)
def _build(
    folder: str,
    digests: tuple[str, ...],
    log_key: tuple[str, ...],  # noqa: ARG001
    _log: Log,
    _articles: list[Article],
    _problems: tuple[Problem, ...],
) -> Corpus:
    last = _told(folder, digests)
    if last.timeline is not None:
        made: pipeline.Timeline | Tables = last.timeline.with_decisions(_log.decisions)
    else:
        made = read_tables(_articles, _log.decisions)
    if isinstance(made, pipeline.Timeline):
        last.timeline = made
    built = _corpus(folder, made, problems=_problems, log=_log)
    _settle()
    return built


@st.cache_resource(show_spinner=False, max_entries=_MOST_NAMED)
def _told_named(key: tuple[str, ...]) -> _Told:  # noqa: ARG001
    return _Told()


@st.cache_resource(show_spinner=False, max_entries=_MOST_NAMED)
def _build_named(key: tuple[str, ...], log_key: tuple[str, ...], _named: Named, _log: Log) -> Corpus:  # noqa: ARG001
    """A named corpus under its log. Its tables are kept in memory alone."""
    last, decisions = _told_named(key), carried(_log.decisions, _named.newer)
    if last.timeline is None:
        last.timeline = pipeline.build_timeline(
            [one.article for one in _named.articles],
            anchors={one.article.name: one.written for one in _named.articles if one.written},
            not_after=_named.corpus.collected or None,
            decisions=decisions,
        )
    else:
        last.timeline = last.timeline.with_decisions(decisions)
    return _corpus("", last.timeline, choice=_named.corpus.name, log=_log)


def prepare_to_decide() -> None:
    """Read the folder's articles ahead of the first decision, beside what the visitor does: the tables that were kept
    on disk are enough to look at, but not to lay a decision over."""
    place = str(folder())
    articles, _ = _read(place)
    last = _told(place, tuple(article.digest for article in articles))
    if last.timeline is not None or last.is_reading:
        return

    def read() -> None:
        last.timeline = last.timeline or pipeline.build_timeline(articles)

    last.is_reading = True
    Thread(target=read, daemon=True).start()


def _corpus(
    folder: str,
    timeline: pipeline.Timeline | Tables,
    *,
    problems: tuple[Problem, ...] = (),
    choice: str = CHOICES[0],
    own: frozenset[str] = frozenset(),
    log: Log = NOTHING_DECIDED,
) -> Corpus:
    """The tables of a timeline. Of the texts only those that something was read from: not refused, not there twice."""
    told = frozenset(timeline.anchors["article"])
    events, mentions, english = timeline.events, timeline.mentions, timeline.english
    if labels := house().labels:
        events, mentions, english = labels.in_frame(events), labels.in_frame(mentions), labels.in_english(english)
    return Corpus(
        folder=folder,
        problems=(*house().problems, *problems),
        texts={name: text for name, text in timeline.texts.items() if name in told},
        articles=timeline.articles,
        events=events,
        mentions=mentions,
        timexes=timeline.timexes,
        anchors=timeline.anchors,
        findings=timeline.findings,
        english=english,
        choice=choice,
        own=own,
        log=log,
        decided=timeline.decided,
        lost=timeline.lost,
        rejected=tuple(timeline.rejected()),
    )


def own_articles() -> OwnArticles:
    """The articles of this visit; they live in its session and go with it."""
    return st.session_state.get(_OWN_KEY, OwnArticles())


def keep_own(own: OwnArticles) -> None:
    """Put another set of articles in the place of this visit's."""
    st.session_state[_OWN_KEY] = own
    st.session_state.pop(_BUILT_KEY, None)


def opened_files_of_visit() -> tuple[OpenedFile, ...]:
    """The files of ours that were opened in this visit, the first one first."""
    return st.session_state.get(_OPENED_KEY, ())


def keep_opened(files: tuple[OpenedFile, ...]) -> None:
    """Put other opened files in the place of this visit's."""
    st.session_state[_OPENED_KEY] = files


def sample_names() -> frozenset[str]:
    """The names that articles of the folder bear, which no other may have; none where nobody may know them."""
    if not who.may_read(""):
        return frozenset()
    return frozenset(article.name for article in _read(str(folder()))[0])


def load(progress: Progress | None = None) -> Corpus:
    """The corpus that the address asks for: the folder's articles, this visit's own, both, a file that was opened in
    it, or one saved under a name.

    One that who asks may not read is as one that is not there; where they may not read the folder's either, the page
    ends with the ways to sign in.
    That of the folder is built once for each content of it while the program runs and shared by all; one that holds a
    visit's own articles belongs to the visit alone, which keeps no more than one. progress: called with (articles
    done, articles).
    """
    own = own_articles()
    wanted = st.query_params.get(QUERY_NAME, CHOICES[0])
    if file := next((one for one in opened_files_of_visit() if one.choice == wanted), None):
        return corpus_of_file(file)
    if wanted not in CHOICES and (named := store.named(wanted, who.person())):
        log = store.log(named.corpus.name)
        return _build_named(named.key, log.key, named, log)
    choice = wanted if wanted in CHOICES and own.articles else CHOICES[0]
    if choice != "mine" and not who.may_read(""):
        sign_in.wall(reader_from_query({name: st.query_params.get_all(name) for name in st.query_params})[0])
        st.stop()
    place = str(folder())
    articles, problems = _read(place)
    digests = tuple(article.digest for article in articles)
    if choice == "samples":
        log = store.log("")
        return _build(place, digests, (*log.key, house().key), log, articles, problems)
    log = store.log("") if choice == "both" else NOTHING_DECIDED
    key = (choice, own.key, *log.key, house().key, *(digests if choice == "both" else ()))
    known = st.session_state.get(_BUILT_KEY)
    if known and known[0] == key:
        return known[1]
    timeline = pipeline.build_timeline(
        [*(articles if choice == "both" else ()), *own.articles],
        anchors=own.dates,
        not_after=own.collected or None,
        decisions=log.decisions,
        progress=progress,
    )
    names = frozenset(article.name for article in own.articles)
    built = _corpus(place, timeline, problems=problems if choice == "both" else (), choice=choice, own=names, log=log)
    st.session_state[_BUILT_KEY] = (key, built)
    return built


def corpus_of_file(file: OpenedFile, read: Chronicle | None = None) -> Corpus:
    """What is in an opened file; worked out once while it is shown. read: what was read of it just now."""
    key = (file.choice, file.digest)
    known = st.session_state.get(_BUILT_KEY)
    if known and known[0] == key:
        return known[1]
    chronicle = read or opened_files.chronicle_in(file.name, file.data)
    tables = ChronicleCorpus(opened_files.with_every_article(chronicle), chronicle.findings)
    built = Corpus(
        folder="",
        problems=(),
        texts=tables.texts,
        articles=tables.articles,
        events=tables.events,
        mentions=tables.mentions,
        timexes=tables.timexes,
        anchors=tables.anchors,
        findings=tables.findings,
        english=tables.english,
        choice=file.choice,
        opened=Opened(file, chronicle),
    )
    st.session_state[_BUILT_KEY] = (key, built)
    return built
