"""The map of what is chosen as Vega-Lite: land, regions in their colours, marks, what fed what."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from data import WORLD
from data.export.drawing.map_lines import line_layers
from data.export.drawing.map_marks import grouped_layers, mark_layers, marks_shown
from data.export.drawing.map_projection import fitted
from data.export.drawing.parts import LAND, SEA, boxes
from data.regions import mixed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from data.campaign import Campaign
    from data.export.drawing.map_projection import Frame
    from data.export.drawing.parts import Layer
    from data.export.extract import Extract

_SHAPES = WORLD / "shapes"
_FINE_FROM = 330
"""Pixels per unit of the projection from which the finer shapes are worth their weight."""
MOST_NUMBERED = 400
"""More marks than this are drawn as counts."""
_ROOM = 46


def is_grouped(extract: Extract) -> bool:
    """Whether there are too many marks to number: they are then drawn as counts."""
    return len(marks_shown(extract)) > MOST_NUMBERED


def map_layers(extract: Extract, size: tuple[float, float], unit: float) -> list[Layer]:
    """Draw the map.

    Args:
        extract: What is chosen.
        size: Width and height in pixels.
        unit: What sizes of marks are multiplied with.

    Returns:
        Layers of Vega-Lite. Nothing chosen gives the world and its regions without a mark.
    """
    shown = marks_shown(extract)
    window = window_of(extract, shown, size, unit)
    if len(shown) > MOST_NUMBERED:
        layers = grouped_layers(extract, shown, window, size, unit)
    else:
        placed, layers = mark_layers(extract, shown, window, size, unit)
        layers = line_layers(extract, placed, size, unit) + layers
    return [*land_layers(extract, window, size), *layers]


def land_layers(extract: Extract, window: Frame, size: tuple[float, float]) -> list[Layer]:
    """The sea, and the land with its regions in their colours."""
    sea = {"x": 0, "x2": size[0], "y": 0, "y2": size[1], "color": SEA, "opacity": 1}
    return [boxes([sea]), _land_layer(extract, window)]


def window_of(
    extract: Extract, shown: pd.DataFrame, size: tuple[float, float], unit: float
) -> Frame:
    """What part of the world is shown: the marks, and the countries of regions asked for."""
    lons, lats = list(shown["lon"]), list(shown["lat"])
    wanted = extract.campaign.regions["id"].isin(extract.choice.regions)
    countries = set(chain.from_iterable(extract.campaign.regions.loc[wanted, "iso3"]))
    for west, south, east, north in (_box(one) for one in sorted(countries & _known())):
        lons += [west, east, west, east]
        lats += [south, south, north, north]
    return fitted((lons, lats), size, _ROOM * unit)


def _land_layer(extract: Extract, window: Frame) -> Layer:
    colors = _country_colors(extract.campaign, extract.choice.regions)
    land = [
        {"type": "Feature", "geometry": shape, "properties": {}, "color": colors.get(iso, LAND)}
        for iso, shape in _land(fine=window.scale > _FINE_FROM)
    ]
    return {
        "data": {"values": land},
        "projection": window.projection,
        "mark": {
            "type": "geoshape", "stroke": "#ffffff", "strokeWidth": 0.5, "clip": False,
            "aria": False,
        },
        "encoding": {"fill": {"field": "color", "type": "nominal", "scale": None}},
    }  # fmt: skip


def _country_colors(campaign: Campaign, chosen: Sequence[str]) -> dict[str, str]:
    """Colour per country; stronger, and only theirs, where regions are chosen."""
    colors: dict[str, str] = {}
    frame = campaign.regions
    for one, color, iso3 in zip(frame["id"], frame["color"], frame["iso3"], strict=True):
        if chosen and one not in chosen:
            continue
        shade = mixed(color, LAND, 0.5 if chosen else 0.3)
        # A country that two regions name is the first one's, as on the page.
        colors = dict.fromkeys(iso3, shade) | colors
    return colors


@lru_cache(maxsize=2)
def _land(*, fine: bool) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Code and shape of every country."""
    name = "land-50m.json" if fine else "land-110m.json"
    features = json.loads((_SHAPES / name).read_text(encoding="utf-8"))["features"]
    return tuple((one["properties"]["iso"], one["geometry"]) for one in features)


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Codes of the countries that have a shape."""
    return frozenset(iso for iso, _ in _land(fine=False))


@lru_cache(maxsize=512)
def _box(iso3: str) -> tuple[float, float, float, float]:
    """West, south, east, north of a country's main part."""
    lons, lats = zip(*_main_ring(iso3), strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def _main_ring(iso3: str) -> Iterator[tuple[float, float]]:
    """The outline of the part with the most corners."""
    for iso, shape in _land(fine=False):
        if iso == iso3:
            parts = shape["coordinates"]
            parts = [parts] if shape["type"] == "Polygon" else parts
            yield from max((part[0] for part in parts), key=len)
