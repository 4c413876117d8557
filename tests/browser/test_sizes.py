"""On a laptop map, timeline and panel are seen at once; on a telephone everything in one column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.explore import (
    TELEPHONE,
    go_to,
    mark,
    open_explore,
    overflow,
    panel,
    settle,
    timeline,
    walk,
)
from tests.browser.opening import LAPTOP, OpenKept

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


QUERIES = [
    "",
    "?kind=all&c=dakar-2015&lines=all",
    "?region=mena&from=2016-01&to=2016-03-11",
    "?kind=all&lang=fr",
    "?from=1999",
    "?kind=all&c=beirut-2016",
]


@pytest.mark.long
def test_map_timeline_and_panel_are_seen_without_scrolling(kept_page: Page) -> None:
    page = kept_page
    for query in QUERIES:
        go_to(page, query)
        for part in (page.locator("iframe"), timeline(page)):
            left, top, right, bottom = _edges(part)
            seen = left >= 0 and top >= 0 and right <= LAPTOP[0] and bottom <= LAPTOP[1]
            assert seen, (query, left, top, right, bottom)
        # A long card goes on below: it is never cut, and has no bar of its own.
        left, top, right, _ = _edges(panel(page))
        assert 0 <= top < LAPTOP[1] / 3, query
        assert 0 <= left < right <= LAPTOP[0], query
        assert panel(page).evaluate("(panel) => panel.scrollHeight <= panel.clientHeight + 1")
        assert overflow(page) == [], query


def test_no_page_scrolls_sideways_or_has_grave_faults_on_a_telephone(open_kept: OpenKept) -> None:
    page = open_kept("/?kind=all&c=beirut-2016", viewport=TELEPHONE)
    wrong = {title: [*overflow(page), *violations(page)] for title in walk(page)}
    assert {title: found for title, found in wrong.items() if found} == {}


@pytest.mark.long
def test_a_telephone_has_one_column(open_kept: OpenKept) -> None:
    page = open_explore(open_kept, "?c=dakar-2015", viewport=TELEPHONE)
    # A link to a card shows it, although it is below the map.
    expect(page.get_by_role("heading", name="6. Civil society consultation")).to_be_in_viewport()
    edges = [_edges(part) for part in (page.locator("iframe"), timeline(page), panel(page))]
    tops, bottoms = [edge[1] for edge in edges], [edge[3] for edge in edges]
    assert all(top >= bottom for top, bottom in zip(tops[1:], bottoms[:-1], strict=True))
    assert all(edge[2] - edge[0] > TELEPHONE[0] * 0.9 for edge in edges)
    # And it works: all filters are behind one button, which says what they let through.
    page.get_by_role("button", name="Filters", exact=True).click()
    page.get_by_role("button", name="Senegal (1)").click()
    page.get_by_role("button", name="Show 1 meeting").click()
    settle(page)
    expect(page.get_by_role("button", name="Filters (1)")).to_be_visible()
    assert "country=SN" in page.url
    assert overflow(page) == []


@pytest.mark.long
def test_a_tap_on_a_marker_brings_its_card_into_sight(open_kept: OpenKept) -> None:
    page = open_explore(open_kept, viewport=TELEPHONE)
    mark(page, "dakar-2015").click()
    expect(page.get_by_role("heading", name="6. Civil society consultation")).to_be_in_viewport()
    page.get_by_role("button", name="Close").click()
    settle(page)
    expect(page.locator("iframe")).to_be_in_viewport()


def _edges(part: Locator) -> tuple[float, float, float, float]:
    """Give left, top, right and bottom of a part of the page, in pixels of the window."""
    box = part.bounding_box()
    assert box is not None
    return box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]
