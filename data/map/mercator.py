"""Distinct locations of a campaign's consultations, in the order of map tiles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from data.columnar.distinct import distinct_points
from data.filters.choice import DEEPEST
from data.filters.index import index_of
from data.filters.query import Query
from data.model.campaign import Campaign
from data.model.result_cache import cached_on_campaign

_HIGHEST_LATITUDE = 85.05112878
"""Where the square of the Web Mercator projection ends (EPSG:3857)."""


@dataclass(frozen=True, eq=False)
class Locations:
    """Distinct coordinates, and the consultations at each.

    Attributes:
        rows: Position of the consultation of each placed place.
        codes: Position of its location in the arrays below.
        lat: Latitude of each location in degrees, in the order of `keys`.
        lon: Longitude.
        x: East on the square of the projection, 0 to 1.
        y: South, 0 to 1.
        keys: Its tile of zoom `DEEPEST` as a Morton code: bits of x and y in turn. Tiles of any
            zoom are runs of neighbours in this order.
    """

    rows: np.ndarray
    codes: np.ndarray
    lat: np.ndarray
    lon: np.ndarray
    x: np.ndarray
    y: np.ndarray
    keys: np.ndarray

    @cached_property
    def later(self) -> np.ndarray:
        """Return positions in `rows` of the second and further places of consultations."""
        order = np.argsort(self.rows, kind="stable")
        ordered = self.rows[order]
        again: np.ndarray = order[1:][ordered[1:] == ordered[:-1]]
        return again


def project(lat: np.ndarray, lon: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Project coordinates to the Web Mercator square: x east, y south, 0 to 1.

    Source: EPSG:3857 as maps on the web use it,
    https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames
    """
    sine = np.sin(np.radians(np.clip(lat, -_HIGHEST_LATITUDE, _HIGHEST_LATITUDE)))
    x = (np.asarray(lon) + 180) / 360
    return x, 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)


def unproject(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return latitude and longitude of points on the square: the inverse of `project`."""
    lat = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * np.asarray(y)))))
    return lat, np.asarray(x) * 360 - 180


@cached_on_campaign(8)
def locations_of(campaign: Campaign) -> Locations:
    """Return the locations of a whole campaign; empty arrays if nothing has a place."""
    lat, lon = (campaign.places[name].to_numpy(dtype=np.float64) for name in ("lat", "lon"))
    rows = index_of(campaign).place_rows
    placed = np.flatnonzero(~np.isnan(lat) & (rows >= 0))
    lat, lon, codes = distinct_points(lat[placed], lon[placed])
    x, y = project(lat, lon)
    keys = morton(x, y)
    order = np.argsort(keys, kind="stable")
    ranks = np.empty(len(order), dtype=np.int32)
    ranks[order] = np.arange(len(order), dtype=np.int32)
    return Locations(
        rows[placed], ranks[codes], lat[order], lon[order], x[order], y[order], keys[order]
    )


@cached_on_campaign(1)
def counts_at(part: Query) -> np.ndarray:
    """Return the number of a selection's places at each location; several questions need it."""
    locations = locations_of(part.campaign)
    codes = locations.codes[part.mask[locations.rows]]
    return np.bincount(codes, minlength=len(locations.lat)).astype(np.int32)


def morton(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the tile of zoom `DEEPEST` of each point, as a Morton code.

    Source: G. M. Morton, A computer oriented geodetic data base, IBM 1966.
    """
    scale = 1 << DEEPEST
    columns, lines = (np.clip((side * scale).astype(np.int64), 0, scale - 1) for side in (x, y))
    return interleave(columns, lines)


def interleave(columns: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """Return the Morton codes of tiles of any one zoom: bits of column and line in turn."""
    keys: np.ndarray = _spread(columns) | (_spread(lines) << 1)
    return keys


def _spread(numbers: np.ndarray) -> np.ndarray:
    """Put a zero bit before each of the 16 bits of numbers."""
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        numbers = (numbers | (numbers << shift)) & mask
    return numbers


def split(keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return column and line of tiles: the inverse of `interleave`."""
    return _gather(keys), _gather(keys >> 1)


def _gather(numbers: np.ndarray) -> np.ndarray:
    """Drop every other bit: the inverse of `_spread`."""
    numbers = numbers & 0x55555555
    for shift, mask in ((1, 0x33333333), (2, 0x0F0F0F0F), (4, 0x00FF00FF), (8, 0x0000FFFF)):
        numbers = (numbers | (numbers >> shift)) & mask
    return numbers
