"""Thousands of consultations: groups that zoom in until every one can be opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.explore import address, map_window, panel, settle, timeline, world_map
from tests.browser.opening import OpenKept
from tests.browser.thousands import THOUSANDS

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

COUNTS = (
    "(all) => all.map((one) => parseInt(one.getAttribute('aria-label').replace(/[^0-9]/g, '')))"
)
OVERLAPS = """
() => {
  const discs = [...document.querySelectorAll(".cm-group")].map((one) => {
    const box = one.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2, box.width / 2];
  });
  return discs.filter(([x, y, r], i) => discs.some(
    ([a, b, s], j) => j < i && Math.hypot(a - x, b - y) < r + s - 1.5)).length;
}
"""


@pytest.fixture
def page(open_kept: OpenKept, thousands: str) -> Page:
    return settle(open_kept("/", url=thousands))


def groups(page: Page) -> Locator:
    return world_map(page).locator(".cm-group")


def wait_for(page: Page, is_so: Callable[[], bool]) -> None:
    """Wait for what the map asks the server after a pause."""
    for _ in range(50):
        if is_so():
            return
        page.wait_for_timeout(100)
    raise AssertionError


def test_groups_hold_everything_that_is_placed(page: Page) -> None:
    counted = sum(groups(page).evaluate_all(COUNTS)) + world_map(page).locator(".cm-mark").count()
    assert (
        THOUSANDS * 0.98 <= counted <= THOUSANDS * 1.06
    )  # some have several places, few have none
    assert map_window(page).evaluate(OVERLAPS) == 0


@pytest.mark.long
def test_clicks_lead_from_the_world_to_a_list_and_a_card(page: Page) -> None:
    for _ in range(9):
        if "at" in address(page):
            break
        largest = max(
            range(groups(page).count()), key=lambda one: groups(page).evaluate_all(COUNTS)[one]
        )
        before = map_window(page).evaluate("map_div.getZoom()")
        groups(page).nth(largest).dispatch_event("click")
        wait_for(
            page,
            lambda before=before: (
                "at" in address(page) or map_window(page).evaluate("map_div.getZoom()") > before
            ),
        )
        page.wait_for_timeout(400)
        settle(page)
        assert map_window(page).evaluate(OVERLAPS) == 0
    assert "at" in address(page)
    page.get_by_role("button", name="Close").wait_for()
    panel(page).locator(".st-key-tile_lines button").first.click()
    wait_for(page, lambda: "c" in address(page))
    settle(page)
    expect(world_map(page).locator(".cm-mark.cm-selected")).not_to_have_count(0)
    page.get_by_role("button", name="Close").first.click()
    wait_for(page, lambda: "c" not in address(page))
    tile = address(page)["at"][0]
    page.reload()
    settle(page)
    listed = world_map(page).locator(f'.cm-group[data-tile="{tile}"]')
    expect(listed).to_be_in_viewport()


@pytest.mark.long
def test_moving_the_map_runs_nothing_else(page: Page) -> None:
    """Only the map's own part of the page is sent again: the table keeps its element."""
    page.evaluate("window.tableBefore = document.querySelector('[data-testid=stDataFrame]')")
    runs = map_window(page).evaluate("window.consultationMapRuns")
    world_map(page).get_by_role("button", name="Zoom in", exact=True).click()
    world_map(page).get_by_role("button", name="Zoom in", exact=True).click()
    wait_for(page, lambda: map_window(page).evaluate("window.consultationMapRuns") > runs)
    assert page.evaluate(
        "document.querySelector('[data-testid=stDataFrame]') === window.tableBefore"
    )
    assert address(page) == {}


def test_a_group_is_opened_by_keyboard_and_says_what_it_is(page: Page) -> None:
    first = groups(page).first
    expect(first).to_have_attribute("role", "button")
    name = first.get_attribute("aria-label") or ""
    assert " here." in name
    zoom = map_window(page).evaluate("map_div.getZoom()")
    first.focus()
    page.keyboard.press("Enter")
    wait_for(
        page,
        lambda: "at" in address(page) or map_window(page).evaluate("map_div.getZoom()") > zoom,
    )


@pytest.mark.long
def test_a_bar_of_the_timeline_chooses_its_region_and_time(page: Page) -> None:
    bars = timeline(page).locator(".role-mark path")
    bars.nth(bars.count() // 2).click(force=True)
    wait_for(page, lambda: "from" in address(page))
    assert {"region", "from", "to"} <= set(address(page))
    settle(page)
    expect(page.get_by_text("consultations").first).to_be_visible()


@pytest.mark.long
def test_a_filter_keeps_the_map_that_was_moved(page: Page) -> None:
    world_map(page).get_by_role("button", name="Zoom in", exact=True).click()
    page.wait_for_timeout(500)
    settle(page)
    map_window(page).evaluate("window.kept = 'the same window'")
    zoom = map_window(page).evaluate("map_div.getZoom()")
    page.get_by_placeholder("Search all texts").fill("water")
    page.keyboard.press("Enter")
    wait_for(page, lambda: "words" in address(page))
    settle(page)
    assert map_window(page).evaluate("window.kept") == "the same window"
    assert map_window(page).evaluate("map_div.getZoom()") == zoom


@pytest.mark.long
def test_axe_finds_nothing(page: Page) -> None:
    assert violations(page) == []
