"""The part of the world that the map of a slide shows for a region."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from math import log, pi, radians, tan
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from data import WORLD
from data.filters.query import Query
from data.tour.slides import Slide

_LAND = WORLD / "shapes" / "land-110m.json"
_LEAST = 0.005
"""Countries below this part of a region's area don't count: a southern island would fill the map
with sea."""


class Bounds(NamedTuple):
    """West, south, east and north, in degrees."""

    west: float
    south: float
    east: float
    north: float


@lru_cache(maxsize=1)
def _countries() -> dict[str, tuple[Bounds, float]]:
    """Map each country's code to the bounds and area (in Mercator) of its main part."""
    features = json.loads(_LAND.read_text(encoding="utf-8"))["features"]
    return {feature["properties"]["iso"]: _main(feature["geometry"]) for feature in features}


def _main(shape: dict[str, Any]) -> tuple[Bounds, float]:
    """Return bounds and area of the largest polygon of a shape."""
    polygons = shape["coordinates"]
    rings = [polygons[0]] if shape["type"] == "Polygon" else [one[0] for one in polygons]
    measured = [(_area(ring), ring) for ring in rings]
    area, ring = max(measured, key=lambda pair: pair[0])
    lons, lats = zip(*ring, strict=True)
    return Bounds(min(lons), min(lats), max(lons), max(lats)), area


def _area(ring: list[list[float]]) -> float:
    """Return the area of a ring in square radians of a Mercator map."""
    x = np.radians([lon for lon, _ in ring])
    y = np.array([log(tan(pi / 4 + radians(max(min(lat, 84.0), -84.0)) / 2)) for _, lat in ring])
    return abs(float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]))) / 2


def region_bounds(countries: Iterable[str]) -> Bounds | None:
    """Return the bounds of a region's countries; None if none of them has a shape.

    Only the largest part of each country counts, and no country that is tiny beside its region.
    """
    known = [_countries()[iso] for iso in countries if iso in _countries()]
    if not known:
        return None
    area = sum(size for _, size in known)
    boxes = np.array([box for box, size in known if size >= _LEAST * area])
    west, south = boxes[:, :2].min(axis=0)
    east, north = boxes[:, 2:].max(axis=0)
    return Bounds(float(west), float(south), float(east), float(north))


def slide_points(
    campaign: Query, slide: Slide, marks: pd.DataFrame
) -> tuple[list[float], list[float], tuple[str, ...]]:
    """Return longitudes and latitudes that the map of a slide has to show, and its regions.

    Args:
        campaign: The whole campaign.
        slide: One of a consultation or a group; any other has no points.
        marks: `consultation`, `region`, `lat` and `lon` of the markers.
    """
    if slide.kind not in ("consultation", "group"):
        return [], [], ()
    mine = marks[marks["consultation"].isin({*slide.consultations, *slide.fed})]
    about = campaign.by_id["region"].astype("str").reindex(list(slide.consultations)).dropna()
    regions = tuple(region for region in dict.fromkeys(about) if region)
    lons, lats = list(mine["lon"].astype(float)), list(mine["lat"].astype(float))
    # A slide of several regions is about its markers.
    if len(regions) == 1:
        rows = campaign.regions.loc[campaign.regions["id"] == regions[0], "iso3"]
        bounds = region_bounds(rows.iloc[0]) if len(rows) else None
        if bounds:
            lons += [bounds.west, bounds.east, bounds.west, bounds.east]
            lats += [bounds.south, bounds.south, bounds.north, bounds.north]
    return lons, lats, regions
