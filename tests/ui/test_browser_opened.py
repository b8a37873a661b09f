"""A timeline taken home and opened again, in a real browser: from the download to the class."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.ui.dashboard_process import open_view, settle
from tests.ui.hostile_articles import HOSTILE
from tests.ui.looking import PHONE, barriers, overflow

pytestmark = pytest.mark.browser

LABELS = "all => all.map(one => one.textContent)"


def take_home(page: Page, slug: str, path: Path) -> Path:
    """Press a format's button."""
    button = page.locator(f".st-key-download-{slug} button")
    button.wait_for()
    settle(page)
    with page.expect_download() as saved:
        button.click()
    saved.value.save_as(path)
    return path


def to_view(page: Page, name: str, ready: str) -> None:
    """Go to another view by its name in the header."""
    page.locator(".st-key-views").get_by_role("link", name=name, exact=True).click()
    page.wait_for_selector(ready)
    settle(page)


def test_a_timeline_goes_home_and_comes_back(page: Page, address: str, tmp_path: Path) -> None:
    open_view(page, f"{address}/timeline?show=all")
    labels = page.locator(".tasalsul-timeline .lane .event")
    expect(labels.first).to_be_visible()
    before = labels.evaluate_all(LABELS)
    page.locator("[class*=timeline-keep] summary").click()
    file = take_home(page, "chronicle", tmp_path / "خط*زمني*.chronicle.jsonl")
    bad = tmp_path / "changed.csv"
    bad.write_bytes(b"\xef\xbb\xbfa;b\r\n1;2\r\n")

    to_view(page, "نصوصي", ".st-key-own_paste textarea")
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files([file, bad])
    page.wait_for_selector(".added")
    settle(page)
    expect(page.locator(".added")).to_contain_text(file.name)
    expect(page.locator(".notices li")).to_have_text(re.compile("changed.csv.*سطره الأول لا يسمّي أعمدة الأحداث"))
    expect(page.locator(".st-key-own_choice")).to_contain_text(file.name)
    assert barriers(page) == []

    page.locator(".added").get_by_role("link", name="عرض الخط الزمني").click()
    page.wait_for_selector(".opened-file")
    settle(page)
    expect(page.locator(".opened-file")).to_contain_text(file.name)
    page.locator(".st-key-timeline-whole button").click()
    expect(labels).to_have_count(len(before))
    assert labels.evaluate_all(LABELS) == before
    labels.first.press("Enter")
    expect(page.locator(".st-key-card blockquote").first).to_be_visible()
    # What lies half under the header is no smaller for that; the page still glides to the card.
    main = page.locator("[data-testid=stMain]")
    main.evaluate("""async main => {
        for (let still = 0, at = -1; still < 5; still = main.scrollTop === at ? still + 1 : 0) {
            at = main.scrollTop;
            await new Promise(done => setTimeout(done, 100));
        }
        main.scrollTo({top: 0, behavior: 'instant'});
    }""")
    assert barriers(page) == []
    page.locator("[class*=timeline-keep] summary").click()
    again = take_home(page, "chronicle", tmp_path / "again.jsonl")
    assert again.read_bytes() == file.read_bytes()

    page.get_by_role("link", name="ابدأ درسا").click()
    expect(page.locator(".stage-date")).to_be_visible()
    assert page.url.count("corpus=opened-") == 1


def test_hostile_words_in_a_file_stay_text_on_a_phone(page: Page, address: str, tmp_path: Path) -> None:
    from exports import comma_separated
    from tests.ui.samples import event

    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.set_viewport_size(PHONE)
    events = [
        event(f"e{number}", "2021-05", ("2021-05-01", "2021-05-31"), "month", title_ar=words, title_en=words)
        | {"actors": [words], "articles": [words]}
        for number, words in enumerate(HOSTILE)
    ]
    file = tmp_path / "<img src=x onerror=alert(1)>.csv"
    file.write_bytes(comma_separated.write("events", events))
    open_view(page, f"{address}/own?lang=en&theme=dark")
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(file)
    page.wait_for_selector(".added")
    settle(page)
    expect(page.locator(".added")).to_contain_text(file.name)
    assert barriers(page) == []
    assert overflow(page) <= 0
    page.set_viewport_size(PHONE)
    to_view(page, "List", ".entries")
    page.locator(".entries summary").first.click()
    expect(page.locator(".source-names li").first).to_be_visible()
    settle(page)
    assert barriers(page) == []
    assert overflow(page) <= 0
    assert page.evaluate("window.hacked") is None
