"""The Equal Earth projection, fitted to points: positions of places on a picture.

Vega draws the land in the same projection (d3-geo's `equalEarth`), so that both agree to the pixel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

_A = (1.340264, -0.081106, 0.000893, 0.003796)
"""Coefficients of Šavrič, Patterson and Jenny (2018), doi 10.1080/13658816.2018.1504949."""

_WORLD = ((-168.0, -168.0, 178.0, 178.0), (-55.0, 72.0, -55.0, 72.0))
"""Longitudes and latitudes of the corners of the inhabited world."""

_LEAST = (0.75, 0.42)
"""Least width and height shown, in units of the projection: about 45 degrees."""
_WHOLE = (-57.0, 74.0)
"""Latitudes of a picture of the whole world."""
_NEARLY = 0.7
"""Part of that height which is extended to all of it."""

_WRAP_GAIN = 60.0
"""Degrees that turning the map must save."""


def equal_earth(lons: NDArray[Any], lats: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Project degrees to units of the projection, x to the east, y to the north."""
    root = sqrt(3) / 2
    l1 = np.arcsin(root * np.sin(np.radians(lats)))
    l2 = l1 * l1
    l6 = l2**3
    bend = _A[0] + 3 * _A[1] * l2 + l6 * (7 * _A[2] + 9 * _A[3] * l2)
    x = np.radians(lons) * np.cos(l1) / (root * bend)
    y = l1 * (_A[0] + _A[1] * l2 + l6 * (_A[2] + _A[3] * l2))
    return x, y


@dataclass(frozen=True)
class Frame:
    """A picture's window on the world: pixels per unit, position of 0, 0, middle longitude."""

    scale: float
    left: float
    top: float
    middle: float
    size: tuple[float, float]

    def pixels(self, lons: Sequence[float], lats: Sequence[float]) -> NDArray[Any]:
        """Return one row per place: x and y in pixels."""
        x, y = equal_earth(_turn(np.asarray(lons, float), self.middle), np.asarray(lats, float))
        return np.column_stack([self.left + self.scale * x, self.top - self.scale * y])

    @property
    def projection(self) -> dict[str, Any]:
        """The same window for Vega-Lite."""
        return {
            "type": "equalEarth",
            "scale": self.scale,
            "translate": [self.left, self.top],
            "rotate": [-self.middle, 0, 0],
            "clipExtent": [[0, 0], list(self.size)],
        }


def fit_window(
    points: tuple[Sequence[float], Sequence[float]], size: tuple[float, float], room: float
) -> Frame:
    """Return the window that shows all points as large as possible.

    Args:
        points: Longitudes and latitudes; none shows the world.
        size: Width and height of the picture in pixels.
        room: Pixels kept free at each edge.
    """
    lons, lats = (np.asarray(part, float) for part in (points if len(points[0]) else _WORLD))
    middle = _middle(np.asarray(points[0], float))
    x, y = equal_earth(_turn(lons, middle), lats)
    wide, high = (max(np.ptp(axis), least) for axis, least in zip((x, y), _LEAST, strict=True))
    center_x, center_y = float(x.min() + x.max()) / 2, float(y.min() + y.max()) / 2
    scale = float(min((size[0] - 2 * room) / wide, (size[1] - 2 * room) / high))
    south, north = equal_earth(np.zeros(2), np.asarray(_WHOLE))[1]
    if size[1] / scale > _NEARLY * (north - south):
        # Most of the world is seen: then all of it, not South America without its south.
        scale = min(scale, size[1] / (north - south))
        center_y = _between(
            (south + north) / 2, y.max() - size[1] / scale / 2, y.min() + size[1] / scale / 2
        )
    left, top = size[0] / 2 - scale * center_x, size[1] / 2 + scale * center_y
    return Frame(scale, left, _on_the_globe(top, scale, size[1]), middle, size)


def _between(value: float, low: float, high: float) -> float:
    return float(min(max(value, low), high))


def _on_the_globe(top: float, scale: float, height: float) -> float:
    """Move the window so that it does not reach beyond a pole."""
    pole = scale * float(equal_earth(np.array([0.0]), np.array([90.0]))[1][0])
    if 2 * pole <= height:
        return height / 2
    return min(max(top, height - pole), pole)


def _turn(lons: NDArray[Any], middle: float) -> NDArray[Any]:
    """Return longitudes relative to the middle of the map, -180 to 180."""
    return (lons - middle + 180.0) % 360.0 - 180.0 if middle else lons


def _middle(lons: NDArray[Any]) -> float:
    """Return the middle longitude: 0, unless the points lie around the date line."""
    if len(lons) < 2:
        return 0.0
    around = np.sort(lons)
    gaps = np.diff(np.append(around, around[0] + 360.0))
    widest = int(np.argmax(gaps))
    if np.ptp(around) - (360.0 - gaps[widest]) < _WRAP_GAIN:
        return 0.0
    start = around[(widest + 1) % len(around)]
    return float((start + (360.0 - gaps[widest]) / 2 + 180.0) % 360.0 - 180.0)
