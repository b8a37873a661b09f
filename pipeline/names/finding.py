"""One article from its words to its names: the rules by the kinds of the listed phrases, and the order of the looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from pipeline.model import Name, Span
from pipeline.names.bodies import body, club, definite_body, government, institution, listed_group, sides, team, thing
from pipeline.names.keys import latin
from pipeline.names.lists import Known
from pipeline.names.page import Hit, Page
from pipeline.names.people import given, listed_person, saying
from pipeline.names.places import (
    either,
    is_adjective_here,
    moves,
    place,
    place_cue,
    stands_for_country,
    town,
    unlisted_place,
)
from pipeline.names.references import (
    construct,
    counterpart,
    country_dual,
    dual,
    latter,
    named_dual,
    parties,
    reference,
    topic,
)
from pipeline.names.resolution import group_short_forms, resolved, short_forms
from pipeline.names.spelling import TO, sound
from pipeline.names.titles import title
from pipeline.names.unlisted import unknown_run
from pipeline.names.words import LISTED, TOWN, Match, is_unknown, towns

Category = Literal["person", "group", "country", "place"]


def find_names(text: str, sentences: Sequence[Span]) -> tuple[Name, ...]:
    """Everything named in a text, in its order. Spans leave titles and attached particles out and do not overlap.

    A phrase that means several («الزعيمان») gives several names with one span; one that points back («الرئيس الروسي»,
    «الوزارة») gives the name that it points at, and nothing where the article names nobody who fits.
    """
    page = Page(text, sentences)
    _read(page)
    short_forms(page)
    group_short_forms(page)
    own_codes = page.lists.own_codes
    names: list[Name] = []
    for hit in resolved(page):
        start, end = page.span(hit.first, hit.last, hit.prefix)
        if names and start < names[-1].end and (start, end) != (names[-1].start, names[-1].end):
            continue
        category: Category = hit.kind  # type: ignore[assignment]
        country = own_codes.get(hit.country, hit.country) if category in ("country", "place") else ""
        names.append(Name(start, end, hit.label, hit.english, category, country))
    return tuple(names)


def _read(page: Page) -> None:
    done = 0
    for at, kind in page.noteworthy():
        if at < done:
            continue
        if kind == LISTED:
            done = _read_at(page, at)
            if done <= at and towns(page.words[at]):
                done = town(page, at)
        elif kind == TOWN:
            done = town(page, at)
        elif not page.taken[at] and len(page.words[at]) > 3 and is_unknown(page.words[at]):
            _unlisted_spelling(page, at)


def _unlisted_spelling(page: Page, at: int) -> None:
    """An unlisted spelling of a listed foreign name, or an unknown place that somebody goes to."""
    heard = tuple(sound(word) for word in page.words[at : at + 3])
    for length in (3, 2, 1):
        known = page.lists.sounding(heard[:length]) if length <= len(heard) else None
        if known is not None and len(heard[0]) > 3:
            _listed(page, at, Match("", length, (known,)), known)
            return
    if page.words[at - 1] != TO:
        unlisted_place(page, at)
        return
    if at not in page.barriers and moves(page, at - 1, 6):
        last = unknown_run(page, at, 2)
        label = page.surface(at, last)
        page.add(Hit(at, last, "", "place", label, latin(label)))


def _read_at(page: Page, at: int) -> int:
    for match in page.matches(at):
        for known in match.ruled:
            after = _RULES[known.kind](page, at, match, known)
            if after > at:
                return after
    return at


def _listed(page: Page, at: int, match: Match, known: Known) -> int:
    kind = known.kind
    last = at + match.length
    if kind == "group":
        return listed_group(page, at, match, known)
    if kind in ("person", "short"):
        return listed_person(page, at, match, known)
    if known.weak and not place_cue(page, at, match.prefix):
        return at
    if page.words[at].removeprefix(match.prefix) in page.cues.need_country and not page.tells_of_country(known.country):
        return at
    if kind in ("capital", "place") and (after := club(page, at, match)) > at:
        return after
    if kind == "capital":
        if stands_for_country(page, at, match):
            label, english = page.lists.countries[known.country]
            return page.add(Hit(at, last, match.prefix, "country", label, english, known.country))
        return page.add(Hit(at, last, match.prefix, "place", known.label, known.english, known.country))
    if kind == "country" and is_adjective_here(page, at, match):
        return at
    return page.add(Hit(at, last, match.prefix, kind, known.label, known.english, known.country))


# kind of the listed phrase -> the rule that reads it.
_RULES: Mapping[str, Callable[[Page, int, Match, Known], int]] = {
    "person": _listed,
    "either": either,
    "country": _listed,
    "capital": _listed,
    "group": _listed,
    "place": _listed,
    "given": given,
    "short": _listed,
    "titles": title,
    "references": reference,
    "construct_references": construct,
    "duals": dual,
    "named_duals": named_dual,
    "country_duals": country_dual,
    "counterparts": counterpart,
    "government": government,
    "institutions": institution,
    "bodies": body,
    "body_reference": definite_body,
    "places": place,
    "saying": saying,
    "sides": sides,
    "things": thing,
    "teams": team,
    "latter": latter,
    "parties": parties,
    "topic": topic,
}
