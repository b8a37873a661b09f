"""The comparison of sources as HTML: sources as rows, pieces of one axis as columns, and the claims of each column.

The page does not know which column is chosen: ui/theme/compare.js reads that from the address, so that choosing one
changes nothing here and the keyboard's focus stays where it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple
from urllib.parse import quote

from pandas import isna

from ui import sources
from ui.card import date_words, mark, sign
from ui.comparison import AGREE, DIFFER, FIELDS, FOLLOWED, OVERLAP, REFINE, RELATIONS, Claim, Comparison
from ui.corpus import Corpus
from ui.format import bare, date_in_words, name_in
from ui.highlight import Highlight, element, escape, marked, text_element
from ui.reader import Reader
from ui.shared_events import Shared
from ui.sources import foreign
from ui.timeline_data import allegation, denial, precision, title
from ui.writing_date import written_words

Link = Callable[..., str]
Row = Mapping[str, Any]

# Of a source's row, in pixels: names take more room in the type of a large screen.
_ROW_HEIGHT = {"projector": 124}
_PLAIN_ROW_HEIGHT = 92
_MARK_AT = 18
# Below a mark's middle, in pixels: where the words under it end, when they take one line and when they take two.
_WORDS_END = {"projector": (42, 66)}
_PLAIN_WORDS_END = (29, 46)
_LETTERS_OF_A_LINE = 16
_MOST_ROWS = 30
_EDGE = 9.0
_DASHES = {OVERLAP: " stroke-dasharray='2 3'"}


class _Place(NamedTuple):
    """Where a claim stands in its column: from and to in percent from the older side."""

    begin: float
    end: float


def compare_page(columns: Sequence[Comparison], corpus: Corpus, reader: Reader, link: Link) -> str:
    """The grid, its legend and the claims of every column."""
    articles = _rows(columns, corpus)
    ordered = columns if reader.time_dir == reader.text_dir else columns[::-1]
    heads = "".join(_head(at, one, corpus, reader) for at, one in enumerate(ordered))
    names = "".join(_row_head(at, name, corpus, reader) for at, name in enumerate(articles))
    bodies = "".join(_column(at, one, articles, reader) for at, one in enumerate(ordered))
    feet = "".join(
        element("div", relation_words(one, reader), class_="foot", style=f"grid-column:{at + 2}", aria_hidden="true")
        for at, one in enumerate(ordered)
    )
    label = reader.t("compare.columns")
    tabs = element("div", heads, role="tablist", aria_label=label, class_="heads")
    rows = element("div", names, class_="row-heads", role="list", aria_label=reader.t("compare.rows"))
    panels = "".join(_panel(at, one, corpus, reader, link) for at, one in enumerate(ordered))
    size = f"--columns:{len(ordered)};--rows:{len(articles)};--row-height:{_row_height(reader)}px"
    first = next((one for one in ordered if one.relation == DIFFER), ordered[0]).events[0]
    grid = element("div", tabs + rows + bodies + feet + _ends(reader) + panels, class_="compare-grid", style=size)
    return element("div", grid, class_="compare", data_first=first)


def _row_height(reader: Reader) -> int:
    return _ROW_HEIGHT.get(reader.theme, _PLAIN_ROW_HEIGHT)


def legend(columns: Sequence[Shared], reader: Reader) -> str:
    """The relations that there are, each with its sign, its word and its count."""
    tally = Counter(one.relation for one in columns)
    items = "".join(
        element(
            "li",
            _sign(relation) + escape(reader.t(f"relations.{relation}")) + " "
            + text_element("span", reader.number(tally[relation]), class_="count"),
            data_relation=relation,
        )
        for relation in RELATIONS
        if tally[relation]
    )  # fmt: skip
    return element("ul", items, class_="relations", aria_label=reader.t("compare.legend"))


def relation_words(one: Comparison, reader: Reader) -> str:
    """How the sources go together, with the sign that is drawn between them."""
    words = text_element("span", _words_of(one, reader))
    return element("span", _sign(one.relation) + words, class_="relation", data_relation=one.relation)


def _words_of(one: Comparison, reader: Reader) -> str:
    if one.relation != FOLLOWED:
        return reader.t(f"relations.{one.relation}")
    statuses = [claim.mention["status"] for claim in one.claims]
    first = next(status for status in statuses if status in ("planned", "possible", "postponed"))
    last = next(status for status in reversed(statuses) if status != first)
    return reader.t("compare.then", first=reader.t(f"statuses.{first}"), last=reader.t(f"statuses.{last}"))


def _sign(relation: str) -> str:
    return element("span", "", class_="relation-sign", aria_hidden="true", data_relation=relation)


def _rows(columns: Sequence[Comparison], corpus: Corpus) -> list[str]:
    """The articles of these columns in the order of writing; where they are many, those that tell most of them."""
    tally = Counter(article for one in columns for article in one.articles)
    kept = {name for name, _ in sorted(tally.items(), key=lambda item: (-item[1], item[0]))[:_MOST_ROWS]}
    return [name for name in corpus.writing_order if name in kept]


def _head(at: int, one: Comparison, corpus: Corpus, reader: Reader) -> str:
    event = corpus.event_rows[one.events[0]]
    name = title(event, reader.lang)
    date = bare(date_in_words(event["edtf"], event["granularity"], reader, weekday=False))
    told = reader.t("compare.sources", n=len(one.claims))
    content = (
        text_element("b", date)
        + " "
        + text_element("span", name, class_="what", **foreign(name, reader))
        + text_element("span", " " + reader.t("list.separator").join((_words_of(one, reader), told)), class_="unseen")
    )
    return element(
        "button",
        content,
        type="button",
        role="tab",
        id=f"column-{at}",
        class_="column-head",
        aria_controls=f"claims-{at}",
        aria_selected="false",
        tabindex="-1",
        data_event=one.events[0],
        data_events=" ".join(one.events),
        style=f"grid-column:{at + 2};--order:{2 * at}",
    )


def _row_head(at: int, article: str, corpus: Corpus, reader: Reader) -> str:
    row, anchor = corpus.article_rows[article], corpus.anchor_rows[article]
    name = row["outlet"]
    about = [reader.t("source.agency", agency=row["agency"])] if row["agency"] else []
    if anchor["edtf"]:
        about.append(bare(date_in_words(anchor["edtf"], anchor["granularity"], reader, weekday=False)))
    else:
        about.append(reader.t("own.written_unknown"))
    said = escape(reader.t("list.separator")).join(text_element("bdi", part) for part in about)
    basis = sign("inferred") if anchor["source"] == "inferred" else ""
    headline = sources.headline_html(row, corpus.texts[article], reader)
    label = element("strong", text_element("bdi", name, **foreign(name, reader)) if name else headline)
    return element(
        "div", label + element("span", basis + said), role="listitem", class_="row-head", style=f"grid-row:{at + 2}"
    )


def _column(at: int, one: Comparison, articles: Sequence[str], reader: Reader) -> str:
    """The marks of a column, one below the other, and the threads between them; the claims say the same in words."""
    visible = [
        (articles.index(claim.article), number) for number, claim in enumerate(one.claims) if claim.article in articles
    ]
    places = {number: _place(one.claims[number], one, reader) for _, number in visible}
    paths: dict[str, list[str]] = {}
    for (above, upper), (below, lower) in pairwise(visible):
        ends = (places[upper], places[lower])
        words_end = _words_end(one.claims[upper].mention, reader)
        path = _thread(one.between[upper, lower], ends, above, below, words_end, reader)
        paths.setdefault(one.between[upper, lower], []).append(path)
    height = max(len(articles), 1) * _row_height(reader)
    threads = "".join(_drawn(relation, "".join(drawn), height, reader) for relation, drawn in paths.items())
    marks = "".join(_mark(row, one.claims[number], places[number], reader) for row, number in visible)
    return element(
        "div",
        threads + marks,
        class_="column",
        data_of=f"column-{at}",
        aria_hidden="true",
        style=f"grid-column:{at + 2};grid-row:2/span {max(len(articles), 1)}",
    )


def _place(claim: Claim, one: Comparison, reader: Reader) -> _Place:
    """From the column's start side; what is undated stands over all of it."""
    bounds, row = one.bounds, claim.mention
    if bounds is None or isna(row["earliest"]):
        return _Place(50.0, 50.0)
    days = (bounds[1] - bounds[0]).days + 1
    room = 100.0 - 2 * _EDGE
    begin = _EDGE + room * (row["earliest"] - bounds[0]).days / days
    end = _EDGE + room * ((row["latest"] - bounds[0]).days + 1) / days
    return _Place(begin, end) if reader.time_dir == reader.text_dir else _Place(100.0 - end, 100.0 - begin)


