"""The components in a real browser, on a page of their own: packing, folding, selecting, narrowing, hostile text."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.synthetic import synthetic_corpus
from tests.ui.test_charts import Told, many_events
from ui import state
from ui.component_code import mount_script
from ui.corpus import Corpus
from ui.filter_component import script as filter_script
from ui.filter_panel import panel_data
from ui.filters import apply, counts
from ui.reader import Reader
from ui.timeline_component import script
from ui.timeline_data import Look, timeline_data, whole_timeline

ROOT = Path(__file__).parents[2]
PAGE = "/tests/ui/component_page/index.html"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
ONE_YEAR = "&from=2023-07-01&to=2024-06-30"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

Open = Callable[..., Page]

BOXES = """() => [...page.root.querySelectorAll('.event')].flatMap((button) => {
  return ['.label', '.mark'].map((part) => {
    const {left, right, top, bottom} = button.querySelector(part).getBoundingClientRect();
    return {of: button.dataset.id, left, right, top, bottom};
  });
})"""


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves the project's files without a line for every request."""

    def log_message(self, *_: Any) -> None:
        """Nothing is logged: the tests look at the page's own console."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(ROOT)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{PAGE}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Opens the component's page; at the end no page may have complained in its console."""
    context = browser.new_context(reduced_motion="reduce")
    complaints: list[str] = []

    def open_(query: str = "?lang=ar", width: int = 1400, height: int = 1000) -> Page:
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.set_viewport_size({"width": width, "height": height})
        page.on("console", lambda message: message.type in ("error", "warning") and complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address + query)
        page.wait_for_selector("body[data-ready]")
        return page

    yield open_
    context.close()
    assert complaints == []


def overlaps(page: Page) -> list[tuple[str, str]]:
    """Pairs of events of which a label or mark lies on another's."""
    boxes = page.evaluate(BOXES)
    return [
        (one["of"], other["of"])
        for index, one in enumerate(boxes)
        for other in boxes[index + 1 :]
        if one["of"] != other["of"]
        and min(one["right"], other["right"]) - max(one["left"], other["left"]) > 1
        and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 1
    ]


def shown_ids(page: Page) -> list[str]:
    return page.evaluate("[...page.root.querySelectorAll('.event')].map((button) => button.dataset.id)")


def focused_id(page: Page) -> str | None:
    return page.evaluate("document.activeElement.dataset.id ?? null")


def middle_of_mark(page: Page, event: str) -> float:
    box = page.locator(f".event[data-id={event}] .mark").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2


def with_data(page: Page, change: str) -> None:
    """Update the timeline with its data changed by a JavaScript statement on `data`."""
    page.evaluate(f"() => {{ const data = structuredClone(page.data); {change}; page.timeline.update(data); }}")


