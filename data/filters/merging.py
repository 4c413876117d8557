"""How answers of shards unite: sums, unions, rows in date order."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from data.columnar.distinct import distinct


@dataclass(frozen=True, eq=False)
class Keys:
    """Distinct numbers, ascending. Merging unites them instead of adding."""

    numbers: np.ndarray

    def __len__(self) -> int:
        """How many there are."""
        return len(self.numbers)


def unite(answers: Sequence[Any], *_args: Hashable) -> Any:  # noqa: PLR0911 -- a table
    """Add up numbers, arrays of numbers and counts in a dict; unite truths, sets and keys.

    The fields of a named tuple unite each by itself. Keys of dicts are in the order of their first
    appearance.
    """
    first = answers[0]
    match first:
        case Keys():
            return Keys(distinct(np.concatenate([each.numbers for each in answers])))
        case tuple() if hasattr(first, "_fields"):
            return type(first)(*(unite(each) for each in zip(*answers, strict=True)))
        case dict():
            united: dict[Any, Any] = {}
            for counts in answers:
                for option, count in counts.items():
                    united[option] = united.get(option, 0) + count
            return united
        case frozenset():
            return frozenset().union(*answers)
        case np.ndarray() if first.dtype == bool:
            return np.any(answers, axis=0)
        case bool():
            return any(answers)
        case _:
            return sum(answers[1:], first)


def earliest(answers: Sequence[Any], *_args: Hashable) -> Any:
    """Return the smallest answer, a tuple or number; None only if all are None."""
    return min((each for each in answers if each is not None), default=None)


def largest(answers: Sequence[Any], *_args: Hashable) -> Any:
    """Return the largest answer."""
    return max(answers)


def in_row_order(answers: Sequence[np.ndarray], *_args: Hashable) -> np.ndarray:
    """Return positions of rows, ascending."""
    return np.sort(np.concatenate(answers))


def first_rows(answers: Sequence[np.ndarray], most: int, *_args: Hashable) -> np.ndarray:
    """Return the first `most` of positions of rows."""
    return in_row_order(answers)[:most]


def shifted(rows: np.ndarray, start: int) -> np.ndarray:
    """Return positions in a shard as positions in the whole campaign."""
    return rows + start


def join_frames(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Put frames one below another; their categoricals may have different categories.

    If no frame has rows, the result has the columns of the first.
    """
    some = [frame for frame in frames if len(frame)] or [frames[0]]
    if len(some) == 1:
        return some[0].reset_index(drop=True)
    columns = dict.fromkeys(name for frame in some for name in frame.columns)
    return pd.DataFrame({name: _join([frame[name] for frame in some]) for name in columns})


def _join(columns: list[pd.Series]) -> Any:
    if all(isinstance(each.dtype, pd.CategoricalDtype) for each in columns):
        return union_categoricals(columns, ignore_order=True)
    return pd.concat(columns, ignore_index=True)


def by_number(answers: Sequence[pd.DataFrame], *_args: Hashable) -> pd.DataFrame:
    """Put frames with a column `number` one below another, in the order of numbers."""
    joined = join_frames(answers)
    return joined.sort_values("number", kind="stable", ignore_index=True)
