"""The formats of whole chronicles, each opened by something that is not ours, and our own files opened again."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from lxml import etree
from pyld import jsonld

from exports import (
    CHRONICLES,
    calendar_file,
    chronicle_lines,
    comma_separated,
    format_named,
    json_ld,
    json_lines,
    opening,
    spreadsheet,
    timeline_js,
    timeml,
    vis_timeline,
)
from exports.chronicle import Chronicle, chronicle_of
from exports.unreadable import Unreadable
from pipeline import model
from pipeline.reading import read_articles
from pipeline.run import build_timeline
from tests.ui.hostile_articles import HOSTILE as MARKUP
from tests.ui.samples import event, row

HOSTILE = [
    *MARKUP,
    "end\r\nEND:VEVENT\r\nBEGIN:VEVENT",
    "a\u2028END:VEVENT\u2029b\x85c\x0bd\x0ce",
    "\\n; , : \" '",
    "\\input{/etc/passwd} $\\frac{1}{2}$",
    "\u202eقال\u2069 \u200f",
    "\x00\x01\x1f",
    "😀👩‍👩‍👧 قمة",
    "س" * 5_000,
    "😀" * 5_000,
    "]]> <!-- <x a='1'> &amp;",
    "_x0041_",
]
TEXT = "عقدت القمة في بغداد يوم 13 سبتمبر 2023 وحضرها كثيرون. ثم انفضت."
SENTENCE = (0, TEXT.index(".") + 1)
DAY = (TEXT.index("13"), TEXT.index("2023") + 4)


def chronicle(*events: dict[str, Any], **given: Any) -> Chronicle:
    """Events, each told once in one article."""
    mentions = {
        one["event_id"]: [
            row(
                "mentions",
                mention_id="m" + one["event_id"],
                event_id=one["event_id"],
                article="a.txt",
                start=0,
                end=SENTENCE[1],
                sentence_start=0,
                sentence_end=SENTENCE[1],
                timexes=[list(DAY)],
                granularity="unknown",
                status="happened",
                kind="meeting",
            )
        ]
        for one in events
    }
    timex = row("timexes", article="a.txt", start=DAY[0], end=DAY[1], type="DATE", value="2023-09-13", mod="APPROX")
    anchor = row("anchors", article="a.txt", edtf="2023-09-14", earliest="2023-09-14", latest="2023-09-14")
    anchor |= {"granularity": "day", "source": "dateline"}
    made = Chronicle(
        events=events,
        mentions=mentions,
        articles={"a.txt": row("articles", article="a.txt", title="القمة", outlet="الصحيفة", characters=len(TEXT))},
        anchors={"a.txt": anchor},
        timexes={"a.txt": [timex | {"relative_to": "none", "granularity": "unknown"}]},
        texts={"a.txt": TEXT},
        english={"بغداد": "Baghdad"},
    )
    return replace(made, **given)


DATED = {
    "day": event("day", "2023-09-13", ("2023-09-13", "2023-09-13"), "day", places=["بغداد"], actors=["كيم"]),
    "days": event("days", "2024-06-18/2024-06-19", ("2024-06-18", "2024-06-19"), "day", status="planned"),
    "month": event("month", "2019-04", ("2019-04-01", "2019-04-30"), "month"),
    "year": event("year", "1991", ("1991-01-01", "1991-12-31"), "year", status="alleged", speakers=["مسؤول"]),
    "about": event("about", "2023-08~", ("2023-08-01", "2023-08-31"), "month", approximate=True),
    "within": event("within", "[2020-01-01..2020-03-05]", ("2020-01-01", "2020-03-05"), "day"),
    "since": event("since", "2022/..", ("2022-01-01", "2022-12-31"), "year"),
    "denied": event("denied", "2023-09-13", ("2023-09-13", "2023-09-13"), "day", status="denied", denied_by=["موسكو"]),
    "last": event("last", "9999-12-31", ("9999-12-31", "9999-12-31"), "day"),
    "undated": event("undated", "", None, "unknown"),
}
BEFORE = {
    "bc": event("bc", "-0043", None, "year"),
    "bc_day": event("bc_day", "-0043-03-15", None, "day"),
    "bc_years": event("bc_years", "-0099/-0043", None, "year"),
    "over_zero": event("over_zero", "-0002/0003", None, "year"),
}
ALL = chronicle(*DATED.values())


def test_the_longest_suffix_decides() -> None:
    named = ("x.timelinejs.json", "x.VIS.JSON", "x.json", "x.chronicle.jsonl", "x.jsonl", "x.ics")
    found = [format_.SLUG for name in named if (format_ := format_named(name))]
    assert found == ["timelinejs", "vis", "json", "chronicle", "jsonl", "ics"]
    assert format_named("x.doc") is None


@pytest.mark.parametrize("format_", CHRONICLES, ids=lambda format_: format_.SLUG)
def test_the_same_in_gives_the_same_out_also_of_nothing(format_: Any) -> None:
    assert format_.write(ALL) == format_.write(ALL)
    assert isinstance(format_.write(chronicle()), bytes)


# --- iCalendar -------------------------------------------------------------------------------------------------------


def components(told: Chronicle) -> dict[str, Any]:
    data = calendar_file.write(told)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    inside = Calendar.from_ical(data).subcomponents
    assert len(inside) == len(told.events)
    return {str(one["uid"]).removesuffix("@tasalsul"): one for one in inside}


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"status": "happened"}, "CONFIRMED"),
        ({"status": "alleged", "speakers": ["مسؤول"]}, "TENTATIVE"),
        ({"status": "happened", "denied_by": ["موسكو"]}, "TENTATIVE"),
        ({"status": "cancelled", "denied_by": ["موسكو"]}, "CANCELLED"),
    ],
)
def test_a_calendar_confirms_no_claim(given: dict[str, Any], status: str) -> None:
    day = replace(ALL, events=[one | given for one in ALL.events if one["event_id"] == "day"])
    assert str(components(day)["day"]["status"]) == status


def test_a_calendar_has_days_only_where_they_are_known() -> None:
    found = components(ALL)
    entries = {name for name, one in found.items() if one.name == "VEVENT"}
    assert entries == {"day", "days"}
    assert found["days"].decoded("dtstart") == date(2024, 6, 18)
    assert found["days"].decoded("dtend") == date(2024, 6, 20)
    assert str(found["days"]["status"]) == "TENTATIVE"
    assert "dtstart" not in found["month"]
    assert str(found["month"]["x-tasalsul-edtf"]) == "2019-04"
    assert str(found["year"]["x-tasalsul-status"]) == "alleged"
    assert str(found["year"]["x-tasalsul-speakers"]) == "مسؤول"
    assert str(found["denied"]["x-tasalsul-denied-by"]) == "موسكو"
    assert TEXT[: SENTENCE[1]] in str(found["month"]["description"])
    assert "الصحيفة: القمة" in str(found["month"]["description"])


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_no_title_breaks_out_of_a_calendar(title: str) -> None:
    told = chronicle(DATED["day"] | {"title_ar": title, "places": [title]}, DATED["month"], title=title)
    found = components(told)
    assert set(found) == {"day", "month"}
    assert set(found["day"]) == set(components(chronicle(DATED["day"]))["day"])
    plain = re.sub("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", "\n", title)
    assert str(found["day"]["summary"]) == re.sub("[\x00-\x08\x0e-\x1f]", "\ufffd", plain)


# --- JSON-LD ---------------------------------------------------------------------------------------------------------

STRING = {"type": "string"}
WHOLE_DAY = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
KEPT = {"granularity": STRING, "status": STRING} | {name: {"type": "array"} for name in ("speakers", "denied_by")}
LANGUAGE = {"@language": {"enum": ["ar", "en"]}}
PROPERTY = {"required": ["propertyID", "value"], "properties": {"@type": {"const": "PropertyValue"}}}
DATE = {"type": "string", "pattern": r"^-?\d{4}(-\d\d(-\d\d)?)?$"}
NAMES = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["@value", "@language"],
        "properties": {"@language": {"enum": ["ar", "en"]}},
    },
}
THINGS = {"type": "array", "items": {"type": "object", "required": ["@type", "name"], "properties": {"name": NAMES}}}
ARTICLE = {
    "type": "object",
    "required": ["@type", "headline", "abstract", "identifier"],
    "properties": {"@type": {"const": "NewsArticle"}, "datePublished": DATE, "url": {"type": "string"}},
}
SCHEMA_ORG = {
    "type": "object",
    "required": ["@context", "@graph"],
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@graph": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["@type", "@id", "name", "eventStatus", "subjectOf", "additionalProperty"],
                "additionalProperties": False,
                "properties": {
                    "@type": {"const": "Event"},
                    "@id": {"type": "string", "pattern": r"^urn:event:[\w.~%/-]+$"},
                    "name": NAMES,
                    "startDate": DATE,
                    "endDate": DATE,
                    "eventStatus": {"pattern": "^https://schema.org/Event(Scheduled|Postponed|Cancelled)$"},
                    "location": THINGS,
                    "actor": THINGS,
                    "superEvent": {"type": "object", "required": ["@id"]},
                    "description": {"type": "string"},
                    "subjectOf": {"type": "array", "minItems": 1, "items": ARTICLE},
                    "additionalProperty": {
                        "type": "array",
                        "items": {
                            "required": ["propertyID", "value"],
                            "properties": {"@type": {"const": "PropertyValue"}},
                        },
                    },
                },
            },
        },
    },
}


@pytest.mark.parametrize("title", ["قمة", *HOSTILE], ids=range(len(HOSTILE) + 1))
def test_linked_data_has_the_words_of_schema_org(title: str) -> None:
    data = json_ld.write(chronicle(*DATED.values(), DATED["day"] | {"event_id": title[:40] or "x", "title_ar": title}))
    assert b"</" not in data
    whole = json.loads(data)
    jsonschema.validate(whole, SCHEMA_ORG)
    assert whole["@graph"][-1]["name"][0]["@value"] == title


def test_linked_data_keeps_precision_status_and_sources() -> None:
    graph = {one["@id"].rpartition(":")[2]: one for one in json.loads(json_ld.write(ALL))["@graph"]}
    assert (graph["month"]["startDate"], graph["month"]["endDate"]) == ("2019-04", "2019-04")
    assert "startDate" not in graph["about"]
    assert "endDate" not in graph["since"]
    kept = {
        name: {one["propertyID"]: one["value"] for one in made["additionalProperty"]} for name, made in graph.items()
    }
    assert {name: one["granularity"] for name, one in kept.items()} == {n: e["granularity"] for n, e in DATED.items()}
    assert kept["denied"]["denied_by"] == "موسكو"
    assert graph["day"]["subjectOf"][0]["abstract"] == TEXT[: SENTENCE[1]]
    assert graph["day"]["location"][0]["name"][1]["@value"] == "Baghdad"


# Of schema.org's own context what these files use: no test asks for it over the network.
SCHEMA_CONTEXT = {
    "@vocab": "http://schema.org/",
    "schema": "http://schema.org/",
    **{name: {"@id": f"schema:{name}", "@type": "Date"} for name in ("startDate", "endDate", "datePublished")},
    **{name: {"@id": f"schema:{name}", "@type": "@id"} for name in ("eventStatus", "superEvent", "url")},
}


def triples(data: bytes) -> list[dict[str, Any]]:
    """What another program reads in a document: statements, those about events in the default graph or a named one."""

    def loader(url: str, options: Any) -> dict[str, Any]:
        assert url.rstrip("/") == "https://schema.org"
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": SCHEMA_CONTEXT}}

    graphs = jsonld.to_rdf(json.loads(data), {"documentLoader": loader})
    return [triple for graph in graphs.values() for triple in graph]


def objects(found: list[dict[str, Any]], subject: str, predicate: str) -> list[dict[str, Any]]:
    return [
        one["object"]
        for one in found
        if one["subject"]["value"] == subject and one["predicate"]["value"] == f"http://schema.org/{predicate}"
    ]


@pytest.mark.parametrize("title", ["قمة", *HOSTILE], ids=range(len(HOSTILE) + 1))
def test_another_program_reads_the_same_statements(title: str) -> None:
    told = chronicle(DATED["month"], DATED["day"] | {"event_id": "x", "title_ar": title, "part_of": "month"})
    found = triples(json_ld.write(told))
    assert {one["predicate"]["value"].rpartition("/")[0] for one in found} <= {
        "http://schema.org",
        "http://www.w3.org/1999/02",
    }
    is_a = [one for one in found if one["predicate"]["value"].endswith("#type")]
    assert sum(one["object"]["value"] == "http://schema.org/Event" for one in is_a) == 2
    assert title in [name["value"] for name in objects(found, "urn:event:x", "name") if name["language"] == "ar"]
    (begin,) = objects(found, "urn:event:month", "startDate")
    assert (begin["value"], begin["datatype"]) == ("2019-04", "http://schema.org/Date")
    (whole,) = objects(found, "urn:event:x", "superEvent")
    assert (whole["type"], whole["value"]) == ("IRI", "urn:event:month")
    (status,) = objects(found, "urn:event:x", "eventStatus")
    assert (status["type"], status["value"]) == ("IRI", "https://schema.org/EventScheduled")
    (article,) = objects(found, "urn:event:x", "subjectOf")
    assert [one["value"] for one in objects(found, article["value"], "abstract")] == [TEXT[: SENTENCE[1]]]


def test_the_title_of_a_story_hides_no_event_from_another_program() -> None:
    named, plain = (triples(json_ld.write(replace(ALL, title=title))) for title in ("عنوان", ""))
    assert len(named) == len(plain) + 1
    assert "عنوان" in {one["object"]["value"] for one in named}


def test_a_season_is_no_month_to_another_program() -> None:
    told = chronicle(event("spring", "2023-21", ("2023-03-01", "2023-05-31"), "season"))
    assert objects(triples(json_ld.write(told)), "urn:event:spring", "startDate") == []


# --- TimelineJS and vis-timeline -------------------------------------------------------------------------------------

PARTS = {
    "type": "object",
    "required": ["year"],
    "additionalProperties": False,
    "properties": {name: {"type": "string", "pattern": r"^-?\d+$"} for name in ("year", "month", "day")},
}
WORDS = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"headline": STRING, "text": STRING},
}
TIMELINE_JS = {
    "type": "object",
    "required": ["events"],
    "additionalProperties": False,
    "properties": {
        "title": {"type": "object", "properties": {"text": WORDS}},
        "events": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["start_date", "text", "unique_id"],
                "additionalProperties": False,
                "properties": {
                    "start_date": PARTS,
                    "end_date": PARTS,
                    "text": WORDS,
                    "unique_id": {"type": "string"},
                    "group": {"type": "string"},
                    "display_date": {"type": "string"},
                    **KEPT,
                },
            },
        },
    },
}
VIS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "content", "start", "type"],
        "additionalProperties": False,
        "properties": {
            **dict.fromkeys(("id", "content", "title", "group", "className"), STRING),
            **dict.fromkeys(("start", "end"), WHOLE_DAY),
            "type": {"enum": ["point", "range"]},
            "edtf": STRING,
            **KEPT,
        },
        "if": {"properties": {"type": {"const": "range"}}},
        "then": {"required": ["end"]},
    },
}


def drawn(html: str) -> tuple[str, set[Any]]:
    """What a browser would show of a piece of HTML, and its elements."""
    tree = etree.fromstring(f"<div>{html}</div>", etree.HTMLParser())
    return "".join(tree.itertext()), {one.tag for one in tree.iter()} - {"html", "body"}


@pytest.mark.parametrize("title", ["قمة", *HOSTILE], ids=range(len(HOSTILE) + 1))
def test_other_timelines_take_no_title_for_markup(title: str) -> None:
    told = chronicle(*DATED.values(), DATED["day"] | {"event_id": "x", "title_ar": title}, title=title)
    told = replace(told, captions={"x": title}, articles={"a.txt": told.articles["a.txt"] | {"title": title}})
    whole, items = json.loads(timeline_js.write(told)), json.loads(vis_timeline.write(told))
    jsonschema.validate(whole, TIMELINE_JS)
    jsonschema.validate(items, VIS)
    slide = whole["events"][-1]
    assert drawn(slide["text"]["text"])[1] <= {"div", "p", "blockquote", "cite"}
    assert drawn(items[-1]["title"])[1] <= {"div", "p", "bdi"}
    content = items[-1]["content"].removeprefix("<bdi>").removesuffix("</bdi>")
    for html in (slide["text"]["headline"], whole["title"]["text"]["headline"], content):
        shown, tags = drawn(html)
        assert tags <= {"div", "p"}
        assert "<" not in html
        assert shown.strip() or not title.strip(" \x00\x01\x1f")


def test_other_timelines_show_no_finer_date_than_is_known() -> None:
    slides = {one["unique_id"]: one for one in json.loads(timeline_js.write(ALL))["events"]}
    assert set(DATED) - set(slides) == {"undated"}
    assert timeline_js.left_out(ALL) == 1
    assert slides["month"]["start_date"] == {"year": "2019", "month": "4"}
    assert slides["year"]["start_date"] == {"year": "1991"}
    assert slides["about"]["display_date"] == "2023-08~"
    items = {one["id"]: one for one in json.loads(vis_timeline.write(ALL))}
    assert (items["month"]["start"], items["month"]["end"], items["month"]["type"]) == (
        "2019-04-01",
        "2019-05-01",
        "range",
    )
    assert "granularity-month" in items["month"]["className"]
    assert "status-denied" in items["denied"]["className"]
    assert (slides["year"]["status"], slides["year"]["speakers"]) == ("alleged", ["مسؤول"])
    assert (items["denied"]["status"], items["denied"]["denied_by"]) == ("denied", ["موسكو"])
    assert all(TEXT[: SENTENCE[1]] in one["text"]["text"] for one in slides.values())
    assert all(TEXT[: SENTENCE[1]] in one["title"] for one in items.values())


def test_years_before_christ_are_drawn_where_they_belong() -> None:
    told = chronicle(*BEFORE.values())
    slides = {one["unique_id"]: one for one in json.loads(timeline_js.write(told))["events"]}
    assert slides["bc"]["start_date"] == {"year": "-43"}
    assert slides["bc_day"]["start_date"] == {"year": "-43", "month": "3", "day": "15"}
    assert (slides["bc_years"]["start_date"], slides["bc_years"]["end_date"]) == ({"year": "-99"}, {"year": "-43"})
    items = {one["id"]: (one["start"], one["end"]) for one in json.loads(vis_timeline.write(told))}
    assert items["bc"] == items["bc_day"] == ("-000043-01-01", "-000042-01-01")
    assert items["bc_years"] == ("-000099-01-01", "-000042-01-01")
    assert items["over_zero"] == ("-000002-01-01", "0004-01-01")
    assert vis_timeline.left_out(told) == timeline_js.left_out(told) == 0


def test_a_season_is_no_thirteenth_month() -> None:
    told = chronicle(event("spring", "2023-21", ("2023-03-01", "2023-05-31"), "season"))
    (slide,) = json.loads(timeline_js.write(told))["events"]
    assert slide["start_date"] == {"year": "2023", "month": "3", "day": "1"}
    assert slide["end_date"] == {"year": "2023", "month": "5", "day": "31"}


# --- TimeML ----------------------------------------------------------------------------------------------------------


def test_time_words_stand_in_the_text_where_the_table_has_them() -> None:
    tree = etree.fromstring(timeml.write(ALL))
    body = tree.find("TEXT")
    assert "".join(body.itertext()) == TEXT
    (timex,) = body.findall("TIMEX3")
    assert (len(body.text), timex.text) == (DAY[0], TEXT[slice(*DAY)])
    assert dict(timex.attrib) == {
        "tid": "t1",
        "type": "DATE",
        "value": "2023-09-13",
        "mod": "APPROX",
        "temporalFunction": "false",
    }
    assert tree.find("DCT/TIMEX3").get("functionInDocument") == "CREATION_TIME"


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_time_words_and_texts_are_no_markup(words: str) -> None:
    text = words + " أمس"
    timex = row("timexes", article="a.txt", start=len(words) + 1, end=len(text), value=words, relative_to="anchor")
    told = replace(ALL, texts={"a.txt": text, "b/../c.txt": words}, timexes={"a.txt": [timex]})
    told = replace(told, articles={name: row("articles", article=name, title=words) for name in told.texts})
    with zipfile.ZipFile(io.BytesIO(timeml.write(told))) as archive:
        trees = [etree.fromstring(archive.read(name)) for name in archive.namelist()]
        assert not [name for name in archive.namelist() if ".." in name.split("/")]
    assert {one.tag for tree in trees for one in tree.iter()} <= {"TimeML", "DOCID", "DCT", "TITLE", "TEXT", "TIMEX3"}
    assert trees[0].find("TEXT/TIMEX3").text == "أمس"


def told_by(**given: Any) -> dict[str, Any]:
    """A telling in the first sentence."""
    place = {"start": 0, "end": SENTENCE[1], "sentence_start": 0, "sentence_end": SENTENCE[1]}
    about = {"trigger": "القمة", "timexes": [list(DAY)], "edtf": "2023-09-13", "status": "happened", "kind": "meeting"}
    return row("mentions", **{"mention_id": "m1", "article": "a.txt", **place, **about, **given})


def annotated(*mentions: dict[str, Any], text: str = TEXT) -> Any:
    given = {"a.txt": [ALL.timexes["a.txt"][0] | {"edtf": "2023-09-13"}]}
    told = replace(ALL, mentions={"day": list(mentions)}, timexes=given, texts={"a.txt": text})
    return etree.fromstring(timeml.write(told))


def test_the_words_that_name_an_event_are_linked_to_its_date() -> None:
    tree = annotated(told_by())
    assert "".join(tree.find("TEXT").itertext()) == TEXT
    event = tree.find("TEXT/EVENT")
    assert (event.text, dict(event.attrib)) == ("القمة", {"eid": "e1", "class": "OCCURRENCE"})
    instance = {"tense": "NONE", "aspect": "NONE", "pos": "OTHER", "polarity": "POS"}
    assert dict(tree.find("MAKEINSTANCE").attrib) == {"eiid": "ei1", "eventID": "e1", **instance}
    link = {"lid": "l1", "eventInstanceID": "ei1", "relatedToTime": "t1", "relType": "IS_INCLUDED"}
    assert dict(tree.find("TLINK").attrib) == link


def test_a_date_that_was_reckoned_has_no_link() -> None:
    assert annotated(told_by(edtf="2023-11-13")).find("TLINK") is None
    assert annotated(told_by(timexes=[])).find("TLINK") is None


@pytest.mark.parametrize(
    ("status", "polarity", "modality"),
    [("denied", "NEG", "denied"), ("cancelled", "NEG", "cancelled"), ("planned", "POS", "planned"),
     ("alleged", "POS", "alleged"), ("happened", "POS", None)],
)  # fmt: skip
def test_what_did_not_simply_happen_says_so(status: str, polarity: str, modality: str | None) -> None:
    instance = annotated(told_by(status=status)).find("MAKEINSTANCE")
    assert (instance.get("polarity"), instance.get("modality")) == (polarity, modality)


def test_two_tellings_of_one_word_are_two_instances() -> None:
    tree = annotated(told_by(), told_by(mention_id="m2", status="denied"), told_by(mention_id="m3", trigger="انفضت"))
    assert [one.text for one in tree.findall("TEXT/EVENT")] == ["القمة"]
    assert [one.get("eventID") for one in tree.findall("MAKEINSTANCE")] == ["e1", "e1"]


def test_no_word_is_marked_twice_or_missing() -> None:
    inside_the_date = told_by(trigger="سبتمبر")
    assert annotated(inside_the_date, told_by(trigger=""), told_by(trigger="مؤتمر")).find("TEXT/EVENT") is None
    crossing = annotated(told_by(trigger="عقدت القمة"), told_by(mention_id="m2", trigger="القمة"))
    assert "".join(crossing.find("TEXT").itertext()) == TEXT
    assert len(crossing.findall("TEXT/EVENT")) == 1


# The elements of these files as TimeML 1.2.1 defines them; what holds them is laid out as TempEval's files are.
TIME_ML = """
<!ELEMENT TimeML (DOCID, DCT?, TITLE?, TEXT, (MAKEINSTANCE | TLINK)*)>
<!ATTLIST TimeML xmlns:xsi CDATA #IMPLIED xsi:noNamespaceSchemaLocation CDATA #IMPLIED>
<!ELEMENT DOCID (#PCDATA)> <!ELEMENT TITLE (#PCDATA)>
<!ELEMENT DCT (#PCDATA | TIMEX3)*> <!ELEMENT TEXT (#PCDATA | TIMEX3 | EVENT)*>
<!ELEMENT TIMEX3 (#PCDATA)>
<!ATTLIST TIMEX3 tid ID #REQUIRED type (DATE | TIME | DURATION | SET) #REQUIRED value CDATA #REQUIRED
  functionInDocument (CREATION_TIME | EXPIRATION_TIME | MODIFICATION_TIME | PUBLICATION_TIME | RELEASE_TIME
    | RECEPTION_TIME | NONE) #IMPLIED
  mod (BEFORE | AFTER | ON_OR_BEFORE | ON_OR_AFTER | LESS_THAN | MORE_THAN | EQUAL_OR_LESS | EQUAL_OR_MORE | START | MID
    | END | APPROX) #IMPLIED
  temporalFunction (true | false) #IMPLIED anchorTimeID IDREF #IMPLIED valueFromFunction IDREF #IMPLIED
  beginPoint IDREF #IMPLIED endPoint IDREF #IMPLIED quant CDATA #IMPLIED freq CDATA #IMPLIED comment CDATA #IMPLIED>
<!ELEMENT EVENT (#PCDATA)>
<!ATTLIST EVENT eid ID #REQUIRED
  class (OCCURRENCE | PERCEPTION | REPORTING | ASPECTUAL | STATE | I_STATE | I_ACTION) #REQUIRED comment CDATA #IMPLIED>
<!ELEMENT MAKEINSTANCE EMPTY>
<!ATTLIST MAKEINSTANCE eiid ID #REQUIRED eventID IDREF #REQUIRED signalID IDREF #IMPLIED
  pos (ADJECTIVE | NOUN | VERB | PREPOSITION | OTHER) #REQUIRED
  tense (FUTURE | INFINITIVE | PAST | PASTPART | PRESENT | PRESPART | NONE) #REQUIRED
  aspect (PROGRESSIVE | PERFECTIVE | PERFECTIVE_PROGRESSIVE | NONE) #REQUIRED
  polarity (NEG | POS) #REQUIRED modality CDATA #IMPLIED cardinality CDATA #IMPLIED comment CDATA #IMPLIED>
<!ELEMENT TLINK EMPTY>
<!ATTLIST TLINK lid ID #REQUIRED eventInstanceID IDREF #IMPLIED timeID IDREF #IMPLIED
  relatedToEventInstance IDREF #IMPLIED relatedToTime IDREF #IMPLIED signalID IDREF #IMPLIED
  relType (BEFORE | AFTER | INCLUDES | IS_INCLUDED | DURING | DURING_INV | SIMULTANEOUS | IAFTER | IBEFORE | IDENTITY
    | BEGINS | ENDS | BEGUN_BY | ENDED_BY) #REQUIRED origin CDATA #IMPLIED comment CDATA #IMPLIED>
"""


def test_time_words_are_as_the_standard_has_them() -> None:
    rules = etree.DTD(io.StringIO(TIME_ML))
    samples = chronicle_of(build_timeline(read_articles([str(Path(__file__).parents[2] / "seeds")])[0]))
    with zipfile.ZipFile(io.BytesIO(timeml.write(samples))) as archive:
        trees = [etree.fromstring(archive.read(name)) for name in archive.namelist()]
    trees += [annotated(told_by(status=status)) for status in model.STATUSES]
    for tree in trees:
        assert rules.validate(tree), rules.error_log
    assert sum(len(tree.findall(".//TIMEX3")) for tree in trees) > 60
    tree.find("TEXT/TIMEX3").set("type", "DAY")
    assert not rules.validate(tree)


# --- spreadsheets ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_a_sheet_holds_any_title(title: str) -> None:
    (back,) = spreadsheet.read(spreadsheet.write("events", [DATED["day"] | {"title_ar": title}]))
    held = re.sub("\r\n?", "\n", title)
    assert back["title_ar"] == re.sub(
        "[\x00-\x08\x0b\x0c\x0e-\x1f]", lambda sign: chr(0x2400 + ord(sign.group())), held
    )


# --- opened again ----------------------------------------------------------------------------------------------------

STATUSES = st.sampled_from(model.STATUSES)
TEXTS = st.one_of(st.sampled_from(HOSTILE[:-4]), st.text(max_size=12))


@st.composite
def told_events(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Events of every precision, with hostile words in every place and corrections in their trace."""
    dated = draw(st.lists(st.sampled_from(list(DATED.values())), min_size=1, max_size=4))
    return [
        one
        | {
            "event_id": f"e{number}",
            "status": draw(STATUSES),
            "title_ar": draw(TEXTS),
            "actors": draw(st.lists(TEXTS, max_size=3)),
            "speakers": draw(st.lists(TEXTS, max_size=2)),
            "articles": draw(st.lists(TEXTS, max_size=2)),
            "basis": draw(st.sampled_from(["stated", "computed", "inferred"])),
            "confidence": draw(st.floats(0, 1)),
            "trace": "decided_date(); decided_title()",
        }
        for number, one in enumerate(dated)
    ]


@given(told_events())
@settings(max_examples=60, deadline=None)
def test_events_open_again_without_loss(events: list[dict[str, Any]]) -> None:
    for name, format_ in (("x.csv", comma_separated), ("x.jsonl", json_lines)):
        assert list(opening.opened(name, format_.write("events", events)).events) == events


@given(told_events(), TEXTS, TEXTS)
@settings(max_examples=60, deadline=None)
def test_a_chronicle_opens_again_with_its_sources(events: list[dict[str, Any]], caption: str, note: str) -> None:
    told = chronicle(*events, title=caption, captions={"e0": caption}, notes={"e0": note})
    back = opening.opened("x.jsonl", chronicle_lines.write(told))
    assert list(back.events) == events
    assert dict(back.mentions) == dict(told.mentions)
    assert (back.articles, back.anchors, back.timexes) == (told.articles, told.anchors, told.timexes)
    assert [back.sources(one["event_id"]) for one in events] == [told.sources(one["event_id"]) for one in events]
    assert (back.title, back.captions.get("e0", ""), back.notes.get("e0", "")) == (caption, caption, note)
    assert TEXT.split(". ")[1] not in back.texts["a.txt"]
    assert chronicle_lines.write(back) == chronicle_lines.write(told)


def test_no_more_words_than_the_house_allows_leave_it() -> None:
    few = replace(ALL, excerpt=3)
    for format_ in CHRONICLES:
        if format_.SLUG != "timeml":
            assert "كثيرون" not in format_.write(few).decode().replace("\r\n ", "")
    with pytest.raises(ValueError, match="excerpt"):
        timeml.write(few)
    back = opening.opened("x.jsonl", chronicle_lines.write(few))
    assert back.sources("day")[0].quote == "عقدت القمة في…"


EVENT = json.dumps(DATED["day"])


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("x.csv", b"a,b\n1,2\n", "no table has these columns"),
        ("x.csv", b"", "no table"),
        ("x.csv", b"\xff\xfe\x00", "not a timeline"),
        ("x.csv", comma_separated.write("timexes", [row("timexes")]), "no events in it"),
        ("x.csv", comma_separated.write("events", []), "no events in it"),
        ("x.jsonl", b"[1]", "not an object"),
        ("x.jsonl", b"{", "not a timeline"),
        ("x.jsonl", b'{"a": 1}', "no column event_id"),
        ("x.jsonl", b"[" * 100_000, "not a timeline"),
        ("x.jsonl", (EVENT + "\n" + EVENT).encode(), "two events or none"),
        ("x.jsonl", EVENT.replace('"2023-09-13"', '"2023-13-13"').encode(), "not a timeline"),
        ("x.jsonl", EVENT.replace('"happened"', '"gone"').encode(), "no status is called 'gone'"),
        ("x.jsonl", EVENT.replace('"origins": 0', '"origins": true').encode(), "origins is no int"),
        ("x.jsonl", EVENT.replace('"meeting"', '"\\ud800"').encode(), "not a timeline"),
        ("x.jsonl", chronicle_lines.write(ALL).replace(b'"sentence_start": 0', b'"sentence_start": 9e9'), "no int"),
        (
            "x.jsonl",
            re.sub(rb'"sentence_end": \d+', b'"sentence_end": 99999999', chronicle_lines.write(ALL)),
            "has no place",
        ),
        ("x.jsonl", chronicle_lines.write(ALL).replace(b'"mentions", "mention', b'"letters", "mention'), "of no table"),
    ],
    ids=range(17),
)
def test_a_file_that_is_not_ours_is_refused_in_one_line(name: str, data: bytes, words: str) -> None:
    with pytest.raises(ValueError, match=words) as refused:
        opening.opened(name, data)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.removeprefix("\ufeff"),
        lambda text: text + "\r\n",
        lambda text: text.replace(",", ";").replace(";0.5", ";0,5"),
        lambda text: text.replace(",", "\t"),
        lambda text: text.replace(",false,", ",FALSE,").replace(",true,", ",TRUE,"),
        lambda text: re.sub("[^,\n]+", lambda cell: f'"{cell.group()}"', text.removeprefix("\ufeff")),
    ],
    ids=["crlf", "no-mark", "empty-line", "semicolons", "tabs", "capitals", "quoted"],
)
def test_a_table_opens_however_a_spreadsheet_writes_the_same(change: Any) -> None:
    events = [one | {"title_ar": "قمة", "articles": ["a.txt"]} for one in DATED.values()]
    text = comma_separated.write("events", events).decode()
    assert '"' not in text
    changed = change(text)
    assert changed != text
    assert list(opening.opened("X.CSV", changed.encode()).events) == events


