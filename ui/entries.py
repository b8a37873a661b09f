"""One event in the list: its day at the start, its mark, its title; it opens into the card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ui.card import Link, card, date_words, foreign, mark, sign
from ui.corpus import Corpus
from ui.format import bare, date_in_words, month_in_words
from ui.highlight import element, text_element
from ui.reader import Reader
from ui.timeline_data import badges, title

Row = Mapping[str, Any]


def heading_of(event: Row, sort: str, reader: Reader) -> str:
    """The month or year an event stands under; the longer span where it is known no closer."""
    if sort == "importance":
        return reader.t("events_list.important")
    if event["earliest"] != event["earliest"]:
        return reader.t("events_list.undated")
    first, last = event["earliest"], event["latest"]
    if (first.year, first.month) == (last.year, last.month):
        return month_in_words(first.year, first.month, reader)
    if first.year == last.year:
        return reader.number(first.year)
    return bare(date_in_words(event["edtf"], event["granularity"], reader))


def _day(event: Row, reader: Reader) -> str:
    """The day for the rail; empty where the heading says all there is to know."""
    if event["earliest"] != event["earliest"] or event["earliest"] != event["latest"]:
        return ""
    weekday = reader.words("weekdays")[event["earliest"].weekday()]
    return text_element("b", reader.number(event["earliest"].day)) + " " + text_element("span", weekday)


def entry(event: Row, corpus: Corpus, reader: Reader, link: Link, *, is_open: bool, by_day: bool) -> str:
    """A list item; what is closed holds its card as well, so that opening it asks nothing of the server."""
    name = title(event, reader.lang)
    label = sign(event["basis"]) + text_element("span", name, class_="name", **foreign(name, reader))
    for badge in badges(event, reader):
        label += " " + text_element("span", badge["text"], class_="badge", data_role=badge["role"])
    day = _day(event, reader) if by_day else ""
    when = text_element("span", date_words(event, reader), class_="date" + (" unseen" if day else ""))
    rail = element("span", day, class_="day", aria_hidden="true") + mark(event)
    summary = element("summary", rail + element("span", label + when, class_="what"))
    return element(
        "li",
        element(
            "details",
            summary + card(event, corpus, reader, link, heading=False),
            data_event=event["event_id"],
            name="event",
            open=is_open,
        ),
    )


