"""Consultations in time, counted by region: for timelines that can't show each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from data.index import index_of
from data.result_cache import cached_on_campaign

if TYPE_CHECKING:
    from data.campaign import Campaign
    from data.part import Part

MOST_BARS = 400
"""Bars of all regions together."""

_STEPS = {
    "day": ("D", (1,)),
    "week": ("W", (1,)),
    "month": ("M", (1, 3)),
    "year": ("Y", (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000)),
}


class Bins(NamedTuple):
    """Stretches of time that follow one another.

    Attributes:
        edges: First day of each, and the day after the last, in days since 1970.
        precision: How exactly a bin is said: "day", "month" or "year".
    """

    edges: np.ndarray
    precision: str

    def first_days(self) -> pd.DatetimeIndex:
        """The first day of each bin."""
        return pd.DatetimeIndex(self.edges[:-1].astype("datetime64[D]").astype("datetime64[s]"))

    def last_days(self) -> pd.DatetimeIndex:
        """The last day of each bin."""
        return pd.DatetimeIndex(
            (self.edges[1:] - 1).astype("datetime64[D]").astype("datetime64[s]")
        )


@cached_on_campaign(8)
def time_bins(campaign: Campaign) -> Bins:
    """Days, weeks, months, quarters, years ...: the finest that give at most `MOST_BARS` bars.

    They cover all known days of a campaign, so that a bar is the same whatever is chosen; no known
    day gives no bins.
    """
    index = index_of(campaign)
    if not index.dated.any():
        return Bins(np.zeros(1, dtype=np.int64), "day")
    first, last = index.first[index.dated].min(), index.last[index.dated].max()
    most = max(MOST_BARS // len(index.region_ids), 1)
    for name, (unit, steps) in _STEPS.items():
        for step in steps:
            edges = _edges(int(first), int(last), unit, step)
            if len(edges) - 1 <= most:
                return Bins(edges, "day" if name == "week" else name)
    return Bins(np.array([first, last + 1], dtype=np.int64), "year")


def _edges(first: int, last: int, unit: str, step: int) -> np.ndarray:
    """Edges of bins of so many units, in days since 1970, on multiples of the step.

    Weeks begin on Mondays, as ISO 8601 has them: 29 December 1969 was one.
    """
    if unit in ("D", "W"):
        length, start = (7, -3) if unit == "W" else (1, 0)
        begin = (first - start) // length * length + start
        return np.arange(begin, last + length + 1, length, dtype=np.int64)
    ends = np.array([first, last]).astype("datetime64[D]").astype(f"datetime64[{unit}]")
    low, high = ends.astype(np.int64)
    shift = 1970 if unit == "Y" else 0
    begin = (low + shift) // step * step - shift
    steps = np.arange(begin, high + step + 1, step, dtype=np.int64)
    return steps.astype(f"datetime64[{unit}]").astype("datetime64[D]").astype(np.int64)


def timeline_bins(part: Part) -> pd.DataFrame:
    """Count the chosen consultations that overlap each bin.

    Returns:
        A row a region and bin with any, in the order of the regions and of time: `region` (id,
        "global" for none), `bin` (position in `time_bins`), `consultations`. Who chooses that
        region and time gets just as many. What has no date is left out.
    """
    index = index_of(part.whole)
    edges = time_bins(part.whole).edges
    bins, lanes = len(edges) - 1, len(index.region_ids)
    if not bins:
        return pd.DataFrame({"region": [], "bin": [], "consultations": []})
    mask = part.mask & index.dated
    lane = index.region[mask]
    begun, over = (
        np.bincount(
            lane * bins + np.searchsorted(edges, days[mask], side="right") - 1,
            minlength=lanes * bins,
        ).reshape(lanes, bins)
        for days in (index.first, index.last)
    )
    gone = np.zeros_like(over)
    gone[:, 1:] = np.cumsum(over, axis=1)[:, :-1]
    counts = np.cumsum(begun, axis=1) - gone
    at = np.argwhere(counts > 0)
    return pd.DataFrame(
        {
            "region": [index.region_ids[row] for row in at[:, 0]],
            "bin": at[:, 1],
            "consultations": counts[counts > 0],
        }
    )
