"""Folding of spelling, the way back to the raw text, tokens, sentences, and the tense of a clause."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import CalendarDate, Span, Timex
from pipeline.sentences import split_sentences
from pipeline.tense import tells_a_point, tense_at
from pipeline.text import fold, fold_key, fold_letters, tokens


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("أَعْلَنَ", "اعلن"),
        ("إبريل", "ابريل"),
        ("آذار", "اذار"),
        ("ٱليوم", "اليوم"),
        ("الماضى", "الماضي"),
        ("سنة", "سنه"),
        ("الثلاثاءِ", "الثلاثاء"),
        ("الســـاعة", "الساعه"),
        ("مئة", "ميه"),
        ("٢٠٢٤", "2024"),
        ("۲۰۲۴", "2024"),
        ("ﻳﻮﻧﻴﻮ", "يونيو"),
        ("ﻻ", "لا"),
        ("ۀ", "ۀ"),
        ("\u200fيوم\u200e", "يوم"),
        ("عامًا", "عاما"),
        ("کانون", "كانون"),
        ("یونیو", "يونيو"),
    ],
)
def test_fold_key(raw: str, key: str) -> None:
    assert fold_key(raw) == key


def test_folding_letters_keeps_the_length() -> None:
    text = "أإآٱىةؤئیکہ٠۹"
    assert len(fold_letters(text)) == len(text)


def test_the_way_back_gives_marks_to_their_letter_and_leaves_controls_out() -> None:
    raw = "في عامًا\u200f 2011"
    folded = fold(raw)
    start = folded.text.index("عاما")
    first, last = folded.raw_span(raw, start, start + 4)
    assert raw[first:last] == "عامًا"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120))
def test_folded_offsets_lead_back_into_the_text(raw: str) -> None:
    folded = fold(raw)
    places = [folded.raw_start(offset) for offset in range(len(folded.text) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(raw) for place in places)
    assert fold(folded.text).text == folded.text or any("\ufb50" <= char <= "\ufefc" for char in folded.text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120))
def test_tokens_cover_the_text_without_a_gap(text: str) -> None:
    words, offsets = tokens(text)
    assert "".join(words) == text
    assert [text[begin:end] for begin, end in pairwise(offsets)] == words


def test_tokens_part_words_digits_and_signs() -> None:
    words, _ = tokens("الماضي،اعلن 18يونيو 2024")
    assert [word.strip() for word in words] == ["الماضي", "،", "اعلن", "18", "يونيو", "2024"]


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل الوفد. غادر الوفد.", ["وصل الوفد.", "غادر الوفد."]),
        ("عنوان\nوصل الوفد", ["عنوان", "وصل الوفد"]),
        ("قال د. أحمد كلمته.", ["قال د. أحمد كلمته."]),
        ("بلغ 3.5 بالمئة؟ نعم!", ["بلغ 3.5 بالمئة؟", "نعم!"]),
        ("قال «وصلنا.» ثم غادر.", ["قال «وصلنا.»", "ثم غادر."]),
        ("بلا نقطة", ["بلا نقطة"]),
        ("  \n\n ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_sentences_are_in_order_and_leave_only_blanks_out(text: str) -> None:
    spans = split_sentences(text)
    done, left_out = 0, ""
    for span in spans:
        assert done <= span.start < span.end <= len(text)
        left_out += text[done : span.start]
        done = span.end
    assert (left_out + text[done:]).strip() == ""


def tense(text: str, marked: str) -> str:
    start = text.index(marked)
    timex = Timex(start, start + len(marked), marked, "DATE", CalendarDate(weekday=4), "test")
    return tense_at(text, Span(0, len(text)), timex)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سيصل الوفد الخميس إلى عمان", "future"),
        ("وسوف يجتمع المجلس الخميس", "future"),
        ("ومن المقرر أن يجتمع المجلس الخميس", "future"),
        ("قال الوزير الخميس إنه سيستقيل", "past"),
        ("وأبلغت المخابرات الخميس أنها تراقب", "past"),
        ("أعلن أنه سيزور باريس الخميس", "future"),
        ("الخميس وصل الوفد", "past"),
        ("كان من المقرر أن يجتمع المجلس الخميس", "unknown"),
        ("جلسة الخميس ساخنة", "unknown"),
        ("ازداد عدد السيارات الخميس", "unknown"),
        ("بعد توقف يعود النشاط الخميس", "unknown"),
    ],
)
def test_tense(text: str, expected: str) -> None:
    assert tense(text, "الخميس") == expected


@pytest.mark.parametrize(
    ("text", "is_point"),
    [
        ("توفي والده", True),
        ("والحرب التي اندلعت", True),
        ("أول زيارة له", False),
        ("لم يزر بلده", False),
        ("يعيش في القاهرة", False),
        ("قال محامي الصحافي المعتقل", False),
        ("أعلى مستوى", False),
        ("الحرب", False),
        ("", False),
    ],
)
def test_since_means_ago_behind_a_verb_of_what_is_done_at_once(text: str, *, is_point: bool) -> None:
    assert tells_a_point(reversed(fold_key(text).split())) is is_point
