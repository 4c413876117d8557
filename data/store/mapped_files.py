"""Frames in memory-mapped Arrow files: unread parts stay on disk, damage is detected."""

from __future__ import annotations

import mmap
import os
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile, gettempdir
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
import pyarrow as pa

from data.columnar.texts import series

COPYING, ENDING = "copy-", ".part"
"""How the name of a copy begins and ends on systems without nameless files."""

_mapped: WeakKeyDictionary[mmap.mmap, Path] = WeakKeyDictionary()
"""The current maps, and the file that each was read from."""

_SUM_BYTES = 4
_BLOCK = 1 << 18
"""Blocks that fit the processor's cache are copied three times as fast as those of megabytes."""

_SMALL = 1_000_000
"""Smaller files are read instead of mapped, so that no file stays open for little memory."""

Kinds: TypeAlias = dict[str, Any]
"""What a frame needs besides its file: `types`, the name of each column's type in their order, and
`categories`, the values of each categorical column."""

_TUPLES = "tuple"
_AS_NUMBERS = {"b": np.uint8, "M": np.int64}
"""Booleans and days are written as their numbers in memory, so that reading copies nothing."""


def write_mapped(batches: Iterable[Any], schema: Any, path: Path) -> None:
    """Write uncompressed Arrow record batches and their checksum.

    Args:
        batches: Of the schema; may be empty.
        schema: Of each batch.
        path: The file to write.

    Raises:
        OSError: It can't be written.
    """
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
    with path.open("r+b") as file:
        checksum = _sum(file, path.stat().st_size)
        file.seek(0, 2)
        file.write(checksum)


def read_mapped(path: Path, *, is_shared: bool = False, is_unchecked: bool = False) -> list[Any]:
    """Map a file of `write_mapped` and return its record batches.

    Args:
        path: The file. It may be changed or removed afterwards.
        is_shared: Map the file itself, not a copy. This saves time and space in processes that may
            crash when somebody changes the file.
        is_unchecked: Leave the contents of a large file that is mapped itself to `check_contents`.

    Raises:
        OSError, ValueError, ArrowException: The file is missing or damaged.
    """
    with path.open("rb", buffering=0) as file:
        is_mapped = is_shared and file.seek(0, 2) > _SMALL
        is_unchecked = is_unchecked and is_mapped
        content = _of(file, is_unchecked=is_unchecked) if is_mapped else _own(file, path.parent)
    reader = pa.ipc.open_file(pa.py_buffer(content).slice(0, len(content) - _SUM_BYTES))
    batches = [reader.get_batch(i) for i in range(reader.num_record_batches)]
    for batch in batches:
        batch.validate(full=not is_unchecked)
    if isinstance(content, mmap.mmap):
        _mapped[content] = path
    release_pages()
    return batches


def check_contents(path: Path, *, is_read_once: bool) -> None:
    """Verify the contents of a large file that was mapped unchecked. It takes a second per GB.

    Args:
        path: The file.
        is_read_once: Don't let it displace what is read often from the system's memory.

    Raises:
        OSError: It can't be read.
        ValueError: It is damaged.
    """
    with path.open("rb", buffering=0) as file:
        if file.seek(0, 2) <= _SMALL:
            return

        def release(_block: object) -> None:
            if is_read_once and hasattr(os, "posix_fadvise"):
                os.posix_fadvise(file.fileno(), 0, file.tell(), os.POSIX_FADV_DONTNEED)

        _check(file, release)


def write_checked(content: bytes, path: Path) -> None:
    """Write a small file and its checksum.

    Raises:
        OSError: It can't be written.
    """
    path.write_bytes(content + zlib.crc32(content).to_bytes(_SUM_BYTES, "little"))


def read_checked(path: Path) -> bytes:
    """Read a file of `write_checked`.

    Raises:
        OSError, ValueError: The file is missing or damaged.
    """
    content = bytearray()
    with path.open("rb", buffering=0) as file:
        _check(file, content.extend)
    return bytes(content[:-_SUM_BYTES])


def _own(file: Any, folder: Path) -> mmap.mmap | bytes:
    """Copy a file's contents so that nobody can change them: into a nameless file, or memory.

    The file is made in the same folder, else in that of temporary files. Small contents, and those
    without room in either, are read into memory.

    Raises:
        OSError, ValueError: The file is damaged.
    """
    if file.seek(0, 2) > _SMALL:
        for directory in (folder, Path(gettempdir())):
            with (
                suppress(OSError),
                TemporaryFile(dir=directory, prefix=COPYING, suffix=ENDING) as copy,
            ):
                return _of(file, copy)
    content = bytearray()
    _check(file, content.extend)
    return bytes(content)


