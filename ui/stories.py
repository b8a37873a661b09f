"""Which story a class is told: the one in the address, a saved one, or the events that the filters keep."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from classroom.story import Story, packed, story_of, unpacked
from ui import state, store
from ui.corpus import Corpus
from ui.filter_panel import label_of
from ui.filters import CHOICE_FIELDS
from ui.format import bare, years_in_words
from ui.highlight import text_element
from ui.state import State

if TYPE_CHECKING:
    import pandas as pd

    from storage.stories import Saved

# What a class hour can be told; of more events the most important ones.
MOST_STOPS = 40
_SAVED = re.compile(r"[0-9a-f]{32}")
Query = state.Query


class Chosen(NamedTuple):
    """The story that an address asks for. saved: the key of the saved one that it is, or that it was made from. left:
    how many of the selection's events are not in it. rejected: the (name, value) pairs in the address that mean
    nothing."""

    story: Story
    saved: str
    left: int
    rejected: tuple[tuple[str, str], ...]


def chosen(given: Query, corpus: Corpus, now: State, shown: pd.DataFrame) -> Chosen:
    """The story of an address; that of the selection where it names none, or none that can be had."""
    rejected: tuple[tuple[str, str], ...] = ()
    for letters in given.get("story", ())[-1:]:
        if found := _named(letters, given):
            return found
        rejected = (("story", letters),)
    told = of_selection(corpus, now, shown)
    return Chosen(told, "", int((shown["edtf"] != "").sum()) - len(told.events), rejected)


def _named(letters: str, given: Query) -> Chosen | None:
    if _SAVED.fullmatch(letters):
        kept = saved(letters)
        return Chosen(story_of(kept.title, kept.events, kept.captions), letters, 0, ()) if kept else None
    try:
        told = unpacked(letters)
    except ValueError:
        return None
    made_from = next(iter(given.get("saved", ())[-1:]), "")
    return Chosen(told, made_from if _SAVED.fullmatch(made_from) and saved(made_from) else "", 0, ())


def saved(key: str) -> Saved | None:
    """A saved story of the corpus on the screen; None where there is none."""
    return next((one for one in all_saved() if one.key == key), None)


def all_saved() -> list[Saved]:
    """The saved stories of the corpus on the screen, the last first."""
    corpus = store.corpus_here()
    if corpus is None or not store.has_database() or (there := store.engine()) is None:
        return []
    from storage.database import StoreError
    from storage.stories import stories

    try:
        return stories(there, corpus)
    except StoreError:
        return []


def of_selection(corpus: Corpus, now: State, shown: pd.DataFrame) -> Story:
    """The dated events of a selection in the order of time, the most important where they are many; as they are told
    where they come from a file of a story."""
    if told := _as_told(corpus, shown):
        return told
    dated = shown[shown["edtf"] != ""]
    if len(dated) > MOST_STOPS:
        dated = dated.nlargest(MOST_STOPS, "importance")
    # Years before our era have no days in a calendar: they stand first, by their number.
    year = dated["edtf"].str.extract(r"^\W*?(-\d+)", expand=False).astype(float).fillna(1)
    middle = dated["earliest"] + (dated["latest"] - dated["earliest"]) / 2
    order = year.to_frame("year").assign(middle=middle, latest=dated["latest"])
    order = order.sort_values(["year", "middle", "latest"], kind="stable")
    return story_of(_title(corpus, now, dated), dated["event_id"].loc[order.index])


def _as_told(corpus: Corpus, shown: pd.DataFrame) -> Story | None:
    """The story that an opened file holds, in its order; None where its events have no words of a teller."""
    told = corpus.opened.chronicle if corpus.opened else None
    if told is None or not told.captions:
        return None
    try:
        return story_of(told.title, shown["event_id"], told.captions)
    except ValueError:
        return None


def _title(corpus: Corpus, now: State, dated: pd.DataFrame) -> str:
    """What was chosen, in words; the years where nothing was."""
    named = [
        label_of(name, value, corpus, now.reader)
        for name in CHOICE_FIELDS
        if name in ("kind", "actor", "place", "status")
        for value in getattr(now.filters, name)
    ]
    named += [now.filters.q] if now.filters.q else []
    if named:
        return bare(now.reader.join(named))
    if dated["earliest"].isna().all():
        return ""
    years = years_in_words(int(dated["earliest"].min().year), int(dated["latest"].max().year), now.reader)
    return bare(now.reader.t("story.of_years", years=years))


def lesson_link(corpus: Corpus, now: State, shown: pd.DataFrame) -> str:
    """The link that starts a lesson with a selection, as HTML; '' where none of it is dated."""
    told = of_selection(corpus, now, shown)
    if not told.events:
        return ""
    address = state.link("class", now, corpus, story=packed(told), start="1", event=None)
    t = now.reader.t
    return text_element(
        "a", t("story.lesson"), href=address, title=t("story.lesson_hint"), class_="action lesson-start"
    )
