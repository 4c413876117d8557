"""Forgets the sessions of visitors who have left, with all that was theirs."""

from __future__ import annotations

import asyncio
import ctypes
import gc
from contextlib import suppress

import pyarrow as pa

from components.server.streamlit_inside import end_expired_sessions

_EVERY_SECONDS = 5.0


async def forget_sessions() -> None:
    """End expired sessions again and again; Streamlit does so only when another visitor leaves.

    A session expires `server.disconnectedSessionTTL` seconds after its window was closed. Its list
    refers to itself in circles, which only the garbage collector finds.
    """
    while True:
        await asyncio.sleep(_EVERY_SECONDS)
        if end_expired_sessions():
            await asyncio.to_thread(_collect)


def _collect() -> None:
    """Free what left sessions held, and give it back to the system, as C's allocator does not."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
