"""An event's card as HTML: what and when, how the date was found, who says so, in the articles' own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pipeline
from ui import sources
from ui.corpus import Corpus
from ui.format import bare, date_in_words, name_in, spell_out_dates
from ui.highlight import Highlight, element, escape, marked, text_element
from ui.reader import Reader
from ui.sources import foreign
from ui.timeline_data import is_dated, precision, title

SIGNS = {"computed": "=", "inferred": "\u2234"}
Row = Mapping[str, Any]
Link = Callable[..., str]


def sign(basis: str) -> str:
    """The sign that stands before a date or a label; nothing where the date is stated."""
    return element("span", SIGNS[basis] + " ", class_="sign", aria_hidden="true") if basis in SIGNS else ""


def mark(event: Row) -> str:
    """The small drawing that stands for the event: the same shapes as on the timeline."""
    shape = precision(event) if is_dated(event) else "undated"
    return element("span", "", class_="mark", data_precision=shape, data_status=event["status"], aria_hidden="true")


def date_words(row: Row, reader: Reader) -> str:
    """A row's date in words."""
    return date_in_words(row["edtf"], row["granularity"], reader)


def basis_words(event: Row, reader: Reader) -> str:
    """How the date was found, in words."""
    return reader.t(f"bases.{event['basis'] or 'unknown'}") if event["edtf"] else reader.t("bases.unknown")


def _names(labels: list[str], corpus: Corpus, reader: Reader) -> str:
    separator = escape(reader.t("list.separator"))
    names = [name_in(label, reader, corpus.english) for label in labels]
    return separator.join(text_element("bdi", name, **foreign(name, reader)) for name in names)


def _facts(event: Row, corpus: Corpus, reader: Reader) -> str:
    t = reader.t
    rows = [
        (t("card.status"), mark(event) + text_element("strong", t(f"statuses.{event['status']}"))),
        (t("card.kind"), escape(t(f"kinds.{event['kind']}"))),
        (t("card.speaker"), _names(event["speakers"], corpus, reader) or escape(t("card.own_voice"))),
    ]
    for key, column in (("denied_by", "denied_by"), ("actors", "actors"), ("places", "places")):
        if len(event[column]):
            rows.append((t(f"card.{key}"), _names(event[column], corpus, reader)))
    return element(
        "dl", "".join(text_element("dt", name) + element("dd", words) for name, words in rows), class_="facts"
    )


def _dating_words(event: Row, corpus: Corpus) -> str:
    """The words that date the event in the first telling that dates it as the corpus does."""
    for mention in corpus.mentions_of.get(event["event_id"], ()):
        if mention["edtf"] == event["edtf"] and len(mention["timexes"]):
            text = corpus.texts[mention["article"]]
            return " ".join(text[start:end] for start, end in mention["timexes"])
    return ""


def _dated_by_inference(event: Row, corpus: Corpus) -> str:
    """The article on whose inferred date of writing the event's date hangs; '' where there is none."""
    tellings = [row for row in corpus.mentions_of.get(event["event_id"], ()) if row["basis"] == "inferred"]
    tellings.sort(key=lambda row: row["edtf"] != event["edtf"])
    articles = (row["article"] for row in tellings if corpus.anchor_rows[row["article"]]["source"] == "inferred")
    return next(articles, "")


def _hangs_on(event: Row, corpus: Corpus, reader: Reader, link: Link) -> str:
    """That the date hangs on an inferred date of writing, and the way to its reasons."""
    article = _dated_by_inference(event, corpus) if event["basis"] == "inferred" and event["edtf"] else ""
    if not article:
        return ""
    anchor = corpus.anchor_rows[article]
    date = date_in_words(anchor["edtf"], anchor["granularity"], reader, weekday=False)
    to_reasons = text_element(
        "a",
        reader.t("card.reasons"),
        href=link("article", article=corpus.article_ids[article], event=event["event_id"]) + "#reasons",
    )
    return element("p", escape(reader.t("card.hangs_on_inferred", date=date)) + " " + to_reasons)


