"""One event in the list: its day at the start, its mark, its title; it opens into the card.

Only the open one holds its card: a page of cards would be a hundred times what is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ui.card import Link, card, date_words, mark, sign, with_hits
from ui.corpus import Corpus
from ui.corrections import badge
from ui.format import bare, day_in_words, month_in_words, month_names, years_in_words
from ui.highlight import Highlight, element, marked, text_element
from ui.reader import Reader
from ui.search import hits_in
from ui.sources import foreign
from ui.timeline_data import badges, is_dated, title

Row = Mapping[str, Any]
_AROUND = 45
_CUT = "\u2026"


def heading_of(event: Row, sort: str, group: str, reader: Reader) -> str:
    """What an event stands under: the day, month or year asked for, or the shortest longer time that holds it all."""
    if sort in ("importance", "relevance"):
        return reader.t(f"events_list.by_{sort}")
    if not is_dated(event):
        return reader.t("events_list.undated")
    first, last = event["earliest"], event["latest"]
    if group == "day" and first == last:
        return day_in_words(first.date(), reader)
    if group != "year" and (first.year, first.month) == (last.year, last.month):
        return month_in_words(first.year, first.month, reader)
    return years_in_words(first.year, last.year, reader)


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


def _passage(event: Row, corpus: Corpus, hits: frozenset[str]) -> str:
    """The words around the first hit in what the articles tell, for an event whose title has none."""
    for telling in corpus.mentions_of.get(event["event_id"], ()) if hits else ():
        text = corpus.texts[telling["article"]][telling["sentence_start"] : telling["sentence_end"]]
        places = hits_in(text, hits)
        if places:
            start = max(text.rfind(" ", 0, max(places[0][0] - _AROUND, 0)) + 1, 0)
            end = text.find(" ", places[0][1] + _AROUND)
            end = len(text) if end < 0 else end
            spans = [Highlight(left, right, "hit") for left, right in places]
            words = marked(text, spans, start=start, end=end)
            shown = f"{_CUT if start else ''}{words}{_CUT if end < len(text) else ''}"
            return element("span", shown, class_="passage", lang="ar", dir="rtl")
    return ""


def entry(
    event: Row,
    corpus: Corpus,
    reader: Reader,
    link: Link,
    *,
    is_open: bool,
    by_day: bool,
    under: str = "",
    hits: frozenset[str] = frozenset(),
) -> str:
    """A list item. under: the heading it stands under. hits: the folded words that a search found."""
    event_id, name = event["event_id"], title(event, reader.lang)
    label = sign(event["basis"]) + element("span", with_hits(name, hits), class_="name", **foreign(name, reader))
    for one in badges(event, reader, corpus.english):
        label += " " + text_element("span", one["text"], class_="badge", data_role=one["role"])
    label += badge(event_id, corpus, reader)
    day = _day(event, reader) if by_day else ""
    date = date_words(event, reader)
    is_said = (day and event["earliest"] == event["latest"]) or bare(date) == bare(under)
    when = text_element("span", date, class_="date unseen" if is_said else "date")
    found = "" if hits_in(name, hits) else _passage(event, corpus, hits)
    rail = element("span", day, class_="day", aria_hidden="true") + element("span", mark(event), class_="entry-mark")
    summary = element(
        "summary", rail + element("span", label + when + found, class_="what"), data_spot=f"event:{event_id}"
    )
    opened = card(event, corpus, reader, link, heading=False, hits=hits) if is_open else ""
    waiting = "" if is_open else text_element("p", reader.t("card.wait"), class_="muted waiting")
    return element(
        "li", element("details", summary + opened + waiting, data_event=event_id, name="event", open=is_open)
    )
