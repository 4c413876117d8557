"""The timeline as rows: single markers in lanes, or counts in bins where there are many."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from data.columnar.distinct import distinct
from data.filters.counting import periods_between
from data.filters.index import index_of
from data.filters.merging import by_number, unite
from data.filters.options import known_days, region_options
from data.filters.query import Query
from data.filters.question import question
from data.map.markers import labels
from data.model.campaign import translated
from data.model.colors_and_shapes import LIMITS
from data.model.result_cache import cached_on_campaign
from data.model.schema import GLOBAL

MOST_BARS = 400
"""The largest number of bars of all regions together."""

_STEPS = {
    "day": ("D", (1,)),
    "week": ("W", (1,)),
    "month": ("M", (1, 3)),
    "year": ("Y", (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000)),
}

MARKS_ACROSS = 36
"""How many markers fit side by side in a lane, about 18 pixels each on a laptop."""

MARKS_ACROSS_NARROW = 12
"""The same on a phone."""

FARTHEST = 1 / 9
"""The largest share of a lane between a marker and its date: four marker widths on a laptop."""

_MOST_SPREAD = 400
_DAY = pd.Timedelta(days=1)
_EPOCH = pd.Timestamp(1970, 1, 1)


class Bins(NamedTuple):
    """Consecutive periods.

    Attributes:
        edges: First day of each, and the day after the last, in days since 1970.
        precision: How exactly to write a bin's period: "day", "month" or "year".
    """

    edges: np.ndarray
    precision: str

    def first_days(self) -> pd.DatetimeIndex:
        """Return the first day of each bin."""
        return pd.DatetimeIndex(self.edges[:-1].astype("datetime64[D]").astype("datetime64[s]"))

    def last_days(self) -> pd.DatetimeIndex:
        """Return the last day of each bin."""
        return pd.DatetimeIndex(
            (self.edges[1:] - 1).astype("datetime64[D]").astype("datetime64[s]")
        )


@cached_on_campaign(8)
def time_bins(campaign: Query) -> Bins:
    """Return days, weeks, months, quarters, years ...: the finest with at most `MOST_BARS` bars.

    They cover all known days of a campaign, so that bars are the same for every selection. No bins
    without a known day.
    """
    days = known_days(campaign)
    if days is None:
        return Bins(np.zeros(1, dtype=np.int64), "day")
    first, last = ((day - _EPOCH) // _DAY for day in days)
    most = max(MOST_BARS // len(region_options(campaign)), 1)
    for name, (unit, steps) in _STEPS.items():
        for step in steps:
            edges = _edges(int(first), int(last), unit, step)
            if len(edges) - 1 <= most:
                return Bins(edges, "day" if name == "week" else name)
    return Bins(np.array([first, last + 1], dtype=np.int64), "year")


def _edges(first: int, last: int, unit: str, step: int) -> np.ndarray:
    """Return the edges of bins of `step` units, in days since 1970, at multiples of the step.

    Weeks begin on Monday (ISO 8601), like 29 December 1969.
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


def timeline_bins(part: Query) -> pd.DataFrame:
    """Count the selected consultations that overlap each bin.

    Returns:
        One row per region and bin with any, in the order of the regions and of time: `region` (id,
        "global" for none), `bin` (position in `time_bins`), `consultations`: as many as a filter
        for that region and period lets through. Undated ones are left out.
    """
    edges = time_bins(part.whole).edges
    if len(edges) == 1:
        return pd.DataFrame({"region": [], "bin": [], "consultations": []})
    counts, regions = _bin_counts(part, tuple(edges.tolist())), region_options(part)
    at = np.argwhere(counts > 0)
    return pd.DataFrame(
        {
            "region": [regions[row] for row in at[:, 0]],
            "bin": at[:, 1],
            "consultations": counts[counts > 0],
        }
    )


@question(unite)
def _bin_counts(part: Query, days: tuple[int, ...]) -> np.ndarray:
    """Count by region and bin; `days` are the edges of the bins."""
    lanes = len(index_of(part.campaign).region_ids)
    both = periods_between(part.campaign, days, by_region=True).overlap(part)
    starts, ends = (counts.reshape(lanes, -1) for counts in both)
    ended = np.zeros_like(ends)
    ended[:, 1:] = np.cumsum(ends, axis=1)[:, :-1]
    counts: np.ndarray = np.cumsum(starts, axis=1) - ended
    return counts


