"""People by their own names: listed ones, given names with what follows, whom a verb of saying stands before."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.names.keys import same_name_key
from pipeline.names.lists import Known
from pipeline.names.page import Hit, Page, Person
from pipeline.names.spelling import AND, ARTICLE, COMMAS, CONJUNCTIONS, HEH, PREPOSITIONS, THAT, phrase, sound
from pipeline.names.unlisted import NAME_LENGTH, is_joined, name_end_without, names_on, unknown_run
from pipeline.names.words import Match, begins_phrase, is_common, is_unknown, is_word


def listed_person(page: Page, at: int, match: Match, known: Known) -> int:
    """Somebody of the lists, unless the name goes on to be another one's."""
    last = at + match.length
    if match.length > 1 and goes_on(page, at, last):
        return at
    if known.kind == "short":
        if match.length == 1 and match.get("given") and names_on(page, last):
            return at
        if known.weak or match.get("country", "place", "capital") is not None:
            return at
        if match.prefix and not match.prefix.startswith(CONJUNCTIONS) and is_common(page.words[at]):
            return at
        if not match.prefix and _has_another_given(page, at, known):
            return add_person(page, at - 1, last, "", Known("cue", page.surface(at - 1, last)))
    return add_person(page, at, last, match.prefix, known)


def _has_another_given(page: Page, at: int, known: Known) -> bool:
    """«رولاند بوش»: an unknown word before the family name of somebody listed, and not what they are called."""
    word = page.words[at - 1]
    if at in page.barriers or page.taken[at - 1] or not is_unknown(word) or begins_phrase(page.words[at - 1]):
        return False
    if word.startswith((ARTICLE, *CONJUNCTIONS, *PREPOSITIONS)) or word in page.lists.families:
        return False
    return sound(word) not in {sound(part) for part in phrase(known.label)}


def goes_on(page: Page, first: int, last: int) -> bool:
    """Whether a full name is only the beginning of another one."""
    after = page.words[last]
    if last in page.barriers:
        return False
    if after in page.lists.arabic_given and page.words[first] in page.lists.arabic_given:
        return not is_common(after)
    return False


def add_person(
    page: Page, first: int, last: int, prefix: str, known: Known, roles: Iterable[str] = (), country: str = ""
) -> int:
    """Keep a person, with what is said of them here, and whoever is joined to them."""
    key = same_name_key(known.label)
    person = page.people.get(key)
    if person is None:
        person = page.people[key] = Person(known.label, known.english, listed=known.kind != "cue")
    person.countries |= {code for code in (known.country, country) if code}
    person.roles |= {role for role in (known.value, *roles) if role}
    person.seen.append(first)
    person.in_full = person.in_full or last - first > 1
    page.add(Hit(first, last, prefix, "person", person.label, person.english))
    return _coordinate(page, last)


def _coordinate(page: Page, at: int) -> int:
    """«… وفلان الفلاني»: two unknown words joined to a person by و."""
    if at in page.barriers or not is_unknown(page.words[at]) or not is_joined(page, at):
        return at
    last = name_end_without(page, at, AND, titled=True)
    return at if last - at < 2 else add_person(page, at, last, AND, Known("cue", page.surface(at, last, AND)))


def given(page: Page, at: int, match: Match, known: Known) -> int:
    """A given name with what follows it."""
    said = page.best(at - 1, "saying") is not None or page.words[at - 1] in page.cues.person_verbs
    said = said or page.words[at + match.length] in page.cues.suffix_particles or _behind_opening_verb(page, at)
    if known.weak and not said and not (is_unknown(page.words[at + 1]) and is_unknown(page.words[at + 2])):
        return at
    if match.prefix and not match.prefix.startswith(CONJUNCTIONS) and is_common(page.words[at]):
        return at
    last = name_end_without(page, at, match.prefix, titled=said or known.weak)
    if last - at < 2:
        return at
    label = page.surface(at, last, match.prefix)
    if page.lists.label(phrase(label)) is not None:
        return at
    return add_person(page, at, last, match.prefix, Known("cue", label))


def _behind_opening_verb(page: Page, at: int) -> bool:
    """«وهزم خالد جميل منافسه»: what a sentence begins with before a given name is its verb."""
    return at - 1 in page.barriers and is_word(page.words[at - 1]) and not page.words[at - 1].startswith(ARTICLE)


def saying(page: Page, at: int, match: Match, _known: Known) -> int:
    """«قال فلان الفلاني إن»: at least two unknown words between a verb of saying and what is said."""
    if match.prefix not in ("", *CONJUNCTIONS):
        return at
    first = at + match.length
    last = unknown_run(page, first, NAME_LENGTH)
    after = page.words[last]
    if last - first < 2 or not (after in COMMAS or after in (":", "\u00ab", '"', THAT, THAT + HEH)):
        return at
    return add_person(page, first, last, "", Known("cue", page.surface(first, last)))
