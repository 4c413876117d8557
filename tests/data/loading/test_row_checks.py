"""Rows and cells that can't be taken as they are: each is named, and the rest stands."""

from __future__ import annotations

import pandas as pd
import pytest

from data.geo.placing import place_rows
from data.loading.row_checks import (
    issues_for,
    unknown_references,
    usable_rows,
    with_days,
    with_ids_and_names,
    wrong_places,
)
from data.model.errors import Issue
from data.model.schema import ROW

FILE = "consultations.csv"
DATE = (
    "This is not a date like 2016, 2016-04 or 2016-04-29.",
    "Correct the date. It counts as unknown.",
)
NO_START = ("There is an end without a start.", "Fill in the start. The end was used for it.")
BACKWARD = ("The end is before the start.", "Correct the dates. The end was ignored.")
LAT = (
    "The latitude is not between -90 and 90 degrees.",
    "Correct it, or empty both cells to look up the city.",
)
LON = (
    "The longitude is not between -180 and 180 degrees.",
    "Correct it, or empty both cells to look up the city.",
)
NULL_ISLAND = (
    "The place is at 0, 0, in the sea.",
    "Empty both cells if the place is unknown. They were ignored.",
)
COUNTRY = (
    "The countries do not match the cities one by one.",
    "Add its country. The city was looked up without one.",
)


def table(*rows: dict[str, str]) -> pd.DataFrame:
    """Rows of the file from its second row on, as text."""
    frame = pd.DataFrame(rows).fillna("").astype("str")
    return frame.assign(**{ROW: range(2, len(rows) + 2)})


def test_a_long_cell_is_shortened_in_a_issue() -> None:
    (issue,) = issues_for(
        table({"id": "x" * 1000}),
        pd.Series([True]),
        (FILE, "id"),
        ("The cell is empty.", "Fill in the cell."),
    )
    assert issue == Issue(FILE, 2, "id", "x" * 80, "The cell is empty.", "Fill in the cell.")


def test_a_row_without_id_or_title_or_with_an_id_used_before_is_left_out() -> None:
    frame = table(
        {"id": "a", "title": "A"},
        {"id": "", "title": "B"},
        {"id": "c", "title": ""},
        {"id": "a", "title": "Again"},
        {"id": "e", "title": "A"},
    )
    usable, issues = usable_rows(frame, FILE, ("id", "title"))
    assert list(usable["id"]) == ["a", "e"]
    assert list(usable.index) == [0, 1]
    fill = ("The cell is empty.", "Fill in the cell.")
    own = ("A row above has the same id.", "Give the row its own id.")
    assert issues == [
        Issue(FILE, 3, "id", "", *fill, left_out=True),
        Issue(FILE, 4, "title", "", *fill, left_out=True),
        Issue(FILE, 5, "id", "a", *own, left_out=True),
    ]


def test_rows_without_ids_are_not_duplicates() -> None:
    usable, issues = usable_rows(table({"id": ""}, {"id": ""}), "documents.csv", ())
    assert (len(usable), issues) == (2, [])


@pytest.mark.parametrize(
    ("row", "row_id", "name"),
    [
        ({"id": "asia", "name": "Asia"}, "asia", "Asia"),
        ({"id": "", "name": "South East Asia"}, "south-east-asia", "South East Asia"),
        ({"id": "asia", "name": ""}, "asia", "asia"),
        ({"id": "", "name": ""}, "", ""),
    ],
)
def test_a_missing_name_or_id_is_made_from_the_other(
    row: dict[str, str], row_id: str, name: str
) -> None:
    filled = with_ids_and_names(table(row)).iloc[0]
    assert (filled["id"], filled["name"]) == (row_id, name)


DAYS = [
    # start, end; first, last, precision; issues as column, seen, said
    ("2016-04-29", "", ("2016-04-29", "2016-04-29", "day"), []),
    ("2016-04-29", "2016-04-29", ("2016-04-29", "2016-04-29", "day"), []),
    ("2015-12-30", "2016-01-02", ("2015-12-30", "2016-01-02", "day"), []),
    ("2016-04", "", ("2016-04-01", "2016-04-30", "month"), []),
    ("2016", "2017", ("2016-01-01", "2017-12-31", "year"), []),
    ("2016-04-29", "2016-05", ("2016-04-29", "2016-05-31", "month"), []),
    ("2016-04-29", "2016", ("2016-04-29", "2016-12-31", "year"), []),
    ("", "", ("", "", ""), []),
    ("soon", "", ("", "", ""), [("start", "soon", DATE)]),
    ("2016-02-30", "", ("", "", ""), [("start", "2016-02-30", DATE)]),
    ("2016", "later", ("2016-01-01", "2016-12-31", "year"), [("end", "later", DATE)]),
    ("", "2016-04", ("2016-04-01", "2016-04-30", "month"), [("end", "2016-04", NO_START)]),
    (
        *("soon", "2016-04", ("2016-04-01", "2016-04-30", "month")),
        [("start", "soon", DATE), ("end", "2016-04", NO_START)],
    ),
    ("2016-05-02", "2016-05-01", ("2016-05-02", "2016-05-02", "day"), [
        ("end", "2016-05-01", BACKWARD),
    ]),
    ("2016-05", "2015", ("2016-05-01", "2016-05-31", "month"), [("end", "2015", BACKWARD)]),
]  # fmt: skip


