"""What the other articles tell of when this one was written: the same event, dated there.

A trip that is planned here was made there on a day; what happened «الأسبوع الماضي» here is dated there; the news that
this article opens with was on that day. Only articles whose own date is settled, and dates that stand in the words,
help; an article that others have helped to date helps in its turn only those that come after it. So every reason is a
chain that ends in a date somebody wrote, and none runs in a circle.

Events are looked up by kind and two of their names, so the cost grows with the articles, not with their pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from pipeline.calendars import shift, shift_months
from pipeline.dct import days
from pipeline.dct.days import DaySet
from pipeline.dct.evidence import WEIGHTS, Constraint, Witness
from pipeline.model import Article, CalendarDate, Duration, Evidence, Mention, Name, Offset, Span, TimeExpr
from pipeline.names import same_name_key
from pipeline.timevalue import first_day, last_day
from pipeline.triggers import status_words

# A trip, the meeting on it and the arrival are told of one by the other.
_ENCOUNTER = frozenset({"visit", "arrival", "departure", "meeting"})
# Too general to be told apart by who and where.
_GENERAL = frozenset({"statement", "other", "statistic", "failure", "anniversary"})
# An event helps where it is dated to within so many days, and where its names leave few candidates.
_SHARP = timedelta(days=31)
_CANDIDATES = 12
_MANY = 60
# What is announced without a time is close; news and comment follow an event within days.
_PLANNED_WITHIN = timedelta(days=60)
_NEWS_WITHIN = timedelta(days=10)
_SHARP_NEWS = timedelta(days=7)
_LEAD_SENTENCES = 5
# A list of two articles' names has so many in common where they speak of the same matter.
_SHARED_NAMES = 3
_FAR = 300
_AND_LETTERS = "\u0648\u0641"
_STILL_AHEAD = frozenset({"planned", "possible"})

_Key = tuple[str, str, str]


class Known(NamedTuple):
    """A dated event as an article tells it. surface: its words."""

    first: date
    last: date
    article: str
    mention: Mention
    surface: str


class Chronicle:
    """The dated events of a corpus by kind and two of their names."""

    def __init__(self) -> None:
        self._known: dict[_Key, dict[tuple[date, date, str], Known]] = {}
        self._names: dict[str, frozenset[str]] = {}

    def add(self, article: Article, mentions: Sequence[Mention], *, is_settled: bool) -> None:
        """Take in what an article tells: all of it where its date is settled, else what its words alone date."""
        named = [name for mention in mentions for name in (*mention.actors, *mention.places)]
        self._names[article.name] = _labels(named)
        for mention in mentions:
            value = mention.value
            if value.earliest is None or value.latest is None or value.latest - value.earliest > _SHARP:
                continue
            if not (days.holds(value.earliest) and days.holds(value.latest)):
                continue
            if mention.status != "happened" or not (is_settled or mention.basis == "stated"):
                continue
            surface = article.text[mention.start : mention.end]
            known = Known(value.earliest, value.latest, article.name, mention, surface)
            for key in _keys(mention.event_type, _who(mention.actors), _where(mention.places)):
                there = self._known.setdefault(key, {})
                if len(there) <= _MANY:  # more than that tells nothing
                    span = (known.first, known.last, known.article)
                    there[span] = min(there.get(span, known), known, key=_in_order)

    def same(self, keys: Iterable[_Key], but: str) -> list[Known]:
        """The events under these keys that other articles tell, the sharpest of those that hold one another."""
        found: dict[tuple[date, date], Known] = {}
        for key in keys:
            there = self._known.get(key, {})
            if len(there) > _MANY:
                return []
            for known in there.values():
                if known.article != but:
                    span = (known.first, known.last)
                    found[span] = min(found.get(span, known), known, key=_in_order)
        sharp: list[Known] = []
        for known in sorted(found.values(), key=lambda one: (one.last - one.first, one.first)):
            if not any(known.first <= other.first and other.last <= known.last for other in sharp):
                sharp.append(known)
        return sharp if len(sharp) <= _CANDIDATES else []

    def shared_names(self, article: str, names: Sequence[Name]) -> int:
        """How many names an article that was taken in has in common with these."""
        return len(self._names.get(article, frozenset()) & _labels(names))


def _in_order(known: Known) -> tuple[str, int]:
    return known.article, known.mention.start


def _labels(names: Sequence[Name]) -> frozenset[str]:
    return frozenset(same_name_key(name.label) for name in names)


def _who(names: Iterable[Name]) -> list[str]:
    return sorted({same_name_key(name.label) for name in names})


def _where(names: Iterable[Name]) -> list[str]:
    """The country of a place, which its town stands for; the place itself where none is known."""
    return sorted({name.country or same_name_key(name.label) for name in names})


def _keys(event_type: str, who: Sequence[str], where: Sequence[str]) -> Iterator[_Key]:
    if event_type in _GENERAL:
        return
    family = "encounter" if event_type in _ENCOUNTER else event_type
    for at, actor in enumerate(who):
        for other in who[at + 1 :]:
            yield family, actor, other
        for place in where:
            yield event_type if event_type != "arrival" else "visit", actor, place


def corpus_evidence(
    witness: Witness, mentions: Sequence[Mention], left: DaySet, chronicle: Chronicle
) -> Iterator[Constraint]:
    """What the chronicle tells of when an article was written. left: the days that its own evidence leaves."""
    own = [
        (mention.value.earliest, mention.value.latest)
        for mention in mentions
        if mention.basis == "stated" and mention.value.earliest and mention.value.latest
    ]
    exprs = {timex.start: timex.expr for timex in witness.timexes}
    for mention in mentions:
        expr = exprs.get(mention.timexes[0].start) if mention.timexes else None
        if mention.basis == "stated" or mention.status == "recurring" or isinstance(expr, Duration):
            continue
        keys = _keys(mention.event_type, _who(mention.actors), _where(mention.places))
        others = [
            known
            for known in chronicle.same(keys, witness.article.name)
            if not any(first <= known.last and known.first <= last for first, last in own)
        ]
        yield from _from_mention(witness, mention, expr, others, left)
    yield from _from_lead(witness, left, chronicle)


def _from_mention(
    witness: Witness, mention: Mention, expr: TimeExpr | None, others: Sequence[Known], left: DaySet
) -> Iterator[Constraint]:
    is_ahead = mention.status in _STILL_AHEAD
    possible = []
    for known in others:
        limit = days.until(known.last) if is_ahead else days.since(known.first)
        found = _written(expr, known, is_ahead=is_ahead) & limit & left
        if found:
            possible.append((known, found))
    if possible and (is_ahead or expr is not None):
        at = Span(mention.start, mention.end)
        yield _union("corpus_planned" if is_ahead else "corpus_told", witness, at, possible)


def _union(kind: str, witness: Witness, at: Span, possible: Sequence[tuple[Known, DaySet]]) -> Constraint:
    """Written on a day that one of the events allows; the first of them is named. The words are the other article's."""
    allowed = days.NONE
    for _, found in possible:
        allowed |= found
    first = possible[0][0]
    shown = first.first.isoformat() if first.first == first.last else f"{first.first}..{first.last}"
    here = witness.article.text[at.start : at.end]
    said = (("surface", here), ("other", first.article), ("date", shown))
    evidence = Evidence(first.article, first.mention.start, first.mention.end, first.surface, f"anchor.{kind}", said)
    return Constraint(allowed, WEIGHTS[kind], evidence)


