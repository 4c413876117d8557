from __future__ import annotations

import pytest

from components.region_counterparts import said_days


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (None, ""),
        (-2, "they overlap"),
        (0, "the same day"),
        (1, "1 day before"),
        (4, "4 days before"),
    ],
)
def test_days_between_are_said(days: int | None, said: str) -> None:
    assert said_days(days) == said
