"""Each filter changes the map, the timeline, the table and the words alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from data.filters.choice import Choice
from data.filters.filters import period
from tests.browser.explore import (
    ALL,
    OWN,
    address,
    expect_chosen,
    expect_selected,
    expect_words,
    go_to,
    open_explore,
    panel,
    settle,
    tray,
    world_map,
)
from tests.browser.idle import wait_until_idle
from tests.browser.opening import OpenPage
from tests.dates import days

if TYPE_CHECKING:
    from playwright.sync_api import Page

SEVEN = "7 civil society consultations"
WORDS: list[tuple[str, list[int], str]] = [
    # what is searched for, whose texts have all of it, how they are counted
    ("san jose", [9], f"1 of {SEVEN}"),
    ("SAN JOSÉ", [9], f"1 of {SEVEN}"),
    ("geneve", [8], f"1 of {SEVEN}"),
    ("migrant forum", [1, 11], f"2 of {SEVEN}"),
    ("nowhere", [], f"0 of {SEVEN}"),
    ("GCM", [1, 3, 6, 8, 9, 11, 13, 18], f"{SEVEN} and a webinar"),  # a short name
    ("recording", [15], "the launch"),  # a document
    ("March 2015", [1], f"1 of {SEVEN}"),
    ("Ghana", [6], f"1 of {SEVEN}"),  # a country of the region
]
LOOSENINGS: list[tuple[str, str, Iterable[int], dict[str, list[str]]]] = [
    # query, what is offered, what it then shows, what stays of the choice
    (
        "?region=mena&words=dakar",
        "Clear filters: Search words (1 meeting)",
        [11],
        {"region": ["mena"]},
    ),
    ("?from=1999&to=1999", "Clear filters: Time (9 meetings)", OWN, {}),
    (
        "?region=mena&words=dakar&from=1999&to=1999",
        "Clear filters: Region and Time (1 meeting)",
        [6],
        {"words": ["dakar"]},
    ),
    ("?region=mena&organization=icmpd", "Reset all filters", OWN, {}),
]


@pytest.fixture
def page(kept_page: Page) -> Page:
    """Give one window to all tests of this file."""
    return kept_page


def test_nothing_is_filtered_at_first(page: Page) -> None:
    expect_chosen(page, OWN)
    expect_words(page, "All regions: 7 civil society consultations, a webinar and the launch")
    expect(page.get_by_role("button", name="Reset")).to_be_disabled()


def test_region(page: Page) -> None:
    page.get_by_role("button", name="Region", exact=True).click()
    page.get_by_role("button", name="West & Central Africa (1)").click()
    expect_chosen(page, [6])
    expect_words(page, "West & Central Africa: 1 of 7 civil society consultations")
    assert address(page) == {"region": ["west-central-africa"]}
    page.get_by_role("button", name="Global (3)").click()
    expect_chosen(page, [6, 8, 15, 18])
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Reset").click()
    expect_chosen(page, OWN)
    assert address(page) == {}


@pytest.mark.long
def test_year(page: Page) -> None:
    page.get_by_role("button", name="2016 (5)").click()
    expect_chosen(page, [8, 9, 11, 13, 15])
    expect_words(page, "2016: 4 of 7 civil society consultations and the launch")
    page.get_by_role("button", name="2015 (3)").click()
    expect_chosen(page, [1, 3, 6, 8, 9, 11, 13, 15])
    expect_words(
        page,
        period(Choice(since="2015", until="2016"), "en")
        + ": 7 civil society consultations and the launch",
    )
    page.get_by_role("button", name="2016 (5)").click()
    expect_chosen(page, [1, 3, 6])


@pytest.mark.long
def test_related_meetings(page: Page) -> None:
    page.get_by_text("Related meetings (9)").click()
    expect_chosen(page, ALL)
    expect_words(
        page,
        "All regions, related meetings too: "
        "18 meetings (7 civil society consultations, a webinar, the launch and 9 related meetings)",
    )
    page.get_by_text("Related meetings (9)").click()
    expect_chosen(page, OWN)


@pytest.mark.long
def test_words(page: Page) -> None:
    for words, numbers, counted in WORDS:
        search = page.get_by_role("combobox", name="Search all texts")
        search.fill(words)  # without Enter, which takes what the words name whole
        expect_chosen(page, numbers)
        expect_words(page, f"“{words}”: {counted}")
        assert address(page) == {"words": [words]}


@pytest.mark.long
def test_country(page: Page) -> None:
    page.get_by_role("button", name="More filters").click()
    page.get_by_role("button", name="Senegal (1)").click()
    expect_chosen(page, [6])
    expect_words(page, "Senegal: 1 of 7 civil society consultations")
    page.get_by_role("button", name="Lebanon (1)").click()
    expect_chosen(page, [6, 11])
    assert address(page) == {"country": ["SN", "LB"]}
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="More filters (1)")).to_be_visible()


@pytest.mark.long
def test_kind(page: Page) -> None:
    page.get_by_role("button", name="More filters").click()
    page.get_by_role("button", name="Regional civil society consultation (6)").click()
    expect_chosen(page, [8, 15, 18])
    assert address(page) == {"kind": ["civil-society-global", "webinar", "launch"]}


@pytest.mark.long
def test_typed_dates(page: Page) -> None:
    page.get_by_role("button", name="More filters").click()
    page.get_by_role("textbox", name="From").fill("2016-02")
    page.get_by_role("textbox", name="From").press("Enter")
    expect_chosen(page, [9, 11, 13, 15])
    page.get_by_role("textbox", name="To").fill("2016-03-11")
    page.get_by_role("textbox", name="To").press("Enter")
    expect_chosen(page, [9, 11])
    expect_words(page, days("2016-02-01", "2016-03-11") + ": 2 of 7 civil society consultations")


@pytest.mark.long
def test_organization_and_role(page: Page) -> None:
    page.get_by_role("button", name="More filters").click()
    page.get_by_role("combobox", name="Organization").fill("Migrant Forum")
    page.get_by_role("option", name="Migrant Forum in Asia (2)").click()
    expect_chosen(page, [1, 11])
    expect_words(page, "With Migrant Forum in Asia: 2 of 7 civil society consultations")
    page.get_by_role("radio", name="Host").click()
    expect_chosen(page, [1])
    expect_words(page, "Hosted by Migrant Forum in Asia: 1 of 7 civil society consultations")
    assert address(page) == {"organization": ["mfa"], "role": ["host"]}
    # The browser sends the list's label with this click as it was before the role.
    page.get_by_text("Related meetings (").click()
    expect_chosen(page, [1])
    assert address(page) == {"organization": ["mfa"], "role": ["host"], "kind": ["all"]}


@pytest.mark.long
def test_a_name_on_a_card_opens_the_page_of_that_organization(page: Page) -> None:
    go_to(page, "?region=mena&c=beirut-2016")
    panel(page).get_by_role("button", name="Migrant Forum in Asia").click()
    page.wait_for_url("**/organizations?*")
    wait_until_idle(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Migrant Forum in Asia")
    assert address(page) == {"organization": ["mfa"], "c": ["beirut-2016"]}
    page.get_by_role("link", name="Explore", exact=True).click()
    expect_chosen(page, [1, 11])
    expect_selected(page, 11, "beirut-2016")


@pytest.mark.long
def test_filters_narrow_each_other(page: Page) -> None:
    go_to(page, "?kind=all&from=2016&to=2016")
    page.get_by_role("button", name="Region", exact=True).click()
    page.get_by_role("button", name="Middle East & North Africa (2)").click()
    expect_chosen(page, [11, 12])


@pytest.mark.long
def test_nothing_found_says_what_to_loosen(page: Page) -> None:
    for query, button, numbers, left in LOOSENINGS:
        go_to(page, query)
        expect_chosen(page, [])
        expect(panel(page).get_by_text("Nothing matches")).to_be_visible()
        panel(page).get_by_role("button", name=button, exact=True).click()
        expect_chosen(page, numbers)
        assert address(page) == left, query


@pytest.mark.long
def test_the_tray_holds_what_has_no_place_or_date(page: Page) -> None:
    settle(page)
    entry = tray(page).get_by_role("button", name="18 Civil society webinar (no place or date)")
    entry.click()
    settle(page)
    assert address(page) == {"c": ["webinar"]}
    expect(panel(page).get_by_role("heading").first).to_have_text("18. Civil society webinar")
    expect(
        page.locator('[data-testid="stDataFrame"] tr[aria-selected="true"] td[aria-colindex="1"]')
    ).to_have_text(["18"])
    expect(world_map(page).locator('[aria-pressed="true"]')).to_have_count(0)
    expect(panel(page)).to_contain_text("Date unknown")
    expect(panel(page)).to_contain_text("Place unknown")


def test_steps_lead_through_what_is_chosen(page: Page) -> None:
    go_to(page, "?from=2015&to=2015&c=brussels-2015")
    page.get_by_role("button", name="Next (6)").click()
    expect_selected(page, 6, "dakar-2015")
    expect(page.get_by_role("button", name="Next")).to_be_disabled()
    page.get_by_role("button", name="Previous (3)").click()
    page.get_by_role("button", name="Previous (1)").click()
    expect_selected(page, 1, "manila-2015")
    page.get_by_role("button", name="Close").click()
    settle(page)
    assert "c" not in address(page)


@pytest.mark.long
def test_a_row_of_the_table_selects(open_page: OpenPage) -> None:
    page = open_explore(open_page)
    _click_row(page, 2)
    expect_selected(page, 3, "brussels-2015")
    expect_chosen(page, OWN)
    _click_row(page, 5)
    expect_selected(page, 9, "san-jose-2016")
    page.keyboard.press("ArrowDown")
    expect_selected(page, 11, "beirut-2016")
    page.get_by_role("button", name="Close").click()
    settle(page)
    assert address(page) == {}
    _click_row(page, 6)
    expect_selected(page, 11, "beirut-2016")


def _click_row(page: Page, row: int) -> None:
    """Click a row of the table, the first being 1, in the column of titles."""
    grid = page.locator('[data-testid="stDataFrameResizable"]')
    grid.scroll_into_view_if_needed()
    height = (grid.bounding_box() or {"height": 0})["height"] / (len(OWN) + 1)
    grid.click(position={"x": 300, "y": height * (row + 0.5)})
