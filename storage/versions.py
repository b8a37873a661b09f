"""Chronologies on their way to print: versions that are frozen when they are made, and who reviewed and approved them.

A version never changes. What is to be changed becomes the next version, which begins as a draft again. The words of
articles and notes stand apart from the rest, so that a redaction reaches them here too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple, get_args
from uuid import uuid4

from sqlalchemy import Connection, Engine, Row, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage.database import reading, utc, writing
from storage.decisions import require_access
from storage.rights import Person, require
from storage.tables import CHRONOLOGIES, CHRONOLOGY_STEPS, CHRONOLOGY_TEXTS, CHRONOLOGY_VERSIONS

Stage = Literal["draft", "reviewed", "approved", "withdrawn"]
STAGES: tuple[Stage, ...] = get_args(Stage)
# Stage -> those from which it may be reached.
_FROM: Mapping[str, frozenset[str]] = {
    "reviewed": frozenset({"draft"}),
    "approved": frozenset({"reviewed"}),
    "withdrawn": frozenset({"draft", "reviewed", "approved"}),
}


class Source(NamedTuple):
    """An article that tells an event. written: its date (EDTF), '' unknown. headline, excerpt: '' where redacted."""

    digest: str
    outlet: str
    written: str
    granularity: str
    url: str
    headline: str
    excerpt: str


class Note(NamedTuple):
    """What an editor tells readers of an event. decision: the key of the one it stands in. text: '' where redacted."""

    decision: str
    text: str


class FrozenEvent(NamedTuple):
    """An event as it was frozen. titles: '' where the first source, whose words they are taken for, was redacted."""

    event_id: str
    mentions: tuple[str, ...]
    edtf: str
    granularity: str
    basis: str
    status: str
    kind: str
    notes: tuple[Note, ...]
    title_ar: str
    title_en: str
    sources: tuple[Source, ...]


class Step(NamedTuple):
    """Who brought a version so far. at: aware."""

    stage: Stage
    author: str
    at: datetime
    note: str


class Version(NamedTuple):
    """number: 1 for the first of its chronology. selection: the choices in the address that it was made with.

    steps: oldest first; the first is its own making, as a draft.
    """

    id: int
    chronology: str
    number: int
    note: str
    selection: Mapping[str, Sequence[str]]
    steps: tuple[Step, ...]
    events: tuple[FrozenEvent, ...]

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        return self.steps[-1].stage

    @property
    def next_stages(self) -> tuple[Stage, ...]:
        """What can be done with it next."""
        return tuple(stage for stage in STAGES if self.stage in _FROM.get(stage, ()))


class Chronology(NamedTuple):
    """versions: (its id, number, stage), the newest first."""

    key: str
    corpus: str
    title: str
    author: str
    at: datetime
    versions: tuple[tuple[int, int, Stage], ...]


def freeze(
    engine: Engine,
    *,
    by: Person,
    events: Sequence[FrozenEvent],
    selection: Mapping[str, Sequence[str]],
    corpus: str = "",
    title: str = "",
    chronology: str = "",
    note: str = "",
    at: datetime | None = None,
) -> Version:
    """Freeze events as the next version of a chronology, a draft; as the first of a new one where none is named.

    by: an editor who may decide in the corpus. chronology: the key of the one that it continues; corpus and title count
    for a new one alone. Raises NotAllowed, and ValueError for no events, no title, or a chronology that is not there.
    """
    require(by, "editor")
    if not events:
        raise ValueError("a chronology without events cannot be frozen")
    if not chronology and not title.strip():
        raise ValueError("a chronology needs a title")
    moment = utc(at)
    with writing(engine) as connection:
        if not chronology:
            chronology = uuid4().hex
            row = {"key": chronology, "corpus": corpus, "title": title.strip(), "author": by.name, "at": moment}
            connection.execute(insert(CHRONOLOGIES), row)
        highest = select(func.coalesce(func.max(CHRONOLOGY_VERSIONS.c.number), 0) + 1)
        try:
            made = connection.execute(
                insert(CHRONOLOGY_VERSIONS)
                .values(
                    chronology=chronology,
                    number=highest.where(CHRONOLOGY_VERSIONS.c.chronology == chronology).scalar_subquery(),
                    author=by.name,
                    at=moment,
                    note=note.strip(),
                    selection={name: list(values) for name, values in selection.items()},
                    events=[_without_words(event) for event in events],
                )
                .returning(CHRONOLOGY_VERSIONS.c.id)
            ).scalar_one()
        except IntegrityError as error:
            raise ValueError("this chronology is not there, or somebody else froze it just now: try again") from error
        require_access(connection, by, _corpus_of(connection, made))
        words = [row for place, event in enumerate(events) for row in _words(made, place, event)]
        if words:
            connection.execute(insert(CHRONOLOGY_TEXTS), words)
        return _version(connection, made)


def advance(
    engine: Engine, version: int, *, by: Person, stage: Stage, note: str = "", at: datetime | None = None
) -> Version:
    """Bring a version one stage further: a draft is reviewed, then approved; any of these may be withdrawn.

    Raises NotAllowed, and ValueError where the version is not there or not so far, also when somebody was faster.
    """
    require(by, "editor")
    if stage not in _FROM:
        raise ValueError(f"nothing becomes {stage!r}; known are {', '.join(_FROM)}")
    row = {"version": version, "step": stage, "author": by.name, "at": utc(at), "note": note.strip()}
    with writing(engine) as connection:
        try:
            connection.execute(insert(CHRONOLOGY_STEPS), row)
        except IntegrityError as error:
            raise ValueError(f"this version is not there, or is {stage} already") from error
        require_access(connection, by, _corpus_of(connection, version))
        now = _version(connection, version)
        before = now.steps[-2].stage
        if now.steps[-1].stage != stage or before not in _FROM[stage]:
            raise ValueError(f"a version that is {before} cannot become {stage}")
        return now


def chronologies(engine: Engine, corpus: str) -> list[Chronology]:
    """The chronologies of a corpus ('' for the folder of articles), the one touched last first."""
    with reading(engine) as connection:
        query = select(CHRONOLOGIES).where(CHRONOLOGIES.c.corpus == corpus)
        rows = connection.execute(query.order_by(CHRONOLOGIES.c.at.desc(), CHRONOLOGIES.c.key)).all()
        keys = [row.key for row in rows]
        of_versions = connection.execute(
            select(CHRONOLOGY_VERSIONS.c.id, CHRONOLOGY_VERSIONS.c.chronology, CHRONOLOGY_VERSIONS.c.number)
            .where(CHRONOLOGY_VERSIONS.c.chronology.in_(keys))
            .order_by(CHRONOLOGY_VERSIONS.c.id.desc())
        ).all()
        stages = {
            row.version: row.step
            for row in connection.execute(
                select(CHRONOLOGY_STEPS.c.version, CHRONOLOGY_STEPS.c.step)
                .where(CHRONOLOGY_STEPS.c.version.in_([row.id for row in of_versions]))
                .order_by(CHRONOLOGY_STEPS.c.id)
            )
        }
    versions: dict[str, list[tuple[int, int, Stage]]] = {key: [] for key in keys}
    for row in of_versions:
        versions[row.chronology].append((row.id, row.number, stages.get(row.id, "draft")))
    found = [
        Chronology(row.key, row.corpus, row.title, row.author, _aware(row.at), tuple(versions[row.key])) for row in rows
    ]
    return sorted(found, key=lambda one: -max((version for version, _, _ in one.versions), default=0))


def version(engine: Engine, number: int) -> Version:
    """A version by its id, whole. Raises KeyError where there is none."""
    with reading(engine) as connection:
        return _version(connection, number)


def has_words(connection: Connection, owner: str) -> bool:
    """Whether words of an article (its digest) or of a decision (its key) stand in a version."""
    query = select(CHRONOLOGY_TEXTS.c.id).where(CHRONOLOGY_TEXTS.c.owner == owner, CHRONOLOGY_TEXTS.c.text != "")
    return connection.execute(query.limit(1)).one_or_none() is not None


def remove_words(connection: Connection, owner: str) -> int:
    """Take the words of an article (its digest) or of a decision (its key) out of all versions; how many texts went.

    The database refuses where it was not redacted.
    """
    changed = connection.execute(
        update(CHRONOLOGY_TEXTS).where(CHRONOLOGY_TEXTS.c.owner == owner, CHRONOLOGY_TEXTS.c.text != "").values(text="")
    )
    return changed.rowcount


def _version(connection: Connection, number: int) -> Version:
    query = select(CHRONOLOGY_VERSIONS).where(CHRONOLOGY_VERSIONS.c.id == number)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise KeyError(number)
    steps = connection.execute(
        select(CHRONOLOGY_STEPS).where(CHRONOLOGY_STEPS.c.version == number).order_by(CHRONOLOGY_STEPS.c.id)
    ).all()
    words = {
        (text.place, text.part): text.text
        for text in connection.execute(select(CHRONOLOGY_TEXTS).where(CHRONOLOGY_TEXTS.c.version == number))
    }
    return Version(
        row.id,
        row.chronology,
        row.number,
        row.note,
        row.selection,
        (Step("draft", row.author, _aware(row.at), row.note), *map(_step, steps)),
        tuple(_event(event, place, words) for place, event in enumerate(row.events)),
    )


def _step(row: Row[Any]) -> Step:
    return Step(next(stage for stage in STAGES if stage == row.step), row.author, _aware(row.at), row.note)


def _corpus_of(connection: Connection, version: int) -> str:
    query = select(CHRONOLOGIES.c.corpus).join(CHRONOLOGY_VERSIONS).where(CHRONOLOGY_VERSIONS.c.id == version)
    return str(connection.execute(query).scalar_one())


def _without_words(event: FrozenEvent) -> dict[str, Any]:
    """What of an event stays whatever becomes of its articles."""
    said = event._asdict() | {"mentions": list(event.mentions)}
    del said["title_ar"], said["title_en"]
    said["notes"] = [note.decision for note in event.notes]
    said["sources"] = [
        {name: value for name, value in source._asdict().items() if name not in ("headline", "excerpt")}
        for source in event.sources
    ]
    return said


def _words(version: int, place: int, event: FrozenEvent) -> list[dict[str, Any]]:
    """The words of articles and notes in an event. A title is taken for that of the first source."""
    first = event.sources[0].digest if event.sources else ""
    parts = [("title_ar", first, event.title_ar), ("title_en", first, event.title_en)]
    for number, source in enumerate(event.sources):
        parts += [(f"headline.{number}", source.digest, source.headline)]
        parts += [(f"excerpt.{number}", source.digest, source.excerpt)]
    parts += [(f"note.{number}", note.decision, note.text) for number, note in enumerate(event.notes)]
    return [
        {"version": version, "place": place, "part": part, "owner": owner, "text": text}
        for part, owner, text in parts
        if text
    ]


def _event(said: Mapping[str, Any], place: int, words: Mapping[tuple[int, str], str]) -> FrozenEvent:
    sources = tuple(
        Source(
            **source,
            headline=words.get((place, f"headline.{number}"), ""),
            excerpt=words.get((place, f"excerpt.{number}"), ""),
        )
        for number, source in enumerate(said["sources"])
    )
    notes = tuple(Note(key, words.get((place, f"note.{number}"), "")) for number, key in enumerate(said["notes"]))
    told = {name: value for name, value in said.items() if name not in ("sources", "mentions", "notes")}
    titles = {name: words.get((place, name), "") for name in ("title_ar", "title_en")}
    return FrozenEvent(**told, **titles, notes=notes, mentions=tuple(said["mentions"]), sources=sources)


def _aware(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC)
