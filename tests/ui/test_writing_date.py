"""The date of writing as readers see it: in words, with its source, its confidence and every reason for it."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

import pytest

from pipeline.table import TABLES, data_frame
from tests.ui import samples
from ui import writing_date
from ui.article_page import article_page
from ui.card import card
from ui.corpus import Corpus
from ui.format import bare
from ui.reader import Reader

AR, EN = Reader(), Reader(lang="en")
PERIOD = ("2023-09-01", "2023-09-13")
HERE, THERE = "here.txt", "<script>alert(1)<script>.txt"
TEXT = 'قال الوزير الأربعاء إن الزيارة مقررة.\nوافتُتح المصنع في أبريل 2019 <img src=x onerror="alert(1)">.'
OTHER = "عاد الرئيس من الزيارة في 13 سبتمبر 2023."


def reason(article: str, surface: str, says_ar: str, says_en: str, text: str = TEXT) -> dict[str, Any]:
    start = text.index(surface) if surface else 0
    end = start + len(surface)
    return {
        "article": article,
        "start": start,
        "end": end,
        "surface": surface,
        "says_ar": says_ar,
        "says_en": says_en,
    }


def corpus_of(anchor: Mapping[str, Any], **tables: list[dict[str, Any]]) -> Corpus:
    """Two articles of which the first has this date of writing."""
    texts = {HERE: TEXT, THERE: OTHER}
    unknown = {"edtf": "", "earliest": None, "latest": None, "granularity": "unknown", "source": "unknown"}
    blank = unknown | {"confidence": 0.0, "evidence": []}
    rows = {
        "articles": [samples.row("articles", article=name) for name in texts],
        "anchors": [{"article": name} | blank | (anchor if name == HERE else {}) for name in texts],
    } | tables
    frames = {name: data_frame(name, rows.get(name, [])) for name in TABLES}
    return Corpus(folder="", problems=(), texts=texts, findings=frames.pop("check"), english={}, **frames)


def inferred(edtf: str, first: str | None, last: str | None, *evidence: dict[str, Any]) -> dict[str, Any]:
    return {
        "edtf": edtf,
        "earliest": first,
        "latest": last,
        "granularity": "day",
        "source": "inferred",
        "confidence": 0.87,
        "evidence": list(evidence),
    }


PAST = reason(
    HERE,
    "أبريل 2019",
    "يروي النص ما جرى في «أبريل 2019» على أنه مضى، فلم يُكتب قبل 2019-04-01",
    "the text tells of «أبريل 2019» as past, so it was not written before 2019-04-01",
)
TOLD = reason(
    THERE,
    "عاد الرئيس",
    f"ما يرويه النص هنا «الزيارة مقررة» يؤرخه «{THERE}» في 2023-09-12..2023-09-13",
    f"what is told here («الزيارة مقررة») is dated to 2023-09-12..2023-09-13 by “{THERE}”",
    OTHER,
)
NATIONAL = reason(
    HERE, "الأربعاء", "لهذا البلد (KP) مناسبة وطنية في 09-09", "the country (KP) keeps a national day on 09-09"
)
OF_THE_PAGE = reason(HERE, "", "تذكر بيانات الصفحة تاريخ النشر: 2023-09-13", "the page's data say 2023-09-13")


class Page(HTMLParser):
    """Tags, attributes and the words a reader sees."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.is_style = False
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.is_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self.is_style = False

    def handle_data(self, data: str) -> None:
        if not self.is_style:
            self.text += data

    def attributes(self, name: str) -> list[str | None]:
        return [found[name] for _, found in self.tags if name in found]


def link(view: str, **changes: str | None) -> str:
    kept = "&".join(f"{name}={value}" for name, value in changes.items() if value)
    return f"{view}?kind=visit&{kept}"


def page_of(corpus: Corpus, reader: Reader = AR, span: tuple[int, int] | None = None) -> Page:
    return Page(article_page(HERE, corpus, reader, link, None, span))


@pytest.mark.parametrize(
    ("edtf", "bounds", "arabic", "english"),
    [
        ("2023-09-13", ("2023-09-13", "2023-09-13"), "الأربعاء 13 سبتمبر 2023", "Wednesday 13 September 2023"),
        ("2023-09", ("2023-09-01", "2023-09-30"), "سبتمبر 2023", "September 2023"),
        ("[2023-09-01..2023-09-13]", PERIOD, "بين 1 و13 سبتمبر 2023", "between 1 and 13 September 2023"),
        ("[2019-04-01..]", ("2019-04-01", None), "ليس قبل أبريل 2019", "not before April 2019"),
        ("[..2012-03-31]", (None, "2012-03-31"), "ليس بعد مارس 2012", "not after March 2012"),
        ("", (None, None), "غير معروف", "unknown"),
    ],
)  # fmt: skip
def test_the_date_in_words(edtf: str, bounds: tuple[str | None, str | None], arabic: str, english: str) -> None:
    corpus = corpus_of(inferred(edtf, *bounds))
    for reader, words in ((AR, arabic), (EN, english)):
        assert bare(writing_date.written_words(corpus.anchor_rows[HERE], reader)) == words
        assert words in bare(page_of(corpus, reader).text)


