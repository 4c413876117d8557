"""A process of `data.store.workers`: it answers requests on its input until that ends.

`python -m data.store.worker MODULE:FUNCTION ...` is of no use by hand.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Literal, TypeAlias, cast

from data.columnar.memory import prepare_process
from data.model.errors import trace_of

ANSWERED, FAILED, NO_MEMORY, GOES_ON = b"A", b"F", b"M", b"P"
"""Begin a message to the pool: its answer, an error, or progress."""

LENGTH = 8
"""Bytes of the length before each request and message."""

_POLITENESS = 5
"""Added to a worker's niceness, so that pages have priority."""

Counted: TypeAlias = Literal["address space", "data"]
_LIMITS = {"address space": "RLIMIT_AS", "data": "RLIMIT_DATA"}


def _limit_resources(memory: int, written: int, counted: Counted) -> None:
    """Limit memory and written files, as far as the system can.

    Windows can't: there only the pool's clock limits a process.
    """
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_POLITENESS)
    try:
        import resource
    except ImportError:
        return
    limits = {_LIMITS[counted]: memory, "RLIMIT_CORE": 0, "RLIMIT_FSIZE": written}
    for name, most in limits.items():
        # macOS has RLIMIT_AS but refuses to set it.
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))


def main() -> int:
    """Answer requests until the input ends."""
    prepare_process()
    function, *numbers, counted = sys.argv[1:]
    memory, seconds, requests, resident, written = (int(number) for number in numbers)
    # Output printed by libraries must not mix with the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    _limit_resources(memory, written, cast("Counted", counted))
    name, function = function.split(":")
    module = importlib.import_module(name)
    answer: Callable[[bytes], bytes | Iterator[bytes]] = getattr(module, function)
    getattr(module, "prepare", int)()
    while requests and len(head := sys.stdin.buffer.read(LENGTH)) == LENGTH:
        request = sys.stdin.buffer.read(int.from_bytes(head, "big"))
        replies: Iterator[tuple[bytes, bytes]] = iter([(ANSWERED, b"")])
        if request:
            requests -= 1
            _limit_processor(seconds)
            replies = _try(answer, request)
        for state, data in replies:
            answers.write((len(data) + 1).to_bytes(LENGTH, "big") + state)
            answers.write(data)
            answers.flush()
        del request, data
        if _resident() > resident:
            break
    return 0


def _try(
    answer: Callable[[bytes], bytes | Iterator[bytes]], request: bytes
) -> Iterator[tuple[bytes, bytes]]:
    """Yield the states and bytes of a request's progress and answer."""
    try:
        data = answer(request)
        if not isinstance(data, bytes):
            for piece in data:
                yield GOES_ON, piece
            data = b""
        yield ANSWERED, data
    except MemoryError:
        yield NO_MEMORY, b""
    except Exception as error:  # noqa: BLE001 (the next request must be answered)
        yield FAILED, trace_of(error).encode("utf-8", "replace")


def _end_with(parent: int) -> None:
    """End this process with the pool's, in the midst of a request too.

    On Windows a process keeps the number of its parent: there it ends after the request.
    """
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _limit_processor(seconds: int) -> None:
    """Let the system end this process if one request takes too much processor time."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + seconds
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _resident() -> int:
    """Return the bytes of memory that this process uses; 0 if unknown."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return 0


if __name__ == "__main__":
    sys.exit(main())
