"""Lines and dots on land that tell regions of like colours apart, as on the page's map.

Vega fills shapes with colours only, so the parts of each line inside a country are computed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.export.drawing.map_projection import Frame
from data.export.drawing.vega import Layer, marks_layer, rules

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
