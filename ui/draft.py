"""A draft before print: its text with every finding marked on the words, and what is wrong with them beside it.

Pure: no Streamlit. A draft is a value of the visit; nothing of it is written anywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pipeline
from pipeline.house_style import HouseStyle, styled
from pipeline.messages import texts
from pipeline.model import Article
from ui import own_articles
from ui.format import date_in_words
from ui.highlight import Badge, Highlight, element, escape, marked, text_element
from ui.own_articles import OwnArticles, Refusal
from ui.reader import Reader
from ui.writing_date import sentence, without_file_name

FAMILIES = ("D1", "D2", "D3", "E", "H")
_SEVERITIES = ("error", "warning", "info")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
Row = Mapping[str, Any]


class Draft(NamedTuple):
    """written: the date on which it was or will be written (EDTF), '' where it stands in the text or is not said."""

    article: Article
    written: str = ""


class Checked(NamedTuple):
    """findings: rows of the table `check` on the draft's words, in the order of the text. labels: article -> how a
    reader knows the other articles that findings speak of."""

    draft: Draft
    findings: tuple[Row, ...]
    labels: Mapping[str, str]


def pasted(text: str, written: str = "") -> Draft | Refusal:
    """A pasted text as a draft, or why it is none."""
    own, refusal = own_articles.add_pasted(OwnArticles(), text, taken=(), written=written)
    return refusal or _only(own)


def handed_over(name: str, data: bytes, written: str = "") -> Draft | Refusal:
    """A file as a draft, or why it is none: the first article of what it holds."""
    try:
        date = own_articles.written_date(written)
    except ValueError:
        return Refusal(name, "no_date", {"date": written.strip()[:40]})
    own, refused, _ = own_articles.read_files(OwnArticles(), [(name, data)], taken=())
    if not own.articles:
        return refused[0]
    return _only(own)._replace(written=date)


def _only(own: OwnArticles) -> Draft:
    article = own.articles[0]
    return Draft(article, own.dates.get(article.name, ""))


def check(
    draft: Draft, style: HouseStyle | None, beside: Iterable[Article] = (), labels: Mapping[str, str] | None = None
) -> Checked:
    """Check a draft, by itself and against other articles.

    beside: those, of which only what concerns the draft is told. labels: how readers know them.
    """
    name = draft.article.name
    others = [article for article in beside if article.digest != draft.article.digest]
    anchors = {name: draft.written} if draft.written else None
    timeline = pipeline.build_timeline([draft.article, *others], anchors=anchors, style=style)
    rows = [row for row in (_on(name, row) for row in timeline.rows("check")) if row is not None]
    rows.sort(key=lambda row: (row["start"], row["end"], row["code"]))
    return Checked(draft, tuple(rows), labels or {})


def _on(name: str, row: Row) -> Row | None:
    """A finding as it stands on a draft; one on another article stands on the draft's words that it speaks of."""
    if row["article"] == name:
        return row
    if row["code"].startswith("H"):
        return None
    here = next((place for place in row["related"] if place["article"] == name), None)
    if here is None:
        return None
    there = {"article": row["article"], "start": row["start"], "end": row["end"]}
    return {**row, **here, "related": [there]}


def shown(checked: Checked, families: Collection[str]) -> list[Row]:
    """The findings of the families that the editor wants to see."""
    return [row for row in checked.findings if family(row["code"]) in families]


def family(code: str) -> str:
    """The family of a code that can be switched off here."""
    return next(name for name in FAMILIES if code.startswith(name))


def in_house_style(text: str, style: HouseStyle) -> str:
    """A draft's text with every deviation from the house's style put right."""
    return styled(text, style)


