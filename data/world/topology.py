"""Read TopoJSON, and cut shapes at the antimeridian."""

from __future__ import annotations

import json
import math
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]


class Shape(NamedTuple):
    """One country of a world-atlas file: its numeric ISO code (or None), name and polygons."""

    numeric: str | None
    name: str
    polygons: list[Polygon]


def read_shapes(path: Path) -> list[Shape]:
    """Read every country of a world-atlas file, points as (longitude, latitude) in degrees."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = [_positions(arc, topology["transform"]) for arc in topology["arcs"]]
    return [
        Shape(country.get("id"), country["properties"]["name"], _polygons(country, arcs))
        for country in topology["objects"]["countries"]["geometries"]
    ]


def _positions(arc: list[list[int]], transform: dict[str, list[float]]) -> Ring:
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    xs = accumulate(step[0] for step in arc)
    ys = accumulate(step[1] for step in arc)
    return [(x * scale_x + left, y * scale_y + bottom) for x, y in zip(xs, ys, strict=True)]


def _polygons(country: dict[str, Any], arcs: list[Ring]) -> list[Polygon]:
    polygons = country.get("arcs", [])
    if country["type"] == "Polygon":
        polygons = [polygons]
    return [[_ring(numbers, arcs) for numbers in polygon] for polygon in polygons]


def _ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    ring: Ring = []
    for number in numbers:
        # A negative number is an arc walked backwards, in ones' complement.
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc if not ring else arc[1:]
    return ring


FULL_TURN = 360.0
EDGE = 180.0
POLE = 90.0
POLE_MARGIN = 0.01


def cut(polygon: Polygon) -> list[Polygon]:
    """Split a polygon into those that lie within -180 to 180 degrees.

    Args:
        polygon: an outer ring and its holes, (longitude, latitude), possibly jumping over 180.

    Returns:
        One or more polygons without such a jump; a ring round a pole is closed along the map's
        edge. An unbroken polygon comes back as it is.
    """
    outer, *holes = [_unwrapped(ring) for ring in polygon if not _is_pole(ring)]
    west = min(x for x, _ in outer)
    east = max(x for x, _ in outer)
    if west >= -EDGE and east <= EDGE:
        return [[outer, *holes]]
    turns = range(math.floor((west + EDGE) / FULL_TURN), math.ceil((east + EDGE) / FULL_TURN))
    pieces = [[_window(ring, turn) for ring in (outer, *holes)] for turn in turns]
    return [[ring for ring in piece if ring] for piece in pieces if piece[0]]


def _is_pole(ring: Ring) -> bool:
    """Tell a ring that only goes round the pole itself; then the coast follows as a hole."""
    return all(abs(y) > POLE - POLE_MARGIN for _, y in ring)


def _unwrapped(ring: Ring) -> Ring:
    turn = 0.0
    points = [ring[0]]
    for (before, _), (x, y) in pairwise(ring):
        if abs(x - before) > EDGE:
            turn -= math.copysign(FULL_TURN, x - before)
        points.append((x + turn, y))
    if turn:
        points += [*_along_pole(points[-1][0], points[0]), points[0]]
    return points


def _along_pole(start: float, end: Point) -> Ring:
    """Lead along a pole's edge of the map in quarter turns, so that no step is too long."""
    pole = math.copysign(POLE, end[1])
    return [(start + (end[0] - start) * quarter / 4, pole) for quarter in range(5)]


def _window(ring: Ring, turn: int) -> Ring:
    """Give the part of a ring that lies in one turn of the globe, moved to -180 to 180."""
    left = turn * FULL_TURN - EDGE
    part = _clipped(_clipped(ring, left, 1), left + FULL_TURN, -1)
    if not part or max(x for x, _ in part) == min(x for x, _ in part):
        return []
    return [(x - turn * FULL_TURN, y) for x, y in part]


def _clipped(ring: Ring, edge: float, side: int) -> Ring:
    """Keep what lies east (side 1) or west (side -1) of a meridian, as Sutherland-Hodgman does."""
    kept: Ring = []
    for before, after in pairwise(ring):
        if (before[0] - edge) * side >= 0:
            kept.append(before)
        if (before[0] - edge) * (after[0] - edge) < 0:
            kept.append(_crossing(before, after, edge))
    return [*kept, kept[0]] if kept else []


def _crossing(before: Point, after: Point, edge: float) -> Point:
    share = (edge - before[0]) / (after[0] - before[0])
    return edge, before[1] + share * (after[1] - before[1])
