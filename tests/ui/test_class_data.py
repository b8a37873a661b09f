"""A story in words: dates as precise as they are known, statuses with who says so, notes only for teachers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from classroom.story import Story, story_of
from pipeline.decisions import Decision
from ui import corpus as corpora
from ui.class_data import class_data, class_strings
from ui.reader import Reader
from ui.strings import messages
from ui.timeline_data import only_speakers


@pytest.fixture(scope="module")
def corpus() -> corpora.Corpus:
    return corpora.load()


def whole(corpus: corpora.Corpus) -> Story:
    return story_of("درس", corpus.events["event_id"])


def test_a_month_is_told_as_a_month_and_a_day_with_its_name(corpus: corpora.Corpus) -> None:
    events = class_data(whole(corpus), corpus, Reader())["events"]
    months = [event for event in events if event["granularity"] == "month"]
    days = [event for event in events if event["granularity"] == "day" and event["first"] == event["last"] != ""]
    assert months
    assert all(not event["weekday"] and not event["date"][0].isdigit() for event in months)
    assert days
    assert all(event["weekday"] in Reader().words("weekdays") and event["date"][0].isdigit() for event in days)


def test_a_year_before_our_era_stands_on_the_line(corpus: corpora.Corpus) -> None:
    event = corpus.events["event_id"][0]
    events = corpus.events.copy()
    events.loc[0, ["edtf", "granularity"]] = "-0043", "year"
    events.loc[0, ["earliest", "latest"]] = None
    early = replace(corpus, events=events)
    (told,) = class_data(story_of("", [event]), early, Reader())["events"]
    assert (told["first"], told["precision"], told["tick"]) == ("", "within", told["date"])


def test_an_unproven_event_says_whose_word_it_is_and_who_denies_it(corpus: corpora.Corpus) -> None:
    events = class_data(whole(corpus), corpus, Reader())["events"]
    alleged = next(event for event in events if event["status"] == "alleged")
    assert alleged["statusWord"].startswith("غير مثبت، بحسب ")
    assert alleged["deniedBy"].startswith("نف")


def test_marks_lie_on_the_words_that_date_the_event(corpus: corpora.Corpus) -> None:
    events = class_data(whole(corpus), corpus, Reader())["events"]
    event = next(event for event in events if event["date"] == "يناير 2020")
    (source,) = event["sources"]
    assert [source["quote"][start:end] for start, end in source["marks"]] == ["يناير 2020"]


def test_a_source_is_cut_behind_a_word_and_its_marks_with_it(corpus: corpora.Corpus) -> None:
    for event in class_data(whole(corpus), corpus, Reader(), most_words=6)["events"]:
        for source in event["sources"]:
            assert len(source["quote"].split()) <= 6
            assert all(start < end <= len(source["quote"]) for start, end in source["marks"])


def test_a_story_keeps_its_order_and_forgets_events_that_are_gone(corpus: corpora.Corpus) -> None:
    first, second = corpus.events["event_id"][:2]
    mention = corpus.mentions_of[first][0]["mention_id"]
    story = story_of("درس", [second, "gone", mention], {mention: "انظروا", "gone": "لا"})
    told = class_data(story, corpus, Reader())
    assert [(event["id"], event["caption"]) for event in told["events"]] == [(second, ""), (first, "انظروا")]
    nothing = class_data(story_of("", ["gone"]), corpus, Reader())
    assert (nothing["events"], nothing["questions"], nothing["span"]) == ([], [], {"first": "", "last": ""})


def test_a_note_is_told_to_teachers_alone(corpus: corpora.Corpus) -> None:
    event = corpus.events["event_id"][0]
    taken = Decision(
        number=1, target=event, kind="confirm", payload={}, author="ليلى", at=datetime(2024, 1, 2, tzinfo=UTC),
        key="k", teaching="اسألوا أولا",
    )  # fmt: skip
    noted = replace(corpus, decided={event: (taken,)})
    story = story_of("", [event])
    assert class_data(story, noted, Reader())["events"][0]["note"] == "اسألوا أولا"
    assert "اسألوا أولا" not in str(class_data(story, noted, Reader(), notes=False))


def test_questions_are_of_the_story_and_named_in_the_readers_language(corpus: corpora.Corpus) -> None:
    told = class_data(whole(corpus), corpus, Reader(lang="en"))
    known = {event["id"] for event in told["events"]}
    assert {question["kind"] for question in told["questions"]} == {"order", "first", "match", "year", "claim"}
    assert all(known >= set(question["events"]) for question in told["questions"])
    claims = [question for question in told["questions"] if question["kind"] == "claim" and question["options"]]
    assert claims
    assert all(question["options"].count(question["saidBy"]) == 1 for question in claims)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_browser_gets_its_words(lang: str) -> None:
    strings = class_strings(Reader(lang=lang))
    assert strings["class.next"] == messages(lang)["class.next"]
    assert {key.partition(".")[0] for key in strings} == {"class", "quiz", "story"}


def test_what_another_source_tells_in_its_own_voice_is_not_one_mans_word() -> None:
    told = {"speakers": ["مسؤول"]}
    assert only_speakers(told, [{"speaker": "مسؤول"}]) == ["مسؤول"]
    assert only_speakers(told, []) == ["مسؤول"]
    assert only_speakers(told, [{"speaker": "مسؤول"}, {"speaker": ""}]) == []
