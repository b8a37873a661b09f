"""Governments, institutions and organisations: a cue noun with a nationality or with the name that follows it."""

from __future__ import annotations

from pipeline.names.keys import latin
from pipeline.names.lists import Known
from pipeline.names.page import Hit, Page
from pipeline.names.places import in_english
from pipeline.names.spelling import (
    AND,
    ARTICLE,
    COMMAS,
    FOR,
    HEH,
    IN,
    LAM,
    PREPOSITIONS,
    QUOTES,
    QUOTES_END,
    SWALLOWED,
    YEH,
    phrase,
)
from pipeline.names.unlisted import name_end, named_for, unknown_run
from pipeline.names.words import Match, is_common, is_word

_CLUB = "club"
_TEAMS = frozenset(("sport", _CLUB))
# Between two sides a date stands of so many words, commas and all.
_DATE_BETWEEN = 5


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
            return definite_body(page, at, match, known)
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
    last = named_for(page, first) if head in page.cues.place_bodies else first
    if last > first:
        return _add_body(page, at, first, _purpose(page, _article_run(page, last, joined=True)), match.prefix, known)
    last = unknown_run(page, first, 4)
    if last == first + 1 and page.words[first].endswith((YEH, YEH + HEH)):
        last = first
    if last == first:
        last = _named_after(page, first) if head in page.cues.place_bodies else first
    if last > first:
        last = _article_run(page, last, joined=True)
    elif page.words[first] in page.cues.no_body_names or first in page.barriers:
        return at
    elif page.words[first + 1] in page.lists.given and page.best(first, "titles") is not None:
        last = name_end(page, first + 1, titled=True)
    elif page.words[first].startswith(ARTICLE):
        last = first if head in page.cues.strict_bodies else _article_run(page, first)
    elif head in page.cues.worked_bodies:
        last = _worked(page, first)
    if last == first:
        return at
    last = _purpose(page, last)
    return _add_body(page, at, first, last, match.prefix, known)


def thing(page: Page, at: int, match: Match, _known: Known) -> int:
    """«جائزة نجيب محفوظ», «كأس مصر», «لقاح سبوتنيك»: whom or what it is called after takes part in nothing."""
    first = at + match.length
    last = named_for(page, first)
    if last == first:
        found = page.best(first, "country", "capital", "place", "group")
        last += found[0].length if found is not None and not found[0].prefix else 0
    page.taken[first:last] = b"\1" * (last - first)
    return max(last, at)


def _add_body(page: Page, at: int, first: int, last: int, prefix: str, known: Known) -> int:
    head = " ".join(phrase(known.label))
    country = next((code for code in (page.nationality(back)[0] for back in range(last - 1, at, -1)) if code), "")
    label = _body_label(page, at, last, prefix)
    english = _body_english(page, head, first, last, country)
    return page.add(Hit(at, last, prefix, "group", label, english, country, head=known.label))


def _named_after(page: Page, at: int) -> int:
    """«جامعة القاهرة», «بنك إنجلترا», «مستشفى عبس», «جامعة أحمدو بيلو»: a body called after a place or a person."""
    found = page.best(at, "country", "place", "capital", "person")
    if found is not None and not found[0].prefix and (not found[1].weak or found[1].kind == "place"):
        return at + found[0].length
    known = page.town_at(at)
    if known is not None:
        return known
    named = page.best(at, "given")
    if named is not None and not named[0].prefix:
        last = name_end(page, at, titled=True)
        return last if last - at > 1 else at
    return at


def _worked(page: Page, at: int) -> int:
    """«محكمة جنايات الرصافة», «وكالة تنظيم الأدوية»: a noun in the construct, and what follows it."""
    word, after = page.words[at], page.words[at + 1]
    if not is_word(word) or not is_common(word) or len(word) < 3 or begins_with_particle(page, word):
        return at
    if word in page.cues.place_adjectives or page.nationality(at)[1] or at + 1 in page.barriers:
        return at
    if after.startswith(ARTICLE) and after not in page.cues.stops and after not in page.cues.no_body_names:
        return _article_run(page, at + 1)
    last = _named_after(page, at + 1)
    return last if last > at + 1 else at


def begins_with_particle(page: Page, word: str) -> bool:
    """Whether a word is a particle, or one and an ordinary word: «برئاسة», «لبحث»."""
    cues = page.cues
    if word in cues.stops or word in cues.saying or word in cues.acting or word in cues.bridges:
        return True
    return word[0] in PREPOSITIONS and is_common(word[1:]) and len(word) > 3


def _purpose(page: Page, at: int) -> int:
    """«شركة … للأغذية», «اتحاد … لكرة القدم»: what a body is for."""
    word, after = page.words[at], page.words[at + 1]
    if at in page.barriers:
        return at
    if word in page.cues.body_purposes and after.startswith(ARTICLE) and at + 1 not in page.barriers:
        return _article_run(page, at + 1)
    return at


