"""Pairs and columns of coordinates: what is read, repaired and refused."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.lists.places.angles import DECIMAL_COMMA, NO_ANGLE, NO_PAIR, ONE_AXIS, SEXAGESIMAL
from data.lists.places.coordinates import (
    ACTIONS,
    FROM_ONE_CELL,
    ONE_MISSING,
    OUT_OF_RANGE,
    SWAPPED_BY_COUNTRY,
    SWAPPED_BY_LETTER,
    SWAPPED_BY_RANGE,
    ZERO,
    read_coordinate_pairs,
    read_coordinates,
)
from tests.amount import amount

PAIRS = [
    ("48.8566, 2.3522", ""),
    ("48.8566,2.3522", ""),
    ("48.8566 2.3522", ""),
    ("48.8566 / 2.3522", ""),
    ("(48.8566, 2.3522)", ""),
    ("[48.8566; 2.3522]", ""),
    ("48,8566; 2,3522", DECIMAL_COMMA),
    ("48,8566, 2,3522", DECIMAL_COMMA),
    ("48,8566 2,3522", DECIMAL_COMMA),
    ("48.8566° N, 2.3522° E", ""),
    ("48.8566N 2.3522E", ""),
    ("2.3522E, 48.8566N", ""),  # the letters say which is which
    ("lat: 48.8566, lon: 2.3522", ""),
    ("geo:48.8566,2.3522", ""),
    ("48.8566 2.3522 35 4.9", ""),  # altitude and accuracy, as survey forms add them
    ("POINT(2.3522 48.8566)", ""),
    ("POINT Z (2.3522 48.8566 35)", ""),
    ("SRID=4326;POINT(2.3522 48.8566)", ""),
    ('{"type": "Point", "coordinates": [2.3522, 48.8566]}', ""),
    ("48°51'23.76\"N 2°21'7.92\"E", SEXAGESIMAL),
    ("48°51'23.76\"N, 2°21'7.92\"E", SEXAGESIMAL),
    ("48 51 23.76 N 2 21 7.92 E", SEXAGESIMAL),
    ("N 48 51 23.76, E 2 21 7.92", SEXAGESIMAL),
]
NO_PAIRS = [
    ("48.8566", NO_PAIR),
    ("Paris, France", NO_PAIR),
    ("48 51 2 21", NO_PAIR),  # where does the second begin?
    ("48.85, 2.35, 4.9", NO_PAIR),  # latitude first or longitude first?
    ("48.85N 2.35N", ONE_AXIS),
]

NAN = math.nan
ROWS = [
    # latitude, longitude, what is read, repair, problem
    ("48.85", "2.35", (48.85, 2.35), "", ""),
    ("48,85", "2.35", (48.85, 2.35), DECIMAL_COMMA, ""),
    ("", "", (NAN, NAN), "", ""),
    ("90", "-180", (90, -180), "", ""),
    ("0", "6.61", (0, 6.61), "", ""),
    ("151.2", "-33.86", (-33.86, 151.2), SWAPPED_BY_RANGE, ""),
    ("2.35 E", "48.85 N", (48.85, 2.35), SWAPPED_BY_LETTER, ""),
    ("2°21'E", "48°51'N", (48.85, 2.35), SWAPPED_BY_LETTER, ""),
    ("48.85, 2.35", "", (48.85, 2.35), FROM_ONE_CELL, ""),
    ("", "POINT(2.35 48.85)", (48.85, 2.35), FROM_ONE_CELL, ""),
    ("48.85, 2.35", "48.85, 2.35", (48.85, 2.35), FROM_ONE_CELL, ""),
    ("48.85", "", (NAN, NAN), "", ONE_MISSING),
    ("", "2.35", (NAN, NAN), "", ONE_MISSING),
    ("48,2", "", (NAN, NAN), "", ONE_MISSING),  # not 48 and 2
    ("48.85", "east", (NAN, NAN), "", NO_ANGLE),
    ("91", "91", (NAN, NAN), "", OUT_OF_RANGE),
    ("48.85", "181", (NAN, NAN), "", OUT_OF_RANGE),
    ("151.2 N", "33.86 E", (NAN, NAN), "", OUT_OF_RANGE),  # letters are believed
    ("0", "0", (NAN, NAN), "", ZERO),
    ("0.000", "-0", (NAN, NAN), "", ZERO),
    ("2.35 E", "48.85", (NAN, NAN), "", ONE_AXIS),
    ("48.85 N", "2.35 N", (NAN, NAN), "", ONE_AXIS),
]
FRANCE = (41.3, -5.2, 51.1, 9.6)
FIJI = (-20.7, 177.0, -12.5, -178.4)  # on both sides of 180 degrees
UNKNOWN = (NAN, NAN, NAN, NAN)
IN_COUNTRY = [
    ("48.85", "2.35", FRANCE, (48.85, 2.35), ""),
    ("2.35", "48.85", FRANCE, (48.85, 2.35), SWAPPED_BY_COUNTRY),
    ("52.9", "2.35", FRANCE, (52.9, 2.35), ""),  # close enough
    ("4.92", "-52.31", FRANCE, (4.92, -52.31), ""),  # Cayenne: swapped, it isn't in France either
    ("2.35 N", "48.85 E", FRANCE, (2.35, 48.85), ""),  # letters are believed
    ("2.35", "48.85", UNKNOWN, (2.35, 48.85), ""),
    ("-17.7", "178.1", FIJI, (-17.7, 178.1), ""),
    ("-16.8", "-179.9", FIJI, (-16.8, -179.9), ""),
]


def texts(*cells: str) -> pd.Series[str]:
    return pd.Series(cells, dtype="str")


def check(read: pd.Series, point: tuple[float, float], repair: str, problem: str) -> None:
    assert (read["lat"], read["lon"]) == pytest.approx(point, abs=1e-6, nan_ok=True)
    assert (read["repair"], read["problem"]) == (repair, problem)


@pytest.mark.parametrize(("text", "repair"), PAIRS)
def test_a_pair_in_one_cell_is_read(text: str, repair: str) -> None:
    read = read_coordinate_pairs(texts(text)).iloc[0]
    check(read, (48.8566, 2.3522), repair, "")


@pytest.mark.parametrize(("text", "problem"), NO_PAIRS)
def test_a_text_that_is_not_a_pair_has_a_problem(text: str, problem: str) -> None:
    check(read_coordinate_pairs(texts(text)).iloc[0], (NAN, NAN), "", problem)


@pytest.mark.parametrize(("lat", "lon", "point", "repair", "problem"), ROWS)
def test_a_row_of_coordinates(
    lat: str, lon: str, point: tuple[float, float], repair: str, problem: str
) -> None:
    check(read_coordinates(texts(lat), texts(lon)).iloc[0], point, repair, problem)


@pytest.mark.parametrize(("lat", "lon", "box", "point", "repair"), IN_COUNTRY)
def test_coordinates_in_degrees_are_swapped_by_country(
    lat: str, lon: str, box: tuple[float, ...], point: tuple[float, float], repair: str
) -> None:
    boxes = pd.DataFrame([box], columns=["south", "west", "north", "east"])
    check(read_coordinates(texts(lat), texts(lon), boxes).iloc[0], point, repair, "")
    check(read_coordinate_pairs(texts(f"{lat}, {lon}"), boxes).iloc[0], point, repair, "")


def test_columns_keep_their_index_and_rows_are_independent() -> None:
    lat, lon = texts("48.85", "x", ""), texts("2.35", "1", "")
    read = read_coordinates(lat.set_axis([5, 3, 9]), lon.set_axis([5, 3, 9]))
    assert list(read.index) == [5, 3, 9]
    assert list(read["lat"].notna()) == [True, False, False]
    assert list(read["problem"] != "") == [False, True, False]


def test_no_cells_give_no_rows_of_the_same_columns() -> None:
    assert list(read_coordinates(texts(), texts()).columns) == ["lat", "lon", "repair", "problem"]
    assert len(read_coordinate_pairs(texts())) == 0


def test_every_problem_has_an_action() -> None:
    problems = {row[-1] for row in [*ROWS, *NO_PAIRS]} - {""}
    assert problems <= ACTIONS.keys()


SIGNS = st.text(alphabet="0123456789.,;:-+ °'\"NSEWOnsewo/()latong", max_size=25) | st.text(
    max_size=25
)


@settings(deadline=None, max_examples=amount(50))
@given(rows=st.lists(st.tuples(SIGNS, SIGNS), max_size=6))
def test_any_text_gives_a_point_on_earth_or_none(rows: list[tuple[str, str]]) -> None:
    lat, lon = (texts(*(row[side] for row in rows)) for side in (0, 1))
    for read in (read_coordinates(lat, lon), read_coordinate_pairs(lat)):
        assert len(read) == len(rows)
        known = read["lat"].notna()
        assert (known == read["lon"].notna()).all()
        assert read.loc[known, "lat"].between(-90, 90).all()
        assert read.loc[known, "lon"].between(-180, 180).all()
        assert not (known & (read["problem"] != "")).any()
        assert not (~known & (read["repair"] != "")).any()
