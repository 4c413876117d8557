"""Consultations gathered by tiles of the map, for maps that can't show each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from data.arrays.distinct import distinct
from data.campaign.result_cache import cached_on_campaign
from data.choosing.index import index_of
from data.map.mercator import DEEPEST, locations_of, projected, unprojected

if TYPE_CHECKING:
    from data.campaign.campaign import Campaign
    from data.campaign.selection import Part


MOST_GROUPS = 2000
"""More are never sent: the tiles become coarser."""

FINER = 2
"""A group is a tile of this much higher zoom than the map's: 64 pixels wide."""

DEEPEST_LEVEL = DEEPEST - FINER
_TILE_PIXELS = 256 >> FINER


class Window(NamedTuple):
    """A part of the map in degrees; over the antimeridian `west` or `east` is beyond 180."""

    south: float
    west: float
    north: float
    east: float


def radius(counts: np.ndarray) -> np.ndarray:
    """Radius in pixels of a group's disc: with the logarithm of its count, 13 to 25."""
    grown: np.ndarray = 11 + 3.2 * np.log10(np.maximum(counts, 1))
    return grown.clip(13, 25)


def marks_count(part: Part) -> int:
    """How many marks a part has on the map: one for each place that is known."""
    return int(np.count_nonzero(part.mask[locations_of(part.whole).rows]))


def groups(part: Part, level: int, window: Window) -> pd.DataFrame:
    """Gather the marks of a part by tiles that are 64 pixels wide at a zoom of the map.

    The tiles lie still, so a group is the same however the map is moved. It stands in the middle
    of its consultations, but so far within its tile that discs never cover each other.

    Args:
        part: What is chosen.
        level: Zoom of the map, a whole number.
        window: The part of the map that is looked at; tiles that touch it are given.

    Returns:
        A row a tile with anything in it, at most `MOST_GROUPS`, from north-west in Morton order:
        `tile` ("zoom/column/line" as on any web map), `lat`, `lon` of its disc, `consultations`
        (each counted once), `locations` (distinct coordinates), `region` (position in
        `Index.region_ids` of the one most of them were for), `row` (position of the consultation
        if it is only one, else -1). Nothing there gives no rows.
    """
    level = max(0, min(level, DEEPEST_LEVEL))
    while True:
        found = _groups(part, level + FINER, window)
        if len(found) <= MOST_GROUPS:
            return found
        level -= 1


def _groups(part: Part, zoom: int, window: Window) -> pd.DataFrame:
    everywhere = _gathered(part, zoom)
    touched = _touched(window, zoom, everywhere)
    frame = everywhere[touched].reset_index(drop=True)
    names = frame.pop("column").astype("str") + "/" + frame.pop("line").astype("str")
    frame.insert(0, "tile", f"{zoom}/" + names)
    return frame


@cached_on_campaign(8)
def _gathered(part: Part, zoom: int) -> pd.DataFrame:
    """All tiles of a zoom, whatever part of the map is looked at: moving it costs nothing more."""
    whole = part.whole
    locations, regions = locations_of(whole), len(index_of(whole).region_ids)
    tiles = _tiles(whole, zoom)
    entries = _entries(part, zoom)
    codes, rows = locations.codes[entries], locations.rows[entries]
    there = np.bincount(codes, minlength=len(locations.lat))
    size = len(tiles.x)
    kept = np.bincount(tiles.of, there, size) > 0
    mixed = tiles.of[codes] * regions + index_of(whole).region[rows]
    by_region = np.bincount(mixed, minlength=size * regions).reshape(-1, regions)[kept]
    count = by_region.sum(axis=1)
    middles = [
        np.bincount(tiles.of, there * side, size)[kept] / count
        for side in (locations.x, locations.y)
    ]
    lat, lon = _inside(middles, (tiles.x[kept], tiles.y[kept]), zoom, count)
    last = np.full(size, -1, dtype=np.int64)
    last[tiles.of[codes]] = rows
    return pd.DataFrame(
        {
            "column": tiles.x[kept],
            "line": tiles.y[kept],
            "lat": lat,
            "lon": lon,
            "consultations": count,
            "locations": np.bincount(tiles.of[there > 0], minlength=size)[kept],
            "region": by_region.argmax(axis=1) if regions else 0,
            "row": np.where(count == 1, last[kept], -1),
        }
    )


class _Tiles(NamedTuple):
    """The tiles of a zoom that hold anything of a campaign.

    `of` is the position of each location's tile, `x` and `y` are a tile's column and line.
    """

    of: np.ndarray
    x: np.ndarray
    y: np.ndarray


