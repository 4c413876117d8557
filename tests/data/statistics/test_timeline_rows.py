from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from data.campaign.selection import as_part
from data.choosing.choice import ALL_KINDS, Choice
from data.choosing.select import select
from data.map.look import LIMITS
from data.statistics.timeline import MARKS_ACROSS, is_crowded, spread
from tests.builders import SAMPLE_TOML, campaign_from
from tests.shipped import shipped_campaign

if TYPE_CHECKING:
    from pathlib import Path

LONG = [{"start": "2000-01-01"}, {"start": "2020-01-01"}]
"""Twenty years: a mark is as wide as seven months."""
DAY = {"start": "2010-01-01"}
CROWDS = [
    # consultations, whether they are counted
    ([], False),
    ([{}] * 5, False),
    (LONG, False),
    ([*LONG, *[DAY] * 8], False),
    ([*LONG, *[DAY] * 12], True),
    ([{"start": f"{1950 + year}"} for year in range(MARKS_ACROSS - 2)], False),
    ([{"start": f"{1950 + year}"} for year in range(LIMITS.timeline_markers + 1)], True),
]


@pytest.mark.parametrize(("rows", "crowded"), CROWDS)
def test_markers_far_from_their_dates_are_drawn_as_counts(
    tmp_path: Path,
    rows: list[dict[str, str]],
    crowded: bool,  # noqa: FBT001
) -> None:
    campaign = campaign_from(tmp_path, rows, toml=SAMPLE_TOML)
    assert is_crowded(as_part(campaign)) is crowded


def test_each_lane_has_its_own_room(tmp_path: Path) -> None:
    regions = [{"id": one, "name": one} for one in ("a", "b", "c")]
    rows = [*LONG, *[DAY | {"region": one} for one in "abc" for _ in range(8)]]
    campaign = campaign_from(tmp_path, rows, regions=regions)
    assert not is_crowded(as_part(campaign))


@pytest.mark.parametrize("kinds", [(), (ALL_KINDS,)])
def test_the_shipped_campaign_has_single_markers(kinds: tuple[str, ...]) -> None:
    assert not is_crowded(select(shipped_campaign(), Choice(kinds=kinds)))


def test_markers_are_moved_apart_as_little_as_possible() -> None:
    lane = pd.Series([50.0, 50.0, 50.0, 20.0])
    assert spread(lane, 100, 10).to_list() == pytest.approx([40, 50, 60, 20])
    assert spread(pd.Series([0.0, 0.0]), 100, 10).to_list() == pytest.approx([5, 15])
    assert spread(lane.head(1), 100, 10).to_list() == [50]
