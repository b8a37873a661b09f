"""Other people's timelines as pages of this machine: served on the loopback, with our files beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

PEERS = Path(__file__).parent / "peers" / "node_modules"
TIMELINE_JS = """<!doctype html>
<html lang="{lang}" dir="{dir}"><meta charset="utf-8"><title>TimelineJS</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/peers/@knight-lab/timelinejs/dist/css/timeline.css">
<style>body {{ margin: 0; }} #timeline {{ block-size: 96vh; }}</style>
<div id="timeline"></div>
<script src="/peers/@knight-lab/timelinejs/dist/js/timeline.js"></script>
<script type="module">
  const data = await (await fetch("/given.json")).json();
  window.timeline = new TL.Timeline("timeline", data, {{
    language: "{lang}", font: null, script_path: new URL("/peers/@knight-lab/timelinejs/dist/js/", location).href,
  }});
</script></html>
"""
VIS = """<!doctype html>
<html lang="{lang}" dir="{dir}"><meta charset="utf-8"><title>vis-timeline</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/peers/vis-timeline/styles/vis-timeline-graph2d.min.css">
<div id="timeline"></div>
<script src="/peers/vis-timeline/standalone/umd/vis-timeline-graph2d.min.js"></script>
<script type="module">
  const items = new vis.DataSet(await (await fetch("/given.json")).json());
  const groups = [...new Set(items.map(({{ group }}) => group))].map((id) => ({{ id, content: id }}));
  const place = document.getElementById("timeline");
  window.timeline = new vis.Timeline(place, items, groups, {{ rtl: {rtl}, height: "92vh" }});
</script></html>
"""


def missing() -> str:
    """Why the pages cannot be shown here; '' where they can."""
    wanted = json.loads((PEERS.parent / "package.json").read_text(encoding="utf-8"))["dependencies"]
    absent = [name for name in wanted if not (PEERS / name / "package.json").is_file()]
    return f"{' and '.join(absent)} not installed: make peers" if absent else ""


@contextmanager
def shown(browser: Browser, folder: Path, page: str, data: bytes, lang: str = "ar", **options: Any) -> Iterator[Page]:
    """A peer's page with a file of ours. Whatever it asks another host for, or complains of, fails the test.

    page: TIMELINE_JS or VIS. options: of the browser's context.
    """
    is_arabic = lang == "ar"
    words = {"lang": lang, "dir": "rtl" if is_arabic else "ltr", "rtl": str(is_arabic).lower()}
    (folder / "index.html").write_text(page.format(**words), encoding="utf-8")
    (folder / "given.json").write_bytes(data)
    (folder / "peers").symlink_to(PEERS)
    with _served(folder) as address:
        context = browser.new_context(**options)
        wrong: list[str] = []

        def only_here(route: Route) -> None:
            if urlsplit(route.request.url).netloc == urlsplit(address).netloc:
                route.continue_()
            else:
                wrong.append(route.request.url)
                route.abort()

        context.route("**/*", only_here)
        opened = context.new_page()
        opened.on("pageerror", lambda error: wrong.append(error.message))
        opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        opened.goto(address)
        yield opened
        context.close()
        assert wrong == []


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()
