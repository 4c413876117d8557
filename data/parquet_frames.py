"""Frames of a campaign as Parquet files, read back as they were, types and all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from data.arrow_texts import series

if TYPE_CHECKING:
    from pathlib import Path

Kinds: TypeAlias = dict[str, Any]
"""What must be said of a frame besides its file: `types`, the name of each column's type in their
order, and `categories`, the values of each categorical column."""

_TUPLES = "tuple"
_CODES = "int32"
_GROUP = 250_000


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
    parquet.write_table(
        pa.table(columns), path, compression="lz4", write_page_checksum=True, row_group_size=_GROUP
    )
    return {"types": types, "categories": categories}


def read_frame(path: Path, kinds: Kinds) -> pd.DataFrame:
    """Read a frame that `write_frame` wrote.

    Raises:
        OSError, ValueError, KeyError, TypeError: The file is not what was written.
    """
    frame = {}
    with parquet.ParquetFile(path, page_checksum_verification=True) as file:
        if file.schema_arrow.names != list(kinds["types"]):
            raise ValueError(path)
        # One after the other: all of them at once are there twice for a moment.
        for name, kind in kinds["types"].items():
            column = file.read([name]).column(0)
            frame[name] = _read(column, kind, kinds["categories"].get(name, []))
        return pd.DataFrame(frame, index=pd.RangeIndex(file.metadata.num_rows))


def _type(column: pd.Series) -> str:
    return _TUPLES if column.dtype == object else str(column.dtype)


def _written(column: pd.Series, kind: str) -> Any:  # noqa: ANN401 (pyarrow has no types)
    if kind == "category":
        return pa.array(column.cat.codes.to_numpy(_CODES))
    if kind == _TUPLES:
        return pa.array([list(cell) for cell in column], pa.list_(pa.string()))
    return pa.array(column)


def _read(column: Any, kind: str, categories: list[str]) -> pd.Series:  # noqa: ANN401
    """One column, in one piece: to take rows of many pieces puts them together each time."""
    array = column.combine_chunks()
    if kind == "str":
        return series(array)
    if kind == _TUPLES:
        return pd.Series([tuple(cell) for cell in array.to_pylist()], dtype=object)
    if kind == "category":
        codes = array.to_numpy(zero_copy_only=False)
        index = pd.Index(categories, dtype="str")
        return pd.Series(pd.Categorical.from_codes(codes, categories=index))
    if kind == "Int64":
        return _with_gaps(array)
    return pd.Series(np.asarray(array).astype(np.dtype(kind)))


def _with_gaps(array: Any) -> pd.Series:  # noqa: ANN401
    is_null = array.is_null().to_numpy(zero_copy_only=False)
    values = np.asarray(array.fill_null(0), dtype="int64")
    return pd.Series(pd.arrays.IntegerArray(values, is_null))