@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize(
    ("lang", "time", "theme"),
    [
        ("ar", "rtl", "light"),
        ("ar", "ltr", "dark"),
        ("en", "ltr", "light"),
        ("en", "rtl", "dark"),
        ("ar", "rtl", "projector"),
    ],
)
def test_nothing_overlaps_and_the_page_is_not_wider_than_the_screen(
    open_page: Open, width: int, lang: str, time: str, theme: str
) -> None:
    page = open_page(f"?lang={lang}&time={time}&theme={theme}", width)
    for window in ("null", "{from: '2023-07-01', to: '2024-06-30'}"):
        with_data(page, f"data.window = {window}")
        assert overlaps(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(f"({BOXES})().filter((box) => box.left < -1 || box.right > innerWidth + 1)") == []


def test_ten_thousand_events_do_not_overlap_and_say_what_is_left_out(open_page: Open) -> None:
    page = open_page("?lang=ar&events=10000")
    assert overlaps(page) == []
    assert 60 <= len(shown_ids(page)) <= 250
    counted = sum(int(button.inner_text()) for button in page.locator(".cluster").all())
    assert counted + len(shown_ids(page)) == 10_000
    assert "آخر" in (page.locator(".cluster").first.get_attribute("aria-label") or "")


def test_a_count_opens_into_its_events_and_closes_again(open_page: Open) -> None:
    page = open_page("?lang=ar&events=10000")
    count = page.locator(".cluster").nth(2)
    number = int(count.inner_text())
    count.click()
    assert count.get_attribute("aria-expanded") == "true"
    assert page.evaluate("page.asked") == []
    assert str(number) in page.locator(".opened-title").inner_text()
    assert page.locator(".opened-event").count() == min(number, 60)
    assert overlaps(page) == []
    page.keyboard.press("Escape")
    assert page.locator(".opened").count() == 0
    assert page.evaluate("document.activeElement.className") == "cluster"
    page.keyboard.press("Enter")
    page.locator(".opened-event").nth(3).click()
    assert len(page.evaluate("page.selections")) == 1
    page.locator("[data-tool=opened_zoom]").click()
    assert page.locator(".opened").count() == 0
    assert page.locator("[data-tool=zoom_out]").get_attribute("aria-disabled") == "false"
    assert overlaps(page) == []


def test_what_is_only_counted_is_asked_for(open_page: Open) -> None:
    page = open_page("?lang=ar")
    lane = page.evaluate("page.data.lanes[0].id")
    hidden = f"data.hidden = {{bounds: ['2023-01-01', '2023-07-01', '2024-01-01'], counts: {{'{lane}': [12, 30]}}}}"
    with_data(page, hidden)
    assert sum(map(int, page.locator(".cluster").all_inner_texts())) == 42
    page.locator(".cluster").last.click()
    (asked,) = page.evaluate("page.asked")
    assert asked["lane"] == lane
    assert asked["to"] == "2023-12-31"
    assert page.locator(".opened").get_attribute("aria-busy") == "true"
    answer = "data.opened = {...page.asked[0], total: 30, events: [{id: 'x', label: 'حدث بعيد', date: 'مايو 2023'}]}"
    with_data(page, f"{hidden}; {answer}")
    assert "حدث بعيد" in page.locator(".opened-event").inner_text()
    assert page.locator(".opened").get_attribute("aria-busy") == "false"
    assert "29" in page.locator(".opened-more").inner_text()


def test_time_runs_as_asked_whatever_the_language(open_page: Open) -> None:
    for lang in ("ar", "en"):
        from_right = open_page(f"?lang={lang}&time=rtl{ONE_YEAR}")
        assert middle_of_mark(from_right, "talks-2") > middle_of_mark(from_right, "data")
        from_left = open_page(f"?lang={lang}&time=ltr{ONE_YEAR}")
        assert middle_of_mark(from_left, "talks-2") < middle_of_mark(from_left, "data")


def test_the_label_stands_on_the_newer_side_and_flips_where_there_is_no_room(open_page: Open) -> None:
    page = open_page(f"?lang=ar{ONE_YEAR}")
    assert page.locator(".event[data-id=talks-2]").get_attribute("data-side") == "newer"
    assert page.locator(".event[data-id=launch-5]").get_attribute("data-side") == "older"


def test_a_click_selects(open_page: Open) -> None:
    page = open_page(f"?lang=ar{ONE_YEAR}")
    page.locator(".event[data-id=grant] .label").click()
    assert page.evaluate("page.selections") == ["grant"]
    assert page.locator(".event[data-id=grant]").get_attribute("aria-current") == "true"
    assert overlaps(page) == []


def test_undated_events_select_too_and_are_counted(open_page: Open) -> None:
    page = open_page("?lang=en")
    page.locator(".undated-event").first.click()
    assert page.evaluate("page.selections") == ["u1"]
    assert page.locator(".undated-event[aria-current]").count() == 1
    with_data(page, "data.undatedTotal = 40")
    assert "37" in page.locator(".undated-rest").inner_text()
    assert page.locator(".tray .count").inner_text() == "40"


def test_buttons_and_keys_go_to_the_previous_and_the_next_event(open_page: Open) -> None:
    page = open_page("?lang=ar")
    newer, older = page.locator("[data-tool=event_newer]"), page.locator("[data-tool=event_older]")
    newer.click()
    newer.click()
    older.click()
    page.locator(".event[aria-current]").focus()
    page.keyboard.press("PageDown")
    chosen = page.evaluate("page.selections")
    assert chosen == ["agency", "war-years", "agency", "war-years"]
    page.keyboard.press("Escape")
    assert page.evaluate("page.selections.at(-1)") is None
    assert page.locator(".event[aria-current]").count() == 0
    with_data(page, "data.selected = 'grant'; data.neighbours = {older: null, newer: 'elsewhere'}")
    assert older.get_attribute("aria-disabled") == "true"
    newer.click()
    assert page.evaluate("page.selections.at(-1)") == "elsewhere"


def brushed(page: Page) -> tuple[float, float]:
    """Where the brush begins and ends on the strip, in pixels from its left."""
    strip, brush = page.locator(".strip-plot").bounding_box(), page.locator(".brush").bounding_box()
    assert strip is not None
    assert brush is not None
    return brush["x"] - strip["x"], brush["x"] + brush["width"] - strip["x"]


@pytest.mark.parametrize("time", ["rtl", "ltr"])
def test_the_brush_chooses_moves_and_resizes_the_window(open_page: Open, time: str) -> None:
    page = open_page(f"?lang=ar&time={time}")
    strip = page.locator(".strip-plot").bounding_box()
    assert strip is not None
    y = strip["y"] + 20

    def drag(start: float, end: float) -> None:
        page.mouse.move(strip["x"] + start, y)
        page.mouse.down()
        page.mouse.move(strip["x"] + end, y, steps=6)
        page.mouse.up()

    drag(150, 450)
    left, right = brushed(page)
    assert abs(left - 150) < 4
    assert abs(right - 450) < 4
    drag(300, 340)
    assert [round(edge - was) for edge, was in zip(brushed(page), (left, right), strict=True)] == pytest.approx(
        [40, 40], abs=6
    )
    left, right = brushed(page)
    drag(right, right + 60)
    assert brushed(page)[1] == pytest.approx(right + 60, abs=6)
    page.wait_for_function("page.windows.length > 0")
    assert page.evaluate("page.windows.at(-1).from < page.windows.at(-1).to")
    assert overlaps(page) == []


def test_a_click_on_the_strip_shows_a_month_and_the_keyboard_moves_the_handles(open_page: Open) -> None:
    page = open_page("?lang=ar")
    handle = page.locator(".handle[data-end=from]")
    handle.focus()
    before = int(handle.get_attribute("aria-valuenow") or 0)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("PageUp")
    assert int(handle.get_attribute("aria-valuenow") or 0) >= before + 12
    assert page.evaluate("document.activeElement.dataset.end") == "from"
    page.keyboard.press("Home")
    assert page.locator("[data-tool=whole]").get_attribute("aria-disabled") == "true"
    assert "1948" in (handle.get_attribute("aria-valuetext") or "")
    strip = page.locator(".strip-plot").bounding_box()
    assert strip is not None
    page.mouse.click(strip["x"] + 80, strip["y"] + 20)
    page.wait_for_function("page.windows.length > 0")
    window = page.evaluate("page.windows.at(-1)")
    assert window["from"][:7] == window["to"][:7]
    assert window["from"].endswith("-01")


def test_the_background_is_folded_and_opens_by_a_button(open_page: Open) -> None:
    page = open_page("?lang=ar")
    fold = "data.background = {from: '1948-01-01', to: '2009-12-31', label: 'قبل 2010', action: 'عرض ما قبل 2010'}"
    with_data(page, f"{fold}; data.isSelection = true; data.events = data.events.filter((one) => one.from > '2010')")
    button = page.get_by_role("button", name="عرض ما قبل 2010")
    assert button.inner_text() == "قبل 2010"
    ticks = page.locator(".tick").all_inner_texts()
    assert all(int(year) >= 2010 for text in ticks for year in text.split() if year.isdigit() and len(year) == 4)
    assert page.evaluate("page.windows") == []
    button.click()
    assert page.evaluate("page.windows") == [{"from": "1948-01-01", "to": "2009-12-31"}]
    with_data(page, "data.window = {from: '1948-01-01', to: '2009-12-31'}")
    assert "agency" in shown_ids(page)


def test_paper_and_projector_say_in_words_what_the_screen_fades(open_page: Open) -> None:
    page = open_page("?lang=ar")
    with_data(page, "data.events.find((one) => one.precision === 'open').words = ''")
    unsure = page.locator(".event .unsure").first
    assert not unsure.is_visible()
    wide = page.locator(".lanes").bounding_box()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert unsure.is_visible()
    assert overlaps(page) == []
    narrow = page.locator(".tasalsul-timeline").bounding_box()
    assert narrow is not None
    assert narrow["width"] <= 720
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".lanes").bounding_box() == wide
    with_data(page, "data.theme = 'projector'; data.events.find((one) => one.precision === 'open').words = ''")
    assert unsure.is_visible()
    assert overlaps(page) == []


