"""From dated clauses to event mentions: what one article tells to have been when, with whom, where, and how sure.

A mention never says more than its clause: its value is that of its date words, its actors and places are those named
there (short forms and titles resolved by names.py), its status is as told on the article's day.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import timedelta
from operator import attrgetter
from typing import NamedTuple

from pipeline import timevalue, titles
from pipeline.clauses import Clause, Word, clause_of
from pipeline.dating import Use, counted_from, uses
from pipeline.dct.evidence import Witness
from pipeline.model import (
    Anchor,
    Article,
    Basis,
    CalendarDate,
    Duration,
    Mention,
    Name,
    Resolved,
    Span,
    Status,
    TimeValue,
)
from pipeline.names import names_somebody
from pipeline.participants import Told, is_preposition, tells_of_people, who_and_where
from pipeline.speakers import Heard, speaker_of
from pipeline.status import When, alleged_event, bare, is_one_of, marks, status_of
from pipeline.text import fold_letters
from pipeline.triggers import boundaries, rows

# How far back, in characters, a pronoun may point.
_BACK = 600
# Words of so many letters are particles.
_SHORT = 3
# «اتفاق وقع في مارس»: so many words behind a noun its own verb stands.
_OWN_VERB = 2
# So many words before a date «المقرر» makes it that of what was planned.
_PLANNED_BEFORE = 3
# How far from a date, in characters, a frequency may stand that goes with it.
_BESIDE = 90


class Reading(NamedTuple):
    """What a clause says apart from when: the same whatever date its article turns out to have."""

    clause: Clause
    actors: tuple[Name, ...]
    places: tuple[Name, ...]
    speaker: str
    title_ar: str
    title_en: str


class _Context(NamedTuple):
    article: Article
    anchor: Anchor
    names: Sequence[Name]
    sentence: Span
    words: list[Word]
    uses: list[Use]
    readings: dict[object, Reading]


def find_mentions(
    witness: Witness, resolved: Sequence[Resolved], anchor: Anchor, readings: dict[object, Reading]
) -> list[Mention]:
    """The dated events that an article tells of, in order.

    resolved: its expressions, counted from the anchor. readings: what its clauses were found to say when it was told
    before, counted from another anchor; what is found now is added.
    """
    found: list[Mention] = []
    all_uses = [use for use in uses(resolved) if witness.is_told(use.timexes[0].timex)]
    position = 0
    dates = [span for use in all_uses for span in use.spans]
    habits = _habits(witness.article.text)
    for sentence in witness.sentences:
        here: list[Use] = []
        while position < len(all_uses) and all_uses[position].start < sentence.end:
            if all_uses[position].start >= sentence.start:
                here.append(all_uses[position])
            position += 1
        told = [one for one in habits if sentence.start <= one.start < sentence.end]
        if here or told:
            near = _without_dates(witness.names_in(sentence, _BACK), dates)
            words = witness.words_of(sentence)
            context = _Context(witness.article, anchor, near, sentence, words, here, readings)
            dated = _of_sentence(context)
            found += [*dated, *_recurring(context, dated, told)]
    return found


def _without_dates(names: Sequence[Name], dates: Sequence[Span]) -> Sequence[Name]:
    """Names but those inside expressions of time: «آب 2021» is no town."""
    inside = [name for name in names if name.category in ("place", "country") and _is_in_date(name, dates)]
    return [name for name in names if name not in inside] if inside else names


def _is_in_date(name: Name, dates: Sequence[Span]) -> bool:
    at = bisect_right(dates, name.start, key=attrgetter("start")) - 1
    return at >= 0 and name.end <= dates[at].end


def _habits(text: str) -> list[Span]:
    """Where words stand that alone tell that something recurs: «دأب على», «عادة ما»."""
    folded = fold_letters(text)
    found: dict[int, Span] = {}
    for word in marks("habit"):
        at = folded.find(word)
        while at >= 0:
            end = at + len(word)
            opens = at == 0 or not folded[at - 1].isalpha() or bare(folded[at - 1 : end]) == word
            if opens and not folded[end : end + 1].isalpha():
                found.setdefault(at, Span(at, end))
            at = folded.find(word, end)
    return [found[at] for at in sorted(found)]


def _recurring(context: _Context, dated: Sequence[Mention], habits: Sequence[Span]) -> list[Mention]:
    """What is told to recur and has no date besides: «يعقد كل أسبوعين», «دأب على». One telling for each event."""
    often = [use for use in context.uses if use.role == "recurrence"]
    if not often and not any(one.status == "recurring" for one in dated):
        often = [Use(one.start, one.end, (), timevalue.undated("XXXX"), "recurrence") for one in habits[:1]]
    found: list[Mention] = []
    for use in often:
        clause = clause_of(context.words, use.start, use.end)
        if (
            clause is None
            or _figures(context, clause).trigger.kind == "statistic"
            or context.words[clause.at].trigger is None
        ):
            continue
        if not use.timexes and not _is_habit(context.words, clause, use):
            continue
        at = context.words[clause.at]
        if any(one.start <= at.start < one.end for one in (*dated, *found)):
            continue
        mention = _mention(context, use, clause, use.value, use.spans)
        if mention.status == "recurring":
            found.append(mention)
    return found


def _of_sentence(context: _Context) -> list[Mention]:
    found: list[tuple[Use, Clause, TimeValue]] = []
    for use in context.uses:
        made = _dated_clause(context, use, found)
        if made is not None:
            found.append(made)
            counted_to = _counted_to(context, use)
            if counted_to is not None:
                found.append(counted_to)
    found = [one for one in found if one[0].role != "counted back" or not _is_dated_besides(one, found)]
    lengths = [use for use in context.uses if use.role == "length"]
    mentions: list[Mention] = []
    for use, clause, value in found:
        lasting, spans = _with_length(value, clause, use, lengths)
        mentions.append(_mention(context, use, clause, lasting, spans))
    return mentions


def _is_habit(words: list[Word], clause: Clause, use: Use) -> bool:
    """«دأب على تنظيم», «يلتقون بانتظام»: a verb of habit before a noun, or anything beside a verb of the present."""
    before = words[clause.at].start > use.end
    verbs = (word.trigger for word in words[clause.first : clause.at + 1])
    return before or any(trigger is not None and trigger.form == "present" for trigger in verbs)


def _is_dated_besides(counted: tuple[Use, Clause, TimeValue], found: list[tuple[Use, Clause, TimeValue]]) -> bool:
    """«بعد أسبوع من تعيينه في 6 مايو»: what it is counted from says its day, so the length dates nothing more."""
    use, clause, value = counted
    return any(
        later.start > use.start and (other.edtf == value.edtf or 0 <= dated.at - clause.at <= _OWN_VERB)
        for later, dated, other in found
    )


def _dated_clause(
    context: _Context, use: Use, before: list[tuple[Use, Clause, TimeValue]]
) -> tuple[Use, Clause, TimeValue] | None:
    if use.role in ("length", "recurrence") or _is_counted(context, use):
        return None
    if use.role == "counted back":
        return _counted_back(context, use, before)
    clause = clause_of(context.words, use.start, use.end)
    if clause is None:
        return None
    if _is_of_source(context.words, clause, use):
        return None
    if before:
        clause = _main_clause(context, use, clause, before[-1]) or clause
    value = use.value
    if _follows(context.words, use.start, _SINCE) and not _has_first(context.words, clause, use):
        value = timevalue.since(value)
    return use, clause, value


def _is_of_source(words: list[Word], clause: Clause, use: Use) -> bool:
    """«بلغت …، وفق بيانات الوزارة الصادرة أمس»: the day of the figures' publication is not that of what they tell."""
    at = _word_before(words, use.start)
    if at < 0 or words[at].key not in boundaries().participles or clause.at >= at:
        return False
    return any(is_one_of(word.key, marks("according")) for word in words[clause.at : at])


