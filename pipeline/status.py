"""How a clause tells its event: happened, ongoing, planned, possible, alleged, denied, put off, called off, recurring.

What decides stands before the trigger in its own clause, or governs it through an «أن» or «إن»; adjectives and
predicates stand behind it. The words are those of lexicon/status.toml and of [status] in triggers.toml.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from operator import attrgetter
from typing import Literal, NamedTuple

from pipeline import lexicon
from pipeline.clauses import Clause, Word
from pipeline.model import Status
from pipeline.triggers import Form, Trigger, forms, status_words

# Where the date lies, seen from the day of the article: «now» includes that day, «since» began at the date.
When = Literal["", "ahead", "today", "now", "back", "since"]

_REACH = 10
_CLOSE_BEFORE = 5
_MATRIX_REACH = 12
_HARD = frozenset(";:.!?\u061b\u061f")
_COMMA = frozenset(",\u060c")
_IMPERFECT = ("\u064a", "\u062a", "\u0646")
_CONJUNCTIONS = frozenset("\u0648\u0641")
_QAD = "\u0642\u062f"
_THEN = "\u062b\u0645"
_ABOUT = "\u0639\u0646"
_WHAT = "\u0645\u0627"
_BY = "\u0628"
_UNTIL = "\u062d\u062a\u064a"
_BEFORE_OR_UNTIL = frozenset({"\u0642\u0628\u0644", _UNTIL})
_FROM = "\u0645\u0646"
# «لم توقع» is of signing, not of expecting.
_EXPECT = frozenset({"\u062a\u0648\u0642\u0639", "\u0631\u062c\u062d"})
_WAS = frozenset(
    {"\u0643\u0627\u0646", "\u0643\u0627\u0646\u062a", "\u0643\u0627\u0646\u0627", "\u0643\u0627\u0646\u0648\u0627"}
)
_TIME_PARTICLES = frozenset(
    {"\u0645\u0646\u0630", "\u0645\u0630", "\u0628\u0639\u062f", "\u0642\u0628\u0644", "\u0639\u0642\u0628"}
    | {"\u062e\u0644\u0627\u0644"}
)
_OBJECTS = ("\u0647\u0627", "\u0647\u0645", "\u0647")
_FINITE = frozenset({"past", "present", "future"})
_HIS = ("\u0647\u0627", "\u062a\u0647", "\u0647\u0645", "\u0646\u0627")
# Kinds that are under way when told in the present of the same day; the others are announced for it.
_FRESH = frozenset({"conflict", "protest", "disaster", "statistic", "other", "trial", "death"})


class Telling(NamedTuple):
    """status; opener: the «أن» behind which an allegation begins, None where none does."""

    status: Status
    opener: int | None


class _Around(NamedTuple):
    """own: the words before the trigger in its clause; matrix: those that govern it; behind: up to the date.

    rest: to the end of the sentence. by_verb: a verb stands before the trigger in its own clause.
    """

    own: tuple[int, ...]
    matrix: tuple[int, ...]
    behind: tuple[int, ...]
    rest: tuple[int, ...]
    by_verb: bool


@cache
def _lists() -> dict[str, frozenset[str]]:
    found = lexicon.word_sets("status.toml")
    return {**found, **{f"basic {name}": row for name, row in status_words().items()}}


@lru_cache(maxsize=256)
def marks(*names: str) -> frozenset[str]:
    """The words of some lists of status.toml; «basic …» those of triggers.toml."""
    return frozenset().union(*(_lists()[name] for name in names))


@lru_cache(maxsize=64)
def _less(taken: str, *names: str) -> frozenset[str]:
    """The words of some lists without those of another."""
    return marks(*names) - marks(taken)


def bare(key: str) -> str:
    """A folded word without an attached conjunction."""
    return key[1:] if key[:1] in _CONJUNCTIONS else key


def is_one_of(key: str, wanted: frozenset[str]) -> bool:
    """Whether a folded word is one of them, as it stands or without an attached conjunction."""
    return key in wanted or bare(key) in wanted


def form_of(word: Word) -> str:
    """The form of a trigger; behind an attached preposition («بقتل») it is a noun, however it is spelled."""
    if word.trigger is None:
        return ""
    if word.trigger.form == "past" and word.key not in forms() and bare(word.key) not in forms():
        return "noun"
    return word.trigger.form


class _Text:
    """Words in order, to be asked for words and runs of words."""

    def __init__(self, words: Sequence[Word], places: Iterable[int]) -> None:
        self.words, self.places = words, tuple(places)

    def first(self, wanted: frozenset[str]) -> int | None:
        """The first place at which one of the words, or runs of words, stands."""
        readings, together = _readings_of(self.words)
        if wanted.isdisjoint(together):
            return None
        return next((at for at in self.places if not wanted.isdisjoint(readings[at])), None)

    def last(self, wanted: frozenset[str]) -> int | None:
        """The last such place."""
        readings, together = _readings_of(self.words)
        if wanted.isdisjoint(together):
            return None
        return next((at for at in reversed(self.places) if not wanted.isdisjoint(readings[at])), None)

    def has(self, wanted: frozenset[str]) -> bool:
        """Whether any stands here."""
        return self.first(wanted) is not None


_SentenceReadings = tuple[tuple[frozenset[str], ...], frozenset[str]]
# The sentence asked about last and its readings, as one value: many questions follow one another about one sentence.
_asked_last: list[tuple[Sequence[Word], _SentenceReadings]] = [((), ((), frozenset()))]


def _readings_of(words: Sequence[Word]) -> _SentenceReadings:
    """What each word of a sentence may be in a list, and all of that together: most questions end there."""
    known, found = _asked_last[0]
    if known is not words:
        keys = [word.key for word in words]
        readings = tuple(
            _readings(*keys[at : at + 3]) if _begins_run(key) else _readings(key) for at, key in enumerate(keys)
        )
        found = readings, frozenset().union(*readings)
        _asked_last[0] = (words, found)
    return found


@cache
def _run_beginnings() -> frozenset[str]:
    """The words with which the runs of words in the lists begin."""
    return frozenset(row.split(" ", 1)[0] for words in _lists().values() for row in words if " " in row)


@lru_cache(maxsize=65_536)
def _begins_run(key: str) -> bool:
    return is_one_of(key, _run_beginnings())


@lru_cache(maxsize=65_536)
def _readings(key: str, *following: str) -> frozenset[str]:
    """What a list may hold of a word: without what clings to it, and with the one or two words behind it."""
    plain = bare(key)
    forms = {key, plain, bare(plain)}
    if key[:2] == "\u0628\u0627" or key[:2] == "\u0644\u0644":
        forms.add("\u0627\u0644" + key[-len(key) + 3 :] if key[:2] == "\u0628\u0627" else "\u0627\u0644" + key[2:])
    if len(key) > 4 and key[0] in "\u0628\u0644":
        forms.add(key[1:])
    for length in range(1, len(following) + 1):
        rest = " ".join(following[:length])
        forms |= {f"{key} {rest}", f"{plain} {rest}"}
    return frozenset(forms)


def status_of(words: list[Word], clause: Clause, date: tuple[int, int], when: When, *, recurs: bool) -> Telling:
    """The status of a clause. date: its raw offsets. recurs: a frequency stands beside it."""
    clause = clause._replace(trigger=clause.trigger._replace(form=_form_in(words, clause)))
    around = _around(words, clause, date)
    behind = _Text(words, around.behind)
    before = _Text(words, (*around.matrix, *around.own, clause.at))
    off = _put_off(words, clause, around)
    if _was_to_be(words, _Text(words, (*before.places, *around.behind)), clause):
        return Telling(off[0] if off else _came_of_it(_Text(words, range(len(words)))), None)
    if off:
        standing = _not_off(words, around, off[1])
        if standing != "stays on":
            return Telling("possible" if standing else off[0], None)
        return Telling(_in_time(words, clause, around, when), None)
    led = _leads(words, date)
    if _is_denied(words, clause, around, before, led):
        return Telling("denied", None)
    close = _Text(words, (*around.own, clause.at, *around.behind, *around.rest[:6]))
    if _recurs(words, clause, around, close, when, recurs=recurs):
        return Telling("recurring", None)
    charged = before.has(marks("accusing", "basic alleged")) or behind.has(marks("basic alleged"))
    charged = charged or _is_blamed(words, before)
    if charged or _is_charge(words, clause) or _is_by_accusation(words):
        return Telling("alleged", _charged_from(words, clause))
    if when == "ahead" and led == _UNTIL and clause.trigger.form != "future" and _in_progress(words, clause, around):
        return Telling("ongoing", None)  # «يستمر المعرض حتى 20 مايو»
    return Telling(_in_time(words, clause, around, when), None)


def _came_of_it(sentence: _Text) -> Status:
    """What was to be: put off or called off where the sentence says so, else it may have come about."""
    if sentence.has(marks("cancelling", "basic cancelled")):
        return "cancelled"
    return "postponed" if sentence.has(marks("postponing", "basic postponed")) else "possible"


def _in_time(words: list[Word], clause: Clause, around: _Around, when: When) -> Status:
    """What is neither denied, alleged, put off nor repeated: by doubt, and by where its date lies."""
    form = clause.trigger.form
    future = _is_future(words, around, clause)
    decided = _Text(words, (*around.matrix, *around.own)).last(
        marks("basic planned") if form == "past" else marks("basic planned", "deciding")
    )
    if _is_possible(words, clause, around, decided, when):
        return "possible"
    if when in ("today", "now") and not future and _in_progress(words, clause, around):
        return "ongoing"
    if when in ("back", "since") and form != "future":
        meant = decided is not None and decided in around.own and form != "past"
        return "planned" if when == "back" and (meant or future) else "happened"
    if future or when == "ahead" or decided is not None:
        return "planned"
    if form == "noun" and _Text(words, around.behind).has(marks("basic planned")):
        return "planned"
    if when in ("today", "now") and (form == "present" or (form == "noun" and _presently(words, around))):
        if when == "now" or clause.trigger.kind in _FRESH:
            return "ongoing"
        return "happened" if clause.trigger.kind == "visit" else "planned"  # «يصل اليوم» is told of the day
    return "happened"


def _is_possible(words: list[Word], clause: Clause, around: _Around, decided: int | None, when: When) -> bool:
    form = clause.trigger.form
    governors = _Text(words, (*around.matrix, *around.own))
    doubt = _less("may", "expecting", "basic possible")
    doubted = governors.last(doubt)
    if doubted is not None and (
        (words[doubted].key in _EXPECT and bare(words[doubted - 1].key) in marks("negating"))
        or (form == "past" and doubted in around.own and not _imperfect_behind(words, doubted))
    ):
        doubted = None
    if doubted is None:
        doubted = _doubting_qad(words, governors)
    if doubted is not None and (decided is None or decided < doubted):
        return True
    if when != "since" and _is_conditional(words, clause, around):
        return True
    if form != "past" and when in ("ahead", "") and _Text(words, around.behind).has(doubt):
        return True
    if when == "now" and form == "noun" and governors.has(marks("calling")):
        return True  # «دعت الأمم المتحدة إلى هدنة خلال رمضان»
    return when in ("ahead", "now", "") and is_one_of(words[clause.at].key, marks("expecting"))


def _form_in(words: list[Word], clause: Clause) -> Form:
    """What is spelled like a perfect is a noun behind a preposition, or where a verb governs it at once."""
    trigger = clause.trigger
    if trigger.form != "past" or words[clause.at].trigger is None:
        return trigger.form
    key = words[clause.at].key
    if form_of(words[clause.at]) == "noun":
        return "noun"
    if key not in forms():
        return "past"
    for at in range(clause.at - 1, max(-1, clause.at - 7), -1):
        word = words[at]
        if word.role or word.key == _THEN or is_one_of(word.key, _WAS):
            return "past"
        if is_one_of(word.key, marks("deciding")) and at == clause.at - 1:
            return "noun"
        if form_of(word) in ("past", "present", "future"):
            return "noun" if at < clause.at - 1 else "past"
    return "past"


def _in_progress(words: list[Word], clause: Clause, around: _Around) -> bool:
    """«تتواصل المعارك», «المعارك مستمرة», «في جلسة ما زالت منعقدة»; a verb behind («تستمر يومين») tells how long."""
    progress = marks("continuing")
    if _Text(words, around.own).has(progress) or bare(words[clause.at].key) in progress:
        return True
    adjectives = frozenset(word for word in progress if word[:1] not in _IMPERFECT)
    places = (at for at in (*around.behind, *around.rest[:5]) if form_of(words[at - 1]) not in _FINITE)
    return _Text(words, tuple(places)).has(adjectives)


def _around(words: list[Word], clause: Clause, date: tuple[int, int]) -> _Around:
    own: list[int] = []
    matrix: list[int] = []
    verb = clause.trigger.form != "noun"
    crossed = governed = by_verb = False
    left = _REACH
    at = clause.at
    while at > 0 and left > 0:
        at -= 1
        left -= 1
        word = words[at]
        if word.key in _HARD or (word.role == "relative" and not crossed):
            break
        if word.role == "subordinate" and word.key != _WHAT and bare(word.key) not in marks("conditional"):
            break
        if word.role == "reported":
            crossed, verb, governed, left = True, False, False, _MATRIX_REACH
            continue
        if word.role == "stop":
            # Behind «أن» the verb of saying bounds it: «نفت الوزارة الحادث، وقالت إن …».
            if word.key in _COMMA and (governed or (verb and not crossed)) and not _is_aside(words, at):
                break
            continue
        if not crossed and not verb and bare(word.key) in _TIME_PARTICLES and not governed:
            break
        (matrix if crossed else own).append(at)
        if word.trigger is not None and word.trigger.form != "noun" and not word.trigger.light:
            if verb and not crossed:
                own.pop()
                break
            if governed:
                break
            governed = True
            by_verb = by_verb or not crossed
            left = min(left, 5)
    last = max([clause.at, *(i for i, word in enumerate(words) if word.start < date[1])])
    behind = tuple(i for i in range(clause.at + 1, last + 1) if not words[i].role or words[i].role == "relative")
    end = next((i for i in range(last + 1, len(words)) if words[i].key in _HARD), len(words))
    return _Around(tuple(reversed(own)), tuple(reversed(matrix)), behind, tuple(range(last + 1, end)), by_verb)


def _is_aside(words: list[Word], comma: int) -> bool:
    """«نفت الوزارة، الثلاثاء، وقوع»: a few words between two commas."""
    earlier = [i for i in range(max(0, comma - 5), comma) if words[i].key in _COMMA]
    later = [i for i in range(comma + 1, min(len(words), comma + 6)) if words[i].key in _COMMA]
    return bool(earlier or later)


def _was_to_be(words: list[Word], around: _Text, clause: Clause) -> bool:
    """«كان من المقرر أن», «التي كانت مقررة», «كانت ستعقد»."""
    planned = marks("basic planned", "deciding", "supposed")
    for at in around.places:
        if bare(words[at].key) not in _WAS:
            continue
        near = range(at + 1, min(len(words), at + 4))
        if any(bare(words[i].key) in planned for i in near):
            return True
        if at < clause.at <= at + 4 and clause.trigger.form == "future":
            return True
    return False


def _not_off(words: list[Word], around: _Around, at: int) -> str:
    """«قد تلغى», «طلب إرجاء» is not done yet, «نفت تأجيل» leaves it standing; '' where it is put or called off."""
    before = [i for i in (*around.matrix, *around.own, at - 1) if max(0, at - _CLOSE_BEFORE) <= i < at]
    governors = _Text(words, dict.fromkeys(before))
    if governors.has(marks("stays on")) or (at > 0 and is_one_of(words[at - 1].key, marks("negating"))):
        return "not yet" if governors.has(marks("expecting")) else "stays on"
    doubting = governors.last(_less("may", "not off yet"))
    if doubting is None:
        doubting = _doubting_qad(words, governors)
    return "not yet" if doubting is not None else ""


def _put_off(words: list[Word], clause: Clause, around: _Around) -> tuple[Status, int] | None:
    """Put off or called off, and the word that says so."""
    if _readings_of(words)[1].isdisjoint(_putting_off()):
        return None
    rest = _Text(words, around.rest)
    governors = _Text(words, [i for i in (*around.matrix, *around.own, clause.at) if _may_put_off(words, i)])
    nearer = (i for i in (*around.own, clause.at, *around.behind) if i <= clause.at + 12)
    close = _Text(words, [i for i in nearer if _may_put_off(words, i)])
    free = clause.trigger.form == "noun" and not around.by_verb
    both: tuple[tuple[Status, frozenset[str]], ...] = (
        ("cancelled", marks("cancelling", "basic cancelled")),
        ("postponed", marks("postponing", "basic postponed")),
    )
    for status, wanted in both:
        at = governors.last(wanted)
        if at is None and clause.trigger.form == "noun":
            at = close.first(wanted)
        if at is None and (free or clause.trigger.light):
            at = rest.first(wanted)
        if at is None:
            continue
        if status == "cancelled" and _is_repeal(words, at):
            continue
        return status, at
    given_up = governors.last(marks("giving up"))
    if given_up is not None and any(word.key == _ABOUT for word in words[given_up + 1 : given_up + 5]):
        return "cancelled", given_up
    return None


@cache
def _putting_off() -> frozenset[str]:
    return marks("cancelling", "basic cancelled", "postponing", "basic postponed", "giving up")


def _may_put_off(words: list[Word], at: int) -> bool:
    """Not «من أجل», nor «أجلت رعاياها», which is spelled like putting off."""
    trigger = words[at].trigger
    if trigger is not None and trigger.event == "rescue":
        return False
    return not (words[at].key in marks("sake") and at > 0 and bare(words[at - 1].key) == _FROM)


def _is_repeal(words: list[Word], at: int) -> bool:
    """«ألغت المحكمة قانونا»: what is lifted is a rule; a rule's decision has happened."""
    for word in words[at + 1 : at + 5]:
        if word.key in marks("lawful"):
            return True
        if word.role or (word.trigger is not None and word.trigger.form == "noun"):
            return False
    return False


