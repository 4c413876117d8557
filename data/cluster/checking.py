"""Check the rows of shards after they were opened, so that the first view need not wait for it.

Counts come from a shard's index, which is checked when it is opened. Its frames are four times as
large, and a view reads fifty rows of them: a thread checks them one after the other.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread, get_native_id

from data.store.mapped_files import check_contents
from data.store.store import FILES

_NICEST = 19


class Checking:
    """Checks shards in the background, and tells which are damaged."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        """Check nothing yet."""
        self._tell = tell
        self._waiting: deque[Path] = deque()
        self._lock = Lock()
        self._thread: Thread | None = None

    def add(self, folder: Path) -> None:
        """Check a shard that was opened, after those added before."""
        with self._lock:
            self._waiting.append(folder)
            if self._thread is None:
                self._thread = Thread(target=self._run, daemon=True, name="check shards")
                self._thread.start()

    def _run(self) -> None:
        with suppress(AttributeError, OSError):
            # Linux alone gives a thread a priority of its own.
            os.setpriority(os.PRIO_PROCESS, get_native_id(), _NICEST)
        while (folder := self._next()) is not None:
            if is_damaged(folder):
                self._tell(folder.name)

    def _next(self) -> Path | None:
        """Return the next shard; without one the thread ends and releases its callback."""
        with self._lock:
            if self._waiting:
                return self._waiting.popleft()
            self._thread = None
            return None


def is_damaged(folder: Path) -> bool:
    """Return whether the frames of a shard are damaged; missing files don't count."""
    for name in FILES:
        try:
            check_contents(folder / name, is_read_once=True)
        except FileNotFoundError:
            continue
        except (OSError, ValueError):
            return True
    return False
