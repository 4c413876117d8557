"""A geopy geocoder over GeoNames' cities, offline."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from data import WORLD
from data.places.candidates import City, are_near, clear_choice, ranked
from data.places.city_names import (
    CityTable,
    initials,
    is_postcode,
    readings,
    spellings,
    without_digits,
)
from data.places.countries import country_codes, country_name, territories_of
from data.places.no_network import NoNetwork
from data.words.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from data.places.candidates import City
    from data.places.city_names import Regions


class Found(NamedTuple):
    """What a text may mean.

    `is_strict`: something was said about the city that wasn't understood.
    `in_country`: the country is known, and all candidates lie in it or its territories.
    `is_torn`: it can be read in two ways that lead to different cities.
    """

    cities: tuple[City, ...]
    is_strict: bool
    in_country: bool
    is_torn: bool = False

    def clear(self) -> City | None:
        """Give the city that is meant; None where that would be a guess."""
        if not self.cities or self.is_torn:
            return None
        cities = list(self.cities)
        return clear_choice(cities, in_country=self.in_country, is_strict=self.is_strict)

    def ranked(self) -> list[City]:
        """Give the candidates, the likeliest first."""
        return ranked(list(self.cities), in_country=self.in_country)


NOTHING = Found((), is_strict=False, in_country=False)


def agree(answers: Iterable[Found]) -> bool:
    """Tell whether two answers, both with candidates, lead to the same city, or nearly."""
    first, second = (answer.ranked()[0] for answer in answers)
    return are_near(first, second)


def location_of(city: City) -> Location:
    """Say a city as geopy does; ``raw`` has what the tables know of it."""
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


CITIES = WORLD / "cities.sqlite"

_REMEMBERED = 100_000
_LONGEST_CODE = 3
_NEIGHBOUR_KM = 50
_WIDE_KM = 150


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
        super().__init__(adapter_factory=NoNetwork)
        self._table = CityTable(path)
        self._named = lru_cache(_REMEMBERED)(self._look_up)
        self._meant = lru_cache(_REMEMBERED)(self._look_up_meant)
        self._all_regions = lru_cache(_REMEMBERED)(self._look_up_regions)
        self._is_part = lru_cache(_REMEMBERED)(self._look_up_part)

    def close(self) -> None:
        """Close the table; the gazetteer is of no use afterwards."""
        self._table.close()

    def read_ahead(self, names: Iterable[str]) -> None:
        """Read what the table has of many names at once, for whoever will ask for each of them."""
        self._table.read_ahead(
            key for name in names for key in next(spellings(fold(name), is_bold=False))
        )

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
        found = self.ask(query, [code.upper() for code in given])
        if not exactly_one:
            return [location_of(city) for city in found.ranked()] or None
        city = found.clear()
        return location_of(city) if city else None

    def ask(self, query: str | Mapping[str, str], given: Iterable[str] = ()) -> Found:
        """Find what a query may mean, as :meth:`geocode` understands it."""
        answers = [self.find(text, codes) for text, codes in self._questions(query, list(given))]
        answers = [answer for answer in answers if answer.cities]
        if len(answers) > 1 and not agree(answers):
            # "Salem, IN" is read as India's and as Indiana's: it isn't clear which is meant.
            cities = dict.fromkeys(city for answer in answers for city in answer.ranked())
            return Found(tuple(cities), is_strict=True, in_country=False, is_torn=True)
        return answers[0] if answers else NOTHING

    def find(self, text: str, codes: Iterable[str] = ()) -> Found:
        """Find a city's text, such as "Austin, TX", in some countries; in all if none is named."""
        searched = tuple(codes)
        for name, additions in readings(text):
            if additions:
                found = self.with_additions(name, additions, searched)
            else:
                found = Found(self.named(name, searched), False, bool(searched))  # noqa: FBT003
            if found.cities:
                return found
        return NOTHING

    def named(self, name: str, codes: Iterable[str] = ()) -> tuple[City, ...]:
        """Find the cities of a name; where it names their state too, only those that may be meant.

        "Sabah" is a state of Malaysia, and another name of a town elsewhere in Malaysia.
        """
        return self._meant(name, tuple(codes))

    def with_additions(
        self,
        name: str,
        additions: Iterable[str],
        codes: Iterable[str] = (),
        *,
        by_neighbour: bool = True,
    ) -> Found:
        """Find the cities of a name that its state, its country or a neighbour is named with.

        An addition that says nothing to us leaves the cities, and makes the choice strict; a
        postcode does not.
        """
        codes = tuple(codes)
        cities = self._named(name, codes)
        is_strict, in_country, is_contradicted = False, bool(codes), False
        for addition in additions:
            if is_postcode(addition) or is_contradicted:
                continue
            within = self._within(cities, addition)
            if within is None and len(fold(addition)) > _LONGEST_CODE:
                others = country_codes(addition)
                within = self._named(name, others) if others else None
                in_country = in_country or bool(others)
            elif within:
                in_country = in_country or len({city.iso2 for city in within}) == 1
            if not within and by_neighbour:
                within = self._beside(cities, addition, codes) or within
            is_strict = is_strict or within is None
            is_contradicted = within == ()
            cities = cities if within is None else within
        return Found(cities, is_strict, in_country)

    def regions(self, text: str, codes: Iterable[str] = ()) -> Regions:
        """Find the provinces and states of a name, as alpha-2 codes and GeoNames' codes."""
        searched = set(codes)
        found = self._all_regions(text)
        return frozenset(region for region in found if not searched or region[0] in searched)

    def is_part(self, country: str) -> bool:
        """Tell whether a text that stands for a country names a part of it: "Scotland"."""
        return self._is_part(country)

    def is_wide(self, city: City) -> bool:
        """Tell whether a city's region reaches so far that its name says little of a place."""
        return self._table.width(city.iso2, city.admin1) > _WIDE_KM

    def _look_up_part(self, country: str) -> bool:
        codes = country_codes(country)
        is_own_name = fold(country) in {fold(country_name(code)) for code in codes}
        return len(codes) == 1 and not is_own_name and bool(self.regions(country, codes))

    def _look_up_regions(self, text: str) -> Regions:
        key = fold(text)
        found = self._table.regions(key) | self._table.regions(initials(key))
        return found or self._table.regions(without_digits(key))

    def _look_up_meant(self, name: str, codes: tuple[str, ...]) -> tuple[City, ...]:
        regions = self.regions(name)
        countries = {iso2 for iso2, _ in regions}
        return tuple(
            city
            for city in self._named(name, codes)
            if city.iso2 not in countries or city.capital or (city.iso2, city.admin1) in regions
        )

    def _look_up(self, name: str, codes: tuple[str, ...]) -> tuple[City, ...]:
        parts = {part for code in codes for part in territories_of(code)} - set(codes)
        for same in spellings(fold(name), is_bold=bool(codes)):
            # A city found by its own name last, so that this is what is kept of it.
            every = sorted(
                (city for key in same for city in self._table.cities(key)),
                key=lambda city: city.is_primary,
            )
            cities = {city.id: city for city in every}.values()
            kept = [city for city in cities if not codes or city.iso2 in codes]
            # The capital of a territory is not the capital of the state.
            kept += [city._replace(capital=0) for city in cities if city.iso2 in parts]
            if kept:
                return tuple(kept)
        return ()

    def _within(self, cities: tuple[City, ...], addition: str) -> tuple[City, ...] | None:
        """Give the cities within a state or country; None if the addition names none of theirs."""
        regions = self.regions(addition, {city.iso2 for city in cities})
        within = tuple(city for city in cities if (city.iso2, city.admin1) in regions)
        countries = set(country_codes(addition))
        inside = tuple(city for city in cities if city.iso2 in countries)
        return within or inside or (() if regions else None)

    def _beside(
        self, cities: tuple[City, ...], addition: str, codes: tuple[str, ...]
    ) -> tuple[City, ...] | None:
        """Give the cities near another one, as in "Newport, Cardiff"; None if there is none."""
        others = self._named(addition, codes)
        near = [
            city for city in cities if any(are_near(city, other, _NEIGHBOUR_KM) for other in others)
        ]
        return tuple(near) or None

    def _questions(
        self, query: str | Mapping[str, str], given: list[str]
    ) -> Iterator[tuple[str, list[str]]]:
        """Give the ways to read a query, as city and country codes, the most literal first."""
        if not isinstance(query, str):
            country = query.get("country") or ""
            query = query.get("city") or ""
            if country.strip():
                # A country that isn't known must not become a search of the whole world.
                if codes := list(country_codes(country)):
                    yield self._in_part(query, country), codes
                return
        city, comma, last = query.rpartition(",")
        if comma and (codes := list(country_codes(last))):
            yield self._in_part(city, last), codes
        yield query, given

    def _in_part(self, city: str, country: str) -> str:
        """Keep "Scotland" with a city, which is more than the United Kingdom."""
        if not self.is_part(country) or fold(country) in fold(city):
            return city
        within = f"{city}, {country}"
        return within if self.find(within, country_codes(country)).cities else city
