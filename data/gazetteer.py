"""Find cities by name without a network: a geopy geocoder over data/world/cities.sqlite.

Cities are GeoNames' (CC BY 4.0) with 5,000 people or more, and smaller capitals, with their names
in many languages. A name that may mean several is not guessed: data/candidates.py has the rule.
"""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from data.candidates import City, clear_choice, ranked
from data.countries import country_codes, country_name, territories_of
from data.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

CITIES = Path(__file__).parent / "world" / "cities.sqlite"

_LONGEST_CODE = 3
_PARENTHESES = re.compile(r"^(?P<name>[^()]+)\((?P<addition>[^()]+)\)\s*$")
_SHORT_WORDS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}

_SELECT = """
select id, name, iso2, admin1, lat, lon, population, capital, is_primary,
  coalesce((select region.name from region
            where region.iso2 = city.iso2 and region.code = city.admin1), '') as region
from alias join city using (id) where key = ?
"""


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
        for text, codes in _questions(query, [code.upper() for code in given]):
            found, is_strict = self._candidates(text, codes)
            if found and not exactly_one:
                return [_location(city) for city in ranked(found, in_country=bool(codes))]
            if found:
                clear = clear_choice(found, in_country=bool(codes), is_strict=is_strict)
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
