"""Operations on whole columns of text as Arrow arrays, so that no Python runs per row."""

from __future__ import annotations

# Sets Arrow's memory pool before the first array; `data.filters` imports this name from here.
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

_TYPE = pa.large_string()


class Parts(NamedTuple):
    """The values of cells that are lists.

    Attributes:
        rows: Position of the cell of each value.
        positions: Position of each value in its cell, from 0.
        texts: The values, none of them empty.
    """

    rows: np.ndarray
    positions: np.ndarray
    texts: pd.Series[str]


def arrow(texts: pd.Series[str]) -> Any:
    """Return the texts as one Arrow array; missing ones are ""."""
    array = pa.array(texts.astype("str").array, type=_TYPE)
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    return pc.fill_null(array, "") if array.null_count else array


def series(array: Any, index: pd.Index | None = None) -> pd.Series[str]:
    """Return an Arrow array of texts as a column."""
    return pd.Series(array, index=index, dtype="str")


def parts(texts: pd.Series[str], separator: str = ";") -> Parts:
    """Split lists in cells; empty values are left out, but count in the positions."""
    lists = pc.split_pattern(arrow(texts), separator)
    rows = pc.list_parent_indices(lists).to_numpy()
    starts = lists.offsets.to_numpy()[:-1]
    values = pc.utf8_trim_whitespace(lists.flatten())
    is_filled = pc.not_equal(values, "")
    mask = is_filled.to_numpy(zero_copy_only=False)
    positions = np.arange(len(rows)) - starts[rows] if len(rows) else rows
    return Parts(
        rows[mask].astype("int64"),
        positions[mask].astype("int64"),
        series(values.filter(is_filled)),
    )


def join_columns(columns: Sequence[pd.Series[str]], separator: str = " ") -> pd.Series[str]:
    """Join at least one column row by row, skipping empty cells."""
    texts = [arrow(column) for column in columns]
    nothing = pa.scalar(None, _TYPE)
    filled = [pc.if_else(pc.equal(array, ""), nothing, array) for array in texts]
    # Arrow leaves out a row whose cells are all null.
    is_empty = reduce(pc.and_, (pc.equal(array, "") for array in texts))
    filled[0] = pc.if_else(is_empty, pa.scalar("", _TYPE), filled[0])
    between = pa.scalar(separator, _TYPE)
    text = pc.binary_join_element_wise(*filled, between, null_handling="skip")
    return series(text, columns[0].index)


def by_distinct(
    texts: pd.Series[str], read: Callable[[pd.Series[str]], pd.Series[str]]
) -> pd.Series[str]:
    """Apply a function to a column, once per distinct text.

    Args:
        texts: Text; missing ones count as "".
        read: Maps a column of text to one of the same length.
    """
    codes, distinct = pd.factorize(texts.astype("str").fillna(""))
    results = read(pd.Series(distinct, dtype="str")).take(codes)
    results.index, results.name = texts.index, texts.name
    return results


def take(texts: pd.Series[str], positions: np.ndarray) -> pd.Series[str]:
    """Return the texts at the positions, "" where a position is negative."""
    picked = arrow(texts).take(pa.array(positions, mask=positions < 0))
    return series(pc.fill_null(picked, ""))


def text_keys(texts: pd.Series[str]) -> np.ndarray:
    """Return 64 bits per text, equal for equal texts in any process (SipHash, as pandas has it).

    Of a million distinct texts two share a number once in forty million times.
    """
    return pd.util.hash_array(texts.to_numpy(dtype=object)).astype(np.uint64)


def matches_pattern(texts: pd.Series[str], pattern: str) -> pd.Series[bool]:
    """Return which texts match a regular expression of RE2 anywhere.

    Where pandas can't translate a pattern, it uses Python's `re`, which takes ten times as long.
    """
    is_match = pc.match_substring_regex(arrow(texts), pattern)
    return pd.Series(is_match.to_numpy(zero_copy_only=False), index=texts.index)


def group_texts(keys: pd.Series[str], texts: pd.Series[str]) -> dict[str, list[str]]:
    """Return the texts of each key, in order. NumPy hands out single values faster than Arrow."""
    by_key: dict[str, list[str]] = {}
    for key, text in zip(keys.astype("str").to_numpy(), texts.to_numpy(), strict=True):
        by_key.setdefault(key, []).append(text)
    return by_key


def is_among(texts: pd.Series[str], others: pd.Series[str]) -> pd.Series[bool]:
    """Return which texts are among the others; fast even if these are many."""
    if texts.empty:
        return pd.Series(index=texts.index, dtype=bool)
    is_found = pc.is_in(arrow(texts), value_set=arrow(others))
    return pd.Series(is_found.to_numpy(zero_copy_only=False), index=texts.index)


def each_once(texts: pd.Series[str], function: Callable[[str], str]) -> pd.Series[str]:
    """Apply a function to each distinct text of a column.

    Args:
        texts: A column; missing values count as "".
        function: Called once per distinct text.

    Returns:
        The results under the same index and name; an empty column for an empty one.
    """
    codes, distinct = pd.factorize(texts.astype("str").fillna(""))
    results = pd.Series([function(text) for text in distinct], dtype="str").take(codes)
    results.index, results.name = texts.index, texts.name
    return results
