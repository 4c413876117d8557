"""Coordinates far from the city of a row are reported, not repaired."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import mock

import numpy as np
import pandas as pd
import pytest
from geopy.distance import geodesic

from data.importing.places import checks as far_places
from data.importing.places.checks import FAR_KM, far_from_city
from data.places.gazetteer import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator

MANY_ROWS = 1_000


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    gazetteer = Gazetteer()
    yield gazetteer
    gazetteer.close()


def places(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["city", "country", "lat", "lon"])


@pytest.mark.parametrize(
    ("row", "is_far"),
    [
        (("Dakar", "Senegal", 14.7, -17.4), False),
        (("Dakar", "Senegal", "14.7", "-17.4"), False),
        (("Dakar", "Senegal", 14.7, 17.4), True),  # the sign is forgotten
        (("Dakar", "Senegal", -17.4, 14.7), True),  # swapped
        (("Dakar", "Senegal", 12.4, -17.4), False),  # 250 km
        (("Dakar", "Senegal", 11.8, -17.4), True),  # 320 km
        (("London", "", 42.98, -81.2), False),  # one of those that it may be
        (("London", "", -33.9, 151.2), True),  # none of those
        (("Paris; Rome", "France; Italy", 41.9, 12.5), False),  # one of the row's cities
        (("Nowhereville", "Senegal", 1.0, 1.0), False),  # nothing to compare with
        (("", "Senegal", 1.0, 1.0), False),
        (("Dakar", "Senegal", "", ""), False),
        (("Dakar", "Senegal", "north", "0"), False),
        (("Dakar", "Senegal", 95.0, 0.0), False),  # no place on Earth: another's task
        ((None, None, None, None), False),
    ],
)
def test_far_begins_at_a_limit(gazetteer: Gazetteer, row: tuple[object, ...], is_far: bool) -> None:  # noqa: FBT001
    assert (len(far_from_city(places(row), gazetteer)) == 1) == is_far


def test_a_far_place_says_how_far_and_from_where(gazetteer: Gazetteer) -> None:
    table = places(("Dakar", "Senegal", 14.7, -17.4), ("Dakar", "Senegal", "14.7", "17.4"))
    table.index = ["near", "far"]

    far = far_from_city(table, gazetteer)

    assert far.index.to_list() == ["far"]
    row = far.loc["far"]
    assert row["address"] == "Dakar, Senegal"
    assert row["km"] == geodesic((14.7, 17.4), (row["city_lat"], row["city_lon"])).km
    assert row["km"] > FAR_KM


def test_nothing_far_gives_an_empty_table_with_the_same_columns(gazetteer: Gazetteer) -> None:
    some = far_from_city(places(("Dakar", "Senegal", 14.7, 17.4)), gazetteer)
    none = far_from_city(places(("Dakar", "Senegal", 14.7, -17.4)), gazetteer)

    assert none.empty
    assert none.dtypes.to_dict() == some.dtypes.to_dict()
    assert far_from_city(places(), gazetteer).empty


def test_a_city_is_looked_up_once_and_only_far_places_are_measured(
    gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    spread = np.random.default_rng(1).normal(0, 0.5, MANY_ROWS)
    table = pd.DataFrame(
        {"city": "Dakar", "country": "Senegal", "lat": 14.7 + spread, "lon": -17.4 + spread}
    )

    table.loc[7, "lat"] = 24.7
    ask = mock.Mock(wraps=gazetteer.ask)
    monkeypatch.setattr(gazetteer, "ask", ask)
    measure = mock.Mock(wraps=geodesic)
    monkeypatch.setattr(far_places, "geodesic", measure)

    far = far_from_city(table, gazetteer)

    assert far.index.to_list() == [7]
    assert (ask.call_count, measure.call_count) == (1, 1)
