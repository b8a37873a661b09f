"""What a reader can take home of a selection: tables, files for other programs, and the whole timeline as a picture."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import streamlit as st

from classroom.story import Story
from exports import (
    CHRONICLES,
    ChronicleFormat,
    Format,
    calendar_file,
    chronicle_lines,
    comma_separated,
    json_document,
    json_ld,
    json_lines,
    parquet,
    spreadsheet,
    timeline_js,
    timeml,
    vis_timeline,
)
from exports.chronicle import Chronicle, by
from pipeline.table import Row
from ui import state, who
from ui.charts.drawing import timeline_svg
from ui.chronicle_words import chronicle_words
from ui.corpus import Corpus
from ui.highlight import text_element
from ui.offline_downloads import offline_downloads, public_notes
from ui.paper_downloads import paper_downloads
from ui.reader import Reader
from ui.results import result_sentence

if TYPE_CHECKING:
    import pandas as pd

# What is asked for most stands first.
_TABLES = (comma_separated, spreadsheet, json_document)
_FOR_PROGRAMS: Mapping[str, tuple[Format | ChronicleFormat, ...]] = {
    "data": (json_lines, parquet, json_ld),
    "calendar": (calendar_file,),
    "timelines": (timeline_js, vis_timeline, timeml),
    "again": (chronicle_lines,),
}


def downloads(
    events: pd.DataFrame, reader: Reader, corpus: Corpus, story: Story | None = None, *, on_paper: bool = True
) -> None:
    """One button a format in groups that say what they are; a file is made when its button is pressed.

    story: whose captions go with the events. on_paper: whether what is printed is among them.
    """

    def button(format_: Format | ChronicleFormat) -> None:
        st.download_button(
            reader.t("download.button", format=reader.t(f"formats.{format_.SLUG}")),
            data=lambda: _written(format_, events, reader, corpus, story),
            file_name=f"{reader.t('download.file')}{format_.EXTENSION}",
            mime=format_.MIME,
            key=f"download.{format_.SLUG}",
            on_click="ignore",
        )

    def group(name: str, formats: Sequence[Format | ChronicleFormat]) -> None:
        with st.container(key=f"keep_{name}", gap="small"):
            _say(name, events, reader)
            with st.container(horizontal=True, key=f"downloads_{name}"):
                for format_ in formats:
                    button(format_)

    with st.container(key="keep"):
        group("tables", _TABLES)
        if on_paper:
            with st.container(key="keep_paper", gap="small"):
                _paper(events, reader, corpus, story, key="download")
        with st.container(key="keep_offline", gap="small"):
            st.html(text_element("p", reader.t("download.group.offline"), class_="keep-title"))
            offline_downloads(events, reader, corpus, story)
        if events["earliest"].notna().any():
            with st.container(key="keep_picture", gap="small"):
                _picture(events, reader, corpus)
        # An annotated article is all of it, which does not leave a house that gives excerpts only, and is in no file of
        # ours.
        is_whole = not (who.rules().excerpt_words or corpus.opened)
        for name, formats in _FOR_PROGRAMS.items():
            group(name, [format_ for format_ in formats if format_ is not timeml or is_whole])


def _paper(events: pd.DataFrame, reader: Reader, corpus: Corpus, story: Story | None, *, key: str) -> None:
    paper_downloads(lambda: _allowed(events, reader, corpus, story), len(events), reader, corpus, key=key)


def _allowed(events: pd.DataFrame, reader: Reader, corpus: Corpus, story: Story | None) -> Chronicle:
    """The selection with as many words of each source as may leave the house."""
    return chronicle_of_selection(events, reader, corpus, story, who.rules().excerpt_words or None)


def _say(name: str, events: pd.DataFrame, reader: Reader) -> None:
    """What a group is, what one gets, and of how many of the events."""
    t = reader.t
    st.html(text_element("p", t(f"download.group.{name}"), class_="keep-title"))
    words = [t(f"download.says.{name}")]
    dated = int((events["edtf"] != "").sum())
    if name == "timelines" and dated < len(events):
        words.append(t("download.dated", events=t("count.events", n=dated), total=reader.number(len(events))))
    st.html(text_element("p", " ".join(words), class_="muted"))


def _picture(events: pd.DataFrame, reader: Reader, corpus: Corpus) -> None:
    t, name = reader.t, reader.t("download.file")
    st.html(text_element("p", t("download.picture"), class_="keep-title"))
    dated = int(events["earliest"].notna().sum())
    if dated < len(events):
        words = t("download.dated", events=t("count.events", n=dated), total=reader.number(len(events)))
        st.html(text_element("p", words, class_="muted"))
    with st.container(horizontal=True, key="downloads_picture"):
        st.download_button(
            t("download.button", format=t("formats.svg")),
            data=lambda: drawing(events, reader, corpus).encode(),
            file_name=f"{name}.svg",
            mime="image/svg+xml",
            key="download.svg",
            on_click="ignore",
        )
        wanted = st.button(t("download.button", format=t("formats.png")), key=state.PNG_KEY)
    if wanted:
        _save_png(drawing(events, reader, corpus), f"{name}.png", reader)


def story_downloads(story: Story, reader: Reader, corpus: Corpus) -> None:
    """A story on paper and slides, in its order and with its captions, and in all other formats behind a button; the
    worksheet asks what the screen asks."""
    ids = {name: corpus.event_ids[name] for name in story.events if name in corpus.event_ids}
    if not ids:
        return
    told = list(dict.fromkeys(ids.values()))
    captions = {ids[name]: words for name, words in story.captions.items() if name in ids}
    events = in_order(told, corpus)
    own = Story(story.title, tuple(told), captions)
    with st.container(key="keep_story", gap="small"):
        _paper(events, reader, corpus, own, key="story_file")
    others = st.expander(reader.t("story.other_formats"), key=state.STORY_FILES_KEY, on_change="rerun")
    if others.open:
        with others:
            downloads(events, reader, corpus, own, on_paper=False)


def in_order(told: Sequence[str], corpus: Corpus) -> pd.DataFrame:
    """The events of these ids in this order; as in every selection the rows keep their places in the corpus."""
    places = dict(zip(corpus.events["event_id"], corpus.events.index, strict=True))
    return corpus.events.loc[[places[name] for name in told]]


def _written(
    format_: Format | ChronicleFormat, events: pd.DataFrame, reader: Reader, corpus: Corpus, story: Story | None
) -> bytes:
    if format_ in CHRONICLES:
        return cast("ChronicleFormat", format_).write(_allowed(events, reader, corpus, story))
    return cast("Format", format_).write("events", rows_of_selection(events, corpus))


def chronicle_of_selection(
    events: pd.DataFrame, reader: Reader, corpus: Corpus, story: Story | None = None, excerpt: int | None = None
) -> Chronicle:
    """The events in their order with what they rest on, in the reader's language, with the public notes on corrections.

    story: its title and captions go with them. excerpt: the most words of a source, None for no limit. Of a file that
    was opened again everything goes on as it stands there.
    """
    if corpus.opened is not None:
        return _from_file(events, reader, corpus.opened.chronicle, story, excerpt)
    shown = set(events["event_id"])
    mentions = rows_of(corpus.mentions[corpus.mentions["event_id"].isin(shown)])
    named = {row["article"] for row in mentions}
    return Chronicle(
        events=rows_of(events),
        mentions=by("event_id", mentions),
        articles={name: dict(row) for name, row in corpus.article_rows.items() if name in named},
        anchors={row["article"]: row for row in rows_of(corpus.anchors[corpus.anchors["article"].isin(named)])},
        timexes=by("article", rows_of(corpus.timexes[corpus.timexes["article"].isin(named)])),
        texts={name: text for name, text in corpus.texts.items() if name in named},
        english=corpus.english,
        title=story.title if story else "",
        language=reader.lang,
        captions=story.captions if story else {},
        notes=public_notes(shown, corpus),
        excerpt=excerpt,
        words=chronicle_words(reader, corpus.english),
        findings=[row for row in corpus.findings.to_dict("records") if row["event_id"] in shown],
    )


def _from_file(
    events: pd.DataFrame, reader: Reader, told: Chronicle, story: Story | None, excerpt: int | None
) -> Chronicle:
    """Some events of an opened file, with what it holds of them."""
    rows = {row["event_id"]: row for row in told.events}
    shown = {name: rows[name] for name in events["event_id"]}
    named = {row["article"] for name in shown for row in told.mentions.get(name, ())}
    return replace(
        told,
        events=list(shown.values()),
        mentions={name: told.mentions[name] for name in shown if name in told.mentions},
        articles={name: row for name, row in told.articles.items() if name in named},
        title=story.title if story else told.title,
        language=reader.lang,
        captions=story.captions if story else told.captions,
        excerpt=excerpt,
        words=chronicle_words(reader, told.english),
    )


def rows_of_selection(events: pd.DataFrame, corpus: Corpus) -> list[Row]:
    """The rows of a selection, those of an opened file as they stand there."""
    if corpus.opened is None:
        return rows_of(events)
    rows = {row["event_id"]: row for row in corpus.opened.chronicle.events}
    return [rows[name] for name in events["event_id"]]


def drawing(events: pd.DataFrame, reader: Reader, corpus: Corpus) -> str:
    """The whole timeline of a selection as an SVG, under the sentence that says what it is."""
    heading = result_sentence(events, corpus, reader)
    return timeline_svg(events, reader, heading, corpus.english)


def _save_png(drawing: str, name: str, reader: Reader) -> None:
    """Hand the drawing to the browser, which alone can turn it into pixels with its letters joined."""
    given = json.dumps([drawing, name, reader.t("card.picture_failed")]).replace("<", "\\u003c")
    with st.container(key="page_script_png"):
        st.html(f"<script>window.tasalsulSaveDrawing(...{given});</script>", unsafe_allow_javascript=True)


def rows_of(events: pd.DataFrame) -> list[Row]:
    """A table's rows as the exports want them: ISO days, None where a day is unknown."""
    plain = events.copy()
    for column in ("earliest", "latest"):
        plain[column] = events[column].dt.strftime("%Y-%m-%d").astype(object).where(events[column].notna(), None)
    return plain.to_dict("records")