@pytest.mark.parametrize(
    ("time", "newer", "older"), [("rtl", "ArrowLeft", "ArrowRight"), ("ltr", "ArrowRight", "ArrowLeft")]
)
def test_the_keyboard_walks_through_time_and_selects(open_page: Open, time: str, newer: str, older: str) -> None:
    page = open_page(f"?lang=ar&time={time}")
    page.locator(".lanes .event[tabindex='0']").focus()
    page.keyboard.press("Home")
    assert focused_id(page) == "agency"
    page.keyboard.press(newer)
    page.keyboard.press(newer)
    assert focused_id(page) == "treaty"
    page.keyboard.press(older)
    assert focused_id(page) == "war-years"
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.press("Space")
    assert page.evaluate("page.selections") == ["war-years", "launch-5"]
    page.keyboard.press("ArrowDown")
    assert focused_id(page) == "summit"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert focused_id(page) is None


def test_the_lanes_are_one_tab_stop(open_page: Open) -> None:
    page = open_page("?lang=ar")
    assert page.locator(".lanes [tabindex='0']").count() == 1
    page.locator(".lanes .event[tabindex='0']").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "undated-event"


def test_the_keyboard_zooms_and_walks_beyond_the_window(open_page: Open) -> None:
    page = open_page(f"?lang=ar{ONE_YEAR}")
    page.locator(".event[data-id=talks-2]").focus()
    for _ in range(4):
        page.keyboard.press("+")
    assert focused_id(page) == "talks-2"
    assert len(shown_ids(page)) < 8
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    assert focused_id(page) == "talks-3"
    page.keyboard.press("0")
    assert len(shown_ids(page)) == 30


