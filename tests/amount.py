"""What is left to `make test-long`: tests marked `long`, and nine of ten random cases."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

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
