"""A filter shows what the address says, though the browser kept an old value or forgot it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.explore import OWN, address, expect_chosen

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.mark.long
def test_a_region_that_was_reset_does_not_come_back_with_another_click(kept_page: Page) -> None:
    _choose_region(kept_page, "Global (3)")
    expect_chosen(kept_page, [8, 15, 18])
    kept_page.get_by_role("button", name="Reset").click()
    expect_chosen(kept_page, OWN)
    kept_page.get_by_role("button", name="2016 (5)").click()
    expect_chosen(kept_page, [8, 9, 11, 13, 15])
    assert address(kept_page) == {"from": ["2016"], "to": ["2016"]}


@pytest.mark.long
def test_after_back_the_years_are_pressed_as_before(kept_page: Page) -> None:
    kept_page.get_by_role("button", name="2016 (5)").click()
    expect_chosen(kept_page, [8, 9, 11, 13, 15])
    _choose_region(kept_page, "Global (2)")
    expect_chosen(kept_page, [8, 15])
    kept_page.go_back()
    expect_chosen(kept_page, [8, 9, 11, 13, 15])
    kept_page.get_by_role("button", name="2015 (3)").click()
    expect_chosen(kept_page, [1, 3, 6, 8, 9, 11, 13, 15])


def _choose_region(page: Page, name: str) -> None:
    """Choose in the popover, and close it: what is in it is not in the browser then."""
    page.get_by_role("button", name="Region", exact=True).click()
    page.get_by_role("button", name=name).click()
    page.get_by_role("button", name="Global", exact=True).wait_for()
    page.keyboard.press("Escape")