def timeline_span(campaign: Query) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and last moment of a timeline with room for every marker.

    Returns:
        From a little before the first known day to a little after the last; the year 2000 if
        no day is known.
    """
    days = known_days(campaign)
    if days is None:
        return pd.Timestamp(2000, 1, 1), pd.Timestamp(2000, 12, 31)
    first, last = days
    room = max((last - first) / MARKS_ACROSS, 3 * _DAY)
    return first - room, last + room


def timeline_rows(
    campaign: Query,
    chosen: Query,
    language: str,
    across: tuple[int, int] = (MARKS_ACROSS, MARKS_ACROSS_NARROW),
) -> pd.DataFrame:
    """Return the markers of the timeline.

    Args:
        campaign: The whole campaign, which sets the width of a marker in time.
        chosen: The selection.
        language: Of the texts.
        across: How many markers fit side by side, where the timeline is wide and where narrow.

    Returns:
        One row per dated consultation in order of number: `consultation`, `number`, `region`
        ("global" for none), `kind`, `first`, `until` (the day after the last), `at` (middle of
        the marker, moved so that no markers of a lane overlap), `at_narrow` (the same where it is
        narrow), `exact` (known to the day), `title`, `label` (see
        `data.map.markers.labels`). Undated consultations are left out.
    """
    table = chosen.consultations
    rows = pd.DataFrame(
        {
            "consultation": table["id"],
            "number": table["number"],
            "region": table["region"].astype("str").replace("", GLOBAL),
            "kind": table["kind"].astype("str"),
            "first": table["first"],
            "until": table["last"] + _DAY,
            "exact": table["precision"] == "day",
            "title": translated(table, "title", language),
            "label": labels(chosen, language),
        }
    )
    rows = rows[table["dated"]].reset_index(drop=True)
    start, end = timeline_span(campaign)
    length = (end - start) / _DAY
    middle = (rows["first"] + (rows["until"] - rows["first"]) / 2 - start) / _DAY
    lanes = middle.groupby(rows["region"])
    moved = {
        name: lanes.transform(lambda lane, most=most: spread(lane, length, most))
        for name, most in zip(("at", "at_narrow"), across, strict=True)
    }
    # In seconds all dates fit; pandas would count nanoseconds, which span 292 years.
    seconds = {name: (at.astype("float64") * 86_400).round() for name, at in moved.items()}
    return rows.assign(
        **{name: start + at.astype("timedelta64[s]") for name, at in seconds.items()}
    )


@cached_on_campaign(16)
def is_crowded(chosen: Query) -> bool:
    """Tell whether the lanes are too crowded for single markers, so that counts are drawn.

    That is: more than `LIMITS.timeline_markers`, or markers far from their dates.
    """
    return bool(_dated_count(chosen) > LIMITS.timeline_markers or stand_far(chosen))


@question(unite)
def _dated_count(part: Query) -> int:
    return int(np.count_nonzero(part.mask & index_of(part.campaign).dated))


def stand_far(chosen: Query) -> bool:
    """Tell whether markers of a lane would be farther than `FARTHEST` from their dates.

    Markers are moved until none overlap, with room for `MARKS_ACROSS` or all of the lane.
    """
    start, end = timeline_span(chosen.whole)
    length = (end - start) / _DAY
    dated = _middles(chosen)
    middle = dated["middle"].to_numpy() - start.timestamp() / 86_400
    regions = dated["region"].to_numpy()
    farthest = 0.0
    for region in distinct(regions):
        lane = pd.Series(middle[regions == region])
        farthest = max(farthest, (spread(lane, length, MARKS_ACROSS) - lane).abs().max())
    return bool(farthest > FARTHEST * length)


@question(by_number)
def _middles(part: Query) -> pd.DataFrame:
    """Return one row per dated consultation: `number`, `region`, `middle` (days since 1970)."""
    index = index_of(part.campaign)
    rows = part.rows[index.dated[part.rows]]
    return pd.DataFrame(
        {
            "number": part.whole.consultations["number"].to_numpy()[rows],
            "region": index.region[rows],
            "middle": (index.first[rows] + index.last[rows] + 1) / 2,
        }
    )


def spread(lane: pd.Series, length: float, across: int) -> pd.Series:
    """Move points on a line apart, each as little as possible, and keep them on the line.

    Least squares under the order of the points: isotonic regression by pooling adjacent
    violators (Ayer et al. 1955) of the points less their wished distances, which are smaller
    where more points than fit `across` the line must share it.
    """
    if len(lane) < 2 or len(lane) > _MOST_SPREAD:
        return lane
    order = lane.argsort(kind="stable").to_numpy()
    gap = length / max(across, len(lane))
    steps = np.arange(len(lane)) * gap
    pools: list[tuple[float, int]] = []
    for value in lane.to_numpy()[order] - steps:
        pools.append((value, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (left, few), (right, more) = pools.pop(-2), pools.pop()
            pools.append(((left * few + right * more) / (few + more), few + more))
    spread = np.repeat([mean for mean, _ in pools], [count for _, count in pools])
    result = np.empty(len(lane))
    result[order] = spread.clip(gap / 2, length - gap / 2 - steps[-1]) + steps
    return pd.Series(result, index=lane.index)
