"""title_ar: from the clause's own words, the verb as its noun where that reads naturally, nobody left unnamed."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.clauses import Word
from pipeline.model import Name
from pipeline.text import fold_key
from pipeline.titles.pieces import LIMIT, Piece, drop_leading, headline, pieces_of
from pipeline.titles.pointing import as_told, label_piece, resolved
from pipeline.titles.relative import is_empty, relative
from pipeline.titles.stretch import (
    QUOTES,
    REACH,
    apart,
    dates_back,
    from_subject,
    governing,
    last_word,
    speech,
    verb_behind_that,
    word_of,
)
from pipeline.titles.telling import Telling, destinations
from pipeline.titles.words import (
    ARTICLE,
    ATTACHED,
    CONJUNCTIONS,
    FOR,
    bare,
    folded,
    noun_of,
    says_plainly,
    table,
    with_for,
)
from pipeline.triggers import forms, status_words, title_parts, title_words

_MOST_NAMES = 3
# A longer subject stands before its verb.
_LONG_SUBJECT = 4
_DUAL = ("\u0627\u0646", "\u0648\u0646")
_PLURAL = ("\u0648\u0627", "\u0648\u0646", "\u064a\u0627", "\u062a\u0627", "\u0627\u0646")
_ALEF = "\u0627"
_TANWIN = "\u064b"
# «ضحايا», «عصا»: endings whose alef is the word's own.
_OWN_ALEF = ("\u064a\u0627", "\u0648\u0627")
_SHORTEST_ACCUSATIVE = 5
_NISBA = ("\u064a", "\u064a\u0647")
# «عنه», «عليها»
_PRONOUNS = ("\u0647", "\u0647\u0627", "\u0647\u0645")
_SHORTEST_NOUN = 6
_SHE_DID = "\u062a"
_DAMMA = "\u064f"


def arabic(told: Telling) -> str:
    """The headline, never empty where the trigger has a name."""
    told = _speech_around(told)
    title = _accusation(told) or _said(told) or _denied(told) or _not_yet(told) or _plain(told)
    is_short = title.count(" ") < 2 and told.clause.trigger.form == "noun"
    if title.count(" ") < 1 or (is_short and _says_little(told, title)):
        title = _wider(told, bare_noun=" " not in title) or title
    if " " not in title and told.clause.trigger.form != "noun":
        key = told.words[told.clause.at].key
        noun, _ = noun_of(key, told.clause.trigger.form)
        title = _main_verb(told) or _from_that(told) or noun or told.clause.trigger.ar or title
    return (
        title or told.clause.trigger.ar or told.text[told.words[told.clause.at].start : told.words[told.clause.at].end]
    )


def _main_verb(told: Telling) -> str:
    """«تتهم المنظمة البلد بكذا في القصف الذي وقع»: from the verb of the sentence to the noun of the clause."""
    if not told.clause.relative:
        return ""
    before = range(told.clause.first - 1, -1, -1)
    verb = next((at for at in before if told.words[at].trigger is not None and _is_verb(told.words[at])), None)
    title = "" if verb is None else as_told(told, verb, told.clause.first - 1)
    return title if " " in title else ""


def _from_that(told: Telling) -> str:
    """«أن باب الترشح لجائزة «كذا» يغلق»: the verb stands last, with its subject before it."""
    words, at = told.words, told.clause.at
    inside = (i for i in range(at - 1, max(-1, at - REACH), -1) if words[i].role and words[i].key not in QUOTES)
    opener = next(inside, None)
    if opener is None or words[opener].role != "reported" or opener + 1 == at:
        return ""
    title = as_told(told, opener + 1, last_word(told))
    return title if " " in title else ""


def _says_little(told: Telling, title: str) -> bool:
    """«قرار برازيلي», but not «الحرب الكورية» or «وفاة فلان»."""
    return not title.startswith(ARTICLE) and not any(name.label in title for name in told.names)


# --- kinds of headline ----------------------------------------------------------------------------


def _accusation(told: Telling) -> str:
    """«تشتبه المفوضية في أن شركة …»: the accuser stands in it."""
    if told.alleged_from is None:
        return ""
    return _reporting(told, told.clause.at, told.alleged_from, quoted=False)


def _said(told: Telling) -> str:
    """«شويغو: ندرس مناورات مشتركة»; behind «نفى» and its like the verb of saying stays."""
    words, clause = told.words, told.clause
    if clause.trigger.kind != "statement":
        return ""
    reach = range(clause.at + 1, min(len(words), clause.last + 4))
    opener = next((i for i in reach if words[i].role == "reported"), None)
    quoted = None
    if opener is None:
        quoted = next(
            (i for i in range(clause.at + 1, min(len(words), clause.at + REACH)) if words[i].key == ":"), None
        )
    start = opener if opener is not None else quoted
    if start is None or start + 1 >= len(words):
        return ""
    verb = clause.at
    plain = clause.trigger.form == "noun" or says_plainly(words[verb].key, clause.trigger.form)
    if not plain:
        return _reporting(told, verb, start, quoted=opener is None)
    who = _who_says(told, start)
    said = resolved(told, speech(told, start, quoted=opener is None), named=bool(who))
    what = headline(said, LIMIT - len(who) - 2)
    if what.count(" ") < 1:
        return ""
    return f"{who}: {what}" if who else _reporting(told, verb, start, quoted=opener is None)


def _speech_around(told: Telling) -> Telling:
    """«قال فلان في خطاب ألقاه …: «…»»: the speech is what was said in it."""
    words, clause = told.words, told.clause
    at = clause.at
    if clause.trigger.form != "noun":
        before = words[at - 1].trigger if at else None
        if before is None or before.form != "noun" or before.kind != "statement":
            return told
        at -= 1
    verb = governing(told._replace(clause=clause._replace(at=at)))
    trigger = words[verb].trigger if verb is not None else None
    if verb is None or trigger is None or trigger.kind != "statement" or clause.trigger.kind != "statement":
        return told
    first = min(verb, clause.first)
    return told._replace(clause=clause._replace(at=verb, first=first, trigger=trigger, relative=False))


def _denied(told: Telling) -> str:
    """«لم تعقد اللجنة أي اجتماع»: the negation stays."""
    if told.status != "denied":
        return ""
    at = word_of(told, status_words()["denied"])
    return as_told(told, at, last_word(told)) if at is not None else ""


def _not_yet(told: Telling) -> str:
    """What is planned, possible, put off or called off says so."""
    status, clause, words = told.status, told.clause, told.words
    if status not in ("planned", "possible", "cancelled", "postponed", "alleged"):
        return ""
    parts = table()["status"]
    at = word_of(told, status_words()[status])
    if at is not None and at <= clause.at and _is_verb(words[at]) and not (status == "possible" and _is_qad(words[at])):
        if status in ("cancelled", "postponed"):
            return _by_verb(told, at)
        return as_told(told, from_subject(told, at), last_word(told))
    if status == "alleged":
        return f"{told.speaker}: {_plain(told)}" if told.speaker else ""
    if status == "planned":
        noun = _expected(told)
        if noun or clause.trigger.form == "future":
            return noun or as_told(told, clause.first, last_word(told))
    verb = verb_behind_that(told)
    if verb is not None and status in ("planned", "possible"):
        lead = parts["possible"] if status == "possible" else parts["planned_that"]
        return _led(f"{lead} {parts['that']} ", as_told(told, verb, last_word(told)))
    title = _plain(told)
    if status == "planned" or not title or clause.trigger.form != "noun":
        return title if status != "possible" or not title else _led(f"{parts['possible']} ", title)
    lead = parts[status]
    inside = (word.key for word in words[clause.at : clause.last + 1])
    if at is None and not any(key in status_words()[status] for key in inside):
        return title
    return title if fold_key(lead) in (fold_key(word) for word in title.split()) else _led(f"{lead} ", title)


def _plain(told: Telling) -> str:
    clause = told.clause
    title = _by_noun(told)
    if title:
        return title
    owners = [one for one in told.actors if one.end <= told.words[clause.at].start or one.start >= clause.end]
    if clause.possessed and owners and not _is_accusative(told):
        return _possessed(told, owners[0])
    if clause.possessed and told.actors and clause.trigger.noun and not _is_accusative(told):
        return _without_owner(told)
    if clause.trigger.form == "noun":
        return _noun_phrase(told)
    described = _described(told)
    return as_told(told, described, last_word(told)) if described is not None else _by_verb(told, clause.at)


def _described(told: Telling) -> int | None:
    """«اتفاق مبادلة وقع في …»: a verb right behind a noun without the article describes it."""
    words, clause = told.words, told.clause
    if clause.relative or clause.trigger.form != "past" or any(clause.start <= name.start for name in told.actors):
        return None
    for at in range(clause.at - 1, max(-1, clause.at - 3), -1):
        word = words[at]
        if word.role or word.key in title_words()["dangling"] or bare(word.key).startswith(ARTICLE):
            return None
        if word.trigger is not None:
            indefinite = word.trigger.form == "noun" and not word.trigger.possessed
            return at if indefinite else None
    return None


# --- building blocks ------------------------------------------------------------------------------


def _reporting(told: Telling, verb: int, opener: int, *, quoted: bool) -> str:
    """The verb of saying, who says it, and what."""
    made = pieces_of(told.text, told.words, verb, opener, told.dates, told.names)
    made = resolved(told, [*made, *speech(told, opener, quoted=quoted)])
    drop_leading(made)
    hidden = [name for name in told.actors if name.end <= told.clause.start]
    start = next((i for i, piece in enumerate(made) if piece.at == verb), 0)
    direct = len(made) > start + 1 and made[start + 1].role == "reported"
    return headline(_with_subject(made, start, hidden if direct else []))


def _by_noun(told: Telling) -> str:
    """«زيارة سيرغي شويغو إلى بيونغ يانغ», «لقاء كيم جونغ أون وفلاديمير بوتين في فلاديفوستوك»."""
    clause, parts = told.clause, title_parts()
    kind, event = clause.trigger.kind, clause.trigger.event
    if kind not in ("meeting", "visit") or event in ("invitation", "departure") or not told.actors:
        return ""
    who = _taking_part(told)
    if not who or (kind == "meeting" and len(who) < 2):
        return ""
    title = f"{_event_noun(told)} " + f" {parts.and_}".join(name.label for name in who)
    return _with_place(told, title)


def _with_place(told: Telling, title: str) -> str:
    parts = title_parts()
    where = [name for name in destinations(told) if name.label not in title]
    if where:
        title += f" {parts.to if told.clause.trigger.kind in parts.led_to else parts.in_} {where[0].label}"
    return title if len(title) <= LIMIT else ""


def _event_noun(told: Telling) -> str:
    """The noun that the words have, where it is one that people meet at; else the name of the event."""
    trigger = told.clause.trigger
    named = trigger.noun if trigger.form == "noun" else ""
    return named if named in table()["english"]["nouns"] and trigger.kind == "meeting" else trigger.ar


def _taking_part(told: Telling) -> list[Name]:
    """Actors who are named as such: a country that only an adjective names does not travel."""
    who = [name for name in told.actors if name.category == "person" or _is_named_so(told, name)]
    if told.clause.trigger.kind != "visit":
        return who[:_MOST_NAMES] if len(who) == len(told.actors) else []
    first = who[:1]
    for name in who[1:_MOST_NAMES]:
        between = told.text[first[-1].end : name.start].strip()
        if name.start < first[-1].end or between != title_parts().and_:
            break
        first.append(name)
    return first if who and who[0] == told.actors[0] else []


def _is_named_so(told: Telling, name: Name) -> bool:
    surface = fold_key(told.text[name.start : name.end])
    return surface == fold_key(name.label) or surface in fold_key(name.label) or name.category == "place"


def _expected(told: Telling) -> str:
    """«زيارة مرتقبة لفلان إلى …», «لقاء مرتقب بين فلان وفلان»."""
    parts = table()["status"]
    who = _taking_part(told) if told.clause.trigger.kind in ("meeting", "visit") else []
    if not who or (told.clause.trigger.kind == "meeting" and len(who) < 2) or told.clause.trigger.event == "departure":
        return ""
    noun = _event_noun(told)
    feminine = noun.endswith(("\u0629", "\u0627\u062a"))
    expected = parts["planned_feminine" if feminine else "planned"]
    if told.clause.trigger.kind == "meeting":
        names = f" {title_parts().and_}".join(name.label for name in who)
        return _with_place(told, f"{noun} {expected} {parts['between']} {names}")
    names = f" {title_parts().and_}".join([with_for(who[0].label), *(name.label for name in who[1:])])
    return _with_place(told, f"{noun} {expected} {names}")


def _possessed(told: Telling, owner: Name) -> str:
    """«حربها ضد …»: «حرب كوريا الشمالية ضد …»."""
    clause = told.clause
    rest = pieces_of(told.text, told.words, clause.at + 1, last_word(told), told.dates, told.names)
    head = label_piece(told, f"{clause.trigger.noun or clause.trigger.ar} {owner.label}", owner)
    return headline(resolved(told, [head, *rest]))


def _without_owner(told: Telling) -> str:
    """«فوزه على فلان», where nobody says whose it was: «الفوز على فلان»."""
    clause = told.clause
    made = pieces_of(told.text, told.words, clause.at, last_word(told), told.dates, told.names)
    noun = clause.trigger.noun
    return headline(
        resolved(told, [made[0]._replace(text=noun if noun.startswith(ARTICLE) else ARTICLE + noun), *made[1:]])
    )


def _noun_phrase(told: Telling) -> str:
    """From the noun on, or from the verb that it belongs to."""
    clause, words = told.clause, told.words
    begin = clause.first
    key = words[clause.at].key
    verb = governing(told)
    if verb == clause.at - 1 and _took_place(words[verb], clause.trigger.kind):
        return as_told(told, clause.at, last_word(told))
    hangs = _hangs(key, clause.trigger.noun) or (begin < clause.at and _hangs(words[begin].key, ""))
    near = verb is not None and (
        verb == clause.at - 1
        or (clause.trigger.kind == "statistic" and verb >= clause.at - 3)
        or hangs
        or _same_kind(words[verb], words[clause.at])
    )
    fitting = verb is not None and _same_kind(words[verb], words[clause.at])
    if verb is not None and (near or verb == begin) and (fitting or not is_empty(words[verb])):
        return _by_verb(told, verb)
    if verb == clause.at - 1 and begin == verb:
        begin = clause.at
    return as_told(told, begin, last_word(told))


def _took_place(verb: Word, kind: str) -> bool:
    """«وقع الانفجار» took place, «وقع الاتفاق» was signed: one spelling of two verbs."""
    known = folded("verbs", "took_place")
    return (verb.key in known or bare(verb.key) in known) and kind not in ("agreement", "decision", "office")


def _hangs(key: str, noun: str) -> bool:
    """«بفتح تحقيق»: a preposition is attached to a folded word, which is not the noun's own first letter."""
    own = fold_key(noun)[:1]
    return key[:1] in ATTACHED and key[:1] != own and (bool(noun) or key[1:] in forms())


