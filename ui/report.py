"""A ready report that an event is wrong: the reader adds what is wrong and sends it. Nothing is sent or stored here."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from typing import Any

from ui import sources
from ui.corpus import Corpus
from ui.format import bare, date_in_words
from ui.highlight import element, text_element
from ui.reader import Reader
from ui.timeline_data import title

MAIL_VARIABLE = "TASALSUL_REPORTS_TO"
_ADDRESS = re.compile(r"[^\s@<>\"'?&#%,;:]+@[^\s@<>\"'?&#%,;:]+\.[^\s@<>\"'?&#%,;:]+")
_LONGEST_QUOTE = 240
Row = Mapping[str, Any]


def mail_address() -> str:
    """The address to which the operator wants reports sent; '' where none is configured or it is no address."""
    given = os.environ.get(MAIL_VARIABLE, "").strip()
    return given if _ADDRESS.fullmatch(given) else ""


def report(event: Row, corpus: Corpus, reader: Reader, link: Callable[..., str]) -> str:
    """The form as HTML; the browser puts the whole address of the link in, and copies or opens a message."""
    t, address = reader.t, mail_address()
    name, event_id = bare(title(event, reader.lang)), event["event_id"]
    field = f"report-{event_id}"
    wrong = text_element("label", t("report.wrong"), for_=field)
    wrong += element("textarea", id=field, rows="3", dir="auto")
    lines = text_element("p", t("report.ready"), class_="muted")
    lines += text_element(
        "pre",
        "\n".join(_lines(event, corpus, reader)),
        class_="report-words",
        dir="auto",
        tabindex="0",
        role="group",
        aria_label=t("report.ready"),
    )
    buttons = text_element(
        "button",
        t("report.copy"),
        type="button",
        class_="action",
        data_report="copy",
        data_said=t("report.copied"),
    )
    how = t("report.nothing")
    if address:
        buttons = (
            text_element("button", t("report.send"), type="button", class_="action", data_report="mail") + " " + buttons
        )
        how = t("report.by_mail", address=f"\u2066{address}\u2069")
    return element(
        "details",
        text_element("summary", t("report.title"))
        + wrong
        + lines
        + element("p", buttons, class_="actions")
        + text_element("p", how, class_="muted"),
        class_="report",
        data_address=address or None,
        data_subject=t("report.subject", title=name),
        data_wrong=t("report.wrong"),
        data_link=link("timeline", event=event_id),
        data_link_words=t("report.link", link="{link}"),
    )


def _lines(event: Row, corpus: Corpus, reader: Reader) -> list[str]:
    """The event, its date and the words that every source dates it by."""
    t = reader.t
    date = bare(date_in_words(event["edtf"], event["granularity"], reader))
    basis = t(f"bases.{event['basis'] or 'unknown'}") if event["edtf"] else t("bases.unknown")
    lines = [t("report.event", title=title(event, reader.lang)), t("report.date", date=date, basis=basis)]
    for telling in corpus.mentions_of.get(event["event_id"], ()):
        words = corpus.texts[telling["article"]][telling["sentence_start"] : telling["sentence_end"]]
        words = " ".join(words.split())
        if len(words) > _LONGEST_QUOTE:
            words = words[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + "\u2026"
        lines.append(t("report.words", source=sources.label(telling["article"], corpus, reader), words=words))
    return lines
