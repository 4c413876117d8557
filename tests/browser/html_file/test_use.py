"""The exported page works like the app: filters, cards, timeline, table, keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.axe import grave_violations
from tests.browser.single_page import Reader, numbers, rows, view_of
from tests.dates import days

if TYPE_CHECKING:
    from playwright.sync_api import Page

MICIC = Path("data/campaigns/micic")
PLACED = list(range(1, 18))
"""Numbers of the consultations that have a place; the eighteenth is a webinar."""


def drop(page: Page, name: str) -> None:
    page.locator(f'.drop[data-filter="{name}"] > summary').click()


def test_the_page_opens_from_a_disk_offline(reader: Reader, micic: Path) -> None:
    page = reader.open(micic)
    assert numbers(page) == PLACED
    assert rows(page) == [*PLACED, 18]
    expect(page.get_by_role("status")).to_have_text("18 of 18 meetings")
    assert reader.requests == [micic.as_uri()]


def test_a_filter_changes_every_part_and_the_address(reader: Reader, micic: Path) -> None:
    page = reader.open(micic)
    drop(page, "region")
    page.get_by_role("checkbox", name="Middle East").check()
    expect(page.get_by_role("status")).to_have_text("2 of 18 meetings")
    assert view_of(page) == "region=mena"
    assert numbers(page) == rows(page) == [11, 12]
    assert page.locator("#timeline button").count() == 2
    page.go_back()
    expect(page.get_by_role("status")).to_have_text("18 of 18 meetings")


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize(
    ("view", "found"),
    [
        ("region=mena&region=global&from=2016", [8, 11, 12, 15, 16]),
        ("kind=webinar", [18]),
        ("country=SN", [6, 7]),
        ("organization=mfa&role=host", [1]),
        ("organization=mfa", [1, 11]),
        ("from=2015-12&to=2015-12-07", [5, 6]),
        ("words=BEYROUTH", [11, 12]),
        ("words=tw%C3%ABnty%20people", [3]),
        ("region=nowhere&from=never&c=nobody", [*PLACED, 18]),
    ],
)
def test_a_link_to_a_view_opens_it(
    view: str, found: list[int], reader: Reader, micic: Path
) -> None:
    page = reader.open(micic, view)
    assert rows(page) == found


def test_a_card_shows_facts_and_links(reader: Reader, micic: Path) -> None:
    page = reader.open(micic)
    page.locator('.cm-mark[data-id="beirut-2016"]').click()
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading", level=2)).to_contain_text("11. Civil society consultation")
    for text in (
        "Beirut, Lebanon",
        days("2016-03-11", "2016-03-12"),
        "Caritas Lebanon",
        "Where sources differ",
    ):
        expect(panel).to_contain_text(text)
    panel.get_by_role("button", name="12. Valletta, 2 days later").click()
    assert view_of(page) == "c=valletta-states-2016"
    panel.get_by_role("button", name="Previous").click()
    panel.get_by_role("button", name="Migrant Forum in Asia").click()
    assert view_of(page) == "organization=mfa&c=beirut-2016"
    assert rows(page) == [1, 11]


def test_the_keyboard_reaches_every_mark_in_date_order(reader: Reader, micic: Path) -> None:
    page = reader.open(micic)
    page.locator("#map").focus()
    seen: list[int] = []
    for _ in range(30):
        page.keyboard.press("Tab")
        here = page.evaluate("document.activeElement.closest('.cm-mark')?.textContent")
        seen += [int(here)] if here else []
        if len(seen) == len(PLACED):
            break
    assert seen == PLACED
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_be_focused()
    expect(page.locator("#panel h2")).to_contain_text("17.")
    page.keyboard.press("Escape")
    assert view_of(page) == ""
    assert page.evaluate("document.activeElement.textContent") == "17"


def test_arrows_walk_along_the_timeline(reader: Reader, micic: Path) -> None:
    page = reader.open(micic)
    stops = page.locator('#timeline button[tabindex="0"]')
    assert stops.count() == 1
    stops.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == "3"
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.textContent") == "17"
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_contain_text("17.")


def test_the_table_is_sorted_and_opens_cards(reader: Reader, micic: Path) -> None:
    page = reader.open(micic)
    page.get_by_role("button", name="Place", exact=True).click()
    places = [text for text in page.locator("td.place").all_inner_texts() if text]
    assert places == sorted(places)
    assert page.locator("th.place").get_attribute("aria-sort") == "ascending"
    page.get_by_role("button", name="Date", exact=True).click()
    page.get_by_role("button", name="Date", exact=True).click()
    assert rows(page) == [*reversed(PLACED), 18]
    page.get_by_role("link", name="Civil society webinar").click()
    expect(page.locator("#panel h2")).to_contain_text("18.")
    assert "sort=-date" in view_of(page)


def test_dragging_over_the_timeline_chooses_a_time(reader: Reader, micic: Path) -> None:
    page = reader.open(micic)
    box = page.locator("#timeline > svg").bounding_box() or {}
    beside = box["y"] + 12  # a lane whose marks are all at its beginning
    page.mouse.move(box["x"] + box["width"] * 0.6, beside)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.72, beside, steps=4)
    page.mouse.up()
    assert view_of(page).startswith("from=201")
    assert 0 < len(rows(page)) < len(PLACED)
    assert {text[-4:] for text in page.locator("td.date").all_inner_texts()} == {"2016"}


def test_the_way_back_leads_to_the_same_view(reader: Reader, micic: Path) -> None:
    page = reader.open(micic, "region=mena&organization=mfa&role=host&words=a%26b&sort=place")
    back = page.get_by_role("link", name="View on the website").get_attribute("href")
    assert back == (
        "https://map.example/explore?kind=all&lang=en&region=mena&organization=mfa&role=host"
        "&words=a%26b"
    )


def test_an_empty_result_offers_a_reset(reader: Reader, micic: Path) -> None:
    page = reader.open(micic)
    page.get_by_label("Search all texts").fill("no such word")
    expect(page.get_by_role("status")).to_have_text("0 of 18 meetings")
    assert grave_violations(page) == []
    page.get_by_role("button", name="Reset all filters").click()
    expect(page.get_by_role("status")).to_have_text("18 of 18 meetings")


def test_an_end_before_the_start_is_refused_with_the_reason(reader: Reader, micic: Path) -> None:
    page = reader.open(micic, "from=2016")
    drop(page, "time")
    field = page.get_by_label("To", exact=True)
    field.fill("2015")
    field.press("Tab")
    assert field.evaluate("(field) => field.validationMessage") == (
        "The time would end before it begins"
    )
    assert view_of(page) == "from=2016"
    field.fill("2017")
    field.press("Tab")
    assert view_of(page) == "from=2016&to=2017"
    other = reader.open(micic, "from=2017&to=2015")
    expect(other.get_by_role("status")).to_have_text("18 of 18 meetings")
