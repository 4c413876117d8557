"""The map of Explore: marks, regions, lines, and a view that stays where the reader put it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.explore import (
    ALL,
    LAPTOP,
    OWN,
    TELEPHONE,
    address,
    bounds,
    click_land,
    expect_chosen,
    expect_selected,
    map_window,
    mark,
    marks,
    open_explore,
    settle,
    view_of_map,
    world_map,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage

NAMES = [
    "1. Manila, Philippines, South, East & South East Asia, 21–22 March 2015",
    "6. Dakar, Senegal, West & Central Africa, 7 December 2015",
    "8. Geneva, Switzerland, Global, 28–29 January 2016",
    "9. San José, Costa Rica, Latin America, 16 February 2016",
    "15. Kigali, Rwanda, East & Southern Africa, 3–4 May 2016",
    "16. New York, United States, Global, 15 June 2016",
]
LEGEND = [
    "Regional civil society consultation",
    "Global civil society consultation",
    "Launch of the Guidelines",
    "South, East & South East Asia",
    "Eastern Europe & Central Asia",
    "West & Central Africa",
    "Latin America",
    "Middle East & North Africa",
    "East & Southern Africa",
    "Global",
]
BRAZIL = (-10, -55)
WORLD = (-50, -160, 70, 175)
"""South, west, north, east of all land where anybody meets."""

# Which two marks have a pixel in common, by their true outlines and not by the boxes around them.
OVERLAPS = """
() => {
  const shapes = [...document.querySelectorAll(".cm-mark")].map((mark) => {
    const shape = mark.querySelector(".cm-outline");
    return { name: mark.textContent, shape, box: shape.getBoundingClientRect() };
  });
  const covers = ({ shape }, x, y) =>
    shape.isPointInFill(new DOMPoint(x, y).matrixTransform(shape.getScreenCTM().inverse()));
  const found = [];
  shapes.forEach((one, i) => shapes.slice(i + 1).forEach((other) => {
    const left = Math.max(one.box.left, other.box.left);
    const right = Math.min(one.box.right, other.box.right);
    const top = Math.max(one.box.top, other.box.top);
    const bottom = Math.min(one.box.bottom, other.box.bottom);
    for (let x = left; x < right; x += 1) for (let y = top; y < bottom; y += 1)
      if (covers(one, x, y) && covers(other, x, y)) {
        found.push(`${one.name} and ${other.name}`);
        return;
      }
  }));
  return found;
}
"""
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


def test_a_mark_is_a_button_that_says_everything(open_page: OpenPage) -> None:
    page = open_explore(open_page, "?kind=all")
    for name in NAMES:
        expect(world_map(page).get_by_role("button", name=name, exact=True)).to_be_visible()
    expect(marks(page)).to_have_text([str(number) for number in ALL[:-1]])


@pytest.mark.parametrize("way", ["click", "Enter", "Space"])
def test_a_mark_selects_its_consultation_everywhere(open_page: OpenPage, way: str) -> None:
    page = open_explore(open_page)
    dakar = mark(page, "dakar-2015")
    if way == "click":
        dakar.click()
    else:
        dakar.press(way)
    expect_selected(page, 6, "dakar-2015")
    expect_chosen(page, OWN)
    expect(dakar).to_be_focused()


@pytest.mark.parametrize("size", [LAPTOP, TELEPHONE], ids=["laptop", "telephone"])
@pytest.mark.parametrize("query", ["?kind=all", "?kind=all&c=geneva-2016&lines=all"])
def test_no_mark_hides_another(open_page: OpenPage, size: tuple[int, int], query: str) -> None:
    page = open_explore(open_page, query, viewport=size)
    expect(world_map(page).locator(".cm-mark")).to_have_count(17)
    assert map_window(page).evaluate(OVERLAPS) == []


def test_no_mark_hides_another_at_any_zoom(open_page: OpenPage) -> None:
    page = open_explore(open_page, "?kind=all")
    for button in ("Zoom in", "Zoom in", "Show the whole world", "Zoom out"):
        world_map(page).get_by_role("button", name=button).click()
        settle(page)
        assert map_window(page).evaluate(OVERLAPS) == [], button


def test_a_click_on_a_shaded_country_chooses_its_region_and_a_second_one_all(page: Page) -> None:
    settle(page)
    click_land(page, *BRAZIL)
    assert address(page) == {"region": ["latin-america"]}
    expect_chosen(page, [9])
    click_land(page, *BRAZIL)
    assert address(page) == {}
    expect_chosen(page, OWN)


def test_a_filter_keeps_the_view_and_the_map_itself(page: Page) -> None:
    settle(page)
    map_window(page).evaluate("window.kept = 'the same window'")
    map_window(page).evaluate("map_div.getContainer().kept = 'the same map'")
    world_map(page).get_by_role("button", name="Zoom in").click()
    _drag_map(settle(page), 90, 40)
    before = view_of_map(page)
    page.get_by_role("button", name="2016 (5)").click()
    expect_chosen(page, [8, 9, 11, 14, 16])
    page.get_by_role("switch", name="Related meetings").click(force=True)
    settle(page)
    expect(marks(page)).to_have_count(10)
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


@pytest.mark.parametrize(
    ("query", "size"),
    [
        ("", LAPTOP),
        ("?kind=all", LAPTOP),
        ("?region=mena&region=asia", LAPTOP),
        ("?organization=mfa", LAPTOP),
        ("?c=dakar-2015&from=2015&to=2015", LAPTOP),
        ("?kind=all", TELEPHONE),
    ],
)
def test_the_map_fits_the_marks(open_page: OpenPage, query: str, size: tuple[int, int]) -> None:
    page = open_explore(open_page, query, viewport=size)
    assert map_window(page).evaluate(OUTSIDE) == []


def test_the_map_follows_a_filter_until_the_reader_moves_it(page: Page) -> None:
    wide = bounds(settle(page))
    page.get_by_role("searchbox").fill("Dakar")
    page.get_by_role("searchbox").press("Enter")
    settle(page)
    narrow = bounds(page)
    assert narrow[3] - narrow[1] < (wide[3] - wide[1]) / 2
    assert map_window(page).evaluate(OUTSIDE) == []


def test_a_control_brings_the_whole_world_back(open_page: OpenPage) -> None:
    page = open_explore(open_page, "?region=latin-america")
    assert bounds(page)[3] < WORLD[3]
    world_map(page).get_by_role("button", name="Show the whole world").click()
    settle(page)
    south, west, north, east = bounds(page)
    assert (south < WORLD[0], west < WORLD[1], north > WORLD[2], east > WORLD[3]) == (True,) * 4
    world_map(page).get_by_role("button", name="Show all marks").click()
    settle(page)
    assert bounds(page)[3] < WORLD[3]


def test_the_wheel_over_the_map_scrolls_the_page(page: Page) -> None:
    before = view_of_map(settle(page))
    world_map(page).locator("#map_div").hover(position={"x": 300, "y": 250})
    page.mouse.wheel(0, 200)
    page.wait_for_function("document.querySelector('[data-testid=\"stMain\"]').scrollTop > 100")
    assert view_of_map(settle(page)) == before


@pytest.mark.parametrize(
    ("query", "lines", "ghosts"),
    [
        # query, lines drawn, marks that are only there as the end of a line
        ("", 0, []),
        ("?c=dakar-2015", 1, ["dakar-states-2015"]),
        ("?c=beirut-2016", 1, ["valletta-states-2016"]),
        ("?c=beirut-2016&kind=all", 1, []),
        ("?c=valletta-states-2016", 2, ["valletta-states-2016"]),
        ("?lines=all&kind=all", 12, []),
        ("?lines=all&region=mena", 1, ["valletta-states-2016"]),
    ],
)
def test_lines_lead_to_what_was_fed(
    open_page: OpenPage, query: str, lines: int, ghosts: list[str]
) -> None:
    page = open_explore(open_page, query)
    # An arrow is filled, a line or a ring is not.
    expect(world_map(page).locator('.cm-line[fill="none"]')).to_have_count(lines)
    ids = world_map(page).locator(".cm-ghost").evaluate_all("(all) => all.map((m) => m.dataset.id)")
    assert set(ids) >= set(ghosts)
    assert bool(ids) == bool(ghosts)


def test_a_meeting_in_the_same_city_is_ringed_and_one_elsewhere_has_an_arrow(
    open_page: OpenPage,
) -> None:
    page = open_explore(open_page, "?c=dakar-2015")
    arrow = world_map(page).locator('.cm-line:not([fill="none"])')
    expect(arrow).to_have_count(0)
    mark(page, "nairobi-2016").click()
    settle(page)
    expect(arrow).to_have_count(1)


def test_the_legend_says_what_shapes_and_colours_mean(open_page: OpenPage) -> None:
    page = open_explore(open_page)
    expect(world_map(page).locator("#cm-legend .cm-entry")).to_have_text(LEGEND)
    expect(world_map(page).locator("#cm-legend .cm-entry svg")).to_have_count(len(LEGEND))


def test_on_a_telephone_the_legend_opens_when_asked(open_page: OpenPage) -> None:
    page = open_explore(open_page, viewport=TELEPHONE)
    entry = world_map(page).get_by_text("West & Central Africa")
    expect(entry).not_to_be_visible()
    world_map(page).get_by_text("Legend").click()
    expect(entry).to_be_visible()
    settle(page)
    assert map_window(page).evaluate(OUTSIDE) == []
