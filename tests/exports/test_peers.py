"""Our files in the programs they are for: TimelineJS and vis-timeline in Chromium, with every other host cut off."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import pipeline
from exports import timeline_js, vis_timeline
from exports.chronicle import Chronicle, chronicle_of
from pipeline.reading import read_articles
from tests.exports.peer_pages import TIMELINE_JS, VIS, missing, shown
from tests.exports.test_chronicles import BEFORE, DATED, HOSTILE, chronicle
from tests.ui.dashboard_process import ROOT, running_browser
from tests.ui.samples import event
from ui.chronicle_words import chronicle_words
from ui.reader import Reader

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.skipif(bool(missing()), reason=missing() or "installed")]
DESK = {"width": 1400, "height": 900}
FOREIGN = "#timeline :is(img, iframe, script, style, object, embed, form, input, svg)"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as started:
        yield started


def in_words(told: Chronicle, lang: str = "ar") -> Chronicle:
    return replace(told, language=lang, words=chronicle_words(Reader(lang=lang), told.english))


@pytest.fixture(scope="module")
def samples() -> Chronicle:
    return in_words(chronicle_of(pipeline.build_timeline(read_articles([str(ROOT / "seeds")])[0]), title="القمة"))


def hostile() -> Chronicle:
    """Every precision, years before Christ, an undated event, and titles, captions and sources that attack."""
    titled = [
        event(f"h{at}", f"20{at:02}-05", (f"20{at:02}-05-01", f"20{at:02}-05-31"), "month", title_ar=words)
        for at, words in enumerate(HOSTILE, 10)
    ]
    told = chronicle(*DATED.values(), *BEFORE.values(), *titled, title=HOSTILE[0])
    article = told.articles["a.txt"] | {"title": "".join(HOSTILE[:4]), "outlet": HOSTILE[1]}
    captions = {one["event_id"]: HOSTILE[2] for one in titled}
    return in_words(replace(told, articles={"a.txt": article}, captions=captions))


def dates_of(page: Page) -> dict[str, str]:
    """What TimelineJS shows as the date of every slide, by its id."""
    return page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('.tl-slide')].map(slide => "
        "[slide.id, slide.querySelector('.tl-headline-date')?.textContent]))"
    )


def as_html_has_it(words: str) -> str:
    """A text as it comes out of an HTML parser: without NUL, any white space as one."""
    return " ".join(words.replace("\x00", "").split())


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_timeline_js_shows_every_dated_event(browser: Browser, samples: Chronicle, tmp_path: Path, lang: str) -> None:
    told = in_words(samples, lang)
    with shown(browser, tmp_path, TIMELINE_JS, timeline_js.write(told), lang, viewport=DESK) as page:
        page.wait_for_selector(".tl-timemarker", state="attached")
        dated = len(told.events) - timeline_js.left_out(told)
        assert page.evaluate("timeline.config.getErrors()") == []
        assert page.locator(".tl-timemarker").count() == dated
        assert page.locator(".tl-slide").count() == dated + 1  # the title's
        assert page.locator(".tl-timeline.tl-rtl").count() == (lang == "ar")
        dates = dates_of(page)
        for one in told.events:
            if one["edtf"]:
                assert dates[one["event_id"]] == told.words.date(one)
        titles = page.locator(".tl-slide h2").all_text_contents()
        assert sorted(titles) == sorted([told.title, *(told.title_of(one) for one in told.events if one["edtf"])])
        assert page.locator(".tl-slide blockquote").first.text_content() in samples_texts(told)
        page.locator(".tl-slidenav-next").click()
        page.wait_for_function("timeline.current_id !== timeline.config.title.unique_id")


def samples_texts(told: Chronicle) -> list[str]:
    return [source.quote for one in told.events for source in told.sources(one["event_id"])]


def test_timeline_js_takes_hostile_words_for_words(browser: Browser, tmp_path: Path) -> None:
    told = hostile()
    with shown(browser, tmp_path, TIMELINE_JS, timeline_js.write(told), viewport=DESK) as page:
        page.wait_for_selector(".tl-timemarker", state="attached")
        assert page.evaluate("timeline.config.getErrors()") == []
        assert page.locator(".tl-timemarker").count() == len(told.events) - timeline_js.left_out(told)
        dates = dates_of(page)
        shown_dates = {name: dates[name] for name in ("day", "month", "year", "about", "since", "bc")}
        assert shown_dates == {
            "day": "الأربعاء 13 سبتمبر 2023",
            "month": "أبريل 2019",
            "year": "1991",
            "about": "أغسطس 2023 تقريبا",
            "since": "منذ 2022",
            "bc": "44 قبل الميلاد",
        }
        order = page.evaluate("timeline.config.events.map(({ unique_id }) => unique_id)")
        assert order.index("bc_years") < order.index("bc") < order.index("over_zero") < order.index("year")
        assert "غير مثبت، بحسب مسؤول" in page.locator("#year .tl-text-content").text_content()
        for at, words in enumerate(HOSTILE, 10):
            told_title = page.evaluate(f"document.querySelector('#h{at} h2')?.textContent ?? ''")
            assert as_html_has_it(told_title) == as_html_has_it(words)
            page.evaluate(f"timeline.goToId('h{at}')")
        assert page.evaluate("window.hacked") is None
        assert page.locator(".tl-slide :is(img, iframe, script, style, object, a, svg)").count() == 0


def test_vis_timeline_draws_every_dated_event(browser: Browser, samples: Chronicle, tmp_path: Path) -> None:
    items = json.loads(vis_timeline.write(samples))
    with shown(browser, tmp_path, VIS, vis_timeline.write(samples), viewport=DESK) as page:
        drawn = drawn_items(page, items)
        assert len(drawn) == len(samples.events) - vis_timeline.left_out(samples)
        for one in samples.events:
            if not one["edtf"]:
                continue
            found = drawn[one["event_id"]]
            assert found["text"] == samples.title_of(one)
            assert found["isRange"] == (one["earliest"] != one["latest"])
            assert found["days"] == pytest.approx(days_of(one), abs=1 / 12)


def days_of(one: dict[str, Any]) -> int:
    first, last = (date.fromisoformat(one[name]) for name in ("earliest", "latest"))
    return (last - first).days + 1 if first != last else 0


def drawn_items(page: Page, items: list[dict[str, Any]]) -> dict[str, Any]:
    """What vis-timeline made of every item, all of them being on the screen."""
    page.wait_for_selector(".vis-item", state="attached")
    page.evaluate(
        "() => { timeline.setOptions({ height: 'auto' }); timeline.fit({ animation: false }); timeline.redraw(); }"
    )
    page.wait_for_timeout(500)
    return page.evaluate(
        """() => Object.fromEntries(Object.values(timeline.itemSet.items).map((item) => [item.id, {
          text: item.dom?.content?.textContent,
          isRange: item.constructor.name.includes("Range") || Boolean(item.data.end),
          className: item.dom?.box?.className ?? item.dom?.point?.className ?? "",
          start: item.data.start.valueOf(),
          days: item.data.end ? (item.data.end - item.data.start) / 86400000 : 0,
        }]))"""
    )


def test_vis_timeline_takes_hostile_words_for_words(browser: Browser, tmp_path: Path) -> None:
    told = hostile()
    items = json.loads(vis_timeline.write(told))
    with shown(browser, tmp_path, VIS, vis_timeline.write(told), viewport=DESK) as page:
        drawn = drawn_items(page, items)
        assert set(drawn) == {one["id"] for one in items}
        for at, words in enumerate(HOSTILE, 10):
            assert as_html_has_it(drawn[f"h{at}"]["text"]) == as_html_has_it(words)
        assert drawn["bc_years"]["start"] < drawn["bc"]["start"] < drawn["over_zero"]["start"] < drawn["year"]["start"]
        assert drawn["month"]["days"] == pytest.approx(30, abs=1 / 12)
        over = "dispatchEvent(new MouseEvent('mouseover', { bubbles: true }))"
        page.evaluate(f"timeline.itemSet.items.h10.dom.box.{over}")
        page.wait_for_selector(".vis-tooltip:has-text('مايو 2010')", state="attached")
        assert page.evaluate("window.hacked") is None
        assert page.locator(FOREIGN).count() == 0
