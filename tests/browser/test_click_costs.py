"""What a click costs, in figures that don't depend on how busy the machine is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.clients import Viewer
from tests.browser.explore import settle
from tests.loops import run_apart

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

ALL, SOME = "kind=all", "kind=all&from=2015&to=2015"
MOST_BYTES, MOST_MESSAGES = 30_000, 90


def test_a_click_sends_little(server: str) -> None:
    async def click() -> list[tuple[int, int]]:
        sent = []
        async with Viewer(server) as viewer:
            await viewer.look(ALL)
            await viewer.look(SOME)
            for query in (ALL, SOME, ALL):
                before = viewer.received, viewer.messages
                await viewer.look(query)
                sent.append((viewer.received - before[0], viewer.messages - before[1]))
        return sent

    sent = run_apart(click())
    assert [each for each in sent if each[0] > MOST_BYTES or each[1] > MOST_MESSAGES] == []


@pytest.mark.long
def test_a_click_styles_only_what_it_changes(browser: Browser, kept_page: Page) -> None:
    """Styling the whole page takes milliseconds, and a rule or a script can cause it unnoticed."""
    years = kept_page.locator(".st-key-years").get_by_role("button", name="2015")
    for _ in range(2):
        years.click()
        settle(kept_page)
    whole = kept_page.locator("*").count()
    # A slow run dims the page meanwhile, which styles all of it: a quick one is enough.
    assert min(largest_pass(browser, kept_page, years) for _ in range(4)) < whole / 2


def largest_pass(browser: Browser, page: Page, clicked: Locator) -> int:
    """Return how many elements the browser styles at once after a click, at most."""
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    clicked.click()
    settle(page)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    return max(each["args"].get("elementCount", 0) for each in events if each["name"] == STYLED)


STYLED = "UpdateLayoutTree"
"""Chromium's name for styling elements, with their number."""
