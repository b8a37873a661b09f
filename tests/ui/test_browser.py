"""The dashboard in a real browser: direction, language, choices, keyboard, access; nothing leaves the machine."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Download, Page, expect

import pipeline
from tests.ui.dashboard_process import ROOT, open_view, settle
from tests.ui.looking import INTERFACE_TEXT, PHONE, barriers, overflow

pytestmark = pytest.mark.browser

ARABIC_WORD = re.compile("[\u0620-\u064a]{2,}")
VIEWS = ("timeline", "list", "list?form=table", "article", "about")
PROPER_NAMES = {"English", "REUTERS", *"IBM Plex Sans Arabic Noto Naskh SIL Open Font License".split()}
PROPER_NAMES |= set("GPL LGPL MPL wordfreq Ayaspell Unicode CLDR".split())


def shown(page: Page) -> int:
    """The number of events that the result sentence names."""
    return int(re.findall(r"\d+", page.locator(".result").inner_text())[0])


def test_arabic_stands_first_and_runs_from_the_right(page: Page, address: str) -> None:
    open_view(page, f"{address}/timeline")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    assert page.title() == "الخط الزمني · تسلسل: الخط الزمني للأخبار"
    filters, main = page.locator(".st-key-filters").bounding_box(), page.locator(".st-key-main").bounding_box()
    assert filters["x"] > main["x"]
    fonts = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert {"IBM Plex Sans Arabic"} <= {font.strip("\"'") for font in fonts}


@pytest.fixture(scope="module")
def event_told_by() -> Callable[[str], str]:
    """The id of the event whose sentence holds some words of an article, whatever its title."""
    articles, _ = pipeline.read_articles([ROOT / "seeds"])
    timeline = pipeline.build_timeline(articles)

    def find(words: str) -> str:
        return next(
            row["event_id"]
            for row in timeline.mentions.to_dict("records")
            if words in timeline.texts[row["article"]][row["start"] : row["sentence_end"]]
        )

    return find


def test_the_events_of_the_samples_are_on_the_screen(
    page: Page, address: str, event_told_by: Callable[[str], str]
) -> None:
    open_view(page, f"{address}/timeline")
    for words in (
        "للمرة الأولى في أبريل 2019",
        "شويغو إلى بيونغ يانغ في يوليو",
        "ميناء فضائي روسي",
        "يصل اليوم الرئيس الروسي",
    ):
        # An event may also be among the highlights for which there is no room at this width.
        anywhere = page.locator(f'.tasalsul-timeline [data-id="{event_told_by(words)}"]')
        expect(anywhere.filter(visible=True).first).to_be_visible()


def test_a_filter_narrows_and_clearing_brings_all_back(page: Page, address: str) -> None:
    open_view(page, f"{address}/timeline")
    everything = shown(page)
    page.locator("label", has_text="زيارات").first.click()
    page.wait_for_url("**kind=visit**")
    expect(page.locator(".result")).to_contain_text("من أصل")
    assert shown(page) < everything
    page.get_by_role("button", name="مسح الاختيارات").click()
    expect(page.locator(".result")).not_to_contain_text("من أصل")
    assert shown(page) == everything


def test_a_search_that_finds_nothing_says_what_to_loosen(page: Page, address: str) -> None:
    open_view(page, f"{address}/timeline")
    page.get_by_placeholder("اسم أو مكان أو كلمة").fill("ققققق")
    page.keyboard.press("Enter")
    expect(page.locator(".loosen")).to_contain_text("ققققق")
    settle(page)
    assert barriers(page) == []


def test_selecting_an_event_shows_its_sentence_with_the_words_marked(
    page: Page, address: str, event_told_by: Callable[[str], str]
) -> None:
    open_view(page, f"{address}/timeline")
    event = event_told_by("شويغو إلى بيونغ يانغ في يوليو")
    page.locator(f'.tasalsul-timeline .lane [data-id="{event}"]').first.click()
    evidence = page.locator(".st-key-card .evidence").first
    expect(evidence).to_contain_text("وسافر وزير الدفاع الروسي سيرغي شويغو")
    expect(evidence.locator("mark.pen").first).to_have_text(re.compile("يوليو"))
    assert parse_qs(urlsplit(page.url).query)["event"]
    page.get_by_role("link", name=re.compile("فتح نص المصدر")).first.click()
    page.wait_for_selector(".article-text .chosen")
    expect(page.locator(".article-text .clause.chosen").first).to_be_in_viewport()


def test_the_keyboard_alone_selects_an_event(page: Page, address: str) -> None:
    open_view(page, f"{address}/timeline")
    # The first stop is the page itself, which scrolls.
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="تجاوز إلى المحتوى")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.shadowRoot?.activeElement?.closest('.lane')"):
            break
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-card .title")).to_be_visible()


def test_the_list_opens_by_keyboard_and_each_choice_is_one_step_of_the_history(page: Page, address: str) -> None:
    open_view(page, f"{address}/list")
    everything, steps = shown(page), page.evaluate("history.length")
    page.locator("label", has_text="زيارات").first.click()
    page.wait_for_url("**kind=visit**")
    page.get_by_role("button", name="آخر خمس سنوات").click()
    page.wait_for_url("**from=**")
    settle(page)
    narrowed = shown(page)
    page.locator(".entries summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".entries details[open] .evidence").first).to_be_visible()
    assert page.evaluate("new URL(location.href).searchParams.has('event')")
    assert page.evaluate("document.activeElement.matches('details[open]>summary')")
    assert page.evaluate("history.length") == steps + 3
    page.go_back()
    expect(page.locator(".entries details[open]")).to_have_count(0)
    assert shown(page) == narrowed
    page.go_back()
    page.go_back()
    expect(page.locator(".result")).not_to_contain_text("من أصل")
    assert shown(page) == everything
    expect(page.locator("label", has_text="زيارات").first.locator("input")).not_to_be_checked()
    page.go_forward()
    expect(page.locator(".result")).to_contain_text("من أصل")
    expect(page.locator("label", has_text="زيارات").first.locator("input")).to_be_checked()


def test_another_language_keeps_the_view_and_all_choices(
    page: Page, address: str, event_told_by: Callable[[str], str]
) -> None:
    event = event_told_by("شويغو إلى بيونغ يانغ في يوليو")
    kept = {"kind": ["visit"], "event": [event], "group": ["month"], "sort": ["newest"], "from": ["2019"]}
    written = "&".join(f"{name}={value}" for name, [value] in kept.items())
    open_view(page, f"{address}/list?{written}")
    page.get_by_role("radio", name="English").click()
    page.wait_for_function("document.documentElement.lang === 'en'")
    expect(page.locator(".entries details[open] .card")).to_be_visible()
    assert urlsplit(page.url).path == "/list"
    assert parse_qs(urlsplit(page.url).query) == kept | {"lang": ["en"]}
    assert page.title() == "List · Tasalsul: a timeline of the news"
    page.locator(".st-key-tools [data-testid=stPopoverButton]").click()
    expect(page.get_by_role("radio", name="Light", exact=True)).to_be_checked()
    assert barriers(page) == []


def test_the_table_is_sorted_and_opened_by_keyboard(page: Page, address: str) -> None:
    open_view(page, f"{address}/list?form=table")
    heading = page.get_by_role("columnheader", name="النوع")
    heading.get_by_role("link").focus()
    for way in ("ascending", "descending"):
        page.keyboard.press("Enter")
        expect(heading).to_have_attribute("aria-sort", way)
        kinds = page.locator(".events-table tbody td:nth-child(3)").all_inner_texts()
        assert kinds == sorted(kinds, reverse=way == "descending")
        page.wait_for_function("document.activeElement.dataset.spot === 'sort:kind'")
    page.locator(".events-table tbody th a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".card-row .evidence").first).to_be_visible()
    assert barriers(page) == []


def test_a_search_marks_its_hits_and_puts_the_best_first(page: Page, address: str) -> None:
    open_view(page, f"{address}/list")
    page.get_by_placeholder("اسم أو مكان أو كلمة").fill("للرئيس")
    page.keyboard.press("Enter")
    expect(page.locator(".entries .name .hit").first).to_have_text("الرئيس")
    expect(page.locator(".entries h2")).to_have_text("بحسب موافقة البحث")
    expect(page.locator(".entries .passage .hit").first).to_be_visible()


def test_a_card_goes_into_a_message_and_a_report(
    page: Page, address: str, event_told_by: Callable[[str], str], tmp_path: Path
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    event = event_told_by("للمرة الأولى في أبريل 2019")
    open_view(page, f"{address}/list?event={event}&theme=dark")
    open_every_part(page)
    expect(page.locator(".hijri")).to_contain_text("رجب 1440 هـ")
    expect(page.locator(".hijri")).to_contain_text("شعبان 1440 هـ")
    with page.expect_download() as saved:
        page.get_by_role("button", name="حفظ البطاقة صورة").click()
    size, colours = picture(page, saved.value, tmp_path)
    assert size[0] == 1080
    assert colours > 40
    page.locator(".report textarea").fill("ليس هذا الشهر")
    page.get_by_role("button", name="نسخ البلاغ").click()
    expect(page.get_by_role("button", name="نُسخ البلاغ")).to_be_visible()
    report = page.evaluate("navigator.clipboard.readText()")
    for words in ("ليس هذا الشهر", "أبريل 2019", "والتقى كيم", f"{address}/timeline?", event):
        assert words in report
    page.locator(".facts a.choice", has_text="كيم جونغ أون").click()
    page.wait_for_url("**actor=**")
    expect(page.locator(".result")).to_contain_text("من أصل")
    settle(page)
    page.locator("[class*=list-keep] summary").click()
    expect(page.get_by_role("button", name="تنزيل صورة PNG")).to_be_visible()
    # What lies half under the header is no smaller for that.
    page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, 0)")
    assert barriers(page) == []
    with page.expect_download() as saved:
        page.get_by_role("button", name="تنزيل صورة PNG").click()
    size, colours = picture(page, saved.value, tmp_path)
    assert size[0] == 2480
    assert colours > 40
    with page.expect_download() as saved:
        page.get_by_role("button", name="تنزيل جدول CSV").click()
    saved.value.save_as(tmp_path / "events.csv")
    rows = (tmp_path / "events.csv").read_text("utf-8-sig").splitlines()
    assert len([row for row in rows if row.startswith(event)]) == 1


def picture(page: Page, saved: Download, folder: Path) -> tuple[tuple[int, int], int]:
    """The size of a picture that was saved, and how many colours its middle has: text has many, an empty sheet one."""
    path = folder / saved.suggested_filename
    saved.save_as(path)
    with Image.open(path) as image:
        return image.size, len(image.convert("RGB").getcolors(2**24) or ())


def test_a_part_of_the_strip_shows_its_period_and_escape_leaves_a_card(page: Page, address: str) -> None:
    open_view(page, f"{address}/timeline")
    events = page.locator(".tasalsul-timeline .lane .event")
    expect(events.first).to_be_visible()
    assert 7 <= events.count() <= 15
    show_all = page.get_by_role("button", name=re.compile("عرض كل الأحداث"))
    dated = int(re.findall(r"\d+", show_all.inner_text())[0])
    show_all.click()
    page.wait_for_url("**show=all**")
    expect(events).to_have_count(dated)
    strip = page.locator(".tasalsul-timeline .strip-plot").bounding_box()
    page.mouse.move(strip["x"] + 60, strip["y"] + 20)
    page.mouse.down()
    page.mouse.move(strip["x"] + 160, strip["y"] + 20, steps=5)
    page.mouse.up()
    page.wait_for_url("**zoom=**")
    events.first.press("Enter")
    title = page.locator(".st-key-card h2.title")
    expect(title).to_be_focused()
    expect(title).to_be_in_viewport()
    first = title.inner_text()
    page.get_by_role("button", name="الحدث التالي").last.click()
    expect(title).not_to_have_text(first)
    page.locator(".st-key-card button").first.focus()
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-card")).to_have_count(0)
    page.wait_for_function("!new URL(location.href).searchParams.has('event')")


def open_every_part(page: Page) -> None:
    """Open the card's parts that stand closed: the Hijri date and the report."""
    expect(page.locator(".card .report")).to_be_visible()
    for part in (".hijri", ".report"):
        page.locator(f".card {part} summary").click()