def _same_kind(verb: Word, noun: Word) -> bool:
    """«أبرمت مصر معاهدة», «فرضت واشنطن عقوبات»: the verb is the one that goes with the noun."""
    return verb.trigger is not None and noun.trigger is not None and verb.trigger.kind == noun.trigger.kind


def _by_verb(told: Telling, at: int) -> str:
    """The clause of a verb with its noun in the verb's place, where its subject follows; else the words as they are."""
    words, clause = told.words, told.clause
    trigger = words[at].trigger
    noun, has_object = ("", False) if trigger is None else noun_of(words[at].key, trigger.form)
    own = at == clause.at
    first = min(clause.first, at) if own else at
    last = max(last_word(told), at)
    if at and bare(words[at - 1].key) in folded("verbs", "not"):
        return as_told(told, from_subject(told, at), last)
    if own and clause.relative:
        return relative(told, noun, has_object)
    if dates_back(told, noun):
        return as_told(told, at + 1, last)
    if clause.trigger.kind == "statement" and own and not _is_pronoun(words, at + 1):
        noun = ""
    made = pieces_of(told.text, words, first, last, told.dates, told.names)
    drop_leading(made)
    made = resolved(told, made)
    head = next((i for i, piece in enumerate(made) if piece.at == at), None)
    if head is None:
        return headline(made)
    behind = made[head + 1 :]
    shown = {piece.name.label for piece in behind if piece.name is not None}
    hidden = [name for name in told.actors if name.end <= clause.start and name.label not in shown] if own else []
    if head and made[head - 1].key in folded("verbs", "past_before"):
        done_to = hidden[-1:] if has_object else []
        return _had_done(made[: head - 1], made[head], behind, noun, done_to, done_to_somebody=has_object)
    joined = at > 0 and words[at].key[:1] in CONJUNCTIONS and words[at].key not in forms()
    if behind and not _has_no_subject(words[at].key, behind[0]):
        hidden = [name for name in hidden if joined and name.start >= words[0].start]
    if _is_killing(told, at, behind):
        noun = table()["verbs"]["killed_noun"]
    if noun and own and not (has_object or hidden) and (subject := _of_the_verb_before(told, at, behind)):
        return headline([made[head]._replace(text=noun, key=fold_key(noun)), *subject, *_genitive(behind)])
    if not noun or has_object or (not behind and not hidden):
        return headline(_with_subject(made, head, hidden))
    before = [piece for piece in made[:head] if not piece.role]
    says_more = any(piece.key not in title_words()["leading"] for piece in before)
    if says_more and before[0].key not in title_words()["dangling"]:
        return headline(_nominative(told, made))
    return _noun_for_verb(told, made[head], noun, behind, hidden)


