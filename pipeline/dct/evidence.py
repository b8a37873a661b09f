"""What bears on the day of writing: a constraint with its words, and the article as the sources of evidence see it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from pipeline import feasts, lexicon, timevalue
from pipeline.calendars import shift
from pipeline.clauses import Clause, Word, clause_of, words_of
from pipeline.dct.days import DaySet
from pipeline.masthead import Head
from pipeline.model import (
    Article,
    CalendarDate,
    Duration,
    Evidence,
    Interval,
    Name,
    NamedDay,
    Offset,
    Span,
    TimeValue,
    Timex,
    Unit,
)
from pipeline.nearest import absolute, hijri_value, is_absolute
from pipeline.tense import Tense, tense_at
from pipeline.text import fold_key, fold_letters

# How far each kind of evidence is to be trusted: the share of cases in which the day of writing lies inside what it
# allows. From articles written for this purpose (tests/golden/dct.toml); the order of use, the confidence and what is
# worth a finding follow from it.
WEIGHTS = {
    "not_after": 1.0,
    "given": 1.0,
    "metadata": 0.96,
    "dateline": 0.97,
    "page_bound": 0.99,
    "url": 0.93,
    "guess": 0.6,
    "latin": 0.9,
    "foot": 0.8,
    "today": 0.98,
    "today_weekday": 0.97,
    "year_beside": 0.97,
    "month_beside": 0.95,
    "this_month": 0.96,
    "so_far": 0.82,
    "such_day": 0.92,
    "since": 0.97,
    "told_past": 0.95,
    "named": 0.88,
    "announced": 0.93,
    "title_year": 0.87,
    "law": 0.94,
    "whole_year": 0.93,
    "horizon": 0.89,
    "elapsed": 0.9,
    "elapsed_wide": 0.94,
    "span_begun": 0.93,
    "until_then": 0.88,
    "budget": 0.85,
    "lasting": 0.88,
    "age": 0.88,
    "into": 0.88,
    "edition": 0.8,
    "yearly": 0.87,
    "anniversary": 0.92,
    "anniversary_only_year": 0.85,
    "kept_today": 0.93,
    "national_day": 0.9,
    "feast": 0.8,
    "feast_today": 0.9,
    "weekday_date": 0.92,
    "weekday_month": 0.93,
    "day_of_month": 0.92,
    "coming_season": 0.85,
    "near_date": 0.89,
    "lead_date": 0.86,
    "lead_weekday": 0.9,
    "same_day": 0.91,
    "season": 0.85,
    "month_near": 0.9,
    "this_week": 0.94,
    "anniversary_day": 0.91,
    "anniversary_near": 0.88,
    "figures": 0.87,
    "figures_this_year": 0.93,
    "compared": 0.82,
    "recent": 0.8,
    "corpus_planned": 0.87,
    "corpus_told": 0.87,
    "corpus_recent": 0.8,
}
_WORD = re.compile(r"[^\W\d_]+")
_NEXT_WORD = re.compile(r"[\s\u0640\u064b-\u0652)]*([^\W\d_][\w\u064b-\u0652]*)")
_REACH_BACK = 48
_PARTICLES = "\u0648\u0641\u0628\u0644"
_FEMININE = ("\u0627\u0644\u0627\u0648\u0644\u064a ", "\u0627\u0644\u0627\u062e\u064a\u0631\u0647 ")
_HER = "\u0647\u0627"
_LONG_ENOUGH = 5
_NO_LIST: frozenset[str] = frozenset()
_OWN_WORDS = 70
_QUOTES = (("\u00ab", "\u00bb"), ("\u201c", "\u201d"))
_TITLED = frozenset({"person", "group"})
# The lead: the first sentences that tell something.
_LEAD_SENTENCES = 2
_TELLING_WORDS = 6
# Nothing that is counted further, and no year beyond these, bears on when a news article was written: sums of them
# stay inside the calendar.
_LONGEST: dict[Unit, int] = {"year": 900, "month": 10_000, "week": 40_000, "day": 300_000}
_YEARS = range(1000, 9000)


class Constraint(NamedTuple):
    """days: those on which the article may have been written, as far as this piece of evidence tells."""

    days: DaySet
    weight: float
    evidence: Evidence


def constraint(kind: str, article: Article, days: DaySet, at: Span | Timex, **args: object) -> Constraint:
    """A constraint that rests on an article's words. kind: a row of WEIGHTS and a sentence of messages/."""
    surface = article.text[at.start : at.end]
    said = (("surface", surface), *((name, str(value)) for name, value in args.items()))
    return Constraint(days, WEIGHTS[kind], Evidence(article.name, at.start, at.end, surface, f"anchor.{kind}", said))