def _main_clause(context: _Context, use: Use, clause: Clause, before: tuple[Use, Clause, TimeValue]) -> Clause | None:
    """«توفي الشاعر الذي ولد عام 1936 في لندن يوم الأحد»: the relative clause with its date is over."""
    dated, earlier, _ = before
    words = context.words
    if earlier.at != clause.at or dated.role != "date" or clause.trigger.form == "noun":
        return None
    opens = next((i for i in range(clause.at - 1, -1, -1) if words[i].role in ("relative", "reported", "stop")), -1)
    between = [word for word in words if dated.end <= word.start and word.end <= use.start]
    if opens < 0 or words[opens].role != "relative" or sum(len(word.key) > _SHORT for word in between) < 1:
        return None
    return clause_of(words, use.start, use.end, outside=opens)


_SINCE = ("\u0645\u0646\u0630", "\u0645\u0630")
_FROM = "\u0645\u0646"
_IN = "\u0641\u064a"
_HIS = ("\u0647", "\u0647\u0627", "\u0647\u0645")
_UNTIL = ("\u0627\u0644\u064a", "\u062d\u062a\u064a")


def _word_before(words: list[Word], start: int) -> int:
    return bisect_right(words, start, key=attrgetter("end")) - 1


def _follows(words: list[Word], start: int, keys: tuple[str, ...]) -> bool:
    at = _word_before(words, start)
    return at >= 0 and bare(words[at].key) in keys


