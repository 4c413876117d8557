"""A list is brought in, corrected, explored and saved; nobody else ever sees it."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.axe import grave_violations
from tests.browser.explore import TELEPHONE, overflow
from tests.browser.idle import wait_until_idle

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from tests.browser.axe import Violation
    from tests.browser.conftest import OpenPage

HOSTILE = "{{ 7*191 }} <script>alert(1)</script> **bold** $x$"
HEADER = "Event;Début;Fin;Place;Organisers;Remarks"
LIST = "\n".join(
    [
        HEADER,
        "Opening hearing;03/04/2023;;London;Migrant Forum in Asia (MFA);",
        "Second hearing;05/04/2023;;London;MFA;",
        "Round table;06/05/2023;;Lima, Peru;un women; UN Women",
        "Press briefing;soon;;Brussels, Belgium;UN Women;date to come",
        "Webinar;2023-09;;Online;Red Cross;",
        "Spring school;spring 2023;;Beirut, Lebanon;IOM;",
        "Border walk;21-22 March 2023;;Tijuana, Mexico;IOM;",
        "Old name;Feb 22 - Mar 1, 2023;;Rangoon, Burma;MFA;",
        "Nowhere;2023;;Nowhereville;;",
        "Twice;2023-06-01;;Paris, France;IOM;",
        "Twice;2023-06-01;;Paris, France;IOM;",
        "Backwards;2023-09-12;2023-09-11;Nairobi, Kenya;IOM;",
        f"{HOSTILE};2023-08-08;;Dakar, Senegal;{HOSTILE};{HOSTILE}",
        '=HYPERLINK("http://e.org");2023-07-07;;Tbilisi, Georgia;IOM;',
        ";2023-11-11;;Rome, Italy;;no title",
        "In two cities;2023-10-10;;Geneva, Switzerland;IOM;",
        "Month;March 2023;;Manila, Philippines;MFA;",
        "Quarter;2023-12;;Cairo, Egypt;;",
        "Early;2023-01-15;;Austin, TX, United States;;",
        "Late;2023-12-30;2024-01-02;San José, Costa Rica;;",
    ]
)
"""Twenty rows: dates that may be read in two ways, a London, a city that nobody knows."""

ROW_HEIGHT = 31
DELETE, START, PLACE = 90, 460, 630
"""Pixels from the left of the table of rows."""
TAKEN_FOR = 400
"""The same in the table of columns."""

KNOWN = [
    # rule, what its element has in it, why it is not ours to mend
    ("svg-img-alt", "span_brush", "Vega-Lite gives no name to what is dragged, nor a way to"),
    ("target-size", "leaflet-marker-icon", "Marks are round: their squares overlap, they don't"),
    ("color-contrast", "Undo", "Streamlit greys what can't be used yet"),
]


MAP_RESTS = """
(quiet) => {
  const marks = [...document.querySelectorAll(".cm-mark")];
  const boxes = marks.map((mark) => mark.getBoundingClientRect());
  const now = JSON.stringify([window.consultationMapRuns, boxes]);
  if (now !== window.seen) window.since = performance.now();
  window.seen = now;
  return window.consultationMapRuns && performance.now() - window.since >= quiet;
}
"""


def violations(page: Page) -> list[Violation]:
    """Give what is serious or critical and ours."""
    return [
        one
        for one in grave_violations(page)
        if not any(one.rule == rule and piece in one.html for rule, piece, _reason in KNOWN)
    ]


def open_your_data(open_page: OpenPage, **how: object) -> Page:
    return open_page("/your_data", **how)  # type: ignore[arg-type]


def give(page: Page, text: str | bytes = LIST, name: str = "my list.csv") -> None:
    data = text if isinstance(text, bytes) else text.encode()
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    page.locator(".st-key-own_forget, [data-testid=stFileUploader]").first.wait_for()
    page.locator("[data-testid=stFileUploader] input[type=file]").first.set_input_files(file)  # type: ignore[arg-type]
    expect(page.get_by_text(name).first).to_be_visible()
    wait_until_idle(page)


def section(page: Page, name: str) -> None:
    page.locator(".st-key-own_section_choice").get_by_role("radio", name=name).click()
    wait_until_idle(page)
    for frame in page.frames[1:]:
        frame.wait_for_function(MAP_RESTS, arg=200)


def counts(page: Page) -> Locator:
    return page.get_by_text("rows read")


def explore(page: Page) -> None:
    page.get_by_role("button", name="Explore it").click()
    page.wait_for_url(lambda url: "your_data" not in url)
    wait_until_idle(page)


def test_a_messy_list_is_answered_explored_and_left_again(open_page: OpenPage) -> None:
    page = open_your_data(open_page)
    give(page)
    expect(counts(page)).to_contain_text("20 rows read · 14 on map and timeline · 6 in the tray")
    expect(counts(page)).to_contain_text("0 left out")
    section(page, "Dates")
    page.get_by_role("radio", name="Day first").click()
    wait_until_idle(page)
    section(page, "Places 1")
    page.get_by_role("button", name="London, Ontario, Canada").click()
    wait_until_idle(page)
    expect(counts(page)).to_contain_text("17 on map and timeline")
    explore(page)
    expect(page.get_by_text("my list").first).to_be_visible()
    expect(page.get_by_text("20 consultations").first).to_be_visible()
    marks = page.frame_locator("iframe").locator('.cm-mark[aria-label*="London, Canada"]')
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


def test_a_click_on_the_small_map_answers_too(open_page: OpenPage) -> None:
    page = open_your_data(open_page)
    give(page)
    section(page, "Places")
    page.frame_locator("iframe").first.locator('.cm-mark[data-id="2"]').click()
    expect(page.get_by_text("1 name answered")).to_be_visible()


def test_another_session_sees_the_shipped_campaign_alone(open_page: OpenPage) -> None:
    mine, other = open_your_data(open_page), open_your_data(open_page)
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


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("empty.csv", b"", "empty.csv"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(500), "picture.csv"),
        ("broken.xlsx", b"PK\x03\x04" + bytes(200), "broken.xlsx"),
    ],
)
def test_a_bad_file_gets_a_sentence_and_the_page_goes_on(
    name: str, data: bytes, sentence: str, open_page: OpenPage
) -> None:
    page = open_your_data(open_page)
    give(page, data, name)
    alert = page.get_by_role("alert")
    expect(alert).to_have_count(1)
    expect(alert).to_contain_text(sentence)
    give(page)
    expect(counts(page)).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


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


def test_rows_are_corrected_and_corrections_taken_back(open_page: OpenPage) -> None:
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
    page.get_by_role("button", name="Add a row").click()
    wait_until_idle(page)
    expect(counts(page)).to_contain_text("21 rows read")


def test_a_column_is_taken_for_another(open_page: OpenPage) -> None:
    page = open_your_data(open_page)
    give(page)
    section(page, "Columns")
    write(page, TAKEN_FOR, 6, "Summary")
    expect(page.get_by_role("button", name="As proposed")).to_be_visible()
    expect(page.get_by_text("Chosen by hand.")).to_be_attached()


def test_it_is_saved_as_a_folder_and_its_recipe_needs_no_clicks(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_your_data(open_page)
    give(page)
    section(page, "Places")
    page.get_by_role("button", name="London, Ontario, Canada").click()
    wait_until_idle(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as a campaign folder").click()
    with zipfile.ZipFile(io.BytesIO(saved.value.path().read_bytes())) as archive:
        names = {name.split("/")[-1] for name in archive.namelist()}
    assert {"consultations.csv", "campaign.toml", "recipe.toml"} <= names
    with page.expect_download() as recipe:
        page.get_by_role("button", name="Download recipe.toml").click()
    file = tmp_path / "recipe.toml"
    recipe.value.save_as(file)

    fresh = open_your_data(open_page)
    fresh.get_by_role("button", name="Recipe of the last time").click()
    fresh.locator("input[type=file]").last.set_input_files(file)
    wait_until_idle(fresh)
    fresh.keyboard.press("Escape")
    give(fresh)
    section(fresh, "Places")
    expect(fresh.get_by_text("1 name answered")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_grave_on_it(scheme: str, open_page: OpenPage) -> None:
    page = open_your_data(open_page, scheme=scheme)
    assert violations(page) == []
    give(page)
    for name in ("Columns", "Dates", "Places", "Organizations", "Duplicates", "Regions", "Rows"):
        section(page, name)
        assert violations(page) == []


def test_nothing_scrolls_sideways_on_a_telephone(open_page: OpenPage) -> None:
    page = open_your_data(open_page, viewport=TELEPHONE)
    give(page)
    for name in ("Columns", "Dates", "Places", "Rows", "Report"):
        section(page, name)
        assert overflow(page) == []


def test_text_from_a_list_stays_text(open_page: OpenPage) -> None:
    page = open_your_data(open_page)
    give(page)
    for name in ("Columns", "Organizations", "Rows", "Report"):
        section(page, name)
        assert "1337" not in page.locator("body").inner_text()
    explore(page)
    expect(page.get_by_text(HOSTILE).first).to_be_attached()
    assert "1337" not in page.locator("body").inner_text()
