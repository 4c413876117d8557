"""Find cities by name without a network: a geopy geocoder over data/world/cities.sqlite.

A wrong place is worse than none, so a city is found only where its name is clear:

* A city's own name counts fully, another name of it (another language, a nickname) a tenth.
  Each candidate weighs its population (at least 1,000) by that. With a country, its capital
  weighs ten times more: "Washington" in the United States is the capital.
* The heaviest candidate is clear when it weighs at least ten times every rival. A candidate
  within 30 km of it is no rival, but the same town told twice.
* Without a country, or with an addition that isn't understood ("Boston, Lincs"), it must weigh
  a hundred times every rival and be known by its own name; without a country and rivals, it must
  have 100,000 people or be a capital, since the smallest namesakes aren't in the tables.

So "Paris", "London" and "Geneva" alone are not clear, "Paris, France" is. Cities are GeoNames'
(CC BY 4.0) with 5,000 people or more.
"""

from __future__ import annotations

import re
import sqlite3
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from data.countries import country_codes, country_name, territories_of
from data.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

CITIES = Path(__file__).parent / "world" / "cities.sqlite"

CLEAR_RATIO = 10
STRICT_RATIO = 100
SAME_PLACE_KM = 30
KNOWN_WITHOUT_COUNTRY = 100_000

_LONGEST_CODE = 3
_LEAST_POPULATION = 1_000
_OTHER_NAME_SHARE = 0.1
_CAPITAL_FACTOR = 10
_EARTH_RADIUS_KM = 6371.0
_PARENTHESES = re.compile(r"^(?P<name>[^()]+)\((?P<addition>[^()]+)\)\s*$")
_SHORT_WORDS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}

_SELECT = """
select id, name, iso2, admin1, lat, lon, population, capital, is_primary,
  coalesce((select region.name from region
            where region.iso2 = city.iso2 and region.code = city.admin1), '') as region
from alias join city using (id) where key = ?
"""


class City(NamedTuple):
    """One city that a name may mean: position in degrees, whether the name is its own."""

    id: int
    name: str
    iso2: str
    admin1: str
    lat: float
    lon: float
    population: int
    capital: int
    is_primary: int
    region: str

    def weigh(self, *, in_country: bool) -> float:
        """Say how much this city is likely to be meant, in people."""
        weight = max(self.population, _LEAST_POPULATION)
        weight *= 1 if self.is_primary else _OTHER_NAME_SHARE
        return weight * (_CAPITAL_FACTOR if self.capital and in_country else 1)


class Gazetteer(Geocoder):  # type: ignore[misc] # geopy has no types
    """A geopy geocoder that reads a table of cities and never touches the network.

    Safe to share between threads. Another geopy geocoder, such as Nominatim, can stand in for it
    where only :meth:`geocode` is used.
    """

    def __init__(self, path: Path = CITIES) -> None:
        """Open the table of cities.

        Raises:
            sqlite3.OperationalError: there is no such file.
        """
        super().__init__()
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._lock = Lock()

    def close(self) -> None:
        """Close the table; the gazetteer is of no use afterwards."""
        self._connection.close()

    def geocode(
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        country_codes: str | Iterable[str] | None = None,
        timeout: float | object = DEFAULT_SENTINEL,  # noqa: ARG002 (geopy's way to call)
    ) -> Location | list[Location] | None:
        """Find a city by its name.

        Args:
            query: "City", "City, Country", "City, State, Country", or ``{"city", "country"}``.
            exactly_one: give the one clear city, or else all candidates, likeliest first.
            country_codes: alpha-2 codes of the countries to search, besides what the query says.
            timeout: not used.

        Returns:
            A location whose ``raw`` has ``id`` (GeoNames), ``name, iso2, admin1, region,
            population``; a list of them when not ``exactly_one``; None when nothing is found, or
            when it isn't clear which of several is meant.
        """
        given = [country_codes] if isinstance(country_codes, str) else list(country_codes or ())
        for city, codes in _questions(query, [code.upper() for code in given]):
            found, is_strict = self._candidates(city, codes)
            if found and not exactly_one:
                ranked = sorted(found, key=lambda c: _rank(c, in_country=bool(codes)))
                return [_location(candidate) for candidate in ranked]
            if found:
                clear = _clear(found, in_country=bool(codes), is_strict=is_strict)
                return _location(clear) if clear else None
        return None

    def _candidates(self, text: str, codes: list[str]) -> tuple[list[City], bool]:
        """Find the cities that a text may mean, and whether it says more than was understood."""
        parts = [part for code in codes for part in territories_of(code)]
        for searched in (codes, parts) if parts else (codes,):
            for name, addition in _readings(text):
                if addition:
                    found = self._with_addition(name, addition, searched)
                else:
                    found = self._plain(name, searched), False
                if found[0]:
                    return found
        return [], False

    def _plain(self, name: str, codes: list[str]) -> list[City]:
        cities = self._named(name, codes)
        regions = self._regions(name, codes) if codes else set()
        # "Sabah" is a state of Malaysia, and another name of a town elsewhere in Malaysia.
        return [city for city in cities if not regions or _may_be_meant(city, regions)]

    def _with_addition(self, name: str, addition: str, codes: list[str]) -> tuple[list[City], bool]:
        regions = self._regions(addition, codes)
        if not regions and len(fold(addition)) > _LONGEST_CODE:
            others = list(country_codes(addition))
            if others:
                return self._named(name, others), False
        cities = self._named(name, codes)
        within = [city for city in cities if (city.iso2, city.admin1) in regions]
        return (within, False) if regions else (cities, True)

    def _named(self, name: str, codes: list[str]) -> list[City]:
        key = fold(name)
        for spelling in dict.fromkeys((key, _spelled_out(key), key.removesuffix(" city"))):
            with self._lock:
                rows = self._connection.execute(_SELECT, (spelling,)).fetchall()
            cities = [City(*row) for row in rows]
            if kept := [city for city in cities if not codes or city.iso2 in codes]:
                return kept
        return []

    def _regions(self, text: str, codes: list[str]) -> set[tuple[str, str]]:
        query = "select iso2, code from region_alias where key = ?"
        with self._lock:
            rows = self._connection.execute(query, (fold(text),)).fetchall()
        return {(iso2, code) for iso2, code in rows if not codes or iso2 in codes}


