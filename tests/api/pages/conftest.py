"""A real browser, and a reader who opens pages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.api.conftest import Served

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
COMPLAINTS = ("error", "warning")
"""What a browser says that is no complaint, as that it has cleared its cache, is of another type."""
Open = Callable[..., Page]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The chromium of this machine, begun once for all tests of pages: that takes longer than most of them.

    As long as it is open, an event loop runs in this thread: nothing else may begin one here.
    """
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        pytest.skip("chromium is not on this machine: pages are looked at with it")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=OPTIONS)
        yield opened
        opened.close()


@pytest.fixture
def look(browser: Browser) -> Iterator[Open]:
    """Opens a page as somebody sees it; whatever the browser complains of fails the test."""
    opened: list[Any] = []
    complaints: list[str] = []

    def open_at(
        served: Served, path: str, *, width: int = 1280, scheme: Any = "light", javascript: bool = True
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=javascript,
            extra_http_headers={**served.headers},
        )
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in COMPLAINTS else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{served.url}{path}")
        return page

    yield open_at
    for context in opened:
        context.close()
    assert not complaints


def is_accessible(page: Page) -> bool:
    """Whether axe finds nothing to object to. AssertionError with what it says."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    return True


def text_of(html: str) -> str:
    """What is read of a page, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
