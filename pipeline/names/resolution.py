"""The second look at an article: short forms of the people it names, and whom the words that point back mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, islice
from operator import attrgetter

from pipeline.names.keys import same_name_key
from pipeline.names.page import Hit, Page, Person
from pipeline.names.spelling import ARTICLE, BEFORE_A_NAME, COMMAS, key, phrase
from pipeline.names.unlisted import names_on
from pipeline.names.words import is_common, is_unknown, is_word

_NAMES = frozenset(("person", "group", "country", "place"))
_STOPS = COMMAS | {":", "."}
_LEAST_CLUB = 4
# How many names back two parties are looked for.
_BACK = 30
_KOREAS = frozenset(("KP", "KR"))


# --- short forms ----------------------------------------------------------------------------------------------------


def short_forms(page: Page) -> None:
    """Family names, and first names of families that stand first, of those whom the article names in full."""
    shorts: dict[str, list[Person]] = {}
    for person in page.people.values():
        for form in _forms_of(page, person.label):
            shorts.setdefault(form, []).append(person)
    if not shorts:
        return
    _settle(page, shorts)
    prefixed = {prefix + form: (prefix, people) for form, people in shorts.items() for prefix in BEFORE_A_NAME} | {
        form: ("", people) for form, people in shorts.items()
    }
    forms = {at: page.words[at] for at in compress(range(page.count), map(prefixed.__contains__, page.words))}
    forms.update((at, form) for at in page.with_hamza if (form := key(page.words[at])) in prefixed)
    for at in sorted(forms):
        if not page.taken[at]:
            _short_form(page, at, *prefixed[forms[at]])


def _settle(page: Page, shorts: Mapping[str, Sequence[Person]]) -> None:
    """A person known by one word is the one whose short form it is; a body named after a person is none."""
    kept: list[Hit] = []
    for hit in page.hits:
        full = shorts.get(key(hit.label)) if hit.kind == "person" else None
        if full is None and hit.kind == "person" and hit.last - hit.first == 1:
            full = _namesakes(page, shorts, hit)
        elif " " in hit.label:
            full = None
        if full:
            hit.label, hit.english = full[0].label, full[0].english
            full[0].seen.append(hit.first)
        if hit.kind == "group" and hit.head and page.words[hit.last - 1] in shorts and hit.last - hit.first == 2:
            page.taken[hit.first : hit.last] = bytes(hit.last - hit.first)
        else:
            kept.append(hit)
    page.hits = kept


def _namesakes(page: Page, shorts: Mapping[str, Sequence[Person]], hit: Hit) -> Sequence[Person]:
    """Who bears, in this article, the family name by which a listed person was taken to be named."""
    listed = page.people.get(same_name_key(hit.label))
    if listed is None or listed.in_full:
        return ()
    word = page.words[hit.first]
    bearers = shorts.get(word) or shorts.get(word.removeprefix(hit.prefix), ())
    return [person for person in bearers if person.in_full]


def _forms_of(page: Page, label: str) -> Iterator[str]:
    parts = phrase(label)
    if len(parts) < 2:
        return
    family = parts[-1]
    if family not in page.cues.suffix_particles:
        yield family
    if parts[0] in page.lists.family_first or not (parts[0] in page.lists.given or is_common(parts[0])):
        yield parts[0]


def _short_form(page: Page, at: int, prefix: str, people: Sequence[Person]) -> None:
    word = page.words[at]
    ordinary = is_common(word) or word in page.lists.given or page.best(at, "place", "country") is not None
    titled = page.best(at - 1, "titles", "saying") is not None
    if ordinary and not (titled and not prefix) and not _stands_as_name(page, at, prefix):
        return
    if titled and names_on(page, at + 1):
        return
    # Who comes first in an article is the one it is about.
    person = min(people, key=lambda one: one.seen[0])
    person.seen.append(at)
    page.add(Hit(at, at + 1, prefix, "person", person.label, person.english))


def _stands_as_name(page: Page, at: int, prefix: str) -> bool:
    """«عُين البيطار في»: a family name that is an ordinary word, where it can be neither adjective nor genitive."""
    word, before = page.words[at][len(prefix) :], page.words[at - 1]
    if prefix or page.best(at, "place", "country", "titles", "references", "institutions", "bodies") is not None:
        return False
    opens = at - 1 in page.barriers or (at > 1 and page.words[at - 2] in _STOPS)
    if opens or before in page.cues.person_verbs:
        return is_word(before) and not before.startswith(ARTICLE) and before not in page.cues.stops
    return word.startswith(ARTICLE) and before in page.cues.before_people


def group_short_forms(page: Page) -> None:
    """«شركة ساتيلوجيك», later «ساتيلوجيك»; «نادي الفيحاء», later «الفيحاء»."""
    shorts: dict[str, Hit] = {}
    for hit in page.hits:
        if hit.kind == "group" and hit.head and hit.last - hit.first in (1, 2):
            name = page.words[hit.last - 1]
            club = key(hit.head) in page.cues.clubs and name.startswith(ARTICLE) and len(name) > _LEAST_CLUB
            if is_unknown(name) or club:
                shorts.setdefault(name, hit)
    if not shorts:
        return
    prefixed = {prefix + name: (prefix, hit) for name, hit in shorts.items() for prefix in ("", *BEFORE_A_NAME)}
    for at in compress(range(page.count), map(prefixed.__contains__, page.words)):
        prefix, hit = prefixed[page.words[at]]
        free = not page.taken[at] and not (page.words[at - 1].startswith(ARTICLE) and is_common(page.words[at]))
        if free:
            page.add(Hit(at, at + 1, prefix, "group", hit.label, hit.english, hit.country, head=hit.head))


# --- who is meant ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Told:
    """What the article has named up to a point: people and countries, the last one last; bodies by what they are; all
    but places in their order.
    """

    page: Page
    people: dict[Person, None] = field(default_factory=dict)
    countries: dict[str, Hit] = field(default_factory=dict)
    bodies: dict[str, Hit] = field(default_factory=dict)
    order: list[Hit] = field(default_factory=list)
    fitting: dict[tuple[frozenset[str], str], frozenset[Person]] = field(default_factory=dict)

    def tell(self, hit: Hit) -> None:
        if hit.kind != "place":
            self.order.append(hit)
        if hit.kind == "person":
            person = self.page.people.get(same_name_key(hit.label))
            if person is not None:
                self.people.pop(person, None)
                self.people[person] = None
        elif hit.kind == "country":
            self.countries.pop(hit.label, None)
            self.countries[hit.label] = hit
        elif hit.kind == "group":
            self.bodies[hit.head] = hit
            clubs = self.page.cues.clubs
            if hit.head in clubs:
                self.bodies.update(dict.fromkeys(clubs, hit))

    def who_fits(self, roles: frozenset[str], country: str) -> frozenset[Person]:
        """Everybody in the article whom a title of these roles, of this country where one is given, can mean."""
        found = self.fitting.get((roles, country))
        if found is None:
            people = self.page.people.values()
            found = frozenset(person for person in people if _fits(self.page, person, roles, country))
            self.fitting[roles, country] = found
        return found


def resolved(page: Page) -> list[Hit]:
    """The hits in text order, with every one that points back replaced by what it points at."""
    page.hits.sort(key=attrgetter("first", "last"))
    told = _Told(page)
    out: list[Hit] = []
    for hit in page.hits:
        for one in (hit,) if hit.kind in _NAMES else _resolve(told, hit):
            told.tell(one)
            out.append(one)
    return out


def _resolve(told: _Told, hit: Hit) -> Sequence[Hit]:
    """What a hit that points back names."""
    if hit.kind == "reference":
        return _named(hit, _who(told, hit.roles, hit.country))
    if hit.kind == "counterpart":
        people = [*_who(told, _rank(told), hit.country)]
        if not people and not told.page.vocabulary.isdisjoint(told.page.cues.sporting):
            label, english = told.page.lists.countries[hit.country]
            return [Hit(hit.first, hit.last, hit.prefix, "country", label, english, hit.country)]
        return _named(hit, people)
    if hit.kind == "dual":
        people = _last_people(told, hit.roles, hit.country, 2)
        return _named(hit, people[::-1]) if len(people) == 2 else ()
    if hit.kind == "country dual":
        last = [*islice(reversed(told.countries.values()), 2)]
        return [_at(hit, "country", one) for one in reversed(last)] if len(last) == 2 else ()
    if hit.kind == "latter":
        return [_at(hit, told.order[-1].kind, told.order[-1])] if told.order else ()
    if hit.kind == "topic":
        return _named(hit, sorted(told.page.people.values(), key=lambda person: person.seen[0])[:1])
    if hit.kind == "parties":
        return [_at(hit, one.kind, one) for one in _two_parties(told)]
    same = told.bodies.get(hit.head)
    if same is not None and hit.label and hit.country and same.country and hit.country != same.country:
        same = None  # «المسبار الصيني» is not the one named before
    if same is None and hit.label:
        return (Hit(hit.first, hit.last, hit.prefix, "group", hit.label, hit.english, hit.country, head=hit.head),)
    return () if same is None else (_at(hit, "group", same),)


def _two_parties(told: _Told) -> list[Hit]:
    """The last two bodies and countries told of, in the order of the text; none where there are not two."""
    last: dict[str, Hit] = {}
    for hit in islice(reversed(told.order), _BACK):
        if hit.kind != "person" and hit.head not in told.page.cues.place_bodies:
            last.setdefault(hit.label, hit)
        if len(last) == 2:
            return [*reversed(last.values())]
    return []


def _at(hit: Hit, kind: str, same: Hit) -> Hit:
    return Hit(hit.first, hit.last, hit.prefix, kind, same.label, same.english, same.country, head=hit.head)


def _named(hit: Hit, people: Iterable[Person]) -> list[Hit]:
    return [Hit(hit.first, hit.last, hit.prefix, "person", one.label, one.english) for one in people]


def _who(told: _Told, roles: frozenset[str], country: str) -> Iterable[Person]:
    """The last person who fits; a headline means the only one in the article who does, named further down."""
    people = _last_people(told, roles, country, 1)
    if people or not country:
        return people
    fitting = told.who_fits(roles, country)
    return fitting if len(fitting) == 1 else ()


def _last_people(told: _Told, roles: frozenset[str], country: str, most: int) -> list[Person]:
    fitting = told.who_fits(roles, country)
    if fitting.isdisjoint(told.people):
        return []
    return [*islice((person for person in reversed(told.people) if person in fitting), min(most, len(fitting)))]


def _rank(told: _Told) -> frozenset[str]:
    """The roles of the last person named, and what such people are called together."""
    speaker = next(reversed(told.people), None)
    roles = set(speaker.roles) if speaker else set()
    if roles & told.page.cues.head_roles:
        roles.add("head")
    if roles & told.page.cues.minister_roles:
        roles.add("minister")
    return frozenset(roles)


def _fits(page: Page, person: Person, roles: Iterable[str], country: str) -> bool:
    if country and not any(_same_country(country, code) for code in person.countries):
        return False
    for role in roles:
        if role in ("any", *person.roles):
            return True
        if role == "head" and person.roles & page.cues.head_roles:
            return True
        if role == "minister" and person.roles & page.cues.minister_roles:
            return True
        if role == "president" and not country and "vp" not in person.roles and "president" in person.roles:
            return True
    return False


def _same_country(one: str, other: str) -> bool:
    return one == other or (one == "KO" and other in _KOREAS) or (other == "KO" and one in _KOREAS)
