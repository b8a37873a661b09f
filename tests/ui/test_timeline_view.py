"""The timeline's own part of the address and of the page: what it shows first, lanes, the way from event to event."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ui import corpus as corpora
from ui import state
from ui.views import VIEWS

VIEW = str(Path(next(view for view in VIEWS if view.SLUG == "timeline").__file__))


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(VIEW, default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def button(app: AppTest, key: str):
    return next((found for found in app.button if found.key == key), None)


@pytest.fixture(scope="module")
def corpus() -> corpora.Corpus:
    return corpora.load()


def test_everything_is_one_step_from_the_highlights_and_back() -> None:
    app = opened(zoom="2023-01-01/2023-12-31")
    button(app, state.WHOLE_KEY).click().run()
    assert app.query_params["show"] == "all"
    assert "zoom" not in app.query_params
    button(app, state.WHOLE_KEY).click().run()
    assert "show" not in app.query_params
    assert not app.exception


def test_who_narrows_the_events_sees_them_all() -> None:
    assert button(opened(kind="visit"), state.WHOLE_KEY) is None


def test_the_card_goes_from_event_to_event_and_closes(corpus: corpora.Corpus) -> None:
    dated = corpus.events[corpus.events["earliest"].notna()]
    middle = dated["earliest"] + (dated["latest"] - dated["earliest"]) / 2
    in_time = dated.assign(middle=middle).sort_values(["middle", "latest"], kind="stable")["event_id"].tolist()
    app = opened(show="all", event=in_time[0])
    assert button(app, f"{state.CARD_KEY}.older").disabled
    button(app, f"{state.CARD_KEY}.newer").click().run()
    assert app.query_params["event"] == in_time[1]
    button(app, f"{state.CARD_KEY}.close").click().run()
    assert "event" not in app.query_params
    assert button(app, f"{state.CARD_KEY}.close") is None


def test_the_address_holds_lanes_and_how_much_is_shown(corpus: corpora.Corpus) -> None:
    told = state.state_from_query({"lanes": ["none"], "show": ["all"]}, corpus)
    assert (told.lanes, told.show, told.rejected) == ("none", "all", ())
    assert "show=all" in state.link("timeline", told, corpus)
    assert state.state_from_query({"lanes": ["source"]}, corpus).lanes == "article"
    nonsense = state.state_from_query({"lanes": ["x"], "show": ["everything"]}, corpus)
    assert (nonsense.lanes, nonsense.show) == ("kind", "highlights")
    assert set(nonsense.rejected) == {("lanes", "x"), ("show", "everything")}
