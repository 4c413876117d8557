"""The period of each of many days."""

from __future__ import annotations

import numpy as np

_LONGEST = 5_000_000
"""Days of which a table is made to find the period of each; more than calendars have."""


def periods_of(days: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """Return the period of each day: a table of all days is quicker than a search for each.

    Args:
        days: Since 1970, all within the edges.
        edges: First day of each period, ascending, and the day after the last.
    """
    if edges[-1] - edges[0] > _LONGEST:
        return np.searchsorted(edges, days, side="right") - 1
    table = np.repeat(np.arange(len(edges) - 1, dtype=np.int32), np.diff(edges))
    periods: np.ndarray = np.take(table, days - edges[0], mode="clip")
    return periods
