"""Narrow a choice until it has few consultations, for widgets that can't show many."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from data.filters.choice import Choice
from data.filters.index import index_of
from data.filters.merging import unite
from data.filters.query import Query
from data.filters.question import question
from data.filters.rows import of_rows
from data.filters.select import count, select

_TRIES = 3
"""A long meeting also counts after the day it began: then a later day is tried."""

_DAY = pd.Timedelta(days=1)


class Nearest(NamedTuple):
    """A choice and how many consultations it gives."""

    choice: Choice
    consultations: int


def latest_days(campaign: Query, choice: Choice, most: int) -> Nearest | None:
    """Narrow a choice to its latest days.

    Returns:
        A choice with as many as there are in whole days, at most `most`; None if its last day has
        more, or nothing has a date.
    """
    part = select(campaign, choice)
    dated = dated_count(part)
    if not dated:
        return None
    # In date order, undated ones last.
    position = max(dated - most - 1, 0)
    for _ in range(_TRIES):
        row = part.rows_between(position, position + 1)
        begins = of_rows(part, row).consultations["first"].iloc[0]
        day = begins + _DAY if dated > most else begins
        narrow = replace(choice, since=day.date().isoformat())
        size = count(campaign, narrow)
        if size <= most:
            return Nearest(narrow, size) if size else None
        position = min(position + 2 * (size - most), dated - 1)
    return None


@question(unite)
def dated_count(part: Query) -> int:
    """Count the selected consultations whose days are known."""
    return int(np.count_nonzero(part.mask & index_of(part.campaign).dated))
