"""The evidence for an item of the queue as HTML: what is wrong, and every telling beside the others, words marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pipeline.messages import texts as pipeline_texts
from ui import sources, writing_date
from ui.card import basis_words, date_words, mark, sign, steps_in_words
from ui.comparison import AGREE, Comparison
from ui.corpus import Corpus
from ui.desk.queue import DOUBTS, Item
from ui.format import bare, date_in_words, name_in
from ui.highlight import Highlight, element, escape, marked, text_element
from ui.reader import Reader
from ui.sources import foreign
from ui.strings import messages
from ui.timeline_data import title
from ui.writing_date import written_words

Row = Mapping[str, Any]
Link = Callable[..., str]
_SENTENCE_END = re.compile(r"[.!?\u061f\u2026](?=\s)|\n")
# Tellings beside one another in full; further ones are named below with the way to their text.
_MOST_TELLINGS = 6
_MOST_CONTEXT = 160
_FIELDS = ("date", "status", "actors", "places", "numbers")


def severity_sign(severity: str) -> str:
    """The shape that stands beside a severity's word."""
    return element("span", "", class_="sev", data_severity=severity, aria_hidden="true")


def item_title(item: Item, corpus: Corpus, reader: Reader) -> str:
    """What an item is about, in one line: the event, or the words that a check stopped at."""
    if item.finding is None or item.event in corpus.event_rows:
        return event_title(item.event, corpus, reader)
    return f"\u00ab{' '.join(item.finding['surface'].split())}\u00bb"


def event_title(event_id: str, corpus: Corpus, reader: Reader) -> str:
    """An event's title, a set-aside one's too; its id where nothing is known of it."""
    row = corpus.event_rows.get(event_id) or next(
        (row for row in corpus.rejected if row["event_id"] == event_id or event_id in row["mentions"]), None
    )
    return (title(row, reader.lang) if row else "") or event_id


def code_words(code: str, reader: Reader) -> str:
    """What an item of this code is called in a list: in words, the checks' codes in front of theirs."""
    key = f"desk.codes.{code}"
    words = reader.t(key) if key in messages(reader.lang) else ""
    return " ".join(part for part in (f"\u2066{code}\u2069" if code[-1:].isdigit() else "", words) if part)


def finding_says(finding: Row, reader: Reader) -> str:
    """A finding's message as HTML: dates in words, other sources without their files' names."""
    says = finding[f"message_{reader.lang}"]
    for place in finding["related"]:
        says = writing_date.without_file_name(says, place["article"], reader)
    return writing_date.sentence(says[:1].upper() + says[1:], reader)


def evidence(item: Item, corpus: Corpus, reader: Reader, link: Link) -> str:
    """All that an editor needs to decide on an item."""
    kind = text_element("b", reader.t(f"desk.severity.{item.severity}"))
    code = reader.t("list.separator") + code_words(item.code, reader)
    head = element("p", severity_sign(item.severity) + kind + escape(code), class_="desk-kind")
    name = item_title(item, corpus, reader)
    head += text_element("h2", name, id="desk-item", tabindex="-1", **foreign(name, reader))
    event = corpus.event_rows.get(item.event)
    if item.finding is not None:
        head += element("p", finding_says(item.finding, reader), class_="desk-says")
        if item.finding["suggestion"]:
            proposal = date_in_words(item.finding["suggestion"], "day", reader)
            head += text_element("p", reader.t("article.suggestion", date=proposal), class_="desk-suggestion")
        head += _rule(item.code, reader)
    if event is not None:
        head += _stands(event, item, reader)
    body = _places(item.finding, corpus, reader, link) if item.finding is not None else ""
    place_of = {name: place for place, name in enumerate(corpus.writing_order)}
    tellings = sorted(corpus.mentions_of.get(item.event, ()), key=lambda row: place_of.get(row["article"], 0))
    if tellings and not (item.finding is not None and item.finding["related"]):
        body += _tellings(tellings, corpus, reader, link)
    if len({row["article"] for row in tellings}) > 1:
        body += _fields(corpus.comparisons([(item.event,)])[0], corpus, reader)
    return element("article", element("header", head) + body, class_="desk-evidence", aria_labelledby="desk-item")


