"""The selection as Parquet: the consultations with data types."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.export.about import about_object
from data.export.extract import Extract, blocks
from data.export.tidy_tables import consultations, documents, places, roles

ABOUT = b"consultation_map"
"""Key of the file's metadata for the facts about it, as JSON."""


def parquet_file(extract: Extract) -> Iterator[bytes]:
    """Yield one row per consultation: a row group per block, and the file's end.

    Yields:
        The columns of `tidy_tables.consultations`: `number` a whole number, `first_day` and
        `last_day` dates (null if unknown), the rest text; and lists of structures `places`
        (`city`, `country`, `iso2`, `lat`, `lon`, `placed`), `roles` (`organization_id`,
        `organization`, `role`) and `documents` (`id`, `title`, `kind`, `language`, `url`,
        `source`). An empty selection gives the columns without rows.
    """
    about = json.dumps(about_object(extract), ensure_ascii=False).encode()
    output, writer = _Pieces(), None
    for block in blocks(extract):
        table = _table(block).replace_schema_metadata({ABOUT: about})
        writer = writer or pq.ParquetWriter(output, table.schema, compression="zstd")
        writer.write_table(table)
        yield output.take()
    if writer:
        writer.close()
    yield output.take()


class _Pieces(io.RawIOBase):
    """A file that is written and read bit by bit."""

    def __init__(self) -> None:
        super().__init__()
        self._written: list[bytes] = []
        self._length = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._length

    def write(self, data: Any) -> int:
        self._written.append(bytes(data))
        self._length += len(data)
        return len(data)

    def take(self) -> bytes:
        """Return what was written since the last call."""
        written, self._written = b"".join(self._written), []
        return written


def _table(extract: Extract) -> pa.Table:
    """Return the rows of a block with the lists of each."""
    frame = consultations(extract)
    table = _with_stable_types(frame)
    for name, part in (
        ("places", places(extract)), ("roles", roles(extract)), ("documents", documents(extract)),
    ):  # fmt: skip
        table = table.append_column(name, _lists(part, frame))
    return table


def _with_stable_types(frame: pd.DataFrame) -> pa.Table:
    """Convert a frame to a table with types that don't depend on its values."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    types = {name: _type(name, frame[name]) for name in table.column_names}
    columns = [table[name].cast(type_) for name, type_ in types.items()]
    return pa.Table.from_arrays(columns, names=list(types))


def _type(name: str, values: pd.Series) -> pa.DataType:
    if name in ("first_day", "last_day"):
        return pa.date32()
    if pd.api.types.is_float_dtype(values):
        return pa.float64()
    return pa.int64() if pd.api.types.is_integer_dtype(values) else pa.string()


def _lists(part: pd.DataFrame, frame: pd.DataFrame) -> pa.ListArray:
    """Return the rows of a part as lists, one list per consultation of the frame."""
    part = part[part["number"].notna()]
    counts = part["consultation"].value_counts().reindex(frame["id"], fill_value=0)
    offsets = pa.array([0, *counts.cumsum()], type=pa.int32())
    columns = part.drop(columns=["number", "consultation", "position"], errors="ignore")
    table = _with_stable_types(columns)
    fields = [column.combine_chunks() for column in table.columns]
    structures = pa.StructArray.from_arrays(fields, names=table.column_names)
    return pa.ListArray.from_arrays(offsets, structures)
