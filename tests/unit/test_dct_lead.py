"""The full date of the lead: when it is that of the news, and when it is not."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline import build_timeline
from tests.samples import article

NEWS = {
    "its own day, and yesterday by name": (
        (
            "أعلنت وزارة الداخلية الليبية، الثلاثاء 14 مارس 2017، أن حصيلة السيول ارتفعت إلى 12 قتيلا. "
            "وكانت الأمطار قد بدأت في الهطول أمس الاثنين."
        ),
        "2017-03-14",
        "2017-03-14",
    ),
    "its day, and a coming weekday": (
        "ألغت شركة الطيران يوم الأربعاء 21 مارس 2018 جميع رحلاتها إلى أسوان. وستستأنف الرحلات الجمعة المقبل.",
        "2018-03-21",
        "2018-03-25",
    ),
    "what the lead's relative clause dates is some weeks old at most": (
        (
            "توج الفريق باللقب بعد فوزه في المباراة التي أقيمت مساء السبت 25 مايو 2019 في الدار البيضاء. "
            "ويلعب الفريق النهائي القاري يوم الجمعة المقبل."
        ),
        "2019-05-25",
        "2019-06-25",
    ),
}
NO_NEWS = {
    "nothing counts from the day of writing": (
        "أعلنت الوزارة، الثلاثاء 14 مارس 1967، فتح باب التسجيل. وكان ذلك أول عهد المدينة بالجامعة."
    ),
    "since then": "تتواصل أشغال الطريق منذ يوم الأحد 4 مارس 2018. وتجتمع اللجنة الخميس المقبل.",
    "counted back": "قبل أربعين عاما، في يوم السبت 6 نوفمبر 1976، انطلقت الإذاعة. ويحتفل العاملون بها الخميس المقبل.",
    "still to come": "يفتتح المعرض أبوابه يوم الأحد القادم الموافق 6 أبريل 2014. ووصلت الكتب أمس الأربعاء.",
}


def anchor(text: str) -> dict[str, Any]:
    (row,) = build_timeline([article("a.txt", text)]).rows("anchors")
    return row


@pytest.mark.parametrize("case", NEWS)
def test_the_date_of_the_news(case: str) -> None:
    text, earliest, latest = NEWS[case]
    row = anchor(text)
    assert (row["earliest"], row["latest"]) == (earliest, latest)
    assert any(one["surface"] in text for one in row["evidence"])


@pytest.mark.parametrize("case", NO_NEWS)
def test_a_date_in_the_lead_that_is_not_of_the_news(case: str) -> None:
    row = anchor(NO_NEWS[case])
    assert not any("مقدمة الخبر، والخبر يُكتب في يومه أو بعده" in one["says_ar"] for one in row["evidence"])
