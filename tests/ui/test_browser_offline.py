"""The page in one file, opened from a disk with the network cut: by mouse and keys, both languages, small and large."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

import pipeline
from benchmarks.synthetic import synthetic_corpus
from exports.chronicle import Chronicle, chronicle_of
from exports.offline_page import Form
from pipeline.reading import read_articles
from tests.ui.dashboard_process import chromium
from tests.ui.hostile_articles import HOSTILE
from tests.ui.looking import DESK, INTERFACE_TEXT, PHONE, barriers
from ui.offline import Wish, offline_chronicle, offline_html
from ui.reader import Reader

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
PROJECTOR = {"width": 1024, "height": 768}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def samples() -> Chronicle:
    return chronicle_of(pipeline.build_timeline(read_articles([str(ROOT / "seeds")])[0]))


@pytest.fixture
def put(samples: Chronicle, tmp_path: Path) -> Callable[..., Path]:
    def write(chronicle: Chronicle | None = None, form: Form = "full", lang: str = "ar") -> Path:
        file = tmp_path / f"{form}-{lang}.html"
        file.write_bytes(offline_chronicle(chronicle or samples, Reader(lang=lang), form))
        return file

    return write


@contextmanager
def opened(
    browser: Browser, file: Path, view: str = "", *, size: dict[str, int], theme: str = "light"
) -> Iterator[Page]:
    """The file in a browser without a network; whatever it asks for or complains of fails the test."""
    context = browser.new_context(viewport=size, offline=True, color_scheme=theme, has_touch=size == PHONE)
    page = context.new_page()
    wrong: list[str] = []
    page.on(
        "request", lambda request: wrong.append(request.url) if not request.url.startswith(("file:", "data:")) else None
    )
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(error.message))
    page.goto(f"{file.as_uri()}{view}")
    page.wait_for_selector(".page-foot", state="attached")
    page.wait_for_timeout(400)
    yield page
    assert wrong == []
    context.close()


def result(page: Page) -> str:
    return page.locator(".page-result").inner_text()


def test_a_reader_looks_around(browser: Browser, put: Callable[..., Path]) -> None:
    with opened(browser, put(), size=DESK) as page:
        whole = result(page)
        event = page.locator(".tasalsul-timeline .event[data-id]").first
        event.click()
        assert page.locator(".page-card .card mark").first.is_visible()
        assert page.evaluate("document.activeElement.tagName") == "H2"
        assert barriers(page) == []
        page.locator(".page-card .tellings button").first.click()
        assert page.locator(".page-text .evidence mark").first.is_visible()
        assert barriers(page) == []
        page.keyboard.press("Escape")
        page.locator(".choices_kind input").first.check()
        narrowed = result(page)
        assert narrowed != whole
        page.locator(".filters .search input").press_sequentially("كيم")
        expect(page.locator(".page-result")).not_to_have_text(narrowed)
        assert page.locator(".tasalsul-timeline .event[data-id]").count() > 0
        page.locator(".filters-head .plain-button").click()
        assert result(page) == whole
        page.locator(".page-lanes select").select_option("actor")
        assert page.locator(".tasalsul-timeline .lane .name", has_text="كوريا الشمالية").count()
        page.locator(".page-view[href='#list']").click()
        page.locator(".entry summary").nth(3).press("Enter")
        expect(page.locator(".entry[open] mark").first).to_be_visible()
        page.locator(".filters-dates input").first.fill("٢٠٢٤")
        page.locator(".filters-dates input").first.press("Tab")
        assert result(page) != whole
        page.locator(".page-language").click()
        assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["en", "ltr"]
        shown = page.evaluate(INTERFACE_TEXT)
        assert not any("\u0620" <= letter <= "\u064a" for letter in shown.replace("العربية", "")), shown


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_nobody_is_kept_out(browser: Browser, put: Callable[..., Path], lang: str) -> None:
    with opened(browser, put(lang=lang), size=DESK) as page:
        for view in ("timeline", "list", "class", "quiz"):
            for theme in ("light", "dark"):
                page.emulate_media(color_scheme=theme)
                page.evaluate(f"location.hash = '#{view}'")
                page.wait_for_function(f"document.documentElement.dataset.view === '{view}'")
                page.wait_for_timeout(200)
                assert page.evaluate("document.documentElement.dataset.theme") == theme
                assert barriers(page) == [], (view, theme)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_by_keys_alone(browser: Browser, put: Callable[..., Path], size: dict[str, int]) -> None:
    """One step leads past the filters; from there to an event, into its sources and back."""
    with opened(browser, put(), "#list", size=size) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "page-skip"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".entry[open] mark").first).to_be_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.locator(".page-text[open] .evidence").is_visible()
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.closest('.entry[open]') !== null")


def test_a_class_by_keys_alone(browser: Browser, put: Callable[..., Path]) -> None:
    with opened(browser, put(), "#class", size=PROJECTOR) as page:
        first = page.locator(".stage-date").inner_text()
        page.keyboard.press("Space")
        assert page.locator(".stage-sources mark, .quotation mark").first.is_visible()
        page.keyboard.press("PageDown")
        page.keyboard.press("PageDown")
        assert page.locator(".stage-date").inner_text() != first
        page.keyboard.press("q")
        assert page.locator(".stage.quiz").is_visible()
        page.keyboard.press("Space")
        assert page.locator(".verdict").is_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        page.wait_for_selector(".page-chart .event")
        assert page.evaluate("location.hash") == "#timeline"


def test_the_class_is_told_what_the_filters_keep(browser: Browser, put: Callable[..., Path]) -> None:
    with opened(browser, put(), size=DESK) as page:
        page.locator(".choices_kind input").first.check()
        kept = int("".join(filter(str.isdigit, result(page).split(" ")[0])))
        page.locator(".page-view[href='#class']").click()
        assert str(kept) in page.locator(".stage-count").inner_text()


@pytest.mark.parametrize("form", ["full", "light"])
def test_on_a_phone(browser: Browser, put: Callable[..., Path], form: Form) -> None:
    with opened(browser, put(form=form), size=PHONE) as page:
        assert page.locator(".entry").count() > 20
        page.locator(".entry summary").first.tap()
        expect(page.locator(".entry[open] mark").first).to_be_visible()
        page.locator(".page-side-title").tap()
        assert barriers(page) == []
        for view in ("#list", "#timeline"):
            page.evaluate(f"location.hash = '{view}'")
            page.wait_for_timeout(300)
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        small = page.evaluate(
            "[...document.querySelectorAll('.page-view, .page-language, .page-side-title, .choice-row, .plain-button')]"
            ".filter(node => node.checkVisibility() && node.getBoundingClientRect().height < 40)"
            ".map(node => node.outerHTML)"
        )
        assert small == []


def test_hostile_words_stay_words(browser: Browser, put: Callable[..., Path], samples: Chronicle) -> None:
    events = [
        row | {"title_ar": HOSTILE[at % len(HOSTILE)], "title_en": HOSTILE[-at % len(HOSTILE)], "actors": [*HOSTILE]}
        for at, row in enumerate(samples.events)
    ]
    texts = dict.fromkeys(samples.texts, "".join(HOSTILE) * 30)
    file = put(replace(samples, events=events, texts=texts, title=HOSTILE[0]))
    for view in ("#list", "#timeline", "#class", "#quiz"):
        with opened(browser, file, view, size=DESK) as page:
            if view == "#list":
                page.locator(".entry summary").first.click()
                page.locator(".entry[open] .tellings button").first.click()
                assert page.title() == HOSTILE[0]
            assert page.evaluate("window.hacked") is None
            assert page.locator("#page :is(img, iframe, base, script, style)").count() == 0


def test_a_frame_is_as_high_as_what_it_shows(browser: Browser, put: Callable[..., Path], tmp_path: Path) -> None:
    """The page around it is the one in docs/exports.md: the frame grows and shrinks, and scrolling goes on outside."""
    framed = put(form="embed")
    (sample,) = re.findall(r"```html\n(<iframe.*?)```", (ROOT / "docs" / "exports.md").read_text("utf-8"), re.DOTALL)
    outer = tmp_path / "outer.html"
    outer.write_text(
        "<!doctype html><meta charset=utf-8><title>outer</title>"
        + sample.replace("timeline.embed.html", framed.name)
        + "<p style='height: 2000px'>after",
        encoding="utf-8",
    )
    context = browser.new_context(viewport={"width": 1000, "height": 700}, offline=True)
    page = context.new_page()
    page.goto(outer.as_uri())
    inside = page.frame(url=framed.as_uri())
    assert inside
    height = "document.querySelector('iframe').offsetHeight"
    found = {}
    for view in ("#list", "#class", "#timeline"):
        inside.evaluate(f"location.hash = '{view}'")
        page.wait_for_timeout(500)
        found[view] = page.evaluate(height)
        fits = "document.documentElement.scrollHeight <= document.documentElement.clientHeight + 1"
        assert inside.evaluate(fits), view
    assert found["#list"] > found["#timeline"] > 300
    assert found["#class"] < 700
    page.mouse.move(400, 300)
    page.mouse.wheel(0, 400)
    page.wait_for_function("scrollY > 100")
    assert not inside.locator(".page-side").get_attribute("open")
    assert inside.locator(".page-alone").get_attribute("target") == "_blank"
    context.close()


def test_a_date_that_is_none_is_named(browser: Browser, put: Callable[..., Path]) -> None:
    with opened(browser, put(), size=DESK) as page:
        whole = result(page)
        since, until = page.locator(".filters-dates input").all()
        fault = page.locator(".typed-fault")
        since.fill("٢٠٢٤-١٣")
        since.press("Tab")
        assert "«2024-13» ليس تاريخا" in fault.inner_text()
        assert (since.get_attribute("aria-invalid"), since.input_value()) == ("true", "٢٠٢٤-١٣")
        assert since.get_attribute("aria-describedby") == fault.get_attribute("id")
        assert result(page) == whole
        page.locator(".choices_kind input").first.check()
        narrowed = result(page)
        assert narrowed != whole  # the other choices go on working
        assert fault.is_visible()
        assert barriers(page) == []
        since.fill("2024")
        since.press("Tab")
        assert not fault.is_visible()
        assert result(page) != narrowed
        until.fill("2019")
        until.press("Tab")
        assert fault.inner_text() == "بداية المدة بعد نهايتها."
        page.locator(".filters-head .plain-button").click()
        assert (fault.is_visible(), since.input_value(), until.input_value()) == (False, "", "")
        assert result(page) == whole


def test_without_scripts_a_sentence_says_what_is_needed(browser: Browser, put: Callable[..., Path]) -> None:
    context = browser.new_context(viewport=PHONE, offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto(put().as_uri())
    assert "JavaScript" in page.locator("body").inner_text()
    context.close()


def test_an_old_browser_says_that_it_is_too_old(browser: Browser, tmp_path: Path) -> None:
    corpus = synthetic_corpus(2500)
    file = tmp_path / "packed.html"
    file.write_bytes(offline_html(corpus.events, corpus, Reader(), Wish(form="light")))
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.add_init_script("delete window.DecompressionStream")
    page.goto(file.as_uri())
    page.wait_for_selector("#page p")
    assert page.locator("#page").inner_text() == Reader().t("offline.too_old")
    context.close()


def test_where_the_system_chooses_the_colours(browser: Browser, put: Callable[..., Path]) -> None:
    context = browser.new_context(viewport=DESK, offline=True, forced_colors="active")
    page = context.new_page()
    page.goto(f"{put().as_uri()}#list")
    page.wait_for_selector(".entry")
    ink = "getComputedStyle(document.querySelector('{}')).{}"
    mark = page.evaluate(ink.format(".tiny-mark[data-precision=range]", "backgroundColor"))
    assert mark == page.evaluate(ink.format(".page-result", "color"))
    here, other = (
        page.evaluate(ink.format(f".page-view{which}", "borderBottomColor"))
        for which in ("[aria-current]", ":not([aria-current])")
    )
    assert here != other
    assert barriers(page) == []
    context.close()


def test_paper_is_white_and_shows_every_event(browser: Browser, put: Callable[..., Path]) -> None:
    with opened(browser, put(), "#list", size=DESK, theme="dark") as page:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
        assert not page.locator(".page-side").is_visible()


def test_many_events_are_there_soon(browser: Browser, tmp_path: Path) -> None:
    corpus = synthetic_corpus(3000)  # more than the light page takes, and packed
    file = tmp_path / "many.html"
    file.write_bytes(offline_html(corpus.events, corpus, Reader(), Wish(form="light")))
    with opened(browser, file, size=DESK) as page:
        assert page.locator(".tasalsul-timeline .event[data-id]").count() > 10
        assert re.fullmatch(r"في هذا الملف أهم [12]\d{3} حدث من أصل 3000\.", page.locator(".page-chosen").inner_text())
        assert page.evaluate("document.querySelectorAll('*').length") < 6000
        page.locator(".page-view[href='#list']").click()
        assert page.locator(".entry").count() == 100
        page.locator(".page-list > .more-entries").click()
        assert page.locator(".entry").count() == 200
