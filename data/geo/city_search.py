"""Search cities by the beginning of a name, and name the city nearest to a position."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing

from data.geo.candidates import City, haversine_km, rank_candidates
from data.geo.gazetteer import CITIES
from data.words.folding import fold

MOST_FOUND = 8
_CITY = """
select city.id, city.name, iso2, code, lat / 1e4, lon / 1e4, population, capital, {},
  region.name, part
from city join region on region.id = city.region
"""
_BY_NAME = (
    _CITY.format("max(kind)").replace("from city", "from alias join city using (id)")
    + "where key >= ? and key < ? group by city.id order by population desc limit 500"
)
_BY_POSITION = _CITY.format("1") + "where lat between ? and ? and lon between ? and ?"
_LAST_LETTER = "\U0010ffff"
_NEAR_DEGREES = 0.5
_NEAR_KM = 50


def search_cities(text: str, countries: Collection[str] = ()) -> list[City]:
    """Return cities with a name that starts with a text, in any of their languages.

    Args:
        text: The beginning of a name; case and accents don't matter.
        countries: Alpha-2 codes of the countries whose cities come first.

    Returns:
        At most `MOST_FOUND` cities, exact names first, then the likeliest. Empty without a letter.
    """
    key = fold(text)
    if not key:
        return []
    exact = _read(_BY_NAME, key, f"{key}\0")
    others = _read(_BY_NAME, key, key + _LAST_LETTER)
    cities: dict[int, City] = {}
    for city in (
        *rank_candidates(exact, in_country=False),
        *rank_candidates(others, in_country=False),
    ):
        cities.setdefault(city.id, city)
    return sorted(cities.values(), key=lambda city: city.iso2 not in countries)[:MOST_FOUND]


def nearest_city(lat: float, lon: float) -> City | None:
    """Return the city nearest to a position in degrees, within 50 km; None without one."""
    sides = (lat - _NEAR_DEGREES, lat + _NEAR_DEGREES, lon - _NEAR_DEGREES, lon + _NEAR_DEGREES)
    near = _read(_BY_POSITION, *(round(side * 1e4) for side in sides))
    distances = {city: haversine_km(lat, lon, city.lat, city.lon) for city in near}
    city = min(distances, key=lambda city: distances[city], default=None)
    return city if city and distances[city] <= _NEAR_KM else None


def _read(query: str, *values: str | int) -> list[City]:
    uri = f"{CITIES.resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        return [City(*row) for row in connection.execute(query, values)]
