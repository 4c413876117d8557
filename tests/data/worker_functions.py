"""What the workers of `test_workers` do; without pytest, so that they start at once."""

from __future__ import annotations

import os
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


def end(_request: bytes) -> bytes:
    os._exit(1)


def fail(_request: bytes) -> bytes:
    raise LookupError


def write(_request: bytes) -> bytes:
    with open("written-by-a-worker", "w") as file:  # noqa: PTH123 (as an attacker would)
        file.write("x")
    return b""


def secret(_request: bytes) -> bytes:
    return os.environ.get("SECRET", "none").encode()
