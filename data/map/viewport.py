"""The bounds and zoom of a map that shows a whole selection."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from data.filters.query import Query
from data.filters.question import question
from data.map.clusters import DEEPEST_LEVEL, Window
from data.map.mercator import counts_at, locations_of, project, unproject
from data.model.colors_and_shapes import WIDEST
from data.model.colors_and_shapes import WORLD as INHABITED
from data.model.result_cache import cached_on_campaign

WORLD = Window(*INHABITED)
"""The bounds of the inhabited world."""

CLOSEST = 5.0
"""Highest zoom of a fit: beyond it, a single city would be shown without its country."""

_SNAP = 0.25
EDGES = 92, 64
"""Free pixels at the sides, and at top and bottom; `scripts/viewport.js` has the same."""


def bounds(part: Query) -> Window:
    """Return the bounds to show of a selection: the smallest ones of its places.

    The world if there are none, or if they lie farther apart than `WIDEST`.
    """
    reach = _reach(part)
    return reach if reach and reach.east - reach.west <= WIDEST else WORLD


def _unite_reach(answers: Sequence[Window | None]) -> Window | None:
    some = [np.array(each) for each in answers if each]
    if not some:
        return None
    low, high = np.min(some, axis=0), np.max(some, axis=0)
    return Window(*(float(side) for side in (low[0], low[1], high[2], high[3])))


@question(_unite_reach)
@cached_on_campaign(8)
def _reach(part: Query) -> Window | None:
    """Return the smallest bounds of a selection's places; None if there are none."""
    locations = locations_of(part.campaign)
    there = counts_at(part) > 0
    lat, lon = locations.lat[there], locations.lon[there]
    if not len(lat):
        return None
    return Window(float(lat.min()), float(lon.min()), float(lat.max()), float(lon.max()))


def bounds_of(lat: np.ndarray, lon: np.ndarray) -> Window:
    """Return the bounds to show of positions in degrees, as `bounds` does for a selection's."""
    if not len(lat) or lon.max() - lon.min() > WIDEST:
        return WORLD
    return Window(float(lat.min()), float(lon.min()), float(lat.max()), float(lon.max()))


def fitting_zoom(held: Window, width: int, height: int) -> float:
    """Return the zoom at which bounds fit a map of a size in pixels, in quarters.

    As Leaflet's `fitBounds`: the highest that leaves the edges free; the world needs no edges.
    """
    x, y = project(np.array([held.south, held.north]), np.array([held.west, held.east]))
    across, down = abs(float(x[1] - x[0])) * 256, abs(float(y[1] - y[0])) * 256
    sides, ends = (0, 0) if held == WORLD else EDGES
    room = max(width - sides, 1), max(height - ends, 1)
    scales = [side / size for side, size in zip(room, (across, down), strict=True) if size]
    zoom = math.log2(min(scales)) if scales else CLOSEST
    return min(max(math.floor(zoom / _SNAP) * _SNAP, 0.5), CLOSEST)


def level_of(zoom: float) -> int:
    """Return the whole zoom whose clusters a map of any zoom shows: at most a quarter higher."""
    return min(max(math.floor(zoom + 0.25), 0), DEEPEST_LEVEL)


def seen(held: Window, zoom: float, width: int, height: int) -> Window:
    """Return what a map of a size shows around the middle of bounds, and half as much again."""
    x, y = project(np.array([held.south, held.north]), np.array([held.west, held.east]))
    scale = 256 * 2**zoom
    aside, above = 0.75 * width / scale, 0.75 * height / scale
    middle_x, middle_y = float(x.mean()), float(y.mean())
    tops = np.clip([middle_y + above, middle_y - above], 0, 1)
    lat, lon = unproject(np.array([middle_x - aside, middle_x + aside]), tops)
    return Window(float(lat[0]), float(lon[0]), float(lat[1]), float(lon[1]))