def _said(mention: Row, reader: Reader) -> str:
    return bare(date_in_words(mention["edtf"], mention["granularity"], reader, weekday=False))


def _mark(row: int, claim: Claim, place: _Place, reader: Reader) -> str:
    mention = claim.mention
    shape = "undated" if isna(mention["earliest"]) else precision(mention)
    style = f"--at:{place.begin:.2f}%;--wide:{place.end - place.begin:.2f}%;--row-at:{row * _row_height(reader)}px"
    drawing = element("span", "", class_="mark", data_precision=shape, data_status=mention["status"])
    label = text_element("span", _said(mention, reader), class_="said")
    if len(mention["denied_by"]) or mention["status"] == "denied":
        label += " " + text_element("span", reader.t("compare.denial"), class_="badge", data_role="denied")
    if mention["status"] not in ("happened", "denied"):
        role = mention["status"]
        label += " " + text_element("span", reader.t(f"statuses.{role}"), class_="badge", data_role=role)
    return element("div", drawing + element("div", label, class_="label"), class_="spot", style=style)


def _drawn(relation: str, path: str, height: int, reader: Reader) -> str:
    """Threads of one kind, as a mask through which their colour shows: Streamlit takes SVG itself out of a page."""
    width = 3 if reader.theme == "projector" else 1.7 if relation == DIFFER else 1.4
    picture = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 {height}' preserveAspectRatio='none'>"
        f"<path d='{path}' fill='{'black' if relation == REFINE else 'none'}' fill-opacity='.1' stroke='black' "
        f"stroke-width='{width}' vector-effect='non-scaling-stroke'"
        f"{_DASHES.get(relation, '')}/></svg>"
    )
    mask = f'mask-image:url("data:image/svg+xml,{quote(picture)}")'
    return element("span", "", class_="threads", data_relation=relation, style=mask)


