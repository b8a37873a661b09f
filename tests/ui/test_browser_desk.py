"""An editor's day at the desk in a real browser and a real database, by keyboard alone where a key does it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.ui.conftest import watched
from tests.ui.dashboard_process import open_view, running_dashboard, settle
from tests.ui.looking import INTERFACE_TEXT, barriers, overflow

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.browser

LATIN = {"EDTF", "English", "Shift", "Enter", "Ctrl", "Esc", "JSON", "Lines"}


@pytest.fixture
def desk(context: BrowserContext, tmp_path: Path) -> Iterator[tuple[Page, str]]:
    kept = {"TASALSUL_DATA": str(tmp_path / "data"), "TASALSUL_CACHE": str(tmp_path / "cache")}
    with running_dashboard(**kept) as address, watched(context, address) as page:
        open_view(page, f"{address}/desk")
        yield page, address


def step(page: Page, key: str) -> None:
    page.keyboard.press(key)
    page.wait_for_timeout(250)
    settle(page)


def test_an_editor_decides_by_keys_changes_a_date_and_takes_it_back(desk: tuple[Page, str]) -> None:
    page, address = desk
    words = set(re.findall("[A-Za-z]{3,}", page.evaluate(INTERFACE_TEXT)))
    assert words <= LATIN
    assert barriers(page) == []
    assert overflow(page) <= 0

    step(page, "v")
    expect(page.locator(".desk-progress")).to_contain_text("رُوجع 1 من")
    expect(page.locator(".desk-queue [aria-current] .code")).to_have_text("تاريخ مستنتج")
    first = page.locator("#desk-item").text_content()
    step(page, "d")
    expect(page.get_by_label("التاريخ كتابة (EDTF)")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("2023-09")
    step(page, "Enter")
    expect(page.locator(".st-key-desk_said")).to_contain_text("تعديل التاريخ")
    expect(page.locator(".st-key-desk_history")).to_contain_text("سبتمبر 2023")
    expect(page.locator("#desk-item")).to_have_text(first)
    page.locator("#desk-item").focus()
    step(page, "u")
    expect(page.locator(".st-key-desk_history")).to_contain_text("جرى التراجع عنه")
    step(page, "y")
    expect(page.locator(".st-key-desk_history")).not_to_contain_text("جرى التراجع عنه")
    step(page, "n")
    expect(page.locator("#desk-item")).not_to_have_text(first)

    page.keyboard.press("?")
    expect(page.locator(".desk-keys")).to_have_attribute("open", "")
    page.locator("[data-desk-keys]").click()
    page.keyboard.press("Escape")
    at = page.url
    step(page, "n")
    assert page.url == at
    page.evaluate("sessionStorage.clear()")

    step(page, "e")
    word = page.locator(".word-picker .word")
    word.nth(12).click()
    settle(page)
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    step(page, "Enter")
    expect(page.locator(".st-key-desk_decide .evidence")).to_have_text(
        " ".join(text.strip() for text in word.all_text_contents()[12:15])
    )
    assert barriers(page) == []
    page.get_by_label("التاريخ كتابة (EDTF)").fill("2023-09-05")
    page.locator(".st-key-desk_save button").click()
    expect(page.locator(".st-key-desk_said")).to_contain_text("إضافة حدث")

    open_view(page, f"{address}/desk?tab=log&lang=en&theme=dark")
    expect(page.locator(".desk-line")).to_have_count(5)
    assert barriers(page) == []