def _leads(words: list[Word], date: tuple[int, int]) -> str:
    """The word right before the date."""
    at = bisect_right(words, date[0], key=attrgetter("end")) - 1
    return words[at].key if at >= 0 else ""


def _is_denied(words: list[Word], clause: Clause, around: _Around, before: _Text, led: str) -> bool:
    at = before.last(_less("negating", "denying", "basic denied"))
    if at is not None:
        return not (at > 0 and bare(words[at - 1].key) in marks("negating"))
    if led not in _BEFORE_OR_UNTIL and _is_negated(words, clause, around):
        return True  # «لم يصل حتى الاثنين» has arrived on that day
    return (
        clause.trigger.form == "noun"
        and not around.by_verb
        and _Text(words, (*around.behind, *around.rest)).has(marks("denying"))
    )


def _is_negated(words: list[Word], clause: Clause, around: _Around) -> bool:
    """«لم يلتق», «لن يزور», «لم تعقد اللجنة أي اجتماع»; not «لا يزال» nor «لم يلتقيا إلا»."""
    if any(bare(words[i].key) in marks("except") for i in (*around.behind, *around.rest)):
        return False
    for at in around.own:
        key = bare(words[at].key)
        if at + 1 >= len(words):
            continue
        after = words[at + 1].key
        if after in marks("continuing"):
            continue
        if key == _WHAT and at == 0 and at + 1 == clause.at and clause.trigger.form == "past":
            return True
        if key not in marks("negating") or (after in marks("expecting") and after not in _EXPECT):
            continue
        if clause.trigger.form != "noun" and at < clause.at - 2:
            continue
        if after[:1] in _IMPERFECT or words[at + 1].trigger is not None or key != "\u0644\u0627":
            return True
    return False


