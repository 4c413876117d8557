"""A cache of answers (least recently used), limited by number and memory."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any

import numpy as np
import pandas as pd

from data.filters.merging import Keys

_MOST_BYTES = 64_000_000


class AnswerCache:
    """A mapping of the values used last, up to a number and a total of bytes."""

    def __init__(self, most: int, most_bytes: int = _MOST_BYTES) -> None:
        """Store nothing yet."""
        self._most, self._most_bytes, self._bytes = most, most_bytes, 0
        self._values: OrderedDict[Any, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Any) -> Any:
        """Return a value, or None."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def __contains__(self, key: Any) -> bool:
        """Whether there is a value."""
        return key in self._values

    def put(self, key: Any, value: Any) -> Any:
        """Store a value unless the key has one, and return the stored one; evict old values."""
        with self._lock:
            if key in self._values:
                return self._values[key]
            self._values[key] = value
            self._bytes += weight(value)
            while len(self._values) > self._most or self._bytes > self._most_bytes:
                _, oldest = self._values.popitem(last=False)
                self._bytes -= weight(oldest)
            return value


_LIGHT = 100
"""Approximate bytes of a number or a short text."""


def weight(value: Any) -> int:
    """Return about how many bytes an answer has in memory."""
    match value:
        case np.ndarray():
            return value.nbytes
        case pd.DataFrame():
            return int(value.memory_usage().sum())
        case Keys():
            return value.numbers.nbytes
        case tuple() | list():
            return _LIGHT + sum(map(weight, value))
        case dict() | frozenset():
            return _LIGHT * (1 + len(value))
        case _:
            return _LIGHT
