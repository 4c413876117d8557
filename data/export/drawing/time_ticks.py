"""Where the axis of time is marked, and with which words."""

from __future__ import annotations

import pandas as pd

from data.languages import month_names

_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)
"""Months between two ticks, of which the least that leaves room is taken."""
_YEAR = 12


def time_ticks(start: pd.Timestamp, end: pd.Timestamp, language: str, most: float) -> pd.DataFrame:
    """Mark a stretch of time.

    Args:
        start: Where it begins.
        end: Where it ends, later.
        language: Of the names of months.
        most: How many ticks there is room for.

    Returns:
        A row a tick in order: `at` (first of a month within the stretch), `text` (the year in
        January and at the first tick, else the month), `strong` (a year that others are not).
        A stretch within one month has a tick or none.
    """
    first, last = _months(start), _months(end)
    step = next((one for one in _STEPS if (last - first) / one <= most), _STEPS[-1])
    names = month_names(language)
    rows: list[dict[str, object]] = []
    for month in range(-(-first // step) * step, last + 1, step):
        year, place = divmod(month, _YEAR)
        at = pd.Timestamp(year=year, month=place + 1, day=1) if year else start
        if not start <= at <= end:
            continue
        january = place == 0
        text = f"{year}" if january else names[place] + ("" if rows else f" {year}")
        rows.append({"at": at, "text": text, "strong": january and step < _YEAR})
    return pd.DataFrame(rows, columns=["at", "text", "strong"])


def _months(moment: pd.Timestamp) -> int:
    """Months since year 0."""
    return moment.year * _YEAR + moment.month - 1
