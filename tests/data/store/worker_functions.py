"""What the workers of `test_workers` do; without pytest, so that they start at once."""

from __future__ import annotations

import mmap
import os
import tempfile
import time

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
