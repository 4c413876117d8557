"""Read TopoJSON: shared, quantised arcs become the rings of each country."""

from __future__ import annotations

import json
from itertools import accumulate
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