def _recurs(words: list[Word], clause: Clause, around: _Around, close: _Text, when: When, *, recurs: bool) -> bool:
    if clause.trigger.kind == "statistic":
        return False
    often = recurs or close.has(marks("recurring"))
    present = clause.trigger.form == "present" or _presently(words, around)
    if often and (when not in ("ahead", "today") or (when == "ahead" and present)):
        return True
    return when == "since" and close.has(marks("periodic"))


def _charged_from(words: list[Word], clause: Clause) -> int | None:
    """The «أن» behind a verb that accuses («يشك … في أن …»): what is alleged begins there."""
    if bare(words[clause.at].key) not in marks("accusing", "basic alleged"):
        return None
    behind = range(clause.at + 1, min(len(words), clause.at + 9))
    return next((at for at in behind if words[at].role == "reported"), None)


def alleged_event(words: list[Word], opener: int) -> Trigger | None:
    """What is alleged to happen, behind the «أن»."""
    return next((word.trigger for word in words[opener + 1 : opener + 10] if word.trigger is not None), None)


def _is_by_accusation(words: list[Word]) -> bool:
    """«بحسب مزاعم المعارضة، …», «وفق لائحة الاتهام»."""
    according, charges = marks("according"), marks("accusing", "charges", "basic alleged")
    return any(
        is_one_of(word.key, according) and _Text(words, (at + 1,)).has(charges) for at, word in enumerate(words[:-1])
    )


