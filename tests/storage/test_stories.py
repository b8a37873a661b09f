"""Saved stories on both kinds of database: the last saving counts, nothing is lost, and only editors save."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.exc import DBAPIError

from storage.corpora import save_corpus
from storage.database import StoreError, reading, writing
from storage.rights import NOBODY, NotAllowed, Person
from storage.stories import Saved, remove, save, stories, story
from storage.tables import STORIES
from tests.samples import article

LAYLA, SAMI, READER = Person("ليلى", "editor"), Person("سامي", "editor"), Person("نور", "reader")
MAY = datetime(2024, 5, 1, 9, tzinfo=UTC)


def saved(engine: Engine, **changes: object) -> Saved:
    given = {"by": LAYLA, "title": "القمم", "events": ["b", "a"], "captions": {"a": "انظروا"}, "at": MAY}
    return save(engine, **{**given, **changes})


def test_the_last_saving_counts_and_those_before_stay(engine: Engine) -> None:
    first = saved(engine)
    assert story(engine, first.key) == first == Saved(first.key, "", "القمم", ("b", "a"), {"a": "انظروا"}, "ليلى", MAY)
    second = saved(engine, key=first.key, by=SAMI, title=" القمم كلها ", events=["a", "b", "c"], captions={})
    other = saved(engine, title="أخرى")
    assert story(engine, first.key) == second
    assert (second.key, second.title, second.author) == (first.key, "القمم كلها", "سامي")
    assert stories(engine, "") == [other, second]
    with reading(engine) as connection:
        assert connection.execute(select(func.count()).select_from(STORIES)).scalar_one() == 3


def test_a_story_is_taken_away_and_its_rows_stay(engine: Engine) -> None:
    made = saved(engine)
    remove(engine, made.key, by=SAMI)
    assert stories(engine, "") == []
    with pytest.raises(KeyError):
        story(engine, made.key)
    for act in (lambda: remove(engine, made.key, by=SAMI), lambda: saved(engine, key=made.key)):
        with pytest.raises(ValueError, match="not there"):
            act()


@pytest.mark.parametrize("by", [READER, NOBODY])
def test_only_editors_save(engine: Engine, by: Person) -> None:
    made = saved(engine)
    for act in (lambda: saved(engine, by=by), lambda: remove(engine, made.key, by=by)):
        with pytest.raises(NotAllowed):
            act()
    assert stories(engine, "") == [made]


def test_a_story_of_somebody_elses_private_corpus_is_refused(engine: Engine) -> None:
    save_corpus(engine, "خاص", [article("a.txt", "نص المقال الأول هنا.")], by=LAYLA)
    made = saved(engine, corpus="خاص")
    with pytest.raises(NotAllowed):
        saved(engine, by=SAMI, key=made.key)
    with pytest.raises(ValueError, match="no corpus"):
        saved(engine, corpus="لا شيء")
    assert stories(engine, "خاص") == [made]


@pytest.mark.parametrize(("changes", "why"), [({"title": " "}, "title"), ({"events": []}, "events")])
def test_an_empty_story_is_refused(engine: Engine, changes: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        saved(engine, **changes)


@pytest.mark.parametrize("change", [delete(STORIES), update(STORIES).values(title="")])
def test_the_database_itself_changes_no_row(engine: Engine, change: object) -> None:
    made = saved(engine)
    with pytest.raises((DBAPIError, StoreError)), writing(engine) as connection:
        connection.execute(change)
    assert story(engine, made.key) == made
