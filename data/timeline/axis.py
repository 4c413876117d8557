"""The ticks of a time axis: days, months or years, at even distances."""

from __future__ import annotations

from datetime import MAXYEAR

import pandas as pd

from data.words.dates import month_names, when

TICKS = 13.0, 4.5
"""How many labels fit below the timeline of a page, where it is wide and where narrow."""

_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000)
"""Months between two ticks; the smallest that leaves room is used."""
_YEAR = 12
_DAYS_SHOWN = 62
"""Periods shorter than this have ticks for days."""
_DAY_STEPS = (1, 2, 7, 14)
_DAY_WIDTH = 1.6
"""Width of the name of a day, relative to that of a month."""


def time_ticks(start: pd.Timestamp, end: pd.Timestamp, language: str, most: float) -> pd.DataFrame:
    """Return the ticks of a period.

    Args:
        start: Its start.
        end: Its end, later than the start.
        language: Of the names of months.
        most: The number of ticks that fit.

    Returns:
        One row per tick in order: `at` (the first of a month; in two months or less, days),
        `text` (the year in January and at the first tick, else the month; a day in full),
        `strong` (whether it is a year among months).
    """
    if (end - start).days < _DAYS_SHOWN:
        rows = _days(start, end, language, most)
    else:
        rows = _months(start, end, language, most)
    frame = pd.DataFrame(rows, columns=["at", "text", "strong"])
    return frame.astype({"at": "datetime64[s]", "strong": bool})


def _days(
    start: pd.Timestamp, end: pd.Timestamp, language: str, most: float
) -> list[dict[str, object]]:
    days = list(pd.date_range(start.normalize(), end, freq="D"))
    days = [day for day in days if start <= day]
    step = next(
        (size for size in _DAY_STEPS if len(days) / size <= most / _DAY_WIDTH), _DAY_STEPS[-1]
    )
    return [
        {"at": day, "text": when(day.date(), day.date(), "day", language), "strong": False}
        for day in days[::step]
    ]


def _months(
    start: pd.Timestamp, end: pd.Timestamp, language: str, most: float
) -> list[dict[str, object]]:
    first, last = _counted(start), min(_counted(end), MAXYEAR * _YEAR + _YEAR - 1)
    step = next((size for size in _STEPS if (last - first) / size <= most), _STEPS[-1])
    names = month_names(language)
    rows: list[dict[str, object]] = []
    for month in range(-(-first // step) * step, last + 1, step):
        year, index = divmod(month, _YEAR)
        at = pd.Timestamp(year=year, month=index + 1, day=1) if year > 0 else start
        if not start <= at <= end:
            continue
        january = index == 0
        text = f"{year}" if january else names[index] + ("" if rows else f" {year}")
        rows.append({"at": at, "text": text, "strong": january and step < _YEAR})
    return rows


def _counted(moment: pd.Timestamp) -> int:
    """Count the months since year 0."""
    return moment.year * _YEAR + moment.month - 1