def _rule(code: str, reader: Reader) -> str:
    """What the check is after, on demand."""
    words = pipeline_texts("ar" if reader.lang == "ar" else "en").get(f"explain.{code}", "")
    if not words:
        return ""
    return element("details", text_element("summary", reader.t("desk.rule")) + text_element("p", words), class_="hijri")


def _stands(event: Row, item: Item, reader: Reader) -> str:
    """The event's date as it stands, how it was found, and why that is doubtful."""
    date = element("span", sign(event["basis"]) + escape(date_words(event, reader)), class_="desk-date")
    how = reader.t("list.separator") + basis_words(event, reader) if event["edtf"] else ""
    state = reader.t("list.separator") + reader.t(f"statuses.{event['status']}")
    lines = element("p", mark(event) + " " + date + escape(how + state), class_="desk-stands")
    if item.code in DOUBTS:
        lines += text_element("p", reader.t(f"desk.why_{item.code}"), class_="muted")
    return lines


def _places(finding: Row, corpus: Corpus, reader: Reader, link: Link) -> str:
    """Where the finding lies, and what it is held against."""
    places = [{name: finding[name] for name in ("article", "start", "end")}, *finding["related"]]
    by_sentence: dict[tuple[str, int, int], list[tuple[int, int]]] = {}
    for place in places:
        text = corpus.texts.get(place["article"])
        if text is None:
            continue
        begin, end = sentence_around(text, place["start"], place["end"])
        by_sentence.setdefault((place["article"], begin, end), []).append((place["start"], place["end"]))
    columns = ""
    for (article, begin, end), spans in by_sentence.items():
        text = corpus.texts[article]
        shown = marked(text, [Highlight(*span, "pen", mark=True) for span in spans], start=begin, end=end)
        at = f"{spans[0][0]}-{spans[0][1]}"
        way = _way(article, corpus, reader, link, at=at, event=None)
        columns += element("li", _who(article, corpus, reader) + _quote(shown) + way, class_="desk-telling")
    return element("ol", columns, class_="desk-tellings", aria_label=reader.t("desk.places"))


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of a text between two ends of sentences that holds a span."""
    begin, last = 0, len(text)
    for found in _SENTENCE_END.finditer(text):
        if found.end() <= start:
            begin = found.end()
        elif found.start() >= end:
            last = found.end()
            break
    while begin < start and text[begin].isspace():
        begin += 1
    return begin, max(last, end)


def _tellings(tellings: Sequence[Row], corpus: Corpus, reader: Reader, link: Link) -> str:
    rows = "".join(_telling(row, corpus, reader, link) for row in tellings[:_MOST_TELLINGS])
    rest = tellings[_MOST_TELLINGS:]
    more = ""
    if rest:
        ways = " ".join(
            text_element(
                "a",
                sources.label(row["article"], corpus, reader),
                href=link("article", article=corpus.article_ids[row["article"]], event=row["event_id"]),
                class_="choice",
            )
            for row in rest
        )
        more = element("p", text_element("span", reader.t("desk.more_tellings")) + " " + ways, class_="muted")
    return element("ol", rows, class_="desk-tellings", aria_label=reader.t("desk.tellings")) + more


def _telling(row: Row, corpus: Corpus, reader: Reader, link: Link) -> str:
    """One source's sentence between its neighbours, the date it gives and what that was computed from."""
    text = corpus.texts[row["article"]]
    start, end = row["sentence_start"], row["sentence_end"]
    spans = [Highlight(row["start"], row["end"], "clause")]
    spans += [Highlight(first, last, "pen", mark=True) for first, last in row["timexes"]]
    shown = marked(text, spans, start=start, end=end)
    behind = _context(text, end)
    if behind:
        shown += " " + text_element("span", behind, class_="desk-context")
    date = element("b", sign(row["basis"]) + escape(date_words(row, reader)))
    how = escape(reader.t("list.separator") + basis_words(row, reader)) if row["edtf"] else ""
    steps = steps_in_words(row["trace"], reader)
    told = element("p", date + how, class_="desk-says-when")
    if steps and row["basis"] != "stated":
        told += text_element("p", reader.t("desk.computed", steps=steps), class_="desk-steps")
    way = _way(row["article"], corpus, reader, link, event=row["event_id"])
    return element("li", _who(row["article"], corpus, reader) + _quote(shown) + told + way, class_="desk-telling")


