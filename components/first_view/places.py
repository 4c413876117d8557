"""Where the map without scripts puts its land and markers: as `data/map/scripts` do."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from data import WORLD as FOLDER
from data.map.clusters import Window
from data.map.mercator import project
from data.map.viewport import CLOSEST, EDGES, WORLD
from data.model.colors_and_shapes import LIMITS

_GAP, _ROUNDS = 35.0, 80
"""Pixels between markers, and rounds of moving them apart; `layout.js` has the same."""

_SIDE = 256
"""Pixels of the world's side at zoom 0."""

_SMALLEST, _STEP = 0.5, 0.25
_LARGEST = 4000
"""The lowest zoom, the step to the next, and the most pixels of a map."""


class Step(NamedTuple):
    """A zoom of the map, and the least size in pixels of a map that has it.

    Attributes:
        width: Least width.
        height: Least height.
        world: Pixels of the world's side.
        places: x and y of each marker, in pixels from the middle of the map.
    """

    width: int
    height: int
    world: float
    places: list[tuple[float, float]]


def middle_of(held: Window) -> tuple[float, float]:
    """Return the middle of bounds on the square of the projection, 0 to 1."""
    x, y = project(np.array([held.south, held.north]), np.array([held.west, held.east]))
    return float(x.mean()), float(y.mean())


def steps(held: Window, lat: np.ndarray, lon: np.ndarray) -> Iterator[Step]:
    """Return the zooms at which maps of any size show bounds, the lowest first.

    Args:
        held: The bounds.
        lat: Latitude of each marker, in order of number.
        lon: Its longitude.
    """
    x, y = project(lat, lon)
    middle = middle_of(held)
    for position in range(int((CLOSEST - _SMALLEST) / _STEP) + 1):
        zoom = _SMALLEST + position * _STEP
        size = (0, 0) if position == 0 else _least_size(held, zoom)
        if max(size) > _LARGEST:
            return
        world = _SIDE * 2**zoom
        homes = list(zip((x - middle[0]) * world, (y - middle[1]) * world, strict=True))
        yield Step(*size, world, spread(homes))


def _least_size(held: Window, zoom: float) -> tuple[int, int]:
    """Return the least width and height of a map that `fitting_zoom` shows bounds at a zoom in."""
    x, y = project(np.array([held.south, held.north]), np.array([held.west, held.east]))
    edges = (0, 0) if held == WORLD else EDGES
    sides = (abs(float(axis[1] - axis[0])) * _SIDE * 2**zoom for axis in (x, y))
    width, height = (math.ceil(side) + edge for side, edge in zip(sides, edges, strict=True))
    return width, height


def spread(homes: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Move markers apart until any two are `_GAP` pixels from each other, as `layout.js` does."""
    groups: dict[tuple[float, float], list[int]] = {}
    for position, home in enumerate(homes):
        groups.setdefault(home, []).append(position)
    places = [list(home) for home in homes]
    for members in groups.values():
        count = len(members)
        radius = 0.0 if count == 1 else max(_GAP / 2, _GAP * count / (2 * math.pi))
        for turn, position in enumerate(members):
            angle = math.pi + 2 * math.pi * turn / count
            places[position][0] += radius * math.cos(angle)
            places[position][1] += radius * math.sin(angle)
    if len(places) <= LIMITS.apart:
        for _ in range(_ROUNDS):
            if not _push_apart(places):
                break
    return [(x, y) for x, y in places]


def _push_apart(places: list[list[float]]) -> bool:
    moved = False
    for first, one in enumerate(places):
        for other in places[first + 1 :]:
            across, down = other[0] - one[0], other[1] - one[1]
            distance = math.hypot(across, down)
            if distance >= _GAP - 0.5:
                continue
            if distance < 0.01:
                across, down = 1.0, 0.0
            push = (_GAP - distance) / 2 / (distance or 1)
            one[0] -= across * push
            one[1] -= down * push
            other[0] += across * push
            other[1] += down * push
            moved = True
    return moved


@cache
def land() -> tuple[tuple[str, str], ...]:
    """Return the code and the outline of each country, as an SVG path on a square of 256."""
    shapes = json.loads((FOLDER / "shapes" / "land-110m.json").read_text(encoding="utf-8"))
    return tuple(
        (feature["properties"]["iso"], "".join(_outlines(feature["geometry"])))
        for feature in shapes["features"]
    )


def _outlines(geometry: dict[str, Any]) -> Iterator[str]:
    parts = geometry["coordinates"]
    for part in [parts] if geometry["type"] == "Polygon" else parts:
        for ring in part:
            lon, lat = np.array(ring, dtype=np.float64).T
            points = np.round(np.column_stack(project(lat, lon)) * _SIDE * 10).astype(int)
            moves = np.diff(points, axis=0)
            moves = moves[(moves != 0).any(axis=1)]
            if len(moves) > 2:
                line = " ".join(f"{x},{y}" for x, y in moves.tolist())
                yield f"M{points[0][0]},{points[0][1]}l{line}z"
