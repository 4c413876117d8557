"""The thin line of time below the slides: where everything stands on it."""

from __future__ import annotations

from datetime import MAXYEAR
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from data.facts.timeline_rows import timeline_span
from data.tour.slides import Tick

if TYPE_CHECKING:
    from data.campaign import Campaign

MOST_TICKS = 12
"""More years than these are told by every second, fifth, tenth, ... of them."""


class Stretch(NamedTuple):
    """From where to where on the line, 0 to 1; None and None for what has no date."""

    start: float | None
    end: float | None


NOWHERE = Stretch(None, None)


def stretch(chosen: Campaign, rows: pd.DataFrame) -> Stretch:
    """The part of the line that some of the chosen consultations cover together.

    Args:
        chosen: The chosen part of a campaign: the line is theirs.
        rows: `dated`, `first` and `last` of some of them.
    """
    mine = rows.loc[rows["dated"], ["first", "last"]]
    if mine.empty:
        return NOWHERE
    start, end = timeline_span(chosen)
    day = pd.Timedelta(days=1)
    return Stretch(
        round((mine["first"].min() - start) / (end - start), 4),
        round((mine["last"].max() + day - start) / (end - start), 4),
    )


def ticks(chosen: Campaign) -> tuple[Tick, ...]:
    """The years that begin on the line, thinned out to `MOST_TICKS`; the first one stands at 0."""
    if not chosen.consultations["dated"].any():
        return ()
    start, end = timeline_span(chosen)
    first = chosen.consultations["first"].min().year
    years = list(range(first, min(end.year, MAXYEAR) + 1))
    step = next(
        size for power in range(5) for size in (10**power, 2 * 10**power, 5 * 10**power)
        if len(years) / size <= MOST_TICKS
    )  # fmt: skip
    shown = [first, *(year for year in years[1:] if year % step == 0)]
    begun = {year: (pd.Timestamp(year, 1, 1) - start) / (end - start) for year in shown}
    return tuple(Tick(round(max(at, 0.0), 4), f"{year:04d}") for year, at in begun.items())
