"""The map of a presentation: a picture of the land with editable markers."""

from __future__ import annotations

import io
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from math import dist
from typing import Any

import pandas as pd

from data.export.drawing.map_markers import cluster, mark_look, shape_size
from data.export.drawing.map_projection import Frame
from data.export.drawing.slide_map import SlideMap, placed_marks, slide_land, slide_map, whole_map
from data.export.drawing.vega import INK, picture, png
from data.export.extract import Extract, cached_on_extract
from data.export.powerpoint.canvas import Box, Canvas, Line
from data.map.markers import ink_on
from data.model.colors_and_shapes import LIMITS
from data.model.regions import mix, region_colors
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