def test_the_window_is_told_once_after_moving(open_page: Open) -> None:
    page = open_page(f"?lang=ar{ONE_YEAR}")
    box = page.locator(".axis").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 700, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 10, steps=12)
    page.mouse.up()
    assert page.evaluate("page.windows") == []
    page.wait_for_function("page.windows.length > 0")
    (window,) = page.evaluate("page.windows")
    assert window["from"] < "2023-06-01"
    assert window["to"] < "2024-06-01"
    assert page.evaluate("page.selections") == []


def test_ctrl_and_wheel_zoom_around_the_pointer(open_page: Open) -> None:
    page = open_page(f"?lang=ar{ONE_YEAR}")
    before = middle_of_mark(page, "boycott")
    lanes = page.locator(".lanes").bounding_box()
    assert lanes is not None
    page.mouse.move(before, lanes["y"] + 5)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -150)
    page.keyboard.up("Control")
    page.wait_for_function("!page.root.querySelector('.event[data-id=data]')")
    assert abs(middle_of_mark(page, "boycott") - before) < 2
    assert overlaps(page) == []


def test_empty_years_are_folded_and_counted_in_words(open_page: Open) -> None:
    arabic = open_page("?lang=ar").locator(".fold-label").all_inner_texts()
    assert arabic[:2] == ["سنتان", "37 سنة"]
    assert "8 سنوات" in arabic
    english = open_page("?lang=en&digits=latn").locator(".fold-label").all_inner_texts()
    assert english[:2] == ["2 years", "37 years"]
    digits = open_page("?lang=ar&digits=arab").locator(".fold-label").all_inner_texts()
    assert digits[1] == "٣٧ سنة"


@pytest.mark.parametrize("time", ["rtl", "ltr"])
def test_what_is_folded_is_written_over_its_break(open_page: Open, time: str) -> None:
    page = open_page(f"?lang=ar&time={time}")
    breaks = [box.bounding_box() for box in page.locator(".fold:not(.background)").all()]
    labels = [box.bounding_box() for box in page.locator(".fold-label span").all()]
    assert len(breaks) == len(labels) > 3
    for around, inside in zip(breaks, labels, strict=True):
        assert around is not None
        assert inside is not None
        assert around["x"] - 1 <= inside["x"]
        assert inside["x"] + inside["width"] <= around["x"] + around["width"] + 1


@pytest.mark.parametrize("time", ["rtl", "ltr"])
def test_a_label_below_its_mark_starts_at_it(open_page: Open, time: str) -> None:
    page = open_page(f"?lang=ar&time={time}&from=2023-09-01&to=2023-09-30")
    assert page.locator(".event[data-id=launch-4]").get_attribute("data-side") == "under"
    label = page.locator(".event[data-id=launch-4] .label").bounding_box()
    assert label is not None
    older_end = label["x"] + label["width"] if time == "rtl" else label["x"]
    assert abs(older_end - middle_of_mark(page, "launch-4")) < 12