def words(name: str) -> frozenset[str]:
    """A list of evidence.toml, folded."""
    return lexicon.word_sets("evidence.toml")[name]


class Witness:
    """An article and what was recognised in it: what a source of evidence looks at.

    recognised: all expressions of the article. timexes: those that may bear on its date, for the sources of evidence.
    values: for each of these the value that it has without any anchor, None where it needs one.
    """

    def __init__(
        self,
        article: Article,
        head: Head,
        sentences: Sequence[Span],
        timexes: Sequence[Timex],
        names: Sequence[Name],
    ) -> None:
        self.article, self.head, self.sentences, self.names = article, head, sentences, names
        self.recognised = timexes
        self.timexes = timexes = [_without_false_day(timex) for timex in timexes if _is_countable(timex)]
        self._starts = [sentence.start for sentence in sentences]
        self._name_starts = [name.start for name in names]
        self._words: dict[int, list[Word]] = {}
        self._before: dict[int, str] = {}
        self._keys_before: dict[int, list[str]] = {}
        self._tenses: dict[tuple[Span, int], Tense] = {}
        self._mentioned: dict[tuple[str, ...], bool] = {}
        self.values = [stated(timex) for timex in timexes]
        lines = head.lines
        self._untold = {t.start for t in self.recognised if any(line.start <= t.start < line.end for line in lines)}
        # Those that tell something and have a value of their own.
        self.dated = [
            (timex, value)
            for timex, value in zip(timexes, self.values, strict=True)
            if value is not None and value.earliest is not None and self.is_told(timex)
        ]

    def constraint(self, kind: str, days: DaySet, at: Span | Timex, **args: object) -> Constraint:
        """A constraint that rests on the words at a span (see `constraint`)."""
        return constraint(kind, self.article, days, at, **args)

    @cached_property
    def folded(self) -> str:
        """The article's text with its letters and digits folded; offsets are those of the text."""
        return fold_letters(self.article.text)

    def holds(self, span: Span, *lists: str) -> bool:
        """Whether any word of these lists of evidence.toml stands in a stretch of the text, whatever clings to it."""
        return any(self.folded.find(word, span.start, span.end) >= 0 for word in _together(lists))

    def mentions(self, *lists: str) -> bool:
        """Whether any word of these lists stands anywhere in the text, whatever clings to it: a first look."""
        known = self._mentioned.get(lists)
        if known is None:
            known = self._mentioned[lists] = any(word in self.folded for word in _together(lists))
        return known

    def sentences_with(self, *lists: str) -> list[Span]:
        """The sentences in which any word of these lists stands, with a particle before it or none, in their order."""
        text, found = self.folded, set[int]()
        for word in _together(lists):
            at = text.find(word)
            while at >= 0:
                end = at + len(word)
                start = at
                while start and text[start - 1] in _PARTICLES:
                    start -= 1
                if not (text[start - 1 : start].isalpha() or text[end : end + 1].isalpha()):
                    found.add(max(bisect_right(self._starts, at) - 1, 0))
                at = text.find(word, end)
        return [self.sentences[index] for index in sorted(found)]

    @cached_property
    def lead_end(self) -> int:
        """Where the headline and the first sentences that tell something end."""
        told = 0
        for sentence in self.sentences:
            if any(line.start <= sentence.start < line.end for line in self.head.lines):
                continue
            told += len(self.article.text[sentence.start : sentence.end].split()) >= _TELLING_WORDS
            if told >= _LEAD_SENTENCES:
                return sentence.end
        return len(self.article.text)

    def is_told(self, timex: Timex) -> bool:
        """Whether an expression stands in the running text, not in a dateline or a credit."""
        return timex.start not in self._untold

    def sentence_index(self, timex: Timex) -> int:
        """Which sentence an expression stands in."""
        return max(bisect_right(self._starts, timex.start) - 1, 0)

    def sentence_at(self, offset: int) -> Span:
        """The sentence that an offset lies in."""
        return self.sentences[max(bisect_right(self._starts, offset) - 1, 0)]

    def sentence(self, timex: Timex) -> Span:
        """The sentence of an expression."""
        return self.sentence_at(timex.start)

    def timexes_in(self, sentence: Span) -> list[Timex]:
        """The expressions of a sentence."""
        return [timex for timex in self.timexes if sentence.start <= timex.start < sentence.end]

    def dated_in(self, sentence: Span) -> list[tuple[Timex, TimeValue]]:
        """The told dates of a sentence that have a value of their own."""
        return [one for one in self.dated if sentence.start <= one[0].start < sentence.end]

    @cached_property
    def plain_dates(self) -> list[tuple[Timex, TimeValue]]:
        """The told days, months, seasons and years, the earliest first: with it the story begins."""
        plain = [one for one in self.dated if one[1].granularity in ("day", "month", "season", "year")]
        return sorted(plain, key=lambda one: (one[1].earliest or date.max, one[0].start))

    def sentence_words(self, timex: Timex) -> list[Word]:
        """The words of its sentence, with their roles."""
        return self.words_of(self.sentence(timex))

    def words_of(self, sentence: Span) -> list[Word]:
        """The words of a sentence, with their roles."""
        found = self._words.get(sentence.start)
        if found is None:
            here = self.names_in(sentence)
            # Inside the name of a person or body a word like «اتحاد» or «وزارة» is part of the name.
            named = [Span(name.start, name.end) for name in here if name.category in _TITLED]
            found = self._words[sentence.start] = words_of(self.article.text, sentence, named)
        return found

    def names_in(self, sentence: Span, back: int = 0) -> Sequence[Name]:
        """The names of a sentence, and those at most so many characters before it."""
        low = bisect_left(self._name_starts, sentence.start - back)
        return self.names[low : bisect_left(self._name_starts, sentence.end)]

    def __getstate__(self) -> dict[str, object]:
        """Without the words, which another process finds anew."""
        kept = {name: part for name, part in self.__dict__.items() if name != "folded"}
        return kept | {"_words": {}, "_before": {}, "_keys_before": {}, "_tenses": {}}

    def before(self, timex: Timex, count: int) -> list[str]:
        """The folded words before an expression in its sentence, at most so many, the nearest last."""
        keys = self._keys_before.get(timex.start)
        if keys is None:
            found = self.sentence_words(timex)
            at = bisect_right(found, timex.start, key=lambda word: word.end)
            keys = self._keys_before[timex.start] = [word.key for word in found[:at]]
        return keys[-count:]

    def next_word(self, timex: Timex) -> str:
        """The folded word right behind an expression, '' where none follows at once."""
        match = _NEXT_WORD.match(self.article.text, timex.end)
        return fold_key(match[1]) if match else ""

    def words_before(self, timex: Timex) -> str:
        """The folded text of the few words before an expression, a blank around each."""
        known = self._before.get(timex.start)
        if known is None:
            found = _WORD.findall(fold_key(self.article.text[max(0, timex.start - _REACH_BACK) : timex.start]))
            known = self._before[timex.start] = f" {' '.join(found)} "
        return known

    def dated_event(self, event: str) -> tuple[Timex, TimeValue] | None:
        """The one date of an event of that name (triggers.toml), None where there is none or several."""
        found = [one for one in self.dated if (clause := self.clause(one[0])) and clause.trigger.event == event]
        years = {value.earliest.year for _, value in found if value.earliest}
        return found[0] if len(years) == 1 else None

    def clause(self, timex: Timex) -> Clause | None:
        """The clause that an expression dates."""
        return clause_of(self.sentence_words(timex), timex.start, timex.end)

    def tense(self, timex: Timex) -> Tense:
        """What the verbs around an expression tell."""
        return self._tense_from(self.sentence(timex), timex)

    def told_tense(self, timex: Timex) -> Tense:
        """What the words close before an expression tell; others may belong to something else."""
        start = max(self._clause_start(timex), timex.start - _OWN_WORDS)
        return self._tense_from(Span(start, timex.end), timex)

    def _tense_from(self, stretch: Span, timex: Timex) -> Tense:
        known = self._tenses.get((stretch, timex.start))
        if known is None:
            known = self._tenses[stretch, timex.start] = tense_at(self.article.text, stretch, timex)
        return known

    def is_quoted(self, timex: Timex) -> bool:
        """Whether an expression stands in quotation marks: what is reprinted there may be of another day."""
        before = self.article.text[self.sentence(timex).start : timex.start]
        return any(before.count(opening) > before.count(closing) for opening, closing in _QUOTES) or (
            before.count('"') % 2 == 1
        )

    def is_ahead(self, timex: Timex) -> bool:
        """Whether the words before an expression announce it."""
        clause = self.clause(timex)
        return (clause is not None and clause.trigger.form == "future") or self.told_tense(timex) == "future"

    def _clause_start(self, timex: Timex) -> int:
        """Behind the last relative pronoun before an expression: «ليتجاوز المنسوب الذي بلغه في 1998»."""
        start = self.sentence(timex).start
        for word in self.sentence_words(timex):
            if word.end > timex.start:
                break
            if word.role == "relative":
                start = word.end
        return start

    def gap(self, one: Timex, other: Timex) -> list[str] | None:
        """The folded words between two neighbouring expressions, None where a sentence ends between them."""
        between = self.article.text[one.end : other.start]
        if len(between) > 24 or self.sentence_index(one) != self.sentence_index(other):
            return None
        return _WORD.findall(fold_key(between))