@pytest.mark.parametrize("view", VIEWS)
def test_arabic_light(page: Page, address: str, view: str) -> None:
    open_view(page, f"{address}/{view}")
    words = set(re.findall("[A-Za-z]{3,}", page.evaluate(INTERFACE_TEXT)))
    assert words <= PROPER_NAMES
    if view == "list":
        page.locator(".entries summary").first.click()
        open_every_part(page)
    assert barriers(page) == []
    assert overflow(page) <= 0


@pytest.mark.parametrize("view", VIEWS)
def test_english_dark(page: Page, address: str, view: str) -> None:
    open_view(page, f"{address}/{view}{'&' if '?' in view else '?'}theme=dark")
    page.get_by_role("radio", name="English").click()
    page.wait_for_url("**lang=en**")
    page.wait_for_function("document.documentElement.lang === 'en' && document.documentElement.dir === 'ltr'")
    expect(page.locator(".st-key-views")).to_contain_text("List")
    settle(page)
    interface = page.evaluate(INTERFACE_TEXT)
    assert {line.strip() for line in interface.splitlines() if ARABIC_WORD.search(line)} == {"العربية"}
    assert barriers(page) == []
    assert overflow(page) <= 0


def test_projector(page: Page, address: str) -> None:
    open_view(page, f"{address}/timeline?theme=projector")
    assert barriers(page) == []
    assert page.evaluate("getComputedStyle(document.querySelector('.result')).fontSize") >= "20px"


