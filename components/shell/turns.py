"""A queue for page runs: a few at a time, first come, first served.

Python runs one thread at a time. Two hundred runs side by side would all end late and keep
switching; in turns, the first ends as if it were alone, and the median waits half as long.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, local

AT_ONCE = 4
"""Runs at a time. More than one, because a run sleeps while the browser paints its markers."""

_PATIENCE_SECONDS = 30.0
"""After this wait a run starts anyway: the queue must never block a page."""

_turns = BoundedSemaphore(AT_ONCE)
_own = local()


@contextmanager
def turn() -> Iterator[None]:
    """Wait for a turn, and hold it within the block."""
    _own.has_turn = _turns.acquire(timeout=_PATIENCE_SECONDS)
    try:
        yield
    finally:
        _leave()


@contextmanager
def out_of_turn() -> Iterator[None]:
    """Give up the turn within the block, while this run waits for something slow.

    Do nothing in a run without a turn, as in a callback or a fragment.
    """
    had_turn = _leave()
    try:
        yield
    finally:
        if had_turn:
            _own.has_turn = _turns.acquire(timeout=_PATIENCE_SECONDS)


def _leave() -> bool:
    """Give back this thread's turn, and return whether it had one."""
    had_turn = getattr(_own, "has_turn", False)
    _own.has_turn = False
    if had_turn:
        _turns.release()
    return had_turn