def test_labels_are_packed_again_after_resizing(open_page: Open) -> None:
    page = open_page("?lang=ar")
    tall = page.locator(".lanes").bounding_box()
    page.set_viewport_size({"width": 700, "height": 900})
    page.wait_for_function("page.root.clientWidth < 700")
    page.wait_for_timeout(50)
    assert overlaps(page) == []
    page.set_viewport_size({"width": 1400, "height": 1000})
    page.wait_for_timeout(50)
    assert overlaps(page) == []
    assert page.locator(".lanes").bounding_box() == tall


def test_hostile_text_is_shown_as_text(open_page: Open) -> None:
    page = open_page("?lang=ar")
    hostile = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'> **bold** $\\\\frac{1}{2}$"
    with_data(
        page,
        f"""const text = `{hostile}`;
        Object.assign(data.events[0], {{label: text, words: text, date: text, badges: [{{role: 'denied', text}}]}});
        data.lanes[0].label = text; data.undated[0].label = text;
        data.strings.summary_whole = text""",
    )
    assert page.evaluate("window.hacked") is None
    assert page.locator("#timeline script, #timeline img").count() == 0
    for selector in (".event[data-id=agency] .text", ".lane .name-text", ".undated-event .text", ".summary"):
        assert "<script>window.hacked = 1</script>" in (page.locator(selector).first.text_content() or "")
    assert overlaps(page) == []


def test_numbers_and_languages_are_isolated(open_page: Open) -> None:
    page = open_page(f"?lang=en{ONE_YEAR}")
    words = page.locator(".event[data-id=gift] .words")
    assert (words.get_attribute("lang"), words.get_attribute("dir")) == ("ar", "rtl")
    arabic = open_page(f"?lang=ar{ONE_YEAR}")
    assert arabic.locator(".event[data-id=grant] .text bdi").all_inner_texts() == ["Horizon", "50"]


def test_an_event_has_a_name_that_says_everything(open_page: Open) -> None:
    page = open_page(f"?lang=ar{ONE_YEAR}")
    name = page.locator(".event[data-id=leak]").get_attribute("aria-label")
    assert name == (
        "تحويلات إلى شركة الوسيط، «منذ مطلع العام»، منذ 2023، غير مثبت، التاريخ محسوب، "
        "غير مثبت، بحسب هيئة الرقابة، نفته الشركة"
    )


def test_an_update_keeps_window_and_focus(open_page: Open) -> None:
    page = open_page(f"?lang=ar{ONE_YEAR}")
    page.locator(".event[data-id=talks-2]").focus()
    page.keyboard.press("+")
    before = middle_of_mark(page, "talks-2")
    with_data(page, "data.selected = 'talks-2'")
    assert focused_id(page) == "talks-2"
    assert abs(middle_of_mark(page, "talks-2") - before) < 1


def test_no_events_is_said_in_words(open_page: Open) -> None:
    page = open_page("?lang=ar")
    with_data(page, "data.events = []")
    assert page.locator(".empty").inner_text() == "لا أحداث مؤرخة بهذه الاختيارات"


def test_the_streamlit_adapter_mounts_once_and_reports(open_page: Open) -> None:
    page = open_page("?lang=ar")
    page.evaluate("""() => {
      const host = document.createElement('div');
      document.body.append(host);
      const parentElement = host.attachShadow({mode: 'open'});
      window.told = [];
      const component = (data) => ({
        data, parentElement, key: 'k',
        setTriggerValue: (name, value) => told.push([name, value]),
        setStateValue: (name, value) => told.push([name, value]),
      });
      page.mountInStreamlit(component(page.data));
      window.takeAway = page.mountInStreamlit(component({...page.data, lang: 'ar'}));
      window.shadow = parentElement;
    }""")
    assert page.evaluate("shadow.querySelectorAll('.tasalsul-timeline').length") == 1
    page.evaluate("shadow.querySelector('.event[data-id=treaty]').click()")
    page.evaluate("shadow.querySelector('[data-tool=zoom_in]').click()")
    page.wait_for_function("told.length === 2")
    assert page.evaluate("told.map(([name]) => name)") == ["select", "window"]
    page.evaluate("takeAway()")
    assert page.evaluate("shadow.querySelectorAll('.tasalsul-timeline').length") == 0


