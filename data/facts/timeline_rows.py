"""Consultations in time: where each stands in its lane."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.campaign import translated
from data.distinct import distinct
from data.index import index_of
from data.marks import labels
from data.result_cache import cached_on_campaign
from data.schema import GLOBAL

if TYPE_CHECKING:
    from data.campaign import Campaign
    from data.part import Part

MARKS_ACROSS = 36
"""How many marks fit beside one another in a lane, about 18 pixels each on a laptop."""

MARKS_ACROSS_NARROW = 12
"""The same on a telephone."""

MOST_MARKS = 60
"""Of more consultations than this only their number is drawn."""

FARTHEST = 1 / 9
"""How much of the line a mark may stand beside its day: four times its width on a laptop."""

_MOST_SPREAD = 400
_DAY = pd.Timedelta(days=1)


def timeline_span(campaign: Campaign) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last moment of a timeline that has room for every mark of a campaign.

    Returns:
        From a little before the first known day to a little after the last; the year 2000 if
        no day is known.
    """
    first, last = campaign.consultations["first"].min(), campaign.consultations["last"].max()
    if pd.isna(first):
        return pd.Timestamp(2000, 1, 1), pd.Timestamp(2000, 12, 31)
    room = max((last - first) / MARKS_ACROSS, 3 * _DAY)
    return first - room, last + room


def timeline_rows(campaign: Campaign, chosen: Campaign, language: str) -> pd.DataFrame:
    """Where the chosen consultations stand in time.

    Args:
        campaign: The whole campaign; it says how much room a mark takes.
        chosen: What is shown.
        language: Of the words.

    Returns:
        A row a dated consultation in order of number: `consultation`, `number`, `region`
        ("global" for none), `kind`, `first`, `until` (the day after the last), `at` (middle of
        the mark, moved aside so that no mark of a lane covers another), `at_narrow` (the same
        where only `MARKS_ACROSS_NARROW` fit), `exact` (known to the day), `title`, `label` (see
        `marks.labels`). Undated ones are left to the tray.
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
        name: lanes.transform(lambda lane, across=across: spread(lane, length, across))
        for name, across in (("at", MARKS_ACROSS), ("at_narrow", MARKS_ACROSS_NARROW))
    }
    # Whole seconds reach as far as dates do; pandas would count nanoseconds, for 292 years.
    seconds = {name: (at.astype("float64") * 86_400).round() for name, at in moved.items()}
    return rows.assign(
        **{name: start + at.astype("timedelta64[s]") for name, at in seconds.items()}
    )


@cached_on_campaign(16)
def is_crowded(chosen: Part) -> bool:
    """Whether a mark each would say little of when these were: they are better counted.

    That is so for more than `MOST_MARKS`, and where marks would stand far from their days.
    """
    dated = np.count_nonzero(chosen.mask & index_of(chosen.whole).dated)
    return bool(dated > MOST_MARKS or stand_far(chosen))


def stand_far(chosen: Part) -> bool:
    """Whether marks of one lane must stand farther than `FARTHEST` from their days.

    They are moved that far where none shall cover another, `MARKS_ACROSS` a lane or all of it.
    """
    index = index_of(chosen.whole)
    rows = chosen.rows[index.dated[chosen.rows]]
    start, end = timeline_span(chosen.whole)
    length = (end - start) / _DAY
    middle = (index.first[rows] + index.last[rows] + 1) / 2 - start.timestamp() / 86_400
    farthest = 0.0
    for region in distinct(index.region[rows]):
        lane = pd.Series(middle[index.region[rows] == region])
        farthest = max(farthest, (spread(lane, length, MARKS_ACROSS) - lane).abs().max())
    return bool(farthest > FARTHEST * length)


def spread(lane: pd.Series, length: float, across: int) -> pd.Series:
    """Move points of a line apart, each as little as possible, and keep them on the line.

    Least squares under the order of the points: isotonic regression by pooling adjacent
    violators (Ayer et al. 1955) of the points less their wished distances, which are smaller
    where more points than fit `across` the line must share it.
    """
    if len(lane) < 2 or len(lane) > _MOST_SPREAD:  # noqa: PLR2004
        return lane
    order = lane.argsort(kind="stable").to_numpy()
    gap = length / max(across, len(lane))
    steps = np.arange(len(lane)) * gap
    pools: list[tuple[float, int]] = []
    for value in lane.to_numpy()[order] - steps:
        pools.append((value, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (one, few), (other, more) = pools.pop(-2), pools.pop()
            pools.append(((one * few + other * more) / (few + more), few + more))
    spread = np.repeat([mean for mean, _ in pools], [count for _, count in pools])
    result = np.empty(len(lane))
    result[order] = spread.clip(gap / 2, length - gap / 2 - steps[-1]) + steps
    return pd.Series(result, index=lane.index)