def test_the_guard_against_barriers_can_fail(page: Page, address: str) -> None:
    open_view(page, f"{address}/about")
    page.add_style_tag(content=".about p{color:#ccc!important}")
    assert {name for name, _, _ in barriers(page)} == {"color-contrast"}


def test_the_phone_has_its_filters_in_a_sheet(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)
    open_view(page, f"{address}/list")
    expect(page.locator(".st-key-filters")).to_be_hidden()
    page.get_by_role("button", name="تضييق النتائج").click()
    expect(page.locator(".st-key-filters")).to_be_visible()
    assert barriers(page) == []
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-filters")).to_be_hidden()


def test_a_dark_phone_keeps_no_reader_out(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)
    open_view(page, f"{address}/timeline?lang=en&theme=dark")
    page.locator(".tasalsul-timeline .lane .event").first.press("Enter")
    expect(page.locator(".st-key-card .title")).to_be_visible()
    settle(page)
    assert barriers(page) == []
    page.locator(".st-key-tools [data-testid=stPopoverButton]").click()
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    assert barriers(page) == []
    page.keyboard.press("Escape")
    here = page.locator(".st-key-views .here")
    for view in ("Compare", "About"):
        page.locator(".st-key-views").get_by_role("link", name=view).click()
        expect(here).to_have_text(view)
        expect(here).to_be_in_viewport(ratio=1)
        settle(page)
        assert barriers(page) == []
    open_view(page, f"{address}/list?q=qqqqq&lang=en&theme=dark")
    page.get_by_role("button", name="Filters", exact=True).click()
    expect(page.locator(".st-key-filters")).to_be_visible()
    assert barriers(page) == []


