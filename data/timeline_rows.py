"""Consultations in time: where each stands in its lane."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.campaign import translated
from data.marks import labels
from data.schema import GLOBAL

if TYPE_CHECKING:
    from data.campaign import Campaign

MARKS_ACROSS = 36
"""How many marks fit beside one another in a lane, about 18 pixels each on a small screen."""

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
        the mark, moved aside so that no mark of a lane covers another), `exact` (known to the
        day), `title`, `label` (see `marks.labels`). Undated ones are left to the tray.
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
    gap = (end - start) / MARKS_ACROSS / _DAY
    middle = (rows["first"] + (rows["until"] - rows["first"]) / 2 - start) / _DAY
    at = middle.groupby(rows["region"]).transform(lambda lane: _spread(lane, gap))
    return rows.assign(at=start + pd.to_timedelta(at.astype("float64"), unit="D"))


def _spread(lane: pd.Series, gap: float) -> pd.Series:
    """Move points of a line apart to at least `gap`, each as little as possible.

    Least squares under the order of the points: isotonic regression by pooling adjacent
    violators (Ayer et al. 1955) of the points less their wished distances.
    """
    if len(lane) < 2 or len(lane) > _MOST_SPREAD:  # noqa: PLR2004
        return lane
    order = lane.argsort(kind="stable").to_numpy()
    steps = np.arange(len(lane)) * gap
    pools: list[tuple[float, int]] = []
    for value in lane.to_numpy()[order] - steps:
        pools.append((value, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (one, few), (other, more) = pools.pop(-2), pools.pop()
            pools.append(((one * few + other * more) / (few + more), few + more))
    spread = np.repeat([mean for mean, _ in pools], [count for _, count in pools]) + steps
    result = np.empty(len(lane))
    result[order] = spread
    return pd.Series(result, index=lane.index)
