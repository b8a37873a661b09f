"""One event in the list: its day at the start, its mark, its title; it opens into the card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ui.card import Link, card, date_words, mark, sign
from ui.corpus import Corpus
from ui.format import month_names
from ui.highlight import element, text_element
from ui.reader import Reader
from ui.sources import foreign
from ui.timeline_data import badges, is_dated, title

Row = Mapping[str, Any]


def heading_of(event: Row, sort: str, reader: Reader) -> str:
    """The year an event stands under: that of its beginning."""
    if sort == "importance":
        return reader.t("events_list.important")
    if not is_dated(event):
        return reader.t("events_list.undated")
    return reader.number(event["earliest"].year)


def _day(event: Row, reader: Reader) -> str:
    """The month, and the day where it is known; empty where the heading says all there is to know."""
    first, last = event["earliest"], event["latest"]
    if not is_dated(event) or (first.year, first.month) != (last.year, last.month):
        return ""
    month = month_names(reader)[first.month - 1]
    if first != last:
        return text_element("b", month)
    weekday = reader.words("weekdays")[first.weekday()]
    return text_element("b", f"{reader.number(first.day)} {month}") + text_element("span", weekday)


def entry(event: Row, corpus: Corpus, reader: Reader, link: Link, *, is_open: bool, by_day: bool) -> str:
    """A list item; what is closed holds its card as well, so that opening it asks nothing of the server."""
    name = title(event, reader.lang)
    label = sign(event["basis"]) + text_element("span", name, class_="name", **foreign(name, reader))
    for badge in badges(event, reader, corpus.english):
        label += " " + text_element("span", badge["text"], class_="badge", data_role=badge["role"])
    day = _day(event, reader) if by_day else ""
    is_said = day and event["earliest"] == event["latest"]
    when = text_element("span", date_words(event, reader), class_="date unseen" if is_said else "date")
    rail = element("span", day, class_="day", aria_hidden="true") + element("span", mark(event), class_="spot")
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
