"""Coordinates on the square of the web's maps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.filters.choice import DEEPEST
from data.map.mercator import morton, project, unproject

POINTS = [
    # latitude, longitude, x, y
    (0, 0, 0.5, 0.5),
    (85.05112878, -180, 0, 0),
    (-85.05112878, 180, 1, 1),
    (90, 0, 0.5, 0),
]


@pytest.mark.parametrize(("lat", "lon", "x", "y"), POINTS)
def test_corners_of_the_square(lat: float, lon: float, x: float, y: float) -> None:
    found = project(np.array([lat]), np.array([lon]))
    assert [float(side[0]) for side in found] == pytest.approx([x, y], abs=1e-6)


@given(st.floats(-85, 85), st.floats(-180, 180))
def test_unprojected_inverts_projected(lat: float, lon: float) -> None:
    back = unproject(*project(np.array([lat]), np.array([lon])))
    assert [float(side[0]) for side in back] == pytest.approx([lat, lon], abs=1e-9)


@given(st.integers(0, (1 << DEEPEST) - 1), st.integers(0, (1 << DEEPEST) - 1))
def test_morton_codes_interleave_bits(column: int, line: int) -> None:
    scale = 1 << DEEPEST
    key = int(morton(np.array([(column + 0.5) / scale]), np.array([(line + 0.5) / scale]))[0])
    bits = format(key, f"0{2 * DEEPEST}b")
    assert int(bits[1::2], 2) == column
    assert int(bits[::2], 2) == line