def _has_first(words: list[Word], clause: Clause, use: Use) -> bool:
    """«أول … منذ 2019», «الأولى له منذ …»: the date is that of the earlier one."""
    return any(
        word.key.removeprefix("\u0648") in boundaries().first
        for word in words
        if word.start >= clause.start - 60 and word.end <= use.start
    )


def _is_counted(context: _Context, use: Use) -> bool:
    """«للمرة الثانية هذا الشهر» counts within the month; «للمرة الأولى في أبريل» dates."""
    at = _word_before(context.words, use.start)
    return (
        at > 0 and context.words[at].key not in boundaries().first and context.words[at - 1].key in boundaries().times
    )


def _counted_back(
    context: _Context, use: Use, before: list[tuple[Use, Clause, TimeValue]]
) -> tuple[Use, Clause, TimeValue] | None:
    """A duration that dates another event: «بعد شهرين من فشل …», «أول زيارة منذ 24 عاما»."""
    expr, words = use.timexes[0].timex.expr, context.words
    if not isinstance(expr, Duration):
        return None
    behind = bisect_left(words, use.end, key=attrgetter("start"))
    if expr.relation == "after":
        if behind >= len(words) or words[behind].key != _FROM:
            return _counted_on(context, use, expr, before)
        base = before[-1][2] if before else _told_next(context, use)
        at = next((i for i in range(behind + 1, min(len(words), behind + 6)) if words[i].trigger), None)
        if at is None:
            return None
    else:
        at = next((i for i in range(behind - 1, -1, -1) if words[i].trigger and words[i].end <= use.start), None)
        if at is None or not any(
            word.key.removeprefix("\u0648") in boundaries().first
            for word in words[max(0, at - 2) : behind]
            if word.end <= use.start
        ):
            return None
        base = context.anchor.value
    value = counted_from(base, expr)
    if value is None:
        value = timevalue.undated("XXXX")
    clause = clause_of(words, use.start, use.end)
    trigger = words[at].trigger
    if trigger is None:
        return None
    start = min(words[at].start, use.start)
    start = min(start, words[max(0, at - 1)].start) if words[max(0, at - 1)].key in boundaries().first else start
    first = next(i for i, word in enumerate(words) if word.start >= start)
    last = _run_on(words, max(at, behind - 1))
    dated = Clause(
        start,
        max(words[last].end, use.end),
        first,
        last,
        at,
        trigger,
        relative=False,
        speaker=clause.speaker if clause else (-1, -1),
    )
    return use, dated, value


def _counted_on(
    context: _Context, use: Use, expr: Duration, before: list[tuple[Use, Clause, TimeValue]]
) -> tuple[Use, Clause, TimeValue] | None:
    """«اعتقل في سبتمبر 2015، وأفرج عنه بعد شهرين»: counted from what the same sentence told right before."""
    if not before or before[-1][0].role != "date":
        return None
    words, (dated, earlier, base) = context.words, before[-1]
    clause = clause_of(words, use.start, use.end)
    if clause is None or clause.trigger.form != "past" or not dated.end <= words[clause.at].start < use.start:
        return None
    if any(words[i].role == "reported" for i in range(earlier.at, clause.at)):
        return None
    value = counted_from(base, expr, on=True)
    return None if value is None or base.earliest is None else (use, clause, value)


def _told_next(context: _Context, use: Use) -> TimeValue:
    """«بعد شهرين من استقالته، عين في مارس 2021»: counted from the date that follows; else from the article's own."""
    follows = next((one for one in context.uses if one.start > use.end and one.role == "date"), None)
    return context.anchor.value if follows is None or follows.value.earliest is None else follows.value


def _counted_to(context: _Context, use: Use) -> tuple[Use, Clause, TimeValue] | None:
    """«بعد 24 عاما من زيارته الأولى، زار …»: what is told of now was in the year, or month, of the writing."""
    words, expr, anchor = context.words, use.timexes[0].timex.expr, context.anchor.value
    opens = _word_before(words, use.start) <= 1
    if use.role != "counted back" or not isinstance(expr, Duration) or expr.relation != "after" or not opens:
        return None
    comma = next((at for at, word in enumerate(words) if word.start >= use.end and word.role == "stop"), len(words))
    verb = next((word for word in words[comma + 1 : comma + 3] if word.trigger and word.trigger.form == "past"), None)
    first, last = anchor.earliest, anchor.latest
    if verb is None or first is None or last is None or first.year != last.year:
        return None
    clause = clause_of(words, verb.end, verb.end)
    value = timevalue.of_year(first.year)
    if expr.amounts[0][1] == "month" and first.month == last.month:
        value = timevalue.of_month(first.year, first.month)
    return None if clause is None else (use._replace(start=verb.start, end=verb.end), clause, value)


