"""Every page, light and dark: no request leaves the machine, nothing is grave or too wide."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.axe import Violation, violations
from tests.browser.explore import go_to, overflow, walk
from tests.browser.idle import wait_until_idle
from tests.browser.opening import OpenPage
from tests.browser.schemes import found_in_both_schemes
from tests.browser.watch import Watch

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.mark.long
def test_every_request_is_for_this_machine_and_nothing_is_grave_or_too_wide(
    open_page: OpenPage, watch: Watch, server: str
) -> None:
    page = open_page("/?kind=all", alone=True)
    found = {"nothing chosen": found_in_both_schemes(page, _wrong)}
    go_to(page, "?kind=all&c=dakar-2015&lines=all")
    for title in walk(page):
        found[title] = found_in_both_schemes(page, _wrong)
        _open_everything(page)
    assert {title: some for title, some in found.items() if some} == {}
    asked = {urlsplit(url).netloc for url in watch.requests if urlsplit(url).netloc}
    assert asked == {urlsplit(server).netloc}
    assert any("stream" in url for url in watch.requests if url.startswith("ws"))


def _wrong(page: Page) -> list[Violation | str]:
    return [*violations(page), *overflow(page)]


def _open_everything(page: Page) -> None:
    """Open what opens: expanders, popovers, tabs; and look at the page from top to bottom."""
    closed = page.locator('[data-testid="stExpander"] details:not([open]) > summary')
    for summary in closed.element_handles():
        summary.click()
        wait_until_idle(page)
    _open_popovers(page)
    for tab in page.locator('[role="tab"]').all():
        tab.click()
        wait_until_idle(page)
        _open_popovers(page)
    main = page.locator('[data-testid="stMain"]')
    main.evaluate("(main) => main.scrollTo(0, main.scrollHeight)")
    wait_until_idle(page)


def _open_popovers(page: Page) -> None:
    """Open each popover that is in sight; others are in closed expanders and other tabs."""
    buttons = page.locator('[data-testid="stPopover"] button[aria-haspopup]')
    for button in buttons.element_handles():
        if button.is_visible():
            button.click()
            wait_until_idle(page)
            page.keyboard.press("Escape")
            expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