@pytest.mark.parametrize(("start", "end", "days", "found"), DAYS)
def test_start_and_end_become_the_days_a_consultation_may_have_lasted(
    start: str, end: str, days: tuple[str, str, str], found: list[tuple[str, str, tuple[str, str]]]
) -> None:
    frame, issues = with_days(table({"start": start, "end": end}), FILE)
    row = frame.iloc[0]
    said = ["" if pd.isna(row[name]) else str(row[name].date()) for name in ("first", "last")]
    assert (*said, row["precision"]) == days
    assert row["dated"] == bool(days[0])
    assert issues == [Issue(FILE, 2, column, seen, *said) for column, seen, said in found]


def test_one_faulty_date_leaves_the_other_rows_alone() -> None:
    rows = [{"start": "2016", "end": ""}, {"start": "", "end": "2015"}, {"start": "x", "end": ""}]
    frame, issues = with_days(table(*rows), FILE)
    assert list(frame["precision"]) == ["year", "year", ""]
    assert list(frame["dated"]) == [True, True, False]
    assert [issue.row for issue in issues] == [4, 3]


PLACES = [
    # city, country, lat, lon; issues as column, seen, said
    (("Dakar", "Senegal", "", ""), []),
    (("Dakar", "Senegal", "14.7", "-17.4"), []),
    (("", "", "-90", "180"), []),
    (("", "", "0", "-17.4"), []),
    (("Dakar", "Senegal", "91", "0"), [("lat", "91", LAT)]),
    (("Dakar", "Senegal", "-90.1", "0"), [("lat", "-90.1", LAT)]),
    (("Dakar", "Senegal", "14.7", "181"), [("lon", "181", LON)]),
    (("Dakar", "Senegal", "14.7", ""), [("lon", "", LON)]),
    (("Dakar", "Senegal", "", "-17.4"), [("lat", "", LAT)]),
    (("Dakar", "Senegal", "14,7", "-17.4"), [("lat", "14,7", LAT)]),
    (("Dakar", "Senegal", "north", "west"), [("lat", "north", LAT), ("lon", "west", LON)]),
    (("Dakar", "Senegal", "nan", "inf"), [("lat", "nan", LAT), ("lon", "inf", LON)]),
    (("Dakar", "Senegal", "0", "0.0"), [("lat", "0", NULL_ISLAND)]),
    (("Geneva; Bern", "Switzerland", "; 91", "; 7"), [("lat", "91", LAT)]),
    (("Geneva; Bern", "Switzerland", "", ""), []),
    (("Geneva; Rome", "Switzerland; Italy", "", ""), []),
    (("Geneva; Rome; Bern", "Switzerland; Italy", "", ""), [("city", "Bern", COUNTRY)]),
    (("Geneva; Rome", "", "", ""), []),
]


@pytest.mark.parametrize(("cells", "found"), PLACES)
def test_impossible_coordinates_and_missing_countries_are_issues(
    cells: tuple[str, ...], found: list[tuple[str, str, tuple[str, str]]]
) -> None:
    names = ("city", "country", "lat", "lon")
    row = {"id": "a"} | dict(zip(names, cells, strict=True))
    frame = table({"id": "other"} | dict.fromkeys(names, ""), row)
    issues = wrong_places(frame, place_rows(frame), FILE)
    assert issues == [Issue(FILE, 3, column, seen, *said) for column, seen, said in found]


def test_an_unknown_reference_is_a_issue_and_an_empty_one_is_not() -> None:
    frame = table({"consultation": "a"}, {"consultation": ""}, {"consultation": "gone"})
    assert unknown_references(frame, pd.Series(["a"]), ("photos.csv", "consultation")) == [
        Issue(
            *("photos.csv", 4, "consultation", "gone", "No consultation has this id."),
            "Correct the id. Only the whole campaign shows this row.",
        )
    ]
