"""What articles say is text, wherever it is shown or saved: card, list, table, report, picture."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import partial
from html.parser import HTMLParser

import pytest

from pipeline.table import data_frame
from tests.ui.hostile_articles import HOSTILE
from tests.ui.samples import event, row
from ui import state
from ui.card import card
from ui.charts.drawing import timeline_svg
from ui.corpus import Corpus
from ui.entries import entry
from ui.event_table import event_table
from ui.reader import CHOICES, Reader
from ui.search import words_of

ARTICLE = "a.txt"
OURS = {"h1", "h2", "h3", "p", "span", "bdi", "a", "mark", "strong", "b", "div", "article", "section", "ol", "ul", "li"}
OURS |= {"dl", "dt", "dd", "blockquote", "details", "summary", "button", "label", "textarea", "pre"}
OURS |= {"table", "caption", "thead", "tbody", "tr", "th", "td"}
WORDS = (*HOSTILE, "\x00\x01\x0b\x1b[31m", "\ud7ff\ufffe\uffff", "| a |\n|---|")
VOID = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\ufffe\uffff]")


def corpus_of(words: str) -> Corpus:
    """One article, and one event told in it, all of whose names and texts are these words."""
    names = {"actors": [words], "places": [words], "speakers": [words], "denied_by": [words]}
    text = f"قبل {words} بعد"
    span = {"start": 0, "end": len(text), "sentence_start": 0, "sentence_end": len(text)}
    frames = {
        "articles": [row("articles", article=ARTICLE, title=words, outlet=words, agency=words)],
        "events": [
            event(
                "e",
                "2023-09-13",
                ("2023-09-13", "2023-09-13"),
                "day",
                title_ar=words,
                title_en=words,
                status="alleged",
                **names,
            )
        ],
        "mentions": [row("mentions", mention_id="m", event_id="e", article=ARTICLE, timexes=[[0, 3]], **span, **names)],
        "timexes": [],
        "anchors": [row("anchors", article=ARTICLE, edtf="2023-09-13", granularity="day")],
        "check": [],
    }
    tables = {name: data_frame(name, rows) for name, rows in frames.items()}
    return Corpus(
        folder="",
        problems=(),
        texts={ARTICLE: text},
        articles=tables["articles"],
        events=tables["events"],
        mentions=tables["mentions"],
        timexes=tables["timexes"],
        anchors=tables["anchors"],
        findings=tables["check"],
        english={},
    )


class _Reading(HTMLParser):
    """What a browser would make of a piece of HTML: its elements, their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("words", WORDS, ids=range(len(WORDS)))
@pytest.mark.parametrize("lang", CHOICES["lang"])
def test_it_is_text_on_the_page(words: str, lang: str) -> None:
    corpus, reader = corpus_of(words), Reader(lang=lang)
    now = state.state_from_query({"lang": [lang], "q": [words]}, corpus)
    link = partial(state.link, state=now, corpus=corpus)
    told = corpus.event_rows["e"]
    hits = frozenset(words_of(words))

    def linked(view: str, **changes: str | None) -> str:
        return link(view, **changes)

    for html in (
        card(told, corpus, reader, linked, hits=hits),
        entry(told, corpus, reader, linked, is_open=True, by_day=True, hits=hits),
        event_table([told], corpus, reader, linked, order=("kind", True), chosen="e", hits=hits),
    ):
        found = _Reading(html)
        assert found.tags <= OURS
        assert not {name for name in found.attributes if name.startswith("on") or name in ("src", "style", "action")}
        assert all(re.match(r"(article|timeline|list)?\?", address) for address in found.links)
        assert words in found.text


@pytest.mark.parametrize("words", WORDS, ids=range(len(WORDS)))
def test_it_is_text_in_the_picture(words: str) -> None:
    corpus = corpus_of(words)
    svg = ET.fromstring(timeline_svg(corpus.events, Reader(), words, {}))  # noqa: S314
    names = {element.tag.rpartition("}")[2] for element in svg.iter()}
    assert names <= {"svg", "title", "desc", "defs", "style", "linearGradient", "stop", "pattern", "rect", "path"} | {
        "text",
        "circle",
    }
    written = "".join("".join(element.itertext()) for element in svg.iter() if element.tag.endswith("}text"))
    expected = "".join(VOID.sub("", words).split())
    assert "".join(re.sub("[\u2066-\u2069]", "", expected)) in re.sub(r"[\s\u2066-\u2069]", "", written)
