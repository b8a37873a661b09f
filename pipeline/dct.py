"""The document creation time: when an article was written, as its anchor with evidence.

So far what the user gives and what the lines on top (or at the foot) say. A page is never older than its article, so
where two dates stand on top the earlier one is the article's. Nothing of the kind: unknown, and no guess.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from pipeline import timevalue
from pipeline.masthead import Head
from pipeline.model import Anchor, Article, CalendarDate, Evidence, TimeValue, Timex
from pipeline.timevalue import parse_edtf

# Lines on top that may hold a date in Latin letters are short, and the top is not long.
_LATIN_LINE = re.compile(
    r"^[ \t]*([A-Za-z\u00c0-\u017f0-9][A-Za-z\u00c0-\u017f0-9 ,./:|'()+-]{7,59})[ \t]*$", re.MULTILINE
)
_LATIN_MONTH = re.compile(r"[A-Za-z\u00c0-\u017f]{3,}")
_TOP = 600
_CONFIDENCE = {"one date": 0.97, "two dates": 0.9, "latin": 0.9, "foot": 0.8}


def own_anchor(article: Article, head: Head, given: str | None = None, not_after: date | None = None) -> Anchor:
    """The anchor that an article yields by itself.

    given: the date as the user knows it (EDTF), which outranks the text. not_after: the day of collection; no article
    is younger. Raises ValueError where `given` is no EDTF.
    """
    if given:
        evidence = Evidence(article.name, 0, 0, "", "anchor.given", (("date", given),))
        return Anchor(article.name, parse_edtf(given), "given", 1.0, (evidence,))
    top = [(timex, day) for timex in head.datelines if (day := _day(timex)) and _is_early_enough(day, not_after)]
    if top:
        return _from_top(article, top)
    latin = _latin_date(article)
    if latin is not None and _is_early_enough(latin.value.earliest, not_after):
        return latin
    foot = [(timex, day) for timex in head.foot_datelines if (day := _day(timex)) and _is_early_enough(day, not_after)]
    if foot:
        timex, day = foot[-1]
        evidence = _evidence(article, timex, day, "anchor.foot")
        return Anchor(article.name, timevalue.of_day(day), "dateline", _CONFIDENCE["foot"], (evidence,))
    return Anchor(article.name, timevalue.undated(""), "unknown", 0.0)


def _is_early_enough(day: date | None, not_after: date | None) -> bool:
    return day is not None and (not_after is None or day <= not_after)


def _day(timex: Timex) -> date | None:
    expr = timex.expr
    if not isinstance(expr, CalendarDate) or expr.hijri or expr.year is None or expr.month is None or expr.day is None:
        return None
    try:
        return date(expr.year, expr.month, expr.day)
    except ValueError:
        return None


def _from_top(article: Article, top: list[tuple[Timex, date]]) -> Anchor:
    days = {day for _, day in top}
    first = min(days)
    evidence = []
    for timex, day in top:
        key = "anchor.dateline" if day == first else "anchor.page_date"
        evidence.append(_evidence(article, timex, day, key))
    confidence = _CONFIDENCE["one date" if len(days) == 1 else "two dates"]
    return Anchor(article.name, timevalue.of_day(first), "dateline", confidence, tuple(evidence))


def _evidence(article: Article, timex: Timex, day: date, key: str) -> Evidence:
    return Evidence(article.name, timex.start, timex.end, timex.surface, key, (("date", day.isoformat()),))


def _latin_date(article: Article) -> Anchor | None:
    """A line on top that is a date in another language («Sep 6, 2023»), which dateparser reads.

    Only dates that are complete count: dateparser would fill what is missing from a clock.
    """
    for match in _LATIN_LINE.finditer(article.text, 0, _TOP):
        line = match[1]
        if not (_LATIN_MONTH.search(line) and any(character.isdigit() for character in line)):
            continue
        # "Published: Wednesday, 6 September 2023": a label and its colon are no part of the date.
        day = _parse_latin(line) or _parse_latin(line.partition(": ")[2])
        if day is not None:
            evidence = Evidence(
                article.name, match.start(1), match.end(1), line, "anchor.dateline", (("date", day.isoformat()),)
            )
            return Anchor(article.name, timevalue.of_day(day), "dateline", _CONFIDENCE["latin"], (evidence,))
    return None


def _parse_latin(line: str) -> date | None:
    if not line:
        return None
    # Imported here: it takes longer than reading an article, and few articles need it.
    from dateparser.date import DateDataParser

    parser = DateDataParser(
        languages=["en", "fr", "es", "de", "tr"],
        settings={
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
            "RELATIVE_BASE": datetime(2000, 1, 1, tzinfo=UTC),
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    found = parser.get_date_data(line)
    if found.date_obj is None or found.period not in ("day", "time"):
        return None
    return found.date_obj.date()


def known(anchor: Anchor) -> TimeValue | None:
    """The anchor's value, None where it is unknown."""
    return anchor.value if anchor.source != "unknown" else None