def _words_end(mention: Row, reader: Reader) -> int:
    """Where a line from a mark may begin: under the mark's words."""
    one_line, two_lines = _WORDS_END.get(reader.theme, _PLAIN_WORDS_END)
    has_badge = len(mention["denied_by"]) or mention["status"] != "happened"
    return two_lines if has_badge or len(_said(mention, reader)) > _LETTERS_OF_A_LINE else one_line


def _thread(relation: str, ends: tuple[_Place, _Place], above: int, below: int, words_end: int, reader: Reader) -> str:
    """The line between two marks as an SVG path, in percent across from the left and in pixels down."""
    (upper, lower), step_down = ends, _row_height(reader)
    top, bottom = above * step_down + _MARK_AT + words_end, below * step_down + _MARK_AT - 7

    def x(at: float) -> float:
        return 100.0 - at if reader.text_dir == "rtl" else at

    from_x, to_x = x((upper.begin + upper.end) / 2), x((lower.begin + lower.end) / 2)
    line = f"M{from_x:.1f} {top}L{to_x:.1f} {bottom}"
    if relation == AGREE:
        line = f"M{from_x - 1.8:.1f} {top}L{to_x - 1.8:.1f} {bottom}M{from_x + 1.8:.1f} {top}L{to_x + 1.8:.1f} {bottom}"
    elif relation == REFINE:
        wide = [x(place) for place in upper]
        narrow = [x(place) for place in lower]
        line = f"M{wide[0]:.1f} {top}L{wide[1]:.1f} {top}L{narrow[1]:.1f} {bottom}L{narrow[0]:.1f} {bottom}Z"
    elif relation == DIFFER:
        steps = max(4, (bottom - top) // 9)
        line = f"M{from_x:.1f} {top}" + "".join(
            f"L{from_x + (to_x - from_x) * step / steps + (0 if step == steps else 5 if step % 2 else -5):.1f} "
            f"{top + (bottom - top) * step / steps:.1f}"
            for step in range(1, steps + 1)
        )
    return line


def _ends(reader: Reader) -> str:
    """Which side of the axis is which, and that its pieces are not to scale."""
    older, newer = (
        text_element("span", reader.t("component.oldest")),
        text_element("span", reader.t("component.newest")),
    )
    first, last = (older, newer) if reader.time_dir == reader.text_dir else (newer, older)
    note = text_element("span", reader.t("compare.folded"), class_="muted")
    return element("div", first + note + last, class_="ends")


def _panel(at: int, one: Comparison, corpus: Corpus, reader: Reader, link: Link) -> str:
    event = corpus.event_rows[one.events[0]]
    name = title(event, reader.lang)
    what = text_element("h2", name, **foreign(name, reader)) + element("p", relation_words(one, reader))
    for field in FIELDS:
        if one.fields[field] != AGREE:
            words = reader.t(f"compare.{field}_{one.fields[field]}")
            what += element(
                "p",
                text_element("b", reader.t("compare.field", name=reader.t(f"compare.{field}"))) + " " + escape(words),
            )
    if one.relation == DIFFER:
        what += text_element("p", reader.t("compare.each_keeps"), class_="muted")
    origins = max(corpus.event_rows[event_id]["origins"] for event_id in one.events)
    if len(one.events) == 1 and origins < len(one.claims):
        what += text_element("p", reader.t("compare.origins", n=int(origins)), class_="muted")
    to_timeline = text_element(
        "a", reader.t("compare.to_timeline"), href=link("timeline", event=one.events[0]), class_="action"
    )
    claims = "".join(_claim(claim, one, corpus, reader, link) for claim in one.claims)
    return element(
        "section",
        element("div", what + element("p", to_timeline), class_="panel-what") + element("div", claims, class_="claims"),
        role="tabpanel",
        id=f"claims-{at}",
        aria_labelledby=f"column-{at}",
        class_="panel",
        tabindex="-1",
        hidden=True,
        style=f"--order:{2 * at + 1}",
    )


def _claim(claim: Claim, one: Comparison, corpus: Corpus, reader: Reader, link: Link) -> str:
    """One source's claim: who, when written, what it says in its own words, and the fields that differ made plain."""
    t, article = reader.t, claim.article
    row, text, anchor = corpus.article_rows[article], corpus.texts[article], corpus.anchor_rows[article]
    name = sources.outlet(row, reader)
    head = text_element("h3", name, **foreign(name, reader))
    about = [sources.headline_html(row, text, reader, opening=not row["outlet"])]
    if row["agency"]:
        about.append(text_element("bdi", t("source.agency", agency=row["agency"])))
    if anchor["edtf"]:
        written = bare(written_words(anchor, reader))
        about.append(text_element("bdi", t("own.written_on", date=written)))
    head += element("p", escape(t("list.separator")).join(about), class_="who")
    facts = _facts(claim.mention, one, corpus, reader)
    quotes = "".join(_quote(each, text, one.numbers.get(article, ())) for each in _distinct(claim))
    way = element(
        "a",
        escape(t("card.open")) + text_element("span", f" {sources.label(article, corpus, reader)}", class_="unseen"),
        href=link("article", article=corpus.article_ids[article], event=claim.mention["event_id"]),
        class_="action",
    )
    return element("article", head + facts + quotes + way, class_="claim")


def _distinct(claim: Claim) -> list[Row]:
    """The tellings of an article, each sentence once."""
    told: dict[int, Row] = {}
    for row in (claim.mention, *claim.others):
        told.setdefault(row["sentence_start"], row)
    return list(told.values())


def _quote(mention: Row, text: str, numbers: Sequence[tuple[int, int]]) -> str:
    spans = [Highlight(mention["start"], mention["end"], "clause")]
    spans += [Highlight(start, end, "pen", mark=True) for start, end in mention["timexes"]]
    spans += [Highlight(start, end, "differing") for start, end in numbers]
    quote = marked(text, spans, start=mention["sentence_start"], end=mention["sentence_end"])
    return element("blockquote", quote, lang="ar", dir="rtl", class_="evidence")


def _facts(mention: Row, one: Comparison, corpus: Corpus, reader: Reader) -> str:
    t = reader.t
    status = t(f"statuses.{mention['status']}")
    if mention["status"] == "alleged":
        status = allegation({"speakers": [mention["speaker"]] if mention["speaker"] else []}, reader, corpus.english)
    said = [status, denial(mention, reader, corpus.english)] if len(mention["denied_by"]) else [status]
    shown = {
        "date": sign(mention["basis"]) + escape(date_words(mention, reader)),
        "status": mark(mention) + escape(t("list.separator").join(said)),
        "actors": _names(mention["actors"], corpus, reader),
        "places": _names(mention["places"], corpus, reader),
    }
    rows = ""
    for field, value in shown.items():
        if not value or (field in ("actors", "places") and one.fields[field] == AGREE):
            continue
        differs = one.fields[field] != AGREE
        words = element("strong", value, class_="differing") if differs else value
        rows += text_element("dt", t(f"compare.{field}")) + element("dd", words)
    return element("dl", rows, class_="facts")


def _names(labels: Sequence[str], corpus: Corpus, reader: Reader) -> str:
    names = [name_in(label, reader, corpus.english) for label in labels]
    return escape(reader.t("list.separator")).join(text_element("bdi", name, **foreign(name, reader)) for name in names)
