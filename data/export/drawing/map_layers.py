"""Layers of the map as Vega-Lite: land, regions, lines."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import chain
from math import atan2, cos, degrees, hypot, pi, sin
from typing import TYPE_CHECKING, Any

from data import WORLD
from data.export.drawing.hatching import Land, hatching_layers
from data.export.drawing.map_markers import cluster_layers, links_drawn, mark_layers, marks_shown
from data.export.drawing.map_projection import fit_window
from data.export.drawing.vega import LAND, PAPER, SEA, boxes, marks_layer, paths
from data.model.colors_and_shapes import LIMITS
from data.model.regions import mix, region_colors, signs

if TYPE_CHECKING:
    import pandas as pd

    from data.export.drawing.vega import Layer
    from data.export.extract import Extract

    Point = tuple[float, float]
    _Look = tuple[str, int, str]
    """Colour, sign of the region, and the colour of that sign."""
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from data.export.drawing.map_projection import Frame
    from data.filters.query import Query

_STEPS = 28
_BEND = 0.18
_HEAD = 7.0
_RING_ROOM = 5.0


def line_layers(
    extract: Extract, placed: pd.DataFrame, size: tuple[float, float], unit: float
) -> list[Layer]:
    """Draw the links: an arrow between cities, a ring around two markers in the same city.

    Args:
        extract: The selection.
        placed: Markers with `x`, `y`, `radius`.
        size: Width and height of the map, which no line leaves.
        unit: Factor of all widths.
    """
    first = placed.drop_duplicates("consultation").set_index("consultation")
    colors = region_colors(extract.campaign.regions)
    region = extract.campaign.by_id["region"].astype("str")
    points: list[dict[str, Any]] = []
    heads: list[dict[str, Any]] = []
    for i, link in enumerate(links_drawn(extract).to_dict("records")):
        start, end = (_point(first.loc[link[name]]) for name in ("consultation", "into"))
        look = {"path": i, "color": colors.get(region[link["consultation"]], colors[""])}
        radius = float(first.loc[link["into"], "radius"])
        if link["same_place"]:
            way = _ring(start, end, radius + _RING_ROOM * unit)
        else:
            way = _shorten(_curve(start, end), end, radius + _HEAD * unit)
            heads.append({**look, **_head(way, end), "radius": _HEAD * unit, "shape": "arrow"})
        points += [
            {**look, "x": _within(x, size[0]), "y": _within(y, size[1]), "step": step}
            for step, (x, y) in enumerate(way)
        ]
    return [
        paths(points, 1.8 * unit, opacity=0.85),
        marks_layer([{**head, "stroke": head["color"]} for head in heads], 0),
    ]


def _within(pixel: float, end: float) -> float:
    return min(max(pixel, 2.0), end - 2.0)


def _point(mark: pd.Series[Any]) -> Point:
    return float(mark["x"]), float(mark["y"])


def _curve(start: Point, end: Point) -> list[Point]:
    """Return a quadratic curve that bends to its left, as in `data/map/scripts/lines.js`."""
    wide, high = end[0] - start[0], end[1] - start[1]
    middle = (
        (start[0] + end[0]) / 2 + high * _BEND,
        (start[1] + end[1]) / 2 - wide * _BEND,
    )
    parts = [step / _STEPS for step in range(_STEPS + 1)]
    x, y = (
        [(1 - t) ** 2 * start[i] + 2 * (1 - t) * t * middle[i] + t * t * end[i] for t in parts]
        for i in (0, 1)
    )
    return list(zip(x, y, strict=True))


def _shorten(way: list[Point], end: Point, room: float) -> list[Point]:
    """Cut off the end of a line, which the marker and the arrowhead cover."""
    start = [point for point in way if hypot(point[0] - end[0], point[1] - end[1]) > room]
    return start if len(start) > 1 else way[:2]


def _head(way: list[Point], end: Point) -> dict[str, float]:
    """Return position and angle of an arrowhead; 0 points up."""
    x, y = way[-1]
    return {"x": x, "y": y, "angle": degrees(atan2(end[1] - y, end[0] - x)) + 90}


def _ring(start: Point, end: Point, room: float) -> list[Point]:
    """Return a circle around two neighbouring markers."""
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    radius = hypot(start[0] - end[0], start[1] - end[1]) / 2 + room
    turns = [2 * pi * step / (2 * _STEPS) for step in range(2 * _STEPS + 1)]
    return [(x + radius * cos(turn), y + radius * sin(turn)) for turn in turns]


_SHAPES = WORLD / "shapes"
_FINE_FROM = 330
"""Pixels per unit of the projection from which on the finer shapes are used."""
_ROOM = 46
_DARKER = 2.2
"""How much stronger hatching is than its land, as in `data/map/scripts/land.js`."""


def is_grouped(extract: Extract) -> bool:
    """Whether there are too many markers to number, so that counts are drawn instead."""
    return len(marks_shown(extract)) > LIMITS.picture_numbers


def map_layers(extract: Extract, size: tuple[float, float], unit: float) -> list[Layer]:
    """Draw the map.

    Returns:
        Layers of Vega-Lite. An empty selection gives the world and its regions without markers.
    """
    shown = marks_shown(extract)
    window = window_of(extract, shown, size, unit)
    if len(shown) > LIMITS.picture_numbers:
        layers = cluster_layers(extract, shown, window, size, unit)
    else:
        placed, layers = mark_layers(extract, shown, window, size, unit)
        layers = line_layers(extract, placed, size, unit) + layers
    return [*land_layers(extract, window, size), *layers]


def land_layers(extract: Extract, window: Frame, size: tuple[float, float]) -> list[Layer]:
    """Return the sea, the land with regions in their colours, and what is hatched of it."""
    sea = {"x": 0, "x2": size[0], "y": 0, "y2": size[1], "color": SEA, "opacity": 1}
    looks = _country_looks(extract.campaign, extract.choice.regions)
    shapes = _land(fine=window.scale > _FINE_FROM)
    hatched = (Land(shape, *looks[iso][1:]) for iso, shape in shapes if iso in looks)
    return [
        boxes([sea]),
        _land_layer(shapes, looks, window),
        *hatching_layers(hatched, window, size),
    ]


def window_of(
    extract: Extract, shown: pd.DataFrame, size: tuple[float, float], unit: float
) -> Frame:
    """Return the window on the world: all markers, and the countries of filtered regions."""
    lons, lats = list(shown["lon"]), list(shown["lat"])
    wanted = extract.campaign.regions["id"].isin(extract.choice.regions)
    countries = set(chain.from_iterable(extract.campaign.regions.loc[wanted, "iso3"]))
    for west, south, east, north in (
        _box(country) for country in sorted(countries & _with_shape())
    ):
        lons += [west, east, west, east]
        lats += [south, south, north, north]
    return fit_window((lons, lats), size, _ROOM * unit)


def _land_layer(
    shapes: Iterable[tuple[str, dict[str, Any]]], looks: Mapping[str, _Look], window: Frame
) -> Layer:
    land = [
        {
            "type": "Feature",
            "geometry": shape,
            "properties": {},
            "color": looks[iso][0] if iso in looks else LAND,
        }
        for iso, shape in shapes
    ]
    return {
        "data": {"values": land},
        "projection": window.projection,
        "mark": {
            "type": "geoshape", "stroke": PAPER, "strokeWidth": 0.5, "clip": False,
            "aria": False,
        },
        "encoding": {"fill": {"field": "color", "type": "nominal", "scale": None}},
    }  # fmt: skip


def _country_looks(campaign: Query, chosen: Sequence[str]) -> dict[str, _Look]:
    """Return the look per country; with a region filter only its countries, but stronger."""
    looks: dict[str, _Look] = {}
    frame, sign = campaign.regions, signs(campaign.regions)
    strength = 0.5 if chosen else 0.3
    for region, color, iso3 in zip(frame["id"], frame["color"], frame["iso3"], strict=True):
        if chosen and region not in chosen:
            continue
        ink = mix(color, LAND, min(1.0, _DARKER * strength))
        look = (mix(color, LAND, strength), sign[region], ink)
        # A country of two regions looks like the first one, as on the page.
        looks = dict.fromkeys(iso3, look) | looks
    return looks


@lru_cache(maxsize=2)
def _land(*, fine: bool) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Return code and shape of every country."""
    name = "land-50m.json" if fine else "land-110m.json"
    features = json.loads((_SHAPES / name).read_text(encoding="utf-8"))["features"]
    return tuple((feature["properties"]["iso"], feature["geometry"]) for feature in features)


@lru_cache(maxsize=1)
def _with_shape() -> frozenset[str]:
    """Return the codes of countries with a shape."""
    return frozenset(iso for iso, _ in _land(fine=False))


@lru_cache(maxsize=512)
def _box(iso3: str) -> tuple[float, float, float, float]:
    """Return west, south, east and north of a country's main part."""
    lons, lats = zip(*_main_ring(iso3), strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def _main_ring(iso3: str) -> Iterator[tuple[float, float]]:
    """Yield the outline of the part with the most corners."""
    for iso, shape in _land(fine=False):
        if iso == iso3:
            parts = shape["coordinates"]
            parts = [parts] if shape["type"] == "Polygon" else parts
            yield from max((part[0] for part in parts), key=len)
