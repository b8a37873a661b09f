"""Dates that stand as such on top or at the foot of a text, in Arabic or in another language.

A page is never older than its article, so where two dates stand on top the earlier one is the article's and the later
one only bounds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from pipeline.dct import days
from pipeline.dct.evidence import Constraint, Witness, stated
from pipeline.model import Span, Timex

# Lines on top that may hold a date in Latin letters are short, and the top is not long.
_LATIN_LINE = re.compile(
    r"^[ \t]*([A-Za-z\u00c0-\u017f0-9][A-Za-z\u00c0-\u017f0-9 ,./:|'()+-]{7,59})[ \t]*$", re.MULTILINE
)
_LATIN_MONTH = re.compile(r"[A-Za-z\u00c0-\u017f]{3,}")
_TOP = 600


def datelines(witness: Witness) -> Iterator[Constraint]:
    """The dates on top; else one in another language; else the last one at the foot."""
    top = [(timex, day) for timex in witness.head.datelines if (day := _day(timex))]
    if top:
        first = min(day for _, day in top)
        for timex, day in top:
            if day == first:
                yield witness.constraint("dateline", days.between(day, day), timex, date=day)
            else:
                yield witness.constraint("page_bound", days.until(day), timex, date=day)
        return
    latin = _latin_date(witness)
    if latin is not None:
        span, day = latin
        yield witness.constraint("latin", days.between(day, day), span, date=day)
        return
    foot = [(timex, day) for timex in witness.head.foot_datelines if (day := _day(timex))]
    if foot:
        timex, day = foot[-1]
        yield witness.constraint("foot", days.between(day, day), timex, date=day)


def _day(timex: Timex) -> date | None:
    value = stated(timex)
    return value.earliest if value is not None and value.granularity in ("day", "time") else None


def _latin_date(witness: Witness) -> tuple[Span, date] | None:
    """A line on top that is a date in another language («Sep 6, 2023»), which dateparser reads.

    Only dates that are complete count: dateparser would fill what is missing from a clock.
    """
    for match in _LATIN_LINE.finditer(witness.article.text, 0, _TOP):
        line = match[1]
        if not (_LATIN_MONTH.search(line) and any(character.isdigit() for character in line)):
            continue
        # "Published: Wednesday, 6 September 2023": a label and its colon are no part of the date.
        day = _parse_latin(line) or _parse_latin(line.partition(": ")[2])
        if day is not None:
            return Span(match.start(1), match.end(1)), day
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
