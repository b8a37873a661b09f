"""The buttons for paper: what they take, what they cannot make here, and what is to be done about it."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from exports import printing


def page(many: int, *, askable: bool, lang: str) -> None:
    """A page with the buttons. askable: whether one can be asked about the events."""
    from dataclasses import replace

    from exports.chronicle import Chronicle
    from tests.exports.test_paper import chronicle
    from ui import corpus, paper_downloads
    from ui.reader import Reader

    def selection() -> Chronicle:
        rows = (
            chronicle().events
            if askable
            else [row | {"earliest": None, "latest": None, "edtf": ""} for row in chronicle().events[:1]]
        )
        return replace(chronicle(), events=rows)

    paper_downloads.paper_downloads(selection, many, Reader(lang=lang), corpus.load(), key="test")


def shown(*, many: int = 5, askable: bool = True, lang: str = "ar") -> tuple[AppTest, str, dict[str, bool]]:
    """The page, its words, and its buttons: whether each is disabled."""
    app = AppTest.from_function(page, args=(many,), kwargs={"askable": askable, "lang": lang}, default_timeout=60).run()
    assert not app.exception
    words = " ".join(html.proto.body for html in app.get("html"))
    return app, words, {button.proto.label: button.proto.disabled for button in app.get("download_button")}


def test_what_fits_is_offered_without_a_word() -> None:
    app, words, buttons = shown()
    assert len(buttons) == 6
    assert not any(buttons.values())
    assert not app.selectbox
    assert "Pango" not in words


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_without_pango_the_page_says_so_and_what_to_choose(monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    monkeypatch.setattr(printing, "is_possible", lambda: False)
    _, words, buttons = shown(lang=lang)
    assert {name for name, is_disabled in buttons.items() if is_disabled} == {name for name in buttons if "PDF" in name}
    assert words.count("Pango") == 1
    assert "Word" in words


@pytest.mark.parametrize(("lang", "said"), [("ar", "اختر أحداثا أكثر"), ("en", "Choose more events")])
def test_nothing_to_ask_is_said_before_a_button_is_pressed(lang: str, said: str) -> None:
    _, words, buttons = shown(many=1, askable=False, lang=lang)
    assert sum(buttons.values()) == 2
    assert said in words


def test_what_takes_fewer_says_so_and_lets_choose() -> None:
    app, words, buttons = shown(many=400, lang="en")
    assert "400 events" in words
    assert "PowerPoint slides 120 events" in words
    assert "PDF handout 300 events" in words
    assert "Word document 5" not in words
    assert not any(buttons.values())
    choice = app.selectbox(key="test.most")
    assert choice.options[0] == "As many as there is room for"
    assert choice.options[-1] == "The most important: 200 events"
    choice.select(50).run()
    assert not app.exception
    assert app.selectbox(key="test.most").value == 50
