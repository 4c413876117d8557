"""Old names, nicknames and quarters alone are asked about."""

from __future__ import annotations

from contextlib import closing

import pytest

from data.geo.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Big Apple", ""),
        ("Philly", ""),
        ("Tselinograd", ""),
        ("Byzantium", ""),
        ("Brooklyn", ""),
        ("Cawnpore", ""),
        ("Hsinking", ""),
        ("Jesselton", ""),
        ("Wandsbek", ""),
        ("Eixample", ""),
        ("Kreuzberg", ""),
        ("Philly, USA", "Philadelphia"),
        ("Brooklyn, New York", "Brooklyn"),
        ("Kreuzberg, Germany", "Kreuzberg"),
        # Names in another language, and those that all lists use.
        ("Peking", "Beijing"),
        ("Bruxelles", "Brussels"),
        ("Praha", "Prague"),
        ("Keulen", "Köln"),
        ("Lissabon", "Lisbon"),
        ("Danzig", "Gdańsk"),
        ("Lisbonne", "Lisbon"),
        ("NYC", "New York City"),
        ("Saigon", "Ho Chi Minh City"),
    ],
)
def test_without_a_country_they_may_be_anything(text: str, city: str) -> None:
    with closing(Gazetteer()) as gazetteer:
        matches = gazetteer.ask(text)
    clear = matches.clear()
    assert (clear.name if clear else "") == city
    assert matches.cities