@pytest.mark.parametrize(
    ("lang", "theme", "width"),
    [("ar", "light", 1400), ("en", "dark", 1400), ("ar", "projector", 1400), ("en", "light", 390), ("ar", "dark", 390)],
)
def test_no_accessibility_violations(open_page: Open, lang: str, theme: str, width: int) -> None:
    page = open_page(f"?lang={lang}&theme={theme}&selected=launch-4{ONE_YEAR}", width)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found] == []


def test_every_target_is_large_enough(open_page: Open) -> None:
    page = open_page("?lang=ar", 390)
    small = page.evaluate("""[...page.root.querySelectorAll('button, .handle')].filter((button) => {
      const {width, height} = button.getBoundingClientRect();
      return width > 0 && (height < 24 || width < 24);
    }).map((button) => button.className)""")
    assert small == []


def test_the_modules_put_together_are_one_that_works(open_page: Open) -> None:
    whole = script()
    names = re.findall(r"^(?:const|let|class|(?:async )?function\*?) +(\w+)", whole, re.MULTILINE)
    assert len(names) == len(set(names)) > 60
    assert "import {" not in whole
    assert whole.count("\nexport ") == 1
    other = filter_script()
    others = re.findall(r"^(?:const|let|class|(?:async )?function\*?) +(\w+)", other, re.MULTILINE)
    assert len(others) == len(set(others)) > 10
    assert "import {" not in other
    page = open_page("?lang=ar")
    page.evaluate(
        """async ([text, mountText]) => {
          const load = (code) => import(URL.createObjectURL(new Blob([code], {type: "text/javascript"})));
          const module = await load(text);
          const host = document.body.appendChild(document.createElement("div"));
          const parentElement = host.attachShadow({mode: "open"});
          const mount = await load(mountText);
          const data = new TextEncoder().encode(JSON.stringify(page.data));
          const component = {data, parentElement, setTriggerValue() {}, setStateValue() {}};
          mount.default(component);
          window.early = parentElement.childElementCount;
          module.default();
          window.takeAway = mount.default(component);
          window.shadow = parentElement;
        }""",
        [whole, mount_script("tasalsul_timeline")],
    )
    assert page.evaluate("early") == 0
    assert page.evaluate("shadow.querySelectorAll('.event').length") == 30
    assert page.evaluate("getComputedStyle(shadow.querySelector('.event')).position") == "absolute"
    page.evaluate("takeAway()")
    assert page.evaluate("shadow.querySelectorAll('.event').length") == 0


def picture(page: Page, data: dict[str, Any], ids: list[str] | None) -> list[str]:
    """All that is seen of some events in the data, as text: strip, axis, where each label and mark stands, legend."""
    return page.evaluate(
        """([data, ids]) => {
          page.timeline.update(data);
          page.timeline.keep(ids);
          return ['.strip', '.head', '.lanes', '.tray', '.legend'].map((name) => page.root.querySelector(name))
            .filter((part) => part.checkVisibility()).map((part) => part.outerHTML);
        }""",
        [data, ids],
    )


@pytest.mark.parametrize("lanes", ["kind", "actor"])
def test_what_the_browser_narrows_looks_as_what_the_server_counts(open_page: Open, lanes: str) -> None:
    frame = many_events(150, actors=("كيم", "بوتين", "شويغو", "لافروف", "ترامب", "مون", "شي", "آبي", "ماكرون", "عون"))
    kept = frame[frame["kind"] != "visit"]
    page = open_page("?lang=ar")
    told = Told(event_rows={row["event_id"]: row for row in frame.to_dict("records")})
    look = Look(lanes=lanes, lane_label=lambda name: f"<{name}>")
    for shown, first in ((frame, False), (kept, False), (frame[:0], False), (frame, True)):
        looked = replace(look, first=first)
        counted = picture(page, timeline_data(shown, told, Reader(), looked), None)
        ids = None if len(shown) == len(frame) else shown["event_id"].tolist()
        assert picture(page, whole_timeline(frame, told, Reader(), looked), ids) == counted
        assert len(shown) == 0 or len(shown_ids(page)) > 6


