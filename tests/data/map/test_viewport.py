"""The part of the map that holds what is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.filters.choice import ALL_KINDS, Choice
from data.filters.select import select
from data.map.clusters import DEEPEST_LEVEL, Window
from data.map.viewport import CLOSEST, WORLD, bounds, fitting_zoom, level_of, seen
from tests.builders import campaign_from


def test_bounds_contain_the_selection(tmp_path: Path) -> None:
    rows = [{"lat": "10", "lon": "20"}, {"lat": "-5", "lon": "60"}, {"city": "Nowhere at all"}]
    part = select(campaign_from(tmp_path, rows), Choice(kinds=(ALL_KINDS,)))
    assert bounds(part) == Window(-5, 20, 10, 60)


def test_without_places_bounds_are_the_world(tmp_path: Path) -> None:
    part = select(campaign_from(tmp_path, [{"city": "Nowhere at all"}]), Choice())
    assert bounds(part) == WORLD


ZOOMS = [
    # part of the map, width, height, zoom
    (Window(0, 0, 0, 0), 800, 320, CLOSEST),  # one place
    (Window(-85, -180, 85, 180), 810, 311, 0.5),  # more than fits
    (Window(-5, 20, 10, 60), 810, 311, 4.5),
    (Window(-5, 20, 10, 60), 400, 311, 3.25),  # a telephone: its width bounds it
]


@pytest.mark.parametrize(("held", "width", "height", "zoom"), ZOOMS)
def test_fitting_zoom(held: Window, width: int, height: int, zoom: float) -> None:
    assert fitting_zoom(held, width, height) == zoom


def test_a_larger_zoom_would_not_fit() -> None:
    held = Window(-5, 20, 10, 60)
    zoom = fitting_zoom(held, 810, 311)
    assert 40 / 360 * 256 * 2**zoom <= 810 - 92 < 40 / 360 * 256 * 2 ** (zoom + 0.25)


@pytest.mark.parametrize(("zoom", "level"), [(0.5, 0), (1.5, 1), (1.75, 2), (12, 12), (40, 14)])
def test_levels(zoom: float, level: int) -> None:
    assert level_of(zoom) == min(level, DEEPEST_LEVEL)


def test_the_visible_window_contains_the_bounds_and_more() -> None:
    held = Window(-5, 20, 10, 60)
    zoom = fitting_zoom(held, 810, 311)
    around = seen(held, zoom, 810, 311)
    assert around.south < held.south < held.north < around.north
    assert around.west < held.west < held.east < around.east
    assert around.east - around.west == pytest.approx(1.5 * 810 / (256 * 2**zoom) * 360)
