"""The workbook, opened by openpyxl and pandas: tidy sheets, real dates, no formula."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest

from data.export import workbook
from data.export.tidy_tables import organizations_csv
from data.export.workbook import workbook_file
from data.model.campaign import Campaign
from data.model.errors import TooMuchError
from tests.builders import campaign_from, sample_campaign
from tests.extracts import ALL, HOSTILE, NOTHING, extract_of, hostile_campaign

if TYPE_CHECKING:
    from openpyxl import Workbook

SHEETS = [
    "Consultations", "Places", "Roles", "Documents", "Organizations", "Regions", "About",
]  # fmt: skip


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return sample_campaign(tmp_path_factory.mktemp("sample"))


def opened(campaign: Campaign, choice: object = ALL, language: str = "en") -> Workbook:
    content = workbook_file(extract_of(campaign, choice, language))
    return openpyxl.load_workbook(io.BytesIO(content))


def test_it_has_tidy_sheets_with_headers_that_stay_in_sight(sample: Campaign) -> None:
    book = opened(sample)
    assert book.sheetnames == SHEETS
    for sheet in book.worksheets[:-1]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(cell.font.bold for cell in sheet[1])


def test_pandas_reads_one_row_per_consultation(sample: Campaign) -> None:
    content = workbook_file(extract_of(sample))
    frame = pd.read_excel(io.BytesIO(content), sheet_name=None)
    assert list(frame["Consultations"]["Id"]) == list(sample.consultations["id"])
    assert list(frame["Consultations"]["No."]) == [1, 2, 3, 4, 5, 6]
    assert list(frame["Roles"]["Role"]).count("organizer") == 6
    assert frame["Places"]["Latitude"].notna().all()


def test_texts_wrap_and_a_sheet_is_one_page_wide(sample: Campaign) -> None:
    book = opened(sample)
    for sheet in book.worksheets[:-1]:
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)  # 1 by default
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.page_setup.orientation == "landscape"
    cells = [cell for cell in book["Consultations"][2] if cell.data_type == "s"]
    assert all(cell.alignment.wrap_text for cell in cells)
    headings = [cell.value for cell in book["Consultations"][1]]
    assert headings[-4:] == ["Summary", "Notes", "Sources", "Link"]
    assert "Results went to" in headings


def test_organizations_and_regions_are_counted(sample: Campaign) -> None:
    book = opened(sample)
    rows = {row[1]: row for row in book["Organizations"].iter_rows(min_row=2, values_only=True)}
    assert rows["International Organization for Migration"][3] == len(
        set(sample.roles.loc[sample.roles["organization"] == "iom", "consultation"])
    )
    counts = {row[0]: row[2] for row in book["Regions"].iter_rows(min_row=2, values_only=True)}
    regions = sample.consultations["region"].astype("str").replace("", "global")
    assert counts == {"europe": 0} | regions.value_counts().to_dict()
    content = organizations_csv(extract_of(sample)).decode("utf-8-sig")
    assert content.startswith("organization_id,organization,short,consultations,organized_and")


def test_exact_dates_are_dates_and_partial_ones_text(sample: Campaign) -> None:
    sheet = opened(sample)["Consultations"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    starts = [sheet.cell(row, columns["Start"]).value for row in range(2, 8)]
    days = [one.date() if isinstance(one, datetime) else one for one in starts]
    assert days == [
        date(2015, 12, 7),
        date(2015, 12, 8),
        date(2015, 12, 30),
        "2016",
        "2016-04",
        None,
    ]
    assert sheet.cell(2, columns["Start"]).number_format == "yyyy-mm-dd"


def test_a_day_before_march_1900_is_text(tmp_path: Path) -> None:
    sheet = opened(campaign_from(tmp_path, [{"start": "1899-05-18"}]))["Consultations"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.cell(2, columns["Start"]).value == "1899-05-18"


def test_hostile_cells_come_back_as_the_text_they_are(tmp_path: Path) -> None:
    sheet = opened(hostile_campaign(tmp_path))["Consultations"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    cells = [sheet.cell(row, columns["Title"]) for row in range(2, sheet.max_row + 1)]
    assert {cell.data_type for cell in cells} == {"s"}
    flat = [text.strip().replace("\r", "_x000D_") for text in HOSTILE]
    assert [cell.value.replace("\r", "_x000D_") for cell in cells] == flat
    are_risky = [cell for cell in cells if cell.value.startswith("=")]
    assert are_risky
    assert all(cell.quotePrefix for cell in are_risky)


def test_about_has_selection_day_version_link_and_sources(tmp_path: Path) -> None:
    campaign = campaign_from(tmp_path, [{"sources": "A book; https://example.org/a"}])
    sheet = opened(campaign)["About"]
    rows = [(row[0].value, row[1].value) for row in sheet]
    said = dict(rows)
    assert said["Selection"] == "All regions, related meetings too: 1 consultation"
    assert said["Downloaded on"] == "24 November 2026"
    assert said["Data version"] == campaign.version
    assert said["Link to this view"] == "https://example.org/map/?kind=all&lang=en"
    assert [text for _label, text in rows[-2:]] == ["A book", "https://example.org/a"]


def test_an_empty_selection_gives_headers_and_a_sentence(sample: Campaign) -> None:
    book = opened(sample, NOTHING)
    sheet = book["Consultations"]
    assert sheet["A2"].value == "Nothing matches this selection."
    assert sheet["C1"].value == "Title"
    assert sheet.max_row == 2


def test_only_web_addresses_are_links(tmp_path: Path) -> None:
    documents = [
        {"id": "a", "consultation": "c1", "title": "A", "url": "https://example.org/a b"},
        {"id": "b", "consultation": "c1", "title": "B", "url": "javascript:alert(1)"},
    ]
    sheet = opened(campaign_from(tmp_path, [{}], documents=documents))["Documents"]
    column = {cell.value: cell.column for cell in sheet[1]}["Address"]
    assert [sheet.cell(row, column).hyperlink for row in (2, 3)] == [None, None]
    assert sheet.cell(3, column).value == "javascript:alert(1)"


def test_a_text_longer_than_a_cell_ends_in_an_ellipsis(tmp_path: Path) -> None:
    sheet = opened(campaign_from(tmp_path, [{"notes": "x" * 40_000}]))["Consultations"]
    column = {cell.value: cell.column for cell in sheet[1]}["Notes"]
    value = sheet.cell(2, column).value
    assert len(value) == 32_767
    assert value.endswith("x…")


def test_more_rows_than_a_sheet_has_are_refused(
    sample: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 6)
    with pytest.raises(TooMuchError, match="Too many rows for the sheet Roles"):
        workbook_file(extract_of(sample))


def test_sheets_and_headings_are_in_the_language_of_the_page(sample: Campaign) -> None:
    sheet = opened(sample, ALL, "fr").worksheets[0]
    assert sheet["C2"].value == "Audition à Dakar"
