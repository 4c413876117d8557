"""Build the two land files of the map from Natural Earth (npm world-atlas, public domain).

Boundaries are Natural Earth's, with three changes to match the countries of the United Nations'
M49 standard, which defines the regions:

* Somaliland and Northern Cyprus, which have no code, are drawn as parts of Somalia and Cyprus.
* Overseas parts with a code of their own (Réunion, Svalbard ...) are separate countries.
* Kosovo has the code XKX, in common use though not in ISO 3166. The Siachen Glacier has none.
"""

from __future__ import annotations

import json
import math
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]

DECIMALS = 2
FINER_DECIMALS = 4
_SMALLEST_RING = 4
_FULL_TURN, _EDGE, _POLE = 360.0, 180.0, 90.0
_POLE_MARGIN = 0.01

_CODES_BY_NAME = {"Kosovo": "XKX", "Somaliland": "SOM", "N. Cyprus": "CYP"}

# Parts separated from their country by bounding box: code, country, west, south, east, north.
_PARTS = (
    ("GUF", "FRA", -55, 2, -51, 6),
    ("GLP", "FRA", -62, 15.7, -60.9, 16.6),
    ("MTQ", "FRA", -61.4, 14.3, -60.7, 15),
    ("REU", "FRA", 55, -22, 56, -20),
    ("MYT", "FRA", 44, -14, 46, -12),
    ("SJM", "NOR", 8, 70, 36, 82),
    ("BVT", "NOR", 3, -55, 4, -54),
    ("BES", "NLD", -69, 11.5, -62, 18),
    ("TKL", "NZL", -173, -10, -171, -8),
    ("CXR", "", 105, -11, 106, -10),
    ("CCK", "", 96, -13, 97, -11),
)

Countries = dict[str, tuple[str, list[Polygon]]]


def build_shapes(world_atlas: Path, codes: dict[str, str], target: Path) -> None:
    """Write `land-110m.json` and `land-50m.json`.

    Args:
        world_atlas: The unpacked npm package.
        codes: Alpha-3 codes by numeric ISO code.
        target: The folder to write to.
    """
    coarse, fine, finest = (
        _countries(read_shapes(world_atlas / f"countries-{scale}.json"), codes)
        for scale in ("110m", "50m", "10m")
    )
    # Each file has every country: one that is missing at a scale comes from the next finer one.
    fine = _with_code(finest) | fine
    _write(target / "land-50m.json", fine, codes)
    _write(target / "land-110m.json", _with_code(fine) | coarse, codes)


def label_point(polygons: list[Polygon]) -> tuple[float, float]:
    """Return the centroid (latitude, longitude) of the largest of some polygons."""
    outer = max((polygon[0] for polygon in polygons), key=lambda ring: abs(_area(ring)))
    area = _area(outer)
    x = sum((a[0] + b[0]) * _cross(a, b) for a, b in pairwise(outer)) / (6 * area)
    y = sum((a[1] + b[1]) * _cross(a, b) for a, b in pairwise(outer)) / (6 * area)
    return round(y, DECIMALS), round(x, DECIMALS)


def label_points(world_atlas: Path, codes: dict[str, str]) -> dict[str, tuple[float, float]]:
    """Return a label's (latitude, longitude) by alpha-3 code, for each country with a shape."""
    shapes = [
        _countries(read_shapes(world_atlas / f"countries-{scale}.json"), codes)
        for scale in ("10m", "50m")
    ]
    return {code: label_point(polygons) for code, (_, polygons) in (shapes[0] | shapes[1]).items()}


def _with_code(countries: Countries) -> Countries:
    """Return the countries without pieces that have no code (reefs, bases)."""
    return {code: country for code, country in countries.items() if not code.startswith("?")}


def _countries(shapes: list[Shape], codes: dict[str, str]) -> Countries:
    """Return name and polygons by alpha-3 code; by `?name` for a piece without a code."""
    countries: Countries = {}
    for shape in sorted(shapes, key=lambda shape: shape.name in _CODES_BY_NAME):
        whole = codes.get(shape.numeric or "", _CODES_BY_NAME.get(shape.name, ""))
        for polygon in chain.from_iterable(map(cut, shape.polygons)):
            code = _part(whole, polygon) or whole or f"?{shape.name}"
            countries.setdefault(code, (shape.name, []))[1].append(polygon)
    return countries


def _part(whole: str, polygon: Polygon) -> str | None:
    x, y = polygon[0][0]
    for code, country, west, south, east, north in _PARTS:
        if country == whole and west <= x <= east and south <= y <= north:
            return code
    return None


