"""How one moves the map: fingers, keys, the open consultation, and its position in the link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.explore import (
    address,
    go_to,
    map_window,
    mark,
    open_explore,
    settle,
    view_of_map,
    world_map,
)
from tests.browser.opening import LAPTOP, OpenKept

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

SCROLLED = "document.querySelector('[data-testid=\"stMain\"]').scrollTop"
SIZES = [LAPTOP, (1920, 1080), (2560, 1440), (390, 844)]
CONTINENTS = [(-54, -68), (-34, 20), (-38, 146), (71, 26), (66, -163), (35, 140)]
"""Latitude and longitude of capes: of South America, Africa, Australia, Europe, Alaska, Japan."""


@pytest.fixture
def page(kept_page: Page) -> Page:
    """Give one window to all tests of this file."""
    return kept_page


def touch(session: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    touches = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})


@pytest.mark.long
def test_one_finger_gets_a_hint_and_two_move_the_map(page: Page) -> None:
    frame = page.locator("iframe").bounding_box()
    assert frame is not None
    x, y = frame["x"] + 300, frame["y"] + 250
    hint = world_map(page).locator(".cm-hint")
    fingers = page.context.new_cdp_session(page)
    before = view_of_map(settle(page))
    touch(fingers, "touchStart", (x, y))
    for step in range(1, 10):
        touch(fingers, "touchMove", (x, y - 8 * step))
    touch(fingers, "touchEnd")
    expect(hint).to_have_css("opacity", "0")  # a scroll past the map
    touch(fingers, "touchStart", (x, y))
    for step in range(1, 10):
        touch(fingers, "touchMove", (x - 8 * step, y))
    expect(hint).to_have_text("Use two fingers to move the map")
    expect(hint).to_have_css("opacity", "1")
    touch(fingers, "touchEnd")
    assert view_of_map(settle(page)) == before
    page.evaluate(SCROLLED + " = 0")
    touch(fingers, "touchStart", (x, y))
    touch(fingers, "touchStart", (x, y), (x - 80, y))
    for step in range(1, 10):
        touch(fingers, "touchMove", (x + 8 * step, y), (x - 80 + 8 * step, y))
    touch(fingers, "touchEnd")
    assert view_of_map(settle(page))[1] < before[1] - 5
    expect(hint).to_have_css("opacity", "0")
    fingers.detach()


@pytest.mark.long
def test_the_first_view_cuts_no_continent(open_kept: OpenKept) -> None:
    for size in SIZES:
        page = open_explore(open_kept, viewport=size)
        outside = map_window(page).evaluate(
            "(capes) => capes.filter((cape) => !map_div.getBounds().contains(cape))", CONTINENTS
        )
        assert outside == [], size


@pytest.mark.long
def test_opening_a_consultation_brings_it_into_sight(page: Page) -> None:
    go_to(page, "?c=geneva-2016")
    for _ in range(3):
        world_map(page).get_by_role("button", name="Zoom in", exact=True).click()
        settle(page)
    # Zooming goes around the open one.
    expect(mark(page, "geneva-2016")).to_be_in_viewport()
    zoom = view_of_map(page)[2]
    page.get_by_role("button", name="Next (9)").click()
    settle(page)
    expect(mark(page, "san-jose-2016")).to_be_in_viewport()
    assert view_of_map(page)[2] == zoom


@pytest.mark.long
def test_the_link_holds_the_position_of_a_map_that_was_moved(page: Page) -> None:
    settle(page)
    for key in ("+", "+", "ArrowRight"):
        world_map(page).locator("#map_div").press(key)
        settle(page)
    page.wait_for_url("**map=*")
    moved = view_of_map(page)
    # A filter writes another address, and keeps the position in it.
    page.get_by_role("button", name="2016 (5)").click()
    page.wait_for_url("**from=2016*map=*")
    assert view_of_map(settle(page)) == pytest.approx(moved, abs=0.01)
    world_map(page).get_by_role("button", name="Show the whole world").click()
    page.wait_for_url(lambda url: "map=" not in url)
    assert view_of_map(settle(page))[2] < moved[2]


@pytest.mark.long
def test_a_link_with_a_position_shows_it(open_kept: OpenKept) -> None:
    page = open_explore(open_kept, "?map=4.50_-1.290_36.820&c=nairobi-2016")
    assert view_of_map(page) == pytest.approx([-1.29, 36.82, 4.5], abs=0.05)
    assert address(page) == {"c": ["nairobi-2016"]}


def focus(page: Page) -> Any:
    return map_window(page).evaluate("() => document.activeElement.dataset.id")


def test_arrows_go_from_marker_to_marker(page: Page) -> None:
    go_to(page, "?lines=none")
    mark(page, "dakar-2015").focus()
    walked = []
    for key in ("ArrowRight", "ArrowUp", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
        walked.append(focus(page))
    assert walked[0] == "nairobi-2016"
    assert walked[1] == "beirut-2016"
    assert walked[2] == "manila-2015"


@pytest.mark.long
def test_enter_opens_and_then_leads_to_the_card_and_escape_back(page: Page) -> None:
    go_to(page, "")
    mark(page, "dakar-2015").press("Enter")
    settle(page)
    mark(page, "dakar-2015").press("Enter")
    card = page.locator(".st-key-card, .st-key-panel").last
    expect(card.locator(":focus")).to_contain_text("6. ")
    page.keyboard.press("Escape")
    assert focus(page) == "dakar-2015"


def test_a_click_on_a_country_draws_no_frame_around_the_map(page: Page) -> None:
    ring = world_map(page).locator(".cm-ring")
    world_map(page).locator("#map_div").click(position={"x": 400, "y": 20})
    expect(ring).to_have_css("outline-style", "none")
    world_map(page).locator("#map_div").press("ArrowLeft")
    expect(ring).to_have_css("outline-style", "solid")
