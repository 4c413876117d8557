"""What questions of a large campaign are answered from, prepared before anybody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from data.arrow_texts import give_back_memory
from data.choice import Choice
from data.facts.timeline_bins import time_bins
from data.facts.totals import figures
from data.fitting import bounds
from data.grouping import groups
from data.index import index_of
from data.mapped_file import let_go
from data.marks import lines
from data.option_counts import option_counts
from data.part import of_rows
from data.selecting import select

if TYPE_CHECKING:
    from data.campaign import Campaign

LEAST_ROWS = 5000
"""Of fewer consultations everything is made when it is asked for."""

_LEVELS = 3
"""Zooms of the map that show the world."""


def warm(campaign: Campaign) -> None:
    """Make the indexes of a large campaign, the slowest last; nothing of a small one."""
    if len(campaign.consultations) < LEAST_ROWS:
        return
    index = index_of(campaign)
    everything = select(campaign, Choice())
    figures(everything)
    time_bins(campaign)
    for level in range(_LEVELS):
        groups(everything, level, bounds(everything))
    option_counts(campaign, Choice(), "regions")
    lines(campaign)
    first = of_rows(everything, np.arange(1))
    len(first.places) + len(first.roles)  # What finds them is kept.
    give_back_memory(len(index))
    let_go()
    index.words  # noqa: B018 -- it is kept
    give_back_memory(len(index))
    let_go()
