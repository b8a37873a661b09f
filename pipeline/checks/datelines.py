"""Checks on the date of an article itself, and on what its text says of the day on which it is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from pipeline.checks.spans import Length, fits
from pipeline.checks.view import View, any_in, is_stated
from pipeline.dct import days
from pipeline.model import CalendarDate, Evidence, Finding, Offset, Resolved
from pipeline.text import fold_key

# What a text says of its own day of writing that leaves no room.
_OWN_DAY = ("today", "year_beside", "month_beside")
_LINE = 120


def two_datelines(view: View) -> Iterator[Finding]:
    """D101: two different dates stand on top of an article, and no word says that one is of a change."""
    on_top = ("anchor.dateline", "anchor.page_bound")
    tops = [evidence for evidence in view.anchor.evidence if evidence.key in on_top and evidence.surface]
    found = sorted({dict(evidence.args)["date"] for evidence in tops})
    if len(found) < 2:
        return
    for evidence in tops:
        if evidence.key == "anchor.page_bound" and not _is_change(view, evidence):
            others = [one for one in tops if one is not evidence]
            yield view.finding(
                "D101", evidence, "warning", suggestion=found[0], related=others, dates=" / ".join(found), date=found[0]
            )


def _is_change(view: View, evidence: Evidence) -> bool:
    """«آخر تحديث: …»: the later date is that of a change."""
    text = view.article.text
    begin = max(text.rfind("\n", 0, evidence.start) + 1, evidence.start - _LINE)
    end = text.find("\n", evidence.end)
    line = text[begin : len(text) if end < 0 else min(end, evidence.end + _LINE)]
    return any_in(fold_key(line).replace(":", " ").split(), "changed")


def unknown_anchor(view: View) -> Iterator[Finding]:
    """D104: the first expression that counts from the article's date, which is not known. D109: nor to the day."""
    value = view.anchor.value
    if value.latest is not None and value.earliest == value.latest:
        return
    for one in view.told:
        if one.relative_to != "anchor" or one.trace.startswith("outside_calendar"):
            continue
        if one.value.earliest is None and "XX" in one.value.timex3:
            yield view.finding("D104", one.timex, "info")
            return
        if one.value.earliest is not None and one.value.earliest != one.value.latest and _is_day_word(one):
            yield view.finding("D109", one.timex, "info", date=value.edtf, value=one.value.edtf)
            return


def _is_day_word(one: Resolved) -> bool:
    """«أمس», «الثلاثاء»: what means one day, were the day of writing known."""
    expr = one.timex.expr
    if isinstance(expr, Offset):
        return expr.unit == "day" and not expr.exact
    return isinstance(expr, CalendarDate) and bool(expr.weekday) and expr.month is None


def own_day(view: View) -> Iterator[Finding]:
    """D105: what the text says of its own day does not go with the article's date, which rests on something surer.

    «أمس» in an article that is dated a day after it was written is no fault.
    """
    if view.written is None or view.written.earliest is None:
        return
    written = view.written.earliest
    day_before = written - timedelta(days=1)
    allowed = days.between(day_before, written)
    seen: set[tuple[int, int]] = set()
    for constraint in sorted(view.evidence, key=lambda one: (one.evidence.start, one.evidence.end)):
        evidence = constraint.evidence
        if evidence.key.removeprefix("anchor.") not in _OWN_DAY or constraint.days & allowed:
            continue
        if (evidence.start, evidence.end) in seen or _fits_roughly(view, evidence):
            continue
        seen.add((evidence.start, evidence.end))
        reasons = view.anchor.evidence[:1]
        yield view.finding(
            "D105", evidence, "warning", related=[one for one in reasons if one.surface], reason=evidence, date=written
        )


def _fits_roughly(view: View, evidence: Evidence) -> bool:
    """«1960، أي قبل أكثر من ستين عاما»: so many years ago, give or take what «more than» and «about» leave."""
    pair = view.told_in(evidence.start, evidence.end)
    counted = next((one for one in pair if isinstance(one.timex.expr, Offset) and one.timex.expr.exact), None)
    named = next((one for one in pair if is_stated(one)), None)
    if counted is None or named is None or view.written is None or not isinstance(counted.timex.expr, Offset):
        return False
    amount, unit = counted.timex.expr.amount, counted.timex.expr.unit
    if amount is None or amount >= 0 or unit not in ("year", "month", "week", "day"):
        return False
    return fits(Length(-amount, unit, False, counted.timex.mod), named.value, view.written)


CHECKS = (two_datelines, own_day, unknown_anchor)