def _is_blamed(words: list[Word], before: _Text) -> bool:
    """«حملت المعارضة السلطات مسؤولية», «المتهم بقتل»."""
    if before.has(marks("responsibility")) and before.has(marks("blaming")):
        return True
    accused = before.last(marks("accused"))
    after = words[accused + 1] if accused is not None and accused + 1 < len(words) else None
    return after is not None and after.key[:1] == _BY and not after.role


def _is_charge(words: list[Word], clause: Clause) -> bool:
    """«قال الجيش إن المتمردين قصفوا»: one side tells what another did."""
    first, opener = clause.speaker
    if clause.trigger.kind == "disaster":  # «إن الزلزال ضرب المدينة»: nobody is accused
        return False
    if first < 0 or clause.at <= opener or len(words[opener].key) > 3:
        return False
    said = _Text(words, range(first + 1, opener))
    if said.has(marks("neutral")):
        return False
    inside = range(opener + 1, min(len(words), opener + 14))
    hostile = next((at for at in inside if _is_hostile(words, at)), None)
    if hostile is None or hostile > clause.at + 3:
        return False
    agents = [i for i in range(opener + 1, hostile) if not words[i].role]
    return bool(agents) and not any(_is_owned(words[i].key) for i in agents[:2])


def _is_hostile(words: list[Word], at: int) -> bool:
    """«قصفوا», also with a pronoun («ضربوه»)."""
    if _Text(words, (at,)).has(marks("hostile")):
        return True
    stem = next((words[at].key[: -len(end)] for end in _OBJECTS if words[at].key.endswith(end)), "")
    return is_one_of(stem, marks("hostile")) or is_one_of(f"{stem}\u0627", marks("hostile"))


