"""Arrays by name in one memory-mapped file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from data.store.mapped_files import read_mapped, write_mapped

_TRUTHS = "?"
"""How the name of an array of booleans begins in the file, where they are bytes."""


def write_arrays(arrays: Mapping[str, Any], path: Path) -> None:
    """Write NumPy arrays of one dimension and Arrow arrays of text, at least one.

    Raises:
        OSError: The file can't be written.
    """
    columns = dict(_column(name, values) for name, values in arrays.items())
    batch = pa.RecordBatch.from_pydict(columns)
    write_mapped([batch], batch.schema, path)


def read_arrays(path: Path) -> dict[str, Any]:
    """Map the arrays of `write_arrays`. Nobody may change the file meanwhile.

    Raises:
        OSError, ValueError, LookupError, ArrowException: The file is missing or damaged.
    """
    (batch,) = read_mapped(path, is_shared=True)
    columns = zip(batch.schema.names, batch.columns, strict=True)
    return dict(_values(name, column[0].values) for name, column in columns)


def _column(name: str, values: Any) -> tuple[str, Any]:
    """Return an array as a list in one row: columns may have different lengths then."""
    if isinstance(values, np.ndarray) and values.dtype == bool:
        name, values = _TRUTHS + name, values.view(np.uint8)
    array = pa.array(values)
    ends = pa.array([0, len(array)], pa.int64())
    return name, pa.LargeListArray.from_arrays(ends, array)


def _values(name: str, values: Any) -> tuple[str, Any]:
    if pa.types.is_string(values.type) or pa.types.is_large_string(values.type):
        return name, values
    array = values.to_numpy(zero_copy_only=True)
    if name.startswith(_TRUTHS):
        return name.removeprefix(_TRUTHS), array.view(bool)
    return name, array
