"""The queue of the desk as HTML, the keys, and the lists of what was decided. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ui.card import date_words, mark, sign
from ui.corpus import Corpus
from ui.desk.acts import ACTS, CONFIRM, MOVES, REVIEWED
from ui.desk.evidence import code_words, item_title, severity_sign
from ui.desk.queue import REJECTED, Item
from ui.highlight import element, escape, text_element
from ui.reader import Reader
from ui.sources import foreign, label

Link = Callable[..., str]
Row = Mapping[str, Any]
# So many lines are drawn at once, however long the queue is.
WINDOW = 30


def address_of(item: Item) -> dict[str, str | None]:
    """The names in an address that open an item."""
    if item.code == REJECTED:  # no event of the timeline any more: it stands among those that were set aside
        return {"tab": "aside", "event": None, "finding": None}
    if item.finding is None:
        return {"event": item.event, "finding": None}
    return {"event": None, "finding": item.key}


def window_of(items: Sequence[Item], key: str) -> tuple[int, int]:
    """From where to where the queue is drawn, so that the chosen item is in sight."""
    at = next((place for place, item in enumerate(items) if item.key == key), 0)
    start = at // WINDOW * WINDOW
    return start, min(start + WINDOW, len(items))


def queue_list(items: Sequence[Item], chosen: str, corpus: Corpus, reader: Reader, link: Link) -> str:
    """The part of the queue that holds the chosen item, with the ways to the parts before and behind it."""
    start, end = window_of(items, chosen)
    rows = "".join(_row(item, item.key == chosen, corpus, reader, link) for item in items[start:end])
    ways = ""
    if len(items) > WINDOW:
        shown = reader.t(
            "desk.window", first=reader.number(start + 1), last=reader.number(end), total=reader.number(len(items))
        )
        before = _way(items, start - WINDOW, "desk.before", reader, link)
        behind = _way(items, end, "desk.behind", reader, link)
        ways = element("p", before + text_element("span", shown) + behind, class_="desk-window")
    return element("ol", rows, class_="desk-queue", aria_label=reader.t("desk.queue")) + ways


def _way(items: Sequence[Item], at: int, key: str, reader: Reader, link: Link) -> str:
    if not 0 <= at < len(items):
        return text_element("span", "")
    return text_element("a", reader.t(key), href=link("", **address_of(items[at]), do=None), class_="action")


def _row(item: Item, is_chosen: bool, corpus: Corpus, reader: Reader, link: Link) -> str:
    name = item_title(item, corpus, reader)
    kind = severity_sign(item.severity) + text_element("span", code_words(item.code, reader), class_="code")
    if item.is_done:
        kind += " " + text_element("span", reader.t("desk.seen"), class_="badge")
    event = corpus.event_rows.get(item.event)
    about = [sign(event["basis"]) + escape(date_words(event, reader))] if event is not None else []
    if item.articles and item.articles[0] in corpus.texts:
        first = label(item.articles[0], corpus, reader)
        about.append(text_element("bdi", first, **foreign(first, reader)))
    if len(item.articles) > 1:
        about.append(escape(reader.t("count.sources", n=len(item.articles))))
    drawn = mark(event) + " " if event is not None else ""
    told = element("span", kind, class_="kind")
    told += " " + element("span", escape(name), class_="name", **foreign(name, reader))
    told += " " + element("span", drawn + escape(reader.t("list.separator")).join(about), class_="about-it")
    return element(
        "li",
        element(
            "a",
            told,
            href=link("", **address_of(item), do=None),
            data_spot=f"item:{item.key}",
            aria_current="true" if is_chosen else None,
        ),
        data_severity=item.severity,
    )


def keys_help(reader: Reader) -> str:
    """Every key and what it does, behind a question mark; and the switch that turns them off."""
    t = reader.t
    rows = [(act.key, t(f"desk.act.{act.name}")) for act in (CONFIRM, REVIEWED, *ACTS)]
    rows += [(act.key, t(f"desk.move.{act.name}")) for act in MOVES]
    rows += [("Ctrl Enter", t("desk.move.save")), ("Esc", t("desk.move.leave")), ("?", t("desk.move.help"))]
    listed = "".join(
        element(
            "div", element("dt", "".join(text_element("kbd", one) for one in key.split())) + text_element("dd", words)
        )
        for key, words in rows
    )
    switch = text_element(
        "button", t("desk.keys_switch"), type="button", class_="action", data_desk_keys=True, aria_pressed="true"
    )
    summary = element("summary", escape(t("desk.keys")) + " " + text_element("kbd", "?", aria_hidden="true"))
    box = element("div", element("dl", listed) + element("p", switch), class_="keys-box")
    return element("details", summary + box, class_="desk-keys")


def steps(before: Item | None, behind: Item | None, place: str, reader: Reader, link: Link) -> str:
    """To the item before and to the one behind, and where in the queue one is."""

    def way(item: Item | None, name: str, key: str) -> str:
        words = escape(reader.t(f"desk.{name}")) + " " + text_element("kbd", key, aria_hidden="true")
        if item is None:
            return element("span", words, class_="action is-off", aria_disabled="true")
        href = link("", **address_of(item), do=None)
        return element("a", words, href=href, class_="action", data_desk_key=key, data_spot=name, aria_keyshortcuts=key)

    return element(
        "nav",
        way(before, "previous", "p") + way(behind, "next", "n") + text_element("span", place, class_="step-place"),
        class_="desk-steps",
        aria_label=reader.t("desk.steps"),
    )


def acts_nav(names: Sequence[tuple[str, str]], chosen: str, reader: Reader, link: Link) -> str:
    """What can be changed, each with its key. names: (act, key)."""
    ways = "".join(
        element(
            "a",
            escape(reader.t(f"desk.act.{name}")) + " " + text_element("kbd", key, aria_hidden="true"),
            href=link("", do=None if name == chosen else name),
            class_="action",
            data_desk_key=key,
            data_opens_form=True,
            data_spot=f"act:{name}",
            aria_keyshortcuts=key,
            aria_current="true" if name == chosen else None,
        )
        for name, key in names
    )
    return element("nav", ways, class_="desk-acts", aria_label=reader.t("desk.acts"))


def tabs(names: Sequence[str], counts: Mapping[str, int], chosen: str, reader: Reader, link: Link) -> str:
    """The parts of the desk, with how many stand in each."""
    ways = ""
    for name in names:
        words = escape(reader.t(f"desk.tab.{name}"))
        if counts.get(name):
            words += " " + text_element("bdi", reader.number(counts[name]), class_="count")
        if name == chosen:
            ways += element("span", words, class_="here", aria_current="page")
        else:
            href = link("", tab=None if name == names[0] else name, do=None)
            key = MOVES[-1].key if name == "add" else None
            ways += element("a", words, href=href, data_spot=f"tab:{name}", data_desk_key=key)
    return element("nav", ways, class_="desk-tabs", aria_label=reader.t("desk.parts"))


def progress(done: int, total: int, reader: Reader) -> str:
    """How many were looked at, as a sentence and as a bar."""
    words = reader.t("desk.progress", done=reader.number(done), total=reader.number(total))
    bar = element(
        "span", "", class_="bar", style=f"--done:{100 * done / total if total else 100:.1f}%", aria_hidden="true"
    )
    return element("p", text_element("span", words) + " " + bar, class_="desk-progress", role="status")
