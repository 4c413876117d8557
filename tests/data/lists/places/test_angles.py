"""Single coordinates as people write them: one row per text."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.lists.places.angles import (
    DECIMAL_COMMA,
    LETTER_O,
    NO_ANGLE,
    ONE_AXIS,
    SEXAGESIMAL,
    SIXTY,
    TWO_SIGNS,
    angle,
    angle_pair,
)
from data.lists.places.coordinates import ACTIONS
from tests.amount import amount

ANGLES = [
    # text, degrees, axis, repair
    ("48.8566", 48.8566, "", ""),
    ("-33.86", -33.86, "", ""),
    ("−33.86", -33.86, "", ""),  # noqa: RUF001 a minus sign
    ("+2.35", 2.35, "", ""),
    ("2", 2, "", ""),
    ("2.35E-05", 2.35e-05, "", ""),
    ("48,8566", 48.8566, "", DECIMAL_COMMA),
    ("-33,86", -33.86, "", DECIMAL_COMMA),
    ("\u0664\u0668\u066b\u0668\u0665", 48.85, "", ""),
    ("48.85°", 48.85, "", ""),
    ("48.85° N", 48.85, "lat", ""),
    ("N48.85", 48.85, "lat", ""),
    ("N 48.85", 48.85, "lat", ""),
    ("33.86 S", -33.86, "lat", ""),
    ("-33.86 S", -33.86, "lat", ""),  # south, said twice
    ("2.35E", 2.35, "lon", ""),
    ("74.006 W", -74.006, "lon", ""),
    ("74,006° West", -74.006, "lon", DECIMAL_COMMA),
    ("12 Ouest", -12, "lon", ""),
    ("12 oeste", -12, "lon", ""),
    ("13,4 Ost", 13.4, "lon", DECIMAL_COMMA),
    ("Lat: 48.85", 48.85, "lat", ""),
    ("lng=2.35", 2.35, "lon", ""),
    ("48°51'24\"N", 48.856667, "lat", SEXAGESIMAL),
    ("48° 51' 24.5\" N", 48.856806, "lat", SEXAGESIMAL),
    ("48°51\u203224\u2033", 48.856667, "", SEXAGESIMAL),
    ("48º51’24’’N", 48.856667, "lat", SEXAGESIMAL),
    ("48 51 24 N", 48.856667, "lat", SEXAGESIMAL),
    ("48 51 24", 48.856667, "", SEXAGESIMAL),
    ("48:51:24", 48.856667, "", SEXAGESIMAL),
    ("48° 51.4' N", 48.856667, "lat", SEXAGESIMAL),
    ("48°51'", 48.85, "", SEXAGESIMAL),
    ("-0°30'", -0.5, "", SEXAGESIMAL),
]
NO_ANGLES = [
    ("Paris", NO_ANGLE),
    ("nan", NO_ANGLE),
    ("-", NO_ANGLE),
    ("48.856.613", NO_ANGLE),  # thousands that a spreadsheet put in
    ("48856613", NO_ANGLE),
    ("485124N", NO_ANGLE),
    ("48.85; 50.85", NO_ANGLE),
    ("N 48.85 N", NO_ANGLE),
    ("4" * 1_000, NO_ANGLE),
    ("2°21'O", LETTER_O),  # Ouest or Ost?
    ("-2.35 E", TWO_SIGNS),
    ("+2.35 W", TWO_SIGNS),
    ("48°75'00\"N", SIXTY),
    ("48°51'60\"N", SIXTY),
    ("lat 2.35 E", ONE_AXIS),
]


@pytest.mark.parametrize(("text", "degrees", "axis", "repair"), ANGLES)
def test_a_coordinate_is_read(text: str, degrees: float, axis: str, repair: str) -> None:
    read = angle(text)
    assert read.problem == ""
    assert read.degrees == pytest.approx(degrees, abs=1e-6)
    assert (read.axis, read.repair) == (axis, repair)


@pytest.mark.parametrize(("text", "problem"), NO_ANGLES)
def test_a_text_that_is_not_a_coordinate_has_a_problem(text: str, problem: str) -> None:
    read = angle(text)
    assert read.problem == problem
    assert math.isnan(read.degrees)


def test_every_problem_has_an_action() -> None:
    assert {problem for _, problem in NO_ANGLES} <= ACTIONS.keys()


LATS = st.integers(-89_999_999, 89_999_999).map(lambda number: number / 1_000_000)
LONS = st.integers(-179_999_999, 179_999_999).map(lambda number: number / 1_000_000)


def sexagesimal(degrees: float, letters: str) -> str:
    seconds = round(abs(degrees) * 3600, 2)
    whole, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    return f"{whole:.0f}°{minutes:.0f}'{rest:.2f}\"{letters[degrees < 0]}"


@settings(deadline=None, max_examples=amount(50))
@given(lat=LATS, lon=LONS)
def test_any_point_is_read_back(lat: float, lon: float) -> None:
    for pair in (f"{lat:.6f}, {lon:.6f}", f"POINT ({lon:.6f} {lat:.6f})"):
        one, other = angle_pair(pair)
        assert (one.degrees, other.degrees) == pytest.approx((lat, lon), abs=1e-6)
    written = f"{sexagesimal(lat, 'NS')} {sexagesimal(lon, 'EW')}"
    if '60.00"' not in written:
        one, other = angle_pair(written)
        assert (one.degrees, other.degrees) == pytest.approx((lat, lon), abs=1e-5)
