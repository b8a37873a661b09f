"""Articles under a name: which corpora a visitor may read, saving those of a visit, and what newer versions changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from storage.rights import VISIBILITIES, Person
from ui import corpus as visit
from ui import own_page, state, store, who
from ui.corpus import CHOICES, QUERY_NAME, Corpus
from ui.format import date_in_words
from ui.highlight import element, escape_markdown, text_element
from ui.newer_version import Difference, Moved, difference
from ui.own_articles import OwnArticles
from ui.reader import Reader
from ui.store import Named

if TYPE_CHECKING:
    from pipeline.model import Article
    from storage.corpora import Kept

Link = Callable[..., str]
_NEW = ""
_DONE, _FAILED = "corpora.done", "corpora.failed"
_PASTED = "pasted-"
ADDED_KEY = "own.added"
# So many articles are asked about one by one before they are saved; the others go where their names lead.
_MOST_ASKED = 20
_MAX_NAME = 80
_KEYS = {name: f"corpora.{name}" for name in ("where", "name", "who", "visibility")}


def draw(corpus: Corpus, reader: Reader, link: Link) -> None:
    """The part of the page about saved corpora."""
    by = who.person()
    seen = store.all_named(by)
    may_save = bool(visit.own_articles().articles) and not _refusal(by)
    if not seen and not may_save:
        return
    t = reader.t
    with st.container(key="corpora", gap="small"):
        done = _said_result(corpus, reader)
        if may_save:
            _form(reader, [one.name for one in seen if one.owner == by.name or one.visibility != "private"], by)
        st.html(text_element("h2", t("corpora.heading")))
        rows = []
        for one in seen:
            said = t(
                "corpora.line",
                articles=t("corpora.texts", n=one.articles),
                visibility=t(f"corpora.visibility.{one.visibility}"),
                owner=f"\u2068{one.owner}\u2069",
            )
            here = one.name == corpus.choice
            name = text_element("bdi", one.name)
            way = element("strong", name) if here else element("a", name, href=_way(one.name, reader))
            rows.append(element("li", element("p", way) + text_element("p", said, class_="muted")))
        shown = element("ul", "".join(rows), class_="corpora") if rows else text_element("p", t("corpora.none"))
        st.html(shown)
        named = store.named(corpus.choice, by) if corpus.choice not in CHOICES else None
        if named is not None:
            _contents(named, corpus, reader, link, by, is_fresh=done)


def _way(name: str, reader: Reader) -> str:
    """The address of a saved corpus; nothing of another corpus is kept in it."""
    from urllib.parse import urlencode

    from ui.reader import reader_to_query

    return f"own?{urlencode({**reader_to_query(reader), QUERY_NAME: name}, doseq=True)}"


def _refusal(by: Person) -> str:
    """Why somebody cannot save, '' where they can."""
    if by.role == "reader" or not by.name:
        return "role"
    return store.why_closed()


# --- saving -----------------------------------------------------------------------------------------------------------


def _form(reader: Reader, known: list[str], by: Person) -> None:
    t, own = reader.t, visit.own_articles()
    st.html(text_element("h2", t("corpora.save_heading")) + text_element("p", t("corpora.lead"), class_="muted"))
    with st.container(key="corpora_form", horizontal=True, gap="small", vertical_alignment="bottom"):
        where = st.selectbox(
            t("corpora.where"),
            [_NEW, *known],
            format_func=lambda name: name or t("corpora.new"),
            key=_KEYS["where"],
            width=260,
        )
        if where == _NEW:
            st.text_input(
                t("corpora.name"), key=_KEYS["name"], placeholder=t("corpora.name_hint"), max_chars=_MAX_NAME, width=300
            )
            st.selectbox(
                t("corpora.who"),
                VISIBILITIES,
                format_func=lambda one: t(f"corpora.visibility.{one}"),
                key=_KEYS["who"],
                width=160,
            )
    if where == _NEW:
        chosen = st.session_state.get(_KEYS["who"], VISIBILITIES[0])
        st.html(text_element("p", t(f"corpora.visibility_hint.{chosen}"), class_="muted"))
    elif (named := store.named(where, by)) is not None:
        _ask_what_they_replace(own, named, reader)
    st.button(t("corpora.save"), key="corpora.save", type="primary", on_click=_save)


def _ask_what_they_replace(own: OwnArticles, named: Named, reader: Reader) -> None:
    """Of each article, whether it is a newer version of one that is there; that of the same name is proposed."""
    t, there = reader.t, [one.article.name for one in named.articles]
    for article in own.articles[:_MOST_ASKED]:
        st.selectbox(
            t("corpora.as_version", name=escape_markdown(article.name)),
            [_NEW, *there],
            index=(there.index(article.name) + 1) if _is_newer(article.name, there) else 0,
            format_func=lambda name: t("corpora.replaces", name=name) if name else t("corpora.as_new"),
            key=f"corpora.as.{article.digest[:12]}",
            width=420,
        )


def _is_newer(name: str, there: list[str]) -> bool:
    return name in there and not name.startswith(_PASTED)


def _save() -> None:
    """Write this visit's articles under the name that was given, and show them there."""
    from storage import corpora
    from storage.database import StoreError
    from storage.rights import NotAllowed

    t, own, by = state.reader().t, visit.own_articles(), who.person()
    where = st.session_state.get(_KEYS["where"], _NEW)
    st.session_state.pop(_DONE, None)
    try:
        engine = store.opened()
        if where == _NEW:
            name = " ".join(str(st.session_state.get(_KEYS["name"], "")).split())
            if fault := _fault_of_name(name, by):
                st.session_state[_FAILED] = t(f"corpora.{fault}", name=f"\u2068{name}\u2069", most=_MAX_NAME)
                return
            visibility = st.session_state.get(_KEYS["who"], VISIBILITIES[0])
            corpora.save_corpus(
                engine, name, own.articles, by=by, written=own.dates, collected=own.collected, visibility=visibility
            )
            replaced = 0
        else:
            name, replaced = where, _add_all(engine, where, own, by)
    except (StoreError, NotAllowed, ValueError) as error:
        st.session_state[_FAILED] = _in_words(error, state.reader())
        return
    st.session_state.pop(_FAILED, None)
    st.session_state[_DONE] = (name, len(own.articles), replaced)
    st.session_state.pop(ADDED_KEY, None)
    visit.keep_own(OwnArticles())
    _show(name)


