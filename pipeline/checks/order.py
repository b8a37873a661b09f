"""Checks on the order of what is told: words of before and after, and tenses, against dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pipeline import lexicon
from pipeline.checks.spans import length_in
from pipeline.checks.view import View, any_in, is_in, is_stated
from pipeline.clauses import Word
from pipeline.dct.evidence import any_of
from pipeline.model import CalendarDate, Finding, Resolved, Span
from pipeline.tense import tense_at

_COMMA = "\u060c"
_HARD_STOPS = frozenset("\u061b;:.!?\u061f")
_NEAR = 3
_VERB_REACH = 12
_DECIDED = 3
_DATE_BEHIND = 14
_YEAR = timedelta(days=300)
_CLOSE = timedelta(days=45)
_NAMED = frozenset({"time", "day", "week", "month", "season", "quarter", "half", "year"})
_YEAR_REACH = 5
# What is announced for a day is never one of these: «يستعد للاحتفال بذكرى تأسيسه عام 1975».
_LONG_AGO = frozenset({"founding", "birth"})
_OPENING = 2
_AND_LETTERS = "\u0648\u0641"
_FOR = "\u0644"


def order_words(view: View) -> Iterator[Finding]:
    """D206: «في مارس 2019، بعد الانتخابات التي جرت في مايو 2019»."""
    for sentence in view.witness.sentences:
        dates = [one for one in view.dates_in(sentence) if not one.timex.group]
        if len(dates) < 2:
            continue
        found = view.witness.words_of(sentence)
        for at, word in enumerate(found):
            direction = _direction(found, at)
            if direction:
                yield from _disordered(view, dates, found, at, word, direction)


def _direction(found: list[Word], at: int) -> int:
    """1 where what stands behind the word came earlier («بعد»), -1 where later («قبل», «تلته»), 0 for others."""
    key = found[at].key
    before = found[at - 1].key if at else ""
    if is_in(key, "after"):
        return 0 if is_in(before, "beyond") else 1
    if is_in(key, "before"):
        return 0 if is_in(before, "by") or is_in(before, "beyond") else -1
    if is_in(key, "followed_by"):
        return -1
    return 1 if is_in(key, "preceded_by") else 0


def _disordered(
    view: View, dates: list[Resolved], found: list[Word], at: int, word: Word, direction: int
) -> Iterator[Finding]:
    behind = [one for one in dates if one.timex.start >= word.end]
    ahead = [one for one in dates if one.timex.end <= word.start]
    if not behind:
        return
    base = behind[0]
    if not _leads_to(view, found, at, base):
        return
    if ahead:
        other = ahead[-1]
        start, end = other.timex.end, word.start
        if not _holds_together(found, start, end):
            return
    else:
        if len(behind) != 2 or at > 1 or not _is_closed(view, base, behind[1]):
            return
        other = behind[1]
    if not (is_stated(base) and is_stated(other)) and not _same_year_words(base, other):
        return
    if not (_is_a_year(view, base) and _is_a_year(view, other)):
        return
    if _is_wrong(other, base, direction):
        yield view.finding(
            "D206",
            Span(word.start, base.timex.end),
            "warning",
            related=(other.timex,),
            word=view.article.text[word.start : word.end],
            date=other.value.edtf,
            base=base.value.edtf,
        )


def _is_a_year(view: View, one: Resolved) -> bool:
    """«يفوق 2000 قبل»: a bare number is a year only where a word leads to it."""
    return not one.timex.surface.isdigit() or any_in(view.before(one.timex, 1), "dating")


def _is_wrong(other: Resolved, base: Resolved, direction: int) -> bool:
    first, second = other.value, base.value
    if None in (first.earliest, first.latest, second.earliest, second.latest):
        return False
    assert first.earliest is not None
    assert first.latest is not None
    assert second.earliest is not None
    assert second.latest is not None
    return second.earliest > first.latest if direction > 0 else second.latest < first.earliest


def _same_year_words(base: Resolved, other: Resolved) -> bool:
    """Two dates without their year in one sentence are counted from the same day, and both are days or months."""
    return (
        all(
            isinstance(one.timex.expr, CalendarDate)
            and one.timex.expr.month is not None
            and one.timex.expr.direction == "none"
            and not one.timex.expr.hijri
            for one in (base, other)
        )
        and base.relative_to == other.relative_to == "anchor"
    )


def _leads_to(view: View, found: list[Word], at: int, base: Resolved) -> bool:
    """Whether the word governs what the date behind it dates: nothing else is told between, and no length of time."""
    between = [word for word in found[at + 1 :] if word.end <= base.timex.start]
    if not between or len(between) > _DATE_BEHIND or any(word.key in _HARD_STOPS for word in between):
        return False
    if any(word.key == _COMMA for word in between):
        return False
    lengths = [one.timex for one in view.told_in(found[at].end, base.timex.start)]
    is_by_length = any(length_in(one) for one in lengths) or any_in([between[0].key], "that")
    # «قبل أسابيع من الجائحة» orders as «قبل الجائحة» does; «بعد ذلك», «قبل يومين» lead elsewhere.
    if is_by_length and not any(is_in(word.key, "by") for word in between[1 : _NEAR + 1]):
        return False
    # «بعد الاجتماع إن الانتخابات ستجرى في مايو»
    if any(word.role == "reported" for word in between[1:]):
        return False
    if any_in([word.key for word in between], "ahead_of") or any_in((word.key for word in between), "order"):
        return False
    return not any(word.trigger is not None and word.trigger.form == "future" for word in between)


def _holds_together(found: list[Word], start: int, end: int) -> bool:
    """Whether the word of order belongs to what the date before it dates."""
    between = [word for word in found if start <= word.start and word.end <= end]
    if any(word.key in _HARD_STOPS or word.role in ("reported", "relative") for word in between):
        return False
    if any_in((word.key for word in between), "ahead_of") or any_in((word.key for word in between), "joining"):
        return False
    if any(_starts_anew(word) for word in between):
        return False
    return (
        sum(1 for word in between if word.trigger is not None and word.trigger.form != "noun") == 0
        or len(between) <= _NEAR + 2
    )


def _starts_anew(word: Word) -> bool:
    """«، وانسحب بعد انتخابات»: a second verb joined by و, which the earlier date does not date; or one to come."""
    trigger = word.trigger
    if trigger is None or trigger.form == "noun":
        return False
    return trigger.form in ("future", "present") or word.key[:1] == "\u0648"


def _is_closed(view: View, base: Resolved, other: Resolved) -> bool:
    """«بعد انتخابات مايو 2019، وقع الاتفاق في مارس 2019»."""
    between = view.words_between(base.timex.end, other.timex.start)
    keys = [word.key for word in between]
    if not keys or keys[0] != _COMMA or keys.count(_COMMA) > 1 or any(key in _HARD_STOPS for key in keys):
        return False
    return not any(word.role in ("relative", "reported", "subordinate") for word in between) and not any_in(
        keys, "ahead_of"
    )


# --- tenses ----------------------------------------------------------------------------------------------------------


def past_after_writing(view: View) -> Iterator[Finding]:
    """D107: told as past, and dated after the article."""
    if view.written is None or view.written.latest is None:
        return
    written = view.written.latest
    for one in view.dates:
        first = one.value.earliest
        assert first is not None
        if one.timex.group or one.value.granularity not in _NAMED or view.witness.is_quoted(one.timex):
            continue
        if is_stated(one):
            is_late = first > written + timedelta(days=1) and (
                one.value.granularity != "year" or first.year > written.year
            )
        else:
            is_late = _is_put_back(view, one, written) or _is_of_this_month(one, written)
        if is_late and _is_told_past(view, one):
            yield view.finding("D107", one.timex, "warning", related=_on_top(view), date=written, value=one.value.edtf)


def _is_put_back(view: View, one: Resolved, written: date) -> bool:
    """«في 25 يونيو» in an article of the 18th was read as a year ago: nobody leaves out the year of that."""
    expr, first = one.timex.expr, one.value.earliest
    if not isinstance(expr, CalendarDate) or not (expr.month and expr.day) or expr.hijri or expr.weekday:
        return False
    if expr.direction != "none" or expr.year_offset is not None or one.relative_to != "anchor" or first is None:
        return False
    if not (written - first >= _YEAR and first.replace(day=min(first.day, 28), year=first.year + 1) - written < _CLOSE):
        return False
    year = first.year
    return not any(
        other.value.earliest is not None and other.value.earliest.year == year and other is not one
        for other in view.dates
    )


def _is_of_this_month(one: Resolved, written: date) -> bool:
    """«في 25 يونيو الجاري» in an article of the 18th: its month is the article's own, whatever the tense."""
    expr, first = one.timex.expr, one.value.earliest
    is_day = isinstance(expr, CalendarDate) and bool(expr.month and expr.day) and expr.direction == "this"
    return is_day and first is not None and first > written + timedelta(days=1)


