"""The country of positions, by the shapes of the map, and the nearest city."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data import WORLD
from data.geo.candidates import EARTH_RADIUS_KM
from data.geo.countries import countries
from data.geo.gazetteer import CITIES

SHAPES = WORLD / "shapes" / "land-50m.json"

_CELL = 0.5
"""Degrees: cities are searched in the cell of a position and the eight around it."""
_BESIDE_KM = 60
"""A position outside of all shapes is in the country of a city this near: coasts, small islands."""
_AT_BORDER_KM = 6
"""The shapes are simplified. So near a city, its country decides."""
_NOWHERE = -1

_POSITIONS = """
select iso2, city.lat / 1e4, city.lon / 1e4 from city join region on region.id = city.region
"""


class _Ring(NamedTuple):
    """A ring of a country's shape: its bounds and its corners, degrees."""

    country: int
    box: tuple[float, float, float, float]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]


class _Cities(NamedTuple):
    """All cities in the order of their cells."""

    cells: NDArray[np.int64]
    iso2: NDArray[np.str_]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]


def distances_km(
    lat: NDArray[np.float64],
    lon: NDArray[np.float64],
    other_lat: NDArray[np.float64] | float,
    other_lon: NDArray[np.float64] | float,
) -> NDArray[np.float64]:
    """Return great-circle distances of positions in degrees, by the haversine formula."""
    lat, lon, other_lat, other_lon = map(np.radians, (lat, lon, other_lat, other_lon))
    half_lat, half_lon = (other_lat - lat) / 2, (other_lon - lon) / 2
    chord = np.sin(half_lat) ** 2 + np.cos(lat) * np.cos(other_lat) * np.sin(half_lon) ** 2
    km: NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(chord, 1.0)))
    return km


def countries_at(lat: pd.Series[float], lon: pd.Series[float]) -> pd.Series[str]:
    """Return the country at each position.

    Args:
        lat: Latitudes in degrees, NaN if unknown.
        lon: Longitudes, with the same index.

    Returns:
        Alpha-2 codes under the index; "" for an unknown position and in the sea. The shapes are
        those of the map, so a disputed area is where the map draws it.
    """
    points = pd.DataFrame({"lat": lat, "lon": lon}, dtype="float64")
    known = points[points["lat"].between(-90, 90) & points["lon"].between(-180, 180)]
    distinct = known.drop_duplicates()
    lats, lons = distinct["lat"].to_numpy(), distinct["lon"].to_numpy()
    inside = _countries_around(lats, lons)
    nearest, km = _nearest_cities(lats, lons)
    codes = np.where(inside == "", np.where(km <= _BESIDE_KM, nearest, ""), inside)
    codes = np.where(km <= _AT_BORDER_KM, nearest, codes)
    by_point = distinct.assign(code=codes).set_index(["lat", "lon"])["code"]
    found = by_point.reindex(pd.MultiIndex.from_frame(known)).to_numpy()
    result = pd.Series("", index=lat.index, dtype="str")
    result.loc[known.index] = found
    return result


