"""Search: what it forgives, what it finds first, where it marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.search import Finder, fold, hits_in, stems, word_table, words_of


def finder(*texts: str | tuple[tuple[str, float], ...]) -> Finder:
    return word_table([((text, 1.0),) if isinstance(text, str) else text for text in texts], len(texts))


def found(query: str, *texts: str) -> list[int]:
    """The numbers of the texts that a query finds, best first."""
    scores = finder(*texts).find(query).scores
    return sorted((n for n in range(len(texts)) if scores[n] > 0), key=lambda n: -scores[n])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("إسرائيل", "اسراييل"),
        ("مدرسةٌ", "مدرسه"),
        ("مصطفى", "مصطفي"),
        ("محمـــد", "محمد"),
        ("مُؤتمر", "موتمر"),
        ("٢٠١٩", "2019"),
        ("Putin", "putin"),
        ("بيونغ\u200fيانغ", "بيونغيانغ"),
    ],
)
def test_spelling_is_forgiven(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("text", ["وموسكو", "بموسكو", "لموسكو", "كموسكو", "فبموسكو", "ولموسكو"])
def test_particles_are_taken_off_what_is_searched(text: str) -> None:
    assert found("موسكو", text) == [0]


@pytest.mark.parametrize("text", ["الرئيس", "والرئيس", "للرئيس", "بالرئيس", "وللرئيس", "رئيس"])
@pytest.mark.parametrize("query", ["رئيس", "الرئيس", "والرئيس", "للرئيس"])
def test_the_article_is_no_difference(query: str, text: str) -> None:
    assert found(query, text) == [0]


def test_a_letter_that_belongs_to_the_word_is_not_taken_off() -> None:
    assert found("كتاب", "تاب الرجل", "كتاب الرجل") == [1]
    assert found("كيم", "حكيم", "كيم") == [1]


def test_particles_of_the_query_are_taken_off_where_it_finds_nothing_as_it_is() -> None:
    assert found("وموسكو", "زار موسكو") == [0]


def test_a_word_inside_others_is_found_only_where_there_is_nothing_better() -> None:
    assert found("كيم", "حكيم") == [0]


def test_every_word_must_be_there() -> None:
    assert found("لقاء موسكو", "لقاء في باريس", "لقاء في موسكو", "زار موسكو") == [1]
    assert found("", "لقاء") == []


def test_the_best_hits_come_first() -> None:
    assert found("رئيس", "رئيسي في الأمر", "للرئيس", "رئيس") == [2, 1, 0]
    title, text = (("قمة", 3.0), ("لا شيء", 1.0)), (("لا شيء", 3.0), ("قمة", 1.0))
    scores = finder(text, title).find("قمة").scores
    assert scores[1] > scores[0] > 0


def test_a_rare_word_counts_more() -> None:
    scores = finder("زيارة موسكو", "زيارة موسكو باريس", "زيارة").find("زيارة").scores
    rare = finder("زيارة موسكو", "زيارة موسكو باريس", "زيارة").find("باريس").scores
    assert rare[1] > scores[1]


def test_what_was_hit_is_marked_whole() -> None:
    text = "قال الرئيسُ وبالرئيس"
    hits = finder(text).find("رئيس")
    assert [text[start:end] for start, end in hits_in(text, hits.words)] == ["الرئيسُ", "وبالرئيس"]
    assert hits_in(text, frozenset()) == []


@given(st.text(max_size=40), st.text(max_size=12))
def test_no_text_and_no_query_is_too_strange(text: str, query: str) -> None:
    hits = finder(text, query).find(query)
    if words_of(query):
        assert hits.scores[1] > 0
    for start, end in hits_in(text, hits.words):
        assert set(words_of(text[start:end])) & hits.words


@given(st.text(alphabet="وفبلكامنر", min_size=1, max_size=9))
def test_something_is_always_left_of_a_word(word: str) -> None:
    assert word in stems(word)
    assert all(stems(word))
