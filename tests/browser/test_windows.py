"""Windows that share a browser find nothing of each other, and each is watched by its own test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page

from tests.browser.opening import LAPTOP
from tests.browser.watch import Watch
from tests.browser.windows import STILL, Windows

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ELSEWHERE = "http://192.0.2.1/picture.png"
"""An address of nobody (RFC 5737)."""
LEAVE = """
() => {
  localStorage.setItem("left", "behind");
  sessionStorage.setItem("left", "behind");
  document.cookie = "left=behind";
}
"""
FIND = "() => [document.cookie, localStorage.getItem('left'), sessionStorage.getItem('left')]"


@pytest.fixture
def address(server: str) -> str:
    """Give an address that answers a word and no app: it is opened at once."""
    return server + STILL


@pytest.fixture
def windows(browser: Browser) -> Iterator[Windows]:
    windows = Windows(browser, settle=Page.wait_for_load_state)
    yield windows
    windows.after_test(Watch(), failed=True)


def test_the_next_test_finds_nothing_of_the_last(windows: Windows, address: str) -> None:
    first, second = Watch(), Watch()
    page = windows.open(address, first, (400, 300))
    context = page.context
    page.evaluate(LEAVE)
    assert "left=behind" in page.evaluate(FIND)[0]
    context.set_offline(True)
    windows.after_test(first, failed=False)
    page = windows.open(address, second, LAPTOP)
    assert page.context is context
    assert len(context.pages) == 2
    cookie, *kept = page.evaluate(FIND)
    assert "left" not in cookie
    assert kept == [None, None]
    assert page.evaluate("[innerWidth, innerHeight]") == list(LAPTOP)


def test_each_test_is_told_of_its_own_windows_alone(windows: Windows, address: str) -> None:
    first, second = Watch(), Watch()
    windows.open(address, first, LAPTOP)
    windows.after_test(first, failed=False)
    seen = len(first.requests)
    page = windows.open(address, second, LAPTOP)
    with page.expect_request(ELSEWHERE):
        page.evaluate("(url) => { new Image().src = url; }", ELSEWHERE)
    page.evaluate("setTimeout(() => { throw new Error('uncaught'); })")
    page.wait_for_timeout(100)
    assert second.foreign_requests == [ELSEWHERE]
    assert second.uncaught
    assert len(first.requests) == seen


def test_after_a_test_that_failed_all_is_new(windows: Windows, address: str) -> None:
    watch = Watch()
    page = windows.open(address, watch, LAPTOP)
    windows.after_test(watch, failed=True)
    assert windows.open(address, watch, LAPTOP).context is not page.context