@pytest.mark.parametrize(
    ("source", "evidence", "words"),
    [
        ("dateline", [], "مكتوب على النص نفسه"),
        ("metadata", [], "من بيانات الصفحة"),
        ("given", [], "أعطاه المستخدم"),
        ("inferred", [PAST], "مستنتج من النص نفسه"),
        ("inferred", [TOLD], "مستنتج من النص ومن مصدر آخر"),
        ("unknown", [], "لا تاريخ عليه"),
    ],
)
def test_how_it_is_known(source: str, evidence: list[dict[str, Any]], words: str) -> None:
    anchor = inferred("2023-09", "2023-09-01", "2023-09-30", *evidence) | {"source": source}
    assert words in page_of(corpus_of(anchor)).text


@pytest.mark.parametrize(
    ("sure", "arabic", "english"),
    [(1.0, "عالية (100٪)", "high (100%)"), (0.87, "جيدة (87٪)", "good (87%)"), (0.6, "محدودة (60٪)", "limited (60%)"),
     (0.3, "ضعيفة (30٪)", "low (30%)")],
)  # fmt: skip
def test_the_confidence_in_a_word_and_a_number(sure: float, arabic: str, english: str) -> None:
    anchor = inferred("2023-09", "2023-09-01", "2023-09-30") | {"confidence": sure}
    assert arabic in writing_date.confidence_words(anchor, AR)
    assert english in writing_date.confidence_words(anchor, EN)
    assert writing_date.confidence_words(anchor | {"edtf": ""}, AR) == ""
    assert "٨٧٪" in writing_date.confidence_words(anchor | {"confidence": 0.87}, Reader(digits="arab"))


def test_a_reason_and_its_words_lead_to_one_another() -> None:
    page = page_of(corpus_of(inferred("[2019-04-01..]", "2019-04-01", None, PAST)))
    assert {"#d1", "#p1"} <= set(page.attributes("href"))
    assert {"d1", "p1", "reasons"} <= set(page.attributes("id"))
    assert "السبب 1 لتاريخ الكتابة" in page.attributes("aria-label")
    assert "كلمات دلّت على تاريخ الكتابة" in page.text
    assert "فلم يُكتب قبل 1 أبريل 2019" in bare(page.text)
    marked = [found for tag, found in page.tags if tag == "span" and "because" in (found.get("class") or "")]
    assert marked


def test_a_reason_in_another_article_leads_there() -> None:
    corpus = corpus_of(inferred("[2023-09-01..2023-09-13]", "2023-09-01", "2023-09-13", TOLD))
    page = page_of(corpus)
    assert f"article?kind=visit&article={corpus.article_ids[THERE]}&at=0-10" in page.attributes("href")
    assert "#d1" in page.attributes("href"), "the words of this article that the sentence quotes"
    assert "يؤرخه مصدر آخر في الفترة من 12 إلى 13 سبتمبر 2023" in bare(page.text)
    assert "another source" in page_of(corpus, EN).text
    for reader in (AR, EN):
        assert ".txt" not in page_of(corpus, reader).text


def test_a_reason_without_words_is_a_sentence() -> None:
    page = page_of(corpus_of(inferred("2023-09-13", "2023-09-13", "2023-09-13", OF_THE_PAGE)))
    assert "تذكر بيانات الصفحة تاريخ النشر: 13 سبتمبر 2023" in bare(page.text)
    assert "#d1" not in page.attributes("href")


def test_countries_and_days_of_every_year_are_spelled_out() -> None:
    corpus = corpus_of(inferred("2023", "2023-01-01", "2023-12-31", NATIONAL))
    assert "لهذا البلد (كوريا الشمالية) مناسبة وطنية في 9 سبتمبر" in bare(page_of(corpus).text)
    assert "The country (North Korea) keeps a national day on 9 September" in bare(page_of(corpus, EN).text)
    assert "9 أيلول" in bare(page_of(corpus, Reader(months="levant")).text)


def test_a_quotation_keeps_its_language_and_its_digits() -> None:
    corpus = corpus_of(inferred("[2019-04-01..]", "2019-04-01", None, PAST))
    assert "«أبريل 2019»" in page_of(corpus, Reader(digits="arab", months="levant")).text
    assert "١ نيسان ٢٠١٩" in bare(page_of(corpus, Reader(digits="arab", months="levant")).text)
    assert '<bdi lang="ar" dir="rtl">«أبريل 2019»</bdi>' in article_page(HERE, corpus, EN, link, None)