def _of_the_verb_before(told: Telling, at: int, behind: Sequence[Piece]) -> list[Piece]:
    """«استقال الوزير في مايو وتوفي بعد عامين»: verbs joined by «and» share the subject that stands behind the first."""
    words = told.words
    joined = words[at].key[:1] in CONJUNCTIONS and words[at].key not in forms()
    if told.clause.trigger.form != "past" or not (joined or (at and words[at - 1].key in folded("verbs", "then"))):
        return []
    following = words[at + 1] if at + 1 < len(words) else None
    done_to_it = following is not None and len(following.key) < _SHORTEST_NOUN and following.key.endswith(_PRONOUNS)
    if done_to_it or (behind and not _has_no_subject(words[at].key, behind[0])):
        return []
    for first in range(at - 1, -1, -1):
        trigger = words[first].trigger
        if words[first].role in ("relative", "reported", "subordinate"):
            return []
        if trigger is None or trigger.form == "noun":
            continue
        alike = words[first].key.endswith(_SHE_DID) == words[at].key.endswith(_SHE_DID) and trigger.form == "past"
        last = first + (first + 1 < at and words[first + 1].key.startswith(ARTICLE))
        while (
            first < last < at - 1 and words[last + 1].key.startswith(ARTICLE) and words[last + 1].key.endswith(_NISBA)
        ):
            last += 1
        if not alike or last == first or trigger.kind == "statement" or words[at].key.endswith(_PLURAL):
            return []
        return pieces_of(told.text, words, first + 1, last, told.dates, told.names)
    return []


