"""Arrow batches in files that are mapped into memory: what is not looked at stays in the file.

A file ends with a checksum of all before. Damage is detected, and what a file from elsewhere says
about itself is checked before anything in it is read.

A mapped file that somebody else cuts off ends the whole process: the system sends SIGBUS to whoever
reads beyond the new end, and Python can't catch it. So a server maps a copy of its own that has no
name: nobody else can open it, and the system frees it with the process, however that ends. It takes
as much room on the disk as the file, and a third of a second a gigabyte to write.
"""

from __future__ import annotations

import mmap
import os
import zlib
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile, gettempdir
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

COPYING, ENDING = "copy-", ".part"
"""How the name of a copy begins and ends on systems where a file can't be without one at first."""

_mapped: WeakSet[mmap.mmap] = WeakSet()
"""What is mapped now."""

_SUM_BYTES = 4
_BLOCK = 1 << 18
"""Blocks that fit the processor's cache are copied three times as fast as those of megabytes."""

_SMALL = 1_000_000
"""Smaller files are read, not mapped: a page of memory is not worth a file that stays open."""


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


def read_mapped(path: Path, *, is_shared: bool = False) -> list[Any]:
    """Map a file that `write_mapped` wrote, and give its record batches.

    Args:
        path: The file. It may be changed or removed afterwards.
        is_shared: Map the file itself, not a copy: a process that may be ended by whoever changes
            the file saves the time and the room.

    Raises:
        OSError, ValueError, ArrowException: It is not what was written.
    """
    with path.open("rb", buffering=0) as file:
        content = _of(file) if is_shared else _own(file, path.parent)
    reader = pa.ipc.open_file(pa.py_buffer(content).slice(0, len(content) - _SUM_BYTES))
    batches = [reader.get_batch(place) for place in range(reader.num_record_batches)]
    for batch in batches:
        batch.validate(full=True)
    if isinstance(content, mmap.mmap):
        _mapped.add(content)
    let_go()
    return batches


def write_checked(content: bytes, path: Path) -> None:
    """Write a small file and its checksum.

    Raises:
        OSError: It can't be written.
    """
    path.write_bytes(content + zlib.crc32(content).to_bytes(_SUM_BYTES, "little"))


def read_checked(path: Path) -> bytes:
    """Read a file that `write_checked` wrote.

    Raises:
        OSError, ValueError: It is not what was written.
    """
    content = bytearray()
    with path.open("rb", buffering=0) as file:
        _check(file, content.extend)
    return bytes(content[:-_SUM_BYTES])


def _own(file: Any, folder: Path) -> mmap.mmap | bytes:  # noqa: ANN401 (a file that is open)
    """Contents that nobody else can change: in a nameless file, or in memory if small.

    The file is made beside the other, else where the system has temporary files. Where neither has
    room, the contents take memory.

    Raises:
        OSError, ValueError: It is not what was written.
    """
    if file.seek(0, 2) > _SMALL:
        for place in (folder, Path(gettempdir())):
            with (
                suppress(OSError),
                TemporaryFile(dir=place, prefix=COPYING, suffix=ENDING) as copy,
            ):
                return _of(file, copy)
    content = bytearray()
    _check(file, content.extend)
    return bytes(content)


def _of(file: Any, copy: Any = None) -> mmap.mmap:  # noqa: ANN401
    """A map of a file, once it is checked, or of the copy that is made of it meanwhile."""
    if copy and hasattr(os, "posix_fallocate"):
        with suppress(OSError):
            # The system finds room once, not block by block, which takes seven times as long.
            os.posix_fallocate(copy.fileno(), 0, file.seek(0, 2))
    _check(file, copy.write if copy else None)
    if copy:
        copy.flush()
    return mmap.mmap((copy or file).fileno(), 0, access=mmap.ACCESS_READ)


def _check(file: Any, take: Callable[[Any], object] | None = None) -> None:  # noqa: ANN401
    """Read all of a file, not map it, for what is looked at in a map counts as memory.

    Args:
        file: Ends with its checksum.
        take: Is given one block after the other, checksum and all; it must not keep a block.

    Raises:
        ValueError: The checksum is another, or there is none.
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
