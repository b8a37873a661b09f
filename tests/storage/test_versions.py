"""Chronologies on their way to print, on SQLite and PostgreSQL: frozen for ever, one stage after the other, by name."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, delete, insert, update
from sqlalchemy.exc import DBAPIError

from storage.database import StoreError, open_database
from storage.decisions import append_decision
from storage.redaction import redact_article, redact_note
from storage.rights import NOBODY, NotAllowed, Person
from storage.tables import CHRONOLOGIES, CHRONOLOGY_STEPS, CHRONOLOGY_TEXTS, CHRONOLOGY_VERSIONS, CORPORA
from storage.versions import FrozenEvent, Note, Source, Version, advance, chronologies, freeze, remove_words, version

LAYLA, SAMI = Person("ليلى", "editor"), Person("سامي", "editor")
ADMIN = Person("المدير", "admin")
READER = Person("زائر", "reader")
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
FIRST = Source("a" * 64, "الصحيفة", "2023-09-14", "day", "https://news.invalid/1", "قمة «الشرق»", "التقى الرئيسان أمس.")
SECOND = Source("b" * 64, "الوكالة", "2023-09-13", "day", "", "لقاء", "يلتقي الرئيسان غدا.")
MEETING = FrozenEvent(
    "e1",
    ("m1", "m2"),
    "2023-09-13",
    "day",
    "computed",
    "happened",
    "meeting",
    (Note("d1", "صُحح التاريخ"),),
    "لقاء",
    "",
    (FIRST, SECOND),
)
VISIT = FrozenEvent("e2", ("m3",), "2023-09", "month", "stated", "planned", "visit", (), "زيارة", "A visit", (SECOND,))
SELECTION = {"from": ["2023-01"], "kind": ["meeting", "visit"]}


def frozen(engine: Engine, **changes: object) -> Version:
    given = {"by": LAYLA, "events": [MEETING, VISIT], "selection": SELECTION, "title": "زيارات الخريف", "at": AT}
    return freeze(engine, **(given | changes))


def test_a_version_comes_back_as_it_was_frozen(engine: Engine) -> None:
    made = frozen(engine, note="قبل الطبع")
    other = open_database(engine.url)
    again = version(other, made.id)
    other.dispose()
    assert again == made
    assert again.events == (MEETING, VISIT)
    assert dict(again.selection) == SELECTION
    assert [(step.stage, step.author, step.at) for step in again.steps] == [("draft", "ليلى", AT)]
    assert (again.number, again.stage, again.note) == (1, "draft", "قبل الطبع")
    assert again.next_stages == ("reviewed", "withdrawn")


def test_it_is_reviewed_and_approved_by_name(engine: Engine) -> None:
    made = frozen(engine)
    advance(engine, made.id, by=SAMI, stage="reviewed", at=AT)
    done = advance(engine, made.id, by=LAYLA, stage="approved", note="إلى المطبعة", at=AT)
    assert [(step.stage, step.author, step.note) for step in done.steps] == [
        ("draft", "ليلى", ""),
        ("reviewed", "سامي", ""),
        ("approved", "ليلى", "إلى المطبعة"),
    ]
    assert done.next_stages == ("withdrawn",)
    assert advance(engine, made.id, by=SAMI, stage="withdrawn").next_stages == ()


def test_no_stage_is_left_out_or_taken_twice(engine: Engine) -> None:
    made = frozen(engine)
    with pytest.raises(ValueError, match="that is draft cannot become approved"):
        advance(engine, made.id, by=SAMI, stage="approved")
    advance(engine, made.id, by=SAMI, stage="reviewed")
    with pytest.raises(ValueError, match="is reviewed already"):
        advance(engine, made.id, by=LAYLA, stage="reviewed")
    with pytest.raises(ValueError, match="nothing becomes 'draft'"):
        advance(engine, made.id, by=LAYLA, stage="draft")
    with pytest.raises(ValueError, match="not there"):
        advance(engine, 999, by=LAYLA, stage="reviewed")
    advance(engine, made.id, by=SAMI, stage="withdrawn")
    with pytest.raises(ValueError, match="that is withdrawn cannot become approved"):
        advance(engine, made.id, by=SAMI, stage="approved")
    assert [step.stage for step in version(engine, made.id).steps] == ["draft", "reviewed", "withdrawn"]


def test_the_next_version_is_a_draft_again(engine: Engine) -> None:
    first = frozen(engine)
    advance(engine, first.id, by=SAMI, stage="reviewed")
    second = frozen(engine, chronology=first.chronology, events=[VISIT], title="")
    other = frozen(engine, title="أخرى")
    assert (second.number, second.stage) == (2, "draft")
    found = {one.title: one.versions for one in chronologies(engine, "")}
    assert found == {
        "زيارات الخريف": ((second.id, 2, "draft"), (first.id, 1, "reviewed")),
        "أخرى": ((other.id, 1, "draft"),),
    }
    assert [one.title for one in chronologies(engine, "")] == ["أخرى", "زيارات الخريف"]
    assert chronologies(engine, "unheard of") == []
    assert version(engine, first.id).events == (MEETING, VISIT)


@pytest.mark.parametrize("who", [READER, NOBODY])
def test_a_reader_writes_nothing(engine: Engine, who: Person) -> None:
    made = frozen(engine)
    with pytest.raises(NotAllowed):
        frozen(engine, by=who)
    with pytest.raises(NotAllowed):
        advance(engine, made.id, by=who, stage="reviewed")
    assert [one.versions for one in chronologies(engine, "")] == [((made.id, 1, "draft"),)]


def test_a_private_corpus_is_its_owner_s(engine: Engine) -> None:
    row = {"name": "خاص", "owner": "ليلى", "visibility": "private", "collected": "", "made_at": AT.replace(tzinfo=None)}
    with engine.begin() as connection:
        connection.execute(insert(CORPORA), row)
    made = frozen(engine, corpus="خاص")
    for attempt in (
        lambda: frozen(engine, by=SAMI, corpus="خاص"),
        lambda: frozen(engine, by=SAMI, chronology=made.chronology),
        lambda: advance(engine, made.id, by=SAMI, stage="reviewed"),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert [one.versions for one in chronologies(engine, "خاص")] == [((made.id, 1, "draft"),)]


def test_what_cannot_be_frozen_is_said(engine: Engine) -> None:
    with pytest.raises(ValueError, match="without events"):
        frozen(engine, events=[])
    with pytest.raises(ValueError, match="needs a title"):
        frozen(engine, title=" ")
    with pytest.raises(ValueError, match="no corpus"):
        frozen(engine, corpus="unheard of")
    with pytest.raises(ValueError, match="not there"):
        frozen(engine, chronology="unheard of")
    with pytest.raises(KeyError):
        version(engine, 1)
    assert chronologies(engine, "") == []


@pytest.mark.parametrize("table", [CHRONOLOGIES, CHRONOLOGY_VERSIONS, CHRONOLOGY_STEPS, CHRONOLOGY_TEXTS], ids=str)
def test_the_database_itself_keeps_what_was_frozen(engine: Engine, table: object) -> None:
    made = frozen(engine)
    advance(engine, made.id, by=SAMI, stage="reviewed")
    columns = {"chronologies": "title", "chronology_versions": "note", "chronology_steps": "author"}
    column = columns.get(str(table), "text")
    for deed in (update(table).values({column: "غيره"}), update(table).values({column: ""}), delete(table)):
        with pytest.raises((DBAPIError, StoreError), match="stays as it is"), engine.begin() as connection:
            connection.execute(deed)
    assert version(engine, made.id).events == (MEETING, VISIT)


def test_a_redacted_article_s_words_go_and_the_rest_stays(engine: Engine) -> None:
    made = frozen(engine)
    with pytest.raises(DBAPIError, match="stays as it is"), engine.begin() as connection:
        remove_words(connection, "b" * 64)
    redact_article(engine, "b" * 64, by=ADMIN, why="حكم")
    meeting, visit = version(engine, made.id).events
    assert meeting == MEETING._replace(sources=(FIRST, SECOND._replace(headline="", excerpt="")))
    assert visit == VISIT._replace(title_ar="", title_en="", sources=(SECOND._replace(headline="", excerpt=""),))
    with pytest.raises(ValueError, match="no article"):
        redact_article(engine, "c" * 64, by=ADMIN, why="حكم")


def test_a_redacted_note_goes_from_versions_too(engine: Engine) -> None:
    taken = append_decision(engine, by=LAYLA, target="m1", kind="confirm", payload={}, note="صُحح التاريخ")
    made = frozen(engine, events=[MEETING._replace(notes=(Note(taken.key, taken.note),))])
    redact_note(engine, taken.key, by=ADMIN, why="حكم")
    assert version(engine, made.id).events[0].notes == (Note(taken.key, ""),)


def test_editors_who_freeze_and_review_at_once_get_a_version_each(engine: Engine) -> None:
    first = frozen(engine)

    def go(number: int) -> str:
        try:
            frozen(engine, chronology=first.chronology, note=str(number))
        except ValueError:
            return "again"
        return "frozen"

    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(go, range(12)))
        reviewed = list(pool.map(lambda _: _review(engine, first.id), range(6)))
    numbers = [number for _, number, _ in chronologies(engine, "")[0].versions]
    assert numbers == list(range(len(numbers), 0, -1))
    assert len(numbers) == 1 + done.count("frozen") > 1
    assert reviewed.count(True) == 1


def _review(engine: Engine, number: int) -> bool:
    try:
        advance(engine, number, by=SAMI, stage="reviewed")
    except ValueError:
        return False
    return True
