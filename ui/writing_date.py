"""When an article was written, for readers: the date in words, how it is known, how sure it is, and every reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from babel import Locale
from pandas import isna

from ui import sources
from ui.corpus import Corpus
from ui.format import date_in_words, quotes_apart, spell_out_dates
from ui.highlight import Badge, Highlight, element, escape, text_element
from ui.reader import Reader

Link = Callable[..., str]
Row = Mapping[str, Any]

ABOUT_THE_DATE = ("D101", "D105")
"""The findings that speak of the date of writing itself."""

_LEVELS = ((0.9, "high"), (0.75, "fair"), (0.5, "limited"), (0.0, "low"))
_LONGEST_QUOTE = 14
# A date of writing as wide as this leaves the weekdays that count from it undated.
_DATES_NOTHING = timedelta(days=366)
# Values that point to no particular time, whatever the date of writing: PAST_REF and the like.
_GENERAL = "_REF"
_COUNTRY = re.compile(r"\(([A-Z]{2})\)")
_ARABIC = "\u0620-\u065f\u066e-\u06d3\u06d5\u06fa-\u06ff"
_RUNS = {
    "en": re.compile(rf"[{_ARABIC}](?:[^A-Za-z\u00ab\u00bb]*[{_ARABIC}])?"),
    "ar": re.compile(r"[A-Za-z](?:[\w.:/ -]*\w)?", re.ASCII),
}
_OTHER = {"en": {"lang": "ar", "dir": "rtl"}, "ar": {"lang": "en", "dir": "ltr"}}


class Words(NamedTuple):
    """Words of the article on which its date rests, or that speak against it. label: the number or sign beside them."""

    start: int
    end: int
    key: str
    label: str
    name: str


def words_of(article: str, corpus: Corpus, reader: Reader) -> list[Words]:
    """The words of the reasons and of the findings about the date that stand in this article, the reasons first."""
    text = corpus.texts[article]
    found = []
    for number, reason in enumerate(corpus.anchor_rows[article]["evidence"], 1):
        if span := _own_words(article, reason, text, reader):
            label = reader.number(number)
            found.append(Words(*span, str(number), label, reader.t("article.reason", number=label)))
    for number, finding in enumerate(_against(article, corpus), 1):
        if 0 <= finding["start"] < finding["end"] <= len(text):
            name = reader.t(f"severities.{finding['severity']}")
            found.append(Words(finding["start"], finding["end"], f"f{number}", "!", name))
    return found


def _own_words(article: str, reason: Row, text: str, reader: Reader) -> tuple[int, int] | None:
    """Where a reason's words stand in the article; of a reason in another one, those that its sentence quotes."""
    if reason["article"] == article:
        start, end = reason["start"], reason["end"]
        return (start, end) if 0 <= start < end <= len(text) and text[start:end].strip() else None
    for is_quote, piece in quotes_apart(reason[f"says_{reader.lang}"]):
        quoted = piece[1:-1]
        if is_quote and quoted.strip() and (place := text.find(quoted)) >= 0:
            return place, place + len(quoted)
    return None


def highlights(words: list[Words]) -> list[Highlight]:
    """The words as they are marked in the text."""
    return [Highlight(one.start, one.end, "because", proof=one.key) for one in words]


def badges(words: list[Words], text: str) -> list[Badge]:
    """The numbers in the text, each a link to its reason."""
    marks = []
    for one in words:
        lead = len(text[one.start : one.end]) - len(text[one.start : one.end].lstrip())
        attributes = (
            ("id", f"d{one.key}"),
            ("href", f"#p{one.key}"),
            ("data-p", one.key),
            ("aria-label", one.name),
        )
        marks.append(Badge(one.start + lead, 0, one.label, name="proof", attributes=attributes))
    return marks


def written_words(anchor: Row, reader: Reader) -> str:
    """The date of writing in words; that it is not known where it is not."""
    if not anchor["edtf"]:
        return reader.t("article.unknown_date")
    return date_in_words(anchor["edtf"], anchor["granularity"], reader)


