"""The dashboard as readers get it: a process of its own on a free port, and a browser that may reach nothing else."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
_VIEWS = (".tasalsul-timeline", ".entries", ".article-text", ".compare", ".st-key-own_paste textarea", "article.about")
READY = ", ".join((*_VIEWS, ".st-key-classroom .story, .st-key-classroom .notes", ".desk-head", ".loosen", ".notices"))
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
_SECONDS = 90


def chromium() -> str:
    """The system's Chromium; without one the tests cannot tell anything, so they fail."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if not found:
        raise RuntimeError("no Chromium found; install it with: apt-get install -y chromium")
    return found


@contextmanager
def running_dashboard(articles: Path | None = None, **settings: str) -> Iterator[str]:
    """The address of a dashboard that shows the sample articles, or those of a folder, with a database of its own.

    settings: of the environment.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "ui", "--server.port", str(port)]
    scratch = TemporaryDirectory()
    settings = {"TASALSUL_DATA": scratch.name} | settings
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TASALSUL_")} | settings
    if articles:
        environment["TASALSUL_ARTICLES"] = str(articles)
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
    ) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/_stcore/health", process)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)
            scratch.cleanup()


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the dashboard ended with exit code {process.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise RuntimeError("the dashboard did not start in time")


@contextmanager
def running_browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=_ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def open_view(page: Page, address: str) -> None:
    """Open an address and wait until its view is drawn and its fonts are there."""
    page.goto(address)
    page.wait_for_selector(READY, state="attached", timeout=_SECONDS * 1000)
    settle(page)


def settle(page: Page) -> None:
    """Wait until the server has nothing more to say."""
    page.wait_for_function("document.fonts.status === 'loaded'")
    page.wait_for_function(
        "!document.querySelector('[data-testid=stSpinner]') && "
        "document.querySelector('.stApp')?.dataset.testScriptState !== 'running'"
    )
