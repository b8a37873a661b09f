"""The filters' data, and what a choice writes into the address."""

from __future__ import annotations

import json

import pytest

from benchmarks.synthetic import synthetic_corpus
from tests.ui.test_hostile import ARTICLE, corpus_of
from ui import state
from ui.corpus import Corpus
from ui.filter_panel import address_of, panel_data
from ui.filters import counts


@pytest.fixture(scope="module")
def many() -> Corpus:
    return synthetic_corpus(2000)


def data_of(corpus: Corpus, looked: dict[str, str] | None = None, **query: str):
    now = state.state_from_query({name: [value] for name, value in query.items()}, corpus)
    data = panel_data(corpus, now, 7, looked or {})
    json.dumps(data)
    return data


def field(data, name: str):
    return next(each for each in data["fields"] if each["name"] == name)


def test_a_small_corpus_is_told_whole_and_articles_by_their_ids() -> None:
    corpus = corpus_of("كلمات")
    data = data_of(corpus, actor="كلمات", article=ARTICLE)
    [article] = field(data, "article")["choices"]
    assert article[0] == corpus.article_ids[ARTICLE]
    assert data["chosen"] == {"actor": ["كلمات"], "article": [article[0]]}
    assert field(data, "actor")["pairs"] == [[0], [0]]
    assert data["events"] == {"ids": ["e"], "from": ["2023-09-13"], "to": ["2023-09-13"], "hits": None}


def test_of_a_large_corpus_the_choices_are_counted(many: Corpus) -> None:
    data = data_of(many, kind="visit", **{"from": "2000"})
    now = state.state_from_query({"kind": ["visit"], "from": ["2000"]}, many)
    expected = counts(now.filters, many.index, 60)
    assert data["events"] is None
    for told in data["fields"]:
        assert "pairs" not in told
        assert {value: number for value, _, number in told["choices"]} == expected[told["name"]] or told[
            "name"
        ] == "article"
        assert len(told["choices"]) <= 60
    assert len(json.dumps(data, ensure_ascii=False).encode()) < 30_000


def test_a_choice_is_found_by_its_letters(many: Corpus) -> None:
    actor = field(data_of(many), "actor")
    assert actor["asks"]
    letters = many.index.known["actor"][-1][:4]
    data = data_of(many, {"actor": f" {letters}  ", "nothing": "x"})
    assert data["looked"]["actor"] == letters
    assert 0 < len(field(data, "actor")["found"]) <= 20
    assert "found" not in field(data, "place")


@pytest.mark.parametrize(
    ("chosen", "before", "written"),
    [
        ({"kind": ["visit", "trial"]}, "", {"kind": ["visit", "trial"]}),
        ({"from": ["٢٠١٩-٠٤"], "to": ["۲۰۲۱"]}, "", {"from": ["2019-04"], "to": ["2021"]}),
        ({"q": ["كيم"]}, "كيم", {"q": ["كيم"]}),
        ({"lang": ["xx"], "kind": "visit", "actor": [1, None, {"a": 1}], "sort": ["x"]}, "", {}),
        ({}, "", {}),
    ],
)
def test_only_filters_and_texts_go_into_the_address(chosen, before: str, written) -> None:
    told = address_of(chosen, search_before=before)
    assert {name: values for name, values in told.items() if values} == written
    assert set(told) == set(state.FILTER_NAMES)


def test_a_new_search_is_ordered_by_its_hits() -> None:
    assert address_of({"q": ["كيم"]}, search_before="")["sort"] is None
    assert "sort" in address_of({}, search_before="كيم")
    assert "sort" not in address_of({"q": ["كيم"], "kind": ["visit"]}, search_before="كيم")
