"""Long texts and large corpora: `make soak`."""

from __future__ import annotations

import pytest

from benchmarks.merging import corpus, measure
from pipeline import build_timeline
from pipeline.merge import merge
from pipeline.scan import scan
from tests.samples import article

pytestmark = pytest.mark.soak

DATED = "زار الوزير تونس في 5 مايو 2011 "
PLAIN = "كلام عادي في الاقتصاد والسياسة والرياضة والطقس "


@pytest.mark.parametrize("words", [DATED, PLAIN], ids=["a date in every sentence", "no date at all"])
def test_ten_megabytes_on_one_line(words: str) -> None:
    text = words * (10_000_000 // len(words.encode()))
    timeline = build_timeline([article("a.txt", text)])
    assert len(timeline.rows("timexes")) == text.count("2011")


@pytest.mark.parametrize("junk", ["2000 و ", "9", "،", " ", "ل", "12/", "يوم "])
def test_five_million_characters_of_junk(junk: str) -> None:
    text = junk * (5_000_000 // len(junk))
    assert all(text[timex.start : timex.end] == timex.surface for timex in scan(text))


def test_twenty_thousand_articles() -> None:
    corpus = [
        article(f"{n}.txt", f"زار الوزير رقم {n} مدينة تونس في {n % 28 + 1} مايو {1990 + n % 30}، والتقى نظيره هناك.")
        for n in range(20_000)
    ]
    timeline = build_timeline(corpus, jobs=2)
    assert len(timeline.rows("mentions")) >= 20_000
    assert sum(len(row["mentions"]) for row in timeline.rows("events")) == len(timeline.rows("mentions"))


def test_ten_thousand_articles_that_date_one_another() -> None:
    given = ["عادل", "سمير", "كمال", "رامي", "فؤاد", "نبيل", "جمال", "طارق", "وليد", "ماجد"]
    family = ["منصور", "حداد", "نصار", "درويش", "شاهين", "الخطيب", "العلي", "حسن", "سالم", "ناصر", "يوسف", "خليل"]
    lands = ["المغرب", "تونس", "مصر", "الأردن", "لبنان", "العراق", "الكويت"]

    def text(n: int) -> str:
        trip = n // 2  # a plan, and the article that tells that it was made
        who = f"{given[trip % 10]} {family[trip // 10 % 12]}"
        land = lands[trip % 7]
        if n % 2:
            return f"{n % 28 + 1} أيار {1990 + n % 30}\n\nوصل الرئيس {who} إلى {land} اليوم، وفق المصدر {n}."
        return f"يعتزم الرئيس {who} زيارة {land} هذا الشهر، بحسب مصدر رقم {n} في الرئاسة."

    timeline = build_timeline([article(f"{n}.txt", text(n)) for n in range(10_000)])
    sources = [row["source"] for row in timeline.rows("anchors")]
    assert sources.count("dateline") == 5_000
    assert sources.count("inferred") > 1_000
    assert timeline.timings["corpus"] < sum(timeline.timings.values()) / 2


def test_a_hundred_thousand_mentions_merge_in_step() -> None:
    """Four times the mentions take at most about six times as long; the same ones give the same events in any order."""
    rows = [measure(size) for size in (25_000, 100_000)]
    assert rows[1]["seconds to merge"] < 6 * rows[0]["seconds to merge"] + 2
    assert rows[1]["MB at the peak"] < 2000
    mentions, *rest = corpus(5_000)
    assert merge(mentions, *rest).events == merge(mentions[::-1], *rest).events
