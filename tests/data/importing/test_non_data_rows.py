"""Totals, lines and notes around a table are not events: they are skipped and reported."""

from __future__ import annotations

import pandas as pd
import pytest

from data.importing.non_data_rows import without_side_rows
from data.lists.readers.issue_log import Notes
from data.model.schema import ROW

EVENTS = [("1", "Hearing", "2019-03-05", "Dakar"), ("2", "Forum", "2019-03-06", "Lima")]
COLUMNS = {"No": "id", "Title": "title", "Date": "start", "City": "city"}


def left(*rows: tuple[str, ...]) -> tuple[list[int], list[int]]:
    """Give the rows that stay and those that are left out."""
    frame = pd.DataFrame([*EVENTS, *rows], columns=list(COLUMNS), dtype="str")
    frame[ROW] = range(2, len(frame) + 2)
    notes = Notes("list.csv")
    rest = without_side_rows(frame, COLUMNS, notes)
    issues = notes.issues()
    assert all(issue.left_out for issue in issues)
    return rest[ROW].to_list(), [issue.row for issue in issues]


@pytest.mark.parametrize(
    "row",
    [
        ("", "Total", "2", ""),
        ("Grand total:", "", "", "120"),
        ("Summe", "", "12", "1.200,50 €"),
        ("", "Total", "2 events", ""),
        ("Number of events", "2", "", ""),
        ("", "Subtotal Kenya", "107", ""),
        ("", "Total: 4 hearings", "", ""),
        ("* dates may change", "", "", ""),
        ("", "Source: secretariat", "", ""),
        ("", "", "", "Last updated 3 May 2019"),
        ("as of yesterday evening", "", "", ""),
    ],
)
def test_a_row_that_is_not_an_event_is_skipped(row: tuple[str, ...]) -> None:
    assert left(row) == ([2, 3], [4])


@pytest.mark.parametrize(
    "row",
    [
        ("3", "Total access for all", "", ""),
        ("", "Total access for all", "", ""),
        ("", "Total", "2019-03-07", ""),
        ("", "Total", "", "Dakar"),
        ("", "A third one", "", ""),
        ("", "Notebooks for schools", "", ""),
        ("3", "", "", ""),
        ("", "", "2019-03-09", ""),
        ("", "", "", "Quito"),
    ],
)
def test_a_row_that_may_be_an_event_stays(row: tuple[str, ...]) -> None:
    assert left(row) == ([2, 3, 4], [])


def test_notes_are_skipped_only_below_the_table() -> None:
    note = ("* dates may change", "", "", "")
    assert left(note, ("3", "Third", "", "")) == ([2, 3, 4, 5], [])
    assert left(note, ("Source: us", "", "", "")) == ([2, 3], [4, 5])


def test_a_line_below_the_header_is_skipped() -> None:
    frame = pd.DataFrame([["---", ":--"], ["A", "Dakar"]], columns=["Title", "City"], dtype="str")
    frame[ROW] = [2, 3]
    rest = without_side_rows(frame, {"Title": "title", "City": "city"}, Notes("a.md"))
    assert rest[ROW].to_list() == [3]


@pytest.mark.parametrize(("number", "is_event"), [("107", False), ("108", True)])
def test_a_number_alone_is_left_out_if_it_adds_up_those_above(
    number: str, *, is_event: bool
) -> None:
    rows = [("A", "40"), ("B", "67"), ("", number), ("C", "5"), ("D", "6")]
    frame = pd.DataFrame(rows, columns=["Title", "People"], dtype="str")
    frame[ROW] = range(2, len(frame) + 2)
    rest = without_side_rows(frame, {"Title": "title"}, Notes("list.csv"))
    assert rest[ROW].to_list() == ([2, 3, 4, 5, 6] if is_event else [2, 3, 5, 6])


def test_no_rows_give_no_rows() -> None:
    frame = pd.DataFrame({ROW: pd.Series(dtype="int64")})
    assert without_side_rows(frame, {}, Notes("a.csv")).empty