def _written(anchor: Row, reader: Reader) -> str:
    """When the article was written, as a sentence about it says it."""
    if not anchor["edtf"]:
        return reader.t("card.written_unknown")
    key = "written_inferred" if anchor["source"] == "inferred" else "written"
    return reader.t(f"card.{key}", date=date_words(anchor, reader))


def _why(event: Row, corpus: Corpus, reader: Reader, link: Link) -> str:
    t = reader.t
    if not event["edtf"]:
        heading, reason = t("card.basis_unknown"), t("card.why_undated")
    else:
        heading = t(f"card.basis_{event['basis'] or 'unknown'}")
        reason = spell_out_dates(pipeline.explain(event["trace"], reader.lang), reader)
        if not reason and (words := _dating_words(event, corpus)):
            reason = t("card.words", words=words)
    quote = text_element("p", reason) if reason else ""
    hangs = _hangs_on(event, corpus, reader, link)
    return element("div", text_element("h3", heading) + quote + hangs, class_="why")


def telling(mention: Row, event: Row, corpus: Corpus, reader: Reader, link: Link) -> str:
    """One source's telling: who, when written, the sentence with its evidence marked."""
    t, article = reader.t, mention["article"]
    row, anchor, text = corpus.article_rows[article], corpus.anchor_rows[article], corpus.texts[article]
    about = []
    if row["agency"]:
        about.append(t("source.agency", agency=row["agency"]))
    about.append(_written(anchor, reader))
    name = sources.outlet(row, reader)
    spans = [Highlight(mention["start"], mention["end"], "clause")]
    spans += [Highlight(start, end, "pen", mark=True) for start, end in mention["timexes"]]
    sentence = marked(text, spans, start=mention["sentence_start"], end=mention["sentence_end"])
    differs = ""
    if mention["edtf"] and mention["edtf"] != event["edtf"]:
        differs = text_element("p", t("card.differs", date=date_words(mention, reader)), class_="differs")
    separator = escape(t("list.separator"))
    head = text_element("strong", name, **foreign(name, reader)) + separator
    head += sources.headline_html(row, text, reader, opening=not row["outlet"])
    head += "".join(separator + text_element("bdi", part, **foreign(part, reader)) for part in about)
    open_link = element(
        "a",
        escape(t("card.open")) + text_element("span", f" {sources.label(article, corpus, reader)}", class_="unseen"),
        href=link("article", article=corpus.article_ids[article], event=event["event_id"]),
        class_="action",
    )
    quote = element("blockquote", sentence, lang="ar", dir="rtl", class_="evidence")
    return element("li", element("p", head, class_="who") + quote + differs + open_link, class_="telling")


def card(event: Row, corpus: Corpus, reader: Reader, link: Link, *, heading: bool = True) -> str:
    """The whole card. link: makes the address of a view with some of the state changed."""
    t = reader.t
    tellings = corpus.mentions_of.get(event["event_id"], [])
    articles = {mention["article"] for mention in tellings}
    name = title(event, reader.lang)
    what = text_element("h2", name, class_="title", **foreign(name, reader)) if heading else ""
    date = element("p", sign(event["basis"]) + escape(date_words(event, reader)), class_="when")
    says = (
        t("card.one_source")
        if len(articles) == 1
        else t(
            "card.sources_title",
            tellings=t("count.tellings", n=len(tellings)),
            sources=t("count.sources", n=len(articles)),
        )
    )
    told = "".join(telling(mention, event, corpus, reader, link) for mention in tellings)
    address = link("timeline", event=event["event_id"])
    copy = text_element("button", t("card.copy"), type="button", class_="action", data_copy=address)
    return element(
        "article",
        element("div", what + date + _facts(event, corpus, reader), class_="card-what")
        + element("div", _why(event, corpus, reader, link) + element("p", copy), class_="card-why")
        + element("div", text_element("h3", says) + element("ol", told, class_="tellings"), class_="card-who"),
        class_="card",
        aria_label=bare(f"{t('card.label')}: {name}"),
    )