@cached_on_campaign(32)
def _tiles(campaign: Campaign, zoom: int) -> _Tiles:
    locations = locations_of(campaign)
    keys = locations.keys >> (2 * (DEEPEST - zoom))
    first = np.ones(len(keys), dtype=bool)
    first[1:] = keys[1:] != keys[:-1]
    scale = 1 << zoom
    sides = (np.clip((side[first] * scale).astype(np.int64), 0, scale - 1)
             for side in (locations.x, locations.y))  # fmt: skip
    return _Tiles(np.cumsum(first) - 1, *sides)


@cached_on_campaign(32)
def _echoes(campaign: Campaign, zoom: int) -> np.ndarray:
    """Positions of places whose consultation has an earlier place in the same tile."""
    locations = locations_of(campaign)
    tiles = _tiles(campaign, zoom).of[locations.codes]
    several = np.isin(locations.rows, locations.rows[locations.later])
    places = np.flatnonzero(several)
    keys = locations.rows[places].astype(np.int64) * (len(tiles) + 1) + tiles[places]
    _, first = np.unique(keys, return_index=True)
    echoes: np.ndarray = np.delete(places, first)
    return echoes


def _entries(part: Part, zoom: int) -> np.ndarray:
    """Positions of the places that are chosen, one a consultation and tile."""
    chosen: np.ndarray = part.mask[locations_of(part.whole).rows]
    chosen[_echoes(part.whole, zoom)] = False
    return np.flatnonzero(chosen)


def _touched(window: Window, zoom: int, tiles: pd.DataFrame) -> np.ndarray:
    """Which tiles the window touches, in any copy of the world."""
    scale = 1 << zoom
    _, ends = projected(np.array([window.north, window.south]), np.zeros(2))
    top, bottom = np.floor(ends * scale)
    line, column = tiles["line"].to_numpy(), tiles["column"].to_numpy()
    inside: np.ndarray = (line >= top) & (line <= bottom)
    west, east = (np.floor((side + 180) / 360 * scale) for side in (window.west, window.east))
    if east - west < scale:
        inside &= (column - west) % scale <= east - west
    return inside


def _inside(
    middles: list[np.ndarray], corner: tuple[np.ndarray, np.ndarray], zoom: int, count: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Points moved so far into their tile that a disc around them does not leave it."""
    room = 0.5 - radius(count) / _TILE_PIXELS
    x, y = (
        (np.clip(middle * (1 << zoom) - start - 0.5, -room, room) + start + 0.5) / (1 << zoom)
        for middle, start in zip(middles, corner, strict=True)
    )
    return unprojected(x, y)


def rows_in_tile(part: Part, tile: str) -> np.ndarray:
    """Positions of the chosen consultations in a tile, in date order; none for no such tile."""
    zoom, column, line = parsed_tile(tile) or (0, -1, -1)
    tiles, locations = _tiles(part.whole, zoom), locations_of(part.whole)
    inside = ((tiles.x == column) & (tiles.y == line))[tiles.of]
    places = inside[locations.codes] & part.mask[locations.rows]
    return distinct(locations.rows[places])


def nearest_place(places: pd.DataFrame, tile: str) -> pd.DataFrame:
    """The place that a tile is about: the one row nearest to its middle; none without any."""
    zoom, column, line = parsed_tile(tile) or (0, 0, 0)
    placed = places[places["lat"].notna()]
    x, y = projected(placed["lat"].to_numpy(), placed["lon"].to_numpy())
    far = np.hypot(x - (column + 0.5) / (1 << zoom), y - (line + 0.5) / (1 << zoom))
    return placed.take(np.argsort(far)[:1])


def sight_of_tile(tile: str) -> tuple[float, float, int] | None:
    """Middle of a tile in degrees, and the zoom of a map that has it as a group; None for none."""
    found = parsed_tile(tile)
    if found is None:
        return None
    zoom, column, line = found
    middle = [np.array([(side + 0.5) / (1 << zoom)]) for side in (column, line)]
    lat, lon = unprojected(*middle)
    return float(lat[0]), float(lon[0]), max(zoom - FINER, 0)


def parsed_tile(tile: str) -> tuple[int, int, int] | None:
    """Zoom, column and line of a tile as an address names it; None if there is no such tile."""
    parts = tile.split("/")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) < 7 for part in parts):  # noqa: PLR2004
        return None
    zoom, column, line = map(int, parts)
    scale = 1 << min(zoom, DEEPEST)
    return (zoom, column, line) if zoom <= DEEPEST and max(column, line) < scale else None