def _questions(query: str | Mapping[str, str], given: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Give the ways to read a query, as city and country codes, the most literal first."""
    if not isinstance(query, str):
        country = query.get("country") or ""
        query = query.get("city") or ""
        if country.strip():
            # A country that isn't known must not become a search of the whole world.
            if codes := list(country_codes(country)):
                yield query, codes
            return
    city, comma, last = query.rpartition(",")
    if comma and (codes := list(country_codes(last))):
        yield city, codes
    yield query, given


def _readings(text: str) -> Iterator[tuple[str, str]]:
    """Give the ways to read a city's text, as name and addition: "Austin, TX", "Paris (Texas)"."""
    yield text, ""
    if parts := _PARENTHESES.match(text):
        yield parts["name"], parts["addition"]
    name, comma, addition = text.partition(",")
    if comma:
        yield name, addition


def _may_be_meant(city: City, regions: set[tuple[str, str]]) -> bool:
    return bool(city.is_primary or city.capital) or (city.iso2, city.admin1) in regions


def _spelled_out(key: str) -> str:
    first, space, rest = key.partition(" ")
    return f"{_SHORT_WORDS.get(first, first)}{space}{rest}"


def _rank(city: City, *, in_country: bool) -> tuple[float, int]:
    return -city.weigh(in_country=in_country), city.id


def _clear(cities: list[City], *, in_country: bool, is_strict: bool) -> City | None:
    """Choose the city that is meant, or None where that would be a guess."""
    best = min(cities, key=lambda city: _rank(city, in_country=in_country))
    rivals = [city for city in cities if _distance_km(best, city) > SAME_PLACE_KM]
    if not rivals:
        is_known = in_country or best.capital or best.population >= KNOWN_WITHOUT_COUNTRY
        return best if is_known else None
    is_strict = is_strict or not in_country
    if is_strict and not best.is_primary:
        return None
    heaviest = max(rival.weigh(in_country=in_country) for rival in rivals)
    ratio = STRICT_RATIO if is_strict else CLEAR_RATIO
    return best if best.weigh(in_country=in_country) >= ratio * heaviest else None


def _distance_km(one: City, other: City) -> float:
    """Give the great-circle distance by the haversine formula."""
    lat, other_lat = radians(one.lat), radians(other.lat)
    half_lat, half_lon = (other_lat - lat) / 2, radians(other.lon - one.lon) / 2
    chord = sin(half_lat) ** 2 + cos(lat) * cos(other_lat) * sin(half_lon) ** 2
    return 2 * _EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))


def _location(city: City) -> Location:
    region = "" if city.region in ("", city.name) else f"{city.region}, "
    raw: dict[str, Any] = {
        "id": city.id,
        "name": city.name,
        "iso2": city.iso2,
        "admin1": city.admin1,
        "region": city.region,
        "population": city.population,
    }
    address = f"{city.name}, {region}{country_name(city.iso2)}"
    return Location(address, (city.lat, city.lon, 0.0), raw)
