"""The timeline as rows: single markers in lanes, or counts in bins where there are many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from data.filters.choice import ALL_KINDS, Choice
from data.filters.counting import periods_between
from data.filters.index import index_of
from data.filters.merging import by_number, unite
from data.filters.options import known_days, region_options
from data.filters.query import Query
from data.filters.question import question
from data.filters.select import select
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

MOST_STACKED = 10
"""How many rows of markers all lanes together may have beyond one each."""

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


def timeline_base(campaign: Query, kinds: tuple[str, ...]) -> Query:
    """Return the consultations that axis, rows and years of a timeline are made for.

    Args:
        campaign: The whole campaign.
        kinds: Those of the choice.

    Returns:
        The campaign's own consultations, or all if related meetings are shown: nothing moves when
        another filter changes.
    """
    return select(
        campaign, Choice(kinds=() if set(kinds) <= {*campaign.own_kinds} else (ALL_KINDS,))
    )


def timeline_span(base: Query) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and last moment of a timeline with room for every marker.

    Returns:
        From a little before the first known day to a little after the last; the year 2000 if
        no day is known.
    """
    days = known_days(base)
    if days is None:
        return pd.Timestamp(2000, 1, 1), pd.Timestamp(2000, 12, 31)
    first, last = days
    room = max((last - first) / MARKS_ACROSS, 3 * _DAY)
    return first - room, last + room


def timeline_rows(
    base: Query, chosen: Query, language: str, across: int = MARKS_ACROSS
) -> pd.DataFrame:
    """Return the markers of the timeline.

    Returns:
        One row per dated consultation in order of number: `consultation`, `number`, `region`
        ("global" for none), `kind`, `first`, `until` (the day after the last), `at` (the middle
        between them), `level` (row in its lane, from 0: markers that would overlap are in
        different ones), `exact` (known to the day), `title`, `label` (see
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
    levels = timeline_levels(base, chosen, across).set_index("number")["level"]
    return rows.assign(
        at=rows["first"] + (rows["until"] - rows["first"]) / 2,
        level=rows["number"].map(levels).fillna(0).astype("int64"),
    )


def is_crowded(base: Query, chosen: Query) -> bool:
    """Tell whether the lanes are too crowded for single markers, so that counts are drawn.

    That is: more than `LIMITS.timeline_markers`, or too many that would overlap.
    """
    return dated_count(chosen) > LIMITS.timeline_markers or is_stacked_high(base, chosen)


@question(unite)
def dated_count(part: Query) -> int:
    """Count the consultations whose days are known at all."""
    return int(np.count_nonzero(part.mask & index_of(part.campaign).dated))


def is_stacked_high(base: Query, chosen: Query, across: int = MARKS_ACROSS) -> bool:
    """Tell whether lanes need more than `MOST_STACKED` rows beyond one each."""
    levels = timeline_levels(base, chosen, across).groupby("region")["level"].max()
    return bool(levels.sum() > MOST_STACKED)


def timeline_levels(base: Query, chosen: Query, across: int = MARKS_ACROSS) -> pd.DataFrame:
    """Return the rows in their lanes of the markers of a timeline.

    Args:
        base: See `timeline_base`: its markers have their rows whatever is chosen of them, if they
            are few enough to be drawn at once.
        chosen: The selection.
        across: How many markers fit side by side.

    Returns:
        One row per dated consultation of the base, or of the selection: `number`, `region`
        (position in `Index.region_ids`), `level` (from 0).
    """
    start, end = timeline_span(base)
    gap = (end - start) / _DAY / across
    if dated_count(base) <= LIMITS.timeline_markers:
        levels = _stacked(base, gap)
        if levels.groupby("region")["level"].max().sum() <= MOST_STACKED:
            return levels
    return _stacked(chosen, gap)


@cached_on_campaign(32)
def _stacked(chosen: Query, gap: float) -> pd.DataFrame:
    dated = marker_middles(chosen)
    lanes = dated.groupby("region")["middle"]
    level = lanes.transform(lambda lane: pd.Series(stack(lane, gap), index=lane.index))
    return dated[["number", "region"]].assign(level=level.astype("int64"))


_MOST_MIDDLES = LIMITS.timeline_markers + 1


def _first_middles(answers: Sequence[pd.DataFrame]) -> pd.DataFrame:
    return by_number(answers).head(_MOST_MIDDLES)


@question(_first_middles)
def marker_middles(part: Query) -> pd.DataFrame:
    """Return one row per dated consultation: `number`, `region`, `middle` (days since 1970).

    At most one more than are ever drawn one by one.
    """
    index = index_of(part.campaign)
    rows = part.rows[index.dated[part.rows]]
    rows = rows[:_MOST_MIDDLES]
    return pd.DataFrame(
        {
            "number": part.whole.consultations["number"].to_numpy()[rows],
            "region": index.region[rows],
            "middle": (index.first[rows] + index.last[rows] + 1) / 2,
        }
    )


def lane_rows(base: Query, chosen: Query, across: int = MARKS_ACROSS) -> dict[str, int]:
    """Map each region's id, and "global", to the number of rows that its markers need."""
    levels = timeline_levels(base, chosen, across).groupby("region")["level"].max()
    return {
        region: int(levels.get(position, 0)) + 1
        for position, region in enumerate(region_options(chosen))
    }


def stack(points: Sequence[float] | pd.Series, gap: float) -> list[int]:
    """Return each point's row on a line, from 0: the first in which no other is within `gap`."""
    last: list[float] = []
    rows = [0] * len(points)
    for at, place in sorted((float(at), place) for place, at in enumerate(points)):
        row = next((row for row, other in enumerate(last) if at - other >= gap), len(last))
        last[row : row + 1] = [at]
        rows[place] = row
    return rows
