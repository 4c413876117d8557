"""A visitor types the beginning of a name, or clicks a map."""

from __future__ import annotations

import pytest

from data.geo.city_search import MOST_FOUND, nearest_city, search_cities


@pytest.mark.parametrize(
    ("text", "countries", "first"),
    [
        ("Buenos", (), ("Buenos Aires", "AR")),
        ("cordoba", (), ("Córdoba", "AR")),
        ("cordoba", ("ES",), ("Córdoba", "ES")),
        ("Paris", ("CA",), ("Paris", "CA")),
        ("Moscou", (), ("Moscow", "RU")),
        ("москва", (), ("Moscow", "RU")),
    ],
)
def test_the_likeliest_city_comes_first(
    text: str, countries: tuple[str, ...], first: tuple[str, str]
) -> None:
    city = search_cities(text, countries)[0]
    assert (city.name, city.iso2) == first


def test_an_exact_name_comes_before_larger_cities_that_only_begin_with_it() -> None:
    names = [(city.name, city.iso2) for city in search_cities("Paris")]
    assert names[:2] == [("Paris", "FR"), ("Paris", "US")]
    assert len(names) == MOST_FOUND


@pytest.mark.parametrize("text", ["", "  ", "?!", "qqqqq"])
def test_nothing_is_found_for_what_is_no_name(text: str) -> None:
    assert search_cities(text) == []


def test_a_position_has_a_city_nearby_or_none() -> None:
    city = nearest_city(14.69, -17.44)
    assert city is not None
    assert city.name == "Dakar"
    assert nearest_city(0.0, -30.0) is None
