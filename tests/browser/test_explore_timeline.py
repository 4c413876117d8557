"""The timeline of Explore: a lane per region, numbers as on the map, time chosen by dragging."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.explore import (
    ALL,
    OWN,
    TELEPHONE,
    WEBINAR,
    address,
    expect_chosen,
    expect_selected,
    expect_words,
    go_to,
    open_explore,
    settle,
    timeline,
    timeline_ghosts,
    timeline_numbers,
)
from tests.browser.opening import OpenKept
from tests.browser.schemes import found_in_both_schemes

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

LANES = [
    "South, East & South East Asia",
    "Eastern Europe & Central Asia",
    "West & Central Africa",
    "Latin America",
    "Middle East & North Africa",
    "East & Southern Africa",
    "Global",
]
SMALLEST_TEXT = 11

# Which two shapes of one lane have a point in common.
OVERLAPS = """
(chart) => {
  const marks = [...chart.querySelectorAll(".role-mark.mark-symbol path")].map((path) => {
    const box = path.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  });
  chart.querySelectorAll(".role-mark.mark-text text").forEach((text, i) => {
    marks[i].name = text.textContent;
  });
  return marks.flatMap((one, i) => marks.slice(i + 1)
    .filter((other) => Math.abs(one.y - other.y) < 6 && Math.abs(one.x - other.x) < 14)
    .map((other) => `${one.name} and ${other.name}`));
}
"""


def labels(page: Page) -> Locator:
    return timeline(page).locator(".role-axis-label text")


@pytest.fixture
def page(kept_page: Page) -> Page:
    """Give one window to all tests of this file."""
    return kept_page


def test_the_axes_are_readable(page: Page) -> None:
    settle(page)
    texts = labels(page).all_text_contents()
    assert [text for text in texts if text in LANES] == LANES
    months = [text for text in texts if text not in LANES]
    assert months[0] == "May 2015"
    assert "2016" in months
    assert all(text.strip() for text in texts)
    sizes = labels(page).evaluate_all(
        "(all) => all.map((t) => parseFloat(t.getAttribute('font-size')))"
    )
    assert min(sizes) >= SMALLEST_TEXT


@pytest.mark.long
def test_the_labels_stand_out_from_the_page(page: Page) -> None:
    assert found_in_both_schemes(page, _faint_inks) == []


def _faint_inks(page: Page) -> list[str]:
    inks = labels(page).evaluate_all("(all) => all.map((text) => getComputedStyle(text).fill)")
    paper = page.locator('[data-testid="stApp"]').evaluate(
        "(app) => getComputedStyle(app).backgroundColor"
    )
    assert inks
    return [ink for ink in inks if _contrast(ink, paper) < 4.5]


def _contrast(one: str, other: str) -> float:
    """Contrast of two colours as a browser writes them (WCAG 2.2, "contrast ratio")."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    channels = [int(part) / 255 for part in color.strip("rgb()").split(",")]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.long
def test_it_has_the_numbers_of_the_map(page: Page) -> None:
    go_to(page, "?kind=all")
    expect(timeline_numbers(page)).to_have_text([str(one) for one in ALL if one != WEBINAR])


@pytest.mark.long
@pytest.mark.parametrize("size", [(1366, 768), TELEPHONE], ids=["laptop", "telephone"])
def test_no_mark_hides_another(open_kept: OpenKept, size: tuple[int, int]) -> None:
    page = open_explore(open_kept, "?kind=all", viewport=size)
    assert timeline(page).evaluate(OVERLAPS) == []


@pytest.mark.long
def test_a_click_on_a_mark_selects_it_everywhere(page: Page) -> None:
    settle(page)
    timeline_numbers(page).filter(has_text="11").click()
    expect_selected(page, 11, "beirut-2016")
    expect_chosen(page, OWN)
    timeline_numbers(page).filter(has_text="15").click()
    expect_selected(page, 15, "new-york-2016")


def test_dragging_chooses_the_time(page: Page) -> None:
    settle(page)
    _drag(page, "2016", "Mar")
    assert address(page) == {"from": ["2016-01"], "to": ["2016-02"]}
    expect_chosen(page, [8, 9])
    expect_words(page, "January – February 2016: 2 of 7 civil society consultations")
    # What was dragged is done with; the band says what is chosen, and another drag replaces it.
    _drag(page, "May 2015", "Sept")
    expect_chosen(page, [3])


@pytest.mark.long
def test_what_the_time_leaves_out_stays_as_ghosts(page: Page) -> None:
    go_to(page, "?from=2016-01&to=2016-03&region=global&region=mena")
    expect(timeline_numbers(page)).to_have_text(["8", "11"])
    expect(timeline_ghosts(page)).to_have_text(["15"])
    timeline_ghosts(page).click()
    expect_selected(page, 15, "new-york-2016", in_table=False)


@pytest.mark.long
def test_it_plays_from_one_period_to_the_next_and_ends_as_it_began(page: Page) -> None:
    go_to(page, "?region=mena&region=global")
    steps = page.evaluate("history.length")
    page.get_by_role("button", name="Play the timeline").press("Enter")
    expect(timeline_numbers(page)).to_have_text(["8"])
    expect(page.get_by_role("button", name="Pause the timeline")).to_be_focused()
    expect(timeline_numbers(page)).to_have_text(["8", "11"])
    expect(page.get_by_role("button", name="Play the timeline")).to_be_focused()
    expect(timeline_numbers(page)).to_have_text(["8", "11", "15"])
    assert address(page) == {"region": ["mena", "global"]}
    assert page.evaluate("history.length") == steps


@pytest.mark.long
def test_it_moves_by_itself_only_for_those_who_like_it(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    go_to(page, "?region=mena&region=global&lang=en")
    page.get_by_role("button", name="Next period on the timeline").click()
    expect(timeline_numbers(page)).to_have_text(["8"])
    settle(page)
    assert address(page) == {"region": ["mena", "global"], "to": ["2016-01"]}
    page.get_by_role("button", name="Next period on the timeline").click()
    expect(timeline_numbers(page)).to_have_text(["8", "11"])


def test_no_toolbar_covers_it(page: Page) -> None:
    settle(page)
    timeline(page).hover()
    expect(page.locator(".st-key-timeline_box [data-testid='stElementToolbar']")).to_be_hidden()


@pytest.mark.long
def test_a_mark_is_still_clicked_where_time_is_chosen(page: Page) -> None:
    go_to(page, "?from=2016-01&to=2016-03")
    timeline_numbers(page).filter(has_text="9").click()
    expect_selected(page, 9, "san-jose-2016")
    assert address(page) == {"from": ["2016-01"], "to": ["2016-03"], "c": ["san-jose-2016"]}


def _drag(page: Page, start: str, end: str) -> None:
    """Drag from above the first label of a text to above another."""
    found = (labels(page).get_by_text(text, exact=True).first for text in (start, end))
    boxes = [label.bounding_box() for label in found]
    chart = timeline(page).bounding_box()
    assert chart is not None
    x, to = (box["x"] + box["width"] / 2 for box in boxes if box)
    # Between two lanes, where no mark is taken hold of.
    y = chart["y"] + 50
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(to, y + 30, steps=8)
    page.mouse.up()
    settle(page)
