"""Lines of a picture of the map, from a consultation to what it fed, as the page draws them."""

from __future__ import annotations

from math import atan2, cos, degrees, hypot, pi, sin
from typing import TYPE_CHECKING, Any

from data.export.drawing.map_marks import links_drawn
from data.export.drawing.parts import marks_layer, paths
from data.regions import region_colors

if TYPE_CHECKING:
    import pandas as pd

    from data.export.drawing.parts import Layer
    from data.export.extract import Extract

    Point = tuple[float, float]

_STEPS = 28
_BEND = 0.18
_HEAD = 7.0
_RING_ROOM = 5.0


def line_layers(
    extract: Extract, placed: pd.DataFrame, size: tuple[float, float], unit: float
) -> list[Layer]:
    """Draw what fed what: a curve with a head between cities, a ring around two in the same one.

    Args:
        extract: What is chosen.
        placed: Marks with `x`, `y`, `radius`.
        size: Width and height of the map, which no line leaves.
        unit: What widths are multiplied with.
    """
    first = placed.drop_duplicates("consultation").set_index("consultation")
    colors = region_colors(extract.campaign.regions)
    region = extract.campaign.by_id["region"].astype("str")
    points: list[dict[str, Any]] = []
    heads: list[dict[str, Any]] = []
    for place, link in enumerate(links_drawn(extract).to_dict("records")):
        start, end = (_point(first.loc[link[name]]) for name in ("consultation", "into"))
        look = {"path": place, "color": colors.get(region[link["consultation"]], colors[""])}
        radius = float(first.loc[link["into"], "radius"])
        if link["same_place"]:
            way = _ring(start, end, radius + _RING_ROOM * unit)
        else:
            way = _shortened(_curve(start, end), end, radius + _HEAD * unit)
            heads.append({**look, **_head(way, end), "radius": _HEAD * unit, "shape": "arrow"})
        points += [
            {**look, "x": _within(x, size[0]), "y": _within(y, size[1]), "step": step}
            for step, (x, y) in enumerate(way)
        ]
    return [
        paths(points, 1.8 * unit, opacity=0.85),
        marks_layer([{**head, "stroke": head["color"]} for head in heads], 0),
    ]


def _within(place: float, end: float) -> float:
    return min(max(place, 2.0), end - 2.0)


def _point(mark: pd.Series[Any]) -> Point:
    return float(mark["x"]), float(mark["y"])


def _curve(start: Point, end: Point) -> list[Point]:
    """A quadratic curve that bends to the left of its way, as `static/lines.js` does."""
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


def _shortened(way: list[Point], end: Point, room: float) -> list[Point]:
    """The way without its last stretch, which the mark and the arrow's head cover."""
    kept = [point for point in way if hypot(point[0] - end[0], point[1] - end[1]) > room]
    return kept if len(kept) > 1 else way[:2]


def _head(way: list[Point], end: Point) -> dict[str, float]:
    """Where the arrow's head stands, and how it is turned: 0 points up."""
    x, y = way[-1]
    return {"x": x, "y": y, "angle": degrees(atan2(end[1] - y, end[0] - x)) + 90}


def _ring(start: Point, end: Point, room: float) -> list[Point]:
    """A circle around two marks that stand side by side."""
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    radius = hypot(start[0] - end[0], start[1] - end[1]) / 2 + room
    turns = [2 * pi * step / (2 * _STEPS) for step in range(2 * _STEPS + 1)]
    return [(x + radius * cos(turn), y + radius * sin(turn)) for turn in turns]
