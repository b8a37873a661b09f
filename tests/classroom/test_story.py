"""A story in a link, and its reordering."""

from __future__ import annotations

import base64
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.story import Story, as_values, from_values, packed, story_of, unpacked

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)


@given(WORDS, st.lists(WORDS, max_size=20), WORDS)
def test_a_link_gives_the_story_back(title: str, events: list[str], words: str) -> None:
    story = story_of(title, events, dict.fromkeys(events[:3], words))
    assert unpacked(packed(story)) == story
    assert from_values(json.loads(json.dumps(as_values(story)))) == story


@given(st.text(max_size=80) | st.binary(max_size=60).map(lambda data: base64.urlsafe_b64encode(data).decode()))
def test_nonsense_is_refused(letters: str) -> None:
    with pytest.raises(ValueError, match=r"story"):
        unpacked(letters)


def test_a_link_that_unpacks_without_end_is_refused() -> None:
    bomb = base64.urlsafe_b64encode(zlib.compress(b'["' + b"a" * 5_000_000)).decode()
    with pytest.raises(ValueError, match="story"):
        unpacked(bomb)


def test_reordering() -> None:
    story = Story("", ("a", "b", "c"), {"b": "words"})
    assert story.moved("a", 1).events == ("b", "a", "c")
    assert story.moved("c", -9).events == ("c", "a", "b")
    assert story.moved("c", 1).events == ("a", "b", "c")
    assert story.without("b") == Story("", ("a", "c"), {})
    assert story.captioned("a", " new ").captions == {"b": "words", "a": "new"}
    assert story.captioned("b", "  ").captions == {}


def test_half_a_letter_in_a_link_becomes_a_mark() -> None:
    told = json.dumps(["\ud800a", ["e\udc00", "f"], {"f": "\U0001f600\ud800"}])
    story = unpacked(base64.urlsafe_b64encode(zlib.compress(told.encode())).decode())
    assert story == story_of("\ufffda", ["e\ufffd", "f"], {"f": "\U0001f600\ufffd"})
    assert unpacked(packed(story)) == story


def test_what_turns_letters_round_stays_outside() -> None:
    told = from_values({"title": "در\u202eس", "events": ["e"], "captions": {"e": "\u2067انظروا\u2069"}})
    assert (told.title, told.captions) == ("درس", {"e": "انظروا"})
