from __future__ import annotations

import pandas as pd
import pytest

from data.timeline.axis import time_ticks


@pytest.mark.parametrize(
    ("start", "end", "language", "said"),
    [
        ("2015-03-15", "2015-06-20", "en", ["Apr 2015", "May", "Jun"]),
        ("2015-10-01", "2016-02-10", "fr", ["oct. 2015", "nov.", "déc.", "2016", "févr."]),
        ("2010-06-01", "2019-06-01", "en", [str(year) for year in range(2011, 2020)]),
        ("1500-06-01", "2100-06-01", "en", [str(year) for year in range(1550, 2101, 50)]),
        ("2015-03-02", "2015-03-05", "fr", [f"{day} mars 2015" for day in (2, 3, 4, 5)]),
        ("2015-03-02", "2015-03-20", "en", ["2 March 2015", "9 March 2015", "16 March 2015"]),
        ("0001-01-01", "9999-12-31", "en", [str(year) for year in range(1000, 9001, 1000)]),
    ],
    ids=["months", "over New Year", "years", "centuries", "days", "within a month", "all of time"],
)
def test_ticks_of_an_axis(start: str, end: str, language: str, said: list[str]) -> None:
    ticks = time_ticks(pd.Timestamp(start), pd.Timestamp(end), language, 12)
    assert list(ticks["text"]) == said


def test_years_stand_out_among_months() -> None:
    ticks = time_ticks(pd.Timestamp("2015-10-01"), pd.Timestamp("2016-03-01"), "en", 12)
    assert list(ticks.loc[ticks["strong"], "text"]) == ["2016"]
