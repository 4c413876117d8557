"""The type of each column, decided by the most certain name and by the cells."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.lists.columns.column_names import REASONS, SAME, SIMILAR, USUAL, WORDS
from data.lists.columns.guesses import COUNTRY_CELLS, DATE_CELLS, TITLE_CELLS
from data.lists.columns.matching import (
    BETTER_MATCH,
    NO_KEY,
    NOT_NEEDED,
    TRANSLATION,
    UNLIKE,
    ColumnMatch,
    propose_columns,
)
from tests.amount import amount


def table(**columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(columns, dtype="str")


def headed(*headers: str) -> pd.DataFrame:
    return pd.DataFrame([[""] * len(headers)], columns=list(headers), dtype="str")


def matches(frame: pd.DataFrame) -> dict[str, ColumnMatch]:
    return {match.header: match for match in propose_columns(frame)}


def columns(frame: pd.DataFrame) -> dict[str, str]:
    return {match.header: match.column for match in propose_columns(frame)}


def test_the_reason_says_how_a_header_was_matched() -> None:
    by_header = matches(headed("title", "Ville", "Event start date (UTC)", "Lattitude"))
    assert [match.reason for match in by_header.values()] == [
        REASONS[rank] for rank in (SAME, USUAL, WORDS, SIMILAR)
    ]
    assert by_header["Event start date (UTC)"] == ColumnMatch(
        "Event start date (UTC)", "start", REASONS[WORDS], {"words": "start date"}
    )
    assert [match.is_guess for match in by_header.values()] == [False, False, False, True]


def test_a_type_goes_to_one_header_and_the_other_is_an_extra_field() -> None:
    by_header = matches(headed("Event", "Title of the meeting", "Name (2)"))
    assert by_header["Event"].column == "title"
    values = {"other": "Event", "column": "title"}
    assert by_header["Name (2)"] == ColumnMatch("Name (2)", "", BETTER_MATCH, values)


def test_a_more_certain_name_beats_an_earlier_one() -> None:
    assert columns(headed("Name", "title")) == {"Name": "", "title": "title"}


def test_a_filled_column_beats_an_empty_one() -> None:
    frame = table(organizers=["", ""], Organiser=["IOM", "MFA"])
    assert columns(frame) == {"organizers": "", "Organiser": "organizers"}


def test_the_title_is_what_differs_from_row_to_row() -> None:
    frame = table(Event=["Workshop"] * 9, Name=[f"Workshop number {n}" for n in range(9)])
    assert columns(frame)["Name"] == "title"


@pytest.mark.parametrize(
    ("cells", "column"),
    [(["1", "2"], "id"), (["1", "1"], ""), (["1", ""], ""), (["a", "b"], "id")],
)
def test_ids_must_be_complete_and_unique(cells: list[str], column: str) -> None:
    match = matches(table(id=cells))["id"]
    assert match.column == column
    assert (match.reason == NO_KEY) == (column == "")


def test_translations_are_kept() -> None:
    assert columns(headed("title", "title__fr", "Title (Spanish)", "notes_ar", "summary__sw")) == {
        "title": "title",
        "title__fr": "title__fr",
        "Title (Spanish)": "title__es",
        "notes_ar": "notes",
        "summary__sw": "summary",
    }


def test_a_list_in_two_languages_has_translations() -> None:
    by_header = matches(headed("Title", "Titre", "Ville", "City"))
    assert [match.column for match in by_header.values()] == [
        "title",
        "title__fr",
        "city__fr",
        "city",
    ]
    assert by_header["Titre"].reason == TRANSLATION
    assert by_header["Titre"].is_guess


def test_dates_beside_a_start_are_not_needed() -> None:
    match = matches(headed("Date", "Start date", "End date"))["Date"]
    assert match == ColumnMatch("Date", "", NOT_NEEDED, {"other": "Start date"})


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (["3 May 2016", "4 May 2016"], "start"),
        (["3-5 May 2016", "4 May 2016"], "dates"),
        (["03/04/2016", "05/06/2016"], "start"),
        (["3 May", "4 May"], "start"),
        (["Mondays", "often"], ""),
    ],
)
def test_a_column_of_dates_may_have_ranges(cells: list[str], column: str) -> None:
    assert columns(table(Dates=cells)) == {"Dates": column}


UNLIKELY = [
    ("From", ["Ann", "Bob"]),
    ("Start time", ["10:00", "11:30"]),
    ("Duration", ["3 days", "1 day"]),
    ("X", ["yes", "no"]),
    ("Lat", ["north", "south"]),
    ("Position", ["Chair", "Speaker"]),
    ("Year", ["first", "second"]),
]


@pytest.mark.parametrize(("header", "cells"), UNLIKELY)
def test_cells_can_contradict_a_name(header: str, cells: list[str]) -> None:
    (match,) = propose_columns(table(**{header: cells}))
    assert (match.column, match.reason) == ("", UNLIKE)


def test_a_location_of_numbers_is_coordinates() -> None:
    frame = table(Location=["(48.8566, 2.3522)", "(40.7128, -74.0060)"])
    assert columns(frame) == {"Location": "coordinates"}


SHOWN = [
    # cells of a column whose name says nothing
    (["https://a.org/x", "www.b.org"], "url"),
    (["48.8566, 2.3522", "40.7128, -74.0060"], "coordinates"),
    (["POINT (2.3522 48.8566)", "POINT (-74.0060 40.7128)"], "coordinates"),
    (["3 May 2016", "du 3 au 5 juin 2016", "TBD", "2016-04-05", "5/6/2016"], "dates"),
    (["3 May 2016", "2016-04-05"], "start"),
    (["France", "Côte d’Ivoire", "Burma", "U.S.A."], "country"),
    (["Consultation in Dakar", "Consultation in Beirut"], "title"),
    (["Dakar", "Lima, Peru", "北京", "Москва"], "place"),
    (["Hearing", "Forum", "Round table"], "title"),
    (["fr", "en", "es"], ""),
    (["2015", "2016"], ""),
    (["42489", "42490"], ""),
    (["12", "30"], ""),
    (["yes", "no", "yes"], ""),
    ([""], ""),
]


@pytest.mark.parametrize(("cells", "column"), SHOWN)
def test_cells_decide_if_the_name_says_nothing(cells: list[str], column: str) -> None:
    (match,) = propose_columns(table(**{"Column C": cells}))
    assert match.column == column
    assert match.is_guess == (column != "")


def test_two_columns_of_exact_numbers_are_latitude_and_longitude() -> None:
    frame = table(a=["48.8566", "40.7128"], b=["2.3522", "-74.0060"])
    assert columns(frame) == {"a": "lat", "b": "lon"}


def test_of_many_columns_of_dates_none_is_guessed() -> None:
    dates = ["3 May 2016", "4 May 2016"]
    assert set(columns(table(a=dates, b=dates, c=dates)).values()) == {""}
    assert columns(table(a=dates, b=dates)) == {"a": "start", "b": "end"}


def test_a_name_about_something_else_is_not_overruled_by_its_cells() -> None:
    dates = ["3 May 2016", "4 May 2016"]
    assert columns(table(Deadline=dates)) == {"Deadline": ""}


def test_a_whole_list_without_a_helpful_name() -> None:
    by_header = matches(
        table(
            **{
                "Column A": ["Consultation in Dakar", "Consultation in Beirut"],
                "Column B": ["3 May 2016", "4 May 2016"],
                "Column C": ["Senegal", "Lebanon"],
            }
        )
    )
    assert [(match.column, match.reason) for match in by_header.values()] == [
        ("title", TITLE_CELLS),
        ("start", DATE_CELLS),
        ("country", COUNTRY_CELLS),
    ]


def test_row_numbers_are_ignored_and_no_columns_give_no_matches() -> None:
    assert propose_columns(pd.DataFrame({"_row": [2, 3]})) == []
    assert propose_columns(pd.DataFrame()) == []


@settings(deadline=None, max_examples=amount(50))
@given(
    headers=st.lists(
        st.text(max_size=20)
        | st.sampled_from(
            ["Name", "Event", "Date", "From", "Ort", "X", "Title (fr)", "id", "Place"]
        ),
        unique=True,
        max_size=8,
    ),
    cells=st.lists(st.text(max_size=10) | st.sampled_from(["2016", "48.85", "France"]), max_size=4),
)
def test_any_list_gets_one_match_per_column_and_no_type_twice(
    headers: list[str], cells: list[str]
) -> None:
    frame = pd.DataFrame({header: pd.Series(cells, dtype="str") for header in headers})
    proposals = propose_columns(frame)
    assert [match.header for match in proposals] == headers
    types = [match.column for match in proposals if match.column]
    assert len(types) == len(set(types))
    assert all(match.reason.format(**match.values) for match in proposals)
