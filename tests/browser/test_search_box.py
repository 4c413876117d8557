"""The search box: it searches while one types, and loses no letter to a late answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.explore import address, expect_chosen, expect_selected, go_to

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

SLOW, SLOWER = 90, 330
"""Milliseconds between two keys: less, and more, than the box waits for another."""


def search_box(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search all texts")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


@pytest.mark.long
def test_typing_searches_and_loses_no_letter(kept_page: Page) -> None:
    page = go_to(kept_page, "")
    box = search_box(page)
    for pause in (SLOW, SLOWER):
        box.press_sequentially("migrant forum in", delay=pause)
        expect(box).to_have_value("migrant forum in")
        expect_chosen(page, [1, 11])
        expect(box).to_have_value("migrant forum in")
        assert address(page) == {"words": ["migrant forum in"]}
        assert "Press Enter" not in page.locator("body").inner_text()
        box.fill("")
        expect_chosen(page, [1, 3, 6, 8, 9, 11, 13, 15, 18])


@pytest.mark.long
def test_arrows_and_enter_choose_an_organization_in_one_step_of_back(kept_page: Page) -> None:
    page = go_to(kept_page, "")
    box = search_box(page)
    box.press_sequentially("mfa", delay=SLOW)
    expect(options(page)).to_have_text(["Migrant Forum in Asia (MFA)2"])
    expect(options(page).locator("mark")).to_have_text(["MFA"])
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(options(page)).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect_chosen(page, [1, 11])
    assert address(page) == {"organization": ["mfa"]}
    expect(box).to_have_value("")
    expect(options(page)).to_have_count(0)
    page.go_back()
    expect_chosen(page, [1, 3, 6, 8, 9, 11, 13, 15, 18])
    assert address(page) == {}
    expect(box).to_have_value("")
    page.go_forward()
    expect_chosen(page, [1, 11])


@pytest.mark.long
def test_escape_closes_the_list_and_keeps_the_words(kept_page: Page) -> None:
    page = go_to(kept_page, "")
    box = search_box(page)
    box.press_sequentially("march", delay=SLOW)
    expect(options(page)).to_have_count(2)
    box.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(box).to_have_value("march")
    box.press("ArrowDown")
    options(page).first.click()
    expect_chosen(page, [1])
    assert address(page) == {"from": ["2015-03"], "to": ["2015-03"]}


def test_a_document_opens_its_consultation_and_reset_empties_the_box(kept_page: Page) -> None:
    page = go_to(kept_page, "")
    box = search_box(page)
    box.press_sequentially("recording", delay=SLOW)
    options(page).first.click()
    expect_selected(page, 15, "new-york-2016")
    box.press_sequentially("nowhere", delay=SLOW)
    expect_chosen(page, [])
    page.get_by_role("button", name="Reset", exact=True).click()
    expect(box).to_have_value("")


def test_nothing_floats_over_download_csv(kept_page: Page) -> None:
    page = go_to(kept_page, "?c=dakar-2015")
    button = page.get_by_role("button", name="Download CSV")
    button.scroll_into_view_if_needed()
    table = page.get_by_test_id("stDataFrame").first
    table.hover()
    corners = button.evaluate(
        """(button) => {
          const { left, right, top, bottom } = button.getBoundingClientRect();
          return [[left + 3, top + 3], [right - 3, top + 3], [left + 3, bottom - 3],
            [right - 3, bottom - 3]].map(([x, y]) =>
              button.contains(document.elementFromPoint(x, y)));
        }"""
    )
    assert corners == [True] * 4
