"""Everything on Explore is reached by the Tab key, and one sees where one is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.explore import (
    OWN,
    WEBINAR,
    address,
    expect_chosen,
    expect_selected,
    go_to,
    open_explore,
    settle,
    world_map,
)
from tests.browser.opening import OpenPage

if TYPE_CHECKING:
    from playwright.sync_api import Page

MOST_STOPS = 90

# Where the focus is, through the map's window, and whether the last place looked different with it:
# itself, what it stands in, or what stands beside it, as with the switch that hides its box.
STOP = """
() => {
  const look = (node) => {
    const view = node.ownerDocument.defaultView;
    const near = [node, ...node.parentElement.children];
    for (let one = node.parentElement; one && near.length < 12; one = one.parentElement) {
      near.push(one);
    }
    return JSON.stringify(near.map((one) => {
      const style = view.getComputedStyle(one);
      return [style.outline, style.boxShadow, style.border, style.backgroundColor, style.opacity];
    }));
  };
  let node = document.activeElement;
  while (node && node.tagName === "IFRAME") node = node.contentDocument.activeElement;
  while (node && node.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  const last = window.lastStop;
  const seen = !last || !last.node.isConnected || look(last.node) !== last.look;
  if (!node || node === node.ownerDocument.body) return { seen };
  window.lastStop = { node, look: look(node) };
  const text = node.getAttribute("aria-label") || node.innerText || node.tagName;
  return { name: text.trim().replace(/\\s+/g, " "), tag: node.tagName, seen };
}
"""
REACHED = [
    "Explore", "Regions", "Organizations", "About",
    "Region", "2015 (3)", "Related meetings", "Search", "More filters", "Copy link",
    "Map with markers", "Zoom in", "Zoom out", "Show all markers", "Show the whole world",
    "1. Manila", "3. Brussels", "6. Dakar", "8. Geneva", "9. San José", "11. Beirut",
    "13. Nairobi", "15. New York",
    "18 Civil society webinar (no place or date)",
    "1 Manila", "18 Civil society webinar · no date", "Download CSV",
]  # fmt: skip
UNSEEN = {
    # tag or name, why it looks the same
    "MAIN": "Streamlit's scrolling page, nothing to press",
    "CANVAS": "the table draws an edge around the cell itself",
    "TD": "the same table, as screen readers meet it",
}


@pytest.fixture
def page(kept_page: Page) -> Page:
    """Give one window to all tests of this file."""
    return kept_page


def test_tab_reaches_everything_and_shows_where_it_is(open_page: OpenPage) -> None:
    page = open_explore(open_page)
    # An edge that takes its time to change colour has not changed yet when it is looked at.
    page.add_style_tag(content="* { transition: none !important; }")
    stops = _stops(page)
    names = [stop["name"] for stop in stops]
    assert [wanted for wanted in REACHED if not any(wanted in name for name in names)] == []
    assert "CANVAS" in [stop["tag"] for stop in stops]
    unseen = [stop for stop in stops if not stop["seen"]]
    assert [stop for stop in unseen if not {stop["name"], stop["tag"]} & UNSEEN.keys()] == []
    # Passing through the table opens nothing.
    settle(page)
    assert address(page) == {}


def _stops(page: Page) -> list[dict[str, Any]]:
    """Press Tab from the top until the focus leaves the page, and give each stop."""
    stops: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        # Only now that it is left can be said whether a stop looked different.
        if stops:
            stops[-1]["seen"] = stop["seen"]
        if "name" not in stop:
            break
        stops.append(stop)
    return stops


@pytest.mark.long
def test_the_marks_come_in_date_order(page: Page) -> None:
    go_to(page, "?from=2015")
    page.get_by_role("button", name="Reset").click()
    settle(page)
    world_map(page).get_by_role("button", name="1. Manila").focus()
    visited = []
    for _ in range(len(OWN) - 1):
        visited.append(page.evaluate(STOP)["name"].split(".")[0])
        page.keyboard.press("Tab")
    assert visited == [str(number) for number in OWN if number != WEBINAR]


@pytest.mark.long
def test_filters_work_without_a_mouse(page: Page) -> None:
    settle(page)
    page.get_by_role("button", name="2015 (3)").focus()
    page.keyboard.press("Space")
    expect_chosen(page, [1, 3, 6])
    page.get_by_role("switch", name="Related meetings").focus()
    page.keyboard.press("Space")
    expect_chosen(page, [1, 2, 3, 4, 5, 6, 7])
    page.get_by_role("button", name="Region", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="West & Central Africa (2)").focus()
    page.keyboard.press("Enter")
    expect_chosen(page, [6, 7])
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="West & Central Africa (2)")).not_to_be_visible()
    assert address(page)["region"] == ["west-central-africa"]


@pytest.mark.long
def test_the_list_and_the_arrows_walk_through_the_campaign(page: Page) -> None:
    settle(page)
    page.get_by_role("button", name="11 Beirut, Lebanon").focus()
    page.keyboard.press("Enter")
    expect_selected(page, 11, "beirut-2016")
    page.get_by_role("button", name="Next (13)").focus()
    page.keyboard.press("Enter")
    expect_selected(page, 13, "nairobi-2016")


@pytest.mark.long
def test_keys_reach_markers_and_months_of_the_timeline_and_escape_closes_the_card(
    page: Page,
) -> None:
    settle(page)
    markers = page.get_by_role("toolbar", name="Markers of the timeline")
    expect(markers.get_by_role("button")).to_have_count(len(OWN) - 1)  # the webinar has no date
    markers.get_by_role("button", name="1. Manila").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect_selected(page, 3, "brussels-2015")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Close", exact=True)).to_have_count(0)
    assert "c" not in address(page)
    periods = page.get_by_role("toolbar", name="Periods of the timeline")
    periods.get_by_role("button", name="December 2015").focus()
    page.keyboard.press("Enter")
    expect_chosen(page, [6])
    assert address(page) == {"from": ["2015-12"], "to": ["2015-12"]}
    page.get_by_role("button", name="Reset").click()
    settle(page)


@pytest.mark.long
def test_escape_on_the_map_closes_the_card(page: Page) -> None:
    settle(page)
    marker = world_map(page).get_by_role("button", name="6. Dakar")
    expect(marker).to_have_accessible_name(re.compile("Regional civil society consultation$"))
    marker.focus()
    page.keyboard.press("Enter")
    expect_selected(page, 6, "dakar-2015")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Close", exact=True)).to_have_count(0)
    expect(marker).to_be_focused()


@pytest.mark.long
def test_an_arrow_that_leaves_the_picture_names_where_it_leads(open_page: OpenPage) -> None:
    page = open_page("/regions?region=asia")
    edge = world_map(page).locator(".cm-edge")
    expect(edge).to_have_text(["15 New York"])


@pytest.mark.long
@pytest.mark.parametrize("milliseconds", [0, 50])
def test_tab_passes_the_table_however_quick_and_opens_nothing(
    open_page: OpenPage, milliseconds: int
) -> None:
    page = open_explore(open_page)
    page.get_by_role("button", name="Download CSV").focus()
    tags = []
    for key in ["Tab"] * 5 + ["Shift+Tab"] * 5:
        page.keyboard.press(key)
        page.wait_for_timeout(milliseconds)
        tags.append(page.evaluate(STOP)["tag"])
    # Three buttons, the table, what follows, and back: the cells are reached with the arrows.
    assert [tag in {"CANVAS", "TD"} for tag in tags[:5]] == [False, False, False, True, False]
    assert tags[-1] == "BUTTON"
    settle(page)
    assert address(page) == {}


@pytest.mark.long
def test_the_table_is_walked_through_with_arrows(open_page: OpenPage) -> None:
    page = settle(open_explore(open_page))
    page.locator('[data-testid="stDataFrame"] canvas').first.focus()
    # The grid passes the focus on to its first cell a moment later; an arrow before moves nothing.
    page.wait_for_function("() => document.activeElement.matches('[role=gridcell]')")
    assert address(page) == {}
    page.keyboard.press("ArrowDown")
    expect_selected(page, 3, "brussels-2015")
    page.keyboard.press("ArrowDown")
    expect_selected(page, 6, "dakar-2015")
