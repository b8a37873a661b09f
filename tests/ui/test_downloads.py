"""What can be taken home: groups that say what they are, and of how many events where a format takes fewer."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from classroom.story import story_of
from exports import CHRONICLES, FORMATS
from exports.offline_page import Form
from ui import corpus as corpora
from ui.downloads import drawing, in_order
from ui.offline import Wish, offline_html
from ui.reader import Reader
from ui.strings import messages
from ui.views import event_list

SECONDS = 60


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_group_says_what_one_gets_and_of_how_many_events(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lang: str
) -> None:
    monkeypatch.delenv("TASALSUL_ARTICLES", raising=False)
    monkeypatch.setenv("TASALSUL_DATA", str(tmp_path))
    app = AppTest.from_file(str(Path(event_list.__file__)), default_timeout=SECONDS)
    app.query_params["lang"] = lang
    app.run()
    assert not app.exception
    page = "\n".join(block.proto.body for block in app.get("html"))
    words = messages(lang)
    for group in ("tables", "data", "calendar", "timelines", "again"):
        assert words[f"download.group.{group}"] in page
        assert words[f"download.says.{group}"].split(".")[0] in page
    buttons = "\n".join(button.proto.label for button in app.get("download_button"))
    for format_ in (*FORMATS, *CHRONICLES):
        assert words[f"formats.{format_.SLUG}"] in buttons
    events = corpora.load().events
    undated = words["download.dated"].partition("{")[0]
    assert page.count(undated) == (2 if (events["edtf"] == "").any() else 0)
    assert f"{len(events)}" in page.partition(undated)[2]


@pytest.mark.parametrize("form", ["full", "light", "embed"])
def test_a_story_goes_into_every_page_and_into_the_picture(form: Form) -> None:
    corpus = corpora.load()
    dated = corpus.events[corpus.events["earliest"].notna()]["event_id"]
    told = [dated.iloc[-1], dated.iloc[0]]
    events = in_order(told, corpus)
    assert events["event_id"].tolist() == told
    story = story_of("درسي", told)
    assert story.title.encode() in offline_html(events, corpus, Reader(), Wish(form, story.title, story))
    assert corpus.event_rows[told[0]]["title_ar"].split()[0] in drawing(events, Reader(), corpus)
