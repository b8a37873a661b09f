"""What is removed for a legal reason is gone from the file; who removed it, when and why is not."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.exc import DBAPIError

from pipeline.decisions import Quote
from pipeline.model import Article
from storage.corpora import kept_articles, save_corpus
from storage.database import open_database
from storage.decisions import append_decision, decisions
from storage.redaction import (
    copies,
    redact_article,
    redact_note,
    redact_story,
    redactions,
    told_in_captions,
)
from storage.rights import NotAllowed, Person
from storage.stories import remove, save, stories, story
from storage.tables import DECISIONS, STORIES

ADMIN, EDITOR = Person("سلمى", "admin"), Person("منى", "editor")
SECRET = "وقال فلان إن الاسم المحجوب زار المدينة يوم 3 مايو 2019."


def article(name: str, text: str) -> Article:
    return Article(name, text, hashlib.sha256(text.encode()).hexdigest())


def decide(engine: Engine, **more: object) -> str:
    quote = Quote(article("ا.txt", SECRET).digest, SECRET, "3 مايو 2019", "", "الاسم المحجوب")
    other = Quote("f" * 64, "جملة أخرى", "أمس", "", "")
    given = {
        "kind": "title",
        "target": "m",
        "payload": {"ar": "زيارة الاسم المحجوب"},
        "quotes": {"m": quote, "n": other},
    }
    return append_decision(engine, by=EDITOR, **given | more).key  # type: ignore[arg-type]


def test_an_article_goes_from_the_database_and_from_what_quotes_it(engine: Engine) -> None:
    told = article("ا.txt", SECRET)
    save_corpus(engine, "ملف", [told], by=EDITOR)
    key = decide(engine, note="صححنا العنوان")
    assert redact_article(engine, told.digest, by=ADMIN, why="حكم قضائي") == 1
    (kept,) = kept_articles(engine, "ملف", by=EDITOR)
    assert kept.article.text == ""
    (one,) = decisions(engine)
    assert (one.key, one.payload, one.note) == (key, {"ar": ""}, "صححنا العنوان")
    assert one.quotes["m"] == Quote(told.digest, "", "", "", "")
    assert one.quotes["n"].sentence == "جملة أخرى"
    assert [(each.what, each.author, each.why) for each in redactions(engine)] == [
        ("article", "سلمى", "حكم قضائي"),
        ("decision", "سلمى", "حكم قضائي"),
    ]
    with pytest.raises(ValueError, match="legal reason"):
        save_corpus(engine, "آخر", [told], by=EDITOR)


def test_nothing_of_it_is_left_in_the_file(sqlite_address: str) -> None:
    engine = open_database(sqlite_address)
    save_corpus(engine, "ملف", [article("ا.txt", SECRET * 50)], by=EDITOR)
    decide(engine, reason="الاسم المحجوب")
    redact_article(engine, article("ا.txt", SECRET * 50).digest, by=ADMIN, why="حكم")
    redact_article(engine, article("ا.txt", SECRET).digest, by=ADMIN, why="حكم")
    redact_note(engine, decisions(engine)[0].key, by=ADMIN, why="حكم")
    files = list(Path(str(engine.url.database)).parent.iterdir())
    assert files
    for written in ("الاسم المحجوب", "الاسم المحجوب".encode("unicode_escape").decode()):
        assert not any(written.encode() in file.read_bytes() for file in files)
    assert copies(engine) == []
    engine.dispose()


def test_what_stood_before_goes_too(engine: Engine) -> None:
    payload = {"ar": "عنوان جديد", "before": {"ar": "زيارة الاسم المحجوب", "labels": ["فلان"], "edtf": "2019"}}
    first, second = decide(engine, payload=payload), decide(engine, payload=payload)
    redact_note(engine, first, by=ADMIN, why="حكم")
    assert decisions(engine)[0].payload == {"ar": "", "before": {"ar": "", "labels": ["فلان"], "edtf": "2019"}}
    redact_article(engine, article("ا.txt", SECRET).digest, by=ADMIN, why="حكم")
    assert decisions(engine)[1].payload == {"ar": "", "before": {"ar": "", "labels": [], "edtf": "2019"}}
    assert decisions(engine)[1].key == second


def test_a_note_goes_and_what_was_decided_stands(engine: Engine) -> None:
    key = decide(engine, kind="date", payload={"edtf": "2019"}, reason="من فلان", note="ملاحظة", teaching="سؤال")
    redact_note(engine, key, by=ADMIN, why="طلب صاحب الشأن")
    (one,) = decisions(engine)
    assert (one.payload, one.reason, one.note, one.teaching) == ({"edtf": "2019"}, "", "", "")
    redact_note(engine, key, by=ADMIN, why="مرة أخرى")


def test_a_redacted_decision_can_still_not_be_changed(engine: Engine) -> None:
    key = decide(engine, note="قديم")
    redact_note(engine, key, by=ADMIN, why="حكم")
    longer = {"note": "نص جديد"}, {"author": "x"}, {"target": "x"}, {"payload": {"ar": "نص أطول من ذلك بكثير جدا"}}
    for values in longer:
        with pytest.raises(DBAPIError, match="only ever added"), engine.begin() as connection:
            connection.execute(update(DECISIONS).values(**values))


def test_what_was_removed_cannot_be_hidden(engine: Engine) -> None:
    redact_note(engine, decide(engine), by=ADMIN, why="حكم")
    for deed in ("UPDATE redactions SET why = ''", "DELETE FROM redactions"):
        with pytest.raises(DBAPIError, match="only ever added"), engine.begin() as connection:
            connection.exec_driver_sql(deed)


def test_a_removal_needs_an_admin_and_a_reason(engine: Engine) -> None:
    key = decide(engine)
    with pytest.raises(NotAllowed):
        redact_note(engine, key, by=EDITOR, why="حكم")
    with pytest.raises(NotAllowed):
        redact_article(engine, "0" * 64, by=EDITOR, why="حكم")
    with pytest.raises(ValueError, match="reason"):
        redact_note(engine, key, by=ADMIN, why=" ")
    with pytest.raises(ValueError, match="no decision"):
        redact_note(engine, "gone", by=ADMIN, why="حكم")
    with pytest.raises(ValueError, match="nothing was decided"):
        redact_article(engine, "0" * 64, by=ADMIN, why="حكم")
    assert redactions(engine) == []


def test_the_words_of_a_story_go_from_all_its_savings(engine: Engine) -> None:
    first = save(engine, by=EDITOR, title="زيارة الاسم المحجوب", events=["e1", "e2"], captions={"e1": "الاسم المحجوب"})
    save(engine, by=EDITOR, key=first.key, title="الدرس الأول", events=["e2", "e1"], captions={"e2": SECRET})
    other = save(engine, by=EDITOR, title="درس آخر", events=["e1"], captions={"e1": "تعليق"})
    bare = save(engine, by=EDITOR, title="بلا تعليق", events=["e1"], captions={})
    assert told_in_captions(engine) == [(first.key, "الدرس الأول"), (other.key, "درس آخر")]
    assert redact_story(engine, first.key, by=ADMIN, why="حكم قضائي") == 2
    kept = story(engine, first.key)
    assert (kept.title, kept.events, kept.captions) == ("", ("e2", "e1"), {})
    assert [one.title for one in stories(engine, "")] == ["بلا تعليق", "درس آخر", ""]
    assert story(engine, other.key).captions == {"e1": "تعليق"}
    assert [(one.what, one.target) for one in redactions(engine)] == [("story", first.key)]
    remove(engine, bare.key, by=EDITOR)
    assert redact_story(engine, bare.key, by=ADMIN, why="حكم") == 2


def test_nothing_else_of_a_story_can_be_changed(engine: Engine) -> None:
    told = save(engine, by=EDITOR, title="درس", events=["e1"], captions={"e1": "تعليق"})
    with pytest.raises(DBAPIError, match="stays as it is"), engine.begin() as connection:
        connection.execute(update(STORIES).values(title="", captions={}))
    redact_story(engine, told.key, by=ADMIN, why="حكم")
    for values in ({"title": "غيره"}, {"events": ["e2"]}, {"captions": {"e1": "x"}}, {"author": "x"}):
        with pytest.raises(DBAPIError, match="stays as it is"), engine.begin() as connection:
            connection.execute(update(STORIES).values(**values))


def test_a_story_is_removed_by_an_admin_with_a_reason(engine: Engine) -> None:
    told = save(engine, by=EDITOR, title="درس", events=["e1"], captions={})
    with pytest.raises(NotAllowed):
        redact_story(engine, told.key, by=EDITOR, why="حكم")
    with pytest.raises(ValueError, match="reason"):
        redact_story(engine, told.key, by=ADMIN, why=" ")
    with pytest.raises(ValueError, match="no story"):
        redact_story(engine, "gone", by=ADMIN, why="حكم")
    assert (story(engine, told.key).title, redactions(engine)) == ("درس", [])