def draft_html(checked: Checked, findings: Sequence[Row], reader: Reader) -> str:
    """The draft with its findings: marked on their words, told beside their paragraph."""
    text = checked.draft.article.text
    spans = [
        Highlight(row["start"], row["end"], f"flagged {row['severity']}", number=n) for n, row in _numbered(findings)
    ]
    badges = [_badge(row, n, reader) for n, row in _numbered(findings)]
    rows, last = [], 0
    paragraphs = list(_PARAGRAPH.finditer(text))
    for place, found in enumerate(paragraphs):
        end = len(text) if place == len(paragraphs) - 1 else found.end()
        here = [(n, row) for n, row in _numbered(findings) if last <= row["start"] < end]
        last = end
        passage = marked(text, spans, start=found.start(), end=found.end(), badges=badges)
        notes = "".join(_note(row, n, checked, reader) for n, row in here)
        side = element("ul", notes, class_="notes", aria_label=reader.t("print.findings")) if notes else ""
        rows.append(element("div", element("p", passage, lang="ar", dir="rtl") + side, class_="row"))
    body = element("div", "".join(rows) + _pairing_style(len(findings)), class_="article-text")
    return element("div", body, class_="source-page draft-page")


def summary(findings: Sequence[Row], reader: Reader) -> str:
    """How many findings of each severity, in words."""
    if not findings:
        return reader.t("print.clean")
    counted = Counter(row["severity"] for row in findings)
    parts = [reader.t(f"print.count_{name}", n=counted[name]) for name in _SEVERITIES if counted[name]]
    return reader.t("print.found", what=reader.join(parts))


def _numbered(findings: Sequence[Row]) -> list[tuple[int, Row]]:
    return list(enumerate(findings, 1))


def _badge(row: Row, number: int, reader: Reader) -> Badge:
    severity = reader.t(f"severities.{row['severity']}")
    attributes = (
        ("id", f"c{number}"),
        ("href", f"#m{number}"),
        ("aria-label", reader.t("print.finding", severity=severity, number=reader.number(number))),
    )
    return Badge(row["start"], number, reader.number(number), f"finding-mark {row['severity']}", attributes)


def _note(row: Row, number: int, checked: Checked, reader: Reader) -> str:
    """A finding in words: how grave, what contradicts what, what follows, and what its code means."""
    t, severity = reader.t, reader.t(f"severities.{row['severity']}")
    label = t("print.finding", severity=severity, number=reader.number(number))
    back = text_element(
        "a",
        reader.number(number),
        href=f"#c{number}",
        class_=f"finding-mark {row['severity']}",
        aria_label=f"{label}, {t('article.back')}",
    )
    says = row[f"message_{reader.lang}"]
    others = [place["article"] for place in row["related"] if place["article"] != checked.draft.article.name]
    for other in others:
        says = without_file_name(says, other, reader)
    told = text_element("b", t("severities.label", name=severity)) + " " + sentence(says[:1].upper() + says[1:], reader)
    content = element("p", told)
    for other in dict.fromkeys(others):
        content += text_element("p", t("article.elsewhere", source=checked.labels.get(other, t("article.another"))))
    if row["suggestion"]:
        content += element("p", _suggestion(row, reader), class_="suggested")
    explained = element("summary", text_element("bdi", row["code"], class_="code") + escape(t("print.why")))
    explained += element("p", sentence(texts("ar" if reader.lang == "ar" else "en")[f"explain.{row['code']}"], reader))
    content += element("details", explained)
    return element("li", back + element("div", content), id=f"m{number}", data_e=str(number), class_="note")


def _suggestion(row: Row, reader: Reader) -> str:
    """What to write instead: words of the house's style, or a date."""
    if family(row["code"]) == "H":
        return escape(reader.t("print.write")) + " " + text_element("ins", row["suggestion"], lang="ar", dir="rtl")
    return escape(reader.t("article.suggestion", date=date_in_words(row["suggestion"], "day", reader)))


def _pairing_style(count: int) -> str:
    """Rules that light the words of a finding with its note, and the note with its words."""
    ends = ("hover", "focus-within")
    return element(
        "style",
        "".join(
            f'.draft-page:has([data-e~="{n}"]:{end}) [data-e~="{n}"]:not(.finding-mark){{background:var(--act-tint)}}'
            for n in range(1, count + 1)
            for end in ends
        ),
    )
