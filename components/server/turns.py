"""A queue for runs of pages: a few at a time, first come first served.

Python runs one thread at a time. Two hundred runs side by side would all end last, and switch all
the while; in turns, the first ends as if it were alone and the median waits half as long.
"""

from __future__ import annotations

from contextlib import contextmanager
from threading import BoundedSemaphore, local
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

AT_ONCE = 4
"""Runs at a time. More than one, for a run sleeps while the browser paints its markers."""

_PATIENCE_SECONDS = 30.0
"""A run that has waited so long begins in any case: a queue must not be what stops a page."""

_turns = BoundedSemaphore(AT_ONCE)
_own = local()


@contextmanager
def turn() -> Iterator[None]:
    """Wait for a turn and run the page within."""
    _own.has_turn = _turns.acquire(timeout=_PATIENCE_SECONDS)
    try:
        yield
    finally:
        _leave()


@contextmanager
def out_of_turn() -> Iterator[None]:
    """Let others run while this run waits for something that takes long.

    Does nothing in a run that has no turn, as in a callback or a fragment.
    """
    had_turn = _leave()
    try:
        yield
    finally:
        if had_turn:
            _own.has_turn = _turns.acquire(timeout=_PATIENCE_SECONDS)


def _leave() -> bool:
    """Give the turn of this thread back, if it has one; whether it had."""
    had_turn = getattr(_own, "has_turn", False)
    _own.has_turn = False
    if had_turn:
        _turns.release()
    return had_turn
