"""Names that no list knows: where they end, by the words that can go on a name."""

from __future__ import annotations

from pipeline.names.page import Page
from pipeline.names.spelling import (
    ALEF,
    AND,
    ARTICLE,
    COMMAS,
    CONJUNCTIONS,
    HEH,
    LAM,
    PREPOSITIONS,
    SERVANT,
    TEH,
    TEH_MARBUTA,
    WAW,
    YEH,
)
from pipeline.names.words import begins_phrase, is_common, is_unknown, is_word

NAME_LENGTH = 7
# A family name that is an ordinary word stands behind one or two given names.
_BEFORE_SURNAME = 2
_AFTER_W = frozenset((ALEF, WAW, YEH, LAM, HEH))


def name_end(page: Page, at: int, *, titled: bool = False) -> int:
    """The end of the name that begins at a token; `at` itself where none does."""
    last = at
    while last < page.count and last - at < NAME_LENGTH:
        if last > at and last in page.barriers:
            break
        step = _name_step(page, at, last, titled=titled)
        if not step:
            break
        last += step
    while last > at and page.words[last - 1] in page.lists.inner_particles:
        if page.words[last - 1] in page.lists.given:
            break
        last -= 1
    return last


def name_end_without(page: Page, at: int, prefix: str, *, titled: bool) -> int:
    """The end of the name that begins at a token behind what is attached to it."""
    kept, page.words[at] = page.words[at], page.words[at][len(prefix) :]
    last = name_end(page, at, titled=titled)
    page.words[at] = kept
    return last


def named_for(page: Page, at: int) -> int:
    """Where the name ends of whom a place, a body or a prize is called after; `at` where it is called after nobody.

    «مطار حامد كرزاي», «جامعة القاضي عياض», «ملعب محمد الخامس».
    """
    if at in page.barriers:
        return at
    begin = at + (page.words[at] in page.cues.honours and at + 1 not in page.barriers)
    person = page.best(begin, "person") or page.best(begin, "short")
    if person is not None and not person[0].prefix and not person[1].weak:
        return begin + person[0].length
    word = page.words[begin]
    if begin == at and word not in page.lists.given and word not in page.cues.before_fathers and word != SERVANT:
        return at
    last = name_end(page, begin, titled=True)
    if begin > at and last == begin and is_word(word) and not word.startswith(ARTICLE) and word not in page.cues.stops:
        return begin + 1
    return last if last - begin > 1 or (begin > at and last > begin) else at


def is_joined(page: Page, at: int) -> bool:
    """Whether the و of an unknown word is «and»: names in W go on with a vowel or an L, and keep it elsewhere."""
    word = page.words[at]
    if word[:1] != AND or word in page.lists.given or word in page.lists.families:
        return False
    if len(word) > 3 and word[1:] in page.vocabulary:
        return True
    start = page.folded.raw_start(page.starts[at] + 1)
    return len(word) > 3 and page.text[start : start + 1] not in _AFTER_W


def _name_step(page: Page, first: int, at: int, *, titled: bool) -> int:
    """How many tokens at a token go on the name that began at `first`."""
    word = page.words[at]
    if at > first and is_joined(page, at):
        return 0
    if not is_word(word) or word in page.cues.bridges or word in page.cues.stops:
        return 0
    lists = page.lists
    if at > first and word in page.cues.suffix_particles:
        return 1
    leads = at > first or (titled and word not in page.cues.suffix_particles)
    if word in page.cues.particles and leads and (names_on(page, at + 1) or _is_servant(page, at) or _is_son(page, at)):
        return 2
    if word in lists.given and (titled or at > first or not weak_given(page, at)):
        return 1 if titled or at == first or not weak_given(page, at) or first + 1 == at else 0
    if is_unknown(word) or (titled and at == first and _is_womans(page, at)):
        return 1 if at > first or titled else 0
    if at == first:
        return 0
    if word.startswith(ARTICLE) and word not in page.cues.modifiers and word not in page.cues.stops:
        return _article_surname(page, first, at, titled=titled)
    found = page.best(at, "short")
    if found and not found[0].prefix and not found[0].get("country", "place", "capital", "group"):
        return 1
    if _looks_prefixed(page, word) and at == first + 1 and names_on(page, at + 1):
        return 1
    return int(titled and at == first + 1 and _plain_surname(page, at))