def test_a_phone_starts_with_the_list_one_step_from_the_chart(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)
    charts: list[str] = []
    page.on("domcontentloaded", lambda: charts.append("loaded"))
    open_view(page, f"{address}/?kind=visit")
    page.wait_for_selector(".entries")
    assert urlsplit(page.url).path == "/list"
    assert parse_qs(urlsplit(page.url).query) == {"kind": ["visit"]}
    assert charts == ["loaded"]
    expect(page.get_by_role("radio", name="العربية")).to_be_checked()
    page.locator(".dock").get_by_role("link", name="الخط الزمني").click()
    page.wait_for_selector(".tasalsul-timeline")
    assert urlsplit(page.url).path == "/timeline"
    page.go_back()
    page.wait_for_selector(".entries")
    open_view(page, f"{address}/timeline")
    assert urlsplit(page.url).path == "/timeline"


def test_views_keep_the_query(page: Page, address: str) -> None:
    open_view(page, f"{address}/timeline?kind=visit&months=levant")
    page.locator(".st-key-views").get_by_role("link", name="القائمة").click()
    page.wait_for_selector(".entries")
    query = parse_qs(urlsplit(page.url).query)
    assert (query["kind"], query["months"]) == (["visit"], ["levant"])
    assert urlsplit(page.url).path == "/list"


