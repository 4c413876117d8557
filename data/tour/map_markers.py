"""The markers of a tour's map where there are too many for a browser to move at once."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.model.colors_and_shapes import LIMITS
from data.tour.slides import Tour

_CELLS = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Degrees within which markers count as one, tried one after the other."""


def thin_out(marks: pd.DataFrame, tour: Tour, most: int = LIMITS.stage_markers) -> pd.DataFrame:
    """Thin out markers so that every slide and every part of the world keeps some.

    Args:
        marks: See `data.map.markers.spots`.
        tour: The tour; slides of one consultation, region or year share no marker.
        most: How many markers may be left.

    Returns:
        Some of the rows, in the same order: all if they are few, else one of those that belong to
        the same slide and region and lie close together.
    """
    if len(marks) <= most:
        return marks
    steps = _step_of(marks["consultation"], tour)
    left = marks
    for size in _CELLS:
        cells = pd.DataFrame(
            {
                "slide": steps,
                "region": marks["region"],
                "lat": (marks["lat"] // size).astype("int32"),
                "lon": (marks["lon"] // size).astype("int32"),
            }
        )
        left = marks[~cells.duplicated()]
        if len(left) <= most:
            return left
    # Rows are in date order, so this is even over time.
    return left.iloc[:: -(-len(left) // most)]


def _step_of(consultations: pd.Series, tour: Tour) -> np.ndarray:
    """Return the first step about each consultation, -1 for those that no slide is about."""
    steps: dict[str, int] = {}
    for step, slide in reversed(list(enumerate(tour.slides))):
        if slide.kind in ("consultation", "group"):
            steps |= dict.fromkeys(slide.consultations, step)
    # Mapping a pandas column of a million texts takes three times as long.
    numbers = (steps.get(id_, -1) for id_ in consultations.to_numpy())
    return np.fromiter(numbers, dtype=np.int64, count=len(consultations))
