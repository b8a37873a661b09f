"""A class hour in a real browser by keys alone: open the link, tell the story, show sources, ask, print the sheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from classroom.story import packed, story_of
from tests.ui.dashboard_process import open_view, settle
from tests.ui.looking import INTERFACE_TEXT, barriers, overflow
from ui import corpus as corpora

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.browser

PROJECTOR = {"width": 1024, "height": 768}
KEYS = {"Enter", "Esc", "Alt", "English"}
FITS = "stage => stage.scrollHeight - stage.clientHeight"


def story() -> str:
    """Some events of the samples, the unproven and the planned among them."""
    events = corpora.load().events
    dated = events[events["earliest"].notna()].sort_values("earliest")
    told = dated[dated["status"] != "happened"]["event_id"].tolist() + dated["event_id"].tolist()[:10:2]
    return packed(story_of("كوريا الشمالية وروسيا", told))


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_class_hour_by_keys_alone(page: Page, address: str, lang: str) -> None:
    page.set_viewport_size(PROJECTOR)
    page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; }")
    open_view(page, f"{address}/class?story={story()}&lang={lang}&theme=projector")
    if lang == "ar":
        assert set(re.findall("[A-Za-z]{3,}", page.evaluate(INTERFACE_TEXT))) <= KEYS
        assert barriers(page) == []
        assert overflow(page) <= 0
        page.set_viewport_size(PROJECTOR)

    page.locator(".story .start").focus()
    press(page, "Enter")
    stage = page.locator(".stage").first
    expect(stage).to_be_focused()
    assert page.locator(".stage-date").evaluate("date => parseFloat(getComputedStyle(date).fontSize)") >= 72
    title = page.locator(".stage-event")
    first = title.text_content()
    ahead, back = ("ArrowLeft", "ArrowRight") if lang == "ar" else ("ArrowRight", "ArrowLeft")
    press(page, ahead)
    expect(title).not_to_have_text(first)
    press(page, back)
    expect(title).to_have_text(first)
    count = page.locator(".stage-count")
    for keys, at in ((("PageDown", "PageDown"), 3), (("PageUp",), 2), (("Home",), 1), (("0", "4", "Enter"), 4)):
        press(page, *keys)
        expect(count).to_contain_text(re.compile(rf"\b{at}\b"))
    assert page.locator(".station[data-state=untold]").count() > 2
    expect(page.locator(".station[data-state=here]")).to_have_count(1)
    assert re.search(r"[?&]event=\w+", page.url)

    expect(page.locator(".stage blockquote")).to_have_count(0)
    press(page, "Space")
    expect(page.locator(".stage blockquote mark").first).to_be_visible()
    assert stage.evaluate(FITS) <= 1
    assert barriers(page) == []
    press(page, "Space")
    expect(page.locator(".stage blockquote")).to_have_count(0)
    press(page, "a")
    expect(page.locator(".stage-foot")).to_have_attribute("data-playing", re.compile("8"))
    press(page, "b")
    expect(title).to_be_hidden()
    press(page, "b", "a")
    expect(title).to_be_visible()
    expect(page.locator(".stage-foot")).to_have_attribute("data-playing", "")

    press(page, "q")
    quiz = page.locator(".stage.quiz")
    expect(quiz).to_be_visible()
    for _ in range(20):
        if page.locator(".quiz-total").count():
            break
        if page.locator(".sorter").count():
            rows = page.locator(".grip").all_text_contents()
            press(page, "2", "ArrowUp")
            assert page.locator(".grip").all_text_contents() != rows
            press(page, "Enter")
            if not page.locator(".verdict").count():
                press(page, "Enter")
        else:
            press(page, "1")
            if not page.locator(".verdict").count():
                press(page, "1")
        expect(page.locator(".verdict-word")).to_be_visible()
        expect(page.locator(".verdict blockquote").first).to_be_visible()
        press(page, "Enter")
    expect(page.locator(".quiz-total")).to_be_visible()
    press(page, "p")
    assert page.evaluate("window.printed") == 1
    page.emulate_media(media="print")
    sheet = page.locator(".sheet")
    expect(sheet).to_be_visible()
    expect(quiz).to_be_hidden()
    expect(page.locator(".st-key-header")).to_be_hidden()
    assert page.locator(".sheet .ringed").count() == 0
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(sheet).to_have_count(0)
    press(page, "k")
    assert page.locator(".sheet .ringed").count() > 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    press(page, "r")
    assert barriers(page) == []
    press(page, "Escape")
    expect(title).to_be_visible()
    press(page, "Escape")
    expect(page.locator(".stage")).to_have_count(0)
    expect(page.locator(".story .start")).to_be_focused()


def test_a_story_is_put_in_order_and_the_teachers_window_keeps_step(
    page: Page, address: str, context: BrowserContext
) -> None:
    open_view(page, f"{address}/class?story={story()}")
    titles = page.locator(".stop-title")
    first, second = titles.nth(0).text_content(), titles.nth(1).text_content()
    page.locator(".stop .stop-caption").nth(0).focus()
    press(page, "Alt+ArrowDown")
    expect(titles.nth(0)).to_have_text(second)
    settle(page)
    page.locator(".stop .stop-caption").nth(1).fill("انظروا إلى السنة")
    press(page, "Enter")
    page.wait_for_timeout(300)
    settle(page)
    page.reload()
    page.wait_for_selector(".story")
    settle(page)
    expect(titles.nth(1)).to_have_text(first)
    expect(page.locator(".stop .stop-caption").nth(1)).to_have_value("انظروا إلى السنة")

    page.locator(".story .start").click()
    with context.expect_page() as opened:
        press(page, "n")
    notes = opened.value
    notes.wait_for_selector(".notes-event")
    expect(notes.locator(".notes-event h2")).to_have_text(second)
    press(page, "PageDown")
    expect(notes.locator(".notes-event h2")).to_have_text(first)
    expect(notes.locator(".notes-caption")).to_have_text("انظروا إلى السنة")
    notes.keyboard.press("PageUp")
    expect(page.locator(".stage-event")).to_have_text(second)
    assert barriers(notes) == []
    notes.close()
