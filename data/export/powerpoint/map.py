"""The map of a presentation: a picture of the land with editable markers."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from data.campaign.regions import mix, region_colors
from data.export.drawing.map_layers import land_layers, window_of
from data.export.drawing.map_markers import cluster, mark_look, shape_size, side_by_side
from data.export.drawing.vega import picture, png
from data.export.powerpoint.canvas import Box
from data.map.look import LIMITS
from data.map.markers import ink_on, marks

if TYPE_CHECKING:
    from collections.abc import Hashable

    import pandas as pd

    from data.export.drawing.map_projection import Frame
    from data.export.extract import Extract
    from data.export.powerpoint.canvas import Canvas

_SIZE = (880.0, 620.0)
"""Of the map in pixels; on a slide it is any multiple of that."""
_DOTS = 1.6
_RADIUS, _SMALL_RADIUS, _FEW_MARKS = 18.0, 11.5, 40
_PATH = "#9AA6B0"


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
            canvas.mark("circle", center, 7 * scale, pale)
        self._draw(canvas, box, self.marks[mine].to_dict("records"), larger=1.25)

    def draw_path(self, canvas: Canvas, box: Box, ids: tuple[str, ...]) -> None:
        """Draw a line from each consultation to the next, between their first places."""
        points = [self.place(box, id_) for id_ in ids]
        for start, end in pairwise(point for point in points if point is not None):
            canvas.line(start, end, _PATH, 1.25)

    def draw_fed(self, canvas: Canvas, box: Box, consultation: str, into: tuple[str, ...]) -> None:
        """Draw arrows from a consultation to where its results went, if both are placed."""
        start = self.place(box, consultation)
        color = region_colors(self.extract.campaign.regions)
        region = str(self.extract.campaign.by_id["region"].astype("str")[consultation])
        for other in into:
            end = self.place(box, other)
            if start and end and start != end:
                canvas.line(start, end, color.get(region, color[""]), 2.5, arrow=True)

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


def world_of(extract: Extract) -> World:
    """Draw the land for a selection and place its markers.

    The markers are those of `markers.marks` with `x`, `y` in pixels, `color` and `shape`. An empty
    selection gives the world without markers.
    """
    shown = marks(extract.chosen, extract.language)
    window = window_of(extract, shown, _SIZE, 1.0)
    land = png(picture(_SIZE, land_layers(extract, window, _SIZE), extract.title), _DOTS)
    homes = window.pixels(list(shown["lon"]), list(shown["lat"]))
    if len(shown) <= LIMITS.slide_markers:
        homes = side_by_side(homes, 2 * _radius(len(shown)) + 2, _SIZE)
    colors = region_colors(extract.campaign.regions)
    kinds = extract.campaign.kinds
    shapes = dict(zip(kinds["id"], kinds["shape"], strict=True))
    placed = shown.assign(
        x=homes[:, 0],
        y=homes[:, 1],
        color=[colors.get(region, colors[""]) for region in shown["region"]],
        shape=[shapes.get(kind, "circle") for kind in shown["kind"]],
    )
    return World(extract, land, window, placed)
