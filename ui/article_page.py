"""An article as HTML: its date and the evidence for it, its text with every date marked, its events in the margin."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ui import sources, writing_date
from ui.card import Link, basis_words, date_words, mark, sign
from ui.corpus import Corpus
from ui.desk.queue import finding_key
from ui.format import date_in_words
from ui.highlight import Badge, Highlight, element, escape, marked, text_element
from ui.own_articles import is_address
from ui.reader import Reader
from ui.sources import foreign
from ui.timeline_data import title

_ASKED_FOR = "background:var(--act-tint);border-block-end:3px solid var(--act)"
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
Row = Mapping[str, Any]


def article_page(
    article: str,
    corpus: Corpus,
    reader: Reader,
    link: Link,
    chosen_event: str | None,
    span: tuple[int, int] | None = None,
) -> str:
    """The whole page of one article. span: words of it that another page points at."""
    mentions = [row for rows in corpus.mentions_of.values() for row in rows if row["article"] == article]
    mentions.sort(key=lambda row: (row["start"], row["end"]))
    words = writing_date.words_of(article, corpus, reader)
    findings = _findings(article, corpus)
    body = _body(article, mentions, words, findings, corpus, reader, link, chosen_event, span)
    style = _pairing_style(len(mentions), [one.key for one in words])
    stepping = steps(reader) if mentions or findings else ""
    return element("div", _head(article, corpus, reader, link) + stepping + body + style, class_="source-page")


def _findings(article: str, corpus: Corpus) -> list[Row]:
    """What the checks found in the text, but for what stands with the date of writing; in reading order."""
    found = [row for row in corpus.findings_of.get(article, ()) if row["code"] not in writing_date.ABOUT_THE_DATE]
    return sorted(found, key=lambda row: (row["start"], row["end"], row["code"]))


def steps(reader: Reader) -> str:
    """From one marked place to the next, by buttons and by keys that can be switched off."""
    t = reader.t
    buttons = "".join(
        element(
            "button",
            escape(t(f"article.{name}")) + " " + element("kbd", key, aria_hidden="true"),
            type="button",
            class_="action",
            data_step=step,
            aria_keyshortcuts=key,
        )
        for name, step, key in (("previous", "-1", "p"), ("next", "1", "n"))
    )
    switch = text_element(
        "button", t("article.keys"), type="button", class_="action", data_keys=True, aria_pressed="true"
    )
    place = text_element("span", "", class_="step-place", data_words=t("article.step_of"))
    label = t("article.steps")
    return element("div", buttons + place + switch, class_="steps", role="group", aria_label=label)


def _head(article: str, corpus: Corpus, reader: Reader, link: Link) -> str:
    t, row, text = reader.t, corpus.article_rows[article], corpus.texts[article]
    name = sources.outlet(row, reader)
    about = text_element("strong", name, **foreign(name, reader))
    for part in (row["agency"] and t("source.agency", agency=row["agency"]), row["author"]):
        about += escape(t("list.separator")) + text_element("bdi", part, **foreign(part, reader)) if part else ""
    if is_address(row["url"]):
        way = text_element(
            "a", t("article.at_source"), href=row["url"], target="_blank", rel="noopener noreferrer", class_="at-source"
        )
        about += escape(t("list.separator")) + way
    what = element(
        "div",
        element("p", about, class_="who")
        + element("h1", sources.headline_html(row, text, reader))
        + writing_date.when_written(article, corpus, reader, link),
        class_="head-what",
    )
    return element("header", what + writing_date.reasons(article, corpus, reader, link), class_="head")


def _body(
    article: str,
    mentions: Sequence[Row],
    words: list[writing_date.Words],
    findings: Sequence[Row],
    corpus: Corpus,
    reader: Reader,
    link: Link,
    chosen_event: str | None,
    span: tuple[int, int] | None,
) -> str:
    text = corpus.texts[article]
    spans, dated = writing_date.highlights(words), set()
    for number, row in enumerate(mentions, 1):
        is_chosen = row["event_id"] == chosen_event
        spans.append(Highlight(row["start"], row["end"], "clause chosen" if is_chosen else "clause", number=number))
        dated |= {tuple(span) for span in row["timexes"]}
    for timex in corpus.timexes_of.get(article, ()):
        name = "pen" if (timex["start"], timex["end"]) in dated else "pen idle"
        spans.append(Highlight(timex["start"], timex["end"], name, mark=True))
    badges = [_number_badge(row, number, reader, chosen_event) for number, row in enumerate(mentions, 1)]
    badges += writing_date.badges(words, text)
    for number, finding in enumerate(findings, 1):
        spans.append(Highlight(finding["start"], finding["end"], "flagged"))
        badges.append(_finding_badge(finding, number, reader))
    if span:
        spans.append(Highlight(*span, "pointed"))
        attributes = (("id", "at"), ("tabindex", "-1"))
        badges.append(Badge(span[0], 0, reader.t("article.pointed"), name="unseen", attributes=attributes))
    rows = []
    for found in _PARAGRAPH.finditer(text):
        here = [(number, row) for number, row in enumerate(mentions, 1) if found.start() <= row["start"] < found.end()]
        passage = marked(text, spans, start=found.start(), end=found.end(), badges=badges)
        notes = "".join(_note(number, row, corpus, reader, link, chosen_event) for number, row in here)
        notes += "".join(
            _finding_note(number, finding, corpus, reader, link)
            for number, finding in enumerate(findings, 1)
            if found.start() <= finding["start"] < found.end()
        )
        side = element("ul", notes, class_="notes", aria_label=reader.t("article.notes")) if notes else ""
        short = "short" if len(found.group().split()) < 8 else None
        rows.append(element("div", element("p", passage, lang="ar", dir="rtl", class_=short) + side, class_="row"))
    legend = _legend(text, spans, bool(mentions), bool(words), reader)
    return element("div", legend + "".join(rows), class_="article-text")


def _legend(text: str, spans: Sequence[Highlight], has_events: bool, has_reasons: bool, reader: Reader) -> str:
    """What the marks in this text mean: only those that it bears."""
    names = {span.name for span in spans if span.end <= len(text)}
    sample = reader.number(1)
    items = []
    if has_events:
        event = text_element("span", reader.t("legend.event"), class_="clause")
        items.append(text_element("span", sample, class_="num") + event)
    for name, key in (("pen", "legend.dates"), ("pen idle", "legend.idle")):
        if name in names:
            items.append(text_element("mark", reader.t(key), class_=name))
    if has_reasons:
        because = text_element("span", reader.t("legend.because"), class_="because")
        items.append(text_element("span", sample, class_="proof") + because)
    if "flagged" in names:
        flagged = text_element("span", reader.t("legend.finding"), class_="flagged")
        items.append(text_element("span", "!", class_="finding-mark") + flagged)
    label = reader.t("legend.label")
    shown = "".join(element("li", item) for item in items)
    return element("ul", shown, class_="text-legend", aria_label=label) if items else ""


def _finding_badge(finding: Row, number: int, reader: Reader) -> Badge:
    label = reader.t("severities.label", name=reader.t(f"severities.{finding['severity']}"))
    attributes = (("id", f"c{number}"), ("href", f"#m{number}"), ("aria-label", label.rstrip(":")))
    return Badge(finding["start"], 0, "!", name="finding-mark", attributes=attributes)


def _finding_note(number: int, finding: Row, corpus: Corpus, reader: Reader, link: Link) -> str:
    """What a check found, where it lies in another article as well, and what it proposes."""
    severity = reader.t(f"severities.{finding['severity']}")
    back = text_element(
        "a", "!", href=f"#c{number}", class_="finding-mark", aria_label=f"{severity}, {reader.t('article.back')}"
    )
    says = finding[f"message_{reader.lang}"]
    for place in finding["related"]:
        says = writing_date.without_file_name(says, place["article"], reader)
    told = text_element("b", reader.t("severities.label", name=severity)) + " "
    content = element("p", told + writing_date.sentence(says[:1].upper() + says[1:], reader))
    for place in finding["related"]:
        if place["article"] in corpus.texts and place["article"] != finding["article"]:
            label = reader.t("article.elsewhere", source=sources.label(place["article"], corpus, reader))
            at = f"{place['start']}-{place['end']}"
            href = link("article", article=corpus.article_ids[place["article"]], event=None, at=at)
            content += element("p", text_element("a", label, href=href))
    if finding["suggestion"]:
        proposal = date_in_words(finding["suggestion"], "day", reader)
        content += text_element("p", reader.t("article.suggestion", date=proposal))
    to_desk = text_element(
        "a", reader.t("article.on_desk"), href=link("desk", finding=finding_key(finding), article=None, event=None)
    )
    code = text_element("span", finding["code"], class_="badge", dir="ltr")
    content += element("p", code + " " + to_desk)
    return element("li", back + element("div", content), id=f"m{number}", class_="note")


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
    date = sign(row["basis"]) + escape(date_words(row, reader))
    if row["edtf"]:
        date += escape(reader.t("list.separator") + basis_words(row, reader))
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


def _pairing_style(number_of_notes: int, reasons: Sequence[str]) -> str:
    """Rules that light both ends of a pair when either is pointed at or holds the focus.

    The words that a reason has led to stay lit.
    """
    ends = ("hover", "focus-within")
    rules = "".join(
        f'.article-text:has([data-e~="{n}"]:{end}) [data-e~="{n}"]:not(.num){{background:var(--act-tint)}}'
        for n in range(1, number_of_notes + 1)
        for end in ends
    )
    for key in reasons:
        paired = f'[data-p~="{key}"]:not(.proof)'
        lit = ",".join(f'.source-page:has([data-p~="{key}"]:{end}) {paired}' for end in ends)
        asked = f".source-page:has(#d{key}:target) .article-text {paired}"
        rules += f"{lit}{{background:var(--act-tint)}}{asked}{{{_ASKED_FOR}}}"
    return element("style", rules)
