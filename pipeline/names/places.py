"""Countries, capitals and towns; a cue noun and the place after it."""

from __future__ import annotations

from pipeline.names.keys import latin
from pipeline.names.lists import Known
from pipeline.names.page import Hit, Page
from pipeline.names.spelling import (
    AND,
    ARTICLE,
    COMMAS,
    DAMMA,
    FOR,
    FROM,
    HEH,
    IN,
    ON,
    PREPOSITIONS,
    SERVANT,
    SHADDA,
    TEH,
    YEH,
    key,
    phrase,
)
from pipeline.names.unlisted import named_for, unknown_run
from pipeline.names.words import Match, begins_phrase, is_common, is_word, towns

# The list of places that is the project's own.
_PROVINCES = "provinces"
_BARE = ("",)
_BEFORE_TOWN = ("", AND, IN, AND + IN, FROM, FOR)


def either(page: Page, at: int, match: Match, known: Known) -> int:
    """A word that is a country's name and a town's: decided by tashkeel, then by who else the article names."""
    country, town = known.value.split()
    start, end = page.span(at, at + 1, match.prefix)
    vowelled = page.text[start:end]
    if SHADDA in vowelled:
        is_country = False
    elif DAMMA in vowelled:
        is_country = True
    else:
        is_country = not page.holds(key(page.lists.countries[town][0]))
    if is_country:
        label, english = page.lists.countries[country]
        return page.add(Hit(at, at + 1, match.prefix, "country", label, english, country))
    capital = match.get("capital") or known
    if stands_for_country(page, at, match):
        label, english = page.lists.countries[town]
        return page.add(Hit(at, at + 1, match.prefix, "country", label, english, town))
    return page.add(Hit(at, at + 1, match.prefix, "place", capital.label, capital.english, town))


def is_adjective_here(page: Page, at: int, match: Match) -> bool:
    """«الحكومة السعودية»: a country whose name is also its adjective, after a noun of the same definiteness."""
    return (
        match.get("adjective") is not None
        and not match.prefix
        and at > 0
        and page.words[at - 1].startswith(ARTICLE) == page.words[at].startswith(ARTICLE)
        and page.words[at - 1].endswith((HEH, TEH))
        and is_word(page.words[at - 1])
        and page.words[at - 1] not in page.cues.saying
        and page.words[at - 1] not in page.cues.acting
    )


def place_cue(page: Page, at: int, prefix: str) -> bool:
    """Whether what stands before a word says that it is a place."""
    before = page.before(at)
    if prefix.endswith(IN) or before in page.cues.place_prepositions:
        return True
    if prefix == AND and page.hits and page.hits[-1].last == at and page.hits[-1].kind in ("place", "country"):
        return True
    return any(found.get("places") for found in page.matches(at - 1)) if at else False


def place(page: Page, at: int, match: Match, known: Known) -> int:
    """A cue noun and the place after it."""
    first = at + match.length
    head = " ".join(phrase(known.label))
    if head in page.cues.labelled_places or page.words[first] in page.cues.honours:
        last = _named_in_full(page, first)
        if last > first:
            return _labelled(page, at, first, last, match.prefix)
    if page.best(first, "person", "institutions") is not None:
        return at
    if head in page.cues.capital_words and page.nationality(first)[1]:
        return _capital(page, at, first, match.prefix)
    found = page.best(first, "place", "capital", "country")
    labelled = head in page.cues.labelled_places
    if found is not None and not found[0].prefix:
        town, last = found[1], first + found[0].length
        if town.kind == "country":
            return at
        page.add(Hit(first, last, "", "place", town.label, town.english, town.country))
        return _second_place(page, last)
    listed = _listed_town(page, first)
    if listed is not None and not labelled:
        last, _, known = listed
        page.add(Hit(first, last, "", "place", known.label, known.english, known.country))
        return _second_place(page, last)
    last = listed[0] if listed is not None else _unlisted_end(page, at, first, match.prefix, head)
    if last == first or page.nationality(first)[1]:
        return at
    while page.words[last] in page.cues.place_suffixes and last not in page.barriers:
        last += 1
    if not labelled:
        label = page.surface(first, last)
        page.add(Hit(first, last, "", "place", label, latin(label)))
        return _second_place(page, last)
    return _labelled(page, at, first, last, match.prefix)


