"""Choose the city that a name means, or say that it isn't clear: a wrong place is worse than none.

* A city's own name counts fully, another name of it (another language, a nickname) a tenth.
  Each candidate weighs its population (at least 1,000) by that. With a country, its capital
  weighs ten times more: "Washington" in the United States is the capital.
* The heaviest candidate is clear when it weighs at least ten times every rival. A candidate
  within 30 km of it is no rival, but the same town told twice.
* Without a country, or with an addition that isn't understood ("Boston, Lincs"), it must weigh
  a hundred times every rival and be known by its own name; without a country and rivals, it must
  have 100,000 people or be a capital, since the smallest namesakes aren't in the tables.

So "Paris", "London" and "Geneva" alone are not clear, "Paris, France" is.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

CLEAR_RATIO = 10
STRICT_RATIO = 100
SAME_PLACE_KM = 30
KNOWN_WITHOUT_COUNTRY = 100_000

_LEAST_POPULATION = 1_000
_OTHER_NAME_SHARE = 0.1
_CAPITAL_FACTOR = 10
_EARTH_RADIUS_KM = 6371.0


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
        weight = float(max(self.population, _LEAST_POPULATION))
        if not self.is_primary:
            weight *= _OTHER_NAME_SHARE
        return weight * _CAPITAL_FACTOR if self.capital and in_country else weight


def ranked(cities: list[City], *, in_country: bool) -> list[City]:
    """Sort candidates, the likeliest first; empty in, empty out."""
    return sorted(cities, key=lambda city: (-city.weigh(in_country=in_country), city.id))


def clear_choice(cities: list[City], *, in_country: bool, is_strict: bool) -> City | None:
    """Choose the city that is meant, or None where that would be a guess.

    Args:
        cities: at least one candidate.
        in_country: whether the country is known, and all candidates lie in it.
        is_strict: whether something was said about the city that wasn't understood.
    """
    best = ranked(cities, in_country=in_country)[0]
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
