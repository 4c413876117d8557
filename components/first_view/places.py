"""Where the map of the first view puts its land and markers: as `data/map/scripts` do."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from data import WORLD as FOLDER
from data.filters.query import Query
from data.map.clusters import Window
from data.map.mercator import project
from data.map.viewport import CLOSEST, EDGES, WORLD, bounds

_POINTERS = {"not (pointer: coarse)": (*EDGES, 2), "(pointer: coarse)": (40, 98, 19)}
"""Media query to free pixels at the sides, at top and bottom, and how much lower the middle is; as
in `viewport.js`."""

_SIDE = 256
"""Pixels of the world's side at zoom 0."""

_SMALLEST, _STEP = 0.5, 0.25
_LARGEST = 4000
"""The lowest zoom, the step to the next, and the most pixels of a map."""


class Country(NamedTuple):
    """A country's code, its outline as an SVG path on a square of 2560, bounds of its main part."""

    code: str
    path: str
    bounds: Window


class Extent(NamedTuple):
    """What the map shows, and whether its edges stay free of markers."""

    held: Window
    has_edges: bool

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle on the square of the projection, 0 to 1."""
        return float(self._sides()[0].mean()), float(self._sides()[1].mean())

    def _sides(self) -> tuple[np.ndarray, np.ndarray]:
        held = self.held
        return project(np.array([held.south, held.north]), np.array([held.west, held.east]))

    def least(self, zoom: float, edges: Sequence[int]) -> tuple[int, int]:
        """Return the least width and height of a map that shows it at a zoom; 0 at the lowest."""
        if zoom == _SMALLEST:
            return 0, 0
        # Leaflet rounds zooms that miss a step by a little.
        scale = _SIDE * 2 ** (zoom - _STEP / 200)
        sides = (abs(float(axis[1] - axis[0])) * scale for axis in self._sides())
        width, height = (math.ceil(side + edge) for side, edge in zip(sides, edges, strict=False))
        return width, height


class Step(NamedTuple):
    """A zoom of the map, and maps that have it: a media query, their least width and height.

    Attributes:
        world: Pixels of the world's side.
        lower: How much lower than the map's middle that of its contents is.
    """

    media: str
    width: int
    height: int
    world: float
    lower: int


def extent(selection: Query, regions: Sequence[str]) -> Extent:
    """Return what the map of a selection shows: its places, and the countries of chosen regions."""
    held, frame = bounds(selection), selection.regions
    region_of = {
        code: id_
        for id_, codes in zip(frame["id"][::-1], frame["iso3"][::-1], strict=True)
        for code in codes
    }
    boxes = [each.bounds for each in land() if region_of.get(each.code) in regions]
    sides = list(zip(held, *boxes, strict=True))
    whole = Window(min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3]))
    return Extent(whole, has_edges=bool(regions) or held != WORLD)


def steps(shown: Extent) -> Iterator[Step]:
    """Return the zooms at which maps of any size show an extent, the lowest first."""
    pointers = _POINTERS if shown.has_edges else {"all": (0, 0, 0)}
    for position in range(int((CLOSEST - _SMALLEST) / _STEP) + 1):
        zoom = _SMALLEST + position * _STEP
        for media, edges in pointers.items():
            size = shown.least(zoom, edges)
            if max(size) <= _LARGEST:
                yield Step(media, *size, _SIDE * 2**zoom, edges[2])


def placed_in(shown: Extent, drawn: pd.DataFrame) -> pd.DataFrame:
    """Return markers with `x` and `y`, from the middle of an extent in sides of the world.

    `nth` is the position of each among those of the same place, from 0.
    """
    x, y = project(drawn["lat"].to_numpy(np.float64), drawn["lon"].to_numpy(np.float64))
    middle = shown.middle
    nth = drawn.groupby(["lat", "lon"]).cumcount()
    return drawn.assign(x=(x - middle[0]).round(6), y=(y - middle[1]).round(6), nth=nth)


@cache
def land() -> tuple[Country, ...]:
    """Return all countries."""
    shapes = json.loads((FOLDER / "shapes" / "land-110m.json").read_text(encoding="utf-8"))
    return tuple(
        _country(feature["properties"]["iso"], feature["geometry"])
        for feature in shapes["features"]
    )


def _country(code: str, geometry: dict[str, Any]) -> Country:
    found = geometry["coordinates"]
    parts = [found] if geometry["type"] == "Polygon" else found
    lon, lat = np.array(max((part[0] for part in parts), key=len), dtype=np.float64).T
    main = Window(*(float(side) for side in (lat.min(), lon.min(), lat.max(), lon.max())))
    return Country(code, "".join(_outline(ring) for part in parts for ring in part), main)


def _outline(ring: list[list[float]]) -> str:
    """Return a ring as part of a path; "" for one that is a point there."""
    lon, lat = np.array(ring, dtype=np.float64).T
    points = np.round(np.column_stack(project(lat, lon)) * _SIDE * 10).astype(int)
    moves = np.diff(points, axis=0)
    moves = moves[(moves != 0).any(axis=1)]
    line = " ".join(f"{x},{y}" for x, y in moves.tolist())
    return f"M{points[0][0]},{points[0][1]}l{line}z" if len(moves) > 2 else ""
