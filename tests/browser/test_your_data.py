"""A visitor adds a list, explores it and leaves it; nobody else ever sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.axe import Violation, violations
from tests.browser.explore import TELEPHONE, overflow
from tests.browser.idle import wait_until_idle
from tests.browser.opening import OpenPage
from tests.browser.schemes import found_in_both_schemes
from tests.browser.your_data import (
    HEADER,
    HOSTILE,
    counts,
    explore,
    give,
    is_kept,
    open_your_data,
    section,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

KNOWN = [
    # rule, what its element has in it, why it is not ours to mend
    ("svg-img-alt", "span_brush", "Vega-Lite gives no name to what is dragged, nor a way to"),
    ("target-size", "leaflet-marker-icon", "Marks are round: their squares overlap, they don't"),
    ("color-contrast", "Undo", "Streamlit greys what can't be used yet"),
]
BAD_FILES = {
    "empty.csv": b"",
    "picture.csv": b"\x89PNG\r\n\x1a\n" + bytes(500),
    "broken.xlsx": b"PK\x03\x04" + bytes(200),
}


def _wrong(page: Page) -> list[Violation]:
    """Give what is serious or critical and ours."""
    return violations(page, KNOWN)


def test_a_messy_list_is_answered_explored_and_left_again(open_page: OpenPage) -> None:
    page = open_your_data(open_page)
    give(page)
    expect(counts(page)).to_contain_text(
        "20 rows read · 14 on map and timeline · 6 without a place or date"
    )
    expect(counts(page)).to_contain_text("0 rows skipped")
    section(page, "Dates")
    page.get_by_role("radio", name="Day first").click()
    wait_until_idle(page)
    section(page, "Places 2")
    page.get_by_role("button", name="Cambridge, Ontario, Canada").click()
    wait_until_idle(page)
    expect(counts(page)).to_contain_text("17 on map and timeline")
    explore(page)
    expect(page.get_by_text("my list").first).to_be_visible()
    expect(page.get_by_text("20 consultations").first).to_be_visible()
    marks = page.frame_locator("iframe").locator('.cm-mark[aria-label*="Cambridge, Canada"]')
    expect(marks).to_have_count(2)
    page.get_by_role("link", name="Organizations").click()
    wait_until_idle(page)
    expect(page.get_by_text("my list").first).to_be_visible()
    page.get_by_role("button", name="Back to Migrants in Countries").click()
    wait_until_idle(page)
    expect(page.get_by_text("my list")).to_have_count(0)
    page.get_by_role("link", name="Your data").click()
    wait_until_idle(page)
    expect(counts(page)).to_contain_text("17 on map and timeline")


@pytest.mark.long
def test_another_session_sees_the_shipped_campaign_alone(open_page: OpenPage) -> None:
    mine, other = open_your_data(open_page), open_your_data(open_page, alone=True)
    give(mine)
    explore(mine)
    other.reload()
    wait_until_idle(other)
    expect(other.get_by_role("heading", name="Your data")).to_be_visible()
    expect(other.get_by_text("my list")).to_have_count(0)
    expect(other.get_by_text("Migrants in Countries in Crisis").first).to_be_visible()
    give(other, HEADER + "\nElsewhere;2020-02-02;;Oslo, Norway;;", "other.csv")
    mine.get_by_role("link", name="Regions").click()
    wait_until_idle(mine)
    expect(mine.get_by_text("my list").first).to_be_visible()
    expect(mine.get_by_text("Elsewhere")).to_have_count(0)


@pytest.mark.long
def test_a_reload_loses_neither_the_list_nor_an_answer_until_it_is_forgotten(
    open_page: OpenPage,
) -> None:
    page = open_your_data(open_page, alone=True)
    give(page)
    page.get_by_role("radio", name="Day first").click()
    wait_until_idle(page)
    page.get_by_role("button", name="Cambridge, Ontario, Canada").click()
    wait_until_idle(page)
    expect(counts(page)).to_contain_text("17 on map and timeline")
    is_kept(page)
    page.reload()
    expect(page.get_by_text("Your list of today: my list.csv, 20 rows")).to_be_visible()
    page.get_by_role("button", name="Open again").click()
    expect(counts(page)).to_contain_text("17 on map and timeline")
    wait_until_idle(page)
    explore(page)
    assert "list=own" in page.url
    expect(page.get_by_role("button", name="Copy link")).to_have_count(0)
    expect(page.get_by_role("button", name="Save as web page")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Open again").click()
    expect(page.get_by_text("my list").first).to_be_visible()
    expect(page.get_by_text("20 consultations").first).to_be_visible()
    wait_until_idle(page)
    page.reload()
    page.get_by_role("button", name="Forget it").click()
    expect(page.get_by_role("button", name="Open again")).to_have_count(0)
    wait_until_idle(page)
    page.reload()
    expect(page.get_by_text("This link is to a private list")).to_be_visible()


@pytest.mark.long
def test_leaving_asks_only_if_answers_are_saved_nowhere(open_page: OpenPage) -> None:
    page = open_your_data(open_page, alone=True)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    give(page)
    is_kept(page)
    page.reload()
    assert asked == []
    page.evaluate("() => { indexedDB.open = () => { throw new Error('off') } }")
    give(page)
    page.get_by_role("radio", name="Day first").click()
    wait_until_idle(page)
    page.reload()
    assert asked == ["beforeunload"]


@pytest.mark.long
def test_a_bad_file_is_explained_and_the_page_still_works(open_page: OpenPage) -> None:
    page = open_your_data(open_page)
    for name, data in BAD_FILES.items():
        give(page, data, name)
        alert = page.get_by_role("alert")
        expect(alert).to_have_count(1)
        expect(alert).to_contain_text(name)
        give(page)
        expect(counts(page)).to_be_visible()
        expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.long
def test_the_page_is_accessible(open_page: OpenPage) -> None:
    page = open_your_data(open_page)
    assert found_in_both_schemes(page, _wrong) == []
    give(page)
    page.get_by_role("button", name="Skip").click()
    wait_until_idle(page)
    assert found_in_both_schemes(page, _wrong) == [], "a question about a place"
    for name in ("Columns", "Dates", "Places", "Organizations", "Duplicates", "Regions", "Rows"):
        section(page, name)
        assert found_in_both_schemes(page, _wrong) == [], name


@pytest.mark.long
def test_on_a_phone_nothing_scrolls_sideways_and_text_from_a_list_stays_text(
    open_page: OpenPage,
) -> None:
    page = open_your_data(open_page, viewport=TELEPHONE)
    give(page)
    page.get_by_role("button", name="Skip").click()
    wait_until_idle(page)
    assert overflow(page) == []
    for name in ("Columns", "Dates", "Places", "Organizations", "Rows", "Report"):
        section(page, name)
        assert overflow(page) == []
        assert "1337" not in page.locator("body").inner_text()
    explore(page)
    expect(page.get_by_text(HOSTILE).first).to_be_attached()
    assert "1337" not in page.locator("body").inner_text()
