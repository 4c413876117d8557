from __future__ import annotations

import pytest

from data.filters.choice import Choice
from data.map.markers import spots
from data.tour.region_bounds import region_bounds, slide_points
from data.tour.tour import tour_of
from tests.shipped import shipped_campaign


@pytest.mark.parametrize(
    ("countries", "west", "south", "east", "north"),
    [
        (("FRA",), -5, 42, 9, 51),  # not Guiana
        (("USA",), -125, 25, -66, 50),  # not Alaska or Hawaii
    ],
)
def test_the_main_part_of_a_region(
    countries: tuple[str, ...], west: float, south: float, east: float, north: float
) -> None:
    bounds = region_bounds(countries)
    assert bounds is not None
    assert bounds == pytest.approx((west, south, east, north), abs=1.5)


def test_a_tiny_island_far_away_does_not_count() -> None:
    regions = shipped_campaign().regions.set_index("id")["iso3"]
    countries = regions["east-southern-africa"]
    assert "ATF" in countries  # Kerguelen, at 49 degrees south
    bounds = region_bounds(countries)
    assert bounds is not None
    assert bounds.south > -36


def test_without_shapes_there_are_no_bounds() -> None:
    assert region_bounds(()) is None
    assert region_bounds(("XXX",)) is None


def test_a_slide_shows_its_places_and_its_whole_region() -> None:
    campaign = shipped_campaign()
    slides = {slide.id: slide for slide in tour_of(campaign, Choice(), "en").slides}
    marks = spots(campaign)
    lons, lats, regions = slide_points(campaign, slides["beirut-2016"], marks)
    assert regions == ("mena",)
    # From Morocco to Oman, from Sudan to Turkey; Valletta is in between.
    assert (min(lons) < -15, max(lons) > 59, min(lats) < 10, max(lats) > 42) == (True,) * 4
    lons, _, regions = slide_points(campaign, slides["geneva-2016"], marks)
    assert (len(lons), regions) == (1, ())
    assert slide_points(campaign, slides["@overview"], marks) == ([], [], ())
