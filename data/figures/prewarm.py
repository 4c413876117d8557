"""What questions of a large campaign are answered from, prepared before anybody asks."""

from __future__ import annotations

from contextlib import suppress

import numpy as np

from data.columnar.memory import give_back_memory
from data.figures.timeline import time_bins
from data.figures.totals import figures
from data.filters.choice import Choice
from data.filters.facets import facets
from data.filters.index import index_of
from data.filters.query import Query
from data.filters.question import EngineGone
from data.filters.rows import of_rows
from data.filters.select import select
from data.filters.suggestions import prepare
from data.map.clusters import groups
from data.map.markers import lines
from data.map.viewport import bounds
from data.store.mapped_files import release_pages

LEAST_ROWS = 5000
"""Of fewer consultations everything is made when it is asked for."""

_LEVELS = 3
"""Zooms of the map that show the world."""


def warm(campaign: Query) -> None:
    """Make the indexes of a large campaign, the slowest last; nothing of a small one."""
    if not campaign.is_local:
        # The first page says what is wrong, or asks again.
        with suppress(EngineGone):
            _ask_shards(campaign)
        return
    if len(campaign.consultations) < LEAST_ROWS:
        return
    index = index_of(campaign.campaign)
    everything = select(campaign, Choice())
    figures(everything)
    time_bins(campaign)
    for level in range(_LEVELS):
        groups(everything, level, bounds(everything))
    facets(campaign, Choice())
    lines(campaign)
    first = of_rows(everything, np.arange(1))
    len(first.places) + len(first.roles)  # What finds them is kept.
    give_back_memory(len(index))
    release_pages()
    prepare(campaign)  # the words of all texts, too
    give_back_memory(len(index))
    release_pages()


def _ask_shards(campaign: Query) -> None:
    """Ask what the first page of a campaign in shards asks; a shard warms itself by `warm`."""
    everything = select(campaign, Choice())
    figures(everything)
    time_bins(campaign)
    groups(everything, 0, bounds(everything))
    facets(campaign, Choice())