@pytest.mark.parametrize(
    ("change", "code", "row", "column"),
    [
        (("2023-09-13,2023-09-13,day", "13/09/2023,13/09/2023,day"), "day", 2, "earliest"),
        (("2019-04,", "Apr-19,"), "date", 4, "edtf"),
        (("2019-04,", "2019-05,"), "days", 4, "edtf"),
        ((",planned,", ",plannned,"), "word", 3, "status"),
        ((",stated,", ",said,"), "word", 2, "basis"),
        ((",0.5,", ",7.5,"), "cell", 2, "confidence"),
        ((",0,", ",many,"), "cell", 2, "origins"),
        (("\nmonth,", "\nday,"), "twice", 4, "event_id"),
        (("\nmonth,", "\nmonth,,"), "cells", 4, ""),
        (("event_id,", "id,"), "columns", 0, ""),
        (("حدث day", '"x'), "csv", 2, ""),
    ],
)
def test_a_table_changed_by_hand_says_where(change: tuple[str, str], code: str, row: int, column: str) -> None:
    text = comma_separated.write("events", DATED.values()).decode()
    assert change[0] in text
    with pytest.raises(Unreadable) as refused:
        opening.opened("x.csv", text.replace(*change, 1).encode())
    assert (refused.value.code, refused.value.row, refused.value.column) == (code, row, column)


