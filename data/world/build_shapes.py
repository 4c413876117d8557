"""Make the two land files for the map from Natural Earth (npm world-atlas, public domain).

Boundaries are Natural Earth's, with three changes that keep them in step with the countries of
the United Nations' M49 standard, by which regions are defined:

* Somaliland and Northern Cyprus, which have no code, are drawn as parts of Somalia and Cyprus.
* Overseas parts that have a code of their own (Réunion, Svalbard ...) are countries of their own.
* Kosovo carries the code XKX, in common use though not in ISO 3166. The Siachen Glacier has none.
"""

from __future__ import annotations

import json
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

from data.world.topology import Shape, cut, read_shapes

if TYPE_CHECKING:
    from pathlib import Path

    from data.world.topology import Polygon, Ring

DECIMALS = 2
FINER_DECIMALS = 4
_SMALLEST_RING = 4

_CODES_BY_NAME = {"Kosovo": "XKX", "Somaliland": "SOM", "N. Cyprus": "CYP"}

# Parts told from their country by where they lie: code, country, west, south, east, north.
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

Countries = dict[str, tuple[str, list["Polygon"]]]


def build_shapes(world_atlas: Path, codes: dict[str, str], target: Path) -> None:
    """Write ``land-110m.json`` and ``land-50m.json``.

    Args:
        world_atlas: the unpacked npm package.
        codes: alpha-3 codes by numeric ISO code.
        target: the folder to write to.
    """
    coarse, fine, finest = (
        _countries(read_shapes(world_atlas / f"countries-{scale}.json"), codes)
        for scale in ("110m", "50m", "10m")
    )
    # Each file holds every country: one that a scale leaves out comes from the next finer one.
    fine = _known(finest) | fine
    _write(target / "land-50m.json", fine, codes)
    _write(target / "land-110m.json", _known(fine) | coarse, codes)


def label_point(polygons: list[Polygon]) -> tuple[float, float]:
    """Give the middle (latitude, longitude) of the largest of some polygons."""
    outer = max((polygon[0] for polygon in polygons), key=lambda ring: abs(_area(ring)))
    area = _area(outer)
    x = sum((a[0] + b[0]) * _cross(a, b) for a, b in pairwise(outer)) / (6 * area)
    y = sum((a[1] + b[1]) * _cross(a, b) for a, b in pairwise(outer)) / (6 * area)
    return round(y, DECIMALS), round(x, DECIMALS)


def label_points(world_atlas: Path, codes: dict[str, str]) -> dict[str, tuple[float, float]]:
    """Give a label's (latitude, longitude) by alpha-3 code, for each country that has a shape."""
    shapes = [
        _countries(read_shapes(world_atlas / f"countries-{scale}.json"), codes)
        for scale in ("10m", "50m")
    ]
    return {code: label_point(polygons) for code, (_, polygons) in (shapes[0] | shapes[1]).items()}


def _known(countries: Countries) -> Countries:
    """Leave out the pieces without a code (reefs, bases), which need not be completed."""
    return {code: country for code, country in countries.items() if not code.startswith("?")}


def _countries(shapes: list[Shape], codes: dict[str, str]) -> Countries:
    """Collect name and polygons by alpha-3 code; a piece without one stands under ``?name``."""
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
        rings for polygon in polygons if (rings := [r for ring in polygon if (r := _rounded(ring))])
    ]
    if not coordinates:  # smaller than a hundredth of a degree
        coordinates = [[_rounded(polygon[0], FINER_DECIMALS)] for polygon in polygons]
    if len(coordinates) == 1:
        geometry: dict[str, Any] = {"type": "Polygon", "coordinates": coordinates[0]}
    else:
        geometry = {"type": "MultiPolygon", "coordinates": coordinates}
    properties = {"iso": None if code.startswith("?") else code}
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    return {**feature, "id": numeric} if numeric else feature


def _rounded(ring: Ring, decimals: int = DECIMALS) -> Ring:
    """Round a ring and leave out repeated points; empty where nothing is left of it."""
    points = [(round(x, decimals) + 0.0, round(y, decimals) + 0.0) for x, y in ring]
    kept = [points[0], *(after for before, after in pairwise(points) if after != before)]
    return kept if len(kept) >= _SMALLEST_RING and _area(kept) else []


def _area(ring: Ring) -> float:
    return sum(_cross(a, b) for a, b in pairwise(ring)) / 2


def _cross(a: tuple[float, float], b: tuple[float, float]) -> float:
    return a[0] * b[1] - b[0] * a[1]
