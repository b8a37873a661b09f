"""The editors' desk: what to look at first, its evidence, the decision, and what was decided before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import streamlit as st

from pipeline.decisions import standing
from ui import corpus as corpora
from ui import desk_draft, desk_versions, sources, state, who
from ui.corpus import Corpus
from ui.desk import adding, exchange, logbook, taking
from ui.desk.deciding import decide
from ui.desk.evidence import code_words, evidence
from ui.desk.history import history_of, subject, undos_in_force
from ui.desk.lists import keys_help, progress, queue_list, steps, tabs
from ui.desk.queue import SEVERITIES, STATES, Item, Wanted, in_state, narrowed, neighbours, plain_item, queue
from ui.highlight import element, escape, text_element
from ui.reader import Reader
from ui.results import say_problems
from ui.state import State
from ui.theme import css

SLUG = "desk"
TITLE_KEY = "views.desk"
REVIEW = "review"
TABS = (REVIEW, "add", "draft", "print", "log", "aside", "lost", "exchange")
_MOST_FOUND = 120
Link = Callable[..., str]


class Asked(NamedTuple):
    """What the address asks of the desk besides what every view knows. doing: the act whose form is open."""

    tab: str
    wanted: Wanted
    finding: str
    doing: str


def render() -> None:
    """Draw the desk from the address."""
    reader = state.reader()
    with st.spinner(reader.t("app.loading")):
        corpus = corpora.load()
    now = state.read(corpus)
    asked, off = _asked(now), who.why_not()
    if not off:
        corpora.prepare_to_decide()
    link = partial(_link, now, corpus, asked)
    with st.container(key="desk", gap="small"):
        say_problems(corpus, now)
        if corpus.opened:
            _head(corpus, asked, off, reader, link)
        elif corpus.texts:
            _head(corpus, asked, off, reader, link)
            if asked.tab == REVIEW or off:
                _review(corpus, now, asked, off, link)
            elif asked.tab == "add":
                adding.draw(corpus, now)
            elif asked.tab == "exchange":
                exchange.draw(corpus, reader)
            elif asked.tab == "draft":
                desk_draft.draw(reader, corpus)
            elif asked.tab == "print":
                desk_versions.draw(reader, corpus, now)
            else:
                logbook.draw(asked.tab, corpus, reader)
    with st.container(key="desk_script"):
        st.html(f"<script>{css('desk.js')}</script>", unsafe_allow_javascript=True)


def _asked(now: State) -> Asked:
    given = {name: st.query_params.get(name, "") for name in ("tab", "seen", "code", "severity", "finding", "do")}
    wanted = Wanted(
        given["seen"] if given["seen"] in STATES else STATES[0], given["code"], given["severity"], now.article or ""
    )
    return Asked(given["tab"] if given["tab"] in TABS else REVIEW, wanted, given["finding"], given["do"])


def _link(now: State, corpus: Corpus, asked: Asked, view: str, **changes: str | None) -> str:
    """The address of another state of the desk, or of another view."""
    kept: dict[str, str | None] = {}
    if not view:
        wanted = asked.wanted
        kept = {
            "tab": asked.tab if asked.tab != REVIEW else None,
            "seen": wanted.state if wanted.state != STATES[0] else None,
            "code": wanted.code,
            "severity": wanted.severity,
            "finding": asked.finding,
            "do": asked.doing,
        }
    return state.link(view, now, corpus, **(kept | changes))


def _head(corpus: Corpus, asked: Asked, off: str, reader: Reader, link: Link) -> None:
    t = reader.t
    title = text_element("h1", t("desk.heading"))
    if off:
        st.html(element("div", title, class_="desk-head"))
        st.html(element("p", escape(t("desk.off")) + " " + escape(t(off)), class_="desk-off", role="status"))
        return
    counts = {"log": len(corpus.log.decisions), "aside": len(corpus.rejected), "lost": len(corpus.lost)}
    parts = tabs(TABS, counts, asked.tab, reader, link)
    st.html(element("div", title + parts + keys_help(reader), class_="desk-head"))
    _say_what_came(corpus, reader)


def _say_what_came(corpus: Corpus, reader: Reader) -> None:
    """What the last step did, with the way back, or why it was not done."""
    if words := taking.wrong(reader):
        st.html(element("div", text_element("p", words), class_="notices desk-wrong", role="alert"))
    if made := taking.said():
        with st.container(key="desk_said", horizontal=True, gap="small", vertical_alignment="center"):
            about = subject(made, corpus, reader) if made.kind != "undo" else ""
            said = text_element("b", reader.t(f"desk.done.{made.kind}"))
            if about:
                said += escape(reader.t("list.separator")) + text_element(
                    "bdi", about, **sources.foreign(about, reader)
                )
            st.html(element("p", said, role="status"), width="content")
            st.button(
                reader.t("desk.undo_this"),
                key="desk.undo.last",
                on_click=taking.undo,
                args=([made.key],),
                type="tertiary",
            )


def _review(corpus: Corpus, now: State, asked: Asked, off: str, link: Link) -> None:
    reader = now.reader
    everything = corpus.drawn.get(("desk.queue",), lambda: {"items": _queue(corpus)})["items"]
    fitting = _found(corpus, now, everything) if now.filters.q else narrowed(everything, asked.wanted)
    key = asked.finding or now.event or ""
    chosen = next((item for item in everything if item.key == key), None)
    if chosen is None and now.event and not asked.finding:
        chosen = plain_item(now.event, corpus)
    wanted = "all" if now.filters.q else asked.wanted.state
    shown = in_state(fitting, wanted, keep=chosen.key if chosen else "")
    chosen = chosen or (shown[0] if shown else None)
    with st.container(key="desk_columns", horizontal=True, wrap=False, gap="large"):
        with st.container(key="desk_queue", gap="small"):
            _narrowing(corpus, now, asked, everything, fitting)
            words = chosen.key if chosen else ""
            if shown:
                st.html(queue_list(shown, words, corpus, reader, link))
            else:
                st.html(text_element("p", reader.t("desk.nothing_left"), class_="muted", role="status"))
        with st.container(key="main", gap="small"):
            if chosen is None:
                _nothing(everything, fitting, reader)
                return
            before, behind = neighbours(shown, chosen.key)
            at = next((place for place, item in enumerate(shown, 1) if item.key == chosen.key), 0)
            place = reader.t("desk.place", at=reader.number(at), total=reader.number(len(shown))) if at else ""
            st.html(steps(before, behind, place, reader, link) + evidence(chosen, corpus, reader, link))
            if not off:
                decide(chosen, behind, asked.doing, corpus, reader, link)
        if not off:
            with st.container(key="desk_history", gap="small"):
                _history(chosen, corpus, reader)


def _queue(corpus: Corpus) -> tuple[Item, ...]:
    return queue(corpus, standing(corpus.log.decisions), corpus.digests)


def _found(corpus: Corpus, now: State, everything: Sequence[Item]) -> list[Item]:
    """The events that a search finds, whether anything is wrong with them or not, the best hits first."""
    scores = corpus.index.finder.find(now.filters.q).scores
    ids = corpus.events["event_id"]
    found = [ids.iat[place] for place in scores.argsort(kind="stable")[::-1][:_MOST_FOUND] if scores[place] > 0]
    known = {item.key: item for item in everything}
    return [known.get(event) or plain_item(event, corpus) for event in found]


def _narrowing(corpus: Corpus, now: State, asked: Asked, everything: Sequence[Item], fitting: Sequence[Item]) -> None:
    """What the queue is narrowed to, and how much of it is done."""
    reader, t, wanted = now.reader, now.reader.t, asked.wanted
    st.html(progress(sum(item.is_done for item in fitting), len(fitting), reader))
    st.text_input(
        t("desk.search"),
        key=state.set_widget("desk.search", now.filters.q),
        placeholder=t("desk.search_hint"),
        label_visibility="collapsed",
        on_change=lambda: _write("q", "desk.search"),
    )
    if now.filters.q:
        return
    counts = {"open": sum(not item.is_done for item in fitting), "all": len(fitting)}
    counts["reviewed"] = counts["all"] - counts["open"]
    st.segmented_control(
        t("desk.state"),
        STATES,
        format_func=lambda name: f"{t(f'desk.states.{name}')} {reader.number(counts[name])}",
        key=state.set_widget("desk.state", wanted.state),
        label_visibility="collapsed",
        required=True,
        on_change=lambda: _write("seen", "desk.state", STATES[0]),
    )
    is_narrowed = bool(wanted.code or wanted.severity or wanted.article)
    with st.expander(t("desk.narrow"), expanded=is_narrowed, key="desk.narrow"):
        codes = list(dict.fromkeys(item.code for item in everything))
        severities = [name for name in SEVERITIES if any(item.severity == name for item in everything)]
        told = list(dict.fromkeys(name for item in everything for name in item.articles if name in corpus.texts))
        _choice("code", codes, wanted.code, lambda code: code_words(code, reader), reader)
        _choice("severity", severities, wanted.severity, lambda name: t(f"desk.severity.{name}"), reader)
        full = partial(sources.full_label, corpus=corpus, reader=reader)
        ids = {corpus.article_ids[name]: name for name in told}
        article = corpus.article_ids[wanted.article] if wanted.article in told else ""
        _choice("article", list(ids), article, lambda id_: full(ids[id_]), reader)


def _choice(name: str, options: Sequence[str], chosen: str, words: Callable[[str], str], reader: Reader) -> None:
    key = f"desk.narrow.{name}.{reader.lang}"
    st.selectbox(
        reader.t(f"desk.by_{name}"),
        ["", *options],
        format_func=lambda option: words(option) if option else reader.t("desk.all"),
        key=state.set_widget(key, chosen if chosen in options else ""),
        on_change=lambda: _write(name, key),
    )


def _write(name: str, key: str, first: str = "") -> None:
    """Put a choice into the address; what was open may be none of what is shown now."""
    value = st.session_state[key].strip()
    state.write({name: None if value == first else value, "event": None, "finding": None, "do": None})


def _nothing(everything: Sequence[Item], fitting: Sequence[Item], reader: Reader) -> None:
    key = "desk.all_seen" if fitting else "desk.none_such" if everything else "desk.nothing_wrong"
    st.html(text_element("p", reader.t(key), class_="result", role="status"))


def _history(item: Item, corpus: Corpus, reader: Reader) -> None:
    """What was decided on the item, each with the way back or the way forth."""
    t, held = reader.t, undos_in_force(corpus.log.decisions)
    st.html(text_element("h2", t("desk.history"), class_="panel-title"))
    decisions = [one for one in history_of(item, corpus) if one.kind != "undo"]
    if not decisions:
        st.html(text_element("p", t("desk.no_history"), class_="muted"))
    for one in decisions:
        logbook.entry(one, corpus, reader, held, where="item")
    st.html(text_element("p", t("desk.nothing_deleted"), class_="muted"))


if __name__ == "__main__":
    render()