def _written(expr: TimeExpr | None, known: Known, *, is_ahead: bool) -> DaySet:
    """The days from which an expression means a date: the inverse of resolving it."""
    if isinstance(expr, Offset) and expr.amount is not None and expr.base == "anchor":
        return _before_offset(expr, expr.amount, known)
    if isinstance(expr, CalendarDate) and not expr.hijri and expr.year is None and expr.base == "anchor":
        if expr.weekday and not expr.month:
            fits = known.first != known.last or known.first.isoweekday() == expr.weekday
            if not fits:
                return days.NONE
            return (
                days.between(known.first - timedelta(days=7), known.last - timedelta(days=1))
                if is_ahead
                else days.between(known.first, known.last + timedelta(days=7))
            )
        if expr.month and expr.month in (known.first.month, known.last.month):
            ahead, behind = (_FAR, 31) if is_ahead else (0, _FAR)
            if expr.direction == "this":
                ahead = behind = 31
            return days.between(known.first - timedelta(days=ahead), known.last + timedelta(days=behind))
        return days.NONE
    if expr is None:
        return days.between(known.first - _PLANNED_WITHIN, known.last)
    return days.NONE


def _before_offset(expr: Offset, amount: float, known: Known) -> DaySet:
    if expr.unit == "day":
        moved = timedelta(days=round(amount))
        return days.between(known.first - moved, known.last - moved)
    if expr.unit == "week":
        moved = timedelta(weeks=round(amount))
        # Weeks begin on Saturday, Sunday or Monday, and the words do not say.
        first = known.first - timedelta(days=known.first.weekday() + 2)
        last = known.last + timedelta(days=6 - known.last.weekday())
        return days.between(first - moved, last - moved)
    if expr.unit == "month" and not expr.exact:
        first = shift_months(first_day(known.first.year, known.first.month), -round(amount))
        last = shift_months(last_day(known.last.year, known.last.month), -round(amount))
        return days.between(first, last_day(last.year, last.month))
    if expr.unit == "year" and not expr.exact:
        return days.of_years(known.first.year - round(amount), known.last.year - round(amount))
    try:
        first, last = shift(known.first, -amount, expr.unit), shift(known.last, -amount, expr.unit)
    except ValueError:
        return days.NONE
    slack = (last - known.last) / 4 if last > known.last else timedelta(days=1)
    return days.between(first - slack, last + slack)


def _from_lead(witness: Witness, left: DaySet, chronicle: Chronicle) -> Iterator[Constraint]:
    """The undated news that the article opens with was on the day that another article tells."""
    for keys, at in _lead_events(witness):
        possible = [
            (known, found)
            for known in chronicle.same(keys, witness.article.name)
            if known.last - known.first <= _SHARP_NEWS
            and chronicle.shared_names(known.article, witness.names) >= _SHARED_NAMES
            and (found := days.between(known.last, known.last + _NEWS_WITHIN) & left)
        ]
        if possible:
            yield _union("corpus_recent", witness, at, possible)
            return


def _lead_events(witness: Witness) -> Iterator[tuple[list[_Key], Span]]:
    """The undated events of the first sentences, as keys."""
    for sentence in witness.sentences[:_LEAD_SENTENCES]:
        if witness.dated_in(sentence):
            continue
        here = witness.names_in(sentence)
        who = _who(name for name in here if name.category != "place")
        where = _where(name for name in here if name.category in ("place", "country"))
        if not who or len(who) + len(where) < 2:
            continue
        for word in witness.words_of(sentence):
            if (word.trigger is not None and word.trigger.form == "future") or _is_ahead(word.key):
                break  # what follows is announced
            if word.trigger is not None and word.trigger.form in ("past", "noun"):
                keys = list(_keys(word.trigger.event, who, where))
                if keys:
                    yield keys, sentence


@lru_cache(maxsize=65_536)
def _is_ahead(key: str) -> bool:
    bare = key[1:] if key[:1] in _AND_LETTERS else key
    return any(bare in status_words()[status] or key in status_words()[status] for status in _STILL_AHEAD)
