"""Partial dates: `2016`, `2016-04`, `2016-04-29`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from data.columnar.texts import take

PRECISIONS = ("", "day", "month", "year")
"""Precisions of a date, in order: unknown, then from exact to vague."""

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?\Z")
_UNIT: Final = "datetime64[s]"


def parse_partial(texts: pd.Series) -> pd.DataFrame:
    """Parse partial ISO dates.

    Args:
        texts: Text, "" where there is no date.

    Returns:
        Columns `first` and `last` (the days the date may stand for, both inclusive; NaT where
        the text is empty or invalid), `precision` ("", "day", "month" or "year") and
        `understood` (False for an invalid text), with the index of `texts`.
    """
    codes, distinct = pd.factorize(texts, use_na_sentinel=False)
    return _parse_each(distinct.tolist()).take(codes).set_axis(texts.index)


def _parse_each(texts: Iterable[str]) -> pd.DataFrame:
    # Few texts are distinct; for a few, a loop is faster than pandas.
    read = [_read(str(text)) for text in texts]
    firsts, lasts, precisions, understood = zip(*read, strict=True) if read else ((), (), (), ())
    return pd.DataFrame(
        {
            "first": np.array(firsts, "datetime64[D]").astype(_UNIT),
            "last": np.array(lasts, "datetime64[D]").astype(_UNIT),
            "precision": pd.array(precisions, dtype="str"),
            "understood": np.array(understood, "bool"),
        }
    )


def _read(text: str) -> tuple[date | None, date | None, str, bool]:
    """Parse one text as `parse_partial` does."""
    days = _days(text)
    if days is None:
        return None, None, "", not text
    return *days, ("year", "month", "day")[text.count("-")], True


def coarsest(first: pd.Series, second: pd.Series) -> pd.Series:
    """Return the vaguer of two precisions, row by row."""
    coarser = np.maximum(_ranks(first), _ranks(second))
    # Arrow repeats the four texts; making a million texts from NumPy takes a second.
    return take(pd.Series(PRECISIONS, dtype="str"), coarser).set_axis(first.index)


def _ranks(precisions: pd.Series) -> np.ndarray:
    codes, distinct = pd.factorize(precisions)
    ranks: np.ndarray = pd.Index(PRECISIONS).get_indexer(pd.Index(distinct))[codes]
    return ranks


def first_day(text: str) -> date | None:
    """Return the first day of a partial date; None for an invalid text."""
    days = _cached_days(text)
    return days[0] if days else None


def last_day(text: str) -> date | None:
    """Return the last day of a partial date; None for an invalid text."""
    days = _cached_days(text)
    return days[1] if days else None


def is_backwards(since: str, until: str) -> bool:
    """Tell whether a period of two partial dates ends before it begins; "" is open."""
    first, last = first_day(since), last_day(until)
    return first is not None and last is not None and last < first


def _days(text: str) -> tuple[date, date] | None:
    """Return the first and the last day of a partial date; None for an invalid text."""
    match = _PARTIAL.match(text)
    if not match:
        return None
    year, month, day = (int(digits) if digits else None for digits in match.groups())
    try:
        first = date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    if day is not None:
        return first, first
    end = first.replace(month=month or 12)
    return first, end.replace(day=monthrange(end.year, end.month)[1])


_cached_days = lru_cache(maxsize=512)(_days)
