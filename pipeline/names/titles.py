"""Titles, and the names that they lead to."""

from __future__ import annotations

from pipeline.names.keys import same_name_key
from pipeline.names.lists import Known
from pipeline.names.page import Hit, Page
from pipeline.names.people import add_person, goes_on
from pipeline.names.spelling import ALEF, AND, ARTICLE, COMMAS, FOR, HEH, IN, LAM, MEEM, SWALLOWED
from pipeline.names.unlisted import NAME_LENGTH, name_end, names_on, weak_given
from pipeline.names.words import Match, is_common, is_unknown, is_word, towns

_TITLE_REACH, _COMPLEMENTS = 11, 2
_SHORTEST_OWNED = 3


def title(page: Page, at: int, match: Match, known: Known) -> int:
    """A title and whom it leads to, or whom it stands behind."""
    first = at + match.length
    if match.prefix.endswith(IN) and _is_town(page, at, match.prefix):
        return at
    _apposition(page, at, known)
    definite = bool(known.label) or page.words[at].removeprefix(match.prefix).startswith((ARTICLE, LAM))
    found = name_after(page, first, known.value, definite=definite)
    word = page.words[at][len(match.prefix) :]
    if found is None:
        return _title_alone(page, at, match, word)
    begin, last, prefix, person, country = found
    if person is None:
        person = Known("cue", page.surface(begin, last, prefix))
    roles = [known.value] if match.length > 1 or known.label else [known.value, word.removeprefix(ARTICLE)]
    return add_person(page, begin, last, prefix, person, roles, country)


def _is_town(page: Page, at: int, attached: str) -> bool:
    """«بالشيخ زايد»: a town that begins with a title."""
    return any(
        prefix == attached and rest and tuple(page.words[at + 1 : at + 1 + len(rest)]) == rest
        for prefix, rest, _ in towns(page.words[at])
    )


def _title_alone(page: Page, at: int, match: Match, word: str) -> int:
    """«المدرب», later in an article that has named one: noted, and resolved at the end."""
    after = page.words[at + 1]
    alone = match.length == 1 and word.startswith(ARTICLE) and match.get("references", "country", "place") is None
    if (
        not alone
        or after in page.cues.modifiers
        or after.startswith((ARTICLE, SWALLOWED))
        or page.nationality(at + 1)[1]
    ):
        return at
    if page.words[at - 1].startswith(ARTICLE) or is_adjective_like(page, at):
        return at
    return page.add(Hit(at, at + 1, match.prefix, "reference", roles=frozenset((word.removeprefix(ARTICLE),))))


def is_adjective_like(page: Page, at: int) -> bool:
    """«خطابه العام», «زيارته الأخيرة»: behind a noun with a possessive."""
    before = page.surface(at - 1, at) if at else ""
    return len(before) > _SHORTEST_OWNED and before.endswith((HEH, HEH + ALEF, HEH + MEEM))


def _apposition(page: Page, at: int, known: Known) -> None:
    """«فلان الفلاني، المدير …»: unknown words before a comma and a title."""
    if page.words[at - 1] not in COMMAS:
        return
    last = first = at - 1
    while first > 0 and last - first < NAME_LENGTH and not page.taken[first - 1] and first not in page.barriers:
        word = page.words[first - 1]
        if not (is_unknown(word) or word in page.lists.given or word in page.cues.particles):
            break
        first -= 1
    while first < last and page.words[first] in page.cues.stops:
        first += 1
    unsure = sum(1 for word in page.words[first:last] if word in page.lists.common)
    if last - first >= 2 and unsure * 2 < last - first:
        add_person(page, first, last, "", Known("cue", page.surface(first, last)), [known.value])


def name_after(page: Page, first: int, role: str, *, definite: bool) -> tuple[int, int, str, Known | None, str] | None:
    """The name that a title leads to: (first token, last, prefix, whom the lists know, country on the way)."""
    at, country, nouns = first, "", 0
    while at < min(page.count, first + _TITLE_REACH) and at not in page.barriers:
        word = page.words[at]
        listed = _person_at(page, at)
        if listed is not None:
            match, known = listed
            return at, at + match.length, match.prefix, known, country
        last = name_end(page, at, titled=True)
        if not definite:
            at = _given_within(page, at, last)
        closed = definite or page.words[at - 1].startswith(ARTICLE)
        if last - at > 1 or (last > at and _single(page, at, first, role, definite=closed)):
            return at, last, "", None, country
        code, length, _ = page.nationality(at)
        if length:
            country = country or code
            at += length
            continue
        step, code = _complement(page, at, definite=definite, nouns=nouns)
        if not step:
            return None
        nouns += not word.startswith((ARTICLE, AND + ARTICLE))
        country = country or code
        at += step
    return None


def _given_within(page: Page, first: int, last: int) -> int:
    """«مؤسس شركة كذا فلان الفلاني»: the name begins at the given name, if the run has one after unknown words."""
    if page.words[first] in page.lists.given or page.words[first] in page.cues.particles:
        return first
    inner = (at for at in range(first + 1, last - 1) if page.words[at] in page.lists.given)
    return next((at for at in inner if not weak_given(page, at)), first)


def _person_at(page: Page, at: int) -> tuple[Match, Known] | None:
    """The listed person at a token, with a preposition at most."""
    for match in page.matches(at):
        known = match.get("person", "short")
        if known is None or match.get("country", "adjective") or match.prefix not in ("", FOR, IN):
            continue
        if match.length == 1 and names_on(page, at + 1) and match.get("given"):
            continue
        if match.length > 1 and goes_on(page, at, at + match.length):
            continue
        if match.length > 1 and known.kind == "short" and is_unknown(page.words[at + match.length]):
            continue  # «رئيس الوزراء بن علي يلدريم»
        if known.kind == "short" and known.weak and same_name_key(known.label) not in page.people:
            continue
        return match, known
    return None


def _single(page: Page, at: int, first: int, role: str, *, definite: bool) -> bool:
    """Whether one word alone may be the name after a title."""
    word = page.words[at]
    if role in page.cues.royal_roles and word in page.lists.given:
        return True
    if word.startswith(ARTICLE):
        return False
    if word in page.lists.given and weak_given(page, at):
        return False
    return len(word) > 2 and definite and (at == first or role != "other") and word not in page.cues.particles


def _complement(page: Page, at: int, *, definite: bool, nouns: int) -> tuple[int, str]:
    """How many tokens belong to the title at a token, and a country among them."""
    word = page.words[at]
    for match in page.matches(at):
        known = match.get("country", "group", "place", "capital")
        if known is not None and (match.prefix in ("", FOR, IN, AND) or match.prefix.endswith(FOR)):
            return match.length, known.country
    town = page.town_at(at)
    if town is not None and town - at > 1:
        return town - at, ""
    if word in page.cues.modifiers:
        return 1, ""
    if word in page.cues.bridges:
        after = page.words[at + 1]
        entity = page.best(at + 1, "country", "group", "place", "capital", "bodies")
        return (1, "") if entity or after.startswith(ARTICLE) else (0, "")
    bare = word.lstrip(AND)
    if bare.startswith((ARTICLE, SWALLOWED, IN + ARTICLE)) and len(bare) > 4:
        return 1, ""
    if definite or nouns >= _COMPLEMENTS or not is_word(word) or not is_common(word):
        return 0, ""
    if word in page.cues.stops or word in page.cues.saying or word in page.cues.acting:
        return 0, ""
    return 1, ""
