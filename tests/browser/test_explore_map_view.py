"""What the map of Explore shows of the world: the marks, until the reader moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.explore import (
    OWN,
    TELEPHONE,
    address,
    bounds,
    click_land,
    expect_chosen,
    go_to,
    map_window,
    marks,
    open_explore,
    settle,
    view_of_map,
    world_map,
)
from tests.browser.opening import OpenKept

if TYPE_CHECKING:
    from playwright.sync_api import Page

BRAZIL = (-10, -55)
WORLD = (-50, -160, 70, 175)
"""South, west, north, east of all land where anybody meets."""

OUTSIDE = """
() => {
  const map = map_div.getContainer().getBoundingClientRect();
  return [...document.querySelectorAll(".cm-mark:not(.cm-ghost)")].filter((mark) => {
    const box = mark.querySelector(".cm-outline").getBoundingClientRect();
    const beside = box.left < map.left || box.right > map.right;
    return beside || box.top < map.top || box.bottom > map.bottom;
  }).map((mark) => mark.textContent);
}
"""


@pytest.fixture
def page(kept_page: Page) -> Page:
    """Give one window to all tests of this file."""
    return kept_page


@pytest.mark.long
def test_the_map_fits_the_marks(page: Page) -> None:
    for query in (
        "",
        "?kind=all",
        "?region=mena&region=asia",
        "?organization=mfa",
        "?c=dakar-2015&from=2015&to=2015",
        "?words=dakar",
    ):
        go_to(page, query)
        assert map_window(page).evaluate(OUTSIDE) == [], query


@pytest.mark.long
def test_the_map_follows_a_filter_until_the_reader_moves_it(page: Page) -> None:
    wide = bounds(settle(page))
    page.get_by_role("combobox", name="Search all texts").fill("Dakar")
    page.get_by_role("combobox", name="Search all texts").press("Enter")
    settle(page)
    narrow = bounds(page)
    assert narrow[3] - narrow[1] < (wide[3] - wide[1]) / 2
    assert map_window(page).evaluate(OUTSIDE) == []


@pytest.mark.long
def test_a_control_brings_the_whole_world_back(page: Page) -> None:
    go_to(page, "?region=latin-america")
    assert bounds(page)[3] < WORLD[3]
    world_map(page).get_by_role("button", name="Show the whole world").click()
    settle(page)
    south, west, north, east = bounds(page)
    assert (south < WORLD[0], west < WORLD[1], north > WORLD[2], east > WORLD[3]) == (True,) * 4
    world_map(page).get_by_role("button", name="Show all markers").click()
    settle(page)
    assert bounds(page)[3] < WORLD[3]


@pytest.mark.long
def test_what_is_asked_for_while_the_map_zooms_is_done_after_it(page: Page) -> None:
    marks_shown = view_of_map(go_to(page, "?region=latin-america"))
    map_window(page).evaluate(
        "() => { const [fit, world] = document.querySelectorAll('.cm-bar button:nth-child(n + 3)');"
        " map_div.once('zoomanim', () => fit.click()); world.click(); }"
    )
    assert view_of_map(settle(page)) == pytest.approx(marks_shown, abs=0.2)


def test_the_wheel_over_the_map_scrolls_the_page(page: Page) -> None:
    before = view_of_map(settle(page))
    world_map(page).locator("#map_div").hover(position={"x": 300, "y": 250})
    page.mouse.wheel(0, 200)
    page.wait_for_function(
        "() => document.querySelector('[data-testid=\"stMain\"]').scrollTop > 100"
    )
    assert view_of_map(settle(page)) == before


@pytest.mark.long
def test_a_click_on_a_shaded_country_chooses_its_region_and_a_second_one_all(page: Page) -> None:
    settle(page)
    click_land(page, *BRAZIL)
    assert address(page) == {"region": ["latin-america"]}
    expect_chosen(page, [9])
    click_land(page, *BRAZIL)
    assert address(page) == {}
    expect_chosen(page, OWN)


@pytest.mark.long
def test_a_filter_keeps_the_view_and_the_map_itself(page: Page) -> None:
    map_window(page).evaluate("window.kept = 'the same window'")
    map_window(page).evaluate("map_div.getContainer().kept = 'the same map'")
    world_map(page).get_by_role("button", name="Zoom in", exact=True).click()
    _drag_map(settle(page), 90, 40)
    before = view_of_map(page)
    page.get_by_role("button", name="2016 (5)").click()
    expect_chosen(page, [8, 9, 11, 13, 15])
    page.get_by_role("switch", name="Related meetings").click(force=True)
    settle(page)
    expect(marks(page)).to_have_count(9)
    # A legend of other kinds may be a line longer: half a pixel is lost in the middle of the map.
    assert view_of_map(page) == pytest.approx(before, abs=0.2)
    kept = map_window(page).evaluate("[window.kept, map_div.getContainer().kept]")
    assert kept == ["the same window", "the same map"]


def _drag_map(page: Page, right: int, down: int) -> None:
    frame = page.locator("iframe").bounding_box()
    assert frame is not None
    x, y = frame["x"] + 300, frame["y"] + 200
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=8)
    page.mouse.up()
    settle(page)


def test_on_a_telephone_the_legend_opens_when_asked(open_kept: OpenKept) -> None:
    page = open_explore(open_kept, viewport=TELEPHONE)
    entry = world_map(page).locator(".cm-entry").first
    expect(entry).not_to_be_visible()
    world_map(page).get_by_text("Legend").click()
    expect(entry).to_be_visible()
    settle(page)
    assert map_window(page).evaluate(OUTSIDE) == []
