"""Work of Python beside work of Arrow, which needs the interpreter only now and then."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECONDS = 0.0005


@contextmanager
def beside() -> Iterator[ThreadPoolExecutor]:
    """Give a thread for the one, while the other goes on here.

    A thread that asks for the interpreter waits 5 ms for one that never rests, and each of Arrow's
    hundreds of calls asks for it afterwards: so they wait half a millisecond for that time.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_SECONDS)
    try:
        with ThreadPoolExecutor(max_workers=1) as thread:
            yield thread
    finally:
        sys.setswitchinterval(usual)
