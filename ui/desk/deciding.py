"""The decision on an item: what can be changed, the form for it, and what is made of what was filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from pipeline.decisions import Quote, quoted
from ui import sources, state
from ui.card import date_words
from ui.corpus import Corpus
from ui.desk import fields, taking
from ui.desk.acts import CONFIRM, FINAL, REVIEWED, acts_on
from ui.desk.lists import acts_nav, address_of
from ui.desk.queue import Item
from ui.highlight import escape_markdown, text_element
from ui.reader import Reader
from ui.timeline_data import title

Link = Callable[..., str]
Row = Mapping[str, Any]
FIND = "find"
_MOST_CANDIDATES = 10
_MOST_WORDS = 90
_FIRST_WORDS = 200
# What readers see the effect of, and are told of.
_FOR_READERS = frozenset(
    {"date", "title", "kind", "status", "actors", "places", "merge", "split", "article_date", "reject", "add", ""}
)


def decide(item: Item, behind: Item | None, doing: str, corpus: Corpus, reader: Reader, link: Link) -> None:
    """Draw what can be done with an item. behind: the next one to look at. doing: the act whose form is open."""
    t, event = reader.t, corpus.event_rows.get(item.event)
    tellings = corpus.mentions_of.get(item.event, [])
    acts = acts_on(item, len(tellings), is_there=event is not None)
    doing = doing if any(act.name == doing for act in acts) else ""
    with st.container(key="desk_decide", gap="small"):
        st.html(acts_nav([(act.name, act.key) for act in acts], doing, reader, link))
        if doing == "merge":
            _search(reader)
        form = f"{item.key}.{doing}"
        # Esc leads out of a form as well: page script desk.js follows the link of the open act.
        with st.form(f"desk.form.{form}", border=False, enter_to_submit=True):
            ready = _fields_of(doing, form, item, event, corpus, reader)
            fields.why(form, reader, for_readers=doing in _FOR_READERS)
            with st.container(key="desk_save", horizontal=True, gap="small", vertical_alignment="center"):
                given = (item, behind, corpus, form)
                if doing:
                    st.form_submit_button(
                        t(f"desk.save.{doing}"),
                        key=f"desk.save.{form}",
                        type="primary",
                        disabled=not ready,
                        on_click=_save,
                        args=(doing, *given),
                    )
                elif event is not None:
                    _at_once(CONFIRM.name, CONFIRM.key, given, reader, primary=True)
                if not doing:
                    _at_once(REVIEWED.name, REVIEWED.key, given, reader, primary=event is None)
        if not doing:
            st.html(text_element("p", t("desk.kept_with_words"), class_="muted"))


def _at_once(name: str, key: str, given: tuple[Any, ...], reader: Reader, *, primary: bool) -> None:
    with st.container(key=f"desk_at_once_{key}", width="content"):
        st.form_submit_button(
            f"{reader.t(f'desk.act.{name}')} \u2066`{key}`\u2069",
            key=f"desk.save.{given[-1]}.{name}",
            type="primary" if primary else "secondary",
            on_click=_save,
            args=(name, *given),
        )


def _fields_of(doing: str, form: str, item: Item, event: Row | None, corpus: Corpus, reader: Reader) -> bool:
    """Draw the fields of an act; whether there is anything to save."""
    t = reader.t
    if doing == "article_date":
        _article_date(form, item, corpus, reader)
    elif doing == "comment":
        fields.text(form, "text", t("desk.comment"), long=True)
    if event is None:
        return True
    if doing == "date":
        fields.date(form, _proposed(item) or event["edtf"], reader)
    elif doing == "title":
        fields.text(form, "ar", t("desk.title_ar"), event["title_ar"])
        fields.text(form, "en", t("desk.title_en"), event["title_en"])
    elif doing == "kind":
        fields.kind(form, event["kind"], reader)
    elif doing == "status":
        fields.status(form, event["status"], reader)
    elif doing in ("actors", "places"):
        fields.names(form, doing, event[doing], corpus, reader)
    elif doing == "split":
        return _tellings(form, event, corpus, reader)
    elif doing == "merge":
        return _candidates(form, event, corpus, reader)
    elif doing == "reject":
        st.html(text_element("p", t("desk.reject_means"), class_="muted"))
    return True


def _proposed(item: Item) -> str:
    return item.finding["suggestion"] if item.finding is not None and item.finding["event_id"] == item.event else ""


def _article_date(form: str, item: Item, corpus: Corpus, reader: Reader) -> None:
    articles = [name for name in item.articles if name in corpus.texts]
    key = fields.key_of(form, "article")
    if st.session_state.get(key) not in articles:
        st.session_state[key] = articles[0]
    st.selectbox(
        reader.t("desk.which_article"),
        articles,
        key=key,
        format_func=lambda name: sources.full_label(name, corpus, reader),
    )
    anchor = corpus.anchor_rows[articles[0]]
    fields.date(form, _proposed(item) or anchor["edtf"], reader)


def _tellings(form: str, event: Row, corpus: Corpus, reader: Reader) -> bool:
    """The tellings of an event, of which some leave it."""
    rows = {row["mention_id"]: row for row in corpus.mentions_of[event["event_id"]]}
    st.html(text_element("p", reader.t("desk.split_means"), class_="muted"))
    for mention_id, row in rows.items():
        words = " ".join(corpus.texts[row["article"]][row["sentence_start"] : row["sentence_end"]].split())
        if len(words) > _MOST_WORDS:
            words = words[:_MOST_WORDS].rsplit(" ", 1)[0] + "\u2026"
        label = f"{sources.label(row['article'], corpus, reader)}: {words}"
        key = fields.key_of(form, mention_id)
        st.session_state[key] = st.session_state.get(key, False)
        st.checkbox(escape_markdown(label), key=key)
    return len(rows) > 1


def _search(reader: Reader) -> None:
    """Where the other event is looked for; it stands outside the form, as it changes what the form offers."""
    st.text_input(
        reader.t("desk.merge_search"),
        key=state.set_widget("desk.merge.find", st.query_params.get(FIND, "")),
        placeholder=reader.t("desk.merge_hint"),
        on_change=lambda: state.write({FIND: st.session_state["desk.merge.find"].strip() or None}),
    )


def candidates(event: Row, words: str, corpus: Corpus) -> list[str]:
    """The events that one may be merged with: those that a search finds, else those nearest in date and names."""
    ids = corpus.events["event_id"]
    if words:
        scores = corpus.index.finder.find(words).scores
        order = scores.argsort(kind="stable")[::-1]
        found = [ids.iat[place] for place in order[: _MOST_CANDIDATES + 1] if scores[place] > 0]
        return [one for one in found if one != event["event_id"]][:_MOST_CANDIDATES]
    own = {*event["actors"], *event["places"]}
    days = (corpus.events["earliest"] - event["earliest"]).abs().dt.days.fillna(1e6)
    shared = corpus.events["actors"].map(lambda names: len(own.intersection(names)))
    same_kind = corpus.events["kind"] == event["kind"]
    far = days.rank(method="min") - 3.0 * shared - 2.0 * same_kind
    order = far.sort_values(kind="stable").index
    return [one for one in ids.loc[order[: _MOST_CANDIDATES + 1]] if one != event["event_id"]][:_MOST_CANDIDATES]


def _candidates(form: str, event: Row, corpus: Corpus, reader: Reader) -> bool:
    words = st.query_params.get(FIND, "")
    found = candidates(event, words, corpus)
    if not found:
        st.html(text_element("p", reader.t("desk.merge_none"), class_="muted", role="status"))
        return False
    key = fields.key_of(form, "with")
    if st.session_state.get(key) not in found:
        st.session_state[key] = found[0]
    st.radio(
        reader.t("desk.merge_with"),
        found,
        key=key,
        format_func=lambda one: escape_markdown(_named(corpus.event_rows[one], reader)),
    )
    return True


def _named(event: Row, reader: Reader) -> str:
    return f"{title(event, reader.lang)} ({date_words(event, reader)})"


# --- what was filled in -----------------------------------------------------------------------------------------------


def _save(doing: str, item: Item, behind: Item | None, corpus: Corpus, form: str) -> None:
    try:
        made = _decision(doing, item, corpus, form)
    except ValueError as error:
        taking.fail("desk.no_date" if doing in ("date", "article_date") else "", str(error))
        return
    if made is None:
        taking.fail("desk.nothing_changed")
        return
    target, payload, quotes = made
    if taking.take(doing, target, payload, quotes, fields.read_why(form)) is None:
        return
    fields.forget(form)
    onward = address_of(behind) if behind is not None and doing in FINAL else {}
    state.write({"do": None, FIND: None, **onward})


def _decision(doing: str, item: Item, corpus: Corpus, form: str) -> tuple[str, dict[str, Any], dict[str, Quote]] | None:
    """Target, payload and quotes of the decision; None where nothing would change. Raises ValueError for no date."""
    if doing == "article_date":
        article = fields.value(form, "article")
        before = corpus.anchor_rows[article]["edtf"]
        edtf = fields.read_date(form, before)
        return on_article(article, {"edtf": edtf, "before": before}, corpus) if edtf != before else None
    if item.finding is not None and doing in ("reviewed", "comment"):
        finding = item.finding
        about = {"code": finding["code"], "words": finding["surface"]}
        said = {"text": str(fields.value(form, "text") or "").strip()} if doing == "comment" else {}
        if doing == "comment" and not said["text"]:
            return None
        return on_article(finding["article"], about | said, corpus, at=(finding["start"], finding["end"]))
    payload = _payload(doing, item.event, corpus, form)
    if payload is None:
        return None
    named = [item.event, *payload.get("with", ()), *payload.get("mentions", ())]
    return item.event, payload, corpus.quotes(name for name in named if name in corpus.mention_rows)


def _payload(doing: str, event_id: str, corpus: Corpus, form: str) -> dict[str, Any] | None:
    event, made = corpus.event_rows.get(event_id), {}
    if doing in ("confirm", "reviewed", "reject") or event is None:
        text = str(fields.value(form, "text") or "").strip()
        return ({"text": text} if text else None) if doing == "comment" else made
    if doing == "comment":
        text = str(fields.value(form, "text") or "").strip()
        return {"text": text} if text else None
    if doing == "date":
        edtf = fields.read_date(form, event["edtf"])
        return {"edtf": edtf, "before": event["edtf"]} if edtf != event["edtf"] else None
    if doing == "title":
        words = {lang: str(fields.value(form, lang) or "").strip() for lang in ("ar", "en")}
        new = {lang: said for lang, said in words.items() if said and said != event[f"title_{lang}"]}
        return new | {"before": {lang: event[f"title_{lang}"] for lang in new}} if new else None
    if doing in ("kind", "status"):
        chosen = fields.value(form, doing)
        return {doing: chosen, "before": event[doing]} if chosen != event[doing] else None
    if doing in ("actors", "places"):
        labels = [label.strip() for label in fields.value(form, doing) or () if label.strip()]
        return {"labels": labels, "before": list(event[doing])} if labels != list(event[doing]) else None
    if doing == "merge":
        other = fields.value(form, "with")
        return {"with": [other], "titles": [corpus.event_rows[other]["title_ar"]]} if other else None
    leaving = [row["mention_id"] for row in corpus.mentions_of[event_id] if fields.value(form, row["mention_id"])]
    if event_id in leaving:  # the first telling stays: the others leave it
        leaving = [row["mention_id"] for row in corpus.mentions_of[event_id] if row["mention_id"] not in leaving]
    return {"mentions": leaving} if leaving else None


def on_article(
    article: str, payload: dict[str, Any], corpus: Corpus, *, at: tuple[int, int] | None = None
) -> tuple[str, dict[str, Any], dict[str, Quote]]:
    """A decision on an article, with the words at a place of it, or its first words, kept."""
    text, digest = corpus.texts[article], corpus.digests[article]
    start, end = at or (0, min(len(text), _FIRST_WORDS))
    return digest, payload, {digest: quoted(text, digest, start, end, [(start, end)] if at else [])}