def test_an_unknown_date_says_what_stays_undated() -> None:
    timex = samples.row(
        "timexes", article=HERE, start=11, end=19, surface="الأربعاء", value="XXXX-WXX-3", relative_to="anchor"
    )
    vague = timex | {"start": 0, "end": 3, "surface": "قال", "value": "PAST_REF"}
    corpus = corpus_of({}, timexes=[vague, timex])
    assert "ما يُحسب من تاريخ الكتابة، مثل «الأربعاء»، يبقى بلا تاريخ." in page_of(corpus).text
    bound = corpus_of(inferred("[2019-04-01..]", "2019-04-01", None), timexes=[vague, timex])
    assert "لا يُعرف تاريخ الكتابة بالدقة الكافية" in page_of(bound).text
    day = corpus_of(inferred("2023-09-13", "2023-09-13", "2023-09-13"), timexes=[vague, timex])
    assert "بلا تاريخ" not in page_of(day).text


@pytest.mark.parametrize("code", ["D101", "D105"])
def test_what_speaks_against_the_date_stands_beside_it(code: str) -> None:
    finding = samples.row(
        "check",
        code=code,
        severity="warning",
        article=HERE,
        start=11,
        end=19,
        surface="الأربعاء",
        message_ar="«الأربعاء» لا يوافق 2023-09-14 <b>",
        message_en="«الأربعاء» does not fit 2023-09-14 <b>",
    )
    other = finding | {"code": "D102", "message_ar": "شيء آخر"}
    page = page_of(corpus_of(inferred("2023-09-14", "2023-09-14", "2023-09-14"), check=[finding, other]))
    assert "تنبيه:" in page.text
    assert "لا يوافق 14 سبتمبر 2023 <b>" in bare(page.text)
    assert "#df1" in page.attributes("href")
    beside_the_date, in_the_text = page.text.split("السابقة")
    assert "شيء آخر" not in beside_the_date
    assert "شيء آخر" in in_the_text


def test_hostile_words_and_names_stay_text() -> None:
    hostile = reason(
        HERE,
        '<img src=x onerror="alert(1)">',
        '«<img src=x onerror="alert(1)">» <script>alert(2)</script>',
        '«<img src=x onerror="alert(1)">» <script>alert(2)</script>',
    )
    unlisted = TOLD | {"article": "not-here.txt", "says_ar": "كما في «not-here.txt»", "says_en": "as in “not-here.txt”"}
    corpus = corpus_of(inferred("2023-09-13", "2023-09-13", "2023-09-13", hostile, TOLD, unlisted))
    for reader in (AR, EN):
        page = page_of(corpus, reader, (0, 5))
        assert not {"script", "img", "b"} & {tag for tag, _ in page.tags}
        assert "<script>alert(2)</script>" in page.text
        assert page.text.count('<img src=x onerror="alert(1)">') == 2


def test_evidence_beyond_the_text_is_told_without_a_link() -> None:
    wild = PAST | {"start": 5000, "end": 5010}
    page = page_of(corpus_of(inferred("[2019-04-01..]", "2019-04-01", None, wild)))
    assert "على أنه مضى" in page.text
    assert "#d1" not in page.attributes("href")


def test_a_long_quotation_is_cut() -> None:
    words = " ".join(["كلمة"] * 40)
    shown = Page(writing_date.sentence(f"الخبر هنا «{words}» جرى", AR)).text
    assert shown.count("كلمة") == 12
    assert "…»" in shown


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        (AR, "وهو مستنتج: بين 1 و13 سبتمبر 2023."),
        (EN, "which is inferred: between 1 and 13 September 2023."),
    ],
)
def test_an_event_says_on_which_inferred_date_it_hangs(reader: Reader, words: str) -> None:
    mention = samples.row(
        "mentions", mention_id="m", event_id="e", article=HERE, edtf="2023-09-13", basis="inferred", status="happened"
    )
    event = samples.event("e", "2023-09-13", ("2023-09-13", "2023-09-13"), "day", basis="inferred", articles=[HERE])
    anchor = inferred("[2023-09-01..2023-09-13]", "2023-09-01", "2023-09-13", PAST)
    corpus = corpus_of(anchor, mentions=[mention], events=[event])
    page = Page(card(corpus.event_rows["e"], corpus, reader, link))
    assert words in bare(page.text)
    assert f"article?kind=visit&article={corpus.article_ids[HERE]}&event=e#reasons" in page.attributes("href")
    known = corpus_of(anchor | {"source": "dateline"}, mentions=[mention], events=[event])
    assert "#reasons" not in card(known.event_rows["e"], known, reader, link)
