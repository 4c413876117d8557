"""Where the map of the first view puts its land and markers: as `data/map/scripts` do."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from data import WORLD as FOLDER
from data.filters.query import Query
from data.map.clusters import Window
from data.map.mercator import project
from data.map.viewport import CLOSEST, EDGES, WORLD, bounds
from data.model.colors_and_shapes import LIMITS

_GAP, _ROUNDS, _LEG = 35.0, 80, 8.0
"""Pixels between markers, rounds of moving them apart, and pixels from its place from which a
marker has a leg; `layout.js` and `marks.js` have the same."""

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
    """A zoom of the map.

    Attributes:
        sizes: Media query, least width and least height of a map that has it, and how much lower
            than its middle that of its contents is; in pixels.
        world: Pixels of the world's side.
        places: x and y of each marker, in pixels from the middle.
        legs: Of each marker length and angle of the line to its place, None if it stands there.
    """

    sizes: list[tuple[str, int, int, int]]
    world: float
    places: list[tuple[float, float]]
    legs: list[tuple[float, float] | None]


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


def steps(shown: Extent, lat: np.ndarray, lon: np.ndarray, fixed: np.ndarray) -> Iterator[Step]:
    """Return the zooms at which maps of any size show an extent, the lowest first.

    Args:
        shown: The extent.
        lat: Latitude of each marker, in order of number.
        lon: Its longitude.
        fixed: Whether it stays in its place.
    """
    x, y = project(lat, lon)
    middle = shown.middle
    pointers = _POINTERS if shown.has_edges else {"all": (0, 0, 0)}
    for position in range(int((CLOSEST - _SMALLEST) / _STEP) + 1):
        zoom = _SMALLEST + position * _STEP
        sizes = [(name, *shown.least(zoom, edge), edge[2]) for name, edge in pointers.items()]
        if max(sizes[0][1:3]) > _LARGEST:
            return
        world = _SIDE * 2**zoom
        homes = list(zip((x - middle[0]) * world, (y - middle[1]) * world, strict=True))
        moved = iter(spread([home for home, stays in zip(homes, fixed, strict=True) if not stays]))
        places = [home if stays else next(moved) for home, stays in zip(homes, fixed, strict=True)]
        legs = [
            (math.dist(place, home), math.atan2(home[1] - place[1], home[0] - place[0]))
            if math.dist(place, home) > _LEG
            else None
            for place, home in zip(places, homes, strict=True)
        ]
        yield Step(sizes, world, places, legs)


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
