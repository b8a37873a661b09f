"""What two tellings have in common: the words that say of what they are, without particles, endings and dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.checks.spans import Length, length_in
from pipeline.checks.view import View, any_in, is_in, words
from pipeline.clauses import Word
from pipeline.model import Mention, Span, Timex
from pipeline.names import same_name_key
from pipeline.timevalue import duration_value

_PREFIXES = ("\u0648\u0627\u0644", "\u0628\u0627\u0644", "\u0641\u0627\u0644", "\u0627\u0644", "\u0644\u0644")
_LETTERS = "\u0648\u0641\u0628\u0644"
_SUFFIXES = (
    "\u062a\u0647\u0627",
    "\u062a\u0647\u0645",
    "\u062a\u0647",
    "\u0647\u0627",
    "\u0647\u0645",
    "\u0647",
    "\u062a",
)
_SHORTEST = 3
_AROUND = 3
# So many words before its verb may say who or what did something.
_SUBJECT = 5
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.25}
_SAME = 0.1


class Lasting(NamedTuple):
    """How long something lasted, as an article tells: the words of what, and when it is told of."""

    article: str
    start: int
    end: int
    surface: str
    value: str
    days: float
    core: frozenset[str]
    form: str


@lru_cache(maxsize=1 << 15)
def stem(key: str) -> str:
    """A folded word without article, attached letters and pronouns: enough to find it again, no root."""
    for prefix in _PREFIXES:
        if key.startswith(prefix) and len(key) >= len(prefix) + _SHORTEST:
            key = key[len(prefix) :]
            break
    else:
        if key[:1] in _LETTERS and len(key) > _SHORTEST + 1:
            key = key[1:]
    for suffix in _SUFFIXES:
        if key.endswith(suffix) and len(key) >= len(suffix) + _SHORTEST:
            return key[: -len(suffix)]
    return key


def stems(found: Iterable[Word]) -> frozenset[str]:
    """The stems of the words that say something."""
    return frozenset(
        stem(word.key)
        for word in found
        if not word.role and len(word.key) > 2 and word.key.isalpha() and not is_in(word.key, "empty")
    )


def core_of(view: View, mention: Mention) -> tuple[frozenset[str], str]:
    """The stems between a mention's trigger and its date, with those before a relative pronoun; and the trigger's."""
    sentence = view.witness.words_of(view.witness.sentence_at(mention.sentence_start))
    dates = [(span.start, span.end) for span in mention.timexes]
    triggers = (i for i, word in enumerate(sentence) if word.end > mention.start and _is_trigger(view, word, mention))
    at = next(triggers, -1)
    if at < 0 or not dates:
        return frozenset(), ""
    first, last = min(start for start, _ in dates), max(end for _, end in dates)
    trigger = sentence[at]
    if trigger.start < first:
        between = [word for word in sentence[at + 1 :] if word.end <= first]
    else:
        between = [word for word in sentence[:at] if word.start >= last]
        between += sentence[at + 1 : at + 1 + _AROUND]
    if at > 0 and sentence[at - 1].role == "relative":
        before = sentence[max(0, at - 1 - _AROUND) : at - 1]
        last = max((i for i, word in enumerate(before) if word.role), default=-1)
        between += before[last + 1 :]
    elif trigger.trigger is not None and trigger.trigger.form == "past" and trigger.start < first:
        of_clause = [word for word in sentence[max(0, at - _SUBJECT) : at] if word.start >= mention.start]
        between += sentence[max(0, at - 2) : at] if at <= _AROUND else of_clause
    between_them = Span(min(trigger.start, first) + 1, max(trigger.start, first))
    if view.dates_in(between_them):
        return frozenset(), ""  # another date stands between: this one is of something else
    lengths = [(one.timex.start, one.timex.end) for one in view.told_in(mention.sentence_start, mention.sentence_end)]
    inside = [word for word in between if not any(start <= word.start < end for start, end in lengths)]
    return stems(inside), stem(trigger.key)


def _is_trigger(view: View, word: Word, mention: Mention) -> bool:
    return view.article.text[word.start : word.end] == mention.trigger


def marks_of(view: View, mention: Mention) -> frozenset[str]:
    """The ordinals and words of repetition around a mention: two of them tell of one happening if they agree."""
    sentence = view.witness.words_of(view.witness.sentence_at(mention.sentence_start))
    near = [word for word in sentence if mention.start - 24 <= word.start < mention.end]
    return frozenset(stem(word.key) for word in near if is_in(word.key, "telling_apart"))


def names_of(mention: Mention) -> frozenset[str]:
    """The keys of all who and where a mention names."""
    return frozenset(same_name_key(name.label) for name in (*mention.actors, *mention.places))


# --- how long it lasted ----------------------------------------------------------------------------------------------


def lasting(view: View) -> list[Lasting]:
    """The lengths of time that an article tells of what lasts («الزيارة التي تستمر يومين»)."""
    found = []
    for one in view.told:
        length = length_in(one.timex)
        if length is None or one.timex.mod or length.is_round or view.witness.is_quoted(one.timex):
            continue
        told = _lasting(view, one.timex, length)
        if told is not None:
            found.append(told)
    return found


def _lasting(view: View, timex: Timex, length: Length) -> Lasting | None:
    sentence = view.witness.sentence_words(timex)
    before = [word for word in sentence if word.end <= timex.start]
    at = next((i for i in range(len(before) - 1, max(-1, len(before) - 6), -1) if is_in(before[i].key, "lasts")), None)
    if at is None:
        return None
    between = before[at + 1 :]
    subject = [word for word in between if len(word.key) > 2 and not is_in(word.key, "empty")]
    if not subject:
        subject = [word for word in before[max(0, at - _AROUND) : at] if word.role != "relative"]
        stops = [i for i, word in enumerate(subject) if word.role in ("stop", "reported")]
        subject = subject[stops[-1] + 1 :] if stops else subject
    if any_in((word.key for word in before[max(0, at - 4) :]), "telling_apart") or any(
        word.role in ("stop", "reported") for word in subject
    ):
        return None
    core = stems(subject)
    form = "future" if before[at].key[:1] in _IMPERFECTS or before[at].key[1:2] in _IMPERFECTS else "past"
    if not core:
        return None
    assert timex.expr is not None
    value = duration_value(timex.expr.amounts)  # type: ignore[union-attr]
    days = length.number * _DAYS[length.unit]
    return Lasting(view.article.name, timex.start, timex.end, timex.surface, value, days, core, form)


_IMPERFECTS = frozenset("\u064a\u062a")


def differ(one: Lasting, other: Lasting, *, least: int) -> bool:
    """Whether two lengths are of one thing, by at least so many words, and are not the same."""
    if one.form != other.form or abs(one.days - other.days) <= _SAME * max(one.days, other.days):
        return False
    shared = one.core & other.core
    return len(shared) >= least and (one.core <= other.core or other.core <= one.core)


# --- the first since -------------------------------------------------------------------------------------------------


def is_first_since(text: str, mention: Mention) -> bool:
    """«أول زيارة له منذ مارس 2021»: the mention's date is that of the one before."""
    if not mention.timexes:
        return False
    start = mention.timexes[0].start
    from pipeline.text import fold_key

    before = fold_key(text[mention.sentence_start : start]).split()
    if not before or before[-1] not in words("since"):
        return False
    near: Sequence[str] = before[-14:-1]
    return any_in(near, "first")
