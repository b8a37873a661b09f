"""JSON-LD with the words of schema.org: events with their names, dates, places, actors and the articles that tell them.

A date keeps its precision: ISO 8601 allows a year or a month alone, and so does schema.org's Date. What it has no word
for (an uncertain date, status, who says so) stands in additionalProperty under the names of the project's own tables.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

from exports.chronicle import Chronicle, Source, source_title
from pipeline.table import Row

SLUG = "jsonld"
EXTENSION = ".jsonld"
MIME = "application/ld+json"
COMMANDS: tuple[str, ...] = ("events",)

_CONTEXT = "https://schema.org"
_STATUS = {"postponed": "EventPostponed", "cancelled": "EventCancelled"}
_KEPT = ("edtf", "granularity", "approximate", "basis", "kind", "status", "speakers", "denied_by", "confidence")
_PLAIN = re.compile(r"-?\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")  # a month above 12 is EDTF's season or quarter
_SEPARATOR = " | "
_encoded = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def write(chronicle: Chronicle) -> bytes:
    """One graph; `</` is written with an escape, so that it may stand inside a page's script."""
    shared = _Shared(chronicle)
    graph = ",".join([_event(event, chronicle, shared) for event in chronicle.events])
    head = {"@context": _CONTEXT} | ({"name": chronicle.title} if chronicle.title else {})
    whole = f'{_encoded(head)[:-1]},"@graph":[{graph}]}}'
    return whole.replace("</", "<\\/").encode()


class _Shared:
    """What many events share, as JSON made once: places and actors with both names, articles, values of properties."""

    def __init__(self, chronicle: Chronicle) -> None:
        self._chronicle = chronicle
        self._things: dict[tuple[str, str], str] = {}
        self._articles: dict[str, str] = {}
        self._properties: dict[tuple[str, Any], str] = {}

    def thing(self, kind: str, label: str) -> str:
        """A place or an actor."""
        known = self._things.get((kind, label))
        if known is None:
            names = [{"@value": label, "@language": "ar"}]
            if english := self._chronicle.english.get(label):
                names.append({"@value": english, "@language": "en"})
            known = self._things[kind, label] = _encoded({"@type": kind, "name": names})
        return known

    def article(self, source: Source) -> str:
        """The article of a telling, with the words that tell."""
        name = source.article["article"]
        known = self._articles.get(name)
        if known is None:
            known = self._articles[name] = _encoded(_article(source.article, self._chronicle))[:-1]
        return f'{known},"abstract":{_encoded(source.quote)}}}'

    def property(self, name: str, value: Any) -> str:
        """A column of the project's table and its value."""
        value = _SEPARATOR.join(value) if isinstance(value, list) else value
        known = self._properties.get((name, value))
        if known is None:
            made = {"@type": "PropertyValue", "propertyID": name, "value": value}
            known = self._properties[name, value] = _encoded(made)
        return known


def _event(event: Row, chronicle: Chronicle, shared: _Shared) -> str:
    event_id = event["event_id"]
    names = [{"@value": event["title_ar"], "@language": "ar"}]
    if event["title_en"]:
        names.append({"@value": event["title_en"], "@language": "en"})
    made: dict[str, Any] = {"@type": "Event", "@id": _id(event_id), "name": names}
    made.update(zip(("startDate", "endDate"), _dates(str(event["edtf"])), strict=False))
    made["eventStatus"] = f"{_CONTEXT}/{_STATUS.get(event['status'], 'EventScheduled')}"
    if event["part_of"]:
        made["superEvent"] = {"@id": _id(event["part_of"])}
    words = [chronicle.captions.get(event_id, ""), chronicle.notes.get(event_id, "")]
    if any(words):
        made["description"] = " ".join(filter(None, words))
    lists = {
        "location": [shared.thing("Place", label) for label in event["places"]],
        "actor": [shared.thing("Thing", label) for label in event["actors"]],
    }
    lists = {name: things for name, things in lists.items() if things}
    lists["subjectOf"] = [shared.article(source) for source in chronicle.sources(event_id)]
    lists["additionalProperty"] = [shared.property(name, event[name]) for name in _KEPT if event[name]]
    listed = ",".join([f'"{name}":[{",".join(items)}]' for name, items in lists.items()])
    return f"{_encoded(made)[:-1]},{listed}}}"


def _id(event_id: str) -> str:
    """A name for an event that no sign of its id can break out of (RFC 8141)."""
    return f"urn:event:{quote(event_id)}"


def _dates(edtf: str) -> tuple[str, ...]:
    """Start and end as ISO 8601 has them; nothing of an uncertain date, whose EDTF stands beside."""
    begin, slash, end = edtf.partition("/")
    if _PLAIN.fullmatch(begin) is None:
        return ()
    return (begin, end if slash else begin) if not slash or _PLAIN.fullmatch(end) else (begin,)


def _article(article: Row, chronicle: Chronicle) -> dict[str, Any]:
    made: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": source_title(article),
        "identifier": article["article"],
        "inLanguage": "ar",
    }
    if article["url"]:
        made["url"] = article["url"]
    if article["outlet"]:
        made["publisher"] = {"@type": "Organization", "name": article["outlet"]}
    if article["author"]:
        made["author"] = {"@type": "Person", "name": article["author"]}
    written = str(chronicle.anchors.get(article["article"], {}).get("edtf", ""))
    if _PLAIN.fullmatch(written):
        made["datePublished"] = written
    return made
