"""Governments, institutions and organisations: a cue noun with a nationality or with the name that follows it."""

from __future__ import annotations

from pipeline.names.keys import latin
from pipeline.names.lists import Known
from pipeline.names.page import Hit, Page
from pipeline.names.spelling import AND, ARTICLE, FOR, HEH, LAM, QUOTES, QUOTES_END, SWALLOWED, YEH, phrase
from pipeline.names.unlisted import unknown_run
from pipeline.names.words import Match, is_common, is_word


def government(page: Page, at: int, match: Match, known: Known) -> int:
    """A government, its officials or forces with their nationality: the country."""
    first = at + match.length
    definite = page.words[first - 1].startswith(ARTICLE) or SWALLOWED in page.words[first - 1][:3]
    for gap in range(3):
        code, length, prefix = page.nationality(first + gap)
        if length and not prefix and page.words[first + gap].startswith(ARTICLE) == definite:
            label, english = page.lists.countries[code]
            last = first + gap + length
            after = page.add(Hit(at, last, match.prefix, "country", label, english, code, head=known.label))
            return _second_nationality(page, after)
        word = page.words[first + gap]
        if word.startswith(ARTICLE) != definite or not is_common(word) or first + gap in page.barriers:
            return at
    return at


def _second_nationality(page: Page, at: int) -> int:
    """«مسؤولون أمريكيون وكوريون جنوبيون»."""
    code, length, prefix = page.nationality(at)
    if not length or prefix != AND:
        return at
    label, english = page.lists.countries[code]
    return page.add(Hit(at, at + length, prefix, "country", label, english, code))


def institution(page: Page, at: int, match: Match, known: Known) -> int:
    """«الجيش السوداني», «جيش كوريا الجنوبية»; without a nationality the last one of its kind."""
    last = at + match.length
    head = known.label
    definite = page.words[at].removeprefix(match.prefix).startswith((ARTICLE, LAM)) or match.length > 1
    english = page.lists.bodies_english.get(" ".join(phrase(head)), "")
    if not definite:
        found = page.best(last, "country")
        if found is None or found[0].prefix:
            return at
        country = found[1].country
        last += found[0].length
    else:
        country, length, prefix = page.nationality(last)
        if not length or prefix or not page.words[last].startswith(ARTICLE):
            return page.add(Hit(at, last, match.prefix, "body", head=head))
        last += length
    label = _body_label(page, at, last, match.prefix)
    of = page.lists.countries[country][1]
    english = f"{english} of {of}" if english else latin(label)
    return page.add(Hit(at, last, match.prefix, "group", label, english, country, head=head))


def _body_label(page: Page, first: int, last: int, prefix: str) -> str:
    label = page.surface(first, last, prefix)
    if prefix.endswith(FOR) and label.startswith(SWALLOWED):
        label = ARTICLE + label[2:]
    return label


def body(page: Page, at: int, match: Match, known: Known) -> int:
    """«وزارة …», «شركة …»: the name goes on while its words can belong to it."""
    first = at + match.length
    head = " ".join(phrase(known.label))
    if page.words[first] in QUOTES:
        return _quoted_body(page, at, first, match, head)
    last = unknown_run(page, first, 4)
    if last == first + 1 and page.words[first].endswith((YEH, YEH + HEH)):
        last = first
    if last == first:
        if head in page.cues.strict_bodies or not page.words[first].startswith(ARTICLE):
            last = _body_of_place(page, first, head)
        else:
            last = _article_run(page, first)
    else:
        last = _article_run(page, last, joined=True)
    if last == first:
        return at
    country = next((code for code in (page.nationality(back)[0] for back in range(last - 1, at, -1)) if code), "")
    label = page.surface(at, last, match.prefix)
    english = _body_english(page, head, first, last, country)
    return page.add(Hit(at, last, match.prefix, "group", label, english, country, head=known.label))


def _body_of_place(page: Page, at: int, head: str) -> int:
    """«جامعة القاهرة», «بنك إنجلترا»."""
    if head not in page.cues.strict_bodies or page.words[at - 1] != head:
        found = page.best(at, "country", "place", "capital")
        if found and not found[0].prefix and not found[1].weak:
            return at + found[0].length
    return at


def _body_english(page: Page, head: str, first: int, last: int, country: str) -> str:
    plain = last
    if country:
        while plain > first and page.nationality(plain - 1)[1] == 0 and page.nationality(plain - 2)[1] != 2:
            plain -= 1
        while plain > first and (page.nationality(plain - 1)[1] or page.nationality(plain - 2)[1] == 2):
            plain -= 1
    for length in (2, 1):
        words = [head, *page.words[first:plain]]
        english = page.lists.bodies_english.get(" ".join(words[:length]), "")
        if english and len(words) == length:
            return f"{english} of {page.lists.countries[country][1]}" if country else english
    kind = page.lists.bodies_english.get(head, "")
    name = latin(page.surface(first, last))
    return f"{name} {kind}" if kind else f"{latin(head)} {name}"


def _quoted_body(page: Page, at: int, quote: int, match: Match, head: str) -> int:
    """«شركة "كذا"»: what stands between the quotation marks."""
    last = quote + 1
    while last - quote < 6 and is_word(page.words[last]) and last not in page.barriers:
        last += 1
    if last == quote + 1 or page.words[last] not in QUOTES_END:
        return at
    kind = page.lists.bodies_english.get(head, "")
    known = page.best(quote + 1, "group")
    if known is not None:
        return at
    label = page.surface(quote + 1, last)
    name = latin(label)
    page.add(Hit(quote + 1, last, "", "group", label, f"{name} {kind}".strip(), head=match.rows[0].label))
    return last + 1


def _article_run(page: Page, at: int, *, joined: bool = False) -> int:
    """Words with the article, one «لل…» and one «وال…» among them, up to the nationality."""
    last = at
    while last < page.count and last - at < 4 and last not in page.barriers:
        code, length, prefix = page.nationality(last)
        word = page.words[last]
        if length and not prefix and word.startswith(ARTICLE):
            return last + length
        if code or word in page.cues.stops:
            break
        linked = word.startswith((SWALLOWED, AND + ARTICLE)) and (last > at or joined)
        if not (word.startswith(ARTICLE) or linked) or len(word) < 4:
            break
        if page.best(last, "country", "person", "group", "titles", "references") and last > at:
            break
        last += 1
    return last
