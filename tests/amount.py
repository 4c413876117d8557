"""What is left to `make test-long`: tests marked `long`, and nine of ten random cases."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

import pytest

T = TypeVar("T")
VARIABLE = "CONSULTATION_TEST_LONG"
IS_LONG = bool(os.environ.get(VARIABLE))
SHARE = 10
FEWEST = 3


def amount(cases: int) -> int:
    """Return how many of so many random cases to try; never fewer than three."""
    return cases if IS_LONG else max(cases // SHARE, min(FEWEST, cases))


def some_of(cases: Sequence[T]) -> Sequence[T]:
    """Return all cases, or every tenth from the first to the end of the list."""
    return cases if IS_LONG else cases[::SHARE]


def take_long(items: list[pytest.Item]) -> list[pytest.Item]:
    """Take the tests marked `long` out of a list, and return them.

    Of a table marked `long(but_every=10)` its first case stays, and every tenth after it.
    """
    cases: Counter[str] = Counter()
    quick, long = [], []
    for item in items:
        mark = item.get_closest_marker("long")
        step = mark.kwargs.get("but_every") if mark else 1
        place = cases[name := item.nodeid.partition("[")[0]]
        cases[name] += 1
        (quick if step and place % step == 0 else long).append(item)
    items[:] = quick
    return long
