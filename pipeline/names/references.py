"""Words that point at somebody whom the article names elsewhere: noted here, resolved in `resolution`."""

from __future__ import annotations

from pipeline.names.keys import same_name_key
from pipeline.names.lists import Known
from pipeline.names.page import Hit, Page
from pipeline.names.people import add_person
from pipeline.names.spelling import AND, ARTICLE, COMMAS, SWALLOWED
from pipeline.names.titles import is_adjective_like, name_after, title
from pipeline.names.words import Match, is_word


def reference(page: Page, at: int, match: Match, known: Known) -> int:
    """A title that points back, with a nationality or alone."""
    last = at + match.length
    code, length, prefix = page.nationality(last)
    if length and not prefix:
        last += length
    else:
        code = ""
        apposed = page.words[at - 1] in COMMAS and page.after_person() and page.hits[-1].last == at - 1
        after = page.words[last]
        if apposed or after in page.cues.modifiers or after.startswith(SWALLOWED):
            return at
    roles = frozenset((known.value,))
    return page.add(Hit(at, last, match.prefix, "reference", country=code, roles=roles))


def construct(page: Page, at: int, match: Match, known: Known) -> int:
    """«رئيس أوكرانيا»: a title and the country."""
    last = at + match.length
    found = page.best(last, "country")
    if found is None or found[0].prefix:
        return at
    last += found[0].length
    roles = frozenset((known.value,))
    return page.add(Hit(at, last, match.prefix, "reference", country=found[1].country, roles=roles))


def counterpart(page: Page, at: int, match: Match, _known: Known) -> int:
    """«نظيره الفلاني», with a name or pointing back."""
    last = at + match.length
    code, length, _ = page.nationality(last)
    found = name_after(page, last + length, "counterpart", definite=True)
    if found is not None:
        begin, end, prefix, person, country = found
        person = person or Known("cue", page.surface(begin, end, prefix))
        roles = page.people[same_name_key(page.hits[-1].label)].roles if page.after_person() else ()
        return add_person(page, begin, end, prefix, person, roles, code or country)
    if not length:
        return at
    return page.add(Hit(at, last + length, match.prefix, "counterpart", country=code))


def dual(page: Page, at: int, match: Match, known: Known) -> int:
    """«الرئيسان», «الرئيسان الروسي والأوكراني»."""
    last = at + match.length
    roles = frozenset((known.value,))
    one, length, prefix = page.nationality(last)
    other, more, joined = page.nationality(last + length)
    if not (length and more and not prefix and joined == AND):
        return page.add(Hit(at, last, match.prefix, "dual", roles=roles))
    for code in (one, other):
        page.add(Hit(at, last + length + more, match.prefix, "reference", country=code, roles=roles))
    return last + length + more


def latter(page: Page, at: int, match: Match, _known: Known) -> int:
    """«زيارة الأخير», «وسيعود الأخير»: whoever was named last; behind a definite noun it is an adjective."""
    before = page.words[at - 1]
    if at in page.barriers or not is_word(before) or before.startswith(ARTICLE) or page.taken[at - 1]:
        return at
    if is_adjective_like(page, at) or (before in page.cues.stops and before not in page.cues.toward):
        return at
    return page.add(Hit(at, at + match.length, match.prefix, "latter"))


def parties(page: Page, at: int, match: Match, _known: Known) -> int:
    """«الطرفان», «الجانبان»: the last two of whom the article tells."""
    return page.add(Hit(at, at + match.length, match.prefix, "parties"))


def topic(page: Page, at: int, match: Match, known: Known) -> int:
    """«الراحل»: whom the article is about, unless the name follows."""
    named = title(page, at, match, known)
    return named if named > at else page.add(Hit(at, at + match.length, match.prefix, "topic"))


def country_dual(page: Page, at: int, match: Match, _known: Known) -> int:
    """«البلدان»: the last two countries."""
    return page.add(Hit(at, at + match.length, match.prefix, "country dual"))


def named_dual(page: Page, at: int, match: Match, known: Known) -> int:
    """«الكوريتان»: one word for two countries."""
    last = at + match.length
    for code in known.value.split():
        label, english = page.lists.countries[code]
        page.add(Hit(at, last, match.prefix, "country", label, english, code))
    return last
