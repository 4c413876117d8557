from __future__ import annotations

import pytest

from data.statistics.counterparts import days_earlier, days_later


@pytest.mark.parametrize(
    ("days", "later", "earlier"),
    [
        (None, "", ""),
        (-1, "begun before this one ended", "not over when this one began"),
        (0, "the same day", "the same day"),
        (1, "1 day later", "1 day before"),
        (2, "2 days later", "2 days before"),
        (1234, "1,234 days later", "1,234 days before"),
    ],
)
def test_days_between_are_written_from_both_ends(
    days: int | None, later: str, earlier: str
) -> None:
    assert (days_later(days, "en"), days_earlier(days, "en")) == (later, earlier)
