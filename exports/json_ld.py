"""JSON-LD with the words of schema.org: events with their names, dates, places, actors and the articles that tell them.

A date keeps its precision: ISO 8601 allows a year or a month alone, and so does schema.org's Date. What it has no word
for (an uncertain date, status, who says so) stands in additionalProperty under the names of the project's own tables.
"""

from __future__ import annotations

import json
import re
from typing import Any

from exports.chronicle import Chronicle, Source, source_title
from pipeline.table import Row

SLUG = "jsonld"
EXTENSION = ".jsonld"
MIME = "application/ld+json"

_CONTEXT = "https://schema.org"
_STATUS = {"postponed": "EventPostponed", "cancelled": "EventCancelled"}
_KEPT = ("edtf", "granularity", "approximate", "basis", "kind", "status", "speakers", "denied_by", "confidence")
_PLAIN = re.compile(r"-?\d{4}(?:-\d\d(?:-\d\d)?)?")
_SEPARATOR = " | "


def write(chronicle: Chronicle) -> bytes:
    """One graph; `</` is written with an escape, so that it may stand inside a page's script."""
    graph = [_event(event, chronicle) for event in chronicle.events]
    whole = {"@context": _CONTEXT, "@graph": graph}
    if chronicle.title:
        whole = {"@context": _CONTEXT, "name": chronicle.title, "@graph": graph}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/").encode()


def _event(event: Row, chronicle: Chronicle) -> dict[str, Any]:
    names = [{"@value": event["title_ar"], "@language": "ar"}]
    if event["title_en"]:
        names.append({"@value": event["title_en"], "@language": "en"})
    made: dict[str, Any] = {"@type": "Event", "@id": f"urn:event:{event['event_id']}", "name": names}
    made |= dict(zip(("startDate", "endDate"), _dates(str(event["edtf"])), strict=False))
    made["eventStatus"] = f"{_CONTEXT}/{_STATUS.get(event['status'], 'EventScheduled')}"
    if event["places"]:
        made["location"] = [{"@type": "Place", "name": _both(name, chronicle)} for name in event["places"]]
    if event["actors"]:
        made["actor"] = [{"@type": "Thing", "name": _both(name, chronicle)} for name in event["actors"]]
    if event["part_of"]:
        made["superEvent"] = {"@id": f"urn:event:{event['part_of']}"}
    words = [chronicle.captions.get(event["event_id"], ""), chronicle.notes.get(event["event_id"], "")]
    if any(words):
        made["description"] = " ".join(filter(None, words))
    made["subjectOf"] = [_article(source, chronicle) for source in chronicle.sources(event["event_id"])]
    made["additionalProperty"] = [
        {"@type": "PropertyValue", "propertyID": name, "value": _value(event[name])}
        for name in _KEPT
        if event[name] not in ("", [], None, False)
    ]
    return made


def _value(value: Any) -> Any:
    return _SEPARATOR.join(value) if isinstance(value, list) else value


def _dates(edtf: str) -> tuple[str, ...]:
    """Start and end as ISO 8601 has them; nothing of an uncertain date, whose EDTF stands beside."""
    begin, slash, end = edtf.partition("/")
    if _PLAIN.fullmatch(begin) is None:
        return ()
    return (begin, end if slash else begin) if not slash or _PLAIN.fullmatch(end) else (begin,)


def _both(label: str, chronicle: Chronicle) -> list[dict[str, str]]:
    english = chronicle.english.get(label)
    return [
        {"@value": label, "@language": "ar"},
        *([{"@value": english, "@language": "en"}] if english else []),
    ]


def _article(source: Source, chronicle: Chronicle) -> dict[str, Any]:
    article = source.article
    made: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": source_title(article),
        "identifier": article["article"],
        "inLanguage": "ar",
        "abstract": source.quote,
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