def _noun_for_verb(told: Telling, verb: Piece, noun: str, behind: list[Piece], hidden: list[Name]) -> str:
    """The verb's noun in its place, where its subject can follow."""
    if not hidden and (_has_plural_subject(behind) or _comes_later(told.words[verb.at].key, noun, behind)):
        return headline([verb, *behind])
    if noun in table()["verbs"]["definite"] and not hidden and behind and behind[0].key in title_words()["dangling"]:
        noun = ARTICLE + noun
    piece = verb._replace(text=noun, key=fold_key(noun))
    named = [label_piece(told, name.label, name) for name in hidden[:1]]
    if named and (lead := _led_to(told.words[verb.at + 1].key if verb.at + 1 < len(told.words) else "")):
        article = ARTICLE if noun in table()["verbs"]["definite"] else ""
        named = [piece._replace(text=f"{article}{noun} {lead} {named[0].text}")]
        return headline([*named, *behind])
    return headline([piece, *named, *(behind if named else _genitive(behind))])


def _led_to(following: str) -> str:
    """«أفرج عنه»: the preposition that leads from a verb to whom it was done to."""
    leads = table()["verbs"]["with_pronoun"]
    stems = {following.removesuffix(ending) for ending in _PRONOUNS if following.endswith(ending)}
    return next((str(lead) for lead in leads if fold_key(lead) in stems), "")


