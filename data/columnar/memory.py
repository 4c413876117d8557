"""Everything that this program changes for its whole process: memory pools, collection, limits.

No other module of `data` may change such settings.
"""

from __future__ import annotations

import csv
import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pyarrow as pa

_M_ARENA_MAX = -8
"""Of `mallopt(3)`."""

_MANY_ROWS = 50_000
"""Below so many rows, collecting takes longer than the memory is worth."""


def prepare_process() -> None:
    """Set Arrow's memory pool and the limit of `csv`; servers, commands and workers call it once.

    Arrow's own allocator holds on to hundreds of megabytes after the tables of a million rows. By
    default a cell may have 131,072 letters: `csv` would refuse the whole table for a longer one.
    """
    pa.set_memory_pool(pa.system_memory_pool())
    csv.field_size_limit(2**31 - 1)


def give_back_memory(rows: int) -> None:
    """Collect garbage and return free memory to the system.

    Frames that refer to each other in a circle hold 200 MB per million rows until they are
    collected. The collector looks through all objects of the process, so small tables are skipped.
    """
    if rows >= _MANY_ROWS:
        gc.collect()
    give_back_freed(rows)


def give_back_freed(rows: int) -> None:
    """Return memory that is already free to the system, without collecting: some milliseconds."""
    if rows >= _MANY_ROWS:
        pa.default_memory_pool().release_unused()


def return_all_memory() -> None:
    """Collect garbage and return what glibc and Arrow hold free, too: up to half a second."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def limit_arenas() -> None:
    """Let glibc share two heaps among all threads; other systems ignore it.

    By default each thread of a page's run gets a heap of its own, which keeps what lists left
    behind: 642 MB with the fifth list of 50,000 rows instead of 457.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 2)


@contextmanager
def pause_collection() -> Iterator[None]:
    """Pause Python's automatic collection, which would look again and again through many new rows.

    Call `give_back_memory` where collecting pays.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
