"""Consultations counted in time: a bar has just as many as a click on it chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from data.choosing.choice import ALL_KINDS, Choice
from data.choosing.select import select
from data.statistics.timeline import MOST_BARS, time_bins, timeline_bins
from tests.builders import campaign_from

if TYPE_CHECKING:
    from pathlib import Path

    from data.campaign.campaign import Campaign

EVERYTHING = Choice(kinds=(ALL_KINDS,))

SPANS = [
    # dates, how exactly bins are said, first and last day of the first bin, how many bins; the
    # sample has three regions and "global": at most a hundred bins
    (["2015-03-21"], "day", ("2015-03-21", "2015-03-21"), 1),
    (["2015-03-02", "2015-06-08"], "day", ("2015-03-02", "2015-03-02"), 99),
    (["2015-03-01", "2015-12-31"], "day", ("2015-02-23", "2015-03-01"), 45),  # weeks
    (["2015-03-21", "2018-04-02"], "month", ("2015-03-01", "2015-03-31"), 38),
    (["2001-05-05", "2016-12-31"], "month", ("2001-04-01", "2001-06-30"), 63),  # quarters
    (["1950", "2016"], "year", ("1950-01-01", "1950-12-31"), 67),
    (["1851", "2016"], "year", ("1850-01-01", "1851-12-31"), 84),
    (["0105", "2016"], "year", ("0100-01-01", "0119-12-31"), 96),
]


def campaign_of(folder: Path, dates: list[str]) -> Campaign:
    regions = ["africa", "europe", "americas", ""]
    rows = [{"start": day, "region": regions[place % 4]} for place, day in enumerate(dates)]
    return campaign_from(folder, [*rows, *({"region": one} for one in regions)])


@pytest.mark.parametrize(("dates", "precision", "first", "count"), SPANS)
def test_bins_are_as_fine_as_bars_allow(
    tmp_path: Path, dates: list[str], precision: str, first: tuple[str, str], count: int
) -> None:
    campaign = campaign_of(tmp_path, dates)
    bins = time_bins(campaign)
    assert bins.precision == precision
    days = bins.first_days()[0].date(), bins.last_days()[0].date()
    assert tuple(day.isoformat() for day in days) == first
    assert len(bins.first_days()) == count
    assert count * (len(campaign.regions) + 1) <= MOST_BARS


def test_a_bar_counts_as_many_as_its_filter(tmp_path: Path) -> None:
    dates = ["2015-03-21", "2015-03", "2015", "2016-05-01", "2015-12-31", "2016-01-01", "", "2019"]
    campaign = campaign_of(tmp_path, dates * 3)
    bins = time_bins(campaign)
    first, last = bins.first_days(), bins.last_days()
    counted = timeline_bins(select(campaign, EVERYTHING))
    assert len(counted) > 20
    for region, place, count in counted.itertuples(index=False):
        choice = Choice(
            regions=(region,),
            kinds=(ALL_KINDS,),
            since=first[place].date().isoformat(),
            until=last[place].date().isoformat(),
        )
        assert select(campaign, choice).size == count


def test_no_dates_give_no_bars(tmp_path: Path) -> None:
    campaign = campaign_of(tmp_path, [])
    assert len(time_bins(campaign).first_days()) == 0
    assert timeline_bins(select(campaign, EVERYTHING)).empty
