"""What a whole column decides about its dates: day or month first, counted days, seasons."""

from __future__ import annotations

import pandas as pd
import pytest

from data.lists.dates.columns import DatesRead, read_dates
from data.lists.dates.order import order_in_name
from data.lists.dates.parts import DOTTED, NO_DATE, OTHER_ORDER, TWO_WAYS

DECIDED = [
    # texts, order, the text that decides
    (("03/04/2016", "29/04/2016"), "day first", "29/04/2016"),
    (("03/04/2016", "04/29/2016"), "month first", "04/29/2016"),
    (("3.4.2016", "29.4.2016", "5.5.2016"), "day first", "29.4.2016"),
    (("03-04/05/2016", "29/04-02/05/2016"), "day first", "29/04-02/05/2016"),
    (("3/4/16", "12/31/98"), "month first", "12/31/98"),
    (("16-04-03", "98-12-31"), "year first", "98-12-31"),
    (("03/04/2016", "Sun 03/04/2016"), "day first", "Sun 03/04/2016"),
    (("03/04/2016", "soon", "", "29/04/2016", "May 2016"), "day first", "29/04/2016"),
]
NEEDS_NONE = [
    ("2016-03-04", "3 April 2016"),
    ("05/05/2016", "06/06/2016"),
    ("soon", "45/45/2016"),
    (),
]
NAMES = [
    ("Date (DD/MM/YYYY)", "day first"),
    ("date dd.mm.yy", "day first"),
    ("Start (mm/dd/yyyy)", "month first"),
    ("JJ/MM/AAAA", "day first"),
    ("Datum (TT.MM.JJJJ)", "day first"),
    ("Date [yyyy-mm-dd]", "year first"),
    ("Date", ""),
    ("Added", ""),
]


def read(*texts: str, order: str = "") -> DatesRead:
    return read_dates(pd.Series(texts, dtype="str"), order)


@pytest.mark.parametrize(("texts", "order", "text"), DECIDED)
def test_one_date_decides_for_the_column(texts: tuple[str, ...], order: str, text: str) -> None:
    column = read(*texts)
    assert column.order == order
    message, values = column.decided_by
    assert text in message.format(**values)
    assert column.choices == (order,)
    assert TWO_WAYS not in set(column.frame["problem"])


@pytest.mark.parametrize("texts", NEEDS_NONE)
def test_no_order_is_needed_where_it_does_not_matter(texts: tuple[str, ...]) -> None:
    column = read(*texts)
    assert column.order == "none needed"
    assert column.decided_by.message == ""


def test_an_ambiguous_column_is_not_guessed() -> None:
    column = read("03/04/2016", "05/06/2016", "07/07/2016", "2016")
    assert column.order == "unclear"
    assert column.choices == ("day first", "month first")
    _, values = column.decided_by
    assert values == {"text": "03/04/2016", "one": "2016-04-03", "other": "2016-03-04"}
    assert list(column.frame["start"]) == ["", "", "2016-07-07", "2016"]
    assert list(column.frame["understood"]) == [False, False, True, True]
    assert list(column.frame["problem"]) == [TWO_WAYS, TWO_WAYS, "", ""]
    assert column.frame["candidates"].iloc[0] == "2016-04-03; 2016-03-04"


@pytest.mark.parametrize(
    "texts", [("01.02.2020", "05.05.2020"), ("1. 2. 2020", "3.4.2020 - 5.4.2020")]
)
def test_with_dots_the_day_comes_first_in_doubt(texts: tuple[str, ...]) -> None:
    column = read(*texts)
    assert column.order == "day first"
    cell = column.frame.iloc[0]
    assert (cell["start"], cell["guessed"], cell["problem"]) == ("2020-02-01", True, DOTTED)
    assert column.choices == ("day first", "month first")


def test_a_dotted_date_is_sure_where_the_order_is_known_or_does_not_matter() -> None:
    assert not read("05.05.2020", "01.02.2020").frame["guessed"].iloc[0]
    assert not read("01.02.2020", "29.02.2020").frame["guessed"].any()
    assert not read("01.02.2020", order="day first").frame["guessed"].any()
    assert read("01.02.2020", order="month first").frame["start"].iloc[0] == "2020-01-02"


