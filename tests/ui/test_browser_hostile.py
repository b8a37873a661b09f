"""Every name, title and sentence of the articles is markup somewhere; in every view and every file it stays text."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.ui.conftest import watched
from tests.ui.dashboard_process import open_view, running_dashboard, settle
from tests.ui.hostile_articles import HOSTILE
from tests.ui.hostile_corpus import write_articles, write_tables
from tests.ui.looking import PHONE, barriers, overflow

pytestmark = pytest.mark.browser

# Everything that can be read in the page, hidden parts, fields and the inside of components with it.
READ = """() => {
  const said = [];
  const read = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) read(node.shadowRoot);
      for (const name of ["aria-label", "title", "alt", "placeholder"]) said.push(node.getAttribute(name) ?? "");
      said.push(node.value ?? "");
    }
    said.push(root.textContent ?? "");
  };
  read(document.querySelector("[data-testid=stMain]"));
  return said.join("\\n");
}"""
# What no view makes of its own: elements that load or run something, and attributes that run.
FOREIGN = """() => {
  const found = [];
  const look = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) look(node.shadowRoot);
      const ours = node.closest("[class*=_script], [class*=timeline_code], [class*=filters_code], .main-svg");
      if (/^(script|iframe|object|embed|base|form|meta|link|img)$/i.test(node.tagName) && !ours) {
        found.push(node.outerHTML.slice(0, 120));
      }
      if (node.autofocus) found.push(node.outerHTML.slice(0, 120));
      for (const { name, value } of node.attributes) {
        if (name.startsWith("on") || /^\\s*javascript:/i.test(value)) found.push(`${name}=${value}`);
      }
    }
  };
  look(document.querySelector("[data-testid=stMain]"));
  return found;
}"""


@pytest.fixture(scope="module")
def hostile_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder, cache = tmp_path_factory.mktemp("articles"), tmp_path_factory.mktemp("cache")
    write_articles(folder)
    with pytest.MonkeyPatch.context() as monkeypatch:
        write_tables(folder, cache, monkeypatch)
    with running_dashboard(folder, TASALSUL_CACHE=str(cache)) as address:
        yield address


def missing(page: Page) -> list[str]:
    """The hostile words that cannot be read in the page as they were written."""
    shown = _letters(page.evaluate(READ))
    assert page.evaluate("window.hacked") is None
    assert page.evaluate(FOREIGN) == []
    return [words for words in HOSTILE if _letters(words) not in shown]


def _letters(text: str) -> str:
    return re.sub(r"[\s\u2060\u2066-\u2069\u202a-\u202e]", "", text)


def test_it_is_text_in_every_view(context: BrowserContext, hostile_address: str) -> None:
    assert len(HOSTILE) >= 30
    with watched(context, hostile_address) as page:
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        open_view(page, f"{hostile_address}/timeline?show=all&lanes=place")
        labels = page.locator(".tasalsul-timeline .lane .event")
        expect(labels.first).to_be_visible()
        assert len(missing(page)) <= 2
        labels.first.hover()
        labels.first.press("Enter")
        expect(page.locator(".st-key-card .title")).to_be_visible()
        page.locator(".st-key-card .report summary").click()
        with page.expect_download() as saved:
            page.get_by_role("button", name="حفظ البطاقة صورة").click()
        assert saved.value.suggested_filename.endswith(".png")
        assert missing(page) == []
        assert barriers(page) == []
        # The comparison shows sixteen events at once.
        views = (("القائمة", ".entries", 0), ("مقارنة المصادر", ".compare [aria-selected=true]", len(HOSTILE) - 16))
        for view, ready, left in views:
            page.locator(".st-key-views").get_by_role("link", name=view).click()
            page.wait_for_selector(ready)
            settle(page)
            assert len(missing(page)) <= left
            assert overflow(page) <= 0
        page.locator(".compare [role=tab]").nth(3).click()
        expect(page.locator(".panel:visible .claim")).to_have_count(2)
        open_view(page, f"{hostile_address}/list?form=table&lang=en&theme=dark")
        assert missing(page) == []
        assert barriers(page) == []
        assert overflow(page) <= 0
        page.set_viewport_size(PHONE)
        open_view(page, f"{hostile_address}/article?lang=en&theme=dark")
        assert missing(page) == []
        assert overflow(page) <= 0


def test_it_is_text_in_every_file(context: BrowserContext, hostile_address: str, tmp_path: Path) -> None:
    with watched(context, hostile_address) as page:
        open_view(page, f"{hostile_address}/timeline?show=all")
        page.locator("[class*=timeline-keep] summary").click()
        page.wait_for_selector(".js-plotly-plot .annotation-text")
        drawn = "".join(
            page.locator(".js-plotly-plot .annotation-text").evaluate_all("all => all.map(e => e.textContent)")
        )
        assert [words for words in HOSTILE if _letters(words) not in _letters(drawn)] == []
        files = {}
        for button in ("جدول CSV", "جدول Excel", "ملف JSON", "رسم SVG", "صورة PNG"):
            with page.expect_download() as saved:
                page.get_by_role("button", name=f"تنزيل {button}", exact=True).click()
            path = tmp_path / saved.value.suggested_filename
            saved.value.save_as(path)
            files[path.suffix] = path
        assert page.evaluate("window.hacked") is None
        assert page.evaluate(FOREIGN) == []
    assert files[".png"].read_bytes().startswith(b"\x89PNG")
    cells = [cell for line in csv.reader(io.StringIO(files[".csv"].read_text("utf-8-sig"))) for cell in line]
    told = [cell for cell in _cells(files[".xlsx"]) if cell.data_type != "n"]
    assert "f" not in {cell.data_type for cell in told}
    for words in HOSTILE:
        safe = f"'{words}" if words.startswith(("=", "+", "-", "@", "'")) else words
        assert safe in cells
        assert safe in [cell.value for cell in told]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    titles = {row["title_ar"] for row in json.loads(files[".json"].read_text("utf-8"))}
    assert titles == set(HOSTILE)
    svg = ET.fromstring(files[".svg"].read_text("utf-8"))  # noqa: S314
    assert not [
        node.tag for node in svg.iter() if node.tag.rpartition("}")[2] in ("script", "a", "image", "foreignObject")
    ]
    assert not [name for node in svg.iter() for name in node.attrib if name.startswith("on")]


def _cells(path: Path) -> list[openpyxl.cell.Cell]:
    return [cell for line in openpyxl.load_workbook(path).active.iter_rows() for cell in line if cell.value is not None]
