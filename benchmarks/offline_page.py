"""How long a page in one file takes: to make it, and until a reader can use it: `python -m benchmarks.offline_page`.

Made-up events (benchmarks/synthetic.py), Chromium with the network cut, the file opened from the disk. Usable is when
the labelled events are drawn and the page answers a click on the list with its first hundred events. Seconds differ
from machine to machine; the results are written with the machine's name to benchmarks/results/offline_page.json.
"""

from __future__ import annotations

import json
import platform
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from benchmarks.synthetic import synthetic_corpus
from exports.offline_page import Form
from tests.ui.dashboard_process import chromium
from ui.offline import Wish, offline_html
from ui.reader import Reader

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RESULTS = Path(__file__).resolve().parent / "results" / "offline_page.json"
SIZES = (100, 1_000, 10_000, 20_000, 30_000)
FORMS: tuple[Form, ...] = ("full", "light")
_TIMES = 3


def main() -> None:
    """Measure every size and form, print and write them."""
    found: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        for size in SIZES:
            corpus = synthetic_corpus(size)
            for form in FORMS:
                began = time.perf_counter()
                data = offline_html(corpus.events, corpus, Reader(), Wish(form))
                made = time.perf_counter() - began
                file = Path(folder) / f"{size}-{form}.html"
                file.write_bytes(data)
                measured = [_open(browser, file) for _ in range(_TIMES)]
                row = {"events": size, "form": form, "megabytes": round(len(data) / 1e6, 2), "made_s": round(made, 2)}
                row |= {name: round(median(one[name] for one in measured), 2) for name in measured[0]}
                found.append(row)
                print(row, flush=True)
        browser.close()
    RESULTS.write_text(
        json.dumps({"machine": f"{platform.machine()} {platform.system()}", "rows": found}, indent=1) + "\n"
    )


def _open(browser: Browser, file: Path) -> dict[str, float]:
    """Seconds until the timeline is drawn, until the list is, and until a filter has been answered."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, offline=True)
    page = context.new_page()
    began = time.perf_counter()
    page.goto(file.as_uri())
    page.wait_for_selector(".tasalsul-timeline .event[data-id]")
    drawn = time.perf_counter()
    page.locator(".page-view[href='#list']").click()
    page.wait_for_selector(".entry")
    listed = time.perf_counter()
    page.locator(".choices_kind input").first.check()
    page.evaluate("document.body.getBoundingClientRect().height")
    narrowed = time.perf_counter()
    context.close()
    return {"drawn_s": drawn - began, "list_s": listed - drawn, "filter_s": narrowed - listed}


if __name__ == "__main__":
    main()
