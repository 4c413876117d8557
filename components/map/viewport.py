"""The viewport: the part of the map that the browser showed when it last reported."""

from __future__ import annotations

import math
from dataclasses import dataclass

import streamlit as st

from data.filters.query import Query
from data.map.clusters import DEEPEST_LEVEL, Window
from data.map.viewport import bounds, fitting_zoom, level_of, seen

_WIDTH, _HEIGHT = 810, 320
"""Size in pixels of the map on a laptop, until the browser reports its own."""

_LARGEST = 8000


@dataclass(frozen=True)
class Viewport:
    """The viewport of a browser.

    Attributes:
        width: Width of the map in pixels.
        height: Height of the map in pixels.
        window: The visible bounds and half as much again; None before the first report.
        level: Zoom as a whole number.
        choice: Fingerprint of the selection shown; for another selection the map shows other
            bounds, unless the visitor has moved it.
        moved: Whether the visitor has moved the map.
    """

    width: int = _WIDTH
    height: int = _HEIGHT
    window: Window | None = None
    level: int = 0
    choice: str = ""
    moved: bool = False


FIRST_VIEWPORT = Viewport()
"""Before the browser's first report."""


def viewport_of(key: str) -> Viewport:
    """Return the viewport of the map with this key."""
    viewport = st.session_state.get(f"{key}_sight")
    return viewport if isinstance(viewport, Viewport) else FIRST_VIEWPORT


def remember_viewport(key: str, report: object) -> None:
    """Store the browser's report on the viewport; ignore a malformed one.

    `report` has `size` (width and height), `window` (south, west, north, east), `level`, `choice`
    and `moved`, as in `Viewport`.
    """
    if not isinstance(report, dict):
        return
    size = _numbers(report.get("size"), 2)
    window, level = _numbers(report.get("window"), 4), _numbers([report.get("level")], 1)
    if not (size and window and level):
        return
    width, height = (int(min(max(side, 1), _LARGEST)) for side in size)
    st.session_state[f"{key}_sight"] = Viewport(
        width,
        height,
        Window(*window),
        min(max(int(level[0]), 0), DEEPEST_LEVEL),
        str(report.get("choice", "")),
        report.get("moved") is True,
    )


def _numbers(values: object, count: int) -> list[float]:
    """Return the values as `count` finite numbers, else an empty list."""
    if not isinstance(values, list) or len(values) != count:
        return []
    are_finite = all(isinstance(value, int | float) and math.isfinite(value) for value in values)
    return [float(value) for value in values] if are_finite else []


def window_shown(part: Query, viewport: Viewport) -> tuple[int, Window]:
    """Return the level and bounds for which to send clusters."""
    if viewport.window and (viewport.moved or viewport.choice == part.fingerprint):
        return viewport.level, viewport.window
    extent = bounds(part)
    zoom = fitting_zoom(extent, viewport.width, viewport.height)
    return level_of(zoom), seen(extent, zoom, viewport.width, viewport.height)