@pytest.fixture(scope="module")
def article_with() -> Callable[[str], str]:
    """What an address calls the article that holds some words."""
    articles, _ = pipeline.read_articles([ROOT / "seeds"])
    return lambda words: next(article.digest[:12] for article in articles if words in article.text)


def test_a_reason_leads_to_its_words_and_back(page: Page, address: str, article_with: Callable[[str], str]) -> None:
    open_view(page, f"{address}/article?article={article_with('أجرى كيم جونغ أون')}")
    expect(page.locator(".head .when")).to_contain_text("الأربعاء 13 سبتمبر 2023")
    expect(page.locator(".text-legend")).to_contain_text("كلمات دلّت على تاريخ الكتابة")
    to_words = page.locator(".proofs a", has_text="18 شهرا")
    words = page.locator(".article-text .because", has_text="شهرا").first
    expect(words).not_to_be_in_viewport()
    to_words.focus()
    page.keyboard.press("Enter")
    expect(words).to_be_in_viewport()
    assert page.evaluate("document.activeElement.className") == "proof"
    assert page.evaluate("e => getComputedStyle(e).borderBottomStyle", words.element_handle()) == "solid"
    page.keyboard.press("Enter")
    expect(to_words).to_be_in_viewport()


def test_a_reason_in_another_article_leads_to_its_words_there(
    page: Page, address: str, article_with: Callable[[str], str]
) -> None:
    open_view(page, f"{address}/article?lang=en&kind=visit&article={article_with('يعتزم الزعيم الكوري')}")
    expect(page.locator(".head .when")).to_contain_text("between 1 and 13 September 2023")
    page.locator('.proofs a[href*="at="]').first.click()
    page.wait_for_selector(".article-text .pointed")
    settle(page)
    expect(page.locator(".article-text .pointed").first).to_be_in_viewport()
    page.wait_for_function("document.activeElement.id === 'at'")
    query = parse_qs(urlsplit(page.url).query)
    assert (query["lang"], query["kind"]) == (["en"], ["visit"])
    assert query["article"] == [article_with("أجرى كيم جونغ أون")]
    page.locator(".st-key-views").get_by_role("link", name="List").click()
    page.wait_for_selector(".entries")
    assert "at" not in parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize("look", ["lang=en&theme=dark", "theme=projector&digits=arab"])
def test_the_reasons_keep_no_reader_out(
    page: Page, address: str, article_with: Callable[[str], str], look: str
) -> None:
    open_view(page, f"{address}/article?article={article_with('أجرى كيم جونغ أون')}&{look}")
    expect(page.locator(".proofs li").first).to_be_visible()
    assert barriers(page) == []
    assert overflow(page) <= 0


def test_a_card_leads_to_the_reasons_of_the_date_it_hangs_on(
    page: Page, address: str, event_told_by: Callable[[str], str]
) -> None:
    open_view(page, f"{address}/list?event={event_told_by('خاسان')}")
    page.get_by_role("link", name="أسباب الاستنتاج").filter(visible=True).click()
    page.wait_for_selector(".article-text")
    expect(page.locator("#reasons")).to_be_in_viewport()
    assert urlsplit(page.url).fragment == "reasons"


def test_paper_is_white_and_holds_no_controls(page: Page, address: str) -> None:
    open_view(page, f"{address}/timeline?theme=dark")
    chart, controls = page.locator(".tasalsul-timeline"), page.locator(".st-key-header, .st-key-lanes_choice")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    expect(chart).to_have_attribute("data-theme", "light")
    for control in controls.all():
        expect(control).to_be_hidden()
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    expect(chart).to_have_attribute("data-theme", "dark")