def definite_body(page: Page, at: int, match: Match, known: Known) -> int:
    """«الهيئة العامة للكتاب», «الجامعة اللبنانية»: its adjectives make it a name; alone it points back."""
    first = last = at + match.length
    if page.words[first] in QUOTES and known.kind == "body_reference":
        return _quoted_body(page, at, first, match, " ".join(phrase(known.label)))
    head = " ".join(phrase(known.label))
    national = False
    while last - first < 4 and last not in page.barriers and _is_adjective(page, last):
        nationality = page.nationality(last)[1]
        national = national or nationality > 0
        last += nationality or 1
    if last == first:
        bare = known.label in page.lists.bare_institutions and page.best(at - 1, "titles") is None
        label = _body_label(page, at, last, match.prefix) if bare else ""
        return page.add(Hit(at, last, match.prefix, "body", label, _english_of(page, head), head=known.label))
    word = page.words[last]
    if known.kind != "institutions" and head not in page.cues.solid_bodies and not word.startswith(SWALLOWED):
        if not national:
            return page.add(Hit(at, first, match.prefix, "body", head=known.label))
        label = _body_label(page, at, last, match.prefix)
        code = page.nationality(last - 1)[0]
        english = _body_english(page, head, first, last, code)
        return page.add(Hit(at, last, match.prefix, "body", label, english, code, head=known.label))
    if last not in page.barriers:
        if word.startswith(SWALLOWED) and len(word) > 4 and is_word(word):
            last = _article_run(page, last, joined=True)
        else:
            last = _purpose(page, last)
    return _add_body(page, at, first, last, match.prefix, known)


def _english_of(page: Page, head: str) -> str:
    return page.lists.bodies_english.get(head, "") or latin(head)


def _is_adjective(page: Page, at: int) -> bool:
    """An adjective with the article that the name of a body may have."""
    word = page.words[at]
    if not word.startswith(ARTICLE) or len(word) < 5 or word in page.cues.no_body_names or word in page.cues.stops:
        return False
    if page.nationality(at)[1] or word in page.cues.body_adjectives:
        return True
    if page.best(at, "titles", "person", "institutions") is not None:
        return False
    group = page.best(at, "group")
    if group is not None and group[1].value not in _TEAMS:  # «البنك الأهلي المصري» is no club
        return False
    return word.endswith((YEH, YEH + HEH))


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
    return _in_words(page, head, first, plain if country else last, country) or _romanised(page, head, first, last)


def _in_words(page: Page, head: str, first: int, last: int, country: str) -> str:
    """«اللجنة الدستورية السورية», «وزارة السياحة والآثار»: a body all of whose words have English.

    "Constitutional Committee of Syria", "Ministry of Tourism and Antiquities", "Environment Authority".
    """
    kind, usual, nouns = (
        page.lists.bodies_english.get(head, ""),
        page.lists.adjectives_english,
        page.lists.nouns_english,
    )
    adjectives: list[str] = []
    about: list[str] = []
    for word in page.words[first:last]:
        if word in usual:
            adjectives.append(usual[word])
            continue
        bare = word[1:] if word[:1] == AND and word[1:] in nouns else word
        noun = nouns.get(ARTICLE + bare[2:] if bare.startswith(SWALLOWED) else bare)
        if noun is None:
            return ""
        about.append(noun)
    if not kind or not (adjectives or about):
        return ""
    kind = kind[0].upper() + kind[1:]
    for_what = " and ".join(about)
    if about and head in page.cues.bodies_of:
        english = f"{' '.join([*reversed(adjectives), kind])} of {for_what}"
    else:
        english = " ".join([*reversed(adjectives), *([for_what] if about else []), kind])
    return f"{english} of {page.lists.countries[country][1]}" if country else english


def _romanised(page: Page, head: str, first: int, last: int) -> str:
    kind = page.lists.bodies_english.get(head, "")
    name = in_english(page, first, last)
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
    """A word with the article, its adjectives, one «لل…» and one «وال…» among them, up to the nationality."""
    last = at
    while last < page.count and last - at < 4 and last not in page.barriers:
        code, length, prefix = page.nationality(last)
        word = page.words[last]
        if length and not prefix and word.startswith(ARTICLE):
            last += length
            joined = True
            continue
        if code or word in page.cues.stops:
            break
        linked = word.startswith((SWALLOWED, AND + ARTICLE)) and (last > at or joined)
        if not (word.startswith(ARTICLE) or linked) or len(word) < 4:
            break
        if page.best(last, "country", "person", "group", "titles", "references") and last > at:
            break
        if not linked and (last > at or joined) and not _is_adjective(page, last):
            break
        last += 1
    return last