def _genitive(behind: list[Piece]) -> list[Piece]:
    """«عقد اجتماعا طارئا» with the noun of the verb: «عقد اجتماع طارئ»."""
    changed = list(behind)
    for at, piece in enumerate(changed[:3]):
        bare_form = piece.text.rstrip(_TANWIN)
        if piece.name is not None or piece.role or not bare_form.endswith(_ALEF) or bare_form.endswith(_OWN_ALEF):
            break
        if len(bare_form) < _SHORTEST_ACCUSATIVE or piece.key in title_words()["dangling"]:
            break
        changed[at] = piece._replace(text=bare_form.removesuffix(_ALEF).replace(_TANWIN, ""))
    return changed


def _had_done(
    subject: list[Piece], verb: Piece, behind: list[Piece], noun: str, done_to: list[Name], *, done_to_somebody: bool
) -> str:
    """«وكان الوفد قد غادر أمس»: «مغادرة الوفد»; «وكانت الشرطة قد أوقفته»: «توقيف الشرطة فلانا»."""
    head = verb._replace(text=noun, key=fold_key(noun)) if noun else verb
    named = [verb._replace(text=name.label, start=-1, end=-1, name=name) for name in done_to]
    is_short = sum(piece.name is None for piece in subject) <= _LONG_SUBJECT
    if done_to_somebody and not named:  # «كرّمه الاتحاد»: whom is not known, so that the noun would honour the Union
        return headline([verb, *subject, *behind] if is_short else [*subject, verb, *behind])
    return headline([head, *subject, *named, *behind] if noun and is_short else [*subject, head, *named, *behind])


