"""How fast the dashboard is in a real browser, and how much goes over the wire: `python -m benchmarks.dashboard`.

The same run measures a plain Streamlit page that draws all events as one Plotly SVG scatter: what is asserted elsewhere
are ratios to it, as seconds differ from machine to machine. Both pages run in processes of their own, on made-up events
(benchmarks/synthetic.py) that are in memory before the clock starts; the browser has both programs' files in its cache.
`--short` leaves out the largest size and repeats less.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.crowd import Sent, answers
from ui.strings import translate

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).resolve().parent / "results" / "dashboard.json"
PLAIN = Path(__file__).resolve().parent / "plain_scatter.py"
SEEDS = 0
PEOPLE = 16
_PATIENCE = 600_000
_DESK = {"width": 1400, "height": 1000}
_QUIET = "document.querySelector('.stApp')?.dataset.testScriptState !== 'running'"
_DRAWN = f"""() => {_QUIET} && [...document.querySelectorAll('.st-key-chart *')]
  .some((node) => node.shadowRoot?.querySelector('.event')?.getBoundingClientRect().width > 0)"""
_SENTENCE = "document.querySelector('.result')?.textContent"
_SUMMARY = """[...document.querySelectorAll('.st-key-chart *')]
  .map((node) => node.shadowRoot?.querySelector('.strip-line')?.textContent).find(Boolean)"""


# --- the processes ---------------------------------------------------------------------------------------------------


def serve(page: str, size: int, port: int) -> None:
    """Run a page of Streamlit with a made-up corpus of `size` events in its memory; the sample articles for 0."""
    from streamlit import config
    from streamlit.web import bootstrap

    import ui.corpus

    if size:
        from benchmarks.synthetic import synthetic_corpus

        corpus = synthetic_corpus(size)
        ui.corpus.load = lambda *_, **__: corpus
    elif not page.endswith("dashboard.py"):
        corpus = ui.corpus.load()
    options = {"server.port": port, "server.headless": True, "server.address": "127.0.0.1"}
    for name, value in options.items():
        config.set_option(name, value)
    bootstrap.run(page, False, [], {})


@contextmanager
def _running(page: Path, size: int) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "benchmarks.dashboard", "--serve", str(page), "--size", str(size)]
    command += ["--port", str(port)]
    with tempfile.TemporaryDirectory() as kept:
        environment = os.environ | {"TASALSUL_CACHE": kept, "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as process:
            try:
                address = f"http://127.0.0.1:{port}"
                _wait_for(f"{address}/_stcore/health")
                yield address, process
            finally:
                process.terminate()


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + _PATIENCE / 1000
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the page did not start in time")


def _megabytes(process: subprocess.Popen[bytes]) -> float:
    """The memory that a process holds; 0 where the system does not say."""
    try:
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    return round(int(status.split("VmRSS:")[1].split()[0]) / 1024, 1)


def _cpu_seconds(process: subprocess.Popen[bytes]) -> float:
    """What a process has used of the processors; 0 where the system does not say."""
    try:
        fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


# --- the measurements ------------------------------------------------------------------------------------------------


class Wire:
    """Counts the bytes that a page is told over its websockets."""

    def __init__(self, page: Page) -> None:
        self.received = 0
        page.on("websocket", lambda socket: socket.on("framereceived", self._count))

    def _count(self, frame: str | bytes) -> None:
        self.received += len(frame)


def _seconds(action: Callable[[], None]) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def _spread(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    at = min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))
    return {"median": round(median(ordered), 3), "p95": round(ordered[at], 3), "repeats": len(ordered)}


def _first_paints(context: BrowserContext, address: str, drawn: str, repeats: int) -> list[float]:
    """How long a page takes from its address to its drawing; the first visit warms both sides and is not counted."""
    times = []
    for _ in range(repeats + 1):
        page = context.new_page()
        page.set_default_timeout(_PATIENCE)

        def open_it(page: Page = page) -> None:
            page.goto(address, wait_until="commit")
            page.wait_for_function(drawn)

        times.append(_seconds(open_it))
        page.close()
    return times[1:]


def _toggles(page: Page, label: str, shows: str, says: str, repeats: int) -> tuple[list[float], list[float], list[int]]:
    """How long a checkbox takes until what it changes is drawn, until what the server says has changed as well, and
    how many bytes came for it.

    The page itself looks at its clock, from the click to the frame after the change. A small corpus is narrowed by the
    browser before the server answers: shows is what is drawn, says what only the server knows.
    """
    wire = Wire(page)
    page.reload()
    page.wait_for_function(f"() => {_QUIET} && ({shows})")
    page.wait_for_timeout(1500)
    drawn, answered, sizes = [], [], []
    for _ in range(repeats):
        bytes_before = wire.received
        times = page.evaluate(_CLICK, [f"() => {shows}", f"() => {says}", label])
        drawn.append(times[0] / 1000)
        answered.append(times[1] / 1000)
        page.wait_for_timeout(600)
        sizes.append(wire.received - bytes_before)
    return drawn, answered, sizes


_CLICK = """async ([shows, says, label]) => {
  const begun = performance.now();
  const changed = (read, before) => new Promise((resolve) => {
    const look = () => {
      if (read() === before) setTimeout(look, 4);
      else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begun)));
    };
    look();
  });
  const reads = [eval(shows), eval(says)], before = reads.map((read) => read());
  const labels = [...document.querySelectorAll('label')];
  labels.find((node) => node.textContent.includes(label)).querySelector('input').click();
  return Promise.all(reads.map((read, index) => changed(read, before[index])));
}"""


def measure_dashboard(browser: Browser, size: int, repeats: int) -> dict[str, Any]:
    """First paint, a filter and its bytes, on so many events (0: the sample articles)."""
    with _running(ROOT / "dashboard.py", size) as (address, process):
        context = browser.new_context(viewport=_DESK)
        first = _first_paints(context, f"{address}/timeline", _DRAWN, max(2, repeats // 4))
        every = _first_paints(context, f"{address}/timeline?show=all", _DRAWN, max(2, repeats // 4))
        page = context.new_page()
        page.set_default_timeout(_PATIENCE)
        page.goto(f"{address}/timeline?show=all")
        page.wait_for_function(_DRAWN)
        label = translate("ar", "kinds.visit")
        times, answered, sizes = _toggles(page, label, _SUMMARY, _SENTENCE, repeats)
        context.close()
        return {
            "first_paint": _spread(first),
            "first_paint_of_all": _spread(every),
            "after_filter": _spread(times),
            "answered": _spread(answered),
            "bytes_after_filter": max(sizes),
            "megabytes": _megabytes(process),
        }


def measure_plain(browser: Browser, size: int, repeats: int) -> dict[str, Any]:
    """The same of a page that draws every event as a point of an SVG scatter."""
    points = "document.querySelectorAll('.scatterlayer .point').length"
    with _running(PLAIN, size) as (address, process):
        context = browser.new_context(viewport=_DESK)
        drawn = f"() => {_QUIET} && {points} >= {max(1, size * 9 // 10) if size else 20}"
        first = _first_paints(context, address, drawn, max(1, repeats // 5))
        page = context.new_page()
        page.set_default_timeout(_PATIENCE)
        page.goto(address)
        page.wait_for_function(drawn)
        times, _, sizes = _toggles(page, "visit", points, points, max(2, repeats // 5))
        context.close()
        return {
            "first_paint": _spread(first),
            "after_filter": _spread(times),
            "bytes_after_filter": max(sizes),
            "megabytes": _megabytes(process),
        }


def measure_crowd(browser: Browser, size: int, rounds: int) -> dict[str, Any]:
    """So many people click a filter at the same moment, again and again: how long the server takes for all of them."""
    with _running(ROOT / "dashboard.py", size) as (address, process):
        page = browser.new_page(viewport=_DESK)
        sent = Sent(page)
        page.set_default_timeout(_PATIENCE)
        page.goto(f"{address}/timeline?show=all")
        page.wait_for_function(_DRAWN)
        page.wait_for_timeout(1500)
        opening, *_ = sent.taken()
        clicks = []
        for _ in range(2):
            page.evaluate(_CLICK, [f"() => {_SUMMARY}", f"() => {_SENTENCE}", translate("ar", "kinds.visit")])
            page.wait_for_timeout(1000)
            clicks += sent.taken()[:1]
        page.close()
        before, used = _megabytes(process), _cpu_seconds(process)
        times = answers(address, opening, clicks, PEOPLE, rounds)
        cpu = round((_cpu_seconds(process) - used) / len(times), 3)
        return _spread(times) | {
            "people": PEOPLE,
            "cpu_seconds_per_click": cpu,
            "megabytes_before": before,
            "megabytes_after": _megabytes(process),
        }


def measure_pages(browser: Browser, size: int, rounds: int) -> dict[str, Any]:
    """The same with a page of a browser for each of them, all on this machine: mostly what the pages take to draw."""
    shows = f"() => {_SUMMARY}"
    with _running(ROOT / "dashboard.py", size) as (address, process):
        contexts = [browser.new_context(viewport=_DESK) for _ in range(PEOPLE)]
        pages = [context.new_page() for context in contexts]
        for page in pages:
            page.set_default_timeout(_PATIENCE)
            page.goto(f"{address}/timeline?show=all")
        for page in pages:
            page.wait_for_function(_DRAWN)
            page.get_by_text(translate("ar", "kinds.visit"), exact=False).first.wait_for(state="attached")
            page.wait_for_function(f"() => {_QUIET}")
        before = _megabytes(process)
        times: list[float] = []
        for _ in range(rounds):
            for page in pages:
                page.evaluate(_CLICK_LATER, [shows, translate("ar", "kinds.visit"), 1500])
            times += [page.evaluate("() => window.answered") / 1000 for page in pages]
            pages[0].wait_for_timeout(500)
        after = _megabytes(process)
        for context in contexts:
            context.close()
        return _spread(times) | {"people": PEOPLE, "megabytes_before": before, "megabytes_after": after}


# Every page clicks at the same time of the clock they share, and says how long its own answer took.
_CLICK_LATER = """([shows, label, wait]) => {
  const summary = eval(shows);
  const labels = [...document.querySelectorAll('label')];
  const box = labels.find((node) => node.textContent.includes(label)).querySelector('input');
  const at = Math.ceil((Date.now() + wait) / wait) * wait;
  window.answered = new Promise((resolve) => setTimeout(() => {
    const before = summary(), begun = performance.now();
    box.click();
    const look = () => (summary() !== before ? resolve(performance.now() - begun) : setTimeout(look, 5));
    look();
  }, at - Date.now()));
}"""


def measure_start(repeats: int) -> dict[str, Any]:
    """From the command to the drawn timeline of the sample articles, their tables kept on disk from before."""
    from playwright.sync_api import sync_playwright

    from tests.ui.dashboard_process import chromium

    times = []
    with tempfile.TemporaryDirectory() as kept, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        for _ in range(repeats + 1):
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                port = free.getsockname()[1]
            page = browser.new_page(viewport=_DESK)
            begun = time.perf_counter()
            command = [sys.executable, "-m", "ui", "--server.port", str(port)]
            # As at a reader's: with what Python compiles kept.
            environment = os.environ | {"TASALSUL_CACHE": kept, "PYTHONDONTWRITEBYTECODE": ""}
            with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as process:
                _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
                page.goto(f"http://127.0.0.1:{port}/", wait_until="commit")
                page.wait_for_function(_DRAWN, timeout=_PATIENCE)
                times.append(time.perf_counter() - begun)
                process.terminate()
            page.close()
        browser.close()
    return {"cold_tables": round(times[0], 2)} | _spread(times[1:])


# --- all of it -------------------------------------------------------------------------------------------------------


def run(sizes: list[int], repeats: int) -> dict[str, Any]:
    """Everything, smallest first."""
    from playwright.sync_api import sync_playwright

    from tests.ui.dashboard_process import chromium

    found: dict[str, Any] = {"start": measure_start(2)}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        for size in sizes:
            ours, plain = measure_dashboard(browser, size, repeats), measure_plain(browser, size, repeats)
            ratios = {
                name: round(ours[name]["median"] / plain[name]["median"], 3) for name in ("first_paint", "after_filter")
            }
            found[str(size or "seeds")] = {"dashboard": ours, "plain_svg": plain, "ratio": ratios}
            print(size or "seeds", json.dumps(found[str(size or "seeds")]), flush=True)
        for name, measure in (("crowd_10000", measure_crowd), ("pages_10000", measure_pages)):
            found[name] = measure(browser, 10_000, max(2, repeats // 4))
            print(name, json.dumps(found[name]), flush=True)
        browser.close()
    return found


def _machine() -> dict[str, Any]:
    import plotly
    import streamlit

    return {
        "cpu": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
        "python": platform.python_version(),
        "streamlit": streamlit.__version__,
        "plotly": plotly.__version__,
    }


def main() -> None:
    """Measure and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="seeds and 10,000 events only, few repeats")
    parser.add_argument("--sizes", type=int, nargs="*", help="numbers of events; 0 for the sample articles")
    parser.add_argument("--repeats", type=int, help="clicks on a filter")
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    parser.add_argument("--size", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, default=0, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve(given.serve, given.size, given.port)
        return
    sizes = (
        given.sizes if given.sizes is not None else [SEEDS, 10_000] if given.short else [SEEDS, 1000, 10_000, 100_000]
    )
    before = _machine()
    found = run(sizes, given.repeats or (8 if given.short else 20))
    if not given.short:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps({"machine": before} | found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
