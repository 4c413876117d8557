"""Arrow batches in files that are mapped into memory: what is not looked at stays in the file.

A file ends with a checksum of all before. Who damages it is noticed, and what a file from
elsewhere says about itself is checked before anything in it is read.
"""

from __future__ import annotations

import mmap
import zlib
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_mapped: WeakSet[mmap.mmap] = WeakSet()
"""What is mapped now."""

_SUM_BYTES = 4
_BLOCK = 8_000_000


def write_mapped(batches: Iterable[Any], schema: Any, path: Path) -> None:  # noqa: ANN401
    """Write Arrow record batches, not compressed, and their checksum.

    Args:
        batches: Of the schema; none are well too.
        schema: Of each.
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


def read_mapped(path: Path) -> list[Any]:
    """Map a file that `write_mapped` wrote, and give its record batches.

    The file must not be changed as long as they are used; to remove it is well.

    Raises:
        OSError, ValueError, ArrowException: It is not what was written.
    """
    size = path.stat().st_size - _SUM_BYTES
    with path.open("rb") as file:
        # Read, not mapped: to look at all of it should not make all of it count as memory.
        if size <= 0 or _sum(file, size) != file.read(_SUM_BYTES):
            raise ValueError(path)
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    reader = pa.ipc.open_file(pa.py_buffer(mapped).slice(0, size))
    batches = [reader.get_batch(place) for place in range(reader.num_record_batches)]
    for batch in batches:
        batch.validate(full=True)
    _mapped.add(mapped)
    let_go()
    return batches


def let_go() -> None:
    """Let the system take back the memory of what was looked at; it is still in the files."""
    if hasattr(mmap, "MADV_DONTNEED"):
        for mapped in list(_mapped):
            mapped.madvise(mmap.MADV_DONTNEED)


def _sum(file: Any, size: int) -> bytes:  # noqa: ANN401 (a file that is open)
    """Checksum of so many bytes from where the file stands; it stands behind them then."""
    checksum = 0
    while size and (block := file.read(min(size, _BLOCK))):
        checksum = zlib.crc32(block, checksum)
        size -= len(block)
    return checksum.to_bytes(_SUM_BYTES, "little")
