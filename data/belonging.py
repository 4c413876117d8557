"""What belongs to a few consultations, found without looking at what belongs to all others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np


@dataclass(frozen=True, eq=False)
class Belonging:
    """Which rows of a frame, such as its places, belong to each consultation of a campaign.

    Attributes:
        rows: Position of the consultation of each row of the frame, -1 for none.
    """

    rows: np.ndarray

    def positions(self, consultations: np.ndarray) -> np.ndarray:
        """The rows of the frame that belong to some consultations.

        Args:
            consultations: Their positions, ascending, each once.

        Returns:
            Positions in the frame, ascending; none for no consultations.
        """
        order, ordered = self._ordered
        consultations = consultations.astype(ordered.dtype)  # Otherwise numpy converts the others.
        starts = np.searchsorted(ordered, consultations)
        counts = np.searchsorted(ordered, consultations, side="right") - starts
        before = np.cumsum(counts) - counts
        found: np.ndarray = np.repeat(starts - before, counts) + np.arange(counts.sum())
        return found if order is None else np.sort(order[found])

    @cached_property
    def _ordered(self) -> tuple[np.ndarray | None, np.ndarray]:
        """The order that puts rows of one consultation side by side, and `rows` in it.

        A table's rows mostly are in that order: the first is None then.
        """
        if (np.diff(self.rows) >= 0).all():
            return None, self.rows
        order = np.argsort(self.rows, kind="stable").astype(np.int32)
        return order, self.rows[order]
