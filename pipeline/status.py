"""How a clause tells its event, as happened, planned, denied and so on, and who says so."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter

from pipeline.clauses import Clause, Word
from pipeline.model import Name, Status
from pipeline.triggers import Trigger, status_words

_STATUS_REACH = 9


def alleged_from(words: list[Word], clause: Clause) -> int | None:
    """The «أن» behind a verb that accuses («يشك … في أن …»): what is alleged begins there."""
    if bare(words[clause.at].key) not in status_words()["alleged"]:
        return None
    behind = range(clause.at + 1, min(len(words), clause.at + 9))
    return next((at for at in behind if words[at].role == "reported"), None)


def alleged_event(words: list[Word], opener: int) -> Trigger | None:
    """What is alleged to happen, behind the «أن»."""
    return next((word.trigger for word in words[opener + 1 : opener + 10] if word.trigger is not None), None)


def accuser(words: list[Word], names: Sequence[Name], clause: Clause, opener: int) -> str:
    """Who accuses: named between the verb and its «أن»."""
    start, end = words[clause.at].end, words[opener].start
    return next((name.label for name in names if start <= name.start < end), "")


def speaker_of(words: list[Word], names: Sequence[Name], clause: Clause) -> str:
    """Who says the clause, where a verb of saying leads to it."""
    first, opener = clause.speaker
    if first < 0 or clause.at <= opener:
        return ""
    start, end = words[first].start, words[opener].start
    said = [name for name in names if start <= name.start < end]
    return said[0].label if said else ""


def status_of(words: list[Word], clause: Clause) -> Status:
    """How a clause tells its event: as happened, planned, possible, alleged, denied, postponed, cancelled."""
    marks = status_words()
    low = max(clause.speaker[1] + 1, clause.first - _STATUS_REACH, 0)
    region = words[low : clause.at]
    if clause.trigger.form == "noun":
        region = _own_phrase(region)
    keys = {bare(word.key) for word in region if word.role != "stop"} - _perfect_qad(region, words)
    own = words[clause.at].key
    form = clause.trigger.form
    if _is_negated(words, clause):
        return "denied"
    if own in marks["cancelled"] or keys & marks["cancelled"]:
        return "cancelled"
    if own in marks["postponed"] or keys & marks["postponed"]:
        return "postponed"
    if own in marks["alleged"] or keys & marks["alleged"]:
        return "alleged"
    if form == "future":
        return "planned"
    if keys & marks["planned"] or own in marks["planned"]:
        return "planned"
    if keys & marks["possible"] and form != "past":
        return "possible"
    return "happened"


def _is_negated(words: list[Word], clause: Clause) -> bool:
    """«لم يلتق», «لن يزور», and «لم تعقد اللجنة أي اجتماع», where the light verb is negated."""
    verb = clause.at
    if clause.trigger.form == "noun":
        verb = next((i for i in range(clause.at - 1, max(-1, clause.at - 7), -1) if _is_light(words[i])), -1)
    elif clause.trigger.form == "past":
        return False
    return verb > 0 and any(bare(word.key) in _NEGATIONS for word in words[max(0, verb - 2) : verb])


def _is_light(word: Word) -> bool:
    return word.trigger is not None and word.trigger.light


_NEGATIONS = frozenset({"\u0644\u0645", "\u0644\u0646"})


def bare(key: str) -> str:
    """A folded word without an attached conjunction."""
    return key.removeprefix("\u0648").removeprefix("\u0641")


def _own_phrase(region: list[Word]) -> list[Word]:
    """«قد يلتقيان بعد انهيار الاتفاق»: what stands before the particle of time says nothing of the noun behind it."""
    for at in range(len(region) - 1, -1, -1):
        if bare(region[at].key) in _TIME_PARTICLES:
            return region[at + 1 :]
    return region


def _perfect_qad(region: list[Word], words: list[Word]) -> set[str]:
    """«قد» before a perfect confirms; only before an imperfect does it doubt."""
    for word in region:
        if bare(word.key) == _QAD:
            behind = bisect_right(words, word.start, key=attrgetter("start"))
            if behind < len(words) and words[behind].key[:1] in "\u064a\u062a\u0646" and not _is_perfect(words[behind]):
                return set()
    return {_QAD}


def _is_perfect(word: Word) -> bool:
    return word.trigger is not None and word.trigger.form == "past"


_QAD = "\u0642\u062f"
_TIME_PARTICLES = frozenset(
    {
        "\u0645\u0646\u0630",
        "\u0645\u0630",
        "\u0628\u0639\u062f",
        "\u0642\u0628\u0644",
        "\u0639\u0642\u0628",
        "\u062e\u0644\u0627\u0644",
    }
)