def _run_on(words: list[Word], at: int) -> int:
    last = at
    for position in range(at + 1, min(len(words), at + 14)):
        trigger = words[position].trigger
        if words[position].role or (trigger is not None and trigger.form != "noun"):
            break
        last = position
    return last


def _with_length(value: TimeValue, clause: Clause, use: Use, lengths: list[Use]) -> tuple[TimeValue, tuple[Span, ...]]:
    """«تستمر لمدة يومين» from a day on: the days themselves."""
    for length in lengths:
        expr = length.timexes[0].timex.expr
        near = clause.start <= length.start <= clause.end + 60 and length.start > use.start
        if near and isinstance(expr, Duration) and value.granularity == "day" and value.earliest == value.latest:
            number, unit = expr.amounts[0]
            if unit == "day" and number and value.earliest and 1 < number <= 31:
                last = value.earliest + timedelta(days=int(number) - 1)
                return timevalue.of_days(value.earliest, last), (*use.spans, *length.spans)
    return value, use.spans


def _mention(context: _Context, use: Use, clause: Clause, value: TimeValue, spans: tuple[Span, ...]) -> Mention:
    clause = _figures(context, clause)
    when = _when(context, use, value)
    telling = status_of(context.words, clause, (use.start, use.end), when, recurs=_is_recurring(context, use))
    status, opener = telling
    if status == "recurring" and _is_every_year(use):
        value = timevalue.undated(use.value.timex3)
    if status == "postponed" and when in ("back", "today") and _is_day_of_putting_off(context, use):
        status, clause = "happened", _putting_off(context.words, clause, use)
    known = (use.start, clause, spans, status, opener)
    reading = context.readings.get(known)
    if reading is None:
        reading = context.readings[known] = _read(context, clause, spans, status, opener)
    clause = reading.clause
    basis = _basis(use, value, context.anchor)
    end = max([clause.end, *(span.end for span in spans)])
    surface = context.article.text[use.start : use.end]
    event = clause.trigger.event
    steps = "".join(f"{one.trace}; " for one in use.timexes)
    trigger = context.words[clause.at]
    return Mention(
        mention_id=mention_id(context.article, context.sentence, surface, use.start),
        article=context.article.name,
        start=clause.start,
        end=end,
        sentence_start=context.sentence.start,
        sentence_end=context.sentence.end,
        trigger=context.article.text[trigger.start : trigger.end],
        timexes=spans,
        value=value,
        basis=basis,
        kind=clause.trigger.kind,
        event_type=event,
        status=status,
        speaker=reading.speaker,
        denied_by=(),
        actors=reading.actors,
        places=reading.places,
        title_ar=reading.title_ar,
        title_en=reading.title_en,
        trace=f"{steps}event(type={event}; form={clause.trigger.form}); status(is={status})",
    )


def _read(context: _Context, clause: Clause, spans: tuple[Span, ...], status: Status, opener: int | None) -> Reading:
    """Who, where, who says so, and the titles of a clause that is told so."""
    text, words, names = context.article.text, context.words, context.names
    actors, places = who_and_where(Told(text, names, context.sentence, words), clause, opener)
    dates = [span for one in context.uses for span in one.spans]
    speaker = speaker_of(Heard(text, words, names, dates), clause)
    clause = _return_of_things(context, _announced_visit(context, clause), actors, places)
    if opener is not None:
        clause = clause._replace(trigger=alleged_event(words, opener) or clause.trigger)
    title_ar, title_en = titles.titles(
        text,
        words,
        clause,
        spans,
        actors,
        places,
        names=names,
        status=status,
        speaker=speaker,
        alleged_from=opener,
    )
    return Reading(clause, actors, places, speaker, title_ar, title_en)


def _when(context: _Context, use: Use, value: TimeValue) -> When:
    """Where a date lies, seen from the day of the article; its words tell where the days do not."""
    if value.edtf.endswith("..") or use.role == "since":
        return "since"
    day = use.value if use.value.granularity == "day" else value  # not how long it lasts from that day on
    first, last = day.earliest, day.latest
    here = context.anchor.value
    if first is None or last is None or here.earliest is None or here.latest is None:
        keys = {bare(word.key) for word in context.words if use.start <= word.start < use.end}
        return "ahead" if keys & marks("ahead") else ""
    if first > here.latest:
        return "ahead"
    if last < here.earliest:
        return "back"
    return "today" if first == last else "now"


