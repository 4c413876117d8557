"""What the workers of `test_workers` do; without pytest, so that they start at once."""

from __future__ import annotations

import mmap
import os
import signal
import tempfile
import time
from collections.abc import Iterator

MEMORY = 1_000_000_000


def echo(request: bytes) -> bytes:
    print("this is for the log")
    return request


def pid(_request: bytes) -> bytes:
    return str(os.getpid()).encode()


def sleep(request: bytes) -> bytes:
    time.sleep(float(request))
    return b""


def grow(_request: bytes) -> bytes:
    return bytes(2 * MEMORY)


def reserve_or_grow(request: bytes) -> bytes:
    """Take memory, or address space alone, as V8 does."""
    if request == b"grow":
        return bytes(2 * MEMORY)
    try:
        with mmap.mmap(-1, 2 * MEMORY, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=0):
            return b"there"
    except OSError:
        return b"refused"


def end(_request: bytes) -> bytes:
    os._exit(1)


def fail(_request: bytes) -> bytes:
    raise LookupError


def write(_request: bytes) -> bytes:
    with tempfile.TemporaryFile() as file:
        file.write(b"x")
    return b""


def secret(_request: bytes) -> bytes:
    return os.environ.get("SECRET", "none").encode()


def use_up_time(_request: bytes) -> bytes:
    os.kill(os.getpid(), signal.SIGXCPU)
    return b""


def take(request: bytes) -> bytes:
    """Take so many bytes of memory."""
    return bytes(len(bytearray(int(request))) and 1)


def count(request: bytes) -> Iterator[bytes]:
    """Tell numbers as progress; wait a little before each."""
    for number in range(int(request)):
        time.sleep(0.05)
        yield str(number).encode()
