"""A visitor's own articles and the comparison of sources in a real browser: from the first file to the last claim."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.ui.dashboard_process import open_view, settle
from tests.ui.hostile_articles import HOSTILE
from tests.ui.looking import DESK, INTERFACE_TEXT, PHONE, barriers, overflow

pytestmark = pytest.mark.browser

FILES = {
    "first.txt": "القاهرة 6 مايو 2021\nوقع انفجار في مدينة الإسكندرية يوم الاثنين 4 مايو 2021. ووقع الرئيس عبد الفتاح "
    "السيسي اتفاقا مع فرنسا في باريس في 3 مارس 2021. ويعتزم السيسي زيارة موسكو في 20 مايو 2021.",
    "second.txt": "باريس 10 مايو 2021\nووقع الرئيس المصري عبد الفتاح السيسي اتفاقا مع فرنسا في باريس في 4 مارس 2021. "
    "ووقع انفجار في مدينة الإسكندرية في مايو 2021.",
    "third.txt": "موسكو 1 يونيو 2021\nزار الرئيس المصري عبد الفتاح السيسي موسكو في 22 مايو 2021.",
}
FORMATS = {"TXT", "HTML", "DOCX", "PDF", "ZIP", "CSV", "JSONL"}


def hand_over(page: Page, files: dict[str, bytes]) -> None:
    """Choose files in the uploader, and wait until they have been read."""
    payload = [{"name": name, "mimeType": "text/plain", "buffer": data} for name, data in files.items()]
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(payload)
    page.locator(".added, .st-key-own .notices").first.wait_for()
    settle(page)


def paste(page: Page, text: str, outlet: str = "") -> None:
    """Fill the form and wait until the text has been read."""
    before = page.locator(".own-article").count()
    page.locator(".st-key-own_paste textarea").fill(text)
    page.locator(".st-key-own_facts input").first.fill(outlet)
    page.locator("[data-testid=stBaseButton-primaryFormSubmit]").click()
    expect(page.locator(".own-article")).to_have_count(before + 1)
    settle(page)


def test_files_become_a_comparison_that_the_keyboard_walks(page: Page, address: str) -> None:
    open_view(page, f"{address}/own")
    expect(page.locator("[data-testid=stFileUploader] button")).to_contain_text("اختيار ملفات")
    words = set(re.findall("[A-Za-z]{3,}", page.evaluate(INTERFACE_TEXT)))
    assert words <= FORMATS | {"English"}
    assert page.locator("[data-testid=stFileUploader] [aria-label]").evaluate_all(
        "all => all.every(one => !/[a-z]{3}/i.test(one.getAttribute('aria-label')))"
    )
    assert barriers(page) == []
    address_of_source, written = page.locator(".st-key-own-url input"), page.locator(".st-key-own-written input")
    address_of_source.fill("https://")
    written.fill("2021-05/..")
    for field in (address_of_source, written):
        assert field.evaluate("e => [getComputedStyle(e).direction, getComputedStyle(e).textAlign]") == ["ltr", "right"]
        field.fill("")
    too_large = {"large.txt": b"a" * (10 * 1024 * 1024 + 1), "picture.png": b"PNG"}
    articles = {name: text.encode() for name, text in FILES.items()}
    hand_over(page, articles | {"bad<b>.pdf": b"%PDF-1.4 nothing"} | too_large)
    expect(page.locator("#left-out p")).to_have_text(
        [re.compile("large.txt.*أكبر من 10"), re.compile("picture.png.*صيغة")]
    )
    expect(page.locator(".added")).to_contain_text("أُضيفت 3 نصوص")
    expect(page.locator(".notices li")).to_have_text(re.compile("bad<b>.pdf.*ملف تالف"))
    assert barriers(page) == []

    page.locator(".added a", has_text="مقارنة المصادر").click()
    page.wait_for_selector(".compare [aria-selected=true]")
    settle(page)
    assert urlsplit(page.url).path == "/compare"
    assert set(
        page.locator(".relations [data-relation]").evaluate_all("all => all.map(one => one.dataset.relation)")
    ) >= {
        "refine",
        "followed",
        "differ",
    }
    assert barriers(page) == []
    page.locator(".compare [role=tab][tabindex='0']").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.wait_for_url("**event=**")
    settle(page)
    second = page.locator(".compare [role=tab]").nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    expect(second).to_be_focused()
    expect(page.locator(".panel:visible .claim")).to_have_count(2)
    event = parse_qs(urlsplit(page.url).query)["event"]
    page.go_back()
    page.go_forward()
    expect(second).to_have_attribute("aria-selected", "true")
    settle(page)

    page.locator(".st-key-views").get_by_role("link", name="الخط الزمني").click()
    page.wait_for_selector(".st-key-card .card")
    assert parse_qs(urlsplit(page.url).query) == {"corpus": ["mine"], "event": event}
    page.locator(".st-key-card").get_by_role("link", name=re.compile("فتح نص المصدر")).first.click()
    page.wait_for_selector(".article-text .finding-mark")
    settle(page)
    page.keyboard.press("p")
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.matches('.article-text :is(.num,.finding-mark)')")
    expect(page.locator(".step-place")).to_contain_text("من")
    assert barriers(page) == []
    page.locator(".steps [data-keys]").click()
    place = page.locator(".step-place").inner_text()
    page.keyboard.press("n")
    assert page.locator(".step-place").inner_text() == place


def test_another_visitor_sees_none_of_it(page: Page, address: str) -> None:
    open_view(page, f"{address}/compare?corpus=mine&event=0123456789abcdef&lang=en")
    expect(page.locator(".notices")).to_contain_text("are not here")
    expect(page.locator(".compare")).to_be_visible()
    assert barriers(page) == []


@pytest.mark.parametrize("look", ["theme=dark&lang=en", "theme=projector"])
def test_the_comparison_of_the_samples_keeps_no_reader_out(page: Page, address: str, look: str) -> None:
    open_view(page, f"{address}/compare?{look}")
    page.wait_for_selector(".compare [aria-selected=true]")
    assert barriers(page) == []
    assert overflow(page) <= 0


def test_hostile_texts_and_files_stay_text_on_a_phone(page: Page, address: str) -> None:
    assert len(HOSTILE) >= 30
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.set_viewport_size(PHONE)
    open_view(page, f"{address}/own?lang=en&theme=dark")
    told = [
        f"وقع انفجار {words} في مدينة الإسكندرية في {1 + n % 28} مايو {1980 + n}." for n, words in enumerate(HOSTILE)
    ]
    body = "\n".join(told)
    paste(page, f"{HOSTILE[0]} عنوان {HOSTILE[2]}\nالقاهرة 6 مايو 2021\n{body}", HOSTILE[2])
    paste(page, f"{HOSTILE[26]} عنوان {HOSTILE[24]}\nباريس 7 مايو 2021\n{body}", HOSTILE[27])
    hand_over(page, {f"{HOSTILE[2]}.txt": b"", f"{HOSTILE[21]}.pdf": b"%PDF-1.4"})
    expect(page.locator(".notices")).to_contain_text(HOSTILE[2])
    assert barriers(page) == []
    assert overflow(page) <= 0
    page.set_viewport_size(PHONE)

    page.locator(".own-article a").first.click()
    page.wait_for_selector(".article-text")
    settle(page)
    shown = "\n".join(page.locator(".article-text .row > p").evaluate_all("all => all.map(one => one.textContent)"))
    shown = re.sub("\\d*\u2060", "", shown)
    assert [words for words in HOSTILE if words not in shown] == []
    page.set_viewport_size(DESK)
    assert page.evaluate("window.hacked") is None
