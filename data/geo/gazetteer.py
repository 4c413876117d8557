"""A geopy geocoder over GeoNames' cities, offline."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from geopy.adapters import BaseSyncAdapter
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from data import WORLD
from data.geo.candidates import (
    DOUBTFUL,
    KNOWN_WITHOUT_COUNTRY,
    QUARTER,
    WORLD_KNOWN,
    City,
    are_near,
    clear_choice,
    haversine_km,
    rank_candidates,
)
from data.geo.city_names import (
    CityTable,
    Regions,
    initials,
    is_postcode,
    readings,
    spellings,
    without_digits,
    without_kind,
)
from data.geo.countries import country_codes, country_name, territories_of
from data.words.folding import fold


class Matches(NamedTuple):
    """The cities that a text may mean.

    `is_strict`: an addition to the city's name was not understood.
    `in_country`: the country is known, and all candidates are in it or its territories.
    `is_torn`: two readings of the text lead to different cities.
    """

    cities: tuple[City, ...]
    is_strict: bool
    in_country: bool
    is_torn: bool = False

    def clear(self) -> City | None:
        """Return the city that is meant; None if that would be a guess."""
        if not self.cities or self.is_torn:
            return None
        cities = list(self.cities)
        return clear_choice(cities, in_country=self.in_country, is_strict=self.is_strict)

    def ranked(self) -> list[City]:
        """Return the candidates, the likeliest first."""
        return rank_candidates(list(self.cities), in_country=self.in_country)


NOTHING = Matches((), is_strict=False, in_country=False)


def agree(answers: Iterable[Matches]) -> bool:
    """Whether two answers, both with candidates, lead to nearly the same place."""
    first, second = (answer.ranked()[0] for answer in answers)
    return are_near(first, second)


def location_of(city: City) -> Location:
    """Return a city as a geopy location; `raw` has its data."""
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


class _NoNetwork(BaseSyncAdapter):
    """Replace geopy's own adapter, which would read the system's certificates first.

    That would take a tenth of the time needed to read a small campaign.
    """

    def get_json(self, url: str, **_: object) -> NoReturn:
        """Refuse any request."""
        raise NotImplementedError(url)

    get_text = get_json


CITIES = WORLD / "cities.sqlite"

_REMEMBERED = 100_000
_LONGEST_CODE = 3
_NEIGHBOUR_KM = 50
_VILLAGE, _IN_CITY_KM = 20_000, 25
_TOWN = 50_000
"""A smaller place isn't called "Nara City"."""
_WIDE_KM = 150
_KNOWN_LANGUAGES, _BETTER_KNOWN, _LARGER = 25, 4, 5
"""A city known by its name alone: in so many languages, and so many times as many languages and
people as any other city of its name."""


def _says_city(name: str, spellings_used: tuple[str, ...]) -> bool:
    """Whether a name ends in "City", which the cities found by it leave out."""
    key = fold(name)
    return key.endswith(" city") and key not in spellings_used


