"""Clusters: consultations counted by map tile, for maps with too many to show singly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from data.columnar.distinct import distinct
from data.filters.choice import DEEPEST, parse_tile
from data.filters.index import index_of
from data.filters.merging import unite
from data.filters.query import Query
from data.filters.question import narrowing, question
from data.filters.rows import of_rows
from data.map.mercator import (
    counts_at,
    interleave,
    locations_of,
    project,
    unproject,
)
from data.model.campaign import Campaign
from data.model.result_cache import cached_on_campaign

MOST_GROUPS = 2000
"""Never more clusters than these: the tiles become coarser."""

FINER = 2
"""A cluster's tile has a zoom so much higher than the map's, and is 64 pixels wide."""

DEEPEST_LEVEL = DEEPEST - FINER
_TILE_PIXELS = 256 >> FINER


class Window(NamedTuple):
    """Bounds in degrees; across the antimeridian `west` or `east` is beyond 180."""

    south: float
    west: float
    north: float
    east: float


def radius(counts: np.ndarray) -> np.ndarray:
    """Return the radius of clusters' discs: 13 to 25 pixels, logarithmic in their counts."""
    radii: np.ndarray = 11 + 3.2 * np.log10(np.maximum(counts, 1))
    return radii.clip(13, 25)


@question(unite)
def marks_count(part: Query) -> int:
    """Count the markers of a selection: one per known place."""
    return int(counts_at(part).sum())


def groups(part: Query, level: int, window: Window) -> pd.DataFrame:
    """Cluster the markers of a selection by tiles that are 64 pixels wide at the map's zoom.

    Tiles are fixed, so panning doesn't change clusters. A cluster's disc is in the middle of its
    consultations, but far enough inside its tile that discs never overlap.

    Args:
        part: The selection.
        level: Zoom of the map, a whole number.
        window: The bounds of the viewport; only tiles that touch it are returned.

    Returns:
        One row per tile that is not empty, at most `MOST_GROUPS`, from north-west in Morton order:
        `tile` ("zoom/column/line" as on any web map), `lat`, `lon` of its disc, `consultations`
        (each counted once), `locations` (distinct coordinates), `region` (position in
        `Index.region_ids` of the most frequent one), `row` (position of the consultation if there
        is only one, else -1). No rows if the viewport is empty.
    """
    level = max(0, min(level, DEEPEST_LEVEL))
    while True:
        clusters = _groups(part, level + FINER, window)
        if len(clusters) <= MOST_GROUPS:
            return clusters
        level -= 1


def _groups(part: Query, zoom: int, window: Window) -> pd.DataFrame:
    sums = _touched(part, zoom, window)
    count = sums.by_region.sum(axis=1)
    middles = [side / count for side in (sums.east, sums.south)]
    lat, lon = _inside(middles, (sums.column, sums.line), zoom, count)
    names = pd.Series(sums.column).astype("str") + "/" + pd.Series(sums.line).astype("str")
    return pd.DataFrame(
        {
            "tile": (f"{zoom}/" + names).astype("str"),
            "lat": lat,
            "lon": lon,
            "consultations": count,
            "locations": sums.locations,
            "region": sums.by_region.argmax(axis=1) if sums.by_region.shape[1] else 0,
            "row": np.where(count == 1, sums.row, -1),
        }
    )


class _Sums(NamedTuple):
    """Tiles with any of a selection's consultations, from north-west in Morton order.

    Attributes:
        column: Of each tile.
        line: Of each tile.
        by_region: How many consultations of each region each tile has.
        east: Sum of the places' x on the square of the projection, one place per consultation.
        south: The same of y.
        locations: Distinct coordinates. Between shards they are only told apart if a tile has one:
            more are at least so many.
        corner: The latitude and longitude of one of them.
        row: Position of the consultation of a tile with one.
    """

    column: np.ndarray
    line: np.ndarray
    by_region: np.ndarray
    east: np.ndarray
    south: np.ndarray
    locations: np.ndarray
    corner: np.ndarray
    row: np.ndarray

    def take(self, positions: np.ndarray) -> _Sums:
        """Return some of the tiles."""
        return _Sums(*(values[positions] for values in self))


