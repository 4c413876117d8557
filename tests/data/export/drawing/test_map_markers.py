from __future__ import annotations

import numpy as np
import pytest

from data.export.drawing.map_markers import side_by_side
from data.export.drawing.vega import signs_layer

SIZE = (800.0, 400.0)


def _nearest(places: np.ndarray) -> float:
    apart = places[:, None, :] - places[None, :, :]
    distance = np.hypot(apart[..., 0], apart[..., 1])
    np.fill_diagonal(distance, np.inf)
    return float(distance.min())


@pytest.mark.parametrize(
    "homes",
    [
        [[400.0, 200.0]] * 2,
        [[400.0, 200.0]] * 9,
        [[400.0, 200.0], [405.0, 203.0], [398.0, 210.0]],
        [[0.0, 0.0], [0.0, 0.0], [799.0, 399.0]],
    ],
    ids=["two in one city", "nine in one city", "neighbours", "at the edges"],
)
def test_no_marker_covers_another(homes: list[list[float]]) -> None:
    places = side_by_side(np.array(homes), 28, SIZE)
    assert _nearest(places) > 25
    assert (places >= 13).all()
    assert (places <= np.array(SIZE) - 13).all()


def test_a_marker_with_room_stays_at_its_city() -> None:
    homes = np.array([[100.0, 100.0], [500.0, 300.0]])
    assert (side_by_side(homes, 28, SIZE) == homes).all()


def test_no_markers_give_none() -> None:
    assert len(side_by_side(np.empty((0, 2)), 28, SIZE)) == 0


@pytest.mark.long
def test_moving_more_markers_than_fit_ends() -> None:
    places = side_by_side(np.full((400, 2), 200.0), 28, (400.0, 400.0))
    assert np.isfinite(places).all()
    assert (places >= 0).all()


def test_signs_are_drawn_in_shapes_and_only_where_there_are_any() -> None:
    row = {"x": 1.0, "y": 2.0, "shape": "star", "radius": 10.0, "color": "#0072b2", "ink": "#fff"}
    assert signs_layer([{**row, "sign": 0}, row], 1.0) == {}
    inner, below = signs_layer([{**row, "sign": 1}, {**row, "sign": 2}], 1.0)["data"]["values"]
    assert (inner["shape"], inner["radius"], inner["stroke"]) == ("star", 7.8, "#fff")
    assert (below["shape"], below["radius"]) == ("line", 10.0)
