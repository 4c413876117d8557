"""The marks of a tour's map where there are more than a browser moves at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.map.look import LIMITS

if TYPE_CHECKING:
    from data.tour.slides import Tour

_CELLS = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Degrees within which marks count as one, tried one after the other."""


def drawn(marks: pd.DataFrame, tour: Tour, most: int = LIMITS.stage_markers) -> pd.DataFrame:
    """Thin marks out, so that every slide and every part of the world keeps some.

    Args:
        marks: See `data.map.markers.spots`.
        tour: Its slides; those of one consultation, region or year share no mark.
        most: How many may be left.

    Returns:
        Some of the rows, in the same order: all if they are few, else one for those that are of
        the same slide and region and lie close together.
    """
    if len(marks) <= most:
        return marks
    told = _slide_of(marks["consultation"], tour)
    left = marks
    for size in _CELLS:
        cells = pd.DataFrame(
            {
                "slide": told,
                "region": marks["region"],
                "lat": (marks["lat"] // size).astype("int32"),
                "lon": (marks["lon"] // size).astype("int32"),
            }
        )
        left = marks[~cells.duplicated()]
        if len(left) <= most:
            return left
    # Evenly over time, for the rows are in date order.
    return left.iloc[:: -(-len(left) // most)]


def _slide_of(consultations: pd.Series, tour: Tour) -> np.ndarray:
    """The step at which each consultation is told first, -1 for those that no slide is about."""
    steps: dict[str, int] = {}
    for step, slide in reversed(list(enumerate(tour.slides))):
        if slide.kind in ("consultation", "group"):
            steps |= dict.fromkeys(slide.consultations, step)
    # A table of a million texts is looked up in three times as long.
    told = (steps.get(one, -1) for one in consultations.to_numpy())
    return np.fromiter(told, dtype=np.int64, count=len(consultations))
