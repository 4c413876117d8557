"""Columns of text worked on as a whole, as Arrow arrays, so that no Python runs for each row."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from functools import reduce
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# Arrow's own allocator keeps hundreds of megabytes that the tables of a million rows left behind.
pa.set_memory_pool(pa.system_memory_pool())

_TYPE = pa.large_string()


class Parts(NamedTuple):
    """The values of cells that are lists.

    Attributes:
        rows: Position of the cell of each value.
        positions: Place of each value in its cell, from 0.
        texts: The values, none of them empty.
    """

    rows: np.ndarray
    positions: np.ndarray
    texts: pd.Series[str]


_MANY_ROWS = 50_000
"""Of fewer the memory is not worth the time of collecting it."""


def arrow(texts: pd.Series[str]) -> Any:  # noqa: ANN401 (pyarrow has no types)
    """One Arrow array of the texts; a missing one is ""."""
    array = pa.array(texts.astype("str").array, type=_TYPE)
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    return pc.fill_null(array, "") if array.null_count else array


def series(array: Any, index: pd.Index | None = None) -> pd.Series[str]:  # noqa: ANN401
    """A column of an Arrow array of texts."""
    return pd.Series(array, index=index, dtype="str")


def parts(texts: pd.Series[str], separator: str = ";") -> Parts:
    """Take lists in cells apart; an empty value gives nothing but keeps its position."""
    lists = pc.split_pattern(arrow(texts), separator)
    rows = pc.list_parent_indices(lists).to_numpy()
    starts = lists.offsets.to_numpy()[:-1]
    values = pc.utf8_trim_whitespace(lists.flatten())
    kept = pc.not_equal(values, "")
    keep = kept.to_numpy(zero_copy_only=False)
    positions = np.arange(len(rows)) - starts[rows] if len(rows) else rows
    return Parts(
        rows[keep].astype("int64"), positions[keep].astype("int64"), series(values.filter(kept))
    )


def joined(columns: Sequence[pd.Series[str]], separator: str = " ") -> pd.Series[str]:
    """The columns side by side, empty cells skipped; at least one column."""
    arrays = [arrow(column) for column in columns]
    nothing = pa.scalar(None, _TYPE)
    filled = [pc.if_else(pc.equal(array, ""), nothing, array) for array in arrays]
    # Arrow leaves out a row whose cells are all null.
    is_empty = reduce(pc.and_, (pc.equal(array, "") for array in arrays))
    filled[0] = pc.if_else(is_empty, pa.scalar("", _TYPE), filled[0])
    between = pa.scalar(separator, _TYPE)
    text = pc.binary_join_element_wise(*filled, between, null_handling="skip")
    return series(text, columns[0].index)


def by_distinct(
    texts: pd.Series[str], read: Callable[[pd.Series[str]], pd.Series[str]]
) -> pd.Series[str]:
    """What a function makes of a column, asked for each distinct text once.

    Args:
        texts: Text; a missing one is "".
        read: Gives a column of text as long as the one it is given.
    """
    codes, distinct = pd.factorize(texts.astype("str").fillna(""))
    answers = read(pd.Series(distinct, dtype="str")).take(codes)
    answers.index, answers.name = texts.index, texts.name
    return answers


def taken(texts: pd.Series[str], places: np.ndarray) -> pd.Series[str]:
    """The texts at the places, "" where a place is negative."""
    chosen = arrow(texts).take(pa.array(places, mask=places < 0))
    return series(pc.fill_null(chosen, ""))


def give_back_memory(rows: int) -> None:
    """Return what is no longer used to the system, which would rather keep it for the next.

    Frames that know of each other in a circle hold 200 MB of a million rows until they are
    collected. The collector looks through all that a process has, so it is not asked for little.

    Args:
        rows: How many there were.
    """
    if rows >= _MANY_ROWS:
        gc.collect()
    give_back_freed(rows)


def give_back_freed(rows: int) -> None:
    """Return to the system what is free already, without looking for more: a few milliseconds."""
    if rows >= _MANY_ROWS:
        pa.default_memory_pool().release_unused()


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave out Python's own collections, which look again and again through all that is made.

    What is made of many rows stays; `give_back_memory` collects where that is worth it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def matched(texts: pd.Series[str], pattern: str) -> pd.Series[bool]:
    """Whether there is something in each text that a regular expression of RE2 describes.

    pandas leaves what it can't translate to Python, which takes ten times as long.
    """
    is_there = pc.match_substring_regex(arrow(texts), pattern)
    return pd.Series(is_there.to_numpy(zero_copy_only=False), index=texts.index)


def gathered(keys: pd.Series[str], texts: pd.Series[str]) -> dict[str, list[str]]:
    """The texts of each key, in their order; of NumPy, for Arrow gives one by one slowly."""
    found: dict[str, list[str]] = {}
    for key, text in zip(keys.astype("str").to_numpy(), texts.to_numpy(), strict=True):
        found.setdefault(key, []).append(text)
    return found


def found_in(texts: pd.Series[str], others: pd.Series[str]) -> pd.Series[bool]:
    """Whether each text is one of the others; quick where these are many."""
    if texts.empty:
        return pd.Series(index=texts.index, dtype=bool)
    is_there = pc.is_in(arrow(texts), value_set=arrow(others))
    return pd.Series(is_there.to_numpy(zero_copy_only=False), index=texts.index)