def _without_false_day(timex: Timex) -> Timex:
    """«العشرة أيام الأولى من يناير الجاري» is no first of January: a day is masculine."""
    expr = timex.expr
    if isinstance(expr, CalendarDate) and expr.day and fold_key(timex.surface).startswith(_FEMININE):
        return replace(timex, expr=replace(expr, day=None))
    return timex


def _is_countable(timex: Timex) -> bool:
    """Whether an expression counts no further than a calendar goes («قبل 9000 عام» is geology)."""
    expr = timex.expr
    if isinstance(expr, Offset):
        return abs(expr.amount or 0) <= _LONGEST.get(expr.unit, _LONGEST["year"])
    if isinstance(expr, Duration):
        return all((number or 0) <= _LONGEST.get(unit, _LONGEST["year"]) for number, unit in expr.amounts)
    return True


def stated(timex: Timex) -> TimeValue | None:
    """The value of an expression that needs no anchor, None for all others and for what no calendar here goes to."""
    value = _value_of(timex)
    return value if value is None or value.earliest is None or value.earliest.year in _YEARS else None


def _value_of(timex: Timex) -> TimeValue | None:
    expr = timex.expr
    try:
        if isinstance(expr, CalendarDate) and expr.era > 0 and expr.century is None and is_absolute(expr):
            return hijri_value(expr, expr.year) if expr.hijri and expr.year is not None else absolute(expr)
        if isinstance(expr, Interval) and is_absolute(expr.begin) and is_absolute(expr.end):
            return timevalue.spanning(absolute(expr.begin), absolute(expr.end))
        if isinstance(expr, Duration) and expr.start is not None and expr.start.year is not None:
            number, unit = expr.amounts[0]
            first = date(expr.start.year, 1, 1)
            return None if number is None else timevalue.of_days(first, shift(first, number, unit) - timedelta(days=1))
        if isinstance(expr, NamedDay) and expr.hijri_year is not None:
            there = feasts.in_hijri_year(expr.key, expr.hijri_year)
            return timevalue.of_day(there + timedelta(days=expr.shift)) if there else None
        if isinstance(expr, NamedDay) and expr.year is not None:
            found = feasts.in_year(expr.key, expr.year, expr.country)
            return timevalue.of_day(found[0] + timedelta(days=expr.shift)) if found else None
    except ValueError:
        return None
    return None


def day_of(value: TimeValue | None) -> date | None:
    """The day of a value that is one day."""
    return value.earliest if value is not None and value.earliest == value.latest else None


@cache
def _together(lists: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set().union(*(words(name) for name in lists))))


def any_of(found: Iterable[str], name: str) -> bool:
    """Whether one of the words stands in a list of evidence.toml; what clings to it is seen through."""
    for word in found:  # noqa: SIM110 - asked so often that a generator would show
        if name in _lists_of(word):
            return True
    return False


@lru_cache(maxsize=65_536)
def _lists_of(word: str) -> frozenset[str]:
    """The lists of evidence.toml in which a folded word stands, with what clings to it or without."""
    return _lists_by_word().get(word, _NO_LIST) | _lists_by_word().get(_bare(word), _NO_LIST)


@cache
def _lists_by_word() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, known in lexicon.word_sets("evidence.toml").items():
        for word in known:
            found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


def _bare(word: str) -> str:
    """A word without an attached particle in front and pronoun behind («وإنجازها»)."""
    word = word[1:] if word[:1] in _PARTICLES else word
    return word.removesuffix(_HER) if len(word) > _LONG_ENOUGH else word
