"""Lists of cities and coordinates become one row per place."""

from __future__ import annotations

import pandas as pd
import pytest

from data.geo.placing import place_rows

COLUMNS = ["position", "city", "country", "lat", "lon"]

PLACES = [
    # city, country, lat, lon of a consultation; position, city, country, lat, lon of its places
    (("Dakar", "Senegal", "", ""), [(0, "Dakar", "Senegal", "", "")]),
    (("Dakar", "Senegal", "14.7", "-17.4"), [(0, "Dakar", "Senegal", "14.7", "-17.4")]),
    (("Dakar", "", "", ""), [(0, "Dakar", "", "", "")]),
    (("", "Senegal", "", ""), [(0, "", "Senegal", "", "")]),
    (("", "", "14.7", "-17.4"), [(0, "", "", "14.7", "-17.4")]),
    (("", "", "", ""), []),
    # one country for all the cities, or one each
    (
        ("Geneva; Bern", "Switzerland", "", ""),
        [(0, "Geneva", "Switzerland", "", ""), (1, "Bern", "Switzerland", "", "")],
    ),
    (
        ("Geneva; Brussels", "Switzerland; Belgium", "", ""),
        [(0, "Geneva", "Switzerland", "", ""), (1, "Brussels", "Belgium", "", "")],
    ),
    # a country that is missing is not taken from a neighbour
    (
        ("Geneva; Brussels; Rome", "Switzerland; Belgium", "", ""),
        [
            (0, "Geneva", "Switzerland", "", ""),
            (1, "Brussels", "Belgium", "", ""),
            (2, "Rome", "", "", ""),
        ],
    ),
    # coordinates stay with their city where only the second has some
    (
        ("Geneva; Bern", "Switzerland", "; 46.9", "; 7.4"),
        [(0, "Geneva", "Switzerland", "", ""), (1, "Bern", "Switzerland", "46.9", "7.4")],
    ),
    # positions count the places that are there
    (("; Bern", "Switzerland", "", ""), [(0, "Bern", "Switzerland", "", "")]),
    # a country more than there are cities is a place too
    (
        ("Bern", "Switzerland; France", "", ""),
        [(0, "Bern", "Switzerland", "", ""), (1, "", "France", "", "")],
    ),
]


def consultations(*rows: tuple[str, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["id", "city", "country", "lat", "lon"], dtype="str")
    return frame.astype("str")


@pytest.mark.parametrize(("cells", "places"), PLACES)
def test_each_city_of_a_row_becomes_a_place(
    cells: tuple[str, ...], places: list[tuple[object, ...]]
) -> None:
    frame = place_rows(consultations(("a", *cells)))
    assert list(frame[COLUMNS].itertuples(index=False, name=None)) == places
    assert set(frame["consultation"]) <= {"a"}


def test_translations_go_with_their_city() -> None:
    frame = place_rows(
        consultations(
            ("a", "Geneva; Bern", "Switzerland", "", ""), ("b", "", "Italy", "", "")
        ).assign(city__fr=["Genève; Berne", ""], city__de=["; Bern", "Rom"])
    )
    assert frame[["city", "city__fr", "city__de"]].to_numpy().tolist() == [
        ["Geneva", "Genève", ""],
        ["Bern", "Berne", "Bern"],
        ["", "", ""],
    ]


def test_places_are_in_the_order_of_the_table() -> None:
    frame = place_rows(
        consultations(
            ("z", "Dakar", "Senegal", "", ""),
            ("m", "", "", "", ""),
            ("a", "Bern; Geneva", "Switzerland", "", ""),
        )
    )
    assert list(frame["consultation"]) == ["z", "a", "a"]
    assert list(frame["city"]) == ["Dakar", "Bern", "Geneva"]
    assert list(frame["position"]) == [0, 0, 1]
    assert list(frame["row"]) == [0, 2, 2]


def test_a_table_without_places_gives_no_rows_of_the_same_columns() -> None:
    for frame in (place_rows(consultations()), place_rows(consultations(("a", "", "", "", "")))):
        assert set(frame.columns) == {"consultation", "row", *COLUMNS}
        assert len(frame) == 0
