"""The card says how a date was counted as people count."""

from __future__ import annotations

import pytest

from tests.ui.test_hostile import corpus_of
from ui.card import card
from ui.format import bare
from ui.reader import Reader


@pytest.mark.parametrize(
    ("trace", "lang", "words"),
    [
        ("counted(unit=month; amount=0; from=2023-09-06; base=anchor) -> 2023-09", "ar", "2023: الشهر نفسه"),
        ("counted(unit=year; amount=-1; from=2023-09-06; base=anchor) -> 2022", "ar", "2023: السنة التي قبله"),
        ("counted(unit=day; amount=-2; from=2023-09-06) -> 2023-09-04", "ar", "2023: قبله بيومين"),
        ("counted(unit=month; amount=11; from=2023-09-06) -> 2024-08", "ar", "2023: بعده بـ11 شهرا"),
        ("counted(unit=week; amount=3; from=2023-09-06) -> 2023-09-27", "en", "2023: 3 weeks after it"),
        ("counted(unit=month; amount=-1; from=2023-09-01..2023-09-13) -> 2023-08", "en", "2023: the month before"),
        (
            "weekday(side=future; from=2024-06-18) -> 2024-06-19; counted(unit=day; amount=1; from=2024-06-19)",
            "en",
            "2024, then counted from Wednesday 19 June 2024: the day after",
        ),
    ],
)
def test_what_was_counted_is_told_in_words(trace: str, lang: str, words: str) -> None:
    corpus = corpus_of("كلمات")
    event = {**corpus.event_rows["e"], "trace": trace, "basis": "computed"}
    shown = card(event, corpus, Reader(lang=lang), lambda view, **_: view)
    assert words in bare(shown)


def test_a_step_that_has_no_words_here_keeps_those_of_the_trace() -> None:
    corpus = corpus_of("كلمات")
    trace = "counted(unit=second; amount=-5; from=2023-09-06)"
    shown = card(corpus.event_rows["e"] | {"trace": trace, "basis": "computed"}, corpus, Reader(), lambda view, **_: "")
    assert "(ثانية)" in shown
