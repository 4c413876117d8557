"""The map of a presentation: a picture of the land with editable markers."""

from __future__ import annotations

import io
from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import dist
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from data.export.drawing.map_layers import land_layers, window_of
from data.export.drawing.map_markers import cluster, mark_look, shape_size, side_by_side
from data.export.drawing.map_projection import Frame, equal_earth, fit_window
from data.export.drawing.vega import INK, Layer, picture, png
from data.export.extract import Extract, cached_on_extract
from data.export.powerpoint.canvas import Box, Canvas, Line
from data.filters.select import only
from data.map.markers import ink_on, kind_shapes, marks
from data.model.colors_and_shapes import LIMITS
from data.model.regions import mix, region_colors
from data.tour.region_bounds import slide_points
from data.tour.slides import Slide
from data.words.languages import translations

_SIZE = (880.0, 620.0)
"""Of the map in pixels; on a slide it is any multiple of that."""
_DOTS = 1.6
_RADIUS, _SMALL_RADIUS, _FEW_MARKS = 25.0, 12.5, 40
_SHORT = 2.0
"""Inches: the word of a shorter arrow is above its markers."""
_LARGER = 1.25
"""Size of the markers that a slide is about, beside the others."""


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


def map_box(left: float, top: float, width: float) -> Box:
    """Return the box of a map of this width."""
    return Box(left, top, width, width * _SIZE[1] / _SIZE[0])


@dataclass(frozen=True, eq=False)
class World:
    """The land, drawn once, and the positions of the consultations on it."""

    extract: Extract
    land: bytes
    window: Frame
    marks: pd.DataFrame

    def draw(self, canvas: Canvas, box: Box, described: str) -> None:
        """Draw the land alone."""
        canvas.picture(io.BytesIO(self.land), box, described)

    def draw_all(self, canvas: Canvas, box: Box) -> None:
        """Draw every marker with its number, or counts if there are very many."""
        if len(self.marks) > LIMITS.slide_markers:
            self.draw_counts(canvas, box, self.marks)
        else:
            self._draw(canvas, box, self.marks.to_dict("records"))

    def draw_some(self, canvas: Canvas, box: Box, ids: tuple[str, ...]) -> None:
        """Draw the numbered markers of some consultations, and all others small and pale."""
        mine = self.marks["consultation"].isin(ids)
        if len(self.marks) > LIMITS.slide_markers:
            self.draw_counts(canvas, box, self.marks[mine])
            return
        scale = box.width / _SIZE[0]
        for row in self.marks[~mine].to_dict("records"):
            center = (box.left + row["x"] * scale, box.top + row["y"] * scale)
            pale = mix(row["color"], "#FFFFFF", 0.55)
            canvas.mark("circle", center, 9 * scale, pale)
        self._draw(canvas, box, self.marks[mine].to_dict("records"), larger=_LARGER)

    def draw_fed(self, canvas: Canvas, box: Box, slide: Slide) -> None:
        """Draw an arrow to each follow-up that is placed, and say once what it means."""
        start = self.place(box, slide.id)
        ends = [end for other in slide.fed if (end := self.place(box, other)) is not None]
        mine = self.marks.loc[self.marks["consultation"] == slide.id, "color"]
        gap = self.radius * _LARGER * box.width / _SIZE[0]
        far = [end for end in ends if start and dist(start, end) > 3 * gap]
        if start is None or not far:
            return
        for end in far:
            tip = _toward(end, start, gap)
            canvas.arrow(_toward(start, end, gap), tip, str(mine.iloc[0]))
        words = translations(self.extract.language).gettext("Results went to")
        middle = ((start[0] + far[0][0]) / 2, (start[1] + far[0][1]) / 2)
        left = min(max(middle[0] - 0.7, box.left), box.left + box.width - 1.4)
        top = min(start[1], far[0][1]) - gap - 0.24 if dist(start, far[0]) < _SHORT else middle[1]
        canvas.write([Line(words, 11, INK, bold=True)], Box(left, top, 1.5, 0.24))

    def place(self, box: Box, consultation: str) -> tuple[float, float] | None:
        """Return the position of a consultation's first place on the slide; None if not placed."""
        at = self.places.get(consultation)
        scale = box.width / _SIZE[0]
        return (box.left + at[0] * scale, box.top + at[1] * scale) if at else None

    @property
    def radius(self) -> float:
        """The radius of a marker, in pixels of the land."""
        return _radius(len(self.marks))

    @cached_property
    def places(self) -> dict[str, tuple[float, float]]:
        """The first place of each consultation, in pixels of the land."""
        first = self.marks.drop_duplicates("consultation")
        points = zip(first["x"].astype(float), first["y"].astype(float), strict=True)
        return dict(zip(first["consultation"], points, strict=True))

    def draw_counts(self, canvas: Canvas, box: Box, shown: pd.DataFrame) -> None:
        """Draw circles with counts of consultations."""
        if shown.empty:
            return
        colors = region_colors(self.extract.campaign.regions)
        circles = cluster(shown, self.window, _SIZE, 1.0)
        scale = box.width / _SIZE[0]
        for row in circles.to_dict("records"):
            center = (box.left + row["x"] * scale, box.top + row["y"] * scale)
            color = colors.get(row["region"], colors[""])
            count = str(row["count"]) if row["count"] > 1 else ""
            canvas.mark("circle", center, row["radius"] * scale, color, number=count,
                        ink=ink_on(color))  # fmt: skip

    def _draw(
        self, canvas: Canvas, box: Box, rows: list[dict[Hashable, Any]], larger: float = 1.0
    ) -> None:
        scale = box.width / _SIZE[0]
        for row in rows:
            center = (box.left + row["x"] * scale, box.top + row["y"] * scale)
            look = mark_look(row["color"])
            size = shape_size(row["shape"], self.radius * larger * scale)
            canvas.mark(size["shape"], center, size["radius"], look["color"],
                        number=str(row["number"]), ink=look["ink"])  # fmt: skip


def _radius(count: int) -> float:
    return _RADIUS if count <= _FEW_MARKS else _SMALL_RADIUS


def _toward(
    start: tuple[float, float], end: tuple[float, float], gap: float
) -> tuple[float, float]:
    """Return the point so far from the start on the way to the end."""
    part = gap / dist(start, end)
    return (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)


def world_of(extract: Extract) -> World:
    """Draw the land for a selection and place its markers.

    The markers are those of `markers.marks` with `x`, `y` in pixels, `color` and `shape`. An empty
    selection gives the world without markers.
    """
    return _world(extract, whole_map(extract, _SIZE))


def world_around(extract: Extract, slide: Slide) -> World:
    """Draw the part of the world that a slide is about, with the markers that are in it.

    It has the consultations of the slide, where their results went, and all of their region.
    """
    return _world(extract, slide_map(extract, slide, _SIZE))


def _world(extract: Extract, drawn: SlideMap) -> World:
    shown = drawn.marks
    gap = 2 * _radius(len(shown)) + 2 if len(shown) <= LIMITS.slide_markers else 0
    land = _land(extract, drawn.window, drawn.regions)
    return World(extract, land, drawn.window, placed_marks(extract, drawn, _SIZE, gap))


@cached_on_extract
def _land(extract: Extract, window: Frame, regions: tuple[str, ...]) -> bytes:
    return png(picture(_SIZE, slide_land(extract, window, regions, _SIZE), extract.title), _DOTS)
