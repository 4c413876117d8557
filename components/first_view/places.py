"""Where the map of the first view puts its land and markers: as `data/map/scripts` do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from data import WORLD as FOLDER
from data.filters.query import Query
from data.map.clusters import Window
from data.map.mercator import project
from data.map.viewport import WORLD, bounds

_SIDE = 2560
"""Of the square that outlines are on."""

_LEAST = 1e-9
"""Width and height of a single place, which CSS divides by."""


class Country(NamedTuple):
    """A country's code, its outline as an SVG path, and the bounds of its main part."""

    code: str
    path: str
    bounds: Window


class Extent(NamedTuple):
    """What the map shows: its middle and size on the square of the projection, 0 to 1.

    Attributes:
        has_edges: Whether the edges of the map stay free of markers.
    """

    x: float
    y: float
    wide: float
    high: float
    has_edges: bool


def regions_of(campaign: Query) -> dict[str, str]:
    """Return the region of each country that has one; of several the first."""
    frame = campaign.regions[::-1]
    rows = zip(frame["id"], frame["iso3"], strict=True)
    return {code: id_ for id_, codes in rows for code in codes}


def extent(selection: Query, regions: Sequence[str]) -> Extent:
    """Return what the map of a selection shows: its places, and the countries of chosen regions."""
    held, region_of = bounds(selection), regions_of(selection)
    boxes = [each.bounds for each in land() if region_of.get(each.code) in regions]
    south, west, north, east = zip(held, *boxes, strict=True)
    x, y = project(
        np.array([min(south), max(north)], dtype=float), np.array([min(west), max(east)], float)
    )
    wide, high = (max(float(np.ptp(axis)), _LEAST) for axis in (x, y))
    has_edges = bool(regions) or held != WORLD
    return Extent(float(x.mean()), float(y.mean()), wide, high, has_edges)


def placed_in(shown: Extent, drawn: pd.DataFrame) -> pd.DataFrame:
    """Return markers with `x` and `y`, from the middle of an extent in sides of the world.

    `nth` is the position of each among those of the same place, from 0.
    """
    x, y = project(drawn["lat"].to_numpy(np.float64), drawn["lon"].to_numpy(np.float64))
    nth = drawn.groupby(["lat", "lon"]).cumcount()
    return drawn.assign(x=(x - shown.x).round(6), y=(y - shown.y).round(6), nth=nth)


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
    points = np.round(np.column_stack(project(lat, lon)) * _SIDE).astype(int)
    moves = np.diff(points, axis=0)
    moves = moves[(moves != 0).any(axis=1)]
    line = " ".join(f"{x},{y}" for x, y in moves.tolist())
    return f"M{points[0][0]},{points[0][1]}l{line}z" if len(moves) > 2 else ""
