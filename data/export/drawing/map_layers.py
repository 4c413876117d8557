"""Layers of the map as Vega-Lite: land, regions, lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from math import atan2, cos, degrees, hypot, pi, sin
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from data import WORLD
from data.export.drawing.map_markers import cluster_layers, links_drawn, mark_layers, marks_shown
from data.export.drawing.map_projection import Frame, fit_window
from data.export.drawing.vega import LAND, PAPER, SEA, Layer, boxes, marks_layer, paths, rules
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

    Args:
        extract: The selection.
        size: Width and height in pixels.
        unit: Factor of the size of markers.

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


_STEP = 8.0
"""Pixels across and down from a line or dot to the next, as in `data/map/scripts/land.js`."""
_WIDTH, _RADIUS = 1.4, 1.5


class Land(NamedTuple):
    """A country to hatch: its geometry in GeoJSON, the sign of its region, and a colour."""

    geometry: dict[str, Any]
    sign: int
    color: str


def hatching_layers(
    countries: Iterable[Land], window: Frame, size: tuple[float, float]
) -> list[Layer]:
    """Hatch land of sign 1 and dot land of further signs; [] for none.

    Args:
        countries: The land; sign 0 stays plain.
        window: The window on the world.
        size: Its width and height in pixels.
    """
    lines: list[dict[str, Any]] = []
    dots: list[dict[str, Any]] = []
    for land in countries:
        if not land.sign:
            continue
        parts = inside_parts(_rings(land.geometry), window, size)
        if land.sign == 1:
            lines += [{**_ends(*part), "color": land.color} for part in parts]
        else:
            look = {"shape": "circle", "radius": _RADIUS, "color": land.color, "stroke": land.color}
            dots += [{**look, "x": x, "y": y} for part in parts for x, y in _dots(*part)]
    return [layer for layer in (rules(lines, _WIDTH), marks_layer(dots, 0)) if layer]


def _rings(geometry: dict[str, Any]) -> list[NDArray[Any]]:
    """Return the rings of all polygons, each with one row of longitude and latitude per corner."""
    parts = geometry["coordinates"]
    parts = [parts] if geometry["type"] == "Polygon" else parts
    return [np.asarray(ring, float) for part in parts for ring in part]


def inside_parts(
    rings: Iterable[NDArray[Any]], window: Frame, size: tuple[float, float]
) -> list[tuple[float, float, float]]:
    """Return the parts of rising lines inside rings: `x + y`, and `x - y` of both ends."""
    pixels = [window.pixels(ring[:, 0].tolist(), ring[:, 1].tolist()) for ring in rings]
    starts, ends = (
        np.concatenate([ring[part] for ring in pixels]) for part in (slice(-1), slice(1, None))
    )
    sums, nexts = starts.sum(axis=1), ends.sum(axis=1)
    first = np.ceil(np.minimum(sums, nexts) / _STEP).astype(int)
    counts = np.ceil(np.maximum(sums, nexts) / _STEP).astype(int) - first
    edge = np.repeat(np.arange(len(counts)), counts)
    line = (first[edge] + np.arange(len(edge)) - (np.cumsum(counts) - counts)[edge]) * _STEP
    share = (line - sums[edge]) / (nexts - sums)[edge]
    along, beyond = starts[:, 0] - starts[:, 1], ends[:, 0] - ends[:, 1]
    crossing = along[edge] + share * (beyond - along)[edge]
    order = np.lexsort((crossing, line))
    # A line enters and leaves a country in turn.
    line, crossing = line[order][::2], crossing[order].reshape(-1, 2)
    low = np.max([crossing[:, 0], -line, line - 2 * size[1]], axis=0)
    high = np.min([crossing[:, 1], 2 * size[0] - line, line], axis=0)
    is_long = high - low > 1
    return list(
        zip(line[is_long].tolist(), low[is_long].tolist(), high[is_long].tolist(), strict=True)
    )


def _ends(line: float, low: float, high: float) -> dict[str, float]:
    return {
        "x": (line + low) / 2, "y": (line - low) / 2,
        "x2": (line + high) / 2, "y2": (line - high) / 2,
    }  # fmt: skip


def _dots(line: float, low: float, high: float) -> Iterator[tuple[float, float]]:
    """Yield the places of dots on a part of a line: between those of the lines beside it."""
    step = 2 * _STEP
    shift = _STEP * ((line / _STEP) % 2)
    for place in np.arange(np.ceil((low - shift) / step) * step + shift, high, step):
        yield (line + place) / 2, (line - place) / 2