def _labelled(page: Page, at: int, first: int, last: int, prefix: str) -> int:
    """A place whose cue noun belongs to its name."""
    while page.words[last] in page.cues.place_suffixes and last not in page.barriers:
        last += 1
    label = page.surface(at, last, prefix)
    head = page.words[at].removeprefix(prefix)
    english = f"{in_english(page, first, last)} {page.lists.places_english.get(head, '')}".strip()
    return page.add(Hit(at, last, prefix, "place", label, english))


def in_english(page: Page, first: int, last: int) -> str:
    """What a place is called after: honours, countries and the usual adjectives translated, the rest spelt."""
    lists = page.lists
    words: list[str] = []
    at = first
    while at < last:
        found = page.best(at, "person", "country", "place", "capital")
        if found is not None and not found[0].prefix and at + found[0].length <= last:
            words.append(found[1].english)
            at += found[0].length
            continue
        word = page.words[at]
        end = at + 1 + (word == SERVANT and at + 1 < last)
        usual = lists.honours_english.get(word) or lists.adjectives_english.get(word)
        words.append(usual or latin(page.surface(at, end)))
        at = end
    return " ".join(words)


def _named_in_full(page: Page, at: int) -> int:
    """Where the name of a place ends that is called after a person, a body or a country: «استاد البحرين الوطني»."""
    last = named_for(page, at)
    if last > at:
        return last
    body = page.best(at, "institutions")
    if body is not None and not body[0].prefix and not page.nationality(at + body[0].length)[1]:
        return at + body[0].length
    found = page.best(at, "country")
    if found is not None and not found[0].prefix and page.words[at + found[0].length] in page.cues.place_suffixes:
        return at + found[0].length
    word, after = page.words[at], page.words[at + 1]
    # «ملعب المدينة التعليمية»
    told = word in page.cues.place_adjectives and word.startswith(ARTICLE) and word.endswith(HEH)
    apart = at + 1 in page.barriers or after in page.cues.place_adjectives or page.nationality(at + 1)[1]
    return at + 2 if told and not apart and after.startswith(ARTICLE) and after.endswith(YEH + HEH) else at


def _unlisted_end(page: Page, cue: int, first: int, prefix: str, head: str) -> int:
    """Where the name of a place ends that no list knows; `first` where there is none."""
    last = unknown_run(page, first, 3)
    if last == first + 1 and head.endswith(HEH) and _is_nisba(page.words[first]):
        return first
    if last == first and head in page.cues.open_places:
        last = first + _open_place(page, cue, first, prefix)
    return last


def _capital(page: Page, at: int, first: int, prefix: str) -> int:
    """«العاصمة الفلبينية مانيلا», and without the name."""
    code, length, _ = page.nationality(first)
    last = first + length
    found = page.best(last, "capital", "place")
    if found is not None and not found[0].prefix:
        town = found[1]
        return page.add(Hit(last, last + found[0].length, "", "place", town.label, town.english, town.country))
    seat = page.lists.capital(code)
    return at if seat is None else page.add(Hit(at, last, prefix, "place", seat.label, seat.english, code))


def _is_nisba(word: str) -> bool:
    """«مقبرة فرعونية»: a feminine adjective."""
    return word.endswith(YEH + HEH) and not word.startswith(ARTICLE)


def _open_place(page: Page, cue: int, at: int, prefix: str) -> int:
    """How many ordinary words are the name of a place: «قرية الصفصاف», «بلدة سلام»."""
    word, before = page.words[at], page.before(cue)
    led = prefix.endswith(IN) or before in page.cues.place_prepositions or before in page.cues.moving
    if not led or _is_no_name(page, at):
        return 0
    if word.startswith(ARTICLE):
        return int(len(word) > 4)
    # «كفر الشيخ», «عين الرمانة»
    if is_word(word) and page.words[at + 1].startswith(ARTICLE) and not _is_no_name(page, at + 1):
        return 0 if begins_phrase(word) else 2
    return 0


def _is_no_name(page: Page, at: int) -> bool:
    word, cues = page.words[at], page.cues
    listed = word in cues.place_suffixes or word in cues.modifiers or word in cues.stops
    return listed or word in cues.place_adjectives or page.nationality(at)[1] > 0


def _listed_town(page: Page, at: int, *prefixes: str) -> tuple[int, str, Known] | None:
    """A place of the long list at a token, with one of these prefixes: (where it ends, prefix, place)."""
    for prefix, rest, known in towns(page.words[at]):
        if prefix not in (prefixes or _BARE):
            continue
        last = at + 1 + len(rest)
        if not rest or tuple(page.words[at + 1 : last]) == rest:
            return last, prefix, known
    return None