def _context(text: str, end: int) -> str:
    """What follows a sentence in its paragraph, as far as it is short."""
    line_end = text.find("\n", end)
    behind = text[end : len(text) if line_end < 0 else line_end].strip()
    if len(behind) <= _MOST_CONTEXT:
        return behind
    return behind[:_MOST_CONTEXT].rsplit(" ", 1)[0] + "\u2026"


def _quote(shown: str) -> str:
    return element("blockquote", shown, lang="ar", dir="rtl", class_="evidence")


def _who(article: str, corpus: Corpus, reader: Reader) -> str:
    """Whose words these are and when they were written."""
    row, anchor = corpus.article_rows[article], corpus.anchor_rows[article]
    name = sources.outlet(row, reader)
    head = text_element("strong", name, **foreign(name, reader))
    parts = [sources.headline_html(row, corpus.texts[article], reader, opening=not row["outlet"])]
    if row["agency"]:
        parts.append(text_element("bdi", reader.t("source.agency", agency=row["agency"])))
    written = reader.t("own.written_on", date=bare(written_words(anchor, reader))) if anchor["edtf"] else ""
    parts.append(text_element("bdi", written or reader.t("card.written_unknown")))
    if anchor["source"] == "inferred":
        parts[-1] = element("span", sign("inferred"), class_="sign-only") + parts[-1]
    separator = escape(reader.t("list.separator"))
    return element("p", separator.join([head, *parts]), class_="who")


def _way(article: str, corpus: Corpus, reader: Reader, link: Link, **changes: str | None) -> str:
    label = text_element("span", f" {sources.label(article, corpus, reader)}", class_="unseen")
    href = link("article", article=corpus.article_ids[article], **changes)
    return element("p", element("a", escape(reader.t("card.open")) + label, href=href))


def _fields(one: Comparison, corpus: Corpus, reader: Reader) -> str:
    """The tellings field by field: one column a source, and whether they agree, in a word."""
    claims = one.claims[:_MOST_TELLINGS]
    heads = text_element("th", reader.t("desk.field"), scope="col", class_="unseen-cell")
    for claim in claims:
        name = sources.label(claim.article, corpus, reader)
        heads += text_element("th", name, scope="col", **foreign(name, reader))
    heads += text_element("th", reader.t("desk.together"), scope="col")
    body = ""
    for field in _FIELDS:
        relation = one.fields[field]
        if field == "numbers" and relation == AGREE:
            continue
        cells = "".join(element("td", _cell(field, claim.mention, corpus, reader)) for claim in claims)
        drawn = element("span", "", class_="relation-sign", data_relation=relation, aria_hidden="true")
        said = drawn + text_element("span", reader.t(f"relations.{relation}"))
        word = element("span", said, class_="relation", data_relation=relation)
        name = text_element("th", reader.t(f"compare.{field}"), scope="row")
        body += element("tr", name + cells + element("td", word))
    caption = text_element("caption", reader.t("desk.field_by_field"), class_="unseen")
    table = element("table", caption + element("thead", element("tr", heads)) + element("tbody", body))
    label = reader.t("desk.field_by_field")
    return element("div", table, class_="desk-fields", role="region", tabindex="0", aria_label=label)


def _cell(field: str, row: Row, corpus: Corpus, reader: Reader) -> str:
    if field == "date":
        return sign(row["basis"]) + escape(date_words(row, reader))
    if field == "status":
        return mark(row) + " " + escape(reader.t(f"statuses.{row['status']}"))
    if field == "numbers":
        return escape(reader.t("desk.in_the_words"))
    names = [name_in(label, reader, corpus.english) for label in row[field]]
    shown = escape(reader.t("list.separator")).join(
        text_element("bdi", name, **foreign(name, reader)) for name in names
    )
    return shown or text_element("span", reader.t("desk.none_named"), class_="muted")
