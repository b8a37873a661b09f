"""Figures and budgets: what is published after its period, or debated before its year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from pipeline.calendars import shift
from pipeline.dct import days
from pipeline.dct.evidence import Constraint, Witness, any_of, words
from pipeline.model import CalendarDate, Duration, Offset, Timex

_PUBLISHED = 184
_DECEMBER = 12
_BUDGET_WORDS = 5
_BY = "\u0628"


def compared(witness: Witness) -> Iterator[Constraint]:
    """«مقارنة بالفترة نفسها من عام 2019»: figures are compared with those of the year before."""
    for timex, value in witness.dated:
        if value.granularity not in ("year", "month", "quarter", "half") or not _is_compared(witness, timex):
            continue
        assert value.earliest is not None
        first, last = value.earliest, value.latest or value.earliest
        if value.granularity == "year" and str(first.year + 1) in witness.folded:
            continue  # two stated years are compared: neither says when
        if value.granularity == "year":
            found = days.between(date(first.year + 1, 1, 1), date(first.year + 2, 3, 31))
        else:
            found = days.between(shift(last, 1, "year"), shift(last, 1, "year") + timedelta(days=_PUBLISHED))
        yield witness.constraint("compared", found, timex, date=value.edtf)


def _is_compared(witness: Witness, timex: Timex) -> bool:
    before = witness.words_before(timex)
    return any(f" {phrase} " in before or f" {_BY}{phrase} " in before for phrase in words("compared"))


def figures(witness: Witness) -> Iterator[Constraint]:
    """Figures for a quarter or half: published when it is over, and in the lead within months of its end."""
    for timex in witness.timexes:
        expr = timex.expr
        if isinstance(expr, CalendarDate) and expr.year_offset == 0 and _is_told_figure(witness, timex):
            month = 3 * expr.quarter if expr.quarter else 6 * (expr.half or 0)
            if 0 < month < _DECEMBER:
                yield witness.constraint("figures_this_year", _behind_month(month), timex)
    for timex, value in witness.dated:
        is_period = value.granularity in ("quarter", "half") or isinstance(timex.expr, Duration)
        if not is_period or value.latest is None or timex.start >= witness.lead_end:
            continue
        if _is_told_figure(witness, timex):
            found = days.between(value.latest + timedelta(days=1), value.latest + timedelta(days=_PUBLISHED))
            yield witness.constraint("figures", found, timex, date=value.edtf)


@cache
def _behind_month(month: int) -> days.DaySet:
    """The rest of every year behind a month."""
    return days.in_each_year(lambda year: (date(year, month + 1, 1), date(year, 12, 31)))


def _is_told_figure(witness: Witness, timex: Timex) -> bool:
    return witness.is_told(timex) and not witness.is_ahead(timex) and not _is_compared(witness, timex)


def budgets(witness: Witness) -> Iterator[Constraint]:
    """«مشروع قانون المالية لسنة 2004», «الموازنة لعام 2010، التي يواصل المجلس دراستها»: before its year.

    An amending act, «قانون المالية التكميلي لسنة 2010», is of its own year, where the text tells of days ago.
    """
    for timex, value in witness.dated if witness.mentions("budget") else ():
        if value.granularity != "year" or value.earliest is None or value.edtf.startswith("["):
            continue
        before = witness.before(timex, _BUDGET_WORDS)
        if not any_of(before, "budget"):
            continue
        year = value.earliest.year
        if any_of(before, "amending"):
            if any(_is_recent(other) for other in witness.timexes_in(witness.sentence(timex))):
                yield witness.constraint("budget", days.of_years(year, year), timex, date=value.edtf)
        elif any_of(before, "bill") or any_of([word.key for word in witness.sentence_words(timex)], "debated"):
            slack = timedelta(days=0 if any_of(before, "finance_act") else 31)
            found = days.between(date(year - 1, 4, 1), date(year - 1, 12, 31) + slack)
            yield witness.constraint("budget", found, timex, date=value.edtf)


def _is_recent(timex: Timex) -> bool:
    """«قبل أيام», «هذا الأسبوع», «أمس»."""
    expr = timex.expr
    if isinstance(expr, Duration):
        return expr.relation in ("before", "since") and all(unit in ("day", "week") for _, unit in expr.amounts)
    return isinstance(expr, Offset) and expr.unit in ("day", "week") and expr.base == "anchor"
