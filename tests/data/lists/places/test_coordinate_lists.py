"""Coordinates of several places in a row, and coordinates swapped by country."""

from __future__ import annotations

import pandas as pd
import pytest

from data.importing.import_list import ImportedList, import_table
from data.importing.recipe import Recipe
from data.lists.places.checks import boxes_of
from data.lists.places.coordinates import SWAPPED_BY_COUNTRY, parts_of_list
from data.lists.readers.sandbox import read_safely


def imported_list(*rows: str) -> ImportedList:
    """Import a list of `city, country, coordinates` with tabs between them."""
    lines = ["Title\tCity\tCountry\tCoordinates", *(f"A{n}\t{row}" for n, row in enumerate(rows))]
    return import_table(read_safely("list.tsv", "\n".join(lines).encode()), Recipe())


def places(*rows: str) -> list[tuple[str, float, float]]:
    frame = imported_list(*rows).campaign.places
    return [
        (city, round(lat, 2), round(lon, 2))
        for city, lat, lon in zip(frame["city"], frame["lat"], frame["lon"], strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("48.85, 2.35; 50.85, 4.35", ["48.85, 2.35", "50.85, 4.35"]),
        ("48.85 2.35 | 50.85 4.35", ["48.85 2.35", "50.85 4.35"]),
        ("(48.85, 2.35), (50.85, 4.35)", ["(48.85, 2.35)", "(50.85, 4.35)"]),
        ("48.85, 2.35, 50.85, 4.35", ["48.85, 2.35", "50.85, 4.35"]),
        ("48.85, 2.35 and 50.85, 4.35", ["48.85, 2.35", "50.85, 4.35"]),
        ("MULTIPOINT ((2.35 48.85), (4.35 50.85))", ["POINT (2.35 48.85)", "POINT (4.35 50.85)"]),
        ("48.85, 2.35", ["48.85, 2.35"]),
        ("48.85, 2.35, 50.85", ["48.85, 2.35, 50.85"]),
        ("", []),
    ],
)
def test_a_list_of_coordinates_is_split(text: str, parts: list[str]) -> None:
    assert parts_of_list(text) == parts


def test_each_pair_of_a_list_is_a_place() -> None:
    assert places("Paris; Brussels\tFrance; Belgium\t48.85, 2.35; 50.85, 4.35") == [
        ("Paris", 48.85, 2.35), ("Brussels", 50.85, 4.35),
    ]  # fmt: skip


def test_two_columns_may_be_lists_too() -> None:
    text = "Title,Lat,Lon\nA,48.85; 50.85,2.35; 4.35\nB,48.85,2.35\nC,1; 2; 3,1; 2\n"
    result = import_table(read_safely("list.csv", text.encode()), Recipe())
    assert result.campaign.places["lat"].round(2).to_list() == [48.85, 50.85, 48.85]
    assert [issue.row for issue in result.report.issues if issue.column == "Lat"] == [4]


def test_a_bad_pair_leaves_the_row_without_coordinates_and_is_reported() -> None:
    result = imported_list("\t\t48.85, 2.35; soon", "\t\t9.5, 2.5")
    assert result.campaign.places["lat"].to_list() == [9.5]
    issues = [issue for issue in result.report.issues if issue.level != "noted"]
    assert [issue.seen for issue in issues] == ["48.85, 2.35; soon"]


def test_each_pair_is_compared_with_its_own_city() -> None:
    result = imported_list("Lima; Quito\t\t-12.05, -77.04; 40.5, 2.5")
    assert any("100 km" in issue.expected for issue in result.report.issues)
    result = imported_list("Lima; Quito\t\t-12.05, -77.04; -0.2, -78.5")
    assert not any("100 km" in issue.expected for issue in result.report.issues)


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize(
    ("row", "at"),
    [
        ("\tKenya\t36.82, -1.29", (-1.29, 36.82)),
        ("\tFrance\t2.35, 48.85", (48.85, 2.35)),
        ("\tKenya\t-1.29, 36.82", (-1.29, 36.82)),
        ("\tFiji\t-18.14, 178.44", (-18.14, 178.44)),
        ("\tPeru\t36.82, -1.29", (36.82, -1.29)),  # in the country neither way: left as it is
        ("\t\t36.82, -1.29", (36.82, -1.29)),
        ("\tKenya; Peru\t36.82, -1.29", (36.82, -1.29)),
    ],
)
def test_coordinates_are_swapped_if_only_so_they_are_in_the_country(
    row: str, at: tuple[float, float]
) -> None:
    result = imported_list(row)
    place = result.campaign.places.iloc[0]
    assert (round(place["lat"], 2), round(place["lon"], 2)) == at
    said = any(issue.expected == SWAPPED_BY_COUNTRY for issue in result.report.issues)
    assert said == ((at[0] < 0 and "36.82, -1.29" in row) or "2.35, 48.85" in row)


def test_a_country_across_the_date_line_has_a_narrow_box() -> None:
    box = boxes_of(pd.Series(["Fiji", "Kenya; Peru", "", "Atlantis"])).round()
    assert box.iloc[0].to_list() == [-18.0, 177.0, -12.0, -179.0]
    assert box.iloc[1:].isna().all(axis=None)
