"""Markers of the map as Vega-Lite, moved apart."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.export.drawing.map_projection import Frame
from data.export.drawing.vega import INK, PAPER, Layer, marks_layer, rules, signs_layer, texts
from data.export.extract import Extract, cached_on_extract
from data.filters.select import only
from data.map.markers import draws_lines, ink_on, kind_shapes, lines, marks
from data.model.colors_and_shapes import COLORS, LARGER, LIMITS
from data.model.regions import mix, region_colors, signs

_ROUNDS = 120
_TOUCHING = 0.01


def side_by_side(homes: NDArray[Any], gap: float, size: tuple[float, float]) -> NDArray[Any]:
    """Move points apart until any two are `gap` pixels from each other, as far as there is room.

    Args:
        homes: One row per point: x, y in pixels.
        gap: The distance to reach.
        size: Width and height of the picture; every point stays half a gap inside it.

    Returns:
        One row per point, in the same order, deterministic. No points give none.
    """
    if not len(homes):
        return homes
    edge = np.asarray(size, float) - gap / 2
    places: NDArray[Any] = np.clip(_spread(homes, gap), gap / 2, edge)
    for _ in range(_ROUNDS):
        moves = _pushes(places, gap)
        places = np.clip(places + moves, gap / 2, edge)
        if not np.abs(moves).max() > _TOUCHING:
            break
    return places


def _spread(homes: NDArray[Any], gap: float) -> NDArray[Any]:
    """Put points with the same position on a circle around it, so that each has its direction."""
    _, group, counts = np.unique(homes.round(1), axis=0, return_inverse=True, return_counts=True)
    places = homes.astype(float).copy()
    for group_id in np.flatnonzero(counts > 1):
        members = np.flatnonzero(group.ravel() == group_id)
        radius = max(gap / 2, gap * len(members) / (2 * np.pi))
        angles = np.pi + 2 * np.pi * np.arange(len(members)) / len(members)
        places[members] += radius * np.column_stack([np.cos(angles), np.sin(angles)])
    return places


def _pushes(places: NDArray[Any], gap: float) -> NDArray[Any]:
    """Return the push of each point by all that are too near."""
    apart = places[:, None, :] - places[None, :, :]
    order = np.arange(len(places))
    same = np.hypot(apart[..., 0], apart[..., 1]) < _TOUCHING
    apart[..., 0] += same * _TOUCHING * np.sign(order[:, None] - order[None, :])
    distance = np.hypot(apart[..., 0], apart[..., 1])
    np.fill_diagonal(distance, np.inf)
    short = np.clip(gap - distance, 0, None)
    near = np.maximum(distance, _TOUCHING)
    pushes = (apart / near[..., None]) * (short / 2)[..., None]
    crowd = np.maximum((short > 0).sum(axis=1, keepdims=True), 1)
    pushed: NDArray[Any] = pushes.sum(axis=1) / np.sqrt(crowd)
    return pushed


_RADII = ((40, 13.0), (120, 9.0), (400, 6.5))
_LEAST_NUMBERED = 9.0
_LEG = 9.0
_PALE = 0.5


@cached_on_extract
def marks_shown(extract: Extract) -> pd.DataFrame:
    """Return the markers of a picture.

    Returns:
        The rows of `markers.marks` for the selection, then for consultations outside it that a
        link ties to it, with `tied` (whether it is one of those).
    """
    chosen = marks(extract.chosen, extract.language)
    frames = [chosen.assign(tied=False)]
    if len(links_drawn(extract)):
        ends = pd.concat([links_drawn(extract)[end] for end in ("consultation", "into")])
        outside = set(ends) - set(extract.chosen.consultations["id"])
        frames.append(marks(only(extract.campaign, outside), extract.language).assign(tied=True))
    return pd.concat(frames, ignore_index=True)


@cached_on_extract
def links_drawn(extract: Extract) -> pd.DataFrame:
    """Return the rows of `data.map.markers.lines` that touch the selection.

    None if the view doesn't show lines, or if the selection is large.
    """
    links = lines(extract.campaign)
    ids = extract.chosen.consultations["id"]
    if not draws_lines(extract.campaign, lines=extract.lines) or len(ids) > LIMITS.picture_ties:
        return links[:0]
    return links[links["consultation"].isin(ids) | links["into"].isin(ids)]


def mark_radius(count: int) -> float:
    """Return the largest radius for a number of markers."""
    return next((radius for most, radius in _RADII if count <= most), _RADII[-1][1])


def mark_layers(
    extract: Extract, shown: pd.DataFrame, window: Frame, size: tuple[float, float], unit: float
) -> tuple[pd.DataFrame, list[Layer]]:
    """Draw numbered markers, with a line to their city if they are moved aside.

    Returns:
        The markers with `x`, `y` and `radius`, in pixels, and the layers; no markers give none.
    """
    radius = mark_radius(len(shown)) * unit
    homes = window.pixels(list(shown["lon"]), list(shown["lat"]))
    places = side_by_side(homes, 2 * radius + 2.5 * unit, size)
    placed = shown.assign(x=places[:, 0], y=places[:, 1], radius=radius)
    looks = _looks(extract, placed)
    pale = [row for row, tied in zip(looks, shown["tied"], strict=True) if tied]
    full = [row for row, tied in zip(looks, shown["tied"], strict=True) if not tied]
    return placed, [
        *_legs(homes, places, unit),
        marks_layer(pale, 1.0 * unit, strokeDash=[3 * unit, 2 * unit]),
        marks_layer(full, 1.6 * unit),
        signs_layer(full, 0.12 * radius),
        *([numbers(full + pale, radius)] if radius >= _LEAST_NUMBERED * unit else []),
    ]


def numbers(rows: list[dict[str, Any]], radius: float) -> Layer:
    """Draw the numbers in markers, three digits smaller than two."""
    most = max((len(row["text"]) for row in rows), default=1)
    inks = [{**row, "color": row["ink"]} for row in rows]
    return texts(inks, radius * (1.02, 1.02, 0.8, 0.62)[min(most, 4) - 1],
                 align="center", fontWeight=700)  # fmt: skip


def _looks(extract: Extract, placed: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the markers as rows of layers."""
    colors, sign = region_colors(extract.campaign.regions), signs(extract.campaign.regions)
    shapes = kind_shapes(extract.campaign)
    rows = placed[["x", "y", "radius", "number", "region", "kind", "tied"]].to_dict("records")
    return [
        {
            **{name: float(row[name]) for name in ("x", "y")},
            "text": str(row["number"]),
            "sign": sign.get(row["region"], 0),
            **shape_size(shapes.get(row["kind"], "circle"), float(row["radius"])),
            **mark_look(colors.get(row["region"], colors[""]), tied=row["tied"]),
        }
        for row in rows
    ]