def _has_no_subject(verb: str, following: Piece) -> bool:
    """«زار بلاده», «التقيا في …», «أطلق صاروخا»: what follows the verb is not who does it."""
    if following.name is not None or following.role or following.key in title_words()["dangling"]:
        return True
    return verb.endswith(_PLURAL) or following.key.endswith(_ALEF) or following.key[:1] in ATTACHED


def _comes_later(verb: str, noun: str, behind: Sequence[Piece]) -> bool:
    """«عاد إلى مدينته سبعة صيادين»: a subject behind a phrase of place does not go with a noun."""
    led = bool(behind) and behind[0].name is None and behind[0].key in title_words()["dangling"]
    return led and not verb.endswith(_PLURAL) and noun not in table()["verbs"]["definite"]


def _with_subject(made: list[Piece], head: int, hidden: list[Name]) -> list[Piece]:
    """A verb whose subject is not in the words gets it by name."""
    if not hidden or any(piece.name is not None for piece in made[:head]):
        return made
    return [*made[: head + 1], made[head]._replace(text=hidden[0].label, end=-1, name=hidden[0]), *made[head + 1 :]]


def _nominative(told: Telling, made: list[Piece]) -> list[Piece]:
    """«إن فريقا متقدما سافر»: without «إن» the ending goes."""
    first = made[0].at
    if not first or told.words[first - 1].role != "reported":
        return made
    changed = list(made)
    for at, piece in enumerate(changed[:2]):
        if piece.name is not None or not piece.text.endswith(_ALEF) or len(piece.text) < 4:
            break
        changed[at] = piece._replace(text=piece.text[:-1])
    return changed


