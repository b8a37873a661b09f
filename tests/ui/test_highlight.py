"""Text and spans to HTML: nothing in an article can become markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from ui.highlight import Badge, Highlight, escape_markdown, marked, text_element

HOSTILE = '<script>alert("1")</script>&amp;"\'</mark><img src=x onerror=alert(1)>'


class Reading(HTMLParser):
    """The text and the tags of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.tags, self.depth = "", [], 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1

    def handle_data(self, data: str) -> None:
        self.text += data


def read(markup: str) -> Reading:
    reading = Reading()
    reading.feed(markup)
    reading.close()
    return reading


def test_hostile_text_stays_text() -> None:
    markup = marked(HOSTILE, [Highlight(3, 20, "pen", mark=True), Highlight(0, len(HOSTILE), "clause")])
    reading = read(markup)
    assert reading.text == HOSTILE
    assert set(reading.tags) == {"span", "mark"}
    assert reading.depth == 0


def test_hostile_attributes_stay_attributes() -> None:
    assert text_element("p", "x", title='"><script>') == '<p title="&quot;&gt;&lt;script&gt;">x</p>'


def test_the_slice_under_a_mark_is_the_span() -> None:
    text = "سافر الوزير في يوليو، ثم عاد"
    start = text.index("يوليو")
    markup = marked(text, [Highlight(start, start + 5, "pen", mark=True)])
    assert re.findall(r"<mark[^>]*>([^<]*)</mark>", markup) == ["يوليو"]


def test_a_passage_keeps_the_offsets_of_the_whole() -> None:
    text = "الأول. الثاني أمس. الثالث"
    start = text.index("أمس")
    markup = marked(text, [Highlight(start, start + 3, "pen", mark=True)], start=7, end=18)
    assert read(markup).text == text[7:18]
    assert ">أمس</mark>" in markup


def test_badges_stand_before_their_clause_and_outside_it() -> None:
    markup = marked(
        "قبل وبعد", [Highlight(4, 8, "clause", number=1)], badges=[Badge(4, 1, "1", attributes=(("href", "#n1"),))]
    )
    assert '<a class="num" data-e="1" href="#n1">1</a>' in markup
    assert markup.index("<a") < markup.index("<span")


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.booleans()), max_size=6),
)
def test_overlapping_spans_lose_no_letter_and_nest(text: str, spans: list[tuple[int, int, bool]]) -> None:
    text = text.replace("\r", "").replace("\x00", "")
    highlights = [Highlight(min(a, b), max(a, b), "c", mark=mark) for a, b, mark in spans]
    reading = read(marked(text, highlights))
    assert reading.text == text
    assert reading.depth == 0


def test_markdown_in_a_name_stays_text() -> None:
    assert escape_markdown("*a* [b](c) `d` :red[e] $f$") == r"\*a\* \[b\]\(c\) \`d\` \:red\[e\] \$f\$"