def confidence_words(anchor: Row, reader: Reader) -> str:
    """How sure the date is, in a word and in percent; '' where there is none."""
    sure = anchor["confidence"]
    if not (anchor["edtf"] and sure):
        return ""
    level = next(name for least, name in _LEVELS if sure >= least)
    percent = reader.number(round(100 * sure))
    return reader.t("article.confidence", level=reader.t(f"article.confidence_{level}"), percent=percent)


def source_words(anchor: Row, reader: Reader) -> str:
    """How the date is known, in words."""
    source = anchor["source"]
    if source == "inferred" and any(reason["article"] != anchor["article"] for reason in anchor["evidence"]):
        source = "others"
    return reader.t(f"article.source_{source}")


def undated_words(article: str, corpus: Corpus, reader: Reader) -> str:
    """What stays undated because it counts from a date of writing that is not known well enough; '' where nothing."""
    anchor = corpus.anchor_rows[article]
    if not _is_too_wide(anchor):
        return ""
    hanging = [
        timex["surface"]
        for timex in corpus.timexes_of.get(article, ())
        if timex["relative_to"] == "anchor" and not timex["edtf"] and not timex["value"].endswith(_GENERAL)
    ]
    if not hanging:
        return ""
    undated = sum(row["article"] == article and not row["edtf"] for rows in corpus.mentions_of.values() for row in rows)
    key = "article.hangs_on_wide" if anchor["edtf"] else "article.hangs_on_unknown"
    words = reader.t(key, words=_clipped(" ".join(hanging[0].split())))
    return words + (" " + reader.t("article.so_undated", events=reader.t("count.events", n=undated)) if undated else "")


def _is_too_wide(anchor: Row) -> bool:
    first, last = anchor["earliest"], anchor["latest"]
    return isna(first) or isna(last) or last - first > _DATES_NOTHING


def when_written(article: str, corpus: Corpus, reader: Reader, link: Link) -> str:
    """The date, how it is known, how sure it is, and what hangs on it in vain."""
    anchor = corpus.anchor_rows[article]
    sign = element("span", "\u2234 ", class_="sign", aria_hidden="true") if anchor["source"] == "inferred" else ""
    lines = text_element("p", reader.t("article.dct"), class_="muted")
    lines += element("p", sign + escape(written_words(anchor, reader)), class_="when")
    lines += text_element("p", source_words(anchor, reader), class_="how")
    if sure := confidence_words(anchor, reader):
        meaning = text_element("a", reader.t("article.confidence_meaning"), href=link("about", article=None))
        lines += element("p", escape(sure) + " " + meaning, class_="how")
    if undated := undated_words(article, corpus, reader):
        lines += element("p", sentence(undated, reader), class_="how")
    return lines


def _against(article: str, corpus: Corpus) -> list[Row]:
    return [row for row in corpus.findings_of.get(article, ()) if row["code"] in ABOUT_THE_DATE]


def reasons(article: str, corpus: Corpus, reader: Reader, link: Link) -> str:
    """The reasons as a numbered list, each linked to its words, and what speaks against the date; '' without any."""
    anchor, text = corpus.anchor_rows[article], corpus.texts[article]
    items = [
        _item(str(number), reader.number(number), _reason(article, number, reason, corpus, reader, link))
        for number, reason in enumerate(anchor["evidence"], 1)
    ]
    against = [
        _item(f"f{number}", "!", _finding(number, finding, text, reader))
        for number, finding in enumerate(_against(article, corpus), 1)
    ]
    shown = ""
    if items:
        shown += text_element("h2", reader.t("article.evidence")) + element("ol", "".join(items), class_="proofs")
    if against:
        shown += text_element("h2", reader.t("article.against")) + element("ul", "".join(against), class_="proofs")
    return element("div", shown, class_="head-why", id="reasons") if shown else ""


def _item(key: str, label: str, content: str) -> str:
    number = text_element("span", label, class_="proof", aria_hidden="true")
    return element("li", number + element("div", content), id=f"p{key}", data_p=key)


def _reason(article: str, number: int, reason: Row, corpus: Corpus, reader: Reader, link: Link) -> str:
    text, elsewhere = corpus.texts[article], reason["article"] != article
    says = reason[f"says_{reader.lang}"]
    if elsewhere:
        says = without_file_name(says, reason["article"], reader)
    span = _own_words(article, reason, text, reader)
    words = text[span[0] : span[1]] if span else ""
    shown = _linked_sentence(says, words, f"#d{number}", reader)
    if elsewhere and reason["article"] in corpus.texts:
        shown += _other_article(reason, corpus, reader, link)
    return shown


