"""A class hour in a real browser by keys alone: open the link, tell the story, show sources, ask, print the sheet."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from classroom.story import packed, story_of
from tests.ui.conftest import watched
from tests.ui.dashboard_process import open_view, settle
from tests.ui.looking import INTERFACE_TEXT, PHONE, barriers, overflow
from ui import corpus as corpora
from ui.strings import messages

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

pytestmark = pytest.mark.browser

PROJECTOR = {"width": 1024, "height": 768}
KEYS = {"Enter", "Esc", "Alt", "Home", "End", "English"}
FITS = "stage => stage.scrollHeight - stage.clientHeight"


def story() -> str:
    """Some events of the samples, the unproven and the planned among them."""
    events = corpora.load().events
    dated = events[events["earliest"].notna()].sort_values("earliest")
    told = dated[dated["status"] != "happened"]["event_id"].tolist() + dated["event_id"].tolist()[:10:2]
    return packed(story_of("كوريا الشمالية وروسيا", told))


def glide(page: Page, start: tuple[float, float], end: tuple[float, float], steps: int = 12) -> None:
    """A finger that is put down, moved and lifted."""
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    touch("touchStart", start)
    for step in range(1, steps + 1):
        along = step / steps
        touch("touchMove", (start[0] + along * (end[0] - start[0]), start[1] + along * (end[1] - start[1])))
    touch("touchEnd")


def grip(page: Page, at: int) -> tuple[float, float]:
    """A place on a row that can be dragged."""
    box = page.locator(".sorter .grip").nth(at).bounding_box()
    assert box
    return box["x"] + 60, box["y"] + box["height"] / 2


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_class_hour_by_keys_alone(page: Page, address: str, lang: str) -> None:
    page.set_viewport_size(PROJECTOR)
    page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; }")
    open_view(page, f"{address}/class?story={story()}&lang={lang}&theme=projector")
    assert barriers(page) == []
    if lang == "ar":
        assert set(re.findall("[A-Za-z]{3,}", page.evaluate(INTERFACE_TEXT))) <= KEYS
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
    press(page, "7")
    expect(page.locator(".stage-typed")).to_contain_text("7")
    press(page, "l")
    assert barriers(page) == []
    press(page, "ArrowUp", "Enter")
    expect(count).to_contain_text(re.compile(r"\b3\b"))
    expect(page.locator(".all-stops")).to_be_hidden()
    assert page.locator(".station[data-state=untold]").count() > 2
    expect(page.locator(".station[data-state=here]")).to_have_count(1)
    assert re.search(r"[?&]event=\w+", page.url)

    expect(page.locator(".stage blockquote")).to_have_count(0)
    press(page, "Space")
    expect(page.locator(".stage blockquote mark").first).to_be_visible()
    assert stage.evaluate(FITS) <= 1
    assert barriers(page) == []
    address_of_stop = page.url
    press(page, "Space")
    expect(page.locator(".stage blockquote")).to_have_count(0)
    press(page, "a")
    expect(page.locator(".stage-foot")).to_have_attribute("data-playing", re.compile("8"))
    press(page, "b")
    expect(title).to_be_hidden()
    press(page, "b")
    expect(title).to_be_visible()
    expect(page.locator(".stage-foot")).to_have_attribute("data-playing", "")

    press(page, "q")
    quiz = page.locator(".stage.quiz")
    expect(quiz).to_be_visible()
    looked: set[str] = set()
    for _ in range(20):
        if page.locator(".quiz-total").count():
            break
        if (kind := page.locator(".quiz-question").inner_text()) not in looked:
            looked.add(kind)
            assert barriers(page) == []
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
        if len(looked) == 1:
            assert barriers(page) == []
        press(page, "Enter")
    expect(page.locator(".quiz-total")).to_be_visible()
    assert barriers(page) == []
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
    press(page, "r", "PageDown")
    expect(page.locator(".verdict")).to_be_visible()
    expect(page.locator(".verdict-word, .stage-score")).to_have_count(0)
    assert barriers(page) == []
    press(page, "Escape")
    expect(title).to_be_visible()
    press(page, "Escape")
    expect(page.locator(".stage")).to_have_count(0)
    expect(page.locator(".story .start")).to_be_focused()

    name = messages(lang)["formats.quiz"]
    page.get_by_role("button", name=re.compile(name)).first.focus()
    with page.expect_download() as download:
        press(page, "Enter")
    paper = PdfReader(BytesIO(Path(download.value.path()).read_bytes()))
    assert len(paper.pages) > 0

    page.goto(address_of_stop)
    expect(title).to_be_visible()
    expect(count).to_contain_text(re.compile(r"\b3\b"))


def test_by_touch_and_by_mouse(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    with watched(context, address) as page:
        open_view(page, f"{address}/class?story={story()}&start=1")
        count = page.locator(".stage-count")
        for start, end, at in (((90, 300), (300, 310), 2), ((90, 560), (300, 560), 3), ((300, 300), (90, 300), 2)):
            glide(page, start, end)
            expect(count).to_contain_text(re.compile(rf"\b{at}\b"))
        glide(page, (90, 300), (110, 500))
        expect(count).to_contain_text(re.compile(r"\b2\b"))
        count.tap()
        page.locator(".to-stop").nth(4).tap()
        expect(count).to_contain_text(re.compile(r"\b5\b"))
        heights = page.locator(".stage button:visible:not(.dot)")
        assert min(heights.evaluate_all("all => all.map(node => node.getBoundingClientRect().height)")) >= 40
        page.locator(".stage-foot .key", has_text=messages("ar")["class.quiz"]).tap()
        rows = page.locator(".sorter .grip span")
        before = rows.all_text_contents()
        last = len(before) - 1
        glide(page, grip(page, 0), (grip(page, last)[0], grip(page, last)[1] + 12), steps=24)
        expect(rows).to_have_text([*before[1:], before[0]])
        page.set_viewport_size(PROJECTOR)
        page.mouse.move(*grip(page, last))
        page.mouse.down()
        page.mouse.move(grip(page, 0)[0], grip(page, 0)[1] - 16, steps=24)
        page.mouse.up()
        expect(rows).to_have_text(before)
        page.keyboard.press("ArrowDown")
        expect(rows).to_have_text([before[1], before[0], *before[2:]])
    context.close()


def test_a_story_is_put_in_order_and_the_teachers_window_keeps_step(
    page: Page, address: str, context: BrowserContext
) -> None:
    open_view(page, f"{address}/class?story={story()}")
    titles = page.locator(".stop-title")
    first, second = titles.nth(0).text_content(), titles.nth(1).text_content()
    page.locator(".stop .stop-caption").nth(0).press_sequentially("هنا")
    press(page, "Alt+ArrowDown", "Alt+ArrowDown", "Alt+ArrowUp")
    expect(titles.nth(0)).to_have_text(second)
    page.wait_for_timeout(500)
    settle(page)
    expect(page.locator(".stop .stop-caption").nth(1)).to_be_focused()
    expect(page.locator(".stop .stop-caption").nth(1)).to_have_value("هنا")
    page.locator(".stop .remove").nth(1).click()
    expect(titles.nth(1)).not_to_have_text(first)
    page.locator(".story-removed button").press("Enter")
    expect(titles.nth(1)).to_have_text(first)
    expect(page.locator(".stop .stop-caption").nth(1)).to_have_value("هنا")
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
    notes.keyboard.press("Space")
    expect(page.locator(".stage blockquote").first).to_be_visible()
    press(page, "q")
    expect(notes.locator(".notes-shown")).to_have_text(messages("ar")["class.asking"])
    press(page, "Escape")
    expect(notes.locator(".notes-shown")).to_have_text(messages("ar")["class.shown_now"])
    notes.keyboard.press("b")
    expect(page.locator(".stage-event")).to_be_hidden()
    notes.keyboard.press("b")
    expect(page.locator(".stage-event")).to_be_visible()
    assert barriers(notes) == []
    notes.close()