def _is_servant(page: Page, at: int) -> bool:
    """«عبد العظيم»: any word with the article behind it."""
    after = page.words[at + 1]
    return page.words[at] == SERVANT and after.startswith(ARTICLE) and len(after) > 4 and is_word(after)


def _is_son(page: Page, at: int) -> bool:
    """«عبد الرحمن بن بوزيد»: behind «son of» any word that is neither a particle nor a title."""
    after = page.words[at + 1]
    if page.words[at] not in page.cues.before_fathers or not is_word(after) or len(after) < 3:
        return False
    return after not in page.cues.stops and after not in page.cues.saying and not begins_with_cue(page, at + 1)


def _is_womans(page: Page, at: int) -> bool:
    """«الروائية جوخة الحارثي»: a word in ة is no noun with «his», though folded it looks like one."""
    word = page.words[at]
    if not word.endswith(HEH) or word in page.lists.common or word in page.cues.stops or begins_phrase(word):
        return False
    if word.startswith((*PREPOSITIONS, *CONJUNCTIONS)) or not page.surface(at, at + 1).endswith(TEH_MARBUTA):
        return False
    after = page.words[at + 1]
    return after.startswith(ARTICLE) and after.endswith(YEH) and not page.nationality(at + 1)[1]


def _looks_prefixed(page: Page, word: str) -> bool:
    """«بارث»: a foreign name that begins like a preposition with a short word."""
    rest = word[1:]
    return (
        word[:1] in PREPOSITIONS
        and len(rest) == 3
        and word not in page.lists.common
        and rest not in page.lists.heads
        and rest in page.lists.common
    )


def _plain_surname(page: Page, at: int) -> bool:
    """«القيادي فؤاد شكر في …»: an ordinary word between a given name and a particle is the surname."""
    word, after = page.words[at], page.words[at + 1]
    if page.words[at - 1] not in page.lists.given or weak_given(page, at - 1) or begins_phrase(word):
        return False
    if word.startswith(ARTICLE) or word in page.cues.acting or at in page.barriers:
        return False
    if begins_with_cue(page, at) or len(word) < 3 or word[0] in (YEH, TEH):
        return False
    return after in page.cues.stops or after in COMMAS or (after.endswith(ALEF) and is_common(after))


def begins_with_cue(page: Page, at: int) -> bool:
    """Whether a title, a body or a place's noun begins at a token."""
    return page.best(at, "titles", "bodies", "places", "institutions", "government") is not None


def weak_given(page: Page, at: int) -> bool:
    """Whether a word is no given name, or one that is an ordinary word too."""
    found = page.best(at, "given")
    return found is None or found[1].weak


def _article_surname(page: Page, first: int, at: int, *, titled: bool) -> int:
    """«محمد المصري»: a family name with the article, even an ordinary word, after one or two given names."""
    word = page.words[at]
    before = page.words[at - 1]
    servant = page.words[at - 2] == SERVANT and at - 2 >= first
    arabic = servant or before in page.lists.arabic_given or before in page.cues.particles
    if is_unknown(word) or word in page.lists.families or (arabic and word[2:] in page.lists.given):
        return 1
    if titled and at == first + 1 and word.endswith(YEH) and _is_womans(page, first):
        return 1
    if page.best(at, "references", "institutions") is not None:
        return 0
    if page.best(at, "government") is not None and page.nationality(at + 1)[1]:
        return 0
    if page.best(at, "titles") is not None and names_on(page, at + 1):
        return 0
    given_before = at - first - page.words[first:at].count(SERVANT)
    known = servant or titled or not weak_given(page, at - 1)
    return 1 if arabic and given_before <= _BEFORE_SURNAME and known else 0


def names_on(page: Page, at: int) -> bool:
    """Whether a token can go on a name."""
    word = page.words[at]
    if at in page.barriers or not is_word(word):
        return False
    if word in page.lists.given or is_unknown(word) or word in page.cues.suffix_particles:
        return word not in page.cues.stops
    if word in page.cues.particles:
        return is_word(page.words[at + 1]) and page.words[at + 1] not in page.cues.stops
    if word.startswith(ARTICLE) and len(word) > 3:
        return not is_common(word)
    found = page.best(at, "short")
    return found is not None and not found[0].prefix and found[0].get("country", "place", "group") is None


def unknown_run(page: Page, at: int, most: int) -> int:
    """The end of the unknown words that begin at a token."""
    last = at
    while last - at < most and last not in page.barriers and is_unknown(page.words[last]):
        if last > at and is_joined(page, last):
            break
        last += 1
    return last
