"""Named corpora: who sees them, who changes them, and what becomes of an article that a newer version replaces."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

import pytest

from pipeline.model import Article, MetadataDate, PageFacts
from storage.corpora import (
    add_articles,
    corpora,
    corpus,
    kept_articles,
    remove_article,
    save_corpus,
    set_visibility,
    state_of_corpus,
)
from storage.decisions import append_decision, decisions
from storage.rights import NOBODY, NotAllowed, Person

if TYPE_CHECKING:
    from sqlalchemy import Engine

MONA, SAMI, CHIEF = Person("منى", "editor"), Person("سامي", "editor"), Person("شادية", "admin")
READER = Person("قارئ", "reader")


def article(name: str, text: str, **more: object) -> Article:
    return Article(name, text, hashlib.sha256(text.encode()).hexdigest(), **more)  # type: ignore[arg-type]


FIRST = article("ا.txt", "زار الوزير تونس يوم 3 مايو 2019.")
NEWER = article("ا.txt", "زار الوزير تونس يوم 4 مايو 2019.")
PAGE = article(
    "ب.html",
    "افتتح المصنع في صفاقس.",
    encoding="windows-1256",
    metadata=(MetadataDate("datePublished", "2019-05-04", date(2019, 5, 4)), MetadataDate("url", "2019", None, True)),
    page=PageFacts("عنوان", "صحيفة", "كاتب", "https://paper.example/1"),
)


def test_a_corpus_comes_back_as_it_was_saved(engine: Engine) -> None:
    made = save_corpus(
        engine, "  الملف   الأول ", [FIRST, PAGE], by=MONA, written={"ا.txt": "2019-05"}, collected="2020"
    )
    assert (made.name, made.owner, made.visibility, made.collected, made.articles) == (
        "الملف الأول",
        "منى",
        "private",
        "2020",
        2,
    )
    kept = kept_articles(engine, made.name, by=MONA)
    assert [one.article for one in kept] == [FIRST, PAGE]
    assert [(one.written, one.version, one.added_by) for one in kept] == [("2019-05", 1, "منى"), ("", 1, "منى")]


@pytest.mark.parametrize(
    "name", ["", " ", "mine", "both", "samples", "opened-0123456789ab", "a" * 81, "a\x00b", "a\u202eb"]
)
def test_a_name_that_cannot_be_is_refused(engine: Engine, name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        save_corpus(engine, name, [FIRST], by=MONA)


def test_a_name_is_taken_once(engine: Engine) -> None:
    save_corpus(engine, "ملف", [FIRST], by=MONA)
    with pytest.raises(ValueError, match="taken"):
        save_corpus(engine, "ملف", [PAGE], by=SAMI)
    assert [one.article for one in kept_articles(engine, "ملف", by=MONA)] == [FIRST]


def test_who_sees_what(engine: Engine) -> None:
    for name, visibility in (("خاص", "private"), ("فريق", "team"), ("عام", "public")):
        save_corpus(engine, name, [FIRST], by=MONA, visibility=visibility)  # type: ignore[arg-type]
    seen = {who: {one.name for one in corpora(engine, by=who)} for who in (MONA, SAMI, CHIEF, READER, NOBODY)}
    assert seen == {
        MONA: {"خاص", "فريق", "عام"},
        SAMI: {"فريق", "عام"},
        CHIEF: {"فريق", "عام"},
        READER: {"فريق", "عام"},
        NOBODY: {"عام"},
    }
    for look in (corpus, kept_articles):
        with pytest.raises(ValueError, match="there is no corpus"):
            look(engine, "خاص", by=SAMI)  # type: ignore[operator]
        with pytest.raises(ValueError, match="there is no corpus"):
            look(engine, "غير موجود", by=SAMI)  # type: ignore[operator]


def test_who_changes_what(engine: Engine) -> None:
    save_corpus(engine, "خاص", [FIRST], by=MONA)
    save_corpus(engine, "عام", [FIRST], by=MONA, visibility="public")
    refused = [
        lambda: save_corpus(engine, "آخر", [FIRST], by=READER),
        lambda: add_articles(engine, "عام", [(PAGE, "")], by=READER),
        lambda: add_articles(engine, "عام", [(PAGE, "")], by=NOBODY),
        lambda: remove_article(engine, "عام", "ا.txt", by=READER),
        lambda: set_visibility(engine, "عام", "private", by=READER),
        lambda: set_visibility(engine, "عام", "private", by=SAMI),
        lambda: add_articles(engine, "خاص", [(PAGE, "")], by=SAMI),
        lambda: remove_article(engine, "خاص", "ا.txt", by=CHIEF),
        lambda: append_decision(engine, by=SAMI, corpus="خاص", kind="confirm", target="m", payload={}),
        lambda: append_decision(engine, by=READER, corpus="عام", kind="confirm", target="m", payload={}),
        lambda: append_decision(engine, by=NOBODY, kind="confirm", target="m", payload={}),
    ]
    for write in refused:
        with pytest.raises(NotAllowed):
            write()
    assert decisions(engine) == []
    with pytest.raises(ValueError, match="there is no corpus"):
        append_decision(engine, by=MONA, corpus="غير موجود", kind="confirm", target="m", payload={})
    add_articles(engine, "عام", [(PAGE, "")], by=SAMI)
    set_visibility(engine, "عام", "team", by=CHIEF)
    taken = append_decision(engine, by=MONA, corpus="خاص", kind="confirm", target="m", payload={})
    assert [one.corpus for one in decisions(engine, corpus="خاص")] == ["خاص"]
    with pytest.raises(NotAllowed):
        append_decision(engine, by=SAMI, kind="undo", payload={"decision": taken.key})
    undone = append_decision(engine, by=MONA, kind="undo", payload={"decision": taken.key})
    assert undone.corpus == "خاص"


def test_a_newer_version_replaces_the_older_one_and_both_are_kept(engine: Engine) -> None:
    save_corpus(engine, "ملف", [FIRST], by=MONA, written={"ا.txt": "2019-05"})
    before = state_of_corpus(engine, "ملف")
    (replaced,) = add_articles(engine, "ملف", [(NEWER, "")], by=MONA)
    assert replaced.article == FIRST
    (now,) = kept_articles(engine, "ملف", by=MONA)
    assert (now.article, now.version, now.written) == (NEWER, 2, "2019-05")
    old, new = kept_articles(engine, "ملف", by=MONA, gone=True)
    assert (old.article, old.replaced, old.gone_by, new.gone_at) == (FIRST, True, "منى", None)
    assert state_of_corpus(engine, "ملف") != before
    with pytest.raises(ValueError, match="has this text already"):
        add_articles(engine, "ملف", [(NEWER, "")], by=MONA)
    add_articles(engine, "ملف", [(FIRST, "")], by=MONA)
    assert kept_articles(engine, "ملف", by=MONA)[0].version == 3


def test_a_removed_article_is_remembered(engine: Engine) -> None:
    save_corpus(engine, "ملف", [FIRST, PAGE], by=MONA)
    remove_article(engine, "ملف", "ا.txt", by=MONA)
    assert [one.article.name for one in kept_articles(engine, "ملف", by=MONA)] == ["ب.html"]
    with pytest.raises(ValueError, match="has no article"):
        remove_article(engine, "ملف", "ا.txt", by=MONA)
    assert add_articles(engine, "ملف", [(FIRST, "")], by=MONA) == []
    versions = [(one.version, one.replaced) for one in kept_articles(engine, "ملف", by=MONA, gone=True)]
    assert versions == [(1, False), (2, False), (1, False)]


def test_a_text_that_no_database_keeps_is_refused(engine: Engine) -> None:
    with pytest.raises(ValueError, match="cannot be kept"):
        save_corpus(engine, "ملف", [article("ا.txt", "نص\x00مقطوع")], by=MONA)
    assert corpora(engine, by=MONA) == []
