from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from data.figures.issues import issue_counts, issues_csv, issues_table
from data.filters.query import Query
from data.model.campaign import Campaign
from data.model.errors import Issue
from tests.builders import campaign_from


def flawed(folder: Path) -> Campaign:
    rows = [
        {"id": "a", "start": "=1+1"},
        {"id": "a"},
        {"id": "b", "start": "2016-05-01", "end": "2016-04-01"},
    ]
    return campaign_from(folder, rows, missing=["photos.csv"])


def test_rows_cells_and_files_are_counted_apart(tmp_path: Path) -> None:
    assert issue_counts(flawed(tmp_path)) == (1, 2, 0, 0, 0, 1)


def test_doubts_repairs_and_notes_are_counted_apart(tmp_path: Path) -> None:
    levels = ("fixed", "fixed", "guessed", "noted", "unrecognized")
    found = [Issue("a.csv", 2, "x", "", "", "", level=level) for level in levels]
    campaign = Query.everything(
        replace(campaign_from(tmp_path, [{}]).campaign, issues=tuple(found))
    )
    assert issue_counts(campaign) == (0, 1, 1, 2, 1, 0)


def test_a_issue_is_a_row_that_says_what_to_do(tmp_path: Path) -> None:
    table = issues_table(flawed(tmp_path), "en")
    cell = table[table["seen"] == "=1+1"].iloc[0]
    assert (cell["file"], cell["row"], cell["column"]) == ("consultations.csv", 2, "start")
    assert cell["expected"].startswith("This is not a date")
    assert not cell["left_out"]
    assert table["row"].isna().sum() == 1


def test_the_file_is_safe_for_spreadsheets(tmp_path: Path) -> None:
    text = issues_csv(flawed(tmp_path), "en").decode("utf-8-sig")
    assert text.startswith("file,row,column,seen,expected,action,left_out\r\n")
    assert ",'=1+1," in text
    assert "<NA>" not in text


def test_without_issues_the_table_is_empty(tmp_path: Path) -> None:
    campaign = campaign_from(tmp_path, [{}])
    assert issues_table(campaign, "en").empty
    assert issue_counts(campaign) == (0, 0, 0, 0, 0, 0)