def _fault_of_name(name: str, by: Person) -> str:
    from storage.corpora import checked_name

    try:
        checked_name(name)
    except ValueError:
        return "taken" if name in CHOICES else "bad_name"
    return "taken" if store.named(name, by) is not None else ""


def _add_all(engine: Any, name: str, own: OwnArticles, by: Person) -> int:
    """Add articles to a corpus, all or none; returns how many took the place of an older version."""
    from storage.corpora import add_articles

    named = store.named(name, by)
    there = [one.article.name for one in named.articles] if named else []
    taken = {*there, *(one.article.name for one in (named.kept if named else ()))}
    given: list[tuple[Article, str]] = []
    for article in own.articles:
        proposed = article.name if _is_newer(article.name, there) else _NEW
        meant = st.session_state.get(f"corpora.as.{article.digest[:12]}", proposed)
        final = meant or _free(article.name, taken)
        taken.add(final)
        given.append((replace(article, name=final), own.dates.get(article.name, "")))
    return len(add_articles(engine, name, given, by=by))


def _free(name: str, taken: set[str]) -> str:
    found, number = name, 2
    while found in taken:
        found, number = f"{name} ({number})", number + 1
    return found


def _show(name: str) -> None:
    kept = {key: value for key, value in state.query().items() if key in ("lang", "months", "digits", "dir", "theme")}
    st.query_params.from_dict({**kept, QUERY_NAME: name})


def _said_result(corpus: Corpus, reader: Reader) -> bool:
    """Say what came of the last step; True where it saved something in what is on the screen."""
    t = reader.t
    if failed := st.session_state.get(_FAILED):
        st.html(element("div", text_element("p", failed), class_="notices", role="alert"))
    name, count, replaced = st.session_state.get(_DONE, ("", 0, 0))
    if name != corpus.choice:
        return False
    lines = [t("corpora.saved", corpus=f"\u2068{name}\u2069", texts=t("corpora.texts", n=count))]
    if replaced:
        lines.append(t("corpora.replaced", texts=t("corpora.texts", n=replaced)))
    st.html(element("div", "".join(text_element("p", line) for line in lines), class_="added", role="status"))
    return True


# --- one corpus -------------------------------------------------------------------------------------------------------


