"""One dashboard and one browser for all tests that need them, and a page that may reach nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.ui.dashboard_process import running_browser, running_dashboard
from tests.ui.looking import DESK

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

SECONDS = 40
# Below a path, Streamlit first asks for its own health there and takes the 404 for an answer.
PROBES = re.compile(r"/\w+/_stcore/(health|host-config)$")


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with running_dashboard() as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import expect

    expect.set_options(timeout=SECONDS * 500)  # a machine with others at work is slow, not wrong
    with running_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One profile for all pages, so that the program's own files are fetched once."""
    context = browser.new_context(viewport=DESK)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    """A fresh page; when the test is over, nothing went wrong in it and nothing went to another host."""
    with watched(context, address) as page:
        yield page


@contextmanager
def watched(context: BrowserContext, address: str) -> Iterator[Page]:
    """A page of a dashboard in which nothing may go wrong and which may ask no other host for anything."""
    page = context.new_page()
    page.set_default_timeout(SECONDS * 1000)
    wrong: list[str] = []
    hosts: set[str] = set()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("websocket", lambda socket: hosts.add(urlsplit(socket.url).netloc))
    page.on(
        "console",
        lambda message: (
            wrong.append(f"{message.text} {message.location.get('url')}")
            if message.type == "error" and not PROBES.search(message.location.get("url", ""))
            else None
        ),
    )
    yield page
    page.close()
    assert wrong == []
    assert hosts - {"", urlsplit(address).netloc} == set()