def test_the_browser_counts_as_the_server_does(open_page: Open) -> None:
    corpus = synthetic_corpus(160)
    page = open_page("?lang=ar")
    page.evaluate("""async () => {
      window.narrowing = await import("/ui/filter_component/narrowing.js");
      window.narrowed = (data) => {
        const fields = data.fields.map((field) => ({...field, choices: field.choices.map(([value]) => ({value}))}));
        const here = new narrowing.Narrowing(data.events, fields);
        const masks = here.masks(data.chosen);
        return {knows: here.knows(data.chosen), ids: here.ids(masks), counts: Object.fromEntries(here.counts(masks))};
      };
    }""")
    for query in QUERIES:
        given = {name: [_known(corpus, name, value) for value in values] for name, values in query.items()}
        now = state.state_from_query(given, corpus)
        assert now.rejected == ()
        data = panel_data(corpus, now, 0, {})
        found = page.evaluate("(data) => narrowed(data)", data)
        shown = apply(now.filters, corpus.events, corpus.index)
        assert found["knows"]
        assert found["ids"] == (shown["event_id"].tolist() if now.filters.active else None)
        for name, tally in counts(now.filters, corpus.index, 10_000).items():
            values = corpus.index.known[name]
            assert {value: n for value, n in zip(values, found["counts"][name], strict=True) if n} == {
                value: n for value, n in tally.items() if n
            }
    for wrong in ("2019-13", "2019-02-30", "19", "2019-1", "٢٠١٩"):
        assert not page.evaluate("(text) => narrowing.isDate(text)", wrong)
    for right in ("2019", "2020-02", "2020-02-29"):
        assert page.evaluate("(text) => narrowing.isDate(text)", right)


def _known(corpus: Corpus, name: str, value: str | int) -> str:
    """A value of a field as it is, or by its place among those that the corpus knows."""
    return corpus.index.known[name][value] if isinstance(value, int) else value


QUERIES: tuple[dict[str, list[str | int]], ...] = (
    {},
    {"kind": ["visit"]},
    {"kind": ["visit", "meeting"], "actor": [0, 1, 5]},
    {"place": [0], "status": ["happened"], "basis": ["stated"]},
    {"from": ["2000"], "to": ["2015-06"]},
    {"to": ["1999-12-31"], "article": [0, 2]},
    {"from": ["2010-05"], "disputed": ["yes"]},
    {"q": ["زيارة"]},
    {"q": ["ققققق"], "kind": ["visit"]},
)

PANEL = """async (data) => {
  const panel = await import("/ui/filter_component/panel.js");
  window.host = document.querySelector("main").appendChild(document.createElement("div"));
  window.told = []; window.kept = []; window.panelData = data;
  window.panel = panel.mountPanel(host, data, {
    tell: (change) => told.push(change), look() {}, show: (ids) => kept.push(ids),
  });
}"""


def test_a_box_answers_at_once_and_a_late_answer_takes_nothing_back(open_page: Open) -> None:
    corpus = synthetic_corpus(160)
    page = open_page("?lang=ar")

    def data(answer: int, **query: list[str]) -> dict[str, Any]:
        now = state.state_from_query(query, corpus)
        return panel_data(corpus, now, 160, {}) | {"answer": answer}

    page.evaluate(PANEL, data(0))
    boxes = page.locator(".choices_kind .choice-list").first.locator("input")
    boxes.nth(0).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    first, second = page.evaluate("told.map(({chosen}) => chosen.kind)")
    assert len(first) == 1
    assert second[:1] == first
    assert len(second) == 2
    assert page.evaluate("told.map(({at}) => at)") == [1, 2]
    fitting = [len(corpus.events[corpus.events["kind"].isin(kinds)]) for kinds in (first, second)]
    assert page.evaluate("kept.map((ids) => ids?.length ?? null)") == [None, *fitting]
    page.evaluate("(data) => panel.update(data)", data(1, kind=first))
    assert boxes.nth(1).is_checked()
    assert page.evaluate("document.activeElement === document.querySelectorAll('.choices_kind input')[1]")
    page.evaluate("(data) => panel.update(data)", data(2, kind=second))
    assert page.evaluate("kept.at(-1).length") == fitting[1]
    page.evaluate("(data) => panel.update(data)", data(2))
    assert not boxes.nth(0).is_checked()
    assert page.evaluate("kept.at(-1)") is None
    page.locator(".filters-head button").dispatch_event("click")
    assert page.evaluate("told.length") == 2
    page.locator(".search input").fill("كيم")
    page.keyboard.press("Enter")
    assert page.evaluate("told.at(-1).chosen") == {"q": ["كيم"]}
    assert page.evaluate("kept.at(-1)") is None