def _is_killing(told: Telling, at: int, behind: Sequence[Piece]) -> bool:
    word = told.words[at]
    if word.key not in folded("verbs", "killed") or not behind:
        return False
    raw = told.text[word.start : word.end]
    return _DAMMA in raw or behind[0].key in folded("verbs", "counted") or behind[0].key[:1].isdigit()


def _has_plural_subject(behind: Sequence[Piece]) -> bool:
    """«وقع الطرفان اتفاقا»: the ending would have to change behind a noun."""
    for piece in behind[:3]:
        if piece.role or piece.key in title_words()["dangling"]:
            return False
        if piece.name is None and piece.key.endswith(_DUAL) and len(piece.key) > 4:
            return True
    return False


def _is_pronoun(words: Sequence[Word], at: int) -> bool:
    return at < len(words) and words[at].key in folded("pointing", "pronouns")


def _who_says(told: Telling, start: int) -> str:
    """The speaker by name, else as the words call them."""
    words, clause = told.words, told.clause
    begin, end = words[clause.at].end, words[start].start
    speaking = [name for name in told.actors if name.category in ("person", "group")]
    inside = [name for name in speaking if begin <= name.start < end]
    if inside:
        return inside[0].label
    made = pieces_of(told.text, words, clause.at + 1, start - 1, told.dates, told.names)
    stop = next((i for i, piece in enumerate(made) if piece.role or piece.key in title_words()["dangling"]), len(made))
    made = made[:stop]
    if made and len(made) <= 6 and made[0].key[:1] != FOR:
        return headline(made, 40)
    return told.actors[0].label if told.actors else ""


def _is_verb(word: Word) -> bool:
    key = bare(word.key)
    if word.trigger is not None and word.trigger.form != "noun":
        return True
    return key[:1] in "\u064a\u062a\u0646" and len(key) > 3


def _is_qad(word: Word) -> bool:
    return len(bare(word.key)) <= 3


def _wider(told: Telling, *, bare_noun: bool) -> str:
    """From the verb that a bare noun hangs on; from the beginning of the stretch where there is none."""
    verb = governing(told)
    if verb is not None:
        trigger = told.words[verb].trigger
        keeps = trigger is not None and trigger.kind == "statement"
        return as_told(told, verb, last_word(told)) if keeps else _by_verb(told, verb)
    if not bare_noun:
        return ""
    first = told.clause.at
    while first > 0 and told.clause.at - first < REACH and not told.words[first - 1].role:
        first -= 1
        if told.words[first].key in apart():
            return ""
    return as_told(told, first, last_word(told))


def _is_accusative(told: Telling) -> bool:
    """«عدوانا» ends like «our …» and is none."""
    key = bare(told.words[told.clause.at].key)
    return key == fold_key(told.clause.trigger.noun) + "\u0627"


def _led(lead: str, title: str) -> str:
    return lead + title if len(lead + title) <= LIMIT else title