class Gazetteer(Geocoder):
    """A geopy geocoder that reads a table of cities and never uses the network.

    Safe to share between threads. Where only `geocode` is used, another geopy geocoder such as
    Nominatim can replace it.
    """

    def __init__(self, path: Path = CITIES) -> None:
        """Open the table of cities; raise `sqlite3.OperationalError` if the file is missing."""
        super().__init__(adapter_factory=_NoNetwork)
        self._table = CityTable(path)
        self._named = lru_cache(_REMEMBERED)(self._look_up)
        self._meant = lru_cache(_REMEMBERED)(self._look_up_meant)
        self._all_regions = lru_cache(_REMEMBERED)(self._look_up_regions)
        self._is_part = lru_cache(_REMEMBERED)(self._look_up_part)

    def close(self) -> None:
        """Close the table. The gazetteer can't be used afterwards."""
        self._table.close()

    def read_ahead(self, names: Iterable[str]) -> None:
        """Load the data of many names at once, before each of them is looked up."""
        self._table.read_ahead(
            key for name in names for key in next(spellings(fold(name), is_bold=False))
        )

    def geocode(
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        country_codes: str | Iterable[str] | None = None,
        timeout: float | object = DEFAULT_SENTINEL,  # noqa: ARG002 (geopy's signature)
    ) -> Location | list[Location] | None:
        """Find a city by its name.

        Args:
            query: "City", "City, Country", "City, State, Country", or `{"city", "country"}`.
            exactly_one: Return the clear city, or else all candidates, likeliest first.
            country_codes: Alpha-2 codes of the countries to search, besides those of the query.
            timeout: Not used.

        Returns:
            A location whose `raw` has `id` (GeoNames), `name, iso2, admin1, region, population`;
            a list of them unless `exactly_one`. None if nothing is found, or if it is unclear
            which of several is meant.
        """
        codes = [country_codes] if isinstance(country_codes, str) else list(country_codes or ())
        matches = self.ask(query, [code.upper() for code in codes])
        if not exactly_one:
            return [location_of(city) for city in matches.ranked()] or None
        city = matches.clear()
        return location_of(city) if city else None

    def ask(self, query: str | Mapping[str, str], codes: Iterable[str] = ()) -> Matches:
        """Find the cities that a query, as for `geocode`, may mean."""
        answers = [self.find(*question) for question in self._questions(query, list(codes))]
        answers = [answer for answer in answers if answer.cities]
        if len(answers) > 1 and not agree(answers):
            # "Salem, IN" may be in India or Indiana.
            cities = dict.fromkeys(city for answer in answers for city in answer.ranked())
            return Matches(tuple(cities), is_strict=True, in_country=False, is_torn=True)
        return answers[0] if answers else NOTHING

    def find(self, text: str, codes: Iterable[str] = ()) -> Matches:
        """Find a text such as "Austin, TX" in some countries; in all without `codes`."""
        searched = tuple(codes)
        for name, additions in readings(text):
            if additions:
                matches = self.with_additions(name, additions, searched)
            else:
                cities = self.named(name, searched)
                matches = Matches(cities, is_strict=False, in_country=bool(searched))
            if matches.cities:
                return matches
        return NOTHING

    def named(self, name: str, codes: Iterable[str] = ()) -> tuple[City, ...]:
        """Find the cities of a name. If it is also a state's, skip most cities outside of it.

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
    ) -> Matches:
        """Find the cities of a name that is followed by its state, country or a neighbour.

        An unknown addition keeps the cities, but makes the choice strict. A postcode is ignored.
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
            within = within and self._not_far_villages(within, addition)
            is_strict = is_strict or within is None
            is_contradicted = within == ()
            cities = cities if within is None else within
        return Matches(cities, is_strict, in_country)

    def regions(self, text: str, codes: Iterable[str] = ()) -> Regions:
        """Find the provinces and states of a name."""
        searched = set(codes)
        matches = self._all_regions(text)
        return frozenset(region for region in matches if not searched or region[0] in searched)

    def names_in(
        self, numbers: Iterable[int], languages: Collection[str]
    ) -> dict[tuple[int, str], str]:
        """Return how languages call cities, by GeoNames' number and language.

        A city that a language calls as GeoNames does is missing.
        """
        return self._table.names(numbers, languages)

    def best_known(self, cities: Iterable[City]) -> City | None:
        """Return the city that is far larger and far better known than others of its name.

        Better known is the one that more languages have a name of their own for: 43 for Geneva in
        Switzerland, 5 for Geneva in Illinois. None if no city is.
        """
        named = [city for city in cities if city.kind != DOUBTFUL]
        best = max(named, key=lambda city: city.population, default=None)
        if best is None or best.population < KNOWN_WITHOUT_COUNTRY or best.part == QUARTER:
            return None
        rivals = [city for city in named if not are_near(best, city)]
        languages = self._table.count_languages(city.id for city in (best, *rivals))
        if languages[best.id] < _KNOWN_LANGUAGES:
            return None
        is_best = all(
            best.population >= _LARGER * city.population
            and languages[best.id] >= _BETTER_KNOWN * languages[city.id]
            for city in rivals
        )
        return best if is_best else None

    def nearest_named(self, name: str, lat: float, lon: float, km: float) -> City | None:
        """Return the nearest city of exactly this name, at most so many kilometres away."""
        near = [
            (haversine_km(lat, lon, city.lat, city.lon), city)
            for city in self._table.cities(fold(name))
            if city.kind != DOUBTFUL
        ]
        nearest = min(near, key=lambda pair: pair[0], default=None)
        return nearest[1] if nearest and nearest[0] <= km else None

    def is_just(self, city: City, text: str) -> bool:
        """Whether a text is one of a city's names and nothing else."""
        return any(other.id == city.id for other in self._table.cities(fold(text)))

    def is_part(self, country: str) -> bool:
        """Whether a country's name is that of a part of it: "Scotland"."""
        return self._is_part(country)

    def is_wide(self, city: City) -> bool:
        """Whether a city's region is too wide to be one place on the map."""
        return self._table.width(city.iso2, city.admin1) > _WIDE_KM

    def _look_up_part(self, country: str) -> bool:
        codes = country_codes(country)
        is_own_name = fold(country) in {fold(country_name(code)) for code in codes}
        return len(codes) == 1 and not is_own_name and bool(self.regions(country, codes))

    def _look_up_regions(self, text: str) -> Regions:
        key = fold(text)
        matches = self._table.regions(key) | self._table.regions(initials(key))
        plain = without_kind(key)
        return (
            matches
            or self._table.regions(without_digits(key))
            or (self._table.regions(plain) if plain != key else frozenset())
        )

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
            # Cities found by their own name are last, so that these entries win.
            every = sorted(
                (city for key in same for city in self._table.cities(key)),
                key=lambda city: city.kind,
            )
            cities = {city.id: city for city in every}.values()
            inside = [city for city in cities if not codes or city.iso2 in codes]
            # The capital of a territory is not the capital of the state.
            inside += [city._replace(capital=0) for city in cities if city.iso2 in parts]
            if inside:
                large = [city for city in inside if city.capital or city.population >= _TOWN]
                return tuple(large if large and _says_city(name, same) else inside)
        return ()

    def _within(self, cities: tuple[City, ...], addition: str) -> tuple[City, ...] | None:
        """Return the cities within a state or country; None if the addition names neither."""
        regions = self.regions(addition, {city.iso2 for city in cities})
        within = tuple(city for city in cities if (city.iso2, city.admin1) in regions)
        countries = set(country_codes(addition))
        inside = tuple(city for city in cities if city.iso2 in countries)
        return within or inside or (() if regions else None)

    def _not_far_villages(self, cities: tuple[City, ...], addition: str) -> tuple[City, ...]:
        """Leave out villages far from the metropolis that they should be in.

        "Kadikoy, Istanbul" is a quarter that isn't listed, not a village 50 km away.
        """
        large = [city for city in self._named(addition, ()) if city.population >= WORLD_KNOWN]
        return tuple(
            city
            for city in cities
            if city.population >= _VILLAGE
            or city.capital
            or not large
            or any(are_near(city, other, _IN_CITY_KM) for other in large)
        )

    def _beside(
        self, cities: tuple[City, ...], addition: str, codes: tuple[str, ...]
    ) -> tuple[City, ...] | None:
        """Return the cities near another one, as in "Newport, Cardiff"; None without any."""
        others = self._named(addition, codes)
        # The neighbour says what an old name or a quarter alone doesn't.
        near = [
            city._replace(kind=max(city.kind, 0), part=0)
            for city in cities
            if any(are_near(city, other, _NEIGHBOUR_KM) for other in others)
        ]
        return tuple(near) or None

    def _questions(
        self, query: str | Mapping[str, str], given: list[str]
    ) -> Iterator[tuple[str, list[str]]]:
        """Yield the readings of a query, as city and country codes, the most literal first."""
        if not isinstance(query, str):
            country = query.get("country") or ""
            query = query.get("city") or ""
            if country.strip():
                # With an unknown country, don't search the whole world.
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
