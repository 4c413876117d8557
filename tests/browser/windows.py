"""Opens windows of the app: quickly in a browser that is warm, or in one that knows nothing yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from tests.browser.idle import WATCH_SOCKET, wait_until_idle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.browser.watch import Watch

FAILED = pytest.StashKey[bool]()
"""Whether a test has failed, for the fixtures that clean up after it."""

STILL = "/_stcore/health"
"""An address of the app that is no page of it."""


@dataclass(frozen=True)
class Visitor:
    """Whom a window is for, as far as a browser says it."""

    scheme: str = "light"
    locale: str = "en-GB"


class Windows:
    """Windows of one test after the other.

    Visitors of one kind share a browser context whose first tab stays open, with nothing of the app
    in it: so its process and what it has compiled of the app's scripts are kept, and to open a page
    takes half as long. Nothing that a page can see is kept: the other tabs are closed after each
    test, and cookies and stores are emptied. A test that failed may have left anything behind: then
    all begin anew.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._warm: dict[Visitor, BrowserContext] = {}
        self._alone: list[BrowserContext] = []
        self._watched: list[BrowserContext] = []

    def open(
        self,
        url: str,
        watch: Watch,
        visitor: Visitor,
        size: tuple[int, int],
        *,
        alone: bool = False,
    ) -> Page:
        """Open an address and wait until it has settled; alone: in a browser of its own."""
        context = self._new(visitor) if alone else self._kept(visitor, url)
        if alone:
            self._alone.append(context)
        if context not in self._watched:
            watch.attach(context)
            self._watched.append(context)
        page = context.new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(url)
        wait_until_idle(page)
        return page

    def _new(self, visitor: Visitor) -> BrowserContext:
        context = self._browser.new_context(
            color_scheme=visitor.scheme,  # type: ignore[arg-type]
            locale=visitor.locale,
            permissions=["clipboard-read", "clipboard-write"],
        )
        context.add_init_script(WATCH_SOCKET)
        return context

    def _kept(self, visitor: Visitor, url: str) -> BrowserContext:
        if visitor not in self._warm:
            self._warm[visitor] = self._new(visitor)
            self._warm[visitor].new_page().goto(urljoin(url, STILL))
        return self._warm[visitor]

    def after_test(self, watch: Watch, *, failed: bool) -> None:
        """Close what a test has opened, and let the next find nothing of it."""
        for context in self._watched:
            watch.detach(context)
        for context in self._alone:
            context.close()
        for context in self._warm.values() if failed else ():
            context.close()
        if failed:
            self._warm.clear()
        for context in set(self._warm.values()) & set(self._watched):
            _tidy(context)
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
