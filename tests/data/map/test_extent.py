"""How a selection lies in the world, in figures and in words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from data.filters.choice import ALL_KINDS, Choice
from data.filters.select import select
from data.map.extent import extent, extent_words, farthest, rounded_km
from tests.builders import campaign_from
from tests.shipped import shipped_campaign

DAKAR, NAIROBI, MANILA = (14.6937, -17.4441), (-1.2864, 36.8172), (14.5958, 120.9772)


def rows(*places: tuple[float, float]) -> list[dict[str, str]]:
    return [{"lat": str(lat), "lon": str(lon), "city": f"City {lat}"} for lat, lon in places]


def test_places_on_both_sides_of_the_equator_are_counted(tmp_path: Path) -> None:
    found = extent(campaign_from(tmp_path, rows(DAKAR, DAKAR, NAIROBI)))
    assert (found.markers, found.north) == (3, 2)
    assert found.km == pytest.approx(6220, abs=20)


def test_one_place_is_not_far_from_any_other(tmp_path: Path) -> None:
    part = campaign_from(tmp_path, rows(DAKAR, DAKAR))
    assert extent(part).ends is None
    assert extent_words(part, "en") == "2 markers on the map, 2 north of the equator."


def test_a_selection_without_places_has_no_words(tmp_path: Path) -> None:
    part = campaign_from(tmp_path, [{"title": "A"}])
    assert extent(part) == (0, 0, None, 0.0)
    assert extent_words(part, "en") == ""


def test_the_shipped_campaign_in_words() -> None:
    everything = select(shipped_campaign(), Choice(kinds=(ALL_KINDS,)))
    words = extent_words(everything, "en")
    assert words.startswith("17 markers on the map, ")
    ends = ("San José and Manila", "Manila and San José")
    assert words.endswith(tuple(f"Farthest apart: {pair}, 16,100 km." for pair in ends))


def test_names_of_cities_are_no_patterns(tmp_path: Path) -> None:
    cities = ["{other}", "{distance}"]
    listed = [row | {"city": city} for row, city in zip(rows(DAKAR, MANILA), cities, strict=True)]
    words = extent_words(campaign_from(tmp_path, listed), "en")
    assert "{other}" in words
    assert "{distance}" in words
    assert " km." in words


def test_the_farthest_of_very_many_are_found_among_the_outermost() -> None:
    random = np.random.default_rng(7)
    lat, lon = random.uniform(-40, 60, 50_000), random.uniform(-20, 60, 50_000)
    lat, lon = np.append(lat, [70.0, -55.0]), np.append(lon, [-25.0, 65.0])
    one, other, km = farthest(lat, lon)
    assert (one, other) == (50_000, 50_001)
    assert km == pytest.approx(15_700, abs=300)


@pytest.mark.parametrize(("km", "rounded"), [(16_049, 16_000), (343.2, 340), (7.4, 7), (0.2, 0)])
def test_distances_are_rounded_as_people_say_them(km: float, rounded: int) -> None:
    assert rounded_km(km) == rounded
