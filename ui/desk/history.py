"""What was decided, by whom, when and why, before and after: as plain lines and as HTML. Pure.

Reasons and comments are for editors; what readers get is made in ui/corrections.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pipeline.decisions import Decision
from pipeline.timevalue import parse_edtf
from ui import sources
from ui.corpus import Corpus
from ui.desk.queue import Item, looked_at
from ui.format import date_in_words, day_in_words, name_in
from ui.highlight import element, escape, text_element
from ui.reader import Reader
from ui.sources import foreign
from ui.timeline_data import title

NAMES = frozenset({"actors", "places"})
_LONGEST_QUOTE = 140


def undos_in_force(log: Sequence[Decision]) -> dict[str, list[Decision]]:
    """Key of an undone decision -> the undos that hold it back today; undoing these brings it back."""
    undone: set[str] = set()
    holding: dict[str, list[Decision]] = {}
    for one in sorted(log, key=lambda decision: decision.number, reverse=True):
        if one.kind == "undo" and one.key not in undone:
            undone.add(one.payload["decision"])
            holding.setdefault(one.payload["decision"], []).append(one)
    return holding


def history_of(item: Item, corpus: Corpus) -> list[Decision]:
    """All decisions on an item, those undone and the undos with them, newest first."""
    row = corpus.event_rows.get(item.event) or next(
        (row for row in corpus.rejected if row["event_id"] == item.event), None
    )
    tellings = {item.event, *(row["mentions"] if row else ())} - {""}
    standing = {one.key for one in corpus.decided.get(item.event, ())}
    digests = {corpus.digests[name] for name in item.articles if name in corpus.digests}
    found: dict[str, Decision] = {}
    for one in corpus.log.decisions:
        named = {one.target, *one.payload.get("with", ()), *one.payload.get("mentions", ())}
        is_ours = one.key in standing or not tellings.isdisjoint(named)
        if one.target in digests:
            is_ours = one.kind in ("article_date", "add") or _is_of_finding(one, item, corpus)
        if is_ours or (one.kind == "undo" and one.payload["decision"] in found):
            found[one.key] = one
    return list(reversed(found.values()))


def _is_of_finding(one: Decision, item: Item, corpus: Corpus) -> bool:
    if item.finding is None:
        return False
    digest = corpus.digests.get(item.finding["article"], "")
    return looked_at(one) == (digest, item.finding["code"], item.finding["surface"])


def before_and_after(one: Decision, corpus: Corpus, reader: Reader) -> tuple[str, str]:
    """What a decision changed, in words; '' where there is nothing to say."""
    said = one.payload
    if one.kind in ("date", "article_date"):
        return _date(said.get("before"), reader), _date(said["edtf"], reader)
    if one.kind == "title":
        before: Mapping[str, Any] = said.get("before") or {}
        pairs = [(before.get(lang, ""), said[lang]) for lang in (reader.lang, "ar", "en") if said.get(lang)]
        return next((pair for pair in pairs if pair[0] != pair[1]), ("", ""))
    if one.kind in ("kind", "status"):
        group = "kinds" if one.kind == "kind" else "statuses"
        return _word(group, said.get("before"), reader), _word(group, said[one.kind], reader)
    if one.kind in NAMES:
        return _labels(said.get("before") or (), corpus, reader), _labels(said["labels"], corpus, reader)
    if one.kind == "merge":
        return reader.join(said.get("titles") or [reader.t("desk.other_tellings", n=len(said["with"]))]), ""
    if one.kind == "split":
        return "", reader.t("desk.other_tellings", n=len(said["mentions"]))
    if one.kind == "add":
        return "", f"{said['title_ar'] if reader.lang == 'ar' else said.get('title_en') or said['title_ar']}"
    return "", str(said["text"]) if one.kind == "comment" else ""


def _date(edtf: object, reader: Reader) -> str:
    if edtf is None:
        return ""
    if not edtf:
        return reader.t("date.undated")
    try:
        value = parse_edtf(str(edtf))
    except ValueError:
        return str(edtf)
    return date_in_words(value.edtf, value.granularity, reader)


def _word(group: str, value: object, reader: Reader) -> str:
    from ui.strings import messages

    key = f"{group}.{value}"
    return reader.t(key) if key in messages(reader.lang) else str(value or "")


def _labels(labels: Iterable[str], corpus: Corpus, reader: Reader) -> str:
    names = [name_in(label, reader, corpus.english) for label in labels]
    return reader.join(names) if names else reader.t("desk.none_named")


def said_when(at: datetime, reader: Reader) -> str:
    """A moment of the log in words, in the time zone of the machine that shows it."""
    local = at.astimezone()
    return reader.t(
        "date.at", day=day_in_words(local.date(), reader, weekday=False), clock=reader.number(f"{local:%H:%M}")
    )


def subject(one: Decision, corpus: Corpus, reader: Reader) -> str:
    """What a decision is about: the event, the article, or the words that were kept with it."""
    event = corpus.event_ids.get(one.target) or next(
        (event for event, decisions in corpus.decided.items() if any(each.key == one.key for each in decisions)), ""
    )
    row = corpus.event_rows.get(event) or next(
        (row for row in corpus.rejected if row["event_id"] == event or one.target in row["mentions"]), None
    )
    if row:
        return title(row, reader.lang)
    article = next((name for name, digest in corpus.digests.items() if digest == one.target), "")
    if article:
        return sources.label(article, corpus, reader)
    return quoted_words(one)


def quoted_words(one: Decision) -> str:
    """The words that a decision was taken on, as it keeps them."""
    quote = one.quotes.get(one.target) or next(iter(one.quotes.values()), None)
    words = " ".join((quote.sentence or quote.words).split()) if quote else one.target
    return words if len(words) <= _LONGEST_QUOTE else words[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + "\u2026"


def line(one: Decision, corpus: Corpus, reader: Reader, *, about: str = "", is_undone: bool = False) -> str:
    """A decision as HTML. about: what it is on, where the place does not say so."""
    t = reader.t
    head = text_element("b", t(f"desk.done.{one.kind}"))
    if about:
        head += escape(t("list.separator")) + text_element("bdi", about, **foreign(about, reader))
    if is_undone:
        head += " " + text_element("span", t("desk.undone"), class_="badge")
    told = element("p", head)
    before, after = before_and_after(one, corpus, reader)
    if before or after:
        told += element("p", changed(before, after, reader), class_="desk-change")
    for name, words in (("reason", one.reason), ("note", one.note), ("teaching", one.teaching)):
        if words:
            told += element("p", text_element("span", t(f"desk.{name}_is")) + " " + text_element("bdi", words))
    who = t("desk.by", name=f"\u2068{one.author or t('desk.nobody')}\u2069", when=said_when(one.at, reader))
    told += text_element("p", who, class_="muted")
    return element("div", told, class_="desk-line undone" if is_undone else "desk-line")


def changed(before: str, after: str, reader: Reader) -> str:
    """What was and what is, as HTML."""
    was = element(
        "del", text_element("span", reader.t("desk.was"), class_="unseen") + " " + text_element("bdi", before)
    )
    now = element(
        "ins", text_element("span", reader.t("desk.became"), class_="unseen") + " " + text_element("bdi", after)
    )
    return " ".join(part for part, words in ((was, before), (now, after)) if words)