def _on_top(view: View) -> list[Span]:
    return [Span(one.start, one.end) for one in view.anchor.evidence[:1] if one.surface]


def _is_told_past(view: View, one: Resolved) -> bool:
    """Whether the verb right before the date, or behind it where it opens the sentence, is a perfect of its own."""
    timex, witness = one.timex, view.witness
    before = view.before(timex, 2 * _NEAR)
    if any_in(before[-1:], "since") and is_stated(one):
        return True
    if any_of(before, "by_then") or any_of(before[-2:], "aims") or any_of([witness.next_word(timex)], "coming"):
        return False
    if view.article.text[timex.start - 1 : timex.start] == "\u0644" or witness.is_ahead(timex):
        return False
    found = witness.sentence_words(timex)
    ahead = [word for word in found if word.end <= timex.start]
    if tense_at(view.article.text, witness.sentence(timex), timex) == "future":
        return False
    if len(ahead) <= _OPENING:
        clause = witness.clause(timex)
        behind = next((word for word in found if word.start >= timex.end), None)
        if behind is not None and _form(behind) == "past" and not _is_masdar(behind):
            return True
        return clause is not None and clause.trigger.form == "past" and found[clause.at].start > timex.start
    return any_in([ahead[-1].key, timex.surface.split()[0]], "dating") and _is_behind_perfect(view, one, ahead)


