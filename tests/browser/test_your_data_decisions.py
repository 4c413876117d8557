"""A visitor corrects rows and columns of a list, and saves the decisions."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.idle import wait_until_idle
from tests.browser.opening import OpenPage
from tests.browser.your_data import counts, give, open_your_data, section

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROW_HEIGHT = 31
DELETE, START, PLACE = 100, 484, 654
"""Pixels from the left of the table of rows."""
TAKEN_FOR = 400
"""The same in the table of columns."""


def cell(page: Page, column: float, row: int) -> None:
    """Click into a table, so many pixels from its left, at a row from 1."""
    table = page.locator("[data-testid=stDataFrame]").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + column, box["y"] + ROW_HEIGHT * (row + 0.5))


def write(page: Page, column: float, row: int, text: str) -> None:
    """Write a text over a cell."""
    cell(page, column, row)
    wait_until_idle(page)
    page.keyboard.press("Enter")
    field = page.locator("#portal textarea, #portal input").first
    field.fill(text)
    field.press("Enter")
    wait_until_idle(page)


@pytest.mark.long
def test_rows_are_corrected_and_corrections_undone(open_page: OpenPage) -> None:
    page = open_your_data(open_page)
    give(page)
    section(page, "Rows")
    write(page, PLACE, 9, "Lagos, Nigeria")
    expect(counts(page)).to_contain_text("15 on map and timeline")
    # Another one, without the first being lost.
    write(page, START, 4, "2023-05-05")
    expect(counts(page)).to_contain_text("16 on map and timeline")
    cell(page, DELETE, 3)
    wait_until_idle(page)
    page.keyboard.press("Space")
    wait_until_idle(page)
    expect(counts(page)).to_contain_text("19 rows read")
    page.get_by_role("button", name="Undo", exact=True).click()
    wait_until_idle(page)
    expect(counts(page)).to_contain_text("20 rows read · 16 on map")
    page.get_by_role("button", name="Undo all 2 steps").click()
    wait_until_idle(page)
    expect(counts(page)).to_contain_text("20 rows read · 14 on map")
    page.get_by_role("button", name="Add row").click()
    wait_until_idle(page)
    expect(counts(page)).to_contain_text("21 rows read")


@pytest.mark.long
def test_a_click_on_the_small_map_answers_and_a_column_type_is_changed(
    open_page: OpenPage,
) -> None:
    page = open_your_data(open_page)
    give(page)
    section(page, "Places")
    page.frame_locator("iframe").first.locator('.cm-mark[data-id="2"]').click()
    expect(page.get_by_text("1 answer")).to_be_visible()
    wait_until_idle(page)
    section(page, "Columns")
    write(page, TAKEN_FOR, 6, "Summary")
    expect(page.get_by_role("button", name="Restore suggestions")).to_be_visible()
    expect(page.get_by_text("You chose this.")).to_be_attached()


@pytest.mark.long
def test_a_list_is_saved_as_a_folder_and_its_recipe_answers_the_next_list(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_your_data(open_page)
    give(page)
    section(page, "Places")
    page.get_by_role("button", name="Cambridge, Ontario, Canada").click()
    wait_until_idle(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save campaign folder").click()
    with zipfile.ZipFile(io.BytesIO(saved.value.path().read_bytes())) as archive:
        names = {name.split("/")[-1] for name in archive.namelist()}
    assert {"consultations.csv", "campaign.toml", "recipe.toml"} <= names
    with page.expect_download() as recipe:
        page.get_by_role("button", name="Save settings").click()
    file = tmp_path / "recipe.toml"
    recipe.value.save_as(file)

    fresh = open_your_data(open_page)
    fresh.get_by_role("button", name="Saved settings").click()
    fresh.locator("input[type=file]").last.set_input_files(file)
    wait_until_idle(fresh)
    fresh.keyboard.press("Escape")
    give(fresh)
    section(fresh, "Places")
    expect(fresh.get_by_text("1 answer")).to_be_visible()
