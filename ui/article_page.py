"""An article as HTML: its date and the evidence for it, its text with every date marked, its events in the margin."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ui import sources
from ui.card import Link, basis_words, date_words, mark, sign
from ui.corpus import Corpus
from ui.format import spell_out_dates
from ui.highlight import Badge, Highlight, element, escape, marked, text_element
from ui.reader import Reader
from ui.sources import foreign
from ui.timeline_data import title

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
Row = Mapping[str, Any]


def article_page(article: str, corpus: Corpus, reader: Reader, link: Link, chosen_event: str | None) -> str:
    """The whole page of one article."""
    mentions = [row for rows in corpus.mentions_of.values() for row in rows if row["article"] == article]
    mentions.sort(key=lambda row: (row["start"], row["end"]))
    body = _body(article, mentions, corpus, reader, link, chosen_event)
    return _head(article, corpus, reader, link) + body + _pairing_style(len(mentions))


def _head(article: str, corpus: Corpus, reader: Reader, link: Link) -> str:
    t, row, anchor, text = reader.t, corpus.article_rows[article], corpus.anchor_rows[article], corpus.texts[article]
    name = sources.outlet(row, reader)
    about = text_element("strong", name, **foreign(name, reader))
    for part in (row["agency"] and t("source.agency", agency=row["agency"]), row["author"]):
        about += escape(t("list.separator")) + text_element("bdi", part, **foreign(part, reader)) if part else ""
    headline = sources.headline_html(row, text, reader)
    date = element(
        "p",
        sign("inferred" if anchor["source"] == "inferred" else "") + escape(date_words(anchor, reader)),
        class_="when",
    )
    how = t(f"article.source_{anchor['source']}")
    if anchor["confidence"]:
        how += t("list.separator") + t("article.confidence", percent=reader.number(round(100 * anchor["confidence"])))
    what = element(
        "div",
        element("p", about, class_="who")
        + element("h1", headline)
        + text_element("p", t("article.dct"), class_="muted")
        + date
        + text_element("p", how),
        class_="head-what",
    )
    return element("header", what + _evidence(article, anchor["evidence"], corpus, reader, link), class_="head")


def _evidence(article: str, evidence: Sequence[Row], corpus: Corpus, reader: Reader, link: Link) -> str:
    if not len(evidence):
        return ""
    items = []
    for number, proof in enumerate(evidence, 1):
        quote = text_element("mark", proof["surface"], class_="pen", lang="ar", dir="rtl")
        if proof["article"] == article:
            quote = element("a", quote, href=f"#d{number}", class_="proof-link")
        else:
            address = link("article", article=corpus.article_ids[proof["article"]], event=None)
            name = reader.t("article.elsewhere", source=sources.label(proof["article"], corpus, reader))
            quote += " " + text_element("a", name, href=address)
        says = spell_out_dates(proof[f"says_{reader.lang}"], reader)
        items.append(element("li", element("p", quote) + text_element("p", says, **foreign(says, reader))))
    heading = text_element("h2", reader.t("article.evidence"))
    return element("div", heading + element("ol", "".join(items), class_="proofs"), class_="head-why")


def _body(
    article: str, mentions: Sequence[Row], corpus: Corpus, reader: Reader, link: Link, chosen_event: str | None
) -> str:
    text = corpus.texts[article]
    spans, dated = [], set()
    for number, row in enumerate(mentions, 1):
        is_chosen = row["event_id"] == chosen_event
        spans.append(Highlight(row["start"], row["end"], "clause chosen" if is_chosen else "clause", number=number))
        dated |= {tuple(span) for span in row["timexes"]}
    for timex in corpus.timexes_of.get(article, ()):
        name = "pen" if (timex["start"], timex["end"]) in dated else "pen idle"
        spans.append(Highlight(timex["start"], timex["end"], name, mark=True))
    badges = [_number_badge(row, number, reader, chosen_event) for number, row in enumerate(mentions, 1)]
    badges += [
        Badge(proof["start"], 0, reader.number(number), name="proof", attributes=(("id", f"d{number}"),))
        for number, proof in enumerate(corpus.anchor_rows[article]["evidence"], 1)
        if proof["article"] == article
    ]
    rows = []
    for found in _PARAGRAPH.finditer(text):
        here = [(number, row) for number, row in enumerate(mentions, 1) if found.start() <= row["start"] < found.end()]
        passage = marked(text, spans, start=found.start(), end=found.end(), badges=badges)
        notes = "".join(_note(number, row, corpus, reader, link, chosen_event) for number, row in here)
        side = element("ul", notes, class_="notes", aria_label=reader.t("article.notes")) if notes else ""
        short = "short" if len(found.group().split()) < 8 else None
        rows.append(element("div", element("p", passage, lang="ar", dir="rtl", class_=short) + side, class_="row"))
    return element("div", "".join(rows), class_="article-text")


def _number_badge(row: Row, number: int, reader: Reader, chosen_event: str | None) -> Badge:
    label = reader.number(number)
    attributes = [
        ("id", f"e{number}"),
        ("href", f"#n{number}"),
        ("aria-label", reader.t("article.note_of", number=label)),
    ]
    if row["event_id"] == chosen_event:
        attributes.append(("aria-current", "true"))
    return Badge(row["start"], number, label, attributes=tuple(attributes))


def _note(number: int, row: Row, corpus: Corpus, reader: Reader, link: Link, chosen_event: str | None) -> str:
    event = corpus.event_rows[row["event_id"]]
    name = row["title_ar"] if reader.lang == "ar" else row["title_en"] or title(event, reader.lang)
    back = text_element(
        "a",
        reader.number(number),
        href=f"#e{number}",
        class_="num",
        aria_label=f"{reader.t('article.note_of', number=reader.number(number))}, {reader.t('article.back')}",
    )
    to_timeline = text_element(
        "a",
        name or title(event, reader.lang),
        href=link("timeline", event=row["event_id"], article=None),
        **foreign(name, reader),
    )
    date = (
        sign(row["basis"])
        + escape(date_words(row, reader))
        + escape(reader.t("list.separator") + basis_words(row, reader))
    )
    status = ""
    if row["status"] != "happened":
        status = (
            escape(reader.t("list.separator")) + mark(row) + text_element("b", reader.t(f"statuses.{row['status']}"))
        )
    others = list(
        dict.fromkeys(m["article"] for m in corpus.mentions_of[row["event_id"]] if m["article"] != row["article"])
    )
    told = ""
    if others:
        links = escape(reader.t("list.separator")).join(
            text_element(
                "a",
                sources.label(other, corpus, reader),
                href=link("article", article=corpus.article_ids[other], event=row["event_id"]),
                **foreign(sources.label(other, corpus, reader), reader),
            )
            for other in others
        )
        told = element("p", escape(reader.t("article.other_tellings", sources="")) + links, class_="muted")
    return element(
        "li",
        back
        + element(
            "div", element("p", to_timeline, class_="name") + element("p", date + status, class_="note-date") + told
        ),
        id=f"n{number}",
        data_e=str(number),
        class_="note chosen" if row["event_id"] == chosen_event else "note",
    )


def _pairing_style(number_of_notes: int) -> str:
    """Rules that light both ends of a pair when either is pointed at or holds the focus."""
    ends = ("hover", "focus-within")
    rules = "".join(
        f'.article-text:has([data-e~="{n}"]:{end}) [data-e~="{n}"]:not(.num){{background:var(--act-tint)}}'
        for n in range(1, number_of_notes + 1)
        for end in ends
    )
    return element("style", rules)
