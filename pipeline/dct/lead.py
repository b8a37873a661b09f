"""The date of the news itself: a full date in the sentence that opens the article, told in its main clause."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from pipeline.clauses import Word
from pipeline.dct import days
from pipeline.dct.evidence import Constraint, Witness, day_of, words
from pipeline.model import CalendarDate, Duration, Offset, Timex

# News is told within days; what else the lead dates with its weekday («الانتخابات التي جرت السبت …») within weeks.
_NEWS, _NEWS_WITHOUT_WEEKDAY, _BACKGROUND = timedelta(days=4), timedelta(days=31), timedelta(days=31)
# Told when they are long past.
_BEGINNINGS = frozenset({"birth", "founding"})
_LEADING_WORDS = 3
_LONG_AGO = 15
_YEARS = {"year": 1, "decade": 10, "century": 100}


def lead_dates(witness: Witness) -> Iterator[Constraint]:
    """«أعلنت الوزارة، الثلاثاء 14 مارس 2017، أن …»: written on that day or within the next ones."""
    if not any(_names_weekday(timex) for timex in witness.timexes) or any(map(_looks_far_back, witness.timexes)):
        return
    for timex, value in witness.dated:
        day, expr = day_of(value), timex.expr
        if timex.start >= witness.lead_end:
            break
        if day is None or not isinstance(expr, CalendarDate) or expr.hijri or expr.direction != "none":
            continue
        if witness.is_quoted(timex):
            continue
        reach = _reach(witness, timex, has_weekday=expr.weekday is not None)
        if reach is not None:
            yield witness.constraint("lead_date", days.between(day, day + reach), timex, date=day)
            return


def _names_weekday(timex: Timex) -> bool:
    """«أمس الاثنين», «الخميس», «الجمعة المقبل»: what counts its days by their names is news; history is not told so."""
    expr = timex.expr
    if isinstance(expr, Offset):
        return expr.weekday is not None and expr.base == "anchor"
    return isinstance(expr, CalendarDate) and expr.weekday is not None and expr.month is None and expr.day is None


def _looks_far_back(timex: Timex) -> bool:
    """«قبل خمسين عاما», «نصف قرن»: a lead with a date may be of then."""
    expr = timex.expr
    if isinstance(expr, Offset):
        return expr.unit in _YEARS and abs(expr.amount or 0) * _YEARS[expr.unit] >= _LONG_AGO
    if isinstance(expr, Duration):
        return any(unit in _YEARS and (number or 0) * _YEARS[unit] >= _LONG_AGO for number, unit in expr.amounts)
    return False


def _reach(witness: Witness, timex: Timex, *, has_weekday: bool) -> timedelta | None:
    """How long after a date of the lead the article may have been written; None where it is no date of the news."""
    found = witness.sentence_words(timex)
    before = [word for word in found if word.end <= timex.start]
    clause = witness.clause(timex)
    if clause is None or clause.trigger.event in _BEGINNINGS:
        return None
    if witness.is_ahead(timex) or _is_counted(witness, timex, before):
        return None
    main = next((at for at, word in enumerate(before) if word.trigger and word.trigger.form == "past"), None)
    if main == clause.at and not any(word.role not in ("", "stop") for word in before):
        return _NEWS if has_weekday else _NEWS_WITHOUT_WEEKDAY
    return _BACKGROUND if has_weekday else None


def _is_counted(witness: Witness, timex: Timex, before: list[Word]) -> bool:
    """«منذ الأحد 4 مارس 2018», «الأحد القادم 6 نيسان 2014», «قبل ثلاثين عاما، في 3 آذار 1965»: not the news."""
    near = {word.key for word in before[-_LEADING_WORDS:]}
    if near & (words("since") | words("up_to") | words("coming") | words("not_the_news")):
        return True
    earlier = [other for other in witness.timexes_in(witness.sentence(timex)) if other.end <= timex.start]
    return any(isinstance(other.expr, (Offset, Duration)) for other in earlier)
