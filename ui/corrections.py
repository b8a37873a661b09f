"""What readers are told of what editors changed: on the card, in the list and on the page of corrections. Pure.

Of a decision, readers get its kind, its day, what was and what is, and the note that was written for them. Who took it
and why stays with the editors.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.decisions import OF_ARTICLES, Decision, standing
from ui.corpus import Corpus
from ui.desk.history import before_and_after, changed, subject
from ui.format import day_in_words
from ui.highlight import element, escape, text_element
from ui.reader import Reader
from ui.sources import foreign

# What changes what readers see; the others are between editors.
_TOLD = frozenset(
    {"date", "title", "kind", "status", "actors", "places", "merge", "split", "reject", "article_date", "add"}
)
CHANGES = ("correction", "update")


def told_of(decisions: Sequence[Decision]) -> list[Decision]:
    """Those that readers are told of, the newest first."""
    return sorted((one for one in decisions if one.kind in _TOLD), key=lambda one: one.number, reverse=True)


def change_of(event_id: str, corpus: Corpus) -> str:
    """Whether an event was corrected or updated, the former outweighing the latter; '' where neither."""
    changes = {one.change for one in told_of(corpus.decided.get(event_id, ()))}
    return next((change for change in CHANGES if change in changes), "")


def badge(event_id: str, corpus: Corpus, reader: Reader) -> str:
    """What stands beside a changed event's title; '' where nothing was changed."""
    change = change_of(event_id, corpus)
    if not change:
        return ""
    return " " + text_element("span", reader.t(f"corrections.badge_{change}"), class_="badge", data_role=change)


def on_card(event_id: str, corpus: Corpus, reader: Reader, link: Any) -> str:
    """The changes of one event, for its card, with what readers and teachers are to know; '' where there are none."""
    decisions = [one for one in told_of(corpus.decided.get(event_id, ())) if one.kind not in OF_ARTICLES]
    if not decisions:
        return ""
    lines = "".join(_entry(one, corpus, reader, with_subject=False) for one in decisions)
    way = text_element("a", reader.t("corrections.all"), href=link("about") + "#corrections")
    heading = text_element("h3", reader.t("corrections.on_card"))
    return element("div", heading + element("ul", lines) + element("p", way), class_="corrected")


def page(corpus: Corpus, reader: Reader) -> str:
    """All that was changed, corrections apart from updates, with the day, the note, what was and what is."""
    decisions = told_of(standing(corpus.log.decisions))
    lists = ""
    for change in CHANGES:
        lines = "".join(_entry(one, corpus, reader, with_subject=True) for one in decisions if one.change == change)
        heading = text_element("h3", reader.t(f"corrections.{change}"))
        none = text_element("p", reader.t(f"corrections.none_{change}"), class_="muted")
        lists += heading + (element("ul", lines, class_="corrections") if lines else none)
    return lists


def _entry(one: Decision, corpus: Corpus, reader: Reader, *, with_subject: bool) -> str:
    t, separator = reader.t, escape(reader.t("list.separator"))
    what = t(f"corrections.what.{one.kind}")
    day = text_element("span", day_in_words(one.at.astimezone().date(), reader, weekday=False), class_="muted")
    head = text_element("b", t(f"corrections.badge_{one.change}")) + separator + escape(what) + separator + day
    told = element("p", head)
    if with_subject:
        name = subject(one, corpus, reader)
        told = text_element("p", name, class_="name", **foreign(name, reader)) + told
    before, after = before_and_after(one, corpus, reader)
    if before or after:
        told += element("p", changed(before, after, reader), class_="desk-change")
    if one.note:
        told += element("p", text_element("bdi", one.note), class_="note-to-readers")
    if one.teaching and not with_subject:
        summary = text_element("summary", t("corrections.teaching"))
        told += element("details", summary + text_element("p", one.teaching, dir="auto"), class_="hijri")
    return element("li", told)
