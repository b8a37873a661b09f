"""A handout of A4 pages: the line with the events' numbers on it, then each with its date, status and sources."""

from __future__ import annotations

import re

from exports.handout import Handout, Told
from exports.outlines import outlined
from exports.printing import line, page, pdf, quote, text

SLUG = "pdf"
EXTENSION = ".pdf"
MIME = "application/pdf"
COMMANDS: tuple[str, ...] = ("events",)
MOST = 300


def write(handout: Handout) -> bytes:
    """The pages. Raises Unmakeable where a system library is missing."""
    return pdf(html(handout))


def html(handout: Handout) -> str:
    """The pages before they are set."""
    about = "".join(line("p", words, "about") for words in handout.about)
    picture = f'<div class="picture">{_picture(handout)}</div>' if handout.picture else ""
    meanings = text(handout.words["legend_joiner"]).join(line("span", words) for words in handout.legend)
    legend = f'<p class="legend">{meanings}</p>' if meanings else ""
    events = "".join(_event(event, handout) for event in handout.events)
    sources = "".join(line("p", f"[{number}] {words}") for number, words in handout.sources)
    if sources:
        sources = f'<div class="sources">{line("h2", handout.words["sources"])}{sources}</div>'
    head = line("h1", handout.title) + about
    body = f'{head}{picture}{legend}<div class="events">{events}</div>{sources}'
    return page(handout, body, title=handout.title)


def _picture(handout: Handout) -> str:
    """The line of time, whose numbers are shapes and no text, with words for those who do not see it."""
    said = text(handout.words["title_joiner"].join((handout.words["line"], *handout.about)))
    return re.sub("(<svg [^>]*>)", lambda found: f"{found[1]}<title>{said}</title>", outlined(handout.picture), count=1)


def _event(event: Told, handout: Handout) -> str:
    date = f"{event.sign} {event.date}".strip()
    when = line("p", event.number, "number") + line("p", date, "date") + line("p", event.basis, "basis")
    quotes = "".join(quote(handout, one.words, one.source) for one in event.quotes)
    numbers = "" if event.quotes else "".join(f" [{number}]" for number in event.sources)
    what = line("p", event.title + numbers, "title", is_arabic=event.is_arabic)
    what += line("p", handout.words["joiner"].join(event.said), "said")
    what += line("p", event.caption, "caption") + line("p", event.note, "note") + quotes
    return f'<div class="event"><div class="when">{when}</div><div class="what">{what}</div></div>'
