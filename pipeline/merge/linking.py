"""A second look: groups that no name and type joined, but that together agree in too much to be two happenings.

Record linkage after Fellegi and Sunter (1969): each field that two groups agree in adds what its agreement is worth in
bits (the logarithm of how much rarer it is by chance), each that contradicts takes away, and above a threshold they are
one. Time: how unlikely it is to hit the same days by chance, as news tells of days the more, the closer they are to the
day of writing. Words and names: by how rare they are in the corpus. Articles that tell one story: by what they share.

The surest pair is joined first; a group that would bring two happenings of one article together is refused, so that
each telling finds its own counterpart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, combinations
from math import log2
from typing import NamedTuple

from pipeline.merge.content import Content, Said, Stretch, content_of, is_vague, opening_words, said_by, stretches
from pipeline.merge.plans import may_follow
from pipeline.merge.telling import AHEAD, Group, overlap, same_area
from pipeline.model import Article

THRESHOLD = 9.0
# How common a word is, before the corpus says more: in so many of so many tellings.
_TELLINGS_BEFORE, _HOLD_IT = 200, 3
_NAME_HOLDS = 2

# --- what agreement is worth, in bits ---
_LOG_OF_ALL_DAYS = 9  # the natural logarithm of the days that news tells of
_MOST_FOR_TIME = 8.0
_SAME_TYPE, _INSIDE, _RELATED, _UNRELATED, _SAID = 3.0, 2.0, 1.0, -3.0, -3.0
_PER_WORD, _PLAIN_BITS, _MOST_FOR_WORDS = 0.5, 2000, 7.5
_PER_NAME, _MOST_FOR_NAMES = 0.6, 7.0
_PER_NUMBER, _MOST_FOR_NUMBERS = 2.5, 5.0
_OTHER_STORY, _PER_STORY, _MOST_FOR_STORY, _ENOUGH_TO_COMPARE = -5.0, 55.0, 8.5, 90_000
# What is told as another type of event must at least be of the same days.
_SHARP_TIME = 3.0
_SAME_STORY = 3.0
# Of one story, when neither article tells of anything else on those days.
_ALONE, _A_MONTH = 2.5, 31
_SAME_LAND, _MOST_FOR_BOTH = 1.0, 10.5
_MOVED = -4.0  # a plan, and what was held on another day
# --- and what takes away ---
_OTHER_PERSON, _OTHER_PARTNER, _OTHER_ACTOR, _OTHER_COUNTRY, _OTHER_TOWN = -7.0, -4.0, -2.0, -6.0, -2.0
_OTHER_LAND = -3.0
_NO_WORD, _NO_STRANGE_WORD, _OTHER_FIGURES = -7.0, -3.0, -4.0
_SAME_MATTER, _OTHER_MATTER = 0.34, -5.0
_TWO_SIDED = frozenset({"meeting.meeting", "meeting.call", "agreement.agreement", "sport.match"})
_SAYS = "statement"
_NOBODY: frozenset[frozenset[str]] = frozenset()
_TOLD_IN_FIGURES = frozenset({"statistic", "sport"})

# Blocking: so few groups that share a word on one day, in one month or year are compared with one another; so many, if
# they share two words.
_FEW, _BUCKET = (12, 6, 3), 40
# A telling stands under its days, months or years, as wide as it is (in days), and under the wider ones.
_DAYS, _MONTHS, _YEARS, _LEVEL = 0, 1, 2, 10**7
_SHARP, _MOST_YEARS, _LATER = 10, 5, 2
# Sums of the same numbers in another order differ by less.
_ROUNDING = 1e-6
# Over more days too much happens to be told apart, unless both tell of the same ones.
_WIDE = 366

_Pair = tuple[int, int]


class _Opening(NamedTuple):
    """The words that an article begins with; those that stand there once; the bits of all of them."""

    words: frozenset[str]
    once: frozenset[str]
    bits: int


class _Corpus(NamedTuple):
    groups: Sequence[Group]
    said: Sequence[Said]
    read: Mapping[str, Stretch]
    told: dict[int, Content]
    bits: dict[str, int]
    name_bits: dict[str, int]
    articles: Mapping[str, Article]
    openings: dict[str, _Opening]
    rests: dict[int, tuple[frozenset[str], frozenset[str], int]]
    alone: Sequence[bool]


def linked(groups: list[Group], articles: Mapping[str, Article]) -> list[Group]:
    """The groups, those that are one happening joined."""
    read = stretches(groups, articles)
    said = [said_by(group, read) for group in groups]
    holds = Counter(chain.from_iterable(each.words for each in said))
    names = Counter(chain.from_iterable(group.actors | group.places for group in groups))
    bits = {word: _bits(len(groups), times + _HOLD_IT) for word, times in holds.items()}
    bits[""] = _bits(len(groups), _HOLD_IT)
    name_bits = {name: _bits(len(groups), times + _NAME_HOLDS) for name, times in names.items()}
    corpus = _Corpus(groups, said, read, {}, bits, name_bits, articles, {}, {}, _alone(groups))
    scored = ((agreement(corpus, one, other), one, other) for one, other in _candidates(groups, said))
    pairs = [row for row in scored if row[0] >= THRESHOLD]
    pairs.sort(key=lambda row: (-row[0], *sorted((groups[row[1]].order, groups[row[2]].order))))
    return _joined(groups, pairs)


def _alone(groups: Sequence[Group]) -> list[bool]:
    """Whether a group tells of a month or less, and no article that tells of it tells of anything else in it."""
    by_article: dict[str, list[tuple[int, date, date]]] = {}
    for at, group in enumerate(groups):
        if group.first is not None and group.last is not None:
            for name in group.articles:
                by_article.setdefault(name, []).append((at, group.first, group.last))
    found = [group.width <= _A_MONTH for group in groups]
    for rows in by_article.values():
        for (one, first, last), (other, also_first, also_last) in combinations(rows, 2):
            if first <= also_last and also_first <= last and (found[one] or found[other]):
                found[one] = found[other] = False
    return found


def agreement(corpus: _Corpus, one: int, other: int) -> float:
    """How much more likely than by chance two groups are one, in bits; 0 where they cannot be."""
    group, rival = corpus.groups[one], corpus.groups[other]
    time = _time(group, rival)
    if not time and (may_follow(group, rival) or may_follow(rival, group)):
        time = _MOVED
    if not time or not group.articles.isdisjoint(rival.articles):
        return 0.0
    most = time + _at_most(corpus, one, other)
    if most + _MOST_FOR_STORY + _ALONE < THRESHOLD:
        return 0.0
    story = _one_story(corpus, one, other)
    if story < _SAME_STORY:
        beside = _other_matter(corpus.said[one], corpus.said[other])
    else:
        beside = _ALONE if corpus.alone[one] and corpus.alone[other] else 0.0
    if most + story + beside < THRESHOLD:
        return 0.0
    told, also_told = _told(corpus, one), _told(corpus, other)
    types = _types_agree(told, also_told)
    if not told.apart.isdisjoint(also_told.own) or (types <= _UNRELATED and time < _SHARP_TIME):
        return 0.0
    words = _words_agree(corpus, corpus.said[one], corpus.said[other])
    who_and_what = _names_agree(corpus, group, rival, told, also_told) + words
    score = time + (min(_MOST_FOR_BOTH, who_and_what) + types + _numbers_agree(told, also_told))
    if story < _SAME_STORY and not beside:
        beside = _strangers(told, also_told)
    return score + story + beside


def _at_most(corpus: _Corpus, one: int, other: int) -> float:
    """What type, names, words and numbers may add together, seen without reading word by word what the groups say."""
    group, rival, said, also_said = corpus.groups[one], corpus.groups[other], corpus.said[one], corpus.said[other]
    names = _bits_of_names(corpus, group, rival) + _SAME_LAND
    types = _SAME_TYPE if group.type == rival.type else _INSIDE
    numbers = min(_MOST_FOR_NUMBERS, _PER_NUMBER * len(said.numbers & also_said.numbers))
    return min(_MOST_FOR_BOTH, names + _words_agree(corpus, said, also_said)) + types + numbers + _ROUNDING


def _told(corpus: _Corpus, at: int) -> Content:
    if at not in corpus.told:
        corpus.told[at] = content_of(corpus.groups[at], corpus.said[at], corpus.read)
    return corpus.told[at]


def _time(group: Group, rival: Group) -> float:
    """0 where the times exclude each other, else how unlikely it is that they meet by chance."""
    first, last, also_first, also_last = group.first, group.last, rival.first, rival.last
    if first is None or last is None or also_first is None or also_last is None:
        return 0.0
    if last < also_first or also_last < first:
        return 0.0
    same = first == also_first and last == also_last
    if not same and (group.width > _WIDE or rival.width > _WIDE):
        return 0.0
    first, last = max(first, also_first), min(last, also_last)
    written = [telling.written for telling in (*group.tellings[:2], *rival.tellings[:2]) if telling.written]
    away = min([_distance(day, first, last) for day in written], default=365)
    days = group.width + 1 if same else group.width + rival.width + 1
    return max(0.01, min(_MOST_FOR_TIME, log2(_LOG_OF_ALL_DAYS * (away + 2) / days)))


def _distance(day: date, first: date, last: date) -> int:
    return max((first - day).days, (day - last).days, 0)


def _types_agree(told: Content, also_told: Content) -> float:
    types, others = told.own, also_told.own
    common = types & others
    if common:
        return 0.5 if all(is_vague(event) for event in common) else _SAME_TYPE
    if (_SAYS in told.kinds) != (_SAYS in also_told.kinds) and not (told.announces or also_told.announces):
        return _SAID
    if types & also_told.types or others & told.types:
        return _INSIDE
    if any(is_vague(event) for event in (*types, *others)):
        return 0.0
    if told.kinds & also_told.kinds or not told.related.isdisjoint(others):
        return _RELATED
    return _UNRELATED


def _bits(groups: int, often: int) -> int:
    """How rare something is, in thousandths of a bit: whole numbers add up to the same in any order."""
    return round(1000 * log2((groups + _TELLINGS_BEFORE) / often))


def _names_agree(corpus: _Corpus, group: Group, rival: Group, told: Content, also_told: Content) -> float:
    found = _bits_of_names(corpus, group, rival)
    found += _contradicting_actors(group, rival, told, also_told)
    if group.places and rival.places and not group.places & rival.places and not same_area(group.areas, rival.areas):
        codes, also = {code for code, _ in group.areas if code}, {code for code, _ in rival.areas if code}
        found += _OTHER_TOWN if codes & also or not codes or not also else _OTHER_COUNTRY
    elif told.lands and also_told.lands:
        found += _SAME_LAND if told.lands & also_told.lands else _OTHER_LAND
    return found


def _bits_of_names(corpus: _Corpus, group: Group, rival: Group) -> float:
    shared = (group.actors | group.places) & (rival.actors | rival.places)
    return min(_MOST_FOR_NAMES, _PER_NAME * sum([corpus.name_bits[name] for name in shared]) / 1000)


def _contradicting_actors(group: Group, rival: Group, told: Content, also_told: Content) -> float:
    """People who are told of here only, against people who are told of there only; bodies and countries likewise."""
    people, also_people = told.actors.get("person", _NOBODY), also_told.actors.get("person", _NOBODY)
    if people and also_people:
        here = [
            one
            for one in people
            if not one & also_told.names and not any(_one_name(one, other) for other in also_people)
        ]
        there = [
            one for one in also_people if not one & told.names and not any(_one_name(one, other) for other in people)
        ]
        if here and there:
            all_other = len(here) == len(people) and len(there) == len(also_people)
            return _OTHER_PERSON if all_other or told.own & _TWO_SIDED else _OTHER_PARTNER
    if _SAYS in told.kinds and group.actors and rival.actors and not group.actors & rival.actors:
        return _OTHER_PERSON
    for category in ("group", "country"):
        bodies, also_bodies = told.actors.get(category, _NOBODY), also_told.actors.get(category, _NOBODY)
        if bodies and also_bodies and not any(_one_name(one, other) for one in bodies for other in also_bodies):
            return _OTHER_ACTOR
    return 0.0


def _one_name(words: frozenset[str], others: frozenset[str]) -> bool:
    """A surname and the whole name; not two bodies or people that have one word in common."""
    return 2 * len(words & others) > min(len(words), len(others))


def _words_agree(corpus: _Corpus, said: Said, also_said: Said) -> float:
    shared = said.words & also_said.words
    others = shared - (said.called & also_said.called)
    bits = sum([max(0, corpus.bits[word] - _PLAIN_BITS) for word in others]) / 1000
    found = min(_MOST_FOR_WORDS, _PER_WORD * bits)
    if not shared and said.words and also_said.words:
        found += _NO_WORD
    return found


def _other_matter(said: Said, also_said: Said) -> float:
    """Both tell of another matter beside the names."""
    beside, also_beside = said.words - said.called, also_said.words - also_said.called
    return _OTHER_MATTER if overlap(beside, also_beside) < _SAME_MATTER else 0.0


def _strangers(told: Content, also_told: Content) -> float:
    """Both name somebody or something that the other does not. Lists know few of those whom news names once."""
    if not told.strange or not also_told.strange or told.strange & also_told.strange:
        return 0.0
    return _OTHER_PERSON if told.own & also_told.own & _TWO_SIDED else _NO_STRANGE_WORD


def _numbers_agree(told: Content, also_told: Content) -> float:
    if not told.numbers or not also_told.numbers:
        return 0.0
    shared = len(told.numbers & also_told.numbers)
    if not shared and (told.kinds | also_told.kinds) <= _TOLD_IN_FIGURES:
        return _OTHER_FIGURES
    return min(_MOST_FOR_NUMBERS, _PER_NUMBER * shared)


def _one_story(corpus: _Corpus, one: int, other: int) -> float:
    """What the rest of their articles has in common, beyond what any two have."""
    found = _likeness(corpus, one, other)
    return min(_MOST_FOR_STORY, _OTHER_STORY + _PER_STORY * found)


def _likeness(corpus: _Corpus, one: int, other: int) -> float:
    """The share of what two articles say beside two tellings that they have in common."""
    words, own, whole = _rest(corpus, one)
    others, also_own, other_whole = _rest(corpus, other)
    common = (words & others) - own - also_own
    return _bits_of(corpus, common) / max(min(whole, other_whole), _ENOUGH_TO_COMPARE)


def _rest(corpus: _Corpus, at: int) -> tuple[frozenset[str], frozenset[str], int]:
    """The words of the first article that tells it, those that nothing but the telling says, the bits of the others."""
    found = corpus.rests.get(at)
    if found is None:
        article = min(corpus.groups[at].articles)
        opening = corpus.openings.get(article)
        if opening is None:
            opening = corpus.openings[article] = _opening(corpus, article)
        own = corpus.said[at].words & opening.once
        found = corpus.rests[at] = (opening.words, own, opening.bits - _bits_of(corpus, own))
    return found


def _opening(corpus: _Corpus, article: str) -> _Opening:
    times = opening_words(corpus.articles[article])
    once = frozenset(word for word, count in times.items() if count == 1)
    return _Opening(frozenset(times), once, _bits_of(corpus, times))


def _bits_of(corpus: _Corpus, words: Iterable[str]) -> int:
    bits, plain = corpus.bits, corpus.bits[""]
    return sum([bits.get(word, plain) for word in words])


def _candidates(groups: Sequence[Group], said: Sequence[Said]) -> list[_Pair]:
    """Pairs that share a word or name that is rare in their time; two, where it is less rare or days differ."""
    times = [_when(group) for group in groups]
    by_word: dict[str, list[int]] = {}
    for at, group in enumerate(groups):
        if times[at].numbers:
            for word in (*said[at].words, *group.actors, *group.places):
                by_word.setdefault(word, []).append(at)
    # A pair as one number: far fewer objects than a tuple each.
    count = len(groups)
    found: set[int] = set()
    seen: set[int] = set()
    for holders in by_word.values():
        for number, rows in _buckets(holders, times):
            level = number // _LEVEL
            wide = [at for at in rows if times[at].level == level]
            if not wide:
                continue
            if len(wide) == len(rows):
                pairs = {one * count + other for one, other in combinations(rows, 2) if one != other}
            else:
                pairs = {min(one, other) * count + max(one, other) for one in wide for other in rows if one != other}
            if len(rows) <= _FEW[level]:
                met = {pair for pair in pairs if _meet(times[pair // count], times[pair % count])}
                found |= met
                pairs -= met
            found |= pairs & seen
            seen |= pairs
    return [divmod(pair, count) for pair in sorted(found)]


def _buckets(holders: Sequence[int], times: Sequence[_Time]) -> Iterator[tuple[int, list[int]]]:
    """Those of the groups that stand under one number, where they are several and not too many."""
    if len(holders) > 1:
        buckets: defaultdict[int, list[int]] = defaultdict(list)
        for at in holders:
            for number in times[at].numbers:
                buckets[number].append(at)
        for number, rows in buckets.items():
            if 1 < len(rows) <= _BUCKET:
                yield number, rows


def _meet(one: _Time, other: _Time) -> bool:
    return one.first <= other.last and other.first <= one.last


class _Time(NamedTuple):
    """When a group is looked up: its level, the numbers of its days, months and years from that level on, its bounds.

    A plan is as wide as the months in which it may be held, as it may be held on another day.
    """

    level: int
    numbers: Sequence[int]
    first: date = date.max
    last: date = date.min


def _when(group: Group) -> _Time:
    if group.first is None or group.last is None:
        return _Time(_YEARS, ())
    first, last = group.first, group.last
    years = range(_YEARS * _LEVEL + first.year, _YEARS * _LEVEL + last.year + 1)
    if len(years) > _MOST_YEARS:
        return _Time(_YEARS, ())
    low, high = (_MONTHS * _LEVEL + day.year * 12 + day.month for day in (first, last))
    is_plan = group.statuses <= AHEAD
    if high - low > 2:
        return _Time(_YEARS, years, first, last)
    if is_plan:
        return _Time(_MONTHS, (*range(low - 1, high + _LATER + 1), *years), first, last)
    if group.width > _SHARP:
        return _Time(_MONTHS, (*range(low, high + 1), *years), first, last)
    days = range(first.toordinal(), last.toordinal() + 1)
    return _Time(_DAYS, (*days, *range(low, high + 1), *years), first, last)


def _joined(groups: list[Group], pairs: Sequence[tuple[float, int, int]]) -> list[Group]:
    lead = list(range(len(groups)))

    def of(at: int) -> int:
        while lead[at] != at:
            at = lead[at]
        return at

    for _, one, other in pairs:
        first, second = sorted((of(one), of(other)), key=lambda at: (groups[at].width, groups[at].order))
        if first == second or not _may_join(groups[first], groups[second]):
            continue
        if not _time(groups[first], groups[second]):
            if may_follow(groups[first], groups[second]):
                first, second = second, first
            groups[first].plans += groups[second].tellings
        lead[second] = first
        for telling in groups[second].tellings:
            groups[first].add(telling)
    return [group for at, group in enumerate(groups) if lead[at] == at]


def _may_join(group: Group, rival: Group) -> bool:
    if group.articles & rival.articles:
        return False
    return bool(_time(group, rival)) or may_follow(group, rival) or may_follow(rival, group)
