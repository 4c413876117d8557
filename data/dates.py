"""Partial dates: `2016`, `2016-04`, `2016-04-29`."""

from __future__ import annotations

import re
from calendar import IllegalMonthError, monthrange
from datetime import date
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from data.arrow_texts import taken

PRECISIONS = ("", "day", "month", "year")
"""How exact a date is, from unknown over exact to vague; the index orders them."""

_PARTIAL = r"^(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{1,2})(?:-(?P<day>[0-9]{1,2}))?)?\Z"
_UNIT: Final = "datetime64[s]"


def parse_partial(texts: pd.Series) -> pd.DataFrame:
    """Read partial ISO dates.

    Args:
        texts: Text, "" where there is no date.

    Returns:
        Columns `first` and `last` (the days the date may stand for, both inclusive; NaT where
        the text is empty or no date), `precision` ("", "day", "month" or "year") and
        `understood` (False for a text that is no date), with the index of `texts`.
    """
    codes, distinct = pd.factorize(texts, use_na_sentinel=False)
    return _parse_each(pd.Series(distinct)).take(codes).set_axis(texts.index)


def _parse_each(texts: pd.Series) -> pd.DataFrame:
    parts = texts.str.extract(_PARTIAL).astype("float64")
    precision = np.select(
        [parts["day"].notna(), parts["month"].notna(), parts["year"].notna()],
        ["day", "month", "year"],
        default="",
    )
    first = _days(parts.fillna({"month": 1, "day": 1}))
    last = _last_day(first, precision)
    known = first.notna()
    return pd.DataFrame(
        {
            "first": first,
            "last": last,
            "precision": np.where(known, precision, ""),
            "understood": known | (texts == ""),
        }
    )


def _days(parts: pd.DataFrame) -> pd.Series:
    sane = parts.where(parts["year"] >= 1)
    return pd.to_datetime(sane, errors="coerce").astype(_UNIT)


def _last_day(first: pd.Series, precision: np.ndarray) -> pd.Series:
    months = np.select([precision == "month", precision == "year"], [1, 12], default=0)
    start = first.to_numpy().astype("datetime64[M]") + months.astype("timedelta64[M]")
    ends = start.astype("datetime64[D]") - np.timedelta64(1, "D")
    return pd.Series(ends.astype(_UNIT), index=first.index).where(months > 0, first)


def coarsest(one: pd.Series, other: pd.Series) -> pd.Series:
    """The vaguer of two precisions, row by row."""
    coarser = np.maximum(_ranks(one), _ranks(other))
    # Arrow repeats the four texts; a million texts out of numpy take a second.
    return taken(pd.Series(PRECISIONS, dtype="str"), coarser).set_axis(one.index)


def _ranks(precisions: pd.Series) -> np.ndarray:
    codes, distinct = pd.factorize(precisions)
    ranks: np.ndarray = pd.Index(PRECISIONS).get_indexer(pd.Index(distinct))[codes]
    return ranks


def first_day(text: str) -> date | None:
    """The first day of a partial date; None for a text that is none."""
    return _day(text, "first")


def last_day(text: str) -> date | None:
    """The last day of a partial date; None for a text that is none."""
    return _day(text, "last")


def is_backwards(since: str, until: str) -> bool:
    """Whether a time, of two partial dates, ends before it begins; "" is no end."""
    first, last = first_day(since), last_day(until)
    return first is not None and last is not None and last < first


@lru_cache(maxsize=512)
def _day(text: str, side: str) -> date | None:
    found = re.match(_PARTIAL, text)
    if not found:
        return None
    year, month, day = (int(one) if one else None for one in found.groups())
    last = side == "last"
    try:
        month = (12 if last else 1) if month is None else month
        end = monthrange(year or 0, month)[1] if last else 1
        return date(year or 0, month, end if day is None else day)
    except (ValueError, IllegalMonthError):
        return None