def _finding(number: int, finding: Row, text: str, reader: Reader) -> str:
    words = text[finding["start"] : finding["end"]]
    severity = text_element("b", reader.t("severities.label", name=reader.t(f"severities.{finding['severity']}")))
    return severity + " " + _linked_sentence(finding[f"message_{reader.lang}"], words, f"#df{number}", reader)


def _linked_sentence(says: str, words: str, href: str, reader: Reader) -> str:
    """A sentence whose quotation of the words leads to them; where it does not quote them, they stand before it."""
    quotes = any(is_quote and words in piece for is_quote, piece in quotes_apart(says))
    before = ""
    if words.strip() and not quotes:
        before = element("p", _to_words(f"\u00ab{words.strip()}\u00bb", href, reader))
    says = says[:1].upper() + says[1:]
    return before + element("p", sentence(says, reader, words if quotes else "", href))


def _other_article(reason: Row, corpus: Corpus, reader: Reader, link: Link) -> str:
    """The way to the words of another article."""
    at = f"{reason['start']}-{reason['end']}" if reason["start"] < reason["end"] else None
    href = link("article", article=corpus.article_ids[reason["article"]], event=None, at=at)
    label = sources.label(reason["article"], corpus, reader)
    if not reason["surface"].strip():
        return element("p", element("a", sentence(reader.t("article.elsewhere", source=label), reader), href=href))
    words = f"\u00ab{reason['surface'].strip()}\u00bb"
    before = sentence(reader.t("article.elsewhere_words", source=label), reader)
    return element("p", before + " " + _to_words(words, href, reader))


def without_file_name(says: str, name: str, reader: Reader) -> str:
    """A reader knows a source by its outlet and headline, which stand in the link beside the sentence."""
    return re.sub(f'[\u00ab\u201c"]{re.escape(name)}[\u00bb\u201d"]', lambda _: reader.t("article.another"), says)


def sentence(says: str, reader: Reader, words: str = "", href: str = "") -> str:
    """A sentence of the pipeline as HTML: dates and countries in words, quotations in their own language.

    words: those whose quotation becomes a link to `href`.
    """
    shown = ""
    for is_quote, piece in quotes_apart(says):
        if is_quote and words and words in piece:
            shown += _to_words(piece, href, reader)
            words = ""
        elif is_quote:
            shown += _quotation(piece, reader)
        else:
            spelled = spell_out_dates(_COUNTRY.sub(lambda found: _country(found, reader), piece), reader, weekday=False)
            shown += "".join(_in_own_language(reader.number(spelled), reader))
    return shown


def _country(code: re.Match[str], reader: Reader) -> str:
    return f"({Locale(reader.lang).territories.get(code[1], code[1])})"


def _to_words(quotation: str, href: str, reader: Reader) -> str:
    return element("a", element("mark", _quotation(quotation, reader), class_="pen"), href=href, class_="proof-link")


def _quotation(quotation: str, reader: Reader) -> str:
    """An article's words between guillemets, cut where they are long; a mixed quotation keeps both directions."""
    shown = f"{quotation[0]}{_clipped(' '.join(quotation[1:-1].split()))}{quotation[-1]}"
    if re.search(f"[{_ARABIC}]", shown) and not re.search("[A-Za-z]", shown):
        return text_element("bdi", shown, **(_OTHER["en"] if reader.lang == "en" else {}))
    return element("bdi", "".join(_in_own_language(shown, reader)))


def _clipped(words: str) -> str:
    found = words.split()
    return words if len(found) <= _LONGEST_QUOTE else f"{' '.join(found[: _LONGEST_QUOTE - 2])}\u2026"


def _in_own_language(text: str, reader: Reader) -> Iterator[str]:
    """Plain text as HTML whose runs in the other script carry their language and direction."""
    place = 0
    for run in _RUNS[reader.lang].finditer(text):
        yield escape(text[place : run.start()])
        yield text_element("bdi", run.group(), **_OTHER[reader.lang])
        place = run.end()
    yield escape(text[place:])