def _unite_tiles(answers: Sequence[_Sums], *_args: object) -> _Sums:
    joined = _Sums(*(np.concatenate(values) for values in zip(*answers, strict=True)))
    keys = interleave(joined.column, joined.line)
    order = np.argsort(keys, kind="stable")
    joined, keys = joined.take(order), keys[order]
    if not len(keys):
        return joined
    starts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    by_region, east, south = (
        np.add.reduceat(values, starts, axis=0)
        for values in (joined.by_region, joined.east, joined.south)
    )
    low, high = (pick.reduceat(joined.corner, starts, axis=0) for pick in (np.minimum, np.maximum))
    locations = np.maximum.reduceat(joined.locations, starts)
    is_one = (locations == 1) & (low == high).all(axis=1)
    first = joined.take(starts)
    return first._replace(
        by_region=by_region,
        east=east,
        south=south,
        locations=np.where(is_one, 1, np.maximum(locations, 2)),
    )


def _shift_tiles(sums: _Sums, start: int) -> _Sums:
    """Number rows through the whole, and make the message to the web server half as long."""
    column, line, by_region, locations = (
        values.astype(np.int32)
        for values in (sums.column, sums.line, sums.by_region, sums.locations)
    )
    return sums._replace(
        column=column, line=line, by_region=by_region, locations=locations, row=sums.row + start
    )


@question(_unite_tiles, shift=_shift_tiles)
def _touched(part: Query, zoom: int, window: Window) -> _Sums:
    everywhere = _all_tiles(part, zoom)
    touched = _touches(window, zoom, everywhere.column, everywhere.line)
    return everywhere.take(np.flatnonzero(touched))