def _countries_around(lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.str_]:
    """Return the alpha-2 code of the shape around each position, "" for none."""
    codes, rings = _shapes(SHAPES)
    found = np.full(len(lat), _NOWHERE)
    parity: dict[int, NDArray[np.bool_]] = {}
    for ring in rings:
        west, south, east, north = ring.box
        near = np.flatnonzero((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
        if len(near):
            inside = parity.setdefault(ring.country, np.zeros(len(lat), dtype=bool))
            inside[near] ^= _are_inside(lon[near], lat[near], ring)
    for country, inside in parity.items():
        found[inside] = country
    return np.where(found < 0, "", codes[found]) if len(found) else np.array([], dtype="str")


def _are_inside(
    lon: NDArray[np.float64], lat: NDArray[np.float64], ring: _Ring
) -> NDArray[np.bool_]:
    """Whether a ray from each position crosses the ring an odd number of times."""
    inside = np.zeros(len(lon), dtype=bool)
    start_lat, end_lat = ring.lat[:-1], ring.lat[1:]
    start_lon, end_lon = ring.lon[:-1], ring.lon[1:]
    rise = np.where(end_lat == start_lat, 1.0, end_lat - start_lat)
    slope = (end_lon - start_lon) / rise
    for some in _batches(len(lon), 4_000_000 // len(ring.lon) + 1):
        height = lat[some, None]
        crosses = (start_lat <= height) != (end_lat <= height)
        at = start_lon + slope * (height - start_lat)
        inside[some] = (crosses & (lon[some, None] < at)).sum(axis=1) % 2 == 1
    return inside


def _batches(length: int, size: int) -> Iterator[slice]:
    for start in range(0, length, size):
        yield slice(start, start + size)


def _nearest_cities(
    lat: NDArray[np.float64], lon: NDArray[np.float64]
) -> tuple[NDArray[np.str_], NDArray[np.float64]]:
    """Return country and distance of the nearest city in the cells around; infinite for none."""
    cities = _cities(CITIES)
    codes, km = np.full(len(lat), "", dtype="U2"), np.full(len(lat), np.inf)
    rows, columns = _cell(lat, lon)
    cells, numbers = np.unique(rows * _COLUMNS + columns, return_inverse=True)
    order = np.argsort(numbers, kind="stable")
    bounds = np.searchsorted(numbers[order], np.arange(len(cells) + 1))
    for i, cell in enumerate(cells):
        near = _around(cities.cells, int(cell))
        if not len(near):
            continue
        points = order[bounds[i] : bounds[i + 1]]
        far = distances_km(lat[points, None], lon[points, None], cities.lat[near], cities.lon[near])
        best = far.argmin(axis=1)
        codes[points], km[points] = cities.iso2[near[best]], far.min(axis=1)
    return codes, km


_COLUMNS = int(360 / _CELL)


def _cell(
    lat: NDArray[np.float64], lon: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    rows = np.floor((lat + 90) / _CELL).astype("int64")
    return rows, np.floor((lon + 180) / _CELL).astype("int64") % _COLUMNS


def _around(cells: NDArray[np.int64], cell: int) -> NDArray[np.int64]:
    """Return the positions of the cities in a cell and the eight around it."""
    row, column = divmod(cell, _COLUMNS)
    wanted = [
        (row + up) * _COLUMNS + (column + right) % _COLUMNS
        for up in (-1, 0, 1)
        for right in (-1, 0, 1)
    ]
    starts, ends = (np.searchsorted(cells, wanted, side) for side in ("left", "right"))
    runs = [np.arange(start, end) for start, end in zip(starts, ends, strict=True)]
    return np.concatenate(runs)


@cache
def _shapes(path: Path) -> tuple[NDArray[np.str_], list[_Ring]]:
    """Return the codes of the countries, and all rings of their shapes."""
    table = countries()
    iso2 = dict(zip(table["iso3"], table["iso2"], strict=True))
    codes: list[str] = []
    rings: list[_Ring] = []
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        code = iso2.get(feature["properties"]["iso"] or "")
        if not code:
            continue
        shape = feature["geometry"]
        polygons = shape["coordinates"]
        if shape["type"] == "Polygon":
            polygons = [polygons]
        for ring in (ring for polygon in polygons for ring in polygon):
            lon, lat = np.array(ring, dtype="float64").T[:2]
            box = (lon.min(), lat.min(), lon.max(), lat.max())
            rings.append(_Ring(len(codes), box, lon, lat))
        codes.append(code)
    return np.array(codes), rings


@cache
def _cities(path: Path) -> _Cities:
    """Return all cities, sorted by cell."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        iso2, lat, lon = zip(*db.execute(_POSITIONS), strict=True)
    lats, lons = np.array(lat), np.array(lon)
    rows, columns = _cell(lats, lons)
    cells = rows * _COLUMNS + columns
    order = np.argsort(cells, kind="stable")
    return _Cities(cells[order], np.array(iso2)[order], lats[order], lons[order])
