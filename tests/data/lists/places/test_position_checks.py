"""Coordinates that contradict the words of their row are repaired, doubted or ignored."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest

from data.geo.gazetteer import Gazetteer
from data.geo.positions import countries_at
from data.lists.places.position_checks import (
    AT_SEA,
    ELSEWHERE,
    FAR,
    FAR_SHOWN,
    ONLINE,
    SIGN,
    SWAPPED,
    Checked,
    checked_positions,
)

DAKAR = ("14.7", "-17.4")


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    gazetteer = Gazetteer()
    yield gazetteer
    gazetteer.close()


def check(gazetteer: Gazetteer, *rows: tuple[str, ...], online: tuple[int, ...] = ()) -> Checked:
    places = pd.DataFrame(list(rows), columns=["city", "country", "lat", "lon"], dtype="str")
    only_online = pd.Series(places.index.isin(online), index=places.index)
    return checked_positions(places, only_online, gazetteer)


@pytest.mark.parametrize(
    ("row", "at", "issue"),
    [
        (("Dakar", "Senegal", "14.7", "-17.4"), ("14.7", "-17.4"), ""),
        (("Dakar", "Senegal", "14.7", "17.4"), ("14.7", "-17.4"), SIGN),
        (("Dakar", "Senegal", "-14.7", "17.4"), ("14.7", "-17.4"), SIGN),
        (("Dakar", "Senegal", "-17.4", "14.7"), ("14.7", "-17.4"), SWAPPED),
        (("Dakar", "Senegal", "17.4", "14.7"), ("14.7", "-17.4"), SWAPPED),
        (("Dakar", "Senegal", "14.0", "-17.0"), ("14.0", "-17.0"), ""),  # 89 km
        (("Dakar", "Senegal", "13.5", "-17.0"), ("", ""), FAR_SHOWN),  # 140 km
        (("Dakar", "Senegal", "2", "2"), ("", ""), FAR_SHOWN),
        (("Sydney", "", "33.87", "151.2"), ("-33.87", "151.2"), SIGN),
        (("London", "", "42.98", "-81.2"), ("42.98", "-81.2"), ""),  # at a namesake in Ontario
        (("Springfield", "United States", "39.8", "89.6"), ("39.8", "-89.6"), SIGN),
        (("Springfield", "United States", "10.5", "20.5"), ("10.5", "20.5"), FAR),  # which one?
        (("Washington", "United States", "47.4", "-120.5"), ("47.4", "-120.5"), FAR),  # a state
        (("Iowa, Louisiana", "United States", "42", "-93.5"), ("42", "-93.5"), FAR),  # a village
        (("Georgia", "United States", "32.7", "-83.4"), ("32.7", "-83.4"), ""),
        (("Paris; Rome", "France; Italy", "41.9", "12.5"), ("41.9", "12.5"), ""),
        (("Paris; Rome", "France; Italy", "11.9", "12.5"), ("11.9", "12.5"), FAR),
        (("Nowhereville", "Senegal", "14.0", "-15.0"), ("14.0", "-15.0"), ""),
        (("", "Senegal", "14.0", "-15.0"), ("14.0", "-15.0"), ""),
        (("", "Senegal", "-1.3", "36.8"), ("-1.3", "36.8"), ELSEWHERE),
        (("Dakar", "Senegal", "", ""), ("", ""), ""),
        (("", "", "-17.54", "-149.57"), ("-17.54", "-149.57"), ""),  # an island
    ],
)
def test_the_words_of_a_row_decide(
    gazetteer: Gazetteer, row: tuple[str, ...], at: tuple[str, str], issue: str
) -> None:
    places, issues, _ = check(gazetteer, row)
    assert (places["lat"].iloc[0], places["lon"].iloc[0]) == at
    assert list(issues["expected"]) == [issue] * bool(issue)


def test_an_online_row_without_a_city_has_no_coordinates(gazetteer: Gazetteer) -> None:
    rows = [("", "", *DAKAR), ("Dakar", "Senegal", *DAKAR)]
    places, issues, _ = check(gazetteer, *rows, online=(0, 1))
    assert list(places["lat"]) == ["", "14.7"]
    assert list(issues["expected"]) == [ONLINE]


def test_a_city_found_among_other_words_moves_nothing(gazetteer: Gazetteer) -> None:
    places = pd.DataFrame(
        [("Dakar", "Senegal", "2", "2")], columns=["city", "country", "lat", "lon"]
    )
    no, yes = (pd.Series([value]) for value in (False, True))
    checked = checked_positions(places.astype("str"), no, gazetteer, yes)
    assert list(checked.places["lat"]) == ["2"]
    assert list(checked.issues["expected"]) == [FAR]


@pytest.mark.parametrize(
    ("at", "count", "kept"),
    [
        (("10.5", "-35"), 5, False),
        (("10.5", "-35"), 4, True),
        (("48.2", "16.4"), 5, True),  # a festival
    ],
)
def test_a_spot_at_sea_that_many_rows_share_is_not_on_the_map(
    gazetteer: Gazetteer, at: tuple[str, str], count: int, *, kept: bool
) -> None:
    places, issues, _ = check(gazetteer, *[("", "", *at)] * count)
    assert list(places["lat"]) == [at[0] if kept else ""] * count
    assert list(issues["expected"]) == [AT_SEA] * (0 if kept else count)


def test_a_position_alone_gets_its_country(gazetteer: Gazetteer) -> None:
    places, _, count = check(gazetteer, ("", "", "-1.29", "36.82"), ("Paris", "", "48.86", "2.35"))
    assert (list(places["country"]), count) == (["Kenya", "France"], 2)


def test_countries_are_those_of_the_map_and_of_the_nearest_city() -> None:
    lat = pd.Series(
        [48.85, 46.2044, -33.92, 22.3, 12.0, float("nan"), -17.54], index=list("abcdefg")
    )
    lon = pd.Series([2.35, 6.1432, 18.42, 114.17, -30.0, 1.0, -149.57], index=list("abcdefg"))
    assert countries_at(lat, lon).to_dict() == {
        "a": "FR", "b": "CH", "c": "ZA", "d": "HK", "e": "", "f": "", "g": "PF",
    }  # fmt: skip
    none = pd.Series([], dtype="float64")
    assert countries_at(none, none).empty


def test_ten_thousand_different_positions_take_no_time(gazetteer: Gazetteer) -> None:
    random = np.random.default_rng(1)
    count = 10_000
    places = pd.DataFrame(
        {
            "city": [f"Paris {number}" for number in range(count)],
            "country": "",
            "lat": random.uniform(-60, 70, count).round(4).astype("str"),
            "lon": random.uniform(-180, 180, count).round(4).astype("str"),
        },
        dtype="str",
    )
    start = time.process_time()
    checked_positions(places, pd.Series(data=False, index=places.index), gazetteer)
    assert time.process_time() - start < 8
