"""The class in the dashboard: which story it tells, what a link and a filter make of it, who may save one."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from classroom.story import packed, story_of, unpacked
from tests.ui.components import told_to
from ui import corpus as corpora
from ui import state, stories, who
from ui.strings import messages
from ui.views import class_view, event_list, timeline

SECONDS = 60
TELLING = "tasalsul_class"


@pytest.fixture(autouse=True)
def _own_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TASALSUL_ARTICLES", raising=False)
    monkeypatch.setenv("TASALSUL_DATA", str(tmp_path))


def opened(view=class_view, **query: str) -> AppTest:
    app = AppTest.from_file(str(Path(view.__file__)), default_timeout=SECONDS)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def written(app: AppTest) -> str:
    return "\n".join(block.proto.body for block in app.get("html"))


def told(app: AppTest) -> dict:
    assert not app.exception
    return told_to(app, TELLING)["lesson"]


def two_events() -> list[str]:
    return corpora.load().events["event_id"].tolist()[:2]


def test_without_a_story_the_dated_events_of_the_filters_are_told_in_time() -> None:
    app = opened(kind="meeting")
    events = told(app)["events"]
    known = corpora.load().event_rows
    assert len(events) > 1
    assert {known[event["id"]]["kind"] for event in events} == {"meeting"}
    middles = [known[event["id"]]["earliest"].value + known[event["id"]]["latest"].value for event in events]
    assert middles == sorted(middles)
    assert told(app)["title"]


def test_a_story_comes_with_its_link_in_its_own_order() -> None:
    second, first = reversed(two_events())
    story = story_of("درسي", [second, first], {first: "هنا"})
    app = opened(story=packed(story), start="1")
    assert [(event["id"], event["caption"]) for event in told(app)["events"]] == [(second, ""), (first, "هنا")]
    assert told(app)["title"] == "درسي"
    assert told_to(app, TELLING)["start"] is True


@pytest.mark.parametrize("letters", ["nonsense", "a" * 32, "<script>"])
def test_a_link_without_a_story_says_so_and_tells_the_selection(letters: str) -> None:
    app = opened(story=letters)
    assert told(app)["events"]
    assert messages("ar")["story.not_here"] in written(app)
    assert "<script>" not in written(app)


def test_the_teachers_notes_are_not_in_the_pupils_window() -> None:
    assert told_to(opened(notes="1"), TELLING)["mode"] == "notes"
    app = opened()
    assert told_to(app, TELLING)["mode"] == "lesson"
    assert all(event["note"] == "" for event in told(app)["events"])


@pytest.mark.parametrize("view", [timeline, event_list])
def test_a_lesson_starts_from_a_filtered_view_in_one_click(view) -> None:
    page = written(opened(view, kind="meeting", lang="en"))
    link = page.split("lesson-start")[0].rsplit('href="class?', 1)[1].split('"')[0]
    fields = dict(pair.split("=", 1) for pair in link.replace("&amp;", "&").split("&"))
    assert fields["start"] == "1"
    assert fields["kind"] == "meeting"
    meetings = {row for row, event in corpora.load().event_rows.items() if event["kind"] == "meeting"}
    assert set(unpacked(fields["story"]).events) <= meetings


def test_a_stop_is_added_and_the_story_saved_opened_and_removed() -> None:
    first = two_events()[0]
    app = opened(story=packed(story_of("درسي", [first])))
    app.selectbox(key=state.ADD_STOP_KEY).select_index(0).run()
    assert len(told(app)["events"]) == 2
    app.button(key=state.SAVE_STORY_KEY).click().run()
    key = "".join(app.query_params["story"])
    assert len(key) == 32
    assert len(told(app)["events"]) == 2
    again = opened(story=key)
    assert told(again)["title"] == "درسي"
    assert f"story={key}" in written(again)
    again.button(key=f"{state.SAVE_STORY_KEY}.{key}").click().run()
    assert f"story={key}" not in written(again)
    assert messages("ar")["story.not_here"] in written(opened(story=key))


def test_who_may_not_save_is_told_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(who, "why_not", lambda: "rights.why.sign_in")
    app = opened(story=packed(story_of("درسي", two_events())))
    assert told(app)["events"]
    assert not [button for button in app.button if button.key == state.SAVE_STORY_KEY]
    assert "الحفظ للمحررين" in written(app)


def test_years_before_our_era_come_first_and_the_undated_not_at_all() -> None:
    corpus = corpora.load()
    rows = corpus.events[corpus.events["earliest"].notna()].head(4).copy()
    rows["edtf"] = ["-0043", rows["edtf"].iloc[1], "-0300~", ""]
    rows.loc[rows.index[[0, 2, 3]], ["earliest", "latest"]] = None
    first, dated, early, _ = rows["event_id"]
    told = stories.of_selection(corpus, state.state_from_query({}, corpus), rows)
    assert told.events == (early, first, dated)
    only = stories.of_selection(corpus, state.state_from_query({}, corpus), rows[rows["event_id"] == early])
    assert (only.title, only.events) == ("", (early,))
