"""Marks gathered by tiles: nothing lost, nothing counted twice, discs that never overlap."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.filters.choice import ALL_KINDS, Choice
from data.filters.query import Query
from data.filters.select import select
from data.map.clusters import (
    DEEPEST_LEVEL,
    FINER,
    MOST_GROUPS,
    Window,
    groups,
    marks_count,
    nearest_place,
    parse_tile,
    radius,
    rows_in_tile,
    view_of_tile,
)
from data.map.mercator import project
from tests.builders import campaign_from

WORLD = Window(-85, -180, 85, 180)
CITIES = {
    "Dakar": (14.6937, -17.4441),
    "Thies": (14.7833, -16.9333),
    "Nairobi": (-1.2864, 36.8172),
    "Suva": (-18.1416, 178.4415),
    "Apia": (-13.8333, -171.7667),
    "Longyearbyen": (78.2186, 15.6401),
}
EVERYTHING = Choice(kinds=(ALL_KINDS,))


def rows_of_cities(counts: dict[str, int]) -> list[dict[str, str]]:
    """Give so many consultations in each city, by coordinates, and regions in turn."""
    return [
        {
            "city": city,
            "lat": str(CITIES[city][0]),
            "lon": str(CITIES[city][1]),
            "region": "africa" if place % 3 else "europe",
        }
        for city, count in counts.items()
        for place in range(count)
    ]


@pytest.fixture(scope="module")
def spread(tmp_path_factory: pytest.TempPathFactory) -> Query:
    counts = {"Dakar": 5, "Thies": 2, "Nairobi": 1, "Suva": 3, "Apia": 1, "Longyearbyen": 1}
    rows = [*rows_of_cities(counts), {"city": "Nowhere at all"}]
    return select(campaign_from(tmp_path_factory.mktemp("spread"), rows), EVERYTHING)


@pytest.mark.parametrize("level", range(DEEPEST_LEVEL + 1))
def test_every_consultation_is_in_one_group(spread: Query, level: int) -> None:
    found = groups(spread, level, WORLD)
    assert found["consultations"].sum() == marks_count(spread) == 13
    listed = np.concatenate([rows_in_tile(spread, tile) for tile in found["tile"]])
    assert sorted(listed) == sorted(np.flatnonzero(spread.whole.consultations["placed"]))
    assert [len(rows_in_tile(spread, tile)) for tile in found["tile"]] == list(
        found["consultations"]
    )


def test_distant_cities_are_clusters_of_their_own_and_neighbours_share_one(
    spread: Query,
) -> None:
    far = groups(spread, 1, WORLD).set_index("consultations")
    assert sorted(far.index) == [1, 1, 1, 3, 7]
    assert far.loc[7, "locations"] == 2
    near = groups(spread, 8, WORLD)
    assert sorted(near["consultations"]) == [1, 1, 1, 2, 3, 5]


def test_a_group_of_one_names_its_consultation_and_others_their_main_region(
    spread: Query,
) -> None:
    found = groups(spread, 8, WORLD)
    alone = found[found["consultations"] == 1]
    cities = spread.whole.consultations["city"].iloc[alone["row"]]
    assert sorted(cities) == ["Apia", "Longyearbyen", "Nairobi"]
    assert (found.loc[found["consultations"] > 1, "row"] == -1).all()
    regions = list(spread.whole.regions["id"])
    assert {regions[one] for one in found.loc[found["consultations"] > 1, "region"]} == {
        "africa", "europe",
    }  # fmt: skip


WINDOWS = [
    # south, west, north, east; the groups that are touched
    (Window(-30, 160, 0, 180), ["Suva"]),
    (Window(-30, 160, 0, 200), ["Suva", "Apia"]),  # over the antimeridian
    (Window(-30, -200, 0, -160), ["Suva", "Apia"]),
    (Window(0, -30, 30, 0), ["Dakar", "Thies"]),
    (Window(-85, -180, 85, 180), list(CITIES)),
    (Window(-85, -400, 85, 400), list(CITIES)),
    (Window(40, 100, 50, 110), []),
]


@pytest.mark.parametrize(("window", "cities"), WINDOWS)
def test_only_clusters_in_the_window_are_returned(
    spread: Query, window: Window, cities: list[str]
) -> None:
    found = groups(spread, 6, window)
    rows = [row for tile in found["tile"] for row in rows_in_tile(spread, tile)]
    assert set(spread.whole.consultations["city"].iloc[rows]) == set(cities)


def test_panning_does_not_change_a_cluster(spread: Query) -> None:
    whole = groups(spread, 5, WORLD).set_index("tile")
    for window in (Window(0, -30, 30, 0), Window(-30, 160, 0, 200)):
        part = groups(spread, 5, window).set_index("tile")
        assert part.equals(whole.loc[part.index])


def test_discs_never_overlap(tmp_path: Path) -> None:
    rng = np.random.default_rng(7)
    rows = [
        {"lat": f"{lat:.4f}", "lon": f"{lon:.4f}"}
        for lat, lon in zip(rng.uniform(-60, 70, 900), rng.uniform(-179, 179, 900), strict=True)
    ]
    part = select(campaign_from(tmp_path, rows), EVERYTHING)
    for level in (1, 2, 3):
        found = groups(part, level, WORLD)
        x, y = (side * 256 * 2**level for side in project(found["lat"], found["lon"]))
        size = radius(found["consultations"].to_numpy())
        for one, other in combinations(range(len(found)), 2):
            apart = np.hypot(x[one] - x[other], y[one] - y[other])
            assert apart >= size[one] + size[other] - 1e-6


def test_a_place_named_twice_in_a_tile_counts_once(tmp_path: Path) -> None:
    rows = [{"city": "Dakar; Thies", "lat": "14.6937; 14.7833", "lon": "-17.4441; -16.9333"}]
    part = select(campaign_from(tmp_path, rows), EVERYTHING)
    assert marks_count(part) == 2
    assert groups(part, 1, WORLD)["consultations"].tolist() == [1]
    assert groups(part, 9, WORLD)["consultations"].tolist() == [1, 1]


def test_without_places_there_are_no_clusters(tmp_path: Path) -> None:
    part = select(campaign_from(tmp_path, [{"city": "Nowhere at all"}]), EVERYTHING)
    assert groups(part, 3, WORLD).empty
    assert list(rows_in_tile(part, "3/1/1")) == []


def test_there_are_never_more_clusters_than_the_limit(tmp_path: Path) -> None:
    rng = np.random.default_rng(8)
    rows = [
        {"lat": f"{lat:.4f}", "lon": f"{lon:.4f}"}
        for lat, lon in zip(rng.uniform(-60, 70, 2500), rng.uniform(-179, 179, 2500), strict=True)
    ]
    part = select(campaign_from(tmp_path, rows), EVERYTHING)
    found = groups(part, DEEPEST_LEVEL, WORLD)
    assert 0 < len(found) <= MOST_GROUPS
    assert found["consultations"].sum() == len(rows)


TILES = [
    ("0/0/0", (0, 0, 0)), ("14/8296/5623", (14, 8296, 5623)), ("2/4/0", None), ("2/0/4", None),
    ("17/0/0", None), ("", None), ("1/2", None), ("-1/0/0", None), ("a/b/c", None),
    ("1/0/0/0", None), ("3/٣/1", (3, 3, 1)), ("99999999/1/1", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tile"), TILES)
def test_tiles_of_an_address(text: str, tile: tuple[int, int, int] | None) -> None:
    assert parse_tile(text) == tile


def test_a_tile_is_a_quarter_of_the_map_tile_of_its_level() -> None:
    assert 256 >> FINER == 64


SIGHTS = [
    ("2/2/1", (40.98, 45.0, 0)), ("14/13388/7151", (22.28, 114.18, 12)), ("1/0/0", (66.51, -90, 0)),
    ("", None), ("2/9/9", None),
]  # fmt: skip


@pytest.mark.parametrize(("tile", "sight"), SIGHTS)
def test_a_tile_is_viewed_at_the_zoom_of_its_cluster(
    tile: str, sight: tuple[float, float, int] | None
) -> None:
    assert view_of_tile(tile) == (sight and pytest.approx(sight, abs=0.01))


@pytest.mark.parametrize(
    ("tile", "city"), [("14/13388/7151", "Hong Kong"), ("14/9342/5270", "Vilnius")]
)
def test_a_tile_is_named_after_the_place_in_it(tile: str, city: str) -> None:
    places = pd.DataFrame(
        [("Vilnius", 54.69, 25.28), ("Nowhere", None, None), ("Hong Kong", 22.28, 114.17)],
        columns=["city", "lat", "lon"],
    )
    assert nearest_place(places, tile)["city"].to_list() == [city]
    assert nearest_place(places.iloc[:0], tile).empty
