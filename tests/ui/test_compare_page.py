"""The comparison as HTML: a tab and a panel for each column, every claim with its source, hostile words as text."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest

from pipeline.table import data_frame
from tests.ui import samples
from tests.ui.hostile_articles import HOSTILE
from ui.compare_page import compare_page, legend
from ui.corpus import Corpus
from ui.reader import CHOICES, Reader

OURS = {"div", "button", "b", "span", "strong", "bdi", "section", "h2", "h3", "p", "a", "article", "dl", "dt", "dd"}
OURS |= {"blockquote", "mark", "ul", "li"}


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, name: str) -> list[str]:
        return [value for attribute, value in self.attributes if attribute == name]


def corpus_of(words: str, *dates: tuple[str, str, str, str]) -> Corpus:
    """Articles that tell one event, each as (edtf, first day, last day, status); all names and texts are the words."""
    text = f"قبل {words} بعد"
    names = [f"{n}.txt" for n in range(len(dates))]
    span = {"start": 0, "end": len(text), "sentence_start": 0, "sentence_end": len(text), "timexes": [[0, 3]]}
    people = {"actors": [words], "places": [words], "denied_by": [words]}
    mentions = [
        samples.row(
            "mentions", mention_id=f"m{name}", event_id="e", article=name, edtf=edtf, earliest=first, latest=last,
            granularity="day", status=status, speaker=words, **span, **people,
        )
        for name, (edtf, first, last, status) in zip(names, dates, strict=True)
    ]  # fmt: skip
    event = samples.event("e", dates[0][0], dates[0][1:3], "day", title_ar=words, title_en=words, origins=len(dates))
    written = {"edtf": "2021-06-01", "earliest": "2021-06-01", "latest": "2021-06-01", "granularity": "day"}
    rows: dict[str, Any] = {
        "articles": [samples.row("articles", article=name, title=words, outlet=words, agency=words) for name in names],
        "events": [event],
        "mentions": mentions,
        "timexes": [],
        "anchors": [samples.row("anchors", article=name, **written) for name in names],
        "check": [],
    }
    tables = {name: data_frame(name, each) for name, each in rows.items()}
    return Corpus(
        folder="", problems=(), texts=dict.fromkeys(names, text), articles=tables["articles"], events=tables["events"],
        mentions=tables["mentions"], timexes=tables["timexes"], anchors=tables["anchors"], findings=tables["check"],
        english={},
    )  # fmt: skip


def page_of(corpus: Corpus, reader: Reader) -> Page:
    columns = corpus.comparisons(one.events for one in corpus.shared)
    shown = compare_page(columns, corpus, reader, lambda view, **changes: f"{view}?event={changes['event']}")
    return Page(legend(corpus.shared, reader) + shown)


MAY = ("2021-05", "2021-05-01", "2021-05-31", "happened")
FOURTH = ("2021-05-04", "2021-05-04", "2021-05-04", "happened")
FIFTH = ("2021-05-05", "2021-05-05", "2021-05-05", "happened")
PLAN = ("2021-05-04", "2021-05-04", "2021-05-04", "planned")


@pytest.mark.parametrize(
    ("tellings", "relation", "word"),
    [
        ((MAY, MAY), "agree", "اتفاق"),
        ((FOURTH, MAY), "refine", "أحدها أدق"),
        ((FOURTH, FIFTH), "differ", "المصادر مختلفة"),
        ((PLAN, FIFTH), "followed", "مقرّر ثم وقع"),
    ],
)
def test_a_relation_has_its_sign_and_its_word(tellings: Any, relation: str, word: str) -> None:
    page = page_of(corpus_of("خبر", *tellings), Reader())
    assert set(page.values("data-relation")) == {relation}
    assert word in page.text
    assert any("mask-image:url(" in style for style in page.values("style"))


def test_every_tab_has_its_panel_and_the_choice_is_not_in_the_page() -> None:
    page = page_of(corpus_of("خبر", FOURTH, FIFTH), Reader())
    assert set(page.values("aria-controls")) <= set(page.values("id"))
    assert set(page.values("aria-labelledby")) <= set(page.values("id"))
    assert page.values("aria-selected") == ["false"]


def test_time_may_run_against_the_text() -> None:
    corpus = corpus_of("خبر", FOURTH, FIFTH)
    ends = [page_of(corpus, Reader(dir=direction)).text for direction in ("rtl", "ltr")]
    assert ends[0].index("الأقدم") < ends[0].index("الأحدث")
    assert ends[1].index("الأحدث") < ends[1].index("الأقدم")


@pytest.mark.parametrize("lang", CHOICES["lang"])
@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_text(words: str, lang: str) -> None:
    page = page_of(corpus_of(words, FOURTH, FIFTH), Reader(lang=lang))
    assert set(page.tags) <= OURS
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert all(href.startswith(("article?", "timeline?")) for href in page.values("href"))
    assert page.text.count(words) >= 6
