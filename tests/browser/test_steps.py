"""One step of a visitor is one step of Back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.explore import address, expect_chosen, expect_selected, go_to, mark

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.mark.long
def test_a_search_is_one_step_however_slowly_it_is_typed(kept_page: Page) -> None:
    page = go_to(kept_page, "?region=asia")
    box = page.get_by_role("combobox", name="Search all texts")
    box.press_sequentially("migrant", delay=400)
    expect(page).to_have_url(re.compile(r"words=migrant(&|$)"))
    box.press("Enter")
    box.press_sequentially(" forum", delay=90)
    expect(page).to_have_url(re.compile(r"words=migrant\+forum"))
    page.go_back()
    expect(box).to_have_value("migrant")
    page.go_back()
    expect(box).to_have_value("")
    assert address(page) == {"region": ["asia"]}


@pytest.mark.long
def test_an_organization_of_a_card_is_one_step_away(kept_page: Page) -> None:
    page = go_to(kept_page, "?c=dakar-2015")
    page.locator(".st-key-card").get_by_role("button", name="Caritas Senegal").click()
    expect(page.get_by_role("heading", name="Caritas Senegal", exact=True)).to_be_visible()
    page.go_back()
    expect_selected(page, 6, "dakar-2015")
    assert address(page) == {"c": ["dakar-2015"]}


@pytest.mark.long
def test_a_marker_clicked_first_is_a_step(kept_page: Page) -> None:
    mark(kept_page, "dakar-2015").click()
    expect_selected(kept_page, 6, "dakar-2015")
    kept_page.go_back()
    expect(kept_page.locator(".st-key-card")).to_have_count(0)
    expect_chosen(kept_page, [1, 3, 6, 8, 9, 11, 13, 15, 18])