@cached_on_campaign(8)
def _all_tiles(part: Query, zoom: int) -> _Sums:
    """Return all tiles of a zoom, for any viewport, so that panning costs little more."""
    whole = part.campaign
    locations, regions = locations_of(whole), len(index_of(whole).region_ids)
    tiles = _tiles(whole, zoom)
    size = len(tiles.starts)
    if not size:
        return _no_tiles(regions)
    entries = _entries(part, zoom)
    at_location = np.bincount(np.take(locations.codes, entries), minlength=len(locations.lat))
    # Locations are in the order of tiles, so a tile is a slice of them.
    count = np.add.reduceat(at_location, tiles.starts)
    used = count > 0
    mixed = np.take(_in_tile_and_region(whole, zoom), entries)
    by_region = np.bincount(mixed, minlength=size * regions).reshape(-1, regions)[used]
    east, south = (
        np.add.reduceat(at_location * side, tiles.starts)[used]
        for side in (locations.x, locations.y)
    )
    last = np.full(size, -1, dtype=np.int64)
    lone = np.flatnonzero(np.repeat(count == 1, regions)[mixed])
    last[mixed[lone] // regions] = locations.rows[entries[lone]]
    there = at_location > 0
    some = np.flatnonzero(there)
    first = some[np.searchsorted(some, tiles.starts[used])]
    return _Sums(
        column=tiles.x[used],
        line=tiles.y[used],
        by_region=by_region,
        east=east,
        south=south,
        locations=np.add.reduceat(there, tiles.starts, dtype=np.int64)[used],
        corner=np.column_stack([locations.lat[first], locations.lon[first]]),
        row=last[used],
    )


def _no_tiles(regions: int) -> _Sums:
    none, no_numbers = np.zeros(0), np.zeros(0, dtype=np.int64)
    no_regions = np.zeros((0, regions), dtype=np.int64)
    corner = np.zeros((0, 2))
    return _Sums(no_numbers, no_numbers, no_regions, none, none, no_numbers, corner, no_numbers)


class _Tiles(NamedTuple):
    """The tiles of a zoom with any place of a campaign.

    Attributes:
        starts: Position of the first location of each.
        x: Its column.
        y: Its line.
        locations: How many locations the campaign has.
    """

    starts: np.ndarray
    x: np.ndarray
    y: np.ndarray
    locations: int

    def of(self) -> np.ndarray:
        """Return the position of each location's tile."""
        counts = np.diff(self.starts, append=self.locations)
        return np.repeat(np.arange(len(self.starts), dtype=np.int32), counts)


@cached_on_campaign(32)
def _tiles(campaign: Campaign, zoom: int) -> _Tiles:
    locations = locations_of(campaign)
    keys = locations.keys >> (2 * (DEEPEST - zoom))
    first = np.ones(len(keys), dtype=bool)
    first[1:] = keys[1:] != keys[:-1]
    scale = 1 << zoom
    x, y = (np.clip((side[first] * scale).astype(np.int64), 0, scale - 1)
            for side in (locations.x, locations.y))  # fmt: skip
    return _Tiles(np.flatnonzero(first), x, y, len(keys))


@cached_on_campaign(32)
def _echoes(campaign: Campaign, zoom: int) -> np.ndarray:
    """Return positions of places whose consultation has an earlier place in the same tile."""
    locations = locations_of(campaign)
    several = np.zeros(len(campaign.consultations), dtype=bool)
    several[locations.rows[locations.later]] = True
    places = np.flatnonzero(several[locations.rows])
    tiles = _tiles(campaign, zoom).of()[locations.codes[places]]
    keys = locations.rows[places].astype(np.int64) * (len(locations.lat) + 1) + tiles
    _, first = np.unique(keys, return_index=True)
    echoes: np.ndarray = np.delete(places, first)
    return echoes


def _entries(part: Query, zoom: int) -> np.ndarray:
    """Return positions of the selection's places, one per consultation and tile."""
    is_entry: np.ndarray = np.take(part.mask, locations_of(part.campaign).rows)
    is_entry[_echoes(part.campaign, zoom)] = False
    return np.flatnonzero(is_entry)


@cached_on_campaign(3)
def _in_tile_and_region(campaign: Campaign, zoom: int) -> np.ndarray:
    """Return the tile of each place and the region of its consultation as one number."""
    locations, index = locations_of(campaign), index_of(campaign)
    tiles = _tiles(campaign, zoom).of().astype(np.int64)
    mixed: np.ndarray = tiles[locations.codes] * len(index.region_ids)
    mixed += index.region[locations.rows]
    return mixed.astype(np.min_scalar_type(int(mixed.max(initial=0))))


def _touches(window: Window, zoom: int, column: np.ndarray, line: np.ndarray) -> np.ndarray:
    """Return a mask of the tiles that the window touches, in any copy of the world."""
    scale = 1 << zoom
    _, ends = project(np.array([window.north, window.south]), np.zeros(2))
    top, bottom = np.floor(ends * scale)
    inside: np.ndarray = (line >= top) & (line <= bottom)
    west, east = (np.floor((side + 180) / 360 * scale) for side in (window.west, window.east))
    if east - west < scale:
        inside &= (column - west) % scale <= east - west
    return inside


def _inside(
    middles: list[np.ndarray], corner: tuple[np.ndarray, np.ndarray], zoom: int, count: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Move points so far into their tile that a disc stays inside, a quarter lower too."""
    room = 0.5 - radius(count) * 2**0.25 / _TILE_PIXELS
    x, y = (
        (np.clip(middle * (1 << zoom) - start - 0.5, -room, room) + start + 0.5) / (1 << zoom)
        for middle, start in zip(middles, corner, strict=True)
    )
    return unproject(x, y)


def rows_in_tile(part: Query, tile: str) -> np.ndarray:
    """Return positions of the selection's consultations in a tile, in date order."""
    zoom, column, line = parse_tile(tile) or (0, -1, -1)
    tiles, locations = _tiles(part.campaign, zoom), locations_of(part.campaign)
    is_it = np.flatnonzero((tiles.x == column) & (tiles.y == line))
    if not len(is_it):
        return np.zeros(0, dtype=np.int64)
    start, end = np.append(tiles.starts, tiles.locations)[is_it[0] : is_it[0] + 2]
    inside = (locations.codes >= start) & (locations.codes < end)
    places = inside & part.mask[locations.rows]
    return distinct(locations.rows[places])


@narrowing()
def in_tile(part: Query, tile: str) -> Query:
    """Return the selection's consultations in a tile."""
    return of_rows(part, rows_in_tile(part, tile))


def nearest_place(places: pd.DataFrame, tile: str) -> pd.DataFrame:
    """Return the row of the place nearest to the middle of a tile; no row without any."""
    zoom, column, line = parse_tile(tile) or (0, 0, 0)
    placed = places[places["lat"].notna()]
    x, y = project(placed["lat"].to_numpy(), placed["lon"].to_numpy())
    far = np.hypot(x - (column + 0.5) / (1 << zoom), y - (line + 0.5) / (1 << zoom))
    return placed.take(np.argsort(far)[:1])


def view_of_tile(tile: str) -> tuple[float, float, int] | None:
    """Return a tile's middle in degrees, and the zoom that shows it as a cluster, or None."""
    parsed = parse_tile(tile)
    if parsed is None:
        return None
    zoom, column, line = parsed
    middle = [np.array([(side + 0.5) / (1 << zoom)]) for side in (column, line)]
    lat, lon = unproject(*middle)
    return float(lat[0]), float(lon[0]), max(zoom - FINER, 0)
