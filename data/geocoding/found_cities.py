"""What a text may mean among the cities of the gazetteer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from geopy.location import Location

from data.geocoding.candidates import City, are_near, clear_choice, ranked
from data.geocoding.countries import country_name

if TYPE_CHECKING:
    from collections.abc import Iterable


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