def town(page: Page, at: int) -> int:
    """A place of the long list where a preposition or another place stands before it."""
    if page.taken[at]:
        return at
    found = _listed_town(page, at, *_BEFORE_TOWN)
    if found is None or not _told_as_place(page, at, found[1]):
        return at
    last, prefix, known = found
    words = [page.words[at][len(prefix) :], *page.words[at + 1 : last]]
    unsure = all(is_common(word) or word in page.lists.given for word in words)
    if unsure and known.value == _PROVINCES and _is_inside(page, at, prefix, words):
        unsure = False
    if unsure:
        return at
    page.add(Hit(at, last, prefix, "place", known.label, known.english, known.country))
    return _second_place(page, last)


def _is_inside(page: Page, at: int, prefix: str, words: list[str]) -> bool:
    """«في المجمعة», «بالتجمع الخامس»: of ordinary words those that hardly mean anything else behind «in»."""
    inside = prefix.endswith(IN) or (not prefix and page.words[at - 1] in page.cues.leading_in)
    return inside and words[0].startswith(ARTICLE) and " ".join(words) not in page.lists.ambiguous_towns


def _told_as_place(page: Page, at: int, prefix: str) -> bool:
    if prefix.endswith(IN) or (not prefix and page.before(at) in page.cues.place_prepositions):
        return True
    beside = page.hits[-1] if page.hits else None
    gap = at - 1 if page.words[at - 1] in COMMAS else at
    return beside is not None and beside.last == gap and beside.kind in ("place", "country") and prefix in ("", AND)


def unlisted_place(page: Page, at: int) -> int:
    """«في تعلبايا»: an unknown word behind a preposition that leads into a place."""
    if page.words[at - 1] not in page.cues.leading_in or at in page.barriers or page.words[at] in page.lists.families:
        return at
    last = unknown_run(page, at, 2)
    if last == at or page.words[at] in page.lists.given or page.words[at][0] in PREPOSITIONS:
        return at
    label = page.surface(at, last)
    page.add(Hit(at, last, "", "place", label, latin(label)))
    return _second_place(page, last)


def _second_place(page: Page, at: int) -> int:
    """«مدينتي … و…»."""
    found = page.best(at, "place", "capital")
    if found is not None and found[0].prefix == AND:
        town = found[1]
        return page.add(Hit(at, at + found[0].length, AND, "place", town.label, town.english, town.country))
    listed = _listed_town(page, at, AND) if found is None and at not in page.barriers else None
    if listed is None:
        return at
    last, _, known = listed
    if last == at + 1 and is_common(page.words[at][1:]):
        return at
    return page.add(Hit(at, last, AND, "place", known.label, known.english, known.country))


def stands_for_country(page: Page, at: int, match: Match) -> bool:
    """Whether a capital means its government here."""
    cues, before, after = page.cues, page.before(at), page.words[at + match.length]
    previous = page.hits[-1] if page.hits and page.hits[-1].last == at else None
    if match.prefix.endswith(IN):
        return False
    if match.prefix.endswith(FOR):
        return not moves(page, at, 2)
    if previous is not None and match.prefix in ("", AND) and previous.kind in ("country", "place"):
        return previous.kind == "country" or after in cues.saying
    if match.prefix == AND and page.hits and at - page.hits[-1].last <= 1:
        return page.hits[-1].kind != "place"
    if before in cues.into_prepositions or (before == ON and moves(page, at - 1, 2)):
        return False
    if before == FROM:
        return not moves(page, at - 1, 4)
    if previous is not None and previous.kind == "person" and moves(page, previous.first, 5):
        return False
    if before in cues.saying or before in cues.acting or before in cues.toward:
        return True
    if before in cues.moving or before in cues.place_prepositions:
        return False
    if any(found.get("places") for found in page.matches(at - 1)):
        return False
    if not is_word(before) or at in page.barriers or match.prefix == AND:
        return after in cues.saying or after in cues.acting or _feminine_verb(after)
    return True


def _feminine_verb(word: str) -> bool:
    """A verb whose subject may be a capital."""
    return len(word) > 3 and is_common(word) and (word[0] == TEH or word.endswith(TEH)) and word[:2] != ARTICLE


def moves(page: Page, at: int, reach: int) -> bool:
    """Whether a word of going somewhere stands so many tokens before a token."""
    return any(page.words[back] in page.cues.moving for back in range(max(0, at - reach), at))
