"""Windows that tests use one after the other: to load the app takes longer than most tests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.browser.explore import push, resize
from tests.browser.idle import wait_until_idle
from tests.browser.opening import LAPTOP
from tests.browser.watch import Watch
from tests.browser.windows import FAILED, Windows

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BESIDE = "/your_data"
"""The page with the least on it: what is shown after it is built anew."""


class Kept:
    """Windows that were opened once, lent to one test at a time.

    What a test opens besides is closed after it. A test that failed may have left anything behind:
    then all begin anew.
    """

    def __init__(self, browser: Browser) -> None:
        self._windows = Windows(browser)
        self._begin()

    def _begin(self) -> None:
        self._watch = Watch()
        self._free: dict[str, list[Page]] = defaultdict(list)
        self._lent: list[tuple[str, Page]] = []

    def window(self, address: str) -> Page:
        """Give a window that was opened at this address, wherever tests have left it."""
        free = self._free[address]
        page = free.pop() if free else self._open(address)
        self._lent.append((address, page))
        return page

    def _open(self, address: str) -> Page:
        return self._windows.open(address, self._watch, LAPTOP)

    @contextmanager
    def during(self, item: pytest.Item) -> Iterator[None]:
        """Lend windows to a test; at its end nothing foreign and nothing uncaught."""
        is_well = False
        try:
            yield
            is_well = not item.stash[FAILED]
        finally:
            watch = self._watch
            is_well = is_well and watch.foreign_requests == watch.uncaught == []
            self._take_back(is_well=is_well)
        assert watch.foreign_requests == []
        assert watch.uncaught == []

    def _take_back(self, *, is_well: bool) -> None:
        if not is_well:
            self._windows.after_test(self._watch, failed=True)
            self._begin()
        for address, page in self._lent:
            self._free[address].append(page)
        self._lent.clear()
        kept = [page for pages in self._free.values() for page in pages]
        for context in {page.context for page in kept}:
            # The first is nobody's: it keeps the browser warm.
            for page in context.pages[1:]:
                if page not in kept:
                    page.close()


def enter(page: Page, path: str, size: tuple[int, int]) -> None:
    """Show a page of the app as whoever opens its address sees it, without loading the app."""
    resize(page, size)
    _forget_history(page)
    push(page, path)
    wait_until_idle(page)


def _forget_history(page: Page) -> None:
    """Leave nothing to go back to: a history that is full grows no more."""
    session = page.context.new_cdp_session(page)
    session.send("Page.resetNavigationHistory")
    session.detach()


def leave(page: Page) -> None:
    """Take away what a test was shown, and what it has done to the window."""
    page.emulate_media(reduced_motion="no-preference")
    page.mouse.move(0, 0)
    push(page, BESIDE)