@pytest.mark.parametrize("texts", [("01.02.2020", "03/04/2020"), ("01.02.20",), ("01-02-2020",)])
def test_other_signs_or_short_years_decide_nothing(texts: tuple[str, ...]) -> None:
    assert read(*texts).order == "unclear"


def test_both_conflicting_dates_are_named() -> None:
    column = read("03/04/2016", "29/04/2016", "04/29/2016")
    assert column.order == "unclear"
    _, values = column.decided_by
    assert set(values.values()) == {"29/04/2016", "04/29/2016"}
    assert list(column.frame["start"]) == ["", "2016-04-29", "2016-04-29"]


def test_a_given_order_is_used() -> None:
    assert list(read("03/04/2016", order="day first").frame["start"]) == ["2016-04-03"]
    assert list(read("03/04/2016", order="month first").frame["start"]) == ["2016-03-04"]
    column = read("03-05/05/2016", order="day first")
    assert column.order == "day first"
    assert list(column.frame["end"]) == ["2016-05-05"]


def test_a_date_only_in_the_other_order_is_a_guess() -> None:
    cell = read("04/29/2016", order="day first").frame.iloc[0]
    assert (cell["start"], cell["problem"]) == ("2016-04-29", OTHER_ORDER)
    assert cell["guessed"]


def test_ambiguous_periods_have_candidates_with_both_ends() -> None:
    cell = read("9–10/12/2015").frame.iloc[0]
    assert cell["candidates"] == "2015-12-09/2015-12-10; 2015-10-09/2015-10-12"


def test_two_digit_years_from_69_are_in_the_1900s_with_a_note() -> None:
    column = read("31/12/68", "31/12/69", "31/12/99", "31/12/00")
    assert list(column.frame["start"]) == ["2068-12-31", "1969-12-31", "1999-12-31", "2000-12-31"]
    (note,) = column.notes
    assert "31/12/68" in note.message.format(**note.values)


def test_hyphens_and_two_digit_years_allow_three_orders() -> None:
    column = read("03-04-05")
    assert column.choices == ("day first", "month first", "year first")
    assert column.frame["candidates"].iloc[0] == "2005-04-03; 2005-03-04; 2003-04-05"


def test_a_column_of_numbers_counts_days_as_spreadsheets_do() -> None:
    column = read("42489", "42490.75", "25569", "TBD")
    assert list(column.frame["start"]) == ["2016-04-29", "2016-04-30", "1970-01-01", ""]
    ((_, values),) = column.notes
    assert values == {"text": "42489"}


def test_one_number_among_dates_is_not_read_as_a_date() -> None:
    column = read("42489", "2016-04-30", "2016-05-01")
    cell = column.frame.iloc[0]
    assert (cell["start"], cell["problem"], cell["candidates"]) == ("", NO_DATE, "2016-04-29")
    assert column.notes == ()


@pytest.mark.parametrize("text", ["19999", "60001", "1234", "123456"])
def test_numbers_out_of_range_are_not_dates(text: str) -> None:
    assert not read(text).frame["understood"].iloc[0]


def test_years_are_years_and_not_days() -> None:
    assert list(read("2015", "2016").frame["start"]) == ["2015", "2016"]


def test_a_possible_season_beside_a_sure_one_is_ambiguous() -> None:
    assert list(read("2010-11").frame["start"]) == ["2010-11"]
    frame = read("2010-11", "2015-16", "2016-04").frame
    assert list(frame["start"]) == ["", "2015", "2016-04"]
    assert frame["candidates"].iloc[0] == "2010-11; 2010/2011"


@pytest.mark.parametrize(("header", "order"), NAMES)
def test_a_column_name_may_give_the_order(header: str, order: str) -> None:
    assert order_in_name(header) == order


@pytest.mark.parametrize(
    "texts", [("1461888000", "1462060800"), ("1461888000000", "1462060800000")]
)
def test_a_column_of_numbers_counts_seconds_as_computers_do(texts: tuple[str, ...]) -> None:
    column = read(*texts)
    assert column.frame["start"].to_list() == ["2016-04-29", "2016-05-01"]
    assert "count seconds from 1970" in column.notes[0].message
