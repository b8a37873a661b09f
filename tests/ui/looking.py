"""What the tests look at in a page: barriers, what sticks out on a phone, and the interface's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

DESK, PHONE = {"width": 1400, "height": 1000}, {"width": 390, "height": 844}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
INTERFACE_TEXT = """() => {
  const outside = (node) => node.parentElement.closest('[lang=ar], script, style, noscript, .unseen') !== null;
  const texts = [];
  const read = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.ELEMENT_NODE) { if (node.shadowRoot) read(node.shadowRoot); continue; }
      if (node.parentElement && !outside(node) && node.parentElement.checkVisibility()) texts.push(node.data);
    }
  };
  read(document.body);
  return texts.join('\\n');
}"""


def overflow(page: Page) -> int:
    """How many pixels the page is wider than a phone's screen."""
    page.set_viewport_size(PHONE)
    page.wait_for_timeout(300)
    widths = "[document.documentElement, document.querySelector('[data-testid=stMain]')].map(e => e.scrollWidth)"
    wide = max(page.evaluate(widths)) - PHONE["width"]
    page.set_viewport_size(DESK)
    return wide


def barriers(page: Page) -> list[tuple[str, str, str]]:
    """What axe finds against WCAG 2.x A and AA."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    return [
        (violation["id"], node["html"][:160], node.get("failureSummary", "")[:300])
        for violation in found.response["violations"]
        for node in violation["nodes"][:3]
    ]