def _is_owned(key: str) -> bool:
    return len(key) > 4 and key.endswith(_HIS)


def _is_conditional(words: list[Word], clause: Clause, around: _Around) -> bool:
    wanted = marks("conditional")
    if clause.trigger.form == "past" and not _Text(words, range(min(2, len(words)))).has(wanted):
        return False
    opening = _Text(words, range(min(2, clause.at)))
    near = _Text(words, (*around.own, *around.behind, *around.rest[:5]))
    return opening.has(wanted) or near.has(wanted)


def _doubting_qad(words: list[Word], governors: _Text) -> int | None:
    """«قد» before an imperfect doubts; before a perfect it confirms."""
    for at in governors.places:
        if bare(words[at].key) == _QAD and _imperfect_behind(words, at):
            return at
    return None


def _imperfect_behind(words: list[Word], at: int) -> bool:
    after = words[at + 1] if at + 1 < len(words) else None
    if after is None or after.key[:1] not in _IMPERFECT:
        return bool(after) and bare(words[at].key) != _QAD
    return after.trigger is None or after.trigger.form != "past"


def _is_future(words: list[Word], around: _Around, clause: Clause) -> bool:
    if clause.trigger.form == "future":
        return True
    return clause.trigger.form == "noun" and any(
        (trigger := words[i].trigger) is not None and trigger.form == "future" for i in around.own
    )


def _presently(words: list[Word], around: _Around) -> bool:
    return any((trigger := words[i].trigger) is not None and trigger.form == "present" for i in around.own)