def _write(path: Path, countries: Countries, codes: dict[str, str]) -> None:
    numerics = {code: numeric for numeric, code in codes.items()}
    features = [
        _feature(code, numerics.get(code), polygons)
        for code, (_, polygons) in sorted(countries.items())
    ]
    collection = {"type": "FeatureCollection", "features": features}
    text = json.dumps(collection, separators=(",", ":"), ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def _feature(code: str, numeric: str | None, polygons: list[Polygon]) -> dict[str, Any]:
    coordinates = [
        rings for polygon in polygons if (rings := [r for ring in polygon if (r := _round(ring))])
    ]
    if not coordinates:  # smaller than a hundredth of a degree
        coordinates = [[_round(polygon[0], FINER_DECIMALS)] for polygon in polygons]
    if len(coordinates) == 1:
        geometry: dict[str, Any] = {"type": "Polygon", "coordinates": coordinates[0]}
    else:
        geometry = {"type": "MultiPolygon", "coordinates": coordinates}
    properties = {"iso": None if code.startswith("?") else code}
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    return {**feature, "id": numeric} if numeric else feature


def _round(ring: Ring, decimals: int = DECIMALS) -> Ring:
    """Round a ring and drop repeated points; [] if it has no area left."""
    points = [(round(x, decimals) + 0.0, round(y, decimals) + 0.0) for x, y in ring]
    distinct = [points[0], *(after for before, after in pairwise(points) if after != before)]
    return distinct if len(distinct) >= _SMALLEST_RING and _area(distinct) else []


def _area(ring: Ring) -> float:
    return sum(_cross(a, b) for a, b in pairwise(ring)) / 2


def _cross(a: tuple[float, float], b: tuple[float, float]) -> float:
    return a[0] * b[1] - b[0] * a[1]


class Shape(NamedTuple):
    """A country of a world-atlas file: numeric ISO code (or None), name and polygons."""

    numeric: str | None
    name: str
    polygons: list[Polygon]


def read_shapes(path: Path) -> list[Shape]:
    """Read all countries of a world-atlas file, with points as (longitude, latitude) in degrees."""
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
        # A negative number is the ones' complement of a reversed arc.
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc if not ring else arc[1:]
    return ring


def cut(polygon: Polygon) -> list[Polygon]:
    """Split a polygon at the antimeridian.

    Args:
        polygon: An outer ring and its holes, (longitude, latitude), which may cross 180 degrees.

    Returns:
        Polygons within -180 to 180 degrees. A ring round a pole is closed along the map's edge.
    """
    outer, *holes = [_unwrap(ring) for ring in polygon if not _is_pole(ring)]
    west = min(x for x, _ in outer)
    east = max(x for x, _ in outer)
    if west >= -_EDGE and east <= _EDGE:
        return [[outer, *holes]]
    turns = range(math.floor((west + _EDGE) / _FULL_TURN), math.ceil((east + _EDGE) / _FULL_TURN))
    pieces = [[_window(ring, turn) for ring in (outer, *holes)] for turn in turns]
    return [[ring for ring in piece if ring] for piece in pieces if piece[0]]


def _is_pole(ring: Ring) -> bool:
    """Whether a ring only goes round the pole itself; then the coast is one of the holes."""
    return all(abs(y) > _POLE - _POLE_MARGIN for _, y in ring)


def _unwrap(ring: Ring) -> Ring:
    turn = 0.0
    points = [ring[0]]
    for (before, _), (x, y) in pairwise(ring):
        if abs(x - before) > _EDGE:
            turn -= math.copysign(_FULL_TURN, x - before)
        points.append((x + turn, y))
    if turn:
        points += [*_along_pole(points[-1][0], points[0]), points[0]]
    return points


def _along_pole(start: float, end: Point) -> Ring:
    """Return points along a pole's edge of the map, in quarter steps to keep each short."""
    pole = math.copysign(_POLE, end[1])
    return [(start + (end[0] - start) * quarter / 4, pole) for quarter in range(5)]


def _window(ring: Ring, turn: int) -> Ring:
    """Return the part of a ring in one turn of the globe, moved to -180 to 180."""
    left = turn * _FULL_TURN - _EDGE
    part = _clip(_clip(ring, left, 1), left + _FULL_TURN, -1)
    if not part or max(x for x, _ in part) == min(x for x, _ in part):
        return []
    return [(x - turn * _FULL_TURN, y) for x, y in part]


def _clip(ring: Ring, edge: float, side: int) -> Ring:
    """Clip a ring to the east (side 1) or west (side -1) of a meridian (Sutherland-Hodgman)."""
    inside: Ring = []
    for before, after in pairwise(ring):
        if (before[0] - edge) * side >= 0:
            inside.append(before)
        if (before[0] - edge) * (after[0] - edge) < 0:
            inside.append(_crossing(before, after, edge))
    return [*inside, inside[0]] if inside else []


def _crossing(before: Point, after: Point, edge: float) -> Point:
    share = (edge - before[0]) / (after[0] - before[0])
    return edge, before[1] + share * (after[1] - before[1])