def _is_behind_perfect(view: View, one: Resolved, ahead: list[Word]) -> bool:
    """Whether the verb nearest before a date is a perfect, and its own."""
    unit = one.value.granularity
    reach = _YEAR_REACH if unit == "year" else _VERB_REACH
    others = [other.timex for other in view.dates_in(view.sentence(one.timex)) if other is not one and is_stated(other)]
    for distance, word in enumerate(reversed(ahead[-reach:])):
        if any(other.start <= word.start < other.end for other in others):
            return False  # what stands before another date is dated by that
        form = _form(word) if not _is_masdar(word) or word is ahead[0] else ""
        if word.role or word.key in _HARD_STOPS or form in ("present", "future"):
            return False
        if form == "past":
            is_aimed = is_in(word.key, "deciding") and distance >= _DECIDED
            return not is_aimed and (unit == "day" or not is_in(word.key, "awarding"))
        if is_in(word.key, "ahead_of") or is_in(word.key, "aiming") or _is_purpose(word):
            return False
    # No verb that a list knows; the sentence may still begin with one by its form.
    tense = tense_at(view.article.text, view.sentence(one.timex), one.timex)
    return len(ahead) <= reach and unit != "year" and tense == "past"


def _form(word: Word) -> str:
    """The form of a verb that a list knows, '' for all else."""
    if word.trigger is not None:
        return word.trigger.form if word.trigger.form != "noun" else ""
    known = lexicon.word_sets("tense.toml")
    bare = word.key[1:] if word.key[:1] in _AND_LETTERS and len(word.key) > _NEAR else word.key
    return "past" if is_in(word.key, "perfects") or {word.key, bare} & (known["past"] | known["point"]) else ""


def _is_masdar(word: Word) -> bool:
    """«ينتهي عقد الإيجار»: a noun that is spelled like its verb."""
    return word.key in lexicon.word_sets("tense.toml")["masdar"]


def _is_purpose(word: Word) -> bool:
    """«عقدا لبناء محطة»: what is still to be done."""
    return word.key[:1] == _FOR and word.trigger is not None and word.trigger.form == "noun"


def future_before_writing(view: View) -> Iterator[Finding]:
    """D108: told as still to come, and dated before the article."""
    if view.written is None or view.written.earliest is None:
        return
    written = view.written.earliest
    for one in view.dates:
        last = one.value.latest
        assert last is not None
        if not is_stated(one) or last >= written - timedelta(days=1) or one.value.granularity not in _NAMED:
            continue
        if view.witness.is_quoted(one.timex) or one.timex.group_kind == "same":
            continue
        if _is_told_future(view, one):
            yield view.finding("D108", one.timex, "warning", related=_on_top(view), date=written, value=one.value.edtf)


def _is_told_future(view: View, one: Resolved) -> bool:
    """Whether a verb of the future or a word for what is planned leads to the date, and nobody said so earlier."""
    timex, witness = one.timex, view.witness
    if any_of([witness.next_word(timex)], "coming"):
        return True
    sentence = witness.sentence(timex)
    found = witness.sentence_words(timex)
    before = [word for word in found if word.end <= timex.start]
    if any_in((word.key for word in before), "was") or any_in((word.key for word in before), "back_then"):
        return False
    relative = next((word.start for word in before if word.role == "relative"), timex.start)
    earlier = [other.timex.end for other in view.dates_in(sentence) if other.timex.end <= min(timex.start, relative)]
    if earlier and any(word.role == "reported" and word.start >= earlier[0] for word in before):
        return False  # «قال عام 2010 إنه سيزور … في 2011»: announced then, not now
    if any_in((word.key for word in before[-_NEAR:]), "since") or any_in((word.key for word in before[-2:]), "after"):
        return False
    announced: Word | None = None
    for word in reversed(before[-_VERB_REACH:]):
        trigger = word.trigger
        if word.role == "relative" or word.key in _HARD_STOPS or any_in([word.key], "comparing"):
            break
        if is_in(word.key, "planned") or (trigger is not None and trigger.form == "future"):
            announced = word
            break
        if trigger is not None and trigger.form == "past" and word.key[:1] in _AND_LETTERS:
            break
    if announced is None:
        return False
    nouns = [word for word in before if word.start > announced.end and word.trigger is not None]
    # «سيكرم الفائزين في مسابقة 2019», «ستنظر في قرار صدر عام 2019»: the date of something else
    if any(is_in(word.key, "issued") or (word.trigger and word.trigger.event in _LONG_AGO) for word in nouns):
        return False
    last = before[-1].key if before else ""
    return any_in([last, timex.surface.split()[0]], "dating")


CHECKS = (order_words, past_after_writing, future_before_writing)
