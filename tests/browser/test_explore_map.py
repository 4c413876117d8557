"""What stands on the map of Explore: marks, lines, the legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.explore import (
    ALL,
    OWN,
    TELEPHONE,
    address,
    expect_chosen,
    expect_selected,
    go_to,
    map_window,
    mark,
    marks,
    open_explore,
    settle,
    world_map,
)
from tests.browser.opening import LAPTOP, OpenKept
from tests.dates import days

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

REGIONAL = ", Regional civil society consultation"
NAMES = [
    "1. Manila, Philippines, South, East & South East Asia, "
    + days("2015-03-21", "2015-03-22")
    + REGIONAL,
    "6. Dakar, Senegal, West & Central Africa, 7 December 2015" + REGIONAL,
    "8. Geneva, Switzerland, Global, "
    + days("2016-01-28", "2016-01-29")
    + ", Global civil society consultation",
    "9. San José, Costa Rica, Latin America, 16 February 2016" + REGIONAL,
    "14. Kigali, Rwanda, East & Southern Africa, "
    + days("2016-05-03", "2016-05-04")
    + ", Regional consultation of States",
    "15. New York, United States, Global, 15 June 2016, Launch of the Guidelines",
]
LEGEND = [
    "Regional civil society consultation",
    "Global civil society consultation",
    "Launch of the Guidelines",
    "Regional consultation of States",
]
LINES = [
    # query, lines drawn, marks that are only there as the end of a line
    ("?lines=none", 0, []),
    ("?lines=none&c=dakar-2015", 1, ["dakar-states-2015"]),
    ("?lines=none&c=beirut-2016", 1, ["valletta-states-2016"]),
    ("?lines=none&c=beirut-2016&kind=all", 1, []),
    ("?lines=none&c=valletta-states-2016", 2, ["valletta-states-2016"]),
    ("?kind=all", 12, []),
    ("?lines=all&region=mena", 1, ["valletta-states-2016"]),
    ("?region=mena", 1, ["valletta-states-2016"]),
]

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

# Arrow heads whose tip is not within a marker's width of a marker.
FAR_TIPS = """
() => {
  const middles = [...document.querySelectorAll(".cm-mark")].map((mark) => {
    const { x, y, width, height } = mark.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  });
  return [...document.querySelectorAll('.cm-line:not([fill="none"])')].filter((head) => {
    const tip = head.getPointAtLength(0).matrixTransform(head.getScreenCTM());
    return !middles.some(([x, y]) => Math.hypot(x - tip.x, y - tip.y) < 22);
  }).map((head) => head.getAttribute("d"));
}
"""
NAMES_DRAWN = """
() => {
  const names = [...document.querySelectorAll(".cm-name")];
  const box = (node) => node.getBoundingClientRect();
  const meet = (a, b) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const others = [...names, ...document.querySelectorAll(".cm-mark .cm-outline, .cm-bar")];
  const overlaps = names.flatMap((name) =>
    others.filter((other) => other !== name && meet(box(name), box(other)))
      .map((other) => `${name.textContent} and ${other.textContent}`));
  return { overlaps, countries: document.querySelectorAll(".cm-country").length };
}
"""


@pytest.fixture
def page(kept_page: Page) -> Page:
    """Give one window to all tests of this file."""
    return kept_page


@pytest.mark.long
def test_a_mark_is_a_button_that_says_everything(page: Page) -> None:
    go_to(page, "?kind=all")
    for name in NAMES:
        expect(world_map(page).get_by_role("button", name=name, exact=True)).to_be_visible()
    expect(marks(page)).to_have_text([str(number) for number in ALL[:-1]])


def test_a_mark_selects_its_consultation_everywhere(page: Page) -> None:
    for way in ("click", "Enter", "Space"):
        go_to(page, "")
        dakar = mark(page, "dakar-2015")
        if way == "click":
            dakar.click()
        else:
            dakar.press(way)
        expect_selected(page, 6, "dakar-2015")
        expect_chosen(page, OWN)
        expect(dakar).to_be_focused()


@pytest.mark.long
@pytest.mark.parametrize("size", [LAPTOP, TELEPHONE], ids=["laptop", "telephone"])
def test_no_mark_hides_another(open_kept: OpenKept, size: tuple[int, int]) -> None:
    page = open_explore(open_kept, "?kind=all", viewport=size)
    expect(world_map(page).locator(".cm-mark")).to_have_count(len(ALL) - 1)
    for selected in ("", "geneva-2016", "manila-2015", "geneva-private-sector-2015"):
        go_to(page, f"?kind=all&lines=all&c={selected}")
        assert map_window(page).evaluate(OVERLAPS) == [], selected


@pytest.mark.long
def test_no_mark_hides_another_at_any_zoom(page: Page) -> None:
    go_to(page, "?kind=all")
    for button in ("Zoom in", "Zoom in", "Show the whole world", "Zoom out"):
        world_map(page).get_by_role("button", name=button).click()
        settle(page)
        assert map_window(page).evaluate(OVERLAPS) == [], button


@pytest.mark.long
def test_lines_lead_to_what_was_fed(page: Page) -> None:
    for query, lines, ghosts in LINES:
        go_to(page, query)
        # An arrow is filled, a line is not.
        expect(world_map(page).locator('.cm-line[fill="none"]')).to_have_count(lines)
        ghost = world_map(page).locator(".cm-ghost")
        assert ghost.evaluate_all("(all) => all.map((one) => one.dataset.id)") == ghosts, query


@pytest.mark.long
def test_each_line_has_an_arrow_and_says_what_fed_what(page: Page) -> None:
    for query, lines, _ghosts in LINES:
        go_to(page, query)
        expect(world_map(page).locator('.cm-line:not([fill="none"])')).to_have_count(lines)
    go_to(page, "?c=beirut-2016")
    said = world_map(page).get_by_role("img", name="fed into 12. States' consultation")
    expect(said).to_have_count(1)


def test_a_line_ends_beside_the_marker_of_the_meeting(page: Page) -> None:
    go_to(page, "?lines=all&kind=all")
    far = map_window(page).evaluate(FAR_TIPS)
    assert far == []


def test_the_switch_beside_the_legend_draws_what_fed_what(page: Page) -> None:
    switch = world_map(page).get_by_role("switch", name="What fed what")
    expect(switch).to_be_checked()
    switch.click()
    settle(page)
    assert address(page) == {"lines": ["none"]}
    expect(world_map(page).locator('.cm-line[fill="none"]')).to_have_count(0)
    switch.press("Space")
    settle(page)
    assert address(page) == {}
    expect(world_map(page).locator('.cm-line[fill="none"]')).to_have_count(12)


@pytest.mark.long
def test_no_name_covers_a_marker_a_line_or_another_name(page: Page) -> None:
    go_to(page, "?kind=all&lines=all")
    for button in ("Show the whole world", "Zoom in", "Zoom in", "Zoom in"):
        world_map(page).get_by_role("button", name=button, exact=True).click()
        settle(page)
        names = map_window(page).evaluate(NAMES_DRAWN)
        assert names["overlaps"] == [], button
    assert names["countries"] > 3
    expect(world_map(page).locator(".cm-city").first).to_be_visible()


@pytest.mark.long
def test_names_are_in_the_language_of_the_page(page: Page) -> None:
    go_to(page, "?lang=fr&map=3.00_-15_-55")
    expect(world_map(page).locator(".cm-country", has_text="Brésil")).to_be_visible()
    go_to(page, "?map=3.00_-15_-55")
    expect(world_map(page).locator(".cm-country", has_text="Brazil")).to_be_visible()


def test_a_country_says_its_name_and_its_region(page: Page) -> None:
    x, y = map_window(page).evaluate(
        "() => { const p = map_div.latLngToContainerPoint([-10, -55]); return [p.x, p.y]; }"
    )
    world_map(page).locator("#map_div").hover(position={"x": x, "y": y})
    expect(world_map(page).locator(".cm-tip")).to_have_text("Brazil · Latin America")


def test_the_legend_says_what_shapes_mean(page: Page) -> None:
    expect(world_map(page).locator("#cm-legend .cm-entry")).to_have_text(LEGEND)
    expect(world_map(page).locator("#cm-legend .cm-entry svg")).to_have_count(len(LEGEND))


@pytest.mark.long
def test_a_click_leaves_the_width_of_the_page_and_its_title_says_the_view(page: Page) -> None:
    width = "document.querySelector('[data-testid=stMainBlockContainer]').clientWidth"
    before = page.evaluate(width)
    page.get_by_role("button", name="2015 (3)").click()
    settle(page)
    expect(page).to_have_title("2015 · MICIC")
    assert page.evaluate(width) == before > LAPTOP[0] / 2
    page.get_by_role("link", name="Regions").click()
    expect(page.get_by_role("heading", name="Documents")).to_be_visible()
    expect(page).to_have_title("Regions: 2015 · MICIC")
    assert page.evaluate(width) == before


RUNNING = "document.getAnimations().filter(({ playState }) => playState !== 'finished').length"


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_lines_are_drawn_once_a_visitor_and_can_be_skipped(
    browser: Browser, server: str, motion: str
) -> None:
    with browser.new_context(reduced_motion=motion) as context:
        page = context.new_page()
        page.goto(server)
        story = world_map(page).locator(".cm-story")
        expect(story).to_contain_text("6 of 12 lead to New York")
        skip = story.get_by_role("button", name="Skip")
        if motion == "no-preference":
            expect(skip).to_be_visible()
            assert map_window(page).evaluate(RUNNING) > 0
            skip.click()
            page.reload()
            expect(story).to_contain_text("6 of 12 lead to New York")
        expect(skip).to_be_hidden()
        assert map_window(page).evaluate(RUNNING) == 0
