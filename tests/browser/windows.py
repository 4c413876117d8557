"""Opens windows of the app: quickly in a browser that is warm, or in one that knows nothing yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from tests.browser.idle import TIMEOUT_MS, WATCH_SOCKET, wait_until_idle
from tests.browser.watch import Watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

FAILED = pytest.StashKey[bool]()
"""Whether a test has failed, for the fixtures that clean up after it."""

STILL = "/_stcore/health"
"""An address of the app that is no page of it."""


class Windows:
    """Windows of one test after the other.

    Tests share a browser context whose first tab stays open, with nothing of the app in it: so its
    process and what it has compiled of the app's scripts are kept, and to open a page takes half as
    long. Nothing that a page can see is kept: the other tabs are closed after each test, and
    cookies and stores are emptied. A test that failed may have left anything behind: then all begin
    anew.

    Args:
        browser: Where they are opened.
        settle: Waits until a page can be looked at.
    """

    def __init__(
        self, browser: Browser, settle: Callable[[Page], object] = wait_until_idle
    ) -> None:
        self._browser = browser
        self._settle = settle
        self._warm: BrowserContext | None = None
        self._alone: list[BrowserContext] = []
        self._watched: list[BrowserContext] = []

    def open(
        self,
        url: str,
        watch: Watch,
        size: tuple[int, int],
        *,
        alone: bool = False,
    ) -> Page:
        """Open an address and wait until it has settled; alone: in a browser of its own."""
        context = self._new() if alone else self._kept(url)
        if alone:
            self._alone.append(context)
        if context not in self._watched:
            watch.attach(context)
            self._watched.append(context)
        page = context.new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(url)
        self._settle(page)
        return page

    def _new(self) -> BrowserContext:
        context = self._browser.new_context(
            color_scheme="light",
            locale="en-GB",
            permissions=["clipboard-read", "clipboard-write"],
        )
        context.set_default_timeout(TIMEOUT_MS)
        context.add_init_script(WATCH_SOCKET)
        return context

    def _kept(self, url: str) -> BrowserContext:
        if self._warm is None:
            self._warm = self._new()
            self._warm.new_page().goto(urljoin(url, STILL))
        return self._warm

    def after_test(self, watch: Watch, *, failed: bool) -> None:
        """Close what a test has opened, and let the next find nothing of it."""
        for context in self._watched:
            watch.detach(context)
        for context in self._alone:
            context.close()
        if failed and self._warm:
            self._warm.close()
            self._warm = None
        if self._warm in self._watched:
            _tidy(self._warm)
        self._alone.clear()
        self._watched.clear()


def _tidy(context: BrowserContext) -> None:
    """Leave a context as it was when its first tab was opened."""
    first, *others = context.pages
    context.set_offline(False)
    origins = {urljoin(page.url, "/") for page in others if page.url.startswith("http")}
    for page in others:
        page.close()
    context.clear_cookies()
    session = context.new_cdp_session(first)
    for origin in origins:
        session.send(
            "Storage.clearDataForOrigin",
            {
                "origin": origin.rstrip("/"),
                "storageTypes": "local_storage,indexeddb,cache_storage,service_workers",
            },
        )
    session.detach()
