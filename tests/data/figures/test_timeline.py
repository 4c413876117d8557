from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.figures.timeline import (
    MARKS_ACROSS,
    MOST_BARS,
    is_crowded,
    lane_rows,
    stack,
    time_bins,
    timeline_base,
    timeline_bins,
    timeline_levels,
    timeline_rows,
    timeline_span,
)
from data.filters.choice import ALL_KINDS, Choice
from data.filters.select import select
from data.model.campaign import Campaign
from data.model.colors_and_shapes import LIMITS
from tests.builders import SAMPLE_TOML, campaign_from
from tests.shipped import shipped_campaign

LONG = [{"start": "2000-01-01"}, {"start": "2020-01-01"}]
"""Twenty years: a mark is as wide as seven months."""
DAY = {"start": "2010-01-01"}
CROWDS = [
    # consultations, whether they are counted
    ([], False),
    ([{}] * 5, False),
    (LONG, False),
    ([*LONG, *[DAY] * 11], False),
    ([*LONG, *[DAY] * 12], True),
    ([{"start": f"{1950 + year}"} for year in range(MARKS_ACROSS - 2)], False),
    ([{"start": f"{1950 + year}"} for year in range(LIMITS.timeline_markers + 1)], True),
]


@pytest.mark.parametrize(("rows", "crowded"), CROWDS)
def test_markers_in_too_many_rows_are_drawn_as_counts(
    tmp_path: Path,
    rows: list[dict[str, str]],
    crowded: bool,  # noqa: FBT001
) -> None:
    campaign = campaign_from(tmp_path, rows, toml=SAMPLE_TOML)
    assert is_crowded(campaign, campaign) is crowded


def test_each_lane_has_its_own_room(tmp_path: Path) -> None:
    regions = [{"id": one, "name": one} for one in ("a", "b", "c")]
    rows = [*LONG, *[DAY | {"region": one} for one in "abc" for _ in range(4)]]
    campaign = campaign_from(tmp_path, rows, regions=regions)
    assert not is_crowded(campaign, campaign)
    assert lane_rows(campaign, campaign) == {"a": 4, "b": 4, "c": 4, "global": 1}


@pytest.mark.parametrize("kinds", [(), (ALL_KINDS,)])
def test_the_shipped_campaign_has_single_markers(kinds: tuple[str, ...]) -> None:
    campaign = shipped_campaign()
    assert not is_crowded(timeline_base(campaign, kinds), select(campaign, Choice(kinds=kinds)))


@pytest.mark.parametrize(
    ("points", "rows"),
    [
        ([], []),
        ([50], [0]),
        ([50, 50, 50, 20], [0, 1, 2, 0]),
        ([0, 9, 10, 19], [0, 1, 0, 1]),  # within a gap of 10
        ([18, 10, 9, 0], [2, 0, 1, 0]),
    ],
)
def test_markers_that_would_overlap_are_stacked(points: list[float], rows: list[int]) -> None:
    assert stack(points, 10) == rows


@pytest.mark.parametrize("across", [MARKS_ACROSS, 12])
def test_a_marker_lies_at_the_middle_of_its_days(across: int) -> None:
    campaign = shipped_campaign()
    everything = select(campaign, EVERYTHING)
    base = timeline_base(campaign, (ALL_KINDS,))
    rows = timeline_rows(base, everything, "en", across)
    table = everything.consultations.set_index("id").loc[rows["consultation"]]
    middle = table["first"] + (table["last"] + pd.Timedelta(days=1) - table["first"]) / 2
    assert list(rows["at"]) == list(middle)
    start, end = timeline_span(base)
    for _, lane in rows.groupby(["region", "level"]):
        assert (lane["at"].sort_values().diff().dropna() >= (end - start) / across).all()


def test_filters_move_no_marker_to_another_row() -> None:
    campaign = shipped_campaign()
    base = timeline_base(campaign, (ALL_KINDS,))
    some = select(campaign, Choice(kinds=(ALL_KINDS,), since="2016"))
    assert timeline_levels(base, some).equals(timeline_levels(base, base))


@pytest.mark.parametrize(
    ("kinds", "last"),
    [((), "2016-06-15"), (("launch",), "2016-06-15"), ((ALL_KINDS,), "2017-03-31")],
)
def test_the_axis_fits_what_is_shown(kinds: tuple[str, ...], last: str) -> None:
    campaign = shipped_campaign()
    start, end = timeline_span(timeline_base(campaign, kinds))
    room = (pd.Timestamp(last) - pd.Timestamp("2015-03-21")) / MARKS_ACROSS
    assert end - pd.Timestamp(last) == room
    assert pd.Timestamp("2015-03-21") - start == room


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