def _of(file: Any, copy: Any = None, *, is_unchecked: bool = False) -> mmap.mmap:
    """Check a file and map it, or a copy that is made meanwhile."""
    if copy and hasattr(os, "posix_fallocate"):
        with suppress(OSError):
            # Allocating at once is seven times as fast as block by block.
            os.posix_fallocate(copy.fileno(), 0, file.seek(0, 2))
    if not is_unchecked:
        _check(file, copy.write if copy else None)
    if copy:
        copy.flush()
    return mmap.mmap((copy or file).fileno(), 0, access=mmap.ACCESS_READ)


def _check(file: Any, take: Callable[[Any], object] | None = None) -> None:
    """Verify a file's checksum by reading: mapped pages would count as memory.

    Args:
        file: Ends with its checksum.
        take: Called with each block, including the checksum; it must not keep a block.

    Raises:
        ValueError: The checksum is wrong or missing.
    """
    left = file.seek(0, 2) - _SUM_BYTES
    file.seek(0)
    block, checksum, end = memoryview(bytearray(_BLOCK)), 0, b""
    while count := file.readinto(block):
        checksum = zlib.crc32(block[: max(min(count, left), 0)], checksum)
        end = (end + bytes(block[max(count - _SUM_BYTES, 0) : count]))[-_SUM_BYTES:]
        left -= count
        if take:
            take(block[:count])
    if left != -_SUM_BYTES or checksum.to_bytes(_SUM_BYTES, "little") != end:
        raise ValueError(file.name)


def release_pages() -> None:
    """Release the memory of mapped pages to the system; they stay in the files."""
    if hasattr(mmap, "MADV_DONTNEED"):
        for mapped in list(_mapped):
            mapped.madvise(mmap.MADV_DONTNEED)


def cut_files() -> list[Path]:
    """Return the mapped files that somebody has made shorter: reading them would end the process.

    It takes a microsecond per file. Files that were removed stay readable.
    """
    return [path for mapped, path in list(_mapped.items()) if mapped.size() < len(mapped)]


def _sum(file: Any, size: int) -> bytes:
    """Return the checksum of the next `size` bytes of a file."""
    checksum = 0
    while size and (block := file.read(min(size, _BLOCK))):
        checksum = zlib.crc32(block, checksum)
        size -= len(block)
    return checksum.to_bytes(_SUM_BYTES, "little")


def write_frame(frame: pd.DataFrame, path: Path) -> Kinds:
    """Write a frame, without its index.

    Args:
        frame: Columns are text, numbers, booleans, days, categoricals or tuples of text.
        path: The file to write.

    Returns:
        The `kinds` that `read_frame` needs.
    """
    types = {name: _type(frame[name]) for name in frame.columns}
    categories = {
        name: frame[name].cat.categories.astype("str").to_list()
        for name, kind in types.items()
        if kind == "category"
    }
    columns = {name: _as_arrow(frame[name], kind) for name, kind in types.items()}
    # In one batch: taking rows from several would join them each time.
    batch = pa.RecordBatch.from_pydict(columns)
    write_mapped([batch], batch.schema, path)
    return {"types": types, "categories": categories}


def read_frame(
    path: Path, kinds: Kinds, *, is_shared: bool = False, is_unchecked: bool = False
) -> pd.DataFrame:
    """Map a frame of `write_frame`: its columns stay in the file until they are used.

    Args:
        path: The file.
        kinds: The result of `write_frame`.
        is_shared: As in `read_mapped`.
        is_unchecked: As in `read_mapped`.

    Raises:
        OSError, ValueError, LookupError, TypeError, ArrowException: The file is missing or damaged.
    """
    (batch,) = read_mapped(path, is_shared=is_shared, is_unchecked=is_unchecked)
    if batch.schema.names != list(kinds["types"]):
        raise ValueError(path)
    columns = {
        name: _read(batch.column(name), kind, kinds["categories"].get(name, []))
        for name, kind in kinds["types"].items()
    }
    return pd.DataFrame(columns, index=pd.RangeIndex(batch.num_rows), copy=False)


def _type(column: pd.Series) -> str:
    return _TUPLES if column.dtype == object else str(column.dtype)


def _as_arrow(column: pd.Series, kind: str) -> Any:
    if kind == "category":
        return pa.array(column.cat.codes.to_numpy())
    if kind == _TUPLES:
        return pa.array([list(cell) for cell in column], pa.list_(pa.string()))
    if kind in {"str", "Int64"}:
        array = pa.array(column)
        return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
    values = column.to_numpy()
    return pa.array(values.view(_AS_NUMBERS.get(values.dtype.kind, values.dtype)))


def _read(array: Any, kind: str, categories: list[str]) -> pd.Series:
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


def _with_gaps(array: Any) -> pd.Series:
    is_null = array.is_null().to_numpy(zero_copy_only=False)
    values = np.asarray(array.fill_null(0), dtype="int64")
    return pd.Series(pd.arrays.IntegerArray(values, is_null))
