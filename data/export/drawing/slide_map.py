"""The map of one slide, for PowerPoint: its part of the world, and the markers in it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from data.export.drawing.map_layers import land_layers, window_of
from data.export.drawing.map_markers import side_by_side
from data.export.drawing.map_projection import Frame, equal_earth, fit_window
from data.export.drawing.vega import Layer
from data.export.extract import Extract, cached_on_extract
from data.filters.select import only
from data.map.markers import kind_shapes, marks
from data.model.regions import region_colors
from data.tour.region_bounds import slide_points
from data.tour.slides import Slide

ROOM = 60.0
"""Pixels free at each edge of a map of `_WIDE` pixels."""
_WIDE = 880.0


class SlideMap(NamedTuple):
    """What a slide's map shows.

    Attributes:
        window: The part of the world.
        marks: The rows of `markers.marks` that are in it.
        regions: Ids of the regions to shade; none for those of the filters.
    """

    window: Frame
    marks: pd.DataFrame
    regions: tuple[str, ...] = ()


@cached_on_extract
def _marks(extract: Extract) -> pd.DataFrame:
    return marks(extract.chosen, extract.language)


def whole_map(extract: Extract, size: tuple[float, float]) -> SlideMap:
    """Return the map of all consultations of a selection; without any, the world."""
    shown = _marks(extract)
    return SlideMap(window_of(extract, shown, size, size[0] / _WIDE), shown)


def slide_map(extract: Extract, slide: Slide, size: tuple[float, float]) -> SlideMap:
    """Return the map around a slide: its consultations, their follow-ups, all of their region.

    A slide without places has the whole map.
    """
    shown = _marks(extract)
    if slide.fed:
        outside = set(slide.fed) - set(shown["consultation"])
        others = marks(only(extract.campaign, outside), extract.language)
        shown = pd.concat([shown, others], ignore_index=True) if len(others) else shown
    lons, lats, regions = slide_points(extract.campaign, slide, shown)
    if not lons:
        return whole_map(extract, size)
    window = fit_window((lons, lats), size, ROOM * size[0] / _WIDE)
    at = window.pixels(list(shown["lon"]), list(shown["lat"]))
    inside = np.flatnonzero(((at > 0) & (at < np.asarray(size))).all(axis=1))
    return SlideMap(window, shown.take(inside).reset_index(drop=True), regions)


def placed_marks(
    extract: Extract, drawn: SlideMap, size: tuple[float, float], gap: float
) -> pd.DataFrame:
    """Return the markers with `x`, `y` in pixels, `color` and `shape`.

    Args:
        extract: The selection.
        drawn: The map.
        size: Its width and height.
        gap: Pixels between the middles of two markers; 0 leaves them in place.
    """
    shown = drawn.marks
    homes = drawn.window.pixels(list(shown["lon"]), list(shown["lat"]))
    homes = side_by_side(homes, gap, size) if gap else homes
    colors = region_colors(extract.campaign.regions)
    shapes = kind_shapes(extract.campaign)
    return shown.assign(
        x=homes[:, 0],
        y=homes[:, 1],
        color=[colors.get(region, colors[""]) for region in shown["region"]],
        shape=[shapes.get(kind, "circle") for kind in shown["kind"]],
    )


def slide_land(
    extract: Extract, window: Frame, regions: tuple[str, ...], size: tuple[float, float]
) -> list[Layer]:
    """Draw sea and land in a window, with the countries of some regions in strong colours."""
    choice = replace(extract.choice, regions=regions or extract.choice.regions)
    layers = land_layers(replace(extract, choice=choice), window, size)
    land = layers[1]["data"]
    values = land["values"]
    land["values"] = [one for one in values if _is_near(one["geometry"], window)]
    return layers


def _is_near(shape: dict[str, Any], window: Frame) -> bool:
    """Whether a country may be in a window; drawing the others takes most of the time."""
    if window.middle:
        return True
    west, south, east, north = _seen(window)
    polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    points = np.concatenate([np.asarray(polygon[0]) for polygon in polygons])
    (left, low), (right, high) = points.min(axis=0), points.max(axis=0)
    return bool(left <= east and right >= west and low <= north and high >= south)


@lru_cache(maxsize=256)
def _seen(window: Frame) -> tuple[float, float, float, float]:
    """Return west, south, east and north of a window, in degrees and a little wide."""
    lats = np.linspace(-90.0, 90.0, 361)
    # In this projection a latitude is a straight line, along which longitudes are even.
    wide, high = equal_earth(np.ones_like(lats), lats)
    rows = window.top - window.scale * high
    seen = lats[(rows >= -ROOM) & (rows <= window.size[1] + ROOM)]
    least = float(wide[np.isin(lats, seen)].min())
    edges = [
        (pixel - window.left) / window.scale / least for pixel in (-ROOM, window.size[0] + ROOM)
    ]
    return edges[0], float(np.min(seen)), edges[1], float(np.max(seen))