def _is_day_of_putting_off(context: _Context, use: Use) -> bool:
    """«أجلت المحكمة الأحد الجلسة إلى 3 يونيو»: of two dates that which nothing leads to is the day of the decision."""
    words = context.words
    at = _word_before(words, use.start)
    before = {word.key for word in words[max(0, at - _PLANNED_BEFORE) : at + 1]}
    if (at >= 0 and words[at].key in (*_UNTIL, _FROM)) or before & boundaries().participles:
        return False
    return any(other.start > use.end and _follows(words, other.start, _UNTIL) for other in context.uses)


def _putting_off(words: list[Word], clause: Clause, use: Use) -> Clause:
    """The decision alone: from the verb that puts off to its day."""
    trigger = rows()["decision.decision"]._replace(form="past")
    known = marks("postponing", "basic postponed")
    verb = next((i for i in range(clause.first, clause.last + 1) if is_one_of(words[i].key, known)), clause.at)
    if words[verb].start > use.start:
        return clause._replace(trigger=trigger)
    last = _word_before(words, use.end)
    return clause._replace(start=words[verb].start, end=use.end, first=verb, last=last, at=verb, trigger=trigger)


def _is_every_year(use: Use) -> bool:
    """«عادة ما … في سبتمبر»: a month or season without its year, of what recurs, is that of no one year."""
    return use.role == "date" and all(
        isinstance(expr, CalendarDate)
        and (expr.month or expr.season)
        and expr.year is None
        and expr.year_offset is None
        and expr.month_offset is None
        and expr.direction == "none"
        for expr in (one.timex.expr for one in use.timexes)
    )


def _is_recurring(context: _Context, use: Use) -> bool:
    """A frequency stands close to the date: «كل عام منذ 2015»."""
    return any(abs(one.start - use.start) < _BESIDE for one in context.uses if one.role == "recurrence")


def _announced_visit(context: _Context, clause: Clause) -> Clause:
    """«يصل … في زيارة»: an arrival that is told as the visit it opens is the visit."""
    if clause.trigger.event != "arrival":
        return clause
    for at in range(clause.at + 1, min(len(context.words), clause.at + 20)):
        trigger = context.words[at].trigger
        if trigger is not None and trigger.event == "visit" and context.words[at - 1].key == _IN:
            return clause._replace(trigger=trigger._replace(form=clause.trigger.form))
    return clause


def _return_of_things(context: _Context, clause: Clause, actors: Sequence[Name], places: Sequence[Name]) -> Clause:
    """«تعود الحياة إلى»: a return of something that does not travel is no visit; «يعود إلى بلاده» is somebody's."""
    if clause.trigger.event != "return" or actors:
        return clause
    behind = [word.key for word in context.words[clause.at + 1 : clause.at + 3]]
    travels = len(behind) > 1 and is_preposition(behind[0]) and (bool(places) or behind[1].endswith(_HIS))
    if travels or (behind and (names_somebody(behind[0]) or tells_of_people(behind[0]))):
        return clause
    return clause._replace(trigger=rows()["other.other"]._replace(form=clause.trigger.form))


def _figures(context: _Context, clause: Clause) -> Clause:
    """«وصل عدد السكان إلى»: a verb whose subject is a figure tells a figure."""
    behind = context.words[clause.at + 1].key if clause.at + 1 < len(context.words) else ""
    trigger = clause.trigger
    if trigger.form == "noun" or trigger.kind not in ("visit", "other", "decision") or behind not in marks("figures"):
        return clause
    return clause._replace(trigger=rows()["statistic.statistic"]._replace(form=trigger.form))


def mention_id(article: Article, sentence: Span, surface: str, start: int) -> str:
    """A hash of the article's text, the sentence and the expression: no rule, row number or path is in it.

    The same expression twice in a sentence is told apart by how often it stood there before.
    """
    words = article.text[sentence.start : sentence.end]
    occurrence = article.text.count(surface, sentence.start, start)
    key = "\x1f".join((article.digest, words, surface, str(occurrence)))
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _basis(use: Use, value: TimeValue, anchor: Anchor) -> Basis:
    if not value.edtf:
        return ""
    if use.role == "date" and all(one.relative_to == "none" for one in use.timexes):
        return "stated"
    return "inferred" if anchor.source == "inferred" else "computed"
