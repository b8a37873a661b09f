"""Bounds: an article is not older than what it tells as past, nor younger than what it announces."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta

from pipeline.clauses import Clause, Word
from pipeline.dct import days
from pipeline.dct.countdown import is_counted_to, is_left_until
from pipeline.dct.evidence import Constraint, Witness, any_of, words
from pipeline.model import CalendarDate, Duration, Span, TimeValue, Timex

# Only the latest dates told as past can bound, so only so many are looked at; likewise of what is announced.
_LOOKED_AT = 6
# What was announced for a day before this is history told anew.
_OLDEST_NEWS = date(1901, 1, 1)
# What is announced to the day or month lies at most so far ahead.
_HORIZON = timedelta(days=730)
# These happen once and are told when they have; an election or a cup is named by its year before it comes.
_PAST_NOUNS = frozenset({"conflict", "disaster", "death", "protest"})
_BOUNDING = frozenset({"time", "day", "week", "month", "quarter", "half", "season", "year"})
_NAMED = frozenset({"time", "day", "month"})
_SAYING = frozenset({"statement", "decision", "other"})
_FOR = "\u0644"
_IMPERFECT = "\u064a"
_CLINGING = "\u0648\u0641\u0644"
_NEAR_WORDS = 3
_SINCE_WORDS = 9
_END_WORDS = 5
_SENTENCE = 20
# The letters of «من» and its blanks.
_OF = 4
# Figures for a period are published when it is over.
_PERIODS = frozenset({"quarter", "half"})


def bounds(witness: Witness) -> Iterator[Constraint]:
    """The latest date that is surely told as past, and the first one announced behind it."""
    dated = [one for one in witness.dated if one[1].granularity in _BOUNDING]
    latest_first = sorted(dated, key=lambda one: (_begin(one[1]), one[0].start), reverse=True)[:_LOOKED_AT]
    told = next((found for one in latest_first if (found := _told_past(witness, *one))), None)
    if told is not None:
        yield told
    limit = days.bounds(told.days)[0] if told else None
    for timex, value in latest_first:
        if limit is not None and _begin(value) <= limit:
            break
        if _is_named(witness, timex, value) and not (
            _is_ahead(witness, timex) or _is_present(witness, timex) or _is_to_come(witness, timex)
        ):
            yield _since(witness, "named", timex, _begin(value), value.granularity)
            break
    ahead = [one for one in dated if one[1].latest and (limit is None or one[1].latest >= limit)]
    for timex, value in sorted(ahead, key=lambda one: (one[1].latest, one[0].start))[:_LOOKED_AT]:
        assert value.latest is not None
        if value.latest >= _OLDEST_NEWS and _is_announced(witness, timex, value):
            yield witness.constraint(
                "announced", days.until(value.latest), timex, date=value.latest, unit=value.granularity
            )
            is_end = any_of(witness.before(timex, _NEAR_WORDS), "by_then") or _is_end(witness, timex)
            if value.granularity in _NAMED and not is_end:
                first = _begin(value) - _HORIZON
                yield witness.constraint("horizon", days.since(first), timex, date=first)
            return


def _is_to_come(witness: Witness, timex: Timex) -> bool:
    """«ينتظر أن ترتفع النسبة إلى 85 بالمئة في 2001», «أما الاحتفال المقبل فموعده سنة 2052»."""
    if witness.tense(timex) == "future":
        return True
    clause = witness.clause(timex)
    if timex.surface[0].isdigit() and clause is not None and clause.trigger.form == "present":
        return True
    return any_of(witness.before(timex, _SENTENCE), "coming")


def _is_named(witness: Witness, timex: Timex, value: TimeValue) -> bool:
    """Whether a date is told of something: a day or month is; a year only beside «في» or «عام».

    «كأس آسيا 2027» is a name, whatever the verb; «الأيام الأخيرة من 2019» is none.
    """
    if value.granularity in _NAMED:
        return not (isinstance(timex.expr, CalendarDate) and timex.expr.hijri)
    is_led = not timex.surface[0].isdigit() or bool(words("inside") & set(witness.before(timex, 1)))
    is_led = is_led or any(0 <= timex.start - other.end <= _OF for other in witness.timexes)
    return value.granularity == "year" and is_led


def _since(witness: Witness, kind: str, timex: Timex, first: date, unit: str) -> Constraint:
    """Not written before a day. unit: how sharp the words are; with their place it says how near the writing is."""
    place = "lead" if timex.start < witness.lead_end else ""
    return witness.constraint(kind, days.since(first), timex, date=first, unit=unit, place=place)


def _begin(value: TimeValue) -> date:
    assert value.earliest is not None
    return value.earliest


def _told_past(witness: Witness, timex: Timex, value: TimeValue) -> Constraint | None:
    """The bound of one date, where nothing leaves a doubt that it is told as past."""
    before = witness.before(_first_of_range(witness, timex), _NEAR_WORDS)
    if _is_since(before) or _is_since_noun(witness, timex):
        return _since(witness, "since", timex, _begin(value), value.granularity)
    # «تعود الجريمة إلى ليل 3 شباط», «انقضى السبت 3 تشرين الثاني»
    is_gone = any_of(witness.before(timex, 1), "gone")
    if is_gone or any_of(witness.before(timex, 2 * _NEAR_WORDS), "dates_back"):
        return _since(witness, "told_past", timex, _begin(value), value.granularity)
    clause = witness.clause(timex)
    if clause is None or _is_ahead(witness, timex) or not _is_over(witness, timex, clause):
        return None
    if not _is_named(witness, timex, value) and clause.trigger.form != "noun" and value.granularity == "year":
        return None  # «تلقت … قبل عاصمة الثقافة 2016»: the year belongs to a name
    first = _begin(value)
    if (value.granularity in _PERIODS or isinstance(timex.expr, Duration)) and value.latest:
        first = value.latest + timedelta(days=1)
    # A birth or a founding says nothing of how near the day of writing is.
    unit = "" if clause.trigger.event in ("birth", "founding") else value.granularity
    return _since(witness, "told_past", timex, first, unit)


def _is_over(witness: Witness, timex: Timex, clause: Clause) -> bool:
    """Whether what a date belongs to is told in the perfect, or is a noun for what is told when it has happened."""
    found = witness.sentence_words(timex)
    form, kind = clause.trigger.form, clause.trigger.kind
    if kind == "statement" and any(word.role == "stop" for word in found[clause.at :] if word.end <= timex.start):
        return False  # «فموعده، كما قالت الأم مازحة، سنة 2052»: not the day of saying it
    if form == "noun":
        verbs = [word.trigger for word in found[clause.first : clause.at] if word.trigger is not None]
        return kind in _PAST_NOUNS or any(verb.light and verb.form == "past" for verb in verbs)
    if form != "past":
        return False
    if found[clause.at].start > timex.start:
        return _leads(found, timex)
    if _is_present(witness, timex):
        return False
    between = [word.trigger for word in found[clause.at + 1 :] if word.end <= timex.start and word.trigger is not None]
    # «أعلن إقامة البطولة في 2027»: what the date belongs to is not what is over.
    return all(other.form == "past" or (other.kind == kind and kind not in _SAYING) for other in between)


def _is_since(before: list[str]) -> bool:
    return any(word in words("since") or word[1:] in words("since") for word in before)


def _is_since_noun(witness: Witness, timex: Timex) -> bool:
    """«ومنذ انفصال المعصرة عن تنظيم تعاوني واسع عام 2016»: no verb and no other time between."""
    found = witness.sentence_words(timex)
    at = bisect_right(found, timex.start, key=lambda word: word.end)
    near = found[max(0, at - _SINCE_WORDS) : at]
    since = next((place for place in range(len(near) - 1, -1, -1) if _is_since([near[place].key])), None)
    if since is None or any(other.start > near[since].start for other in witness.timexes_in(_up_to(witness, timex))):
        return False
    return not any(word.role == "stop" or (word.trigger and word.trigger.form != "noun") for word in near[since + 1 :])


def _up_to(witness: Witness, timex: Timex) -> Span:
    return Span(witness.sentence(timex).start, timex.start)


def _is_present(witness: Witness, timex: Timex) -> bool:
    """«بعقد ينتهي في صيف 2018»: a verb of the imperfect close before a date leaves open when it is."""
    found = witness.sentence_words(timex)
    near = [word for word in found if word.end <= timex.start][-_NEAR_WORDS - 1 :]
    return any(
        (word.trigger is not None and word.trigger.form in ("present", "future"))
        or (word.trigger is None and len(word.key) > _NEAR_WORDS and word.key.lstrip(_CLINGING)[:1] == _IMPERFECT)
        for word in near
    )


def _leads(found: list[Word], timex: Timex) -> bool:
    """Whether a sentence opens with the date, so that its verb follows («وفي مارس 2019 وقع …»)."""
    return sum(word.end <= timex.start for word in found) <= 2


def _first_of_range(witness: Witness, timex: Timex) -> Timex:
    """«لتصل بين 2013 و2016»: what is said of a range stands before its beginning."""
    if not timex.group:
        return timex
    return next(other for other in witness.timexes if other.group == timex.group)


def _is_ahead(witness: Witness, timex: Timex) -> bool:
    """Whether a date may lie ahead, by the words before it or the verbs."""
    timex = _first_of_range(witness, timex)
    attached = witness.article.text[timex.start - 1 : timex.start]
    return (
        attached == _FOR
        or any_of(before := witness.before(timex, _NEAR_WORDS), "aims")
        or any_of(before, "by_then")
        or _is_end(witness, timex)
        or witness.next_word(timex) in words("coming")
        or witness.is_ahead(timex)
        or is_counted_to(witness, timex)
    )


def _is_announced(witness: Witness, timex: Timex, value: TimeValue) -> bool:
    before = witness.before(_first_of_range(witness, timex), _NEAR_WORDS)
    if any_of(before, "by_then") or _is_end(witness, timex) or is_left_until(witness, timex):
        return True
    if _is_since(before) or any_of(witness.before(timex, _NEAR_WORDS + 1), "elapsed_verbs"):
        return False
    clause = witness.clause(timex)
    if not witness.is_ahead(timex) or (clause is not None and clause.trigger.kind in _PAST_NOUNS):
        return False
    here = witness.sentence(timex)
    for other, earlier in witness.dated:
        # «قال عام 2010 إنه سيزور … في 2011»: announced then, not now.
        if here.start <= other.start < timex.start and _begin(earlier) < _begin(value):
            said = witness.clause(other)
            if said is None or said.trigger.kind == "statement":
                return False
    return True


def _is_end(witness: Witness, timex: Timex) -> bool:
    """«ينتهي عقد إيجاره في مارس 2006», «إلى حين انقضاء العقد في نهاية 2014»: what still runs ends then."""
    before = witness.before(timex, _END_WORDS + 2)
    if any_of(before, "was"):
        return False
    if any_of(before[-_END_WORDS:], "runs_out"):
        return True
    return (
        any_of(before[-_END_WORDS:], "end_of")
        and any_of(before[-_END_WORDS:], "until")
        and witness.told_tense(timex) != "past"
        and _is_open(witness.sentence_words(timex))
    )


def _is_open(found: list[Word]) -> bool:
    """Whether nothing in a sentence is told in the perfect but what somebody says: «قبل انتهاء الحرب كان المصنع …»."""
    verbs = [word.trigger for word in found if word.trigger is not None and word.trigger.form == "past"]
    return not any_of([word.key for word in found], "was") and all(verb.kind == "statement" for verb in verbs)
