"""The markers of a tour are thinned out evenly, and only if there are too many."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.filters.choice import Choice
from data.map.markers import marks
from data.tour.map_markers import thin_out
from data.tour.tour import tour_of
from tests.many import many


@pytest.mark.parametrize("most", [300, 299, 90, 20])
def test_markers_are_thinned_out_to_the_limit(tmp_path: Path, most: int) -> None:
    campaign = many(tmp_path, 300)
    frame = marks(campaign, "en")
    shown = thin_out(frame, tour_of(campaign, Choice(), "en"), most)
    assert 0 < len(shown) <= most
    if most == 300:
        assert shown.equals(frame)
    # Whole rows, in their order, of every region and all of the time.
    assert shown["number"].is_monotonic_increasing
    assert shown["region"].nunique() == 3
    assert shown["number"].max() > 150


def test_no_markers_stay_none(tmp_path: Path) -> None:
    campaign = many(tmp_path, 3)
    frame = marks(campaign, "en").head(0)
    assert thin_out(frame, tour_of(campaign, Choice(), "en")).empty
