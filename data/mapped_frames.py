"""Frames of a campaign as files that are mapped, given back as they were, types and all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa

from data.arrow_texts import series
from data.mapped_file import read_mapped, write_mapped

if TYPE_CHECKING:
    from pathlib import Path

Kinds: TypeAlias = dict[str, Any]
"""What must be said of a frame besides its file: `types`, the name of each column's type in their
order, and `categories`, the values of each categorical column."""

_TUPLES = "tuple"
_AS_NUMBERS = {"b": np.uint8, "M": np.int64}
"""Truths and days are written as the numbers that they are in memory, so that none is copied."""


def write_frame(frame: pd.DataFrame, path: Path) -> Kinds:
    """Write a frame, without its index.

    Args:
        frame: Columns are text, numbers, truths, days, categoricals of text, or tuples of text.
        path: The file to write.

    Returns:
        What `read_frame` must be told.
    """
    types = {name: _type(frame[name]) for name in frame.columns}
    categories = {
        name: frame[name].cat.categories.astype("str").to_list()
        for name, kind in types.items()
        if kind == "category"
    }
    columns = {name: _written(frame[name], kind) for name, kind in types.items()}
    # In one piece: to take rows of many pieces puts them together each time.
    batch = pa.RecordBatch.from_pydict(columns)
    write_mapped([batch], batch.schema, path)
    return {"types": types, "categories": categories}


def read_frame(path: Path, kinds: Kinds, *, is_shared: bool = False) -> pd.DataFrame:
    """Map a frame that `write_frame` wrote: its columns stay in the file until they are used.

    Args:
        path: The file.
        kinds: What `write_frame` gave.
        is_shared: As `read_mapped` has it.

    Raises:
        OSError, ValueError, LookupError, TypeError, ArrowException: It is not what was written.
    """
    (batch,) = read_mapped(path, is_shared=is_shared)
    if batch.schema.names != list(kinds["types"]):
        raise ValueError(path)
    columns = {
        name: _read(batch.column(name), kind, kinds["categories"].get(name, []))
        for name, kind in kinds["types"].items()
    }
    return pd.DataFrame(columns, index=pd.RangeIndex(batch.num_rows), copy=False)


def _type(column: pd.Series) -> str:
    return _TUPLES if column.dtype == object else str(column.dtype)


def _written(column: pd.Series, kind: str) -> Any:  # noqa: ANN401 (pyarrow has no types)
    if kind == "category":
        return pa.array(column.cat.codes.to_numpy())
    if kind == _TUPLES:
        return pa.array([list(cell) for cell in column], pa.list_(pa.string()))
    if kind in {"str", "Int64"}:
        array = pa.array(column)
        return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
    values = column.to_numpy()
    return pa.array(values.view(_AS_NUMBERS.get(values.dtype.kind, values.dtype)))


def _read(array: Any, kind: str, categories: list[str]) -> pd.Series:  # noqa: ANN401
    if kind == "str":
        return series(array)
    if kind == _TUPLES:
        return pd.Series([tuple(cell) for cell in array.to_pylist()], dtype=object)
    if kind == "category":
        index = pd.Index(categories, dtype="str")
        codes = pd.Categorical.from_codes(array.to_numpy(), categories=index)
        return pd.Series(codes, copy=False)
    if kind == "Int64":
        return _with_gaps(array)
    return pd.Series(array.to_numpy().view(np.dtype(kind)), copy=False)


def _with_gaps(array: Any) -> pd.Series:  # noqa: ANN401
    is_null = array.is_null().to_numpy(zero_copy_only=False)
    values = np.asarray(array.fill_null(0), dtype="int64")
    return pd.Series(pd.arrays.IntegerArray(values, is_null))
