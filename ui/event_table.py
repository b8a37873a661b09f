"""The list as a table: a real one, so that a screen reader announces its columns and the keyboard reaches every cell.

`st.dataframe` is drawn on a canvas: it never mirrors its columns and has no text for a screen reader. Here a column is
sorted by a link in its heading, so that the order stands in the address and holds for all rows, not for those shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ui import state
from ui.card import Link, basis_words, card, date_words, mark, sign, with_hits
from ui.corpus import Corpus
from ui.corrections import badge as corrected
from ui.format import name_in
from ui.highlight import element, escape, text_element
from ui.reader import Reader
from ui.sources import foreign
from ui.timeline_data import badges, title

Row = Mapping[str, Any]
_NAMES_IN_A_CELL = 3


def event_table(
    rows: Iterable[Row],
    corpus: Corpus,
    reader: Reader,
    link: Link,
    *,
    order: tuple[str, bool],
    chosen: str | None,
    hits: frozenset[str],
) -> str:
    """The table as HTML. order: as state.sorting gives it. chosen: the event whose card stands under its row."""
    columns = ("date", *state.COLUMNS)
    head = "".join(_heading(column, order, reader, link) for column in columns)
    body = "".join(_row(row, corpus, reader, link, columns, chosen, hits) for row in rows)
    table = element(
        "table",
        text_element("caption", reader.t("events_table.caption"), class_="unseen")
        + element("thead", element("tr", head))
        + element("tbody", body),
        class_="events-table",
    )
    return element(
        "div", table, class_="table-scroll", role="region", tabindex="0", aria_label=reader.t("events_table.caption")
    )


def _heading(column: str, order: tuple[str, bool], reader: Reader, link: Link) -> str:
    """A column's name as the link that sorts by it; sorted already, the link turns the order round."""
    name, down = order
    if column == "date":
        way = {"oldest": "ascending", "newest": "descending"}.get(name)
        wanted = "newest" if name == "oldest" else "oldest"
    else:
        way = ("descending" if down else "ascending") if name == column else None
        wanted = state.sorted_by(column, down=way == "ascending")
    arrow = {"ascending": "\u25b2", "descending": "\u25bc", None: "\u25b3"}[way]
    content = escape(reader.t(f"events_table.{column}")) + " " + text_element("span", arrow, aria_hidden="true")
    sorter = element("a", content, href=link("", sort=wanted), data_spot=f"sort:{column}")
    return element("th", sorter, scope="col", aria_sort=way)


def _row(
    event: Row,
    corpus: Corpus,
    reader: Reader,
    link: Link,
    columns: Sequence[str],
    chosen: str | None,
    hits: frozenset[str],
) -> str:
    event_id, is_chosen = event["event_id"], event["event_id"] == chosen
    name = title(event, reader.lang)
    opener = element(
        "a",
        with_hits(name, hits),
        href=link("", event=None if is_chosen else event_id),
        data_spot=f"event:{event_id}",
        aria_expanded="true" if is_chosen else "false",
        **foreign(name, reader),
    )
    told = " ".join(
        text_element("span", badge["text"], class_="badge", data_role=badge["role"])
        for badge in badges(event, reader, corpus.english)
    )
    cells = {
        "date": sign(event["basis"]) + escape(date_words(event, reader)),
        "title": f"{opener} {told}{corrected(event_id, corpus, reader)}",
        "kind": escape(reader.t(f"kinds.{event['kind']}")),
        "status": mark(event) + " " + escape(reader.t(f"statuses.{event['status']}")),
        "basis": escape(basis_words(event, reader)),
        "actors": _names(event["actors"], corpus, reader),
        "places": _names(event["places"], corpus, reader),
        "sources": escape(reader.number(len(event["articles"]))),
    }
    written = "".join(
        element("th" if column == "title" else "td", cells[column], scope="row" if column == "title" else None)
        for column in columns
    )
    row = element("tr", written, class_="chosen" if is_chosen else None)
    if is_chosen:
        opened = card(event, corpus, reader, link, heading=False, hits=hits)
        row += element("tr", element("td", opened, colspan=str(len(columns))), class_="card-row")
    return row


def _names(labels: Sequence[str], corpus: Corpus, reader: Reader) -> str:
    names = [name_in(label, reader, corpus.english) for label in labels[:_NAMES_IN_A_CELL]]
    more = ["\u2026"] if len(labels) > _NAMES_IN_A_CELL else []
    parts = [text_element("bdi", name, **foreign(name, reader)) for name in names]
    return escape(reader.t("list.separator")).join(parts + more)
