"""Bounds: an article is not older than what it tells as past, nor younger than what it announces."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pipeline.dct import days
from pipeline.dct.evidence import Constraint, Witness, any_of, words
from pipeline.model import TimeValue, Timex

# Only the latest dates told as past can bound, so only so many are looked at; likewise of what is announced.
_LOOKED_AT = 6
# What is announced to the day or month lies at most so far ahead.
_HORIZON = timedelta(days=730)
# These happen once and are told when they have; an election or a cup is named by its year before it comes.
_PAST_NOUNS = frozenset({"conflict", "disaster", "death", "protest"})
_BOUNDING = frozenset({"time", "day", "week", "month", "quarter", "half", "season", "year"})
_SINCE = frozenset({"\u0645\u0646\u0630", "\u0645\u0630"})
_FOR = "\u0644"
_NEAR_WORDS = 3
# Figures for a period are published when it is over.
_PERIODS = frozenset({"quarter", "half"})


def bounds(witness: Witness) -> Iterator[Constraint]:
    """The latest date that is surely told as past, and the first one announced behind it."""
    dated = [
        (timex, value)
        for timex, value in zip(witness.timexes, witness.values, strict=True)
        if value is not None and value.earliest and value.granularity in _BOUNDING and witness.is_told(timex)
    ]
    latest_first = sorted(dated, key=lambda one: (_begin(one[1]), one[0].start), reverse=True)
    told = next((found for one in latest_first[:_LOOKED_AT] if (found := _told_past(witness, *one))), None)
    if told is not None:
        yield told
    limit = days.bounds(told.days)[0] if told else None
    ahead = [one for one in dated if one[1].latest and (limit is None or one[1].latest >= limit)]
    for timex, value in sorted(ahead, key=lambda one: (one[1].latest, one[0].start))[:_LOOKED_AT]:
        if _is_announced(witness, timex, value):
            assert value.latest is not None
            yield witness.constraint("announced", days.until(value.latest), timex, date=value.latest)
            if value.granularity in ("day", "time", "month"):
                first = _begin(value) - _HORIZON
                yield witness.constraint("horizon", days.since(first), timex, date=first)
            return


def _begin(value: TimeValue) -> date:
    assert value.earliest is not None
    return value.earliest


def _told_past(witness: Witness, timex: Timex, value: TimeValue) -> Constraint | None:
    """The bound of one date, where nothing leaves a doubt that it is told as past."""
    before = witness.before(timex, _NEAR_WORDS)
    if before and (before[-1] in _SINCE or before[-1][1:] in _SINCE):
        return witness.constraint("since", days.since(_begin(value)), timex, date=_begin(value))
    if _aims_ahead(witness, timex, before) or witness.is_ahead(timex):
        return None
    clause = witness.clause(timex)
    if clause is None:
        return None
    found = witness.sentence_words(timex)
    form, kind = clause.trigger.form, clause.trigger.kind
    between = [word for word in found[clause.at + 1 :] if word.end <= timex.start]
    is_verb = form == "past" and found[clause.at].start < timex.start
    if is_verb and any(word.trigger is not None and word.trigger.form != "past" for word in between):
        return None  # «أعلن إقامة البطولة في 2027»: what the date belongs to is not what is over
    is_light = any(word.trigger and word.trigger.light and word.trigger.form == "past" for word in found[clause.first : clause.at])
    if not (is_verb or is_light or (form == "noun" and kind in _PAST_NOUNS) or (form == "past" and _leads(found, timex))):
        return None
    first = _begin(value)
    if value.granularity in _PERIODS and value.latest:
        first = value.latest + timedelta(days=1)
    return witness.constraint("told_past", days.since(first), timex, date=first)


def _leads(found: list, timex: Timex) -> bool:  # type: ignore[type-arg]
    """Whether a sentence opens with the date, so that its verb follows («وفي مارس 2019 وقع …»)."""
    return sum(word.end <= timex.start for word in found) <= 2


def _aims_ahead(witness: Witness, timex: Timex, before: list[str]) -> bool:
    attached = witness.article.text[timex.start - 1 : timex.start]
    return attached == _FOR or any_of(before, "aims") or any_of(witness.behind(timex, 1), "coming")


def _is_announced(witness: Witness, timex: Timex, value: TimeValue) -> bool:
    clause = witness.clause(timex)
    if not witness.is_ahead(timex) or (clause is not None and clause.trigger.kind in _PAST_NOUNS):
        return False
    here = witness.sentence(timex)
    others = [
        other
        for at, other in zip(witness.timexes, witness.values, strict=True)
        if other is not None and other.earliest and here.start <= at.start < timex.start
    ]
    # «قال عام 2010 إنه سيزور … في 2011»: announced then, not now.
    return not any(_begin(other) < _begin(value) for other in others)


def beside(witness: Witness) -> Iterator[Constraint]:
    """«عام 2023 الجاري», «مارس 2023 الماضي», «الموسم الحالي 2018-2019», «العام الدراسي الحالي»."""
    for timex, value in zip(witness.timexes, witness.values, strict=True):
        if value is None or value.earliest is None or value.latest is None or value.granularity not in ("year", "month"):
            continue
        near = {*witness.behind(timex, 1), *timex.surface.split()}
        keys = [word for word in near if word]
        first, last = value.earliest, value.latest
        is_span = last.year > first.year
        if any(word in words("current") for word in keys):
            kind = "season" if is_span else "year_beside" if value.granularity == "year" else "this_month"
            found = days.between(date(first.year, 7, 1), date(last.year, 8, 15)) if is_span else days.between(first, last)
            yield witness.constraint(kind, found, timex, date=value.edtf)
        elif is_span:
            continue
        elif any(word in words("past") for word in keys):
            behind = last + timedelta(days=1)
            far = behind + timedelta(days=364)
            yield witness.constraint("year_beside", days.between(behind, far), timex, date=f"{behind}..{far}")
        elif any(word in words("coming") for word in keys):
            ahead = first - timedelta(days=1)
            yield witness.constraint(
                "year_beside", days.between(ahead - timedelta(days=364), ahead), timex, date=f"{ahead - timedelta(days=364)}..{ahead}"
            )