def test_lines_and_chronicles_changed_by_hand_say_where() -> None:
    lines = chronicle_lines.write(ALL).decode().split("\n")
    events = next(number for number, line in enumerate(lines) if '"table": "events"' in line)
    cases = {
        ("json", events + 1): [*lines[:events], lines[events][:-1], *lines[events + 1 :]],
        ("lost", events + 1): [line for line in lines if '"events"' not in line],
        ("kind", 3): [*lines[:2], '{"table": "letters"}'],
        ("empty", 0): lines[:1],
        ("long", 0): lines,
    }
    for (code, number), changed in cases.items():
        with pytest.raises(Unreadable) as refused:
            opening.opened("x.jsonl", "\n".join(changed).encode(), 10 if code == "long" else None)
        assert (refused.value.code, refused.value.row) == (code, number)
    with pytest.raises(Unreadable) as refused:
        opening.opened("x.jsonl", json_lines.write("timexes", [row("timexes")]))
    assert refused.value.code == "column"


def test_what_contradicts_is_known_of_a_chronicle_opened_again() -> None:
    place = {"article": "a.txt", "start": 0, "end": 3}
    finding = row("check", code="E201", article="a.txt", event_id="day", related=[place, place | {"article": "gone"}])
    other = finding | {"code": "E101"}
    told = replace(ALL, findings=[finding, other, finding | {"event_id": "gone"}])
    back = opening.opened("x.jsonl", chronicle_lines.write(told))
    assert list(back.findings) == [finding | {"related": [place]}]
    assert chronicle_lines.write(back) == chronicle_lines.write(told)


def test_an_excerpt_opened_again_keeps_every_word_in_its_place() -> None:
    few = replace(ALL, excerpt=6, texts={"a.txt": TEXT.replace("عقدت ", "عقدت  ")[: len(TEXT)]})
    data = chronicle_lines.write(few)
    assert chronicle_lines.write(opening.opened("x.jsonl", data)) == data