def shape_size(shape: str, radius: float) -> dict[str, Any]:
    """Return a shape and its size: shapes with less room for a number are larger."""
    return {"shape": shape, "radius": radius * LARGER.get(shape, 1.0)}


def mark_look(color: str, *, tied: bool = False) -> dict[str, str]:
    """Return the colours of a marker, its number and its edge; pale if outside the selection."""
    if tied:
        return {"color": mix(color, PAPER, _PALE), "ink": INK, "stroke": INK}
    return {"color": color, "ink": ink_on(color), "stroke": PAPER}


def _legs(homes: Any, places: Any, unit: float) -> list[Layer]:
    """Draw a line from each moved marker to its city."""
    away = np.hypot(*(places - homes).T) > _LEG * unit if len(homes) else []
    rows = [
        {
            "x": home[0],
            "y": home[1],
            "x2": place[0],
            "y2": place[1],
            "color": COLORS["light"]["leg"],
        }
        for home, place in zip(homes[away].tolist(), places[away].tolist(), strict=True)
    ]
    dots = [{**row, "shape": "circle", "radius": 2 * unit, "stroke": PAPER} for row in rows]
    return [rules(rows, 0.9 * unit), marks_layer(dots, 0.4 * unit)]


def cluster_layers(
    extract: Extract, shown: pd.DataFrame, window: Frame, size: tuple[float, float], unit: float
) -> list[Layer]:
    """Draw circles with counts of near consultations; a single one has no number."""
    return count_layers(extract, cluster(shown, window, size, unit), unit)


def cluster(
    shown: pd.DataFrame, window: Frame, size: tuple[float, float], unit: float
) -> pd.DataFrame:
    """Group markers that are near each other.

    Returns:
        One row per circle, the largest first: `x`, `y`, `radius`, in pixels, `count`, `region`
        (the most frequent). No markers give none.
    """
    homes = window.pixels(list(shown["lon"]), list(shown["lat"]))
    cell = 34 * unit
    cells = pd.DataFrame({
        "column": homes[:, 0] // cell, "row": homes[:, 1] // cell, "x": homes[:, 0],
        "y": homes[:, 1], "region": shown["region"].astype("str").to_numpy(),
    })  # fmt: skip
    groups = cells.groupby(["column", "row"], sort=True)
    table = groups[["x", "y"]].mean().assign(count=groups.size())
    table["region"] = groups["region"].agg(lambda regions: regions.value_counts().index[0])
    table = table.sort_values("count", ascending=False, kind="stable")
    radius = np.clip(4 + 2.1 * np.sqrt(table["count"]), 4, 21) * unit
    places = side_by_side(table[["x", "y"]].to_numpy(), 0.62 * cell, size)
    return table.assign(x=places[:, 0], y=places[:, 1], radius=radius)


def count_layers(extract: Extract, table: pd.DataFrame, unit: float) -> list[Layer]:
    """Draw circles with counts: rows have `x`, `y`, `radius`, `region`, `count`."""
    colors = region_colors(extract.campaign.regions)
    rows = [
        {
            **{name: float(row[name]) for name in ("x", "y", "radius")},
            "shape": "circle",
            "text": str(row["count"]) if row["count"] > 1 else "",
            **mark_look(colors.get(str(row["region"]), colors[""])),
        }
        for row in table.to_dict("records")
    ]
    inks = [{**row, "color": row["ink"]} for row in rows]
    number = texts(inks, 9.5 * unit, align="center", fontWeight=700)
    return [marks_layer(rows, 1 * unit, opacity=0.92), number]
