"""Pictures of the dashboard for the documentation: `python -m tests.ui.screenshots` writes docs/screenshots/."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import quote

import pipeline
from exports import timeline_js
from exports.chronicle import chronicle_of
from pipeline.reading import read_articles
from tests.exports.peer_pages import TIMELINE_JS, missing, shown
from tests.ui.dashboard_process import ROOT, open_view, running_browser, running_dashboard, settle
from ui.chronicle_words import chronicle_words
from ui.offline import offline_chronicle
from ui.reader import Reader

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOLDER = ROOT / "docs" / "screenshots"
DESK, PHONE = (1400, 1000), (390, 844)


def _choose_event(page: Page) -> None:
    """Choose an event that several articles tell, and look at the line again."""
    page.locator(".tasalsul-timeline .lane [data-id]", has_text="بوتين في فلاديفوستوك").first.click()
    page.wait_for_selector(".st-key-card .card")
    settle(page)
    page.wait_for_timeout(500)
    page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, 0)")
    page.mouse.move(2, 2)


def _show_card(page: Page) -> None:
    _choose_event(page)
    page.locator(".st-key-card").evaluate("card => card.scrollIntoView({block: 'start'})")


def _open_entry(page: Page) -> None:
    page.locator(".entries summary", has_text="أبريل 2019").first.click()
    page.wait_for_selector(".entries .card")
    settle(page)
    page.evaluate("document.querySelector('.entries details[open]').scrollIntoView({block: 'start'})")


def _open_sheet(page: Page) -> None:
    page.locator("[data-opens-sheet]").click()
    page.wait_for_selector(".sheet-foot")


def _open_settings(page: Page) -> None:
    page.locator(".st-key-tools [data-testid=stPopoverButton]").click()
    page.wait_for_selector("[data-testid=stPopoverBody]")


def _open_column(page: Page) -> None:
    """Open a column in which one source is more precise."""
    page.locator(".compare .column-head", has_text="2019").first.click()
    settle(page)


def _search(page: Page) -> None:
    page.locator(".entries summary").nth(2).click()
    page.wait_for_selector(".entries .card")
    settle(page)


def _save_card(page: Page) -> None:
    """Beside the screen, the file that a reader gets."""
    _open_entry(page)
    with page.expect_download() as saved:
        page.locator("[data-card-picture]").click()
    saved.value.save_as(FOLDER / "message-card-ar.png")


def _decide(page: Page) -> None:
    """Correct a date and confirm the event, so that there is a history to see."""
    for key, text in (("d", "2023-09-13"), ("a", "")):
        page.locator("#desk-item").focus()
        page.keyboard.press(key)
        page.wait_for_timeout(800)
        settle(page)
        if text:
            page.get_by_label("(EDTF)").fill(f"{text}~")
            page.locator(".st-key-desk_decide textarea").first.fill("«الأربعاء» في النص، وتاريخ النص مستنتج")
            page.locator(".st-key-desk_save button").first.click()
            page.wait_for_timeout(800)
            settle(page)
    open_view(page, f"{page.url.partition('?')[0]}?event=6da59309eac6a322")


def _mark_words(page: Page) -> None:
    words = page.locator(".word-picker .word")
    words.nth(12).click()
    settle(page)
    words.nth(20).click()
    page.wait_for_selector(".st-key-desk_decide .evidence")
    settle(page)


def _tell(page: Page) -> None:
    """A stop of the story as a class sees it first."""
    page.wait_for_selector(".stage")
    for key in ("1", "4", "Enter"):
        page.keyboard.press(key)


def _tell_with_source(page: Page) -> None:
    page.wait_for_selector(".stage")
    for key in ("1", "1", "Enter", "Space"):
        page.keyboard.press(key)


def _ask(page: Page) -> None:
    page.wait_for_selector(".stage")
    for key in ("q", "3", "ArrowUp"):
        page.keyboard.press(key)


def _list_stops(page: Page) -> None:
    _tell(page)
    page.keyboard.press("l")


def _open_downloads(page: Page) -> None:
    page.locator("[data-testid=stExpander] summary").last.click()
    page.wait_for_selector(".st-key-keep")
    settle(page)
    page.wait_for_timeout(800)
    page.locator(".st-key-keep").evaluate("keep => keep.scrollIntoView({block: 'end'})")


def _answer(page: Page) -> None:
    page.wait_for_selector(".stage")
    for key in ("q", "PageDown", "PageDown", "1"):
        page.keyboard.press(key)


_ARTICLE = """<!doctype html>
<html lang="ar" dir="rtl"><meta charset="utf-8"><title>مقال</title>
<body style="max-width: 900px; margin: 24px auto; font: 18px/1.8 serif"><h1>ما الذي جرى، ومتى؟</h1>
<p>خمسة مصادر تروي القصة نفسها، وفي ما يلي أحداثها مرتبة كما وقعت.</p>{frame}
<p>يُذكر مع كل حدث من رواه وكيف عُرف تاريخه.</p></body></html>
"""
PROJECTOR, WIDE = (1024, 768), (1920, 1080)
SHOTS = (
    ("timeline-ar", "timeline", DESK, _choose_event),
    ("card-ar", "timeline", DESK, _show_card),
    ("timeline-en-dark", "timeline?lang=en&theme=dark", DESK, None),
    ("timeline-projector", "timeline?theme=projector", DESK, None),
    ("settings-ar", "timeline", DESK, _open_settings),
    ("list-ar", "list", DESK, _save_card),
    ("table-ar", "list?form=table&sort=kind", DESK, None),
    ("search-ar", f"list?q={quote('الرئيس')}", DESK, _search),
    ("article-ar", "article?article=004_10a721397ed44414.txt", DESK, None),
    ("article-en-dark", "article?article=002_91e09f6812842d2b.txt&lang=en&theme=dark", DESK, None),
    ("compare-ar", "compare", DESK, _open_column),
    ("compare-en-dark", "compare?lang=en&theme=dark", DESK, _open_column),
    ("compare-phone-ar", "compare", PHONE, None),
    ("class-story-ar", "class?kind=meeting", DESK, None),
    ("class-ar", "class?start=1&theme=projector", PROJECTOR, _tell),
    ("class-source-ar", "class?start=1", WIDE, _tell_with_source),
    ("class-en-dark", "class?start=1&lang=en&theme=dark", WIDE, _tell),
    ("class-stops-ar", "class?start=1&theme=projector", PROJECTOR, _list_stops),
    ("class-quiz-en", "class?start=1&lang=en", PROJECTOR, _ask),
    ("class-notes-en", "class?notes=1&lang=en", (760, 820), None),
    ("downloads-ar", "list", DESK, _open_downloads),
    ("class-quiz-ar", "class?start=1&theme=projector", PROJECTOR, _ask),
    ("class-answer-ar", "class?start=1&theme=projector", PROJECTOR, _answer),
    ("class-phone-ar", "class?start=1", PHONE, _tell),
    ("own-ar", "own", DESK, None),
    ("desk-ar", "desk?event=6da59309eac6a322", DESK, _decide),
    ("desk-en-dark", "desk?event=6da59309eac6a322&lang=en&theme=dark", DESK, None),
    ("desk-add-ar", "desk?tab=add", DESK, _mark_words),
    ("desk-phone-ar", "desk?event=6da59309eac6a322", PHONE, None),
    ("about-ar", "about", DESK, None),
    ("list-phone-ar", "list", PHONE, _open_entry),
    ("filters-phone-ar", "list", PHONE, _open_sheet),
    ("timeline-phone-ar", "timeline", PHONE, None),
)


def _take(browser: Browser, address: str) -> None:
    for name, path, (width, height), prepare in SHOTS:
        page = browser.new_page(viewport={"width": width, "height": height})
        open_view(page, f"{address}/{path}")
        if prepare:
            prepare(page)
        page.wait_for_timeout(700)
        page.screenshot(path=FOLDER / f"{name}.png")
        page.close()


def _take_offline(browser: Browser) -> None:
    """The page in one file, from the disk and without a network: at a desk with a card open, and on a phone."""
    chronicle = chronicle_of(pipeline.build_timeline(read_articles([str(ROOT / "seeds")])[0]))
    with TemporaryDirectory() as scratch:
        file = Path(scratch) / "timeline.html"
        file.write_bytes(offline_chronicle(chronicle, Reader()))
        for name, view, (width, height) in (("offline-ar", "#timeline", DESK), ("offline-phone-ar", "#list", PHONE)):
            context = browser.new_context(viewport={"width": width, "height": height}, offline=True)
            page = context.new_page()
            page.goto(f"{file.as_uri()}{view}")
            if view == "#list":
                page.locator(".entry summary", has_text="أبريل 2019").first.click()
                page.evaluate("document.querySelector('.entry[open]').scrollIntoView({block: 'start'})")
            else:
                page.locator(".tasalsul-timeline .lane [data-id]", has_text="بوتين في فلاديفوستوك").first.click()
            page.wait_for_timeout(700)
            page.screenshot(path=FOLDER / f"{name}.png")
            context.close()


def _take_embedded(browser: Browser) -> None:
    """The page in a frame of somebody's article."""
    chronicle = chronicle_of(pipeline.build_timeline(read_articles([str(ROOT / "seeds")])[0]))
    with TemporaryDirectory() as scratch:
        (Path(scratch) / "timeline.embed.html").write_bytes(offline_chronicle(chronicle, Reader(), "embed"))
        outer = Path(scratch) / "article.html"
        (frame,) = re.findall(r"```html\n(<iframe.*?)```", (ROOT / "docs" / "exports.md").read_text("utf-8"), re.DOTALL)
        outer.write_text(_ARTICLE.format(frame=frame), encoding="utf-8")
        context = browser.new_context(viewport={"width": 1100, "height": 1000}, offline=True)
        page = context.new_page()
        page.goto(outer.as_uri())
        page.wait_for_timeout(1500)
        page.screenshot(path=FOLDER / "embed-ar.png")
        context.close()


def _take_peer(browser: Browser) -> None:
    """Our file in TimelineJS, every other host cut off; nothing where it is not installed."""
    if missing():
        print(missing())
        return
    chronicle = chronicle_of(pipeline.build_timeline(read_articles([str(ROOT / "seeds")])[0]))
    chronicle = replace(chronicle, words=chronicle_words(Reader(), chronicle.english))
    width, height = DESK
    with TemporaryDirectory() as scratch:
        data = timeline_js.write(chronicle)
        size = {"width": width, "height": height}
        with shown(browser, Path(scratch), TIMELINE_JS, data, viewport=size, reduced_motion="reduce") as page:
            page.wait_for_selector(".tl-timemarker", state="attached")
            page.evaluate("timeline.goTo(8)")
            page.wait_for_timeout(2500)
            page.screenshot(path=FOLDER / "timelinejs-ar.png")


def main() -> None:
    """Take every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with running_dashboard() as address, running_browser() as browser:
        _take(browser, address)
        _take_offline(browser)
        _take_embedded(browser)
        _take_peer(browser)


if __name__ == "__main__":
    main()