def _contents(named: Named, corpus: Corpus, reader: Reader, link: Link, by: Person, *, is_fresh: bool) -> None:
    """The articles of the corpus on the screen, each with what its versions changed; opened where it was just saved."""
    t, name = reader.t, named.corpus.name
    st.html(text_element("h2", t("corpora.articles", name=f"\u2068{name}\u2069")))
    may_write = not _refusal(by)
    if may_write and (named.corpus.owner == by.name or by.role == "admin"):
        st.segmented_control(
            t("corpora.who"),
            VISIBILITIES,
            format_func=lambda one: t(f"corpora.visibility.{one}"),
            key=state.set_widget(_KEYS["visibility"], named.corpus.visibility),
            required=True,
            on_change=_set_visibility,
            args=(name,),
        )
    older = _older(named)
    for number, one in enumerate((kept for kept in named.kept if kept.gone_at is None), 1):
        with st.container(key=f"own_row_kept_{number}", horizontal=True, vertical_alignment="center", gap="small"):
            if one.article.text:
                st.html(own_page.row(one.article.name, number, corpus, reader, link))
            else:
                words = text_element("bdi", one.article.name) + text_element("span", t("corpora.removed_text"))
                st.html(element("p", words, class_="own-article muted"))
            if may_write:
                st.button(
                    t("own.remove", number=reader.number(number)),
                    key=f"corpora.remove.{one.article.digest[:12]}",
                    on_click=_remove,
                    args=(name, one.article.name),
                )
        before = older.get((one.article.name, one.version))
        if before is not None and before.article.text and one.article.text:
            label = t("corpora.version", number=reader.number(one.version), name=escape_markdown(one.added_by))
            with st.expander(label, expanded=is_fresh):
                st.html(_said(_difference(before, one, corpus), reader))


def _older(named: Named) -> Mapping[tuple[str, int], Kept]:
    """(article, version) -> the version that it replaced."""
    return {(one.article.name, one.version + 1): one for one in named.kept if one.replaced}


def _difference(before: Kept, after: Kept, corpus: Corpus) -> Difference:
    key = (before.article.digest, after.article.digest, *corpus.log.key)
    return corpus.drawn.get(
        ("difference", key),
        lambda: {"told": difference(before.article, after.article, after.written, corpus.log.decisions, corpus.lost)},
    )["told"]


def _said(told: Difference, reader: Reader) -> str:
    """What changed, as a reader sees it: words, events, decisions."""
    t = reader.t
    parts = []
    for name, sentences, tag in (("gone_words", told.gone, "del"), ("new_words", told.new, "ins")):
        if sentences:
            lines = "".join(element("p", text_element(tag, one), dir="auto", lang="ar") for one in sentences)
            parts.append(text_element("h3", t(f"corpora.{name}")) + lines)
    if not parts:
        parts.append(text_element("p", t("corpora.first_of")))
    events = [text_element("li", _moved_line(one, reader)) for one in told.moved]
    if told.same:
        events.append(text_element("li", t("corpora.same", events=t("count.events", n=told.same))))
    if events:
        parts.append(text_element("h3", t("corpora.events")) + element("ul", "".join(events)))
    decided = [
        text_element("p", t(f"corpora.{name}", decisions=t("corpora.decided", n=len(found))))
        for name, found in (("carried", told.carried), ("lost", told.lost))
        if found
    ]
    parts.append(
        text_element("h3", t("corpora.decisions"))
        + ("".join(decided) or text_element("p", t("corpora.undecided"), class_="muted"))
    )
    return element("div", "".join(parts), class_="version-change")


def _moved_line(one: Moved, reader: Reader) -> str:
    def dated(row: Mapping[str, Any]) -> str:
        return date_in_words(row["edtf"], row["granularity"], reader)

    row = one.after or one.before or {}
    title = f"\u2068{row['title_ar'] if reader.lang == 'ar' else row['title_en'] or row['title_ar']}\u2069"
    if one.before is None:
        return reader.t("corpora.added", title=title, after=dated(row))
    if one.after is None:
        return reader.t("corpora.gone", title=title, before=dated(row))
    return reader.t("corpora.moved", title=title, before=dated(one.before), after=dated(one.after))


def _set_visibility(name: str) -> None:
    from storage.corpora import set_visibility

    _write(lambda engine: set_visibility(engine, name, st.session_state[_KEYS["visibility"]], by=who.person()))


def _remove(name: str, article: str) -> None:
    from storage.corpora import remove_article

    _write(lambda engine: remove_article(engine, name, article, by=who.person()))


def _write(write: Callable[[Any], None]) -> None:
    """Do something in the database; what goes wrong is one line on the page."""
    from storage.database import StoreError
    from storage.rights import NotAllowed

    for key in (_DONE, _FAILED):
        st.session_state.pop(key, None)
    try:
        write(store.opened())
    except (StoreError, NotAllowed, ValueError) as error:
        st.session_state[_FAILED] = _in_words(error, state.reader())


def _in_words(error: Exception, reader: Reader) -> str:
    """What went wrong, in the reader's language where it has words for it."""
    from storage.corpora import NotKept
    from storage.rights import NotAllowed

    if isinstance(error, NotKept):
        return reader.t(f"corpora.{error.code}", name=f"\u2068{error.name}\u2069")
    if isinstance(error, NotAllowed):
        return reader.t(f"rights.why.{error.code.replace('-', '_')}")
    return reader.t("corpora.failed", why=f"\u2068{error}\u2069")
