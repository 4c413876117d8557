"""Partial dates: `2016`, `2016-04`, `2016-04-29`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from data.arrays.texts import taken

if TYPE_CHECKING:
    from collections.abc import Iterable

PRECISIONS = ("", "day", "month", "year")
"""How exact a date is, from unknown over exact to vague; the index orders them."""

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?\Z")
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
    return _parse_each(distinct.tolist()).take(codes).set_axis(texts.index)


def _parse_each(texts: Iterable[str]) -> pd.DataFrame:
    # Few texts are distinct, and of a few a loop is done before pandas has begun.
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
    """What `parse_partial` says of one text."""
    days = _days(text)
    if days is None:
        return None, None, "", not text
    return *days, ("year", "month", "day")[text.count("-")], True


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
    days = _days_kept(text)
    return days[0] if days else None


def last_day(text: str) -> date | None:
    """The last day of a partial date; None for a text that is none."""
    days = _days_kept(text)
    return days[1] if days else None


def is_backwards(since: str, until: str) -> bool:
    """Whether a time, of two partial dates, ends before it begins; "" is no end."""
    first, last = first_day(since), last_day(until)
    return first is not None and last is not None and last < first


def _days(text: str) -> tuple[date, date] | None:
    """The first and the last day of a partial date."""
    found = _PARTIAL.match(text)
    if not found:
        return None
    year, month, day = (int(one) if one else None for one in found.groups())
    try:
        first = date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    if day is not None:
        return first, first
    end = first.replace(month=month or 12)
    return first, end.replace(day=monthrange(end.year, end.month)[1])


_days_kept = lru_cache(maxsize=512)(_days)
