"""From draft to print in a real browser: findings on the words, and a version frozen, reviewed and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.ui.conftest import watched
from tests.ui.dashboard_process import open_view, running_dashboard, settle
from tests.ui.looking import barriers, overflow

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.browser

DRAFT = "زار الوفد موسكو يوم الاثنين 6 سبتمبر 2023.\n\nوقال إن <b>المعارك</b> استمرت من 2019 إلى 2016."


def test_a_draft_is_read_by_keyboard_and_a_version_is_approved(context: BrowserContext, tmp_path: Path) -> None:
    kept = {"TASALSUL_DATA": str(tmp_path / "data"), "TASALSUL_CACHE": str(tmp_path / "cache")}
    with running_dashboard(**kept) as address, watched(context, address) as page:
        open_view(page, f"{address}/desk?tab=draft")
        page.locator(".st-key-draft textarea").fill(DRAFT)
        page.locator("[data-testid=stBaseButton-primaryFormSubmit]").click()
        expect(page.locator(".draft-page .flagged")).to_have_text(["يوم الاثنين 6 سبتمبر 2023", "2019 إلى 2016"])
        settle(page)
        assert barriers(page) == []
        assert overflow(page) <= 0
        page.locator("h1").first.click()
        page.keyboard.press("n")
        page.keyboard.press("n")
        assert page.evaluate("document.activeElement.id") == "c2"

        open_view(page, f"{address}/desk?tab=print&kind=meeting&lang=en")
        page.get_by_label("Title of the new chronology").fill("قمم <b>")
        page.locator("[data-testid=stBaseButton-primaryFormSubmit]").click()
        page.get_by_role("button", name="Reviewed").click()
        page.get_by_role("button", name="Approve").click()
        expect(page.locator(".stage.approved")).to_be_visible()
        settle(page)
        assert page.locator(".frozen li").count() > 1
        assert overflow(page) <= 0
        assert barriers(page) == []