def listed_group(page: Page, at: int, match: Match, known: Known) -> int:
    """A body of the lists, its own nationality behind it included; a club's name only where clubs are told of."""
    last = at + match.length
    if page.words[last] in page.cues.other_bodies:  # «مجلس الأمن القومي»
        return at
    if known.value != _CLUB:
        code, length, prefix = page.nationality(last)
        if length and not prefix and known.country in ("", code) and page.best(last, "country") is not None:
            last += length
        return page.add(Hit(at, last, match.prefix, "group", known.label, known.english, known.country))
    if not page.is_of_sport() or not _stands_as_club(page, at, match):
        return at
    head = min(page.cues.clubs)
    return page.add(Hit(at, last, match.prefix, "group", known.label, known.english, known.country, head=head))


def club(page: Page, at: int, match: Match) -> int:
    """«فاز ليفربول»: a town's name that is a club's where matches are told of; `at` where it is the town."""
    known = match.get("group")
    if known is None or known.value != _CLUB or page.before(at) in page.cues.place_prepositions - page.cues.against:
        return at
    return listed_group(page, at, match, known)


def _stands_as_club(page: Page, at: int, match: Match) -> bool:
    """«فاز الأهلي», «مدرب الهلال», «على الاتحاد», but «البنك الأهلي», «الهلال الأحمر», «الاتحاد الأفريقي»."""
    before, after = page.words[at - 1], page.words[at + match.length]
    if before.startswith(ARTICLE) and at not in page.barriers:
        return False
    if after.startswith(ARTICLE) and after not in page.cues.stops and at + match.length not in page.barriers:
        return False
    if match.prefix and match.prefix != AND:
        return True
    opens = at in page.barriers or at - 1 in page.barriers or page.words[at - 2] in COMMAS
    cues = page.cues
    led = page.before(at) in cues.before_clubs or before in cues.against or before in cues.opponents
    joined = match.prefix == AND and bool(page.hits) and page.hits[-1].last == at
    return opens or led or joined or page.best(at - 1, "sides") is not None


def team(page: Page, at: int, match: Match, known: Known) -> int:
    """«أسود الأطلس»: a national team by what its supporters call it, where matches are told of."""
    if not page.is_of_sport():
        return at
    label, english = page.lists.countries[known.value]
    return page.add(Hit(at, at + match.length, match.prefix, "country", label, english, known.value))


def sides(page: Page, at: int, match: Match, _known: Known) -> int:
    """«تغلب الوحدة، الجمعة، على ضيفه التعاون»: two clubs by their names alone; a nationality is that of a team."""
    if match.prefix not in ("", AND, IN) or not page.is_of_sport():
        return at
    first = at + match.length
    one, last = _side(page, first)
    if one is None or last in page.barriers:
        return at
    begin = last
    while begin - last < _DATE_BETWEEN and begin not in page.barriers and _is_between(page, begin):
        begin += 1
    joined = page.words[begin].startswith(AND + ARTICLE) and begin == last
    if (page.words[begin] not in page.cues.against and not joined) or begin in page.barriers:
        return at
    begin += not joined
    while page.words[begin] in page.cues.opponents:
        begin += 1
    other, end = _side(page, begin, AND if joined else "")
    if other is None:
        found = page.best(begin, "group", "place", "capital")
        if found is None or found[0].prefix not in ("", AND):
            return at
        page.add(one)
        if found[1].kind == "group":
            return last
        end = begin + found[0].length
        other = Hit(begin, end, found[0].prefix, "group", found[1].label, found[1].english, head=min(page.cues.clubs))
        page.add(other)
        return end
    page.add(one)
    page.add(other)
    return end


def _is_between(page: Page, at: int) -> bool:
    """A word of a date, or a comma around it."""
    word = page.words[at]
    return word not in page.cues.against and (word in COMMAS or word in page.cues.stops)


def _side(page: Page, at: int, prefix: str = "") -> tuple[Hit | None, int]:
    """A club at a token, and where it ends."""
    word = page.words[at][len(prefix) :]
    bad = at in page.barriers or word in page.cues.no_clubs or word in page.cues.stops or len(word) < 4
    if bad or not word.startswith(ARTICLE) or page.taken[at] or word in page.lists.given:
        return None, at
    group = page.best(at, "group")
    if group is not None and group[1].value == _CLUB and group[0].prefix == prefix:
        last = at + group[0].length
        return Hit(at, last, prefix, "group", group[1].label, group[1].english, head=min(page.cues.clubs)), last
    kinds = ("titles", "country", "person", "group", "institutions", "government", "body_reference")
    if page.best(at, *kinds) is not None:
        return None, at
    last = at + 1
    label = page.surface(at, last, prefix)
    return Hit(at, last, prefix, "group", label, latin(label), head=min(page.cues.clubs)), last
