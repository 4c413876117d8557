"""The page Demands in a browser: four questions, at most two clicks each; keyboard and axe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.explore import TELEPHONE, address, overflow, push
from tests.browser.idle import wait_until_idle
from tests.browser.schemes import found_in_both_schemes

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.opening import OpenKept, OpenPage


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """Give each test a window: one that tests share begins anew only on a page with a map."""
    return open_page()


def click(page: Page, target: Locator) -> None:
    target.click()
    wait_until_idle(page)


def open_demands(page: Page) -> None:
    click(page, page.get_by_role("link", name="Demands", exact=True))
    # The window's own address lags behind.
    expect(page.get_by_role("heading", name="Demands", exact=True)).to_be_visible()
    wait_until_idle(page)


def test_what_did_manila_ask_for(page: Page) -> None:
    open_demands(page)
    click(page, page.get_by_role("radio", name="Manila (10)"))
    expect(page.get_by_role("heading", name="Asked at this meeting: 3 demands")).to_be_visible()
    expect(page.get_by_text("Base the guiding principles").first).to_be_visible()
    assert address(page)["c"] == ["manila-2015"]


def test_which_demands_appear_nowhere(page: Page) -> None:
    open_demands(page)
    click(page, page.get_by_role("radio", name="No answer found (1)"))
    expect(page.get_by_text("Widen what counts as").first).to_be_visible()
    expect(page.get_by_text("was not found in MICIC Guidelines").first).to_be_visible()
    assert address(page)["answer"] == ["none_found"]


def test_what_is_known_about_irregular_migrants(page: Page) -> None:
    open_demands(page)
    box = page.get_by_role("combobox", name="Search all texts")
    box.press_sequentially("irregular", delay=30)
    box.press("Enter")
    wait_until_idle(page)
    expect(page.get_by_text("No demand matches")).to_be_visible()
    expect(page.get_by_text("The wording of 12 demands is not published")).to_be_visible()


def test_what_did_dakar_ask_for(page: Page) -> None:
    open_demands(page)
    click(page, page.get_by_role("radio", name="Dakar (7)"))
    said = "What this meeting alone asked for is not published."
    expect(page.get_by_text(said)).to_be_visible()


def test_a_thread_opens_at_its_top_and_back_closes_it(page: Page) -> None:
    open_demands(page)
    opener = page.get_by_role("button", name="Its thread").nth(5)
    opener.scroll_into_view_if_needed()
    click(page, opener)
    expect(page.get_by_role("button", name="All demands")).to_be_in_viewport()
    assert address(page)["demand"]
    page.go_back()
    wait_until_idle(page)
    expect(page.get_by_role("heading", name="human rights: 2 demands")).to_be_attached()


def test_one_click_opens_the_evidence_and_tab_reaches_it(page: Page) -> None:
    open_demands(page)
    evidence = page.get_by_role("link", name="is close to MICIC Guidelines, Principle 2").first
    assert evidence.get_attribute("href") == "https://micicinitiative.iom.int/micic-principles"
    evidence.focus()
    expect(evidence).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Manila").first).to_be_focused()


@pytest.mark.parametrize("query", ["", "?demand=d04", "?words=irregular", "?asof=2017-01"])
def test_nothing_is_grave_or_too_wide(page: Page, query: str) -> None:
    open_demands(page)
    push(page, f"/demands{query}")
    wait_until_idle(page)
    assert found_in_both_schemes(page, violations) == []
    assert overflow(page) == []


@pytest.mark.parametrize("query", ["", "?demand=d04"])
def test_nothing_is_grave_or_too_wide_on_a_telephone(open_kept: OpenKept, query: str) -> None:
    page = open_kept(f"/demands{query}", viewport=TELEPHONE)
    assert found_in_both_schemes(page, violations) == []
    assert overflow(page) == []
