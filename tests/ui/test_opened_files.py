"""Timelines of ours opened again on the screen: what comes back, what is said of the rest, every view."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

import pipeline
from exports import chronicle_lines, comma_separated, json_lines
from exports.chronicle import Chronicle, chronicle_of
from exports.unreadable import CODES
from tests.exports.test_chronicles import DATED, HOSTILE
from tests.ui.components import told_to
from tests.ui.samples import row
from ui import downloads, opened_files
from ui.opened_files import OpenedFile, add, is_address
from ui.own_page import refusal_line, uploader_words
from ui.reader import CHOICES, Reader
from ui.strings import messages
from ui.views import VIEWS, article, class_view, compare, desk, event_list, own, timeline

ROOT = Path(__file__).parents[2]
SECONDS = 60
BY_NAME = {view.SLUG: view for view in VIEWS}


@cache
def samples() -> Chronicle:
    """The timeline of the sample articles, told as a story, with a note on its first event."""
    articles, _ = pipeline.read_articles([ROOT / "seeds"])
    told = pipeline.build_timeline(articles)
    whole = chronicle_of(told)
    first = whole.events[0]["event_id"]
    return replace(
        whole, findings=told.rows("check"), title="درس", captions={first: "كلام المعلّم"}, notes={first: "صُحّح التاريخ"}
    )


def file_of(name: str, data: bytes) -> OpenedFile:
    _, found, refused = add((), name, data)
    assert refused is None
    assert found is not None
    return found.file


def sheet() -> OpenedFile:
    return file_of("events.csv", comma_separated.write("events", samples().events))


def whole() -> OpenedFile:
    return file_of("events.chronicle.jsonl", chronicle_lines.write(samples()))


def opened(view: Any, *files: OpenedFile, **query: str) -> AppTest:
    app = AppTest.from_file(str(Path(view.__file__)), default_timeout=SECONDS)
    app.session_state["visit.opened"] = files
    if files:
        app.query_params["corpus"] = files[-1].choice
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def written(app: AppTest) -> str:
    return "\n".join(block.proto.body for block in app.get("html"))


# --- which files open -------------------------------------------------------------------------------------------------


def test_the_same_file_is_open_once_and_no_visit_opens_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    data = comma_separated.write("events", DATED.values())
    files, first, _ = add((), "a.csv", data)
    assert add(files, "b.csv", data) == (files, first, None)
    assert first is not None
    assert is_address(first.file.choice)
    assert (first.file.events, first.file.sentences) == (len(DATED), False)
    monkeypatch.setattr(opened_files, "MAX_OPENED", 1)
    assert add(files, "c.jsonl", json_lines.write("events", DATED.values()))[2].key == "opened.many"
    monkeypatch.setattr(opened_files, "MAX_FILE_BYTES", 10)
    assert add(files, "d.csv", data + b"\n")[2].key == "opened.large"


@pytest.mark.parametrize("lang", CHOICES["lang"])
def test_what_is_wrong_with_a_file_is_one_line_with_its_place(lang: str) -> None:
    text = comma_separated.write("events", DATED.values()).decode()
    cases = {
        "day": text.replace("2019-04-01,", "01/04/2019,"),
        "word": text.replace(",happened,", ",<b>happend</b>,", 1),
        "columns": "a,b\n1,2\n",
        "csv": text + '"',
    }
    for code, changed in cases.items():
        files, file, refusal = add((), "x<i>.csv", changed.encode())
        assert (files, file) == ((), None)
        assert refusal is not None
        assert refusal.key == f"opened.{code}"
        line = refusal_line(refusal, Reader(lang=lang))
        assert "\n" not in line
        assert "{" not in line
        assert "x<i>.csv" in line
    assert "4" in refusal_line(add((), "x.csv", cases["day"].encode())[2], Reader(lang=lang))
    assert "01/04/2019" in refusal_line(add((), "x.csv", cases["day"].encode())[2], Reader(lang=lang))


def test_every_fault_has_its_words() -> None:
    told = {key.rsplit(".", 1)[1] for key in messages("ar") if key.startswith("opened.refused.")}
    assert told == {*CODES, "large", "many"}


def test_the_uploader_takes_them() -> None:
    assert {"csv", "jsonl"} <= set(uploader_words(Reader())["types"])


# --- every view of them -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [sheet, whole])
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.SLUG)
def test_every_view_opens_on_a_file(view: Any, make: Any) -> None:
    file = make()
    for lang in CHOICES["lang"]:
        app = opened(view, file, lang=lang)
        assert not app.exception
        page = written(app)
        assert 'class="notices"' not in page
        if view.SLUG != "about":
            assert file.name in page
            assert Reader(lang=lang).t("count.events", n=file.events) in page


def test_the_timeline_the_list_and_the_filters_are_those_of_the_articles() -> None:
    here = opened(timeline, sheet(), lang="en", show="all")
    there = opened(timeline, lang="en", show="all")
    assert [one["id"] for one in told_to(here, "tasalsul_timeline")["events"]] == [
        one["id"] for one in told_to(there, "tasalsul_timeline")["events"]
    ]
    fields = [
        {one["name"]: one["pairs"] for one in told_to(app, "tasalsul_filters")["fields"] if one["name"] != "disputed"}
        for app in (opened(event_list, whole()), opened(event_list))
    ]
    assert {name: sorted(map(len, pairs)) for name, pairs in fields[0].items()} == {
        name: sorted(map(len, pairs)) for name, pairs in fields[1].items()
    }


def test_a_card_shows_the_sentence_or_says_that_the_file_has_none() -> None:
    event = samples().events[0]
    words = " ".join(samples().sources(event["event_id"])[0].quote.split()[:3])
    for view in (timeline, event_list):
        assert "blockquote" in written(opened(view, whole(), event=event["event_id"]))
        bare = written(opened(view, sheet(), event=event["event_id"], lang="en"))
        assert "holds no sentences" in bare
        assert event["articles"][0] in bare
        assert "blockquote" not in bare
    shown = written(opened(timeline, whole(), event=event["event_id"], lang="en"))
    assert "صُحّح التاريخ" in shown
    assert words.split()[0] in shown


def test_an_event_is_found_by_any_of_its_mentions_in_a_file_too() -> None:
    several = next(one for one in samples().events if len(one["mentions"]) > 1)
    for make in (sheet, whole):
        app = opened(timeline, make(), event=several["mentions"][-1])
        assert 'class="notices"' not in written(app)
        assert f"event={several['event_id']}" in written(app)


def test_sources_are_compared_where_the_file_has_their_sentences() -> None:
    assert "compare-grid" in written(opened(compare, whole()))
    assert "no tellings to compare" in written(opened(compare, sheet(), lang="en"))


def test_an_article_is_its_sentences_or_the_events_that_name_it() -> None:
    name = samples().events[0]["articles"][0]
    page = written(opened(article, whole(), article=name, lang="en"))
    assert "Of this source only the sentences" in page
    assert "article-text" in page
    for chosen in ({"article": name}, {"event": samples().events[0]["event_id"]}):
        app = opened(article, sheet(), lang="en", **chosen)
        assert not app.exception
        bare = written(app)
        assert "holds neither the text of this source" in bare
    assert f"event={samples().events[0]['event_id']}" in bare


def test_a_story_opens_as_a_story() -> None:
    app = opened(class_view, whole())
    lesson = told_to(app, "tasalsul_class")["lesson"]
    assert lesson["title"] == "درس"
    assert [one["id"] for one in lesson["events"]] == [one["event_id"] for one in samples().events]
    assert lesson["events"][0]["caption"] == "كلام المعلّم"
    assert any(one["sources"] for one in lesson["events"])
    plain = told_to(opened(class_view, sheet()), "tasalsul_class")["lesson"]
    assert plain["events"]
    assert not any(one["caption"] or one["sources"] for one in plain["events"])


def test_nothing_is_decided_on_a_file() -> None:
    app = opened(desk, whole(), lang="en")
    assert "cannot be edited here" in written(app)
    assert not app.button
    assert "cannot be edited here" in written(opened(class_view, whole(), lang="en"))


def test_a_link_to_a_file_of_another_visit_says_so() -> None:
    app = opened(timeline, corpus="opened-0123456789ab", event="abc", lang="en")
    assert not app.exception
    notice = next(block.proto.body for block in app.get("html") if 'class="notices"' in block.proto.body)
    assert "Open the same file" in notice
    assert "abc" not in notice


def test_files_stand_beside_each_other_and_are_closed_one_by_one() -> None:
    app = opened(own, whole(), sheet(), lang="en")
    choice = app.get("button_group")[0]
    assert [option.content.replace("\\", "") for option in choice.proto.options][1:] == [
        "\u2068events.chronicle.jsonl\u2069",
        "\u2068events.csv\u2069",
    ]
    app.button(key=f"own.remove.{sheet().choice}").click().run()
    assert not app.exception
    assert "corpus" not in app.query_params
    assert [one.name for one in app.session_state["visit.opened"]] == ["events.chronicle.jsonl"]


# --- what comes back --------------------------------------------------------------------------------------------------


def taken_home(file: OpenedFile, *, lang: str = "ar") -> dict[str, bytes]:
    """What the buttons of a view give of all events of a file."""
    from ui.corpus import corpus_of_file

    corpus, reader = corpus_of_file(file), Reader(lang=lang)
    rows = downloads.rows_of_selection(corpus.events, corpus)
    told = downloads.chronicle_of_selection(corpus.events, reader, corpus)
    tables = {one.SLUG: one.write("events", rows) for one in (comma_separated, json_lines)}
    return tables | {"chronicle": chronicle_lines.write(told)}


def test_the_samples_come_back_byte_by_byte() -> None:
    events, story = samples().events, chronicle_lines.write(samples())
    table, lines = comma_separated.write("events", events), json_lines.write("events", events)
    for file in (file_of("x.csv", table), file_of("x.jsonl", lines), file_of("x.chronicle.jsonl", story)):
        again = taken_home(file)
        assert (again["csv"], again["jsonl"]) == (table, lines)
    assert again["chronicle"] == story
    assert json.loads(taken_home(file, lang="en")["chronicle"].split(b"\n")[0])["language"] == "en"


WORDS = st.one_of(st.sampled_from(HOSTILE[:-5]), st.text(max_size=8))


@st.composite
def told(draw: st.DrawFn) -> Chronicle:
    """Events of every precision, with hostile words everywhere, told in sentences that may stand close together."""
    chosen = draw(st.lists(st.sampled_from(list(DATED.values())), min_size=1, max_size=4))
    names = draw(st.lists(WORDS.filter(bool), min_size=1, max_size=2, unique=True))
    events, mentions, text = [], {}, ""
    for number, one in enumerate(chosen):
        sentence = draw(st.text(alphabet="اب ت<&'\"\n", min_size=1, max_size=9)).rstrip(" ") or "ن"
        place = len(text)
        text += sentence + draw(st.sampled_from(["", " ", "  \n"]))
        telling = {"sentence_start": place, "sentence_end": place + len(sentence), "start": place, "end": place + 1}
        telling |= {
            "granularity": "unknown",
            "status": "alleged",
            "kind": "visit",
            "speaker": draw(WORDS),
            "timexes": [[place, place]],
        }
        name = f"e{number}"
        mentions[name] = [row("mentions", mention_id=name, event_id=name, article=names[0], **telling)]
        values = {"articles": names, "mentions": [name], "actors": draw(st.lists(WORDS, max_size=2))}
        values |= {"title_ar": draw(WORDS), "title_en": draw(WORDS), "trace": f"decided_date(); x({draw(WORDS)})"}
        values |= {"status": draw(st.sampled_from(pipeline.model.STATUSES)), "confidence": draw(st.floats(0, 1))}
        events.append(one | {"event_id": name, "origins": draw(st.integers(0, 9))} | values)
    anchor = {"granularity": "unknown", "source": "unknown"}
    return Chronicle(
        events=events,
        mentions=mentions,
        articles={names[0]: row("articles", article=names[0], title=draw(WORDS), url=draw(WORDS))},
        anchors={names[0]: row("anchors", article=names[0], **anchor)},
        timexes={},
        texts={names[0]: text},
        english={},
        title=draw(WORDS),
        captions=draw(st.dictionaries(st.just("e0"), WORDS.filter(bool))),
        notes=draw(st.dictionaries(st.just("e0"), WORDS.filter(bool))),
    )


@given(told())
@settings(max_examples=25, deadline=None)
def test_everything_comes_back_byte_by_byte_through_the_screen(chronicle: Chronicle) -> None:
    table = comma_separated.write("events", chronicle.events)
    lines = json_lines.write("events", chronicle.events)
    story = chronicle_lines.write(chronicle)
    for name, data in (("x.csv", table), ("x.jsonl", lines), ("x.chronicle.jsonl", story)):
        again = taken_home(file_of(name, data))
        assert (again["csv"], again["jsonl"]) == (table, lines)
    assert again["chronicle"] == story


@given(told())
@settings(max_examples=5, deadline=None)
def test_no_words_of_a_file_break_a_view(chronicle: Chronicle) -> None:
    file = file_of("<img src=x>.jsonl", chronicle_lines.write(chronicle))
    for slug in ("timeline", "list", "article", "class", "compare"):
        app = opened(BY_NAME[slug], file, event="e0", lang="en")
        assert not app.exception
        assert "<img src=x" not in written(app)
