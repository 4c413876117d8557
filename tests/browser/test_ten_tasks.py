"""Tasks of an advocate: at most one typed search and two clicks each, and an answer in sight."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.explore import (
    address,
    click_land,
    expect_chosen,
    go_to,
    mark,
    panel,
    settle,
    world_map,
)
from tests.browser.idle import wait_until_idle

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

MOST_CLICKS, MOST_SEARCHES = 2, 1
GABON = (-0.8, 11.7)


class Visitor:
    """Somebody who counts what an answer takes."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = self.searches = 0

    def search(self, words: str) -> None:
        """Type into the search box, and press Enter."""
        self.searches += 1
        box = self.page.get_by_role("combobox", name="Search all texts")
        box.press_sequentially(words, delay=30)
        expect(box).to_have_value(words)
        box.press("Enter")
        settle(self.page)

    def click(self, target: Locator) -> None:
        """Click what is on the screen."""
        self.clicks += 1
        target.click()
        wait_until_idle(self.page)

    def press(self, name: str) -> None:
        """Click a button by its name."""
        self.click(self.page.get_by_role("button", name=name))

    def download(self, name: str) -> str:
        """Click a button that gives a file, and return the file's name."""
        self.clicks += 1
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name=name).click()
        return download.value.suggested_filename


@pytest.fixture
def visitor(kept_page: Page) -> Iterator[Visitor]:
    visitor = Visitor(go_to(kept_page, ""))
    yield visitor
    assert visitor.clicks <= MOST_CLICKS
    assert visitor.searches <= MOST_SEARCHES


def test_who_hosted_in_africa(visitor: Visitor) -> None:
    visitor.search("Africa")
    expect_chosen(visitor.page, [6, 11, 13, 18])
    visitor.click(visitor.page.get_by_role("link", name="Organizations", exact=True))
    visitor.click(visitor.page.get_by_role("radio", name="Hosts"))
    for name in ("Caritas Senegal", "Caritas Lebanon Migrant Center"):
        expect(visitor.page.get_by_text(name).first).to_be_attached()


@pytest.mark.long
def test_send_latin_america_in_2016(visitor: Visitor) -> None:
    visitor.search("Latin America")
    visitor.press("2016 (1)")
    visitor.press("Copy link")
    copied = visitor.page.evaluate("navigator.clipboard.readText()")
    assert "region=latin-america" in copied
    assert "from=2016" in copied


def test_what_came_out_of_dakar(visitor: Visitor) -> None:
    visitor.search("Dakar")
    card = panel(visitor.page)
    expect(card.get_by_role("heading", name="6. Civil society consultation")).to_be_visible()
    expect(card.get_by_text("No report known")).to_be_visible()
    visitor.press("7. Dakar · 1 day later")
    settle(visitor.page)
    expect(card.get_by_text("Report of the States' consultation")).to_be_visible()


@pytest.mark.long
def test_everything_on_caritas(visitor: Visitor) -> None:
    visitor.page.get_by_role("combobox", name="Search all texts").press_sequentially("Caritas")
    visitor.searches += 1
    options = visitor.page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options).to_have_text(["Caritas Senegal1", "Caritas Lebanon Migrant Center1"])
    expect_chosen(visitor.page, [6, 11])


@pytest.mark.long
def test_which_region_lacks_a_report(visitor: Visitor) -> None:
    visitor.click(visitor.page.get_by_role("link", name="Regions", exact=True))
    visitor.click(visitor.page.get_by_role("link", name="What is missing, by region"))
    table = visitor.page.get_by_test_id("stDataFrame").last
    expect(table).to_be_in_viewport()


@pytest.mark.long
def test_what_beirut_fed(visitor: Visitor) -> None:
    visitor.click(mark(visitor.page, "beirut-2016"))
    expect(panel(visitor.page).get_by_text("Results went to", exact=True)).to_be_visible()
    expect(panel(visitor.page).get_by_role("button", name="12. Valletta")).to_be_visible()


@pytest.mark.long
def test_what_fed_what(visitor: Visitor) -> None:
    switch = world_map(visitor.page).get_by_role("switch", name="What fed what")
    expect(switch).to_be_checked()
    visitor.click(switch)
    settle(visitor.page)
    assert address(visitor.page)["lines"] == ["none"]
    expect(switch).not_to_be_checked()


@pytest.mark.long
def test_a_brief_of_my_region(visitor: Visitor) -> None:
    visitor.search("East & Southern Africa")
    visitor.press("Download & share")
    file = visitor.download("One-page brief, PDF")
    assert "_east-southern-africa_" in file
    assert file.endswith(".pdf")


@pytest.mark.long
def test_dates_for_my_calendar(visitor: Visitor) -> None:
    visitor.press("Download & share")
    assert visitor.download("Calendar").endswith(".ics")


@pytest.mark.long
def test_whether_ghana_was_covered(visitor: Visitor) -> None:
    visitor.search("Ghana")
    assert address(visitor.page) == {"region": ["west-central-africa"]}
    expect(panel(visitor.page).get_by_role("heading", name="6. Civil society")).to_be_visible()


@pytest.mark.long
def test_the_land_of_gabon_answers_as_well(visitor: Visitor) -> None:
    click_land(visitor.page, *GABON)
    visitor.clicks += 1
    assert address(visitor.page) == {"region": ["west-central-africa"]}


@pytest.mark.long
def test_the_photos(visitor: Visitor) -> None:
    visitor.click(mark(visitor.page, "dakar-2015"))
    expect(panel(visitor.page).get_by_text("Not published here: Dakar")).to_be_visible()
    expect(panel(visitor.page).get_by_role("link", name="gcmigration.org/micic")).to_be_visible()


@pytest.mark.long
def test_the_plan_of_action(visitor: Visitor) -> None:
    visitor.search("Plan of Action")
    found = panel(visitor.page).get_by_text("5-year, 8-point Plan of Action")
    expect(found).to_be_visible()
    visitor.click(panel(visitor.page).get_by_role("link", name="See all documents"))
    visitor.page.wait_for_url("**/about*")
