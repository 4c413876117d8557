"""Slides are dragged to another place in the editor of a tour."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.opening import OpenPage


@pytest.mark.long
def test_a_dragged_slide_stays_where_it_was_dropped_until_undone(open_page: OpenPage) -> None:
    page = open_page("/present?edit=1&lang=en")
    slides = page.locator('.st-key-tour-at [data-testid="stRadioOption"]')
    expect(slides).to_have_count(15)
    slides.nth(4).drag_to(slides.nth(1), target_position={"x": 30, "y": 3})
    expect(slides.nth(1)).to_have_text("2. Civil society consultation for West & Central Africa")
    expect(slides.nth(1).locator("input")).to_be_checked()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(slides.nth(1)).to_have_text("2. 7 civil society consultations in 7 countries")
    slides.nth(2).click()
    expect(slides.nth(2).locator("input")).to_be_checked()
