"""Hatching stays on its land, and leaves plain land alone."""

from __future__ import annotations

import numpy as np
import pytest

from data.export.drawing.map_layers import Land, hatching_layers
from data.export.drawing.map_projection import Frame

WINDOW = Frame(scale=500.0, left=400.0, top=300.0, middle=0.0, size=(800.0, 600.0))
SIZE = (800.0, 600.0)


def box(west: float, south: float, east: float, north: float) -> list[list[float]]:
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


FRAME = {"type": "Polygon", "coordinates": [box(-20, -20, 20, 20), box(-10, -10, 10, 10)]}
"""A square with a hole."""
TWO = {"type": "MultiPolygon", "coordinates": [[box(-20, 0, -15, 5)], [box(15, 0, 20, 5)]]}


def points(layers: list[dict]) -> np.ndarray:
    rows = layers[0]["data"]["values"]
    places = [(row["x"], row["y"]) for row in rows]
    return np.array([*places, *((row["x2"], row["y2"]) for row in rows if "x2" in row)])


def is_in(places: np.ndarray, bounds: tuple[float, ...], room: float) -> np.ndarray:
    west, south, east, north = bounds
    (left, bottom), (right, top) = WINDOW.pixels([west, east], [south, north])
    across = (places[:, 0] > left - room) & (places[:, 0] < right + room)
    return across & (places[:, 1] > top - room) & (places[:, 1] < bottom + room)


@pytest.mark.parametrize(("sign", "mark"), [(1, "rule"), (2, "point"), (3, "point")])
def test_a_country_is_filled_and_its_hole_is_not(sign: int, mark: str) -> None:
    layers = hatching_layers([Land(FRAME, sign, "#123456")], WINDOW, SIZE)
    assert [layer["mark"]["type"] for layer in layers] == [mark]
    places = points(layers)
    assert len(places) > 50
    # Meridians lean a little in this projection.
    assert is_in(places, (-20, -20, 20, 20), 4).all()
    assert not is_in(places, (-10, -10, 10, 10), -4).any()


def test_each_part_of_a_country_is_hatched_alone() -> None:
    places = points(hatching_layers([Land(TWO, 1, "#123456")], WINDOW, SIZE))
    west, east = is_in(places, (-20, 0, -15, 5), 3), is_in(places, (15, 0, 20, 5), 3)
    assert west.any()
    assert east.any()
    assert (west | east).all()


def test_plain_land_and_land_out_of_sight_have_no_hatching() -> None:
    far = {"type": "Polygon", "coordinates": [box(100, 0, 120, 20)]}
    assert hatching_layers([Land(FRAME, 0, "#123456")], WINDOW, SIZE) == []
    assert hatching_layers([Land(far, 1, "#123456")], WINDOW, SIZE) == []
