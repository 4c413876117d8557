"""Partial dates: what they stand for, and what is none."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.loading.iso_dates import coarsest, first_day, last_day, parse_partial
from tests.amount import amount

PARTIAL = [
    # text, first day, last day, precision
    ("2016", date(2016, 1, 1), date(2016, 12, 31), "year"),
    ("2016-04", date(2016, 4, 1), date(2016, 4, 30), "month"),
    ("2016-4", date(2016, 4, 1), date(2016, 4, 30), "month"),
    ("2016-02", date(2016, 2, 1), date(2016, 2, 29), "month"),  # a leap year
    ("2015-02", date(2015, 2, 1), date(2015, 2, 28), "month"),
    ("2015-12", date(2015, 12, 1), date(2015, 12, 31), "month"),
    ("2016-04-29", date(2016, 4, 29), date(2016, 4, 29), "day"),
    ("2016-4-9", date(2016, 4, 9), date(2016, 4, 9), "day"),
    ("2016-02-29", date(2016, 2, 29), date(2016, 2, 29), "day"),
    ("0999", date(999, 1, 1), date(999, 12, 31), "year"),
    ("9999", date(9999, 1, 1), date(9999, 12, 31), "year"),
]
NO_DATES = [
    "soon", "12/05/2016", "29.04.2016", "2016-13", "2016-00", "2016-02-30", "2015-02-29",
    "2016-01-00", "0000", "20160429", "2016-04-29T10:00", "2016-04-29 to 30", "16", "-2016",
    "2016-", "2016\n", "٢٠١٦",
]  # fmt: skip


def texts(*cells: str) -> pd.Series[str]:
    return pd.Series(cells, dtype="str")


@pytest.mark.parametrize(("text", "first", "last", "precision"), PARTIAL)
def test_a_partial_date_covers_a_period(text: str, first: date, last: date, precision: str) -> None:
    read = parse_partial(texts(text)).iloc[0]
    assert read["understood"]
    assert (read["first"].date(), read["last"].date(), read["precision"]) == (
        *(first, last),
        precision,
    )
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize("text", NO_DATES)
def test_an_invalid_date_is_not_understood(text: str) -> None:
    read = parse_partial(texts(text)).iloc[0]
    assert not read["understood"]
    assert pd.isna(read["first"])
    assert pd.isna(read["last"])
    assert read["precision"] == ""
    assert (first_day(text), last_day(text)) == (None, None)


def test_an_empty_cell_is_understood_as_unknown() -> None:
    read = parse_partial(texts("")).iloc[0]
    assert read["understood"]
    assert pd.isna(read["first"])
    assert read["precision"] == ""


def test_a_column_keeps_its_index_and_one_bad_cell_spoils_no_other() -> None:
    read = parse_partial(texts("2016", "soon", "", "2016-04-29").set_axis([7, 5, 3, 1]))
    assert list(read.index) == [7, 5, 3, 1]
    assert list(read["precision"]) == ["year", "", "", "day"]
    assert list(coarsest(read["precision"], read["precision"]).index) == [7, 5, 3, 1]


def test_no_cells_give_no_rows_of_the_same_columns() -> None:
    read = parse_partial(texts())
    assert list(read.columns) == ["first", "last", "precision", "understood"]
    assert len(read) == 0
    assert list(coarsest(texts(), texts())) == []


@pytest.mark.parametrize(
    ("one", "other", "vaguer"),
    [
        ("day", "day", "day"),
        ("day", "month", "month"),
        ("year", "month", "year"),
        ("", "day", "day"),
        ("", "", ""),
    ],
)
def test_coarsest_returns_the_vaguer_precision(one: str, other: str, vaguer: str) -> None:
    assert list(coarsest(texts(one, other), texts(other, one))) == [vaguer, vaguer]


@settings(deadline=None, max_examples=amount(25))
@given(st.dates())
def test_every_day_of_the_calendar_is_read_as_itself(day: date) -> None:
    assert first_day(day.isoformat()) == last_day(day.isoformat()) == day
